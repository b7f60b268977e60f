"""Quarters of the calendar where the user is: which one a day is in, what it is called, and what comes back once in each."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TypeAlias, TypeVar

from mentortui.core.dates import MONTHS

Quarter: TypeAlias = tuple[int, int]
"""Year, and 1 to 4."""
LENGTH = 91
"""Days from one quarterly question to the next."""
STANDS = 14
"""Days for which one stands where it can be seen; unanswered, it comes back a quarter later and not sooner."""
TIMES = 4
"""How often it comes back unanswered."""
Thing = TypeVar("Thing")


def quarter_of(day: date) -> Quarter:
    """The one the day is in."""
    return day.year, (day.month - 1) // 3 + 1


def quarter_called(year: int, number: int) -> str:
    """`Jul to Sep 2026`."""
    return f"{MONTHS[3 * number - 3]} to {MONTHS[3 * number - 1]} {year}"


def first_day(quarter: Quarter) -> date:
    """The day it begins."""
    return date(quarter[0], 3 * quarter[1] - 2, 1)


def last_day(quarter: Quarter) -> date:
    """The day it ends."""
    year, number = quarter
    return date(year, 12, 31) if number == 4 else date(year, 3 * number + 1, 1) - timedelta(days=1)


def by_quarter(things: Iterable[Thing], day: Callable[[Thing], date]) -> tuple[tuple[Quarter, tuple[Thing, ...]], ...]:
    """The newest quarter first; in each, things in the order in which they came. A quarter without any is left out."""
    found: dict[Quarter, list[Thing]] = {}
    for thing in things:
        found.setdefault(quarter_of(day(thing)), []).append(thing)
    return tuple((quarter, tuple(found[quarter])) for quarter in sorted(found, reverse=True))


def comes_back(last: date, times: int = TIMES) -> tuple[tuple[date, date], ...]:
    """From which day until which a quarterly question stands that was answered, or begun with, on `last`: two weeks in each of
    the quarters after it. Left alone for a year it comes no more."""
    if last > date.max - timedelta(days=LENGTH * (times + 1)):
        return ()
    return tuple(
        (last + timedelta(days=turn * LENGTH), last + timedelta(days=turn * LENGTH + STANDS - 1)) for turn in range(1, times + 1)
    )
