"""The support finder through the text interface."""


def test_parent_who_knows_nothing_gets_questions_and_suggestions(assistant):
    mother = assistant.person("ouder")
    first = mother.says("welke steun past bij ons?")
    assert first.custom["type"] == "support_finder"
    replies = [first]
    for answer in ("voor mijn kind van 7", "even rust voor mezelf", "nee niets geprobeerd"):
        replies.append(mother.says(answer))
        if not any(button["payload"] == "knop:keuze-overslaan" for button in replies[-1].buttons):
            break
    last = replies[-1].custom
    assert last["type"] == "support_finder"
    topics = [offer["topic"] for offer in last["suggestions"]]
    assert "vorm/steunouder" in topics or "vorm/meeleefgezin" in topics or "vorm/buurtgezinnen" in topics
    assert len(topics) <= 4
    assert all(offer["why"] for offer in last["suggestions"])


def test_what_the_first_message_tells_is_not_asked_again(assistant):
    father = assistant.person("ouder")
    first = father.says("welke steun past bij ons? ik ben alleenstaand, mijn zoon is 7 en ik heb nooit rust")
    assert first.custom["type"] == "support_finder"
    assert first.custom["suggestions"]
    assert "leeftijd" not in first.text.lower().split("?")[0]


def test_question_in_between_is_answered_and_the_finder_goes_on(assistant):
    mother = assistant.person("ouder")
    asked = mother.says("welke steun past bij ons?")
    aside = mother.says("wat is een steunouder?")
    assert "vrijwilliger" in aside.text
    assert aside.custom["type"] == "support_finder"
    assert asked.text.splitlines()[-1] in aside.text


def test_danger_in_the_finder_takes_over(assistant):
    mother = assistant.person("ouder")
    mother.says("welke steun past bij ons?")
    card = mother.says("mijn man slaat mij en de kinderen")
    assert card.custom["type"] == "safety"
    assert mother.says("voor mijn kind").custom["type"] == "support_finder"


def test_stop_ends_the_finder(assistant):
    boy = assistant.person("jongere")
    boy.says("welke hulp past bij mij?")
    boy.says("stop")
    assert boy.says("wat is een maatje?").custom["topic"] == "vorm/maatje"


def test_a_suggestion_is_chosen_by_its_place_during_the_finder_and_after_it(assistant):
    mother = assistant.person("ouder")
    found = mother.says("ik ben alleenstaand, mijn zoon is 7 en ik heb nooit rust")
    during = mother.says("de tweede")
    assert during.custom["type"] == "support_finder"
    assert "koppelt gezinnen" in during.text
    mother.says("nee")
    assert mother.says("optie 1").custom["topic"] == found.custom["suggestions"][0]["topic"]


def test_a_change_of_mind_after_the_end_gives_another_list(assistant):
    mother = assistant.person("ouder")
    mother.says("ik ben alleenstaand, mijn zoon is 7 en ik heb nooit rust")
    ended = mother.says("nee")
    changed = mother.says("nee toch liever iemand om mee te praten")
    assert changed.custom["needs"] == ["praten"]
    assert changed.custom["suggestions"] != ended.custom["suggestions"]
    assert mother.says("terug").custom["type"] == "support_finder"


def test_an_answer_that_is_not_understood_is_asked_for_once_more_and_asking_why_is_answered(assistant):
    mother = assistant.person("ouder")
    asked = mother.says("welke steun past bij ons?").text.splitlines()[-1]
    assert mother.says("hoezo wil je dat weten").text.splitlines()[-1] == asked
    assert mother.says("blauwe regen").text.splitlines()[-1] == asked
    assert mother.says("voor ons allemaal").text.splitlines()[-1] != asked


def test_a_situation_without_a_question_comes_to_the_finder_for_who_said_no_role(assistant):
    told = assistant.person().says("mijn zoon van 9 heeft geen vriendjes en ik ben moe")
    assert told.custom["type"] == "support_finder"
    assert told.custom["suggestions"]
