"""What a letter leaves behind when it is kept, and what goes when that is taken back."""

from collections.abc import Iterable, Sequence

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.checkin import MOST_LINES
from mentortui.core.commands import LONGEST_NAME, Refused
from mentortui.core.letter_text import same_people
from mentortui.core.letter_values import Letter
from mentortui.core.plan import added, removed
from mentortui.core.records import Caught, CheckIn, FinishedSession, Member, Plan, PlanItem, Pulse, Record, Roadblock

replace = msgspec.structs.replace


class KeptLetter(Record, frozen=True, kw_only=True):
    """That a letter was kept, and all it left. Lives in record.json, table `letters`; its id is made of its words and its
    sender, so that the same letter is known again."""

    person: str
    session: str = ""
    """The session its takeaways, its pulse and its note belong to; empty: none was held yet."""
    plan: str = ""
    checkin: CheckIn | None = None
    """What it added to the check-in of its sender."""
    items: tuple[str, ...] = ()
    """Agenda items it brought, by their ids."""
    caught: tuple[str, ...] = ()
    note: str = ""
    """The id of its note, where that stands outside the session."""
    pulse: bool = False
    pulse_before: Pulse | None = None
    """What its sender had said before: it comes back where this letter is taken back."""
    pulse_given: Pulse | None = None
    """As it was put in its place: what was said since is not this letter's to take back."""


def check_in(letter: Letter, person: str, id: str) -> CheckIn:
    """What it says about the time since. More than forty lines of a kind go to the note."""
    return CheckIn(
        id=id,
        person=person,
        done=letter.done[:MOST_LINES],
        roadblocks=letter.roadblocks[:MOST_LINES],
        learned=letter.learned[:MOST_LINES],
        next=letter.next[:MOST_LINES],
        by_letter=True,
    )


def added_by(new: CheckIn, before: CheckIn | None) -> CheckIn:
    """Of `new`, what was not written before."""
    if before is None:
        return new
    return replace(
        new,
        done=_without(new.done, before.done),
        roadblocks=tuple(one for one in new.roadblocks if one not in before.roadblocks),
        learned=_without(new.learned, before.learned),
        next=_without(new.next, before.next),
    )


def taken_out(now: CheckIn, gone: CheckIn) -> CheckIn:
    """A check-in without what a letter had added to it; removed where nothing is left."""
    left = replace(
        now,
        done=_without(now.done, gone.done),
        roadblocks=tuple(one for one in now.roadblocks if one not in gone.roadblocks),
        learned=_without(now.learned, gone.learned),
        next=_without(now.next, gone.next),
    )
    return left if left.done or left.roadblocks or left.learned or left.next else replace(left, removed=True)


def brought(plan: Plan, letter: Letter, person: str, id: str, wall: int) -> tuple[Plan, tuple[str, ...], tuple[str, ...]]:
    """The plan with what it brings, the ids of those items, and what had no place on the agenda. Done again it adds nothing."""
    ids, left = [], []
    for place, text in enumerate(letter.bring):
        item = f"{id}-{place}"
        title, known = _title(text), {one.id for one in plan.items}
        if title != text:
            left.append(text)
        if item in known:
            ids.append(item)
            continue
        try:
            plan = added(plan, PlanItem(id=item, title=title, owner=person, brought_by=person, since=wall))
            ids.append(item)
        except Refused:
            left += [text] if title == text else []
    return plan, tuple(ids), tuple(left)


def without_items(plan: Plan, ids: Iterable[str]) -> Plan:
    """The plan without those that are still there."""
    there = {one.id for one in plan.items}
    for id in ids:
        if id in there:
            plan = removed(plan, id)
    return plan


def takeaways(letter: Letter, person: str, id: str, at: int) -> tuple[Caught, ...]:
    """What its sender takes along, for the session it is about."""
    return tuple(
        Caught(capture=Capture(id=f"{id}-t{place}", kind="takeaway", text=text, who=person), at=at)
        for place, text in enumerate(letter.takeaways)
    )


def note(letter: Letter, person: str, id: str, unplaced: Sequence[str] = ()) -> Capture | None:
    """All that found no other place, word for word; None where everything did."""
    over = [*letter.done[MOST_LINES:], *map(_line, letter.roadblocks[MOST_LINES:])]
    over += [*letter.learned[MOST_LINES:], *letter.next[MOST_LINES:]]
    paragraphs = [*letter.rest, *unplaced, *over]
    return Capture(id=f"{id}-n", kind="note", text="\n".join(paragraphs), who=person) if paragraphs else None


def session_of(letter: Letter, sessions: Sequence[tuple[str, int]]) -> str:
    """The session it is about, of those held, as ids and numbers, oldest first: the one its last line names, or the one before
    it; without that line the newest. Empty where none was held."""
    if not sessions:
        return ""
    if letter.identity is not None:
        number, after = letter.identity.session, letter.identity.after
        fitting = [id for id, held in sessions if (held == number if after else held < number)]
        if fitting:
            return fitting[-1]
    return sessions[-1][0]


def sender_of(letter: Letter, others: Sequence[Member]) -> str:
    """Who wrote it: the one it is signed by, or the only one it can be from. Empty where that is not known."""
    signed = [one.id for one in others if letter.signed and _called(one.name, letter.signed)]
    if len(signed) == 1:
        return signed[0]
    return others[0].id if len(others) == 1 else ""


def doubts(letter: Letter, names: Sequence[str], elsewhere: Iterable[str]) -> tuple[str, ...]:
    """Why it may belong to another mentorship: a sentence each. `names` of this one's people, `elsewhere` of the others'."""
    found = []
    if letter.identity is not None and not same_people(letter.identity, names):
        found.append(f"This letter was made for {letter.identity.names}, not for {_and(names)}.")
    elif letter.signed and not any(_called(name, letter.signed) for name in names):
        known = next((name for name in elsewhere if _called(name, letter.signed)), "")
        if known:
            found.append(f"It is signed {letter.signed}: {known} is in another of your mentorships.")
    return tuple(found)


def with_caught(session: FinishedSession, new: Iterable[Caught]) -> FinishedSession:
    """The session with them; those of known ids read so now."""
    fresh = {one.capture.id: one for one in new}
    kept = tuple(one for one in session.caught if one.capture.id not in fresh)
    return replace(session, caught=(*kept, *fresh.values()))


def without_caught(session: FinishedSession, ids: Iterable[str]) -> FinishedSession:
    """The session without them."""
    gone = set(ids)
    return replace(session, caught=tuple(one for one in session.caught if one.capture.id not in gone))


def _called(name: str, signed: str) -> bool:
    """Whether somebody of that name would sign so: `Grace`, `Grace Otieno`, `grace o.`."""
    ours, theirs = name.casefold().split(), signed.casefold().replace(".", " ").split()
    return (
        bool(ours and theirs)
        and ours[0] == theirs[0]
        and all(a.startswith(b) for a, b in zip(ours[1:], theirs[1:], strict=False))
    )


def _without(lines: Sequence[str], gone: Iterable[str]) -> tuple[str, ...]:
    left = set(gone)
    return tuple(line for line in lines if line not in left)


def _line(block: Roadblock) -> str:
    return f"{block.text} -> {block.proposal}" if block.proposal else block.text


def _title(text: str) -> str:
    tidy = " ".join(text.split())
    return tidy if len(tidy) <= LONGEST_NAME else tidy[: LONGEST_NAME - 1].rstrip() + "…"


def _and(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
