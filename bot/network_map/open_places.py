"""What the map shows: strengths, then open places, then support that could fit. Codes and ids only, and never a score.

The words stand in :mod:`bot.network_map.wording`. What was not asked is never an open place, and who is sometimes difficult
is never someone to ask.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum, IntEnum

from bot.knowledge.topics import KnowledgeBase, default_knowledge_base
from bot.network_map.network import NetworkMap, Question, Viewpoint
from bot.network_map.people import CouldDoMore, Direction, Frequency, Kind, Person, Sector, Support

MANY_PEOPLE = 10  # from here a shared plan is worth naming
LOAD_MARKS = 4  # below this number of marks the load of one person says nothing
MOST_PER_TIER = {1: 2, 2: 3, 3: 2}  # own circle, volunteers, professional


class Strength(str, Enum):
    """What is there already, in the order in which it is said."""

    PEOPLE = "mensen"
    CLOSE = "dichtbij"
    STEADY = "vaste_volwassene"
    CHILDS_OWN = "eigen_mensen"
    PRACTICAL = "praktisch"
    EMOTIONAL = "emotioneel"
    INFORMATIVE = "informatief"
    NORMATIVE = "normatief"
    FUN = "plezier"
    SEVERAL_KINDS = "meer_soorten"
    GIVING = "geven"
    TOGETHER = "kennen_elkaar"
    COULD_DO_MORE = "meer_doen"


class Place(str, Enum):
    """An open place, in the order in which it is said."""

    NOBODY = "nog_niemand"
    OWN_CIRCLE = "eigen_kring"
    STEADY = "vaste_volwassene"
    PRACTICAL = "praktisch"
    EMOTIONAL = "emotioneel"
    INFORMATIVE = "informatief"
    NORMATIVE = "normatief"
    FUN = "plezier"
    CHILDS_OWN = "eigen_mensen"
    CLOSE = "dichtbij"
    BEYOND_FAMILY = "buiten_familie"
    SHARED_LOAD = "verdelen"


@dataclass(frozen=True)
class Found:
    """A strength with the ids of the people it is about."""

    strength: Strength
    people: tuple[str, ...]


@dataclass(frozen=True)
class OpenPlace:
    """A place where nobody was named yet; SHARED_LOAD names the one on whom much rests."""

    what: Place
    people: tuple[str, ...] = ()


def strengths(network: NetworkMap) -> tuple[Found, ...]:
    """What is strong, each with its people; empty only for an empty map."""
    people = network.people
    helping = [p for p in people if p.direction is not Direction.GIVING]
    groups: list[tuple[Strength, Iterable[Person]]] = [
        (Strength.PEOPLE, people),
        (Strength.CLOSE, (p for p in people if p.ring == 1)),
        (Strength.STEADY, (p for p in people if p.steady)),
        (Strength.CHILDS_OWN, (p for p in people if p.childs_own)),
        *((Strength(kind.value), [p for p in helping if kind in p.support]) for kind in Support),
        (Strength.SEVERAL_KINDS, (p for p in helping if len(p.support) >= 2)),
        (Strength.GIVING, (p for p in people if p.direction in (Direction.GIVING, Direction.BOTH))),
        (Strength.TOGETHER, _largest_circle(network)),
        (Strength.COULD_DO_MORE, to_ask(network)),
    ]
    found = (Found(strength, tuple(person.id for person in those)) for strength, those in groups)
    return tuple(one for one in found if one.people)


def open_places(network: NetworkMap) -> tuple[OpenPlace, ...]:
    """Where nobody was named yet, of what was asked. A map without people has one open place, not all of them."""
    people = network.people
    if not people:
        return (OpenPlace(Place.NOBODY),)
    informal = [p for p in people if p.kind is Kind.INFORMAL]
    places = [OpenPlace(Place.OWN_CIRCLE)] if not informal else []
    asked: list[tuple[Place, Question, bool]] = [
        (Place.STEADY, Question.STEADY, any(p.steady for p in people)),
        *((Place(kind.value), Question.about(kind), _has_support(people, kind)) for kind in Support),
        (Place.CHILDS_OWN, Question.CHILDS_OWN, any(p.childs_own for p in people)),
        (Place.CLOSE, Question.RING, any(p.ring == 1 for p in people)),
    ]
    places += [OpenPlace(place) for place, question, filled in asked if question in network.answered and not filled]
    if informal and all(p.sector is Sector.FAMILY for p in informal):
        places.append(OpenPlace(Place.BEYOND_FAMILY))
    carrying = _carries_much(people)
    if carrying:
        places.append(OpenPlace(Place.SHARED_LOAD, (carrying.id,)))
    return tuple(places)


def to_ask(network: NetworkMap) -> tuple[Person, ...]:
    """People who could perhaps do more: not those who are sometimes difficult or should not be asked."""
    able = (CouldDoMore.YES, CouldDoMore.MAYBE)
    return tuple(p for p in network.people if p.could_do_more in able and not p.sometimes_difficult)


def asleep(network: NetworkMap) -> tuple[Person, ...]:
    """People to whom nobody spoke for long: contact that could be woken, unless it should not be."""
    return tuple(
        p
        for p in network.people
        if p.frequency is Frequency.SELDOM and p.kind is Kind.INFORMAL and not p.sometimes_difficult and p.could_do_more is not CouldDoMore.DO_NOT_ASK
    )


def _has_support(people: Iterable[Person], kind: Support) -> bool:
    return any(kind in p.support and p.direction is not Direction.GIVING for p in people)


def _carries_much(people: tuple[Person, ...]) -> Person | None:
    """The person who has at least half of all marks, when there are enough; two who share the load equally are nobody."""
    marks = {p.id: len(p.support) for p in people if p.direction is not Direction.GIVING}
    total = sum(marks.values())
    heavy = [p for p in people if marks.get(p.id, 0) * 2 >= total]
    return heavy[0] if total >= LOAD_MARKS and len(heavy) == 1 else None


def _largest_circle(network: NetworkMap) -> list[Person]:
    """The people of the largest part of the map that hangs together by who knows whom; the first when two are as large."""
    neighbours: dict[str, set[str]] = {}
    for first, second in network.ties:
        neighbours.setdefault(first, set()).add(second)
        neighbours.setdefault(second, set()).add(first)
    largest: set[str] = set()
    seen: set[str] = set()
    for person in network.people:
        circle, waiting = set(), [person.id]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                circle.add(one)
                waiting += neighbours.get(one, ())
        if len(circle) > max(1, len(largest)):
            largest = circle
    return [p for p in network.people if p.id in largest]


class Tier(IntEnum):
    """Where support comes from, in the order in which it is offered."""

    OWN = 1
    VOLUNTEERS = 2
    PROFESSIONAL = 3


class Circumstance(str, Enum):
    """What the family told and the map does not show. It decides which rows of the table count."""

    UNSAFE = "onveilig"
    SEPARATION = "scheiding"
    COMPLEX = "complex"
    PLACEMENT_THREATENS = "uithuisplaatsing_dreigt"
    NOT_AT_HOME = "niet_thuis"
    NO_AUTHORITY = "zonder_gezag"
    PREGNANT = "zwanger"
    FIRST_BABY = "eerste_baby"
    PARENT_ILL = "ouder_ziek"
    NO_PLAN = "geen_plan"


class Reason(str, Enum):
    """Why a topic is offered."""

    ASK_CLOSE = "klein_vragen"
    BREATHING_SPACE = "even_rust"
    LISTENING = "luisteren"
    ADVICE = "raad"
    EXAMPLE = "voorbeeld"
    DOING_THINGS = "samen_doen"
    STEADY = "vaste_volwassene"
    MORE_PEOPLE = "meer_mensen"
    SHARED_PLAN = "samen_plan"
    SEPARATION = "scheiding"
    COMPLEX = "complex"
    OWN_CHOICE = "zelf_gekozen"
    NETWORK_HOME = "wonen_bij_bekenden"
    GUARDIAN = "voogd"
    BABY = "eerste_kind"
    PARENT_ILL = "zorgen_ouder"
    THINK_ALONG = "meedenken"
    SAFETY = "veiligheid"


@dataclass(frozen=True)
class Suggestion:
    """A topic that could fit, why, where it comes from, and the open place or circumstance it answers."""

    topic: str
    reason: Reason
    tier: Tier
    for_what: Place | Circumstance


Row = tuple[str, Reason, Tier]


def _row(text: str, reason: Reason, tier: Tier) -> tuple[Row, ...]:
    return tuple((topic, reason, tier) for topic in text.split())


OWN, VOLUNTEERS, PROFESSIONAL = Tier
ASK = _row("begrip/vraagverlegenheid", Reason.ASK_CLOSE, OWN)
MEET = _row("vorm/buurtgezinnen", Reason.MORE_PEOPLE, VOLUNTEERS)
THINK_ALONG = _row("vorm/clientondersteuning", Reason.THINK_ALONG, PROFESSIONAL)
BUDDIES = _row("vorm/maatje vorm/jeugdsupport", Reason.DOING_THINGS, VOLUNTEERS)
MENTORS = _row("vorm/mentor vorm/matchmentor", Reason.EXAMPLE, VOLUNTEERS)
STEADY = _row("vorm/jim", Reason.STEADY, OWN) + _row("vorm/mentor vorm/maatje", Reason.STEADY, VOLUNTEERS)
SHARED_PLAN = _row("vorm/familiegroepsplan vorm/eigen-kracht-conferentie", Reason.SHARED_PLAN, OWN)
REST = _row("vorm/steunouder vorm/buurtgezinnen vorm/meeleefgezin", Reason.BREATHING_SPACE, VOLUNTEERS)
ADVICE = _row("vorm/home-start vorm/centering-ouderschap", Reason.ADVICE, VOLUNTEERS)
PARENTING = _row("richtlijn/jgz-opvoedingsondersteuning", Reason.ADVICE, PROFESSIONAL)
SAFETY = _row("dilemma/veiligheid", Reason.SAFETY, PROFESSIONAL)

# From open place or circumstance to forms of support; all of them stand in the handreiking.
TABLE: dict[Place | Circumstance, tuple[Row, ...]] = {
    Place.NOBODY: _row("dilemma/klein-of-zwak-netwerk", Reason.MORE_PEOPLE, OWN) + MEET + THINK_ALONG,
    Place.OWN_CIRCLE: _row("praktijk/netwerk-mobiliseren", Reason.MORE_PEOPLE, OWN) + MEET,
    Place.STEADY: STEADY,
    Place.PRACTICAL: ASK + REST,
    Place.EMOTIONAL: ASK + _row("vorm/home-start", Reason.LISTENING, VOLUNTEERS),
    Place.INFORMATIVE: ASK + ADVICE + PARENTING,
    Place.NORMATIVE: MENTORS,
    Place.FUN: ASK + BUDDIES,
    Place.CHILDS_OWN: BUDDIES,
    Place.CLOSE: ASK + _row("vorm/meeleefgezin", Reason.MORE_PEOPLE, VOLUNTEERS),
    Place.BEYOND_FAMILY: MEET,
    Place.SHARED_LOAD: _row("praktijk/netwerk-mobiliseren", Reason.SHARED_PLAN, OWN) + REST,
    Circumstance.UNSAFE: SAFETY,
    Circumstance.SEPARATION: _row("vorm/steunfiguur-kind vorm/villa-pinedo", Reason.SEPARATION, VOLUNTEERS)
    + _row("vorm/jim", Reason.OWN_CHOICE, OWN)
    + _row("vorm/kindbehartiger", Reason.SEPARATION, PROFESSIONAL),
    Circumstance.COMPLEX: _row("vorm/samen-oplopen", Reason.COMPLEX, VOLUNTEERS),
    Circumstance.PLACEMENT_THREATENS: _row("vorm/jim", Reason.OWN_CHOICE, OWN) + _row("richtlijn/uithuisplaatsing", Reason.THINK_ALONG, PROFESSIONAL),
    Circumstance.NOT_AT_HOME: SAFETY + _row("vorm/netwerkpleeggezin", Reason.NETWORK_HOME, OWN),
    Circumstance.NO_AUTHORITY: _row("vorm/burgervoogd", Reason.GUARDIAN, VOLUNTEERS),
    Circumstance.PREGNANT: _row("vorm/centering-ouderschap", Reason.BABY, VOLUNTEERS) + _row("vorm/voorzorg", Reason.BABY, PROFESSIONAL),
    Circumstance.FIRST_BABY: _row("vorm/moeders-informeren-moeders vorm/centering-ouderschap", Reason.BABY, VOLUNTEERS) + PARENTING,
    Circumstance.PARENT_ILL: _row("vorm/clientondersteuning richtlijn/kopp-kov", Reason.PARENT_ILL, PROFESSIONAL),
    Circumstance.NO_PLAN: SHARED_PLAN,
}
# A youth looks for somebody to talk to, not for help with raising a child.
YOUTH_TABLE: dict[Place | Circumstance, tuple[Row, ...]] = {
    Place.NOBODY: _row("dilemma/klein-of-zwak-netwerk", Reason.MORE_PEOPLE, OWN)
    + _row("vorm/maatje", Reason.MORE_PEOPLE, VOLUNTEERS)
    + _row("vorm/ease", Reason.LISTENING, VOLUNTEERS),
    Place.OWN_CIRCLE: _row("vorm/jim", Reason.OWN_CHOICE, OWN) + _row("vorm/maatje", Reason.MORE_PEOPLE, VOLUNTEERS),
    Place.PRACTICAL: ASK + _row("vorm/mentor", Reason.THINK_ALONG, VOLUNTEERS),
    Place.EMOTIONAL: ASK + _row("vorm/ease vorm/maatje", Reason.LISTENING, VOLUNTEERS),
    Place.INFORMATIVE: ASK + _row("vorm/mentor vorm/matchmentor", Reason.THINK_ALONG, VOLUNTEERS),
    Place.CLOSE: ASK + BUDDIES,
    Place.BEYOND_FAMILY: BUDDIES,
    Place.SHARED_LOAD: ASK + BUDDIES,
}
PROFESSIONAL_FIRST = (Circumstance.NOT_AT_HOME,)


def suggestions(
    network: NetworkMap, circumstances: Collection[Circumstance] = (), age: float | None = None, knowledge: KnowledgeBase | None = None
) -> tuple[Suggestion, ...]:
    """Topics that could fit: own circle, then volunteers, then a professional, each topic once, a few per tier.

    ``age`` is the child's or youth's age in years and leaves out forms for other ages. When it is unsafe only the safety
    topic remains; where a child cannot stay at home the professional goes first.
    """
    if Circumstance.UNSAFE in circumstances:
        return _offers(network, Circumstance.UNSAFE)
    known = knowledge or default_knowledge_base()
    causes: list[Place | Circumstance] = [*(c for c in Circumstance if c in circumstances), *(place.what for place in open_places(network))]
    if len(network.people) >= MANY_PEOPLE and Circumstance.NO_PLAN not in causes:
        causes.append(Circumstance.NO_PLAN)
    first = [offer for cause in causes if cause in PROFESSIONAL_FIRST for offer in _offers(network, cause)]
    rest = [(place, offer) for cause in causes if cause not in PROFESSIONAL_FIRST for place, offer in enumerate(_offers(network, cause))]
    rest.sort(key=lambda entry: (entry[1].tier, entry[0]))  # the best of each cause before the second of any
    chosen: dict[str, Suggestion] = {}
    for offer in (*first, *(offer for _, offer in rest)):
        taken = sum(one.tier is offer.tier for one in chosen.values())
        if offer.topic not in chosen and _fits_age(known, offer.topic, age) and (offer in first or taken < MOST_PER_TIER[offer.tier]):
            chosen[offer.topic] = offer
    return tuple(chosen.values())


def _offers(network: NetworkMap, cause: Place | Circumstance) -> tuple[Suggestion, ...]:
    rows = TABLE[cause]
    if network.viewpoint is Viewpoint.SELF:
        rows = YOUTH_TABLE.get(cause, rows)
    return tuple(Suggestion(topic, reason, tier, cause) for topic, reason, tier in rows)


def _fits_age(knowledge: KnowledgeBase, topic_id: str, age: float | None) -> bool:
    topic = knowledge.topic(topic_id)
    return topic is not None and (age is None or topic.ages is None or topic.ages[0] <= age <= topic.ages[1])
