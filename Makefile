# Every target sets itself up: `make report` on a fresh machine is enough.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
INPUT ?= seeds
OUT ?= reports

.PHONY: help report test lab notebooks check model benchmark lock clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12 ..."; exit 1; }
	@echo "Setting up $(VENV): two or three minutes, and only this once."
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $(READY)

report: $(READY) ## write the report of seeds/ (or INPUT=...) to reports/ (or OUT=...)
	$(BIN)/contested report "$(INPUT)" --out "$(OUT)" --to html,docx,pdf

test: $(READY) ## run the tests
	$(BIN)/python -m pytest -n auto

lab: $(READY) ## open the notebooks in JupyterLab
	$(BIN)/contested lab

notebooks: $(READY) ## run every notebook again and keep its outputs
	$(BIN)/python -m analysis.accuracy
	$(BIN)/python -m analysis.reports.refresh notebooks
	$(BIN)/contested report seeds --out build/report --to html
	cp build/report/figures/contest_map.png docs/contest-map.png

check: $(READY) ## style, types and import directions
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

model: $(READY) ## train the models again from PolNeAR (POLNEAR=folder with train and dev)
	@test -d "$(POLNEAR)/train" || { echo "Say where PolNeAR is: make model POLNEAR=path/to/polnear"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[training]'
	$(BIN)/python -m training "$(POLNEAR)"

benchmark: $(READY) ## time the reading of INPUT beside a spaCy pipeline of en_core_web_sm's shape
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[benchmark]'
	$(BIN)/python benchmarks/reading_speed.py "$(INPUT)"

lock: ## work out requirements.lock again from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --extra dev pyproject.toml --output-file requirements.lock

clean: ## remove what the other targets made
	rm -rf $(VENV) reports .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
