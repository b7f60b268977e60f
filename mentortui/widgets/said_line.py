"""The line above the keys that says what was just done, or what stands in its way."""

from textual.widgets import Static

from mentortui.widgets.text import words


class SaidLine(Static):
    """One of a screen, by the id `said`. How it looks, and whether it is there while nothing is said, is the screen's."""

    def __init__(self) -> None:
        super().__init__("", id="said", markup=False)

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Until something else is said."""
        self.update(words(text))
        self.set_class(bool(text), "-said")
        self.set_class(trouble, "-trouble")
