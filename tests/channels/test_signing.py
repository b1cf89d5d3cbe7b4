from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from bot.channels.signing import Refusal, Signer
from bot.privacy.encryption import Vault

KEY, OTHER_KEY = (Fernet.generate_key().decode() for _ in range(2))


def signer(*keys: str, space: str = "web", seconds: int = 600) -> Signer:
    return Signer(Vault(keys or (KEY,), "test"), space, seconds)


def test_a_session_token_opens_the_same_sender_again():
    session = signer().new_session()
    assert signer().renewed(session.token).sender == session.sender


def test_two_sessions_never_share_a_sender_or_a_token():
    one, other = signer().new_session(), signer().new_session()
    assert one.sender != other.sender
    assert one.token != other.token


def test_the_sender_says_which_door_and_does_not_hold_the_token():
    session = signer().new_session()
    assert session.sender.startswith("web:")
    assert session.token.split(".")[0] not in session.sender


@pytest.mark.parametrize("token", ["", "S-victim", "a.b.c", None, 7, {"a": 1}, ["x"], "é.x.y"])
def test_an_id_that_the_client_made_up_is_refused(token):
    assert signer().renewed(token) is Refusal.FORGED


def test_a_changed_token_is_refused():
    token = signer().new_session().token
    assert signer().renewed(("b" if token[0] == "a" else "a") + token[1:]) is Refusal.FORGED


def test_a_token_expires():
    assert signer(seconds=-1).renewed(signer().new_session().token) is Refusal.EXPIRED


def test_a_token_of_another_door_is_refused():
    assert signer().renewed(signer(space="teams").new_session().token) is Refusal.FORGED


def test_a_token_of_an_older_key_counts_as_long_as_that_key_is_kept():
    session = signer(KEY).new_session()
    assert signer(OTHER_KEY, KEY).renewed(session.token).sender == session.sender
    assert signer(OTHER_KEY).renewed(session.token) is Refusal.FORGED


def test_a_button_gives_back_its_payload_to_the_sender_who_was_given_it():
    token = signer().button("knop:vorm/jim", "web:a")
    assert token.startswith("knop.")
    assert signer().pressed(token, "web:a") == "knop:vorm/jim"


@pytest.mark.parametrize(
    ("by", "sender", "refusal"),
    [(signer(), "web:b", Refusal.FORGED), (signer(seconds=-1), "web:a", Refusal.EXPIRED), (signer(OTHER_KEY), "web:a", Refusal.FORGED)],
)
def test_a_button_of_somebody_else_an_old_one_and_a_forged_one_are_refused(by, sender, refusal):
    assert by.pressed(signer().button("knop:vorm/jim", "web:a"), sender) is refusal


def test_a_link_tells_its_subject_and_sender():
    assert signer().linked(signer().link("kaart-1", "web:a")) == ("kaart-1", "web:a")


def test_a_changed_link_is_refused_and_an_old_one_has_expired():
    link = signer().link("kaart-1", "web:a")
    assert signer().linked(link[:-2] + "xx") is Refusal.FORGED
    assert signer(seconds=-1).linked(link) is Refusal.EXPIRED


def test_a_session_token_is_no_button_and_no_link():
    token = signer().new_session().token
    assert signer().pressed(token, "web:a") is Refusal.FORGED
    assert signer().linked(token) is Refusal.FORGED
