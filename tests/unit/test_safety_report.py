import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.levels import Level, Signal
from bot.safety.misspelling import CHARACTERS_PER_ERROR, in_slang, with_typing_errors
from bot.safety.report import DangerSentence, danger_report, danger_sentences, takeovers

SENTENCE = "mijn vader is heel boos en ik durf niet meer naar huis"


class FakeDetector:
    """Knows the level of some texts and hears nothing in the others."""

    def __init__(self, **levels: Level) -> None:
        self._levels = levels

    def detect(self, text, answering=False):
        return Signal(self._levels.get(text, Level.NONE))


def sentences(**levels: Level) -> list[DangerSentence]:
    return [DangerSentence(str(number), text, level) for number, (text, level) in enumerate(levels.items())]


def test_a_text_gets_the_same_typing_errors_each_time():
    assert with_typing_errors(SENTENCE) == with_typing_errors(SENTENCE) != SENTENCE


def test_another_seed_gives_other_typing_errors():
    assert len({with_typing_errors(SENTENCE, seed) for seed in range(10)}) > 1


@given(st.text(min_size=1), st.integers())
def test_typing_errors_change_no_more_than_one_place_per_error(text, seed):
    worse = with_typing_errors(text, seed)
    errors = max(1, len(text) // CHARACTERS_PER_ERROR)

    assert with_typing_errors(text, seed) == worse
    assert len(text) - errors <= len(worse) <= len(text)


@pytest.mark.parametrize(
    ("text", "slang"),
    [
        ("Ik wil niet meer.", "k wil nie mr"),
        ("Dat is het huis van mijn oma, en een maatje!", "da is t huis van mn oma en n maatje"),
        ("Hij zei: 'ik kan het'", "hij zei 'k kan t'"),
        ("kinderen meerdere mijnen", "kinderen meerdere mijnen"),
        ("één café?", "één café"),
        ("", ""),
    ],
)
def test_chat_spelling_shortens_whole_words_and_drops_capitals_and_marks(text, slang):
    assert in_slang(text) == slang


@pytest.mark.parametrize(
    ("level", "counts"),
    [
        (Level.ACUTE, (2, 3)),
        (Level.CONCERN, (0, 1)),
        (Level.NONE, (1, 2)),
        (Level.DISTRESS, (0, 0)),
    ],
)
def test_takeovers_are_counted_among_the_sentences_of_one_level(level, counts):
    meant = sentences(a=Level.ACUTE, b=Level.ACUTE, c=Level.ACUTE, d=Level.CONCERN, e=Level.NONE, f=Level.NONE)
    # A takeover at another level than was meant counts; a line under the answer does not.
    detector = FakeDetector(a=Level.ACUTE, b=Level.CONCERN, c=Level.SOFT, d=Level.DISTRESS, e=Level.CONCERN, f=Level.PROFESSIONAL)

    assert takeovers(detector, meant, level) == counts


def test_the_report_has_a_row_for_each_spelling_and_for_each_pair_of_levels():
    meant = sentences(a=Level.ACUTE, b=Level.CONCERN, c=Level.DISTRESS, d=Level.PROFESSIONAL, e=Level.NONE)

    lines = danger_report(FakeDetector(a=Level.ACUTE, b=Level.SOFT), meant)

    assert "| zoals geschreven | 1.000 (1/1) | 0.000 (0/1) | 0.000 (0/1) | 0.000 (0/1) | 0.000 (0/1) |" in lines
    assert [line.split(" | ")[0] for line in lines if "/1)" in line] == ["| zoals geschreven", "| met typefouten", "| in chattaal"]
    assert {"| acuut | acute | 1 |", "| zorg | soft | 1 |", "| loos | none | 1 |"} <= set(lines)


def test_a_danger_sentence_is_read_with_its_level(tmp_path):
    (tmp_path / "veiligheid.tsv").write_text('id\tvraag\tlevel\n7\tik zeg "stop"\tconcern\n', encoding="utf-8")

    assert danger_sentences(tmp_path) == [DangerSentence("7", 'ik zeg "stop"', Level.CONCERN)]
