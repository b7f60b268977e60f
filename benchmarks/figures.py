"""What a key costs before anything is drawn: the facts after 2,000 events, and every figure that Live shows."""

from pathlib import Path

from measuring import FRAME, middle, ms, row, timed, title
from stores import folder, long_session, stored, under_way

from mentortui.core.fold import fold
from mentortui.screens import live_view as view
from mentortui.services.clock import SystemClock
from mentortui.services.ids import new_id
from mentortui.services.live import LiveSession
from mentortui.services.sessions import Sessions
from mentortui.store.store import Store

TIMES = 30


def figures(live: LiveSession) -> None:
    """As LiveScreen.follow computes them."""
    plan = live.plan()
    view.header(live), view.clocks(live), view.save_state(live)
    view.now_view(live, plan)
    view.floor_view(live, live.now, "1234567890")
    view.agenda_view(live.session, plan)
    view.captures_view(live)
    view.question(live, plan, "1234567890")


def measure(data: Path, events: int) -> None:
    """One session."""
    made = long_session(events, captures=events // 20)
    slug = stored(data, 0)[0]
    id = under_way(data, slug, made)
    sessions = Sessions(Store(data), SystemClock(), new_id)
    live = sessions.go_on(slug, id)
    again, all_figures = [timed(lambda: fold(made)) for _ in range(TIMES)], [timed(lambda: figures(live)) for _ in range(TIMES)]
    keys = [timed(lambda n=n: live.press(n % 2 + 1)) for n in range(TIMES)]
    row(f"fold of {len(made):,} events from nothing", ms(middle(again)), budget=f"one frame is {FRAME:.1f} ms")
    row(f"a key after {len(made):,} events, without drawing", ms(middle(keys)))
    row(f"all of Live's figures after {len(made):,} events", ms(middle(all_figures)))
    sessions.leave(live)


def main() -> None:
    """Short, usual, long."""
    title(f"Facts and figures (median of {TIMES})")
    for events in (200, 2000):
        with folder() as data:
            measure(data, events)


if __name__ == "__main__":
    main()
