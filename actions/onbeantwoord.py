"""A question that found no answer goes to the editor's list, unless anything in it is personal or about danger."""

from __future__ import annotations

import logging

from sqlalchemy.exc import SQLAlchemyError

from actions.turn import Turn
from bot.errors import CommandError
from bot.language.tokens import words
from bot.storage.unanswered import default_unanswered

LEAST_WORDS = 2
NOT_WITH = ("signaal", "gemaskeerd", "ruw", "afgekapt", "knop", "taal")  # what the intake saw in a message that is not for an editor

logger = logging.getLogger(__name__)


def keep_unanswered(turn: Turn) -> None:
    """Keep the question of a turn. What fails is told to the log alone: the person is not helped by it."""
    if any(turn.metadata.get(name) for name in NOT_WITH) or len(words(turn.text)) < LEAST_WORDS:
        return
    try:
        default_unanswered().add(turn.sender, turn.text, turn.audience)
    except (SQLAlchemyError, CommandError) as error:
        logger.error("unanswered: %s", type(error).__name__)
