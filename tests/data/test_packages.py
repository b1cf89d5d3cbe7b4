"""Known faults in our packages are judged and no judgement is out of date; and nothing in the repository is a secret or a person."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.settings import ROOT
from scripts.audit import EXCEPTIONS, Accepted, AuditError, faults, main, read_exceptions

RECORDED = ROOT / "tests" / "data" / "adviezen.json"
LOCKED = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)
LONG_AGO, TODAY, LATER = date(2020, 1, 1), date(2026, 11, 24), date(2030, 1, 1)


def report(**package: object) -> dict:
    return {"dependencies": [{"name": "pakket", "version": "1.0", **package}]}


def vulnerable(*ids: str) -> dict:
    return report(vulns=[{"id": ids[0], "aliases": list(ids[1:]), "fix_versions": []}])


def test_every_recorded_advisory_is_judged_and_no_judgement_is_out_of_date():
    assert faults(json.loads(RECORDED.read_text(encoding="utf-8")), read_exceptions(), date.today()) == []


def test_the_recorded_advisories_are_about_the_versions_that_are_locked():
    locked = dict(LOCKED.findall((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    for package in json.loads(RECORDED.read_text(encoding="utf-8"))["dependencies"]:
        assert locked[package["name"]] == package["version"], f"{package['name']} was raised: see which advisories still hold and record them again"


def test_a_new_advisory_is_a_fault():
    assert "CVE-2027-1 is not judged" in faults(vulnerable("CVE-2027-1"), [], TODAY)[0]


def test_an_advisory_judged_under_another_of_its_numbers_is_known():
    assert faults(vulnerable("GHSA-aaaa", "CVE-2027-1"), [Accepted("CVE-2027-1", "pakket", LATER)], TODAY) == []


def test_a_judgement_about_another_package_does_not_count():
    assert len(faults(vulnerable("CVE-2027-1"), [Accepted("CVE-2027-1", "ander", LATER)], TODAY)) == 1


def test_a_judgement_that_is_out_of_date_is_a_fault():
    assert "ended on 2020-01-01" in faults(vulnerable("CVE-2027-1"), [Accepted("CVE-2027-1", "pakket", LONG_AGO)], TODAY)[0]


def test_a_package_that_was_not_looked_up_is_no_clean_package():
    found = faults(report(skip_reason="Dependency not found on PyPI and could not be audited"), [], TODAY)
    assert "NOT AUDITED: pakket" in found[0]


def test_without_a_database_the_command_says_so_and_fails(tmp_path, capsys):
    assert main(str(tmp_path / "none.json")) == 1
    assert "NOT AUDITED" in capsys.readouterr().out


def test_the_command_on_the_recorded_advisories_is_green(capsys):
    assert main(str(RECORDED)) == 0
    assert "was judged" in capsys.readouterr().out


@pytest.mark.parametrize(
    "row",
    [{"id": "CVE-1"}, {"verloopt": "ooit"}, {"besluit": ""}, {"reden": "meer dan gevraagd"}],
    ids=["lacks fields", "no date", "no decision", "unknown field"],
)
def test_a_judgement_that_is_not_complete_is_refused(tmp_path, row):
    full = {"id": "CVE-1", "pakket": "x", "bereik": "geen", "besluit": "laten staan", "verloopt": LATER}
    path = tmp_path / "rijen.yml"
    path.write_text(yaml.safe_dump([full]))
    assert read_exceptions(path) == [Accepted("CVE-1", "x", LATER)]
    path.write_text(yaml.safe_dump([row if row == {"id": "CVE-1"} else full | row]))
    with pytest.raises(AuditError):
        read_exceptions(path)


def test_a_judgement_does_not_stand_twice(tmp_path):
    path = tmp_path / "dubbel.yml"
    path.write_text(EXCEPTIONS.read_text(encoding="utf-8") * 2)
    with pytest.raises(AuditError, match="twice"):
        read_exceptions(path)


SECRETS = {
    "private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "cloud key": re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b"),
    "access token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{30,}|glpat-[\w-]{20,}|xox[baprs]-[\w-]{10,}|npm_[A-Za-z0-9]{30,})"),
    "signed token": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
    "password in an address": re.compile(r"\b[a-z+]+://[^\s:/@'\"{}]+:(?!\.\.\.)[^\s@/'\"{}$]+@"),
    "encryption key": re.compile(r"(?<![\w+/=-])[A-Za-z0-9_-]{43}=(?![\w=])"),
    "value of a secret": re.compile(r"(?i)\b\w*(?:password|wachtwoord|secret|api_?key|client_?secret)\w*[\"']?\s*[=:]\s*[\"'][^\"'\s{}<>]{8,}[\"']"),
    "token in an address": re.compile(r"[?&](?:token|access_token|api_key)="),
}
INVENTED = ("tests/",)  # files in which a made-up secret may stand


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def secrets_in(text: str) -> list[str]:
    return [kind for kind, pattern in SECRETS.items() if pattern.search(text)]


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "ignore")


def test_no_secret_stands_in_the_repository():
    files = [path for path in tracked() if not path.relative_to(ROOT).as_posix().startswith(INVENTED)]
    assert len(files) > 200
    found = {path.relative_to(ROOT).as_posix(): secrets_in(text_of(path)) for path in files}
    assert {name: kinds for name, kinds in found.items() if kinds} == {}


def test_run_time_files_and_settings_are_not_in_the_repository():
    names = {path.relative_to(ROOT).as_posix() for path in tracked()}
    assert not [name for name in names if name.startswith("var/") or name == ".env" or name.endswith((".db", ".sqlite", ".log", ".pem", ".key"))]


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN RSA PRIVATE " + "KEY-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "ghp_" + "a1" * 20,
        "eyJhbGciOiJIUzI1NiJ9." + "eyJzdWIiOiIxMjM0NTY3ODkw." + "SflKxwRJSMeKKF2QT4",
        "postgresql://kring:zomaar" + "@db/kring",
        "sleutel = " + "Zm9v" * 10 + "Zm8=",
        'KRINGWIJZER_ACTION_SECRET="' + 'eenwachtwoord"',
        "https://x.example/?token" + "=abc",
    ],
)
def test_a_secret_would_be_noticed(text):
    assert secrets_in(text)
