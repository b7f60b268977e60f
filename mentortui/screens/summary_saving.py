"""Saving what is edited on Summary: again and again until the disk takes it, and one after the other."""

import asyncio
from collections.abc import Awaitable, Callable

from textual.screen import Screen

from mentortui.screens import again
from mentortui.services.editing import Editor
from mentortui.store.errors import StoreError
from mentortui.widgets.header_line import SaveState


class SummarySaving:
    """Of one screen. `show` is told how it stands, `trouble` what the store refuses; `saved` comes after each that it took."""

    def __init__(
        self,
        screen: Screen[bool],
        editor: Editor,
        *,
        show: Callable[[SaveState], None],
        trouble: Callable[[str], None],
        saved: Callable[[], Awaitable[None]],
    ) -> None:
        self._screen = screen
        self._editor = editor
        self._show = show
        self._trouble = trouble
        self._saved = saved
        self._edits = self._edits_saved = 0
        self._warned = False
        self._retry = again.Retry(screen, self.save)
        self.lock = asyncio.Lock()
        """Held while the editor is at the disk: who reads or shows what it has waits for it."""

    @property
    def waits(self) -> bool:
        """Whether something is not saved yet."""
        return self._edits != self._edits_saved

    def edited(self) -> None:
        """Something was: it is saved from now on."""
        self._edits += 1
        self._warned = False
        self.save()

    def may_leave(self) -> bool:
        """Whether nothing would be lost, or that was told once."""
        if self._warned or not self.waits:
            return True
        self._warned = True
        return False

    def save(self) -> None:
        """Begins to; a second one waits for the first."""
        self._screen.run_worker(self._save())

    async def refresh(self) -> None:
        """What was changed elsewhere is taken in, where nothing waits to be saved."""
        async with self.lock:
            if self.waits:
                return
            try:
                await asyncio.to_thread(self._editor.refresh)
            except StoreError as error:
                self._trouble(str(error))
            else:
                await self._saved()

    async def _save(self) -> None:
        async with self.lock:
            if not self.waits:
                return
            self._show(SaveState("saving"))
            edits = self._edits
            try:
                await asyncio.to_thread(self._to_disk)
            except StoreError as error:
                self._show(SaveState("not saved", error.reason))
                self._trouble(str(error))
                self._retry.later()
                return
            self._edits_saved = edits
            self._show(SaveState("saving" if self.waits else "saved"))
            await self._saved()

    def _to_disk(self) -> None:
        self._editor.save()
        self._editor.refresh()
