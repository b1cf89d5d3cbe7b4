"""``kringwijzer tune-danger``: weigh the classifiers and choose the thresholds on sentences of authors that the model never saw.

Whole authors are kept out, so twins of one author stay together. The held-out set plays no part: it is only reported, elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.safety.classifier import LEVELS, LabelledSentence, SafetyClassifier
from bot.safety.levels import Level
from bot.safety.signals import DangerDetector, Weighed, decide
from bot.safety.training_data import harmless_sentences, labelled_sentences, misspelt
from bot.safety.weighing import Thresholds, Weighing, stored_weighing
from bot.settings import ROOT

REPORT = ROOT / "docs" / "veiligheid-drempels.md"
FOLDS = 5
GRID = [step / 200 for step in range(1, 200)]
ORDINARY_TAKEOVERS = 0.03  # share of ordinary questions that may get a card
ORDINARY_BY_PARTS = 0.005  # share that may get one for a part of a long message alone
ORDINARY_LINES = 0.1  # share that may get a line under the answer
DANGER_WEIGHT = 2
NEVER = 1.1
SHOWN = {Level.ACUTE: "acuut", Level.CONCERN: "zorg", Level.DISTRESS: "nood", Level.PROFESSIONAL: "vakvraag", Level.NONE: "loos"}


@dataclass(frozen=True)
class Measured:
    """One sentence, weighed by a model that saw nothing of its author; ``ordinary`` for a topic example."""

    level: Level
    author: str
    ordinary: bool
    weighed: Weighed


def folds(sizes: dict[str, int], count: int = FOLDS) -> dict[str, int]:
    """The fold of each author: the largest first, each to the fold that holds least."""
    load = [0] * count
    found = {}
    for author, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        found[author] = int(np.argmin(load))
        load[found[author]] += size
    return found


def unseen(
    labelled: Sequence[LabelledSentence], harmless: Sequence[LabelledSentence], say: Callable[[str], None]
) -> Iterator[tuple[SafetyClassifier, list[LabelledSentence]]]:
    """For each fold a model trained without its authors, and all sentences of those authors, the harmless ones last."""
    where = folds(Counter(item.author for item in labelled)) | folds(Counter(item.author for item in harmless))
    everything = [*labelled, *misspelt(labelled), *harmless]
    for fold in range(FOLDS):
        say(f"train without the authors of part {fold + 1} of {FOLDS}")
        classifier = SafetyClassifier.train([item for item in everything if where[item.author] != fold], _plain_weighing())
        yield classifier, [item for item in [*labelled, *harmless] if where[item.author] == fold]


def fitted(margins: np.ndarray, levels: Sequence[Level], thresholds: Thresholds) -> Weighing:
    """Multinomial regression from margins of shape (sentences, 1 + levels) to the level."""
    target = np.array([LEVELS.index(level) for level in levels])
    model = LogisticRegression(max_iter=1000).fit(margins, target, sample_weight=np.where(target < 2, DANGER_WEIGHT, 1))
    return Weighing(model.coef_.T, model.intercept_, thresholds)


def takeover_share(measured: Sequence[Measured], thresholds: Thresholds) -> float:
    """Share of sentences that take over; zero for none."""
    return sum(decide(item.weighed, thresholds).level.takes_over for item in measured) / max(len(measured), 1)


def chosen(measured: Sequence[Measured]) -> Thresholds:
    """The lowest thresholds that keep false alarms on ordinary questions within their budgets; the rest goes to people in danger."""
    ordinary = [item for item in measured if item.ordinary]
    by_rules = takeover_share(ordinary, Thresholds(NEVER, NEVER, NEVER))
    part = _lowest(lambda value: takeover_share(ordinary, Thresholds(NEVER, value, NEVER)) - by_rules, ORDINARY_BY_PARTS)
    takeover = _lowest(lambda value: takeover_share(ordinary, Thresholds(value, part, NEVER)), ORDINARY_TAKEOVERS)
    soft = _lowest(lambda value: _line_share(ordinary, Thresholds(takeover, part, value)), ORDINARY_LINES)
    return Thresholds(takeover, part, min(soft, takeover))


def _line_share(measured: Sequence[Measured], thresholds: Thresholds) -> float:
    return sum(decide(item.weighed, thresholds).level is Level.SOFT for item in measured) / max(len(measured), 1)


def _lowest(share: Callable[[float], float], budget: float) -> float:
    return next((value for value in GRID if share(value) <= budget), NEVER)


def tune(say: Callable[[str], None] = print, report: Path = REPORT) -> int:
    """Fit the weighing, choose the thresholds, store both and write the table. Returns the exit code."""
    labelled, harmless = labelled_sentences(), harmless_sentences()
    parts = list(unseen(labelled, harmless, say))
    margins = np.vstack([classifier.margins([item.text for item in items]) for classifier, items in parts])
    levels = [item.level for _, items in parts for item in items]
    weighing = fitted(margins, levels, Thresholds(NEVER, NEVER, NEVER))
    say("read every sentence with the model that did not see its author")
    topics = {id(item) for item in harmless}
    measured = []
    for classifier, items in parts:
        detector = DangerDetector(classifier.with_weighing(weighing), weighing.thresholds)
        measured += [Measured(item.level, item.author, id(item) in topics, detector.weigh(item.text)) for item in items]
    thresholds = chosen(measured)
    Weighing(weighing.weights, weighing.bias, thresholds).save()
    stored_weighing.cache_clear()
    lines = report_lines(measured, thresholds)
    say("\n".join(lines))
    report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def report_lines(measured: Sequence[Measured], thresholds: Thresholds) -> list[str]:
    """The Markdown page: the rule, the chosen thresholds, the table around them and the figures per author."""
    labelled = [item for item in measured if not item.ordinary]
    ordinary = [item for item in measured if item.ordinary]
    sizes = ", ".join(f"{name} {sum(item.level is level for item in labelled)}" for level, name in SHOWN.items())
    return [
        "# Drempels voor gevaar",
        "",
        f"Gemaakt met `kringwijzer tune-danger` op {date.today():%d-%m-%Y}, op {len(labelled)} gelabelde zinnen",
        f"({sizes}) van {len({item.author for item in labelled})} auteurs en {len(ordinary)} gewone voorbeelden.",
        f"Elke zin is gelezen door een model dat van die auteur niets kende: {FOLDS} delen van hele auteurs, tweelingzinnen blijven bij elkaar.",
        "De zinnen zijn met opzet bedekt of juist misleidend geschreven, dus moeilijker dan gewone berichten. De regels zijn met een deel",
        "van deze zinnen in het zicht gemaakt. De toetsset (`docs/veiligheid-meting.md`) doet hier niet mee.",
        "",
        "## De keuze",
        "",
        "Mensen in gevaar gaan voor, binnen een vast budget aan loos alarm op gewone vragen: elke drempel is de laagste waarbij",
        f"hoogstens {ORDINARY_TAKEOVERS:.1%} van de gewone voorbeelden een kaart krijgt",
        f"(hoogstens {ORDINARY_BY_PARTS:.1%} om een deel van een lang bericht)",
        f"en hoogstens {ORDINARY_LINES:.0%} een regel onder het antwoord.",
        "",
        f"Gekozen: kaart vanaf {thresholds.takeover:.3f}, deel van een lang bericht vanaf {thresholds.part:.3f}, regel vanaf {thresholds.soft:.3f}.",
        "",
        "## Overname bij elke drempel",
        "",
        "| kaart vanaf | " + " | ".join(SHOWN.values()) + " | gewone voorbeelden |",
        "|---|---|---|---|---|---|---|",
        *(_row(f"{value:.3f}{' (gekozen)' if value == thresholds.takeover else ''}", measured, Thresholds(value, thresholds.part, NEVER))
          for value in sorted({*GRID[19::20], thresholds.takeover})),
        "",
        "## Kaart of regel",
        "",
        "Het deel dat bij de gekozen drempels een kaart of een regel met een nummer krijgt.",
        "",
        "| " + " | ".join(SHOWN.values()) + " | gewone voorbeelden |",
        "|---|---|---|---|---|---|",
        "| " + " | ".join(f"{_noticed(group, thresholds):.3f}" for group in [*_by_level(labelled), ordinary]) + " |",
        "",
        "## Per auteur",
        "",
        "| auteur | " + " | ".join(SHOWN.values()) + " |",
        "|---|---|---|---|---|---|",
        *(_author_row(author, [item for item in labelled if item.author == author], thresholds) for author in sorted({i.author for i in labelled})),
    ]  # fmt: skip


def _by_level(measured: Sequence[Measured]) -> list[list[Measured]]:
    return [[item for item in measured if item.level is level] for level in SHOWN]


def _row(name: str, measured: Sequence[Measured], thresholds: Thresholds) -> str:
    groups = [*_by_level([item for item in measured if not item.ordinary]), [item for item in measured if item.ordinary]]
    return f"| {name} | " + " | ".join(f"{takeover_share(group, thresholds):.3f}" for group in groups) + " |"


def _author_row(author: str, mine: Sequence[Measured], thresholds: Thresholds) -> str:
    cells = [f"{takeover_share(group, thresholds):.2f} van {len(group)}" if group else "" for group in _by_level(mine)]
    return f"| {author} | " + " | ".join(cells) + " |"


def _noticed(measured: Sequence[Measured], thresholds: Thresholds) -> float:
    return sum(decide(item.weighed, thresholds).level is not Level.NONE for item in measured) / max(len(measured), 1)


def _plain_weighing() -> Weighing:
    return Weighing(np.zeros((1 + len(LEVELS), len(LEVELS))), np.zeros(len(LEVELS)), Thresholds(NEVER, NEVER, NEVER))
