"""What another program made the user's alone while a page was open: an edit of it goes where it lies by now."""

from collections.abc import Collection, Iterable

import msgspec

from mentortui.core.capture_values import Capture
from mentortui.core.made_private import is_without_words
from mentortui.core.records import FinishedSession, Living
from mentortui.store.changing import Changing

replace = msgspec.structs.replace


def apart_by_now(now: Changing, ids: Iterable[str]) -> frozenset[str]:
    """Which of these lie in private.json, removed or not, and no longer with their words in record.json: no edit of the page
    makes them both's again. Raises StoreError."""
    gone = [id for id in ids if is_without_words(now.living.get(id))]
    own = now.private_table("living", Living)
    return frozenset(id for id in gone if own.get(id) is not None)


def reworded(before: Living, said: Capture) -> Living:
    """With what it says now. One that was given another kind keeps its own, so that the list it is in still has it."""
    if said.kind == before.capture.kind:
        return replace(before, capture=said)
    return replace(before, capture=replace(before.capture, text=said.text or said.step))


def without_those(session: FinishedSession, ids: Collection[str]) -> FinishedSession:
    """The session without what was caught under these ids."""
    return replace(session, caught=tuple(one for one in session.caught if one.capture.id not in ids))
