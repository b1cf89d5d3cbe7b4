import pytest

from bot.knowledge.readability import mean_sentence_length, sentences, word_count


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("", []),
        ("...", []),
        ("De buurvrouw helpt. Zij past op!", [3, 3]),
        ("Wie helpt? Dat is oma.", [2, 3]),
        ("Een buurt, een school, een club.", [6]),
        ("Let op: Dit telt apart.", [2, 3]),
        ("Let op: dit telt mee.", [5]),
        ("Dat is oma's zelf-gebakken taart.", [5]),
        ("Kies iemand:\n\n- een buur\n- een tante\n1. een leraar", [2, 2, 2, 2]),
        ("Lees [de hele folder](https://folder.example/een/lang/adres).", [4]),
        ("Eerste regel\nTweede regel", [2, 2]),
    ],
)
def test_a_text_is_split_into_sentences_with_their_words(text, lengths):
    assert [sentence.words for sentence in sentences(text)] == lengths


def test_the_words_of_a_text_are_those_of_its_sentences():
    assert word_count("De buurvrouw helpt. Zij past op mij.") == 7


@pytest.mark.parametrize(("text", "mean"), [("", 0.0), ("Een twee. Een twee drie vier.", 3.0)])
def test_the_mean_length_is_words_per_sentence(text, mean):
    assert mean_sentence_length(text) == mean


def test_the_mark_of_a_list_item_is_no_part_of_its_text():
    assert [sentence.text for sentence in sentences("- een buur\n• een tante\n2. een leraar")] == ["een buur", "een tante", "een leraar"]
