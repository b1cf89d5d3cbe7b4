"""Data is seen, taken along and erased by talking, in the middle of anything; the database holds nothing in clear, and may fail."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import replace

import pytest
import requests
from cryptography.fernet import Fernet

from bot.privacy.keys import open_vault
from bot.privacy.rights import held
from bot.running import Servers, prepare_database
from bot.settings import Settings
from bot.storage import upkeep
from bot.storage.counts import CountStore
from bot.storage.engine import open_engine
from bot.storage.unanswered import open_unanswered
from bot.training import model_path

from .conftest import Assistant, free_port

CANARY = "Kanarina"


def begin_a_map(person, *names: str):
    person.says("ik wil een netwerkkaart maken")
    person.says("beginnen")
    return [person.says(name) for name in names][-1]


def rows_of(assistant, person) -> int:
    with sqlite3.connect(assistant.folder / "kringwijzer.db") as database:
        return database.execute("select count(*) from events where sender_id = ?", (person.sender,)).fetchone()[0]


def test_what_is_held_is_shown_and_can_be_taken_along(assistant):
    person = assistant.person("ouder")
    person.says("wat is een steunouder")
    shown = person.says("welke gegevens heb je van mij?")
    assert shown.custom["type"] == "privacy"
    assert "Berichten: 1" in shown.text
    sent = person.says("stuur ze mij")
    assert sent.custom["file"] in sent.text
    exported = requests.get(sent.custom["file"], timeout=30).json()
    assert [message["text"] for message in exported["said"] if message["by"] == "u"] == [
        "wat is een steunouder",
        "welke gegevens heb je van mij?",
        "stuur ze mij",
    ]
    assert exported["remembered"]["onderwerp"] == "vorm/steunouder"


def test_erasing_is_asked_once_and_then_nothing_is_left(assistant):
    person = assistant.person("ouder")
    person.says("wat is een steunouder")
    asked = person.says("wis mijn gegevens")
    assert [button["title"] for button in asked.buttons] == ["Ja, wis alles", "Nee, bewaar het"]
    assert rows_of(assistant, person) > 0
    proof = person.says(asked.buttons[0]["payload"])
    assert (proof.custom["type"], proof.custom["step"]) == ("privacy", "gewist")
    assert "berichten: 2" in proof.text
    assert rows_of(assistant, person) == 0
    assert held(assistant.settings, person.sender).is_empty
    again = person.says("vertel meer")
    assert "computer" in again.text
    assert again.custom["type"] != "answer"


@pytest.mark.parametrize("yes", ["ja", "Ja, wis alles", "ja hoor"])
def test_a_typed_yes_erases(assistant, yes):
    person = assistant.person("jongere")
    person.says("wat is een maatje")
    person.says("wis dit gesprek")
    assert person.says(yes).custom["step"] == "gewist"
    assert rows_of(assistant, person) == 0


def test_a_typed_no_keeps_everything(assistant):
    person = assistant.person("ouder")
    person.says("wat is een steunouder")
    person.says("wis mijn gegevens")
    assert person.says("nee").custom["step"] == "bewaren"
    assert person.says("vertel meer").custom["topic"] == "vorm/steunouder"


def test_erasing_in_the_middle_of_a_network_interview(assistant):
    person = assistant.person("ouder")
    begin_a_map(person, "oma Riet en Fatima van de buren")
    address = held(assistant.settings, person.sender).maps[0]["map_id"]
    person.says("wis mijn gegevens")
    proof = person.says("ja")
    assert "netwerkkaarten: 1" in proof.text
    assert held(assistant.settings, person.sender).is_empty
    file = f"{assistant.settings.rasa_url}/webhooks/rest/kaart/{address}/kaart.svg?sender={person.sender}"
    assert requests.get(file, timeout=30).status_code == 404
    assert person.says("oma Riet").custom["type"] != "network_map"


def test_seeing_and_not_erasing_in_the_middle_leave_the_interview_open(assistant):
    person = assistant.person("ouder")
    before = begin_a_map(person, "oma Riet en Fatima van de buren")
    seen = person.says("welke gegevens heb je van mij?")
    assert "Aantal mensen erop: 2" in seen.text
    assert seen.custom["people"] == before.custom["people"]
    sent = person.says("stuur ze mij")
    assert "gegevens/alles.json" in sent.text
    person.says("wis mijn gegevens")
    assert "staat nog open" in person.says("nee").text
    assert len(person.says("en mijn zus Els").custom["people"]) == 3


def test_erasing_in_the_middle_of_the_support_finder(assistant):
    person = assistant.person("ouder")
    assert person.says("welke steun past bij ons?").custom["type"] == "support_finder"
    person.says("wis mijn gegevens")
    assert person.says("ja").custom["step"] == "gewist"
    assert rows_of(assistant, person) == 0
    assert person.says("wat is een maatje").custom["topic"] == "vorm/maatje"


def test_erasing_after_a_clarifying_question(assistant):
    person = assistant.person("ouder")
    person.says("iemand voor mijn kind")
    assert person.says("wis mijn gegevens").custom["step"] == "wissen"
    person.says("ja")
    assert rows_of(assistant, person) == 0


def test_erasing_leaves_other_conversations_alone(assistant):
    one, other = assistant.person("ouder"), assistant.person("ouder")
    for person in (one, other):
        person.says("wat is een steunouder")
    one.says("wis mijn gegevens")
    one.says("ja")
    assert other.says("vertel meer").custom["topic"] == "vorm/steunouder"


@pytest.mark.parametrize(("audience", "way"), [("ouder", "liever niet"), ("jongere", "nee"), ("professional", "liever niet")])
def test_who_does_not_want_a_map_keeps_everything_else(assistant, audience, way):
    person = assistant.person(audience)
    invitation = person.says("ik wil een netwerkkaart maken")
    assert "wis alles" in invitation.text
    assert "verdwijnt" in invitation.text
    person.says(way)
    assert held(assistant.settings, person.sender).maps == ()
    assert person.says("wat is een maatje").custom["topic"] == "vorm/maatje"


def test_the_first_line_says_computer_how_long_and_how_to_reach_a_person(assistant):
    first = assistant.person("ouder").says("wat is een maatje").messages[0]["text"]
    assert "computer" in first
    assert "een dag bewaard" in first
    assert "mens" in first


SECRETS = ["612345678", "06 83 11 42 97", "kanarie@voorbeeld.nl", "Canarisstraat", CANARY, "Fladderina", "zandbakgeheim", "parkietverhaal"]


def ten_conversations(assistant) -> None:
    for audience in ("ouder", "jongere", "professional", None):
        person = assistant.person(audience)
        person.says("mijn nummer is 06 83 11 42 97 en mijn mail kanarie@voorbeeld.nl, wat is een steunouder")
        person.says("ik woon in de Canarisstraat 12, 8011 AB Zwolle. vertel meer")
    for audience in ("ouder", "jongere"):
        begin_a_map(assistant.person(audience), f"oma {CANARY} en tante Fladderina")
    for audience in ("ouder", "jongere"):
        assistant.person(audience).says("mijn ex slaat mij met het zandbakgeheim")
    finder = assistant.person("ouder")
    finder.says("welke steun past bij ons?")
    finder.says("voor mijn zoon van 7, een parkietverhaal")
    assistant.person("professional").says("zoek naar parkietverhaal")


def test_after_ten_conversations_the_database_holds_nothing_in_clear(assistant):
    ten_conversations(assistant)
    file = assistant.folder / "kringwijzer.db"
    with sqlite3.connect(file) as database:
        dump = "\n".join(database.iterdump())
    assert dump.count('INSERT INTO "events"') > 100
    for secret in SECRETS:
        assert secret not in dump
        assert secret.encode() not in file.read_bytes()
        assert secret not in assistant.logged()
    assert not re.search(r'"(?:text|value|parse_data)"', dump)


def test_what_is_masked_or_dangerous_is_not_in_the_encrypted_part_either(assistant):
    ten_conversations(assistant)
    stored = assistant.stored()
    for secret in ("83 11 42 97", "kanarie@voorbeeld.nl", "Canarisstraat", "zandbakgeheim", CANARY, "Fladderina"):
        assert secret not in stored
    assert "steunouder" in stored


def test_danger_is_counted_without_anything_of_the_message(assistant):
    engine = open_engine(assistant.settings.database)
    before = sum(row[-1] for row in CountStore(engine).all())
    assistant.person("jongere").says("ik wil dood")
    deadline = time.monotonic() + 5
    while sum(row[-1] for row in CountStore(engine).all()) == before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert ("acute", "zelfdoding", "rest") in {row[1:4] for row in CountStore(engine).all()}
    engine.dispose()


def test_a_question_without_an_answer_is_on_the_editors_list_unless_it_is_personal(assistant):
    person = assistant.person("professional")
    assert person.says("zoek naar klavecimbels").custom["results"] == []
    person.says("zoek naar klavecimbels op 06 83 11 42 97")
    store = open_unanswered(assistant.settings)
    assert [row["question"] for row in store.of(person.sender)] == ["zoek naar klavecimbels"]
    person.says("wis mijn gegevens")
    assert "vragen voor de redactie: 1" in person.says("ja").text
    assert store.of(person.sender) == []
    store.close()


@contextmanager
def locked(assistant):
    """Nobody else can use the SQLite database."""
    with sqlite3.connect(assistant.folder / "kringwijzer.db", isolation_level=None, timeout=20) as other:
        other.execute("begin exclusive")
        yield
        other.execute("rollback")


def goes_on_after(person, fault) -> None:
    """A question, a fault in the middle, and the conversation as it was."""
    person.says("wat is een steunouder")
    with fault:
        during = person.says("vertel meer")
        danger = person.says("ik wil dood")
    assert during.custom["type"] == "contact"
    assert "ging iets mis" in during.text
    assert danger.custom["type"] == "safety"
    after = person.says("vertel meer")
    assert after.custom["topic"] == "vorm/steunouder"
    assert "Ik ben Kringwijzer" not in after.text


def test_a_database_that_is_locked_is_told_and_then_the_conversation_goes_on(assistant):
    goes_on_after(assistant.person("ouder"), locked(assistant))


def test_an_interview_goes_on_after_the_database_was_locked(assistant):
    person = assistant.person("ouder")
    before = begin_a_map(person, "oma Riet en Fatima van de buren")
    with locked(assistant):
        assert person.says("en mijn zus Els").custom["type"] == "contact"
    after = person.says("en mijn zus Els")
    assert len(after.custom["people"]) == len(before.custom["people"]) + 1


@contextmanager
def stopped(postgres):
    postgres.stop()
    yield
    postgres.start()


@pytest.fixture(scope="module")
def on_postgres(postgres, tmp_path_factory):
    """An assistant of its own on PostgreSQL."""
    folder = tmp_path_factory.mktemp("var-postgres")
    settings = replace(Settings(), port=free_port(), action_port=free_port(), var_dir=str(folder), database_url=postgres.url)
    prepare_database(settings)
    with Servers(settings, model_path()) as servers:
        servers.wait_until_ready()
        yield Assistant(f"{settings.rasa_url}/webhooks/rest/webhook", settings, folder, servers)


def test_a_postgresql_server_that_stops_is_told_and_then_the_conversation_goes_on(on_postgres, postgres):
    goes_on_after(on_postgres.person("ouder"), stopped(postgres))


def test_after_ten_conversations_postgresql_holds_nothing_in_clear(on_postgres, postgres):
    ten_conversations(on_postgres)
    dump = postgres.dump()
    assert len(re.findall("gAAAA", dump)) > 100
    assert [secret for secret in SECRETS if secret in dump] == []


def test_erasing_on_postgresql_leaves_no_row(on_postgres, postgres):
    person = on_postgres.person("ouder")
    begin_a_map(person, "oma Riet")
    person.says("wis mijn gegevens")
    assert "netwerkkaarten: 1" in person.says("ja").text
    assert person.sender not in postgres.dump()


def test_live_conversations_go_on_after_the_keys_were_replaced(tmp_path):
    """Keys in the setting: a start with the former key, one with a new key in front, rotating beside users, one without the former."""
    former, new = (Fernet.generate_key().decode() for _ in range(2))
    settings = replace(Settings(), port=free_port(), action_port=free_port(), var_dir=str(tmp_path), encryption_keys=former)
    prepare_database(settings)
    with Servers(settings, model_path()) as servers:
        servers.wait_until_ready()
        person = Assistant(f"{settings.rasa_url}/webhooks/rest/webhook", settings, tmp_path, servers).person("ouder")
        before = begin_a_map(person, "oma Riet")
    both, only_new = replace(settings, encryption_keys=f"{new},{former}"), replace(settings, encryption_keys=new)
    with Servers(both, model_path()) as servers:
        servers.wait_until_ready()
        person.says("en mijn zus Els")
        rotated = upkeep.rotate(both)
        assert rotated.events > 0
        assert rotated.unreadable == 0
    with Servers(only_new, model_path()) as servers:
        servers.wait_until_ready()
        after = person.says("en Bas van de voetbal")
    assert len(after.custom["people"]) == len(before.custom["people"]) + 2
    assert open_vault(only_new).is_newest(first_token(only_new, person.sender))


def first_token(settings: Settings, sender: str) -> str:
    with sqlite3.connect(settings.var_path / "kringwijzer.db") as database:
        return database.execute("select data from events where sender_id = ? order by id", (sender,)).fetchone()[0]
