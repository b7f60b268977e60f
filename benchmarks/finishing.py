"""Finishing: from the key that confirms `q` to the Summary on screen, after 1,500 turns and 300 captures."""

import sys
import time

from measuring import ROOT, middle, ms, row, title
from stores import folder, long_session, stored, under_way
from terminals import Run

TIMES = 5
APPS = ROOT / "benchmarks" / "apps.py"
ON_SUMMARY = "Still to do"


def finish(sessions: int) -> float:
    """Milliseconds, in a mentorship that has so many sessions already."""
    with folder() as data:
        slug = stored(data, sessions)[0]
        session = under_way(data, slug, long_session(1500, captures=300))
        with Run(sys.executable, APPS, "live", data, slug, session) as run:
            run.until("Grace Otieno")
            run.drain(1)
            run.send("q")
            run.until("Finish this")
            run.drain(0.3)
            run.forget()
            run.send("y")
            sent = time.perf_counter()
            return (run.until(ON_SUMMARY) - sent) * 1000


def main() -> None:
    """In a new mentorship, and in one of 500 sessions."""
    title(f"Finishing, 1,500 turns and 300 captures (median of {TIMES})")
    for sessions in (0, 500):
        took = [finish(sessions) for _ in range(TIMES)]
        row(f"{sessions} sessions before it", ms(middle(took)), budget="asked: within 1,000 ms")


if __name__ == "__main__":
    main()
