"""What steers the interview: "sla over", "terug", "haal Riet weg". The phrases stand in ``data/netwerkkaart/opdrachten.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

import yaml
from rapidfuzz import fuzz, process

from bot.knowledge.buttons import default_buttons
from bot.language.tokens import words
from bot.network_map.interview.choosing import alike, one_of
from bot.network_map.people import Person
from bot.settings import ROOT

COMMANDS_FILE = ROOT / "data" / "netwerkkaart" / "opdrachten.yml"
BUTTON_PREFIX = "kaart-"
CONTEXT_PREFIX = "kaart-kring-"
MOST_WORDS = 12
ALIKE = 90  # per cent; a small typing error in a phrase of at least five letters
SHORTEST_ALIKE = 5
SHORTEST_MISSPELT = 6
MARKS = " ,.!?;:\"'()"
SLOT = re.compile(r"\\\{(wie|wat|fout)\\\}")
LEADING = re.compile(r"^(?:(?:nee|ja|oh|o|wacht|sorry|hoi) )+")
POSSESSIVE = re.compile(r"^(?:mijn|mn|me|onze|de|het|een) ")


class Command(str, Enum):
    """What a message can ask of the interview, apart from answering it."""

    BEGIN = "beginnen"
    EXPLAIN = "uitleg"
    RATHER_NOT = "liever_niet"
    NOBODY = "niemand"
    DONT_KNOW = "weet_niet"
    SKIP = "overslaan"
    DONE = "klaar"
    YES = "ja"
    NO = "nee"
    WRONG = "klopt_niet"
    BACK = "terug"
    SHOW = "kaart_tonen"
    FINISH = "afronden"
    PAUSE = "pauze"
    CONTINUE = "verder"
    STOP = "stoppen"
    ERASE = "wissen"
    RESTART = "opnieuw"
    EVERYBODY = "allemaal"
    TAKE_ALONG = "meenemen"
    HELP_ASKING = "hulp_vragen"
    MEETING = "bijeenkomst"
    KEEP_LONGER = "langer_bewaren"
    KEEP_SHORTER = "korter_bewaren"
    REMOVE = "weghalen"
    CHANGE = "wijzigen"
    RELATION = "relatie"
    RENAME = "naam"
    ASK_SOMEBODY = "vragen_aan"


# What still makes sense when no question is open; "ja" or "niemand" then belongs to another conversation.
OUTSIDE_THE_INTERVIEW = frozenset(
    {
        Command.BACK,
        Command.SHOW,
        Command.CONTINUE,
        Command.PAUSE,
        Command.ERASE,
        Command.RESTART,
        Command.TAKE_ALONG,
        Command.HELP_ASKING,
        Command.MEETING,
        Command.KEEP_LONGER,
        Command.KEEP_SHORTER,
        Command.REMOVE,
        Command.CHANGE,
        Command.RENAME,
        Command.ASK_SOMEBODY,
    }
)


@dataclass(frozen=True)
class Given:
    """A recognised command; ``who`` and ``what`` are words of the message, for commands about somebody."""

    command: Command
    who: str = ""
    what: str = ""


class CommandBook:
    """All phrases, ready to compare."""

    def __init__(self, content: Mapping[str, Any], titles: Mapping[str, str]) -> None:
        self._fillers = frozenset(content["vulwoorden"])
        self._phrases = {self._bare(phrase): Command(name) for name, phrases in content["opdrachten"].items() for phrase in phrases}
        self._phrases |= {self._bare(title): command for title, command in _titled(titles)}
        self._phrases.pop("", None)
        self._exact = {" ".join(words(phrase)): Command(name) for name, phrases in content["opdrachten"].items() for phrase in phrases}
        self._contexts = {self._bare(phrase): name for name, phrases in content["groepen"].items() for phrase in phrases}
        contexts = {title: name.removeprefix(CONTEXT_PREFIX) for name, title in titles.items() if name.startswith(CONTEXT_PREFIX)}
        self._contexts |= {self._bare(title): name for title, name in contexts.items()}
        self._long = [phrase for phrase in self._phrases if len(phrase) >= SHORTEST_ALIKE]
        patterns = ((Command(name), phrase) for name, phrases in content["met_naam"].items() for phrase in phrases)
        self._patterns = [(command, _pattern(phrase)) for command, phrase in patterns]

    def _bare(self, text: str) -> str:
        return " ".join(word for word in words(text) if not self._is_filler(word))

    def _is_filler(self, word: str) -> bool:
        return word in self._fillers or any(len(word) >= SHORTEST_MISSPELT and alike(filler, word) for filler in self._fillers)

    def command(self, text: str) -> Given | None:
        """The command in a message, or None for an answer."""
        said = words(text)
        if not said or len(said) > MOST_WORDS:
            return None
        whole = " ".join(said)
        bare = self._bare(text)
        command = self._exact.get(whole) or self._phrases.get(bare)
        if command:
            return Given(command)
        about = self._about_somebody(LEADING.sub("", whole), text)
        if about:
            return about
        if len(bare) >= SHORTEST_ALIKE:
            # Another first letter is another word: "iemand" is not "niemand".
            phrases = [phrase for phrase in self._long if phrase[0] == bare[0]]
            best = process.extractOne(bare, phrases, scorer=fuzz.ratio, score_cutoff=ALIKE)
            if best:
                return Given(self._phrases[best[0]])
        return None

    def context(self, text: str) -> str | None:
        """The group of the round that a message names and nothing else: "buren"."""
        return self._contexts.get(self._bare(text))

    def _about_somebody(self, said: str, text: str) -> Given | None:
        for command, pattern in self._patterns:
            found = pattern.fullmatch(said)
            if found:
                who, what = (POSSESSIVE.sub("", found.groupdict().get(slot) or "") for slot in ("wie", "wat"))
                return Given(command, _as_typed(text, who), _as_typed(text, what))
        return None


def _as_typed(text: str, part: str) -> str:
    """A part of a text in plain form, with the capitals and accents that it has in the text."""
    typed, size = text.split(), len(part.split())
    windows = (" ".join(typed[start : start + size]) for start in range(len(typed) - size + 1))
    return next((window.strip(MARKS) for window in windows if part and " ".join(words(window)) == part), part)


def _titled(titles: Mapping[str, str]) -> Iterator[tuple[str, Command]]:
    for name, title in titles.items():
        command = command_of_button(name)
        if command:
            yield title, command


def command_of_button(name: str) -> Command | None:
    """The command of a button such as ``kaart-overslaan``; None for another button or a context."""
    if not name.startswith(BUTTON_PREFIX) or name.startswith(CONTEXT_PREFIX):
        return None
    word = name.removeprefix(BUTTON_PREFIX).replace("-", "_")
    return Command(word) if word in {command.value for command in Command} else None


def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(SLOT.sub(lambda match: rf"(?P<{match[1]}>.+?)", re.escape(phrase.lower())).replace(r"\ ", " "))


def load_commands(titles: Mapping[str, str]) -> CommandBook:
    """The phrases of the file with the titles of the buttons."""
    return CommandBook(yaml.safe_load(COMMANDS_FILE.read_text(encoding="utf-8")), titles)


@lru_cache(maxsize=1)
def default_commands() -> CommandBook:
    """The commands of this installation, read once per process."""
    return load_commands(default_buttons().titles(BUTTON_PREFIX))


def says_outside(text: str, people: Sequence[Person]) -> bool:
    """Whether a message is for a map while no question is open; a command about somebody needs that person on the map."""
    given = default_commands().command(text)
    if given is None or given.command not in OUTSIDE_THE_INTERVIEW:
        return False
    return not given.who or one_of(given.who, people) is not None
