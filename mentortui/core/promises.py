"""What somebody promised: an action, or the next step of what could be better. One rule for the page and for every count."""

from collections import Counter
from collections.abc import Iterable

from mentortui.core.capture import Capture
from mentortui.core.records import Living


def promised(capture: Capture) -> str:
    """What was promised, in the words it was caught in; empty where nothing was."""
    if capture.kind == "action":
        return capture.text
    return capture.step if capture.kind == "feedback" else ""


def open_promises(living: Iterable[Living]) -> dict[str, int]:
    """How many promises are open, by the id of the person who promised."""
    kept = (record for record in living if record.state == "open" and not record.removed)
    return dict(Counter(record.capture.who for record in kept if promised(record.capture)))
