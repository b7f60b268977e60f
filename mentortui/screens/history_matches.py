"""Going through what was found in History: line by line in the page, on to the next session, and into the minute it was said."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from mentortui.core import findable as f
from mentortui.core.findable import Findable
from mentortui.screens.history_page import HistoryPage
from mentortui.services.finding import Finding
from mentortui.widgets.long_list import LongList

if TYPE_CHECKING:
    from mentortui.services.searching import Searching


class HistoryMatches:
    """Of one screen that stands. `say`: where it is said that there are no more; `page`: shows the page of the marked session."""

    def __init__(
        self,
        screen: Screen[None],
        finding: Finding,
        searching: "Searching",
        *,
        say: Callable[[str], None],
        page: Callable[[], None],
    ) -> None:
        self._screen = screen
        self._finding = finding
        self._searching = searching
        self._say = say
        self._page = page

    def step(self, by: int) -> None:
        """To the next line of the page with a match; behind its last one to the next session."""
        if not self._finding.searched.words:
            self._say("n goes through matches: / finds some.")
            return
        paper, listed = self._screen.query_one(HistoryPage), self._screen.query_one(LongList)
        if paper.step(by):
            return
        if 0 <= listed.marked + by < listed.count:
            if by < 0:
                paper.begin_at_end()
            listed.marked += by
        else:
            self._say("That was the last match." if by > 0 else "That is the first match.")

    def open(self, here: Findable, *, zone: str, now: int) -> bool:
        """The minute of the match one is at, or of the first; False where none has a moment."""
        said = f.said_in(here, self._finding.searched)
        match = self._screen.query_one(HistoryPage).match()
        place = next((n for n, piece in enumerate(said) if piece.id == match), None)
        if place is None and said and not match:
            place = 0
        if place is not None:
            self.minute((self._screen.query_one(LongList).marked, place), zone, now)
        return place is not None

    def minute(self, place: f.Place, zone: str, now: int) -> None:
        """The minute of that match."""
        from mentortui.screens.history_minute import MinuteScreen

        found, searched = self._finding.found, self._finding.searched
        screen = MinuteScreen(self._searching, found, searched, place, zone=zone, now=now)
        self._screen.app.push_screen(screen, self._came_back)

    def _came_back(self, place: tuple[f.Place, bool] | None) -> None:
        """To the session whose minute was seen last; True: its page is wanted."""
        if place is None or not self._screen.query(LongList):
            return
        (session, _), wanted = place
        self._screen.query_one(LongList).marked = session
        if wanted:
            self._page()
