"""A finished session from its record back into facts, so that the same events mend it, and from those facts its figures again."""

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from mentortui.core import events as e
from mentortui.core.events import Item
from mentortui.core.floor import Change, Floor, Regime, Run
from mentortui.core.floor_rows import changes_of
from mentortui.core.fold import taken_back
from mentortui.core.folding import Folding
from mentortui.core.people import shares_in_force
from mentortui.core.records import FinishedSession, ItemRow
from mentortui.core.result import figures, heard_rows, item_rows, talk_around, turn_rows
from mentortui.core.session import ItemFacts, Session

replace = msgspec.structs.replace


def has_turns(stored: FinishedSession) -> bool:
    """Whether there is anything that could be mended; of a session whose shares were typed in there is not."""
    return stored.figures.active > 0 and (bool(stored.turns) or not any(stored.figures.floor.values()))


def mended(stored: FinishedSession, events: Sequence[e.AnyEvent]) -> Session:
    """The facts of a stored session after these events. Total, like the fold of a live one."""
    undone, undoable, redoable = taken_back(events)
    folding = _begun(stored)
    for event in events:
        if event.id not in undone:
            folding.take(event)
    folding.finish(e.Finished(id="", at=folding.at))
    return folding.facts(undoable, redoable)


def restored(stored: FinishedSession) -> Session:
    """As it is stored. Captures are not among the facts: they are records of their own."""
    return mended(stored, ())


def again(stored: FinishedSession, session: Session) -> FinishedSession:
    """The record with the turns and figures of these facts. Figures of items are kept where it is not known when each was on."""
    rows = {row.id: row for row in item_rows(session)}
    items = stored.items
    if _laid(stored):
        items = tuple(_figured(row, rows[row.id]) if row.id in rows else row for row in stored.items)
    return replace(
        stored,
        people=session.people,
        items=items,
        turns=tuple(turn_rows(session)),
        figures=figures(session),
        prompts=tuple(talk_around(session, row) for row in stored.prompts),
        heard=heard_rows(session),
        mended=stored.mended or any(change.source == "mended" for change in session.changes),
    )


def _figured(stored: ItemRow, row: ItemRow) -> ItemRow:
    return replace(
        stored, floor=row.floor, expected=row.expected, nobody=row.nobody, several=row.several, others=row.others, rest=row.rest
    )


def _begun(stored: FinishedSession) -> Folding:
    items = tuple(
        Item(id=row.id, title=row.title, minutes=row.minutes, owner=row.owner, agreement=row.agreement) for row in stored.items
    )
    started = e.SessionStarted(
        id=stored.id,
        at=0,
        wall=stored.began,
        session=stored.id,
        mentorship=stored.mentorship,
        me=stored.me,
        people=stored.people,
        number=stored.number,
        kind=stored.kind,
        title=stored.title,
        items=items,
        planned_minutes=stored.planned_minutes,
        agreement=stored.agreement,
        agreed_by=stored.agreed_by,
        show_figures=stored.show_figures,
    )
    folding = Folding(started, {})
    active = stored.figures.active
    # Where it paused is not known of every session.
    folding.runs = [Run(*run) for run in stored.runs] or [Run(0, 0, True), Run(active, active, False)]
    folding.at = folding.runs[-1].at
    folding.changes = changes_of(stored)
    folding.heard.hears = list(stored.hears)
    if stored.hears:
        heard = [Change(at, Floor(holders, how)) for at, holders, how in stored.heard] or folding.changes
        folding.heard.changes = [replace(change, source="heard") for change in heard]
    folding.agenda.items = [ItemFacts(item, row.state) for item, row in zip(items, stored.items, strict=True)]
    folding.agenda.changes = list(stored.item_changes) or _in_turn(stored)
    folding.regimes = _regimes(stored)
    return folding


def _in_turn(stored: FinishedSession) -> list[tuple[int, str]]:
    """One item after the other, each for as long as it was used: a likeness where it is not known when each was on."""
    at, found = 0, list[tuple[int, str]]()
    for row in stored.items:
        if row.used:
            found.append((at, row.id))
            at += row.used
    if found and at < stored.figures.active:
        found.append((at, ""))
    return found


def _regimes(stored: FinishedSession) -> list[tuple[int, Regime]]:
    try:
        known = [
            (at, Regime(tuple(shares), {person: Fraction(share) for person, share in shares.items()}))
            for at, shares in stored.in_force
        ]
    except (ValueError, ZeroDivisionError):  # edited by hand
        known = []
    if known:
        return [(0, known[0][1]), *known[1:]] if known[0][0] else known
    talk = sum(stored.figures.floor.values())
    owed = {person: Fraction(time, talk) for person, time in stored.figures.expected.items()} if talk else {}
    if not any(owed.values()):
        owed = shares_in_force(stored.agreement, stored.people)
    return [(0, Regime(tuple(person.id for person in stored.people), owed))]


def _laid(stored: FinishedSession) -> bool:
    """Whether it is known when each item was on: it was stored, or one after the other gives what was stored of each."""
    if stored.item_changes:
        return True
    rows = {row.id: row for row in item_rows(restored(stored))}
    return all(_same(row, rows.get(row.id)) for row in stored.items)


def _same(stored: ItemRow, row: ItemRow | None) -> bool:
    return row is not None and (row.used, row.floor) == (stored.used, {who: time for who, time in stored.floor.items() if time})
