import subprocess

import pytest

from bot import models
from bot.errors import CommandError
from bot.models import check_models, checksums_of, fault_of, is_as_trained, write_checksums


@pytest.fixture
def file_model(tmp_path):
    path = tmp_path / "gevaar.npz"
    path.write_bytes(b"gewichten" * 100)
    write_checksums(path)
    return path


@pytest.fixture
def folder_model(tmp_path):
    folder = tmp_path / "mensen"
    (folder / "deel").mkdir(parents=True)
    (folder / "config.cfg").write_text("instelling")
    (folder / "deel" / "weights").write_bytes(b"\x00\x01")
    write_checksums(folder)
    return folder


def flip_a_bit(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


def test_a_model_as_it_was_trained_has_no_fault(file_model, folder_model):
    assert (fault_of(file_model), fault_of(folder_model)) == (None, None)
    assert is_as_trained(file_model)
    assert is_as_trained(folder_model)


def test_one_changed_bit_is_seen_and_the_file_named(file_model, folder_model):
    flip_a_bit(file_model)
    flip_a_bit(folder_model / "deel" / "weights")
    assert fault_of(file_model).startswith("gevaar.npz was changed")
    assert fault_of(folder_model).startswith("mensen/deel/weights was changed")


def test_a_file_too_many_or_too_few_is_seen(folder_model):
    extra = folder_model / "erbij.pkl"
    extra.write_bytes(b"")
    assert "were not trained" in fault_of(folder_model)
    extra.unlink()
    (folder_model / "config.cfg").unlink()
    assert "misses files" in fault_of(folder_model)


def test_a_model_without_checksum_is_not_loaded_and_is_trained_again(file_model):
    checksums_of(file_model).unlink()
    assert "no checksum" in fault_of(file_model)
    assert not is_as_trained(file_model)


@pytest.mark.parametrize("content", ["", "onzin\n", "abc  gevaar.npz\n"])
def test_a_broken_checksum_file_is_a_fault(file_model, content):
    checksums_of(file_model).write_text(content)
    assert fault_of(file_model)


def test_the_checksums_are_those_of_sha256sum(folder_model):
    checked = subprocess.run(["sha256sum", "-c", "mensen.sha256"], cwd=folder_model.parent, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("changed", ["rasa", "mensen", "gevaar"])
def test_the_start_is_refused_with_the_way_out_whichever_model_was_changed(tmp_path, file_model, folder_model, monkeypatch, changed):
    rasa = tmp_path / "kringwijzer.tar.gz"
    rasa.write_bytes(b"rasa" * 10)
    write_checksums(rasa)
    monkeypatch.setattr(models, "PIPELINE", folder_model)
    monkeypatch.setattr(models, "MODEL_FILE", file_model)
    check_models(rasa)
    flip_a_bit({"rasa": rasa, "mensen": folder_model / "config.cfg", "gevaar": file_model}[changed])
    with pytest.raises(CommandError, match="changed after training; .*kringwijzer train --force"):
        check_models(rasa)
