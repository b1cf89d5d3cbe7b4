"""Choosing by place: the turn goes on as if the button was pressed."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.kiezen import Choose


async def chosen(text, offered, **slots):
    latest = {"text": text, "intent": {"name": "kiezen"}, "metadata": {"doelgroep": "ouder"}}
    tracker = Tracker("test", {"keuzes": offered, "geopend": True, **slots}, latest, [], False, None, {}, None)
    dispatcher = CollectingDispatcher()
    return await Choose().run(dispatcher, tracker, {}), dispatcher.messages


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("de eerste", "vervolg_meer"),
        ("de tweede", "vorm/maatje"),
        ("de laatste", "vorm/jim"),
        ("3", "vorm/jim"),
        ("nee ik bedoel de tweede", "vorm/maatje"),
    ],
)
async def test_a_place_becomes_the_press_of_that_button(text, label):
    events, messages = await chosen(text, ["meer", "vorm/maatje", "vorm/jim"])

    assert [event["event"] for event in events] == ["action", "user"]
    assert events[1]["parse_data"]["intent"]["full_retrieval_intent_name"] == label
    assert events[1]["metadata"]["doelgroep"] == "ouder"
    assert messages == []


async def test_a_place_in_a_list_of_passages_opens_that_passage():
    events, _ = await chosen("die tweede", ["vorm/jim#ouder-1", "document/1#3"])

    assert events[1]["text"] == "open 2"
    assert events[1]["parse_data"]["intent"]["name"] == "zoeken"


async def test_more_about_a_topic_gives_its_rest():
    events, _ = await chosen("vertel meer over de tweede", ["vorm/maatje", "vorm/jim"])

    assert events[0]["value"] == "vorm/jim"
    assert events[-1]["parse_data"]["intent"]["name"] == "vervolg_meer"


@pytest.mark.parametrize(("offered", "response"), [([], "utter_kiezen_niets"), (["vorm/jim"], "utter_kiezen_te_ver")])
async def test_without_such_a_place_that_is_said(offered, response):
    _, messages = await chosen("de derde", offered)

    assert [message["response"] for message in messages] == [response]


async def test_going_back_goes_to_a_finder_that_is_done_and_else_to_nothing():
    done = {"audience": "ouder", "told": {}, "asked": ["voor_wie"], "explained": False, "missed": False, "done": True}
    back, _ = await chosen("terug", ["vorm/jim"], keuzehulp=done)
    nothing, messages = await chosen("terug", ["vorm/jim"])

    assert back == [{"event": "followup", "timestamp": None, "name": "keuzehulp_form"}]
    assert [message["response"] for message in messages] == ["utter_kiezen_niets"]
