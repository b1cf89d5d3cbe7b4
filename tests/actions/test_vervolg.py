import pytest

from actions.vervolg import FollowUpQuestion

ONE_LINE = {
    "vervolg_voor_wie": "utter_vervolg_voor_wie_onbekend",
    "vervolg_aanvragen": "utter_vervolg_aanvragen",
    "vervolg_kosten": "utter_vervolg_kosten",
    "vervolg_wachttijd": "utter_vervolg_wachttijd",
    "vervolg_waar": "utter_vervolg_waar",
    "vervolg_bron": "utter_vervolg_bron_omstreeks",
}
EVERY_FOLLOW_UP = [*ONE_LINE, "vervolg_meer", "vervolg_uitleg", "vervolg_voorbeeld", "vervolg_leeftijd", "vervolg_verschil"]


@pytest.fixture
def action(answers, follow_ups):
    return FollowUpQuestion(answers, follow_ups)


@pytest.fixture
def about_maatje(later):
    later.slots |= {"onderwerp": "vorm/maatje", "alternatieven": ["vorm/mentor", "vorm/jim"]}
    return later


@pytest.mark.parametrize(("intent", "response"), ONE_LINE.items())
async def test_a_follow_up_is_about_the_topic_at_hand(about_maatje, action, intent, response):
    turn = await about_maatje.run(action, intent=intent)
    assert turn.responses == [response]
    assert (turn.custom["type"], turn.custom["topic"]) == ("answer", "vorm/maatje")
    assert about_maatje.slots["onderwerp"] == "vorm/maatje"


async def test_tell_more_gives_the_rest_of_the_topic(about_maatje, action):
    turn = await about_maatje.run(action, intent="vervolg_meer")
    assert turn.message("utter_meer")["tekst"].startswith("meer vorm/maatje ouder")


async def test_explain_it_otherwise_gives_other_words_than_the_first_answer(about_maatje, action):
    turn = await about_maatje.run(action, intent="vervolg_uitleg")
    assert turn.message("utter_vervolg_uitleg")["tekst"] == "meer vorm/maatje ouder"


async def test_an_example_that_is_not_there_is_not_made_up(about_maatje, action):
    turn = await about_maatje.run(action, intent="vervolg_voorbeeld")
    assert turn.responses == ["utter_vervolg_geen_voorbeeld", "utter_meer"]


@pytest.mark.parametrize(
    ("question", "response"),
    [
        ("en voor een kind van 10 jaar", "utter_vervolg_leeftijd_past"),
        ("en voor een kind van zes jaar", "utter_vervolg_leeftijd_past"),
        ("en voor een kind van 4", "utter_vervolg_leeftijd_past_niet"),
        ("en een baby van 8 maanden", "utter_vervolg_leeftijd_past_niet"),
        ("vanaf welke leeftijd is dat", "utter_vervolg_leeftijd"),
    ],
)
async def test_an_age_is_compared_with_what_the_source_says(about_maatje, action, question, response):
    turn = await about_maatje.run(action, question, intent="vervolg_leeftijd")
    assert turn.responses == [response]


async def test_an_age_that_the_source_does_not_give_is_not_made_up(later, action):
    later.slots["onderwerp"] = "vorm/jim"
    turn = await later.run(action, "en voor een kind van 10", intent="vervolg_leeftijd")
    assert turn.responses == ["utter_vervolg_leeftijd_onbekend"]


async def test_a_named_topic_goes_before_the_topic_at_hand(about_maatje, action):
    turn = await about_maatje.run(action, "wat kost jim", intent="vervolg_kosten", named=("vorm/jim",))
    assert turn.custom["topic"] == "vorm/jim"
    assert about_maatje.slots["onderwerp"] == "vorm/jim"


@pytest.mark.parametrize("intent", EVERY_FOLLOW_UP)
async def test_without_a_topic_the_person_chooses_one(later, action, intent):
    turn = await later.run(action, intent=intent)
    assert turn.responses == ["utter_vervolg_zonder_onderwerp"]
    assert turn.custom["type"] == "clarify"
    assert 2 <= len(turn.custom["options"]) <= 4
    assert [button["title"] for button in turn.buttons] == [option["title"] for option in turn.custom["options"]]


async def test_a_difference_sets_the_topic_at_hand_beside_the_named_one(about_maatje, action):
    turn = await about_maatje.run(action, "wat is het verschil met jim", intent="vervolg_verschil", named=("vorm/jim",))
    assert turn.responses == ["utter_naast_elkaar"]
    assert (turn.custom["topic"], turn.custom["related"][0]) == ("vorm/maatje", "vorm/jim")


@pytest.mark.parametrize("named", [("vorm/jim", "vorm/steunouder"), ("vorm/maatje", "vorm/jim")])
async def test_a_difference_between_two_named_topics_is_about_those_two(about_maatje, action, named):
    turn = await about_maatje.run(action, "wat is het verschil", intent="vervolg_verschil", named=named)
    assert (turn.custom["topic"], turn.custom["related"][0]) == named


async def test_a_difference_between_two_named_topics_needs_no_topic_at_hand(later, action):
    turn = await later.run(action, intent="vervolg_verschil", named=("vorm/jim", "vorm/mentor"))
    assert (turn.custom["topic"], turn.custom["related"][0]) == ("vorm/jim", "vorm/mentor")


@pytest.mark.parametrize("named", [(), ("vorm/maatje",)])
async def test_a_difference_with_one_topic_asks_for_the_other(about_maatje, action, named):
    turn = await about_maatje.run(action, intent="vervolg_verschil", named=named)
    assert turn.responses == ["utter_vervolg_verschil_met_wat"]


async def test_not_that_one_offers_the_alternatives_once(about_maatje, action):
    turn = await about_maatje.run(action, intent="vervolg_anders")
    assert turn.responses == ["utter_anders"]
    assert [option["topic"] for option in turn.custom["options"]] == ["vorm/mentor", "vorm/jim"]
    assert turn.custom["type"] == "clarify"
    again = await about_maatje.run(action, intent="vervolg_anders")
    assert again.responses == ["utter_anders_geen"]
    assert again.custom["type"] == "not_understood"


async def test_not_that_one_never_offers_the_same_topic_again(about_maatje, action):
    about_maatje.slots["alternatieven"] = ["vorm/maatje", "vorm/mentor", "vorm/jim"]
    turn = await about_maatje.run(action, intent="vervolg_anders")
    assert "vorm/maatje" not in [option["topic"] for option in turn.custom["options"]]


async def test_a_follow_up_in_the_first_message_is_opened_and_answered(conversation, action):
    turn = await conversation.run(action, intent="vervolg_kosten", named=("vorm/jim",))
    assert turn.responses == ["utter_opening", "utter_vervolg_kosten", "utter_vraag_doelgroep"]


async def test_tell_more_twice_says_that_this_was_all(about_maatje, action):
    await about_maatje.run(action, intent="vervolg_meer")
    again = await about_maatje.run(action, intent="vervolg_meer")
    assert again.responses == ["utter_vervolg_geen_meer"]
    assert again.custom["type"] == "clarify"


async def test_not_that_one_three_times_leads_to_a_person(about_maatje, action):
    turns = [await about_maatje.run(action, intent="vervolg_anders") for _ in range(3)]
    assert [turn.responses for turn in turns] == [["utter_anders"], ["utter_anders_geen"], ["utter_nog_niet_gevonden"]]
    assert turns[-1].custom["type"] == "contact"


@pytest.mark.parametrize("intent", ["vervolg_kosten", "vervolg_wachttijd", "vervolg_aanvragen", "vervolg_waar", "vervolg_leeftijd"])
async def test_a_concept_has_no_price_and_no_waiting_list(later, action, intent):
    later.slots["onderwerp"] = "begrip/informele-steun"
    turn = await later.run(action, intent=intent)
    assert turn.responses == ["utter_vervolg_zonder_onderwerp"]
    assert turn.custom["type"] == "clarify"
