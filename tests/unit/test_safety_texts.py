"""What editors write in data/responses, where a mistake would cost most."""

import re
from urllib.parse import urlparse

import pytest
import yaml

from bot.knowledge.contacts import default_contacts
from bot.knowledge.phrasing import RESPONSES_DIR, audience_of, default_phrasebook
from bot.knowledge.topics import Audience

PLACEHOLDER = re.compile(r"\{nr_(\w+)\}")
RAW_NUMBER = re.compile(r"(?<![\w{.-])(?:11[23]\b|14 ?\d{3}\b|\+31|0\d{1,3}[ -]?\d{3,8})(?!\w)")
FORBIDDEN = [
    r"(?:pleeg|pleegt|plegen|pleegde|gepleegd).{0,20}zelfmoord",
    r"zelfmoord.{0,20}(?:pleeg|pleegt|plegen|pleegde|gepleegd)",
    r"\bgeslaagd",
    r"\bmislukt",
    r"\bik begrijp precies",
    r"\bik beloof",
    r"\bgeheim\b",
    # Methods and places are never named, nor repeated.
    r"\bpillen\b|\bmes\b|\btouw\b|\bbrug\b|\btrein\b|\bophangen\b|\bpolsen\b|\boverdosis\b",
]
# A distress text for adults has a sibling with this ending for a reader who may be a child.
FOR_UNKNOWN = "_onbekend"


def shown_texts(value: object):
    """Every string that a reader can see in a response file: texts and button titles."""
    if isinstance(value, dict):
        for key, part in value.items():
            if key not in {"condition", "payload", "label", "aanspreekvorm"}:
                yield from shown_texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from shown_texts(part)
    elif isinstance(value, str):
        yield value


def variations_of(path):
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        pytest.param(name, variation["text"], id=f"{name}-{audience_of(variation) or 'algemeen'}")
        for name, variations in (content.get("responses") or {}).items()
        for variation in variations
    ]


SAFETY_TEXTS = variations_of(RESPONSES_DIR / "veiligheid.yml")
# The soft line only offers the word that brings the numbers; it stands under an answer to a question that is probably harmless.
WITH_NUMBER = [param for param in SAFETY_TEXTS if param.values[0] != "utter_veiligheid_soft"]
TAKEOVERS = [param for param in SAFETY_TEXTS if re.match(r"utter_veiligheid_(?:acute|concern)_", param.values[0])]
FILES = sorted(RESPONSES_DIR.glob("*.yml"), key=lambda path: path.name)
ANY_FILE = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
NAMES = default_phrasebook().names()


@pytest.mark.parametrize(("name", "text"), WITH_NUMBER)
def test_the_first_sixty_words_hold_a_number(name, text):
    assert PLACEHOLDER.search(" ".join(text.split()[:60]))


@pytest.mark.parametrize(("name", "text"), TAKEOVERS)
def test_a_takeover_always_names_112(name, text):
    assert "{nr_alarm}" in text


@pytest.mark.parametrize(("name", "text"), TAKEOVERS)
def test_a_takeover_names_no_site_before_a_number(name, text):
    site = re.search(r"\bhttps?://|\b[\w-]+\.nl\b", text)
    assert site is None or PLACEHOLDER.search(text).start() < site.start()


@pytest.mark.parametrize("pattern", FORBIDDEN)
@pytest.mark.parametrize(("name", "text"), SAFETY_TEXTS)
def test_a_safety_text_holds_no_forbidden_words(name, text, pattern):
    assert not re.search(pattern, text, re.IGNORECASE)


@ANY_FILE
def test_every_number_placeholder_is_a_contact_that_may_be_shown(path):
    by_name = {contact.id.replace("-", "_"): contact for contact in default_contacts().values()}
    for name in PLACEHOLDER.findall(path.read_text(encoding="utf-8")):
        assert name in by_name, f"{path.name}: {{nr_{name}}} is no contact in contacts.yml"
        assert by_name[name].number, f"{path.name}: {{nr_{name}}} has no number"
        assert by_name[name].may_be_shown, f"{path.name}: {{nr_{name}}} was never checked at the source"


@ANY_FILE
def test_no_phone_number_is_typed_out(path):
    sites = sorted(
        (urlparse(contact.url).netloc.removeprefix("www.") for contact in default_contacts().values() if contact.url), key=len, reverse=True
    )
    for text in shown_texts(yaml.safe_load(path.read_text(encoding="utf-8"))):
        for site in sites:
            text = text.replace(site, "")
        typed = RAW_NUMBER.findall(PLACEHOLDER.sub("", text))
        assert not typed, f"{path.name}: write {{nr_...}} instead of {typed[0]}"


@pytest.mark.parametrize("name", NAMES)
def test_a_youth_is_not_sent_to_a_paid_number(name):
    assert "0900" not in default_phrasebook().text(name, Audience.YOUTH)


@pytest.mark.parametrize("name", [name for name in NAMES if name + FOR_UNKNOWN not in NAMES])
def test_who_may_be_a_child_is_not_sent_to_a_paid_number(name):
    assert "0900" not in default_phrasebook().text(name, None)


@pytest.mark.parametrize("audience", [None, *Audience])
@pytest.mark.parametrize("name", [param.values[0] for param in SAFETY_TEXTS])
def test_no_placeholder_is_left_for_the_reader(name, audience):
    assert "{" not in default_phrasebook().text(name, audience)
