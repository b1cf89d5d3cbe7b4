"""Whatever comes in, the intake gives Rasa something that it may see, and the door answers; the next normal question too."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.bodies import JSON_DEPTH, BodyError, depth_exceeds, read_object
from bot.channels.intake import NOT_KEPT, Intake
from bot.knowledge.buttons import PREFIX
from bot.safety.signals import DangerDetector
from tests.channels.hostile import ODD_VALUES, TEXTS, any_json, any_text, bodies

MOST = 400
INTAKE = Intake(MOST, DangerDetector(None))
KNOWN_METADATA = {"doelgroep", "zegt", "wijst_op", "signaal", "thema", "onveilig", "gemaskeerd", "afgekapt", "taal", "knop", "kaartcode"}


def check(admitted, message: object) -> None:
    """What may reach Rasa, whatever was said."""
    assert len(admitted.text) <= 4 * MOST  # a tag may be longer than what it stands for
    assert not admitted.text.startswith("/")
    assert not any(character < " " and character not in "\n\t" for character in admitted.text)
    assert set(admitted.metadata) <= KNOWN_METADATA
    admitted.text.encode("utf-8")
    json.dumps([admitted.metadata, admitted.parse_data])
    if admitted.signal.level.takes_over:
        assert admitted.text == NOT_KEPT
    if not isinstance(message, str):
        assert admitted.text == ""


@settings(max_examples=300, deadline=None)
@given(any_text, st.one_of(any_json, st.sampled_from(["ouder", "jongere", "professional"])), st.text(max_size=10))
def test_the_intake_takes_any_text(text, audience, sender):
    check(INTAKE.admit(text, audience, sender), text)


@settings(max_examples=200, deadline=None)
@given(any_json)
def test_the_intake_takes_anything_for_a_message(message):
    check(INTAKE.admit(message, message, "u"), message)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_the_intake_takes_every_hostile_text_and_the_next_question(text):
    sender = "vijandig"
    check(INTAKE.admit(text, None, sender), text)
    assert INTAKE.admit("wat is een maatje?", None, "ander").text == "wat is een maatje?"


@pytest.mark.parametrize("message", ODD_VALUES, ids=repr)
def test_the_intake_takes_every_wrong_type(message):
    check(INTAKE.admit(message, message, "u"), message)


@pytest.mark.parametrize("text", [text for text in TEXTS if text.lstrip("\u200b").startswith("/")])
def test_no_typed_command_becomes_an_intent(text):
    admitted = INTAKE.admit(text, None)
    assert not admitted.text.lstrip().startswith("/")
    assert admitted.parse_data is None or admitted.parse_data["intent"]["name"] in {"gevaar", "onduidelijk", "andere_taal", "zoeken"}


@pytest.mark.parametrize("text", [f"{PREFIX}bestaat-niet", f"{PREFIX}../../etc/passwd", PREFIX])
def test_a_button_that_does_not_exist_presses_nothing(text):
    assert "knop" not in INTAKE.admit(text, None).metadata


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=200), any_json.map(lambda value: json.dumps(value).encode()), st.sampled_from(bodies())))
def test_a_body_is_an_object_within_its_limits_or_refused(body):
    try:
        found = read_object(body)
    except BodyError:
        return
    assert isinstance(found, dict)
    assert not depth_exceeds(found, JSON_DEPTH)
