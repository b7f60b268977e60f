"""What Live says of saving: whether it is, and where else to where the disk refuses."""

from mentortui.core.commands import Refused
from mentortui.screens import live_view as view
from mentortui.screens.live_keys import LiveKeys
from mentortui.services.live import LiveSession
from mentortui.services.rescue import Rescue
from mentortui.widgets.header_line import SaveState


class LiveSaving:
    """From one news of the writer to the next, for one screen."""

    def __init__(self, live: LiveSession, rescue: Rescue | None) -> None:
        """`rescue`: saves the session elsewhere; None where it is another program's."""
        self._live = live
        self._rescue = rescue
        self._refused = ""
        self._was_elsewhere = False
        self.asking = False
        """The question for another place stands over Live."""
        self.ending = False
        """The program ends as soon as what waits is saved."""

    @property
    def rescues(self) -> bool:
        """Whether the session can be saved elsewhere, and has to be."""
        return self._rescue is not None and bool(self._live.saved.waiting and self._live.saved.trouble)

    def state(self, keys: LiveKeys, *, away: bool) -> SaveState:
        """For the header, with the key that saves elsewhere. `away`: the letter that is that key is typed now, or another
        screen's; then it is found by the palette."""
        if self.ending:
            return SaveState("ending", self._live.saved.trouble)
        if not self.rescues or self.asking:
            return view.save_state(self._live)
        return view.save_state(self._live, keys("app.palette_typing" if away else "live.elsewhere"))

    def take_news(self, state: SaveState, keys: LiveKeys) -> str:
        """What is to be said when the writer had news and `state` is what came of it; empty where nothing is."""
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

    def asks(self) -> Rescue:
        """Who saves it elsewhere: from now on that is asked. Raises Refused where nothing has to be."""
        if self._rescue is None:
            raise Refused(self._live.not_ours)
        self._rescue.wanted(self._live)
        self._refused, self.asking = "", True
        return self._rescue
