"""Log lines hold no words of people: the formatter, the files, and every call of a logger in our own code."""

from __future__ import annotations

import ast
import json
import logging
import os
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot import logs
from bot.logs import JsonLines, LogFile, delete_old_logs, mark_conversation
from bot.settings import ROOT

OWN = [path for folder in ("bot", "actions") for path in sorted((ROOT / folder).rglob("*.py"))]
CALLS = {"debug", "info", "warning", "error", "critical", "exception", "log"}
NUMBERS = {"len", "sum", "round", "int"}


@pytest.fixture(autouse=True)
def no_conversation():
    mark_conversation("")
    yield
    mark_conversation("")


def line(name: str, message: str, *values: object, error: BaseException | None = None) -> dict:
    caught = (type(error), error, error.__traceback__) if error else None
    return json.loads(JsonLines().format(logging.LogRecord(name, logging.ERROR, "/ergens/deur.py", 12, message, values, caught)))


def raised(cause: Exception | None = None) -> Exception:
    geheim = "Riet"
    try:
        raise ValueError(f"het gaat om {geheim}") from cause
    except ValueError as error:
        return error


def test_a_line_of_our_own_is_written_whole():
    assert line("bot.channels.text", "A turn failed with %s", "ValueError") | {"time": ""} == {
        "time": "",
        "level": "ERROR",
        "logger": "bot.channels.text",
        "place": "deur:12",
        "message": "A turn failed with ValueError",
    }


@pytest.mark.parametrize("name", ["rasa.core.processor", "sanic.error", "root", "botanic", "actionsx.y"])
def test_a_line_of_others_gives_its_place_only(name):
    found = line(name, "Riet zei %s", "hoi")
    assert found["place"] == "deur:12"
    assert "message" not in found


@pytest.mark.parametrize("name", ["bot.logs", "rasa.core.agent"])
def test_an_error_gives_types_and_places_and_no_words_or_values(name):
    found = line(name, "fault", error=raised(KeyError("Riet")))
    assert (found["error"], found["cause"]) == ("ValueError", "KeyError")
    assert found["frames"][-1].startswith("test_log_lines:")
    assert "Riet" not in json.dumps(found)


def test_a_conversation_is_known_by_its_mark_only():
    mark_conversation("sam-de-afzender")
    first = line("bot.x", "a")["conversation"]
    mark_conversation("een ander")
    second = line("bot.x", "a")["conversation"]
    mark_conversation("sam-de-afzender")
    assert line("rasa", "a")["conversation"] == first != second
    assert "sam" not in first
    mark_conversation("")
    assert "conversation" not in line("bot.x", "a")


def test_without_the_key_of_this_process_a_mark_says_nothing(monkeypatch):
    mark_conversation("sam")
    before = line("bot.x", "a")["conversation"]
    monkeypatch.setattr(logs, "_key", b"een andere sleutel")
    mark_conversation("sam")
    assert line("bot.x", "a")["conversation"] != before


def written(folder: Path, most_bytes: int = 1_000_000, lines: int = 1) -> list[str]:
    handler = LogFile(folder / "rasa.log", most_bytes, 30)
    for _ in range(lines):
        handler.emit(logging.LogRecord("bot.x", logging.ERROR, "x.py", 1, "een regel", (), None))
    handler.close()
    return sorted(path.name for path in folder.glob("*.log*"))


def aged(path: Path, days: int) -> Path:
    then = time.time() - days * 86400
    os.utime(path, (then, then))
    return path


def test_a_file_is_put_aside_at_its_largest_size(tmp_path):
    assert written(tmp_path, most_bytes=15, lines=3) == ["rasa.log", "rasa.log.1", "rasa.log.2"]


def test_a_file_of_yesterday_is_put_aside_also_after_a_restart(tmp_path):
    written(tmp_path)
    aged(tmp_path / "rasa.log", 1)
    assert written(tmp_path) == ["rasa.log", "rasa.log.1"]
    assert written(tmp_path) == ["rasa.log", "rasa.log.1"]


def test_a_new_day_begins_a_new_file_in_a_running_process(tmp_path, monkeypatch):
    handler = LogFile(tmp_path / "rasa.log", 1_000_000, 30)
    record = logging.LogRecord("bot.x", logging.ERROR, "x.py", 1, "een regel", (), None)
    handler.emit(record)

    class Tomorrow(date):
        @classmethod
        def today(cls):
            return date.today() + timedelta(days=1)

    monkeypatch.setattr(logs, "date", Tomorrow)
    handler.emit(record)
    handler.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rasa.log", "rasa.log.1"]


def test_old_files_are_deleted_when_one_is_put_aside_and_on_request(tmp_path):
    aged_out = tmp_path / "rasa.log.9"
    aged_out.write_text("oud")
    aged(aged_out, 31)
    other = tmp_path / "kringwijzer.db"
    other.write_text("")
    aged(other, 400)
    written(tmp_path, most_bytes=15, lines=2)
    assert not aged_out.exists()
    aged(tmp_path / "rasa.log.1", 8)
    assert delete_old_logs(tmp_path, 7) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kringwijzer.db", "rasa.log"]


def log_calls(tree: ast.Module):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id in {"logger", "logging", "log"}:
                yield node


def is_harmless(value: ast.expr) -> bool:
    """A type's name, a count, a number or name of the program itself: nothing that a person typed."""
    if isinstance(value, ast.Constant):
        return True
    if isinstance(value, ast.Attribute) and value.attr == "__name__":
        return (isinstance(value.value, ast.Call) and getattr(value.value.func, "id", "") == "type") or getattr(value.value, "id", "") == "category"
    if isinstance(value, ast.Attribute) and value.attr == "stem":
        return True
    if isinstance(value, ast.Call):
        return getattr(value.func, "id", "") in NUMBERS
    return isinstance(value, ast.Name) and value.id in {"lineno", "what"}


def faults(tree: ast.Module) -> list[int]:
    return [
        call.lineno
        for call in log_calls(tree)
        if not isinstance(call.args[0], ast.Constant) or not all(is_harmless(value) for value in call.args[1:])
    ]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_our_own_lines_hold_types_and_numbers_only(path):
    assert faults(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "call",
    ["logger.error(text)", "logger.error(f'{text}')", "logger.error('%s', text)", "logger.info('%s', error)", "logger.warning('%s', str(error))",
     "logger.error('a' + text)", "logging.error('%s', sender)", "logger.error('%s', error.args)"],
)  # fmt: skip
def test_a_line_with_something_else_is_noticed(call):
    assert faults(ast.parse(call)) == [1]


def test_lines_about_python_itself_stay_possible():
    assert sys.version_info >= (3, 10)
    assert faults(ast.parse("logger.error('%s of %d', type(error).__name__, len(rows), exc_info=error)")) == []
