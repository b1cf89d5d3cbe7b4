"""The word lists of the masking, and our own texts under it."""

import pytest
import yaml

from bot.knowledge.topics import KNOWLEDGE_DIR, default_knowledge_base
from bot.language.tokens import plain
from bot.privacy.masking import mask
from bot.privacy.name_words import known_surnames
from bot.privacy.word_lists import PRIVACY_DATA, ordinary_words, plain_words
from bot.settings import ROOT

LISTS = {(path.stem, key): lines for path in sorted(PRIVACY_DATA.glob("*.yml")) for key, lines in yaml.safe_load(path.read_text("utf-8")).items()}
CODE = "".join(path.read_text("utf-8") for path in (ROOT / "bot" / "privacy").glob("*.py"))
OWN_TEXTS = [*sorted(KNOWLEDGE_DIR.rglob("*.md")), *sorted((ROOT / "data" / "responses").glob("*.yml"))]


@pytest.mark.parametrize(("name", "lines"), LISTS.items(), ids=["/".join(name) for name in LISTS])
def test_a_list_has_words_and_none_twice(name, lines):
    words = [word.strip() for line in lines for word in str(line).split(",") if word.strip()]

    assert words != []
    assert sorted(word for word in set(words) if words.count(word) > 1) == []


@pytest.mark.parametrize("key", [key for _, key in LISTS])
def test_a_list_is_used(key):
    assert f'"{key}"' in CODE


def test_ordinary_words_are_in_plain_form():
    assert {word for word in ordinary_words() if plain(word) != word} == set()


def test_a_surname_that_is_an_ordinary_word_is_listed_as_such():
    assert (ordinary_words() & known_surnames()) - plain_words("namen", "ook_gewoon_woord") == set()


@pytest.mark.parametrize("author", sorted(plain_words("namen", "schrijvers")))
def test_a_writer_whose_name_stays_is_named_in_the_knowledge_base(author):
    assert any(author in plain(path.read_text("utf-8")) for path in [*KNOWLEDGE_DIR.rglob("*.md"), *KNOWLEDGE_DIR.glob("*.yml")])


@pytest.mark.parametrize("topic", default_knowledge_base().topics.values(), ids=lambda topic: topic.id)
def test_the_names_of_a_topic_are_not_masked(topic):
    assert [name for name in (topic.title, *topic.aliases) if mask(name).kinds] == []


@pytest.mark.parametrize("path", OWN_TEXTS, ids=lambda path: path.name)
def test_our_own_texts_hold_nothing_to_mask(path):
    assert [line for line in path.read_text("utf-8").splitlines() if mask(line).kinds] == []
