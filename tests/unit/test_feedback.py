"""Ratings of answers: the word masked and encrypted, found by its sender only, gone after its days."""

from datetime import date

import pytest
import sqlalchemy as sa

from bot.knowledge.topics import Audience
from bot.privacy.encryption import DecryptionError, Vault
from bot.storage.editor_tables import ratings
from bot.storage.engine import open_engine
from bot.storage.feedback import LONGEST_WORD, FeedbackStore, Thumb
from bot.storage.sealed_rows import delete_older
from tests.unit.databases import fresh
from tests.unit.test_encryption import NEW, OLD

TODAY = date(2026, 11, 24)
TOPIC = "vorm/maatje"


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(fresh(f"sqlite:///{tmp_path / 'test.db'}"))
    yield engine
    engine.dispose()


def store_with(engine, *keys: str, day: date = TODAY) -> FeedbackStore:
    return FeedbackStore(engine, Vault(keys, "de sleutels"), lambda: day)


def rows(engine) -> list:
    with engine.begin() as connection:
        return connection.execute(sa.select(ratings)).all()


def test_a_rating_is_found_by_its_sender_only(engine):
    store = store_with(engine, NEW)
    store.add("anna", TOPIC, Audience.PARENT, Thumb.DOWN, "te lang")
    store.add("bert", TOPIC, None, Thumb.UP)

    assert store.of("anna") == [{"topic": TOPIC, "audience": "ouder", "thumb": "down", "word": "te lang", "day": TODAY}]
    assert [rating["thumb"] for rating in store.of("bert")] == ["up"]
    assert store.of("carla") == []


def test_the_database_shows_neither_word_nor_sender(engine):
    store_with(engine, NEW).add("anna", TOPIC, Audience.YOUTH, Thumb.DOWN, "Kanarina zegt iets")

    assert "Kanarina" not in repr(rows(engine))
    assert "anna" not in repr(rows(engine))


def test_a_word_is_masked_before_it_is_cut(engine):
    store = store_with(engine, NEW)
    store.add("anna", TOPIC, None, Thumb.DOWN, "x" * (LONGEST_WORD - 5) + " 06 83 11 42 97")

    (rating,) = store.of("anna")
    assert "83" not in rating["word"]
    assert len(rating["word"]) == LONGEST_WORD


def test_erasing_takes_one_sender_only_and_says_how_many(engine):
    store = store_with(engine, NEW)
    for sender in ("anna", "anna", "bert"):
        store.add(sender, TOPIC, None, Thumb.UP)

    assert store.erase("anna") == 2
    assert (store.of("anna"), len(store.of("bert"))) == ([], 1)


def test_thumbs_are_counted_by_topic_without_a_key(engine):
    store = store_with(engine, NEW)
    for thumb in (Thumb.UP, Thumb.UP, Thumb.DOWN):
        store.add("anna", TOPIC, None, thumb)
    store.add("anna", "vorm/jim", None, Thumb.UP)

    counted = store_with(engine, OLD).counts()
    assert {topic: dict(thumbs) for topic, thumbs in counted.items()} == {TOPIC: {"up": 2, "down": 1}, "vorm/jim": {"up": 1}}


def test_ratings_with_a_word_are_for_the_editor(engine):
    store = store_with(engine, NEW)
    store.add("anna", TOPIC, None, Thumb.DOWN, "te moeilijk")
    store.add("anna", TOPIC, None, Thumb.UP)

    assert [rating["word"] for rating in store.words()] == ["te moeilijk"]


def test_a_rating_goes_after_its_days(engine):
    store_with(engine, NEW, day=date(2026, 8, 25)).add("anna", TOPIC, None, Thumb.UP)
    store_with(engine, NEW, day=date(2026, 8, 26)).add("anna", TOPIC, None, Thumb.UP)

    assert delete_older(engine, ratings, 90, TODAY) == 1
    assert [row.day for row in rows(engine)] == [date(2026, 8, 26)]


def test_a_sender_is_found_under_a_former_key_and_after_it_is_gone(engine):
    store_with(engine, OLD).add("anna", TOPIC, None, Thumb.DOWN, "te lang")
    both = store_with(engine, NEW, OLD)

    assert len(both.of("anna")) == 1
    assert both.rotate_keys() == 1
    assert both.rotate_keys() == 0
    assert store_with(engine, NEW).of("anna")[0]["word"] == "te lang"
    assert store_with(engine, NEW).erase("anna") == 1


def test_a_rating_that_was_moved_to_another_sender_is_refused(engine):
    store = store_with(engine, NEW)
    store.add("anna", TOPIC, None, Thumb.DOWN, "te lang")
    store.add("bert", TOPIC, None, Thumb.UP)
    with engine.begin() as connection:
        connection.execute(sa.update(ratings).values(sender_hash=rows(engine)[1].sender_hash))

    with pytest.raises(DecryptionError):
        store.of("bert")
    assert store.unreadable() == 1
