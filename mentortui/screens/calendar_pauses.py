"""Pauses on the calendar: begun, planned, ended, and what for."""

from typing import Final

from mentortui.core.mentorship_pauses import WHYS, Why, coming_pause, pause_words, paused_on
from mentortui.core.text import fit
from mentortui.screens.calendar_acts import CalendarActs
from mentortui.services.calendar_typed import (
    day_preview,
    pause_preview,
)
from mentortui.services.tabs import Host

PAUSE_HINT: Final = "2w, from today · mon · 3 dec to 7 dec"
PAUSES: Final[tuple[tuple[str, Why], ...]] = (("i", "illness"), ("t", "travel"), ("p", "project"), ("o", "other"))


class PauseKeys:
    """What its keys lead to."""

    def __init__(self, acts: CalendarActs) -> None:
        self._acts = acts

    def pause(self, host: Host, id: str) -> None:
        calendar = self._acts.known
        pause = paused_on(calendar.pauses, calendar.today.isoformat())
        if pause is not None:
            host.act(self._acts.done(lambda: self._acts.calendars.resume(self._acts.slug)))
            return
        coming = coming_pause(calendar.pauses, calendar.today.isoformat())
        if coming is None:
            self._pause_anew(host)
            return

        def chosen(key: str) -> None:
            if key == "d":
                self.end(host, coming.id)
            elif key == "n":
                host.act(
                    self._acts.done(lambda: f"{self._acts.calendars.remove_pause(self._acts.slug, coming.id)} · u brings it back")
                )
            else:
                self._pause_anew(host)

        said = pause_words(coming, calendar.today)
        choices = (("d", "another last day"), ("n", "no pause: it goes on"), ("p", "another pause"))
        host.choose(f"{said[0].upper()}{said[1:]}", choices, chosen)

    def _pause_anew(self, host: Host) -> None:
        calendar = self._acts.known

        def days(why: Why, note: str) -> None:
            self._acts.typed(
                host,
                f"Paused for {fit(note, 30) or WHYS[why]}: which days?",
                PAUSE_HINT,
                lambda typed: pause_preview(calendar, typed),
                lambda typed: self._acts.calendars.pause(self._acts.slug, why, typed, note),
            )

        def chosen(key: str) -> None:
            why = dict(PAUSES)[key]
            if why != "other":
                days(why, "")
                return
            hint = "in a few words; empty: nobody says"
            self._acts.typed(
                host, "Paused because of", hint, lambda typed: "", lambda typed: None, then=lambda note: days(why, note)
            )

        host.choose("Pause it, because of", [(key, WHYS[why]) for key, why in PAUSES], chosen, about="Meanwhile nothing is due.")

    def end(self, host: Host, id: str) -> None:
        calendar = self._acts.known
        self._acts.typed(
            host,
            "The last day of that pause",
            "a day: mon, 7 dec; empty: not known yet",
            lambda typed: day_preview(calendar, typed),
            lambda typed: self._acts.calendars.end_pause(self._acts.slug, id, typed),
        )
