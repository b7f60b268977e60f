"""Key to repaint on Live: from the key's event to the end of the update that shows it, in a real terminal."""

import json
import sys
from random import Random

from measuring import FRAME, ROOT, middle, ms, percentile, row, title
from stores import folder, long_session, stored, under_way
from terminals import Run

TIMES = 300
APPS = ROOT / "benchmarks" / "apps.py"


def press(run: Run, keys: str, leave: str) -> None:
    """One key after the other, at no fixed beat."""
    chance = Random(1)
    run.drain(1.5)
    for number in range(TIMES):
        run.send(keys[number % len(keys)])
        run.drain(0.05 + chance.random() / 25)
    run.send(leave)
    run.wait()


def main() -> None:
    """A bare app that writes one line, and Live with 0, 500 and 2,000 events behind it."""
    title(f"Key to repaint (of {TIMES} keys; a frame is {FRAME:.1f} ms)")
    with folder() as data:
        slug = stored(data, 0)[0]
        told = data / "took.json"
        with Run(sys.executable, APPS, "bare-keys", told) as run:
            run.until("bare-is-here")
            press(run, "12", "Q")
        peer = json.loads(told.read_text("utf-8"))
        row("a bare Textual app, one line", f"p99 {ms(percentile(peer, 99))}", f"p50 {ms(middle(peer))}")
    for events in (0, 500, 2000):
        with folder() as data:
            slug = stored(data, 0)[0]
            session = under_way(data, slug, long_session(events))
            told = data / "took.json"
            with Run(sys.executable, APPS, "live-keys", data, slug, session, told) as run:
                run.until("Grace Otieno")
                press(run, "12", "\x11")
            took = json.loads(told.read_text("utf-8"))
            over = sum(one > FRAME for one in took)
            row(
                f"Live, {events:,} events",
                f"p99 {ms(percentile(took, 99))}",
                f"p50 {ms(middle(took))}",
                percentile(took, 99) / FRAME,
                f"p99 at most one frame; {over} of {len(took)} over it, {TIMES - len(took)} not drawn before the next key",
            )


if __name__ == "__main__":
    main()
