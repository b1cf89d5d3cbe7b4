"""What happens to a message before Rasa reads it, the same for every door.

Order: danger on the raw text, in memory only; typed slash commands become text; personal data is masked; audience and
language are noticed. Text of an acute or concerning message goes no further than this module. An answer in a network
interview goes along unmasked as well, in metadata that the database never gets (:mod:`bot.components.redaction`).
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Any

from bot.channels.interviews import OpenInterviews, no_interviews
from bot.knowledge.buttons import PREFIX, ButtonBook, default_buttons
from bot.knowledge.topics import Audience
from bot.logs import mark_conversation
from bot.network_map.interview.commands import says_outside
from bot.network_map.interview.state import Interview
from bot.privacy.masking import mask
from bot.privacy.wishes import LABEL_PREFIX, LABELS, Wish, default_wishes
from bot.safety.levels import NO_SIGNAL, Level, Signal
from bot.safety.normalise import visible
from bot.safety.signals import DangerDetector, default_detector
from bot.search.wishes import read_wish
from bot.storage.map_seal import CODE_GROUP_LENGTH, CODE_LETTERS
from bot.understanding.audience import audience_cue
from bot.understanding.foreign import foreign_language
from bot.understanding.labels import parsed_as
from bot.understanding.ordinals import goes_back, read_choice

LEADING_SLASHES = re.compile(r"^[/\s]+")
MOST_SENDERS = 1000
MOST_READ = 10_000  # characters at the beginning and at the end that are read for danger
NOT_KEPT = "[niet bewaard]"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
DANGER_INTENT = "gevaar"
FOREIGN_INTENT = "andere_taal"
MAP_INTENT = "netwerkkaart"
SEARCH_INTENT = "zoeken"
CHOICE_INTENT = "kiezen"
FORM_INTENTS = (MAP_INTENT, "keuzehulp")  # a typed title is an answer in the conversation that knows it
CODE_GROUP = f"[{CODE_LETTERS}]{{{CODE_GROUP_LENGTH}}}"  # without vowels, so three short words are no code
RESUME_CODE = re.compile(rf"\b{CODE_GROUP}[- ]{CODE_GROUP}[- ]{CODE_GROUP}\b", re.IGNORECASE)
CODE_TAG = "[code]"
WISH = "recht"  # what somebody wants with the data that is held, in the metadata


@dataclass(frozen=True)
class Admitted:
    """What Rasa gets. ``parse_data`` is set when the language part is skipped; ``signal`` steers the static help."""

    text: str
    metadata: dict[str, Any]
    signal: Signal
    audience: Audience | None
    parse_data: dict[str, Any] | None = field(default=None)


def resume_code(text: str) -> str | None:
    """The code of a network map in what somebody typed."""
    found = RESUME_CODE.search(CONTROL.sub(" ", visible(text)))
    return found[0] if found else None


class Intake:
    """Admits messages. Between them it keeps, in memory only, the last text of a sender, for danger said in two messages."""

    def __init__(
        self,
        max_characters: int,
        detector: DangerDetector | None = None,
        buttons: ButtonBook | None = None,
        interviews: OpenInterviews | None = None,
        typed_payloads: bool = False,
    ) -> None:
        """``typed_payloads``: whether a button's payload counts when it comes as text, as at the trusted text interface."""
        self._typed_payloads = typed_payloads
        self._max_characters = max_characters
        self._detector = detector or default_detector()
        self._given_buttons = buttons
        self._interviews = interviews or OpenInterviews(no_interviews)
        self._last_texts: OrderedDict[str, str] = OrderedDict()

    @property
    def _buttons(self) -> ButtonBook:
        return self._given_buttons or default_buttons()

    def admit(self, message: object, audience: object, sender: str = "", pressed_payload: str | None = None) -> Admitted:
        """Turn what a door received into what Rasa may see; a payload comes from a button that the door has checked. Never raises."""
        mark_conversation(sender)
        raw = self._raw(message) if pressed_payload is None else pressed_payload
        chosen = _audience(audience)
        metadata: dict[str, Any] = {"doelgroep": chosen.value} if chosen else {}
        interview = self._interviews.of(sender)
        asked = interview is not None and interview.is_open
        pressed = self._pressed(raw, metadata, asked)
        if pressed:
            self._note_wish(pressed["text"], metadata, sender)
            return Admitted(pressed["text"], metadata, NO_SIGNAL, chosen, pressed)
        wish = self._note_wish(raw, metadata, sender)
        signal = self._signal_of(raw, sender, asked, known=bool(wish or self._buttons.pressed(raw) or read_choice(raw)))
        cue = audience_cue(raw)
        metadata |= {name: value.value for name, value in (("zegt", cue.stated), ("wijst_op", cue.hinted)) if value}
        reader = cue.stated or chosen or cue.hinted
        if signal.level is not Level.NONE:
            metadata["signaal"] = signal.level.value
        if signal.level.takes_over:
            metadata |= {"thema": signal.theme.value, "onveilig": list(signal.unsafe_relations)}
            return Admitted(NOT_KEPT, metadata, signal, reader, parsed_as(NOT_KEPT, DANGER_INTENT))
        if wish:
            text = mask(CONTROL.sub(" ", visible(raw)).strip()).text
            return Admitted(text, metadata, signal, reader, parsed_as(text, LABELS[wish]))
        if interview is not None or RESUME_CODE.search(raw):
            in_interview = self._for_the_map(raw, metadata, signal, reader, interview)
            if in_interview:
                return in_interview
        return self._ordinary(raw, metadata, signal, reader)

    def _raw(self, message: object) -> str:
        # A lone surrogate is valid in JSON and in no text.
        raw = message.encode("utf-8", "ignore").decode() if isinstance(message, str) else ""
        if len(raw) > 2 * MOST_READ:
            raw = f"{raw[:MOST_READ]} {raw[-MOST_READ:]}"
        if self._typed_payloads:
            return raw
        while raw.lstrip().startswith(PREFIX):
            raw = raw.lstrip().removeprefix(PREFIX)
        return raw

    def _pressed(self, raw: str, metadata: dict[str, Any], asked: bool) -> dict[str, Any] | None:
        """Parse data of a pressed button or its typed title. While a question of the interview is open, a title is an answer."""
        pressed = self._buttons.pressed(raw)
        if pressed is None:
            return None
        label, title = pressed
        by_payload = raw.strip().startswith(PREFIX)
        if asked and not by_payload and not label.startswith(("doelgroep_", LABEL_PREFIX)):
            return None
        if label in FORM_INTENTS and not by_payload:
            return None
        if by_payload:
            metadata["knop"] = raw.strip().removeprefix(PREFIX)
        return parsed_as(title, label)

    def _note_wish(self, text: str, metadata: dict[str, Any], sender: str) -> Wish | None:
        """See whether a message wants something with the data that is held; who erases is forgotten here at once."""
        wish = default_wishes().wish(text)
        if wish:
            metadata[WISH] = wish.value
        if wish is Wish.ERASE_NOW:
            self.forget(sender)
        return wish

    def forget(self, sender: str) -> None:
        """Drop what is remembered of a sender in memory, for a door that erases a conversation."""
        self._last_texts.pop(sender, None)
        self._interviews.forget(sender)

    def _for_the_map(
        self, raw: str, metadata: dict[str, Any], signal: Signal, reader: Audience | None, interview: Interview | None
    ) -> Admitted | None:
        """An answer in an interview, a command for a map that is ready, or a code that opens one."""
        text = CONTROL.sub(" ", visible(raw)).strip()[: self._max_characters]
        code = RESUME_CODE.search(text)
        if code:
            return Admitted(CODE_TAG, metadata | {"kaartcode": code[0]}, signal, reader, parsed_as(CODE_TAG, MAP_INTENT))
        if interview is None:
            return None
        if interview.is_open:
            return Admitted(mask(LEADING_SLASHES.sub("", text)).text, metadata | {"ruw": text}, signal, reader)
        if says_outside(text, interview.network.people):
            return Admitted(mask(text).text, metadata | {"ruw": text}, signal, reader, parsed_as(mask(text).text, MAP_INTENT))
        return None

    def _signal_of(self, raw: str, sender: str, answering: bool, known: bool) -> Signal:
        """A title of a button, a place in a list or a phrase about data is ``known``: rules read it for danger, the classifier does not."""
        return self._detector.certain(raw) if known else self._signal(raw, sender, answering)

    def _signal(self, raw: str, sender: str, answering: bool) -> Signal:
        signal = self._detector.detect(raw, answering)
        before = self._last_texts.pop(sender, "")
        if signal.level.takes_over or not sender:
            return signal
        self._last_texts[sender] = raw[-self._max_characters :]
        if len(self._last_texts) > MOST_SENDERS:
            self._last_texts.popitem(last=False)
        together = self._detector.certain(f"{before} {raw}") if before else signal
        return together if together.level.takes_over else signal

    def _ordinary(self, raw: str, metadata: dict[str, Any], signal: Signal, reader: Audience | None) -> Admitted:
        text = CONTROL.sub(" ", visible(raw)).strip()
        if len(text) > self._max_characters:
            text = text[: self._max_characters]
            metadata["afgekapt"] = True
        masked = mask(LEADING_SLASHES.sub("", text))
        if masked.kinds:
            metadata["gemaskeerd"] = list(masked.kinds)
        language = foreign_language(masked.text)
        if language:
            metadata["taal"] = language
            return Admitted(masked.text, metadata, signal, reader, parsed_as(masked.text, FOREIGN_INTENT))
        if read_wish(masked.text):
            return Admitted(masked.text, metadata, signal, reader, parsed_as(masked.text, SEARCH_INTENT))
        if read_choice(masked.text) or goes_back(masked.text):
            return Admitted(masked.text, metadata, signal, reader, parsed_as(masked.text, CHOICE_INTENT))
        if not any(character.isalnum() for character in masked.text):
            return Admitted(masked.text, metadata, signal, reader, parsed_as(masked.text, "onduidelijk"))
        return Admitted(masked.text, metadata, signal, reader)


def _audience(value: object) -> Audience | None:
    try:
        return Audience(value)
    except ValueError:
        return None
