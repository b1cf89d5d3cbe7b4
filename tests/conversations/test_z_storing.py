"""When something is broken there is still help: static text, never an empty answer. Runs last: it stops a server."""

import pytest


@pytest.fixture(scope="module")
def without_actions(assistant):
    """The same assistant after its action server died."""
    assistant.servers.stop("actions")
    return assistant


def test_question_without_action_server_gets_help(without_actions):
    reply = without_actions.person("ouder").says("wat is een steunouder")
    assert reply.text
    assert reply.custom["type"] == "contact"


def test_danger_without_action_server_gets_the_card(without_actions):
    reply = without_actions.person("jongere").says("ik wil dood")
    assert reply.custom["type"] == "safety"
    assert "113" in reply.text
