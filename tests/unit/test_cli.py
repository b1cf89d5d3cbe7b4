"""The command line says in one line what is wrong and how to go on, and its exit code is not 0."""

import socket

import pytest

from bot import running
from bot.cli import main
from bot.errors import CommandError
from bot.running import Servers, prepare_database, purge
from bot.settings import Settings


def settings_in(folder, **values) -> Settings:
    return Settings(var_dir=str(folder), **values)


def test_a_taken_port_is_named_with_the_setting_that_moves_it():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CommandError, match=rf"{taken.getsockname()[1]}.*KRINGWIJZER_PORT"):
            running.start(Settings(port=taken.getsockname()[1]))


def test_a_database_that_cannot_be_opened_is_named(tmp_path):
    with pytest.raises(CommandError, match="KRINGWIJZER_DATABASE_URL"):
        prepare_database(settings_in(tmp_path, database_url="sqlite:////does/not/exist/x.db"))


def test_a_missing_model_names_the_command_that_makes_it(tmp_path):
    with pytest.raises(CommandError, match="make train"), Servers(settings_in(tmp_path), tmp_path / "none.tar.gz"):
        pass


def test_a_broken_setting_ends_the_command_with_one_line(monkeypatch, capsys):
    monkeypatch.setenv("KRINGWIJZER_PORT", "vijfduizend")
    assert main(["check-data"]) == 1
    said = capsys.readouterr().err.strip()
    assert said.count("\n") == 0
    assert "KRINGWIJZER_PORT" in said


def test_asking_without_an_assistant_says_how_to_start_one(monkeypatch, capsys):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("KRINGWIJZER_PORT", str(port))
    assert main(["ask", "wat is een maatje"]) == 1
    assert "make run" in capsys.readouterr().err


def test_purge_on_a_new_database_deletes_nothing(tmp_path):
    settings = settings_in(tmp_path)
    prepare_database(settings)
    assert purge(settings) == 0
