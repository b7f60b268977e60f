"""What the list of feedback shows: values in, drawn rows out."""

from collections.abc import Iterator, Sequence

import msgspec
from textual.content import Content

from mentortui.core.dates import iso_day, show_date
from mentortui.core.feedback import (
    ANSWERS,
    age_words,
    ago_words,
    answer_said,
    came_of,
    could_be_better,
    giver_among,
    lacks_step,
    waits,
    was_good,
)
from mentortui.core.promises import promiser
from mentortui.core.records import Living
from mentortui.core.text import fit
from mentortui.core.text import width as cells_of
from mentortui.services.feedback import FeedbackBook
from mentortui.widgets.text import words

LONGEST_NAME = 16
LEAST_TEXT = 12
WIDE = 76
"""Cells of a row from which what matters less is told too."""


class Group(msgspec.Struct, frozen=True):
    """A heading and what stands below it."""

    title: str
    records: tuple[Living, ...]


def groups(book: FeedbackBook) -> tuple[Group, ...]:
    """What waits, the oldest first; what was given and what was received, the newest first. No group is empty."""
    every, me = book.all(), book.me
    waiting = book.waiting()
    rest = [record for record in every if record not in waiting]
    received = tuple(record for record in rest if record.capture.who == me)
    given = tuple(record for record in rest if record.capture.who != me)
    found = (Group("Waiting to be given", waiting), Group("Given", given), Group("Received", received))
    return tuple(group for group in found if group.records)


def row(record: Living, book: FeedbackBook, width: int) -> Content:
    """`○ - Grace   The migration step had no owner          waits 3 days`; without the name where there is but one other."""
    capture, people = record.capture, book.people
    received = capture.who == book.me
    name = people.get(giver_among(capture, tuple(people)) if received else capture.who, "") or "somebody"
    column = min(LONGEST_NAME, max(4, width // 5)) if len(people) > 2 else 0
    mark = "○" if waits(capture) else "✓" if record.state == "done" and capture.step else " "
    figure = _figure(record, book, short=width < WIDE)
    room = width - column - 8
    shown = fit(figure, max(0, room - LEAST_TEXT - 2)) if cells_of(figure) + LEAST_TEXT + 2 > room else figure
    left = max(1, room - (cells_of(shown) + 2 if shown else 0))
    return Content.assemble(
        words(f" {mark} ", "$accent"),
        words("- " if capture.better else "+ ", "$quiet"),
        *((words(fit(name, column, pad=True), "bold"), "  ") if column else ()),
        words(fit(capture.text, left, pad=bool(shown))),
        *(("  ", words(shown, "$quiet")) if shown else ()),
    )


def _figure(record: Living, book: FeedbackBook, short: bool) -> str:
    capture = record.capture
    if waits(capture):
        no_step = ", next step open" if lacks_step(capture) and not short else ""
        return age_words(book.day(record.created), book.today) + no_step
    if lacks_step(capture):
        return "next step open"
    said = ANSWERS.get(capture.answer, "")
    step = f"step {record.state}" if capture.step and record.state != "open" and not short else ""
    day = show_date(book.day(capture.given or record.created), book.today)
    return " · ".join(part for part in (step, said, day) if part)


LABELS = ("From, to", "Was good", "Seen", "It changed", "Better", "Next step", "Answer", "Came of it")
"""What is told of one feedback, below the list."""


def whole(record: Living, book: FeedbackBook) -> dict[str, str]:
    """Everything one feedback says, by those of LABELS that it has."""
    return dict(_lines(record, book))


def _lines(record: Living, book: FeedbackBook) -> Iterator[tuple[str, str]]:
    capture, people, today = record.capture, book.people, book.today
    giver, who = people.get(giver_among(capture, tuple(people)), "somebody"), people.get(capture.who, "somebody")
    about = f" · about {capture.goal}" if capture.goal else ""
    yield "From, to", f"{giver} to {who}{about}"
    seen = iso_day(capture.seen)
    when = f" · {show_date(seen, today)}, {ago_words(seen, today)}" if seen else ""
    due = iso_day(capture.due)
    step = (f"when {capture.when}, " if capture.when else "") + capture.step
    owner = people.get(promiser(capture), "")
    by = f" · by {show_date(due, today)}" if due else ""
    fields: Sequence[tuple[str, str]] = (
        ("Was good", was_good(capture)),
        ("Seen", f"{capture.where}{when}".removeprefix(" · ")),
        ("It changed", capture.effect),
        ("Better", could_be_better(capture)),
        ("Next step", f"{step} · {owner}{by}" if capture.step else "still open" if lacks_step(capture) else ""),
        ("Answer", answer_said(capture)),
        ("Came of it", came_of(record)),
    )
    yield from ((label, text) for label, text in fields if text)
