"""The benchmark over an imported document: questions that can be answered, and the same document in four kinds of file."""

import pytest

from bot.knowledge.topics import Audience
from bot.search.analyser import default_analyser
from bot.search.passages import Collection, Passage
from bot.search.report_documents import (
    DOCUMENT,
    QUESTIONS,
    DocumentQuestion,
    document_questions,
    document_table,
    imported,
    main,
    ranks_within,
    search_with,
    split_by_reader,
)
from bot.search.variants import DOCUMENT_VARIANTS
from bot.settings import ROOT
from bot.understanding.examples import training_examples
from tests.unit.made_documents import as_html, as_pdf, as_word, put

HANDREIKING_QUESTIONS = ROOT / "tests" / "zoeken" / "vragen_handreiking.tsv"
MARKDOWN = DOCUMENT.read_text(encoding="utf-8")
MADE = {"md": lambda: MARKDOWN, "pdf": lambda: as_pdf(MARKDOWN), "docx": lambda: as_word(MARKDOWN), "html": lambda: as_html(MARKDOWN)}


def passage(section: str | None, document: str | None = "document/1") -> Passage:
    topic = None if document else "vorm/jim"
    return Passage(id="x", text="tekst", title="Titel", kind="document", document=document, topic=topic, section=section)


@pytest.mark.parametrize("path", [QUESTIONS, HANDREIKING_QUESTIONS], ids=lambda path: path.stem)
def test_there_are_enough_questions_of_both_kinds(path):
    questions = document_questions(path)
    professional, lay = split_by_reader(questions)

    assert (len(professional), len(lay)) == (60, 40)
    assert len({question.text for question in questions}) == 100


def test_no_question_about_the_document_is_an_example_question():
    examples, analyser = training_examples(), default_analyser()
    seen = {" ".join(analyser.words(example.text)) for example in examples}

    assert [q.text for q in document_questions() if " ".join(analyser.words(q.text)) in seen] == []


def test_every_question_is_answered_somewhere_in_the_document():
    passages = imported(DOCUMENT).passages

    unanswered = [(q.text, section) for q in document_questions() for section in q.sections if not any(
        DocumentQuestion(q.text, q.audience, (section,)).answered_by(p) for p in passages
    )]  # fmt: skip

    assert unanswered == []


@pytest.mark.parametrize(
    ("section", "answers"),
    [("5 De eerste keren › 5.3 Heimwee", True), ("5.3 Heimwee", True), ("5.31 Anders", False), ("5 De eerste keren", False), (None, False)],
)
def test_a_section_is_known_by_its_number_or_its_whole_heading(section, answers):
    assert DocumentQuestion("", Audience.PARENT, ("5.3",)).answered_by(passage(section)) is answers
    assert DocumentQuestion("", Audience.PARENT, ("5.3 heimwee",)).answered_by(passage(section)) is answers


def test_a_topic_answers_no_question_about_a_document():
    assert not DocumentQuestion("", Audience.PARENT, ("5.3",)).answered_by(passage("5.3 Heimwee", document=None))


@pytest.mark.parametrize("kind", MADE)
def test_the_document_is_found_alike_in_every_kind_of_file(tmp_path, kind):
    collection = imported(put(tmp_path, f"richtlijn.{kind}", MADE[kind]()))
    of_markdown = imported(DOCUMENT)
    professional, lay = split_by_reader(document_questions())
    search, expected = search_with(DOCUMENT_VARIANTS[-1], collection), search_with(DOCUMENT_VARIANTS[-1], of_markdown)

    assert {p.section for p in of_markdown.passages} == {p.section for p in collection.passages}
    assert all("Wegwijzer voorlezen" not in p.text and "Pagina" not in p.text for p in collection.passages)
    assert any(p.page for p in collection.passages) is (kind == "pdf")
    for questions in (professional, lay):
        assert ranks_within(search, questions).hit3 >= ranks_within(expected, questions).hit3 - 0.03


def test_what_is_in_use_finds_more_in_the_document_than_plain_bm25():
    collection, questions = imported(DOCUMENT), document_questions()
    plain, in_use = (ranks_within(search_with(variant, collection), questions) for variant in DOCUMENT_VARIANTS)

    assert in_use.reciprocal > plain.reciprocal
    assert in_use.hit3 >= 0.6


def test_the_table_has_a_row_per_scope_and_way_of_searching():
    rows = list(document_table(imported(DOCUMENT), Collection(()), document_questions()[:3] + document_questions()[-3:]))

    assert [row.split(" | ")[:2] for row in rows[2:]] == [
        [f"| {scope}", variant.name] for scope in ("alleen dit document", "alles") for variant in DOCUMENT_VARIANTS
    ]


def test_an_own_document_can_be_measured_with_own_questions(tmp_path, capsys):
    document = put(tmp_path, "richtlijn.md", MARKDOWN)
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = put(tmp_path, "vragen.tsv", "\n".join([lines[0], lines[1], lines[-1]]))

    assert main([str(document), str(questions)]) == 0

    assert "professionals (1)" in capsys.readouterr().out
