"""What an act makes the user's alone goes, in the same act, from agendas, from what somebody made of a review, and from the
closing page; where that may tell it in other words, it is said which."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from mentortui.core.closings import TABLE as CLOSINGS
from mentortui.core.closings import Closing
from mentortui.core.goals import Goal
from mentortui.core.records import FinishedSession, Living, Plan, PrivateNote, Record
from mentortui.core.review_edits import TABLE as REVIEWS
from mentortui.core.review_edits import ReviewEdit
from mentortui.core.told_elsewhere import PAGE_MAY_TELL, look_there, page_may_tell, shared_note, told_in_other_words
from mentortui.core.words_gone import edit_without, page_without, plain, plan_without, words_of

if TYPE_CHECKING:
    from mentortui.store.changing import Changing, Table

Kept = TypeVar("Kept", bound=Record)


def take_rows(
    act: "Changing",
    living: Iterable[str],
    goals: Iterable[str],
    notes: dict[str, PrivateNote],
    sessions: Mapping[Path, Mapping[str, FinishedSession]],
) -> tuple[str, ...]:
    """Of the records and goals of these ids, put without their words, and of what is among the private `notes` it puts and both
    could read until now; a sentence for each page that may tell one in other words. `sessions`: those it puts, by file and id.
    Raises StoreError."""
    shelf, path = act.shelf, act.shelf.places.record(act.slug)
    found = [shelf.one(path, "living", Living, id) for id in living] + [shelf.one(path, "goals", Goal, id) for id in goals]
    before: list[Living | Goal | PrivateNote] = [one for one in found if one is not None and words_of(one)]
    before += _remembered(act, notes, sessions)
    words = {word for one in before for word in words_of(one)}
    # Again, where storing a session was cut off after its file, and before that of the reviews.
    words |= {word for note in notes.values() for word in note.was_shared}
    words -= {plain(name) for name in act.mentorship().goals}  # others call it so still
    if not words:
        return ()
    edits = _take(act.table(REVIEWS, ReviewEdit), edit_without, words)
    pages = _take(act.table(CLOSINGS, Closing), page_without, words)
    ids = [one.id for one in before]
    _take(act.table("plans", Plan), partial(plan_without, ids=ids), words)
    told = [(left, told_in_other_words(edit, left, ids)) for edit, left in edits]
    said = [look_there(left.period, sections) for left, sections in told if sections]
    since = min((one.created for one in before), default=None)
    if since is not None and any(page_may_tell(page, left, since) for page, left in pages):
        said.append(PAGE_MAY_TELL)
    return tuple(said)


def _remembered(
    act: "Changing", notes: dict[str, PrivateNote], sessions: Mapping[Path, Mapping[str, FinishedSession]]
) -> list[PrivateNote]:
    """What was caught for both and is a private note by now, as it stood. Each of `notes` has in it from then on what both could
    read, until they can again: nothing else would tell it from one that nobody else ever read."""
    shelf, places = act.shelf, act.shelf.places
    if not notes:
        return []
    now = {one.capture.id for of_year in sessions.values() for session in of_year.values() for one in session.caught}
    now |= {id for id, one in act.pending(places.record(act.slug), "living").items() if not one.removed}
    stored = (shelf.one(path, "sessions", FinishedSession, id) for path, of_year in sessions.items() for id in of_year)
    caught = {one.capture.id: shared_note(one, session) for session in stored if session is not None for one in session.caught}
    for id, note in notes.items():
        before = shelf.one(places.private(act.slug), "notes", PrivateNote, id)
        living = shelf.one(places.record(act.slug), "living", Living, id)
        words = {*note.was_shared, *(before.was_shared if before is not None else ())}
        words |= {word for one in (caught.get(id), living) if one is not None for word in words_of(one)}
        # In its place, not put again: the private file is written before those that both read.
        notes[id] = msgspec.structs.replace(note, was_shared=() if id in now else tuple(sorted(words)))
    return [one for id, one in caught.items() if id in notes and id not in now]


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
