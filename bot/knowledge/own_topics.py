"""An organisation's own forms of support: topic files in a folder of its own, checked and put with the built-in topics.

A file has the format of ``docs/redactie.md``. Its front matter may also have ``voorbeelden`` (example questions),
``vervangt`` (a built-in topic that this one takes the place of) and ``verbergt`` (built-in topics that are not shown).
The folder may have a ``sources.yml`` with sources of its own.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.knowledge.sources import Source, load_sources
from bot.knowledge.topics import KnowledgeBase, Topic, TopicError, load_knowledge_base, parse_topic
from bot.language.tokens import words
from bot.settings import read_settings
from bot.understanding.examples import Example, training_examples

LOGGER = logging.getLogger(__name__)
AUTHOR = "organisatie"
FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
TOPIC_ID = re.compile(r"[a-z]+/[a-z0-9]+(?:-[a-z0-9]+)*")
SOURCES_FILE = "sources.yml"


@dataclass(frozen=True)
class OwnTopic:
    """One file: the topic, the questions that people ask about it, and what it does to built-in topics."""

    path: Path
    topic: Topic
    questions: tuple[str, ...] = ()
    replaces: str | None = None
    hides: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnTopics:
    """Everything in the folder, checked against the built-in knowledge base; empty when there is no folder."""

    topics: tuple[OwnTopic, ...] = ()
    sources: Mapping[str, Source] | None = None

    @property
    def replaced(self) -> dict[str, str]:
        """Built-in topic id to the id of the own topic in its place, where the two differ."""
        return {own.replaces: own.topic.id for own in self.topics if own.replaces and own.replaces != own.topic.id}

    @property
    def hidden(self) -> frozenset[str]:
        """Built-in topics that are not shown."""
        return frozenset(hidden for own in self.topics for hidden in own.hides)


@dataclass(frozen=True)
class Installed:
    """What this installation knows: the knowledge base with the own topics in it, and the own topics apart."""

    knowledge: KnowledgeBase
    own: OwnTopics


class LiveTopics:
    """The topics of an installation, read again as soon as its folder changes.

    A fault in the folder is an error the first time; later it is logged, and the topics stay as they were.
    """

    def __init__(self, folder: Path | None, built_in: KnowledgeBase) -> None:
        self._folder = folder
        self._built_in = built_in
        self._seen: Hashable = None
        self._held: Installed | None = None

    def current(self) -> Installed:
        """The topics as they are now; the same object for as long as nothing changes. Raises :class:`TopicError` at first use only."""
        stamp = own_topics_stamp(self._folder)
        if self._held is not None and stamp == self._seen:
            return self._held
        try:
            own = load_own_topics(self._folder, self._built_in)
        except TopicError as error:
            if self._held is None:
                raise
            LOGGER.warning("own topics are not used before this is mended: %s", error)
        else:
            self._held = Installed(with_own_topics(self._built_in, own), own)
        self._seen = stamp
        return self._held


def own_topics_stamp(folder: Path | None) -> Hashable:
    """A cheap value that changes whenever a file in the folder does."""
    if folder is None:
        return ()
    stamps = []
    for path in _files(folder):
        with suppress(FileNotFoundError):  # taken away in between
            found = path.stat()
            stamps.append((path.name, found.st_mtime_ns, found.st_size))
    return tuple(stamps)


def load_own_topics(folder: Path | None, built_in: KnowledgeBase) -> OwnTopics:
    """The own topics. Raises :class:`TopicError` with file and remedy for the first fault."""
    own, faults = _read(folder, built_in)
    if faults:
        raise TopicError(faults[0])
    return own


def own_topic_faults(folder: Path | None, built_in: KnowledgeBase) -> list[str]:
    """Every fault in the folder, each with file and remedy."""
    return _read(folder, built_in)[1]


def with_own_topics(built_in: KnowledgeBase, own: OwnTopics) -> KnowledgeBase:
    """The knowledge base with own topics in it, without what they replace or hide; links follow."""
    gone = own.hidden | own.replaced.keys()
    topics = {topic_id: topic for topic_id, topic in built_in.topics.items() if topic_id not in gone}
    topics |= {item.topic.id: item.topic for item in own.topics}
    linked = {topic_id: replace(topic, related=_links(topic, own.replaced, topics)) for topic_id, topic in topics.items()}
    return KnowledgeBase(linked, {**built_in.sources, **(own.sources or {})})


def with_own_examples(examples: Iterable[Example], own: OwnTopics) -> list[Example]:
    """Training examples with the own questions; those of a replaced topic go to the own topic, those of a hidden one are left out."""
    kept = [replace(e, label=own.replaced.get(e.label, e.label)) for e in examples if e.label not in own.hidden]
    return kept + [Example(question, item.topic.id, AUTHOR) for item in own.topics for question in item.questions]


@lru_cache(maxsize=1)
def live_topics() -> LiveTopics:
    """The topics of this installation."""
    return LiveTopics(read_settings().own_topics_path, load_knowledge_base())


def installed_examples() -> list[Example]:
    """What this installation learns from: every example below ``data/nlu`` and the organisation's own questions."""
    return with_own_examples(training_examples(), live_topics().current().own)


def _links(topic: Topic, replaced: Mapping[str, str], topics: Mapping[str, Topic]) -> tuple[str, ...]:
    followed = dict.fromkeys(replaced.get(other, other) for other in topic.related)
    return tuple(other for other in followed if other in topics and other != topic.id)


def _files(folder: Path) -> list[Path]:
    """Topic files in the folder and one level below, and the sources."""
    found = [*folder.glob("*.md"), *folder.glob("*/*.md"), *folder.glob(SOURCES_FILE)]
    return sorted(path for path in found if path.is_file() and path.stem.casefold() not in {"readme", "leesmij"})


def _read(folder: Path | None, built_in: KnowledgeBase) -> tuple[OwnTopics, list[str]]:
    if folder is None:
        return OwnTopics(), []
    if not folder.is_dir():
        return OwnTopics(), [f"{folder}: this folder does not exist; make it, or correct KRINGWIJZER_OWN_TOPICS_DIR"]
    sources, faults = _own_sources(folder / SOURCES_FILE, built_in)
    topics = []
    for path in _files(folder):
        if path.name == SOURCES_FILE:
            continue
        try:
            topics.append(_own_topic(path, built_in, {**built_in.sources, **sources}))
        except TopicError as error:
            faults.append(str(error))
    own = OwnTopics(tuple(topics), sources)
    return own, [*faults, *_faults_between(own, built_in)]


def _own_sources(path: Path, built_in: KnowledgeBase) -> tuple[dict[str, Source], list[str]]:
    if not path.is_file():
        return {}, []
    try:
        sources = load_sources(path)
    except (yaml.YAMLError, UnicodeDecodeError, AttributeError, KeyError, TypeError) as error:
        return {}, [f"{path}: cannot be read ({type(error).__name__}); write each source as in data/kennisbank/sources.yml"]
    same = sorted(sources.keys() & built_in.sources.keys())
    faults = [f"{path}: source {key!r} exists already; give yours another key" for key in same]
    return {key: source for key, source in sources.items() if key not in same}, faults


def _own_topic(path: Path, built_in: KnowledgeBase, sources: dict[str, Source]) -> OwnTopic:
    matter = _front_matter(path)
    replaces = matter.get("vervangt")
    own = OwnTopic(
        path,
        parse_topic(path, sources),
        tuple(_texts(matter, "voorbeelden", path, "voorbeelden: [wat is een voorleesbuur, kan er iemand voorlezen]")),
        replaces,
        tuple(_texts(matter, "verbergt", path, "verbergt: [vorm/maatje]")),
    )
    _check_id(own, built_in)
    for field, ids in (("vervangt", [replaces] if replaces is not None else []), ("verbergt", own.hides)):
        for other in ids:
            if other not in built_in.topics:
                raise TopicError(f"{path}: `{field}` names {other!r}, which is no built-in topic; correct the id, or take the line out")
    if own.replaces in own.hides or own.topic.id in own.hides:
        raise TopicError(f"{path}: `verbergt` names what this file replaces or is; take it out of the list")
    return own


def _front_matter(path: Path) -> dict[str, Any]:
    """The front matter with the fields checked that :func:`parse_topic` takes on trust."""
    try:
        match = FRONT_MATTER.match(path.read_text(encoding="utf-8"))
        matter = yaml.safe_load(match[1]) if match else None
    except UnicodeDecodeError:
        raise TopicError(f"{path}: save the file as UTF-8") from None
    except OSError as error:
        raise TopicError(f"{path}: cannot be read ({error.strerror}); check who may read it") from error
    except yaml.YAMLError as error:
        raise TopicError(f"{path}: the front matter is not valid YAML ({' '.join(str(error).split())})") from error
    if not isinstance(matter, dict):
        raise TopicError(f"{path}: start the file with front matter between two lines of ---")
    for field in ("id", "titel"):
        if not isinstance(matter.get(field), str) or not matter[field].strip():
            raise TopicError(f"{path}: `{field}` must be a text, for example {field}: {'vorm/voorleesbuur' if field == 'id' else 'Voorleesbuur'}")
    for field in ("aliassen", "verwant", "voor_wie", "behoeften"):
        _texts(matter, field, path, f"{field}: [een, twee]")
    if not isinstance(matter.get("vervangt"), (str, type(None))):
        raise TopicError(f"{path}: `vervangt` names one topic, for example vervangt: vorm/maatje")
    return matter


def _texts(matter: Mapping[str, Any], field: str, path: Path, example: str) -> list[str]:
    given = matter.get(field) or []
    if not isinstance(given, list) or not all(isinstance(entry, str) and entry.strip() for entry in given):
        raise TopicError(f"{path}: `{field}` must be a list of texts, for example {example}")
    return [entry.strip() for entry in given]


def _check_id(own: OwnTopic, built_in: KnowledgeBase) -> None:
    path, topic_id = own.path, own.topic.id
    groups = sorted({topic.group for topic in built_in.topics.values()})
    if not TOPIC_ID.fullmatch(topic_id) or own.topic.group not in groups:
        raise TopicError(f"{path}: the id {topic_id!r} must be a group and a name such as vorm/voorleesbuur; groups: {', '.join(groups)}")
    if topic_id.split("/")[1] != path.stem:
        raise TopicError(f"{path}: the id says {topic_id.split('/')[1]} and the file name says {path.stem}; make them the same")
    if topic_id in built_in.topics and own.replaces != topic_id:
        raise TopicError(f"{path}: {topic_id} is a built-in topic; write `vervangt: {topic_id}` to take its place, or choose another id")


def _faults_between(own: OwnTopics, built_in: KnowledgeBase) -> Iterator[str]:
    """Faults that show only when all files are known: twice the same, unknown links, names that point two ways."""
    yield from _twice(own.topics)
    known = with_own_topics(built_in, own).topics
    for item in own.topics:
        for other in item.topic.related:
            if own.replaced.get(other, other) not in known:
                yield f"{item.path}: `verwant` names {other}, which does not exist or is hidden; take it out"
        if item.topic.id in own.hidden:
            yield f"{item.path}: another file hides {item.topic.id}; decide which of the two counts"
    yield from _names_that_point_two_ways(own.topics, known)


def _twice(topics: Sequence[OwnTopic]) -> Iterator[str]:
    ids: dict[str, Path] = {}
    replaced: dict[str, Path] = {}
    for item in topics:
        if ids.setdefault(item.topic.id, item.path) != item.path:
            yield f"{item.path}: {item.topic.id} stands in {ids[item.topic.id]} too; keep one of the two"
        if item.replaces and replaced.setdefault(item.replaces, item.path) != item.path:
            yield f"{item.path}: {replaced[item.replaces]} replaces {item.replaces} too; keep `vervangt` in one of the two"


def _names_that_point_two_ways(topics: Sequence[OwnTopic], known: Mapping[str, Topic]) -> Iterator[str]:
    owners: dict[str, str] = {}
    own_ids = {item.topic.id for item in topics}
    for topic_id, topic in known.items():
        if topic_id not in own_ids:
            owners |= {_name(alias): topic_id for alias in (topic.title, *topic.aliases)}
    for item in topics:
        for alias in dict.fromkeys(_name(alias) for alias in (item.topic.title, *item.topic.aliases)):
            other = owners.setdefault(alias, item.topic.id)
            if other != item.topic.id:
                yield f"{item.path}: the name {alias!r} belongs to {other}; choose another name, or take the place of that topic with `vervangt`"


def _name(text: str) -> str:
    return " ".join(words(text))
