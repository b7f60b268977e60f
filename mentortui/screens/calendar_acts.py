"""What the keys of the calendar have in common: one line to type, and acts that can be taken back."""

from collections.abc import Callable

from mentortui.core.calendar_rows import Calendar
from mentortui.core.refused import NothingToUndo
from mentortui.services.calendar import Calendars
from mentortui.services.tabs import Host
from mentortui.services.undoing import the_last

DONE, TOLD = "done", "told"
"""An act that can be taken back, and one that only wrote something elsewhere."""


class CalendarActs:
    """On the calendar of one mentorship."""

    def __init__(self, calendars: Calendars, slug: str) -> None:
        self.calendars, self.slug = calendars, slug
        self.calendar: Calendar | None = None
        """None until the tab was read."""
        self._did: list[str] = []

    def undo(self) -> str:
        """The last act, where it can be. Raises NothingToUndo, Refused."""
        if not self._did or self._did[-1] == TOLD:
            self._did[-1:] = []
            raise NothingToUndo("There is nothing to undo.")
        with the_last(self._did):
            return self.calendars.undo(self.slug)

    def done(self, deed: Callable[[], str]) -> Callable[[], str]:
        """It, remembered for `u` once it is through."""
        return lambda: self.remembered(deed(), DONE)

    def told(self, deed: Callable[[], str]) -> Callable[[], str]:
        """It, which `u` leaves as it is."""
        return lambda: self.remembered(deed(), TOLD)

    def remembered(self, said: str, how: str) -> str:
        """What an act says, once it is through."""
        if said:
            self._did.append(how)
        return said

    @property
    def known(self) -> Calendar:
        """The calendar as the tab read it last."""
        assert self.calendar is not None  # no key acts before the tab was read
        return self.calendar

    def typed(
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
                title, hint, lambda text: self.remembered(deed(text) or "", DONE), value=value, preview=preview, select=select
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
