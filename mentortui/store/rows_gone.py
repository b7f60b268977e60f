"""What an act makes the user's alone goes, in the same act, from what somebody made of a review and of the closing page."""

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, TypeVar

import msgspec

from mentortui.core.closings import TABLE as CLOSINGS
from mentortui.core.closings import Closing
from mentortui.core.goals import Goal
from mentortui.core.records import Living, Record
from mentortui.core.review_edits import TABLE as REVIEWS
from mentortui.core.review_edits import ReviewEdit
from mentortui.core.words_gone import edit_without, page_without, plain, words_of

if TYPE_CHECKING:
    from mentortui.store.changing import Changing, Table

Kept = TypeVar("Kept", bound=Record)


def take_rows(act: "Changing", living: Iterable[str], goals: Iterable[str]) -> None:
    """Of the records and goals of these ids, put without their words. Raises StoreError."""
    shelf, path = act.shelf, act.shelf.places.record(act.slug)
    before = [shelf.one(path, "living", Living, id) for id in living] + [shelf.one(path, "goals", Goal, id) for id in goals]
    words = {word for one in before if one is not None for word in words_of(one)}
    words -= {plain(name) for name in act.mentorship().goals}  # others call it so still
    if words:
        _take(act.table(REVIEWS, ReviewEdit), edit_without, words)
        _take(act.table(CLOSINGS, Closing), page_without, words)


def _take(table: "Table[Kept]", without: Callable[[Kept, Collection[str]], Kept], words: Collection[str]) -> None:
    for one in table.all().values():
        left = without(one, words)
        if left is not one:
            table.put(msgspec.structs.replace(left, changed=one.changed + 1))
