"""Where the encryption keys come from: the setting, or a file that is made on first use."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cryptography.fernet import Fernet

from bot.privacy.encryption import EncryptionKeyError, Vault
from bot.settings import PREFIX, Settings

SETTING = f"{PREFIX}ENCRYPTION_KEYS"
OTHERS_MAY = 0o077


def open_vault(settings: Settings) -> Vault:
    """The vault with the keys of the setting, or else of the key file, made if missing. Raises :class:`EncryptionKeyError`."""
    if settings.encryption_keys:
        return Vault(_keys_in(settings.encryption_keys.replace(",", "\n")), SETTING)
    make_key_file(settings.key_path)
    return Vault(_read(settings.key_path), str(settings.key_path))


def make_key_file(path: Path) -> bool:
    """Make the key file with one key unless it exists; returns whether it was made. Of several processes at once, one makes it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _locked(path.parent):
            if path.exists():
                return False
            _write(path, [_new_key()])
            return True
    except OSError as error:
        raise _unusable(path, error) from error


def add_key(path: Path) -> None:
    """Put a new key in front of those in the key file. Raises :class:`EncryptionKeyError`."""
    try:
        with _locked(path.parent):
            _write(path, [_new_key(), *_read(path)])
    except OSError as error:
        raise _unusable(path, error) from error


def _read(path: Path) -> list[str]:
    try:
        if path.stat().st_mode & OTHERS_MAY:
            raise EncryptionKeyError(f"others on this machine may use the key file {path}; close it with: chmod 600 {path}")
        return _keys_in(path.read_text(encoding="ascii", errors="replace"))
    except OSError as error:
        raise _unusable(path, error) from error


def _keys_in(text: str) -> list[str]:
    return [key for line in text.splitlines() if (key := line.strip())]


def _new_key() -> str:
    return Fernet.generate_key().decode("ascii")


def _write(path: Path, keys: Sequence[str]) -> None:
    """Write whole or not at all, with mode 0600 from the first byte."""
    handle, name = tempfile.mkstemp(prefix=path.name, dir=path.parent)
    try:
        with open(handle, "w", encoding="ascii") as file:
            file.write("\n".join(keys) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Only one process at a time; the lock ends with the process, whatever happens to it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _unusable(path: Path, error: OSError) -> EncryptionKeyError:
    return EncryptionKeyError(f"the key file {path} cannot be used ({error.strerror}); let this user read and write it, or set {SETTING}")
