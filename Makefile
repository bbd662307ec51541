# make demo   build the sample case, the page and a report, and say where they are
# make test   set up everything that the tests need, and run all of them
# make scores compare a case of the sample documents with their gold: names, claims, dates, scores;
#             with DATA=DIR (the folder of the annotated sets) on what others annotated, too
# make setup  only the environment: .venv with the command whence in it
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
SAMPLES := corpus/samples/documents

.PHONY: setup develop demo test scores lint docs clean
setup: $(BIN)/.installed
develop: $(BIN)/.developing

$(BIN)/.installed: pyproject.toml constraints.txt README.md LICENSE
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(BIN)/.developing: $(BIN)/.installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group dev
	@touch $@

demo: setup
	@mkdir -p demo
	$(BIN)/whence build $(SAMPLES) --case demo/sample.whence
	$(BIN)/whence verify demo/sample.whence
	$(BIN)/whence explore demo/sample.whence --output demo/page.html
	$(BIN)/whence report demo/sample.whence --about "Hamid Korvali" --format html --output demo/report.html
	@echo
	@echo "The sample case is fiction. Open in a browser:"
	@echo "  $(CURDIR)/demo/page.html     the graph: click a line to read its passage"
	@echo "  $(CURDIR)/demo/report.html   what the documents say about one man"

lint: develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/python -m tests.get_browser
	$(BIN)/python -m pytest
	$(BIN)/python -m pytest --nbmake notebooks

scores: develop
	$(BIN)/python -m benchmarks.samples
	$(BIN)/python -m benchmarks.claims
	$(BIN)/python -m benchmarks.dates
	$(BIN)/python -m benchmarks.calibration --check
ifdef DATA
	$(BIN)/python -m benchmarks.outside --data $(DATA)
endif

clean:
	rm -rf .venv demo build dist
