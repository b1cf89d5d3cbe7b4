from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

import pytest
from sanic import Blueprint

from bot.channels.map_files import add_map_files, owned_addresses, with_addresses
from bot.network_map.export import read_json
from bot.network_map.files import FILES
from tests.channels.serving import served
from tests.unit.interviewing import Talk, at_questions

MAP_ID = "abcdefghijklmnopqrstuvwx"


@dataclass(frozen=True)
class Kept:
    content: dict[str, Any]


class Store:
    """One map of one owner."""

    def __init__(self, talk: Talk) -> None:
        self._kept = Kept(talk.interview.to_dict())

    def load(self, map_id: str, owner: str) -> Kept | None:
        return self._kept if (map_id, owner) == (MAP_ID, "sam") else None


class Files:
    """The files over HTTP, reached without a network."""

    def __init__(self, talk: Talk) -> None:
        blueprint = Blueprint("files")
        add_map_files(blueprint, lambda: Store(talk))
        self._served = served(blueprint)

    async def get(self, name: str, query: str = "sender=sam", map_id: str = MAP_ID) -> tuple[int, dict[str, str], bytes]:
        return await self._served.fetch("GET", f"/kaart/{map_id}/{name}", query=query)


@pytest.fixture(scope="module")
def talk() -> Talk:
    talk = at_questions("oma Riet", "Fatima")
    while talk.asked != "utter_kaart_vraag_soms_lastig":
        talk.say("sla over")
    talk.say("Fatima")
    return talk


@pytest.fixture
async def files(talk) -> Files:
    return Files(talk)


@pytest.mark.parametrize("name", FILES)
async def test_every_file_is_sent_with_its_type_and_kept_nowhere(files, name):
    status, headers, content = await files.get(name)
    assert status == 200
    assert headers["content-type"] == FILES[name][0]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert content


@pytest.mark.parametrize(
    ("name", "query", "map_id"),
    [
        ("kaart.svg", "sender=kim", MAP_ID),
        ("kaart.svg", "", MAP_ID),
        ("kaart.svg", "sender=sam", "zyxwvutsrqponmlkjihgfedc"),
        ("kaart.exe", "sender=sam", MAP_ID),
        ("kaart.svg", "sender=sam&namen=alles", MAP_ID),
        ("kaart.svg", "sender=sam&prive=alles", MAP_ID),
    ],
    ids=["another owner", "no owner", "another map", "another file", "an unknown naming", "an unknown private field"],
)
async def test_anything_else_is_not_found_and_says_no_more(files, name, query, map_id):
    status, _, content = await files.get(name, query, map_id)
    assert (status, json.loads(content)) == (404, {"error": "there is no such map or file"})


async def test_the_map_is_read_back_as_it_was_when_everything_private_is_asked_for(files, talk):
    private = "&".join(f"prive={name}" for name in ("frequency", "could_do_more", "steady", "sometimes_difficult", "childs_own", "ties"))
    _, _, content = await files.get("kaart.json", f"sender=sam&{private}")
    assert read_json(content.decode()) == talk.interview.network


async def test_what_is_private_goes_along_only_when_asked(files):
    _, _, content = await files.get("kaart.json")
    assert not any(person["sometimes_difficult"] for person in json.loads(content)["people"])


@pytest.mark.parametrize(("naming", "labels"), [("namen", ["Riet", "Fatima"]), ("initialen", ["R.", "F."]), ("rollen", ["oma", "iemand"])])
async def test_names_can_become_initials_or_roles(files, naming, labels):
    _, _, content = await files.get("kaart.csv", f"sender=sam&namen={naming}")
    assert [row["Label"] for row in csv.DictReader(io.StringIO(content.decode()))] == labels


def test_addresses_of_files_are_whole_for_the_conversation():
    image = {"svg": f"kaart/{MAP_ID}/kaart.svg", "png": f"kaart/{MAP_ID}/kaart.png", "alt": "drie mensen"}
    messages = [
        {"text": f"Plaatje: kaart/{MAP_ID}/kaart.png."},
        {"custom": {"type": "network_map", "image": image}},
        {"text": "dag", "buttons": []},
        {"custom": None, "text": None},
    ]
    placed = with_addresses(messages, owned_addresses("http://localhost/webhooks/rest", "sam & kim"))
    address = f"http://localhost/webhooks/rest/kaart/{MAP_ID}/kaart"
    assert placed[0]["text"] == f"Plaatje: {address}.png?sender=sam%20%26%20kim."
    assert placed[1]["custom"]["image"] == {
        "svg": f"{address}.svg?sender=sam%20%26%20kim",
        "png": f"{address}.png?sender=sam%20%26%20kim",
        "alt": "drie mensen",
    }
    assert placed[2:] == messages[2:]
    assert messages[1]["custom"]["image"] == image


@pytest.mark.parametrize("text", ["de kaart/lijst staat klaar", "kaart/kort/kaart.png", "mijn kaart"])
def test_other_words_are_no_address(text):
    assert with_addresses([{"text": text}], owned_addresses("http://localhost", "sam")) == [{"text": text}]
