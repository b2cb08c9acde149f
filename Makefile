# Comptoir: `make demo` shows it, `make test` proves it, `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYENV_ROOT ?= $(HOME)/.pyenv
# pyenv's shims fail unless the version is global, so its real folders are looked at first.
PY311 := $(firstword $(wildcard $(PYENV_ROOT)/versions/3.11.*/bin/python3.11 $(PYENV_ROOT)/versions/3.1[2-3].*/bin/python3) \
           $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3))
PY310 := $(firstword $(wildcard $(PYENV_ROOT)/versions/3.10.*/bin/python3.10) $(shell python3.10 -c 'import sys; print(sys.executable)' 2>/dev/null) 3.10)
UV := .tools/uv/bin/uv
# torch's CPU build where pip is told of one (pip config), else the registry's.
FIND_LINKS := $(shell $(PY311) -m pip config get global.find-links 2>/dev/null || echo "$${PIP_FIND_LINKS:-}")
LINKS := $(foreach place,$(FIND_LINKS),--find-links $(place))
TORCH := torch==2.13.0

# The environments' bytecode is written once, whatever the caller's shell says: else every start compiles for 20 s.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo serve test check model unit stories shop-test thorough rasa-test browser-test bench bench-search lock clean
# One thread for each process's arithmetic: several processes share the cores, and threads of their own wait for each other.
PYTEST := OMP_NUM_THREADS=1 .venv/bin/python -m pytest -q
# A file's, or a group's, tests stay in one process (tests/conftest.py): those of a group meet the same shop. In the order
# collected, not the group with most tests first: the training begins at once.
TOGETHER := --dist loadgroup --no-loadscope-reorder
# Two cores: the two groups that start a shop wait half of their time, and a third process fills it.
TWO := -n 2 $(TOGETHER)
THREE := -n 3 $(TOGETHER)

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(UV):
	@echo "setting up: the installer"
	@$(PY311) -m venv .tools/uv
	@.tools/uv/bin/python -m pip install --quiet uv

.venv/.app: requirements/app.txt pyproject.toml | $(UV)
	@echo "setting up: the app's environment (Python 3.11)"
	@test -x .venv/bin/python || $(UV) venv --quiet --python $(PY311) .venv
	@$(UV) pip install --quiet --python .venv/bin/python $(LINKS) -r requirements/app.txt $(TORCH)
	@$(UV) pip install --quiet --python .venv/bin/python --no-deps --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.app
	@echo "setting up: what the tests need"
	@$(UV) pip install --quiet --python .venv/bin/python $(LINKS) -r requirements/dev.txt $(TORCH)
	@touch $@

.venv-rasa/.rasa: requirements/rasa.txt | $(UV)
	@echo "setting up: Rasa's environment (Python 3.10)"
	@test -x .venv-rasa/bin/python || $(UV) venv --quiet --python $(PY310) .venv-rasa
	@$(UV) pip install --quiet --python .venv-rasa/bin/python -r requirements/rasa.txt
	@touch $@

.venv-peers/.peers: requirements/peers.txt | $(UV)
	@echo "setting up: the search systems of others, to measure beside ours"
	@test -x .venv-peers/bin/python || $(UV) venv --quiet --python $(PY311) .venv-peers
	@$(UV) pip install --quiet --python .venv-peers/bin/python $(LINKS) -r requirements/peers.txt $(TORCH)
	@touch $@

demo: .venv/.app .venv-rasa/.rasa ## install what is missing, train and import if needed, open the demo shop
	@exec .venv/bin/comptoir demo

serve: .venv/.app .venv-rasa/.rasa ## run what is set up
	@exec .venv/bin/comptoir serve

test: .venv/.dev .venv-rasa/.rasa ## everything CI checks, under 25 minutes from nothing
	@$(MAKE) --no-print-directory check model stories
	@bash tests/browser/chromium.sh
	@$(PYTEST) $(THREE)

check: .venv/.dev ## lint and types
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy

model: .venv/.app .venv-rasa/.rasa ## validate the training data and train what is not trained yet
	@.venv/bin/comptoir train --validate

unit: .venv/.dev ## unit, contract, architecture and integration tests that need no model
	@$(PYTEST) $(TWO) -m "not rasa and not browser"

stories: .venv/.app .venv-rasa/.rasa model ## play the test stories with the model
	@.venv/bin/comptoir train --test-stories

shop-test: .venv/.dev .venv-rasa/.rasa model ## the shop with Rasa running, and in Chromium: rasa-test and browser-test at once
	@bash tests/browser/chromium.sh
	@$(PYTEST) $(TWO) -m "rasa or browser"

rasa-test: .venv/.dev .venv-rasa/.rasa model stories ## the stories, and the whole shop with Rasa running
	@$(PYTEST) $(TWO) -m rasa

browser-test: .venv/.dev .venv-rasa/.rasa model ## the widget and the consoles in Chromium
	@bash tests/browser/chromium.sh
	@$(PYTEST) -m browser

thorough: .venv/.dev ## the nudge properties over 10,000 situations each (15 minutes of processor)
	@HYPOTHESIS_PROFILE=thorough .venv/bin/python -m pytest -q tests/unit/nudge

bench: .venv/.dev .venv-rasa/.rasa model ## measure messages, memory, import and search on this machine
	@.venv/bin/comptoir bench

bench-search: .venv/.app .venv-peers/.peers ## our search beside its peers, in one run (DATA=a folder of judged queries, PRODUCTS=so many of them)
	@.venv/bin/comptoir evaluate peers $(if $(DATA),--data $(DATA)) $(if $(PRODUCTS),--products $(PRODUCTS))

lock: | $(UV) ## compile the requirement files again
	@$(UV) pip compile -q --python-version 3.11 --no-header --no-annotate --no-emit-package torch --group app $(LINKS) --no-emit-index-url --no-emit-find-links -o requirements/app.txt
	@$(UV) pip compile -q --python-version 3.11 --no-header --no-annotate --no-emit-package torch --group app --group dev -c requirements/app.txt $(LINKS) --no-emit-index-url --no-emit-find-links -o requirements/dev.txt
	@$(UV) pip compile -q --python-version 3.10 --no-header --no-annotate --group rasa --no-emit-index-url --no-emit-find-links -o requirements/rasa.txt

clean: ## forget the environments and the built models, keep the shop's state
	rm -rf .venv .venv-rasa .venv-peers .tools build .mypy_cache .ruff_cache .pytest_cache
