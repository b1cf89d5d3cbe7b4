import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
import yaml

from bot.knowledge.checks import (
    LEAST_EXAMPLES,
    PLAIN_LIMITS,
    PROFESSIONAL_LIMITS,
    address_faults,
    alias_faults,
    example_faults,
    old_reviews,
    response_faults,
    text_faults,
    topic_faults,
)
from bot.knowledge.phrasing import Phrasebook
from bot.knowledge.sources import Citation
from bot.knowledge.topics import Audience, TopicText
from bot.settings import ROOT

from .building import TEXTS, make_knowledge, make_source, make_topic, topic_text, write_knowledge

NAMES = ("vorm/oppas", "vorm/maatje", "vorm/mentor", "begrip/buurt")
TOPICS = {name: make_topic(name, related=tuple(other for other in NAMES if other != name)) for name in NAMES}
NAMED_ONLY = make_source("genoemd", "Het genoemde rapport", via="boek")


def faults_of(**changes: object) -> list[str]:
    topic = replace(TOPICS["vorm/oppas"], **changes)
    return list(topic_faults(topic, make_knowledge(*{**TOPICS, topic.id: topic}.values())))


def faults_in(text: str, audience: Audience = Audience.PARENT, most_words: float = 60, before: str = "") -> list[str]:
    limits = PROFESSIONAL_LIMITS if audience is Audience.PROFESSIONAL else PLAIN_LIMITS
    return list(text_faults("hier", text, audience, limits, most_words, before))


def with_text(audience: Audience, **parts: str) -> dict:
    return {"texts": TEXTS | {audience: replace(TEXTS[audience], **parts)}}


def test_a_good_topic_has_no_faults():
    assert faults_of() == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"related": ("vorm/oppas", "vorm/maatje", "vorm/mentor")}, "names the topic itself"),
        ({"related": ("vorm/maatje", "vorm/mentor")}, "has 2 topics"),
        ({"related": tuple(NAMES[1:]) * 3}, "has 9 topics"),
        ({"citations": ()}, "a source we read ourselves"),
        ({"citations": (Citation(NAMED_ONLY, None),)}, "a source we read ourselves"),
        ({"reviewed_on": date.today() + timedelta(days=1)}, "lies in the future"),
        ({"needs": ("rust", "geluk")}, "`behoeften` has the unknown code geluk"),
        ({"for_whom": ("kind", "hond")}, "`voor_wie` has the unknown code hond"),
        (
            {"texts": TEXTS | {Audience.PARENT: TopicText("Dat past.", "Later."), Audience.PROFESSIONAL: TopicText("Dat past.", "Later.")}},
            "same text",
        ),
        (with_text(Audience.PARENT, short="Een oppas past op jouw kind."), "ouder, first bubble: says 'jouw'"),
        (with_text(Audience.YOUTH, more="Wat wilt u?"), "jongere, meer: says 'u'"),
        (with_text(Audience.PARENT, short="Een buur helpt. " * 21), "ouder, first bubble: 63 words"),
        (with_text(Audience.YOUTH, more="Een buur helpt. " * 51), "jongere, meer: 153 words"),
        (with_text(Audience.PROFESSIONAL, short="Een buur helpt. " * 31), "professional, first bubble: 93 words"),
        (with_text(Audience.PROFESSIONAL, more="Een buur helpt. " * 74), "professional, meer: 222 words"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_in_a_topic_is_named_with_its_file(changes, fault):
    found = faults_of(**changes)

    assert len(found) == 1
    assert found[0].startswith("data/kennisbank/vorm/oppas.md")
    assert fault in found[0]


def test_a_topic_that_nobody_leads_to_is_named():
    alone = replace(TOPICS["vorm/oppas"], id="vorm/alleen")

    found = list(topic_faults(alone, make_knowledge(*TOPICS.values(), alone)))

    assert [fault.split(":")[0] for fault in found] == ["data/kennisbank/vorm/alleen.md"]
    assert "no other topic names it" in found[0]


def test_what_may_be_long_for_professionals_is_too_long_for_parents():
    text = " ".join(["Dit is een wat langere zin met twaalf woorden voor deze toets."] * 5)

    assert faults_in(text, Audience.PROFESSIONAL) == []
    assert len(faults_in(text, Audience.PARENT)) == 1


@pytest.mark.parametrize(("audience", "longest"), [(Audience.PARENT, 15), (Audience.YOUTH, 15), (Audience.PROFESSIONAL, 25)])
def test_the_longest_sentence_has_a_limit(audience, longest):
    rest = " Dat kan. Dat mag. Dat past. Dat helpt. Dat telt."
    fits, too_long = (" ".join(["Woord"] + ["woord"] * (count - 1)) + "." + rest for count in (longest, longest + 1))

    assert faults_in(fits, audience) == []
    assert len(faults_in(too_long, audience)) == 1
    assert f"a sentence of {longest + 1} words" in faults_in(too_long, audience)[0]


@pytest.mark.parametrize("number", ["0800-2000", "0900 8844", "08000432", "088-0767000", "112", "113", "030-2345678", "06-12345678"])
def test_a_phone_number_in_a_text_is_a_fault(number):
    assert len(faults_in(f"Bel {number}.")) == 1


@pytest.mark.parametrize(
    "text", ["Kijk op 113.nl.", "Praat met 113 Zelfmoordpreventie.", "Er zijn 1120 gezinnen.", "Van 2019 tot 2021.", "Bel {nr_alarm}."]
)
def test_what_only_looks_like_a_phone_number_is_no_fault(text):
    assert faults_in(text) == []


@pytest.mark.parametrize("word", ["kwetsbare", "hulpvraag", "jeugdige", "interventie", "Contactmoment"])
def test_office_words_are_faults_for_parents_and_youths_only(word):
    text = f"Dit is een {word}."

    assert [len(faults_in(text, audience)) for audience in (Audience.PARENT, Audience.YOUTH, Audience.PROFESSIONAL)] == [1, 1, 0]


@pytest.mark.parametrize(
    ("text", "before", "faults"),
    [
        ("Vraag een JIM.", "", 1),
        ("Vraag een JIM (een eigen mentor).", "", 0),
        ("Vraag een eigen mentor (JIM). Een JIM denkt mee.", "", 0),
        ("Een JIM is kort voor een eigen mentor.", "", 0),
        ("Vraag een JIM.", "Een eigen mentor (JIM) denkt mee.", 0),
        ("Vraag een JIM.", "Een school (JGZ) denkt mee.", 1),
    ],
)
def test_an_abbreviation_is_written_out_once(text, before, faults):
    assert len(faults_in(text, before=before)) == faults


def test_professionals_know_their_abbreviations():
    assert faults_in("Vraag een JIM of de JGZ.", Audience.PROFESSIONAL) == []


@pytest.mark.parametrize(
    ("text", "audience", "faults"),
    [
        ("Kunt u komen?", Audience.PARENT, 0),
        ("Kun je komen?", Audience.PARENT, 1),
        ("Komen jullie?", Audience.PARENT, 1),
        ("Kun je komen?", Audience.YOUTH, 0),
        ("Kunt u komen?", Audience.YOUTH, 1),
        ("Pak uw kans.", Audience.PROFESSIONAL, 1),
        ("Dat kost een uur.", Audience.YOUTH, 0),
        ("Een Jouw Ingebrachte Mentor helpt.", Audience.PARENT, 0),
        ("Danst u graag?", Audience.PARENT, 1),
        ("Dat verrast jou.", Audience.PARENT, 1),
    ],
)
def test_each_text_keeps_one_form_of_address(text, audience, faults):
    assert len(list(address_faults("hier", text, audience))) == faults


@pytest.mark.parametrize("alias", ["Oppas", "OPPAS!", "kinderoppas"])
def test_a_name_that_points_to_two_topics_is_a_fault(alias):
    first, second = make_topic("vorm/oppas", aliases=("kinderoppas",)), make_topic("vorm/maatje", aliases=(alias,))

    found = list(alias_faults(make_knowledge(first, second)))

    assert len(found) == 1
    assert "vorm/oppas and vorm/maatje" in found[0]


def test_a_topic_may_repeat_its_own_title_among_its_aliases():
    assert list(alias_faults(make_knowledge(make_topic("vorm/oppas", aliases=("oppas", "Oppas")), make_topic("vorm/maatje")))) == []


def for_youths(text: str) -> dict:
    return {"text": text, "condition": [{"type": "slot", "name": "doelgroep", "value": "jongere"}]}


@pytest.mark.parametrize(
    ("variations", "fault"),
    [
        ([{"text": "Dat past."}, for_youths("Dat past jou.")], None),
        ([{"text": "Wat {titel} kost, weet {wie} niet."}], None),
        ([for_youths("Dat past jou.")], "exactly one variation without condition"),
        ([{"text": "Dat past."}, {"text": "Dat mag."}], "exactly one variation without condition"),
        ([{"text": "Dat past jou."}], "utter_toets, ouder: says 'jou'"),
        ([{"text": "Dat past."}, for_youths("Dat past u.")], "utter_toets, jongere: says 'u'"),
        ([{"text": "Bel 112."}], "a phone number"),
        ([{"text": "Een buur helpt. " * 31}], "93 words"),
    ],
)
def test_a_fault_in_a_response_is_named(variations, fault):
    found = list(response_faults(Phrasebook({"utter_toets": variations})))

    assert len(found) == (fault is not None)
    assert all(fault in line for line in found)


def test_the_list_of_languages_is_not_held_to_dutch_limits():
    languages = [{"text": "English: you can ask someone whom you trust to read this together with you and help you understand what it says."}]

    assert list(response_faults(Phrasebook({"utter_andere_taal_alle": languages}))) == []
    assert list(response_faults(Phrasebook({"utter_iets_anders": languages}))) != []


def test_a_topic_without_examples_is_named_with_the_number_that_lacks():
    found = list(example_faults(make_knowledge(make_topic("vorm/nergens"))))

    assert f"data/nlu/vorm/nergens.yml: 0 examples, minimum {LEAST_EXAMPLES}; add {LEAST_EXAMPLES}" in found


def test_a_review_of_more_than_a_year_ago_is_listed():
    today = date(2026, 11, 24)
    fresh = make_topic("vorm/vers", reviewed_on=today - timedelta(days=365))
    stale = make_topic("vorm/oud", reviewed_on=today - timedelta(days=366))

    listed = old_reviews(make_knowledge(fresh, stale), today)

    assert [entry for entry in listed if not entry.startswith("contact ")] == ["vorm/oud"]


def test_a_contact_that_was_not_checked_for_half_a_year_is_listed():
    assert "contact alarm" in old_reviews(make_knowledge(), date(2126, 1, 1))


def project(folder, examples: dict[str, list[str]], heldout: tuple[str, ...] = (), contacts: tuple[dict, ...] = (), **topics: str) -> list[str]:
    """The faults of a small project on its own: the checks read the data of the project that they stand in."""
    shutil.copytree(ROOT / "bot", folder / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data" / "responses", folder / "data" / "responses")
    knowledge = write_knowledge(folder / "data" / "kennisbank", **topics)
    shutil.copy(ROOT / "data" / "kennisbank" / "behoeften.yml", knowledge)
    genuine = yaml.safe_load((ROOT / "data" / "kennisbank" / "contacts.yml").read_text(encoding="utf-8"))
    (knowledge / "contacts.yml").write_text(yaml.safe_dump([*genuine, *(genuine[0] | contact for contact in contacts)]), encoding="utf-8")
    (folder / "domain.yml").write_text("intents: [vorm, groet, onduidelijk, gevaar]\n", encoding="utf-8")
    (folder / "data" / "nlu").mkdir()
    blocks = [{"intent": intent, "examples": "".join(f"- {line}\n" for line in lines)} for intent, lines in examples.items()]
    (folder / "data" / "nlu" / "vorm.yml").write_text(yaml.safe_dump({"nlu": blocks}), encoding="utf-8")
    questions = folder / "tests" / "nlu" / "heldout"
    questions.mkdir(parents=True)
    rows = "".join(f"{number}\t{text}\tvorm/oppas\touder\tgewoon\tstem\t0\n" for number, text in enumerate(heldout))
    (questions / "vragen_1.tsv").write_text("id\tvraag\tonderwerpen\tdoelgroep\tsoort\tstem\tfouten\n" + rows, encoding="utf-8")
    script = "import json; from bot.knowledge.checks import all_faults; print(json.dumps(all_faults()))"
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def faults_of_a_careless_project(tmp_path_factory):
    return project(
        tmp_path_factory.mktemp("slordig"),
        examples={
            "vorm/oppas": ["wie past er op mijn kind", '"wat is een oppas"', "hallo daar", "zoekt u een oppas"],
            "vorm/verdwenen": ["wat is er verdwenen"],
            "groet": ["Hallo daar!"],
            "onduidelijk": ["asdf"],
        },
        heldout=("Wie past er op mijn kind?",),
        contacts=({"id": "verkeerd", "number": "0800-1234", "tel": "tel:08004321"}, {"id": "stil", "number": None, "tel": None, "url": None}),
        vorm__oppas=topic_text(aliassen=["maatje"]),
        vorm__maatje=topic_text(id="vorm/maatje", titel="Maatje"),
    )


@pytest.mark.parametrize(
    "fault",
    [
        "data/nlu/vorm/oppas.yml: 4 examples",
        "data/nlu/vorm/maatje.yml: 0 examples",
        "intent groet has 1 examples",
        "examples for the unknown topic vorm/verdwenen",
        "remove the quotation marks",
        "stands under vorm/oppas and groet",
        "'wie past er op mijn kind' is a held-out question",
        "contacts.yml, verkeerd: `tel` must be",
        "contacts.yml, stil: is shown but has neither number nor url",
        "the name 'maatje' points to vorm/maatje and vorm/oppas",
        "data/kennisbank/vorm/oppas.md: `verwant` has 0 topics",
    ],
)
def test_every_kind_of_fault_in_a_project_is_found(faults_of_a_careless_project, fault):
    assert len([found for found in faults_of_a_careless_project if fault in found]) == 1


def test_intents_that_the_assistant_sets_itself_need_no_examples(faults_of_a_careless_project):
    assert [fault for fault in faults_of_a_careless_project if "gevaar" in fault or "onduidelijk" in fault] == []


def test_a_project_whose_topics_cannot_be_read_has_that_one_fault(tmp_path):
    found = project(tmp_path, examples={}, vorm__oppas=topic_text(titel=None))

    assert len(found) == 1
    assert "lacks titel" in found[0]
