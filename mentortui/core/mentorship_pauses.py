"""A mentorship paused for a while: illness, travel, a change of project. Meanwhile nothing is due and nothing slips."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias, get_args

import msgspec

from mentortui.core.dates import MONTHS, iso_day, show_date
from mentortui.core.records import Record
from mentortui.core.refused import Refused
from mentortui.core.text import fit

Why: TypeAlias = Literal["illness", "travel", "project", "other"]
WHYS: Final[dict[str, str]] = {"illness": "illness", "travel": "travel", "project": "project change", "other": "other reasons"}
"""What each reason is called."""
TABLE: Final = "pauses"
FOREVER: Final = "9999-12-31"

replace = msgspec.structs.replace


class Pause(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Days are ISO dates, both included; lives in record.json, table `pauses`. `until` empty: nobody has said."""

    why: Why = "other"
    begins: str = ""
    until: str = ""
    note: str = ""


def there(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """Those that are not removed and have a beginning, in order."""
    return tuple(sorted((one for one in pauses if not one.removed and iso_day(one.begins)), key=lambda one: one.begins))


def paused_on(pauses: Iterable[Pause], day: str) -> Pause | None:
    """The pause of that ISO day; None: none is."""
    return next((one for one in there(pauses) if one.begins <= day <= (one.until or FOREVER)), None)


def coming_pause(pauses: Iterable[Pause], day: str) -> Pause | None:
    """The first that begins after that ISO day; None: none does."""
    return next((one for one in there(pauses) if one.begins > day), None)


def pause_words(pause: Pause, today: date) -> str:
    """`paused since 3 Nov · travel`, `paused since 3 Nov until Mon 7 Dec · travel`; of one to come `will pause from 13 Dec`."""
    begins, until = iso_day(pause.begins), iso_day(pause.until)
    day = f"{begins.day} {MONTHS[begins.month - 1]}" if begins is not None else ""
    if begins is not None and begins.year != today.year:
        day += f" {begins.year}"
    end = f" until {show_date(until, today)}" if until is not None else ""
    how = "will pause from" if begins is not None and begins > today else "paused since"
    return f"{how} {day}{end} · {why_words(pause)}"


def why_words(pause: Pause) -> str:
    """The reason, in the words somebody gave where there are any."""
    return fit(pause.note, 40) if pause.why == "other" and pause.note else WHYS[pause.why]


def checked(pause: Pause, pauses: Iterable[Pause], today: date) -> Pause:
    """It, where it can be beside the others. Raises Refused: an end before the beginning, days that another pause has."""
    begins, until = iso_day(pause.begins), iso_day(pause.until)
    if begins is None or (pause.until and until is None):
        raise Refused("A pause begins on a day: today, mon, 12 dec.")
    if pause.why not in get_args(Why):
        raise Refused(f"Choose why: {', '.join(WHYS.values())}.")
    if until is not None and until < begins:
        raise Refused(f"{show_date(until, today)} is before {show_date(begins, today)}: a pause ends after it begins.")
    for other in there(pauses):
        if other.id != pause.id and other.begins <= (pause.until or FOREVER) and pause.begins <= (other.until or FOREVER):
            said = pause_words(other, today)
            raise Refused(f"It {said if said.startswith('will') else f'is {said}'} already: two pauses cannot share a day.")
    return pause


def resumed(pause: Pause, today: date) -> Pause:
    """As it is when it ends before `today`; one that begins today never was."""
    yesterday = (today - timedelta(days=1)).isoformat()
    if yesterday < pause.begins:
        return replace(pause, removed=True)
    return replace(pause, until=yesterday)


def paused_days(pauses: Iterable[Pause], since: date, until: date) -> int:
    """How many days from `since` to `until`, both included, fell into a pause."""
    count = 0
    for pause in there(pauses):
        begins, ends = iso_day(pause.begins), iso_day(pause.until) or date.max
        if begins is not None and begins <= until and since <= ends:
            count += (min(ends, until) - max(begins, since)).days + 1
    return count
