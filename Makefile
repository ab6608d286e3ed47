PYTHON ?= python3
SYSTEM ?= yes
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

unexport PYTHONDONTWRITEBYTECODE  # else each of the hundreds of processes of the tests compiles all modules anew

.PHONY: start test quick lessons book bench lock

start: .venv/learner  ## JupyterLab at lesson 1, in your copy of the lessons
	$(BIN)/hardway start $(if $(FOLDER),$(FOLDER))

test: .venv/dev  ## every test; SYSTEM=no leaves out those that need packages of the system, and installs none
	@SYSTEM=$(SYSTEM) $(BIN)/python tests/programs.py
	SYSTEM=$(SYSTEM) $(BIN)/python -m pytest --numprocesses auto $(ARGS)

quick: .venv/quick  ## the tests that need only the learner's install
	$(BIN)/python -m pytest --numprocesses auto -m "not slow" $(ARGS)

lessons: .venv/learner  ## everything derived from solutions/
	$(BIN)/hardway build

book: .venv/dev  ## the site, into book/_build/html
	$(BIN)/hardway book

bench: .venv/dev  ## the side-by-side measurements
	for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

lock:  ## constraints.txt anew; PYTHON must be the oldest that is allowed: newer ones take releases that it cannot install
	rm -rf .venv-lock && $(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	.venv-lock/bin/python -m pip freeze --exclude-editable > constraints.txt
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
