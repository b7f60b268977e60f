"""What a picture is of."""

import time

import textual._doc
from textual.app import App, ComposeResult
from textual.widgets import Label


class Late(App[None]):
    """Says one thing a moment later, and another when a thread is through that was begun then."""

    def compose(self) -> ComposeResult:
        yield Label("one")

    def on_mount(self) -> None:
        self.set_timer(0.4, self.more)

    def more(self) -> None:
        self.query_one(Label).update("two")
        self.run_worker(self.most, thread=True)

    def most(self) -> None:
        time.sleep(0.05)
        self.call_from_thread(self.query_one(Label).update, "three")


def test_a_picture_is_of_what_is_at_rest() -> None:
    assert ">three<" in textual._doc.take_svg_screenshot(app=Late())
