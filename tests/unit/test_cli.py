"""The command line says in one line what is wrong and how to go on, and its exit code is not 0."""

import os
import socket
import time
from datetime import date, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa

from bot import running
from bot.cli import main
from bot.errors import CommandError
from bot.knowledge.topics import Audience
from bot.privacy.encryption import EncryptionKeyError
from bot.privacy.keys import open_vault
from bot.running import Servers, prepare_database, purge
from bot.safety.levels import Level, Signal
from bot.settings import Settings
from bot.storage.conversations import events, read
from bot.storage.counts import CountStore
from bot.storage.engine import open_engine
from bot.storage.feedback import FeedbackStore, Thumb
from bot.storage.maps import MapStore
from bot.storage.unanswered import UnansweredStore
from tests.unit.databases import store_event, user_event

LONG_AGO = date(2026, 1, 1)
OWNER, CONTENT = "afzender", {"step": "namen"}


def settings_in(folder, **values) -> Settings:
    return Settings(var_dir=str(folder), **values)


def store_of(settings: Settings, days_ago: int = 0) -> MapStore:
    then = datetime.now(timezone.utc) - timedelta(days=days_ago)
    return MapStore(open_engine(settings.database), open_vault(settings), lambda: then)


@pytest.fixture
def free_ports(monkeypatch):
    """Ports in the environment that nothing uses, as when the assistant is stopped."""
    for name in ("KRINGWIJZER_PORT", "KRINGWIJZER_ACTION_PORT"):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            monkeypatch.setenv(name, str(free.getsockname()[1]))


@pytest.fixture
def settings(tmp_path, free_ports, monkeypatch, capsys) -> Settings:
    """Settings in the environment, with a database and keys that are ready."""
    monkeypatch.setenv("KRINGWIJZER_VAR_DIR", str(tmp_path))
    settings = settings_in(tmp_path)
    prepare_database(settings)
    capsys.readouterr()
    return settings


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
    assert purge(settings) == (0, 0, 0, 0, 0, 0)


def test_purge_deletes_everything_whose_time_is_over_and_says_how_much(settings, capsys):
    for number in range(3):
        store_of(settings, days_ago=number * 5).create(OWNER, CONTENT, 4)
    with open_engine(settings.database).begin() as connection:
        long_ago = time.time() - 2 * 86400
        connection.execute(sa.insert(events), [{"sender_id": "oud", "type_name": "user", "timestamp": long_ago, "data": "{}"}] * 3)
    FeedbackStore(open_engine(settings.database), open_vault(settings), lambda: LONG_AGO).add(OWNER, "vorm/maatje", None, Thumb.UP)
    UnansweredStore(open_engine(settings.database), open_vault(settings), lambda: LONG_AGO).add(OWNER, "wie leent een kanarie uit", None)
    CountStore(open_engine(settings.database), lambda: datetime(2024, 1, 1, tzinfo=timezone.utc)).add(Signal(Level.ACUTE), "web")
    old, new = settings.var_path / "log" / "rasa.log.1", settings.var_path / "log" / "rasa.log"
    for path in (old, new):
        path.touch()
    os.utime(old, (long_ago - 13 * 86400,) * 2)

    assert main(["purge"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "Deleted 3 events of conversations older than 1 days, in Teams 7.",
        "Deleted 2 network maps whose time was over.",
        "Deleted 1 ratings, 1 questions, 1 counts and 1 log files.",
    ]
    assert (old.exists(), new.exists()) == (False, True)
    assert len(store_of(settings).export_owner(OWNER)) == 1


def test_purge_before_the_first_start_says_what_makes_the_tables(tmp_path):
    with pytest.raises(CommandError, match="make run"):
        purge(settings_in(tmp_path))


def test_purge_needs_no_key(settings):
    store_of(settings, days_ago=8).create(OWNER, CONTENT, 7)
    settings.key_path.unlink()

    assert purge(settings).maps == 1
    assert not settings.key_path.exists()


def test_the_first_start_makes_the_key_file_and_says_so_once(tmp_path, capsys):
    settings = settings_in(tmp_path)
    prepare_database(settings)
    first = capsys.readouterr().out
    prepare_database(settings)

    assert str(settings.key_path) in first
    assert settings.key_path.read_text(encoding="ascii").strip() not in first
    assert capsys.readouterr().out == ""


def test_a_wrong_key_stops_the_start_and_does_not_blame_the_database(tmp_path):
    with pytest.raises(EncryptionKeyError, match="KRINGWIJZER_ENCRYPTION_KEYS: key 1 of 1"):
        prepare_database(settings_in(tmp_path, encryption_keys="geen-sleutel"))


def test_a_lost_key_is_told_at_the_start(settings, capsys):
    store_of(settings).create(OWNER, CONTENT, 7)
    settings.key_path.unlink()
    prepare_database(settings)

    assert "1 network maps and conversations cannot be read" in capsys.readouterr().out


def test_rotating_covers_everything_that_is_encrypted(settings, capsys):
    engine, former = open_engine(settings.database), open_vault(settings)
    store_event(engine, former, OWNER, user_event("hallo"))
    FeedbackStore(engine, former).add(OWNER, "vorm/maatje", None, Thumb.DOWN, "te lang")
    UnansweredStore(engine, former).add(OWNER, "wie leent een kanarie uit", None)

    assert main(["keys", "rotate"]) == 0

    assert "1 events of conversations and 2 ratings and questions" in capsys.readouterr().out
    newest = settings.key_path.read_text(encoding="ascii").splitlines()[0]
    only_new = open_vault(settings_in(settings.var_dir, encryption_keys=newest))
    assert read(engine, only_new, OWNER)[0]["text"] == "hallo"
    assert FeedbackStore(engine, only_new).of(OWNER)[0]["word"] == "te lang"
    assert UnansweredStore(engine, only_new).of(OWNER)[0]["question"] == "wie leent een kanarie uit"


def test_a_start_encrypts_what_a_former_version_kept_in_clear(settings, capsys):
    with open_engine(settings.database).begin() as connection:
        clear = {"sender_id": OWNER, "type_name": "user", "timestamp": time.time(), "data": '{"event": "user", "text": "hallo"}'}
        connection.execute(sa.insert(events).values(clear))

    prepare_database(settings)

    assert "encrypted 1 events" in capsys.readouterr().out
    assert read(open_engine(settings.database), open_vault(settings), OWNER) == [{"event": "user", "text": "hallo"}]


def test_an_editor_reads_ratings_and_open_questions(settings, capsys):
    engine, vault = open_engine(settings.database), open_vault(settings)
    ratings, questions = (store(engine, vault, lambda: LONG_AGO) for store in (FeedbackStore, UnansweredStore))
    for topic, thumb, word in (("vorm/jim", Thumb.UP, ""), ("vorm/maatje", Thumb.UP, ""), ("vorm/maatje", Thumb.DOWN, "te lang")):
        ratings.add(OWNER, topic, Audience.PARENT, thumb, word)
    questions.add(OWNER, "wie leent een kanarie uit", None)

    assert main(["feedback"]) == main(["unanswered"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "vorm/maatje: 1 up, 1 down",
        "vorm/jim: 1 up, 0 down",
        "2026-01-01  ouder  vorm/maatje, down: te lang",
        "2026-01-01  -  wie leent een kanarie uit",
    ]


def test_an_editor_without_anything_to_read_is_told(settings, capsys):
    assert main(["feedback"]) == main(["unanswered"]) == 0
    assert capsys.readouterr().out.splitlines() == ["Nothing is kept."] * 2


def test_a_database_that_is_away_during_the_hourly_job_ends_nothing(settings, capsys):
    servers = Servers(settings, settings.var_path / "model")
    (settings.var_path / "kringwijzer.db").unlink()
    servers._purge()

    assert "nothing was deleted this time" in capsys.readouterr().out


def test_rotating_makes_a_new_key_and_then_the_former_can_go(settings, capsys):
    map_id = store_of(settings).create(OWNER, CONTENT, 7)
    former = settings.key_path.read_text(encoding="ascii")

    assert main(["keys", "rotate"]) == 0

    newest = settings.key_path.read_text(encoding="ascii").splitlines()[0]
    said = capsys.readouterr().out
    assert "1 network maps are now encrypted" in said
    assert not any(key in said for key in (newest, former.strip()))
    settings.key_path.write_text(newest + "\n", encoding="ascii")
    assert store_of(settings).load(map_id, OWNER).content == CONTENT
    settings.key_path.write_text(former, encoding="ascii")
    assert store_of(settings).load(map_id, OWNER) is None


def test_rotating_with_keys_in_the_setting_makes_no_key(settings, monkeypatch, capsys):
    map_id = store_of(settings).create(OWNER, CONTENT, 7)
    former, new = settings.key_path.read_text(encoding="ascii").strip(), "AbCd" * 10 + "AbA="
    settings.key_path.unlink()
    monkeypatch.setenv("KRINGWIJZER_ENCRYPTION_KEYS", f"{new},{former}")

    assert main(["keys", "rotate"]) == 0

    assert "1 network maps are now encrypted" in capsys.readouterr().out
    assert not settings.key_path.exists()
    assert store_of(settings_in(settings.var_dir, encryption_keys=new)).load(map_id, OWNER).content == CONTENT


def test_rotating_a_key_file_under_a_running_assistant_is_refused(settings, monkeypatch, capsys):
    before = settings.key_path.read_text(encoding="ascii")
    with socket.socket() as running_server:
        running_server.bind(("127.0.0.1", 0))
        running_server.listen()
        monkeypatch.setenv("KRINGWIJZER_PORT", str(running_server.getsockname()[1]))
        assert main(["keys", "rotate"]) == 1

    assert "stop it" in capsys.readouterr().err
    assert settings.key_path.read_text(encoding="ascii") == before


def test_rotating_tells_what_no_key_reads(settings, capsys):
    store_of(settings).create(OWNER, CONTENT, 7)
    settings.key_path.unlink()

    assert main(["keys", "rotate"]) == 1
    assert "1 cannot be read" in capsys.readouterr().out


def test_keys_cannot_be_shown(capsys):
    with pytest.raises(SystemExit):
        main(["keys", "show"])
