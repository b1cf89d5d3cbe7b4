"""What docs/bewaren.md says about how long things are kept is what the settings say, line by line; and no slot lives longer than its session."""

import re

import pytest
import yaml

from bot.privacy.retention import Unit, retention
from bot.settings import PREFIX, ROOT, Settings
from bot.storage import conversations
from bot.storage.counts import DAYS_PER_MONTH

TABLE = [line for line in (ROOT / "docs" / "bewaren.md").read_text(encoding="utf-8").splitlines() if line.startswith("|")]
PERIODS = retention(Settings())
WORDS = {(Unit.DAYS, True): "dag", (Unit.DAYS, False): "dagen", (Unit.MONTHS, True): "maand", (Unit.MONTHS, False): "maanden"}


@pytest.mark.parametrize("period", PERIODS, ids=lambda period: period.kept.value)
def test_every_time_stands_in_the_table_with_its_setting(period):
    (line,) = [line for line in TABLE if f"`{PREFIX}{period.setting.upper()}`" in line]
    assert re.search(rf"\| {period.number} {WORDS[period.unit, period.number == 1]}\b", line), line


def test_the_table_names_no_other_setting_of_time():
    named = {name for line in TABLE for name in re.findall(rf"`{PREFIX}(KEEP_\w+)`", line)}
    assert named == {period.setting.upper() for period in PERIODS}
    assert named == {name.upper() for name in Settings.__dataclass_fields__ if name.startswith("keep_")}


def test_conversations_of_everybody_go_within_a_day_and_in_teams_within_a_week():
    assert Settings().keep_conversation_days == 1
    assert Settings().keep_conversation_days_teams <= 7


def test_a_month_in_the_text_is_a_month_in_the_program():
    assert f"Een maand telt hier {DAYS_PER_MONTH} dagen" in (ROOT / "docs" / "bewaren.md").read_text(encoding="utf-8")
    assert conversations.SECONDS_PER_DAY == 24 * 60 * 60


def test_nothing_is_carried_over_to_a_new_session():
    session = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["session_config"]
    assert session["carry_over_slots_to_new_session"] is False
