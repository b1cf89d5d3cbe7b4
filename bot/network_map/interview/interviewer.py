"""The interview as a state machine: one message in, the next state and what to say out. No Rasa, no storage, no words.

First names, then questions over the whole list, then the map. At any moment somebody can change, undo, pause, stop or erase,
and no question is asked for ever: the fourth answer that is not understood skips it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.language.tokens import plain, words
from bot.network_map.interview import confirming, opening, steering
from bot.network_map.interview.answering import answered
from bot.network_map.interview.choosing import Chosen, choose, has_sign, in_words_of_the_list, undecided
from bot.network_map.interview.commands import Command
from bot.network_map.interview.moving import SKIP_AT, move, note
from bot.network_map.interview.naming import Addition, Finder, Named, add_people, possible_name, relation_in
from bot.network_map.interview.questions import Outcome, aside, example, explanation, not_understood, question, show
from bot.network_map.interview.questions import names as listed_names
from bot.network_map.interview.reply import Heard, Line
from bot.network_map.interview.stages import NAME_STAGES, ORDER, Stage, after
from bot.network_map.interview.state import Interview, Mode, Waiting
from bot.network_map.network import Question, Viewpoint, answer

LEAVES_OPEN = (Command.SKIP, Command.DONT_KNOW, Command.CONTINUE)
NOBODY = (Command.NOBODY, Command.NO)


class Interviewer:
    """Answers messages of one interview after another; keeps nothing between them."""

    def __init__(self, find_people: Finder) -> None:
        self._find_people = find_people

    def open(self, interview: Interview) -> Outcome:
        """The first reply: an invitation, or what was begun before."""
        return opening.invite(interview)

    def respond(self, interview: Interview, heard: Heard) -> Outcome:
        """What one message does."""
        if interview.mode is Mode.INTERRUPTED:
            return opening.after_danger(interview, heard)
        steered = steering.steer(interview, heard, self._find) if heard.given else None
        if steered is not None:
            return steered
        interview = replace(interview, mode=Mode.SHOWN if interview.mode is Mode.SHOWN else Mode.BUSY)
        if interview.stage is Stage.START:
            return opening.start(interview, heard)
        if interview.waiting is None:
            return show(interview) if interview.is_complete else self._answer(interview, heard)
        return self._in_between(interview, heard)

    def _in_between(self, interview: Interview, heard: Heard) -> Outcome:
        """A message while something else is asked than the question of the stage; another answer lets that go."""
        if heard.aside and heard.asks:
            return interview, aside(interview)
        settled = confirming.settle(interview, heard, self._find)
        if settled is not None:
            return settled
        if heard.aside:
            return interview, aside(interview)
        return self.respond(replace(interview, waiting=None, about="", doubts=()), heard)

    def _find(self, text: str, youth: bool) -> Sequence[Named]:
        """Who is named; behind "niemand behalve" too."""
        found = self._find_people(text, youth)
        if found or not has_sign(words(text), "behalve") or not has_sign(words(text), "niemand"):
            return found
        behind = next(i for i, word in enumerate(text.split()) if has_sign(words(word), "behalve")) + 1
        return self._find_people(" ".join(text.split()[behind:]), youth)

    def _answer(self, interview: Interview, heard: Heard) -> Outcome:
        if interview.stage is Stage.VIEWPOINT:
            return self._viewpoint(interview, heard)
        if heard.aside and heard.asks:
            return interview, aside(interview)
        if interview.stage is Stage.ROUND and heard.context:
            asked = replace(interview.moved(Stage.CONTEXT), contexts=(*interview.contexts, heard.context))
            return asked, question(asked)
        if interview.stage in NAME_STAGES or interview.stage is Stage.ROUND:
            return self._names(interview, heard)
        return self._choice(interview, heard)

    def _viewpoint(self, interview: Interview, heard: Heard) -> Outcome:
        """For whom the map is. Who does not say is taken for a parent, like everywhere, and is not asked for ever."""
        if heard.viewpoint:
            return opening.begin(interview, heard.viewpoint)
        if heard.aside:
            return interview, aside(interview)
        begun, reply = opening.begin(interview, Viewpoint.CHILD)
        if self._find(heard.text, False):
            return self._answer(begun, heard)
        return (begun, reply) if interview.unclear else self._unclear(interview, heard)

    def _names(self, interview: Interview, heard: Heard) -> Outcome:
        command = heard.given.command if heard.given else None
        if command in (*NOBODY, *LEAVES_OPEN, Command.DONE):
            return self._nobody(interview, command)
        mentions = self._find(heard.text, interview.youth)
        bare = all(mention.relation is None and mention.sector is None for mention in mentions)
        which = self._which(interview, heard.text) if mentions and bare else None
        if which:
            return which
        if mentions:
            return note(interview, add_people(interview.network, mentions), heard)
        if heard.aside:
            return interview, aside(interview)
        pointed = choose(heard.text, interview.network.people).people
        if pointed:
            return note(interview, Addition(interview.network, known=pointed), heard)
        return self._without_names(interview, heard)

    def _without_names(self, interview: Interview, heard: Heard) -> Outcome:
        """Perhaps nobody is meant, perhaps the name is an odd one, perhaps it was something else."""
        implied = None if heard.given else confirming.implied(heard.text)
        if implied:
            return self._nobody(interview, implied)
        name = "" if heard.given else possible_name(heard.text)
        if name and not heard.context:
            asked = replace(interview, waiting=Waiting.SOMEBODY, about=name)
            return asked, question(asked)
        return self._unclear(interview, heard)

    @staticmethod
    def _nobody(interview: Interview, command: Command) -> Outcome:
        """Nobody is never taken for an answer at once, and never asked for twice; a second question without anybody leads to the round."""
        network, stage = interview.network, interview.stage
        asks_for_names = stage in ORDER and stage is not Stage.ROUND
        if asks_for_names and not network.people and command in NOBODY:
            if not interview.probed:
                probing = replace(interview, probed=True, unclear=0)
                return probing, replace(question(probing), lines=(Line("utter_kaart_niemand_doorvragen"),))
            if stage is not Stage.CORE:
                return move(interview, network, Line("utter_kaart_niemand_goed"), to=Stage.ROUND)
        if command is Command.DONE and stage is Stage.CONTEXT:
            return move(interview, network, to=after(Stage.ROUND, network))
        if command is Command.DONE and network.people and asks_for_names:
            return move(interview, network, to=Stage.ROUND)
        if command in NOBODY and stage is Stage.MEANING:
            network = answer(network, Question.DIRECTION)
        lines = [Line("utter_kaart_niemand_goed")] if command in NOBODY and asks_for_names else []
        return move(interview, network, *lines)

    def _choice(self, interview: Interview, heard: Heard) -> Outcome:
        command = heard.given.command if heard.given else None
        if command in (*LEAVES_OPEN, Command.DONE):
            return move(interview, interview.network)
        if command in NOBODY:
            return self._none_of_them(interview)
        text = in_words_of_the_list(heard.text, interview.network.people, lambda word: relation_in(word, interview.youth, self._find_people))
        addition = self._newcomers(interview, text)
        network = addition.network
        which = self._which(interview, text)
        if which:
            return which
        chosen = choose(text, network.people)
        if chosen.found or addition.added:
            chosen = replace(chosen, people=tuple(p.id for p in network.people if p.id in (*chosen.people, *addition.added)))
            return move(interview, answered(network, interview.stage, chosen, text), *self._added(addition))
        implied = None if command else confirming.implied(text)
        if implied is Command.NOBODY:
            return self._none_of_them(interview)
        return move(interview, interview.network) if implied else self._unclear(interview, heard)

    @staticmethod
    def _which(interview: Interview, text: str) -> Outcome | None:
        """Ask which of two namesakes is meant; not a second time, then it is the first."""
        ids = () if interview.unclear else undecided(text, interview.network.people)
        if not ids:
            return None
        tried = replace(interview, unclear=interview.unclear + 1)
        return tried, question(tried, Line("utter_kaart_welke", {"namen": listed_names(interview.network, ids)}))

    @staticmethod
    def _none_of_them(interview: Interview) -> Outcome:
        return move(interview, answered(interview.network, interview.stage, Chosen(()), ""))

    @staticmethod
    def _added(addition: Addition) -> list[Line]:
        added = [Line("utter_kaart_toegevoegd", {"namen": listed_names(addition.network, addition.added)})] if addition.added else []
        return [*added, *([Line("utter_kaart_vol")] if addition.full else [])]

    def _newcomers(self, interview: Interview, text: str) -> Addition:
        """People in a choice who are not on the list yet; a name or relation that is on it means who is on it."""
        network = interview.network
        taken = {plain(word) for person in network.people for word in (person.label, person.relation) if word}
        new = [m for m in self._find_people(text, interview.youth) if plain(m.label) not in taken and plain(m.relation or m.label) not in taken]
        return add_people(network, [mention for mention in new if not choose(mention.label, network.people).people])

    def _unclear(self, interview: Interview, heard: Heard) -> Outcome:
        """Say so, give an example, offer to skip, and skip: never a fifth time the same question."""
        if heard.aside:
            return interview, aside(interview)
        tried = replace(interview, unclear=interview.unclear + 1)
        if tried.unclear >= SKIP_AT:
            return move(tried, tried.network, Line("utter_kaart_overgeslagen"))
        command = heard.given.command if heard.given else None
        if tried.unclear == 3:
            return tried, question(tried, Line("utter_kaart_overslaan_mag"))
        if command is Command.EXPLAIN:
            return tried, question(tried, explanation(tried))
        return tried, question(tried, example(tried) if tried.unclear == 2 or command is Command.YES else not_understood(tried))
