# Everything a newcomer or a developer types. Needs only make (3.81 is enough) and Python >= 3.11.
# PYTHON=/path/to/python chooses the interpreter the virtual environment is made from.

VENV := .venv
BIN := $(VENV)/bin

# An interpreter that was removed or upgraded leaves a dead environment behind: make it anew.
REMAKE := $(shell $(BIN)/python -c '' 2>/dev/null || echo FORCE)

.PHONY: help run demo test soak faces screenshots check format docs dist bench mutants lock reset FORCE
.DEFAULT_GOAL := help

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(VENV)/runtime.stamp ## start everything in one process on http://127.0.0.1:8000
	@exec $(BIN)/python -m services

demo: $(VENV)/runtime.stamp ## walk the whole journey against a fresh instance and tell it as a story
	@exec ./shentu demo

test: $(VENV)/dev.stamp ## the tests, a process a core; ARGS="-n0 tests/hall -k link" narrows them
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

soak: $(VENV)/dev.stamp ## what seldom breaks and takes minutes, too: wheels, references, long waits, every journey on engines
	SHENTU_SOAK=1 $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

faces: $(VENV)/dev.stamp ## every page in a real browser: axe in both languages at both widths; SHENTU_URL=http://… looks at one that runs
	SHENTU_FACES=all $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder tests/pages

screenshots: $(VENV)/dev.stamp ## pictures of what runs: the READMEs' anew, and every page at both widths in both languages in var/faces (needs Chromium)
	PYTHONPATH=client $(BIN)/python -m docs.pictures.take
	SHENTU_FACES=all $(BIN)/python -m pytest -q tests/pages/test_faces.py

check: $(VENV)/dev.stamp ## style, types, who may import whom, docs in step with the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tests.architecture.source_rules
	$(BIN)/python -m pytest -q tests/docs/test_links.py tests/docs/test_generated.py tests/docs/test_glossary.py

format: $(VENV)/dev.stamp ## mend what ruff can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/dev.stamp ## write docs/events.md, docs/settings.md and the client's models anew from the code
	$(BIN)/python -m docs.generate

dist: $(VENV)/dev.stamp ## the wheel, client and server: pip install 'dist/shentu-….whl[server]'
	$(BIN)/python -m hatchling build -t wheel -d dist

bench: $(VENV)/dev.stamp ## measure, each figure beside its reference
	@PYTHONPATH=client exec $(BIN)/python -m bench

N := 200
mutants: $(VENV)/dev.stamp ## plant N=200 small faults one by one and count those no test notices (up to 40 minutes)
	@exec $(BIN)/python -m tests.mutants --number $(N)

# The locks record versions and nothing about where they came from: no header, no annotations, no addresses.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links --upgrade pyproject.toml

lock: ## newest versions into requirements*.lock (needs uv)
	@command -v uv >/dev/null || { echo 'make lock needs uv: pip install uv' >&2; exit 1; }
	$(LOCK) --extra server --output-file requirements.lock
	$(LOCK) --extra server --extra dev --constraints requirements.lock --output-file requirements-dev.lock

reset: $(VENV)/runtime.stamp ## forget all data in ./var (or SHENTU_DATA_DIR); not while something runs on it
	@$(BIN)/python -m services reset

$(VENV)/pyvenv.cfg: $(REMAKE)
	@for python in "$(PYTHON)" python3 python3.14 python3.13 python3.12 python3.11; do \
	  [ -n "$$python" ] && "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	  found=$$python; \
	  "$$python" -c 'import ensurepip, venv' 2>/dev/null || continue; \
	  echo "Making the virtual environment $(VENV) with $$("$$python" --version)"; \
	  exec "$$python" -m venv --clear $(VENV); \
	done; \
	if [ -n "$$found" ]; then \
	  echo "$$found cannot make virtual environments. On Debian or Ubuntu: apt install python3-venv" >&2; \
	else \
	  echo 'Shentu needs Python 3.11 or newer, and none was found. Install one, or name it: make run PYTHON=/path/to/python3' >&2; \
	fi; \
	exit 1

NOT_INSTALLED := The libraries could not be installed; what pip says stands above. The first run needs the internet, or a \
	package index that this machine can reach: PIP_INDEX_URL=https://… make run. After that nothing does.

INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $< || \
	{ echo; echo '$(NOT_INSTALLED)'; exit 1; } >&2

$(VENV)/runtime.stamp: requirements.lock $(VENV)/pyvenv.cfg
	@echo 'Installing the pinned libraries (once)'
	@$(INSTALL)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/runtime.stamp
	@echo 'Installing the pinned test tools (once)'
	@$(INSTALL)
	@touch $@
