"""Trends: from opening them to what each view shows, of sessions read for the first time and of sessions that are known."""

import time
from collections.abc import Callable
from pathlib import Path

import stores
from measuring import ms, row, title

from mentortui.core.trends_look import VIEWS, first_person
from mentortui.core.trends_tables import tables
from mentortui.services.clock import SystemClock
from mentortui.services.trends import TrendsRead
from mentortui.store.store import Store

SIZES = ((500, 500), (10_000, 500), (10_000, 10_000))
"""Sessions stored, and of them in the mentorship that is looked at."""


def took(deed: Callable[[], object]) -> tuple[float, float]:
    """Seconds that passed, and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    deed()
    return time.perf_counter() - wall, time.process_time() - cpu


def measured(data: Path, slug: str, called: str) -> None:
    """One store, one mentorship of it."""
    trends = TrendsRead(Store(data), SystemClock())
    for what in ("read", "read again"):
        passed, cpu = took(lambda: trends.read(slug))
        row(f"{called}: {what}", ms(passed * 1000), f"processor {ms(cpu * 1000)}")
    picture = trends.read(slug)
    look = picture.look(first_person(picture.trends))
    for view in VIEWS:
        passed, cpu = took(lambda view=view: tables(look, view))  # type: ignore[misc]
        row(f"{called}: {view}", ms(passed * 1000), f"processor {ms(cpu * 1000)}")


def main() -> None:
    """At 500 and 10,000 sessions, and 10,000 of one mentorship."""
    title("Trends of one mentorship (nothing of it on the interface's thread)")
    for all_of, of_one in SIZES:
        stores.IN_ONE, stores.FORTNIGHT = of_one, 24 * 3600 * stores.SECOND
        with stores.folder() as data:
            slugs = stores.stored(data, all_of)
            measured(data, slugs[0], f"{of_one:,} sessions of {all_of:,}")


if __name__ == "__main__":
    main()
