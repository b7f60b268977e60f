PYTHON ?= .venv/bin/python
BIN := $(dir $(PYTHON))

.PHONY: check lint test long crash stateful bench run pictures

check: lint test

lint:
	$(BIN)ruff check .
	$(BIN)ruff format --check .
	$(BIN)mypy --strict mentortui
	$(BIN)lint-imports --no-cache

test:
	$(PYTHON) -m pytest

# The property-based tests with 3,000 examples each, where the daily run tries 25, and what is tested at three sizes each day at all of them.
long:
	HYPOTHESIS_PROFILE=long $(PYTHON) -m pytest --hypothesis-show-statistics -m "hypothesis or long"
	HYPOTHESIS_PROFILE=long $(PYTHON) -m pytest tests/screens/test_monkey_around.py --dist load
	HYPOTHESIS_PROFILE=long $(PYTHON) -m pytest tests/endtoend/test_terminal_ends.py tests/endtoend/test_terminal_errors.py
	HYPOTHESIS_PROFILE=long $(PYTHON) -m pytest tests/store/test_damage.py tests/services/test_doctor.py --timeout 0
	MENTORTUI_TEST_OPERATIONS=3000 $(PYTHON) -m pytest tests/store/test_two_programs.py --timeout 0

# Every crash point, those within each recovery too, and every state a power cut may leave: an hour or more on two cores.
crash:
	MENTORTUI_CRASH=all $(PYTHON) -m pytest tests/crash --dist load --timeout 0

# Random captures, undos, mends, kills, restarts and second programs against a simple model: `make stateful SECONDS=3600`.
SECONDS ?= 600
stateful:
	$(PYTHON) -m tests.stateful.run $(SECONDS)

run:
	$(PYTHON) -m mentortui demo

# Those of README, taken from the program itself.
pictures:
	$(PYTHON) scripts/picture.py

# What is fast and what is not, as benchmarks/README.md tells it: eight minutes with nothing else running.
bench:
	for name in start event edit figures importing tap finishing keys ticking tabs review; do $(PYTHON) benchmarks/$$name.py || exit 1; done
