"""Which other language a message is written in, from its script and most common words; for one kind line back."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.knowledge.phrasing import default_phrasebook
from bot.language.tokens import plain

SCRIPTS = {
    "العربية": re.compile(r"[\u0600-\u06ff]{2}"),
    "ትግርኛ": re.compile(r"[\u1200-\u137f]{2}"),
    "Українська": re.compile(r"[\u0400-\u04ff]{2}"),
}
COMMON_WORDS = {
    "English": "the you i my do speak english who what how can help with is are have need someone please about child son daughter to and for",
    "Türkçe": "ben bir ve icin turkce biliyor musun konusuyor cocuk cocugum nasil yardim var mi bana oglum kizim degil ne",
    "Polski": "jestem czy mowisz po polsku moje dziecko jak pomoc nie jest mam syn corka potrzebuje prosze dla sie i na kto moze",
    "Soomaali": "waxaan ma ku hadashaa soomaali ilmaha caawimo sidee waa iyo ii waxa ilmahayga caawin",
    "Deutsch": "ich sprechen sie deutsch mein kind wie hilfe und ist nicht fur kann ein eine der die das wer mir brauche",
    "Français": "je vous parlez francais mon enfant comment aide et est pas pour un une le la les qui peut avec besoin fils fille",
    "Español": "yo hablas espanol mi hijo hija como ayuda y es no para un una el la los quien puede con necesito",
}
CODES = {
    "English": "en",
    "Türkçe": "tr",
    "العربية": "ar",
    "Polski": "pl",
    "Українська": "uk",
    "ትግርኛ": "ti",
    "Soomaali": "so",
    "Deutsch": "de",
    "Français": "fr",
    "Español": "es",
}  # how a screen reader knows in which voice to read a line
DUTCH_WORDS = frozenset(
    "ik je jij u het een en de van is wat hoe wie voor mijn kind met niet maar dat die er op aan kan mag moet "
    "zijn heb heeft wil bij ook als of om naar".split()
)
LEAST_WORDS = 3


def foreign_language(text: str) -> str | None:
    """The name of the language in that language, or None when the message may be Dutch."""
    for name, script in SCRIPTS.items():
        if script.search(text):
            return name
    tokens = re.findall(r"[a-z]+", plain(text).replace("ı", "i"))
    dutch = sum(token in DUTCH_WORDS for token in tokens)
    scores = {name: sum(token in set(common.split()) for token in tokens) for name, common in COMMON_WORDS.items()}
    best = max(scores, key=scores.__getitem__)
    enough = scores[best] >= LEAST_WORDS and scores[best] >= 0.5 * len(tokens)
    return best if enough and scores[best] > dutch + 1 else None


@lru_cache(maxsize=1)
def _lines() -> dict[str, str]:
    text = default_phrasebook().text("utter_andere_taal_alle", None)
    return {line.split(":")[0].strip(): line.split(":", 1)[1].strip() for line in text.splitlines() if ":" in line}


def line_for(language: str | None) -> str | None:
    """The kind line in a language, or None when there is none."""
    return _lines().get(language) if language else None
