# Minutebook: everything a developer types. `make` alone lists it. Nothing is kept outside this folder.

PYTHON ?= python3
ARGS ?=
VENV := .venv
PY := $(VENV)/bin/python
AXE_VERSION := 4.14.1
AXE := .cache/axe/axe.min.js
RECORDS := records/
QUESTION := what did Ofsted say about churn?
PIP_INSTALL := $(PY) -m pip install --no-cache-dir --disable-pip-version-check --no-input -c constraints.txt

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# What libraries would otherwise keep in the home folder.
export XDG_CACHE_HOME ?= $(CURDIR)/.cache
export HF_HOME ?= $(CURDIR)/.cache/huggingface
export GRADIO_TEMP_DIR ?= $(CURDIR)/.cache/gradio

say = @printf '\n\033[1m%s\033[0m\n' '$(1)'

.PHONY: help install run test check format eval gate bench screens clean

help: ## list what there is (this)
	@printf 'Minutebook answers questions from published council minutes.\n\n'
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@printf '\nPass arguments on with ARGS:  make test ARGS="-k packaging"    make eval ARGS="--help"\n'
	@printf 'Another Python (3.11 or newer):  make install PYTHON=/usr/bin/python3.12\n'

install: $(VENV)/.installed ## make .venv with what running needs (a few minutes, once)

run: install ## take in the sample records, answer a question, open the chat on this machine
	$(call say,1 of 3: taking in $(RECORDS))
	@$(VENV)/bin/minutebook ingest $(RECORDS)
	$(call say,2 of 3: minutebook ask "$(QUESTION)")
	@$(VENV)/bin/minutebook ask "$(QUESTION)"
	$(call say,3 of 3: opening the chat (Ctrl-C stops it))
	@$(VENV)/bin/minutebook serve || [ $$? -eq 130 ]

test: check $(AXE) ## check, then run the tests (installs the test tools itself; ARGS go to pytest)
	$(call say,Tests)
	@$(PY) -m pytest $(ARGS)

check: $(VENV)/.installed-test ## format, lint, types and import rules, without the tests
	$(call say,Format (make format puts it right))
	@$(PY) -m ruff format --check --output-format concise .
	$(call say,Lint)
	@$(PY) -m ruff check --output-format concise .
	$(call say,Types)
	@$(PY) -m mypy
	$(call say,Import rules)
	@$(VENV)/bin/lint-imports --no-logo

format: $(VENV)/.installed-test ## put the format right, and what the linter can put right itself
	@$(PY) -m ruff check --fix-only .
	@$(PY) -m ruff format .

eval: install ## ask the known questions, print how good the answers are and write the report (.cache/eval)
	@$(PY) -m eval $(ARGS)

gate: install ## ask what eval/gate.toml names, and fail if the answers are not as good as it asks
	@$(PY) -m eval --gate --out .cache/gate $(ARGS)

bench: install ## time ingest, embedding and answers on this machine
	@$(PY) -m benchmarks $(ARGS)

screens: $(VENV)/.installed-test ## take pictures of every view into docs/screens (needs a Chromium)
	@$(PY) -m benchmarks.screens

clean: ## remove caches, builds and .venv; the store (.minutebook) stays
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Looks for what keeps people out of a page. It is fetched for the tests alone; without it they skip those and say so.
$(AXE):
	@mkdir -p $(@D)
	@cd $(@D) && command -v npm >/dev/null && timeout 60 npm pack --silent axe-core@$(AXE_VERSION) >/dev/null 2>&1 \
		&& tar -xzf axe-core-$(AXE_VERSION).tgz --strip-components 1 package/axe.min.js \
		|| echo 'axe-core could not be had from npm: its tests are skipped.'

# The stamps: an install is done again only when its lists have changed.

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Minutebook needs Python 3.11 or newer, and "$(PYTHON)" is not (or is missing): '"$$($(PYTHON) --version 2>&1 || true)" >&2; \
		echo 'Name another one:  make $(or $(MAKECMDGOALS),install) PYTHON=/path/to/python3.12' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(PY)
	$(call say,Installing Minutebook into $(VENV): about 2 GB and a few minutes the first time)
	@$(PIP_INSTALL) --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(call say,Installing the test tools)
	@$(PIP_INSTALL) --editable '.[test]'
	@touch $@
