"""Rules of ``docs/`` and the design about the whole code base, checked on its syntax trees; nothing is imported to check them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import yaml
from dotenv import dotenv_values

from bot.knowledge.phrasing import load_phrasebook
from bot.network_map.interview.asking import LINES_PER_KIND
from bot.network_map.interview.stages import CONTEXTS, NAME_STAGES, SUPPORT_STAGES, Stage
from bot.network_map.people import Support
from bot.privacy.insight import NAMED_SLOTS
from bot.privacy.retention import Kept
from bot.safety.levels import Level, Theme
from bot.settings import PREFIX, ROOT, Settings, read_settings
from bot.understanding.labels import is_topic

BOT = sorted((ROOT / "bot").rglob("*.py"))
ACTIONS = sorted((ROOT / "actions").rglob("*.py"))
UNIT_TESTS = sorted((ROOT / "tests" / "unit").rglob("*.py"))
MAY_IMPORT_RASA = ("bot/channels/", "bot/components/", "bot/training.py", "bot/running.py", "bot/ablation.py")
MAY_BUILD_AN_ENVIRONMENT = {"bot/training.py", "bot/running.py", "bot/ablation.py"}
UTTERING = {"say", "phrase", "utter_message"}
RESPONSE_NAME = re.compile(r"utter_[\w-]*[^\W_]")
KEYS_OF_RASA = {"utter_action"}  # what its metadata calls the name of a response
SEVERAL_WORDS = re.compile(r"[^\W\d_]\s+[^\W\d_]")


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), name_of(path))


def modules(*groups: list[Path]):
    paths = [path for group in groups for path in group]
    return pytest.mark.parametrize("path", paths, ids=map(name_of, paths))


def imported_packages(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def docstrings(tree: ast.Module) -> set[ast.expr]:
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, owners) and node.body]
    return {body[0].value for body in bodies if isinstance(body[0], ast.Expr)}


def pattern_of(node: ast.JoinedStr) -> str:
    """An f-string with an asterisk for each value: ``utter_vervolg_*``."""
    return "".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)


def texts_in(node: ast.AST) -> Iterator[str]:
    """Strings and f-string patterns of an expression, each once."""
    if isinstance(node, ast.JoinedStr):
        yield pattern_of(node)
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    else:
        for child in ast.iter_child_nodes(node):
            yield from texts_in(child)


@modules(BOT, UNIT_TESTS)
def test_only_the_doors_and_the_components_import_rasa(path):
    may = name_of(path).startswith(MAY_IMPORT_RASA)

    assert may or "rasa" not in imported_packages(tree_of(path))


@modules(BOT, UNIT_TESTS)
def test_only_actions_import_rasa_sdk(path):
    assert "rasa_sdk" not in imported_packages(tree_of(path))


@modules(BOT)
def test_the_assistant_does_not_know_its_actions(path):
    assert "actions" not in imported_packages(tree_of(path))


@pytest.mark.parametrize(
    ("source", "packages"),
    [
        ("import rasa.core.agent as agent", {"rasa"}),
        ("def f():\n    from rasa_sdk import Action", {"rasa_sdk"}),
        ("from . import rasa", set()),
        ("from bot.settings import ROOT\nimport json", {"bot", "json"}),
    ],
)
def test_imports_are_seen_wherever_they_stand(source, packages):
    assert imported_packages(ast.parse(source)) == packages


def uttered(tree: ast.Module) -> Iterator[ast.expr]:
    """What each call of ``say``, ``phrase`` or ``utter_message`` utters."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in UTTERING:
            named = [keyword.value for keyword in node.keywords if keyword.arg in {"response", "text"}]
            yield from [*node.args[:1], *named]


def sentences_in(tree: ast.Module, known: set[str]) -> list[str]:
    """Everything in an action that is a text of its own instead of the name of one."""
    spoken = [text for expression in uttered(tree) for text in texts_in(expression)]
    wrong = [text for text in spoken if not (text in known or ("*" in text and text.startswith("utter_")))]
    by_text = [
        keyword.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "utter_message"
        for keyword in node.keywords
        if keyword.arg == "text"
    ]
    described = docstrings(tree)
    prose = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in described and SEVERAL_WORDS.search(node.value)
    ]
    return [*wrong, *by_text, *prose]


@modules(ACTIONS)
def test_an_action_utters_by_name_and_holds_no_sentence(path):
    assert sentences_in(tree_of(path), set(load_phrasebook().names())) == []


@pytest.mark.parametrize(
    "source",
    [
        "turn.say('Hallo')",
        "turn.say('utter_onbekend')",
        "turn.say('utter_groet' if late else 'Hoi')",
        "turn.say(f'Hoi {name}')",
        "turn.phrase('Hallo')",
        "dispatcher.utter_message(text=text)",
        "dispatcher.utter_message('Hallo')",
        "dispatcher.utter_message(response='Hallo')",
        "turn.say('utter_groet', [Button('Vertel meer', 'knop:meer')])",
        "turn.say('utter_groet', values={'titel': 'Een oppas'})",
    ],
)
def test_a_sentence_in_an_action_is_noticed(source):
    assert sentences_in(ast.parse(source), {"utter_groet"}) != []


@pytest.mark.parametrize(
    "source",
    [
        "turn.say('utter_groet')",
        "turn.say('utter_groet' if late else f'utter_{name}', values={'titel': ', '.join(names)})",
        "turn.say(answer.response, answer.buttons)",
        "dispatcher.utter_message(response=name_for(level), json_message=None)",
        "def f():\n    '''Say hello to them.'''\n    turn.say('utter_groet')",
    ],
)
def test_uttering_by_name_is_allowed(source):
    assert sentences_in(ast.parse(source), {"utter_groet"}) == []


def rules_with(*actions: str) -> set[str]:
    """The intents whose rule ends in one of these actions."""
    rules = [rule for path in (ROOT / "data" / "rules").glob("*.yml") for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]]
    return {step["intent"] for rule in rules for step in rule["steps"] if "intent" in step and any(s.get("action") in actions for s in rule["steps"])}


def aspects() -> set[str]:
    return set(yaml.safe_load((ROOT / "data" / "kennisbank" / "aspecten.yml").read_text(encoding="utf-8")))


def plain_intents() -> set[str]:
    return {intent for intent in yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"] if not is_topic(intent)}


# What the values of an f-string can be. A new family of responses needs a line here, so that its texts are seen as used.
FAMILIES = {
    "utter_*": {f"utter_{intent}" for intent in plain_intents()},
    "utter_vervolg_*": {f"utter_vervolg_{aspect}" for aspect in aspects()},
    "utter_veiligheid_*_*": {f"utter_veiligheid_{level.value}_{theme.value}" for level in Level if level.takes_over for theme in Theme},
    "utter_veiligheid_**": {f"utter_veiligheid_{name}" for name in ("distress", "distress_onbekend", "soft", "professional")},
}


def values(stages: Iterable[Stage]) -> set[str]:
    return {stage.value for stage in stages}


ASKED = set(Stage) - {Stage.START, Stage.VIEWPOINT, Stage.ROUND, Stage.CONTEXT, Stage.MAP}
EXPLAINED = set(NAME_STAGES) - {Stage.CONTEXT, Stage.EARLIER}
# The families of the network interview: every member can be said, so every one must exist.
OF_THE_INTERVIEW = {
    "utter_kaart_vraag_*": {f"utter_kaart_vraag_{name}" for name in values(ASKED)},
    "utter_kaart_nog_*": {f"utter_kaart_nog_{name}" for name in values(SUPPORT_STAGES)},
    "utter_kaart_groep_*": {f"utter_kaart_groep_{context}" for context in CONTEXTS},
    "utter_kaart_uitleg_*": {f"utter_kaart_uitleg_{name}" for name in values(EXPLAINED) | {s.step.value for s in ASKED if s not in NAME_STAGES}},
    "utter_vraag_regel_*_*": {f"utter_vraag_regel_{kind.value}_{number}" for kind in Support for number in LINES_PER_KIND},
}
FAMILIES |= OF_THE_INTERVIEW
# The families of what is kept of people: every member can be said as well.
OF_DATA = {
    "utter_bewaartijd_*": {f"utter_bewaartijd_{kept.value}" for kept in Kept},
    "utter_gegevens_slot_*": {f"utter_gegevens_slot_{name}" for name in NAMED_SLOTS},
    "utter_gegevens_regel_*": {f"utter_gegevens_regel_{name}" for name in ("beoordelingen", "vragen")},
    "utter_gegevens_gewist_*": {f"utter_gegevens_gewist_{name}" for name in ("berichten", "kaarten", "beoordelingen", "vragen")},
}
FAMILIES |= OF_DATA


def names_used() -> tuple[set[str], set[str]]:
    """Response names that the code and the rules use, and f-string patterns that begin like one."""
    names, patterns = set(), set()
    for path in [*BOT, *ACTIONS]:
        tree = tree_of(path)
        for text in texts_in(tree):
            if text.startswith("utter_") and "*" in text:
                patterns.add(text)
            elif RESPONSE_NAME.fullmatch(text) and text not in KEYS_OF_RASA:
                names.add(text)
    for path in [*(ROOT / "data" / "rules").glob("*.yml"), *(ROOT / "data" / "stories").glob("*.yml")]:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for rule in [*(content.get("rules") or []), *(content.get("stories") or [])]:
            names |= {step["action"] for step in rule["steps"] if str(step.get("action", "")).startswith("utter_")}
    return names, patterns


NAMES, PATTERNS = names_used()


@pytest.mark.parametrize("name", load_phrasebook().names())
def test_every_response_is_used(name):
    assert name in NAMES or any(name in FAMILIES.get(pattern, set()) for pattern in PATTERNS), (
        f"{name} is said nowhere: use it or remove it from data/responses"
    )


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_response_that_is_used_exists(name):
    assert name in load_phrasebook(), f"{name} is used and stands nowhere in data/responses: write it"


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_every_family_of_responses_is_known(pattern):
    assert pattern in FAMILIES, f"{pattern}: say in FAMILIES which names it can give"


@pytest.mark.parametrize(
    "name",
    sorted(
        {f"utter_{intent}" for intent in rules_with("action_converse", "action_set_audience")}
        | {f"utter_vervolg_{aspect}" for aspect in aspects()}
        | {f"utter_veiligheid_{level.value}_{Theme.UNKNOWN.value}" for level in Level if level.takes_over}
        | FAMILIES["utter_veiligheid_**"]
        | set().union(*OF_THE_INTERVIEW.values(), *OF_DATA.values())
    ),
)
def test_every_member_that_a_family_needs_exists(name):
    assert name in load_phrasebook(), f"{name} can be said and stands nowhere in data/responses: write it"


def test_the_example_environment_lists_exactly_the_settings_once_each():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    names = [line.split("=")[0].strip() for line in lines if line.strip() and not line.startswith("#")]

    assert sorted(names) == sorted(PREFIX + field.name.upper() for field in fields(Settings))


def test_the_example_environment_gives_the_defaults():
    example = ROOT / ".env.example"

    assert dotenv_values(example) == {PREFIX + field.name.upper(): str(field.default) for field in fields(Settings)}
    assert read_settings({}, example) == Settings()


def environment_reads(tree: ast.Module) -> tuple[int, int]:
    """How often a module touches the process environment, and how often of these to build or fill one for others."""
    touched = [
        node
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv", "getenvb"})
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and any("env" in alias.name for alias in node.names))
    ]
    passed_on = [
        node
        for node in ast.walk(tree)
        if (isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr) and node.left in touched)
        or (isinstance(node, ast.Attribute) and node.attr == "setdefault" and node.value in touched)
    ]
    return len(touched), len(passed_on)


@modules(BOT, ACTIONS)
def test_only_the_settings_read_the_environment(path):
    touched, passed_on = environment_reads(tree_of(path))
    allowed = passed_on if name_of(path) in MAY_BUILD_AN_ENVIRONMENT else 0

    assert name_of(path) == "bot/settings.py" or touched == allowed


@modules(BOT, ACTIONS)
def test_only_the_settings_read_the_env_file(path):
    assert name_of(path) == "bot/settings.py" or "dotenv" not in imported_packages(tree_of(path))


@pytest.mark.parametrize(
    ("source", "counts"),
    [
        ("import os\nport = os.environ['PORT']", (1, 0)),
        ("import os\nport = os.environ.get('PORT')", (1, 0)),
        ("import os\nport = os.getenv('PORT')", (1, 0)),
        ("from os import environ", (1, 0)),
        ("import os\nchild = os.environ | {'A': 'b'}", (1, 1)),
        ("import os\nos.environ.setdefault('A', 'b')", (1, 1)),
        ("import os\nos.chdir('/')", (0, 0)),
    ],
)
def test_reading_the_environment_is_told_from_passing_it_on(source, counts):
    assert environment_reads(ast.parse(source)) == counts
