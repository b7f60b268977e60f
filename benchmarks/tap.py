"""A tap from outside: from sending it to the answer of the running program."""

import sys

from measuring import ROOT, middle, ms, percentile, row, timed, title
from stores import folder, long_session, stored, under_way
from terminals import Run

from mentortui.services.outside import Door, Tap
from mentortui.store.store import Store

TIMES = 100
APPS = ROOT / "benchmarks" / "apps.py"


def main() -> None:
    """The floor to one and to the other, and the status line."""
    title(f"A tap taken up (of {TIMES})")
    with folder() as data:
        slug = stored(data, 0)[0]
        session = under_way(data, slug, long_session(200))
        with Run(sys.executable, APPS, "live", data, slug, session) as run:
            run.until("Grace Otieno")
            run.drain(1.5)
            door = Door(Store(data))
            for name, words in (("the floor", ("1", "2")), ("status", ("status",))):
                took = []
                for number in range(TIMES):
                    word = words[number % len(words)]
                    took.append(timed(lambda word=word: door.ask(Tap(word))))
                    run.drain(0.03 + number % 7 / 100)
                row(
                    name,
                    f"p50 {ms(middle(took))}",
                    f"max {ms(max(took))}",
                    budget=f"asked: within 100 ms; p95 {ms(percentile(took, 95))}",
                )


if __name__ == "__main__":
    main()
