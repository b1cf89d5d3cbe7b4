"""Invented families who draw their map through the text interface, and how they answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

MOST_TURNS = 60


@dataclass(frozen=True)
class Family:
    """What a family says at each step, in order; ``people`` are the labels that must stand on the map in the end."""

    name: str
    audience: str
    names: tuple[str, ...]
    people: tuple[str, ...]
    round: tuple[str, ...] = ()
    ring: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    same: str = "nee"
    absent: tuple[str, ...] = ()


@dataclass
class Interview:
    """A family in conversation: every reply, and the last one."""

    replies: list[Any] = field(default_factory=list)

    @property
    def last(self) -> dict:
        """The payload of the last turn."""
        return self.replies[-1].custom

    @property
    def labels(self) -> list[str]:
        """Who stands on the map."""
        return [person["label"] for person in self.last["people"]]


def answers_of(family: Family) -> dict[str, Iterator[str]]:
    """What the family says next, by step; when it has said everything it goes on without an answer."""
    return {
        "namen": iter(family.names),
        "rondvraag": iter(family.round),
        "kring": iter(family.ring),
        "steun": iter(family.support),
        "vragen": iter(family.questions),
    }


AT_THE_END = {"namen": "niemand", "rondvraag": "klaar", "kring": "sla over", "steun": "sla over", "vragen": "sla over"}


def draw(person: Any, family: Family) -> Interview:
    """Let a family go through the interview until the map is shown."""
    interview = Interview([person.says("ik wil kijken wie er om ons heen zijn")])
    answers = answers_of(family)
    while len(interview.replies) < MOST_TURNS:
        step = interview.last["step"]
        if step == "kaart":
            return interview
        said = {"start": "beginnen", "bevestigen": family.same}.get(step) or next(answers[step], AT_THE_END[step])
        interview.replies.append(person.says(said))
    raise AssertionError(f"{family.name} had no map after {MOST_TURNS} turns")


CROWD = tuple(
    f"{first}{second}" for first in ("Ma", "Ro", "Te", "Li", "Sa", "No", "Ka", "Fe", "Jo") for second in ("rin", "mee", "lle", "vin", "dde")
)

FAMILIES = (
    Family("niemand", "ouder", ("niemand",), ()),
    Family("een oma", "ouder", ("oma Riet",), ("Riet",), ring=("Riet",), support=("ja Riet",)),
    Family(
        "vier mensen",
        "ouder",
        ("mijn moeder, mijn zus Els, buurvrouw Ans en de juf", "Ans", "Els", "de juf", "mijn moeder", "Ans"),
        ("moeder", "Els", "Ans", "juf"),
        ring=("mijn moeder en Els",),
        support=("niemand", "klaar", "sla over", "Els", "allemaal"),
        questions=("Ans", "niemand", "Els", "mijn moeder", "sla over", "Els en Ans"),
    ),
    Family(
        "acht mensen",
        "ouder",
        (
            "oma Riet, opa Jan, mijn zus Els en haar man Kees",
            "Fatima van de buren en oma Riet",
            "mijn vriendin Samira",
            "juf Ellen",
            "opa Jan en trainer Bas",
            "Fatima",
        ),
        ("Riet", "Jan", "Els", "Kees", "Fatima", "Samira", "Ellen", "Bas"),
        round=("klaar",),
        ring=("Riet, Jan en Els", "juf Ellen"),
        support=("Els", "niemand meer", "klaar", "Jan", "Bas en Els"),
        questions=("Samira, misschien Fatima", "Kees", "Bas en Ellen", "Riet", "Kees", "Riet en Jan, Els en Kees"),
    ),
    Family(
        "twaalf mensen",
        "ouder",
        (
            "tante Mia, oom Piet, nicht Roos, neef Daan, oma Bep en opa Wim",
            "buurman Ali en buurvrouw Sientje",
            "Nadia en Joke",
            "meester Tom",
            "Bram",
        ),
        ("Mia", "Piet", "Roos", "Daan", "Bep", "Wim", "Ali", "Sientje", "Nadia", "Joke", "Tom", "Bram"),
        ring=("iedereen behalve meester Tom", "meester Tom"),
    ),
    Family(
        "vijfentwintig mensen",
        "ouder",
        tuple(", ".join(CROWD[i : i + 5]) for i in range(0, 25, 5)),
        CROWD[:25],
    ),
    Family("vijfenveertig mensen", "ouder", tuple(", ".join(CROWD[i : i + 9]) for i in range(0, 45, 9)), CROWD),
    Family(
        "alleen hulpverleners",
        "ouder",
        ("de huisarts, de gezinsvoogd en het wijkteam", "niemand", "de huisarts", "het wijkteam"),
        ("huisarts", "gezinsvoogd", "wijkteam"),
        ring=("niemand", "allemaal"),
    ),
    Family(
        "alleen online",
        "jongere",
        ("Zeno van discord en Kiki van roblox", "Zeno", "Kiki"),
        ("Zeno", "Kiki"),
        support=("sla over", "Kiki", "Zeno", "niemand", "allebei"),
    ),
    Family(
        "ruzie in de familie",
        "ouder",
        ("mijn zus Carla, maar met mijn broer praat ik niet meer", "Carla", "mijn vriendin Hiba"),
        ("Carla", "Hiba"),
        questions=("Hiba", "sla over", "Hiba", "Carla", "Carla"),
        absent=("broer",),
    ),
    Family(
        "pleegkind",
        "ouder",
        ("zijn pleegzorgbegeleider, oma Truus en zijn moeder", "oma Truus", "niemand", "de pleegzorgbegeleider"),
        ("pleegzorgbegeleider", "Truus", "moeder"),
    ),
    Family("tweeling", "ouder", ("opa Henk en oma Ria, die passen op allebei", "opa Henk"), ("Henk", "Ria")),
    Family("een naam twee keer, dezelfde", "ouder", ("Riet en Riet",), ("Riet",), same="ja"),
    Family("een naam twee keer, twee mensen", "ouder", ("tante Riet en oma Riet",), ("Riet", "Riet"), same="nee"),
    Family(
        "jongen van veertien",
        "jongere",
        ("me moeder en me broer sam", "sam", "mn beste vriend jayden", "niemand", "coach ricardo", "me broer"),
        ("moeder", "Sam", "Jayden", "Ricardo"),
        ring=("moeder en sam",),
        support=("klaar", "klaar", "sam", "coach", "jayden"),
    ),
    Family(
        "meisje in een leefgroep",
        "jongere",
        ("mijn mentor, mijn zusje Lotte en mijn oude buurvrouw Truus", "mijn mentor", "niemand", "mijn mentor", "Lotte", "Lotte"),
        ("mentor", "Lotte", "Truus"),
    ),
    Family(
        "samen met een professional",
        "professional",
        ("oma Zahra, haar zus Noura en de buurman", "Noura", "oma Zahra", "de juf", "oma Zahra", "de buurman"),
        ("Zahra", "Noura", "buurman", "juf"),
        ring=("Zahra en Noura", "de juf"),
    ),
    Family(
        "Syrische namen",
        "ouder",
        ("Umm Khaled, mijn broer Yousef en Rima van de taalles", "mijn broer", "Umm Khaled"),
        ("Umm Khaled", "Yousef", "Rima"),
    ),
    Family("namen die gewone woorden zijn", "jongere", ("Roos, Wil en Storm uit mijn klas", "Roos"), ("Roos", "Wil", "Storm")),
    Family(
        "kerk en club",
        "ouder",
        ("de dominee, trainer Koen en de buren", "de buren", "de dominee"),
        ("dominee", "Koen", "buren"),
    ),
)
