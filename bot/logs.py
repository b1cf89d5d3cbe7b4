"""Logs that can be kept: one JSON object a line, without what people say, who they are, or the values in a program.

Of other people's code only the place and the type of an error are written, never its words: Rasa's messages quote what was
typed. Messages of our own code are written whole; ``tests/unit/test_log_lines.py`` keeps their values to types and numbers.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import re
import secrets
import sys
import threading
import time
import warnings
from collections.abc import MutableMapping
from contextvars import ContextVar
from datetime import date, datetime, timezone
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog

from bot.settings import Settings

OWN = ("bot", "actions")
MOST_FILES = 50  # of one server
MOST_FRAMES = 8
MARK_LENGTH = 12
SECONDS_PER_DAY = 86400
EVENT = re.compile(r"[a-z_]+(?:\.[a-z_]+)+")  # Rasa names events of structlog so: "endpoint.read.failed_no_such_file"

_conversation: ContextVar[str] = ContextVar("conversation", default="")
_key = secrets.token_bytes(32)


def set_up_logs(settings: Settings, name: str) -> None:
    """Everything that this process logs goes to ``log/<name>.log`` in the var folder. Call it before anything can log."""
    global _key
    if settings.action_secret:  # shared by both servers, so that they mark a conversation alike
        _key = hashlib.sha256(settings.action_secret.encode("utf-8")).digest()
    folder = settings.var_path / "log"
    folder.mkdir(parents=True, exist_ok=True)
    handler = LogFile(folder / f"{name}.log", settings.log_megabytes * 1_000_000, settings.keep_log_days)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelName(settings.log_level.upper())))
    for own in OWN:
        logging.getLogger(own).setLevel(settings.log_level.upper())
    logging.raiseExceptions = False  # otherwise a line that cannot be written goes to stderr with its values
    _take_over_what_python_prints()
    _take_over_structlog()


def mark_conversation(sender: str) -> None:
    """Log lines of this task say from now on which conversation they belong to, as a hash with a key that is not kept."""
    _conversation.set(hmac.new(_key, sender.encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:MARK_LENGTH] if sender else "")


class JsonLines(logging.Formatter):
    """One line: time, level, logger, place, conversation; the message of our own code; type and places of an error."""

    def format(self, record: logging.LogRecord) -> str:
        """The record without message text of others, values, locals and code."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "place": f"{record.module}:{record.lineno}",
        }
        if _conversation.get():
            line["conversation"] = _conversation.get()
        if record.name.split(".")[0] in OWN or getattr(record, "is_event", False):
            line["message"] = record.getMessage()
        if record.exc_info and record.exc_info[0]:
            line |= _error(record.exc_info[1], record.exc_info[0], record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _error(error: BaseException | None, kind: type[BaseException], trace: TracebackType | None) -> dict[str, Any]:
    frames = []
    while trace is not None:
        frames.append(f"{Path(trace.tb_frame.f_code.co_filename).stem}:{trace.tb_lineno}")
        trace = trace.tb_next
    cause = error.__cause__ or error.__context__ if error else None
    return {"error": kind.__name__, "frames": frames[-MOST_FRAMES:]} | ({"cause": type(cause).__name__} if cause else {})


class LogFile(RotatingFileHandler):
    """A file that is put aside every day and at its largest size; what was put aside is deleted after some days."""

    def __init__(self, path: Path, most_bytes: int, keep_days: int) -> None:
        self._keep_days = keep_days
        # A file of yesterday is put aside at the first line of today, also over a restart.
        self._day = date.fromtimestamp(path.stat().st_mtime) if path.exists() else date.today()
        super().__init__(path, maxBytes=most_bytes, backupCount=MOST_FILES, encoding="utf-8")

    def shouldRollover(self, record: logging.LogRecord) -> bool:  # noqa: N802 (the name is Python's)
        """Whether the line belongs in a new file."""
        return date.today() != self._day or bool(super().shouldRollover(record))

    def doRollover(self) -> None:  # noqa: N802
        """Put the file aside and delete what is too old."""
        super().doRollover()
        self._day = date.today()
        delete_old_logs(Path(self.baseFilename).parent, self._keep_days)


def delete_old_logs(folder: Path, days: int) -> int:
    """Delete files in which nothing was written for a number of days; returns how many."""
    old = [path for path in folder.glob("*.log*") if path.stat().st_mtime < time.time() - days * SECONDS_PER_DAY]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _take_over_what_python_prints() -> None:
    logger = logging.getLogger(__name__)

    def warned(message: Warning | str, category: type[Warning], filename: str, lineno: int, *_: object, **__: object) -> None:
        if not issubclass(category, (DeprecationWarning, PendingDeprecationWarning)):
            logger.warning("%s at %s:%d", category.__name__, Path(filename).stem, lineno)

    def failed(hook: threading.ExceptHookArgs | sys.UnraisableHookArgs) -> None:
        logger.error("Nobody caught this", exc_info=(hook.exc_type, hook.exc_value or hook.exc_type(), hook.exc_traceback))

    warnings.showwarning = warned
    threading.excepthook = failed
    sys.unraisablehook = failed


def _take_over_structlog() -> None:
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, _only_the_event],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=True,
    )


def _only_the_event(_: object, __: str, event: MutableMapping[str, Any]) -> tuple[tuple[str], dict[str, Any]]:
    """Of what Rasa says with its values, the name of the event; text in place of a name is dropped too."""
    name = str(event.get("event"))
    known = EVENT.fullmatch(name) is not None
    return (name if known else "",), {"extra": {"is_event": known}, "exc_info": event.get("exc_info")}
