"""The feedback of a mentorship over time: whose it was, how near to what was seen, how soon after it, what became of its steps.

It describes and then stops: nothing here is a mark, and no number of pieces is the right one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec

from mentortui.core.dates import iso_day
from mentortui.core.days_off import DaysOff, is_off
from mentortui.core.feedback import could_be_better, giver_among, waits, was_good
from mentortui.core.quarters import Quarter, by_quarter, first_day, last_day, quarter_called
from mentortui.core.records import Living
from mentortui.core.text import counted

if TYPE_CHECKING:
    from mentortui.core.hints import Hints

DayOf = Callable[[int], date]
"""The user's day of a moment, UTC microseconds."""
SESSIONS_WITHOUT = 5
"""Sessions without feedback from the mentee, after which one line proposes to ask."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which feedback is asked for; empty: any. `person`: gave or received it; `since`, `until`: days of giving it."""

    person: str = ""
    goal: str = ""
    since: date | None = None
    until: date | None = None


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """What the feedback of some time has in it, counted; people by their ids, delays in days."""

    pieces: int = 0
    by_giver: Mapping[str, int] = {}
    seen: int = 0
    """In how many it is said where, or on which day, it was seen."""
    changed: int = 0
    """In how many it is said what it changed."""
    better: int = 0
    """In how many something could be better."""
    steps: int = 0
    """In how many of those there is a next step."""
    pointed: int = 0
    """In how many a word stands that a hint points at."""
    delays: tuple[int, ...] = ()
    """Days from seen to given, the shortest first, of those that say a day."""
    kept: int = 0
    open: int = 0
    dropped: int = 0

    @property
    def usual_delay(self) -> int | None:
        """Days, the middle one; None where no feedback says when it was seen."""
        from statistics import median  # what is due is looked at whenever the program starts, this is not

        return round(median(self.delays)) if self.delays else None


def day_given(record: Living, day: DayOf) -> date:
    """When its receiver had it."""
    return day(record.capture.given or record.created)


def given_ones(living: Iterable[Living]) -> tuple[Living, ...]:
    """All that was given, either way: what waits is nobody's yet but its giver's."""
    return tuple(one for one in living if one.capture.kind == "feedback" and not one.removed and not waits(one.capture))


def matches(record: Living, wanted: Wanted, people: Sequence[str], day: DayOf) -> bool:
    """Whether it is one of those asked for."""
    capture, when = record.capture, day_given(record, day)
    return (
        (not wanted.person or wanted.person in (capture.who, giver_among(capture, people)))
        and (not wanted.goal or capture.goal == wanted.goal)
        and (wanted.since is None or when >= wanted.since)
        and (wanted.until is None or when <= wanted.until)
    )


def course(living: Iterable[Living], people: Sequence[str], day: DayOf, points: Callable[[Living], bool]) -> Course:
    """What was given, counted. `people`: as for `giver_among`; `points`: whether a hint points at a word in it."""
    found = given_ones(living)
    better = [one for one in found if could_be_better(one.capture)]
    with_step = [one for one in found if one.capture.step]
    states = Counter(one.state for one in with_step)
    return Course(
        pieces=len(found),
        by_giver=dict(Counter(giver_among(one.capture, people) for one in found)),
        seen=sum(bool(one.capture.where or one.capture.seen) for one in found),
        changed=sum(bool(one.capture.effect) for one in found),
        better=len(better),
        steps=sum(bool(one.capture.step) for one in better),
        pointed=sum(map(points, found)),
        delays=tuple(sorted(delay for one in found if (delay := delay_of(one, day)) is not None)),
        kept=states["done"],
        open=states["open"],
        dropped=states["dropped"],
    )


def courses(
    living: Iterable[Living], people: Sequence[str], day: DayOf, points: Callable[[Living], bool]
) -> tuple[tuple[Quarter, Course], ...]:
    """The same for each quarter in which there was some, the newest first."""
    return tuple(
        (quarter, course(some, people, day, points))
        for quarter, some in by_quarter(given_ones(living), lambda one: day_given(one, day))
    )


def together(all: Iterable[Course]) -> Course:
    """Several of them as one."""
    found = tuple(all)
    sums = {name: sum(getattr(one, name) for one in found) for name in _NUMBERS}
    givers = Counter[str]()
    for one in found:
        givers.update(one.by_giver)
    return Course(by_giver=dict(givers), delays=tuple(sorted(days for one in found for days in one.delays)), **sums)


def delay_of(record: Living, day: DayOf) -> int | None:
    """Days from seen to given; None where it does not say when it was seen."""
    seen = iso_day(record.capture.seen)
    return None if seen is None else max(0, (day_given(record, day) - seen).days)


def points_at(record: Living, hints: "Hints") -> bool:
    """Whether a hint would point at a word in it."""
    capture = record.capture
    fields = (was_good(capture), capture.where, capture.effect, could_be_better(capture), capture.step, capture.when)
    return hints.points(" . ".join(filter(None, fields)))  # no phrase goes on over a point


_NUMBERS = ("pieces", "seen", "changed", "better", "steps", "pointed", "kept", "open", "dropped")

# in words


def course_lines(found: Course, names: Mapping[str, str]) -> tuple[str, ...]:
    """What there is to say of it, a sentence a line; nothing where there was none. What stands in none is left out: it would read
    as a reproach."""
    if not found.pieces:
        return ()
    lines = [f"{counted(found.pieces, 'piece')} given: {_givers(found, names)}."]
    if exact := _exact_words(found):
        lines.append(exact)
    if found.better:
        of_them = _of_all(found.steps, found.better)
        with_step = "" if not found.steps else ", with a next step" if found.better == 1 else f"; a next step stands in {of_them}"
        lines.append(f"Something could be better in {found.better}{with_step}.")
    if found.pointed:
        lines.append(f"In {found.pointed} a word stands that a hint points at.")
    if found.delays:
        lines.append(delay_words(found))
    if found.kept or found.open or found.dropped:
        lines.append(f"Of all next steps {steps_words(found)}.")
    return tuple(lines)


def quarter_line(quarter: Quarter, found: Course) -> str:
    """`Oct to Dec 2025 · 6 · seen 5 · changed 4 · step 3 of 3 · 2 days later`: one quarter beside the others."""
    delay = found.usual_delay
    parts = (
        quarter_called(*quarter),
        str(found.pieces),
        f"seen {found.seen}" if found.seen else "",
        f"changed {found.changed}" if found.changed else "",
        f"step {found.steps} of {found.better}" if found.steps else "",
        "" if delay is None else _later(delay),
    )
    return " · ".join(part for part in parts if part)


def delay_words(found: Course) -> str:
    """`From seen to given: 2 days as a rule, 0 to 9; 1 does not say the day.`"""
    usual, without = found.usual_delay or 0, found.pieces - len(found.delays)
    span = "" if len(found.delays) < 2 or found.delays[0] == found.delays[-1] else f", {found.delays[0]} to {found.delays[-1]}"
    more = f"; {without} {'does' if without == 1 else 'do'} not say the day" if without else ""
    told = "the same day" if usual == 0 else counted(usual, "day")
    return f"From seen to given: {told}{' as a rule' if span else ''}{span}{more}."


def steps_words(found: Course) -> str:
    """`2 are kept, 1 is open, 1 was dropped`."""
    parts = (
        (found.kept, "is kept", "are kept"),
        (found.open, "is open", "are open"),
        (found.dropped, "was dropped", "were dropped"),
    )
    return ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in parts if number)


def _givers(found: Course, names: Mapping[str, str]) -> str:
    order = [*names, *(person for person in found.by_giver if person not in names)]
    said = [f"{found.by_giver[person]} by {names.get(person, 'somebody')}" for person in order if found.by_giver.get(person)]
    return ", ".join(said)


def _exact_words(found: Course) -> str:
    """In how many it is said where it was seen, and what it changed."""
    there = [(what, many) for what, many in (("where it was seen", found.seen), ("what it changed", found.changed)) if many]
    if not there:
        return ""
    if found.pieces == 1:
        return f"It says {' and '.join(what for what, _ in there)}."
    (what, many), *more = there
    rest = "".join(f", {other} in {_of_all(number, found.pieces)}" for other, number in more)
    return f"{what[:1].upper()}{what[1:]} is said in {_of_all(many, found.pieces)}{rest}."


def _of_all(number: int, all: int) -> str:
    return f"all {all}" if number == all else f"{number} of {all}"


def _later(days: int) -> str:
    return "same day" if days == 0 else f"{counted(days, 'day')} later"


# the weekly moment, and nothing from the mentee


def moment_day(week: date, off: DaysOff, chosen: str = "") -> date | None:
    """The day of the moment for feedback in that day's week: the last one on which its user works, or the chosen weekday (`0` is
    Monday). None where that whole week, or the chosen day, is off, or where there is to be none (`off`)."""
    monday = week - timedelta(days=week.weekday())
    days = [monday + timedelta(days=number) for number in range(7)]
    if chosen:
        days = [days[int(chosen)]] if chosen in "0123456" else []
    working = [day for day in days if not is_off(off, day)]
    return working[-1] if working else None


def sessions_without(living: Iterable[Living], person: str, began: Sequence[int], people: Sequence[str]) -> tuple[int, ...]:
    """Which of the sessions that began then (UTC microseconds) came after the last feedback that person gave. Before the first
    one: all of them."""
    given = [one.capture.given or one.created for one in given_ones(living) if giver_among(one.capture, people) == person]
    last = max(given, default=0)
    return tuple(start for start in sorted(began) if start > last)


def of_quarter(quarter: Quarter) -> Wanted:
    """All that was given in that quarter."""
    return Wanted(since=first_day(quarter), until=last_day(quarter))
