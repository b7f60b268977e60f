"""A key that was clicked, pressed."""

from typing import Any

from textual.app import App
from textual.events import Key


def press(app: App[Any], key: str) -> None:
    """As if somebody had pressed it. A key is from whoever is busy when it is made, and from the widget with the focus it goes
    up no further than to there: made by a screen, it would never come to the program, where bindings are looked for."""
    pressed = Key(key, None)
    pressed.set_sender(app)
    app.post_message(pressed)
