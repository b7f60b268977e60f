"""The programs against the model, a little of it each time; `make stateful SECONDS=600` goes on for as long as it is given."""

import os

from hypothesis import HealthCheck, settings

from tests.stateful.machine import Programs

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"

TestPrograms = Programs.TestCase
TestPrograms.settings = settings(
    max_examples=400 if LONG else 35,
    stateful_step_count=60 if LONG else 30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
