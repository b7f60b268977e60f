"""How the floor went from one to another, explained: who followed whom, who began while another held it, who opened and closed,
and the pauses after questions. docs/fairness.md, Turns. None of it says whether that was welcome.
"""

from collections.abc import Mapping, Sequence

from mentortui.core.figures import Figuring
from mentortui.core.measured import Measured
from mentortui.core.pauses import kept
from mentortui.core.records import FinishedSession, Recorded
from mentortui.core.restored import has_turns, restored
from mentortui.core.session import Session
from mentortui.core.text import counted, times
from mentortui.core.turn_taking import Ends, median
from mentortui.core.why import Input, Why


def turns_now(session: Session, now: int) -> tuple[Why, ...]:
    """Of a session until `now` of its clock."""
    return _of(session, now, None)


def turns_stored(stored: FinishedSession) -> tuple[Why, ...]:
    """Of a stored session; what only its recording can tell is among it. Nothing where no turns are known."""
    if not has_turns(stored):
        return ()
    session = restored(stored)
    return _of(session, session.ended_at, stored.recorded)


def _of(session: Session, now: int, recorded: Recorded | None) -> tuple[Why, ...]:
    figuring = Figuring(session, recorded)
    found = figuring.session(now)
    names = {person.id: person.name for person in session.people}
    current = "" if session.finished else session.current
    items = [(facts.item, figuring.item(facts.item.id, now).ends) for facts in session.items]
    known = [(item.title, ends, item.id == current) for item, ends in items if ends is not None]
    made = (
        _followed(found, names),
        None if recorded else _joined(found, names),
        _ends(found, names, known, running=not session.finished),
        _pauses(recorded),
    )
    return tuple(why for why in made if why is not None)


def _followed(found: Measured, names: Mapping[str, str]) -> Why | None:
    """`Kofi spoke after Ada 9 times, after Linus once`. Of two alone it says no more than their turns do."""
    rows = []
    for person, name in names.items():
        after = [
            (often, f"after {names.get(other, other)}" if other != person else "again after a silence")
            for other, row in found.follows.items()
            if (often := row.get(person, 0))
        ]
        after.sort(key=lambda one: -one[0])
        told = [f"{what} {times(often)}" for often, what in after]
        if told:
            rows.append(Input(name, told[0], ", ".join(told[1:])))
    if len(names) < 3 or not rows:
        return None
    return Why(
        key="follows",
        title="Who spoke after whom",
        formula="it follows the last begun that still runs, else the last that ended",
        inputs=tuple(rows),
        left_out=("the first turn: it follows none",),
        source="turn taking, after Sacks, Schegloff and Jefferson 1974",
    )


def _joined(found: Measured, names: Mapping[str, str]) -> Why | None:
    if not found.joined:
        return None
    rows = [
        Input(
            names.get(one.by, one.by),
            f"while {names.get(one.over, one.over)} had the floor {times(one.times)}",
            f"had it longer {times(one.took_floor)}" if one.took_floor else "",
        )
        for one in found.joined
    ]
    return Why(
        key="joined",
        title="Who began while another had the floor",
        formula="turns that begin while the one before still runs",
        inputs=tuple(rows),
        left_out=("whether it was welcome: most such talk is", "both at once from one key: neither began first"),
        sure=("by keys: within a second or so",),
    )


def _ends(found: Measured, names: Mapping[str, str], items: Sequence[tuple[str, Ends, bool]], *, running: bool) -> Why | None:
    """Of each item its title, its ends, and whether it is under way: nobody has closed what still runs."""
    if found.ends is None:
        return None
    counts = {person: sum(ends.opened == person for _, ends, _ in items) for person in names}
    most = max(counts, key=lambda person: counts[person], default="")
    said = f"{names[most]} opened {counts[most]} of {counted(len(items), 'item')}" if len(items) > 1 else ""
    rows = items or [("the session", found.ends, running)]
    return Why(
        key="opened",
        title="Who opened and who closed",
        said=(said,) if said else (),
        formula="who had the floor first in it, and last",
        inputs=tuple(
            Input(
                title,
                f"{names.get(ends.opened, ends.opened)} opened",
                f"{names.get(ends.closed, ends.closed)} {'last so far' if runs else 'closed'}",
            )
            for title, ends, runs in rows
        ),
    )


def _pauses(recorded: Recorded | None) -> Why | None:
    if recorded is None or not recorded.questions:
        return None
    middle = median(recorded.pauses)
    rows = [Input("3 s and more of quiet", f"{kept(recorded.pauses)} of {len(recorded.pauses)}", "time to think")]
    if middle is not None:
        rows.append(Input("usually", f"{float(middle) / 1_000_000:.1f} s", "the median"))
    return Why(
        key="pauses",
        title="Pauses after a question",
        said=(f"{counted(recorded.questions, 'turn')} ended in a question",),
        formula="from the end of a turn that ends in a question to the next turn",
        inputs=tuple(rows) if recorded.pauses else (),
        left_out=("questions without their mark, and in the middle of a turn",),
        source="wait time (Rowe 1974), from school lessons",
    )
