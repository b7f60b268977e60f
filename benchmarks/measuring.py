"""What every benchmark here shares: this checkout on the path, times in milliseconds, and one way to print a row."""

import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# This checkout is measured, whatever else is installed.
sys.path.insert(0, str(ROOT))
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
FRAME = 1000 / 60
"""Milliseconds of one 60 Hz frame."""


def timed(act: Callable[[], object]) -> float:
    """How long it takes once, in milliseconds."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def alternating(first: Callable[[], float], second: Callable[[], float], times: int) -> tuple[list[float], list[float]]:
    """Both, in turn, so that whatever else the machine does meets both alike."""
    pairs = [(first(), second()) for _ in range(times)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def middle(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many per cent do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, -(-len(ordered) * percent // 100) - 1)]


def title(words: str) -> None:
    """A headline."""
    sys.stdout.write(f"\n{words}\n")
    sys.stdout.flush()


def row(what: str, ours: str, peer: str = "", ratio: float | None = None, budget: str = "") -> None:
    """One line of figures, as README.md has them."""
    told = "" if ratio is None else f"{ratio:.2f} x"
    sys.stdout.write(f"  {what:<44} {ours:>14} {peer:>14} {told:>8}   {budget}\n")
    sys.stdout.flush()


def ms(value: float) -> str:
    """`12.3 ms`."""
    return f"{value:.2f} ms" if value < 10 else f"{value:.0f} ms" if value >= 100 else f"{value:.1f} ms"
