"""A question in between, inside a longer conversation: answered in short, without a payload of its own."""

from __future__ import annotations

from actions.gegevens import WISHES, say_data_aside
from actions.gesprek import contact_text
from actions.turn import Turn
from bot.knowledge.answers import default_answers
from bot.understanding.aspects import is_question
from bot.understanding.labels import is_topic

CONVERSATION = {"mens", "klacht", "kunnen", "ben_je_een_mens", "veiligheid", "aanspreekvorm_je", "aanspreekvorm_u", *WISHES}
ONLY_AS_QUESTION = {"buiten_geld", "buiten_medisch", "buiten_juridisch", "buiten_lokaal"}
ANSWERED = {"antwoord", "twee"}


def can_be_answered(turn: Turn) -> bool:
    """Whether a message is clearly about something that the assistant answers, and not about what was asked."""
    decision = turn.decision
    if decision.get("uitkomst") not in ANSWERED:
        return False
    asks = is_question(turn.text)
    return turn.intent in CONVERSATION or (asks and (turn.intent in ONLY_AS_QUESTION or is_topic(decision["labels"][0])))


def answer_aside(turn: Turn) -> None:
    """Say the short answer."""
    label = turn.decision["labels"][0]
    if is_topic(label):
        answer = default_answers().short(label, turn.audience)
        turn.say(answer.response, values=answer.values)
        return
    if turn.intent in WISHES:
        say_data_aside(turn)
        return
    if turn.intent.startswith("aanspreekvorm_"):
        turn.choose(address=turn.intent.removeprefix("aanspreekvorm_"))
    turn.say(f"utter_{turn.intent}", values={"contact": contact_text(turn), "regel": ""})
