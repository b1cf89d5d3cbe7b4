import pytest

from bot.knowledge.topics import Audience
from bot.understanding.audience import NO_CUE, AudienceCue, audience_cue

PARENT, YOUTH, PROFESSIONAL = Audience.PARENT, Audience.YOUTH, Audience.PROFESSIONAL


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("ik ben jeugdbeschermer en zoek een richtlijn", PROFESSIONAL),
        ("Ik ben een WIJKCOACH", PROFESSIONAL),
        ("ik werk bij een wijkteam", PROFESSIONAL),
        ("als leerkracht vraag ik me iets af", PROFESSIONAL),
        ("ik ben 15", YOUTH),
        ("ik ben 15 jaar en zoek een mentor", YOUTH),
        ("ik zit op het vmbo", YOUTH),
        ("ik ben een moeder van drie kinderen", PARENT),
        ("ik ben alleenstaande vader", PARENT),
        ("als pleegouder heb ik een vraag", PARENT),
    ],
)
def test_who_somebody_says_to_be_is_stated(text, audience):
    assert audience_cue(text).stated is audience


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("een cliënt van mij heeft weinig mensen", PROFESSIONAL),
        ("mijn caseload is vol", PROFESSIONAL),
        ("mijn moeder luistert niet", YOUTH),
        ("mn mentor snapt het", YOUTH),
        ("mijn zoon is vaak alleen", PARENT),
        ("onze dochter zoekt een maatje", PARENT),
    ],
)
def test_a_hint_is_kept_apart_from_a_statement(text, audience):
    assert audience_cue(text) == AudienceCue(None, audience)


@pytest.mark.parametrize("text", ["", "wat is een steunouder?", "ik ben 35", "ik ben moe", "de zoon van de buren", "ik ben 12 weken zwanger"])
def test_a_message_that_tells_nothing_gives_no_cue(text):
    assert audience_cue(text) == NO_CUE


def test_two_statements_that_contradict_each_other_give_none():
    assert audience_cue("ik ben voogd en ik ben zelf moeder").stated is None


def test_two_hints_that_contradict_each_other_give_none():
    assert audience_cue("mijn zoon en mijn moeder praten niet").hinted is None


def test_a_statement_and_another_hint_are_both_given():
    assert audience_cue("ik ben een moeder en mijn vader helpt") == AudienceCue(PARENT, YOUTH)
