"""What is encrypted can be read with the right key only, and cannot be changed unseen."""

import base64
import traceback

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy.encryption import DecryptionError, EncryptionKeyError, Vault

OLD, NEW, OTHER = (base64.urlsafe_b64encode(bytes(range(first, first + 32))).decode() for first in (0, 50, 100))
CONTENT = {"people": [{"label": "Kanarina"}], "step": 3}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def vault(*keys: str) -> Vault:
    return Vault(keys, "de sleutels")


@given(st.dictionaries(st.text(), JSON, max_size=5))
def test_what_is_encrypted_comes_back_the_same(content):
    assert vault(NEW).decrypt(vault(NEW).encrypt(content)) == content


def test_a_token_shows_nothing_of_its_content():
    token = vault(NEW).encrypt(CONTENT)

    assert b"Kanarina" not in token.encode() + base64.urlsafe_b64decode(token)


def test_equal_contents_give_different_tokens():
    one = vault(NEW)

    assert one.encrypt(CONTENT) != one.encrypt(CONTENT)


def test_any_changed_byte_is_noticed():
    raw = base64.urlsafe_b64decode(vault(NEW).encrypt(CONTENT))

    for place in range(len(raw)):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises(DecryptionError):
            vault(NEW).decrypt(base64.urlsafe_b64encode(changed).decode())


@pytest.mark.parametrize("token", ["", "x", "é", "\ud800", "gAAAAA=="])
def test_what_is_no_token_is_refused(token):
    with pytest.raises(DecryptionError):
        vault(NEW).decrypt(token)


def test_a_token_of_something_else_than_a_dict_is_refused():
    for text in (b"[1]", b"geen json"):
        with pytest.raises(DecryptionError):
            vault(NEW).decrypt(Fernet(NEW).encrypt(text).decode())


def test_another_key_reads_nothing_and_the_error_says_where_keys_go():
    with pytest.raises(DecryptionError, match="de sleutels"):
        vault(OTHER).decrypt(vault(NEW).encrypt(CONTENT))


def test_an_error_holds_neither_content_nor_key():
    token = Fernet(NEW).encrypt(b'{"label": "Kanarina"').decode()
    with pytest.raises(DecryptionError) as raised:
        vault(NEW).decrypt(token)
    error, shown = raised.value, "".join(traceback.format_exception(raised.type, raised.value, raised.tb))

    assert error.__cause__ is error.__context__ is None
    assert not any(secret in shown for secret in ("Kanarina", NEW, token))


def test_after_a_new_key_the_old_contents_are_still_read():
    both = vault(NEW, OLD)

    assert both.decrypt(vault(OLD).encrypt(CONTENT)) == CONTENT
    assert both.decrypt(vault(NEW).encrypt(CONTENT)) == CONTENT


def test_the_newest_key_writes():
    token = vault(NEW, OLD).encrypt(CONTENT)

    assert vault(NEW).decrypt(token) == CONTENT
    with pytest.raises(DecryptionError):
        vault(OLD).decrypt(token)


def test_after_rotation_the_old_key_is_not_needed():
    old = vault(OLD).encrypt(CONTENT)
    new = vault(NEW, OLD).rotate(old)

    assert vault(NEW).decrypt(new) == CONTENT
    assert [vault(NEW, OLD).is_newest(token) for token in (old, new)] == [False, True]


def test_a_fingerprint_needs_the_key():
    assert vault(NEW).fingerprint("a", "iemand") == vault(NEW).fingerprint("a", "iemand")
    assert vault(NEW).fingerprint("a", "iemand") != vault(OLD).fingerprint("a", "iemand")


def test_fingerprints_of_other_values_and_purposes_differ():
    one = vault(NEW)
    prints = {one.fingerprint(purpose, value) for purpose in ("a", "b") for value in ("iemand", "iemand anders", "")}

    assert len(prints) == 6
    assert all(len(found) == 64 for found in prints)


def test_what_an_older_key_hashed_is_found():
    assert vault(NEW, OLD).fingerprints("a", "x") == (vault(NEW).fingerprint("a", "x"), vault(OLD).fingerprint("a", "x"))


@pytest.mark.parametrize("wrong", ["kort", NEW[:-1], NEW + "A", NEW + OLD, "é" * 44, "!" + NEW[1:], "A" * 44])
def test_a_key_that_is_none_is_named_by_place_and_not_shown(wrong):
    with pytest.raises(EncryptionKeyError, match="de sleutels: key 2 of 2.*generate_key") as raised:
        vault(NEW, wrong)
    assert wrong not in str(raised.value)
    assert NEW not in str(raised.value)


def test_no_key_at_all_is_an_error_with_the_way_out():
    with pytest.raises(EncryptionKeyError, match="de sleutels holds no key.*generate_key"):
        vault()


def test_a_vault_does_not_show_its_keys():
    assert NEW not in repr(vault(NEW)) + str(vault(NEW))


@pytest.mark.parametrize("content", [{"a": {1, 2}}, {"a": float("nan")}, {"a": b"bytes"}])
def test_what_json_cannot_hold_is_refused_before_it_is_kept(content):
    with pytest.raises((TypeError, ValueError)):
        vault(NEW).encrypt(content)
