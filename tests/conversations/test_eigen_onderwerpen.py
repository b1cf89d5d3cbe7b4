"""An organisation's own topics in a running assistant: found by name as soon as the file is there, and gone with it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import ROOT

EXAMPLE = re.search(r"```markdown\n(.*?)```", (ROOT / "docs" / "documenten.md").read_text(encoding="utf-8"), re.DOTALL)[1]


@pytest.fixture
def folder(assistant):
    folder = Path(assistant.settings.own_topics_dir)
    yield folder
    for path in folder.glob("*"):
        path.unlink()


def put(folder: Path, name: str, *changes: tuple[str, str]) -> None:
    text = EXAMPLE
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "asked", ["Voorleesbuur", "wat is een voorleesbuur?", "ik zoek een voorlees buur voor mijn dochter", "wat doet een voorleesbuurt"]
)
def test_an_own_topic_is_found_by_name_without_a_restart(assistant, folder, asked):
    mother = assistant.person("ouder")
    before = mother.says(asked)
    assert before.custom.get("topic") != "vorm/voorleesbuur"

    put(folder, "voorleesbuur")

    found = mother.says(asked)
    assert found.custom["topic"] == "vorm/voorleesbuur"
    assert "elke week een uur voorlezen" in found.text


def test_an_own_topic_follows_up_searches_and_is_suggested(assistant, folder):
    put(folder, "voorleesbuur", ("nagekeken_op", "voor_wie: [kind]\nbehoeften: [iemand-voor-kind]\nnagekeken_op"))
    worker = assistant.person("professional")

    assert worker.says("wat is een voorleesbuur").custom["topic"] == "vorm/voorleesbuur"
    assert "Bespreek eerst met de ouders" in worker.says("vertel meer").text
    assert worker.says("zoek naar voorlezen aan jonge kinderen").custom["results"][0]["topic"] == "vorm/voorleesbuur"
    suggested = assistant.person("ouder").says("welke steun past? mijn zoon van 5 zoekt iemand die tijd voor hem heeft")
    assert suggested.custom["type"] == "support_finder"


def test_an_own_topic_takes_the_place_of_a_built_in_one_and_hides_another(assistant, folder):
    mother = assistant.person("ouder")
    assert mother.says("wat is een maatje?").custom["topic"] == "vorm/maatje"
    assert mother.says("wat is een meeleefgezin?").custom["topic"] == "vorm/meeleefgezin"

    put(
        folder,
        "voorleesbuur",
        ("verwant: [vorm/maatje, vorm/home-start", "vervangt: vorm/maatje\nverbergt: [vorm/meeleefgezin]\nverwant: [vorm/home-start"),
    )

    assert mother.says("wat is een maatje?").custom["topic"] == "vorm/voorleesbuur"
    hidden = mother.says("wat is een meeleefgezin?").custom
    assert hidden.get("topic") != "vorm/meeleefgezin"
    assert "vorm/meeleefgezin" not in str(hidden)


def test_a_faulty_file_is_told_and_the_assistant_goes_on_as_it_was(assistant, folder):
    mother = assistant.person("ouder")
    assert mother.says("wat is een maatje?").custom["topic"] == "vorm/maatje"

    put(folder, "voorleesbuur", ("titel: Voorleesbuur", "titel: Maatje"))

    assert mother.says("wat is een maatje?").custom["topic"] == "vorm/maatje"
    assert mother.says("wat is een voorleesbuur?").custom.get("topic") != "vorm/voorleesbuur"

    environment = assistant.settings.as_environment() | {"PYTHONPATH": str(ROOT)}
    checked = subprocess.run([sys.executable, "-m", "bot.cli", "check-data"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
    assert checked.returncode == 1
    assert "'maatje' belongs to vorm/maatje" in checked.stdout
    assert "own topics are not used before this is mended" in assistant.logged()
