"""What a finished session leaves, put over what is stored of it already: done again it says the same, and what was changed
elsewhere stays. `base` is what this program wrote of it last, None where it has written nothing: then whatever is stored was
written by a program that was killed, or changed by another since.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

import msgspec

from mentortui.core.capture_values import Capture
from mentortui.core.feedback import taken_back
from mentortui.core.kinds import folded
from mentortui.core.letter_values import is_from_letter, with_letters
from mentortui.core.made_private import is_without_words, without_words
from mentortui.core.merging import merged
from mentortui.core.records import FinishedSession, Living, PrivateNote, Record
from mentortui.core.result import Result

replace = msgspec.structs.replace
Kept = TypeVar("Kept", bound=Record)


def without_own_goals(made: Result, own: Collection[str]) -> Result:
    """What others may read names no goal that is the user's alone by now; its words stay. `own`: the names of those."""
    gone = {folded(name) for name in own}

    def without(said: Capture) -> Capture:
        return replace(said, goal="") if folded(said.goal) in gone else said

    caught = tuple(replace(one, capture=without(one.capture)) for one in made.session.caught)
    return replace(
        made,
        session=replace(made.session, caught=caught),
        living=tuple(replace(one, capture=without(one.capture)) for one in made.living),
        goals=tuple(name for name in made.goals if folded(name) not in gone),
    )


def living_over(
    made: Result, base: Result | None, stored: Mapping[str, Living], wall: int, private: Collection[str] = ()
) -> list[Living]:
    """The records to store; those that the session no longer has are taken back, without their words where these became private.
    `stored`: at least those of the session, and those of the ids that it has. `wall`: now, UTC microseconds. `private`: the ids
    of those without words of which there is a private note."""
    was = {record.id: record for record in base.living} if base else {}
    kept = [_again(record, stored.get(record.id), was.get(record.id)) for record in made.living]
    if base is None:
        kept = [_not_since(record, stored.get(record.id)) for record in kept if record.id not in private]
    of_session = [one for one in stored.values() if one.session == made.session.id]
    stale = {one.id: one for one in _stale(of_session, made, made.living, was if base else None)}
    notes = [stored[note.id] for note in made.private if note.id in stored]
    hidden = [one for one in notes if (one.removed or one.id in stale) and not is_without_words(one)]
    kept += [replace(without_words(one), changed=wall) for one in hidden]
    return kept + [taken_back(one, wall) for one in stale.values() if one not in hidden]


def private_over(made: Result, base: Result | None, stored: Mapping[str, PrivateNote], wall: int) -> list[PrivateNote]:
    """The private notes to store, those that go marked as removed. `stored` as for `living_over`."""
    was = {note.id: note for note in base.private} if base else {}
    kept = [_note_again(note, stored.get(note.id), was.get(note.id)) for note in made.private]
    of_session = [one for one in stored.values() if one.session == made.session.id and not is_from_letter(one.id)]
    gone = _stale(of_session, made, made.private, was if base else None)
    return kept + [replace(one, removed=True, changed=wall) for one in gone]


def session_over(made: Result, base: Result | None, stored: FinishedSession | None) -> FinishedSession:
    """The session to store."""
    if stored is None:
        return made.session
    if base is not None:
        return replace(merged(base.session, made.session, stored), removed=False)
    return _not_since(with_letters(stored, made.session), stored)


def next_date_over(
    session: FinishedSession, stored: FinishedSession | None, known: int | None, planned: int | None = None
) -> int | None:
    """When the next session is: as agreed in this one, unless that is stored already and may have been moved since; without a
    date, what was known, unless it has gone by, this session had set it, or it was `planned` for then and held earlier. UTC
    microseconds."""
    before = stored.next_date if stored is not None else None
    if session.next_date is not None:
        return known if before == session.next_date else session.next_date
    return None if known is None or known in (before, planned) or known <= session.ended else known


def _again(record: Living, stored: Living | None, base: Living | None) -> Living:
    """With what was said of it elsewhere: how far it is, and how long there has been such a one; and with all that was changed
    elsewhere since `base` was written."""
    if stored is None:
        return record
    if base is not None:
        return merged(base, record, stored)
    created = min(stored.created or record.created, record.created)
    return replace(record, state=stored.state, outcome=stored.outcome, note=stored.note, created=created)


def _note_again(note: PrivateNote, stored: PrivateNote | None, base: PrivateNote | None) -> PrivateNote:
    if stored is None or base is None:
        return _not_since(note, stored)
    return replace(merged(base, note, stored), removed=False)


def _stale(stored: Sequence[Kept], made: Result, kept: Sequence[Record], was: Mapping[str, Record] | None) -> list[Kept]:
    """What is stored of the session and no longer in it. What this program has not written is another's: added while the page
    was open here, or, `was` None, after all that the journal tells."""
    ids = {record.id for record in kept}
    ours = [one for one in stored if (one.id in was if was is not None else one.changed <= made.session.changed)]
    return [one for one in ours if one.id not in ids and not one.removed]


def _not_since(record: Kept, stored: Kept | None) -> Kept:
    """The record as the journal has it, unless it was changed later than that. What was taken away meanwhile comes back: words
    are not lost."""
    return stored if stored is not None and not stored.removed and stored.changed > record.changed else record
