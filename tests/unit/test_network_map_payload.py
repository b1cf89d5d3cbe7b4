import json

import pytest
from hypothesis import given

from bot.knowledge.topics import Audience
from bot.network_map.network import NetworkMap, change, tick, tie
from bot.network_map.open_places import open_places, suggestions
from bot.network_map.payload import Image, Shown, Step, network_payload
from bot.network_map.people import Support

from .test_network_map_network import family, networks

PERSON = {"id", "label", "relation", "kind", "sector", "ring", "quadrant", "support", "direction", "group"}


def test_a_turn_of_the_interview_carries_the_people_so_far():
    network = change(
        family("Riet"), "p1", relation="oma", sector="familie", ring=1, quadrant=1, support=["plezier", "praktisch"], direction="krijgen"
    )

    assert network_payload("kaart-1", Step.NAMES, network) == {
        "type": "network_map",
        "map_id": "kaart-1",
        "step": "namen",
        "people": [
            {
                "id": "p1",
                "label": "Riet",
                "relation": "oma",
                "kind": "informeel",
                "sector": "familie",
                "ring": 1,
                "quadrant": 1,
                "support": ["praktisch", "plezier"],
                "direction": "krijgen",
                "group": False,
            }
        ],
    }


def test_where_the_map_is_shown_it_brings_open_places_suggestions_and_picture():
    network = tick(family("Riet", sector="buurt"), Support.PRACTICAL, [])
    shown = Shown(open_places(network), suggestions(network), Image("/k.svg", "/k.png", "Riet staat op de kaart."), Audience.YOUTH)

    payload = network_payload("kaart-1", Step.MAP, network, shown)

    assert payload["open_places"] == [{"what": "praktisch", "text": "Voor praktische hulp noemde je nog niemand."}]
    assert payload["suggestions"][1] == {"topic": "vorm/steunouder", "title": "Steunouder", "why": "Past misschien als het thuis even te druk is."}
    assert payload["image"] == {"svg": "/k.svg", "png": "/k.png", "alt": "Riet staat op de kaart."}


def test_without_a_picture_there_is_no_image():
    assert "image" not in network_payload("kaart-1", Step.MAP, NetworkMap(), Shown((), ()))


@pytest.mark.parametrize(("use_informal", "text"), [(False, "U noemde nog niemand, en dat mag."), (True, "Je noemde nog niemand, en dat mag.")])
def test_the_form_of_address_is_kept(use_informal, text):
    shown = Shown(open_places(NetworkMap()), (), None, Audience.PARENT, use_informal)

    assert network_payload("kaart-1", Step.MAP, NetworkMap(), shown)["open_places"][0]["text"] == text


def test_the_steps_are_those_of_the_contract():
    assert [step.value for step in Step] == [
        "start", "namen", "bevestigen", "rondvraag", "kring", "steun", "vragen", "kaart", "gepauzeerd", "gewist",
    ]  # fmt: skip


@given(networks())
def test_private_fields_are_left_out(network):
    payload = network_payload("kaart-1", Step.MAP, network, Shown(open_places(network), suggestions(network)))

    assert set(payload) == {"type", "map_id", "step", "people", "open_places", "suggestions"}
    assert all(set(person) == PERSON for person in payload["people"])
    assert [person["label"] for person in payload["people"]] == [person.label for person in network.people]
    json.dumps(payload)


def test_a_private_answer_of_one_person_does_not_show():
    plain = tick(family("Riet", "Bram", sector="buurt"), Support.FUN, ["p1"])
    private = tie(change(plain, "p1", frequency="zelden", could_do_more="ja", sometimes_difficult=True), "p1", "p2")

    payloads = [network_payload("k", Step.MAP, one, Shown(open_places(one), suggestions(one))) for one in (plain, private)]

    assert payloads[0] == payloads[1]
