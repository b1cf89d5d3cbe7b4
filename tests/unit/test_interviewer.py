import pytest

from bot.network_map.interview.stages import Stage
from bot.network_map.interview.state import Mode, Waiting
from bot.network_map.network import MOST_PEOPLE, Question, Viewpoint
from bot.network_map.payload import Step
from bot.network_map.people import CouldDoMore, Direction, Sector, Support
from tests.unit.interviewing import Talk, at_map, at_questions, heard, named

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NAMES = [f"Q{first.lower()}{second.lower()}" for first in ALPHABET[:2] for second in ALPHABET]


def at(stage_name: str, *names: str) -> Talk:
    """A conversation at a question over the list, the ones before it skipped."""
    talk = at_questions(*names)
    while talk.asked != stage_name:
        talk.say("sla over")
    return talk


# Beginning


def test_it_begins_with_an_invitation_and_three_ways():
    reply = Talk().reply
    assert [line.name for line in reply.lines] == ["utter_kaart_uitnodiging"]
    assert reply.buttons == ("kaart-beginnen", "kaart-uitleg", "kaart-liever-niet")
    assert (reply.step, reply.ended) == (Step.START, False)


@pytest.mark.parametrize("viewpoint", Viewpoint)
@pytest.mark.parametrize("text", ["kaart-beginnen", "beginnen", "ja", "ok", "ja leuk laten we dat maar eens doen"])
def test_with_a_known_audience_a_yes_is_answered_by_the_first_question(viewpoint, text):
    talk = Talk(viewpoint)
    talk.say(text)
    assert talk.said == ["utter_kaart_vraag_kern"]
    assert talk.interview.network.viewpoint is viewpoint


def test_with_an_unknown_audience_it_is_asked_for_whom_the_map_is():
    talk = Talk(None)
    reply = talk.say("beginnen")
    assert talk.said == ["utter_kaart_voor_wie"]
    assert reply.buttons == ("ouder", "jongere", "professional")
    talk.viewpoint = Viewpoint.SELF
    talk.say("ik ben jongere")
    assert talk.said == ["utter_kaart_vraag_kern"]
    assert talk.interview.youth


def test_who_does_not_say_for_whom_is_taken_for_a_parent_after_one_more_try():
    talk = Talk(None)
    talk.say("beginnen", "hoezo precies eigenlijk")
    assert talk.interview.stage is Stage.VIEWPOINT
    talk.say("daar zeg ik niets over")
    assert (talk.interview.network.viewpoint, talk.interview.stage) == (Viewpoint.CHILD, Stage.CORE)


def test_names_instead_of_an_audience_are_taken_over():
    talk = Talk(None)
    talk.say("beginnen", "oma Riet")
    assert talk.labels == ["Riet"]


def test_explanation_comes_before_the_beginning_as_often_as_wanted():
    talk = Talk()
    for _ in range(5):
        talk.say("eerst uitleg")
        assert talk.said == ["utter_kaart_vooraf", "utter_kaart_beginnen_of_niet"]
    talk.say("beginnen")
    assert talk.asked == "utter_kaart_vraag_kern"


@pytest.mark.parametrize("text", ["liever niet", "nee", "kaart-liever-niet", "stop"])
def test_rather_not_ends_it_and_keeps_nothing(text):
    talk = Talk()
    reply = talk.say(text)
    assert talk.said == ["utter_kaart_liever_niet"]
    assert (reply.ended, reply.erased) == (True, True)


def test_names_before_a_yes_are_not_taken_and_the_invitation_is_not_repeated_for_ever():
    talk = Talk()
    talk.say("oma Riet en Fatima")
    assert (talk.labels, talk.said) == ([], ["utter_kaart_beginnen_of_niet"])
    assert talk.say("Bram", "Els").ended


# Names


def test_several_people_in_one_answer_are_taken_apart_and_read_back_with_the_next_question():
    talk = named("oma Riet", "Fatima", "de juf")
    assert talk.said == ["utter_kaart_genoteerd_eerste", "utter_kaart_vraag_bijspringen"]
    assert talk.reply.lines[0].values == {"namen": "Riet (oma), Fatima en juf"}


def test_the_line_about_mistakes_is_said_once():
    talk = named("Riet")
    talk.say("Bram")
    assert talk.said[0] == "utter_kaart_genoteerd"


def test_who_is_known_gets_what_the_question_asks_for():
    talk = named("Riet")
    talk.say("Riet")
    assert talk.said[0] == "utter_kaart_stond_al"
    assert talk.person("Riet").support == {Support.PRACTICAL}


def test_nobody_is_asked_about_once_and_then_accepted():
    talk = Talk()
    talk.say("beginnen", "niemand")
    assert talk.said == ["utter_kaart_niemand_doorvragen"]
    talk.say("niemand zeg ik toch")
    assert talk.said == ["utter_kaart_niemand_goed", "utter_kaart_vraag_bijspringen"]
    talk.say("niemand")
    assert "utter_kaart_niemand_doorvragen" not in talk.said


def test_nobody_is_asked_about_at_whichever_question_it_comes_first():
    talk = Talk()
    talk.say("beginnen", "weet ik niet", "niemand")
    assert talk.said == ["utter_kaart_niemand_doorvragen"]


def test_who_named_somebody_is_not_asked_about_nobody():
    talk = named("Riet")
    talk.say("niemand")
    assert talk.said == ["utter_kaart_niemand_goed", "utter_kaart_vraag_verhaal"]


def test_a_map_without_people_has_its_own_short_way():
    talk = Talk()
    talk.say("beginnen", "niemand", "nee", "niemand")
    assert talk.said == ["utter_kaart_niemand_goed", "utter_kaart_rondvraag_leeg"]
    talk.say("klaar")
    assert talk.said == ["utter_kaart_vraag_vroeger"]
    reply = talk.say("niemand")
    assert (reply.step, reply.shown, reply.ended) == (Step.MAP, True, True)
    assert len(talk.replies) == 7


def test_somebody_of_before_brings_the_round_and_the_questions_back():
    talk = Talk()
    talk.say("beginnen", "niemand", "niemand", "niemand", "klaar", "buurvrouw Ans")
    assert talk.asked == "utter_kaart_rondvraag_nog"
    talk.say("klaar")
    assert talk.asked == "utter_kaart_vraag_dichtbij"


def test_a_yes_to_the_same_person_loses_nothing():
    talk = Talk()
    talk.say("beginnen", "oma, Bram", "oma Riet")
    assert talk.asked == "utter_kaart_dezelfde"
    assert talk.reply.step is Step.CONFIRM
    talk.say("kaart-ja")
    assert talk.said == ["utter_kaart_samengevoegd", "utter_kaart_vraag_verhaal"]
    assert talk.labels == ["Riet", "Bram"]
    assert talk.person("Riet").support == {Support.PRACTICAL}


def test_a_no_to_the_same_person_keeps_both():
    talk = named("broer Jan")
    talk.say("buurman Jan", "nee hoor")
    assert talk.said[0] == "utter_kaart_apart"
    assert talk.labels == ["Jan", "Jan"]


def test_several_doubts_are_asked_one_by_one():
    talk = named("broer Jan", "oma Riet")
    talk.say("buurman Jan, tante Riet")
    assert talk.asked == "utter_kaart_dezelfde"
    talk.say("nee")
    assert talk.asked == "utter_kaart_dezelfde"
    talk.say("ja")
    assert talk.asked == "utter_kaart_vraag_verhaal"
    assert sorted(talk.labels) == ["Jan", "Jan", "Riet"]


def test_somebody_who_does_not_answer_a_doubt_goes_on_and_keeps_both():
    talk = named("broer Jan")
    talk.say("buurman Jan", "Fatima")
    assert talk.labels == ["Jan", "Jan", "Fatima"]
    assert talk.person("Fatima").support == {Support.EMOTIONAL}
    assert talk.interview.waiting is None


def test_an_odd_short_answer_is_asked_about_before_it_is_a_person():
    talk = named("Riet")
    talk.say("knuffelmuis toch")
    assert talk.said == ["utter_kaart_is_dat_iemand"]
    assert talk.reply.lines[0].values == {"gezegd": "Knuffelmuis"}
    assert talk.labels == ["Riet"]
    talk.say("ja")
    assert talk.labels == ["Riet", "Knuffelmuis"]
    assert talk.person("Knuffelmuis").support == {Support.PRACTICAL}


@pytest.mark.parametrize("text", ["nee", "nee hoor, niet bewaren", "klaar"])
def test_a_no_to_an_odd_answer_asks_the_question_again(text):
    talk = named("Riet")
    talk.say("knuffelmuis", text)
    assert talk.labels == ["Riet"]
    assert talk.asked == "utter_kaart_vraag_bijspringen"


def test_a_name_in_answer_to_an_odd_answer_is_that_name():
    talk = named("Riet")
    talk.say("knuffelmuis", "ja, Fatima")
    assert talk.labels == ["Riet", "Fatima"]


def test_an_odd_answer_is_not_written_down_when_it_is_left_open():
    talk = named("Riet")
    talk.say("knuffelmuis", "Bram")
    assert talk.labels == ["Riet", "Bram"]
    assert talk.interview.about == ""


@pytest.mark.parametrize("text", ["ik zou echt niemand weten hoor", "pff, idee heb ik niet", "weet ik echt niet hoor"])
def test_nobody_or_not_knowing_in_other_words_goes_on(text):
    talk = named("Riet")
    talk.say(text)
    assert talk.asked == "utter_kaart_vraag_verhaal"


def test_nobody_but_somebody_is_somebody():
    talk = named("Riet")
    talk.say("niemand behalve tante Els")
    assert talk.labels == ["Riet", "Els"]


def test_everybody_under_a_question_for_names_means_the_list():
    talk = named("Riet", "Bram")
    talk.say("allemaal")
    assert [person.support for person in talk.interview.network.people] == [{Support.PRACTICAL}] * 2


def test_who_is_remembered_later_gets_nothing_of_the_question_that_is_open():
    talk = named("Riet")
    talk.say("oh ja, vergeten, tante Els")
    assert talk.person("Els").support == frozenset()
    assert talk.asked == "utter_kaart_vraag_bijspringen"


def test_what_the_family_means_to_others_is_written_down():
    talk = named("Riet")
    talk.say("Riet", "sla over", "sla over", "sla over", "Riet en Bram")
    assert talk.person("Riet").direction is Direction.BOTH
    assert talk.person("Bram").direction is Direction.GIVING


def test_meaning_something_to_nobody_is_an_answer_and_not_asked_again():
    talk = named("Riet")
    talk.say("Riet", "sla over", "sla over", "sla over", "niemand")
    assert Question.DIRECTION in talk.interview.network.answered
    asked = []
    while not talk.reply.ended:
        talk.say("klaar" if talk.interview.stage is Stage.ROUND else "sla over")
        asked += talk.said
    assert "utter_kaart_vraag_richting" not in asked
    assert talk.person("Riet").direction is Direction.GETTING


def test_done_with_names_leads_to_the_round():
    talk = named("Riet")
    talk.say("klaar")
    assert talk.said == ["utter_kaart_rondvraag"]


@pytest.mark.parametrize("text", ["kaart-kring-buren", "buren", "Buren"])
def test_a_group_is_asked_by_button_and_by_word_and_leads_back_to_the_round(text):
    talk = named("Riet")
    talk.say("klaar", text)
    assert (talk.said, talk.reply.step) == (["utter_kaart_groep_buren"], Step.ROUND)
    talk.say("Ans")
    assert talk.said == ["utter_kaart_genoteerd", "utter_kaart_rondvraag_nog"]
    assert talk.person("Ans").sector is Sector.NEIGHBOURHOOD
    assert "kaart-kring-buren" not in talk.reply.buttons


def test_nobody_in_a_group_leads_back_to_the_round():
    talk = named("Riet")
    talk.say("klaar", "kaart-kring-buren", "niemand")
    assert talk.asked == "utter_kaart_rondvraag_nog"


def test_done_in_a_group_ends_the_round():
    talk = named("Riet")
    talk.say("klaar", "kaart-kring-buren", "klaar")
    assert talk.asked == "utter_kaart_vraag_dichtbij"


def test_a_group_fills_in_the_domain_of_who_was_named_before():
    talk = named("Riet")
    talk.say("klaar", "kaart-kring-buren", "Riet")
    assert talk.person("Riet").sector is Sector.NEIGHBOURHOOD
    assert talk.said == ["utter_kaart_al_op_lijst", "utter_kaart_rondvraag_nog"]


def test_people_may_be_named_in_the_round_itself():
    talk = named("Riet")
    talk.say("klaar", "Ans en Bram")
    assert talk.labels == ["Riet", "Ans", "Bram"]
    assert talk.person("Ans").support == frozenset()
    assert talk.asked == "utter_kaart_rondvraag_nog"


def test_naming_the_same_people_again_and_again_does_not_keep_the_round_open():
    talk = named("Riet")
    talk.say("klaar", "Riet", "Riet", "Riet", "Riet")
    assert talk.asked == "utter_kaart_vraag_dichtbij"


def test_at_twelve_names_stopping_is_suggested_once():
    talk = named(*NAMES[:11])
    assert "utter_kaart_genoeg_namen" not in talk.said
    talk.say(NAMES[11])
    assert "utter_kaart_genoeg_namen" in talk.said
    talk.say(NAMES[12])
    assert "utter_kaart_genoeg_namen" not in talk.said


def test_at_forty_five_names_the_map_is_full_and_the_questions_begin():
    talk = named(*NAMES[:MOST_PEOPLE])
    talk.say("Els")
    assert "utter_kaart_vol" in talk.said
    assert talk.asked == "utter_kaart_vraag_dichtbij"
    assert len(talk.labels) == MOST_PEOPLE


# Questions over the list


def test_a_ring_can_be_said_in_clauses():
    talk = at_questions("Riet", "Fatima", "de juf")
    talk.say("Riet dichtbij, de juf ver weg")
    assert [person.ring for person in talk.interview.network.people] == [1, 2, 3]


@pytest.mark.parametrize(("text", "chosen"), [("iedereen behalve opa", {"Riet", "Bram"}), ("allemaal", {"Riet", "Bram", "opa"}), ("niemand", set())])
def test_everybody_but_one_or_everybody_or_nobody(text, chosen):
    talk = at("utter_kaart_vraag_plezier", "Riet", "Bram", "opa")
    talk.say(text)
    assert {person.label for person in talk.interview.network.people if Support.FUN in person.support} == chosen
    assert Question.FUN in talk.interview.network.answered


@pytest.mark.parametrize(
    "text", ["sla over", "kaart-overslaan", "weet ik niet", "dat gaat je niks aan", "verder", "klaar", "ik weet dat eerlijk gezegd niet zo"]
)
def test_a_question_that_is_skipped_stays_unanswered(text):
    talk = at("utter_kaart_vraag_plezier", "Riet", "Bram")
    talk.say(text)
    assert Question.FUN not in talk.interview.network.answered
    assert talk.asked == "utter_kaart_vraag_richting"


def test_who_could_do_more_perhaps_or_should_not_be_asked():
    talk = at("utter_kaart_vraag_meer_doen", "Riet", "Bram", "opa")
    talk.say("Riet en misschien Bram, opa niet")
    assert [person.could_do_more for person in talk.interview.network.people] == [CouldDoMore.YES, CouldDoMore.MAYBE, CouldDoMore.DO_NOT_ASK]


def test_who_know_each_other_is_told_in_groups():
    talk = at("utter_kaart_vraag_kennen_elkaar", "Riet", "Bram", "opa", "Els")
    reply = talk.say("Riet en Bram, opa en Els")
    assert talk.interview.network.ties == {("p1", "p2"), ("p3", "p4")}
    assert reply.step is Step.MAP


def test_somebody_new_at_a_question_over_the_list_is_added_and_chosen():
    talk = at("utter_kaart_vraag_plezier", "Riet", "Bram")
    talk.say("Riet en tante Els")
    assert talk.said[0] == "utter_kaart_toegevoegd"
    assert talk.labels == ["Riet", "Bram", "Els"]
    assert talk.person("Els").support == talk.person("Riet").support == {Support.FUN}
    talk.say("terug")
    assert talk.labels == ["Riet", "Bram"]


def test_a_full_map_says_so_when_somebody_new_is_chosen():
    talk = at("utter_kaart_vraag_plezier", *NAMES[:MOST_PEOPLE])
    talk.say(f"{NAMES[0]}, tante Els")
    assert "utter_kaart_vol" in talk.said
    assert talk.person(NAMES[0].capitalize()).support == {Support.FUN}


@pytest.mark.parametrize(("text", "chosen"), [("mam", {"moeder"}), ("iedereen behalve mam", {"Riet"})])
def test_another_word_for_somebody_of_the_list_is_understood(text, chosen):
    talk = at("utter_kaart_vraag_plezier", "moeder", "Riet")
    talk.say(text)
    assert {person.label for person in talk.interview.network.people if person.support} == chosen


def test_a_support_question_reads_back_who_was_named_for_it():
    talk = named("Riet", "Bram")
    talk.say("Riet", "klaar", "klaar", "sla over")
    assert talk.said == ["utter_kaart_nog_praktisch"]
    assert talk.reply.lines[0].values == {"namen": "Riet"}


# Not clear


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (lambda: named("Riet"), ["utter_kaart_niet_begrepen_namen", "utter_kaart_voorbeeld_namen"]),
        (lambda: at("utter_kaart_vraag_plezier", "Riet"), ["utter_kaart_niet_begrepen_kiezen", "utter_kaart_voorbeeld_kiezen"]),
        (lambda: at_questions("Riet"), ["utter_kaart_niet_begrepen_kiezen", "utter_kaart_voorbeeld_kring"]),
        (lambda: at("utter_kaart_vraag_kennen_elkaar", "Riet", "Bram", "opa"), ["utter_kaart_niet_begrepen_kiezen", "utter_kaart_voorbeeld_elkaar"]),
    ],
    ids=["names", "choice", "ring", "ties"],
)
def test_what_is_not_clear_is_explained_by_example_then_may_be_skipped_and_then_is(start, said):
    talk = start()
    stage = talk.interview.stage
    for name in [*said, "utter_kaart_overslaan_mag"]:
        talk.say("daar moet ik het nog eens over hebben")
        assert talk.said[0] == name
        assert talk.interview.stage is stage
    talk.say("daar moet ik het nog eens over hebben")
    assert "utter_kaart_overgeslagen" in talk.said
    assert talk.interview.stage is not stage


def test_who_asks_what_is_meant_gets_the_explanation_of_the_question():
    talk = named("Riet")
    talk.say("wat bedoelt u")
    assert talk.said == ["utter_kaart_uitleg_bijspringen", "utter_kaart_vraag_bijspringen"]


def test_a_bare_yes_gets_an_example():
    talk = at("utter_kaart_vraag_plezier", "Riet")
    talk.say("ja")
    assert talk.said[0] == "utter_kaart_voorbeeld_kiezen"


def test_an_answer_ends_a_row_of_unclear_ones():
    talk = named("Riet")
    talk.say("daar moet ik het nog eens over hebben", "Bram")
    assert talk.interview.unclear == 0


@pytest.mark.parametrize("text", ["daar moet ik het nog eens over hebben", "?", "wat bedoelt u", "ja", "klopt niet helemaal zo te zien toch", "haha"])
def test_the_same_unclear_answer_for_ever_still_ends_at_the_map(text):
    talk = named("Riet", "Bram", "de juf")
    for _ in range(100):
        if talk.reply.ended:
            break
        talk.say(text)
    assert talk.reply.step is Step.MAP


# In between


def test_a_question_in_between_comes_back_to_the_same_step():
    talk = at("utter_kaart_vraag_plezier", "Riet")
    before = talk.interview
    reply = talk.say("wat is een maatje", aside=True)
    assert reply.aside
    assert talk.said == ["utter_kaart_terug_bij", "utter_kaart_vraag_plezier"]
    assert talk.interview == before


def test_what_is_put_as_a_question_is_answered_even_with_a_name_in_it():
    talk = at("utter_kaart_vraag_plezier", "Riet")
    assert talk.say("kan een tante ook steunouder zijn?", aside=True, asks=True).aside
    assert talk.labels == ["Riet"]


def test_an_answer_that_looks_like_a_topic_is_still_an_answer():
    talk = at("utter_kaart_vraag_plezier", "Riet")
    assert not talk.say("Riet", aside=True).aside
    assert talk.person("Riet").support


@pytest.mark.parametrize("start", [Talk, lambda: named("Riet"), lambda: at_map("Riet")])
def test_a_question_in_between_never_uses_up_a_try(start):
    talk = start()
    if talk.reply.ended:
        talk.say("opnieuw")
    before = talk.interview
    talk.say(*["wat is een maatje"] * 6, aside=True)
    assert talk.interview == before
    assert talk.reply.aside


# Danger


def interrupted(*names: str) -> Talk:
    talk = at("utter_kaart_vraag_plezier", *names)
    talk.interview = type(talk.interview).from_dict(talk.interview.to_dict() | {"mode": Mode.INTERRUPTED.value})
    return talk


def test_after_danger_going_on_asks_the_same_question():
    talk = interrupted("Riet")
    talk.say("verder")
    assert talk.said == ["utter_kaart_verder", "utter_kaart_vraag_plezier"]
    assert talk.interview.mode is Mode.BUSY


@pytest.mark.parametrize("text", ["stoppen", "nee"])
def test_after_danger_stopping_keeps_the_map(text):
    talk = interrupted("Riet")
    assert talk.say(text).ended
    assert talk.said == ["utter_kaart_gestopt"]
    assert talk.labels == ["Riet"]


def test_after_danger_everything_can_be_erased():
    assert interrupted("Riet").say("alles wissen").erased


@pytest.mark.parametrize("text", ["Riet", "tante Els", "wat nu", "haal Riet weg", "terug", "opnieuw", "sla over", "knuffelmuis", "niemand"])
def test_after_danger_anything_else_offers_the_three_ways_again(text):
    talk = interrupted("Riet")
    before = talk.interview
    reply = talk.say(text)
    assert talk.said == ["utter_kaart_na_gevaar"]
    assert reply.buttons == ("kaart-verder", "kaart-stoppen", "kaart-wissen")
    assert talk.interview == before


def test_after_danger_a_question_is_answered_and_the_three_ways_are_offered():
    talk = interrupted("Riet")
    reply = talk.say("wat is een maatje", aside=True)
    assert reply.aside
    assert reply.lines[-1].name == "utter_kaart_na_gevaar"


def test_after_danger_before_the_beginning_the_invitation_comes_back():
    talk = Talk()
    talk.interview = type(talk.interview).from_dict(talk.interview.to_dict() | {"mode": Mode.INTERRUPTED.value})
    talk.say("verder")
    assert talk.said == ["utter_kaart_uitnodiging"]


def test_who_comes_back_after_danger_gets_the_three_ways():
    talk = interrupted("Riet")
    assert talk.open().lines[0].name == "utter_kaart_na_gevaar"


# The whole way


def test_eight_people_with_a_group_and_a_doubt_take_at_most_twenty_five_replies():
    talk = Talk()
    talk.say("beginnen", "oma Riet, Fatima en de juf", "Riet en tante Els", "Els", "juf", "Bram en broer Sam", "niemand")
    talk.say("kaart-kring-buren", "buurvrouw Ans en tante Riet", "nee", "klaar")
    assert len(talk.labels) == 8
    talk.say("Riet en Els", "juf")
    talk.say("Fatima", "niemand", "iedereen behalve juf", "Els", "Bram")
    talk.say("Els, misschien Bram", "Fatima", "Bram", "oma Riet", "Els", "Riet en Els, Bram en Fatima")
    assert talk.reply.step is Step.MAP
    assert len(talk.replies) <= 25


def test_messages_about_a_map_that_is_ready_show_it():
    talk = at_map("Riet")
    assert talk.say("laat de kaart zien").shown
    assert talk.say("zomaar wat").shown


def test_what_waits_is_gone_when_the_message_is_about_something_else():
    talk = at_questions("Riet")
    talk.say("opnieuw", "Riet")
    assert talk.interview.waiting is None
    assert talk.person("Riet").ring == 1


def test_a_message_of_the_test_is_heard_like_one_of_the_action():
    assert heard("kaart-kring-buren").context == "buren"
    assert heard("haal Riet weg").given.who == "Riet"
    assert Waiting("dezelfde") is Waiting.SAME


# Namesakes


def test_a_bare_name_of_two_people_is_asked_about_and_the_relation_decides():
    talk = at("utter_kaart_vraag_praktisch", "broer Jan", "collega Jan")
    talk.say("Jan")
    assert talk.said[0] == "utter_kaart_welke"
    talk.say("collega Jan")
    helping = [person.relation for person in talk.interview.network.people if Support.PRACTICAL in person.support]
    assert helping == ["collega"]


def test_which_of_two_is_meant_is_asked_once():
    talk = at("utter_kaart_vraag_praktisch", "broer Jan", "collega Jan")
    talk.say("Jan", "Jan")
    assert "utter_kaart_welke" not in talk.said


def test_after_danger_a_finished_map_is_shown_again():
    talk = at_map("Riet")
    talk.interview = type(talk.interview).from_dict(talk.interview.to_dict() | {"mode": Mode.INTERRUPTED.value})
    talk.say("verder")
    assert talk.reply.shown
    assert talk.interview.mode is Mode.SHOWN
