"""The tabs of the Mentorship screen: from opening one to its first paint with rows, against a bare list of as many rows."""

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from measuring import middle, ms, row, title
from textual.app import App, ComposeResult
from textual.content import Content
from textual.screen import Screen

from mentortui.core import kinds
from mentortui.core.kinds import Around
from mentortui.core.record_fields import RecordKind, filled
from mentortui.core.record_kinds import RECORD_KINDS
from mentortui.core.records import Member, Mentorship, Record
from mentortui.screens.mentorship import Beside, MentorshipScreen
from mentortui.screens.mentorship_tabs import tabs_of
from mentortui.services.clock import SystemClock
from mentortui.services.desk import Desk
from mentortui.services.drafts import Forgotten
from mentortui.store.store import Store
from mentortui.styles import stylesheet
from mentortui.theme import DARK, VARIABLES
from mentortui.widgets.long_list import LongList

ROWS, TIMES, SIZE = 2_000, 5, (120, 40)
WORDS = "the release notes told support what breaks and how to undo it, and who is asked first when it does"


class Bare(Screen[None]):
    """A list and its rows, of which each is a text that is there already."""

    def __init__(self, painted: Callable[[], None]) -> None:
        super().__init__()
        self._painted = painted

    def compose(self) -> ComposeResult:
        """Only that."""
        yield LongList(lambda place, width, here: (Content(f"{place} {WORDS}").truncate(width),))

    def on_mount(self) -> None:
        """All rows are known."""
        self.query_one(LongList).show(ROWS)
        self.call_after_refresh(self._painted)


class Tabs(MentorshipScreen):
    """Tells when it has shown rows."""

    painted: Callable[[], None] = lambda: None

    def follow(self) -> None:
        """As always."""
        super().follow()
        if self.all.shelf is not None and self.all.is_read and self.all.found.ids:
            self.call_after_refresh(self.painted)


class Stand(App[None]):
    """In our colours."""

    CSS_PATH = stylesheet("base")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Ours."""
        return dict(VARIABLES)

    def on_mount(self) -> None:
        """The dark one."""
        self.register_theme(DARK)
        self.theme = DARK.name


async def painted(app: Stand, pilot: Any, make: Callable[[Callable[[], None]], Screen[None]]) -> float:
    """Milliseconds from asking for such a screen to its rows having been painted."""
    loop, done = asyncio.get_running_loop(), asyncio.Event()
    began = loop.time()
    await app.push_screen(make(done.set))
    await asyncio.wait_for(done.wait(), 60)
    took = (loop.time() - began) * 1000
    app.pop_screen()
    await pilot.pause()
    return took


def records_of(kind: RecordKind, around: Around, goals: int) -> Iterator[Record]:
    """As many as there are rows, with something in each field one types into."""
    for n in range(ROWS):
        answers = {
            field.path: {
                kinds.Date: f"{1 + n % 28} dec",
                kinds.Day: f"{1 + n % 28} jan",
                kinds.Number: str(n),
                kinds.Link: f"goal {n % goals}",
                kinds.Person: ("ada", "grace")[n % 2],
            }.get(type(field.kind), f"{n} {WORDS}" if isinstance(field.kind, kinds.Line | kinds.Prose) else "")
            for field in kind.fields
            if not isinstance(field.kind, kinds.Choice | kinds.People)
        }
        yield filled(kind, kind.blank(f"{kind.name}{n}"), answers, around)


def stored(data: Path, kind: RecordKind) -> tuple[Store, str]:
    """A mentorship with as many records of that kind, and none of another."""
    store = Store(data)
    people = (Member(id="ada", name="Ada", role="mentor"), Member(id="grace", name="Grace", role="mentee"))
    goals = tuple(f"goal {n}" for n in range(20))
    slug = store.save_mentorship(Mentorship(id="m", slug="", part="mentor", me="ada", people=people, goals=goals)).slug
    around = Desk(store, SystemClock()).records.shelf(slug).around
    with store.changing(slug) as now:
        (now.private_table if kind.private else now.table)(kind.table, kind.struct).put(*records_of(kind, around, len(goals)))
    return store, slug


async def measured(app: Stand, pilot: Any, kind: RecordKind, data: Path) -> None:
    """That tab, opened as the first of a program and opened again, each in turn with the bare list."""
    _, slug = stored(data, kind)

    def screen(desk: Desk) -> Callable[[Callable[[], None]], Screen[None]]:
        def make(done: Callable[[], None]) -> Tabs:
            made = Tabs(desk.records, slug, tabs_of(desk, slug), Beside(drafts=Forgotten()), tab=kind.name)
            made.painted = done
            return made

        return make

    def new() -> Desk:
        return Desk(Store(data), SystemClock())

    known = new()
    await painted(app, pilot, screen(known))  # what is loaded once is loaded
    for called, desk in (("opened first", new), ("opened again", lambda: known)):
        pairs = [(await painted(app, pilot, screen(desk())), await painted(app, pilot, Bare)) for _ in range(TIMES)]
        ours, bare = middle([one for one, _ in pairs]), middle([one for _, one in pairs])
        row(f"{kind.title}, {ROWS:,} rows, {called}", ms(ours), ms(bare), ours / bare)


async def all_of_them() -> None:
    """Each kind of plain record."""
    app = Stand()
    async with app.run_test(size=SIZE) as pilot:
        for kind in RECORD_KINDS:
            with tempfile.TemporaryDirectory() as folder:
                await measured(app, pilot, kind, Path(folder) / "data")


def main() -> None:
    """The middle of some, in turn with the bare list."""
    title("First paint of a tab, read from the store, against a bare list of as many rows")
    asyncio.run(all_of_them())


if __name__ == "__main__":
    main()
