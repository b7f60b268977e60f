"""What Live says of saving: whether it is, and where else to where the disk refuses."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.screen import Screen

from mentortui.core.commands import Refused
from mentortui.screens import live_view as view
from mentortui.screens.closing import stands
from mentortui.screens.live_keys import LiveKeys
from mentortui.services.live import LiveSession
from mentortui.services.rescue import Rescue
from mentortui.widgets.capture_line import CaptureLine
from mentortui.widgets.header_line import HeaderLine, SaveState

if TYPE_CHECKING:
    from mentortui.screens.live_forms import LiveForms


class LiveSaving:
    """From one news of the writer to the next, for one screen."""

    def __init__(
        self,
        screen: Screen[None],
        live: LiveSession,
        rescue: Rescue | None,
        *,
        keys: Callable[[], LiveKeys],
        say: Callable[[str], None],
    ) -> None:
        """`rescue`: saves the session elsewhere; None where it is another program's."""
        self._screen = screen
        self._live = live
        self._rescue = rescue
        self._keys = keys
        self._say = say
        self._refused = ""
        self._was_elsewhere = False
        self._ending = False
        self.asking = False
        """The question for another place stands over Live."""

    @property
    def rescues(self) -> bool:
        """Whether the session can be saved elsewhere, and has to be."""
        return self._rescue is not None and bool(self._live.saved.waiting and self._live.saved.trouble)

    @property
    def state(self) -> SaveState:
        """For the header, with the key that saves elsewhere. While the letter that is that key is typed, or is another screen's,
        it is found by the palette."""
        if self._ending:
            return SaveState("ending", self._live.saved.trouble)
        if not self.rescues or self.asking:
            return view.save_state(self._live)
        typing = stands(self._screen, CaptureLine) and self._screen.query_one(CaptureLine).opened
        away = typing or not self._screen.is_active
        return view.save_state(self._live, self._keys()("app.palette_typing" if away else "live.elsewhere"))

    def show(self) -> None:
        """In the header."""
        if stands(self._screen, HeaderLine):
            self._screen.query_one(HeaderLine).saved = self.state

    def news(self) -> None:
        """The writer has some."""
        if not stands(self._screen, HeaderLine):
            return
        self.show()
        if said := self._news(self.state, self._keys()):
            self._say(said)

    def ends(self) -> None:
        """The program ends as soon as what waits is saved: that is said at once, for a disk that refuses is waited for."""
        self._ending = True
        self.show()

    async def ask(self, forms: "LiveForms", follow: Callable[[], None]) -> None:
        """For a folder, and proposes the first that takes something as soon as it is found. `follow`: shows Live as it is."""
        if self._rescue is None:
            self._say(self._live.not_ours)
            return
        rescue = self._rescue
        try:
            rescue.wanted(self._live)
        except Refused as error:
            self._say(str(error))
            return
        self._refused, self.asking = "", True

        def closed() -> None:
            self.asking = False
            follow()
            self.news()

        asked = forms.elsewhere(lambda typed: rescue.elsewhere(self._live, typed), closed)
        follow()
        asked.propose(await asyncio.to_thread(rescue.proposal))

    def _news(self, state: SaveState, keys: LiveKeys) -> str:
        """What is to be said when `state` is what came of it; empty where nothing is."""
        said = ""
        if self._was_elsewhere and state.kind == "saved":
            said = "All of the session is saved in its own place again"
        self._was_elsewhere = state.kind == "elsewhere" or (self._was_elsewhere and state.kind != "saved")
        if self.asking:
            return said  # what is said when the question goes would stand in place of the rest
        refused, self._refused = self._refused, self._live.writer.refused_elsewhere
        if self._refused and self._refused != refused:
            return f"That place does not take it either: {self._refused}. {keys('live.elsewhere')} asks again"
        return said
