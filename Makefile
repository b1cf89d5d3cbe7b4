# One command each. `make` without a word lists them.
PYTHON := .venv/bin/python
RUN := PYTHONPATH=. $(PYTHON) -m bot.cli

.PHONY: help run chat train evaluate ablation bench quick test lock audit format environment services

help:           ## list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

environment:    ## make the virtual environment from the locked requirements
	@sh scripts/environment.sh

run: environment    ## set up what is missing and start the assistant
	@$(RUN) start

chat: environment   ## talk to a running assistant in the terminal
	@$(RUN) chat

train: environment  ## check the data and train
	@$(RUN) train

evaluate: environment   ## measure on the held-out questions and write docs/metingen.md
	@$(RUN) evaluate

ablation: environment   ## measure what each part brings, with Rasa's default pipeline beside it (long)
	@$(RUN) ablation --diet

bench: environment  ## measure speed beside Rasa's default and write docs/snelheid.md (long)
	@$(RUN) bench

services:
	@sh scripts/services.sh

quick: environment services  ## format, lint, types, data and unit tests, in about a minute
	@sh scripts/test.sh quick

test: environment services   ## everything, cheapest first; what CI runs
	@sh scripts/test.sh all

format: environment ## lay out the Python code
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

audit: environment  ## look up known faults in the packages, and write the bill of materials
	@sh scripts/audit.sh

lock: environment   ## renew requirements.txt from requirements.in
	@sh scripts/lock.sh
