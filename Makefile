# make run   see the whole system work on the sample web
# make test  run every test
.DEFAULT_GOAL := help
.PHONY: help install run test lint docs lock clean

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

help: ## say what there is to make
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

install: $(INSTALLED) ## make .venv from the lock file

$(INSTALLED): requirements.lock pyproject.toml
	@echo "Making the environment in .venv (a few minutes the first time) …"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Pactwatch needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …"; exit 1; }
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

run: install ## serve the sample web on this machine and refresh from it
	@$(BIN)/pactwatch refresh --samples
	@echo 'Next: .venv/bin/pactwatch status · .venv/bin/pactwatch report --open · .venv/bin/pactwatch query "from marts.agreements"'

test: install ## run every test (a browser and PostgreSQL are installed where there are none)
	@tests/install_browser.sh
	@tests/install_postgresql.sh
	@echo "Running the tests …"
	@$(BIN)/python -m pytest

lint: install ## style, types, SQL
	@$(BIN)/ruff check src flows tests bench
	@$(BIN)/ruff format --check src flows tests bench
	@$(BIN)/mypy
	@$(BIN)/sqlfluff lint sql/models sql/macros sql/tests

docs: install ## the dictionary of all tables as one page, docs/dictionary.html
	@$(BIN)/python -m etl.model.docs

lock: ## renew requirements.lock from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --group dev --extra dask --extra s3 --extra lake --python-version 3.11 --universal --generate-hashes --no-header --upgrade --quiet -o requirements.lock

clean: ## take away the environment and the caches, not the warehouse
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache
