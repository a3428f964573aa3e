# detente: two commands matter, `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=
DEMO_DB ?= build/demo.duckdb

.PHONY: help setup demo test check format lint types layers structure bench quality corpus train lock clean

help:
	@echo "make demo     set up, code the sample articles, print the result"
	@echo "make test     set up and run the tests (ARGS=tests/merge for one folder)"
	@echo "make check    format, lint, strict types, import contracts, structure rules"
	@echo "make bench    sentences and articles a second, by stage"
	@echo "make quality  scores against gold data, held to benchmarks/quality/floors.json"
	@echo "make corpus   check the corpus and print its figures"
	@echo "make train    train the encoder and the judge from the corpus (40 minutes to 2 hours, torch)"
	@echo "make lock     pin and hash requirements.in again"

$(VENV)/.ready: requirements.lock pyproject.toml tools/setup.sh
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh tools/setup.sh
	@touch $@

setup: $(VENV)/.ready

demo: setup
	@sh tools/demo.sh "$(BIN)" "$(DEMO_DB)"

test: setup
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

check: format lint types layers structure

format: setup
	$(BIN)/ruff format --check .

lint: setup
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

structure: setup
	$(BIN)/python tools/structure.py src benchmarks tools

bench: setup
	$(BIN)/python -m benchmarks.speed $(ARGS)

quality: setup
	$(BIN)/python -m benchmarks.quality all $(ARGS)

corpus: setup
	$(BIN)/python -m tools.corpus

train:
	@PYTHON="$(PYTHON)" VENV="$(VENV)-train" sh tools/train.sh $(ARGS)

lock: setup
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-annotate --no-header requirements.in -o requirements.lock

clean:
	rm -rf build $(VENV) $(VENV)-train .mypy_cache .ruff_cache .pytest_cache .hypothesis
