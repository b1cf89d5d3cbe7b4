"""The command line: ``kringwijzer VERB``; ``kringwijzer --help`` lists the verbs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.errors import CommandError
from bot.knowledge.topics import TopicError
from bot.settings import Settings, SettingsError, read_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    parser = _parser()
    given = parser.parse_args(arguments)
    try:
        return given.run(read_settings(), given) or 0
    except (CommandError, SettingsError, TopicError) as error:
        print(f"kringwijzer: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kringwijzer", description="A Dutch assistant about the people around a child.")
    verbs = parser.add_subparsers(required=True, metavar="verb")

    def verb(name: str, run, help_text: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=help_text, description=help_text)
        sub.set_defaults(run=run)
        return sub

    verb("start", _start, "set up what is missing, start both servers, stop them with Ctrl-C")
    verb("prepare", _prepare, "make what is missing: keys, database schema and model; for a service that starts several processes")
    page = verb("static-help", _static_help, "write the page that the proxy shows when nothing answers")
    page.add_argument("file", help="where, for example /var/lib/kringwijzer/statisch/hulp.html")
    chat = verb("chat", _chat, "talk to a running assistant in the terminal")
    ask = verb("ask", _ask, "ask one question and print the answer")
    ask.add_argument("question", help="the question, in Dutch")
    for talking in (chat, ask):
        talking.add_argument("--doelgroep", choices=("ouder", "jongere", "professional"), help="for whom the answers are")
    train = verb("train", _train, "check the data and train when no model fits it")
    train.add_argument("--force", action="store_true", help="train even when a fitting model exists")
    verb("evaluate", _evaluate, "measure on the held-out questions and write docs/metingen.md")
    ablation = verb("ablation", _ablation, "measure what each part of the understanding brings and write docs/ablatie.md")
    ablation.add_argument("--diet", action="store_true", help="also train Rasa's default pipeline on the same data, which takes long")
    measuring = verb("bench", _bench, "measure turns, load, memory and start beside Rasa's default, and write docs/snelheid.md (long)")
    measuring.add_argument("--rondes", type=int, default=3, help="how often each variant is measured; the median counts")
    measuring.add_argument("--zonder-standaard", action="store_true", help="leave out Rasa's default, whose training takes most of an hour")
    verb("tune-danger", _tune_danger, "weigh the danger classifiers and choose their thresholds on authors that they never saw")
    verb("check-data", _check_data, "check topics, examples, texts and contacts, and name the remedy for each fault")
    add = verb("import", _import, "add PDF, Word, HTML, Markdown or text files to what the assistant searches; the same file again replaces it")
    add.add_argument("files", nargs="+", metavar="FILE", help="the files, in Dutch")
    add.add_argument("--titel", help="title; otherwise what the file says, or its first heading")
    add.add_argument("--jaar", help="year that stands in the document; otherwise none is shown")
    add.add_argument("--bron", help="web address where people can read it")
    add.add_argument("--doelgroep", help="ouder, jongere or professional; otherwise everybody")
    add.add_argument("--nagekeken", help="day of the last review, as 2026-01-31")
    add.add_argument("--zonder-vragen", action="store_true", help="on a terminal too, ask nothing")
    verb("documents", _documents, "list the imported documents")
    remove = verb("remove", _remove, "remove an imported document")
    remove.add_argument("id", type=int, metavar="ID", help="its number in `kringwijzer documents`")
    verb("needs-table", _needs_table, "print which forms of support the finder links to which needs, for experts to check")
    verb("purge", _purge, "delete everything that is older than the settings allow")
    verb("feedback", _feedback, "print what people thought of answers: thumbs by topic, and their words")
    verb("unanswered", _unanswered, "print the questions that found no answer")
    keys = verb("keys", _keys, "replace the key that encrypts what is kept about people")
    keys.add_argument("what", choices=("rotate",), help="rotate: encrypt everything again, with the newest key")
    teams = verb("teams", _teams, "Microsoft Teams: make the app package for the administrator, or check settings, network and clock")
    teams.add_argument("what", choices=("package", "check"), help="package: manifest and icons as a zip in the var folder; check: one line each")
    teams.add_argument("--groepen", action="store_true", help="package: also for group chats and channels, where others read along")
    teams.add_argument("--website", default="", help="package: page about the organisation (https)")
    teams.add_argument("--privacy", default="", help="package: page with the privacy statement (https)")
    teams.add_argument("--voorwaarden", default="", help="package: page with the terms of use (https)")
    return parser


def _start(settings: Settings, given: argparse.Namespace) -> int:
    from bot.running import start

    return start(settings)


def _prepare(settings: Settings, given: argparse.Namespace) -> int:
    from bot.running import prepare_database
    from bot.training import train_if_needed

    prepare_database(settings)
    train_if_needed()
    return 0


def _static_help(settings: Settings, given: argparse.Namespace) -> int:
    from bot.channels.pages import help_page

    path = Path(given.file)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(help_page(None), encoding="utf-8")
    return 0


def _chat(settings: Settings, given: argparse.Namespace) -> int:
    from bot.talking import chat

    return chat(settings, given.doelgroep)


def _ask(settings: Settings, given: argparse.Namespace) -> int:
    from bot.talking import ask

    return ask(settings, given.question, given.doelgroep)


def _train(settings: Settings, given: argparse.Namespace) -> int:
    from bot.training import train_if_needed

    train_if_needed(force=given.force)
    return 0


def _evaluate(settings: Settings, given: argparse.Namespace) -> int:
    from bot.evaluation import evaluate

    return evaluate()


def _ablation(settings: Settings, given: argparse.Namespace) -> int:
    from bot.bench.ablation import ablation

    return ablation(settings, given.diet)


def _bench(settings: Settings, given: argparse.Namespace) -> int:
    from bot.bench.report import bench

    return bench(settings, given.rondes, with_standard=not given.zonder_standaard)


def _tune_danger(settings: Settings, given: argparse.Namespace) -> int:
    from bot.safety.tuning import tune

    return tune(lambda text: print(text, flush=True))


def _check_data(settings: Settings, given: argparse.Namespace) -> int:
    from datetime import date

    from bot.knowledge.checks import all_faults, old_reviews
    from bot.knowledge.own_topics import own_topic_faults
    from bot.knowledge.topics import load_knowledge_base
    from bot.support_finder.checks import finder_faults

    # The other checks read the own topics along, so a fault in those is told first.
    faults = own_topic_faults(settings.own_topics_path, load_knowledge_base()) or all_faults() or finder_faults()
    for late in [] if faults else old_reviews(load_knowledge_base(), date.today()):
        print(f"warning: {late} was last checked too long ago; look at the source and write the new date")
    print("\n".join(faults) if faults else "The data is in order.")
    return 1 if faults else 0


def _import(settings: Settings, given: argparse.Namespace) -> int:
    from bot.documents.commands import import_files
    from bot.documents.papers import Options

    options = Options(given.titel, given.jaar, given.bron, given.doelgroep, given.nagekeken)
    return import_files(settings, given.files, options, not given.zonder_vragen)


def _documents(settings: Settings, given: argparse.Namespace) -> int:
    from bot.documents.commands import list_documents

    return list_documents(settings)


def _remove(settings: Settings, given: argparse.Namespace) -> int:
    from bot.documents.commands import remove_document

    return remove_document(settings, given.id)


def _needs_table(settings: Settings, given: argparse.Namespace) -> int:
    from bot.support_finder.table import print_table

    print_table()
    return 0


def _purge(settings: Settings, given: argparse.Namespace) -> int:
    from bot.running import purge

    deleted = purge(settings)
    days = f"{settings.keep_conversation_days} days, in Teams {settings.keep_conversation_days_teams}"
    print(f"Deleted {deleted.events} events of conversations older than {days}.")
    print(f"Deleted {deleted.maps} network maps whose time was over.")
    print(f"Deleted {deleted.ratings} ratings, {deleted.questions} questions, {deleted.counts} counts and {deleted.logs} log files.")
    return 0


def _feedback(settings: Settings, given: argparse.Namespace) -> int:
    from bot.editing import print_feedback

    return print_feedback(settings)


def _unanswered(settings: Settings, given: argparse.Namespace) -> int:
    from bot.editing import print_unanswered

    return print_unanswered(settings)


def _keys(settings: Settings, given: argparse.Namespace) -> int:
    from bot.running import KEY_IS_MISSING, rotate_keys

    rotated = rotate_keys(settings)
    print(f"{rotated.maps} network maps are now encrypted with the newest key.")
    print(f"{rotated.events} events of conversations and {rotated.rows} ratings and questions are so too.")
    if rotated.unreadable:
        print(f"{rotated.unreadable} cannot be read: {KEY_IS_MISSING}.")
        return 1
    former = "all but the first in KRINGWIJZER_ENCRYPTION_KEYS" if settings.encryption_keys else f"all lines but the first of {settings.key_path}"
    print(f"Former keys ({former}) now serve older copies of the database only; take them out when those are gone.")
    return 0


def _teams(settings: Settings, given: argparse.Namespace) -> int:
    if given.what == "check":
        from bot.channels.teams.checking import check

        return check(settings)
    from bot.channels.teams.package import Pages, write_package

    target = write_package(settings, given.groepen, Pages(given.website, given.privacy, given.voorwaarden))
    print(f"{target} is ready; docs/teams.md tells the administrator where to upload it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
