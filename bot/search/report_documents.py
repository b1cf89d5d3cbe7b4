"""How well passages of an imported document are found, for ``docs/zoeken-meting.md`` and for a document of your own.

``python -m bot.search.report_documents FILE QUESTIONS`` measures any document with questions in the form of
``tests/zoeken/vragen_voorbeeldrichtlijn.tsv``: who asks, the question, and the headings or their numbers under which a
reader finds the answer.
"""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bot.documents.commands import new_document
from bot.documents.cutting import BETWEEN_LEVELS
from bot.documents.opening import Limits, open_file
from bot.documents.papers import Options
from bot.documents.store import open_document_store
from bot.knowledge.topics import Audience, default_knowledge_base
from bot.search.analyser import Analyser, load_word_lists
from bot.search.filters import Filters
from bot.search.live import LiveIndex
from bot.search.passages import Collection, Passage, joined, topic_collection
from bot.search.ranks import Ranks
from bot.search.report_speed import FixedCollection
from bot.search.results import Found, SearchResult, Unsure
from bot.search.search import Search
from bot.search.synonyms import Synonyms, read_lexicon
from bot.search.variants import DOCUMENT_VARIANTS, Variant
from bot.settings import ROOT
from bot.storage.migrate import upgrade
from bot.understanding.examples import training_examples

DOCUMENT = ROOT / "tests" / "zoeken" / "voorbeeldrichtlijn.md"
QUESTIONS = ROOT / "tests" / "zoeken" / "vragen_voorbeeldrichtlijn.tsv"
LIMITS = Limits(megabytes=30, pages=1000)
DEPTH = 10
SHOWN = 5


@dataclass(frozen=True)
class DocumentQuestion:
    """A question with every heading under which the answer stands: the whole heading, or the number that it begins with."""

    text: str
    audience: Audience
    sections: tuple[str, ...]

    def answered_by(self, passage: Passage) -> bool:
        """Whether a passage stands under one of the headings; topics have none of them."""
        if passage.document is None or passage.section is None:
            return False
        heading = passage.section.split(BETWEEN_LEVELS)[-1].casefold()
        return any(heading == section.casefold() or heading.startswith(f"{section.casefold()} ") for section in self.sections)


def document_questions(path: Path = QUESTIONS) -> list[DocumentQuestion]:
    """The held-out questions about a document."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [DocumentQuestion(row["vraag"], Audience(row["doelgroep"]), tuple(row["secties"].split(";"))) for row in rows]


def imported(path: Path) -> Collection:
    """The passages of a file as ``kringwijzer import`` keeps them, in a database of their own that is thrown away.

    Raises :class:`bot.documents.blocks.DocumentError` for a file that cannot be imported.
    """
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/documenten.db"
        upgrade(url)
        with closing(open_document_store(url)) as store:
            store.put([new_document(open_file(path, LIMITS), Options(), date.today())])
            return store.collection()


def search_with(variant: Variant, collection: Collection) -> Search:
    """The product's search with the analyser and ranking of a variant."""
    analyser = Analyser(load_word_lists(), variant.options)
    if variant.title_in_text:
        collection = replace(collection, passages=tuple(replace(p, text=f"{p.title}\n\n{p.text}") for p in collection.passages))
    synonyms = Synonyms(read_lexicon() if variant.synonyms else {}, analyser)
    return Search(LiveIndex([FixedCollection(collection)], analyser, variant.ranking), synonyms, weights=variant.weights)


def ranks_within(search: Search, questions: Sequence[DocumentQuestion], works: frozenset[str] = frozenset()) -> Ranks:
    """Rank of the first passage that answers, among what the search would show; ``works`` limits the search to these."""
    return Ranks(tuple(_rank(search.search(q.text, _filters(q, works), most=DEPTH, narrowed=True), q) for q in questions))


def _filters(question: DocumentQuestion, works: frozenset[str]) -> Filters:
    return Filters(works=works, audience=question.audience)


def _rank(result: SearchResult, question: DocumentQuestion) -> int:
    return next((place for place, hit in enumerate(result.hits, 1) if question.answered_by(hit.passage)), 0)


def document_table(document: Collection, topics: Collection, questions: Sequence[DocumentQuestion]) -> Iterator[str]:
    """Every variant, in the document alone and among all topics, for professionals and for parents and youths."""
    professional, lay = split_by_reader(questions)
    works = frozenset(passage.work for passage in document.passages)
    yield (
        f"| waarin | manier van zoeken | professionals ({len(professional)}): hit@1 | hit@3 | MRR | ouders en jongeren ({len(lay)}): hit@1 "
        "| hit@3 | MRR |"
    )
    yield "|---|---|---|---|---|---|---|---|"
    for variant in DOCUMENT_VARIANTS:
        alone = search_with(variant, document)
        yield f"| alleen dit document | {variant.name} | {ranks_within(alone, professional, works)} | {ranks_within(alone, lay, works)} |"
    for variant in DOCUMENT_VARIANTS:
        among = search_with(variant, joined((topics, document)))
        yield f"| alles | {variant.name} | {ranks_within(among, professional)} | {ranks_within(among, lay)} |"


def split_by_reader(questions: Sequence[DocumentQuestion]) -> tuple[list[DocumentQuestion], list[DocumentQuestion]]:
    """The questions of professionals, and those of parents and youths."""
    professional = [q for q in questions if q.audience is Audience.PROFESSIONAL]
    return professional, [q for q in questions if q.audience is not Audience.PROFESSIONAL]


def verdict_line(search: Search, questions: Sequence[DocumentQuestion]) -> str:
    """How sure the product is of what it shows for these questions, and how often the answer is among it."""
    results = [(search.search(q.text, _filters(q, frozenset()), most=SHOWN), q) for q in questions]
    found = [(r, q) for r, q in results if isinstance(r, Found)]
    unsure = [(r, q) for r, q in results if isinstance(r, Unsure)]
    nothing = len(results) - len(found) - len(unsure)
    shown = sum(_rank(r, q) > 0 for r, q in found), sum(_rank(r, q) > 0 for r, q in unsure)
    return (
        f"Zoekend in alles is het zoeken bij {len(found)} van de {len(results)} vragen zeker (de passage staat {shown[0]} keer bij wat het toont), "
        f"bij {len(unsure)} onzeker ({shown[1]} keer) en vindt het {nothing} keer niets."
    )


def document_lines(path: Path = DOCUMENT, questions_path: Path = QUESTIONS) -> list[str]:
    """The Markdown lines about one document: how it was cut, the table, and how sure the search is."""
    document, questions = imported(path), document_questions(questions_path)
    topics = topic_collection(default_knowledge_base(), training_examples())
    words = sum(len(passage.text.split()) for passage in document.passages)
    in_use = search_with(DOCUMENT_VARIANTS[-1], joined((topics, document)))
    return [
        f"Het document telt {words} woorden in {len(document.passages)} passages; daarnaast staan {len(topics.passages)} passages van onderwerpen.",
        "Goed is elke passage onder een kop waar het antwoord staat. Een onderwerp dat ook antwoord geeft, telt hier als fout.",
        "",
        *document_table(document, topics, questions),
        "",
        verdict_line(in_use, questions),
    ]


def main(arguments: Sequence[str]) -> int:
    """Print the lines about a file with its questions. Returns the exit code."""
    document, questions = map(Path, arguments or (str(DOCUMENT), str(QUESTIONS)))
    print("\n".join(document_lines(document, questions)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
