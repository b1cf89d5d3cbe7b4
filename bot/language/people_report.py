"""How well people are found: totals on annotated answers, and by number of authors that the training knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from bot.language.annotated import AnnotatedAnswer, MarkedPerson
from bot.language.people import Mention, PeopleFinder
from bot.settings import ROOT

HELDOUT_FILE = ROOT / "tests" / "nlu" / "heldout" / "mensen.txt"
EVERY_AUTHOR = 3  # one of so many authors is left out
EVERY_COUNT = 2
KEYS: dict[str, Callable[[Mention | MarkedPerson], Hashable]] = {
    "naam": lambda person: person.label.casefold(),
    "naam en relatie": lambda person: (person.label.casefold(), (person.relation or "").casefold()),
    "naam en sector": lambda person: (person.label.casefold(), person.sector),
    "naam en soort": lambda person: (person.label.casefold(), person.kind),
    "naam en groep": lambda person: (person.label.casefold(), person.group),
}


@dataclass(frozen=True)
class Score:
    """Counts of one comparison; precision, recall and f1 are 0 to 1."""

    right: int
    found: int
    meant: int

    @property
    def precision(self) -> float:
        """Part of what is found that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Part of what is meant that is found."""
        return self.right / self.meant if self.meant else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        return 2 * self.right / (self.found + self.meant) if self.found + self.meant else 1.0


def scores(finder: PeopleFinder, answers: Sequence[AnnotatedAnswer]) -> dict[str, Score]:
    """A score per key of :data:`KEYS`; people are compared within their answer, each at most once."""
    pairs = [(finder.find(answer.text, answer.youth), answer.listed) for answer in answers]
    return {name: _score(pairs, key) for name, key in KEYS.items()}


def silent_rate(finder: PeopleFinder, texts: Sequence[str]) -> float:
    """Part of texts in which nobody is found."""
    return sum(not finder.find(text) for text in texts) / len(texts)


def _score(pairs: Sequence[tuple[Sequence[Mention], Sequence[MarkedPerson]]], key: Callable) -> Score:
    right = found = meant = 0
    for mentions, people in pairs:
        ours, theirs = Counter(map(key, mentions)), Counter(map(key, people))
        right += (ours & theirs).total()
        found += ours.total()
        meant += theirs.total()
    return Score(right, found, meant)


def people_report(finder: PeopleFinder, answers: Sequence[AnnotatedAnswer], questions: Sequence[str]) -> list[str]:
    """The Markdown lines: totals on held-out answers by whose answer it is, and how often an ordinary question names nobody."""
    lines = ["## Mensen vinden in een antwoord", "", "| antwoorden | wat goed moet zijn | precisie | volledigheid | F1 |", "|---|---|---|---|---|"]
    kinds = {"alle": {"o", "j", "p"}, "ouders": {"o"}, "jongeren": {"j"}, "professionals": {"p"}}
    for who, speakers in kinds.items():
        chosen = [answer for answer in answers if answer.speaker in speakers]
        for what, score in scores(finder, chosen).items():
            if who == "alle" or what == "naam":
                lines.append(f"| {who} ({len(chosen)}) | {what} | {score.precision:.3f} | {score.recall:.3f} | {score.f1:.3f} |")
    silent = silent_rate(finder, questions)
    return [*lines, "", f"Gewone vragen waarin niemand wordt gevonden: {silent:.3f} van {len(questions)}.", ""]


def author_curve(train: Callable[[Sequence[AnnotatedAnswer]], PeopleFinder], answers: Sequence[AnnotatedAnswer]) -> list[str]:
    """The Markdown lines: some authors left out in turn, by how many of the others ``train`` was given; a training takes a minute."""
    sources = sorted({answer.source for answer in answers})
    lines = ["## Zinnen van een auteur die de training niet kent", "", "| auteurs in de training | F1 op de naam |", "|---|---|"]
    for count in range(1, len(sources), EVERY_COUNT):
        measured = []
        for number, left_out in list(enumerate(sources))[::EVERY_AUTHOR]:
            others = [sources[(number + step) % len(sources)] for step in range(1, count + 1)]
            finder = train([answer for answer in answers if answer.source in others])
            measured.append(scores(finder, [answer for answer in answers if answer.source == left_out])["naam"])
        total = Score(sum(s.right for s in measured), sum(s.found for s in measured), sum(s.meant for s in measured))
        lines.append(f"| {count} | {total.f1:.3f} |")
    return lines
