"""What the assistant says by name: ``data/responses`` read once, the right variation chosen for an audience.

The same texts are used by Rasa (through ``bot.components.nlg``) and by the static help that answers when Rasa does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from bot.knowledge.address import informal
from bot.knowledge.contacts import Contact, default_contacts
from bot.knowledge.topics import Audience
from bot.settings import ROOT

# Values that hold what people said, names and addresses: no word of them is turned into another form of address.
AS_GIVEN = frozenset("namen naam nieuw bekend wie gezegd code plaatje pdf tabel bestand contact lijst".split())
RESPONSES_DIR = ROOT / "data" / "responses"


class Phrasebook:
    """Response name to its variations, as they stand in the YAML files."""

    def __init__(self, responses: Mapping[str, list[dict]]) -> None:
        self._responses = responses

    def __contains__(self, name: str) -> bool:
        return name in self._responses

    def all(self) -> dict[str, list[dict]]:
        """Every response with its variations, as Rasa's domain wants them."""
        return dict(self._responses)

    def names(self) -> list[str]:
        """All response names."""
        return sorted(self._responses)

    def variations(self, name: str) -> list[dict]:
        """All variations of a response."""
        return self._responses[name]

    def text(self, name: str, audience: Audience | None, use_informal: bool = False, values: Mapping[str, str] | None = None) -> str:
        """The text for an audience, numbers and values filled in.

        A variation whose condition names the audience goes before the one without condition. Raises KeyError for an
        unknown name.
        """
        variations = self._responses[name]
        wanted = (audience or Audience.PARENT).value
        chosen = next((v for v in variations if audience_of(v) == wanted), None) or next(v for v in variations if audience_of(v) is None)
        if not (use_informal and audience in (None, Audience.PARENT)):
            return fill(chosen["text"], values or {})
        turned = {name: value if name in AS_GIVEN else informal(str(value)) for name, value in (values or {}).items()}
        return fill(informal(chosen["text"]), turned)


def audience_of(variation: Mapping) -> str | None:
    """The audience that a variation is for, or None when it is for everybody."""
    return next((c["value"] for c in variation.get("condition", []) if c["name"] == "doelgroep"), None)


def fill(text: str, values: Mapping[str, str], contacts: Mapping[str, Contact] | None = None) -> str:
    """Put contact numbers (``{nr_113}``) and values (``{titel}``) into a text; unknown names stay as they are."""
    for contact in (contacts or default_contacts()).values():
        if contact.number and contact.may_be_shown:
            text = text.replace("{nr_" + contact.id.replace("-", "_") + "}", contact.number)
    for name, value in values.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def load_phrasebook(folder: Path = RESPONSES_DIR) -> Phrasebook:
    """Read every response file of a folder."""
    responses: dict[str, list[dict]] = {}
    for path in sorted(folder.glob("*.yml")):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        responses.update(content.get("responses") or {})
    return Phrasebook(responses)


@lru_cache(maxsize=1)
def default_phrasebook() -> Phrasebook:
    """The texts of this installation, read once per process."""
    return load_phrasebook()
