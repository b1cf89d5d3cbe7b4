import pytest
from sqlalchemy.exc import OperationalError

from bot.channels.interviews import OpenInterviews, no_interviews
from bot.network_map.interview.state import Interview
from bot.network_map.people import MapError
from bot.privacy.encryption import DecryptionError

MAP_MESSAGE = {"custom": {"type": "network_map", "map_id": "kaart-1"}}


class Store:
    """Counts how often it is asked."""

    def __init__(self, **interviews: Interview) -> None:
        self.interviews = interviews
        self.asked: list[str] = []

    def __call__(self, sender: str) -> Interview | None:
        self.asked.append(sender)
        return self.interviews.get(sender)


def test_the_interview_of_a_sender_is_read_anew_for_every_message():
    store = Store(sam=Interview())
    known = OpenInterviews(store)
    assert known.of("sam") is known.of("sam") is store.interviews["sam"]
    assert store.asked == ["sam", "sam"]


def test_who_has_no_interview_is_looked_up_once():
    store = Store()
    known = OpenInterviews(store)
    assert [known.of("kim"), known.of("kim")] == [None, None]
    assert store.asked == ["kim"]


def test_a_reply_with_a_map_brings_the_sender_back():
    store = Store()
    known = OpenInterviews(store)
    known.of("kim")
    store.interviews["kim"] = Interview()
    known.note("kim", [{"text": "dag"}, {"custom": {"type": "answer"}}])
    assert known.of("kim") is None
    known.note("kim", [{"text": "dag", "custom": None}, MAP_MESSAGE])
    assert known.of("kim") is store.interviews["kim"]


def test_a_message_without_a_sender_has_no_interview():
    store = Store()
    assert OpenInterviews(store).of("") is None
    assert store.asked == []
    assert no_interviews("sam") is None


@pytest.mark.parametrize("error", [MapError("x"), DecryptionError("x"), OperationalError("x", {}, Exception())], ids=lambda e: type(e).__name__)
def test_an_interview_that_cannot_be_read_is_tried_again_and_its_sender_is_not_logged(error, caplog):
    def lookup(sender):
        raise error

    known = OpenInterviews(lookup)
    assert known.of("sam-de-zender") is None
    assert "sam-de-zender" not in caplog.text
    known._lookup = Store(**{"sam-de-zender": Interview()})
    assert known.of("sam-de-zender") is not None
