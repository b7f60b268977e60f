"""What Home says, from the heads the store gives."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from mentortui.core import worth as w
from mentortui.core.cadence_kept import rhythm_of, told
from mentortui.core.charts import bar as bar_of
from mentortui.core.charts import text as plain
from mentortui.core.dates import MONTHS, moment_line, place, show_date
from mentortui.core.heads import MINUTE, MentorshipHead, at_work_until, is_near, local, moment
from mentortui.core.mentorship_pauses import Pause, pause_words, paused_on, why_words
from mentortui.core.rhythm import passed
from mentortui.core.stand_ins import is_named
from mentortui.core.text import counted, fit
from mentortui.core.text import width as cells_of
from mentortui.widgets.cards import Card
from mentortui.widgets.text import AROUND, apart, fitted, words

if TYPE_CHECKING:
    from mentortui.services.sessions import Unfinished

NAMES_CELLS, FEWEST_OF_NAME = 40, 24
CURSOR = "▌"
"""Before the marked line of a list."""
LABEL = 10
GOAL_BAR = 10
NOT_NAMED = "no name yet, e"
"""Cells of the bar of a goal."""
FIRST_NAME = 14


def clocks(now: int, zone_name: str) -> str:
    """`Wed 25 Nov 14:03 Berlin`."""
    here = local(now, zone_name)
    return f"{show_date(here.date(), here.date())} {here:%H:%M} {place(zone_name)}"


def who(head: MentorshipHead) -> str:
    """`Grace Otieno`, `Grace, Linus and 2 more`."""
    names = [head.names[person] for person in head.others]
    if len(names) <= 2:
        return " and ".join(names)
    return f"{names[0]}, {names[1]} and {len(names) - 2} more"


def role(head: MentorshipHead) -> str:
    """What the others are to the user; of one without a name, which is called by that, how it gets one."""
    many = len(head.others)
    if many == 1 and not is_named(who(head)):
        return NOT_NAMED
    match head.part:
        case "mentor":
            return "mentee" if many == 1 else f"{many} mentees"
        case "mentee":
            return "mentor" if many == 1 else f"mentor, group of {many + 1}"
        case "peer":
            return "peer" if many == 1 else f"circle of {many + 1}"


def card(head: MentorshipHead, unfinished: "Unfinished | None", now: int, *, width: int) -> Card:
    """A mentorship as a card of `width` cells inside its border, and in one line of as many."""
    rows = [
        _row("Now", words(_state(unfinished, head.zone)[0], "$accent bold")) if unfinished else _next(head, now, width),
        _row("Promises", words(first_that_fits(_promises(head, now), width - LABEL))),
    ]
    if head.goals:
        rows.append(_row("Goal", _goal(head, width - LABEL)))
    if talk := _talk(head):
        rows.append(_row("Floor", words(first_that_fits(talk, width - LABEL), "$quiet")))
    return Card(
        id=head.slug,
        title=_title(head, now, width + 4 - AROUND - 1),
        rows=tuple(rows),
        below=words(first_that_fits(_past(head, now), width + 4 - AROUND), "$quiet"),
        line=_line(head, unfinished, now, width - 2),
    )


def invitation(width: int, unread: str, gone: Sequence[MentorshipHead], closed: Sequence[MentorshipHead] = ()) -> Content:
    """What stands on a Home without cards. `unread`: why a mentorship is missing from it; `gone`: those that were removed,
    `closed`: those that are archived."""
    key = Content.styled("a", "$accent bold")
    if unread:
        lines = [words(unread, "$error"), Content(""), Content.assemble("Press ", key, " to add another one.")]
    else:
        lines = [
            Content("Here stand the people you meet: who, where, when next. For example:"),
            Content(""),
            *_example(width),
            Content(""),
            Content.assemble("Press ", key, " to add one." if gone or closed else " to add the first."),
        ]
    if closed:
        archived = Content.styled("z", "$accent bold")
        lines.append(Content.assemble(archived, " shows what was closed: ", words(fit(who(closed[0]), 40)), "."))
    if gone:
        back = Content.styled("u", "$accent bold")
        lines.append(Content.assemble(back, " brings back ", words(who(gone[0])), ": nothing of it is lost."))
    return Content("\n").join(lines)


def _example(width: int) -> list[Content]:
    room = min(width, 76)
    nearest = "Next      Thu 26 Nov 15:00 (17:00 Nairobi)"
    past = first_that_fits(("14 sessions, every 2 weeks", "14 sessions"), room - len(nearest) - 4)
    after = first_that_fits((" · mentee · Nairobi 16:03", " · Nairobi 16:03"), room - 14)
    return [
        Content.assemble(("  Grace Otieno", "bold"), (after, "$quiet")),
        apart(Content(f"  {nearest}"), Content.styled(past, "$quiet"), room),
    ]


def worth_line(key: str, line: w.Worth, *, width: int) -> Content:
    """`1  Your promise to Linus, “introduce to the data team”, was for Sat 21 Nov          open`."""
    does = words(DOES[line.kind], "$quiet")
    room = width - 5 - does.cell_length
    said = line.text if cells_of(line.text) <= room else line.short
    left = Content.assemble(words(f" {key} ", "$warning bold"), " ", words(said))
    return apart(left, does, width - 1)


DOES: dict[w.Kind, str] = {
    "gone by": "answer",
    "overlap": "prepare",
    "late": "open",
    "notes": "sort",
    "due": "look",
    "today": "open",
    "waiting": "feedback",
    "feedback": "feedback",
}
"""What the key of a line leads to, in one word."""


def first_that_fits(texts: Sequence[str], cells: int) -> str:
    """The fullest of them that has room; of the last one what fits."""
    return next((text for text in texts if cells_of(text) <= cells), fit(texts[-1], max(0, cells)) if texts else "")


def _row(label: str, said: Content) -> Content:
    return Content.assemble(words(f"{label:<{LABEL}}", "$quiet"), said)


def _title(head: MentorshipHead, now: int, room: int) -> Content:
    """`Grace Otieno · mentee · Nairobi 16:03, at work until 18:00`, as much of it as fits behind the name."""
    name, theirs = who(head), next(iter(head.others), head.me)
    there = _there(head.zones.get(theirs, head.zone), now)
    until = at_work_until(head, theirs, now) if len(head.others) == 1 else ""
    told = f" · {role(head)} · {there}"
    working = (f"{told}, at work until {until}", f"{told}, at work") if until else ()
    brief = f" · {role(head)}" if len(head.others) > 1 else f" · {there}"  # of several, how many they are comes before a clock
    for named, rests in ((cells_of(name), (*working, told)), (FEWEST_OF_NAME, (told, brief)), (room, ("",))):
        rest = next((text for text in rests if min(named, cells_of(name)) + cells_of(text) <= room), None)
        if rest is not None:
            break
    rest = rest or ""
    return Content.assemble(fitted(name, room - cells_of(rest), "bold"), words(rest, "$quiet"))


def _line(head: MentorshipHead, unfinished: "Unfinished | None", now: int, room: int) -> Content:
    """Name, and what is most needed to know, in one row."""
    look = "$accent bold" if unfinished else "$quiet"
    told = _state(unfinished, head.zone) if unfinished else [_next_brief(head, now)]
    name, there = who(head), _there(head.zones.get(next(iter(head.others), ""), head.zone), now)
    right = next((text for text in told if cells_of(text) <= room - min(NAMES_CELLS, cells_of(name)) - 2), "")
    if unfinished and not right:
        right = told[-1]
    left = room - (cells_of(right) + 2 if right else 0)
    named = min(NAMES_CELLS, cells_of(name))
    after = next(text for text in (f" · {role(head)} · {there}", f" · {there}", "") if named + cells_of(text) <= left or not text)
    shown = Content.assemble(fitted(name, min(NAMES_CELLS, left - cells_of(after)), "bold"), words(after, "$quiet"))
    return apart(shown, words(right, look), room)


def _state(unfinished: "Unfinished", mine: str) -> list[str]:
    if unfinished.trouble:
        return ["▸ cannot be gone on with", "▸ unreadable"]
    since = f"since {local(unfinished.began, mine):%H:%M}"
    if unfinished.holder:
        return [f"▸ live in another window {since}", "▸ live elsewhere"]
    return [f"▸ under way {since}", "▸ under way"]


def _there(theirs: str, now: int) -> str:
    return f"{place(theirs)} {local(now, theirs):%H:%M}"


def _next(head: MentorshipHead, now: int, width: int) -> Content:
    today = local(now, head.zone).date()
    if at_rest := _at_rest(head, now):
        return _row("Next", words(first_that_fits(at_rest, width - LABEL)))
    if head.next_date is None:
        return _row("Next", words(first_that_fits(_not_planned(head, now), width - LABEL)))
    theirs = head.zones.get(next(iter(head.others), head.me), head.zone)
    starts = moment_line(moment(head.next_date), head.zone, theirs, today)
    if is_near(head, now):
        minutes = (head.next_date - now) // MINUTE
        when = f"in {minutes} min" if minutes > 0 else "now" if minutes == 0 else f"{-minutes} min ago"
        return _row("Next", Content.assemble(words(when, "$accent bold"), words(f" · {starts}")))
    here = local(head.next_date, head.zone)
    brief = f"{show_date(here.date(), today)} {here:%H:%M}"
    if head.next_date < now:
        return _row(
            "Next",
            words(first_that_fits((f"was planned for {starts}", f"was planned for {brief}", f"was {brief}"), width - LABEL)),
        )
    return _row("Next", words(first_that_fits((starts, brief), width - LABEL)))


def _pause(head: MentorshipHead, now: int) -> Pause | None:
    return paused_on(head.pauses, local(now, head.zone).date().isoformat())


def _at_rest(head: MentorshipHead, now: int) -> list[str]:
    """`archived since Fri 18 Dec`, `paused since 3 Nov · travel`, and shorter; nothing while it goes on."""
    today = local(now, head.zone).date()
    if head.archived is not None:
        return [f"archived since {show_date(local(head.archived, head.zone).date(), today)}", "archived"]
    pause = _pause(head, now)
    return [] if pause is None else [pause_words(pause, today), f"paused · {why_words(pause)}", "paused"]


def _not_planned(head: MentorshipHead, now: int) -> list[str]:
    """That no date is set; whether the rhythm has gone by, and who starts contact where that is somebody else."""
    found = rhythm_of(head)
    days = passed(found, now)
    whose = "usual rhythm" if head.cadence is None else "agreed rhythm"
    ago = f"passed {days} day{'s' if days > 1 else ''} ago"
    texts = [f"not planned · {whose} {ago}", f"not planned · rhythm {ago}", "not planned"] if days else ["not planned"]
    if not days and found is not None and head.cadence is not None and found.due > now:
        due = local(found.due, head.zone)
        texts.insert(0, f"not planned · by rhythm {show_date(due.date(), local(now, head.zone).date())}")
    if head.starter in head.others:
        texts.insert(0, f"{texts[0]} · {_called(head, head.starter)} starts contact")
        texts.insert(-1, f"not planned · {_called(head, head.starter)} starts contact")
    else:
        texts = [text for said in texts for text in (f"{said} · p plans it", said)]
    return texts


def _next_brief(head: MentorshipHead, now: int) -> str:
    if at_rest := _at_rest(head, now):
        return at_rest[-1]
    if head.next_date is None or w.gone_by(head, now):
        return ""
    here = local(head.next_date, head.zone)
    return f"{show_date(here.date(), local(now, head.zone).date())} {here:%H:%M}"


def _promises(head: MentorshipHead, now: int) -> list[str]:
    """`you 2 · Grace 3, one due today`, and shorter."""
    if not any(head.promises.values()):
        return ["none open"]
    resting = bool(_at_rest(head, now))
    people = [head.me, *head.others]
    if len(people) > 3:
        people = [person for person in people if head.promises.get(person)]
    full = [
        f"{_called(head, person)} {head.promises.get(person, 0) if resting else _owed(head, person, now)}" for person in people
    ]
    if unsaid := sum(count for person, count in head.promises.items() if person not in head.names):
        full.append(f"unsaid {unsaid}")
    brief = [f"{_called(head, person)} {head.promises.get(person, 0)}" for person in people]
    return [" · ".join(full), " · ".join(brief), f"{sum(head.promises.values())} open"]


def _owed(head: MentorshipHead, person: str, now: int) -> str:
    count = head.promises.get(person, 0)
    late, today = w.late(head, person, now), w.due_today(head, person, now)
    told = [str(count)]
    if late:
        days = w.longest_late(head, person, now)
        since = f"{days} day{'s' if days > 1 else ''}"
        told.append(f"{since} late" if count == 1 else f"one {since} late" if late == 1 else f"{late} late")
    if today:
        told.append("due today" if count == 1 else f"{'one' if today == 1 else today} due today")
    return ", ".join(told)


def _called(head: MentorshipHead, person: str) -> str:
    if person == head.me:
        return "you"
    first = head.names[person].split(" ")[0] or head.names[person]
    alone = sum(name.split(" ")[0] == first for name in head.names.values()) == 1
    return fit(first if alone else head.names[person], FIRST_NAME)


def _goal(head: MentorshipHead, room: int) -> Content:
    """`Release lead  ██████▋───  2 of 3 results`; without a measure its name alone, and how many more there are."""
    goal = head.goal
    if goal is None:
        return words(_goals(head.goals, room))
    told = f"{goal.reached} of {counted(goal.results, 'result')}"
    cells = GOAL_BAR if room - len(told) - GOAL_BAR >= 16 else 0
    name = fit(goal.name, max(4, room - len(told) - cells - (4 if cells else 2)))
    bar = f"{plain(bar_of(goal.share, None, cells))}  " if cells else ""
    return words(f"{name}  {bar}{told}")


def _goals(goals: Sequence[str], room: int) -> str:
    more = f" and {len(goals) - 1} more" if len(goals) > 1 else ""
    return f"{fit(goals[0], max(4, room - len(more)))}{more}"


def _talk(head: MentorshipHead) -> list[str]:
    """`you 41 % · Grace 59 % last time, agreed 40 : 60`; nothing where figures are not shown, or nobody spoke."""
    last = head.last
    if last is None or not head.show_figures or not last.show_figures:
        return []
    here = [person for person in (head.me, *head.others) if person in last.floor]
    said, owed = _percent(last.floor, here), _percent(last.expected, here)
    if not said or not 2 <= len(here) <= 3:
        return []
    told = " · ".join(f"{_called(head, person)} {share} %" for person, share in zip(here, said, strict=True))
    agreed = f", agreed {' : '.join(map(str, owed))}" if last.agreed and owed else ""
    return [f"{told} last time{agreed}", f"{told} last time", " : ".join(map(str, said))]


def _percent(times: dict[str, int], people: Sequence[str]) -> list[int]:
    total = sum(times.values())
    return [round(100 * times.get(person, 0) / total) for person in people] if total else []


def _past(head: MentorshipHead, now: int) -> list[str]:
    if not head.sessions or head.first is None:
        return ["no session yet"]
    first, today = local(head.first, head.zone), local(now, head.zone)
    year = "" if first.year == today.year else f" {first.year}"
    count = f"{head.sessions} session{'s' if head.sessions > 1 else ''}"
    since = f"{count} since {MONTHS[first.month - 1]}{year}"
    kept = told(head, now)
    return [*((f"{since} · {kept}",) if kept else ()), since, count]
