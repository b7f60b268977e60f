"""What two people may close with: a page drafted from what is stored of their time together. It is there to be edited.

Nothing private is in it, nor what waits to be given, nor what could be better: that was said when it was given.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final, Literal, TypeAlias

from mentortui.core.calendar_counts import happened, happened_words
from mentortui.core.capture import Capture
from mentortui.core.closings import TABLE as TABLE
from mentortui.core.closings import Closing as Closing
from mentortui.core.closings import newest as newest
from mentortui.core.dates import MONTHS, iso_day, show_date
from mentortui.core.feedback import giver_of, stays, was_good
from mentortui.core.goals import Goal
from mentortui.core.heads import local, own_zone
from mentortui.core.holdings import Holdings
from mentortui.core.mentorship_pauses import FOREVER, Pause
from mentortui.core.mentorship_pauses import TABLE as PAUSES
from mentortui.core.promises import is_open, promised, promiser
from mentortui.core.record_details import WinDetails
from mentortui.core.records import Caught, Living
from mentortui.core.text import counted, fit, joined

MOST: Final = 8
"""Lines under one heading: more is a report."""
THANKS: Final = 4
LONGEST: Final = 300
"""Cells of one line."""
LONGEST_TEXT: Final = 100_000
Mark: TypeAlias = Literal["title", "heading", "item", "text", ""]


def draft(holdings: Holdings, caught: Sequence[Caught], today: date) -> str:
    """Headings, lines and thanks in plain text, no heading without its lines; `caught`: what was caught in its sessions, in their
    order."""
    mentorship = holdings.mentorship
    me = mentorship.me
    names = {one.id: one.name for one in mentorship.people}
    living = tuple(one for one in holdings.living if not one.removed and not stays(one.capture) and not _kept_private(one))
    others = [one.id for one in mentorship.people if one.id != me]
    parts = [f"# {joined([_first(names, one) for one in (me, *others)])}", "", _span(holdings, today)]
    goals = [one for one in holdings.of("goals", Goal) if not one.is_private and one.name]
    parts += _section("Goals reached", [_reached(goal) for goal in goals if goal.state == "done"])
    parts += _section("Wins", [_whose(one.capture, names) for one in living if one.capture.kind == "win"])
    parts += _section("What feedback was about", _themes(living, names, me))
    for giver in (*others, me):  # the mentee, or whoever the others are, first
        to = [one for one in (*others, me) if one != giver]
        parts += _thanks(giver, to, names, living, caught, me)
    promises = sorted((one for one in living if is_open(one)), key=lambda one: one.capture.due or FOREVER)
    continues = [_promise(one, names) for one in promises]
    continues += [f"the goal {_short(goal.name)}" for goal in goals if goal.state == "open"]
    parts += _section("What continues", continues)
    return "\n".join(parts).strip() + "\n"


def marked(text: str) -> tuple[tuple[Mark, str], ...]:
    """Each line with what it is: a title, a heading, an item of a list, or text."""
    found = list[tuple[Mark, str]]()
    for line in text.splitlines():
        said = line.strip()
        if said.startswith("# "):
            found.append(("title", said[2:].strip()))
        elif said.startswith("## "):
            found.append(("heading", said[3:].strip()))
        elif said.startswith("- "):
            found.append(("item", said[2:].strip()))
        else:
            found.append(("text" if said else "", said))
    return tuple(found)


def _span(holdings: Holdings, today: date) -> str:
    mentorship, began = holdings.mentorship, holdings.began
    mine = own_zone(mentorship)
    if not began:
        return f"Closed on {show_date(today, today)} {today.year}, before a session was held."
    first, last = local(min(began), mine).date(), local(max(began), mine).date()
    found = happened(began, holdings.plans, holdings.of(PAUSES, Pause), first, max(last, today), mine)
    begun, ended = (f"{MONTHS[day.month - 1]} {day.year}" for day in (first, last))
    since = begun if begun == ended else f"{begun} to {ended}"
    return f"{since} · {happened_words(found)}."


def _section(heading: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    shown = [f"- {line}" for line in lines[:MOST]]
    return ["", f"## {heading}", "", *shown, *([f"- and {len(lines) - MOST} more"] if len(lines) > MOST else [])]


def _reached(goal: Goal) -> str:
    day = iso_day(goal.closed)
    when = f", {day.day} {MONTHS[day.month - 1]} {day.year}" if day is not None else ""
    why = f": {_short(goal.why)}" if goal.why else ""
    return f"{_short(goal.name)}{when}{why}"


def _whose(capture: Capture, names: dict[str, str]) -> str:
    who = _first(names, capture.who) if capture.who in names else ""
    return f"{who}: {_short(capture.text)}" if who else _short(capture.text)


def _themes(living: Sequence[Living], names: dict[str, str], me: str) -> list[str]:
    """What was given both ways, by the goal it belonged to, most of it first; what belonged to none is said last."""
    given = [one.capture for one in living if one.capture.kind == "feedback"]
    about = Counter(capture.goal for capture in given)
    ranked = sorted(about, key=lambda goal: (not goal, -about[goal], goal))
    told = []
    for goal in ranked:
        to = Counter(capture.who for capture in given if capture.goal == goal)
        ways = joined([f"{count} to {_first(names, who)}" for who, count in to.most_common() if who in names])
        last = next((was_good(one) for one in reversed(given) if one.goal == goal and was_good(one)), "")
        said = f"{_short(goal) if goal else 'Without a goal'}: {ways or counted(about[goal], 'piece')}"
        told.append(f"{said}. Last: {_short(last)}" if last else said)
    return told


def _thanks(
    giver: str, to: Sequence[str], names: dict[str, str], living: Sequence[Living], caught: Sequence[Caught], me: str
) -> list[str]:
    """Of one to the others: their praise of them, and what they took with them. Nothing where neither was ever said."""
    praise = [
        was_good(one.capture)
        for one in living
        if one.capture.kind == "feedback" and one.capture.who in to and giver_of(one.capture, me) == giver
    ]
    praise = [said for said in praise if said]
    taken = [one.capture.text for one in caught if one.capture.kind == "takeaway" and one.capture.who == giver]
    if not praise and not taken:
        return []
    lines = ["", f"## Thanks from {_first(names, giver)} to {joined([_first(names, one) for one in to])}", ""]
    lines += [f"- {_short(said)}" for said in praise[-THANKS:]]
    lines += [f"- I take with me: {_short(said)}" for said in taken[-THANKS:] if said]
    return lines


def _promise(record: Living, names: dict[str, str]) -> str:
    who, due = promiser(record.capture), iso_day(record.capture.due)
    when = f", by {due.day} {MONTHS[due.month - 1]} {due.year}" if due is not None else ""
    owner = f"{_first(names, who)}: " if who in names else ""
    return f"{owner}{_short(promised(record.capture))}{when}"


def _kept_private(record: Living) -> bool:
    return isinstance(record.details, WinDetails) and record.details.seen_by == "private"


def _first(names: dict[str, str], person: str) -> str:
    name = names.get(person, "somebody")
    first = name.split(" ")[0] or name
    return fit(first if sum(one.split(" ")[0] == first for one in names.values()) == 1 else name, 24)


def _short(text: str) -> str:
    return fit(" ".join(text.split()), LONGEST)
