"""Start to first useful paint: `mentortui` until Home names a mentee, against the least that Textual can show."""

import sys

from measuring import ROOT, alternating, middle, ms, row, title
from stores import folder, stored
from terminals import Run

TIMES = 15
APPS = ROOT / "benchmarks" / "apps.py"


def bare() -> float:
    """Milliseconds."""
    with Run(sys.executable, APPS, "bare") as run:
        return (run.until("bare-is-here") - run.began) * 1000


def main() -> None:
    """At 0, at 1,000 and at 10,000 stored sessions."""
    title("Start to first useful paint (median of 15)")
    for sessions in (0, 1_000, 10_000):
        with folder() as data, folder() as config:
            stored(data, sessions)

            def home(data: str = str(data), config: str = str(config)) -> float:
                with Run(sys.executable, "-m", "mentortui", "--data-dir", data, "--config-dir", config) as run:
                    return (run.until("Grace0") - run.began) * 1000

            home(), bare()
            ours, peers = alternating(home, bare, TIMES)
            ours_middle, peer = middle(ours), middle(peers)
            row(
                f"{sessions:,} sessions stored",
                ms(ours_middle),
                ms(peer),
                ours_middle / peer,
                "at most 1.25 x a bare Textual app",
            )


if __name__ == "__main__":
    main()
