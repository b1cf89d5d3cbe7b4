"""Questions without an answer: kept for the editor, unless anything in them is personal."""

import pytest
import sqlalchemy as sa

from bot.knowledge.topics import Audience
from bot.privacy.encryption import Vault
from bot.storage.editor_tables import unanswered_questions
from bot.storage.engine import open_engine
from bot.storage.unanswered import LONGEST_QUESTION, UnansweredStore
from tests.unit.databases import fresh
from tests.unit.test_encryption import NEW, OTHER


@pytest.fixture
def engine(tmp_path):
    engine = open_engine(fresh(f"sqlite:///{tmp_path / 'test.db'}"))
    yield engine
    engine.dispose()


@pytest.fixture
def store(engine) -> UnansweredStore:
    return UnansweredStore(engine, Vault([NEW], "de sleutels"))


def test_a_question_is_kept_encrypted(engine, store):
    assert store.add("anna", "wie leent er een kanarie uit", Audience.PARENT)

    assert [row["question"] for row in store.all()] == ["wie leent er een kanarie uit"]
    with engine.begin() as connection:
        assert "kanarie" not in repr(connection.execute(sa.select(unanswered_questions)).all())


@pytest.mark.parametrize(
    "question",
    ["", "  ", "bel mij op 06 83 11 42 97", "mijn mail is [mailadres]", "ik woon in de Dorpsstraat 12 in Zwolle", "a" * (LONGEST_QUESTION + 1)],
)
def test_what_is_personal_long_or_empty_is_not_kept(store, question):
    assert not store.add("anna", question, None)
    assert store.all() == []


def test_who_asked_can_see_and_erase_it(store):
    store.add("anna", "wie leent er een kanarie uit", None)
    store.add("bert", "wat eet een kanarie", None)

    assert [row["question"] for row in store.of("anna")] == ["wie leent er een kanarie uit"]
    assert store.erase("anna") == 1
    assert [row["question"] for row in store.all()] == ["wat eet een kanarie"]


def test_what_no_key_reads_is_passed_over_and_counted(engine, store):
    UnansweredStore(engine, Vault([OTHER], "x")).add("anna", "wat eet een kanarie", None)

    assert store.all() == []
    assert store.unreadable() == 1
