"""Everything that is held of a conversation can be seen, taken along and erased, on SQLite and on PostgreSQL."""

import json
import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.knowledge.topics import Audience
from bot.network_map.interview.state import Interview
from bot.network_map.network import History, NetworkMap, Viewpoint, add
from bot.privacy.keys import open_vault
from bot.privacy.rights import as_json, erase, held
from bot.settings import Settings
from bot.storage import conversations
from bot.storage.engine import open_engine
from bot.storage.feedback import Thumb, open_feedback
from bot.storage.maps import open_map_store
from bot.storage.unanswered import open_unanswered
from tests.unit.databases import bot_event, fresh, slot_event, store_event, user_event
from tests.unit.test_encryption import NEW, OTHER

CANARY = "Kanarina"
ANNA, BERT = "web:anna", "web:bert"
CONTENT = Interview(history=History(add(NetworkMap(Viewpoint.SELF), CANARY, relation="tante"))).to_dict()


@pytest.fixture(params=["sqlite", "postgres"])
def settings(request, tmp_path) -> Settings:
    url = f"sqlite:///{tmp_path / 'test.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres").url
    return Settings(database_url=fresh(url), encryption_keys=NEW, var_dir=str(tmp_path))


@pytest.fixture
def sqlite_settings(tmp_path) -> Settings:
    return Settings(database_url=fresh(f"sqlite:///{tmp_path / 'test.db'}"), encryption_keys=NEW, var_dir=str(tmp_path))


def say(settings: Settings, sender: str, *said: dict) -> None:
    engine = open_engine(settings.database)
    for event in said:
        store_event(engine, open_vault(settings), sender, event)
    engine.dispose()


def leave_something_everywhere(settings: Settings, sender: str) -> None:
    say(
        settings,
        sender,
        {"event": "session_started", "timestamp": datetime.now(timezone.utc).timestamp()},
        user_event(f"{CANARY} past op"),
        slot_event("doelgroep", "ouder"),
        bot_event("Een antwoord."),
        user_event("en nog iets"),
    )
    open_map_store(settings).create(sender, CONTENT, 7)
    open_feedback(settings).add(sender, "vorm/maatje", Audience.PARENT, Thumb.DOWN, f"{CANARY} snapt dit niet")
    open_unanswered(settings).add(sender, f"wat eet {CANARY}", None)


def test_what_is_held_is_everything_that_was_kept(settings):
    leave_something_everywhere(settings, ANNA)
    found = held(settings, ANNA)

    assert found.turns == 2
    assert [(message.by, message.text) for message in found.said] == [
        ("u", f"{CANARY} past op"),
        ("kringwijzer", "Een antwoord."),
        ("u", "en nog iets"),
    ]
    assert found.remembered == {"doelgroep": "ouder"}
    assert [kept["content"] for kept in found.maps] == [CONTENT]
    assert [rating["word"] for rating in found.ratings] == [f"{CANARY} snapt dit niet"]
    assert [row["question"] for row in found.questions] == [f"wat eet {CANARY}"]
    assert found.until - found.since > timedelta(days=1)


def test_of_another_conversation_nothing_is_given(settings):
    leave_something_everywhere(settings, ANNA)

    assert held(settings, BERT).is_empty
    assert CANARY not in json.dumps(as_json(held(settings, BERT)))


def test_the_export_is_json_that_holds_it_all(settings):
    leave_something_everywhere(settings, ANNA)
    exported = json.loads(json.dumps(as_json(held(settings, ANNA))))

    assert [message["text"] for message in exported["said"]] == [f"{CANARY} past op", "Een antwoord.", "en nog iets"]
    assert exported["maps"][0]["content"] == CONTENT
    assert exported["ratings"][0]["topic"] == "vorm/maatje"
    assert datetime.fromisoformat(exported["since"]).tzinfo is not None


def test_erasing_takes_everything_of_one_conversation_and_says_how_much(settings):
    for sender in (ANNA, BERT):
        leave_something_everywhere(settings, sender)

    erased = erase(settings, ANNA)

    assert (erased.turns, erased.events, erased.maps, erased.ratings, erased.questions) == (2, 5, 1, 1, 1)
    assert held(settings, ANNA).is_empty
    assert held(settings, BERT).turns == 2
    assert len(held(settings, BERT).maps) == 1


def test_erasing_ends_the_resume_code(settings):
    store = open_map_store(settings)
    code = store.make_resume_code(store.create(ANNA, CONTENT, 7), ANNA)

    erase(settings, ANNA)

    assert store.resume(code, BERT) is None


def test_erasing_nothing_is_no_error(settings):
    erased = erase(settings, ANNA)
    assert (erased.turns, erased.events, erased.maps) == (0, 0, 0)


def test_what_no_key_reads_can_be_erased(settings):
    leave_something_everywhere(settings, ANNA)
    other = Settings(database_url=settings.database_url, encryption_keys=f"{OTHER},{NEW}", var_dir=settings.var_dir)
    engine = open_engine(settings.database)
    leave_something_everywhere(Settings(database_url=settings.database_url, encryption_keys=OTHER, var_dir=settings.var_dir), ANNA)

    assert erase(settings, ANNA).events == 10
    assert conversations.count_messages(engine, ANNA) == 0
    assert len(held(other, ANNA).maps) == 1, "the owner of a map is found by the key of its hash only"
    engine.dispose()


def test_only_what_was_remembered_in_this_session_counts(settings):
    begun = {"event": "session_started", "timestamp": 1.0}
    say(settings, ANNA, slot_event("doelgroep", "ouder"), begun, slot_event("onderwerp", "vorm/jim"), slot_event("onderwerp", "vorm/maatje"))
    say(settings, ANNA, slot_event("herstel", None), slot_event("requested_slot", "invoer"))

    assert held(settings, ANNA).remembered == {"onderwerp": "vorm/maatje"}


@pytest.mark.parametrize(("sender", "days"), [(ANNA, 1), ("teams:tenant:a", 7)])
def test_until_when_depends_on_the_door(settings, sender, days):
    say(settings, sender, user_event("hallo"))
    found = held(settings, sender)

    assert found.until - found.since == timedelta(days=days)


def test_no_trace_stays_in_the_file(sqlite_settings, tmp_path):
    leave_something_everywhere(sqlite_settings, ANNA)
    rows = (tmp_path / "test.db").read_bytes()
    fingerprint = open_vault(sqlite_settings).fingerprint("sender of a rating", "")
    assert CANARY.encode() not in rows
    assert ANNA.encode() in rows
    assert fingerprint.encode() not in rows

    erase(sqlite_settings, ANNA)

    assert ANNA.encode() not in (tmp_path / "test.db").read_bytes()
    assert b"gAAAA" not in (tmp_path / "test.db").read_bytes()


def test_a_copy_that_is_put_back_is_readable_with_its_keys_and_can_be_erased(sqlite_settings, tmp_path):
    leave_something_everywhere(sqlite_settings, ANNA)
    copy = Path(shutil.copy(tmp_path / "test.db", tmp_path / "kopie.db"))
    erase(sqlite_settings, ANNA)

    shutil.copy(copy, tmp_path / "test.db")

    assert held(sqlite_settings, ANNA).turns == 2
    assert erase(sqlite_settings, ANNA).maps == 1
    assert held(sqlite_settings, ANNA).is_empty
