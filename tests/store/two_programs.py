"""A program that changes one mentorship as often as it is told, while another does the same. It ends with 0 when all was stored.

python -m tests.store.two_programs DATA NAME OPERATIONS THREADS
"""

import itertools
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.promises import promised
from mentortui.core.records import Caught, Living, Plan, PlanItem, Pulse
from mentortui.services.clock import SystemClock
from mentortui.services.preparing import Preparing
from mentortui.services.promises import Promises
from mentortui.services.records import Records
from mentortui.store.store import Store
from tests.store.values import YEAR, action, private

SLUG = "grace"
BEGAN = 55 * YEAR
ITEMS = 20
"""Of each program on the next agenda."""
SHARED = 5
"""Records that both programs change, each another field of them."""
replace = msgspec.structs.replace


class Program:
    """Its operations, by their numbers. What operation `n` of program `name` leaves behind is called `name-n`."""

    def __init__(self, folder: Path, name: str) -> None:
        self.store, self.name = Store(folder), name
        self.items: dict[int, str] = {}
        ids = (f"{name}-id{number}" for number in itertools.count())
        clock = SystemClock()
        self.preparing = Preparing(self.store, clock, lambda: next(ids))
        self.promises = Promises(self.store, clock)
        self.records = Records(self.store, clock, lambda: next(ids))
        self.kinds: tuple[Callable[[str, int], None], ...] = (
            self.add,
            self.edit,
            self.note,
            self.pair,
            self.goal,
            self.draft,
            self.catch,
            self.pulse,
            self.tick,
            self.prepare,
        )

    def run(self, numbers: range) -> None:
        for n in numbers:
            self.kinds[n % len(self.kinds)](f"{self.name}-{n}", n)

    def add(self, id: str, n: int) -> None:
        with self.store.changing(SLUG) as now:
            now.living.put(action(id))

    def edit(self, id: str, n: int) -> None:
        """One of those that both change: this program only ever its own field, as somebody who read it a while ago."""
        field = "outcome" if self.name == "a" else "note"
        shared = f"shared-{n // len(self.kinds) % SHARED}"
        base = next(one for one in self.store.living(SLUG) if one.id == shared)
        with self.store.changing(SLUG) as now:
            now.living.merge(base, replace(base, **{field: f"{getattr(base, field)} {id}"}), {})

    def note(self, id: str, n: int) -> None:
        with self.store.changing(SLUG) as now:
            now.private.put(private(id, id))

    def pair(self, id: str, n: int) -> None:
        """A record and an item of a plan: nobody ever sees one of them alone."""
        with self.store.changing(SLUG) as now:
            now.living.put(replace(action(id), item="pair"))
            plan = now.table("plans", Plan).get("pairs")
            assert plan is not None
            now.table("plans", Plan).put(replace(plan, items=(*plan.items, PlanItem(id=id, title=id))))

    def goal(self, id: str, n: int) -> None:
        self.store.change_mentorship(SLUG, lambda now: replace(now, goals=(*now.goals, id)))

    def draft(self, id: str, n: int) -> None:
        self.store.save_drafts(SLUG, {id: "half a sen"})

    def catch(self, id: str, n: int) -> None:
        """Something more in a stored session, and a private note of it, in two files."""
        with self.store.changing(SLUG) as now:
            stored = now.sessions(BEGAN).get("s1")
            assert stored is not None
            now.private.put(private(id, id))
            caught = Caught(capture=Capture(id=id, text=id), at=n)
            now.sessions(BEGAN).put(replace(stored, caught=(*stored.caught, caught)))

    def pulse(self, id: str, n: int) -> None:
        with self.store.changing(SLUG) as now:
            now.table("pulses", Pulse).put(Pulse(id=id, session=id, person="ada", safety=3))

    def tick(self, id: str, n: int) -> None:
        """A promise of its own, made and kept."""
        with self.store.changing(SLUG) as now:
            now.living.put(action(id))
        assert self.promises.tick(SLUG, id) == f"kept: {promised(action(id).capture)}"

    def prepare(self, id: str, n: int) -> None:
        """As on the screen: read, changed in memory, saved. Once its items are all there they are worded anew, in turn."""
        editor, number = self.preparing.editor(SLUG), n // len(self.kinds)
        if number < ITEMS:
            self.items[number] = editor.add(id)
        else:
            editor.reword(self.items[number % ITEMS], id)
        editor.save()


def shared(number: int) -> Living:
    return action(f"shared-{number}")


def main(folder: str, name: str, operations: str, threads: str) -> None:
    program = Program(Path(folder), name)
    each = int(operations) // int(threads)
    failed: list[BaseException] = []

    def run(numbers: range) -> None:
        try:
            program.run(numbers)
        except BaseException as error:
            failed.append(error)
            raise

    parts = [threading.Thread(target=run, args=(range(k * each, (k + 1) * each),)) for k in range(int(threads))]
    for part in parts:
        part.start()
    for part in parts:
        part.join()
    sys.exit(bool(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
