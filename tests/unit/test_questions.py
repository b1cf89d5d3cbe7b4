from dataclasses import replace

import pytest

from bot.knowledge.buttons import default_buttons
from bot.knowledge.phrasing import default_phrasebook
from bot.knowledge.topics import Audience
from bot.network_map.interview.questions import aside, example, explanation, names, not_understood, proceed, question, say, show
from bot.network_map.interview.reply import Line, Reply
from bot.network_map.interview.stages import CONTEXTS, NAME_STAGES, Stage
from bot.network_map.interview.state import Interview, Mode, Waiting
from bot.network_map.network import History, NetworkMap, add
from bot.network_map.payload import Step

EMPTY = NetworkMap()
THREE = add(add(add(EMPTY, "Riet", relation="oma"), "Fatima"), "juf", relation="juf", kind="formeel")


def interview(stage: Stage, network: NetworkMap = THREE, **fields: object) -> Interview:
    return replace(Interview(history=History(network)), stage=stage, contexts=("familie",), **fields)


def assert_can_be_said(reply: Reply) -> None:
    for audience in (None, *Audience):
        for line in reply.lines:
            text = default_phrasebook().text(line.name, audience, False, dict(line.values))
            assert text.strip()
            assert not {"{namen}", "{naam}", "{nieuw}", "{bekend}", "{gezegd}", "{wie}", "{aantal}"} & set(text.split())
    for name in reply.buttons:
        assert default_buttons().fixed(name).title


@pytest.mark.parametrize("network", [EMPTY, THREE], ids=["nobody", "three people"])
@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.MAP])
def test_every_question_can_be_asked_explained_and_asked_again(stage, network):
    asked = question(interview(stage, network))
    assert asked.lines
    assert asked.step is stage.step
    assert_can_be_said(asked)
    for line in (explanation, example, not_understood):
        assert_can_be_said(Reply((line(interview(stage, network)),), Step.NAMES))


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in (Stage.MAP, Stage.START, Stage.VIEWPOINT)])
def test_every_question_can_be_passed_with_a_button(stage):
    buttons = set(question(interview(stage)).buttons)
    assert buttons & {"kaart-klaar", "kaart-overslaan", "kaart-weet-niet"}


@pytest.mark.parametrize(
    ("waiting", "step"),
    [
        (Waiting.SAME, Step.CONFIRM),
        (Waiting.SOMEBODY, Step.CONFIRM),
        (Waiting.RESTART, Step.NAMES),
        (Waiting.CHANGE, Step.NAMES),
        (Waiting.ASK_WHOM, Step.NAMES),
    ],
)
def test_what_is_asked_in_between_goes_before_the_question(waiting, step):
    asked = question(interview(Stage.STORY, waiting=waiting, about="p1", doubts=(("p2", "p1"),)))
    assert asked.step is step
    assert "utter_kaart_vraag_verhaal" not in [line.name for line in asked.lines]
    assert_can_be_said(asked)


def test_two_people_who_look_the_same_are_asked_about_in_other_words():
    network = add(add(EMPTY, "Jan"), "Jan")
    line = question(interview(Stage.STORY, network, waiting=Waiting.SAME, doubts=(("p2", "p1"),))).lines[0]
    assert (line.name, line.values) == ("utter_kaart_dezelfde_naam", {"naam": "Jan"})


def test_namesakes_are_told_apart_by_relation_or_domain():
    network = add(add(EMPTY, "Jan", sector="buurt"), "Jan", relation="oom")
    line = question(interview(Stage.STORY, network, waiting=Waiting.SAME, doubts=(("p2", "p1"),))).lines[0]
    assert line.values == {"nieuw": "Jan (oom)", "bekend": "Jan (iemand uit de buurt)"}


def test_after_danger_there_are_three_ways():
    asked = question(interview(Stage.STORY, mode=Mode.INTERRUPTED))
    assert asked.buttons == ("kaart-verder", "kaart-stoppen", "kaart-wissen")
    assert asked.step is Step.PAUSED
    assert_can_be_said(asked)


def test_the_round_offers_the_groups_that_were_not_asked_for_yet():
    asked = question(interview(Stage.ROUND))
    assert "kaart-kring-familie" not in asked.buttons
    assert {f"kaart-kring-{context}" for context in CONTEXTS[1:]} < set(asked.buttons)
    assert asked.buttons[-1] == "kaart-klaar"


def test_the_list_is_read_back_once_and_counted_after_that():
    assert question(interview(Stage.ROUND)).lines[0].values == {"namen": "Riet (oma), Fatima en juf"}
    later = replace(interview(Stage.NEAR).moved(Stage.ROUND).moved(Stage.CONTEXT).moved(Stage.ROUND))
    assert question(later).lines[0].values == {"aantal": "3"}


def test_the_question_for_the_furthest_offers_who_has_no_ring_yet():
    network = add(EMPTY, "Riet", ring=1)
    network = add(network, "club", group=True)
    assert question(interview(Stage.FAR, network)).lines[0].values == {"namen": "club"}


def test_names_can_be_some_of_the_list():
    assert names(THREE, ["p2", "p1"]) == "Riet (oma) en Fatima"
    assert names(EMPTY) == ""


def test_an_answer_in_between_comes_back_to_the_question():
    reply = aside(interview(Stage.STORY))
    assert reply.aside
    assert [line.name for line in reply.lines] == ["utter_kaart_terug_bij", "utter_kaart_vraag_verhaal"]


def test_the_map_is_shown_and_no_question_stays_open():
    shown, reply = show(interview(Stage.STORY, waiting=Waiting.SAME, doubts=(("p2", "p1"),), about="p1"))
    assert (reply.step, reply.shown, reply.ended) == (Step.MAP, True, True)
    assert (shown.mode, shown.stage, shown.waiting, shown.doubts, shown.about) == (Mode.SHOWN, Stage.MAP, None, (), "")


def test_going_on_asks_the_open_question_or_shows_the_map_that_was_ready():
    paused, reply = proceed(interview(Stage.STORY, mode=Mode.PAUSED), Line("utter_kaart_verder"))
    assert (paused.mode, reply.ended) == (Mode.BUSY, False)
    assert [line.name for line in reply.lines] == ["utter_kaart_verder", "utter_kaart_vraag_verhaal"]
    assert proceed(interview(Stage.MAP))[1].shown


def test_something_beside_the_map_does_not_draw_it_again():
    beside, reply = say(interview(Stage.MAP, waiting=Waiting.ASK_WHOM, mode=Mode.BUSY), Line("utter_kaart_meenemen"))
    assert (reply.shown, reply.ended, beside.is_open, beside.waiting) == (False, True, False, None)
    assert say(interview(Stage.STORY), Line("utter_kaart_meenemen"))[1].lines[-1].name == "utter_kaart_vraag_verhaal"


def test_every_name_question_has_its_own_explanation():
    own = [explanation(interview(stage)).name for stage in NAME_STAGES if stage not in (Stage.CONTEXT, Stage.EARLIER)]
    assert len(set(own)) == len(own)
