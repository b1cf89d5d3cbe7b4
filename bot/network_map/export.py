"""The map as a file: CSV tables for egor and Gephi, GraphML, and JSON that reads back in.

Private fields are left out unless they are asked for one by one; names can become initials or roles.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any
from xml.etree import ElementTree

from bot.network_map.network import NetworkMap, Question
from bot.network_map.payload import PUBLIC_FIELDS
from bot.network_map.people import MapError, Person, Support
from bot.network_map.wording import role_of

FORMAT = "kringwijzer-netwerkkaart"
EGO = "ego"
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
FORMULA_START = ("=", "+", "-", "@", "'")
# Words that may stay when a label is cut to initials, beside those of the relation.
COMMON_WORDS = frozenset(
    "de het een van uit bij op in mijn onze zijn haar hun en groep klas school team juf meester meneer mevrouw dokter dominee imam".split()
)
# A name behind one of these is a surname.
TITLES = frozenset("mevrouw mevr mw meneer mijnheer dhr heer dokter dr dominee ds pastoor imam juf juffrouw meester zuster broeder".split())
WORD = re.compile(r"[^\s\d.,;:()/&'’-]+")  # with the marks that follow a letter in many scripts


class Naming(str, Enum):
    """How people are called in a file."""

    NAMES = "namen"
    WITHOUT_SURNAMES = "zonder-achternamen"
    INITIALS = "initialen"
    ROLES = "rollen"


class Private(str, Enum):
    """What only goes along when the person asks; the values are fields of a person, and who knows whom."""

    FREQUENCY = "frequency"
    COULD_DO_MORE = "could_do_more"
    STEADY = "steady"
    SOMETIMES_DIFFICULT = "sometimes_difficult"
    CHILDS_OWN = "childs_own"
    TIES = "ties"


EVERYTHING = frozenset(Private)
QUESTIONS = {
    Private.FREQUENCY: Question.FREQUENCY,
    Private.COULD_DO_MORE: Question.COULD_DO_MORE,
    Private.STEADY: Question.STEADY,
    Private.SOMETIMES_DIFFICULT: Question.DIFFICULT,
    Private.CHILDS_OWN: Question.CHILDS_OWN,
    Private.TIES: Question.TIES,
}


@dataclass(frozen=True)
class Choice:
    """What the person chose for a file. The default is the most that may go along without asking."""

    naming: Naming = Naming.NAMES
    private: frozenset[Private] = frozenset()


def prepared(network: NetworkMap, choice: Choice) -> NetworkMap:
    """The map as it may leave: names as chosen, private fields and the questions about them only if chosen."""
    left_out = EVERYTHING - choice.private
    fields: dict[str, Any] = {private.value: None for private in left_out if private is not Private.TIES}
    people = [replace(person, **fields) for person in network.people]
    if choice.naming is not Naming.NAMES:
        labels = _numbered([CALLED[choice.naming](person) for person in people])
        people = [replace(p, label=label, relation=_nameless(p.relation, choice.naming)) for p, label in zip(people, labels)]
    return replace(
        network,
        people=tuple(people),
        ties=frozenset() if Private.TIES in left_out else network.ties,
        answered=network.answered - {QUESTIONS[private] for private in left_out},
    )


def _initials(person: Person) -> str:
    """The label with every word that may be a name cut to its first letter; ordinary words and those of the relation stay."""
    relation = {word for word in WORD.findall(person.relation or "") if word.islower()}

    def shortened(match: re.Match[str]) -> str:
        word = match[0]
        return word if word in COMMON_WORDS or word.lower() in relation else f"{word[0].upper()}."

    return WORD.sub(shortened, person.label)


def without_surname(label: str) -> str:
    """A label without a surname: "mevrouw Dijkstra" becomes "mevrouw D."; a label without a title is a first name or a role and stays."""
    first, _, rest = label.partition(" ")
    if first.lower().rstrip(".") not in TITLES:
        return label
    return f"{first} {WORD.sub(lambda word: f'{word[0][0]}.' if word[0][0].isupper() else word[0], rest)}".strip()


def _role(person: Person) -> str:
    return _nameless(person.relation, Naming.ROLES) or role_of(person)


def _nameless(relation: str | None, naming: Naming) -> str | None:
    """A relation without names: "moeder van Fenna" becomes "moeder van F." or, for roles, "moeder"."""
    if relation is None or relation == relation.lower() or naming is Naming.WITHOUT_SURNAMES:
        return relation
    if naming is Naming.INITIALS:
        return WORD.sub(lambda word: word[0] if word[0].islower() else f"{word[0][0]}.", relation)
    before = relation.split(" van ")[0]
    return " ".join(word for word in before.split() if word.islower()) or None


CALLED: Mapping[Naming, Callable[[Person], str]] = {
    Naming.INITIALS: _initials,
    Naming.ROLES: _role,
    Naming.WITHOUT_SURNAMES: lambda person: without_surname(person.label),
}


def _numbered(labels: Sequence[str]) -> list[str]:
    """Labels that several people share get a number, so that rows can be told apart."""
    shared, seen, result = Counter(labels), Counter[str](), []
    for label in labels:
        seen[label] += 1
        result.append(f"{label} {seen[label]}" if shared[label] > 1 else label)
    return result


def to_json(network: NetworkMap, choice: Choice = Choice()) -> str:  # noqa: B008
    """The map as JSON that :func:`read_json` reads back: identical when names and everything private are chosen."""
    return json.dumps({"format": FORMAT, **prepared(network, choice).to_dict()}, ensure_ascii=False, indent=2) + "\n"


def read_json(text: str) -> NetworkMap:
    """Read :func:`to_json` back. Raises :class:`MapError` for any other file."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MapError("this file is not JSON") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise MapError("this file is not a network map")
    return NetworkMap.from_dict(content)


def _columns(choice: Choice) -> list[str]:
    """Names of the attributes of a person, one per kind of support."""
    public = [name for name in PUBLIC_FIELDS if name not in ("id", "label", "support")]
    private = [private.value for private in Private if private in choice.private and private is not Private.TIES]
    return [*public, *(f"support_{kind.value}" for kind in Support), *private]


def _row(person: Person) -> dict[str, Any]:
    """The attributes of a person as numbers and words; unknown ones are None."""
    row = person.to_dict()
    for kind in Support:
        row[f"support_{kind.value}"] = kind in person.support
    return row


def to_csv(network: NetworkMap, choice: Choice = Choice(), ego_id: str = EGO) -> dict[str, str]:  # noqa: B008
    """Three tables by file name. Their columns are those of egor (egoID, alterID, Source, Target) and Gephi (Id, Label, Type)."""
    ready, columns = prepared(network, choice), _columns(choice)
    alters = []
    for person in ready.people:
        row = _row(person)
        alters.append([person.id, person.label, ego_id, person.id, *(row[name] for name in columns)])
    ties = [[ego_id, first, second, "Undirected"] for first, second in sorted(ready.ties)]
    return {
        "ego.csv": _table(["egoID", "viewpoint"], [[ego_id, ready.viewpoint.value]]),
        "alters.csv": _table(["Id", "Label", "egoID", "alterID", *columns], alters),
        "edges.csv": _table(["egoID", "Source", "Target", "Type"], ties),
    }


def _table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return buffer.getvalue()


def _cell(value: Any) -> str:
    """A cell; a text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_START) else text


def to_graphml(network: NetworkMap, choice: Choice = Choice(), ego_id: str = EGO) -> str:  # noqa: B008
    """The map as an undirected GraphML graph: the ego, a line to everybody, and who knows whom if that was chosen."""
    ready = prepared(network, choice)
    columns = ["label", *_columns(choice)]
    ElementTree.register_namespace("", GRAPHML)
    root = ElementTree.Element(f"{{{GRAPHML}}}graphml")
    rows = {person.id: _row(person) for person in ready.people}
    for name in columns:
        _key(root, "node", name, _graphml_type(name))
    _key(root, "node", "is_ego", "boolean")
    _key(root, "node", "viewpoint", "string")
    _key(root, "edge", "tie", "string")
    graph = ElementTree.SubElement(root, f"{{{GRAPHML}}}graph", id="network_map", edgedefault="undirected")
    _element(graph, "node", {"id": ego_id}, {"label": ego_id, "is_ego": True, "viewpoint": ready.viewpoint.value})
    for person_id, row in rows.items():
        _element(graph, "node", {"id": person_id}, {"is_ego": False} | {name: row[name] for name in columns})
    lines = [(ego_id, person_id, "ego") for person_id in rows] + [(first, second, "alter") for first, second in sorted(ready.ties)]
    for number, (first, second, what) in enumerate(lines, start=1):
        _element(graph, "edge", {"id": f"e{number}", "source": first, "target": second}, {"tie": what})
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _graphml_type(name: str) -> str:
    if name in ("ring", "quadrant"):
        return "int"
    flags = {"group", Private.STEADY.value, Private.SOMETIMES_DIFFICULT.value, Private.CHILDS_OWN.value}
    return "boolean" if name in flags or name.startswith("support_") else "string"


def _key(root: ElementTree.Element, domain: str, name: str, kind: str) -> None:
    attributes = {"id": f"{domain}_{name}", "for": domain, "attr.name": name, "attr.type": kind}
    ElementTree.SubElement(root, f"{{{GRAPHML}}}key", attributes)


def _element(graph: ElementTree.Element, what: str, attributes: dict[str, str], values: dict[str, Any]) -> None:
    element = ElementTree.SubElement(graph, f"{{{GRAPHML}}}{what}", attributes)
    for name, value in values.items():
        if value is not None:
            data = ElementTree.SubElement(element, f"{{{GRAPHML}}}data", key=f"{what}_{name}")
            data.text = str(value).lower() if isinstance(value, bool) else str(value)
