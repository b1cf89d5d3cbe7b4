import json
import time

import pytest
import sqlalchemy as sa

from bot.storage.conversations import EMPTIED, SECONDS_PER_DAY, delete, delete_older_than, empty_texts, events, open_engine
from bot.storage.migrate import upgrade

TYPED = "mijn buurvrouw past op"
SAID = {"event": "bot", "text": "Een antwoord.", "data": {"custom": {"topic": "vorm/oppas"}}}


def user_event(text: str) -> dict:
    return {"event": "user", "text": text, "parse_data": {"text": text, "intent": {"name": "vorm"}}, "metadata": {"doelgroep": "ouder"}}


class Database:
    """A migrated SQLite database with a few words for what the tests do to it."""

    def __init__(self, url: str) -> None:
        upgrade(url)
        self.url = url
        self.engine = open_engine(url)

    def store(self, sender: str, event: dict, days_ago: float = 0) -> None:
        row = {"sender_id": sender, "type_name": event["event"], "timestamp": time.time() - days_ago * SECONDS_PER_DAY, "data": json.dumps(event)}
        with self.engine.begin() as connection:
            connection.execute(sa.insert(events).values(row))

    def stored(self, sender: str) -> list[dict]:
        with self.engine.begin() as connection:
            rows = connection.execute(sa.select(events.c.data).where(events.c.sender_id == sender).order_by(events.c.id)).scalars()
            return [json.loads(data) for data in rows]


@pytest.fixture
def database(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'gesprekken.db'}")
    yield database
    database.engine.dispose()


def test_one_conversation_is_deleted_and_no_other(database):
    for sender in ("een", "een", "twee"):
        database.store(sender, user_event(TYPED))

    assert delete(database.engine, "een") == 2
    assert database.stored("een") == []
    assert database.stored("twee") == [user_event(TYPED)]


def test_deleting_a_conversation_that_is_not_there_changes_nothing(database):
    database.store("een", user_event(TYPED))

    assert delete(database.engine, "e%") == 0
    assert len(database.stored("een")) == 1


def test_a_conversation_expires_as_a_whole_after_its_last_event(database):
    database.store("oud", user_event(TYPED), days_ago=40)
    database.store("oud", SAID, days_ago=31)
    database.store("hervat", user_event(TYPED), days_ago=40)
    database.store("hervat", user_event(TYPED), days_ago=29)
    database.store("nieuw", user_event(TYPED))

    assert delete_older_than(database.url, 30) == 2
    assert [len(database.stored(sender)) for sender in ("oud", "hervat", "nieuw")] == [0, 2, 1]


def test_nothing_expires_twice(database):
    database.store("oud", user_event(TYPED), days_ago=31)

    assert [delete_older_than(database.url, 30), delete_older_than(database.url, 30)] == [1, 0]


def test_emptying_takes_out_what_was_typed_and_keeps_the_course(database):
    for event in (user_event(TYPED), SAID, user_event("en nog iets")):
        database.store("een", event)

    assert empty_texts(database.engine, "een") == 2
    assert database.stored("een") == [user_event(EMPTIED), SAID, user_event(EMPTIED)]


def test_emptying_leaves_no_trace_of_the_text_in_the_conversation(database):
    database.store("een", user_event(TYPED))
    empty_texts(database.engine, "een")

    assert "buurvrouw" not in json.dumps(database.stored("een"))


def test_emptying_leaves_other_conversations_alone(database):
    database.store("een", user_event(TYPED))
    database.store("twee", user_event(TYPED))
    empty_texts(database.engine, "een")

    assert database.stored("twee") == [user_event(TYPED)]


def test_an_event_without_parse_data_is_emptied_too(database):
    database.store("een", {"event": "user", "text": TYPED})

    assert empty_texts(database.engine, "een") == 1
    assert "buurvrouw" not in json.dumps(database.stored("een"))


def test_emptying_an_unknown_conversation_changes_nothing(database):
    assert empty_texts(database.engine, "niemand") == 0
