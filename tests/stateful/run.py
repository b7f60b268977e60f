"""`python -m tests.stateful.run 600`: the programs against the model for 600 seconds, with a fresh seed every few examples.

Prints how much was tried, and of what failed the seed and the steps; `… 1 SEED` tries that one again. Exit 1 where one failed.
"""

import sys
import time
import traceback
from random import SystemRandom

import hypothesis.core
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.stateful import machine

EXAMPLES = 20
STEPS = 50


def main(seconds: float, seed: int | None) -> int:
    began, examples, failed = time.monotonic(), 0, 0
    asked = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    while examples == 0 or (seed is None and time.monotonic() - began < seconds):
        tried = SystemRandom().randrange(10**9) if seed is None else seed
        hypothesis.core.global_force_seed = tried
        try:
            run_state_machine_as_test(machine.Programs, settings=asked)
        except Exception:
            failed += 1
            traceback.print_exc()
            sys.stdout.write(f"seed {tried} failed: python -m tests.stateful.run 1 {tried}\n")
        examples += EXAMPLES
        passed = time.monotonic() - began
        sys.stdout.write(f"{passed:.0f} s: {examples} examples, {machine.steps} steps, {failed} failed; seed {tried}\n")
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None))
