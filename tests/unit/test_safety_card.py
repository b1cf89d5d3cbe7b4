import re
from datetime import datetime, timezone

import pytest

from bot.knowledge.contacts import default_contacts
from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import Audience
from bot.safety.card import calm_payload, contacts_for, response_name, safety_card
from bot.safety.levels import Level, Signal, Theme

NOON = datetime(2026, 6, 10, 10, 0, tzinfo=timezone.utc)
NIGHT = datetime(2026, 6, 10, 1, 0, tzinfo=timezone.utc)
AUDIENCES = [None, *Audience]
EVERY_CARD = [
    pytest.param(Signal(level, theme), audience, id=f"{level.value}-{theme.value}-{audience.value if audience else 'onbekend'}")
    for level in (Level.ACUTE, Level.CONCERN)
    for theme in Theme
    for audience in AUDIENCES
]
MAYBE_A_CHILD = [None, Audience.YOUTH]


def ids(payload) -> list[str]:
    return [contact["id"] for contact in payload["contacts"]]


@pytest.mark.parametrize(("signal", "audience"), EVERY_CARD)
def test_every_card_has_a_text_and_the_safety_payload(signal, audience):
    card = safety_card(signal, audience, now=NOON)
    assert card.text.strip()
    assert "{" not in card.text
    assert set(card.payload) == {"type", "level", "subtype", "contacts"}
    assert (card.payload["type"], card.payload["level"], card.payload["subtype"]) == ("safety", signal.level.value, signal.theme.value)
    for contact in card.payload["contacts"]:
        assert set(contact) == {"id", "label", "number", "tel", "url", "hours"}


@pytest.mark.parametrize(("signal", "audience"), EVERY_CARD)
def test_the_first_sixty_words_of_every_card_hold_a_number_that_is_on_it(signal, audience):
    card = safety_card(signal, audience, now=NOON)
    start = " ".join(card.text.split()[:60])
    assert any(re.search(rf"(?<![\d-]){re.escape(contact['number'])}(?![\d-])", start) for contact in card.payload["contacts"])


@pytest.mark.parametrize("now", [NOON, NIGHT], ids=["noon", "night"])
@pytest.mark.parametrize(("signal", "audience"), EVERY_CARD)
def test_every_card_has_112_and_begins_with_a_line_that_answers_now(signal, audience, now):
    contacts = contacts_for(signal.level.value, signal.theme, audience, now)
    assert "alarm" in [contact.id for contact in contacts]
    assert contacts[0].is_open(now)


@pytest.mark.parametrize(("signal", "audience"), EVERY_CARD)
def test_only_checked_contacts_stand_on_a_card_with_a_number_that_can_be_dialled(signal, audience):
    for contact in safety_card(signal, audience, now=NOON).payload["contacts"]:
        assert default_contacts()[contact["id"]].verified_on is not None
        assert contact["tel"] == "tel:" + contact["number"].replace("-", "")


@pytest.mark.parametrize("audience", MAYBE_A_CHILD)
@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("level", ["acute", "concern", "distress", "calm"])
def test_who_may_be_a_child_sees_no_line_for_adults(level, theme, audience):
    for contact in contacts_for(level, theme, audience, NOON):
        assert not (contact.number or "").startswith("0900")
        assert contact.ages is None or contact.ages[0] < 18


@pytest.mark.parametrize("audience", [Audience.PARENT, Audience.PROFESSIONAL])
def test_an_adult_is_not_sent_to_a_line_for_children(audience):
    assert "kindertelefoon" not in ids(safety_card(Signal(Level.CONCERN), audience, now=NOON).payload)


@pytest.mark.parametrize("audience", MAYBE_A_CHILD)
def test_who_may_be_a_child_sees_the_line_for_children(audience):
    assert "kindertelefoon" in ids(safety_card(Signal(Level.CONCERN), audience, now=NOON).payload)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        # Winter time, the day before the clock goes forward: Amsterdam is one hour ahead of UTC.
        ("2026-03-28T09:59", False),
        ("2026-03-28T10:00", True),
        ("2026-03-28T19:59", True),
        ("2026-03-28T20:00", False),
        # The clock went forward at night: two hours ahead.
        ("2026-03-29T00:59", False),
        ("2026-03-29T08:59", False),
        ("2026-03-29T09:00", True),
        ("2026-03-29T18:59", True),
        ("2026-03-29T19:00", False),
        # The last day of summer time.
        ("2026-10-24T09:00", True),
        ("2026-10-24T19:00", False),
        # The clock went back at night: one hour ahead again.
        ("2026-10-25T00:30", False),
        ("2026-10-25T09:30", False),
        ("2026-10-25T10:00", True),
        ("2026-10-25T19:59", True),
        ("2026-10-25T20:00", False),
    ],
)
def test_a_closed_line_moves_behind_the_open_ones_by_the_clock_of_amsterdam(moment, is_open):
    now = datetime.fromisoformat(moment).replace(tzinfo=timezone.utc)
    shown = ids(safety_card(Signal(Level.CONCERN), Audience.YOUTH, now=now).payload)
    assert shown[0] == "veilig-thuis"
    assert shown[1:] == (["kindertelefoon", "alarm"] if is_open else ["alarm", "kindertelefoon"])


def test_a_closed_line_is_still_shown_with_where_to_find_its_hours():
    night = safety_card(Signal(Level.CONCERN), Audience.YOUTH, now=NIGHT).payload
    line = next(contact for contact in night["contacts"] if contact["id"] == "kindertelefoon")
    assert line["hours"]
    if "hours" in default_contacts()["kindertelefoon"].to_verify:
        assert not re.search(r"\d", line["hours"])
        assert "www.kindertelefoon.nl" in line["hours"]


def test_suicidal_thoughts_get_the_line_for_them_first():
    assert ids(safety_card(Signal(Level.ACUTE, Theme.SUICIDE), None, now=NOON).payload)[0] == "113"


def test_sexual_violence_gets_the_centre_for_it():
    assert "csg" in ids(safety_card(Signal(Level.CONCERN, Theme.SEXUAL), Audience.YOUTH, now=NOON).payload)


def test_a_theme_with_an_own_text_gets_it_and_one_without_gets_the_general_one():
    assert response_name(Level.ACUTE, Theme.SUICIDE) == "utter_veiligheid_acute_zelfdoding"
    assert response_name(Level.CONCERN, Theme.MEDICAL) == "utter_veiligheid_concern_onbekend"


@pytest.mark.parametrize(("signal", "audience"), EVERY_CARD)
def test_every_theme_leads_to_a_written_text(signal, audience):
    assert response_name(signal.level, signal.theme) in default_phrasebook()


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("level", [Level.ACUTE, Level.CONCERN])
@pytest.mark.parametrize("audience", [None, Audience.PARENT])
def test_a_parent_who_asked_for_je_is_not_called_u_in_danger(level, theme, audience):
    text = safety_card(Signal(level, theme), audience, use_informal=True, now=NOON).text
    assert not re.search(r"\b(?:u|uw|uzelf)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("theme", list(Theme))
@pytest.mark.parametrize("level", [Level.ACUTE, Level.CONCERN])
def test_a_youth_is_never_called_u_in_danger(level, theme):
    text = safety_card(Signal(level, theme), Audience.YOUTH, now=NOON).text
    assert not re.search(r"\b(?:u|uw|uzelf)\b", text, re.IGNORECASE)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_calm_question_gets_contacts_without_a_takeover(audience):
    payload = calm_payload(audience, NOON)
    assert payload["type"] == "contact"
    assert {"alarm", "veilig-thuis", "113"} <= set(ids(payload))
