import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.normalise import clauses, normalised, visible


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("IK WIL DOOD!!!", "ik wil dood"),
        ("kwil dood", "ik wil dood"),
        ("k wil dood", "ik wil dood"),
        ("ik wil nimeer leve", "ik wil niet meer leven"),
        ("ik wil nie mr leven", "ik wil niet meer leven"),
        ("mn vader", "mijn vader"),
        ("m'n moeder", "mijn moeder"),
        ("me pa slaat me", "mijn vader slaat me"),
        ("papa slaat mij", "mijn vader slaat mij"),
        ("mama huilt", "mijn moeder huilt"),
        ("zelfmoort", "zelfmoord"),
        ("zelfmrd", "zelfmoord"),
        ("zelf moord", "zelfmoord"),
        ("kms", "zelfmoord"),
        ("unalive", "zelfmoord"),
        ("hij slaat dr", "hij slaat haar"),
        ("suïcide", "suicide"),
        ("geslageeeen", "geslageen"),
        ("z e l f m o o r d", "zelfmoord"),
    ],
)
def test_chat_language_becomes_plain_dutch(written, plain):
    assert normalised(written) == plain


@pytest.mark.parametrize("odd", ["d\u200book", "do\u00adod", "\ufeffdood", "dood\u202e", "d\u2060ood"])
def test_characters_that_nobody_sees_do_not_hide_a_word(odd):
    assert normalised(odd) == normalised(visible(odd))
    assert not any(character in visible(odd) for character in "\u200b\u00ad\ufeff\u202e\u2060")


@pytest.mark.parametrize("odd", ["d00d", "d\u043e\u043ed", "ｄｏｏｄ", "𝐝𝐨𝐨𝐝"])
def test_look_alike_letters_become_latin(odd):
    assert normalised(odd) == "dood"


def test_a_number_keeps_its_digits():
    assert normalised("112") == "112"


def test_a_sentence_in_another_alphabet_is_not_bent_into_latin():
    assert normalised("хочу") == ""


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("er is geen geweld, maar hij slaat mij", ["er is geen geweld", "hij slaat mij"]),
        ("ik ben doodmoe en ik wil dood", ["ik ben doodmoe", "ik wil dood"]),
        ("het gaat goed behalve thuis", ["het gaat goed", "thuis"]),
        ("Ik lach. Ik huil!", ["ik lach", "ik huil"]),
        ("", []),
        ("...", []),
    ],
)
def test_a_message_falls_apart_into_clauses(sentence, parts):
    assert clauses(sentence) == parts


@given(st.text())
def test_any_text_becomes_lower_case_letters_digits_and_single_spaces(text):
    plain = normalised(text)
    assert set(plain) <= set("abcdefghijklmnopqrstuvwxyz0123456789/+ ")
    assert "  " not in plain
    assert plain == plain.strip()
