# One word for every chore. `make run` and `make test` bring a bare machine up by themselves.

VENV ?= .venv
PY := $(VENV)/bin/python
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
export VENV

.PHONY: help setup run test check lint format types contracts fuzz bench test-ha model docs clean

help:  ## say what there is
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup:  ## install what is missing (done by every other target)
	@tools/setup.sh

run: setup  ## a living home to talk to: broker, simulated devices and the hub
	@$(VENV)/bin/hearth run $(ARGS)

test: setup  ## all tests (ARGS="tests/home -x" for some)
	@$(PY) -m pytest $(ARGS)

check: lint types contracts test  ## everything a change must pass

lint: setup
	@$(VENV)/bin/ruff check
	@$(VENV)/bin/ruff format --check

format: setup  ## put the code into its layout
	@$(VENV)/bin/ruff check --fix-only --quiet
	@$(VENV)/bin/ruff format

types: setup
	@$(VENV)/bin/mypy

contracts: setup
	@$(VENV)/bin/lint-imports

fuzz: setup  ## 20,000 generated payloads for every dialect
	@HEARTH_FUZZ_EXAMPLES=20000 $(PY) -m pytest tests/home/test_fuzz.py tests/home/test_fuzz_captured.py --timeout=3600

bench: setup  ## start-up, memory, latency, throughput and bytes written
	@$(VENV)/bin/hearth bench $(ARGS)

test-ha: setup  ## end to end with Home Assistant and Zigbee2MQTT themselves (own environments)
	@if [ -x tools/test_ha.sh ]; then tools/test_ha.sh $(ARGS); \
	else echo "tools/test_ha.sh is not in this tree" >&2; exit 1; fi

model: setup  ## train, distil and export the models (installs torch)
	@$(PY) -m pip install --quiet --disable-pip-version-check -e '.[train]'
	@$(PY) -m device_models $(ARGS)

docs: setup  ## write the generated documents anew
	@$(PY) tools/docs.py

clean:  ## remove what was built, keep data
	@rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
