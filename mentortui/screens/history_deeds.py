"""What History does to a session: it writes it to a file, removes it, and brings it back."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual.app import App

from mentortui.core.commands import Refused
from mentortui.core.findable import Findable
from mentortui.screens.ask import AskScreen
from mentortui.services.exports import FILE_HINT
from mentortui.store.errors import StoreError
from mentortui.widgets.header_line import SaveState

if TYPE_CHECKING:
    from mentortui.services.archive import Archive

What = TypeVar("What")


class Deeds:
    """`say` is told what came of each (True: it is in trouble), `saved` whether it is on disk."""

    def __init__(
        self, app: App[object], archive: "Archive", say: Callable[[str, bool], None], saved: Callable[[SaveState], None]
    ) -> None:
        self._app = app
        self._archive = archive
        self._say = say
        self._saved = saved

    def write(self, here: Findable) -> None:
        """Asks into which file."""
        said = list[str]()

        def submit(name: str) -> None:
            try:
                said.append(self._archive.export(here.slug, here.id, name))
            except StoreError as error:
                raise Refused(str(error)) from error

        try:
            name = self._archive.file_name(here.slug, here.id)
        except StoreError as error:
            self._say(str(error), True)
            return
        ask = AskScreen("Write the session to a file", FILE_HINT, submit, value=name)
        self._app.push_screen(ask, lambda done: self._say("".join(said), False) if done else None)

    async def remove(self, here: Findable) -> bool:
        """Whether it is gone."""
        remove = self._archive.remove if here.session else self._archive.remove_record
        called = await self._done(lambda: remove(here.slug, here.id))
        if called is not None:
            self._say(f"Removed: {called} · u brings it back", False)
        return called is not None

    async def undo(self) -> str:
        """The id of what was removed last and is here again; empty where nothing came back."""
        back = await self._done(self._archive.undo)
        if back is None:
            return ""
        self._say(f"Here again: {back[1]}", False)
        return back[0]

    async def _done(self, deed: Callable[[], What]) -> What | None:
        """Off the interface's thread; None where it could not be, which is said."""
        self._saved(SaveState("saving"))
        done: What | None = None
        try:
            done = await asyncio.to_thread(deed)
        except Refused as error:
            self._say(str(error), False)
        except StoreError as error:
            self._saved(SaveState("not saved", error.reason))
            self._say(f"{error} Nothing is lost: try it again.", True)
            return None
        self._saved(SaveState("saved"))
        return done
