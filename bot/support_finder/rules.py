"""Which forms of support could fit, by rules that an expert can read: the front matter of the topics and ``data/keuzehulp/regels.yml``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.per_knowledge import per_knowledge
from bot.knowledge.topics import Audience, KnowledgeBase, Topic, default_knowledge_base
from bot.settings import ROOT
from bot.support_finder.situation import Situation, Told, Who

RULES_FILE = ROOT / "data" / "keuzehulp" / "regels.yml"
FORMS = "vorm/"
MOST = 4
ENOUGH = 3  # below it, needs that lie near fill the list up
BABY_GROUPS = frozenset({"aanstaande-ouder", "jonge-ouder"})


class Tier(IntEnum):
    """Where support comes from, in the order in which it is shown."""

    OWN = 1
    VOLUNTEERS = 2
    PROFESSIONAL = 3


TIER_NAMES = {"eigen": Tier.OWN, "vrijwilligers": Tier.VOLUNTEERS, "beroepskracht": Tier.PROFESSIONAL}


@dataclass(frozen=True)
class FormRule:
    """What the front matter of a form cannot say. Each of ``only_with`` is a set of codes that hold together."""

    tier: Tier = Tier.VOLUNTEERS
    marks: frozenset[str] = frozenset()
    only_with: tuple[frozenset[str], ...] = ()
    not_with: frozenset[str] = frozenset()
    rather_with: frozenset[str] = frozenset()
    kind_of: str | None = None
    from_age: float = 0.0
    because: str = ""

    def holds(self, codes: Collection[str]) -> bool:
        """Whether the conditions of the form hold."""
        known = set(codes)
        return not self.not_with & known and (not self.only_with or any(together <= known for together in self.only_with))


@dataclass(frozen=True)
class NeedRule:
    """Groups that always count for a need, those that count for a youth, and needs that lie near. ``personal``: a family means
    the parents, unless it is said to be for the child."""

    always: frozenset[str] = frozenset()
    for_youth: frozenset[str] = frozenset()
    near: tuple[str, ...] = ()
    personal: bool = False


@dataclass(frozen=True)
class Rules:
    """Everything in the file. ``needs`` and ``forms`` are in its order; ``groups``: ages in years of kind and jongere; ``hints``: circumstance
    to the need that often comes with it; ``broad``: needs to try when no need became known."""

    needs: Mapping[str, NeedRule]
    forms: Mapping[str, FormRule]
    groups: Mapping[str, tuple[float, float]]
    hints: Mapping[str, str] = field(default_factory=dict)
    broad: tuple[str, ...] = ()

    def form(self, topic_id: str) -> FormRule:
        """The rule of a form; volunteers without conditions when it has none."""
        return self.forms.get(topic_id, FormRule())


@dataclass(frozen=True)
class Suggestion:
    """A form that could fit, where it comes from, and the need that was told. ``sure`` is False when the need is only likely."""

    topic: str
    tier: Tier
    need: str
    sure: bool = True


class Chooser:
    """Applies the rules to a situation."""

    def __init__(self, rules: Rules, knowledge: KnowledgeBase) -> None:
        self._rules = rules
        order = {topic_id: place for place, topic_id in enumerate(rules.forms)}
        forms = (topic for topic in knowledge.topics.values() if topic.id.startswith(FORMS) and topic.needs)
        self._forms = sorted(forms, key=lambda topic: order.get(topic.id, len(order)))

    def suggest(self, situation: Situation) -> tuple[Suggestion, ...]:
        """At most four forms: each need in turn its best, then its second best; shown own circle, volunteers, professionals."""
        told = self._needs(situation)
        sure = bool(situation.told.needs)
        chosen = self._in_turn([self._fitting(need, need, situation) for need in told], {})
        if len(chosen) < ENOUGH:
            near = [self._fitting(other, need, situation) for need in told for other in self._rules.needs[need].near]
            chosen = dict(list(self._in_turn(near, chosen).items())[: max(ENOUGH, len(chosen))])
        offers = [Suggestion(topic, self._rules.form(topic).tier, need, sure) for topic, need in chosen.items()]
        return tuple(sorted(offers, key=lambda offer: offer.tier))

    def broad(self, situation: Situation) -> tuple[Suggestion, ...]:
        """What could fit when the questions are over and no need became known: only likely, and nothing when a need was told."""
        if situation.needs:
            return ()
        return self.suggest(situation.with_told(Told(weak=self._rules.broad)))

    def _needs(self, situation: Situation) -> list[str]:
        """The needs in the order of the rules; without a sure one those that are likely, also from what is going on."""
        known = set(situation.told.needs) or {*situation.told.weak, *(self._rules.hints[c] for c in situation.codes if c in self._rules.hints)}
        return [need for need in self._rules.needs if need in known]

    @staticmethod
    def _in_turn(lists: Sequence[Sequence[tuple[str, str]]], chosen: dict[str, str]) -> dict[str, str]:
        """Topic to told need: the first of each list, then the second of each, until there are enough."""
        chosen = dict(chosen)
        waiting = [list(one) for one in lists]
        while any(waiting) and len(chosen) < MOST:
            for one in waiting:
                while one and one[0][0] in chosen:
                    one.pop(0)
                if one and len(chosen) < MOST:
                    topic, need = one.pop(0)
                    chosen[topic] = need
        return chosen

    def _fitting(self, need: str, told: str, situation: Situation) -> list[tuple[str, str]]:
        """Forms that meet a need, best first, with the need that was told."""
        codes = situation.codes
        fitting = [topic for topic in self._forms if need in topic.needs and self._fits(topic, need, told, situation, codes)]
        fitting.sort(key=lambda topic: (-len(self._rules.form(topic.id).rather_with & codes), self._rules.form(topic.id).tier))
        return [(topic.id, told) for topic in fitting]

    def _fits(self, topic: Topic, need: str, told: str, situation: Situation, codes: Collection[str]) -> bool:
        rule = self._rules.form(topic.id)
        excluded, barred = situation.told.excluded, set(situation.told.barred)
        return (
            rule.holds(codes)
            and not rule.marks & barred
            and topic.id not in excluded
            and rule.kind_of not in excluded
            and not self._groups(need, told, situation, codes).isdisjoint(topic.for_whom)
            and _fits_age(topic, situation, codes)
            and _old_enough(rule.from_age, situation)
        )

    def _groups(self, need: str, told: str, situation: Situation, codes: Collection[str]) -> set[str]:
        """The groups of ``voor_wie`` that somebody belongs to, for one need; what always counts does so for a need that was told."""
        who, rule, asked_for = situation.who, self._rules.needs[need], need == told
        if self._rules.needs[told].personal and not situation.youth and who is not Who.CHILD:
            who = Who.PARENT
        groups = set(GROUPS_YOUTH[who] if situation.youth else GROUPS[who])
        if asked_for and (not situation.youth or situation.is_parent or who in (Who.FAMILY, Who.PARENT)):
            groups |= rule.always
        if asked_for and situation.youth:
            groups |= rule.for_youth
        if situation.youth and situation.is_parent:
            groups |= {"ouder"}
        groups |= set(self._by_circumstance(situation, codes))
        return {group for group in groups if group not in self._rules.groups or self._has_the_age(group, situation, codes)}

    @staticmethod
    def _by_circumstance(situation: Situation, codes: Collection[str]) -> Iterator[str]:
        if "zwanger" in codes and situation.is_parent:
            yield "aanstaande-ouder"
        if "baby" in codes and situation.is_parent:
            yield "jonge-ouder"
        if "scheiding" in codes and situation.who is not Who.PARENT:
            yield "gescheiden-gezin"
        if "pleegzorg" in codes:
            yield "pleeggezin"
        if situation.audience is Audience.PROFESSIONAL:
            yield "professional"

    def _has_the_age(self, group: str, situation: Situation, codes: Collection[str]) -> bool:
        low, high = self._rules.groups[group]
        if not situation.told.ages:
            return situation.youth or not {"zwanger", "baby"} & set(codes)
        return any(low <= age <= high for age in situation.told.ages)


GROUPS: Mapping[Who | None, frozenset[str]] = {
    Who.PARENT: frozenset({"ouder", "gezin"}),
    Who.CHILD: frozenset({"kind", "jongere"}),
    Who.FAMILY: frozenset({"gezin", "ouder", "kind", "jongere"}),
    Who.SELF: frozenset({"ouder", "gezin"}),
    None: frozenset({"gezin", "ouder", "kind", "jongere"}),
}
GROUPS_YOUTH: Mapping[Who | None, frozenset[str]] = {
    Who.PARENT: frozenset({"ouder", "gezin"}),
    Who.CHILD: frozenset({"kind", "jongere"}),
    Who.FAMILY: frozenset({"gezin", "ouder", "kind", "jongere"}),
    Who.SELF: frozenset({"kind", "jongere"}),
    None: frozenset({"kind", "jongere"}),
}


def _fits_age(topic: Topic, situation: Situation, codes: Collection[str]) -> bool:
    """Whether the ages of the topic allow it: the child's age for forms around a baby, else that of who it is for."""
    if topic.ages is None:
        return True
    around_a_baby = set(topic.for_whom) <= BABY_GROUPS
    if around_a_baby and "zwanger" in codes:
        return True
    ages = situation.child_ages if around_a_baby else situation.told.ages
    return not ages or any(topic.ages[0] <= age <= topic.ages[1] for age in ages)


def _old_enough(from_age: float, situation: Situation) -> bool:
    ages = situation.told.ages
    return not ages or any(age >= from_age for age in ages)


def load_rules(path: Path = RULES_FILE) -> Rules:
    """Read the file."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    needs = {code: _need_rule(entry or {}) for code, entry in content["behoeften"].items()}
    forms = {topic_id: _form_rule(entry) for topic_id, entry in content["vormen"].items()}
    return Rules(
        needs,
        forms,
        {group: (low, high) for group, (low, high) in content["groepen"].items()},
        content["wijst_op"],
        tuple(content["als_niets_bekend"]),
    )


def _need_rule(entry: Mapping[str, Any]) -> NeedRule:
    return NeedRule(
        frozenset(entry.get("altijd") or ()),
        frozenset(entry.get("voor_jongere") or ()),
        tuple(entry.get("ook") or ()),
        bool(entry.get("persoonlijk")),
    )


def _form_rule(entry: Mapping[str, Any]) -> FormRule:
    return FormRule(
        tier=TIER_NAMES[entry["kring"]],
        marks=frozenset(entry.get("kenmerken") or ()),
        only_with=tuple(frozenset(part.strip() for part in one.split("+")) for one in entry.get("alleen_bij") or ()),
        not_with=frozenset(entry.get("niet_bij") or ()),
        rather_with=frozenset(entry.get("juist_bij") or ()),
        kind_of=entry.get("soort_van"),
        from_age=float(entry.get("vanaf") or 0),
        because=entry["waarom"],
    )


@lru_cache(maxsize=1)
def default_rules() -> Rules:
    """The rules of this installation."""
    return load_rules()


@per_knowledge
def default_chooser() -> Chooser:
    """The chooser of this installation."""
    return Chooser(default_rules(), default_knowledge_base())
