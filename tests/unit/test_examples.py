import pytest

from bot.understanding.examples import Example, Question, heldout_questions, training_examples

VORM = """nlu:
- intent: vorm/oppas
  metadata: {auteur: redacteur}
  examples: |
    - wie past er op

    - - kan dat ook 's avonds?
- intent: groet
  examples: |
    - hoi
"""
ROWS = 'o1\t"past" oma er op, dan?\tvorm/oppas;vorm/maatje\touder\tkort\ts1\t1\no2\twie helpt\tvorm/maatje\tjongere\tkort\ts2\t0\n'
HEADER = "id\tvraag\tonderwerpen\tdoelgroep\tsoort\tstem\tfouten\n"


def test_the_examples_of_all_files_are_read_with_label_and_author(tmp_path):
    (tmp_path / "vorm").mkdir()
    (tmp_path / "vorm" / "oppas.yml").write_text(VORM, encoding="utf-8")
    (tmp_path / "begrip.yml").write_text("nlu:\n- intent: begrip/buurt\n  examples: |\n    - één buurt\n", encoding="utf-8")
    (tmp_path / "synoniemen.yml").write_text("version: '3.1'\n", encoding="utf-8")

    assert training_examples(tmp_path) == [
        Example("één buurt", "begrip/buurt", "redactie"),
        Example("wie past er op", "vorm/oppas", "redacteur"),
        Example("- kan dat ook 's avonds?", "vorm/oppas", "redacteur"),
        Example("hoi", "groet", "redactie"),
    ]


def test_a_held_out_question_is_read_with_all_its_topics(tmp_path):
    (tmp_path / "vragen_ouders.tsv").write_text(HEADER + ROWS, encoding="utf-8")
    (tmp_path / "uitleg.tsv").write_text(HEADER + "x\tniet lezen\tvorm/oppas\touder\tkort\ts1\t0\n", encoding="utf-8")

    assert heldout_questions(tmp_path) == [
        Question("o1", '"past" oma er op, dan?', ("vorm/oppas", "vorm/maatje"), "ouder", "kort", "s1", True),
        Question("o2", "wie helpt", ("vorm/maatje",), "jongere", "kort", "s2", False),
    ]


@pytest.mark.parametrize("read", [training_examples, heldout_questions])
def test_an_empty_folder_has_nothing_to_read(tmp_path, read):
    assert read(tmp_path) == []
