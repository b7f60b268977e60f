"""The rows of the Feedback tab and what stands beside each of them."""

from collections.abc import Iterator, Mapping

from mentortui.core.dates import show_date
from mentortui.core.feedback import age_words, giver_among, waits
from mentortui.core.feedback_course import Wanted, course_lines, day_given, quarter_line
from mentortui.core.quarters import Quarter, quarter_called, quarter_of
from mentortui.core.records import Living
from mentortui.core.text import counted, short_names
from mentortui.screens import feedback_view as view
from mentortui.services.feedback_course import Seen
from mentortui.services.tabs import Entry, TabRow

OVER_TIME, WAITING = "over time", "waiting"
"""The ids of rows that are no feedback."""
QUARTERS = "quarter "
SIGNS = {"done": "✓", "dropped": "–"}
"""Of a step that is over."""


def entries(seen: Seen) -> Iterator[Entry]:
    """What waits, then each quarter with what was given in it, below a line that is about all of it."""
    if not seen.given and not seen.waiting:
        return
    names = short_names(seen.book.people)
    yield Entry(row=TabRow(id=OVER_TIME, text=_summary(seen), about_several=True), page=tuple(_over_time(seen)))
    if seen.waiting:
        title = f"Waiting to be given: {len(seen.waiting)}"
        yield Entry(
            row=TabRow(id=WAITING, text=title, about_several=True),
            page=(("", "Nobody but you reads these yet. enter gives the marked one."),),
        )
        for one in seen.waiting:
            yield _entry(one, seen, names)
    quarters = dict(seen.by_quarter)
    before: Quarter | None = None
    for one in seen.found:
        quarter = quarter_of(day_given(one, seen.day))
        if quarter != before:
            text = f"{quarter_called(*quarter)}: {counted(quarters[quarter].pieces, 'piece')}"
            said = "\n".join(course_lines(quarters[quarter], names))
            yield Entry(
                row=TabRow(id=f"{QUARTERS}{quarter[0]}-{quarter[1]}", text=text, about_several=True),
                page=((quarter_called(*quarter), said),),
            )
            before = quarter
        yield _entry(one, seen, names)


def _entry(record: Living, seen: Seen, names: Mapping[str, str]) -> Entry:
    capture, book = record.capture, seen.book
    received = capture.who == book.me
    name = names.get(giver_among(capture, tuple(names)) if received else capture.who, "somebody")
    day = seen.day(record.created) if waits(capture) else day_given(record, seen.day)
    when = age_words(day, book.today) if waits(capture) else show_date(day, book.today)
    row = TabRow(
        id=record.id,
        text=f"{'-' if capture.better else '+'} {capture.text}",
        sign="○" if waits(capture) else SIGNS.get(record.state, " ") if capture.step else " ",
        who=f"{'from' if received else 'to'} {name}",
        due=when,
        level=1,
    )
    return Entry(row=row, page=tuple(view.whole(record, book).items()))


def _summary(seen: Seen) -> str:
    """`All feedback: 14 given`, or what it is narrowed down to: `5 of 14: Grace, Release lead, Jul to Sep 2026`."""
    wanted, people = seen.wanted, short_names(seen.book.people)
    if wanted == Wanted():
        return f"All feedback: {seen.given} given"
    parts = (
        people.get(wanted.person, "somebody") if wanted.person else "",
        wanted.goal,
        quarter_called(*quarter_of(wanted.since)) if wanted.since else "",
    )
    return f"{len(seen.found)} of {seen.given}: {', '.join(part for part in parts if part)}"


def _over_time(seen: Seen) -> Iterator[tuple[str, str]]:
    names = short_names(seen.book.people)
    narrowed = seen.wanted != Wanted()
    if narrowed:
        yield "", _summary(seen)
    yield "Of these" if narrowed else "All feedback", "\n".join(course_lines(seen.whole, names)) or "None was given."
    if len(seen.by_quarter) > 1:
        yield "By quarter", "\n".join(quarter_line(quarter, one) for quarter, one in seen.by_quarter)
    if seen.ask:
        yield "To ask", f"There was {seen.without}. i puts this on the next agenda:\n{seen.ask}"
    yield "Weekly moment", seen.moment
    yield "", "p person · g goal · t time narrow it down"
