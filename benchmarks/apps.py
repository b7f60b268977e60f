"""The programs that are measured against each other, each to be run in a terminal of its own: `python apps.py NAME`."""

import json
import sys
import time
from pathlib import Path
from typing import Any

import measuring  # noqa: F401  # puts this checkout on the path

NAME = sys.argv[1] if len(sys.argv) > 1 else ""

if NAME == "bare":
    from textual.app import App, ComposeResult
    from textual.widgets import Static

    class Bare(App[None]):
        """The least that Textual can show."""

        def compose(self) -> ComposeResult:
            yield Static("bare-is-here")

    Bare().run()

elif NAME == "clock":
    from textual.app import App, ComposeResult
    from textual.widgets import Digits

    class Clock(App[None]):
        """One clock, ticking."""

        def compose(self) -> ComposeResult:
            yield Digits("")

        def on_mount(self) -> None:
            self.tick()
            self.set_interval(1, self.tick)

        def tick(self) -> None:
            self.query_one(Digits).update(time.strftime("%H:%M:%S"))

    Clock().run()

elif NAME in ("bare-keys", "live-keys", "live", "history-keys"):
    from textual._time import get_time
    from textual.app import App, ComposeResult
    from textual.events import Key
    from textual.widgets import Static

    class Repaints(App[Any]):
        """Notes how long each key took: from its event to the end of the first update of the screen after it was acted on; and
        how much of a processor it used meanwhile, which a busy machine does not lengthen so much."""

        worked: list[float] = []

        async def _post_message(self, message: Any) -> bool:
            if isinstance(message, Key) and not message.is_forwarded:
                self.pressed_at = time.process_time()
                self.pressed = message.time  # when the thread that reads the terminal made it
            return await super()._post_message(message)

        def _display(self, screen: Any, renderable: Any) -> None:
            super()._display(screen, renderable)
            pressed = getattr(self, "pressed", None)
            if pressed is None or renderable is None or not getattr(self, "acted", False):
                return
            self.took.append((get_time() - pressed) * 1000)
            self.worked.append((time.process_time() - self.pressed_at) * 1000)
            self.pressed, self.acted = None, False

    if NAME == "bare-keys":

        class BareKeys(Repaints):
            """A line that says which key it was."""

            took: list[float] = []

            def compose(self) -> ComposeResult:
                yield Static("bare-is-here")

            def on_key(self, event: Key) -> None:
                self.query_one(Static).update(f"{event.key} {len(self.took)}")
                self.acted = True
                if event.key == "Q":
                    self.exit()

        BareKeys().run()
        Path(sys.argv[2]).write_text(json.dumps(BareKeys.took), "utf-8")
    elif NAME == "history-keys":
        from textual.binding import Binding

        from mentortui.app import MentortuiApp
        from mentortui.screens.history import HistoryScreen
        from mentortui.services.clock import SystemClock
        from mentortui.services.desk import Desk
        from mentortui.store.store import Store

        class Watched(HistoryScreen):
            """Says when the list it shows is that of the last key, and when its first rows and all of them were there."""

            def _show_list(self, id: str = "") -> None:
                super()._show_list(id)
                app = self.app
                assert isinstance(app, History)
                app.acted = True
                if self._finding.found and not app.first:
                    app.call_after_refresh(app.note, "first")

            def _read_all(self, trouble: str) -> None:
                super()._read_all(trouble)
                app = self.app
                assert isinstance(app, History)
                app.call_after_refresh(app.note, "all")

        class History(Repaints, MentortuiApp):
            """Opens History of all at once."""

            BINDINGS = [Binding("ctrl+q", "leave", "", priority=True)]
            took: list[float] = []
            first = 0.0
            all = 0.0

            def begin(self) -> None:
                self.opened = get_time()
                desk = self.desk
                self.push_screen(Watched(desk.mentorships, desk.searching, desk.archive, desk.pages))

            def note(self, name: str) -> None:
                if not getattr(self, name):
                    setattr(self, name, (get_time() - self.opened) * 1000)
                    self.took.clear()
                    self.worked.clear()

        app = History(Desk(Store(Path(sys.argv[2])), SystemClock(), system_zone="Europe/Berlin"))
        app.run()
        figures = {"first": app.first or app.all, "all": app.all, "keys": History.took, "worked": History.worked}
        Path(sys.argv[3]).write_text(json.dumps(figures), "utf-8")
    else:
        from mentortui.app import MentortuiApp
        from mentortui.services.clock import SystemClock
        from mentortui.services.desk import Desk
        from mentortui.store.store import Store

        class Live(Repaints, MentortuiApp):
            """Goes on at once with the session that is under way."""

            took: list[float] = []

            def begin(self) -> None:
                slug, session = sys.argv[3:5]
                live = self.desk.sessions.go_on(slug, session, self.saved)
                for gap in live.session.open_gaps:
                    live.floor.answer_gap(gap.id, None)
                self.show_live(live)

            def action_floor(self, key: int) -> None:
                super().action_floor(key)
                self.acted = True

        desk = Desk(Store(Path(sys.argv[2])), SystemClock(), system_zone="Europe/Berlin")
        Live(desk).run()
        if NAME == "live-keys":
            Path(sys.argv[5]).write_text(json.dumps(Live.took), "utf-8")
