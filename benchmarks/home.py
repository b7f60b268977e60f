"""What Home costs beside the start: the index asked for again, all cards and lines drawn, all promises read."""

from measuring import middle, ms, row, timed, title
from stores import folder, stored

from mentortui.core.worth import worth_a_look
from mentortui.screens import home_view
from mentortui.services.clock import SystemClock
from mentortui.services.ids import new_id
from mentortui.services.mentorships import Mentorships
from mentortui.services.promises import Promises
from mentortui.store.store import Store

TIMES = 15
WIDTH = 55


def main() -> None:
    """At 0, at 1,000 and at 10,000 stored sessions, 500 to a mentorship."""
    title(f"Home, without drawing it (median of {TIMES})")
    for sessions in (0, 1_000, 10_000):
        with folder() as data:
            stored(data, sessions)
            clock = SystemClock()

            def heads() -> Mentorships:
                found = Mentorships(Store(data), clock, new_id, "Europe/Berlin")  # noqa: B023  # called at once
                found.listed()
                return found

            def figures() -> None:
                now = clock.wall()  # noqa: B023
                for head in listed:  # noqa: B023
                    home_view.card(head, None, now, width=WIDTH)
                worth_a_look(listed, now)  # noqa: B023

            listed = heads().heads()
            opened = middle([timed(heads) for _ in range(TIMES)])
            drawn = middle([timed(figures) for _ in range(TIMES)])
            read = middle([timed(lambda: Promises(Store(data), clock).all()) for _ in range(3)])  # noqa: B023
            row(f"{sessions:,} sessions: the index, from a new store", ms(opened))
            row(f"{sessions:,} sessions: {len(listed)} cards and what is worth a look", ms(drawn))
            row(f"{sessions:,} sessions: all promises, off the interface's thread", ms(read), budget="median of 3")


if __name__ == "__main__":
    main()
