"""What an act makes the user's alone goes, in the same act, from what somebody made of a review and of the closing page; where
that may tell it in other words, it is said which."""

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING, TypeVar

import msgspec

from mentortui.core.closings import TABLE as CLOSINGS
from mentortui.core.closings import Closing
from mentortui.core.goals import Goal
from mentortui.core.records import Living, Record
from mentortui.core.review_edits import TABLE as REVIEWS
from mentortui.core.review_edits import ReviewEdit
from mentortui.core.told_elsewhere import PAGE_MAY_TELL, look_there, told_in_other_words
from mentortui.core.words_gone import edit_without, page_without, plain, words_of

if TYPE_CHECKING:
    from mentortui.store.changing import Changing, Table

Kept = TypeVar("Kept", bound=Record)


def take_rows(act: "Changing", living: Iterable[str], goals: Iterable[str]) -> tuple[str, ...]:
    """Of the records and goals of these ids, put without their words; a sentence for each page that may tell one in other words.
    Raises StoreError."""
    shelf, path = act.shelf, act.shelf.places.record(act.slug)
    found = [shelf.one(path, "living", Living, id) for id in living] + [shelf.one(path, "goals", Goal, id) for id in goals]
    before: list[Living | Goal] = [one for one in found if one is not None and words_of(one)]
    words = {word for one in before for word in words_of(one)}
    words -= {plain(name) for name in act.mentorship().goals}  # others call it so still
    if not words:
        return ()
    edits = _take(act.table(REVIEWS, ReviewEdit), edit_without, words)
    pages = _take(act.table(CLOSINGS, Closing), page_without, words)
    ids = [one.id for one in before]
    told = [(left, told_in_other_words(edit, left, ids)) for edit, left in edits]
    said = [look_there(left.period, sections) for left, sections in told if sections]
    since = min(one.created for one in before)
    if any(page.edited and left is page and page.changed >= since for page, left in pages):
        said.append(PAGE_MAY_TELL)
    return tuple(said)


def _take(
    table: "Table[Kept]", without: Callable[[Kept, Collection[str]], Kept], words: Collection[str]
) -> list[tuple[Kept, Kept]]:
    """Each that is there, and what is left of it."""
    found = []
    for one in table.all().values():
        left = without(one, words)
        if left is not one:
            table.put(msgspec.structs.replace(left, changed=one.changed + 1))
        if not one.removed:
            found.append((one, left))
    return found
