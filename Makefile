# `make run` and `make test` do all their own set-up; they need Python 3.11 or newer and nothing else.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test endurance check format requirements wheels clean

run: .venv/.installed
	$(BIN)/asset-map demo --if-empty
	$(BIN)/asset-map serve

test: .venv/.tested
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered --cov-fail-under=90

# What takes too long for every day.
endurance: .venv/.tested
	ASSET_MAP_TEST_BOTH_DATABASES=1 $(BIN)/pytest -n 2 --dist loadfile tests/site tests/usecases -k postgresql
	ASSET_MAP_DAMAGED_FILES=10000 $(BIN)/pytest tests/imports/test_mutated_files.py
	ASSET_MAP_TEST_KILLS=1000 ASSET_MAP_TEST_SERVER_KILLS=50 $(BIN)/pytest -s tests/laws/test_killed_writers.py
	ASSET_MAP_TEST_UPGRADES=all $(BIN)/pytest -s tests/register/test_migrations.py

format: .venv/.tested
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

.venv/.installed: requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "asset-map needs Python 3.11 or newer; set PYTHON=…")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/.tested: .venv/.installed requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

# Versions move here only: pinned by name, version and hash, for every Python and platform.
requirements: .venv/.tested
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra build --extra dev pyproject.toml -o requirements-dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra build -c requirements-dev.txt pyproject.toml -o requirements.txt

# Everything for a machine without the internet: build/wheels, to be carried there.
wheels: .venv/.installed
	$(BIN)/pip download --quiet --disable-pip-version-check --require-hashes -r requirements.txt --dest build/wheels

clean:
	rm -rf .venv build *.egg-info
