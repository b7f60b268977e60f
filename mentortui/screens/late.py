"""A session that starts later than it was planned: when did it begin? Enter as planned, n now, or a time is typed."""

from collections.abc import Callable

from textual.binding import Binding

from mentortui.core.late_start import NOW, late_words, parse_start, start_words
from mentortui.screens.ask import AskScreen
from mentortui.screens.closing import stands
from mentortui.widgets.one_line import OneLine


class LateScreen(AskScreen):
    """Dismissed with True once it is known when the session began, which is handed to `began`; with False by escape."""

    BINDINGS = [Binding("escape", "leave", "Back, nothing starts", id="late.leave")]

    def __init__(self, planned: int, now: int, zone_name: str, began: Callable[[int], object]) -> None:
        """Both UTC microseconds."""

        def submit(text: str) -> object:
            return began(parse_start(text, planned, now, zone_name))

        super().__init__(
            f"{late_words(planned, now, zone_name)} It began:",
            f"enter {start_words(planned, now, zone_name).removeprefix('began ')} · n now · or type 15:05, -5:00",
            submit,
            preview=lambda text: start_words(parse_start(text, planned, now, zone_name), now, zone_name),
        )

    def on_input_changed(self, event: OneLine.Changed) -> None:
        """n, before anything else is typed, is now."""
        super().on_input_changed(event)
        if event.value.casefold() == NOW[0] and stands(self, OneLine):
            line = self.query_one(OneLine)
            line.post_message(OneLine.Submitted(line, event.value))
