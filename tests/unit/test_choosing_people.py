"""Candidates are proposed generously, and the best of them that do not overlap are chosen."""

import pytest

from bot.language.candidates import Proposer
from bot.language.choosing import Chooser, best_set
from bot.language.people_features import word_classes
from bot.language.people_tokens import document
from bot.language.person_roles import Piece
from bot.language.word_facts import word_knowledge

KNOWLEDGE = word_knowledge()


def proposed(text: str) -> set[str]:
    doc = document(text)
    tokens = [token.text for token in doc]
    facts = KNOWLEDGE.facts(tokens)
    found = Proposer(tokens, facts, word_classes(tokens, facts, frozenset()), []).propose()
    return {doc[candidate.piece.start : candidate.piece.end].text for candidate in found}


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("mijn oma Riet past op", "oma Riet"),
        ("Fatima van de buren", "Fatima van de buren"),
        ("mijn zus en haar man", "haar man"),
        ("mijn broer zn vrouw", "broer zn vrouw"),
        ("Riet, dat is mijn oma", "Riet, dat is mijn oma"),
        ("de fysio, Jeroen", "fysio, Jeroen"),
        ("die vrouw van de bakker", "vrouw van de bakker"),
        ("dokter van der Wal", "dokter van der Wal"),
        ("Jan Willem en Riet", "Jan Willem"),
    ],
)
def test_the_whole_piece_is_among_the_candidates(text, piece):
    assert piece in proposed(text)


def test_signs_and_numbers_are_no_candidates():
    assert proposed("12 , 13 ! ?") == set()


def test_the_best_pieces_without_overlap_win():
    short, rest, whole, doubted = Piece(0, 1, ("n",)), Piece(3, 4, ("r",)), Piece(0, 4, ("n", "r", "r", "r")), Piece(5, 6, ("n",))

    assert best_set([(short, 1.0), (rest, 0.5), (whole, 2.0), (doubted, -0.1)], 6) == [whole]
    assert best_set([(short, 1.5), (rest, 1.0), (whole, 2.0), (doubted, 0.1)], 6) == [short, rest, doubted]


def test_a_chooser_is_read_back_as_it_was_written(tmp_path):
    chooser = Chooser()
    chooser.use({"plain=1": 0.5}, -1.0)
    chooser.to_disk(tmp_path)
    again = Chooser().from_disk(tmp_path)
    again.to_disk(tmp_path / "again")

    assert (tmp_path / "weights.json").read_text("utf-8") == (tmp_path / "again" / "weights.json").read_text("utf-8")
