"""Where keys come from: the setting first, else a file that is private, whole, and made only once."""

import base64
import multiprocessing
import os
from pathlib import Path

import pytest

from bot.privacy.encryption import EncryptionKeyError
from bot.privacy.keys import add_key, make_key_file, open_vault
from bot.settings import Settings

OLD, NEW = (base64.urlsafe_b64encode(bytes(range(first, first + 32))).decode() for first in (0, 50))
CONTENT = {"step": 3}


def make_and_say(path: Path, made: "multiprocessing.Queue[bool]", together: "multiprocessing.Barrier") -> None:
    together.wait()
    made.put(make_key_file(path))


def keys_in(path: Path) -> list[str]:
    return path.read_text(encoding="ascii").splitlines()


def test_the_setting_gives_the_keys_and_no_file_is_made(tmp_path):
    settings = Settings(var_dir=str(tmp_path), encryption_keys=f" {NEW} ,{OLD},")
    token = open_vault(settings).encrypt(CONTENT)

    assert open_vault(Settings(encryption_keys=NEW)).decrypt(token) == CONTENT
    assert list(tmp_path.iterdir()) == []


def test_without_the_setting_a_file_is_made_once(tmp_path):
    settings = Settings(var_dir=str(tmp_path / "nieuw"))
    token = open_vault(settings).encrypt(CONTENT)

    assert open_vault(settings).decrypt(token) == CONTENT
    assert len(keys_in(settings.key_path)) == 1


def test_the_file_is_for_its_owner_only_and_nothing_lies_beside_it(tmp_path):
    assert make_key_file(tmp_path / "sleutels")

    assert (tmp_path / "sleutels").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path) == ["sleutels"]


def test_a_file_that_exists_is_left_alone(tmp_path):
    make_key_file(tmp_path / "sleutels")
    before = keys_in(tmp_path / "sleutels")

    assert not make_key_file(tmp_path / "sleutels")
    assert keys_in(tmp_path / "sleutels") == before


def test_of_processes_that_start_at_once_one_makes_the_file(tmp_path):
    processes = multiprocessing.get_context("fork")
    made, together = processes.Queue(), processes.Barrier(6)
    started = [processes.Process(target=make_and_say, args=(tmp_path / "sleutels", made, together)) for _ in range(6)]
    for process in started:
        process.start()
    results = [made.get(timeout=20) for _ in started]
    for process in started:
        process.join()

    assert sorted(results) == [False] * 5 + [True]
    assert len(keys_in(tmp_path / "sleutels")) == 1


def test_a_new_key_comes_in_front_and_what_the_former_wrote_is_still_read(tmp_path):
    settings = Settings(var_dir=str(tmp_path))
    token = open_vault(settings).encrypt(CONTENT)
    former = keys_in(settings.key_path)

    add_key(settings.key_path)

    assert keys_in(settings.key_path)[1:] == former
    assert len(set(keys_in(settings.key_path))) == 2
    assert open_vault(settings).decrypt(token) == CONTENT
    assert settings.key_path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_file_that_others_may_use_is_refused_with_the_way_out(tmp_path, mode):
    settings = Settings(var_dir=str(tmp_path))
    make_key_file(settings.key_path)
    settings.key_path.chmod(mode)

    with pytest.raises(EncryptionKeyError, match=r"sleutels; close it with: chmod 600"):
        open_vault(settings)


def test_a_broken_file_is_named_and_kept(tmp_path):
    settings = Settings(var_dir=str(tmp_path))
    make_key_file(settings.key_path)
    settings.key_path.write_bytes(b"\xff kapot\n")

    with pytest.raises(EncryptionKeyError, match="sleutels: key 1 of 1"):
        open_vault(settings)
    assert settings.key_path.read_bytes() == b"\xff kapot\n"


def test_an_empty_file_is_named(tmp_path):
    settings = Settings(var_dir=str(tmp_path))
    settings.key_path.touch(mode=0o600)

    with pytest.raises(EncryptionKeyError, match="sleutels holds no key"):
        open_vault(settings)


@pytest.mark.parametrize("keys", ["geen-sleutel", f"{NEW},geen-sleutel"])
def test_a_wrong_key_in_the_setting_names_the_setting(keys):
    with pytest.raises(EncryptionKeyError, match="KRINGWIJZER_ENCRYPTION_KEYS") as raised:
        open_vault(Settings(encryption_keys=keys))
    assert NEW not in str(raised.value)


def test_a_setting_of_commas_only_holds_no_key():
    with pytest.raises(EncryptionKeyError, match="KRINGWIJZER_ENCRYPTION_KEYS holds no key"):
        open_vault(Settings(encryption_keys=" , "))


def test_a_folder_that_cannot_hold_the_file_is_named_with_the_way_out(tmp_path):
    (tmp_path / "bestand").touch()

    with pytest.raises(EncryptionKeyError, match="sleutels cannot be used .*KRINGWIJZER_ENCRYPTION_KEYS"):
        open_vault(Settings(var_dir=str(tmp_path / "bestand")))


def test_a_failed_write_leaves_the_keys_as_they_were(tmp_path, monkeypatch):
    make_key_file(tmp_path / "sleutels")
    before = keys_in(tmp_path / "sleutels")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bot.privacy.keys.os.fsync", full)
    with pytest.raises(EncryptionKeyError, match="No space left"):
        add_key(tmp_path / "sleutels")

    assert keys_in(tmp_path / "sleutels") == before
    assert os.listdir(tmp_path) == ["sleutels"]
