"""A shared record that became a private note: its words lie with that alone from then on, and record.json keeps only that there
was one."""

from collections.abc import Mapping
from typing import Any

import msgspec

from mentortui.core.capture_values import Capture
from mentortui.core.records import Living


def without_words(record: Living) -> Living:
    """What stays of it: removed, with nothing that anybody wrote."""
    capture = Capture(id=record.capture.id, kind=record.capture.kind)
    return msgspec.structs.replace(record, capture=capture, item="", outcome="", note="", details=None, removed=True)


def is_without_words(record: object) -> bool:
    """Whether that is all that is left of it: then there is nothing to go by, or to bring back."""
    return isinstance(record, Living) and record.removed and record == without_words(record)


def is_document_without_words(document: Mapping[str, Any]) -> bool:
    """The same of a record as it stands in the file."""
    capture = document.get("capture")
    return document.get("removed") is True and isinstance(capture, Mapping) and not capture.keys() - {"id", "kind"}


def has_other_words(one: Living, other: Living) -> bool:
    """Whether they differ in what somebody wrote."""
    return (one.capture, one.outcome, one.note, one.details) != (other.capture, other.outcome, other.note, other.details)
