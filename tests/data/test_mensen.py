"""The data for finding people: in order, apart from what is measured, and about nobody real."""

import re
from collections import Counter, defaultdict

import pytest
import yaml

from bot.language.annotated import SECTORS, read_answers, training_answers
from bot.language.first_names import SURNAMES_FILE, default_names, surnames
from bot.language.people_report import HELDOUT_FILE
from bot.language.people_tokens import document
from bot.language.person_roles import gold_pieces
from bot.language.places import PLACES_FILE
from bot.language.relations import NO_SECTOR, PEOPLE_DATA, RELATIONS_FILE
from bot.language.sentence_words import THEIRS
from bot.language.tokens import plain, words
from bot.language.word_facts import HINTS_FILE, load_hints

TRAINING = training_answers()
HELDOUT = read_answers(HELDOUT_FILE)
BLOCKS = yaml.safe_load(RELATIONS_FILE.read_text(encoding="utf-8"))
ENTRIES = [
    (block["sector"], standard, variants)
    for block in BLOCKS
    for group in ("woorden", "groepen")
    for standard, variants in (block.get(group) or {}).items()
]
# "mijn vriend waar ik mee woon", "teamgenoten" in a game, "de imam en de vrouwengroep"
SECTOR_BY_SENTENCE = {"vriend", "teamgenoten", "vrouwengroep"}
PRIVATE = re.compile(r"\d{6,}|\+\d|\b0\d[\d -]{7,}|[\w.]+@[\w.]+\.\w+|\b\d{4} ?[A-Z]{2}\b|https?:|www\.")


def test_every_file_of_sentences_says_what_it_is():
    files = [path for path in PEOPLE_DATA.glob("*.txt") if path.stem not in ("voornamen", "achternamen")]

    assert files
    assert [path.name for path in files if not path.read_text(encoding="utf-8").startswith("# ")] == []


def test_there_is_enough_to_learn_from():
    lines = Counter(answer.source for answer in TRAINING)
    without = sum(not answer.people for answer in TRAINING) / len(TRAINING)

    assert len(lines) >= 4
    assert min(lines.values()) >= 300
    assert 0.05 <= without <= 0.3
    assert {answer.speaker for answer in TRAINING} == {"o", "j", "p"}


def test_every_sector_occurs():
    assert {person.sector for answer in TRAINING for person in answer.listed} >= SECTORS


def test_held_out_answers_with_people_are_not_trained():
    trained = {" ".join(words(answer.text)) for answer in TRAINING}
    long = [answer for answer in HELDOUT if len(words(answer.text)) > 3]

    assert sum(" ".join(words(answer.text)) in trained for answer in long) == 0


def test_no_sentence_occurs_twice_in_a_file():
    assert [text for (_, text), count in Counter((a.source, a.text) for a in TRAINING).items() if count > 1] == []


def test_marks_fall_on_whole_words():
    cut = [person.label for answer in TRAINING for person in answer.people if document(answer.text).char_span(person.start, person.end) is None]

    assert cut == []
    assert all(gold_pieces(document(answer.text), answer) is not None for answer in TRAINING)


def test_no_private_data_in_sentences():
    assert [answer.text for answer in TRAINING if PRIVATE.search(answer.text)] == []


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_a_block_of_relations_has_a_known_sector_and_kind(number):
    block = BLOCKS[number]

    assert block["sector"] in SECTORS | {NO_SECTOR}
    assert block["soort"] in ("informeel", "formeel")
    assert block.get("woorden") or block.get("groepen")


def test_relations_are_words_and_each_stands_once():
    standards = Counter(standard.rstrip("*") for _, standard, _ in ENTRIES)

    assert [standard for standard, count in standards.items() if count > 1] == []
    assert [standard for _, standard, variants in ENTRIES if not isinstance(variants, (str, type(None)))] == []


def test_variants_are_separated_by_commas():
    long = [variant for _, _, variants in ENTRIES for variant in (variants or "").split(",") if len(variant.split()) > 4]
    empty = [standard for _, standard, variants in ENTRIES if variants is not None and not all(part.strip() for part in variants.split(","))]

    assert (long, empty) == ([], [])


def test_places_have_a_known_sector():
    assert set(yaml.safe_load(PLACES_FILE.read_text(encoding="utf-8"))) <= SECTORS


def test_hints_are_words():
    assert load_hints()
    assert all(isinstance(listed, str) for listed in yaml.safe_load(HINTS_FILE.read_text(encoding="utf-8")).values())


def test_names_are_in_order_and_stand_once():
    names = [name for name in default_names().written if name]

    assert len(names) >= 2500
    assert [name for name, count in Counter(map(str.lower, names)).items() if count > 1] == []
    assert [name for name in names if " " in name or not name[0].isupper()] == []


def test_names_that_are_words_are_marked():
    names = default_names()

    assert [word for word in ("roos", "beer", "storm", "wil", "hoop", "mei", "joy") if not names.is_ordinary_word(word)] == []
    assert not names.is_ordinary_word("fatima")


def test_surnames_stand_once():
    assert SURNAMES_FILE.exists()
    assert len(surnames()) == len({name.lower() for name in surnames()})


def _nameless(answer, person):
    """What is typed for somebody without a name and without an owner, in plain form; None for others, whose meaning hangs on the sentence."""
    typed = plain(answer.text[person.start : person.end])
    owned = " van " in (person.relation or "") or typed.split()[0] in THEIRS
    return None if owned or person.relation is None or (person.label[0].isupper() and plain(person.label) in typed) else typed


def _readings(value):
    meanings = defaultdict(set)
    for answer in TRAINING:
        for person in answer.listed:
            typed = _nameless(answer, person)
            if typed:
                meanings[typed].add(value(person))
    return {typed: found for typed, found in meanings.items() if len(found) > 1}


def test_the_same_words_mean_the_same_in_every_file():
    assert _readings(lambda person: (person.label.casefold(), person.relation, person.kind, person.group)) == {}


def test_the_same_words_belong_to_the_same_sector_unless_the_sentence_says_otherwise():
    assert set(_readings(lambda person: person.sector)) <= SECTOR_BY_SENTENCE
