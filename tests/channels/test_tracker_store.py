"""Rasa's conversations in our database: encrypted, loud when it fails, and gone for good once erased."""

import asyncio
import sqlite3
import warnings
from datetime import datetime, timezone

import pytest
import rasa
import sqlalchemy as sa
from rasa.core.agent import Agent
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, SessionStarted, SlotSet, UserUttered
from sqlalchemy.exc import SQLAlchemyError

from bot.components.rasa_version import PatchError
from bot.components.tracker_store import ConversationStore, tell_faults
from bot.privacy.encryption import DecryptionError, Vault
from bot.privacy.rights import erase, held
from bot.settings import Settings
from bot.storage import engine as storage_engine
from bot.storage.conversations import seal_again
from tests.unit.databases import fresh
from tests.unit.test_encryption import NEW, OLD, OTHER

SLOT = {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # Rasa warns of every slot that nothing in the text fills
    DOMAIN = Domain.from_dict({"version": "3.1", "intents": ["vorm"], "slots": {"zoekvraag": SLOT}})
CANARY = "Kanarina"
ANNA = "web:anna"
DATABASES = pytest.mark.parametrize("url", ["sqlite", "postgres"], indirect=True)


@pytest.fixture
def url(request, tmp_path) -> str:
    wanted = getattr(request, "param", "sqlite")
    return fresh(f"sqlite:///{tmp_path / 'test.db'}" if wanted == "sqlite" else request.getfixturevalue("postgres").url)


@pytest.fixture
def settings(url, tmp_path) -> Settings:
    return Settings(database_url=url, encryption_keys=NEW, var_dir=str(tmp_path))


def store_on(url: str, *keys: str) -> ConversationStore:
    return ConversationStore(DOMAIN, url, vault=Vault(keys or (NEW,), "de sleutels"))


def user(text: str) -> UserUttered:
    return UserUttered(text, intent={"name": "vorm"}, parse_data={"text": text, "intent": {"name": "vorm"}, "entities": []})


async def talk(store: ConversationStore, *texts: str, sender: str = ANNA) -> None:
    """One turn for each text, as Rasa does it: read, add, save once."""
    for text in texts:
        tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
        tracker.update_with_events([user(text), SlotSet("zoekvraag", text), BotUttered(f"dag {text}")], DOMAIN)
        await store.save(tracker)


async def texts_of(store: ConversationStore, sender: str = ANNA) -> list[str]:
    tracker = await store.retrieve(sender)
    return [event.text for event in tracker.events if isinstance(event, UserUttered)] if tracker else []


def columns(url: str) -> list[tuple]:
    engine = sa.create_engine(url, future=True)
    with engine.begin() as connection:
        found = [tuple(row) for row in connection.execute(sa.text("select type_name, intent_name, action_name, data from events order by id"))]
    engine.dispose()
    return found


@DATABASES
async def test_a_conversation_goes_on_where_it_was(url):
    await talk(store_on(url), "een", "twee")
    again = store_on(url)

    assert await texts_of(again) == ["een", "twee"]
    assert (await again.retrieve(ANNA)).get_slot("zoekvraag") == "twee"
    await talk(again, "drie")
    assert await texts_of(again) == ["een", "twee", "drie"]


@DATABASES
async def test_no_text_and_no_value_of_a_slot_is_in_clear(url):
    await talk(store_on(url), CANARY)

    stored = columns(url)
    assert len(stored) == 3
    assert CANARY not in repr(stored)
    assert "vorm" not in repr(stored)
    assert "zoekvraag" not in repr(stored)


async def test_only_the_last_session_is_read(url):
    store = store_on(url)
    await talk(store, "vorige keer")
    tracker = await store.get_or_create_tracker(ANNA)
    tracker.update(SessionStarted(timestamp=datetime.now(timezone.utc).timestamp()))
    tracker.update(user("nu"), DOMAIN)
    await store.save(tracker)
    await talk(store, "en nu")

    assert await texts_of(store) == ["nu", "en nu"]
    full = await store.retrieve_full_tracker(ANNA)
    assert [e.text for e in full.events if isinstance(e, UserUttered)] == ["vorige keer", "nu", "en nu"]


@DATABASES
async def test_a_conversation_that_is_erased_during_a_turn_does_not_come_back(url, settings):
    store = store_on(url)
    await talk(store, "een")
    tracker = await store.get_or_create_tracker(ANNA)
    tracker.update_with_events([user("wis mijn gegevens"), BotUttered("gewist")], DOMAIN)
    erase(settings, ANNA)
    await store.save(tracker)

    assert columns(url) == []
    assert held(settings, ANNA).is_empty
    await talk(store, "een nieuw begin")
    assert await texts_of(store) == ["een nieuw begin"]


async def test_the_very_first_turn_can_be_the_one_that_erases(url, settings):
    store = store_on(url)
    tracker = await store.get_or_create_tracker(ANNA, append_action_listen=False)
    erase(settings, ANNA)
    tracker.update_with_events([user("ja, wis alles"), BotUttered("gewist", {"custom": {"type": "privacy", "step": "gewist"}})], DOMAIN)
    await store.save(tracker)

    assert columns(url) == []


async def test_forgetting_leaves_others_alone(url):
    store = store_on(url)
    await talk(store, "een")
    await talk(store, "twee", sender="web:bert")

    assert store.forget(ANNA) == 3
    assert await texts_of(store, "web:bert") == ["twee"]


@DATABASES
async def test_live_conversations_go_on_under_a_new_key(url):
    await talk(store_on(url, OLD), "een")
    running = store_on(url, NEW, OLD)
    await talk(running, "twee")

    seal_again(running.engine, Vault([NEW, OLD], "x"))
    await talk(running, "drie")

    assert await texts_of(store_on(url, NEW)) == ["een", "twee", "drie"]
    with pytest.raises(DecryptionError):
        await texts_of(store_on(url, OLD))


async def test_a_conversation_that_no_key_reads_is_a_fault_and_no_new_conversation(url):
    await talk(store_on(url, OTHER), CANARY)

    with pytest.raises(DecryptionError) as raised:
        await talk(store_on(url, NEW), "en nu")
    assert CANARY not in str(raised.value)
    assert len(columns(url)) == 3


async def test_a_database_that_is_locked_is_a_fault_and_then_the_conversation_goes_on(url, tmp_path, monkeypatch):
    monkeypatch.setattr(storage_engine, "WAIT_SECONDS", 0.1)
    store = store_on(url)
    await talk(store, "een")
    with sqlite3.connect(tmp_path / "test.db", isolation_level=None) as other:
        other.execute("begin exclusive")
        with pytest.raises(SQLAlchemyError):
            await talk(store, "twee")
        other.execute("rollback")

    await talk(store, "drie")
    assert await texts_of(store) == ["een", "drie"]


async def test_a_database_file_that_is_away_is_a_fault_and_then_the_conversation_goes_on(url, tmp_path):
    store = store_on(url)
    await talk(store, "een")
    (tmp_path / "test.db").rename(tmp_path / "weg.db")
    with pytest.raises(SQLAlchemyError):
        await talk(store, "twee")
    (tmp_path / "weg.db").rename(tmp_path / "test.db")

    await talk(store, "drie")
    assert await texts_of(store) == ["een", "drie"]


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
async def test_a_server_that_stops_is_a_fault_and_then_the_conversation_goes_on(url, postgres):
    store = store_on(url)
    await talk(store, "een")
    postgres.stop()
    with pytest.raises(SQLAlchemyError):
        await talk(store, "twee")
    postgres.start()

    await talk(store, "drie")
    assert await texts_of(store) == ["een", "drie"]


@pytest.mark.parametrize("url", ["postgres"], indirect=True)
async def test_a_server_that_hangs_is_a_fault_within_seconds(url, monkeypatch):
    monkeypatch.setattr(storage_engine, "WAIT_SECONDS", 1)
    store = store_on(url)
    await talk(store, "een")
    blocking = sa.create_engine(url, future=True)
    with blocking.begin() as connection:
        connection.execute(sa.text("lock table events in access exclusive mode"))
        with pytest.raises(SQLAlchemyError):
            await asyncio.wait_for(talk(store, "twee"), 10)
    blocking.dispose()

    await talk(store, "drie")
    assert await texts_of(store) == ["een", "drie"]


def test_rasa_gets_the_store_itself_and_hides_no_fault(url):
    store = store_on(url)
    assert Agent(DOMAIN, tracker_store=store).tracker_store is store


def test_another_version_of_rasa_is_refused(monkeypatch):
    monkeypatch.setattr(rasa, "__version__", "3.7.0")
    with pytest.raises(PatchError, match=r"3\.6\.21"):
        tell_faults()
