import re
from dataclasses import replace

import pytest
from rich.console import Console

from bot.cli import main
from bot.knowledge.topics import Audience, default_knowledge_base
from bot.network_map.network import NetworkMap, Viewpoint
from bot.network_map.open_places import Place
from bot.support_finder.checks import code_faults, finder_faults, unreachable_forms
from bot.support_finder.finder import default_finder
from bot.support_finder.open_places import NEEDS, needs_of
from bot.support_finder.rules import FormRule, NeedRule, Suggestion, Tier, default_rules
from bot.support_finder.table import HEADINGS, print_table, rows
from bot.support_finder.wording import finder_payload, reasons, why

RULES, KNOWLEDGE = default_rules(), default_knowledge_base()
PEOPLE = re.compile(r"\b(?:opa|oma|vader|papa|mama|oom|tante|broer|zus|neef|nicht|buurman|buurvrouw|ex|familie|vriend|vriendin)\b")


def test_the_data_of_the_finder_is_in_order():
    assert finder_faults() == []


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        (replace(RULES, forms={**RULES.forms, "vorm/bestaat-niet": FormRule(because="x")}), "is no topic"),
        (replace(RULES, forms={**RULES.forms, "vorm/jim": FormRule(rather_with=frozenset({"onzin"}), because="x")}), "nothing tells onzin"),
        (replace(RULES, forms={**RULES.forms, "vorm/jim": FormRule(marks=frozenset({"onzin"}), because="x")}), "rule out onzin"),
        (replace(RULES, forms={**RULES.forms, "vorm/jim": FormRule()}), "waarom"),
        (replace(RULES, needs={**RULES.needs, "onzin": NeedRule()}), "only one of"),
        (replace(RULES, hints={"onzin": "rust"}), "no known code"),
    ],
)
def test_a_fault_in_the_rules_is_named(rules, fault):
    assert any(fault in found for found in code_faults(rules, KNOWLEDGE))


def test_a_form_that_nobody_is_offered_is_named():
    without = replace(RULES, needs={"rust": NeedRule()})

    assert any("vorm/jim" in fault for fault in unreachable_forms(without, KNOWLEDGE))


@pytest.mark.parametrize("audience", [None, *Audience])
@pytest.mark.parametrize("topic", list(RULES.forms))
def test_a_reason_is_one_sentence_that_refers_to_the_need_and_names_nobody(topic, audience):
    need = KNOWLEDGE.topics[topic].needs[0]
    reason = why(Suggestion(topic, Tier.OWN, need), audience)

    assert reason.startswith(reasons()["noemde"][need][(audience or Audience.PARENT).value])
    assert reason.count(".") == 1
    assert not PEOPLE.search(reason.lower())


def test_a_parent_can_be_addressed_with_je():
    reason = why(Suggestion("vorm/steunouder", Tier.VOLUNTEERS, "rust"), Audience.PARENT, use_informal=True)

    assert reason.startswith("Je zoekt even rust")
    assert " uw " not in reason


def test_a_need_that_is_only_likely_is_not_put_into_somebodys_mouth():
    assert why(Suggestion("vorm/steunouder", Tier.VOLUNTEERS, "rust", sure=False), Audience.PARENT).startswith("Misschien")


def test_a_form_without_words_of_its_own_still_gets_a_reason():
    assert why(Suggestion("vorm/eigen-aanbod", Tier.VOLUNTEERS, "rust"), Audience.PARENT).endswith(".")


def test_the_payload_has_the_fields_of_the_contract():
    payload = finder_payload(default_finder().open("nooit rust, zoon van 7", Audience.PARENT), Audience.PARENT)

    assert (payload["type"], payload["needs"]) == ("support_finder", ["rust"])
    assert [set(one) for one in payload["suggestions"]] == [{"topic", "title", "why"}] * 3


def test_every_open_place_of_the_map_leads_to_a_need():
    assert set(NEEDS) == set(Place)
    assert {need for needs in NEEDS.values() for need in needs} <= set(RULES.needs)


def test_a_map_without_people_says_nothing():
    assert needs_of(NetworkMap(Viewpoint.CHILD)) == ()


def test_the_table_has_a_row_for_every_need_and_form():
    found = list(rows(RULES, KNOWLEDGE))

    assert len(found) == sum(need in topic.needs for topic in KNOWLEDGE.topics.values() if topic.group == "vorm" for need in RULES.needs)
    assert {len(row) for row in found} == {len(HEADINGS)}


def test_the_table_is_printed_with_conditions_and_reasons():
    console = Console(record=True, width=250)
    print_table(console)
    printed = console.export_text()

    assert all(need in printed for need in RULES.needs)
    assert "Villa Pinedo" in printed


def test_the_command_line_prints_the_table(capsys):
    assert main(["needs-table"]) == 0
    assert "Steunouder" in capsys.readouterr().out
