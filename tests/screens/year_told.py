"""A year as it is typed: nineteen sessions, one missed, a pause, and what two people do around them, in two zones whose clocks
change on other days. Values only; who types them is `year_keys`, who counts them again is `year_counted`."""

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from tests.clocks import SECOND

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
FIRST = date(2026, 1, 8)
MISSED, PAUSED, LAST = 7, (12, 13, 14, 15), 23
"""Fortnights after the first, a Thursday at 15:00 in Berlin."""
HELD = [slot for slot in range(LAST + 1) if slot != MISSED and slot not in PAUSED]
READINGS = {2: 0, 9: 1, 20: 3}
BY_SIGNS = (0, 5, LAST)
"""Sessions whose lines are typed sign by sign; those of the others are pasted, a line at a time."""
LEARNED = "slow is smooth"
TICKED = (5, LAST)
"""When kept promises are ticked."""

WANTS, WANTS_LATER = "Linus: to give talks", "Linus: to give talks and to chair"
REVISIT, REVISITED = date(2026, 6, 1), 11
"""When the charter is to be looked at again, and the slot at which it is."""

CHECKED_IN = 3
ROADBLOCKS = {"flaky deploy": "a canary", "no access": "", "slow reviews": "smaller commits"}
"""What the mentee would try; none: it is asked first in the session."""
LOOKED_AT = (CHECKED_IN - 1, CHECKED_IN)
"""Of these sessions it is read what they begin with."""
SOLVED, SOLVED_AT, HOW = "slow reviews", 5, "two a day"
REST = "rest helps"
"""What the mentee learned between sessions."""

LEFT_OVER = 16
"""What is prepared for it is carried over: of the first they still speak when the hour is over, the other they never come to."""
PREPARED: dict[int, tuple[tuple[str, str], ...]] = {
    4: (("Release notes", "Linus"),),
    8: (("Pairing", "Ada"), ("Estimates", "Linus")),
    LEFT_OVER: (("On-call", "Linus"), ("Hiring", "Ada")),
    17: (("On-call", "Linus"), ("Hiring", "Ada")),
}
"""What is on the agenda, and who brings it. What is carried over is typed once."""
SAID_BACK = {(4, "Release notes"): "Linus", (8, "Pairing"): "Linus", (8, "Estimates"): "Ada", (17, "Hiring"): "Linus"}
"""Who said it back, and it was what was meant."""

Numbers = tuple[int, ...]
PULSES: dict[int, dict[str, Numbers]] = {
    2: {"Ada": (4, 5, 3), "Linus": (5, 4, 2)},
    9: {"Ada": (1, 1, 1)},
    18: {"Ada": (5, 5, 4), "Linus": (5, 3, 4)},
}
"""Safety, usefulness, fairness. The one in the middle stays covered: the other never answers."""
ASSESSED, ROUND = 10, "Apr to Jun 2026"
ASSESSMENT: dict[str, tuple[Numbers, str]] = {
    "Ada": ((5, 5, 4, 4, 5, 2), "less often in summer"),
    "Linus": ((4, 2, 5, 3, 4, 4), "some things wait"),
}
"""Fair treatment, safety, relevance, impact, satisfaction, rhythm; a sentence."""

TASK_GIVEN, ANSWER = 9, "who owns the rota"
RESOURCE, DISAGREEMENT, AROUND = "the talk on retries", "tests before the refactoring", 11


class Meeting(NamedTuple):
    """A session as it is typed: the floor in seconds, by turns, and lines."""

    slot: int
    turns: tuple[tuple[str, int], ...]
    lines: tuple[str, ...]

    @property
    def day(self) -> date:
        return day_of(self.slot)

    @property
    def number(self) -> int:
        return HELD.index(self.slot) + 1


def told(slot: int) -> Meeting:
    """Other lines and lengths in each; every promise is due a week later."""
    turns = tuple(("12"[turn % 2], 40 + 20 * ((slot * 3 + turn) % 5)) for turn in range(6 + slot % 3))
    lines = [f"> their promise {slot} due:1w", f"= takeaway {slot} @Linus"]
    if slot % 2:
        lines.append(f"< my promise {slot} due:1w")
    if slot % 3 == 0:
        lines.append(f"* win {slot} @{'Ada' if slot % 2 else 'Linus'}")
    if slot % 4 == 0:
        lines.append(f"! decision {slot}")
    if slot % 5 == 0:
        lines.append(f"+ praise {slot} @Linus -> step {slot} due:1w")
    if slot in (3, 20):
        lines.append(f"setback: setback {slot} @Linus")
    if slot in (4, 9, 21):
        lines.append(f"opportunity: door {slot} @Linus")
    return Meeting(slot, turns, tuple(lines))


MEETINGS: Final = [told(slot) for slot in HELD]


def day_of(slot: int) -> date:
    return FIRST + timedelta(days=14 * slot)


def moment(day: date, hour: int = 15) -> int:
    """That hour in Berlin."""
    return round(datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN).timestamp()) * SECOND


def pause_days() -> tuple[date, date]:
    return FIRST + timedelta(days=14 * PAUSED[0] - 3), FIRST + timedelta(days=14 * PAUSED[-1] + 5)


def kept_by(slot: int) -> list[str]:
    """What is kept of the promises that were made before that session."""
    return [f"{whose} promise {one}" for one in HELD if one < slot and one % 4 == 3 for whose in ("their", "my")]
