import pytest

from bot.network_map.interview.stages import Stage
from bot.network_map.interview.state import Mode
from bot.network_map.payload import Step
from bot.network_map.people import Sector
from tests.unit.interviewing import Talk, at_map, at_questions, named

PLACES = {
    "at a question about names": lambda: named("oma Riet", "Fatima", "Bram"),
    "in the round": lambda: (talk := named("oma Riet", "Fatima", "Bram"), talk.say("klaar"))[0],
    "in a group of the round": lambda: (talk := named("oma Riet", "Fatima", "Bram"), talk.say("klaar", "kaart-kring-buren"))[0],
    "at a question over the list": lambda: at_questions("oma Riet", "Fatima", "Bram"),
    "at a question in between": lambda: (talk := named("oma Riet", "Fatima", "Bram"), talk.say("knuffelmuis"))[0],
    "at the map": lambda: at_map("oma Riet", "Fatima", "Bram"),
    "after a pause": lambda: (talk := at_questions("oma Riet", "Fatima", "Bram"), talk.say("pauze"))[0],
}
everywhere = pytest.mark.parametrize("place", PLACES)


@everywhere
def test_a_relation_can_be_changed(place):
    talk = PLACES[place]()
    stage = talk.interview.stage
    talk.say("nee, Riet is mijn buurvrouw")
    assert (talk.person("Riet").relation, talk.person("Riet").sector) == ("buurvrouw", Sector.NEIGHBOURHOOD)
    assert talk.said[0] == "utter_kaart_gewijzigd"
    assert talk.interview.stage is stage


@everywhere
@pytest.mark.parametrize("text", ["niet Riet maar Ria", "nee wacht, Riet heet Ria", "noem Riet Ria"])
def test_a_name_can_be_changed(place, text):
    talk = PLACES[place]()
    talk.say(text)
    assert talk.labels == ["Ria", "Fatima", "Bram"]
    assert talk.person("Ria").relation == "oma"


@everywhere
@pytest.mark.parametrize("text", ["haal Riet weg", "weg met oma Riet", "Riet hoort er niet bij"])
def test_somebody_can_be_taken_away(place, text):
    talk = PLACES[place]()
    talk.say(text)
    assert talk.labels == ["Fatima", "Bram"]
    assert "utter_kaart_weg" in talk.said


@everywhere
def test_every_change_can_be_undone_to_the_identical_map(place):
    talk = PLACES[place]()
    for text in ("haal Riet weg", "niet Riet maar Ria", "nee, Riet is mijn buurvrouw"):
        before, stage = talk.interview.network, talk.interview.stage
        talk.say(text)
        assert talk.interview.network != before
        talk.say("terug")
        assert (talk.interview.network, talk.interview.stage) == (before, stage)


@everywhere
def test_everything_can_be_erased_at_once(place):
    talk = PLACES[place]()
    reply = talk.say("wis alles")
    assert (reply.erased, reply.ended, reply.step) == (True, True, Step.ERASED)
    assert talk.labels == []
    assert talk.said == ["utter_kaart_gewist"]


@everywhere
def test_a_map_can_be_left_for_later_with_a_code(place):
    talk = PLACES[place]()
    reply = talk.say("ik moet gaan")
    assert (reply.wants_code, reply.ended, reply.step) == (True, True, Step.PAUSED)
    assert not talk.interview.is_open


@everywhere
def test_beginning_anew_asks_first_and_a_no_keeps_the_map(place):
    talk = PLACES[place]()
    before, stage = talk.interview.network, talk.interview.stage
    assert talk.say("opnieuw").lines[-1].name == "utter_kaart_opnieuw_zeker"
    talk.say("nee")
    assert (talk.interview.network, talk.interview.stage) == (before, stage)


@everywhere
def test_beginning_anew_keeps_nobody_and_the_same_viewpoint(place):
    talk = PLACES[place]()
    talk.viewpoint = None
    viewpoint = talk.interview.network.viewpoint
    talk.say("opnieuw", "ja")
    assert talk.labels == []
    assert not talk.interview.history.can_undo
    assert talk.interview.network.viewpoint is viewpoint
    assert talk.said == ["utter_kaart_opnieuw", "utter_kaart_vraag_kern"]


def test_an_empty_map_begins_anew_without_a_question():
    talk = Talk()
    talk.say("beginnen", "opnieuw")
    assert talk.said == ["utter_kaart_opnieuw", "utter_kaart_vraag_kern"]


def test_nothing_begins_anew_before_a_yes_to_the_invitation():
    talk = Talk()
    talk.say("opnieuw")
    assert talk.interview.stage is Stage.START


def test_several_people_can_be_taken_away_at_once_and_come_back_at_once():
    talk = at_questions("oma Riet", "Fatima", "Bram")
    before = talk.interview.network
    talk.say("haal Riet en Bram weg")
    assert talk.labels == ["Fatima"]
    talk.say("terug")
    assert talk.interview.network == before


def test_who_is_not_on_the_map_cannot_be_taken_away_and_is_named_as_typed():
    talk = at_questions("Riet")
    talk.say("verwijder Piet")
    assert talk.said[0] == "utter_kaart_wie_niet_gevonden"
    assert talk.reply.lines[0].values == {"wie": "Piet"}
    assert talk.labels == ["Riet"]


def test_words_about_nobody_in_particular_are_an_answer():
    talk = named("Riet")
    talk.say("ik wil het liever toch niet")
    assert talk.said[0] == "utter_kaart_niet_begrepen_namen"


@pytest.mark.parametrize("text", ["wijzig Jan", "Jan heet Johan", "hoe vraag ik Jan", "haal Jan weg"])
def test_of_two_people_with_one_name_it_is_asked_which(text):
    talk = named("broer Jan", "collega Jan")
    talk.say("nee", text)
    assert talk.said[0] == "utter_kaart_welke"
    assert talk.reply.lines[0].values == {"namen": "Jan (broer) en Jan (collega)"}
    assert talk.labels == ["Jan", "Jan"]


def test_the_relation_tells_namesakes_apart():
    talk = named("broer Jan", "collega Jan")
    talk.say("nee", "haal broer Jan weg")
    assert [person.relation for person in talk.interview.network.people] == ["collega"]


def test_changing_somebody_asks_what_and_takes_a_relation_or_a_name():
    talk = at_questions("Riet", "Bram")
    assert talk.say("wijzig Riet").lines[0].name == "utter_kaart_wat_wijzigen"
    talk.say("tante")
    assert talk.person("Riet").relation == "tante"
    talk.say("wijzig Riet", "Ria")
    assert talk.labels == ["Ria", "Bram"]
    talk.say("wijzig Ria", "knuffie")
    assert talk.labels == ["Knuffie", "Bram"]


@pytest.mark.parametrize("text", ["nee", "laat me dat overslaan", "sla over", "weet ik niet", "terug", "klaar"])
def test_changing_somebody_can_be_left(text):
    talk = at_questions("Riet", "Bram")
    before = talk.interview.network
    talk.say("wijzig Riet", text)
    if talk.interview.waiting:
        talk.say("hoe bedoelt u dat nou precies")
    assert talk.interview.waiting is None
    assert talk.interview.network == before


@pytest.mark.parametrize("text", ["Riet is een schat", "Riet is de beste", "oma Riet is mijn alles"])
def test_praise_is_no_relation_but_an_answer(text):
    talk = named("oma Riet")
    talk.say(text)
    assert talk.person("Riet").relation == "oma"
    assert talk.person("Riet").support


def test_a_new_name_that_is_somebody_else_of_the_list_is_an_answer():
    talk = at_questions("Riet", "Bram")
    talk.say("niet Riet maar Bram")
    assert talk.labels == ["Riet", "Bram"]
    assert talk.person("Bram").ring == 1


def test_going_back_over_several_answers_gives_the_identical_maps_and_questions():
    talk = Talk()
    talk.say("beginnen")
    answers = (
        ["oma Riet, Fatima en de juf", "Fatima", "niemand", "tante Els", "Riet", "sla over"]
        + ["kaart-kring-familie", "broer Sam", "kaart-kring-buren", "buurvrouw Ans", "klaar"]
        + ["Riet", "juf", "Ans", "allemaal", "Els niet"]
    )
    seen = []
    for text in answers:
        seen.append((talk.interview.network, talk.interview.stage, talk.interview.contexts, talk.asked))
        talk.say(text)
    for state in reversed(seen):
        talk.say("terug")
        assert (talk.interview.network, talk.interview.stage, talk.interview.contexts, talk.asked) == state
    talk.say("terug")
    assert talk.said[0] == "utter_kaart_niets_terug"


def test_going_back_first_leaves_a_question_in_between():
    talk = named("Riet")
    before = talk.interview.network
    talk.say("knuffelmuis", "terug")
    assert talk.interview.network == before
    assert talk.interview.waiting is None


def test_going_back_from_a_doubt_takes_the_answer_away():
    talk = named("oma Riet")
    talk.say("tante Riet")
    assert talk.asked == "utter_kaart_dezelfde"
    talk.say("terug")
    assert (talk.labels, talk.asked) == (["Riet"], "utter_kaart_vraag_bijspringen")


def test_going_back_from_the_map_opens_the_last_question():
    talk = at_map("Riet")
    talk.say("terug")
    assert talk.interview.is_open
    assert talk.asked == "utter_kaart_vraag_bijspringen"


def test_the_map_so_far_can_be_shown_and_the_question_stays():
    talk = at_questions("Riet", "Bram")
    reply = talk.say("laat de kaart zien")
    assert (reply.shown, reply.ended) == (True, False)
    assert talk.said == ["utter_kaart_tot_nu", "utter_kaart_vraag_dichtbij"]


def test_an_empty_map_so_far_is_told_without_a_picture():
    talk = Talk()
    talk.say("beginnen")
    reply = talk.say("laat de kaart zien")
    assert not reply.shown
    assert talk.said == ["utter_kaart_tot_nu_leeg", "utter_kaart_vraag_kern"]


def test_going_to_the_map_at_once_concludes_the_rings_that_were_asked():
    talk = at_questions("Riet", "Bram")
    talk.say("Riet")
    reply = talk.say("naar de kaart")
    assert (reply.shown, reply.ended, reply.step) == (True, True, Step.MAP)
    assert [person.ring for person in talk.interview.network.people] == [1, 2]


@pytest.mark.parametrize("leaving", ["pauze", "stop"])
@pytest.mark.parametrize("way", ["verder", "kaart-verder"])
def test_who_comes_back_goes_on_at_the_same_question(leaving, way):
    talk = at_questions("Riet", "Bram")
    before, asked = talk.interview.network, talk.asked
    talk.say(leaving)
    assert talk.reply.ended
    talk.say(way)
    assert (talk.interview.network, talk.interview.mode) == (before, Mode.BUSY)
    assert talk.said == ["utter_kaart_verder", asked]


def test_who_opens_a_map_again_gets_the_choice_to_go_on():
    talk = at_questions("Riet", "Bram")
    reply = talk.open()
    assert talk.said == ["utter_kaart_al_begonnen"]
    assert reply.buttons == ("kaart-verder", "kaart-opnieuw", "kaart-wissen")
    assert talk.say("verder").lines[-1].name == "utter_kaart_vraag_dichtbij"


def test_going_on_while_a_question_is_open_means_the_next_one():
    talk = at_questions("Riet", "Bram")
    talk.say("ga verder")
    assert talk.asked == "utter_kaart_vraag_praktisch"


def test_going_on_with_a_map_that_is_ready_shows_it():
    talk = at_map("Riet")
    talk.say("pauze")
    assert talk.say("verder").shown


def test_an_answer_after_a_pause_counts_and_opens_the_interview():
    talk = at_questions("Riet", "Bram")
    talk.say("pauze", "Riet")
    assert talk.person("Riet").ring == 1
    assert talk.interview.is_open


def test_stopping_before_the_beginning_keeps_nothing():
    talk = Talk()
    reply = talk.say("stop")
    assert (reply.erased, reply.ended) == (True, True)
    assert talk.said == ["utter_kaart_liever_niet"]


def test_there_is_nothing_to_erase_before_the_invitation():
    talk = Talk()
    talk.interview = type(talk.interview)()
    talk.say("wis alles")
    assert talk.said == ["utter_kaart_niets_te_wissen"]


def test_that_something_is_wrong_asks_what_and_changes_nothing():
    talk = named("Riet", "Bram")
    before = talk.interview.network
    reply = talk.say("dat klopt niet")
    assert talk.said == ["utter_kaart_wat_klopt_niet"]
    assert reply.buttons == ("kaart-terug",)
    assert talk.interview.network == before
    talk.say("Riet is mijn tante")
    assert talk.person("Riet").relation == "tante"


def test_that_something_is_wrong_with_a_map_that_is_ready_opens_the_conversation():
    talk = at_map("Riet", "Bram")
    assert not talk.say("dat klopt niet").ended
    assert talk.interview.is_open
    assert talk.say("haal Riet weg").shown
    assert talk.labels == ["Bram"]


def test_that_it_is_wrong_at_a_doubt_means_two_people():
    talk = named("oma Riet")
    talk.say("tante Riet", "dat klopt niet")
    assert "utter_kaart_dezelfde" not in talk.said
    assert talk.labels == ["Riet", "Riet"]


@pytest.mark.parametrize(
    ("text", "name", "days"),
    [
        ("kaart-meenemen", "utter_kaart_meenemen", None),
        ("bijeenkomst voorbereiden", "utter_kaart_bijeenkomst", None),
        ("langer bewaren", "utter_kaart_bewaren", 30),
        ("korter bewaren", "utter_kaart_bewaren", 1),
    ],
)
def test_what_belongs_to_a_map_is_said_beside_it_or_in_front_of_the_question(text, name, days):
    ready = at_map("Riet", "Bram")
    reply = ready.say(text)
    assert (ready.said, reply.ended, reply.shown, reply.keep_days) == ([name], True, False, days)
    busy = at_questions("Riet", "Bram")
    reply = busy.say(text)
    assert (busy.said, reply.ended) == ([name, "utter_kaart_vraag_dichtbij"], False)


def test_there_is_nothing_to_take_along_from_an_empty_map():
    talk = Talk()
    talk.say("beginnen", "de kaart meenemen")
    assert "utter_kaart_meenemen" not in talk.said
