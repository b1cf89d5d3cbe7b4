"""When something is broken there is still help: static text, never an empty answer. An assistant of its own: a server is stopped."""

import pytest

from bot.settings import APART
from tests.conversations.conftest import started


@pytest.fixture(scope="module")
def without_actions(tmp_path_factory):
    """An assistant whose actions ran apart, after that server died."""
    with started(tmp_path_factory.mktemp("apart"), actions=APART) as assistant:
        assistant.servers.stop("actions")
        yield assistant


def test_question_without_action_server_gets_help(without_actions):
    reply = without_actions.person("ouder").says("wat is een steunouder")
    assert reply.text
    assert reply.custom["type"] == "contact"


def test_danger_without_action_server_gets_the_card(without_actions):
    reply = without_actions.person("jongere").says("ik wil dood")
    assert reply.custom["type"] == "safety"
    assert "113" in reply.text
