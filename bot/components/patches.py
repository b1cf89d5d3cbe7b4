"""Small changes to Rasa 3.6.21 that save time and change nothing that it does. Each names its gain, per answered turn.

They fit one version; on another they refuse to load. The replay test (tests/conversations/test_stroom.py) compares the events
of whole conversations with and without them. Gains are CPU time by ``make bench``; docs/snelheid.md has the table.
"""

from __future__ import annotations

import copy as standard_copy
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from jsonschema.validators import validator_for
from rasa.core import processor
from rasa.core.actions import action, forms
from rasa.core.policies import rule_policy
from rasa.core.policies.rule_policy import RULES
from rasa.shared.core.events import Event

from bot.components.rasa_version import check_version


def apply() -> None:
    """Make all changes, once per process. Raises :class:`bot.components.rasa_version.PatchError` on another version of Rasa."""
    check_version()
    _check_action_results_with_a_ready_validator()
    _remember_types_of_events()
    _look_for_rules_by_intent_alone()
    _copy_nothing_for_a_log_that_is_off()


def _check_action_results_with_a_ready_validator() -> None:
    """20 to 40 ms: Rasa checks its own schema of events again at every call of an action."""
    schema = action.RemoteAction.action_response_format_spec()
    validator = validator_for(schema)(schema)

    def validate(self: action.RemoteAction, result: dict[str, Any]) -> bool:
        validator.validate(result)
        return True

    action.RemoteAction._validate_action_result = validate


def _remember_types_of_events() -> None:
    """0.2 ms per event that is read: Rasa walks through all classes of events to find one by its name."""
    found = lru_cache(maxsize=None)(Event.resolve_by_type)
    Event.resolve_by_type = staticmethod(found)


def _look_for_rules_by_intent_alone() -> None:
    """1 ms: Rasa first looks for rules that hold the words of a message. No rule of ours does, and the check says so if one ever did."""
    find = rule_policy.RulePolicy._find_action_from_rules

    def find_action_from_rules(self: rule_policy.RulePolicy, tracker: Any, domain: Any, use_text_for_last_user_input: bool) -> Any:
        if use_text_for_last_user_input and not _has_rules_of_words(self):
            return None, None, False
        return find(self, tracker, domain, use_text_for_last_user_input)

    rule_policy.RulePolicy._find_action_from_rules = find_action_from_rules


def _has_rules_of_words(policy: rule_policy.RulePolicy) -> bool:
    known = getattr(policy, "_rules_of_words", None)
    if known is None:
        known = policy._rules_of_words = any('"text"' in key for key in policy.lookup[RULES])
    return known


def _copy_nothing_for_a_log_that_is_off() -> None:
    """1 to 3 ms: Rasa copies states and events deeply for debug lines that nobody writes; settings refuse the debug level."""
    for module in (processor, rule_policy, forms):
        module.copy = SimpleNamespace(deepcopy=lambda value: value, copy=standard_copy.copy)
