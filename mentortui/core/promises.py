"""What somebody promised: an action, or the next step of what could be better. One rule for the page and for every count."""

from collections import Counter
from collections.abc import Iterable

from mentortui.core.capture import Capture
from mentortui.core.feedback import step_owner, waits
from mentortui.core.records import Living


def promised(capture: Capture) -> str:
    """What was promised, in the words it was caught in; empty where nothing was. The step of a feedback that waits to be given
    is no promise yet: its owner has not heard of it."""
    if capture.kind == "action":
        return capture.text
    return capture.step if capture.kind == "feedback" and not waits(capture) else ""


def promiser(capture: Capture) -> str:
    """The id of the person who promised: of a feedback the owner of its step, else its receiver. Empty: nobody said."""
    return step_owner(capture) if capture.kind == "feedback" else capture.who


def is_open(record: Living) -> bool:
    """Whether it is a promise that nobody has kept or dropped yet."""
    return record.state == "open" and not record.removed and bool(promised(record.capture))


def open_promises(living: Iterable[Living]) -> dict[str, int]:
    """How many promises are open, by the id of the person who promised."""
    return dict(Counter(promiser(record.capture) for record in living if is_open(record)))
