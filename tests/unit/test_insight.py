"""What is held and how long things are kept, in words."""

from datetime import datetime, timedelta, timezone

import pytest

from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import Audience
from bot.network_map.interview.state import Interview
from bot.network_map.network import History, NetworkMap, Viewpoint, add
from bot.privacy.insight import Words, erased_lines, held_lines, retention_lines
from bot.privacy.retention import Unit
from bot.privacy.rights import Erased, Held, Said
from bot.settings import Settings

WORDS = Words(lambda name, values: default_phrasebook().text(name, Audience.PARENT, False, values))
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=timezone.utc)
NOTHING = Held((), {}, (), (), (), None, None)
MAP = {
    "content": Interview(history=History(add(add(NetworkMap(Viewpoint.CHILD), "Riet"), "Bas"))).to_dict(),
    "expires_at": (NOON + timedelta(days=7)).isoformat(),
}


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [(1, Unit.DAYS, "een dag"), (7, Unit.DAYS, "7 dagen"), (1, Unit.MONTHS, "een maand"), (13, Unit.MONTHS, "13 maanden")],
)
def test_a_time_is_said_as_people_say_it(number, unit, text):
    assert WORDS.time(number, unit) == text


@pytest.mark.parametrize(("sender", "text"), [("web:a", "een dag"), ("teams:b", "7 dagen"), ("teamsport", "een dag")])
def test_how_long_a_conversation_stays_depends_on_its_door(sender, text):
    assert WORDS.conversation_time(Settings(), sender) == text


def test_every_kind_of_data_has_a_line_with_its_time():
    lines = retention_lines(Settings(keep_question_days=1), WORDS)
    assert len(lines) == 8
    assert all("{" not in line for line in lines)
    assert "- Vragen zonder antwoord, voor de redactie: een dag." in lines
    assert any("13 maanden" in line for line in lines)


def test_nothing_held_gives_no_line():
    assert held_lines(NOTHING, WORDS) == []


def test_what_is_held_is_told_line_by_line():
    said = (Said("u", NOON, "hallo"), Said("kringwijzer", NOON, "dag"))
    slots = {"doelgroep": "ouder", "onderwerp": "vorm/jim", "geopend": True, "onveilig": ["ex", "broer"]}
    lines = held_lines(Held(said, slots, (MAP,), ({},), ({}, {}), NOON, NOON + timedelta(days=1)), WORDS)

    assert lines[0] == "- Berichten: 1, sinds 24-11-2026, 12:00. Ze verdwijnen op 25-11-2026, 12:00."
    assert "ouder" in lines[1]
    assert "ex, broer" in lines[1]
    assert "vorm/jim" not in lines[1]
    assert lines[1].endswith("hoe ver het gesprek is.")
    assert "Aantal mensen erop: 2" in lines[2]
    assert "01-12-2026, 12:00" in lines[2]
    assert lines[3].endswith(": 1.")
    assert lines[4].endswith(": 2.")


def test_the_proof_of_erasing_gives_the_counts():
    assert erased_lines(Erased(turns=3, events=20, maps=1, ratings=0, questions=2), WORDS) == [
        "- berichten: 3",
        "- netwerkkaarten: 1",
        "- vragen voor de redactie: 2",
    ]
    assert erased_lines(Erased(0, 0, 0, 0, 0), WORDS) == ["- berichten: 0"]
