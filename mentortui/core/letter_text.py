"""The letter that is sent: under ten lines, plain, nothing in it that one of them does not know; and how it is known again."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from mentortui.core.dates import Unreadable, moment_line, zone
from mentortui.core.letter_values import Identity
from mentortui.core.text import fit

LABELS = ("Done:", "Roadblock:", "I would try:", "I learned:", "Bring:")
TAKEAWAY = "Takeaway:"
PULSE = "Pulse 1-5:"
LONGEST_NAME = 60
_ASKED = "a word to each will do"
_RATED = "Pulse: safety, usefulness, fairness"
_GREETING = re.compile(
    r"hi\W(?:(?!\bhi\W|\ba\s+word\s+to).){0,2000}a\s+word\s+to\s+each\s+will\s+do\W{1,4}(?:pulse\W{1,4}safety\W+usefulness\W+fairness\W*)?",
    re.IGNORECASE,
)
_IDENTITY = re.compile(
    r"\W{0,3}for\s((?:(?!\bfor\s).){1,2000}?)\s\W{1,3}\s(after\s)?session\s(\d{1,9})\b(.{0,200})", re.IGNORECASE
)
_DATED = re.compile(
    r"\W{0,3}for\s(?:(?!\bfor\s).){1,2000}?\s\W{1,3}\s(?:after\s)?session\s\d{1,9}\s+\W{1,3}\s+\w{3}\s\d{1,2}\s\w{3}(?:\s\d{4})?\s\d{1,2}:\d\d"
    r"(?:\sUTC)?(?:\s\([^()]{1,80}\))?",
    re.IGNORECASE,
)


def text(
    names: Sequence[str],
    mine: str,
    number: int,
    *,
    after: bool = False,
    pulse: bool = True,
    starts: int | None = None,
    zones: tuple[str, str] = ("UTC", "UTC"),
    now: int = 0,
) -> str:
    """The letter to `names`, about the session of that number: before it, or `after` it, then with a takeaway. `pulse`: there
    was a session to rate. `starts`, `now`: UTC microseconds; `zones`: mine, theirs."""
    greeting = f"Hi {_joined([fit(_first(name), LONGEST_NAME) for name in names])}, {_ASKED}."
    labels = (*((TAKEAWAY,) if after else ()), *LABELS, *((PULSE,) if pulse else ()))
    lines = [f"{greeting} {_RATED}." if pulse else greeting, *labels]
    who = _joined([fit(name, LONGEST_NAME) for name in (mine, *names)])
    identity = f"for {who} · {'after ' if after else ''}session {number}"
    if starts is not None:
        identity += f" · {_when(starts, zones, now)}"
    return "\n".join([*lines, identity]) + "\n"


def _first(name: str) -> str:
    """As one says hello: `Grace` for `Grace Otieno`, but the whole of `Dr. Lee`."""
    first = name.split(" ", 1)[0]
    return first if len(first) > 1 and first.isalpha() else name


def is_greeting(line: str) -> bool:
    """The first line of ours, however its white space came back."""
    return _GREETING.fullmatch(line.strip()) is not None


def identity_of(line: str) -> Identity | None:
    """What the last line of ours says, or None where it is another line."""
    found = _IDENTITY.fullmatch(line.strip())
    if found is None:
        return None
    rest = found.group(4).strip()
    if rest and re.match(r"\W", rest) is None:
        return None
    return Identity(names=found.group(1).strip(), session=int(found.group(3)), after=bool(found.group(2)))


def is_whole_identity(line: str) -> bool:
    """Whether it is the last line of ours with its date, which a program may have broken."""
    return _DATED.fullmatch(line.strip()) is not None


def same_people(identity: Identity, names: Sequence[str]) -> bool:
    """Whether it was made for these people, in whatever order they stand."""
    return _words([identity.names]) == _words([fit(name, LONGEST_NAME) for name in names])


def _words(names: Sequence[str]) -> list[str]:
    return sorted(word for name in names for word in re.findall(r"[^\W_]+", name.casefold()) if word != "and")


def _joined(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def _when(starts: int, zones: tuple[str, str], now: int) -> str:
    own, other = zones
    try:
        today = datetime.fromtimestamp(now / 1_000_000, UTC).astimezone(zone(own)).date()
    except Unreadable:
        today = datetime.fromtimestamp(now / 1_000_000, UTC).date()
    return moment_line(datetime.fromtimestamp(starts / 1_000_000, UTC), own, other, today)
