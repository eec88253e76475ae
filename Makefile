# Everything is done in .venv, which is made when it is not there. Only python3 (3.11 or later, with venv) is needed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-all lint validate bench peers twin pages validate-page clean
.DELETE_ON_ERROR:

demo: $(VENV)/.installed
	$(BIN)/ruwaard-sim run scenarios/studies/wijkbudget.yaml

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n 2 -m "not matrix"

# The same with the full matrices, which take minutes each.
test-all: $(VENV)/.installed-dev
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
	$(BIN)/python -m benchmarks.textbook --jobs 2 --write docs/generated/twin.md

peers: $(VENV)/.installed-peers
	$(BIN)/python -m benchmarks.peers --page docs/generated/benchmarks.md

# Every generated page that needs no runs. Those that do have a target each: validate-page, twin, peers.
pages: $(VENV)/.installed
	$(BIN)/python -m ruwaard_sim.report.generated_pages docs/generated
	$(BIN)/python -m tests.pages.sources_to_settings

validate-page: $(VENV)/.installed
	{ printf '# How the model compares with what was published\n\n'; \
	  printf 'Made by `make validate-page`. What is missed is said; nothing was bent to it.\n\n```\n'; \
	  $(BIN)/ruwaard-sim validate --lang en; printf '```\n'; } > docs/generated/validation.md

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
