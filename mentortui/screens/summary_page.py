"""The page on Summary: one walks it from line to line, and the line one is on stays marked when it is read again."""

from typing import Any

from mentortui.core.page import Line, Page
from mentortui.core.page_parts import for_screen
from mentortui.core.page_walk import Walk, walk_of
from mentortui.formats.markdown import parser, to_markdown
from mentortui.screens.summary_view import with_keys
from mentortui.widgets.page_markdown import PageMarkdown


class SummaryPage(PageMarkdown):
    """Knows the line one is on, not only its place."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(parser_factory=parser, **kwargs)
        self._told = ""
        self.walk = Walk()
        self.here: Line | None = None
        """The line one is on, or that is to be marked once it is there."""

    async def read(self, page: Page, cells: int) -> bool:
        """Shows it, on a screen of that many cells; False where it would look just the same. `find` marks the line then."""
        told = to_markdown(with_keys(for_screen(page), cells))
        if told == self._told:
            return False
        self._told = told
        await self.update(told)
        return True

    def find(self, page: Page | None) -> None:
        """Marks the line one was on, or what stands in its place."""
        self.walk = walk_of(page) if page else Walk()
        self.stops = self.walk.stops
        there = self.walk.place_of(self.here)
        self.go(self.place if there is None else there)

    def go(self, place: int) -> None:
        """To that line."""
        self.mark(place)
        self.here = self.walk.lines[self.place] if self.walk.lines else None

    def go_to_notes(self) -> None:
        """To the first note nobody has looked at yet."""
        place = self.walk.to_sort()
        if place is not None:
            self.go(place)

    def leave_note(self, note: Line) -> None:
        """The next note to sort is marked, once this one is dealt with."""
        self.here = self.walk.note_after(note)
