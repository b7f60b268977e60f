"""The calendar among the tabs of a mentorship: what was agreed on top, the dates to come, then what was."""

from collections.abc import Callable
from typing import Final

from mentortui.core.calendar_rows import Row, rows
from mentortui.screens.calendar_acts import CalendarActs
from mentortui.screens.calendar_agreed import AgreedKeys
from mentortui.screens.calendar_closing import CLOSING_PAGE, ClosingKeys
from mentortui.screens.calendar_dates import DateKeys
from mentortui.screens.calendar_pauses import PauseKeys
from mentortui.screens.calendar_view import agreed, entry, is_used, row_id
from mentortui.services.calendar import Calendars
from mentortui.services.calendar_file import HINT as FILE_HINT
from mentortui.services.calendar_file import calendar_name, write_calendar
from mentortui.services.closing import ClosingBook
from mentortui.services.drafts import Kept
from mentortui.services.records import Shelf
from mentortui.services.tabs import Count, Entries, Entry, Host, Read, Tab, TabKey, TabRow

KEYS: Final = (
    ("r", "rhythm", "How often sessions are meant to be"),
    ("z", "pause", "Pause it, or go on with it"),
    ("w", "hours", "Working hours and days off"),
    ("i", "file", "Write the dates to a file for other calendars"),
    ("n", "missed", "The planned session was missed, or left out"),
    ("v", "end", "The day it is meant to end; extend it"),
    ("c", "check-ins", "How often check-ins are meant to be"),
    ("d", "date", "Plan the next session, or move it"),
    ("y", "close", "Close it well, or open it again: reopen"),
)
"""Those that are used most first: `a` is a date too, and a mentorship is closed once."""


class CalendarTab(Tab):
    """One list of all dates; a row knows what it is about by its id."""

    name, title, one = "calendar", "Calendar", "a date"
    many = "dates"
    about = "When you meet, how often you mean to, what was moved or missed, pauses, and how it ends."
    example = (
        "○ Thu 10 Dec 15:00 (17:00 Nairobi) · every 2 weeks Thu 15:00",
        "‖ Mon 21 Dec to Sun 3 Jan · travel",
        "→ from Thu 26 Nov 15:00 · to Fri 27 Nov 15:00 · illness",
    )

    def __init__(self, calendars: Calendars, closing: ClosingBook, slug: str, drafts: Callable[[str], Kept]) -> None:
        self._calendars, self._closing, self._slug, self._drafts = calendars, closing, slug, drafts
        self._acts = acts = CalendarActs(calendars, slug)
        self._dates, self._agreed, self._pauses = DateKeys(acts), AgreedKeys(acts), PauseKeys(acts)
        self._rows: dict[str, Row] = {}
        dates, often = self._dates, self._agreed
        keyed = (
            *(often.sessions, self._pauses.pause, often.hours, self._file, dates.missed, often.end, often.check_ins),
            *(dates.date, self._close),
        )
        self.keys = tuple(
            TabKey(key=key, label=label, words=words, act=self._once_read(act), alone=True)
            for (key, label, words), act in zip(KEYS, keyed, strict=True)
        )

    def count(self, shelf: Shelf) -> Count:
        """Something was agreed, paused or closed here; dates alone need no tab."""
        one = shelf.mentorship
        used = one.cadence or one.check_ins or one.days_off or one.ends or one.archived is not None
        return Count(1 if used or self._calendars.was_paused(self._slug) else 0)

    def read(self, shelf: Shelf) -> Read:
        """All dates."""
        self._acts.calendar = calendar = self._calendars.calendar(self._slug)
        found = rows(calendar)
        ids = [row_id(row, place) for place, row in enumerate(found)]
        self._rows = dict(zip(ids, found, strict=True))
        entries = [entry(id, row) for id, row in self._rows.items()]
        page = self._closing.written(self._slug)
        if page is not None:
            entries.insert(0, Entry(row=TabRow(id=CLOSING_PAGE, text="Closing page", sign="■"), page=(("", page.text),)))
        if is_used(calendar) or entries:
            entries.insert(0, agreed(calendar))
        return Entries(entries)

    def add(self, host: Host, id: str) -> None:
        """The next date."""
        self._once_read(self._dates.date)(host, id)

    def edit(self, host: Host, id: str) -> None:
        """What the marked row is about."""
        self._once_read(self._edit)(host, id)

    def _edit(self, host: Host, id: str) -> None:
        row = self._rows.get(id)
        if id == CLOSING_PAGE:
            self._write(host)
        elif row is None or row.kind == "next":
            self._dates.take(host, row) if row is not None and row.at else self._agreed.sessions(host, id)
        elif row.kind == "planned":
            self._dates.date(host, id)
        elif row.kind == "check-in":
            self._agreed.check_ins(host, id)
        elif row.kind == "end":
            self._agreed.end(host, id)
        elif row.kind == "pause":
            self._pauses.end(host, row.id)
        elif row.kind in ("missed", "skipped", "moved", "off"):
            self._dates.reason(host, row)
        elif row.kind == "held" and any(head.id == row.id for head in self._acts.known.heads):
            host.app.open_summary(self._slug, row.id)
        else:
            host.say("That is how it was; u takes back what was done here last.")

    def remove(self, host: Host, id: str, *, anyway: bool = False) -> str:
        """A pause, or the date of the planned session."""
        row = self._rows.get(id)
        if row is not None and row.kind == "pause":
            return self._acts.done(lambda: f"{self._calendars.remove_pause(self._slug, row.id)} · u brings it back")()
        return super().remove(host, id, anyway=anyway)

    def undo(self, host: Host) -> str:
        """The last act on the calendar."""
        return self._acts.undo()

    # closing, and the file

    def _close(self, host: Host, id: str) -> None:
        keys = ClosingKeys(self._closing, self._slug, self._drafts, self._acts.done, self._acts.told)
        keys.ask(host, archived=self._acts.known.mentorship.archived is not None)

    def _write(self, host: Host) -> None:
        ClosingKeys(self._closing, self._slug, self._drafts, self._acts.done, self._acts.told).write(host)

    def _file(self, host: Host, id: str) -> None:
        calendar = self._acts.known
        host.ask(
            "The dates to",
            FILE_HINT,
            lambda name: self._acts.told(lambda: write_calendar(name, calendar))(),
            value=calendar_name(calendar),
        )

    # inside

    def _once_read(self, act: Callable[[Host, str], None]) -> Callable[[Host, str], None]:
        """It; a key that is quicker than the disk does nothing yet."""

        def acting(host: Host, id: str) -> None:
            if self._acts.calendar is not None:
                act(host, id)

        return acting
