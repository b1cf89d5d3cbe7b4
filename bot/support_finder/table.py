"""The needs and the forms that meet them, as a table for experts to check."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from bot.knowledge.follow_up import age_range
from bot.knowledge.topics import KnowledgeBase, Topic, default_knowledge_base
from bot.support_finder.rules import FORMS, TIER_NAMES, Rules, default_rules

HEADINGS = ("need", "circle", "form", "for whom", "age", "only with", "not with", "rather with", "ruled out by", "because")
NARROWEST = 200


def rows(rules: Rules, knowledge: KnowledgeBase) -> Iterator[tuple[str, ...]]:
    """One row per need and form, own circle first, as under :data:`HEADINGS`; an empty cell is no condition."""
    names = {tier: name for name, tier in TIER_NAMES.items()}
    forms = [topic for topic in knowledge.topics.values() if topic.id.startswith(FORMS)]
    for need in rules.needs:
        for topic in sorted((topic for topic in forms if need in topic.needs), key=lambda topic: rules.form(topic.id).tier):
            rule = rules.form(topic.id)
            yield (
                need,
                names[rule.tier],
                topic.title,
                ", ".join(topic.for_whom),
                _ages(topic, rule.from_age),
                ", ".join(" + ".join(sorted(together)) for together in rule.only_with),
                ", ".join(sorted(rule.not_with)),
                ", ".join(sorted(rule.rather_with)),
                ", ".join(sorted(rule.marks)),
                rule.because,
            )


def _ages(topic: Topic, from_age: float) -> str:
    if topic.ages:
        return age_range(topic.ages)
    return f"{from_age:g}+" if from_age else ""


def print_table(console: Console | None = None) -> None:
    """Print the table of this installation, wide enough to be read in a file too."""
    console = console or Console(width=max(Console().width, NARROWEST))
    table = Table(show_lines=True)
    for heading in HEADINGS:
        table.add_column(heading, overflow="fold")
    for row in rows(default_rules(), default_knowledge_base()):
        table.add_row(*row)
    console.print(table)
