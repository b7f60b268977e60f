"""What Prepare shows: the agenda in columns, and what may go on it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import msgspec
from textual.content import Content

from mentortui.core.checkin import NO_PROPOSAL
from mentortui.core.dates import both_zones, show_date
from mentortui.core.plan import is_closing, length_of, owner_words, short_name, sums
from mentortui.core.plan_carry import age_words, asks, carried_words
from mentortui.core.plan_offers import Offer, title_of
from mentortui.core.records import PlanItem
from mentortui.core.roles import TASKS
from mentortui.core.text import company, fit
from mentortui.core.text import width as cells_of
from mentortui.services.plan_editor import PlanEditor
from mentortui.widgets.text import fitted, words

CURSOR = "▌"
MINUTES, LAST = 5, 4
"""Cells of the column of minutes, and of the word before those of the closing item."""
NOTES_FROM = 76
"""Cells from which the agenda has a column for notes."""
SHORT = 28
"""Cells of what may go on the agenda that each row has room for; what is longer is told whole once it is marked."""
DECIDE = "do, shrink, drop?"
LISTENING = "listening, no prompts"


class Columns(msgspec.Struct, frozen=True):
    """Cells of each, at one width."""

    title: int
    last: int
    owner: int
    note: int

    @classmethod
    def at(cls, editor: PlanEditor, width: int) -> "Columns":
        """As they fit into so many cells: owner and note as wide as their widest, within reason."""
        items, offers = editor.plan.items, editor.offers
        owners = [owner_words(item.owner, editor.people) for item in items]
        owners += [short_name(offer.who, editor.people) for offer in offers]
        notes = [_note(editor, item)[0] for item in items] + [_offer_note(editor, offer)[0] for offer in offers]
        owner = min(12 if width >= NOTES_FROM else 8, max(map(cells_of, owners), default=0)) if width >= 44 else 0
        last = LAST if items and is_closing(items[-1].title) and items[-1].minutes is not None else 0
        titles = [cells_of(item.title) for item in items]
        titles += [cells_of(_offered(offer)) + 2 - last - MINUTES for offer in offers]
        spare = width - 2 - last - MINUTES - (owner and owner + 2) - 2 - max(titles, default=0)
        most = max((width - 34) // 2, spare)
        note = min(most, max(map(cells_of, notes), default=0)) if width >= NOTES_FROM else 0
        return cls(max(8, width - 2 - last - MINUTES - (owner and owner + 2) - (note and note + 2)), last, owner, note)


def usual(editor: PlanEditor) -> str:
    """The template such a session has usually: `Regular session, 60 minutes`."""
    found = editor.usual
    return f"{found.title}, {found.minutes} minutes" if found.minutes else found.title


def who(editor: PlanEditor) -> str:
    """The others by name; of many the first."""
    names = [person.name for person in editor.people[1:]] or [editor.people[0].name]
    return company(names)


def date_words(editor: PlanEditor) -> str:
    """`Thu 26 Nov 15:00 (17:00 Nairobi)`; what to do where there is none."""
    return "no date yet" if editor.plan.starts is None else editor.moment_words(editor.plan.starts)


def length_words(editor: PlanEditor) -> str:
    """`60 minutes`, those of its items where nobody said how many, or that it is open; and the key that says it."""
    minutes = length_of(editor.plan)
    if minutes is None:
        return "open length (n)"
    return f"{minutes} minutes (n)" if editor.plan.minutes else f"{minutes} min by items (n)"


def clocks(editor: PlanEditor) -> str:
    """The time now, in both zones."""
    now = datetime.fromtimestamp(editor.now / 1_000_000, UTC)
    return f"{show_date(editor.today, editor.today)} {both_zones(now, *editor.zones)}"


def above(editor: PlanEditor, width: int, rows: int, *, date: bool, framed: bool) -> Content:
    """What stands over the agenda, the most needed first where there are few rows. `date`: the date among it; not `framed`: the
    sum of minutes before all."""
    found = []
    if not framed and sums(editor.plan).words:
        found.append(Content.assemble(tally(editor), words(f" · {date_words(editor)}")).truncate(width, ellipsis=True))
    if date:
        found.append(fitted(f"{date_words(editor)} · {length_words(editor)}", width))
    for doubt in editor.doubts:
        found.append(Content.assemble(words("◆ ", "$warning"), fitted(doubt.removesuffix(","), width - 2)))
    if editor.advice:
        found.append(Content.assemble(words("◆ ", "$warning"), fitted(editor.advice, width - 2)))
    if editor.takeaway is not None:
        found.append(_takeaway(editor, width))
    if editor.goals:
        goals = " · ".join(editor.goals)
        found.append(Content.assemble(words("Goal  ", "$quiet"), fitted(goals, width - 6)))
    return Content("\n").join(found[:rows])


def _takeaway(editor: PlanEditor, width: int) -> Content:
    takeaway = editor.takeaway
    assert takeaway is not None
    answer = editor.plan.did_hold if editor.plan.takeaway == takeaway.capture.id else ""
    asked = f" It held: {answer}" if answer else " Did it hold?  h"
    said = f"Last takeaway: “{takeaway.capture.text}”"
    return Content.assemble(fitted(said, max(8, width - cells_of(asked))), words(asked, "$quiet" if answer else "$accent"))


def tally(editor: PlanEditor) -> Content:
    """`55 planned, 5 free`; over is worth a look."""
    found = sums(editor.plan)
    over = found.free is not None and found.free < 0
    return words(found.words, "$warning" if over else "$foreground")


def tasks(editor: PlanEditor, width: int) -> str:
    """`facilitator Grace (last: you) · notes Ada · time Grace`, shorter where there is little room."""
    roles = editor.plan.roles
    told = {task: short_name(getattr(roles, task), editor.people) or "nobody" for task in TASKS}
    last = short_name(editor.had_last("facilitator"), editor.people)
    was = f" (last: {'you' if editor.had_last('facilitator') == editor.mentorship.me else last})" if last else ""
    long = " · ".join(f"{task} {name}{was if task == 'facilitator' else ''}" for task, name in told.items())
    tried = (long, *(" · ".join(f"{task} {fit(name, cells)}" for task, name in told.items()) for cells in (40, 16, 8, 4)))
    return next((text for text in tried if cells_of(text) <= width), tried[-1])


# the rows


def item_row(editor: PlanEditor, item: PlanItem, columns: Columns, *, marked: bool, last: bool) -> Content:
    """An item: title, minutes, owner, note."""
    minutes = f"{item.minutes}" if item.minutes is not None else ""
    before = "last" if last and is_closing(item.title) and minutes else ""
    note, look = _note(editor, item)
    flag = ""
    if not columns.note and asks(item):
        flag = "◆ "
    return _row(
        columns,
        Content.assemble(
            words(flag, "$warning"), fitted(item.title, columns.title - len(flag), "bold" if marked else "", pad=True)
        ),
        Content.assemble(words(f"{before:>{columns.last}}", "$quiet"), words(f"{minutes:>{MINUTES}}")),
        owner_words(item.owner, editor.people),
        note,
        look,
        marked,
    )


def offer_row(editor: PlanEditor, offer: Offer, columns: Columns, *, marked: bool) -> Content:
    """A promise, or a roadblock, that may go on the agenda."""
    note, look = _offer_note(editor, offer)
    mark = words("◆ ", "$warning") if look == "$warning" else words("○ ", "$quiet")
    room = columns.title + columns.last + MINUTES - 2
    return _row(
        columns,
        Content.assemble(mark, fitted(_offered(offer), room, "bold" if marked else "$quiet", pad=True)),
        Content(""),
        short_name(offer.who, editor.people),
        note,
        look,
        marked,
    )


def empty_row(usual: str, width: int, *, marked: bool) -> Content:
    """Where nothing is on the agenda yet, but something may go there."""
    cursor = words(f"{CURSOR} " if marked else "  ", "$secondary")
    return Content.assemble(cursor, fitted(f"Nothing is on the agenda yet. enter takes: {usual}", width - 2))


def head_row(text: str, width: int) -> Content:
    """Over the offers."""
    return Content.assemble("\n", fitted(f"  {text}", width, "$quiet"))


def item_words(editor: PlanEditor, item: PlanItem) -> str:
    """Everything else about the marked item, in one line."""
    told = []
    if asks(item):
        told.append(f"carried over {item.carried} times: enter asks whether to do, shrink or drop it")
    elif item.carried:
        told.append(carried_words(item))
    age = age_words(item.since, editor.now) if item.carried else ""
    if age and age != "today":
        told.append(f"on the agenda for {age}")
    told += _took(editor, item, "= takes that")
    if editor.is_roadblock(item):
        proposal = editor.proposal_of(item)
        told.append(f"proposes: {proposal}" if proposal else NO_PROPOSAL)
    if item.quiet:
        told.append(LISTENING)
    brought = editor.name(item.brought_by)
    if brought:
        told.append(f"brought by {'you' if item.brought_by == editor.mentorship.me else brought}")
    return " · ".join(told)


def offer_words(editor: PlanEditor, offer: Offer) -> str:
    """The marked offer: all of it, where its row may have no room for that, and what its keys do."""
    whole = [_offered(offer)] if cells_of(_offered(offer)) > SHORT else []
    if offer.looked_at is not None:
        return " · ".join((*whole, "enter puts it on the agenda" if offer.looked_at.item else "enter opens it"))
    if offer.kind == "roadblock":
        told = [*whole, f"proposes: {offer.proposal}" if offer.proposal else _asked(editor, offer)]
        age = _age(editor, offer)
        return " · ".join((*told, *([age] if age else []), "enter puts it on the agenda, space is solved"))
    age = age_words(offer.since, editor.now)
    told = [*whole, (f"promised {age} ago" if age and age != "today" else "promised today") if offer.since else "a promise"]
    if offer.asks:
        told.append(f"open since {offer.times} sessions: enter asks whether to do, shrink or drop it")
    else:
        told.append("enter puts it on the agenda, space is done")
    return " · ".join(told)


def _row(columns: Columns, title: Content, minutes: Content, owner: str, note: str, look: str, marked: bool) -> Content:
    parts: list[Content] = [words(f"{CURSOR} " if marked else "  ", "$secondary"), title, minutes]
    if columns.owner:
        parts += [words("  "), fitted(owner, columns.owner, "$quiet", pad=True)]
    if columns.note:
        parts += [words("  "), fitted(note, columns.note, look, pad=True)]
    return Content.assemble(*parts)


def _note(editor: PlanEditor, item: PlanItem) -> tuple[str, str]:
    if asks(item):
        return f"{_ordinal(item.carried + 1)} time: {DECIDE}", "$warning"
    told = [carried_words(item)] if item.carried else []
    if editor.is_roadblock(item):
        proposal = editor.proposal_of(item)
        told.append(f"proposes {proposal}" if proposal else NO_PROPOSAL)
    told += _took(editor, item)
    if "feedback" in item.title.casefold() and editor.feedback_waits:
        count = editor.feedback_waits
        told.append("one waits to be given" if count == 1 else f"{count} wait to be given")
    if item.quiet:
        told.append(LISTENING)
    return " · ".join(told), "$quiet"


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def _took(editor: PlanEditor, item: PlanItem, how: str = "") -> list[str]:
    minutes = editor.proposed(item.title)
    if minutes is None or minutes == item.minutes:
        return []
    us = "you two" if len(editor.people) == 2 else "you"
    return [f"{us} took {minutes}{f', {how}' if how else ''}"]


def _offered(offer: Offer) -> str:
    return offer.text if offer.kind == "due" else title_of(offer)


def _offer_note(editor: PlanEditor, offer: Offer) -> tuple[str, str]:
    if offer.kind == "roadblock":
        told, look = (f"proposes {offer.proposal}", "$quiet") if offer.proposal else (NO_PROPOSAL, "$warning")
        age = _age(editor, offer)
        return f"{age}, {told}" if age else told, look
    if offer.kind == "due":
        return "", "$quiet"
    if offer.asks:
        return f"{offer.times} sessions: {DECIDE}", "$warning"
    return (_due_words(offer.due, editor.today) if offer.due else "no date"), "$quiet"


def _asked(editor: PlanEditor, offer: Offer) -> str:
    """Of whom a proposal is asked for first."""
    mine = offer.who == editor.mentorship.me
    name = "you" if mine else short_name(offer.who, editor.people)
    return f"{NO_PROPOSAL}: what would {name} try?" if name else NO_PROPOSAL


def _age(editor: PlanEditor, offer: Offer) -> str:
    """For how long it has been in the way, from the second day on."""
    days = 0 if offer.known_since is None else (editor.today - offer.known_since).days
    if days < 1:
        return ""
    return f"{days} day{'s' if days > 1 else ''}" if days < 21 else f"{days // 7} weeks"


def _due_words(due: date, today: date) -> str:
    if due < today:
        days = (today - due).days
        return f"due {show_date(due, today)}, {days} day{'s' if days > 1 else ''} ago"
    return "due today" if due == today else f"due {show_date(due, today)}"


def example(editor: PlanEditor, width: int, usual: str, last: bool) -> Content:
    """What an agenda looks like, for an empty one, and the keys that begin it."""
    them = short_name(editor.people[min(1, len(editor.people) - 1)].id, editor.people)
    rows = [
        ("Check-in: done, stuck, next", "5", "both"),
        ("Roadblock: flaky deploy", "10", them),
        ("Takeaways, next date", "5", them),
    ]
    room = min(width, 60)
    lines: Sequence[Content] = [
        Content.assemble(
            "  ",
            fitted(title, max(8, room - 20), "$quiet", pad=True),
            words(f"{minutes:>4}  ", "$quiet"),
            fitted(owner, 12, "$quiet"),
        )
        for title, minutes, owner in rows
    ]
    keys = [
        ("enter", f"takes: {usual}"),
        *([("l", "the agenda of last time")] if last else []),
        ("t", "another template"),
        ("a", "the first item, typed"),
    ]
    told = [Content.assemble(words(f"  {key:>5}  ", "$accent bold"), fitted(said, max(8, width - 9))) for key, said in keys]
    return Content("\n").join([words("Nothing is on the agenda yet. For example:"), words(""), *lines, words(""), *told])
