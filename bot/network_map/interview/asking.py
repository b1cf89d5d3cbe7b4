"""Help with asking somebody: small, concrete, easy to refuse, something back; ready-made lines per kind of support."""

from __future__ import annotations

from dataclasses import replace

from bot.network_map.interview.choosing import in_words_of_the_list, meant_by
from bot.network_map.interview.naming import Finder, described, relation_in
from bot.network_map.interview.questions import Outcome, question, say
from bot.network_map.interview.reply import Heard, Line
from bot.network_map.interview.state import Interview, Mode, Waiting
from bot.network_map.network import NetworkMap
from bot.network_map.open_places import asleep, open_places, to_ask
from bot.network_map.people import CouldDoMore, Kind, Person, Support
from bot.network_map.wording import listed

LINES_PER_KIND = (1, 2)
MOST_KINDS = 2
MOST_PROPOSED = 6


def is_unsafe(person: Person, unsafe: tuple[str, ...]) -> bool:
    """Whether somebody was named as unsafe in this conversation."""
    return person.relation in unsafe or person.label.lower() in unsafe


def may_be_proposed(person: Person, unsafe: tuple[str, ...]) -> bool:
    """Never who is unsafe or sometimes difficult, or should rather not be asked."""
    return not (is_unsafe(person, unsafe) or person.sometimes_difficult or person.could_do_more is CouldDoMore.DO_NOT_ASK)


def proposed(network: NetworkMap, unsafe: tuple[str, ...]) -> list[Person]:
    """Whom to ask first: who could do more, then contact that sleeps, then everybody informal."""
    able = [*to_ask(network), *asleep(network), *(person for person in network.people if person.kind is Kind.INFORMAL)]
    return [person for person in dict.fromkeys(able) if may_be_proposed(person, unsafe)]


def begin(interview: Interview, heard: Heard) -> Outcome | None:
    """Ask whom somebody wants to ask; with one possible person go on at once."""
    people = proposed(interview.network, heard.unsafe)
    if not interview.network.people:
        return None
    if not people:
        return say(interview, Line("utter_vraag_nu_niemand"))
    if len(people) == 1:
        return for_person(interview, people[0], heard)
    asked = replace(interview, waiting=Waiting.ASK_WHOM, mode=Mode.BUSY, unclear=0)
    line = Line("utter_vraag_wie", {"namen": listed([described(person) for person in people[:MOST_PROPOSED]])})
    return asked, replace(question(asked), lines=(line,))


def ask_whom(interview: Interview, heard: Heard, find_people: Finder) -> Outcome | None:
    """The answer to whom: the lines for that person. None after the second try."""
    text = in_words_of_the_list(heard.text, interview.network.people, lambda word: relation_in(word, interview.youth, find_people))
    people = meant_by(text, interview.network.people)
    if people:
        return for_person(replace(interview, waiting=None, unclear=0), people[0], heard)
    if interview.unclear:
        return None
    asked = replace(interview, unclear=1)
    return asked, question(asked, Line("utter_kaart_wie_niet_gevonden", {"wie": " ".join(heard.text.split())}))


def for_person(interview: Interview, person: Person, heard: Heard) -> Outcome:
    """Lines to say or to send to one person."""
    if is_unsafe(person, heard.unsafe):
        return say(interview, Line("utter_vraag_liever_een_ander", {"naam": person.label}))
    values = {"naam": person.label}
    lines = [Line("utter_vraag_kop", values)]
    if person.kind is Kind.FORMAL:
        lines.append(Line("utter_vraag_regel_formeel", values))
    else:
        kinds = wanted(interview.network, person)
        lines += [Line(f"utter_vraag_regel_{kind.value}_{number}", values) for kind in kinds for number in LINES_PER_KIND][:3]
        if person in asleep(interview.network):
            lines.append(Line("utter_vraag_regel_stilte", values))
        lines += [Line("utter_vraag_regel_terug", values), Line("utter_vraag_klein"), Line("utter_vraag_feit")]
    return say(interview, *lines)


def wanted(network: NetworkMap, person: Person) -> list[Support]:
    """Kinds of support to ask for: the open places first, then what this person gives already."""
    open_kinds = [Support(place.what.value) for place in open_places(network) if place.what.value in {kind.value for kind in Support}]
    own = [kind for kind in Support if kind in person.support]
    return list(dict.fromkeys([*open_kinds, *own, Support.PRACTICAL]))[:MOST_KINDS]
