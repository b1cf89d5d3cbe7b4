"""Ways to search that the reports compare: plain BM25 first, then what each part of the analyser and ranking adds."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.search.analyser import AnalyserOptions
from bot.search.impacts import FieldWeight
from bot.search.index import Ranking
from bot.search.query import QueryWeights

PLAIN_BM25 = Ranking(text=FieldWeight(1.0, 0.75), section=FieldWeight(0.0, 0.0), names_share=0.0, questions_share=0.0)
TEXT_AND_NAMES = Ranking(questions_share=0.0)
NO_CORRECTION = QueryWeights(corrected=0.0)
IN_USE = "+ voorbeeldvragen: in gebruik"


@dataclass(frozen=True)
class Variant:
    """One way to search, for the comparison."""

    name: str
    options: AnalyserOptions
    ranking: Ranking
    synonyms: bool = True
    weights: QueryWeights | None = None
    title_in_text: bool = False


BARE = AnalyserOptions(stop_words=False, lemmas=False, stemmer=None, compounds=False)
STOPPED = replace(BARE, stop_words=True)
STEMMED = replace(STOPPED, lemmas=True, stemmer="dutch_porter")
VARIANTS = (
    Variant("gewone BM25 over titel en tekst", BARE, PLAIN_BM25, synonyms=False, weights=NO_CORRECTION, title_in_text=True),
    Variant("+ stopwoorden", STOPPED, PLAIN_BM25, synonyms=False, weights=NO_CORRECTION, title_in_text=True),
    Variant("+ velden (titel, andere namen, sectie)", STOPPED, TEXT_AND_NAMES, synonyms=False, weights=NO_CORRECTION),
    Variant("+ stam, Kraaij-Pohlmann", replace(STOPPED, stemmer="dutch"), TEXT_AND_NAMES, synonyms=False, weights=NO_CORRECTION),
    Variant("+ stam, Porter", replace(STOPPED, stemmer="dutch_porter"), TEXT_AND_NAMES, synonyms=False, weights=NO_CORRECTION),
    Variant("+ lemma", replace(STOPPED, lemmas=True), TEXT_AND_NAMES, synonyms=False, weights=NO_CORRECTION),
    Variant("+ lemma en Porter", STEMMED, TEXT_AND_NAMES, synonyms=False, weights=NO_CORRECTION),
    Variant("+ samenstellingen", AnalyserOptions(), TEXT_AND_NAMES, synonyms=False, weights=NO_CORRECTION),
    Variant("+ tikfouten", AnalyserOptions(), TEXT_AND_NAMES, synonyms=False),
    Variant("+ synoniemen", AnalyserOptions(), TEXT_AND_NAMES),
    Variant(IN_USE, AnalyserOptions(), Ranking()),
    Variant(
        "gewone BM25, met voorbeeldvragen", BARE, replace(PLAIN_BM25, questions_share=0.35), synonyms=False, weights=NO_CORRECTION, title_in_text=True
    ),
)
DOCUMENT_VARIANTS = (VARIANTS[0], replace(VARIANTS[-2], name="in gebruik"))
"""For an imported document: plain BM25 and what is in use; nobody writes example questions for a document."""
