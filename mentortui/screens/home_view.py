"""What Home and the list of sessions say, from the heads the store gives."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from textual.content import Content

from mentortui.core.dates import Unreadable, moment_line, place, show_date, zone
from mentortui.core.text import visible
from mentortui.core.text import width as cells_of
from mentortui.core.words import SESSION_KINDS
from mentortui.services.sessions import Unfinished
from mentortui.store.heads import MentorshipHead, SessionHead
from mentortui.widgets.text import apart, fitted, words

MINUTE = 60_000_000
CURSOR = "▌"
"""Before the lines of the selected one."""
NAMES_CELLS = 40


def moment(wall: int) -> datetime:
    """UTC microseconds as a time, however far off."""
    try:
        return datetime.fromtimestamp(wall / 1_000_000, UTC)
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0, UTC)


def local(wall: int, zone_name: str) -> datetime:
    """The same on the clocks of that zone; UTC where there is no such zone."""
    try:
        return moment(wall).astimezone(zone(zone_name))
    except (Unreadable, OverflowError):
        return moment(wall).astimezone(ZoneInfo("UTC"))


def clocks(now: int, zone_name: str) -> str:
    """`Wed 25 Nov 14:03 Berlin`."""
    here = local(now, zone_name)
    return f"{show_date(here.date(), here.date())} {here:%H:%M} {place(zone_name)}"


def others(head: MentorshipHead) -> list[str]:
    """The ids of everybody but the user."""
    return [person for person in head.names if person != head.me]


def who(head: MentorshipHead) -> str:
    """`Grace Otieno`, `Grace, Linus and 2 more`."""
    names = [head.names[person] for person in others(head)]
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]}, {names[1]} and {len(names) - 2} more"


def role(head: MentorshipHead) -> str:
    """What the others are to the user."""
    many = len(others(head))
    match head.part:
        case "mentor":
            return "mentee" if many == 1 else f"{many} mentees"
        case "mentee":
            return "mentor" if many == 1 else f"mentor, group of {many + 1}"
        case "peer":
            return "peer" if many == 1 else f"circle of {many + 1}"


def row(head: MentorshipHead, unfinished: Unfinished | None, now: int, *, width: int, tall: bool, selected: bool) -> Content:
    """A mentorship in two lines, or in one where there is little room."""
    mine = head.zones.get(head.me, "UTC")
    theirs = next((head.zones[person] for person in others(head)), mine)
    cursor = words(f"{CURSOR} " if selected else "  ", "$secondary")
    room = width - 2
    states = _states(unfinished, mine) or ([] if tall else [_next(head, mine, theirs, now, brief=True)])
    look = "$accent bold" if unfinished else "$quiet"
    name, there = who(head), _there(theirs, now)
    said = (f" · {role(head)} · {there}", f" · {there}", "")
    right = _first_that_fits(states, room - min(NAMES_CELLS, cells_of(name)) - 2)
    if unfinished and not right:
        right = states[-1]
    left = room - (cells_of(right) + 2 if right else 0)
    after = _first_that_fits(said, left - min(NAMES_CELLS, cells_of(name)))
    named = Content.assemble(fitted(name, min(NAMES_CELLS, left - cells_of(after)), "bold"), words(after, "$quiet"))
    first = Content.assemble(cursor, apart(named, words(right, look), room))
    if not tall:
        return first
    nearest = Content.assemble(words("next ", "$quiet"), words(_next(head, mine, theirs, now)))
    past = _first_that_fits(_past(head, mine, now), room - nearest.cell_length - 2)
    return Content("\n").join([first, Content.assemble(cursor, apart(nearest, words(past, "$quiet"), room)), Content("")])


def example(width: int) -> list[Content]:
    """What a mentorship looks like here, for an empty Home."""
    room = min(width, 76)
    nearest = "next Thu 26 Nov 15:00 (17:00 Nairobi)"
    past = _first_that_fits(("14 sessions, last Thu 12 Nov", "14 sessions"), room - len(nearest) - 4)
    after = _first_that_fits((" · mentee · Nairobi 16:03", " · Nairobi 16:03"), room - 14)
    return [
        Content.assemble(("  Grace Otieno", "bold"), (after, "$quiet")),
        apart(Content(f"  {nearest}"), Content.styled(past, "$quiet"), room),
    ]


def session_row(head: SessionHead, people: Sequence[str], zone_name: str, now: int, *, width: int, selected: bool) -> Content:
    """`14  Thu 12 Nov 15:00  regular session      58 min   41 : 59`; `people`: ids in the order of the shares."""
    began, today = local(head.began, zone_name), local(now, zone_name).date()
    cursor = words(f"{CURSOR} " if selected else "  ", "$secondary")
    day, date_cells = show_date(began.date(), today), 10 if began.year == today.year else 15
    if width >= 66:
        day, date_cells = f"{day:<{date_cells}} {began:%H:%M}", date_cells + 6
    kind = SESSION_KINDS.get(head.kind, visible(head.title) or "session")
    usual = head.title.casefold() in (kind.casefold(), "", "no agenda", "regular session")
    said = kind if usual else f"{kind} · {head.title}"
    figures = f"{head.active // MINUTE:>4} min"
    if width >= 54:
        figures += f"   {shares(head, people):>12}"
    left = Content.assemble(
        words(f"{head.number:>3}  ", "$quiet"), words(f"{day:<{date_cells}}  "), words(said, "" if selected else "$quiet")
    )
    return Content.assemble(cursor, apart(left, words(figures, "$quiet"), width - 3))


def shares(head: SessionHead, people: Sequence[str]) -> str:
    """`41 : 59`, whole per cent in the order of `people`; empty where nobody spoke or they are not shown."""
    here = [person for person in people if person in head.floor]
    total = sum(head.floor.values())
    if not head.show_figures or not total or len(here) < 2 or len(here) > 3:
        return ""
    return " : ".join(str(round(100 * head.floor[person] / total)) for person in here)


def _states(unfinished: Unfinished | None, mine: str) -> list[str]:
    if unfinished is None:
        return []
    if unfinished.trouble:
        return ["▸ cannot be gone on with", "▸ unreadable"]
    since = f"since {local(unfinished.began, mine):%H:%M}"
    if unfinished.holder:
        return [f"▸ live in another window {since}", "▸ live elsewhere"]
    return [f"▸ under way {since}", "▸ under way"]


def _first_that_fits(texts: Sequence[str], cells: int) -> str:
    return next((text for text in texts if cells_of(text) <= cells), "")


def _there(theirs: str, now: int) -> str:
    try:
        return f"{place(theirs)} {moment(now).astimezone(zone(theirs)):%H:%M}"
    except (Unreadable, OverflowError):
        return place(theirs)


def _next(head: MentorshipHead, mine: str, theirs: str, now: int, brief: bool = False) -> str:
    if head.next_date is None or head.next_date <= now:
        return "" if brief else "date open"
    starts, today = moment(head.next_date), local(now, mine).date()
    if brief:
        here = local(head.next_date, mine)
        return f"{show_date(here.date(), today)} {here:%H:%M}"
    return moment_line(starts, mine, theirs, today)


def _past(head: MentorshipHead, mine: str, now: int) -> list[str]:
    if not head.sessions or head.last is None:
        return ["no session yet"]
    last = show_date(local(head.last.began, mine).date(), local(now, mine).date())
    count = f"{head.sessions} session{'s' if head.sessions > 1 else ''}"
    return [f"{count}, last {last}", count]
