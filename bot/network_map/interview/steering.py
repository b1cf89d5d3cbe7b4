"""What can be done at any moment: go back, change somebody, show, pause, stop, begin anew, erase, take along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.network_map.interview import asking
from bot.network_map.interview.answering import settled
from bot.network_map.interview.choosing import choose, meant_by
from bot.network_map.interview.commands import Command
from bot.network_map.interview.naming import Finder, Named, described, possible_name
from bot.network_map.interview.questions import Outcome, names, proceed, question, say, show
from bot.network_map.interview.reply import Heard, Line, Reply
from bot.network_map.interview.stages import Stage
from bot.network_map.interview.state import Interview, Mode, Waiting
from bot.network_map.network import History, NetworkMap, change, remove
from bot.network_map.payload import Step
from bot.network_map.people import Person
from bot.network_map.wording import listed

MOST_WORDS_OF_A_RELATION = 3
LONGER_DAYS = 30
SHORTER_DAYS = 1


def steer(interview: Interview, heard: Heard, find_people: Finder) -> Outcome | None:
    """The outcome of a command; None when it is an answer after all."""
    assert heard.given is not None
    command = heard.given.command
    if command in ABOUT_SOMEBODY:
        return _about_somebody(interview, heard, find_people)
    steps = COMMANDS.get(command)
    return steps(interview, heard) if steps else None


def _back(interview: Interview, heard: Heard) -> Outcome:
    if interview.waiting in (Waiting.SOMEBODY, Waiting.CHANGE, Waiting.ASK_WHOM, Waiting.RESTART):
        return proceed(replace(interview, waiting=None, about=""))
    before = interview.back()
    return proceed(interview, Line("utter_kaart_niets_terug")) if before is None else proceed(before, Line("utter_kaart_terug"))


def _explain(interview: Interview, heard: Heard) -> Outcome | None:
    """Before the beginning at once; later it counts as an answer that needs another try."""
    if interview.stage is not Stage.START:
        return None
    return interview, question(interview, Line("utter_kaart_vooraf"))


def _show_so_far(interview: Interview, heard: Heard) -> Outcome | None:
    if interview.is_complete or interview.stage in (Stage.START, Stage.VIEWPOINT):
        return show(interview) if interview.is_complete else None
    network = interview.network
    line = Line("utter_kaart_tot_nu", {"namen": names(network)}) if network.people else Line("utter_kaart_tot_nu_leeg")
    going_on = replace(interview, mode=Mode.BUSY)
    return going_on, replace(question(going_on, line), shown=bool(network.people))


def _finish(interview: Interview, heard: Heard) -> Outcome | None:
    if interview.stage in (Stage.START, Stage.VIEWPOINT):
        return None
    return show(interview if interview.is_complete else interview.moved(Stage.MAP, settled(interview.network)))


def _pause(interview: Interview, heard: Heard) -> Outcome | None:
    if interview.stage is Stage.START:
        return None
    paused = replace(interview, mode=Mode.PAUSED)
    return paused, Reply((Line("utter_kaart_pauze"),), Step.PAUSED, ("kaart-verder", "kaart-wissen"), ended=True, wants_code=True)


def stop(interview: Interview, heard: Heard) -> Outcome:
    """Leave the interview; before the beginning nothing is kept."""
    if interview.stage in (Stage.START, Stage.VIEWPOINT):
        return interview, Reply((Line("utter_kaart_liever_niet"),), Step.START, ended=True, erased=True)
    stopped = replace(interview, mode=Mode.PAUSED)
    return stopped, Reply((Line("utter_kaart_gestopt"),), Step.PAUSED, ("kaart-verder", "kaart-wissen"), ended=True)


def _continue(interview: Interview, heard: Heard) -> Outcome | None:
    """Take up what was left; while a question is open it means the next one."""
    if interview.stage is Stage.START or (interview.mode is Mode.BUSY and not interview.is_complete):
        return None
    return show(interview) if interview.is_complete else proceed(interview, Line("utter_kaart_verder"))


def _ask_restart(interview: Interview, heard: Heard) -> Outcome | None:
    if interview.stage in (Stage.START, Stage.VIEWPOINT):
        return None
    if not interview.network.people:
        return restart(interview, heard)
    asked = replace(interview, waiting=Waiting.RESTART, mode=Mode.BUSY)
    return asked, question(asked)


def restart(interview: Interview, heard: Heard) -> Outcome:
    """An empty map; nothing of the old one is kept, nor for how long it was to stay."""
    viewpoint = heard.viewpoint or interview.network.viewpoint
    fresh = Interview(history=History(NetworkMap(viewpoint)), stage=Stage.CORE, invited=True)
    return fresh, replace(question(fresh, Line("utter_kaart_opnieuw")), keep_days=heard.keep_days)


def _erase(interview: Interview, heard: Heard) -> Outcome:
    nothing = interview.stage is Stage.START and not interview.invited
    return Interview(), Reply((Line("utter_kaart_niets_te_wissen" if nothing else "utter_kaart_gewist"),), Step.ERASED, ended=True, erased=True)


def _wrong(interview: Interview, heard: Heard) -> Outcome | None:
    if interview.stage in (Stage.START, Stage.VIEWPOINT) or interview.waiting is Waiting.SAME:
        return None
    asked = replace(interview, mode=Mode.BUSY)
    return asked, replace(question(asked), lines=(Line("utter_kaart_wat_klopt_niet"),), buttons=("kaart-terug",))


def _take_along(interview: Interview, heard: Heard) -> Outcome | None:
    return _with_map(interview, Line("utter_kaart_meenemen"))


def _meeting(interview: Interview, heard: Heard) -> Outcome | None:
    return _with_map(interview, Line("utter_kaart_bijeenkomst", {"namen": names(interview.network)}))


def _with_map(interview: Interview, line: Line) -> Outcome | None:
    """Something that needs people on the map; before the end the question stays open."""
    return say(interview, line) if interview.network.people else None


def _keep(days: int) -> Callable[[Interview, Heard], Outcome | None]:
    def kept(interview: Interview, heard: Heard) -> Outcome | None:
        outcome = _with_map(interview, Line("utter_kaart_bewaren"))
        return (outcome[0], replace(outcome[1], keep_days=days)) if outcome else None

    return kept


COMMANDS: Mapping[Command, Callable[[Interview, Heard], Outcome | None]] = {
    Command.BACK: _back,
    Command.EXPLAIN: _explain,
    Command.SHOW: _show_so_far,
    Command.FINISH: _finish,
    Command.PAUSE: _pause,
    Command.STOP: stop,
    Command.CONTINUE: _continue,
    Command.RESTART: _ask_restart,
    Command.ERASE: _erase,
    Command.WRONG: _wrong,
    Command.TAKE_ALONG: _take_along,
    Command.MEETING: _meeting,
    Command.KEEP_LONGER: _keep(LONGER_DAYS),
    Command.KEEP_SHORTER: _keep(SHORTER_DAYS),
    Command.HELP_ASKING: asking.begin,
}
ABOUT_SOMEBODY = (Command.REMOVE, Command.CHANGE, Command.RELATION, Command.RENAME, Command.ASK_SOMEBODY)
MAY_BE_AN_ANSWER = (Command.RELATION, Command.RENAME, Command.ASK_SOMEBODY)


def _about_somebody(interview: Interview, heard: Heard, find_people: Finder) -> Outcome | None:
    """A command with a name in it. Without such a person on the map it may be an answer: "mijn buurvrouw heet Els"."""
    assert heard.given is not None
    given = heard.given
    if interview.stage in (Stage.START, Stage.VIEWPOINT):
        return None
    several = _several(given.who, interview.network)
    if given.command is Command.REMOVE and several:
        return _remove(interview, several)
    people = meant_by(given.who, interview.network.people)
    if not people:
        return None if given.command in MAY_BE_AN_ANSWER else _not_found(interview, given.who, find_people)
    if len({described(person) for person in people}) > 1:
        return proceed(interview, Line("utter_kaart_welke", {"namen": names(interview.network, [person.id for person in people])}))
    return _WITH_ONE[given.command](interview, people[-1], heard, find_people)


def _several(who: str, network: NetworkMap) -> list[Person]:
    """Several people to take away at once: "opa en oma"; namesakes are not several."""
    ids = choose(who, network.people).people
    return [network.person(person_id) for person_id in ids] if len(ids) > 1 else []


def _not_found(interview: Interview, who: str, find_people: Finder) -> Outcome | None:
    if not find_people(who, interview.youth):
        return None
    return proceed(interview, Line("utter_kaart_wie_niet_gevonden", {"wie": who}))


def _remove(interview: Interview, people: Sequence[Person]) -> Outcome:
    network = interview.network
    for person in people:
        network = remove(network, person.id)
    removed = replace(interview.changed(network), doubts=(), waiting=None, about="")
    return proceed(removed, Line("utter_kaart_weg", {"namen": listed([described(person) for person in people])}))


def _remove_one(interview: Interview, person: Person, heard: Heard, find_people: Finder) -> Outcome:
    return _remove(interview, [person])


def _ask_what(interview: Interview, person: Person, heard: Heard, find_people: Finder) -> Outcome:
    asked = replace(interview, waiting=Waiting.CHANGE, about=person.id, mode=Mode.BUSY, unclear=0)
    return asked, question(asked)


def _relate(interview: Interview, person: Person, heard: Heard, find_people: Finder) -> Outcome | None:
    """Another relation, unless the words name none ("Riet is een schat") or tell a story: then it is an answer."""
    assert heard.given is not None
    related = _related(find_people(f"mijn {heard.given.what}", interview.youth))
    told = len(heard.given.what.split()) > MOST_WORDS_OF_A_RELATION
    if not related or told or related["relation"] == person.relation:
        return None
    return _changed(interview, person.id, related)


def _rename(interview: Interview, person: Person, heard: Heard, find_people: Finder) -> Outcome | None:
    """Another name, unless that name is somebody else on the map: "niet Riet maar Bram" then is an answer."""
    assert heard.given is not None
    if choose(heard.given.what, [other for other in interview.network.people if other is not person]).found:
        return None
    return _changed(interview, person.id, _renamed(heard.given.what, find_people(heard.given.what, interview.youth)))


def _help_with(interview: Interview, person: Person, heard: Heard, find_people: Finder) -> Outcome:
    return asking.for_person(interview, person, heard)


_WITH_ONE: Mapping[Command, Callable[[Interview, Person, Heard, Finder], Outcome | None]] = {
    Command.REMOVE: _remove_one,
    Command.CHANGE: _ask_what,
    Command.RELATION: _relate,
    Command.RENAME: _rename,
    Command.ASK_SOMEBODY: _help_with,
}


def change_at_hand(interview: Interview, heard: Heard, find_people: Finder) -> Outcome | None:
    """What should be different about the person at hand: a relation ("tante") or a name ("Ria"). None after the second try."""
    mentions = find_people(heard.text, interview.youth)
    named = [mention for mention in mentions if mention.label != mention.relation]
    name = named[0].label if named else "" if mentions else possible_name(heard.text)
    if name or mentions:
        return _changed(interview, interview.about, _renamed(name, named) if name else _related(mentions))
    if interview.unclear:
        return None
    asked = replace(interview, unclear=1)
    return asked, question(asked)


def _changed(interview: Interview, person_id: str, changes: dict[str, Any]) -> Outcome:
    changed = replace(interview.changed(change(interview.network, person_id, **changes)), waiting=None, about="", doubts=(), unclear=0)
    return proceed(changed, Line("utter_kaart_gewijzigd", {"namen": described(changed.network.person(person_id))}))


def _related(mentions: Sequence[Named]) -> dict[str, Any]:
    related = next((mention for mention in mentions if mention.relation), None)
    return {"relation": related.relation, "kind": related.kind, "sector": related.sector} if related else {}


def _renamed(said: str, mentions: Sequence[Named]) -> dict[str, Any]:
    """The new label as it was said; a relation said with it ("tante Ria") counts too."""
    fitting = next((mention for mention in mentions if mention.label.casefold() in said.casefold()), None)
    label = fitting.label if fitting else said[:1].upper() + said[1:]
    return {"label": label} | (_related([fitting]) if fitting and fitting.relation else {})
