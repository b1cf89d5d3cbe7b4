"""Faults of the finder's data, each with file and remedy: codes that do not exist, missing reasons, texts that read badly."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from bot.knowledge.checks import PLAIN_LIMITS, PROFESSIONAL_LIMITS, text_faults
from bot.knowledge.topics import KNOWLEDGE_DIR, Audience, KnowledgeBase, default_knowledge_base
from bot.support_finder.reading import default_words
from bot.support_finder.rules import FORMS, Rules, default_rules
from bot.support_finder.wording import reasons

RULES, REASONS = "data/keuzehulp/regels.yml", "data/responses/keuzehulp_redenen.yml"
FOLLOWING = frozenset({"veel-tegelijk", "zorg", "jong-kind", "baby", "niet-eerste-kind"})


def finder_faults() -> list[str]:
    """Every fault of the finder's files."""
    rules, knowledge = default_rules(), default_knowledge_base()
    return [*code_faults(rules, knowledge), *reason_faults(rules, knowledge), *unreachable_forms(rules, knowledge)]


def code_faults(rules: Rules, knowledge: KnowledgeBase) -> Iterator[str]:
    """Codes that nobody can tell, needs without a place, rules for a form that is not there."""
    needs = frozenset(yaml.safe_load((KNOWLEDGE_DIR / "behoeften.yml").read_text(encoding="utf-8"))["behoeften"])
    told = default_words().codes
    known = needs | told["circumstances"] | FOLLOWING
    for code in needs ^ set(rules.needs):
        yield f"{RULES}: the need {code} stands in only one of `behoeften` here and in behoeften.yml; add or remove it"
    for code in told["needs"] - needs:
        yield f"data/keuzehulp/woorden.yml: {code} is no need of behoeften.yml; rename it"
    for circumstance, need in rules.hints.items():
        if circumstance not in known or need not in needs:
            yield f"{RULES}: `wijst_op` names {circumstance}: {need}; one of them is no known code"
    for topic_id, rule in rules.forms.items():
        if topic_id not in knowledge.topics:
            yield f"{RULES}: {topic_id} is no topic; remove it or write the topic file"
        conditions = {code for together in rule.only_with for code in together} | rule.not_with | rule.rather_with
        for code in conditions - known:
            yield f"{RULES}, {topic_id}: nothing tells {code}; add it to woorden.yml or remove it"
        for mark in rule.marks - told["barred"]:
            yield f"{RULES}, {topic_id}: nobody can rule out {mark}; add it to `niet` in woorden.yml or remove it"
        if not rule.because:
            yield f"{RULES}, {topic_id}: say under `waarom` where the topic says so"


def reason_faults(rules: Rules, knowledge: KnowledgeBase) -> Iterator[str]:
    """A missing reason, or one that is too long or in another form of address."""
    said, forms = reasons()["noemde"], reasons()["is"]
    for code in rules.needs:
        if code not in said:
            yield f"{REASONS}: write under `noemde` what was told for {code}"
    for topic in knowledge.topics.values():
        if topic.id.startswith(FORMS) and topic.needs and topic.id in rules.forms and topic.id not in forms:
            yield f"{REASONS}: write under `is` what {topic.id} is"
    for audience in Audience:
        limits = PROFESSIONAL_LIMITS if audience is Audience.PROFESSIONAL else PLAIN_LIMITS
        alone = {**limits, "mean": limits["longest"]}
        for code, told in said.items():
            topics = [t for t in forms if t not in knowledge.topics or code in knowledge.topics[t].needs or code == "misschien"]
            for topic_id in topics:
                sentence = f"{told[audience.value]}: {forms[topic_id][audience.value]}."
                yield from text_faults(f"{REASONS}, {code} with {topic_id}, {audience.value}", sentence, audience, alone, limits["short"])


def unreachable_forms(rules: Rules, knowledge: KnowledgeBase) -> Iterator[str]:
    """Forms that no need leads to, so that nobody is ever offered them."""
    for topic in knowledge.topics.values():
        if topic.id.startswith(FORMS) and not set(topic.needs) & set(rules.needs):
            yield f"data/kennisbank/{topic.id}.md: add `behoeften`, so that the finder can offer it"
