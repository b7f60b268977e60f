"""How a page leaves Summary: copied or written, and told what was left out: private notes, and what waits for its next step."""

import asyncio
from collections.abc import Callable

from mentortui.core.commands import Refused
from mentortui.core.page import Page, to_hand_out
from mentortui.formats.markdown import message, to_markdown
from mentortui.services.clipboard import THROUGH_TERMINAL
from mentortui.services.exports import write_session
from mentortui.services.pages import Pages
from mentortui.store.errors import StoreError


class Handing:
    """Each way says in one line what became of the page."""

    def __init__(self, pages: Pages, slug: str, session: str, copy: Callable[[str], str]) -> None:
        """`copy` puts text into the clipboard and says which way."""
        self._pages = pages
        self._slug = slug
        self._session = session
        self._copy = copy

    async def short(self) -> str:
        """The message for the other, under twelve lines. Raises Refused where nothing took it, StoreError."""
        page = await asyncio.to_thread(self._pages.page_of, self._slug, self._session, True)
        return await self._copied(message(page), f"for {page.other}", page.left_out)

    async def text(self, text: str, what: str) -> str:
        """A text that was written for the other. Raises Refused where nothing took it."""
        return _said(f"Copied {what}", (await self._taken(text)).removeprefix("Copied ").strip())

    async def whole(self, page: Page) -> str:
        """The whole page as it is shown. Raises Refused where nothing took it."""
        what = f"the full record for {page.other}" if page.for_other else "the full record"
        leaving = to_hand_out(page)
        return await self._copied(to_markdown(leaving), what, leaving.left_out)

    def file_name(self) -> str:
        """What the file is called unless one says otherwise. Raises StoreError."""
        return self._pages.file_name(self._slug, self._session)

    def write(self, page: Page, name: str) -> str:
        """The whole page as it is shown, into a new file, in the form its name ends in. Raises Refused with what is wrong."""
        leaving = to_hand_out(page)
        try:
            written = write_session(name, leaving, lambda: self._pages.handed_out(self._slug, self._session))
        except StoreError as error:
            raise Refused(str(error)) from error
        return _said(f"Written to {written}", leaving.left_out)

    async def _copied(self, text: str, what: str, left_out: str) -> str:
        return _said(f"Copied {what}", left_out, _way(await self._taken(text)))

    async def _taken(self, text: str) -> str:
        way = await asyncio.to_thread(self._copy, text)
        if not way.startswith("Copied"):
            raise Refused(way)
        return way


def _way(way: str) -> str:
    """Whether the terminal took it nobody knows: there the other way out is told too."""
    told = way.removeprefix("Copied ").strip()
    return f"{told}. If nothing arrives, w writes a file." if way == THROUGH_TERMINAL else told


def _said(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
