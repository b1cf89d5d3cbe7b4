"""What docs/privacy/dpia.md and docs/beveiliging.md promise and the data, settings and start commands can show."""

import ast
import json
import re
from dataclasses import fields

import pytest
import yaml

from bot.knowledge.phrasing import fill, load_phrasebook
from bot.network_map.people import Person
from bot.settings import ROOT, Settings

BOOK = load_phrasebook()
TEXTS = [(name, variation["text"]) for name in BOOK.names() for variation in BOOK.variations(name)]
QUESTION = re.compile(r"[^.!?\n]*\?")
# What is never asked: who somebody is, what is wrong.
FORBIDDEN_QUESTION = re.compile(
    r"achternaam|waar woon|woonadres|wat is (?:je|jouw|uw|het|zijn|haar) adres|postcode|geboorte|telefoonnummer"
    r"|mailadres|\bBSN\b|burgerservicenummer|diagnose|medicijn|wat is er (?:aan de hand|mis)|welke problemen|waarom (?:heb|hebt|heeft|doe|doet)",
    re.IGNORECASE,
)
AGE_QUESTION = re.compile(r"\b(?:hoe oud|welke leeftijd|wat is (?:je|jouw|uw) leeftijd)\b", re.IGNORECASE)
OPEN_ABOUT_PROBLEMS = re.compile(r"\bvertel(?:t u)? (?:eens )?(?:over|wat er)\b[^.?!]*\b(?:probleem|problemen|mis|aan de hand)\b", re.IGNORECASE)
PARENTS_LEAVE = re.compile(
    r"(?:vraag|overleg)[^.?!]*(?:eerst|toestemming)[^.?!]*(?:je|jouw) (?:ouders|moeder|vader)|mag het van je (?:ouders|moeder|vader)", re.IGNORECASE
)
VERDICT = re.compile(
    r"risico(?:score|niveau|profiel)|risico (?:is )?(?:hoog|laag|gemiddeld)\b|(?:hoog|laag) risico\b|urgentiescore|\bscore\b", re.IGNORECASE
)
PERSON = {"id", "label", "relation", "kind", "sector", "ring", "quadrant", "support", "direction", "group"}  # as the contract of the payload has it
PRIVATE = {"frequency", "could_do_more", "steady", "sometimes_difficult", "childs_own"}  # kept, and in no payload or file unless asked for


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[name for name, _ in TEXTS])
def test_a_text_asks_nothing_that_identifies_somebody_or_names_what_is_wrong(name, text):
    assert [question for question in QUESTION.findall(text) if FORBIDDEN_QUESTION.search(question)] == []
    assert OPEN_ABOUT_PROBLEMS.search(text) is None


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[name for name, _ in TEXTS])
def test_a_text_sends_no_child_to_its_parents_for_leave_and_gives_no_verdict(name, text):
    assert PARENTS_LEAVE.search(text) is None
    assert VERDICT.search(text) is None


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        (FORBIDDEN_QUESTION, "Wat is uw achternaam?"),
        (AGE_QUESTION, "Hoe oud ben je?"),
        (FORBIDDEN_QUESTION, "Welke problemen zijn er thuis?"),
        (OPEN_ABOUT_PROBLEMS, "Vertel eens over de problemen thuis"),
        (PARENTS_LEAVE, "Vraag eerst toestemming aan je ouders"),
        (VERDICT, "Het risico is hoog"),
    ],
)
def test_a_sentence_that_is_not_allowed_is_noticed(pattern, sentence):
    assert pattern.search(sentence)


def test_a_person_on_a_map_has_these_fields_and_no_judgement():
    assert {field.name for field in fields(Person)} == PERSON | PRIVATE


def test_only_the_support_finder_asks_for_an_age_since_its_choice_depends_on_it():
    asked = {name for name, text in TEXTS if any(AGE_QUESTION.search(question) for question in QUESTION.findall(text))}
    assert asked == {"utter_keuzehulp_vraag_leeftijd"}


def test_asked_for_a_human_it_always_says_no_i_am_a_computer():
    assert [v["text"] for v in BOOK.variations("utter_ben_je_een_mens") if not v["text"].startswith("Nee, ik ben een computer.")] == []


def test_the_opening_line_says_computer_how_long_and_how_to_reach_a_person():
    for variation in BOOK.variations("utter_opening"):
        assert "computer" in variation["text"]
        assert re.search(r"bewaard[^.]*\{\w+\}|\{\w+\}[^.]*bewaard", variation["text"])
        assert "mens" in variation["text"]


def test_every_door_in_any_credentials_is_ours():
    files = [*ROOT.glob("credentials*.yml"), *(ROOT / "deploy").rglob("credentials*.yml")]
    doors = {door for path in files for door in yaml.safe_load(path.read_text(encoding="utf-8"))}
    assert doors != set()
    assert {door for door in doors if not door.startswith("bot.")} == set()


def test_the_trusted_text_interface_is_not_in_production():
    doors = yaml.safe_load((ROOT / "deploy" / "productie" / "credentials.yml").read_text(encoding="utf-8"))
    assert [door for door in doors if door.startswith("bot.channels.text")] == []


SERVER = ROOT / "bot" / "components" / "conversation_server.py"
STARTERS = [ROOT / "bot" / "running.py", SERVER, ROOT / "bot" / "components" / "action_server.py"]
# Its own server (rasa.server, and serve_application that runs it) has the management interface and is not among them.
OF_RASA = {
    "rasa.core.channels.channel.register",
    "rasa.core.run.close_resources",
    "rasa.core.run.create_http_input_channels",
    "rasa.core.run.load_agent_on_start",
    "rasa.core.utils.AvailableEndpoints",
    "rasa.core.utils.number_of_sanic_workers",
}


def parsed(path):
    return ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def strings(path) -> set[str]:
    return {node.value for node in parsed(path) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def imported(path) -> set[str]:
    names = {f"{node.module}.{name.name}" for node in parsed(path) if isinstance(node, ast.ImportFrom) for name in node.names}
    return names | {name.name for node in parsed(path) if isinstance(node, ast.Import) for name in node.names}


def calls(path, function: str) -> list[ast.Call]:
    return [node for node in parsed(path) if isinstance(node, ast.Call) and ast.unparse(node.func) == function]


def test_the_servers_start_without_open_interface_debug_or_all_addresses():
    assert "bot.components.conversation_server" in strings(STARTERS[0])
    assert {name for name in imported(SERVER) if name.split(".")[0] == "rasa"} == OF_RASA
    for path in STARTERS:
        flags = {"run", "--enable-api", "--auth-token", "--cors", "--debug", "-vv", "--remote-storage", "0.0.0.0"}
        assert flags & strings(path) == set(), path.name
    for path in STARTERS[1:]:
        (started,) = calls(path, "app.run")
        assert ast.unparse(started.args[0]) == "settings.host", "the address comes from the settings"
        assert {keyword.arg for keyword in started.keywords} <= {"workers", "access_log"}
    assert Settings().host == "127.0.0.1"


def test_the_model_comes_from_this_machine():
    (loading,) = [call for call in calls(SERVER, "partial") if ast.unparse(call.args[0]) == "load_agent_on_start"]
    assert ast.unparse(loading.args[1]) == "str(model)"
    assert ast.unparse(loading.args[3]) == "None", "no storage elsewhere to load a model from"
    assert {"model", "models"} & set(yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))) == set()


def test_the_package_for_teams_is_for_personal_chats_and_its_first_card_says_what_teams_keeps():
    (bot,) = json.loads((ROOT / "deploy" / "teams" / "manifest.json").read_text(encoding="utf-8"))["bots"]
    assert bot["scopes"] == ["personal"]
    assert bot["supportsFiles"] is False
    for variation in BOOK.variations("utter_teams_welkom"):
        assert "Teams bewaart dit gesprek ook" in variation["text"]
        assert "geen namen van cliënten" in variation["text"]


def test_telemetry_is_switched_off_at_the_start():
    code = ast.unparse(ast.parse((ROOT / "bot" / "running.py").read_text(encoding="utf-8")))
    assert re.search(r"'RASA_TELEMETRY_ENABLED': 'false'", code)


@pytest.mark.parametrize("path", [".env", "var/"])
def test_what_holds_secrets_or_conversations_is_not_in_git(path):
    assert path in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("typed", ["{0.__class__}", "{naam.__class__.__init__.__globals__}", "%(naam)s", "${naam}"])
def test_code_in_braces_that_somebody_typed_stays_text(typed):
    assert fill("Genoteerd: {naam}.", {"naam": typed}) == f"Genoteerd: {typed}."
