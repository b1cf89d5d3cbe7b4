from __future__ import annotations

import json
import logging

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import OperationalError

from actions.netwerkkaart import AskOn, TakeAnswer
from bot.knowledge.topics import Audience
from bot.network_map.interview.state import Interview
from bot.network_map.people import MapError
from bot.privacy.encryption import DecryptionError
from bot.storage.maps import MapConflict
from tests.unit.interviewing import CODE, FakeStore, kept_interviews

FIELDS = {"id", "label", "relation", "kind", "sector", "ring", "quadrant", "support", "direction", "group"}
NAMES = ("Riet", "Fatima", "Elsbeth")


class Map:
    """Somebody who draws a map: ``say`` types an answer, ``press`` a button."""

    def __init__(self, conversation, audience: str | None = "ouder") -> None:
        self.store = FakeStore()
        self.action = AskOn(kept_interviews(self.store))
        self._conversation = conversation
        self._conversation.slots |= {"geopend": True, "doelgroep": audience}

    async def begin(self):
        return await self._conversation.run(self.action, "ik wil een netwerkkaart maken", intent="netwerkkaart")

    async def say(self, *texts: str, intent: str = "vorm", **fields):
        turn = None
        for text in texts:
            turn = await self._conversation.run(self.action, "[gemaskeerd]", intent=intent, ruw=text, **fields)
        return turn

    async def press(self, name: str):
        return await self._conversation.run(self.action, "titel", intent="netwerkkaart", knop=name)


@pytest.fixture
async def drawn(later) -> Map:
    """A map with three people, at the first question over the list."""
    drawn = Map(later)
    await drawn.begin()
    await drawn.press("kaart-beginnen")
    await drawn.say("oma Riet, Fatima en tante Elsbeth", "klaar", "klaar")
    return drawn


async def test_wanting_a_map_gives_the_invitation_with_its_days_and_buttons(later):
    drawn = Map(later)
    turn = await drawn.begin()
    assert turn.responses == ["utter_kaart_uitnodiging"]
    assert [button["payload"] for button in turn.buttons] == ["knop:kaart-beginnen", "knop:kaart-uitleg", "knop:kaart-liever-niet"]
    assert turn.message("utter_kaart_uitnodiging")["dagen"] == "7 dagen"
    assert "{" not in turn.text


@pytest.mark.parametrize(("audience", "viewpoint"), [("ouder", "kind"), ("jongere", "zelf"), ("professional", "samen")])
async def test_beginning_is_answered_by_the_first_question_for_the_audience(later, audience, viewpoint):
    drawn = Map(later, audience)
    await drawn.begin()
    turn = await drawn.press("kaart-beginnen")
    assert turn.responses == ["utter_kaart_vraag_kern"]
    assert drawn.store.maps[0].content["history"]["steps"][-1]["viewpoint"] == viewpoint


async def test_an_unknown_audience_is_asked_for_and_then_known(later):
    drawn = Map(later, None)
    await drawn.begin()
    assert (await drawn.press("kaart-beginnen")).responses == ["utter_kaart_voor_wie"]
    turn = await drawn.say("Ik ben jongere", intent="doelgroep_jongere")
    assert turn.responses == ["utter_kaart_vraag_kern"]
    assert turn.slots["doelgroep"] == "jongere"


@pytest.mark.parametrize("audience", ["ouder", "jongere", "professional"])
async def test_every_turn_carries_one_payload_with_map_step_and_people(later, audience):
    drawn = Map(later, audience)
    turns = [await drawn.begin(), await drawn.press("kaart-beginnen")]
    for text in ("oma Riet", "tante Riet", "nee", "wat bedoelt u", "niemand", "terug", "klaar", "kaart", "klaar", "Riet", "pauze"):
        turns.append(await drawn.say(text))
    for turn in turns:
        assert turn.custom["type"] == "network_map"
        assert turn.custom["map_id"] == drawn.store.maps[0].map_id
        assert all(set(person) == FIELDS for person in turn.custom["people"])
        assert ("open_places" in turn.custom) is ("suggestions" in turn.custom) is ("image" in turn.custom)
    assert [turn.custom["step"] for turn in turns[:4]] == ["start", "namen", "namen", "bevestigen"]
    assert turns[-1].custom["step"] == "gepauzeerd"


async def test_the_map_is_shown_with_picture_open_places_and_suggestions(drawn):
    turn = await drawn.say("naar de kaart")
    assert turn.custom["step"] == "kaart"
    assert turn.custom["image"]["svg"].startswith("kaart/kaart-1/")
    assert turn.custom["image"]["alt"]
    assert all(set(place) == {"what", "text"} for place in turn.custom["open_places"])
    assert all(set(offer) == {"topic", "title", "why"} for offer in turn.custom["suggestions"])
    assert turn.responses[0] == "utter_kaart_klaar"
    assert turn.responses[-1] == "utter_kaart_wat_nu"
    assert "{" not in turn.text
    assert turn.slots["requested_slot"] is None


async def test_the_map_so_far_comes_with_the_picture_and_without_conclusions(drawn):
    turn = await drawn.say("laat de kaart zien")
    assert turn.responses == ["utter_kaart_tot_nu", "utter_kaart_vraag_dichtbij"]
    assert "image" in turn.custom
    assert "requested_slot" not in turn.slots


async def test_no_question_shows_the_picture(drawn):
    turn = await drawn.say("Riet")
    assert not {"image", "open_places", "suggestions"} & set(turn.custom)


async def test_a_professional_can_prepare_a_meeting_from_the_map(later):
    drawn = Map(later, "professional")
    await drawn.begin()
    turn = await drawn.say("beginnen", "oma Riet", "naar de kaart")
    assert "knop:kaart-bijeenkomst" in [button["payload"] for button in turn.buttons]
    assert len(turn.buttons) <= 6


@pytest.mark.parametrize("text", ["naar de kaart", "pauze", "stop", "wis alles"])
async def test_what_ends_the_interview_ends_the_form(drawn, text):
    assert (await drawn.say(text)).slots["requested_slot"] is None


async def test_a_pause_says_the_code_and_the_days(drawn):
    message = (await drawn.say("pauze")).message("utter_kaart_pauze")
    assert (message["code"], message["dagen"]) == (CODE, "7 dagen")


async def test_a_code_opens_the_map_in_another_conversation(drawn):
    await drawn.say("pauze")
    turn = await drawn._conversation.run(drawn.action, "[code]", intent="netwerkkaart", kaartcode=CODE)
    assert turn.responses == ["utter_kaart_al_begonnen"]
    assert len(turn.custom["people"]) == 3


async def test_taking_along_names_the_files(drawn):
    await drawn.say("naar de kaart")
    message = (await drawn.press("kaart-meenemen")).message("utter_kaart_meenemen")
    assert [message[name] for name in ("plaatje", "pdf", "tabel", "bestand")] == [
        f"kaart/kaart-1/kaart.{kind}" for kind in ("png", "pdf", "csv", "json")
    ]


async def test_lines_to_copy_come_together_in_one_bubble(drawn):
    await drawn.say("naar de kaart")
    turn = await drawn.say("hoe vraag ik Riet")
    assert turn.responses == ["utter_vraag_kop", "utter_kaart_lijst", "utter_vraag_klein", "utter_vraag_feit"]
    lines = turn.message("utter_kaart_lijst")["lijst"].splitlines()
    assert len(lines) >= 3
    assert all(line.startswith("- ") for line in lines)


async def test_who_was_named_as_unsafe_gets_no_lines(drawn):
    drawn._conversation.slots["onveilig"] = ["oma"]
    await drawn.say("naar de kaart")
    assert (await drawn.say("hoe vraag ik Riet")).responses == ["utter_vraag_liever_een_ander"]


async def test_a_question_in_between_is_answered_and_the_question_comes_back(drawn):
    turn = await drawn._conversation.run(
        drawn.action, "wat is een maatje?", intent="vorm", labels=("vorm/maatje",), topic="vorm/maatje", ruw="wat is een maatje?"
    )
    assert turn.responses[-2:] == ["utter_kaart_terug_bij", "utter_kaart_vraag_dichtbij"]
    assert len(turn.responses) == 3
    assert turn.custom["type"] == "network_map"


async def test_an_answer_that_looks_like_a_topic_is_no_question_in_between(drawn):
    turn = await drawn._conversation.run(drawn.action, "Riet", intent="vorm", labels=("vorm/maatje",), ruw="Riet")
    assert turn.responses == ["utter_kaart_vraag_praktisch"]


async def test_nothing_is_said_beside_the_card_about_danger(drawn):
    turn = await drawn._conversation.run(drawn.action, "[niet bewaard]", intent="gevaar")
    assert (turn.messages, turn.slots) == ([], {})


@pytest.mark.parametrize(
    "error", [MapConflict("x"), MapError("x"), DecryptionError("x"), OperationalError("x", {}, Exception())], ids=lambda error: type(error).__name__
)
async def test_a_store_that_fails_is_told_with_a_way_to_people_and_ends_the_form(drawn, error):
    def fail(owner):
        raise error

    drawn.store.latest_of = fail
    turn = await drawn.say("Riet")
    assert turn.responses == ["utter_kaart_storing"]
    assert turn.custom["type"] == "contact"
    assert turn.slots["requested_slot"] is None


async def test_no_name_reaches_a_slot_or_a_log(later, caplog):
    caplog.set_level(logging.DEBUG)
    drawn = Map(later)
    turns = [await drawn.begin(), await drawn.press("kaart-beginnen")]
    for text in (
        "oma Riet, Fatima en tante Elsbeth",
        "knuffelRiet",
        "nee",
        "wijzig Fatima",
        "Elsbeth",
        "klaar",
        "klaar",
        "Riet",
        "naar de kaart",
        "hoe vraag ik Riet",
        "haal Riet weg",
    ):
        turns.append(await drawn.say(text))
    kept = json.dumps([turn.slots for turn in turns]) + caplog.text
    assert not any(name in kept for name in NAMES)


async def test_the_answer_is_taken_out_of_its_slot():
    for slots, taken in ({"invoer": "oma Riet"}, [None]), ({}, []):
        events = [{"event": "slot", "name": name, "value": value, "timestamp": 0} for name, value in slots.items()]
        tracker = Tracker("test", slots, {}, events, False, None, {"name": "netwerkkaart_form"}, None)
        found = await TakeAnswer().run(CollectingDispatcher(), tracker, {})
        assert [event["value"] for event in found] == taken


async def test_the_texts_are_for_the_audience(drawn):
    turn = await drawn.say("uitleg")
    assert turn.messages[0]["doelgroep"] == Audience.PARENT.value
    assert Interview.from_dict(drawn.store.maps[0].content).unclear == 1


async def test_whom_the_words_are_for_may_change_midway_and_names_nobody(later):
    drawn = Map(later, "professional")
    await drawn.begin()
    await drawn.press("kaart-beginnen")
    turn = await later.run(drawn.action, "Ik ben ouder of verzorger", intent="doelgroep_ouder", knop="ouder")

    assert turn.custom["people"] == []
    assert "uw kind" in turn.text
    assert turn.responses[-1] == "utter_kaart_vraag_kern"
    assert "utter_doelgroep_ouder" not in turn.responses


async def test_at_the_door_of_professionals_a_map_goes_after_their_days_also_with_parents_beside_them(later):
    drawn = Map(later, "ouder")
    await later.run(drawn.action, "ik wil een netwerkkaart maken", intent="netwerkkaart", doelgroep="professional")
    turn = await later.run(drawn.action, "titel", intent="netwerkkaart", knop="kaart-beginnen", doelgroep="professional")

    assert "uw kind" in turn.text
    assert drawn.store.maps[0].keep_days == 1
