#!/bin/sh
# The stages of `make test`, cheapest first; `quick` stops before training.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin
stage() { echo; echo "== $1"; }
stage "format and lint"; $bin/ruff format --check . && $bin/ruff check .
stage "types"; $bin/mypy
stage "data and units"; PYTHONPATH=. $bin/pytest -n 2 tests/data tests/unit tests/keuzehulp tests/actions tests/channels
[ "$1" = quick ] && exit 0
stage "training"; PYTHONPATH=. $bin/python -m bot.cli train
stage "in a browser"; PYTHONPATH=. $bin/pytest -n 2 tests/browser
stage "language and conversations"; PYTHONPATH=. $bin/pytest tests/nlu tests/conversations
stage "Teams, through the official client"; PYTHONPATH=. $bin/pytest tests/teams
stage "behind a proxy, with several processes"; PYTHONPATH=. $bin/pytest tests/load
