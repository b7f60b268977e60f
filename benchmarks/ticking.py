"""Processor while Live ticks: a session that runs for a minute with nobody at the keys, against one ticking clock."""

import sys

from measuring import ROOT, row, title
from stores import folder, long_session, stored, under_way
from terminals import Run

SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 60
APPS = ROOT / "benchmarks" / "apps.py"


def main() -> None:
    """All at the same time, so that they meet the same machine."""
    title(f"Processor while Live ticks ({SECONDS} s)")
    with folder() as young, folder() as old:
        runs = []
        for data, events in ((young, 40), (old, 1500)):
            slug = stored(data, 0)[0]
            session = under_way(data, slug, long_session(events))
            runs.append((f"Live, {events:,} events", Run(sys.executable, APPS, "live", data, slug, session)))
        runs.append(("clock", Run(sys.executable, APPS, "clock")))
        for name, run in runs:
            if name != "clock":
                run.until("Grace Otieno")
            run.drain(2)
            run.forget()
        before = [run.processor() for _, run in runs]
        for _ in range(SECONDS * 10):
            for _, run in runs:
                run.drain(0.1 / len(runs))
        used = [run.processor() - then for (_, run), then in zip(runs, before, strict=True)]
        for name, run in runs:
            # Something must have been drawn all along, or the figure is that of a program that stood still.
            row(f"({name}: written in that time)", f"{len(run.written) / 1000:.0f} kB")
            run.__exit__(None, None, None)
        peer = used[-1]
        for (name, _), one in zip(runs[:-1], used, strict=False):
            row(
                name,
                f"{one / SECONDS:.2%}",
                f"{peer / SECONDS:.2%}",
                one / peer,
                "at most 2.5 x a ticking clock, under 2 % of a core",
            )


if __name__ == "__main__":
    main()
