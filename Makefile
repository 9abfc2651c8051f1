# make demo    from a clean clone to a served city
# make test    every test           make check   everything a tool can judge
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed

.PHONY: demo install run check fix test soak bench docs demo-reset lock
.DEFAULT_GOAL := install

install: $(STAMP)

$(STAMP): requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || { echo "1/3 environment"; $(PYTHON) -m venv .venv; }
	@echo "2/3 Python packages"
	@$(BIN)/python -m pip install --disable-pip-version-check -qq --progress-bar off --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --disable-pip-version-check -qq --no-build-isolation --no-deps --no-index -e .
	@touch $@
