"""The questions of the interview in their order, and what each of them fills in on the map."""

from __future__ import annotations

from enum import Enum

from bot.network_map.network import NetworkMap, Question
from bot.network_map.payload import Step
from bot.network_map.people import Direction, Kind, Person, Support

FEWEST_FOR_TIES = 3


class Stage(str, Enum):
    """One question. First names, then questions over the whole list, so that their number does not grow with the names."""

    START = "start"
    VIEWPOINT = "voor_wie"
    CORE = "kern"
    HELPING_OUT = "bijspringen"
    STORY = "verhaal"
    ADVICE = "raad"
    AT_EASE = "fijn"
    MEANING = "betekenen"
    ROUND = "rondvraag"
    CONTEXT = "groep"
    EARLIER = "vroeger"
    NEAR = "dichtbij"
    FAR = "verder"
    PRACTICAL = "praktisch"
    EMOTIONAL = "emotioneel"
    INFORMATIVE = "informatief"
    NORMATIVE = "normatief"
    FUN = "plezier"
    DIRECTION = "richting"
    COULD_DO_MORE = "meer_doen"
    FREQUENCY = "hoe_vaak"
    CHILDS_OWN = "eigen_mensen"
    STEADY = "vaste_volwassene"
    DIFFICULT = "soms_lastig"
    TIES = "kennen_elkaar"
    MAP = "kaart"

    @property
    def step(self) -> Step:
        """The step that the payload names."""
        return STEPS.get(self, Step.QUESTIONS)


# What somebody named under a question gives; the last one asks what the family gives.
NAME_STAGES: dict[Stage, Support | None] = {
    Stage.CORE: None,
    Stage.HELPING_OUT: Support.PRACTICAL,
    Stage.STORY: Support.EMOTIONAL,
    Stage.ADVICE: Support.INFORMATIVE,
    Stage.AT_EASE: Support.NORMATIVE,
    Stage.MEANING: None,
    Stage.CONTEXT: None,
    Stage.EARLIER: None,
}
SUPPORT_STAGES: dict[Stage, Support] = {
    Stage.PRACTICAL: Support.PRACTICAL,
    Stage.EMOTIONAL: Support.EMOTIONAL,
    Stage.INFORMATIVE: Support.INFORMATIVE,
    Stage.NORMATIVE: Support.NORMATIVE,
    Stage.FUN: Support.FUN,
}
# Yes or no per person: the field, and the question that then was answered.
MARK_STAGES: dict[Stage, tuple[str, Question]] = {
    Stage.CHILDS_OWN: ("childs_own", Question.CHILDS_OWN),
    Stage.STEADY: ("steady", Question.STEADY),
    Stage.DIFFICULT: ("sometimes_difficult", Question.DIFFICULT),
}
STEPS = {
    Stage.START: Step.START,
    Stage.VIEWPOINT: Step.START,
    **dict.fromkeys(NAME_STAGES, Step.NAMES),
    Stage.ROUND: Step.ROUND,
    Stage.CONTEXT: Step.ROUND,
    Stage.NEAR: Step.RING,
    Stage.FAR: Step.RING,
    **dict.fromkeys(SUPPORT_STAGES, Step.SUPPORT),
    Stage.MAP: Step.MAP,
}
ROUND_STAGES = (Stage.ROUND, Stage.CONTEXT)
CONTEXTS = ("familie", "vrienden", "buren", "school", "klasouders", "sport", "geloof", "werk", "online", "vroeger", "hulpverleners")
ORDER = tuple(stage for stage in Stage if stage not in (Stage.CONTEXT, Stage.EARLIER))
ASKED_ONLY_WITH_PEOPLE = frozenset(ORDER[ORDER.index(Stage.NEAR) : ORDER.index(Stage.MAP)])


def after(stage: Stage, network: NetworkMap) -> Stage:
    """The next stage that has something to ask of this map; from a group back to the round."""
    if stage is Stage.CONTEXT or (stage is Stage.EARLIER and network.people):
        return Stage.ROUND
    if stage is Stage.EARLIER:
        return Stage.MAP
    if stage is Stage.ROUND and not network.people:
        return Stage.EARLIER
    return next(later for later in ORDER[ORDER.index(stage) + 1 :] if _has_something_to_ask(later, network))


def _has_something_to_ask(stage: Stage, network: NetworkMap) -> bool:
    if not network.people and stage in ASKED_ONLY_WITH_PEOPLE:
        return False
    if stage is Stage.FAR:
        return Question.RING in network.answered and any(_may_be_far(person) for person in network.people)
    if stage is Stage.DIRECTION:
        asked = Question.DIRECTION in network.answered or any(person.direction in (Direction.GIVING, Direction.BOTH) for person in network.people)
        return not asked
    return stage is not Stage.TIES or len(network.people) >= FEWEST_FOR_TIES


def _may_be_far(person: Person) -> bool:
    """The outer ring of the guideline holds groups and institutions, and who works there."""
    return person.ring is None and (person.group or person.kind is Kind.FORMAL)
