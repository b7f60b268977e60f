"""The page beside the list of History: of the session one stays on, with what was looked for marked in it."""

import asyncio
from collections.abc import Callable
from typing import TypeAlias

from textual import work
from textual.timer import Timer

from mentortui.core.findable import Findable
from mentortui.core.page import Page
from mentortui.core.search import Query
from mentortui.store.errors import StoreError
from mentortui.widgets.page_rows import PageRows
from mentortui.widgets.text import words

AFTER = 0.08
"""Seconds one stays on a session before its page is fetched: who types or walks on is not held up."""

Fetch: TypeAlias = Callable[[Findable], Page]
"""The page of a session, from the store. Raises StoreError."""


class HistoryPage(PageRows):
    """Follows the list a moment behind it."""

    def __init__(self, fetch: Fetch, trouble: Callable[[str], None]) -> None:
        """`trouble` is told what the store refuses."""
        super().__init__(id="paper")
        self._fetch = fetch
        self._trouble = trouble
        self._wanted: Findable | None = None
        self._query = Query()
        self._shown: Findable | None = None
        self._called = ""
        self._from_end = False
        self._later: Timer | None = None

    def follow(self, found: Findable | None, query: Query) -> None:
        """That session is marked now, and this was looked for."""
        self._wanted, self._query = found, query
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(AFTER, self._fetch_wanted)

    def step(self, by: int) -> bool:
        """To the next line with a match, or the one before; False where this page has no more, or is not there yet."""
        return self._shown is self._wanted and self.go(self.place + by)

    def begin_at_end(self) -> None:
        """On the next page its last match is gone to first: one comes from behind."""
        self._from_end = True

    def match(self) -> str:
        """The id of what stands behind the line one is at; empty where it has none."""
        return self.line.id if self.line and self._shown is self._wanted else ""

    def on_show(self) -> None:
        """What could not be seen was not fetched."""
        self.call_after_refresh(self._fetch_wanted)

    def _fetch_wanted(self) -> None:
        if not self.display or (self._wanted is self._shown and self.found == self._query.words and self._wanted is not None):
            return
        called = self._wanted.what if self._wanted else ""
        if called != self._called:
            self._called, self.border_title = called, words(called)
        self._load(self._wanted)

    @work(exclusive=True)
    async def _load(self, wanted: Findable | None) -> None:
        page: Page | None = None
        if wanted is not None:
            try:
                page = self.page if wanted is self._shown else await asyncio.to_thread(self._fetch, wanted)
            except StoreError as error:
                self._trouble(str(error))
        if not self.is_attached:
            return  # it was left meanwhile
        same = page == self.page and self.found == self._query.words and not self._from_end
        self._shown = wanted
        if not same:
            self.show(page, self._query.words, from_end=self._from_end)
        self._from_end = False
