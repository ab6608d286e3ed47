PYTHON ?= python3
SYSTEM ?= yes
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

# Where it is set, each of the hundreds of processes that the tests start compiles every module anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: start test quick lint lessons book bench lock

start: .venv/learner  ## JupyterLab at lesson 1, in your copy of the lessons
	$(BIN)/hardway start $(if $(FOLDER),$(FOLDER))

test: .venv/dev  ## every test; SYSTEM=no leaves out those that need packages of the system, and installs none
	@SYSTEM=$(SYSTEM) $(BIN)/python tests/support/programs.py
	SYSTEM=$(SYSTEM) $(BIN)/python -m pytest --numprocesses auto $(ARGS)

quick: .venv/quick  ## the tests that need only the learner's install
	$(BIN)/python -m pytest --numprocesses auto -m "not slow" $(ARGS)

lint: .venv/dev  ## style, format, types, layers, spelling; pre-commit offers the same
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

lessons: .venv/learner  ## everything derived from solutions/
	$(BIN)/hardway build

book: .venv/dev  ## the site, into book/_build/html
	$(BIN)/hardway book

bench: .venv/dev  ## all measurements in one run, into benchmarks/results.json and the book; on a quiet machine
	$(BIN)/python benchmarks/run.py $(ARGS)

lock:  ## constraints.txt anew, for every system and Python that is allowed
	rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check uv
	.venv-lock/bin/uv pip compile --quiet --upgrade --universal --fork-strategy fewest --python-version 3.11 \
		--all-extras --no-header --no-annotate pyproject.toml --output-file constraints.txt
	rm -rf .venv-lock

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 start" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv

.venv/learner: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) --editable .
	touch $@

.venv/quick: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) --editable '.[test]'
	touch $@ .venv/learner

.venv/dev: .venv/bin/python pyproject.toml constraints.txt
	$(INSTALL) --editable '.[dev]'
	touch $@ .venv/learner .venv/quick
