from __future__ import annotations

import pytest

from bot.network_map.interview.kept import KeptInterviews, MapTurn, stored_interview
from bot.network_map.interview.state import Mode
from bot.network_map.payload import Step
from tests.unit.interviewing import CODE, FakeStore, Unreadable, heard, kept_interviews


@pytest.fixture
def store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def interviews(store: FakeStore) -> KeptInterviews:
    return kept_interviews(store)


def talk(interviews: KeptInterviews, *texts: str, owner: str = "sam") -> MapTurn:
    turn = interviews.open(owner, heard(""))
    for text in texts:
        turn = interviews.hear(owner, heard(text))
    return turn


def said(turn: MapTurn) -> list[str]:
    return [line.name for line in turn.reply.lines]


def test_a_new_interview_is_kept_for_the_days_that_were_asked(store, interviews):
    turn = interviews.open("sam", heard("", keep_days=3))
    assert (turn.map_id, turn.keep_days) == ("kaart-1", 3)
    assert store.maps[0].keep_days == 3


def test_every_answer_is_kept(store, interviews):
    talk(interviews, "beginnen", "oma Riet")
    kept = stored_interview(store, "sam")
    assert kept == interviews.current("sam")
    assert [person.label for person in kept.network.people] == ["Riet"]


def test_what_changes_nothing_is_not_written_again(store, interviews):
    talk(interviews, "beginnen", "oma Riet")
    saves = store.saves
    interviews.hear("sam", heard("laat de kaart zien"))
    assert store.saves == saves


def test_owners_have_their_own_interviews(interviews):
    talk(interviews, "beginnen", "oma Riet")
    talk(interviews, "beginnen", "Bram", owner="kim")
    assert [person.label for person in interviews.current("sam").network.people] == ["Riet"]
    assert interviews.current("iemand anders") is None


def test_a_message_without_an_interview_is_answered_by_the_invitation(interviews):
    assert said(interviews.hear("sam", heard("oma Riet"))) == ["utter_kaart_uitnodiging"]


def test_rather_not_leaves_nothing_behind(store, interviews):
    talk(interviews, "liever niet")
    assert store.maps == []


def test_erasing_leaves_nothing_behind_and_says_so(store, interviews):
    turn = talk(interviews, "beginnen", "oma Riet", "wis alles")
    assert (store.maps, said(turn), turn.reply.step) == ([], ["utter_kaart_gewist"], Step.ERASED)
    assert turn.interview.network.people == ()


def test_without_a_map_there_is_nothing_to_erase(interviews):
    assert said(interviews.hear("sam", heard("wis alles"))) == ["utter_kaart_niets_te_wissen"]


def test_a_map_that_cannot_be_read_can_still_be_erased(store, interviews):
    talk(interviews, "beginnen", "oma Riet")
    store.unreadable = True
    with pytest.raises(Unreadable):
        interviews.hear("sam", heard("Bram"))
    assert said(interviews.hear("sam", heard("wis alles"))) == ["utter_kaart_gewist"]
    assert store.maps == []


def test_keeping_longer_is_written_down_and_told(store, interviews):
    turn = talk(interviews, "beginnen", "oma Riet", "langer bewaren")
    assert turn.keep_days == store.maps[0].keep_days == 30
    assert interviews.hear("sam", heard("sla over")).keep_days == 30


def test_a_pause_gives_a_code_and_an_answer_does_not(interviews):
    assert talk(interviews, "beginnen", "oma Riet").code == ""
    assert interviews.hear("sam", heard("pauze")).code == CODE


def test_a_code_brings_the_map_to_another_conversation_at_the_same_question(interviews):
    talk(interviews, "beginnen", "oma Riet", "pauze")
    turn = interviews.resume("telefoon", CODE, heard(""))
    assert said(turn) == ["utter_kaart_al_begonnen"]
    assert interviews.current("sam") is None
    assert said(interviews.hear("telefoon", heard("verder"))) == ["utter_kaart_verder", "utter_kaart_vraag_bijspringen"]


def test_an_unknown_code_is_told_with_the_map_that_is_there(interviews):
    talk(interviews, "beginnen", "oma Riet")
    turn = interviews.resume("sam", "XXXX-XXXX-XXXX", heard(""))
    assert said(turn) == ["utter_kaart_code_onbekend", "utter_kaart_al_begonnen"]
    assert [person.label for person in turn.interview.network.people] == ["Riet"]


def test_an_unknown_code_without_a_map_comes_with_the_invitation(interviews):
    assert said(interviews.resume("sam", "XXXX-XXXX-XXXX", heard(""))) == ["utter_kaart_code_onbekend", "utter_kaart_uitnodiging"]


def test_danger_interrupts_an_open_interview_once(interviews):
    talk(interviews, "beginnen", "oma Riet")
    assert interviews.interrupt("sam")
    assert interviews.current("sam").mode is Mode.INTERRUPTED
    assert not interviews.interrupt("sam")
    assert said(interviews.hear("sam", heard("Bram"))) == ["utter_kaart_na_gevaar"]


@pytest.mark.parametrize("text", ["pauze", "naar de kaart"])
def test_danger_does_not_open_an_interview_that_was_left(interviews, text):
    talk(interviews, "beginnen", "oma Riet", text)
    assert not interviews.interrupt("sam")
    assert not interviews.interrupt("iemand anders")


def test_beginning_anew_forgets_how_long_the_old_map_was_to_stay(store, interviews):
    talk(interviews, "beginnen", "oma Riet", "langer bewaren")
    assert store.maps[0].keep_days == 30
    interviews.hear("sam", heard("opnieuw", keep_days=1))
    interviews.hear("sam", heard("ja", keep_days=1))
    assert store.maps[0].keep_days == 1
