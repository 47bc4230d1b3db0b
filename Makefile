# The commands of the project; `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# `make test T=tests/orders`, `make test N=4` (workers)
T ?= tests
# Three workers on two cores: tests of served processes wait more than they work.
N ?= 3
# Calls of each method in `make fuzz`.
FUZZ ?= 100
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help setup demo test test-browser fuzz consistency chaos check features bench lock schema migrations messages fmt clean

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | sort | awk -F'\t' '{printf "  make %-14s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Spinka needs Python 3.11 or newer: make PYTHON=python3.11 …" >&2; exit 1; }
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV) || { echo "python3 -m venv failed; on Debian: apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1; }

# What the product needs to run, from the lock with its hashes.
$(VENV)/runtime.done: requirements.lock requirements-embedded.lock tools/link.py | $(BIN)/python
	@echo "Installing what Spinka needs …"
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements.lock
	@$(BIN)/python tools/link.py
	@$(BIN)/python tools/have_postgresql.py || $(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-embedded.lock
	@touch $@

# What tests and checks need on top.
$(VENV)/dev.done: requirements-dev.lock $(VENV)/runtime.done
	@echo "Installing what the tests and checks need …"
	@$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@

setup: $(VENV)/dev.done ## make .venv with everything for development

demo: $(VENV)/runtime.done ## a Spinka with two connected accounts on 127.0.0.1:8000 (PORT, SPINKA_HOME, DATABASE_URL)
	@exec $(BIN)/spinka demo

test: $(VENV)/dev.done ## the whole test suite on a throw-away PostgreSQL (T=path, N=workers)
	@$(BIN)/pytest $(T) -q $$([ "$(T)" = tests ] && echo "-n $(N) --dist loadfile --no-loadscope-reorder") -p tools.feature_report

test-browser: $(VENV)/dev.done ## the tests that drive Chromium
	@$(BIN)/pytest tests/browser -q -m browser

fuzz: $(VENV)/dev.done ## calls of every API method made up from the OpenAPI document (FUZZ=calls a method)
	@FUZZ=$(FUZZ) $(BIN)/pytest tests/compat/test_schemathesis.py tests/compat/test_bad_input.py -q -n 2 --dist loadfile

chaos: $(VENV)/dev.done ## hundreds of parallel holds and orders on few pieces, and holds that end while everything is killed
	@$(BIN)/pytest tests/chaos -q -s -n 0 -m chaos

consistency: $(VENV)/dev.done ## 50 contractors on 20,000 products: the same price and pieces whichever way they are read
	@CONTRACTORS=50 PRODUCTS=20000 PAGES_EACH=4 $(BIN)/pytest tests/connect/test_same_everywhere.py -q -s

check: $(VENV)/dev.done ## linters, types, import layers, house rules, missing migrations
	@failed=0; run() { "$$@" || { echo "failed: $$*" >&2; failed=1; }; }; \
	export DJANGO_SETTINGS_MODULE=config.settings.test; \
	run $(BIN)/ruff check --quiet .; \
	run $(BIN)/ruff format --check --quiet --output-format concise .; \
	run $(BIN)/mypy; \
	run $(BIN)/lint-imports --no-logo; \
	run $(BIN)/python -m tools.lint; \
	run $(BIN)/python tools/messages.py --check; \
	run $(BIN)/python -m tools.schema --check; \
	run $(BIN)/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run; \
	exit $$failed

features: $(VENV)/dev.done ## the list of features with their tests and the last result (RUN=1 runs the tests first)
	@[ -z "$(RUN)" ] || $(MAKE) test || true
	@$(BIN)/python -m tools.features

bench: $(VENV)/dev.done ## figures of this machine beside the bare database's
	@$(BIN)/python -m spinka.ops.bench

schema: $(VENV)/dev.done ## write the schema file an empty database is filled from, after a new migration (needs pg_dump)
	@DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python -m tools.schema

lock: ## resolve requirements*.in into the hashed locks (needs uv)
	@for name in requirements requirements-dev requirements-embedded; do \
		uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url $$name.in -o $$name.lock; \
	done

migrations: $(VENV)/dev.done ## write migrations for changed models (NAME=intent)
	@DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python -W ignore::RuntimeWarning -m django makemigrations $(if $(NAME),--name $(NAME))

messages: $(VENV)/dev.done ## collect and compile the texts for translation (needs gettext)
	@$(BIN)/python tools/messages.py

fmt: $(VENV)/dev.done ## format the code
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

clean: ## remove caches and results (the data folder stays)
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .results
