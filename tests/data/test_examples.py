"""Training examples and held-out questions: enough, bare, apart from each other."""

from collections import Counter

import pytest
import yaml

from bot.knowledge.checks import LEAST_EXAMPLES, example_faults
from bot.knowledge.topics import load_knowledge_base
from bot.language.tokens import words
from bot.safety.normalise import normalised
from bot.safety.report import danger_sentences
from bot.safety.training_data import labelled_sentences
from bot.settings import ROOT
from bot.understanding.examples import NLU_DIR, heldout_questions, training_examples
from bot.understanding.labels import is_topic, reported_topic
from bot.understanding.report import off_topic_texts

KNOWLEDGE = load_knowledge_base()
EXAMPLES = training_examples()


def test_examples_are_in_order():
    assert list(example_faults(KNOWLEDGE)) == []


@pytest.mark.parametrize("topic", KNOWLEDGE.topics)
def test_topic_has_a_file_with_examples_of_its_name(topic):
    blocks = yaml.load((NLU_DIR / f"{topic}.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
    assert {block["intent"] for block in blocks} == {topic}
    assert sum(len(block["examples"].splitlines()) for block in blocks) >= LEAST_EXAMPLES


@pytest.mark.parametrize("topic", KNOWLEDGE.topics)
def test_topic_has_enough_examples_without_its_name(topic):
    names = {" ".join(words(name)) for name in (KNOWLEDGE.topics[topic].title, *KNOWLEDGE.topics[topic].aliases)}
    mine = [" ".join(words(example.text)) for example in EXAMPLES if example.label == topic]
    assert sum(not any(name in text for name in names) for text in mine) >= LEAST_EXAMPLES


def test_every_topic_has_held_out_questions():
    firsts = Counter(question.topics[0] for question in heldout_questions())
    assert [topic for topic in KNOWLEDGE.topics if firsts[topic] < 4] == []


def test_held_out_questions_name_existing_topics():
    known = set(KNOWLEDGE.topics) | {reported_topic(example.label) for example in EXAMPLES if not is_topic(example.label)}
    assert {topic for question in heldout_questions() for topic in question.topics} - known == set()


def test_off_topic_messages_are_not_in_the_training_data():
    trained = {" ".join(words(example.text)) for example in EXAMPLES}
    assert [text for _, text in off_topic_texts() if words(text) and " ".join(words(text)) in trained] == []


def test_held_out_danger_is_not_in_the_training_data():
    trained = {normalised(item.text) for item in labelled_sentences()} | {normalised(example.text) for example in EXAMPLES}
    assert [sentence.id for sentence in danger_sentences() if normalised(sentence.text) in trained] == []


def test_one_danger_sentence_has_one_level():
    levels: dict[str, set[str]] = {}
    for item in labelled_sentences():
        levels.setdefault(normalised(item.text), set()).add(item.level.value)
    assert {text: found for text, found in levels.items() if len(found) > 1 and text} == {}


def test_every_intent_of_the_domain_has_a_comment_and_every_label_an_intent():
    lines = (ROOT / "domain.yml").read_text(encoding="utf-8").split("entities:")[0].splitlines()
    intents = {line[2:] for line in lines if line.startswith("- ")}
    assert intents >= {example.label.split("/")[0] for example in EXAMPLES}
    uncommented = [line for before, line in zip(lines, lines[1:]) if line.startswith("- ") and not before.startswith(("#", "- "))]
    assert uncommented == []
