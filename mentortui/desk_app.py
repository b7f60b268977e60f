"""What every way from screen to screen needs: the desk, what the store refuses told, and whose mentorship a screen shows."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from textual.screen import Screen

from mentortui.floor_app import FloorApp
from mentortui.services.desk import Desk
from mentortui.store.errors import StoreError
from mentortui.widgets.notice import notice

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from mentortui.screens.strip import StripLine

Told = ParamSpec("Told")
Found = TypeVar("Found")


class DeskApp(FloorApp):
    """Asks the store off the interface's thread, and tells what came of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    # whose mentorship a screen is about

    @property
    def slug_here(self) -> str:
        """The mentorship the screen on top is about; empty where it is about none, or is the feedback itself."""
        return self.slug_of(self.screen)

    def slug_of(self, screen: Screen[object]) -> str:
        """The same of any screen: what is asked for in the palette is meant for the one below it."""
        if type(screen).__module__.startswith("mentortui.screens.feedback"):
            return ""
        slug = getattr(screen, "slug", "") or getattr(screen, "_slug", "")
        return slug() if callable(slug) else str(slug)

    def _known_of(self, screen: Screen[object]) -> str:
        """The mentorship a screen is about, also that of the session under way."""
        live = self.live if screen is self._live_screen else None
        return live.slug if live is not None else self.slug_of(screen)

    @property
    def strip_of_session(self) -> "StripLine | None":
        """The line of the session under way, for a screen that opens over it; None without one."""
        over = self._live_screen
        return over.strip_line if over is not None and self.live is not None and not self.live.session.finished else None

    # small services to the screens

    async def stored(self, deed: Callable[Told, Found], *given: Told.args, **named: Told.kwargs) -> Found | None:
        """What the store gives, asked off the interface's thread; None where it refuses, which is told."""
        try:
            return await asyncio.to_thread(deed, *given, **named)
        except StoreError as error:
            self.tell(str(error), severity="error")
            return None
        finally:
            self.tell_notices()

    def copy_text(self, text: str) -> str:
        """To the clipboard; says which way."""
        from mentortui.services.clipboard import copy

        return copy(text, write_osc52=self.copy_to_clipboard)

    def tell(self, sentence: str, *, severity: "SeverityLevel" = "information", of: int = 1) -> None:
        """A sentence that goes away by itself, cut for the screen. `of`: how many are told together."""
        self.notify(notice(sentence, *self.size, of=of), severity=severity, markup=False, timeout=12)

    def tell_notices(self) -> None:
        notices = self.desk.store.notices
        many = len(notices)
        while notices:
            self.tell(notices.pop(0), severity="warning", of=many)
