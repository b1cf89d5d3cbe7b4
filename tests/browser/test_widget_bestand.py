"""The built file: made from these sources, small, and with numbers and texts that are in order."""

import gzip
import json
import re
import shutil
import subprocess

import pytest

from bot.knowledge.contacts import default_contacts
from bot.knowledge.readability import sentences
from bot.settings import ROOT
from bot.understanding.foreign import CODES
from tests.browser.fake_assistant import PAGES, WIDGET

BUILT = WIDGET / "dist" / "kringwijzer.js"
MOST_BYTES = 40_000
LONGEST_SENTENCE = 15
TEXTS = json.loads((WIDGET / "src" / "teksten.json").read_text(encoding="utf-8"))
PHONE = re.compile(r"\b(?:0[89]00-?\d{4,}|0\d{9}|112|113)\b")
SOURCES = sorted((WIDGET / "src").rglob("*.ts"))


def test_the_file_is_what_the_sources_give(tmp_path):
    copy = tmp_path / "widget"
    shutil.copytree(WIDGET, copy, ignore=shutil.ignore_patterns("node_modules", "dist"))
    for command in (["npm", "ci", "--ignore-scripts"], ["npm", "run", "build"]):
        done = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    built = (copy / "dist" / "kringwijzer.js").read_bytes()
    assert built == BUILT.read_bytes(), "bot/widget/dist/kringwijzer.js is old: run `npm run build` in bot/widget/ and commit it"


def test_the_file_is_small():
    assert len(gzip.compress(BUILT.read_bytes(), 9)) < MOST_BYTES


def test_the_lock_names_no_place_to_fetch_from_and_every_version_is_exact():
    lock = json.loads((WIDGET / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert all(package.get("integrity") for name, package in lock["packages"].items() if name)
    wanted = json.loads((WIDGET / "package.json").read_text(encoding="utf-8"))
    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_the_numbers_of_the_built_in_help_are_those_of_the_contacts():
    shown = default_contacts()
    for contact in TEXTS["hulp"]["contacts"]:
        assert contact == shown[contact["id"]].payload()
        assert shown[contact["id"]].may_be_shown


@pytest.mark.parametrize("path", [WIDGET / "src" / "teksten.json", *SOURCES, *sorted(PAGES.glob("*.html"))], ids=lambda path: path.name)
def test_no_other_number_stands_anywhere(path):
    known = {contact.number for contact in default_contacts().values()} | {(contact.tel or "")[4:] for contact in default_contacts().values()}
    assert set(PHONE.findall(path.read_text(encoding="utf-8"))) <= known


def lines():
    for name, entry in TEXTS["zinnen"].items():
        for form, text in entry.items() if isinstance(entry, dict) else [("alle", entry)]:
            yield pytest.param(text, id=f"{name}-{form}")


@pytest.mark.parametrize("text", lines())
def test_sentences_are_short(text):
    assert [sentence.text for sentence in sentences(text) if sentence.words > LONGEST_SENTENCE] == []


@pytest.mark.parametrize("name", [name for name, entry in TEXTS["zinnen"].items() if isinstance(entry, dict)])
def test_u_and_je_do_not_mix(name):
    entry = TEXTS["zinnen"][name]
    assert {"u", "je"} <= entry.keys()
    assert not re.search(r"\b(je|jij|jou|jouw)\b", entry["u"], re.IGNORECASE)
    assert not re.search(r"\b(u|uw)\b", entry["je"], re.IGNORECASE)


def test_every_text_is_used():
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    by_audience = {f"{start}{audience}" for start in ("", "kaart_midden_") for audience in ("ouder", "jongere", "professional")}
    assert [name for name in TEXTS["zinnen"] if name not in by_audience and f'"{name}"' not in code] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_text_becomes_markup(path):
    code = path.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|\beval\b|new Function", code)


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.name)
def test_pages_have_no_script_or_style_of_their_own(path):
    page = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", page)
    assert 'lang="nl"' in page


EMBED = (ROOT / "docs" / "embed.md").read_text(encoding="utf-8")
CODE = "\n".join(path.read_text(encoding="utf-8") for path in [*SOURCES, WIDGET / "src" / "style.css"])


def in_camels(attribute: str) -> str:
    first, *rest = attribute.removeprefix("data-").split("-")
    return first + "".join(part.capitalize() for part in rest)


@pytest.mark.parametrize("attribute", sorted(set(re.findall(r"\bdata-[a-z-]+", EMBED))))
def test_every_attribute_in_the_manual_is_read(attribute):
    assert re.search(rf'data\.{in_camels(attribute)}\b|"{in_camels(attribute)}"', CODE)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"--kringwijzer-[a-z-]+", EMBED))))
def test_every_variable_in_the_manual_is_used(name):
    assert name in CODE


@pytest.mark.parametrize("part", re.findall(r"`([a-z-]+)`", EMBED.split("Onderdelen die u zo kunt aanwijzen:")[1].split("Maak knoppen")[0]))
def test_every_part_in_the_manual_can_be_pointed_at(part):
    assert f'part: "{part}"' in CODE


def test_the_languages_are_those_that_the_assistant_knows():
    assert TEXTS["talen"] == CODES
