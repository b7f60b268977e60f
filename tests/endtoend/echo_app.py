"""A Textual app for the tests of Terminal: it shows what reaches it."""

import os
import signal
import sys
from typing import Any

from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static


class EchoApp(App[None]):
    """One line of keys, one of the last paste, one of the size, one of the last click."""

    CSS = "#wide { color: #102030; text-style: bold; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self) -> None:
        super().__init__()
        self.title = "echo"
        self._keys: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static(Content("ready"), id="keys")
        yield Static(Content("nothing pasted"), id="paste")
        yield Static(Content(""), id="size")
        yield Static(Content("not clicked"), id="click")
        yield Static(Content("日本 end"), id="wide")

    def _show(self, name: str, text: str) -> None:
        self.query_one(f"#{name}", Static).update(Content(text))

    def on_key(self, event: events.Key) -> None:
        if event.key == "ctrl+x":
            self.copy_to_clipboard("copied")
            self.exit(return_code=3)
        self._keys.append(event.key)
        self._show("keys", " ".join(self._keys))

    def on_paste(self, event: events.Paste) -> None:
        self._show("paste", f"pasted {event.text!r}")

    def on_resize(self, event: events.Resize) -> None:
        self._show("size", f"size {event.size.width}x{event.size.height}")

    def on_click(self, event: events.Click) -> None:
        self._show("click", f"clicked {event.screen_x},{event.screen_y}")


def hung_up(*_: Any) -> None:
    os._exit(7)  # the terminal is gone: nothing could be tidied up on it


if __name__ == "__main__":
    signal.signal(signal.SIGHUP, hung_up)
    app = EchoApp()
    app.run()
    sys.stdout.write("after the app\n")
    sys.exit(app.return_code)
