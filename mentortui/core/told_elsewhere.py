"""What somebody made of a review in their own words may tell of a record that becomes the user's alone: which parts that may be,
so that it can be said. Rows that have it as it was typed go by themselves: `words_gone`."""

from collections.abc import Collection, Iterable
from datetime import date

from mentortui.core.closings import Closing
from mentortui.core.records import Caught, FinishedSession, Living, PrivateNote
from mentortui.core.refused import Refused
from mentortui.core.review import SECTIONS
from mentortui.core.review_edits import OUTSIDE, ReviewEdit
from mentortui.core.review_period import parse_period
from mentortui.core.text import joined
from mentortui.core.words_gone import edit_without, page_without, words_of

_TITLES = {key: title for key, title, _ in SECTIONS}


def told_in_other_words(before: ReviewEdit, left: ReviewEdit, ids: Collection[str]) -> tuple[str, ...]:
    """The headings of the sections that were written while one of these records stood there, and that have no row of it as it was
    typed. `left`: what is left of the edit `before`."""
    keys = (
        key
        for key, one in left.sections.items()
        if not {*ids}.isdisjoint(one.of) and one.text.strip() and one.text == before.sections[key].text
    )
    return tuple(dict.fromkeys(_TITLES.get(key.removeprefix(OUTSIDE), key) for key in keys))


def shared_note(caught: Caught, session: FinishedSession) -> PrivateNote:
    """What was caught for both in that session, as the private note it becomes."""
    return PrivateNote(id=caught.capture.id, created=session.began, session=session.id, caught=caught)


def page_may_tell(page: Closing, left: Closing, since: int) -> bool:
    """Whether that page may tell in other words what is there `since`. `left`: what is left of it."""
    return page.edited and left == page and page.changed >= since


def may_tell(edits: Iterable[ReviewEdit], pages: Iterable[Closing], record: Living | PrivateNote) -> tuple[str, ...]:
    """A sentence for each of these in which that record, which becomes the user's alone, may be told in other words."""
    words = words_of(record)
    left = ((edit, edit_without(edit, words)) for edit in edits if not edit.removed)
    told = ((edit.period, told_in_other_words(edit, rest, (record.id,))) for edit, rest in left)
    said = [look_there(period, sections) for period, sections in told if sections]
    if any(not page.removed and page_may_tell(page, page_without(page, words), record.created) for page in pages):
        said.append(PAGE_MAY_TELL)
    return tuple(said)


def look_there(period: str, sections: Collection[str]) -> str:
    """What is said of it, in one line, and the key that leads there. `period`: its key."""
    try:
        called = parse_period(period, date.max, date.min).called
    except Refused:
        called = period
    where = joined([f"“{title}”" for title in sections])
    return f"{where} of the review {called} may tell it still: R"


PAGE_MAY_TELL = "The closing page may tell it still"
"""The same of the page a mentorship was closed with."""
