"""The documents name only what exists: paths, commands, settings, limits; and the example in them is a good topic file."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from bot.cli import main
from bot.knowledge.checks import AVOIDED, PLAIN_LIMITS, PROFESSIONAL_LIMITS, text_faults
from bot.knowledge.sources import load_sources
from bot.knowledge.topics import KNOWLEDGE_DIR, Audience, parse_topic
from bot.settings import PREFIX, ROOT, Settings
from bot.understanding.labels import is_topic

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
MADE_LATER = {".env", ".venv", "var"}  # made on the machine and not in git
FENCE = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.-]+(?:/[\w.<>-]*)*")
FILE_NAME = re.compile(r"(?:.+\.(?:md|yml|py|sh|txt|in|toml|tsv|example|npz)|Makefile|\.env)")
CONSTANT = re.compile(r"[A-Z_]+ = [\d.]+")
every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def spans(document: Path) -> list[str]:
    return SPAN.findall(FENCE.sub("", document.read_text(encoding="utf-8")))


def code(document: Path) -> str:
    return "\n".join(FENCE.findall(document.read_text(encoding="utf-8")) + spans(document))


def settings_named(text: str) -> set[str]:
    return set(re.findall(rf"\b{PREFIX}[A-Z_]+\b", text))


def is_path(span: str) -> bool:
    return PATH.fullmatch(span) is not None and ("/" in span or FILE_NAME.fullmatch(span) is not None)


@every_document
def test_every_path_named_exists(document):
    for span in filter(is_path, spans(document)):
        if span.split("/")[0] in MADE_LATER:
            continue
        wanted = f"data/kennisbank/{span}.md" if is_topic(span) else span.split("<")[0]
        assert (ROOT / wanted).exists(), f"{document.name}: `{span}` does not exist; correct the path"
        assert span.endswith("/") or "<" in span or not (ROOT / wanted).is_dir(), f"{document.name}: write the folder `{span}` with a slash"


@every_document
def test_every_make_target_named_exists(document):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)", code(document)))
    assert named <= targets, f"{document.name}: the Makefile has no {named - targets}"


@every_document
def test_every_verb_of_the_command_line_named_exists(document, capsys):
    for verb in set(re.findall(r"(?:-m bot\.cli|\bkringwijzer) ([a-z]+(?:-[a-z]+)*)", code(document))):
        with pytest.raises(SystemExit) as stopped:
            main([verb, "--help"])
        assert stopped.value.code == 0, f"{document.name}: the command line has no {verb}"


@every_document
def test_every_setting_named_exists(document):
    known = {PREFIX + field.name.upper() for field in fields(Settings)}
    named = settings_named(document.read_text(encoding="utf-8"))
    assert named <= known, f"{document.name}: bot/settings.py has no {named - known}"


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_stands_in_the_readme_with_its_default(field):
    default = f"`{field.default}`" if field.default != "" else "empty"
    row = f"| `{PREFIX}{field.name.upper()}` | {default} |"
    assert row in (ROOT / "README.md").read_text(encoding="utf-8"), f"README.md: the settings table lacks {row}"


@every_document
def test_every_value_named_is_the_value_in_the_code(document):
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    for span in filter(CONSTANT.fullmatch, spans(document)):
        assert re.search(rf"^{re.escape(span)}(?![\d.])", sources, re.MULTILINE), f"{document.name}: `{span}` is not what the code says"


def test_editors_read_the_limits_that_are_checked():
    text = (ROOT / "docs" / "redactie.md").read_text(encoding="utf-8")
    plain, professional = PLAIN_LIMITS, PROFESSIONAL_LIMITS
    for row in (
        f"| kort antwoord | hoogstens {plain['short']} woorden | hoogstens {professional['short']} woorden |",
        f"| onder `### meer` | hoogstens {plain['more']} woorden | hoogstens {professional['more']} woorden |",
        f"| woorden per zin, gemiddeld | hoogstens {plain['mean']:g} | hoogstens {professional['mean']:g} |",
        f"| langste zin | {plain['longest']} woorden | {professional['longest']} woorden |",
    ):
        assert row in text, f"docs/redactie.md: the table of limits lacks {row}"


@pytest.mark.parametrize("word", AVOIDED)
def test_editors_find_another_word_for_every_word_to_avoid(word):
    rows = re.findall(r"^\| (.+) \* \|", (ROOT / "docs" / "redactie.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert any(word.strip() in row for row in rows), f"docs/redactie.md: the table of words lacks {word!r}"


def test_the_example_for_editors_is_a_good_topic_file(tmp_path):
    found = re.search(r"^```markdown\n(.*?)^```$", (ROOT / "docs" / "redactie.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    example = tmp_path / "voorbeeld.md"
    example.write_text(found[1], encoding="utf-8")
    topic = parse_topic(example, load_sources(KNOWLEDGE_DIR / "sources.yml"))
    faults = []
    for audience in Audience:
        limits = PROFESSIONAL_LIMITS if audience is Audience.PROFESSIONAL else PLAIN_LIMITS
        text = topic.texts[audience]
        faults += text_faults(f"{audience.value}, kort", text.short, audience, limits, limits["short"])
        faults += text_faults(f"{audience.value}, meer", text.more, audience, limits, limits["more"], text.short)
    assert not faults
    assert all((KNOWLEDGE_DIR / f"{other}.md").is_file() for other in topic.related)
