"""Stored conversations: readable with the keys only, deleted whole, brought under a new key."""

import json

import pytest
import sqlalchemy as sa

from bot.privacy.encryption import DecryptionError, Vault
from bot.storage.conversations import count_messages, delete, delete_expired, events, read, seal_again, unreadable
from bot.storage.engine import open_engine
from tests.unit.databases import bot_event, fresh, slot_event, store_event, user_event
from tests.unit.test_encryption import NEW, OLD, OTHER

CANARY = "Kanarina"
VAULT = Vault([NEW], "de sleutels")


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(fresh(f"sqlite:///{tmp_path / 'gesprekken.db'}"))
    yield engine
    engine.dispose()


def senders(engine) -> list[str]:
    with engine.begin() as connection:
        return connection.execute(sa.select(events.c.sender_id).distinct().order_by(events.c.sender_id)).scalars().all()


def tokens(engine) -> list[str]:
    with engine.begin() as connection:
        return connection.execute(sa.select(events.c.data).order_by(events.c.id)).scalars().all()


def test_what_was_stored_is_read_back_in_its_order(engine):
    said = [user_event("mijn buurvrouw past op"), slot_event("doelgroep", "ouder"), bot_event("Een antwoord.")]
    for event in said:
        store_event(engine, VAULT, "een", event)
    store_event(engine, VAULT, "twee", user_event("iets anders"))

    assert read(engine, VAULT, "een") == said
    assert count_messages(engine, "een") == 1


def test_the_database_alone_shows_no_word(engine):
    store_event(engine, VAULT, "een", user_event(CANARY))
    store_event(engine, VAULT, "een", slot_event("zoekvraag", CANARY))

    assert CANARY not in json.dumps(tokens(engine))
    with pytest.raises(DecryptionError):
        read(engine, Vault([OTHER], "andere sleutels"), "een")


def test_an_event_that_was_moved_to_another_conversation_is_refused(engine):
    store_event(engine, VAULT, "een", user_event(CANARY))
    with engine.begin() as connection:
        connection.execute(sa.update(events).values(sender_id="twee"))

    with pytest.raises(DecryptionError):
        read(engine, VAULT, "twee")


def test_one_conversation_is_deleted_and_no_other(engine):
    for sender in ("een", "een", "twee"):
        store_event(engine, VAULT, sender, user_event(CANARY))

    assert delete(engine, "een") == 2
    assert delete(engine, "t%") == 0
    assert senders(engine) == ["twee"]


def test_a_conversation_expires_as_a_whole_after_its_last_event(engine):
    for sender, days in (("oud", 3), ("oud", 1.1), ("hervat", 3), ("hervat", 0.9), ("nieuw", 0)):
        store_event(engine, VAULT, sender, user_event(CANARY, days))

    assert delete_expired(engine, 1, 7) == 2
    assert senders(engine) == ["hervat", "nieuw"]
    assert delete_expired(engine, 1, 7) == 0


def test_a_conversation_in_teams_has_days_of_its_own(engine):
    for sender, days in (("teams:tenant:a", 6.9), ("teams:tenant:b", 7.1), ("web:c", 6.9), ("teamsport", 6.9)):
        store_event(engine, VAULT, sender, user_event(CANARY, days))

    assert delete_expired(engine, 1, 7) == 3
    assert senders(engine) == ["teams:tenant:a"]


def test_a_new_key_takes_over_from_the_former_one(engine):
    former, both, newest = Vault([OLD], "x"), Vault([NEW, OLD], "x"), Vault([NEW], "x")
    for number in range(3):
        store_event(engine, former, "een", user_event(f"{CANARY} {number}"))
    store_event(engine, both, "een", user_event("al nieuw"))

    assert seal_again(engine, both) == 3
    assert [event["text"] for event in read(engine, newest, "een")] == [f"{CANARY} 0", f"{CANARY} 1", f"{CANARY} 2", "al nieuw"]
    assert seal_again(engine, both) == 0


def test_what_a_former_version_kept_in_clear_is_encrypted(engine):
    with engine.begin() as connection:
        connection.execute(sa.insert(events).values(sender_id="een", type_name="user", timestamp=1.0, data=json.dumps(user_event(CANARY))))
    store_event(engine, VAULT, "een", user_event("al versleuteld"))

    assert seal_again(engine, VAULT, only_in_clear=True) == 1
    assert CANARY not in json.dumps(tokens(engine))
    assert [event["text"] for event in read(engine, VAULT, "een")] == [CANARY, "al versleuteld"]


def test_what_no_key_reads_is_left_as_it_is_and_counted(engine):
    for sender in ("een", "een", "twee"):
        store_event(engine, Vault([OTHER], "x"), sender, user_event(CANARY))
    store_event(engine, VAULT, "drie", user_event(CANARY))
    before = tokens(engine)

    assert unreadable(engine, VAULT) == 2
    assert seal_again(engine, VAULT) == 0
    assert tokens(engine) == before
