"""What a key costs before anything is drawn: every figure that Live shows, its window, and the facts after a correction.

The budget is a quarter of a 60 Hz frame, 4.17 ms, for all figures of one repaint after 10,000 events; a key, a correction and an
undo are told beside it. "From scratch" is the same by going through the whole session, as it was before figures grew with it.
"""

import sys
from pathlib import Path

from measuring import FRAME, middle, ms, percentile, row, timed, title
from stores import folder, long_session, stored, under_way

from mentortui.core import measures as m
from mentortui.core.figures import Figuring
from mentortui.core.fold import fold
from mentortui.core.turn_taking import matrix
from mentortui.screens import live_view as view
from mentortui.screens.live_floor_view import floor_view
from mentortui.services.clock import SystemClock
from mentortui.services.ids import new_id
from mentortui.services.live import LiveSession
from mentortui.services.sessions import Sessions
from mentortui.store.store import Store

TIMES = 60
QUARTER = FRAME / 4


def key(id: str) -> str:
    """How a key is printed; the benchmark has no settings."""
    return id


def of_floor(live: LiveSession) -> None:
    """The figures of speaking time, as LiveScreen.follow computes them."""
    plan = live.agenda.plan()
    view.now_view(live, plan, key=key)
    floor_view(live, live.now, "1234567890", key=key)
    view.agenda_view(live.session, plan, key=key)
    view.question(live, plan, "1234567890", key=key)


def all_of_live(live: LiveSession) -> None:
    """The same with the header and every line that was caught."""
    of_floor(live)
    view.header(live), view.clocks(live), view.save_state(live)
    view.captures_view(live, key=key)


def scratch(live: LiveSession) -> None:
    """What the floor shows, by going through the whole session."""
    session, now = live.session, live.now
    m.last_ten_minutes(session, now), m.whole(session, now), m.turn_measures(session, now)


def told(what: str, times: list[float], budget: str = "") -> None:
    """The median, and what one in twenty exceeds."""
    row(what, ms(middle(times)), f"p95 {ms(percentile(times, 95))}", budget=budget)


def measure(data: Path, events: int) -> None:
    """One session."""
    made = long_session(events, captures=events // 20)
    slug = stored(data, 0)[0]
    id = under_way(data, slug, made)
    sessions = Sessions(Store(data), SystemClock(), new_id)
    live = sessions.go_on(slug, id)
    people = [person.id for person in live.session.people]
    figures: list[float] = []
    everything: list[float] = []
    keys: list[float] = []
    for number in range(TIMES):  # a repaint after a key: the session is another one each time
        keys.append(timed(lambda n=number: live.floor.press(n % 2 + 1)))
        figures.append(timed(lambda: of_floor(live)))
        live.floor.press(number % 2 + 1)
        everything.append(timed(lambda: all_of_live(live)))
    budget = f"{QUARTER:.2f} ms"
    told(f"all figures of Live, {len(made):,} events, after a key", figures, budget)
    told("  and header, agenda, everything caught", everything, budget)
    told("  on a tick, nothing keyed since", [timed(lambda: of_floor(live)) for _ in range(TIMES)], budget)
    told("  the window alone", [timed(lambda: live.figures.window_span(live.now)) for _ in range(TIMES)])
    told("  every figure of the session, of core.figures", [timed(lambda: live.figures.session(live.now)) for _ in range(TIMES)])
    told("  every figure of the window", [timed(lambda: live.figures.window(live.now)) for _ in range(TIMES)])
    told("  the floor's figures from scratch", [timed(lambda: scratch(live)) for _ in range(10)])
    told(
        "  who follows whom from scratch", [timed(lambda: matrix(m.all_turns(live.session, live.now), people)) for _ in range(10)]
    )
    told("  the first look at a session", [timed(lambda: Figuring(live.session)) for _ in range(5)])
    frame = f"a frame is {FRAME:.1f} ms"
    told("a key, without drawing", keys, frame)
    nudged: list[float] = []
    undone: list[float] = []
    for _ in range(10):
        nudged.append(timed(lambda: (live.floor.nudge(-5), of_floor(live))))
        undone.append(timed(lambda: (live.undo(), of_floor(live))))
    told("a correction by 5 s, with all figures after it", nudged, frame)
    told("an undo: the session folded again, with all figures", undone, frame)
    told("  a fold from nothing", [timed(lambda: fold(made)) for _ in range(5)], frame)
    told("a tick: is a question or a prompt due", [timed(live.tick) for _ in range(TIMES)])
    sessions.leave(live)


def main() -> None:
    """Short, usual, long, longer than any."""
    title(f"Facts and figures (median of {TIMES}; a quarter of a frame is {QUARTER:.2f} ms)")
    for events in map(int, sys.argv[1:] or ("200", "2000", "10000")):
        with folder() as data:
            measure(data, events)


if __name__ == "__main__":
    main()
