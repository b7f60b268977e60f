"""What was agreed of dates: how often, who is at work when, until when."""

from typing import Final

from mentortui.core.cadence_read import HINT as CADENCE_HINT
from mentortui.core.dates import MONTHS, iso_day
from mentortui.core.days_off import HINT as WORK_HINT
from mentortui.core.sharing import in_order
from mentortui.core.text import fit
from mentortui.screens.calendar_acts import CalendarActs
from mentortui.screens.calendar_view import letters
from mentortui.services.calendar_typed import (
    FIELD,
    Which,
    cadence_line,
    cadence_preview,
    end_preview,
    work_line,
    work_preview,
)
from mentortui.services.tabs import Host

END_HINT: Final = "a day: 18 dec, 6m · none"


class AgreedKeys:
    """What its keys lead to."""

    def __init__(self, acts: CalendarActs) -> None:
        self._acts = acts

    def sessions(self, host: Host, id: str) -> None:
        self._rhythm(host, "session", "Sessions are meant to be")

    def check_ins(self, host: Host, id: str) -> None:
        self._rhythm(host, "check-in", "Check-ins are meant to be")

    def _rhythm(self, host: Host, which: Which, title: str) -> None:
        calendar = self._acts.known
        before = getattr(calendar.mentorship, FIELD[which])
        self._acts.typed(
            host,
            title,
            CADENCE_HINT,
            lambda typed: cadence_preview(calendar, which, typed),
            lambda typed: self._acts.calendars.set_cadence(self._acts.slug, which, typed, calendar.mentorship),
            value=cadence_line(before, calendar.mentorship) if before is not None else "",
        )

    def hours(self, host: Host, id: str) -> None:
        calendar = self._acts.known
        people = in_order(calendar.mentorship)

        def asked(person: str, name: str) -> None:
            self._acts.typed(
                host,
                f"{name}: at work, and days off",
                WORK_HINT,
                lambda typed: work_preview(calendar, typed),
                lambda typed: self._acts.calendars.set_work(self._acts.slug, person, typed, calendar.mentorship),
                value=work_line(calendar, person),
            )

        names = ["you" if one.id == calendar.mentorship.me else one.name for one in people]
        keyed = dict(zip(letters(names), people, strict=True))
        choices = list(zip(keyed, names, strict=True))
        host.choose("Whose hours?", choices, lambda key: asked(keyed[key].id, fit(keyed[key].name, 30)))

    def end(self, host: Host, id: str) -> None:
        calendar = self._acts.known
        day = iso_day(calendar.mentorship.ends)
        self._acts.typed(
            host,
            "It is meant to end on",
            END_HINT,
            lambda typed: end_preview(calendar, typed),
            lambda typed: self._acts.calendars.set_end(self._acts.slug, typed, calendar.mentorship),
            value=f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day is not None else "",
        )
