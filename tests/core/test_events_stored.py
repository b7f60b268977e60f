"""An event in memory is the one that comes back from the disk, whatever was typed into it."""

from mentortui.core import events as e
from mentortui.core.capture import Capture
from mentortui.core.event_lines import as_stored, decode, encode


def test_lone_surrogates_are_replaced_before_the_event_is_anywhere() -> None:
    item = e.Item(id="i", title="lone \ud800 one", minutes=5)
    added = e.ItemAdded(id="a", at=1, by="ada", item=item)
    stored = as_stored(added)
    assert stored == decode(encode(stored))
    assert isinstance(stored, e.ItemAdded)
    assert stored.item.title == "lone \ufffd one"


def test_any_other_event_is_itself() -> None:
    event = e.CaptureRecorded(id="a", at=1, by="ada", capture=Capture(id="c", text="[/] \x00 \u202e 🦊"))
    assert as_stored(event) is event
