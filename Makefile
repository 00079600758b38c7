# One word a chore; `make help` lists them.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help browser-test test sure lint types lock ready-test

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1|\2/p' Makefile | sed 's/|/\t/'

ready-test:
	@$(PYTHON) tools/ready.py test

test: ready-test ## the whole suite
	@$(BIN)/python -m pytest -n 2 --dist loadfile

browser-test: ready-test ## every page in a real Chromium, looked at by axe-core
	@$(BIN)/python -m pytest tests/browser

sure: lint types test ## format, lint, types, import contracts, tests

lint: ready-test
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/lint-imports
	@$(BIN)/djlint --quiet --lint templates
	@$(BIN)/deptry .

types: ready-test
	@$(BIN)/mypy calibration cbt

lock: ## write the hashed locks anew (needs uv)
	@UV_SYSTEM_CERTS=1 uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet pyproject.toml --extra postgres --group build -o requirements/run.txt
	@UV_SYSTEM_CERTS=1 uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet pyproject.toml --extra postgres --group build --group test --group sure -c requirements/run.txt -o requirements/test.txt
	@UV_SYSTEM_CERTS=1 uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet --group pyproject.toml:assets -o requirements/assets.txt
