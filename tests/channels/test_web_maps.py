"""Network maps over the web: links that are signed, expire, and belong to one conversation."""

from __future__ import annotations

import json
import time

import pytest

from bot.channels.signing import Signer
from bot.channels.web_conversation import CODE_PAUSE
from bot.knowledge.phrasing import default_phrasebook
from bot.network_map.export import Choice, to_json
from bot.privacy.encryption import Vault
from bot.storage.engine import open_engine
from bot.storage.maps import MapStore
from bot.storage.migrate import upgrade
from tests.channels.web_server import KEY, Rasa, serving
from tests.unit.interviewing import at_questions

pytestmark = pytest.mark.usefixtures("web")

FILES = ("kaart.svg", "kaart.png", "kaart.pdf", "kaart.csv", "kaart.graphml", "kaart.json", "kaart.zip")


@pytest.fixture
def maps(tmp_path):
    url = f"sqlite:///{tmp_path / 'kaarten.db'}"
    upgrade(url)
    store = MapStore(open_engine(url), Vault([KEY], "test"))
    yield store
    store.close()


class Drawing(Rasa):
    """Shows the map of whoever asks, as the actions do."""

    def __init__(self, maps: MapStore) -> None:
        super().__init__()
        self._maps = maps

    async def __call__(self, message):
        kept = self._maps.latest_of(message.sender_id)
        map_id = kept.map_id if kept else self._maps.create(message.sender_id, at_questions("oma Riet").interview.to_dict(), 7)
        image = {"svg": f"kaart/{map_id}/kaart.svg", "png": f"kaart/{map_id}/kaart.png", "alt": "een kaart"}
        self.answers = ({"text": f"Plaatje: kaart/{map_id}/kaart.png", "custom": {"type": "network_map", "map_id": map_id, "image": image}},)
        await super().__call__(message)


async def image_of(visitor) -> str:
    (bubble,) = await visitor.say("laat de kaart zien")
    return bubble["custom"]["image"]["svg"]


async def test_every_file_is_behind_a_link_of_the_conversation(tmp_path, maps):
    async with serving(tmp_path, Drawing(maps), maps) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say("laat de kaart zien")
        address = bubble["custom"]["image"]["svg"]
        for name in FILES:
            status, headers, content = await site.get(address.replace("kaart.svg", name))
            assert status == 200
            assert headers["Cache-Control"] == "no-store"
            assert content

    assert address.startswith("/chat/kaart/")
    assert bubble["text"].startswith("Plaatje: /chat/kaart/")
    assert visitor.token not in address
    assert site.rasa.heard[0].sender_id not in address


async def test_a_link_for_one_map_opens_no_other(tmp_path, maps):
    async with serving(tmp_path, Drawing(maps), maps) as site, site.visitor() as one:
        address = await image_of(one)
        for changed in (
            address.replace("/kaart/", "/kaart/x"),
            address.replace("kaart.svg", "geheim.svg"),
            f"/chat/kaart/{site.rasa.answers[0]['custom']['map_id']}/kaart.svg",
            f"/chat/kaart/{one.token}/kaart.svg",
        ):
            assert (await site.get(changed))[0] == 404


async def test_a_link_expires_and_says_so(tmp_path, maps, monkeypatch):
    async with serving(tmp_path, Drawing(maps), maps, session_minutes=1) as site, site.visitor() as visitor:
        address = await image_of(visitor)
        now = time.time
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda: now() + 61)

        assert (await site.get(address))[0] == 410


async def test_a_link_opens_nothing_once_the_map_is_erased(tmp_path, maps):
    async with serving(tmp_path, Drawing(maps), maps) as site, site.visitor() as visitor:
        address = await image_of(visitor)
        maps.erase_all(site.rasa.heard[0].sender_id)

        assert (await site.get(address))[0] == 404


async def test_a_map_is_read_back_in_for_its_own_session_only(tmp_path, maps):
    kaart = to_json(at_questions("oma Riet").interview.network, Choice())
    async with serving(tmp_path, Drawing(maps), maps) as site:
        _, begun = await site.post("berichten", {})
        status, body = await site.post("kaart", {"session_id": begun["session_id"], "kaart": kaart})
        assert status == 201
        assert body["map_id"]
        assert (await site.post("kaart", {"kaart": kaart}))[0] == 403
        assert (await site.post("kaart", {"session_id": begun["session_id"], "kaart": "geen kaart"}))[0] == 400
        assert (await site.post("kaart", {"session_id": begun["session_id"], "kaart": json.loads(kaart)}))[0] == 400
        assert (await site.post("kaart", b"x" * 400_000))[0] == 413

        async with site.visitor(begun["session_id"]) as visitor:
            (bubble,) = await visitor.say("laat de kaart zien")
            assert bubble["custom"]["map_id"] == body["map_id"]


async def test_a_right_code_does_not_count_as_a_guess(tmp_path, maps):
    async with serving(tmp_path, Rasa(), maps) as site, site.visitor() as visitor:
        for _ in range(6):
            map_id = maps.create("web:iemand", at_questions("oma Riet").interview.to_dict(), 7)
            await visitor.say(f"mijn code is {maps.make_resume_code(map_id, 'web:iemand')}")
        wrong = [await visitor.say("mijn code is CDFG-HJKM-NPQR") for _ in range(6)]

    pause = default_phrasebook().text(CODE_PAUSE, None)
    assert [bubble["text"] == pause for (bubble,) in wrong] == [False] * 5 + [True]


async def test_new_sessions_do_not_bring_new_guesses_for_ever(tmp_path, maps):
    pause = default_phrasebook().text(CODE_PAUSE, None)
    async with serving(tmp_path, Rasa(), maps) as site:
        said = [await site.post("berichten", {"message": "mijn code is CDFG-HJKM-NPQR"}) for _ in range(21)]

    texts = [body["messages"][0]["text"] for _, body in said]
    assert texts.index(pause) == 20


async def test_everything_that_is_held_is_behind_a_link_of_its_own_kind(tmp_path, maps):
    address = f"sqlite:///{tmp_path / 'alles.db'}"
    upgrade(address)
    told = Rasa({"text": "Hier: gegevens/alles.json", "custom": {"type": "privacy", "step": "meenemen", "file": "gegevens/alles.json"}})
    async with serving(tmp_path, told, maps, database_url=address) as site, site.visitor() as visitor:
        (bubble,) = await visitor.say("stuur ze mij")
        status, headers, content = await site.get(bubble["custom"]["file"])
        assert (status, headers["Cache-Control"]) == (200, "no-store")
        assert json.loads(content)["said"] == []
        of_a_map = Signer(Vault([KEY], "test"), "web", 600).link("kaart-1", told.heard[0].sender_id)

        assert bubble["text"] == f"Hier: {bubble['custom']['file']}"
        assert (await site.get(f"/chat/gegevens/{of_a_map}"))[0] == 404
        assert (await site.get("/chat/gegevens/geheim"))[0] == 404
