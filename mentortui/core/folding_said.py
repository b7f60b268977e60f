"""What events do to what is said in a session and of it: captures, prompts, the next date, the closing note."""

from collections.abc import Callable
from typing import Any

import msgspec

from mentortui.core import events as e
from mentortui.core.session import CaptureFacts, PromptFacts

replace = msgspec.structs.replace


class FoldedSaid:
    """Every change names when it comes on the session clock, and the item under way then."""

    def __init__(self, *, show_figures: bool) -> None:
        self.captures: dict[str, CaptureFacts] = {}
        self.understandings: list[tuple[str, str, str]] = []
        self.next_date: int | None = None
        self.show_figures = show_figures
        self.prompts: list[PromptFacts] = []
        self.closing = ""

    def copy(self) -> "FoldedSaid":
        """As it is now, to be gone on from later."""
        other = FoldedSaid(show_figures=self.show_figures)
        other.captures, other.understandings = self.captures.copy(), self.understandings.copy()
        other.prompts, other.next_date, other.closing = self.prompts.copy(), self.next_date, self.closing
        return other

    def record(self, event: e.CaptureRecorded, at: int, item: str) -> None:
        self.captures[event.capture.id] = CaptureFacts(event.capture, at, item)

    def edit(self, event: e.CaptureEdited, at: int, item: str) -> None:
        if event.capture.id in self.captures:
            self.captures[event.capture.id] = replace(self.captures[event.capture.id], capture=event.capture)

    def remove(self, event: e.CaptureRemoved, at: int, item: str) -> None:
        self.captures.pop(event.capture, None)

    def understand(self, event: e.UnderstandingConfirmed, at: int, item: str) -> None:
        self.understandings.append((event.restated, event.agreed, event.about))

    def agree_next(self, event: e.NextDateAgreed, at: int, item: str) -> None:
        self.next_date = event.starts

    def show(self, event: e.FiguresShown, at: int, item: str) -> None:
        self.show_figures = event.shown

    def prompt(self, event: e.PromptShown, at: int, item: str) -> None:
        self.prompts.append(PromptFacts(event, at))

    def send_away(self, event: e.PromptSentAway, at: int, item: str) -> None:
        self.prompts = [
            replace(facts, away_at=at) if facts.shown.id == event.prompt and facts.away_at is None else facts
            for facts in self.prompts
        ]

    def close(self, event: e.ClosingNoted, at: int, item: str) -> None:
        self.closing = event.text


SAID: dict[type, Callable[[FoldedSaid, Any, int, str], None]] = {
    e.CaptureRecorded: FoldedSaid.record,
    e.CaptureEdited: FoldedSaid.edit,
    e.CaptureRemoved: FoldedSaid.remove,
    e.UnderstandingConfirmed: FoldedSaid.understand,
    e.NextDateAgreed: FoldedSaid.agree_next,
    e.FiguresShown: FoldedSaid.show,
    e.PromptShown: FoldedSaid.prompt,
    e.PromptSentAway: FoldedSaid.send_away,
    e.ClosingNoted: FoldedSaid.close,
}
