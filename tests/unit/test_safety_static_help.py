import pytest

from bot.knowledge.topics import Audience
from bot.safety.levels import NO_SIGNAL, Level, Signal, Theme
from bot.safety.static_help import static_help

AUDIENCES = [None, *Audience]
DANGER = [Signal(level, theme) for level in (Level.ACUTE, Level.CONCERN) for theme in Theme]
NO_DANGER = [NO_SIGNAL, Signal(Level.DISTRESS), Signal(Level.SOFT), Signal(Level.PROFESSIONAL, Theme.VIOLENCE)]


def customs(messages):
    return [message["custom"] for message in messages if "custom" in message]


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("signal", DANGER, ids=lambda signal: f"{signal.level.value}-{signal.theme.value}")
def test_recognised_danger_gets_its_card_when_nothing_else_answers(signal, audience):
    (custom,) = customs(static_help(signal, audience))
    assert (custom["type"], custom["level"], custom["subtype"]) == ("safety", signal.level.value, signal.theme.value)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("signal", NO_DANGER, ids=lambda signal: signal.level.value)
def test_any_other_failure_gets_contacts(signal, audience):
    (custom,) = customs(static_help(signal, audience))
    assert custom["type"] == "contact"
    assert {"alarm", "veilig-thuis"} <= {contact["id"] for contact in custom["contacts"]}


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("signal", [*DANGER, *NO_DANGER], ids=lambda signal: f"{signal.level.value}-{signal.theme.value}")
def test_the_text_comes_first_and_names_a_number_early(signal, audience):
    messages = static_help(signal, audience)
    start = " ".join(messages[0]["text"].split()[:60])
    assert "{" not in messages[0]["text"]
    assert any(contact["number"] in start for contact in customs(messages)[0]["contacts"])


@pytest.mark.parametrize("audience", [None, Audience.YOUTH])
@pytest.mark.parametrize("signal", [*DANGER, *NO_DANGER], ids=lambda signal: f"{signal.level.value}-{signal.theme.value}")
def test_who_may_be_a_child_is_not_sent_to_a_paid_number(signal, audience):
    assert "0900" not in str(static_help(signal, audience))
