"""How the calendar of a mentorship is shown: a row for each date, and one for what was agreed."""

from collections.abc import Sequence
from string import ascii_lowercase
from typing import Final

from mentortui.core.cadence import Cadence, cadence_words
from mentortui.core.cadence_kept import agreed_rhythm, zone_changes
from mentortui.core.calendar_rows import AGREED, KIND_WORDS, Calendar, Row, RowKind, owner_zone
from mentortui.core.dates import iso_day, place, show_date
from mentortui.core.heads import local
from mentortui.core.mentorship_pauses import pause_words, paused_on
from mentortui.core.records import Mentorship
from mentortui.core.rhythm import state
from mentortui.core.sharing import in_order
from mentortui.core.text import fit
from mentortui.services.calendar_typed import work_line
from mentortui.services.tabs import Entry, TabRow

SIGNS: Final[dict[RowKind, str]] = {
    "planned": "▸",
    "next": "○",
    "check-in": "·",
    "end": "■",
    "pause": "‖",
    "held": "✓",
    "missed": "–",
    "skipped": "–",
    "moved": "→",
    "off": "–",
}


def agreed(calendar: Calendar) -> Entry:
    """What holds now, in one row; all of it on its page."""
    mentorship = calendar.mentorship
    page = list[tuple[str, str]]()
    pause = paused_on(calendar.pauses, calendar.today.isoformat())
    if mentorship.archived is not None:
        page.append(("Archived", f"since {show_date(local(mentorship.archived, calendar.zone).date(), calendar.today)}"))
    if pause is not None:
        page.append(("Now", pause_words(pause, calendar.today)))
    page.append(("Sessions", kept_words(calendar) or "no agreed rhythm: r agrees one"))
    page.append(
        ("Check-ins", _words(mentorship.check_ins, mentorship) if mentorship.check_ins is not None else "no agreed rhythm")
    )
    if mentorship.cadence is not None:
        page += [("", told) for told in zone_changes(mentorship.cadence, mentorship)]
    names = {one.id: one.name for one in mentorship.people}
    if calendar.starter in names:
        page.append(("Contact", "you start it" if calendar.starter == mentorship.me else f"{names[calendar.starter]} starts it"))
    for one in in_order(mentorship):
        who = "You" if one.id == mentorship.me else fit(one.name, 24)
        page.append((who, f"{work_line(calendar, one.id)} · {place(one.zone)}"))
    ends = iso_day(mentorship.ends)
    if ends is not None:
        page.append(("Meant to end", show_date(ends, calendar.today)))
    return Entry(row=TabRow(id=AGREED, text=f"Agreed · {page[0][1]}", sign=" "), page=tuple(page))


def entry(id: str, row: Row) -> Entry:
    """The row of a date, and what is to be said of it beside the list."""
    kind = KIND_WORDS[row.kind]
    said = f" · {row.said}" if row.said else ""
    look = " ◆" if row.notes else ""
    page = ((kind.capitalize(), row.when), *((("", row.said),) if row.said else ()), *(("◆", note) for note in row.notes))
    # A kind stands as a word too: a sign alone says nothing to who does not know it.
    text = f"{row.when} · {kind}{said}{look}"
    return Entry(row=TabRow(id=id, text=text, sign=SIGNS[row.kind], over=row.past), page=page)


def row_id(row: Row, place: int) -> str:
    """By which the row is known when the list is read again."""
    return f"{row.kind}:{row.id}:{row.at}:{place}" if row.kind in ("moved", "off") else f"{row.kind}:{row.id or row.at}"


def is_used(calendar: Calendar) -> bool:
    """Whether anything was agreed, paused or closed."""
    one = calendar.mentorship
    return bool(one.cadence or one.check_ins or one.days_off or one.ends or one.archived is not None or calendar.pauses)


def kept_words(calendar: Calendar) -> str:
    """The agreed rhythm of sessions, and whether it holds; empty where there is none."""
    cadence = calendar.mentorship.cadence
    if cadence is None:
        return ""
    said = _words(cadence, calendar.mentorship)
    began = [head.began for head in calendar.heads]
    found = agreed_rhythm(cadence, owner_zone(calendar.mentorship, cadence), began, calendar.pauses)
    at_rest = paused_on(calendar.pauses, calendar.today.isoformat()) is not None or calendar.mentorship.archived is not None
    if found is None or at_rest or not began:
        return said
    how = state(found, calendar.now, calendar.mentorship.next_date)
    return said if how == "resting" else f"{said}, {how}"


def _words(cadence: Cadence, mentorship: Mentorship) -> str:
    """`every 2 weeks Thu 15:00`, and whose hour that is where it is not the user's."""
    owner = next((one.name for one in mentorship.people if one.id == cadence.owner != mentorship.me), "")
    whose = f", {fit(owner, 20)}'s hour" if owner else ""
    return f"{cadence_words(cadence)}{whose}"


def letters(names: Sequence[str]) -> list[str]:
    """A key for each: a letter of the name where it is free. None that gives the floor or covers, over a session."""
    found = list[str]()
    for name in names:
        taken = {"g", "b", "x", *found}
        free = (one for one in (*name.casefold(), *ascii_lowercase) if one in ascii_lowercase and one not in taken)
        found.append(next(free, ""))
    return found
