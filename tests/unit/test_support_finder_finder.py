import json
from pathlib import Path

import pytest
import yaml

from bot.knowledge.topics import Audience
from bot.support_finder.finder import State, default_finder, first_suggestions
from bot.support_finder.reading import Question
from bot.support_finder.situation import Who

FINDER = default_finder()
SITUATIONS = yaml.safe_load((Path(__file__).parent / "support_finder_situations.yml").read_text(encoding="utf-8"))["situaties"]


def topics(found) -> list[str]:
    return [offer.topic for offer in found.suggestions]


def opened(message: str, audience: Audience | None = Audience.PARENT, **more):
    return FINDER.open(message, audience, **more)


def test_suggestions_are_in_the_first_turn_and_only_the_rest_is_asked():
    found = opened("alleenstaand, zoon van 7, nooit rust")

    assert topics(found) == ["vorm/steunouder", "vorm/buurtgezinnen", "vorm/meeleefgezin"]
    assert found.question is Question.NOT


def test_at_most_four_questions_whatever_is_answered():
    found, asked = opened("welke steun past bij ons?"), []
    while found.question:
        asked.append(found.question)
        found = FINDER.answer(found.state, "blauwe regen")

    assert asked == [Question.WHO, Question.WHO, Question.AGE, Question.NEED]


def test_who_only_skips_gets_every_question_once():
    found, asked = opened("welke steun past bij ons?"), []
    while found.question:
        asked.append(found.question)
        found = FINDER.answer(found.state, "sla over")

    assert asked == list(Question)


def test_an_answer_that_tells_nothing_is_asked_for_once_more():
    found = opened("welke steun past bij ons?")
    missed = FINDER.answer(found.state, "blauwe regen")
    answered = FINDER.answer(missed.state, "voor mijn kind")

    assert (missed.question, missed.missed) == (Question.WHO, True)
    assert (answered.question, answered.missed) == (Question.AGE, False)


def test_an_answer_about_something_else_is_kept_and_the_question_comes_back():
    asked_age = FINDER.answer(opened("welke steun past bij ons?").state, "voor mezelf")
    changed = FINDER.answer(asked_age.state, "nee toch voor mijn kind")

    assert changed.question is Question.AGE
    assert not changed.missed
    assert changed.state.situation.who is Who.CHILD


def test_another_wish_instead_of_the_last_answer_takes_the_place_of_the_first():
    changed = FINDER.answer(opened("alleenstaand, zoon van 7, nooit rust").state, "nee toch liever iemand om mee te praten")

    assert changed.needs == ("praten",)


def test_after_the_end_back_opens_the_last_question_again():
    ended = FINDER.answer(opened("alleenstaand, zoon van 7, nooit rust").state, "geen groep")
    back = FINDER.answer(ended.state, "terug")

    assert ended.state.done
    assert back.question is Question.NOT
    assert back.state.situation.told.barred == ()


def test_after_the_end_another_wish_takes_the_place_of_the_first():
    ended = FINDER.answer(opened("alleenstaand, zoon van 7, nooit rust").state, "nee")
    added = FINDER.answer(ended.state, "en hulp bij school")
    instead = FINDER.answer(ended.state, "toch liever iemand om mee te praten")

    assert added.needs[0] == "rust"
    assert instead.needs == ("praten",)
    assert topics(instead) != topics(ended)


def test_suggestions_are_refined_by_an_answer():
    found = opened("iemand om mee te praten")
    before = topics(found)
    found = FINDER.answer(found.state, "voor mijn dochter")
    found = FINDER.answer(found.state, "16")

    assert "vorm/home-start" in before
    assert "vorm/ease" in topics(found)
    assert "vorm/home-start" not in topics(found)


@pytest.mark.parametrize("skip", ["sla over", "weet ik niet", "nee", "Deze vraag overslaan"])
def test_a_question_can_be_skipped(skip):
    found = FINDER.answer(opened("welke steun past bij ons?").state, skip)

    assert found.question is Question.AGE


def test_back_takes_the_last_answer_back():
    found = FINDER.answer(opened("welke steun past bij ons?").state, "voor mijn kind")
    back = FINDER.answer(found.state, "terug")

    assert back.question is Question.WHO
    assert back.state.situation.who is None


def test_back_at_the_first_question_stays_there():
    back = FINDER.answer(opened("welke steun past bij ons?").state, "terug")

    assert back.nothing_before
    assert back.question is Question.WHO


@pytest.mark.parametrize("stop", ["stop", "ik wil stoppen", "Stoppen met kiezen"])
def test_stopping_ends_it(stop):
    found = FINDER.answer(opened("welke steun past bij ons?").state, stop)

    assert found.stopped
    assert found.question is None


def test_starting_again_forgets_what_was_told():
    found = FINDER.answer(opened("nooit rust met mijn zoon van 7").state, "begin opnieuw")

    assert found.question is Question.WHO
    assert topics(found) == []


def test_an_explanation_is_given_once():
    first = FINDER.answer(opened("welke steun past bij ons?").state, "uitleg")
    second = FINDER.answer(first.state, "uitleg")

    assert (first.explains, first.question) == (True, Question.WHO)
    assert (second.explains, second.question) == (False, Question.AGE)


def test_a_pregnancy_answers_the_age():
    assert opened("ik ben zwanger van mijn eerste en heb schulden").question is Question.NOT


def test_the_ranking_helps_when_no_word_is_known():
    message = "kunnen wij iets krijgen op dinsdag"

    assert topics(opened(message)) == []
    assert "vorm/steunouder" in topics(opened(message, ranking={"vorm/steunouder": 0.2, "vorm/jim": 0.05}))


def test_the_ranking_never_goes_before_what_was_said():
    said = opened("iemand die helpt met formulieren", ranking={"vorm/jim": 0.6})

    assert "vorm/samen-oplopen" in topics(said)
    assert "vorm/jim" not in topics(said)


def test_an_answer_in_unknown_words_leans_on_the_ranking_too():
    found = FINDER.answer(FINDER.answer(opened("help kiezen").state, "sla over").state, "7")
    answered = FINDER.answer(found.state, "iets op dinsdag", ranking={"vorm/steunouder": 0.3})

    assert found.question is Question.NEED
    assert "vorm/steunouder" in topics(answered)


def test_needs_from_elsewhere_count_when_nothing_was_said():
    assert "vorm/steunouder" in topics(opened("welke steun past?", likely=("rust",)))


def test_what_an_earlier_message_told_is_not_asked_again():
    found = opened("welke steun past bij ons?", remembered=FINDER.note("nooit rust met mijn zoon van 7", Audience.PARENT))

    assert "vorm/steunouder" in topics(found)
    assert found.question is Question.NOT


def test_a_message_without_a_need_is_not_noted():
    assert FINDER.note("wat is een steunouder?") is None


def test_danger_that_came_in_between_is_known_from_then_on():
    found = FINDER.answer(opened("welke steun past bij ons?").state, "voor mijn kind", circumstances=("onveilig",))

    assert "onveilig" in found.state.situation.codes


def test_who_speaks_of_wanting_to_talk_is_not_asked_for_whom():
    assert opened("ik ben 16 en wil met iemand praten", Audience.YOUTH).question is Question.NOT


def test_without_a_need_there_are_no_first_suggestions():
    assert first_suggestions("hallo daar", Audience.PARENT, {"vorm/steunouder": 0.2}) is None
    assert first_suggestions("ik ben zo moe en zoek oppas", Audience.PARENT).suggestions


def test_the_state_is_codes_and_survives_json():
    found = opened("Mijn dochter Sterre van 9 is bang voor opa Teun, ik zoek iemand die luistert, een maatje heeft ze al gehad")
    kept = json.loads(json.dumps(found.state.to_codes()))

    assert State.from_codes(kept) == found.state
    assert not {"sterre", "teun", "opa", "luistert"} & set(json.dumps(kept).lower().replace('"', " ").split())


@pytest.mark.parametrize(
    "broken", [None, "x", {}, {"audience": None, "told": 3}, {"audience": "koning", "told": {}, "asked": [], "explained": False}]
)
def test_a_broken_state_is_no_state(broken):
    assert State.from_codes(broken) is None


def outcome(situation: dict) -> list[str]:
    audience = Audience(situation["doelgroep"])
    found = FINDER.open(situation["eerste_bericht"], audience)
    while found.question:
        found = FINDER.answer(found.state, situation["antwoorden"][found.question.value], audience)
    return topics(found)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation["id"])
def test_a_situation_of_our_own_gets_what_it_must_and_nothing_it_must_not(situation):
    found = outcome(situation)

    assert all(set(group) & set(found) for group in situation["moet"]), found
    assert not set(situation["mag_niet"]) & set(found)
