"""The benchmark: held-out questions stay held out, and the measures count rightly."""

from collections import Counter

import pytest

from bot.knowledge.topics import Audience, load_knowledge_base
from bot.search.analyser import default_analyser
from bot.search.passages import Collection, Passage
from bot.search.ranks import Ranks
from bot.search.report import SearchQuestion, passage_questions, ranks_of, topic_questions, tuning_part, unlike_any, unseen
from bot.search.report_speed import made_up_documents
from bot.search.variants import VARIANTS
from bot.understanding.examples import Example, training_examples

ANALYSER = default_analyser()
COLLECTION = Collection(
    tuple(
        Passage(id=f"{name}#1", text=text, title=name.capitalize(), kind="vorm", topic=f"vorm/{name}", audience=Audience.PARENT)
        for name, text in (("oppas", "Iemand past op uw kind."), ("maatje", "Iemand doet iets leuks met uw kind."))
    )
)


def test_held_out_questions_about_passages_name_existing_topics_and_are_enough():
    questions = passage_questions()
    counts = Counter(question.audience is Audience.PROFESSIONAL for question in questions)

    assert {topic for question in questions for topic in question.topics} - set(load_knowledge_base().topics) == set()
    assert counts[True] >= 60
    assert counts[False] >= 40


def test_no_held_out_question_about_passages_is_an_example_question():
    questions = passage_questions()

    assert unseen(questions, training_examples(), ANALYSER) == questions


def test_a_question_that_is_an_example_does_not_count():
    asked = [SearchQuestion(text, frozenset(), Audience.PARENT) for text in ("MIM-programma?", "wat is een maatje")]

    assert unseen(asked, [Example("mim programma", "vorm/x", "a1")], ANALYSER) == asked[1:]


def test_a_question_that_is_almost_an_example_can_be_left_out():
    asked = [SearchQuestion(text, frozenset(), Audience.PARENT) for text in ("wat is een maatje voor kinderen", "wie haalt mijn zoon op")]

    assert unlike_any(asked, [Example("wat is een maatje voor kindern?", "vorm/maatje", "a1")], ANALYSER) == asked[1:]


def test_topic_questions_are_those_that_a_topic_answers():
    assert all(not topic.startswith("gesprek/") for question in topic_questions() for topic in question.topics)


def test_the_tuning_part_is_apart_from_what_the_index_holds():
    inside, off_topic, rest = tuning_part([Example("x", "vorm/jim", "a9"), Example("y", "vorm/jim", "a1"), Example("z", "buiten_medisch", "a1")])

    assert [example.text for example in inside] == ["x"]
    assert [example.text for example in off_topic] == ["z"]
    assert [example.text for example in rest] == ["y", "z"]


def test_measures_count_ranks():
    ranks = Ranks((1, 2, 0, 4))

    assert (ranks.hit1, ranks.hit3) == (0.25, 0.5)
    assert ranks.reciprocal == pytest.approx((1 + 0.5 + 0.25) / 4)


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_every_variant_can_be_measured(variant):
    asked = [
        SearchQuestion("wie past op mijn kind", frozenset({"vorm/oppas"}), Audience.PARENT),
        SearchQuestion("iets leuks doen", frozenset({"vorm/oppas"}), Audience.PARENT),
        SearchQuestion("wie past op mijn kind", frozenset({"vorm/oppas"}), Audience.YOUTH),
    ]

    ranks = ranks_of(variant, COLLECTION, asked).ranks

    assert ranks[0] == 1
    assert ranks[1] != 1
    assert ranks[2] == 0


def test_made_up_documents_fill_an_index_to_a_size():
    grown = made_up_documents(COLLECTION, 250)

    assert len({passage.id for passage in grown.passages}) == 250
    assert made_up_documents(COLLECTION, 1).passages == COLLECTION.passages[:1]
