"""Finishing: from the key that confirms `q` to the Summary on screen, after 1,500 turns and 300 captures; and what it stores,
against one atomic write of each file it touches."""

import sys
import time

from edit import atomic_write
from measuring import ROOT, alternating, middle, ms, row, timed, title
from stores import IN_ONE, folder, long_session, stored, under_way
from terminals import Run

from mentortui.core.records import Template, TemplateItem
from mentortui.services.clock import SystemClock
from mentortui.services.ids import new_id
from mentortui.services.sessions import Sessions
from mentortui.store.store import Store

TIMES = 5
STORED = 20
KIND = Template(kind="regular", title="", minutes=20, items=(TemplateItem(title="Review", minutes=20, owner="both"),))
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


def storing(sessions: int) -> tuple[float, float]:
    """Milliseconds to store a session of an hour's captures, and to write the files it changed, each whole and once."""
    with folder() as data:
        slug = stored(data, sessions)[0]
        store = Store(data)
        service = Sessions(store, SystemClock(), new_id)

        def held() -> float:
            live = service.start(store.mentorship(slug), KIND)
            live.floor.press(1)
            for line in ("a note", "> a promise", ". for me alone", "+ well done -> again", "! decided", "= taken away"):
                live.captures.catch(line)
            live.finish()
            assert live.writer.flush()
            took = timed(lambda: service.conclude(live))
            service.leave(live)
            return took

        def bare() -> float:
            there = data / "mentorships" / slug
            changed = [there / "record.json", there / "private.json", max((there / "sessions").iterdir())]
            contents = [path.read_bytes() for path in changed]
            return timed(lambda: [atomic_write(data / "bare", content) for content in contents])

        held()  # the dated copies of the day, which no later edit makes
        mine, peers = alternating(held, bare, STORED)
    return middle(mine), middle(peers)


def main() -> None:
    """In a new mentorship, and in one of 500 sessions."""
    title(f"The result of a session stored (median of {STORED})")
    for sessions in (0, IN_ONE):
        mine, peers = storing(sessions)
        row(f"{sessions} sessions before it", ms(mine), ms(peers), mine / peers, "at most 2 x an atomic write of each file")
    title(f"Finishing, 1,500 turns and 300 captures (median of {TIMES})")
    for sessions in (0, 500):
        took = [finish(sessions) for _ in range(TIMES)]
        row(f"{sessions} sessions before it", ms(middle(took)), budget="asked: within 1,000 ms")


if __name__ == "__main__":
    main()
