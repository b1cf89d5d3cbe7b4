"""Searching: results with their place, opening one, more like it, quoting, and an honest nothing."""

import pytest

from actions.zoeken import SearchGuidelines, say_passage_about
from bot.search.search import default_search

SEARCH = SearchGuidelines(default_search())


async def searched(conversation, text, **slots):
    conversation.slots.update({"geopend": True, **slots})
    return await conversation.run(SEARCH, text, intent="zoeken", doelgroep="professional")


async def test_results_come_as_one_list_with_payload_and_place(conversation):
    turn = await searched(conversation, "zoek naar netwerkpleegzorg en veiligheid")
    assert turn.custom["type"] == "search_results"
    first = turn.custom["results"][0]
    assert first["topic"]
    assert first["snippet"] in turn.text
    assert first["snippet"] in first["passage"] or len(first["snippet"]) < len(first["passage"])
    assert {"id", "title", "section", "year", "url"} <= set(first["source"])
    assert turn.slots["gevonden"][0] == first["id"]


async def test_guidelines_are_compared_each_with_its_own_words(conversation):
    turn = await searched(conversation, "wat zeggen de richtlijnen over opa en oma")
    found = {result["topic"] for result in turn.custom["results"]}
    assert turn.responses == ["utter_zoeken_vergeleken"]
    assert len(found) > 1
    assert all(topic.startswith("richtlijn/") for topic in found)


async def test_a_result_can_be_opened_by_its_number(conversation):
    first = await searched(conversation, "zoek naar familiegroepsplan")
    opened = await searched(conversation, "open 1", gevonden=first.slots["gevonden"])
    assert opened.custom["results"][0]["id"] == first.custom["results"][0]["id"]
    assert opened.custom["results"][0]["passage"] in opened.text


async def test_more_like_one_leaves_that_one_out(conversation):
    first = await searched(conversation, "zoek naar familiegroepsplan")
    more = await searched(conversation, "meer zoals 1", gevonden=first.slots["gevonden"])
    assert first.custom["results"][0]["topic"] not in {result["topic"] for result in more.custom["results"]}


async def test_a_filter_searches_the_last_question_again(conversation):
    await searched(conversation, "zoek naar familie")
    turn = await searched(conversation, "alleen pleegzorg", zoekvraag="familie")
    assert turn.custom["query"] == "familie"
    assert {result["topic"] for result in turn.custom["results"]} == {"richtlijn/pleegzorg"}


async def test_a_quote_comes_from_the_topic_at_hand(conversation):
    turn = await searched(conversation, "citeer", onderwerp="richtlijn/crisisplaatsing")
    assert {result["topic"] for result in turn.custom["results"]} == {"richtlijn/crisisplaatsing"}


@pytest.mark.parametrize("text", ["zoek naar voetbaluitslagen eredivisie", "zoek naar xqzw"])
async def test_nothing_found_is_said_with_what_was_searched(conversation, text):
    turn = await searched(conversation, text)
    assert turn.responses == ["utter_zoeken_niets"]
    assert turn.custom["results"] == []
    assert "onderwerpen" in turn.text


async def test_opening_without_a_list_says_that_there_is_none(conversation):
    turn = await searched(conversation, "open 3")
    assert turn.responses == ["utter_kiezen_niets"]


async def test_opening_beyond_the_list_says_how_long_it_is(conversation):
    first = await searched(conversation, "wat zeggen de richtlijnen over opa en oma")
    turn = await searched(conversation, "open 5")
    assert turn.responses == ["utter_kiezen_te_ver"]
    assert str(len(first.custom["results"])) in turn.text


async def test_what_was_opened_is_at_hand_and_the_list_stays(conversation):
    first = await searched(conversation, "zoek naar loyaliteit")
    await searched(conversation, "open 2")
    again = await searched(conversation, "open 1")
    assert again.custom["results"][0]["id"] == first.custom["results"][0]["id"]
    assert again.slots["onderwerp"] == first.custom["results"][0]["topic"]


async def test_more_like_this_is_more_like_what_was_shown_last(conversation):
    await searched(conversation, "zoek naar familiegroepsplan")
    opened = await searched(conversation, "open 2")
    more = await searched(conversation, "meer zoals dit")
    assert more.responses == ["utter_zoeken_lijkt_op"]
    assert opened.custom["results"][0]["topic"] not in {result["topic"] for result in more.custom["results"]}


async def test_more_like_this_after_an_answer_is_more_like_its_topic(conversation):
    more = await searched(conversation, "meer zoals dit", onderwerp="richtlijn/pleegzorg")
    assert more.custom["results"]
    assert "richtlijn/pleegzorg" not in {result["topic"] for result in more.custom["results"]}


async def test_a_comparison_stays_one_when_it_is_filtered(conversation):
    await searched(conversation, "wat zeggen de richtlijnen over opa en oma")
    turn = await searched(conversation, "alleen richtlijnen")
    assert turn.responses == ["utter_zoeken_vergeleken"]
    assert len({result["topic"] for result in turn.custom["results"]}) > 1


async def test_and_about_something_else_looks_in_the_text_at_hand(conversation):
    turn = await searched(conversation, "en over pleegouders?", onderwerp="richtlijn/pleegzorg")
    assert {result["topic"] for result in turn.custom["results"]} == {"richtlijn/pleegzorg"}


async def test_and_about_what_the_text_does_not_say_is_looked_for_elsewhere(conversation):
    turn = await searched(conversation, "en over verslaving?", onderwerp="richtlijn/pleegzorg")
    assert turn.responses[0] == "utter_zoeken_niet_hierin"
    assert turn.custom["results"][0]["topic"] == "richtlijn/kopp-kov"


async def test_a_quote_is_of_the_result_that_is_named(conversation):
    first = await searched(conversation, "zoek naar loyaliteit")
    quoted = await searched(conversation, "citeer de tweede")
    assert quoted.responses == ["utter_zoeken_citaat"]
    assert quoted.custom["results"][0]["id"] == first.custom["results"][1]["id"]


class Told:
    """A turn that keeps what is said."""

    def __init__(self, text):
        self.text, self.audience, self.said = text, None, []

    def say(self, name, values=None):
        self.said.append((name, values))

    def remember(self, **slots):
        self.slots = slots


def test_what_a_guideline_says_about_something_comes_with_the_answer_when_it_is_found():
    asked = Told("wat zegt de richtlijn crisisplaatsing over het netwerk van het gezin")
    say_passage_about(asked, default_search(), "richtlijn/crisisplaatsing", "")
    elsewhere = Told("wat zegt de richtlijn crisisplaatsing over voetbal")
    say_passage_about(elsewhere, default_search(), "begrip/wederkerigheid", "")
    assert [name for name, _ in asked.said] == ["utter_zoeken_in_de_tekst"]
    assert elsewhere.said == []


def test_what_the_answer_said_already_is_not_said_again():
    first, again = (Told("wat zegt de richtlijn crisisplaatsing over opa en oma") for _ in range(2))
    say_passage_about(first, default_search(), "richtlijn/crisisplaatsing", "")
    fragment = first.said[0][1]["fragment"]
    say_passage_about(again, default_search(), "richtlijn/crisisplaatsing", f"Eerst dit. {fragment}")
    assert "grootouders" in fragment
    assert fragment not in [values["fragment"] for _, values in again.said]


async def test_a_quote_after_opening_comes_from_what_was_opened(conversation):
    first = await searched(conversation, "zoek naar loyaliteit")
    await searched(conversation, "open 2", gevonden=first.slots["gevonden"])
    quoted = await searched(conversation, "citeer", onderwerp="richtlijn/kopp-kov")
    assert {result["topic"] for result in quoted.custom["results"]} == {first.custom["results"][1]["topic"]}


async def test_a_filter_on_a_kind_shows_the_best_there_is(conversation):
    await searched(conversation, "zoek naar loyaliteit")
    turn = await searched(conversation, "alleen richtlijnen")
    assert turn.custom["results"]
    assert all(result["topic"].startswith("richtlijn/") for result in turn.custom["results"])
