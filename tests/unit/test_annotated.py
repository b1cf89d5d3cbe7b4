"""The format of marked sentences, and what the tagger learns from them."""

import pytest

from bot.language.annotated import parse_answer, read_answers, training_answers
from bot.language.augmentation import Example, Variation
from bot.language.first_names import surnames
from bot.language.people_tokens import document
from bot.language.person_roles import Piece, gold_pieces, pieces, tags
from bot.language.word_facts import word_knowledge


def test_marks_are_taken_out_of_the_text():
    answer = parse_answer("o\t[oma Riet](Riet; oma; i; familie) en het [wijkteam](wijkteam; wijkteam; f; hulp; groep)")

    assert answer.text == "oma Riet en het wijkteam"
    assert [(p.label, p.relation, p.kind, p.sector, p.group) for p in answer.people] == [
        ("Riet", "oma", "informeel", "familie", False),
        ("wijkteam", "wijkteam", "formeel", "hulp", True),
    ]
    assert [answer.text[p.start : p.end] for p in answer.people] == ["oma Riet", "wijkteam"]


def test_people_that_do_not_count_are_kept_apart():
    answer = parse_answer("j\t[opa](x; overleden) is dood, [Samira](Samira; -; i; -) niet")

    assert [p.reason for p in answer.people] == ["overleden", None]
    assert [(p.label, p.relation, p.sector) for p in answer.listed] == [("Samira", None, None)]
    assert answer.youth


@pytest.mark.parametrize(
    "line",
    [
        "oma Riet",
        "q\toma",
        "o\t[oma](oma; oma; i)",
        "o\t[oma](oma; oma; z; familie)",
        "o\t[oma](oma; oma; i; thuis)",
        "o\t[oma](x; zomaar)",
        "o\t[oma (oma; oma; i; familie)",
        "o\t[oma](oma; oma; i; familie; groepje)",
    ],
)
def test_a_faulty_line_is_refused(line):
    with pytest.raises(ValueError, match=r"\w"):
        parse_answer(line)


def test_a_faulty_file_is_refused_with_its_line(tmp_path):
    file = tmp_path / "proef.txt"
    file.write_text("# kop\no\tniemand\nfout\n", encoding="utf-8")

    with pytest.raises(ValueError, match="regel 3"):
        read_answers(file)


def test_lists_of_names_are_no_answers(tmp_path):
    (tmp_path / "voornamen.txt").write_text("Riet\n", encoding="utf-8")
    (tmp_path / "een.txt").write_text("o\tniemand\n", encoding="utf-8")
    (tmp_path / "twee.txt").write_text("o\tverder niet\n", encoding="utf-8")

    assert [answer.source for answer in training_answers(tmp_path)] == ["een", "twee"]
    assert [answer.source for answer in training_answers(tmp_path, leave_out=["een"])] == ["twee"]


def tagged(line: str) -> list[str]:
    answer = parse_answer(line)
    doc = document(answer.text)
    return tags(gold_pieces(doc, answer), len(doc))


def test_the_name_in_a_mention_has_its_own_role():
    assert tagged("o\tmijn [oma Riet](Riet; oma; i; familie) en [opa](x; overleden)") == ["O", "B-r", "I-n", "O", "B-x"]


def test_a_title_that_belongs_to_the_name_is_part_of_it():
    assert tagged("p\t[mw. Dijkstra](mevrouw Dijkstra; -; i; buurt)") == ["B-n", "I-n"]


def test_tags_give_the_pieces_back():
    found = [Piece(0, 2, ("r", "n")), Piece(3, 4, ("x",)), Piece(4, 5, ("n",))]

    assert pieces(tags(found, 6)) == found


def test_copies_keep_who_counts_and_have_other_names():
    example = Example(("mijn", "oma", "Riet", "en", "opa", ",", "die", "is", "dood"), (Piece(1, 3, ("r", "n")), Piece(4, 5, ("x",))), False)
    copies = list(Variation(word_knowledge(), surnames()).copies(example, 40))

    assert {piece.roles for copy in copies for piece in copy.pieces} == {("r", "n"), ("x",)}
    assert all(copy.tokens[-1].lower() == "dood" for copy in copies)
    assert len({copy.tokens[2] for copy in copies}) > 10


def test_the_same_seed_gives_the_same_copies():
    example = Example(("Riet", "en", "Jan"), (Piece(0, 1, ("n",)), Piece(2, 3, ("n",))), True)
    first, second = (list(Variation(word_knowledge(), surnames(), seed=1).copies(example, 5)) for _ in range(2))

    assert first == second
