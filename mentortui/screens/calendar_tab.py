"""The calendar among the tabs of a mentorship: what was agreed on top, the dates to come, then what was."""

from collections.abc import Callable
from typing import Final

from mentortui.core.cadence_read import HINT as CADENCE_HINT
from mentortui.core.calendar_rows import Calendar, Row, rows
from mentortui.core.dates import MONTHS, iso_day
from mentortui.core.days_off import HINT as WORK_HINT
from mentortui.core.heads import local
from mentortui.core.mentorship_pauses import WHYS, Why, coming_pause, pause_words, paused_on
from mentortui.core.refused import NothingToUndo, Refused
from mentortui.core.sharing import in_order
from mentortui.core.text import fit
from mentortui.screens.calendar_closing import CLOSING_PAGE, ClosingKeys
from mentortui.screens.calendar_view import agreed, entry, is_used, letters, row_id
from mentortui.services.calendar import Calendars
from mentortui.services.calendar_file import HINT as FILE_HINT
from mentortui.services.calendar_file import calendar_name, write_calendar
from mentortui.services.calendar_typed import (
    FIELD,
    Which,
    cadence_line,
    cadence_preview,
    date_preview,
    day_preview,
    end_preview,
    pause_preview,
    work_line,
    work_preview,
)
from mentortui.services.closing import ClosingBook
from mentortui.services.drafts import Kept
from mentortui.services.records import Shelf
from mentortui.services.tabs import Count, Entries, Entry, Host, Read, Tab, TabKey, TabRow

DATE_HINT: Final = "thu 15:00 · 2w 15:00 · 12 dec 15:00, on your clock"
PAUSE_HINT: Final = "2w, from today · mon · 3 dec to 7 dec"
END_HINT: Final = "a day: 18 dec, 6m · none"
REASONS: Final = (
    ("n", "no reason given"),
    ("i", "illness"),
    ("t", "travel"),
    ("p", "project change"),
    ("c", "something else was at that time"),
    ("o", "other: type it"),
)
PAUSES: Final[tuple[tuple[str, Why], ...]] = (("i", "illness"), ("t", "travel"), ("p", "project"), ("o", "other"))
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
DONE, TOLD = "done", "told"
"""An act that can be taken back, and one that only wrote something elsewhere."""


class CalendarTab(Tab):
    """One list of all dates; a row knows what it is about by its id."""

    name, title, one = "calendar", "Calendar", "a date"
    about = "When you meet, how often you mean to, what was moved or missed, pauses, and how it ends."
    example = (
        "○ Thu 10 Dec 15:00 (17:00 Nairobi) · every 2 weeks Thu 15:00",
        "‖ Mon 21 Dec to Sun 3 Jan · travel",
        "→ from Thu 26 Nov 15:00 · to Fri 27 Nov 15:00 · illness",
    )

    def __init__(self, calendars: Calendars, closing: ClosingBook, slug: str, drafts: Callable[[str], Kept]) -> None:
        self._calendars, self._closing, self._slug, self._drafts = calendars, closing, slug, drafts
        self._calendar: Calendar | None = None
        self._rows: dict[str, Row] = {}
        self._did: list[str] = []
        acts = (
            *(self._sessions, self._pause, self._hours, self._file, self._missed, self._end, self._check_ins, self._date),
            self._close,
        )
        self.keys = tuple(
            TabKey(key=key, label=label, words=words, act=self._once_read(act), alone=True)
            for (key, label, words), act in zip(KEYS, acts, strict=True)
        )

    def count(self, shelf: Shelf) -> Count:
        """Something was agreed, paused or closed here; dates alone need no tab."""
        one = shelf.mentorship
        used = one.cadence or one.check_ins or one.days_off or one.ends or one.archived is not None
        return Count(1 if used or self._calendars.was_paused(self._slug) else 0)

    def read(self, shelf: Shelf) -> Read:
        """All dates."""
        self._calendar = calendar = self._calendars.calendar(self._slug)
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
        self._once_read(self._date)(host, id)

    def edit(self, host: Host, id: str) -> None:
        """What the marked row is about."""
        self._once_read(self._edit)(host, id)

    def _edit(self, host: Host, id: str) -> None:
        row = self._rows.get(id)
        if id == CLOSING_PAGE:
            self._write(host)
        elif row is None or row.kind == "next":
            self._take(host, row) if row is not None and row.at else self._sessions(host, id)
        elif row.kind == "planned":
            self._date(host, id)
        elif row.kind == "check-in":
            self._check_ins(host, id)
        elif row.kind == "end":
            self._end(host, id)
        elif row.kind == "pause":
            self._pause_end(host, row.id)
        elif row.kind in ("missed", "skipped", "moved", "off"):
            self._reason(host, row)
        elif row.kind == "held" and any(head.id == row.id for head in self._known.heads):
            host.app.open_summary(self._slug, row.id)
        else:
            host.say("That is how it was; u takes back what was done here last.")

    def remove(self, host: Host, id: str, *, anyway: bool = False) -> str:
        """A pause, or the date of the planned session."""
        row = self._rows.get(id)
        if row is not None and row.kind == "pause":
            return self._done(lambda: f"{self._calendars.remove_pause(self._slug, row.id)} · u brings it back")()
        return super().remove(host, id, anyway=anyway)

    def undo(self, host: Host) -> str:
        """The last act on the calendar."""
        if not self._did or self._did[-1] == TOLD:
            self._did[-1:] = []
            raise NothingToUndo("There is nothing to undo.")
        try:
            said = self._calendars.undo(self._slug)
        except Refused:
            self._did.pop()
            raise
        self._did.pop()  # not before: a disk may refuse it
        return said

    # dates

    def _date(self, host: Host, id: str, day: str = "") -> None:
        calendar = self._known
        planned = calendar.mentorship.next_date
        if planned is None:
            self._typed(
                host,
                "The next session",
                DATE_HINT,
                lambda typed: date_preview(calendar, typed),
                lambda typed: self._calendars.plan(self._slug, typed),
                value=day,
            )
            return
        self._typed(
            host,
            "Move it to",
            DATE_HINT,
            lambda typed: date_preview(calendar, typed),
            lambda typed: None,
            then=lambda typed: self._because(
                host, "Why is it moved?", lambda reason: self._calendars.plan(self._slug, typed, reason)
            ),
        )

    def _take(self, host: Host, row: Row) -> None:
        if self._known.mentorship.next_date is not None:
            host.say("A session is planned already: d moves it.", trouble=True)
            return
        cadence = self._known.mentorship.cadence
        if cadence is None or cadence.at is None:  # its hour is not agreed: only the day is known
            day = local(row.at, self._known.zone)
            self._date(host, row.id, f"{day.day} {MONTHS[day.month - 1]} {day.year} ")
            return
        host.act(self._done(lambda: self._calendars.take(self._slug, row.at)))

    def _missed(self, host: Host, id: str) -> None:
        if self._known.mentorship.next_date is None:
            host.say("No session is planned: there is none to be missed.", trouble=True)
            return

        def chosen(key: str) -> None:
            if key == "h":
                host.app.log_held(self._slug)
                return
            self._because(host, "Why?", lambda reason: self._calendars.missed(self._slug, reason, on_purpose=key == "s"))

        choices = (("n", "missed: it did not take place"), ("s", "skipped: left out on purpose"), ("h", "held: write it down"))
        host.choose("The planned session was", choices, chosen, about="Everything on its agenda waits for the next date.")

    def _because(self, host: Host, title: str, deed: Callable[[str], str]) -> None:
        def chosen(key: str) -> None:
            if key == "o":
                host.ask(
                    "The reason, in a few words", "kept with the date; no blame", lambda typed: self._done(lambda: deed(typed))()
                )
                return
            reason = "" if key == "n" else dict(REASONS)[key]
            host.act(self._done(lambda: deed(reason)))

        host.choose(title, REASONS, chosen, about="It is only kept with the date.")

    def _reason(self, host: Host, row: Row) -> None:
        host.ask(
            "Why, in a few words",
            "kept with the date, no blame; empty: no reason given",
            lambda typed: self._done(lambda: self._calendars.give_reason(self._slug, row.id, typed, row.was))(),
            value=row.reason,
        )

    # how often, when, until when

    def _sessions(self, host: Host, id: str) -> None:
        self._rhythm(host, "session", "Sessions are meant to be")

    def _check_ins(self, host: Host, id: str) -> None:
        self._rhythm(host, "check-in", "Check-ins are meant to be")

    def _rhythm(self, host: Host, which: Which, title: str) -> None:
        calendar = self._known
        before = getattr(calendar.mentorship, FIELD[which])
        self._typed(
            host,
            title,
            CADENCE_HINT,
            lambda typed: cadence_preview(calendar, which, typed),
            lambda typed: self._calendars.set_cadence(self._slug, which, typed),
            value=cadence_line(before, calendar.mentorship) if before is not None else "",
        )

    def _hours(self, host: Host, id: str) -> None:
        calendar = self._known
        people = in_order(calendar.mentorship)

        def asked(person: str, name: str) -> None:
            self._typed(
                host,
                f"{name}: at work, and days off",
                WORK_HINT,
                lambda typed: work_preview(calendar, typed),
                lambda typed: self._calendars.set_work(self._slug, person, typed),
                value=work_line(calendar, person),
            )

        names = ["you" if one.id == calendar.mentorship.me else one.name for one in people]
        keyed = dict(zip(letters(names), people, strict=True))
        choices = list(zip(keyed, names, strict=True))
        host.choose("Whose hours?", choices, lambda key: asked(keyed[key].id, fit(keyed[key].name, 30)))

    def _end(self, host: Host, id: str) -> None:
        calendar = self._known
        day = iso_day(calendar.mentorship.ends)
        self._typed(
            host,
            "It is meant to end on",
            END_HINT,
            lambda typed: end_preview(calendar, typed),
            lambda typed: self._calendars.set_end(self._slug, typed),
            value=f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day is not None else "",
        )

    # paused

    def _pause(self, host: Host, id: str) -> None:
        calendar = self._known
        pause = paused_on(calendar.pauses, calendar.today.isoformat())
        if pause is not None:
            host.act(self._done(lambda: self._calendars.resume(self._slug)))
            return
        coming = coming_pause(calendar.pauses, calendar.today.isoformat())
        if coming is None:
            self._pause_anew(host)
            return

        def chosen(key: str) -> None:
            if key == "d":
                self._pause_end(host, coming.id)
            elif key == "n":
                host.act(self._done(lambda: f"{self._calendars.remove_pause(self._slug, coming.id)} · u brings it back"))
            else:
                self._pause_anew(host)

        said = pause_words(coming, calendar.today)
        choices = (("d", "another last day"), ("n", "no pause: it goes on"), ("p", "another pause"))
        host.choose(f"{said[0].upper()}{said[1:]}", choices, chosen)

    def _pause_anew(self, host: Host) -> None:
        calendar = self._known

        def days(why: Why, note: str) -> None:
            self._typed(
                host,
                f"Paused for {fit(note, 30) or WHYS[why]}: which days?",
                PAUSE_HINT,
                lambda typed: pause_preview(calendar, typed),
                lambda typed: self._calendars.pause(self._slug, why, typed, note),
            )

        def chosen(key: str) -> None:
            why = dict(PAUSES)[key]
            if why != "other":
                days(why, "")
                return
            hint = "in a few words; empty: nobody says"
            self._typed(host, "Paused because of", hint, lambda typed: "", lambda typed: None, then=lambda note: days(why, note))

        host.choose("Pause it, because of", [(key, WHYS[why]) for key, why in PAUSES], chosen, about="Meanwhile nothing is due.")

    def _pause_end(self, host: Host, id: str) -> None:
        calendar = self._known
        self._typed(
            host,
            "The last day of that pause",
            "a day: mon, 7 dec; empty: not known yet",
            lambda typed: day_preview(calendar, typed),
            lambda typed: self._calendars.end_pause(self._slug, id, typed),
        )

    # closing, and the file

    def _close(self, host: Host, id: str) -> None:
        keys = ClosingKeys(self._closing, self._slug, self._drafts, self._done, self._told)
        keys.ask(host, archived=self._known.mentorship.archived is not None)

    def _write(self, host: Host) -> None:
        ClosingKeys(self._closing, self._slug, self._drafts, self._done, self._told).write(host)

    def _file(self, host: Host, id: str) -> None:
        calendar = self._known
        host.ask(
            "The dates to",
            FILE_HINT,
            lambda name: self._told(lambda: write_calendar(name, calendar))(),
            value=calendar_name(calendar),
        )

    # inside

    def _once_read(self, act: Callable[[Host, str], None]) -> Callable[[Host, str], None]:
        """It; a key that is quicker than the disk does nothing yet."""

        def acting(host: Host, id: str) -> None:
            if self._calendar is not None:
                act(host, id)

        return acting

    def _done(self, deed: Callable[[], str]) -> Callable[[], str]:
        """It, remembered for `u` once it is through."""
        return lambda: self._remembered(deed(), DONE)

    def _told(self, deed: Callable[[], str]) -> Callable[[], str]:
        """It, which `u` leaves as it is."""
        return lambda: self._remembered(deed(), TOLD)

    def _remembered(self, said: str, how: str) -> str:
        if said:
            self._did.append(how)
        return said

    @property
    def _known(self) -> Calendar:
        assert self._calendar is not None  # no key acts before the tab was read
        return self._calendar

    def _typed(
        self,
        host: Host,
        title: str,
        hint: str,
        preview: Callable[[str], str],
        deed: Callable[[str], str | None],
        *,
        value: str = "",
        then: Callable[[str], None] | None = None,
    ) -> None:
        """One line; what it is understood as stands below it while one types. `then` is done with it in place of `deed`."""
        select = bool(value) and not value.endswith(" ")
        if then is None:
            host.ask(
                title, hint, lambda text: self._remembered(deed(text) or "", DONE), value=value, preview=preview, select=select
            )
            return
        from mentortui.screens.ask import AskScreen

        typed = list[str]()

        def submit(text: str) -> None:
            preview(text)
            typed[:] = [text]

        def done(saved: bool | None) -> str | None:
            if saved:
                then(typed[0])
            return None

        host.open(
            AskScreen(
                title,
                hint,
                submit,
                preview=preview,
                value=value,
                select=select,
                strip=getattr(host, "strip", None),
            ),
            done,
        )
