"""The report on understanding: tables and pictures for ``docs/metingen.md``, from held-out questions only."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.knowledge.topics import Audience, KnowledgeBase
from bot.understanding.examples import HELDOUT_DIR, Example, Question
from bot.understanding.labels import reported_topic
from bot.understanding.measures import Judged, confident_about_nothing, confusions, judge, rate, reliability
from bot.understanding.understanding import Understanding, train_classifier

MOST_CONFUSIONS = 25
LAY = (Audience.PARENT.value, Audience.YOUTH.value)


def off_topic_texts(folder: Path = HELDOUT_DIR) -> list[tuple[str, str]]:
    """Held-out messages outside the subject: kind and text."""
    with (folder / "buiten.tsv").open(encoding="utf-8", newline="") as file:
        return [(row["soort"], row["vraag"]) for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def ranked_within(judged: Judged, places: int) -> bool:
    """Whether an acceptable topic is among the best ``places`` of the bare ranking."""
    topics = dict.fromkeys(reported_topic(label) for label, _ in judged.decision.ranking)
    return any(topic in judged.question.topics for topic in list(topics)[:places])


def table(judged: Sequence[Judged], heading: str, key: Callable[[Judged], str]) -> Iterator[str]:
    """A Markdown table with the measures per value of ``key``."""
    yield f"| {heading} | vragen | rangschikking hit@1 | hit@3 | goed beantwoord | goed of aangeboden | fout en zeker |"
    yield "|---|---|---|---|---|---|---|"
    values = sorted({key(item) for item in judged})
    for value in values:
        yield _row(value, [item for item in judged if key(item) == value])
    if len(values) > 1:
        yield _row("alles", judged)


def _row(name: str, items: Sequence[Judged]) -> str:
    shares = [
        rate(ranked_within(item, 1) for item in items),
        rate(ranked_within(item, 3) for item in items),
        rate(item.first for item in items),
        rate(item.offered for item in items),
        rate(item.wrong_and_confident for item in items),
    ]
    return f"| {name} | {len(items)} | " + " | ".join(f"{share.share:.3f}" for share in shares) + " |"


def audience_group(question: Question) -> str:
    """Parents and youths together, professionals apart, as the targets are set."""
    return "ouders en jongeren" if question.audience in LAY else "professionals"


def agreement(questions: Sequence[Question], second: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """How often the second reader's first choice is acceptable to the first reader: the ceiling."""
    yield "| doelgroep | vragen | tweede lezer kiest eerst wat de eerste accepteert | zelfde eerste keuze |"
    yield "|---|---|---|---|"
    for group in ("ouders en jongeren", "professionals"):
        items = [q for q in questions if audience_group(q) == group and q.id in second]
        accepted = rate(second[q.id][0] in q.topics for q in items)
        same = rate(second[q.id][0] == q.topics[0] for q in items)
        yield f"| {group} | {len(items)} | {accepted.share:.3f} | {same.share:.3f} |"


def learning_curve(examples: Sequence[Example], questions: Sequence[Question], knowledge: KnowledgeBase) -> list[tuple[int, float, float]]:
    """Authors added one by one: number of examples, hit@1 of parents and youths, hit@1 of professionals."""
    authors = sorted({example.author for example in examples}, key=lambda name: (len(name), name))
    points = []
    for count in range(1, len(authors) + 1):
        part = [example for example in examples if example.author in authors[:count]]
        judged = judge(Understanding(train_classifier(part, knowledge), knowledge), questions)
        lay = rate(ranked_within(item, 1) for item in judged if item.question.audience in LAY)
        professional = rate(ranked_within(item, 1) for item in judged if item.question.audience not in LAY)
        points.append((len(part), lay.share, professional.share))
        print(f"[evaluate] {count} authors, {len(part)} examples: {lay.share:.3f} / {professional.share:.3f}", flush=True)
    return points


def draw_curve(points: Sequence[tuple[int, float, float]], path: Path) -> None:
    """The learning curve as a picture."""
    figure, axes = _figure()
    axes.plot([p[0] for p in points], [p[1] for p in points], marker="o", label="ouders en jongeren")
    axes.plot([p[0] for p in points], [p[2] for p in points], marker="s", label="professionals")
    axes.set(xlabel="voorbeelden in de training", ylabel="juiste onderwerp eerst", title="Leercurve: auteurs een voor een erbij")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, dpi=110)


def draw_reliability(judged: Sequence[Judged], path: Path) -> None:
    """The reliability diagram: said probability against the share that was right."""
    figure, axes = _figure()
    rows = reliability(judged)
    axes.plot([0, 1], [0, 1], color="grey", linestyle="--", label="volmaakt geijkt")
    axes.plot([row[0] for row in rows], [row[1] for row in rows], marker="o", label="gemeten")
    for said, right, number in rows:
        axes.annotate(str(number), (said, right), textcoords="offset points", xytext=(4, -12), fontsize=8)
    axes.set(xlabel="kans die de classificator noemt", ylabel="deel dat goed was", title="Betrouwbaarheid (aantal vragen bij elk punt)")
    axes.grid(alpha=0.3)
    axes.legend()
    figure.savefig(path, dpi=110)


def _figure():
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.5), constrained_layout=True)
    return figure, axes


def understanding_report(
    understanding: Understanding, questions: Sequence[Question], second: dict[str, tuple[str, ...]]
) -> tuple[list[str], list[Judged]]:
    """The Markdown lines, and the judged questions behind them."""
    begun = time.perf_counter()
    judged = judge(understanding, questions)
    milliseconds = (time.perf_counter() - begun) / len(questions) * 1000
    outside = off_topic_texts()
    wrong = confident_about_nothing(understanding, [text for _, text in outside])
    lines = [
        "## Vragen", "",
        f"{len(questions)} vragen die nooit in de training stonden, door ons geschreven in verschillende stemmen,",
        f"elk met alle aanvaardbare onderwerpen. Lezen en besluiten kost {milliseconds:.1f} ms per vraag.", "",
        *table(judged, "doelgroep", lambda item: audience_group(item.question)), "",
        *table(judged, "groep", lambda item: item.question.topics[0].split("/")[0]), "",
        *table(judged, "soort vraag", lambda item: item.question.kind), "",
        *table(judged, "schrijfwijze", lambda item: "met fouten" if item.question.has_errors else "zonder fouten"), "",
        "### Tweede lezer", "",
        "Een tweede lezer zag de vragen in andere volgorde en zonder labels. Dit is het plafond.", "",
        *agreement(questions, second), "",
        "### Buiten het onderwerp", "",
        f"Met een onderwerp van de kennisbank beantwoord: {rate(wrong)} van de berichten die erbuiten vallen.", "",
        *_off_topic_table([kind for kind, _ in outside], wrong), "",
        "### Verwisseld", "", "| gewenst | gegeven | aantal |", "|---|---|---|",
        *(f"| {wanted} | {given} | {count} |" for wanted, given, count in confusions(judged)[:MOST_CONFUSIONS]), "",
    ]  # fmt: skip
    return lines, judged


def _off_topic_table(kinds: Sequence[str], wrong: Sequence[bool]) -> Iterator[str]:
    yield "| soort | berichten | toch beantwoord |"
    yield "|---|---|---|"
    for kind in sorted(set(kinds)):
        flags = [flag for other, flag in zip(kinds, wrong) if other == kind]
        yield f"| {kind} | {len(flags)} | {sum(flags)} |"


def second_reader(folder: Path = HELDOUT_DIR) -> dict[str, tuple[str, ...]]:
    """What a second reader, who saw no labels, chose: question id to topics."""
    chosen = {}
    for path in sorted(folder.glob("vragen_*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["tweede_lezer"]:
                    chosen[row["id"]] = tuple(row["tweede_lezer"].split(";"))
    return chosen
