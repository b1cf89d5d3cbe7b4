"""Whatever somebody says and in whatever order: the map stays whole, there is something to say, and there is a way out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.knowledge.buttons import default_buttons
from bot.knowledge.phrasing import default_phrasebook
from bot.network_map.export import EVERYTHING, Choice, read_json, to_json
from bot.network_map.interview.commands import CONTEXT_PREFIX
from bot.network_map.interview.reply import Reply
from bot.network_map.interview.stages import CONTEXTS, Stage
from bot.network_map.interview.state import Interview, Mode
from bot.network_map.network import MapError, Viewpoint
from tests.unit.interviewing import Talk

ANSWERS = [
    "oma Riet, Fatima en de juf",
    "tante Riet",
    "Fatima van de buren",
    "buurman Jan, broer Jan",
    "moeder",
    "mam",
    "club en Bram",
    "Riet",
    "Fatima dichtbij, de rest ver weg",
    "iedereen behalve oma Riet",
    "allemaal",
    "Riet en Fatima, Bram en de juf",
    "misschien Fatima, Riet niet",
    "vergeten: tante Els",
    "knuffelmuis",
    "niemand",
    "niemand behalve opa",
    "sla over",
    "weet ik niet",
    "klaar",
    "ja",
    "nee",
    "daar moet ik het nog eens over hebben",
    "",
    "?",
    "🙂",
    *(CONTEXT_PREFIX + context for context in CONTEXTS),
]
STEERING = [
    "beginnen",
    "uitleg",
    "liever niet",
    "terug",
    "laat de kaart zien",
    "naar de kaart",
    "pauze",
    "stop",
    "verder",
    "opnieuw",
    "wis alles",
    "dat klopt niet",
    "haal Riet weg",
    "haal Riet en Fatima weg",
    "wijzig Fatima",
    "niet Fatima maar Fatma",
    "nee, Riet is mijn buurvrouw",
    "hoe vraag ik Riet",
    "iemand om hulp vragen",
    "bijeenkomst voorbereiden",
    "de kaart meenemen",
    "langer bewaren",
    "kaart-ja",
]
CHANGES = ["haal Riet weg", "niet Fatima maar Fatma", "nee, Riet is mijn buurvrouw", "haal Riet en Fatima weg"]
FIELDS = st.fixed_dictionaries({"aside": st.booleans(), "asks": st.booleans()}, optional={"unsafe": st.just(("oma",))})
MESSAGES = st.tuples(st.one_of(st.sampled_from(ANSWERS), st.sampled_from(STEERING), st.text(max_size=20)), FIELDS)
PLAIN = st.lists(st.sampled_from(ANSWERS), max_size=12)
some = settings(max_examples=60, deadline=None)


def assert_sound(talk: Talk, reply: Reply) -> None:
    """What holds after every message."""
    interview = talk.interview
    assert reply.lines or reply.shown
    for line in reply.lines:
        assert default_phrasebook().text(line.name, None, False, dict(line.values)).strip()
    for button in reply.buttons:
        assert default_buttons().fixed(button).title
    assert reply.ended or reply.buttons or interview.waiting
    if not reply.erased:
        assert interview.is_open is not reply.ended
    if interview.mode is Mode.SHOWN:
        assert interview.stage is Stage.MAP
    ids = {person.id for person in interview.network.people}
    assert all({new, known} <= ids for new, known in interview.doubts if interview.waiting)


def after(texts: list[str]) -> Talk:
    talk = Talk()
    talk.say("beginnen", *texts)
    return talk


@some
@given(st.lists(MESSAGES, max_size=25), st.sampled_from([*Viewpoint, None]))
def test_any_messages_in_any_order_keep_the_interview_sound(messages, viewpoint):
    talk = Talk(viewpoint)
    for text, fields in messages:
        reply = talk.say(text, **fields)
        assert_sound(talk, reply)
        if reply.erased:
            talk = Talk(viewpoint)


@some
@given(st.lists(MESSAGES, max_size=12), st.lists(MESSAGES, max_size=6))
def test_after_danger_at_any_moment_only_the_three_ways_count(messages, later):
    talk = Talk()
    for text, fields in messages:
        talk.say(text, **fields)
    talk.interview = Interview.from_dict(talk.interview.to_dict() | {"mode": Mode.INTERRUPTED.value})
    for text, fields in later:
        before = talk.interview
        reply = talk.say(text, **fields)
        assert_sound(talk, reply)
        if talk.interview.mode is not Mode.INTERRUPTED:
            break
        assert talk.interview == before


@some
@given(PLAIN, st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=8))
def test_random_answers_always_come_to_the_map(begin, again):
    talk = after(begin)
    for number in range(200):
        if talk.reply.ended:
            break
        talk.say(again[number % len(again)] if number < 60 else "klaar")
    assert talk.reply.ended


@some
@given(PLAIN)
def test_done_is_always_a_way_out(texts):
    talk = after(texts)
    for _ in range(30):
        if talk.reply.ended:
            break
        talk.say("klaar")
    assert talk.reply.shown


@some
@given(PLAIN, st.sampled_from(CHANGES))
def test_going_back_after_a_change_gives_the_identical_map_and_question(texts, change):
    talk = after(["oma Riet en Fatima", *texts])
    before, stage = talk.interview.network, talk.interview.stage
    talk.say(change)
    if talk.said[0] in ("utter_kaart_gewijzigd", "utter_kaart_weg"):
        talk.say("terug")
        assert (talk.interview.network, talk.interview.stage) == (before, stage)


@some
@given(PLAIN)
def test_going_back_all_the_way_gives_every_map_and_question_again(texts):
    talk = after([])
    seen = []
    for text in texts:
        before, length = talk.interview, len(talk.interview.trail)
        talk.say(text)
        seen += [before] * (len(talk.interview.trail) > length)
    for before in reversed(seen):
        while len(talk.interview.trail) > len(before.trail):
            talk.say("terug")
        assert talk.interview.network == before.network
        assert talk.interview.stage is before.stage
        assert talk.interview.contexts == before.contexts


@some
@given(PLAIN)
def test_nobody_is_lost_when_two_people_are_one(texts):
    talk = after(["oma, Jan en Fatima", *texts])
    for _ in range(10):
        if "utter_kaart_dezelfde" not in talk.said and "utter_kaart_dezelfde_naam" not in talk.said:
            break
        before = talk.interview.network
        talk.say("ja")
        now = talk.interview.network
        assert len(now.people) == len(before.people) - 1
        assert {kind for person in now.people for kind in person.support} == {kind for person in before.people for kind in person.support}
        names = {person.label for person in before.people if person.label != person.relation}
        assert {name.lower() for name in names} - {person.label.lower() for person in now.people} <= {"fatma"}


@some
@given(st.lists(MESSAGES, max_size=15))
def test_a_map_at_any_moment_is_written_out_and_read_back_without_loss(messages):
    talk = after(["oma Riet, Fatima en de juf"])
    for text, fields in messages:
        talk.say(text, **fields)
        network = talk.interview.network
        assert read_json(to_json(network, Choice(private=EVERYTHING))) == network


@some
@given(st.lists(MESSAGES, max_size=15))
def test_an_interview_at_any_moment_is_kept_and_read_back_identical(messages):
    talk = after(["oma Riet, Fatima en de juf"])
    for text, fields in messages:
        talk.say(text, **fields)
        kept = json.dumps(talk.interview.to_dict())
        assert Interview.from_dict(json.loads(kept)) == talk.interview
        assert json.dumps(Interview.from_dict(json.loads(kept)).to_dict()) == kept


WRONG = {
    "version": 2,
    "stage": "onbekend",
    "mode": "x",
    "trail": [["kern"]],
    "history": {},
    "waiting": "x",
    "doubts": [["p1"]],
}


@pytest.mark.parametrize("name", WRONG)
def test_an_interview_with_a_wrong_value_is_refused(name):
    kept = after(["Riet"]).interview.to_dict()
    with pytest.raises(MapError):
        Interview.from_dict(kept | {name: WRONG[name]})


@pytest.mark.parametrize("name", ["unclear", "history", "trail", "about"])
def test_an_interview_without_one_of_its_values_is_refused(name):
    kept = after(["Riet"]).interview.to_dict()
    del kept[name]
    with pytest.raises(MapError):
        Interview.from_dict(kept)
