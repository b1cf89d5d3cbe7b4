"""Checks of everything that editors write, each fault with file and remedy; used by training, the command line and the tests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import yaml

from bot.knowledge.address import address_forms
from bot.knowledge.contacts import default_contacts
from bot.knowledge.phrasing import Phrasebook, audience_of, load_phrasebook
from bot.knowledge.readability import mean_sentence_length, sentences, word_count
from bot.knowledge.topics import KNOWLEDGE_DIR, Audience, KnowledgeBase, Topic, TopicError, load_knowledge_base
from bot.language.tokens import words
from bot.settings import ROOT
from bot.understanding.examples import heldout_questions, training_examples
from bot.understanding.labels import is_topic

SET_BY_THE_ASSISTANT = {"onduidelijk", "gevaar", "zoeken", "gegevens_opvragen"}  # intents without examples
PLAIN_LIMITS = {"mean": 10.0, "longest": 15, "short": 60, "more": 150}
PROFESSIONAL_LIMITS = {"mean": 15.0, "longest": 25, "short": 90, "more": 220}
LEAST_EXAMPLES = 20
LEAST_INTENT_EXAMPLES = 15
REVIEW_WITHIN = timedelta(days=365)
FORMAL = re.compile(r"\b(?:u|uw|uzelf)\b", re.IGNORECASE)
INFORMAL = re.compile(r"\b(?:je|jij|jou|jouw|jezelf|jullie)\b", re.IGNORECASE)
METHOD_NAMES = re.compile(r"jouw ingebrachte mentor", re.IGNORECASE)
NUMBER = re.compile(r"\b0[89]00[ -]?\d{3,7}\b|\b088[ -]?\d{7}\b|\b0\d{1,3}[ -]?\d{6,8}\b|\b11[23]\b(?!\.nl)")
SITE_113 = re.compile(r"\b113\.nl\b|113 Zelfmoordpreventie|met 113 overleggen")
ABBREVIATIONS = re.compile(r"\b(?:JIM|JGZ|GI|OTS|KOPP|KOV|NJi|OZJ|SBJ|MIM|LVB|EKC|SNV|VOG|POH|GGZ)\b")
AVOIDED = ("kwetsba", "hulpvraag", "zorgvraag", "casus", "brusje", "contactmoment", "thuissituatie", "residentieel", "ambulant", "toeleid",
           "afschal", "opschal", "jeugdige", "cliënt ", "interventie")  # fmt: skip
QUOTED = re.compile(r"^[\"“'‘].*[\"”'’]$")
BEFORE_U = re.compile(r"\b([A-Za-zÀ-ÿ]+t) u\b")


def all_faults() -> list[str]:
    """Every fault in the data, in the order of the folders."""
    try:
        knowledge = load_knowledge_base()
    except TopicError as error:
        return [str(error)]
    return [
        *(fault for topic in knowledge.topics.values() for fault in topic_faults(topic, knowledge)),
        *alias_faults(knowledge),
        *response_faults(load_phrasebook()),
        *example_faults(knowledge),
        *contact_faults(),
    ]


def topic_faults(topic: Topic, knowledge: KnowledgeBase) -> Iterator[str]:
    """Faults of one topic file."""
    where = f"data/kennisbank/{topic.id}.md"
    for other in topic.related:
        if other == topic.id:
            yield f"{where}: `verwant` names the topic itself; remove it"
    if not 3 <= len(topic.related) <= 8:
        yield f"{where}: `verwant` has {len(topic.related)} topics; name 3 to 8"
    if not any(topic.id in other.related for other in knowledge.topics.values()):
        yield f"{where}: no other topic names it in `verwant`, so nobody is led here; add it to a neighbour"
    if not topic.citations or topic.citations[0].source.via is not None:
        yield f"{where}: the first of `bronnen` must be a source we read ourselves (in sources.yml without `via`)"
    if topic.reviewed_on > date.today():
        yield f"{where}: `nagekeken_op` lies in the future; write the date of the last review"
    codes = yaml.safe_load((KNOWLEDGE_DIR / "behoeften.yml").read_text(encoding="utf-8"))
    for field, given in (("behoeften", topic.needs), ("voor_wie", topic.for_whom)):
        for code in given:
            if code not in codes[field]:
                yield f"{where}: `{field}` has the unknown code {code}; use one of behoeften.yml"
    if len({topic.texts[audience] for audience in Audience}) < len(Audience):
        yield f"{where}: two audiences have the same text; write each their own"
    for audience in Audience:
        limits = PROFESSIONAL_LIMITS if audience is Audience.PROFESSIONAL else PLAIN_LIMITS
        for part, text in (("short", topic.texts[audience].short), ("more", topic.texts[audience].more)):
            place = f"{where}, {audience.value}, {'first bubble' if part == 'short' else 'meer'}"
            yield from text_faults(place, text, audience, limits, limits[part], topic.texts[audience].short)


def text_faults(where: str, text: str, audience: Audience, limits: dict[str, float], most_words: float, before: str = "") -> Iterator[str]:
    """Faults of one text: length, sentences, address, numbers, abbreviations (``before`` may explain them), words to avoid."""
    count = word_count(text)
    if count > most_words:
        yield f"{where}: {count} words; shorten it to {most_words}"
    mean = mean_sentence_length(text)
    if mean > limits["mean"]:
        yield f"{where}: {mean:.1f} words per sentence on average; split sentences until it is {limits['mean']:g}"
    for sentence in sentences(text):
        if sentence.words > limits["longest"]:
            yield f"{where}: a sentence of {sentence.words} words, at most {limits['longest']}: {sentence.text[:60]} ..."
    yield from address_faults(where, text, audience)
    if NUMBER.search(SITE_113.sub("", text)):
        yield f"{where}: a phone number; numbers stand in contacts.yml only"
    if audience is not Audience.PROFESSIONAL:
        for word in AVOIDED:
            if word in text.lower():
                yield f"{where}: the word {word!r} is not used for parents and youths; see docs/redactie.md for another"
        for match in ABBREVIATIONS.finditer(re.sub(r"\([^)]*\)", "", text)):
            if not re.search(rf"\({match[0]}\)|{match[0]} \(|{match[0]} (?:is kort voor|staat voor|betekent)", f"{before} {text}"):
                yield f"{where}: the abbreviation {match[0]} is not explained; write it out once"


def address_faults(where: str, text: str, audience: Audience) -> Iterator[str]:
    """One form of address per text: u for parents, je for youths and professionals."""
    bare = METHOD_NAMES.sub("", text)
    wrong = INFORMAL if audience is Audience.PARENT else FORMAL
    if wrong.search(bare):
        yield f"{where}: says {wrong.search(bare)[0]!r}; the form of address is {'u' if audience is Audience.PARENT else 'je'}"  # type: ignore[index]
    if audience is Audience.PARENT:
        forms = address_forms()
        for verb in BEFORE_U.findall(bare):
            if verb.lower() not in forms["omgekeerd"] and verb.lower() not in forms["gelijk"]:
                yield f"{where}: add the verb {verb.lower()!r} to data/responses/aanspreekvorm.yml, for the je-form of this text"


def alias_faults(knowledge: KnowledgeBase) -> Iterator[str]:
    """A name may point to one topic only."""
    owners: dict[str, list[str]] = {}
    for topic in knowledge.topics.values():
        for alias in {" ".join(words(name)) for name in (topic.title, *topic.aliases)}:
            owners.setdefault(alias, []).append(topic.id)
    for alias, topics in owners.items():
        if len(topics) > 1:
            yield f"data/kennisbank: the name {alias!r} points to {' and '.join(topics)}; keep it with one of them"


def response_faults(book: Phrasebook) -> Iterator[str]:
    """Faults of the texts in ``data/responses``."""
    for name in book.names():
        where = f"data/responses, {name}"
        variations = book.variations(name)
        if sum(audience_of(variation) is None for variation in variations) != 1:
            yield f"{where}: needs exactly one variation without condition, for parents and everybody else"
        for variation in variations:
            audience = Audience(audience_of(variation) or "ouder")
            limits = PROFESSIONAL_LIMITS if audience is Audience.PROFESSIONAL else PLAIN_LIMITS
            if name.startswith("utter_andere_taal_alle"):
                continue
            text = re.sub(r"\{\w+\}", "x", variation["text"])
            yield from text_faults(f"{where}, {audience.value}", text, audience, {**limits, "mean": limits["mean"] + 1}, 90)


def example_faults(knowledge: KnowledgeBase) -> Iterator[str]:
    """Faults of the training examples, and held-out questions that leaked into them."""
    examples = training_examples()
    counts = Counter(example.label for example in examples)
    for topic in knowledge.topics:
        if counts[topic] < LEAST_EXAMPLES:
            yield f"data/nlu/{topic}.yml: {counts[topic]} examples, minimum {LEAST_EXAMPLES}; add {LEAST_EXAMPLES - counts[topic]}"
    for intent in _domain_intents():
        if counts[intent] < LEAST_INTENT_EXAMPLES:
            yield f"data/nlu/gesprek: intent {intent} has {counts[intent]} examples, minimum {LEAST_INTENT_EXAMPLES}; add some"
    for label in counts:
        if is_topic(label) and label not in knowledge.topics:
            yield f"data/nlu: examples for the unknown topic {label}; write the topic file or remove them"
    seen: dict[str, str] = {}
    heldout = {" ".join(words(question.text)) for question in heldout_questions()}
    for example in examples:
        key = " ".join(words(example.text)) or example.text
        if QUOTED.match(example.text):
            yield f"data/nlu, {example.label}: remove the quotation marks around {example.text!r}; they would become part of the example"
        if seen.setdefault(key, example.label) != example.label:
            yield f"data/nlu: {example.text!r} stands under {seen[key]} and {example.label}; keep it under one"
        if key in heldout:
            yield f"data/nlu, {example.label}: {example.text!r} is a held-out question; remove it from the training data"


def _domain_intents() -> list[str]:
    """Plain intents that need examples: all but the groups of topics and what the assistant sets itself."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return [intent for intent in domain["intents"] if not is_topic(intent) and intent not in SET_BY_THE_ASSISTANT]


def contact_faults() -> Iterator[str]:
    """Faults of ``contacts.yml``: a tel link that differs from its number, a shown line without a way to reach it."""
    for contact in default_contacts().values():
        where = f"data/kennisbank/contacts.yml, {contact.id}"
        if contact.number and contact.tel != "tel:" + re.sub(r"\D", "", contact.number):
            yield f"{where}: `tel` must be tel: and the digits of `number`"
        if contact.may_be_shown and not (contact.number or contact.url):
            yield f"{where}: is shown but has neither number nor url"


def old_reviews(knowledge: KnowledgeBase, today: date) -> list[str]:
    """Topics and contacts whose review is older than a year: a warning, not a fault."""
    late = [topic.id for topic in knowledge.topics.values() if today - topic.reviewed_on > REVIEW_WITHIN]
    late += [f"contact {c.id}" for c in default_contacts().values() if c.verified_on and today - c.verified_on > timedelta(days=180)]
    return late
