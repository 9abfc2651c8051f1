# make demo       from a clean clone to a served city          make run    the same code, reloading, on your own data
# make check      everything a tool can judge                  make test   every test
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --disable-pip-version-check -qq
PYTEST := $(BIN)/pytest -n 2 --dist worksteal
STYLED := $(shell find src -path '*/static/*' -type f -o -path '*/templates/*' -name '*.html' -o -name '*.po')

.DEFAULT_GOAL := install
.PHONY: install demo run check fix test soak bench docs demo-reset lock browser audit audit-python audit-front-end

install: .venv/.packages .venv/.assets

demo: install
	@$(BIN)/qilou demo

run: install
	@$(BIN)/qilou migrate
	@QILOU_FROM_SOURCES=1 $(BIN)/qilou serve

demo-reset: install
	@$(BIN)/qilou demo --reset

check: .venv/.packages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy
	$(BIN)/pytest -q tests/conventions

fix: .venv/.packages
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/qilou messages extract

test: install browser
	$(PYTEST) -m "not soak"

soak: install browser
	$(PYTEST) -m soak

# make bench B=engine
bench: install
	@test -n "$(B)" || { echo "Which one? make bench B=name, with a name of:"; ls bench; exit 2; }
	@$(BIN)/python -m bench.$(B)

# Known faults of everything locked; asks the advisory databases, and fails when a package could not be checked.
AUDIT := $(BIN)/pip-audit --strict --disable-pip --require-hashes --progress-spinner off
# Both are asked, whatever the first said.
audit: .venv/.packages
	@failed=0; \
	$(MAKE) --no-print-directory audit-python || failed=1; \
	$(MAKE) --no-print-directory audit-front-end || failed=1; \
	exit $$failed

audit-python:
	$(AUDIT) -r requirements.lock -r requirements-dev.lock

# A report names its version; anything else is an error of the registry or of the way to it, and nothing was checked.
audit-front-end:
	@found=$$(npm audit --package-lock-only --json 2>/dev/null) && passed=1 || passed=; \
	case "$$found" in \
	*auditReportVersion*) npm audit --package-lock-only || true; test -n "$$passed" ;; \
	*) echo "package-lock.json was NOT CHECKED: the registry's advisory service gave no report:"; \
	   printf '%s\n' "$$found" | grep -m 1 '"message"' || echo "  npm did not run"; exit 1 ;; \
	esac

docs: install
	@$(BIN)/qilou docs

# Browser tests need Chromium; root on a Debian machine gets it, others must find it there.
browser:
	@if command -v chromium chromium-browser google-chrome >/dev/null || test -n "$${QILOU_CHROMIUM:-}"; then :; \
	elif test "$${QILOU_SKIP_BROWSER:-}" = 1; then echo "QILOU_SKIP_BROWSER=1: browser tests are skipped"; \
	elif test "$$(id -u)" = 0 && command -v apt-get >/dev/null; then \
	  echo "installing Chromium and Chinese fonts"; apt-get update -qq; \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk >/dev/null; \
	else echo "No Chromium: install it, name it in QILOU_CHROMIUM, or set QILOU_SKIP_BROWSER=1"; exit 1; fi

.venv/.packages: requirements-dev.lock pyproject.toml
	@test -x $(BIN)/python || { echo "- Python environment"; $(PYTHON) -m venv .venv; }
	@echo "- Python packages, about 30 s"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-build-isolation --no-deps --no-index -e .
	@touch $@

.venv/.assets: .venv/.packages package-lock.json src/qilou/site/assets.py $(STYLED)
	@echo "- page words"
	@$(BIN)/qilou messages compile
	@$(BIN)/qilou assets
	@touch $@

# New versions: needs uv on the path; addresses of registries never enter a file.
COMPILE := uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q
lock:
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --group dev -o requirements-dev.lock
	$(COMPILE) --group node -o requirements-node.lock
	npm install --package-lock-only --ignore-scripts
