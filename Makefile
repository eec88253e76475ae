# Everything is done in .venv, which is made when it is not there. Only python3 (3.11 or later, with venv) is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint validate bench peers twin docs clean
.DELETE_ON_ERROR:

demo: $(VENV)/.installed
	$(BIN)/ruwaard-sim run scenarios/studies/wijkbudget.yaml

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

validate: $(VENV)/.installed
	$(BIN)/ruwaard-sim validate

bench: $(VENV)/.installed
	$(BIN)/python -m benchmarks.replication
	$(BIN)/python -m benchmarks.rules

twin: $(VENV)/.installed
	$(BIN)/python -m benchmarks.textbook --jobs 2 --write docs/twin.md

peers: $(VENV)/.installed-peers
	$(BIN)/python -m benchmarks.peers --page docs/benchmarks.md

docs: $(VENV)/.installed
	$(BIN)/python -m ruwaard_sim.report.indicators_page docs/indicators.md
	{ printf '# How the model compares with what was published\n\n'; \
	  printf 'Made by `make docs`. What is missed is said; nothing was bent to it.\n\n```\n'; \
	  $(BIN)/ruwaard-sim validate --lang en; printf '```\n'; } > docs/validation.md
	$(BIN)/python -m ruwaard_sim.report.guidelines docs

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --editable .
	touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --editable '.[dev]'
	touch $@ $(VENV)/.installed

$(VENV)/.installed-peers: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --editable '.[peers]'
	touch $@ $(VENV)/.installed
