"""A professional searches, and an organisation's own document is found the minute it is imported."""

import os
import subprocess
import sys

from bot.settings import ROOT

DOCUMENT = """# Werkwijze logeerweekend

## Wie mag mee

Een kind gaat mee op logeerweekend als de ouders en de begeleider het samen eens zijn. De coördinator belt vooraf met het gezin
over wat het kind lekker vindt, wanneer het gaat slapen en wie er gebeld kan worden als het heimwee krijgt.

## Aanmelden

De begeleider vult het formulier in en stuurt het vier weken van tevoren op. Het gezin krijgt dan een brief met de naam van de
vaste vrijwilliger en een foto van het huis waar het kind zal slapen.
"""


def test_professional_searches_opens_and_asks_for_more(assistant):
    worker = assistant.person("professional")
    found = worker.says("zoek naar veiligheidsafspraken met het netwerk")
    assert found.custom["type"] == "search_results"
    assert found.custom["results"][0]["snippet"]
    opened = worker.says("open 1")
    assert opened.custom["results"][0]["id"] == found.custom["results"][0]["id"]
    more = worker.says("meer zoals 1")
    assert all(result["topic"] != opened.custom["results"][0]["topic"] for result in more.custom["results"])


def test_guidelines_are_set_beside_each_other(assistant):
    compared = assistant.person("professional").says("wat zeggen de richtlijnen over opa en oma?")
    topics = [result["topic"] for result in compared.custom["results"]]
    assert len(set(topics)) > 1
    assert all(topic.startswith("richtlijn/") for topic in topics)


def test_what_a_guideline_says_comes_as_answer_with_a_passage(assistant):
    answer = assistant.person("professional").says("wat zegt de richtlijn crisisplaatsing over het netwerk van een gezin?")
    assert answer.custom["type"] == "answer"
    assert answer.custom["topic"] == "richtlijn/crisisplaatsing"
    assert "In de tekst staat daarover" in answer.text


def test_nonsense_is_searched_for_and_not_found(assistant):
    nothing = assistant.person("professional").says("zoek naar xqzw")
    assert nothing.custom["results"] == []


def test_own_document_is_found_without_a_restart_and_gone_when_removed(assistant, tmp_path):
    worker = assistant.person("professional")
    question = "zoek naar heimwee op logeerweekend"
    before = worker.says(question)
    assert not any("document" in result for result in before.custom["results"])
    path = tmp_path / "werkwijze.md"
    path.write_text(DOCUMENT, encoding="utf-8")
    environment = os.environ | assistant.settings.as_environment() | {"PYTHONPATH": str(ROOT)}

    def command(*arguments: str) -> str:
        done = subprocess.run([sys.executable, "-m", "bot.cli", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    command("import", str(path), "--jaar", "2024", "--doelgroep", "professional", "--zonder-vragen")
    found = worker.says(question).custom["results"][0]
    assert "heimwee" in found["passage"]
    assert found["section"] == "Wie mag mee"
    assert found["source"]["year"] == 2024
    listed = command("documents")
    assert "logeerweekend" in listed.lower()
    command("remove", str(found["document"]).removeprefix("document/"))
    assert not any("document" in result for result in worker.says(question).custom["results"])
