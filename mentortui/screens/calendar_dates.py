"""The planned session on the calendar: its date, moved, missed, and why."""

from collections.abc import Callable
from typing import Final

from mentortui.core.calendar_rows import Row
from mentortui.core.dates import MONTHS
from mentortui.core.heads import local
from mentortui.screens.calendar_acts import CalendarActs
from mentortui.services.calendar_typed import (
    date_preview,
)
from mentortui.services.tabs import Host

DATE_HINT: Final = "thu 15:00 · 2w 15:00 · 12 dec 15:00, on your clock"
REASONS: Final = (
    ("n", "no reason given"),
    ("i", "illness"),
    ("t", "travel"),
    ("p", "project change"),
    ("c", "something else was at that time"),
    ("o", "other: type it"),
)


class DateKeys:
    """What its keys lead to."""

    def __init__(self, acts: CalendarActs) -> None:
        self._acts = acts

    def date(self, host: Host, id: str, day: str = "") -> None:
        calendar = self._acts.known
        seen = calendar.mentorship
        if seen.next_date is None:
            self._acts.typed(
                host,
                "The next session",
                DATE_HINT,
                lambda typed: date_preview(calendar, typed),
                lambda typed: self._acts.calendars.plan(self._acts.slug, typed, seen=seen),
                value=day,
            )
            return
        self._acts.typed(
            host,
            "Move it to",
            DATE_HINT,
            lambda typed: date_preview(calendar, typed),
            lambda typed: None,
            then=lambda typed: self._because(
                host, "Why is it moved?", lambda reason: self._acts.calendars.plan(self._acts.slug, typed, reason, seen)
            ),
        )

    def take(self, host: Host, row: Row) -> None:
        seen = self._acts.known.mentorship
        if seen.next_date is not None:
            host.say("A session is planned already: d moves it.", trouble=True)
            return
        cadence = seen.cadence
        if cadence is None or cadence.at is None:  # its hour is not agreed: only the day is known
            day = local(row.at, self._acts.known.zone)
            self.date(host, row.id, f"{day.day} {MONTHS[day.month - 1]} {day.year} ")
            return
        host.act(self._acts.done(lambda: self._acts.calendars.take(self._acts.slug, row.at, seen)))

    def missed(self, host: Host, id: str) -> None:
        seen = self._acts.known.mentorship
        if seen.next_date is None:
            host.say("No session is planned: there is none to be missed.", trouble=True)
            return

        def chosen(key: str) -> None:
            if key == "h":
                host.app.log_held(self._acts.slug)
                return
            self._because(
                host, "Why?", lambda reason: self._acts.calendars.missed(self._acts.slug, reason, seen, on_purpose=key == "s")
            )

        choices = (("n", "missed: it did not take place"), ("s", "skipped: left out on purpose"), ("h", "held: write it down"))
        host.choose("The planned session was", choices, chosen, about="Everything on its agenda waits for the next date.")

    def _because(self, host: Host, title: str, deed: Callable[[str], str]) -> None:
        def chosen(key: str) -> None:
            if key == "o":
                host.ask(
                    "The reason, in a few words",
                    "kept with the date; no blame",
                    lambda typed: self._acts.done(lambda: deed(typed))(),
                )
                return
            reason = "" if key == "n" else dict(REASONS)[key]
            host.act(self._acts.done(lambda: deed(reason)))

        host.choose(title, REASONS, chosen, about="It is only kept with the date.")

    def reason(self, host: Host, row: Row) -> None:
        host.ask(
            "Why, in a few words",
            "kept with the date, no blame; empty: no reason given",
            lambda typed: self._acts.done(lambda: self._acts.calendars.give_reason(self._acts.slug, row.id, typed, row.was))(),
            value=row.reason,
        )
