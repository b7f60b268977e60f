"""History: from opening it to its rows, and from a key in the filter to the repaint that shows its list."""

import json
import sys
import time
from pathlib import Path
from random import Random

from measuring import ROOT, middle, ms, percentile, row, title
from stores import folder, stored
from terminals import Run

APPS = ROOT / "benchmarks" / "apps.py"
BUDGET = 50.0
"""Milliseconds a key."""
TYPED = ("retry", "release", "canary first", "grace 14", "small commits", "zzzz", "checklist of the last", "e", "support asked")
ROUNDS = 5
SIZES = ((120, 40), (80, 24))


def press(run: Run) -> None:
    """Words typed and taken back, at no fixed beat and no slower than a fast typist."""
    chance = Random(1)
    run.send("/")
    run.drain(0.5)
    for _ in range(ROUNDS):
        for words in TYPED:
            for key in (*words, *("\x7f" for _ in words)):
                run.send(key)
                run.drain(0.07 + chance.random() / 25)
    run.send("\x11")
    run.wait()


def measured(data: Path, sessions: int, size: tuple[int, int]) -> dict[str, object]:
    """One run of the program; keys are typed once everything is read."""
    told = data / "took.json"
    with Run(sys.executable, APPS, "history-keys", data, told, size=size) as run:
        run.until(f"{sessions:,} sessions" if sessions else "newest first", timeout=120)
        run.drain(2)
        press(run)
    return dict(json.loads(told.read_text("utf-8")))


def main() -> None:
    """At 0, 1,000 and 10,000 stored sessions."""
    title("History (of all mentorships; keys typed into its filter)")
    for sessions in (0, 1_000, 10_000):
        with folder() as data:
            began = time.perf_counter()
            stored(data, sessions)
            sys.stdout.write(f"  {sessions:,} sessions made in {time.perf_counter() - began:.0f} s\n")
            for size in SIZES:
                found = measured(data, sessions, size)
                keys, worked = found["keys"], found["worked"]
                assert isinstance(keys, list)
                assert isinstance(worked, list)
                over = sum(one > BUDGET for one in keys)
                where = f"{sessions:,} sessions, {size[0]}x{size[1]}"
                row(f"{where}: opened, first rows", ms(float(str(found["first"]))), ms(float(str(found["all"]))))
                row(
                    f"{where}: a key",
                    f"p99 {ms(percentile(keys, 99))}",
                    f"p50 {ms(middle(keys))}",
                    percentile(keys, 99) / BUDGET,
                    f"at most {BUDGET:.0f} ms; {over} of {len(keys)} over it",
                )
                row(f"{where}: processor a key", f"p99 {ms(percentile(worked, 99))}", f"p50 {ms(middle(worked))}")


if __name__ == "__main__":
    main()
