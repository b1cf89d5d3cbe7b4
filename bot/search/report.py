"""The search benchmark, for ``docs/zoeken-meting.md``: ``python -m bot.search.report``.

Held-out questions only give totals. The numbers of the ranking and the verdict were chosen on a tuning part: examples of
``data/nlu`` by a few authors, searched in an index that holds the examples of the other authors only.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from bot.knowledge.topics import Audience, KnowledgeBase, default_knowledge_base
from bot.search.analyser import Analyser, default_analyser, load_word_lists
from bot.search.index import SearchIndex, build_index
from bot.search.live import LiveIndex
from bot.search.passages import Collection, TopicPassages, topic_collection
from bot.search.query import QueryWeights, read_query
from bot.search.ranks import Ranks
from bot.search.report_documents import document_lines
from bot.search.report_speed import speed_table
from bot.search.results import Found, Nothing
from bot.search.search import Search, fit_of
from bot.search.synonyms import Synonyms, read_lexicon
from bot.search.variants import IN_USE, VARIANTS, Variant
from bot.settings import ROOT
from bot.understanding.examples import Example, heldout_questions, training_examples
from bot.understanding.labels import OUT_OF_SCOPE, is_topic
from bot.understanding.report import off_topic_texts

HELDOUT_PASSAGES = ROOT / "tests" / "zoeken" / "heldout_passages.tsv"
REPORT = ROOT / "docs" / "zoeken-meting.md"
TUNING_AUTHORS = frozenset({"a9", "a14", "a15"})
ALMOST_EQUAL = 85


@dataclass(frozen=True)
class SearchQuestion:
    """A question with every acceptable topic."""

    text: str
    topics: frozenset[str]
    audience: Audience


def passage_questions(path: Path = HELDOUT_PASSAGES) -> list[SearchQuestion]:
    """The held-out questions about passages of topic texts."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [SearchQuestion(row["vraag"], frozenset(row["onderwerpen"].split(";")), Audience(row["doelgroep"])) for row in rows]


def topic_questions() -> list[SearchQuestion]:
    """The held-out questions of ``tests/nlu/heldout`` that a topic of the knowledge base answers."""
    found = []
    for question in heldout_questions():
        topics = frozenset(topic for topic in question.topics if is_topic(topic))
        if topics and is_topic(question.topics[0]):
            found.append(SearchQuestion(question.text, topics, Audience(question.audience)))
    return found


def unseen(questions: Sequence[SearchQuestion], examples: Sequence[Example], analyser: Analyser) -> list[SearchQuestion]:
    """Without the questions that stand in the example field word for word."""
    seen = {" ".join(analyser.words(example.text)) for example in examples}
    return [question for question in questions if " ".join(analyser.words(question.text)) not in seen]


def unlike_any(questions: Sequence[SearchQuestion], examples: Sequence[Example], analyser: Analyser) -> list[SearchQuestion]:
    """Without the questions that are almost an example question (rapidfuzz ratio of ``ALMOST_EQUAL`` or more)."""
    seen = [" ".join(analyser.words(example.text)) for example in examples if is_topic(example.label)]
    return [q for q in questions if not process.extractOne(" ".join(analyser.words(q.text)), seen, scorer=fuzz.ratio, score_cutoff=ALMOST_EQUAL)]


def tuning_part(examples: Sequence[Example]) -> tuple[list[Example], list[Example], list[Example]]:
    """Examples to tune on, off-topic ones among all authors, and the rest that the index may hold."""
    inside = [e for e in examples if e.author in TUNING_AUTHORS and is_topic(e.label)]
    off_topic = [e for e in examples if e.label.startswith(OUT_OF_SCOPE)]
    return inside, off_topic, [e for e in examples if e.author not in TUNING_AUTHORS]


def ranks_of(variant: Variant, collection: Collection, questions: Sequence[SearchQuestion]) -> Ranks:
    """Search every question in the texts for its audience, with one variant."""
    analyser = Analyser(load_word_lists(), variant.options)
    synonyms = Synonyms(read_lexicon(), analyser) if variant.synonyms else None
    if variant.title_in_text:
        collection = replace(collection, passages=tuple(replace(p, text=f"{p.title}\n\n{p.text}") for p in collection.passages))
    index = build_index(collection, analyser, variant.ranking)
    return Ranks(tuple(_rank(index, synonyms, variant.weights, question) for question in questions))


def _rank(index: SearchIndex, synonyms: Synonyms | None, weights: QueryWeights | None, question: SearchQuestion) -> int:
    scores = index.scores(read_query(question.text, index, synonyms, weights)) * index.facets.for_audience(question.audience)
    best = np.zeros(len(index.work_ids), dtype=np.float32)
    np.maximum.at(best, index.work_of, scores)
    order = [int(work) for work in np.argsort(-best, kind="stable")[:10] if best[work] > 0]
    return next((rank for rank, work in enumerate(order, 1) if index.work_ids[work] in question.topics), 0)


def comparison_table(collection: Collection, questions: Sequence[SearchQuestion]) -> Iterator[str]:
    """All variants, for professionals and for parents and youths."""
    professional = [q for q in questions if q.audience is Audience.PROFESSIONAL]
    lay = [q for q in questions if q.audience is not Audience.PROFESSIONAL]
    yield f"| manier van zoeken | professionals ({len(professional)}): hit@1 | hit@3 | MRR | ouders en jongeren ({len(lay)}): hit@1 | hit@3 | MRR |"
    yield "|---|---|---|---|---|---|---|"
    for variant in VARIANTS:
        yield f"| {variant.name} | {ranks_of(variant, collection, professional)} | {ranks_of(variant, collection, lay)} |"


def unlike_line(collection: Collection, questions: Sequence[SearchQuestion], unlike: Sequence[SearchQuestion]) -> str:
    """What the search in use reaches on the questions that no example question resembles."""
    in_use = next(variant for variant in VARIANTS if variant.name == IN_USE)
    professional = ranks_of(in_use, collection, [q for q in unlike if q.audience is Audience.PROFESSIONAL])
    lay = ranks_of(in_use, collection, [q for q in unlike if q.audience is not Audience.PROFESSIONAL])
    return (
        f"Zonder de {len(questions) - len(unlike)} vragen die bijna gelijk zijn aan een voorbeeldvraag (overeenkomst {ALMOST_EQUAL} of meer van 100) "
        f"is de hit@1 {professional.hit1:.3f} voor professionals en {lay.hit1:.3f} voor ouders en jongeren."
    )


def verdict_table(search: Search, sets: Sequence[tuple[str, Sequence[SearchQuestion]]], off_topic: Sequence[str]) -> Iterator[str]:
    """How often a search is sure, unsure or finds nothing, and how often the sure ones are right."""
    yield "| vragen | aantal | gevonden | daarvan eerste goed | onzeker | daarvan een van vijf goed | niets |"
    yield "|---|---|---|---|---|---|---|"
    for name, questions in sets:
        results = [(search.search(q.text), q) for q in questions]
        found = [(r, q) for r, q in results if isinstance(r, Found)]
        unsure = [(r, q) for r, q in results if not isinstance(r, (Found, Nothing))]
        right = _share(r.hits[0].passage.topic in q.topics for r, q in found)
        offered = _share(any(hit.passage.topic in q.topics for hit in r.hits) for r, q in unsure)
        counts = [len(found) / len(results), right, len(unsure) / len(results), offered, 1 - (len(found) + len(unsure)) / len(results)]
        yield f"| {name} | {len(results)} | " + " | ".join(f"{value:.3f}" for value in counts) + " |"
    outside = [search.search(text) for text in off_topic]
    sure = _share(isinstance(result, Found) for result in outside)
    nothing = _share(isinstance(result, Nothing) for result in outside)
    yield f"| buiten het onderwerp | {len(outside)} | {sure:.3f} |  | {1 - sure - nothing:.3f} |  | {nothing:.3f} |"


def _share(flags: Iterator[bool]) -> float:
    listed = list(flags)
    return sum(listed) / len(listed) if listed else 0.0


def tuning_table(knowledge: KnowledgeBase, examples: Sequence[Example]) -> Iterator[str]:
    """What each limit of the verdict would do on the tuning part."""
    inside, off_topic, rest = tuning_part(examples)
    analyser = default_analyser()
    synonyms = Synonyms(read_lexicon(), analyser)
    index = build_index(topic_collection(knowledge, rest), analyser)
    judged = [(*_first(index, synonyms, example.text), example.label) for example in inside]
    outside = np.asarray([_first(index, synonyms, example.text)[0] for example in off_topic])
    fits = np.asarray([fit for fit, _, _ in judged])
    right = np.asarray([work == label for _, work, label in judged])
    yield "| grens | binnen het onderwerp erboven | daarvan eerste goed | buiten het onderwerp erboven |"
    yield "|---|---|---|---|"
    for limit in (0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.5):
        above = fits >= limit
        yield f"| {limit} | {above.mean():.3f} | {right[above].mean():.3f} | {(outside >= limit).mean():.3f} |"


def _first(index: SearchIndex, synonyms: Synonyms, text: str) -> tuple[float, str]:
    query = read_query(text, index, synonyms)
    scores = index.scores(query)
    place = int(scores.argmax())
    return fit_of(index, query, text, place, float(scores[place])), index.passages[place].work


def search_report(progress: Callable[[str], None] = lambda line: None) -> list[str]:
    """The Markdown lines of the whole report. Takes about a minute; ``progress`` gets a line per step."""
    knowledge, examples = default_knowledge_base(), training_examples()
    analyser = default_analyser()
    topics = unseen(topic_questions(), examples, analyser)
    passages = unseen(passage_questions(), examples, analyser)
    collection = topic_collection(knowledge, examples)
    search = Search(LiveIndex([TopicPassages(knowledge, examples)], analyser), Synonyms(read_lexicon(), analyser))
    progress(f"[zoeken] {len(topics)} questions about topics, {len(passages)} about passages")
    by_topic = list(comparison_table(collection, topics))
    progress("[zoeken] questions about topics done")
    by_passage = list(comparison_table(collection, passages))
    tuning = list(tuning_table(knowledge, examples))
    progress("[zoeken] questions about passages and tuning part done")
    verdicts = list(verdict_table(search, (("over onderwerpen", topics), ("over passages", passages)), [text for _, text in off_topic_texts()]))
    by_document = document_lines()
    progress("[zoeken] questions about a document done")
    speed = list(speed_table(collection, [q.text for q in topics]))
    return [
        "# Metingen: zoeken",
        "",
        f"Gemaakt met `python -m bot.search.report` op {date.today():%d-%m-%Y}.",
        f"De index telt {len(collection.passages)} passages van {len(knowledge.topics)} onderwerpen en {len(examples)} voorbeeldzinnen.",
        "Elke vraag zoekt in de teksten voor haar eigen doelgroep. Goed is elk onderwerp dat de schrijver van de vraag vooraf aanvaardde.",
        "Een vraag die letterlijk als voorbeeldvraag voorkomt, telt niet mee.",
        "",
        "## Vragen over onderwerpen",
        "",
        "De vragen uit `tests/nlu/heldout/`, die nooit in de training of in het zoeken stonden.",
        "De schrijver van de woordenlijsten in `data/zoeken/` had er ongeveer honderd gelezen; de rij met synoniemen is dus iets te gunstig.",
        "",
        *by_topic,
        "",
        unlike_line(collection, topics, unlike_any(topics, examples, analyser)),
        "",
        "## Vragen over passages",
        "",
        "De vragen uit `tests/zoeken/heldout_passages.tsv`, geschreven voordat de index bestond, door een lezer van de teksten.",
        "De bouwer van de index schreef ze zelf en kende ze dus bij het maken van de woordenlijst: lees dit als bovengrens.",
        "",
        *by_passage,
        "",
        "## Vragen over een eigen document",
        "",
        "Een verzonnen richtlijn, `tests/zoeken/voorbeeldrichtlijn.md`, wordt geïmporteerd zoals een organisatie dat doet.",
        "De vragen staan in `tests/zoeken/vragen_voorbeeldrichtlijn.tsv`. Zij zijn geschreven voordat iemand zag hoe het zoeken ze rangschikt,",
        "en na het lezen van het document: het echte verschil in woorden tussen vraag en tekst is groter.",
        "Na de eerste meting zijn twee dingen veranderd: in één document zijn meer dan twee passages te zien, en een document staat minder ver",
        "achter de onderwerpen. Dat laatste getal is gekozen met onderwerpen die als document meededen, niet met deze vragen.",
        "",
        *by_document,
        "",
        "## Gevonden, onzeker, niets",
        "",
        "Zonder filter op doelgroep, met de grenzen die in gebruik zijn.",
        "",
        *verdicts,
        "",
        "De grenzen zijn gekozen op voorbeelden van enkele auteurs, gezocht in een index met de voorbeelden van de andere auteurs:",
        "",
        *tuning,
        "",
        "## Snelheid",
        "",
        "Boven het aantal passages van de onderwerpen zijn de teksten nagemaakt: zinnen uit de onderwerpen door elkaar, met verzonnen woorden.",
        "Per vraag telt de snelste van drie keer, met het lezen van de vraag en de fragmenten erbij.",
        "",
        *speed,
        "",
    ]


def main() -> int:
    """Print the report and write it to ``docs/zoeken-meting.md``. Returns the exit code."""
    lines = search_report(lambda line: print(line, flush=True))
    print("\n".join(lines), flush=True)
    REPORT.write_text("\n".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
