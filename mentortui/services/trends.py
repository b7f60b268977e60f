"""Trends of a mentorship: read once, and again only what changed; each sum is made once."""

import threading
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import PurePath

from mentortui.core import trends as t
from mentortui.core import trends_groups as g
from mentortui.core import trends_held as h
from mentortui.core.heads import local, own_zone
from mentortui.core.records import Plan
from mentortui.core.refused import Refused
from mentortui.core.trends_course import Change, change
from mentortui.core.trends_look import Looked
from mentortui.services.clock import Clock
from mentortui.store.files import Stamp
from mentortui.store.store import Store

FORMS = (".csv", ".md", ".json")
NO_FORM = "Trends are written as a table, Markdown or JSON: end the file's name in .csv, .md or .json."


class Picture:
    """The trends of one mentorship as they were read; remembers what was added up. Safe from any thread."""

    def __init__(self, trends: t.Trends, today: date) -> None:
        self.trends = trends
        self.today = today
        self._groups: dict[g.By, tuple[g.Group, ...]] = {}
        self._changes: dict[tuple[g.By, str, str], Change] = {}

    def look(self, person: str) -> Looked:
        """For that person."""
        return Looked(trends=self.trends, person=person, today=self.today, groups=self.groups, change=self.change)

    def groups(self, by: g.By) -> Sequence[g.Group]:
        """As `core.trends_groups.groups`, made once."""
        if by not in self._groups:
            self._groups[by] = g.groups(self.trends, by)
        return self._groups[by]

    def change(self, group: g.Group, person: str) -> Change:
        """As `core.trends_course.change`, made once."""
        key = (group.by, group.key, person)
        if key not in self._changes:
            self._changes[key] = change(group, person)
        return self._changes[key]


class TrendsRead:
    """Of one data folder. Safe from any thread; reading is for a thread of its own."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._years: dict[tuple[str, str], tuple[Stamp, str, tuple[h.Held, ...]]] = {}
        self._pictures: dict[str, tuple[object, Picture]] = {}
        self._reading = threading.Lock()

    def read(self, slug: str, progress: Callable[[int, int], None] = lambda done, total: None) -> Picture:
        """All there is of that mentorship; `progress` is told how many of the years' files are done. A file that cannot be read
        is told in the store's `notices`. Raises StoreError where the mentorship cannot be read."""
        with self._reading:
            return self._read(slug, progress)

    def _read(self, slug: str, progress: Callable[[int, int], None]) -> Picture:
        mentorship = self._store.mentorship(slug)
        zone = own_zone(mentorship)
        stamps = self._store.stamps(slug)
        today = local(self._clock.wall(), zone).date()
        made_of = (tuple(stamps.items()), today)
        known = self._pictures.get(slug)
        if known is not None and known[0] == made_of:
            return known[1]
        years = [name for name in stamps if name not in ("record", "private")]
        found: list[h.Held] = []
        whole = True
        for done, year in enumerate(years, 1):
            held = self._year(slug, year, stamps[year], zone)
            found += held or ()
            whole &= held is not None
            progress(done, len(years))
        for one, year in list(self._years):
            if one == slug and year not in stamps:
                del self._years[one, year]
        picture = Picture(t.gathered(mentorship, found, self._store.table(slug, "plans", Plan)), today)
        if whole:
            self._pictures[slug] = (made_of, picture)
        return picture

    def _year(self, slug: str, year: str, stamp: Stamp, zone: str) -> tuple[h.Held, ...] | None:
        """None where it cannot be read, which is told."""
        from mentortui.store.errors import StoreError

        known = self._years.get((slug, year))
        if known is not None and known[:2] == (stamp, zone):
            return known[2]
        try:
            stored = self._store.sessions_of(slug, year, h.Stored)
        except StoreError as error:
            self._store.notices.append(str(error))
            return None
        held = tuple(h.held(one, zone) for one in stored if not one.removed)
        self._years[slug, year] = (stamp, zone, held)
        return held


def as_csv(looks: Sequence[Looked]) -> str:
    """A table for a spreadsheet, every figure of everybody in it."""
    from mentortui.formats.trend_csv import trends_csv
    from mentortui.formats.trend_figures import trends_shape

    return trends_csv(map(trends_shape, looks))


def as_json(looks: Sequence[Looked]) -> str:
    """As docs/cli.md has it."""
    from mentortui.formats.shapes import printed
    from mentortui.formats.trend_figures import trends_shape
    from mentortui.formats.trend_shapes import AllTrendsShape

    return printed(AllTrendsShape(trends=[trends_shape(look) for look in looks]))


def as_markdown(looks: Sequence[Looked]) -> str:
    """Every table of words."""
    from mentortui.core.trends_look import beside, overview, title
    from mentortui.core.trends_tables import all_tables
    from mentortui.formats.trend_markdown import trends_markdown

    return "\n".join(trends_markdown(title(look), (overview(look), beside(look)), all_tables(look)) for look in looks)


def file_name(look: Looked) -> str:
    """What a file with them is called unless one says otherwise."""
    return f"trends-{look.trends.slug}.csv"


def check_form(name: str) -> None:
    """Whether a file of that name can hold them. Raises Refused with one sentence."""
    if PurePath(name.strip()).suffix.casefold() not in FORMS:
        raise Refused(NO_FORM)
