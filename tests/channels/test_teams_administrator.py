"""What the administrator gets: a package that Microsoft's schema accepts, and a check that says what is wrong in one line each."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import jsonschema
import pytest

from bot.channels.teams.checking import check, look
from bot.channels.teams.identity import TeamsSettingsError, read_identity
from bot.channels.teams.package import FILE_NAME, Pages, icon, manifest, write_package
from bot.cli import main
from bot.settings import PREFIX, ROOT, Settings
from tests.channels.teams_lab import AUTHORITY, FakeConnector, settings_for
from tests.teams.signing_standin import APP_ID, TENANT, StandIn

SCHEMA = json.loads((ROOT / "tests" / "data" / "schemas" / "teams-manifest-1.19.json").read_text(encoding="utf-8"))
POINTS = (ROOT / "docs" / "teams-punten.md").read_text(encoding="utf-8")
VALIDATOR = jsonschema.Draft4Validator(SCHEMA)
SETTINGS = replace(
    Settings(), teams_app_id=APP_ID, teams_tenants=TENANT, teams_secret="secret", teams_public_address="https://kringwijzer.example.nl"
)
PAGES = Pages("https://www.example.nl", "https://www.example.nl/privacy", "https://www.example.nl/voorwaarden")


def made(groups: bool = False, pages: Pages = PAGES, organisation: str = "Gemeente Voorbeeld") -> dict:
    return manifest(read_identity(SETTINGS), organisation, groups, pages)


def faults(content: dict) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(content)]


def size_of(png: bytes) -> tuple[int, int]:
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("groups", [False, True])
def test_the_manifest_is_valid_by_microsofts_schema(groups):
    assert faults(made(groups)) == []
    assert faults(made(groups, Pages(), "")) == []


@pytest.mark.parametrize(
    "change",
    [{"bots": [{"botId": "no id", "scopes": ["personal"]}]}, {"accentColor": "blauw"}, {"name": {"short": "x" * 31, "full": "x"}}, {"unknown": 1}],
)
def test_the_schema_refuses_a_wrong_manifest(change):
    assert faults(made() | change)


def test_it_is_for_one_person_only_unless_asked_otherwise():
    assert made()["bots"][0]["scopes"] == ["personal"]
    assert made(groups=True)["bots"][0]["scopes"] == ["personal", "groupChat", "team"]


def test_the_manifest_asks_for_no_permission_and_takes_no_files():
    content = made(groups=True)

    assert content["permissions"] == []
    assert content["bots"][0]["supportsFiles"] is False
    assert content["validDomains"] == ["kringwijzer.example.nl"]


def test_names_with_quotes_and_long_ones_do_no_harm():
    content = made(organisation='Stichting "De \\ Kring" ${app_id} en nog veel meer woorden')

    assert faults(content) == []
    assert len(content["developer"]["name"]) == 32


def test_the_package_holds_the_manifest_and_icons_of_the_sizes_that_teams_wants(tmp_path):
    target = write_package(SETTINGS, False, PAGES, tmp_path)
    with zipfile.ZipFile(target) as archive:
        content = json.loads(archive.read("manifest.json"))
        sizes = {name: size_of(archive.read(name)) for name in content["icons"].values()}

    assert target.name == FILE_NAME
    assert sizes == {content["icons"]["color"]: (192, 192), content["icons"]["outline"]: (32, 32)}
    assert target.read_bytes() == write_package(SETTINGS, False, PAGES, tmp_path / "again").read_bytes()


def test_the_icons_are_drawn():
    assert icon("kleur").startswith(b"\x89PNG")
    assert icon("kleur") != icon("omlijnd")


@pytest.mark.parametrize(("changes", "named"), [({"teams_app_id": ""}, "TEAMS_APP_ID"), ({"teams_tenants": ""}, "TEAMS_TENANTS")])
def test_without_settings_no_package_is_made(tmp_path, changes, named):
    with pytest.raises(TeamsSettingsError, match=named):
        write_package(replace(SETTINGS, **changes), False, PAGES, tmp_path)


def test_a_page_that_is_not_https_is_refused(tmp_path):
    with pytest.raises(TeamsSettingsError, match="https"):
        write_package(SETTINGS, False, Pages("http://www.example.nl"), tmp_path)


def test_the_command_line_makes_the_package_and_tells_what_is_missing(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv(f"{PREFIX}VAR_DIR", str(tmp_path))
    assert main(["teams", "package"]) == 1
    assert "TEAMS_APP_ID" in capsys.readouterr().err
    for name in ("app_id", "tenants", "secret", "public_address"):
        monkeypatch.setenv(f"{PREFIX}TEAMS_{name.upper()}", getattr(SETTINGS, f"teams_{name}"))
    assert main(["teams", "package", "--groepen"]) == 0

    with zipfile.ZipFile(io.BytesIO((tmp_path / FILE_NAME).read_bytes())) as archive:
        assert "groupChat" in archive.read("manifest.json").decode()


# The check


@pytest.fixture
async def microsoft():
    standin = await StandIn(AUTHORITY).start()
    yield standin
    await standin.stop()


@pytest.fixture
async def connector():
    made = await FakeConnector().start()
    yield made
    await made.stop()


async def findings(tmp_path, microsoft, connector, now=None, **changes) -> dict[str, tuple[bool, str]]:
    settings = replace(settings_for(tmp_path, microsoft, connector), teams_public_address=microsoft.url, **changes)
    found = await look(read_identity(settings), connector.url, now or (lambda: datetime.now(timezone.utc)))
    return {finding.what: (finding.right, str(finding)) for finding in found}


async def test_every_point_is_looked_at_and_told_in_one_line(tmp_path, microsoft, connector):
    found = await findings(tmp_path, microsoft, connector)

    assert list(found) == ["settings", "keys of Microsoft", "clock", "token of the bot", "answers to Teams", "public address"]
    assert all("\n" not in text for _, text in found.values())
    assert [what for what, (right, _) in found.items() if not right] == ["public address"]


async def test_a_clock_that_is_off_is_noticed_before_tokens_are_refused(tmp_path, microsoft, connector):
    found = await findings(tmp_path, microsoft, connector, lambda: datetime.now(timezone.utc) + timedelta(seconds=100))

    assert found["clock"][0] is False
    assert "NTP" in found["clock"][1]


async def test_a_wrong_secret_gets_its_own_advice_without_the_secret(tmp_path, microsoft, connector):
    microsoft.token_answer = (401, {"error": "invalid_client", "error_codes": [7000215]})
    found = await findings(tmp_path, microsoft, connector)

    assert found["token of the bot"][0] is False
    assert "its value, not its id" in found["token of the bot"][1]
    assert "secret-of-the-app" not in str(found)


async def test_a_network_that_is_away_is_told_per_point(tmp_path, microsoft, connector):
    await microsoft.stop()
    await connector.stop()
    found = await findings(tmp_path, microsoft, connector)

    assert [what for what, (right, _) in found.items() if right] == ["settings"]
    assert "firewall" in found["keys of Microsoft"][1]


def test_without_settings_the_check_says_where_to_begin():
    said: list[str] = []

    assert check(Settings(), said.append) == 1
    assert said == ["FAIL settings: KRINGWIJZER_TEAMS_APP_ID is empty, so Teams is off; see docs/teams.md"]


def test_a_setting_that_cannot_be_used_is_the_only_line():
    said: list[str] = []

    assert check(replace(SETTINGS, teams_tenants="common"), said.append) == 1
    assert len(said) == 1


# The table of points


def test_the_table_has_28_points_and_names_tests_that_exist():
    rows = re.findall(r"^\| (\d+) \|.*$", POINTS, re.MULTILINE)
    named = set(re.findall(r"`(test_\w+)`", POINTS))
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").glob("*/test_*.py"))

    assert [int(row) for row in rows] == list(range(1, 29))
    assert {name for name in named if f"def {name}(" not in written} == set()


def test_every_point_names_a_test():
    assert [row for row in POINTS.splitlines() if re.match(r"\| \d+ \|", row) and "`test_" not in row and "the same" not in row] == []
