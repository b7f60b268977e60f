"""The review of a period: what two people look at together. What grew comes first, the mentee before the mentor; who had the
floor last; then the first day's wish beside the newest takeaway. It is made anew from the records each time; what was edited
stands in the place of the program's lines, which are kept beside it.
"""

from collections.abc import Callable

import msgspec

from mentortui.core import review_sections as s
from mentortui.core import review_together as t
from mentortui.core.page_parts import Line, Page, Section
from mentortui.core.review_edits import OUTSIDE, EditedSection, ReviewEdit, as_lines, as_text, is_shown, new_rows
from mentortui.core.review_look import Look
from mentortui.core.review_numbers import Meetings, meetings
from mentortui.core.review_period import Period
from mentortui.core.review_sections import hours_words
from mentortui.core.text import company, counted

OWN = "own"
"""The section that has only what somebody wrote."""
SECTIONS: tuple[tuple[str, str, Callable[[Look], tuple[Line, ...]]], ...] = (
    ("changed", "What changed", s.changed),
    ("wins", "Wins", s.wins),
    ("goals", "Goals", s.goals),
    ("setbacks", "Setbacks", s.setbacks),
    ("promises", "Promises", s.promises),
    ("feedback", "Feedback", s.feedback),
    ("decisions", "Decisions", s.decisions),
    ("topics", "Topics and opportunities", s.topics),
    ("met", "When we met", t.met),
    ("found", "How each found it", t.found_it),
    ("change", "What to change", t.change),
    ("speaking", "Who had the floor", t.speaking),
    (OWN, "In our own words", lambda look: ()),
    ("closing", "The first wish, and now", t.closing),
)
"""Keys, headings, and what the program says there, in the order in which two people look at it."""
NOT_FOR_OTHERS = frozenset({"setbacks", "feedback", "found", "change", "speaking"})
"""Sections that are left out for others unless somebody puts them in."""


class ReviewSection(msgspec.Struct, frozen=True, kw_only=True):
    """One section. `own`: what the program says; `edited`: what somebody made of it, None: nothing."""

    key: str
    title: str
    own: tuple[Line, ...]
    edited: EditedSection | None
    shown: bool
    lines: tuple[Line, ...]
    """What stands there."""

    @property
    def text(self) -> str:
        """What one edits: what was written, else the program's lines."""
        return self.edited.text if self.edited is not None else as_text(self.own)

    @property
    def came_since(self) -> tuple[str, ...]:
        """What the program says besides since it was edited."""
        return new_rows(self.edited, as_text(self.own)) if self.edited is not None else ()


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """One period of one mentorship. `who`: everybody by name."""

    period: Period
    who: str
    outside: bool
    met: Meetings
    sections: tuple[ReviewSection, ...]
    """All of them, in their order, those without lines too."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing of that time: of what was said before it, only the first wish might be."""
        return not any(one.lines for one in self.sections if one.key != "closing")

    @property
    def what(self) -> str:
        """`Review · Jul to Sep 2026`."""
        return f"Review · {self.period.called}"

    @property
    def when(self) -> str:
        """`6 sessions, 5 h 40 min`, or that there was none."""
        if not self.met.held:
            return "no session in this time"
        long = f", {hours_words(self.met.active)}" if self.met.active else ""
        return f"{counted(self.met.held, 'session')}{long}"

    def section(self, key: str) -> ReviewSection:
        """That of that key."""
        return next(one for one in self.sections if one.key == key)

    @property
    def told(self) -> tuple[ReviewSection, ...]:
        """Those that are shown and say something: what is presented and written. Of an empty time none."""
        return () if self.empty else tuple(one for one in self.sections if one.shown and one.lines)


def review(look: Look, edit: ReviewEdit | None = None) -> Review:
    """All of it, with what was edited."""
    names = {member.id: look.name(member.id) for member in look.people}
    prefix = OUTSIDE if look.outside else ""
    sections = list[ReviewSection]()
    for key, title, said in SECTIONS:
        own = said(look)
        edited = edit.sections.get(prefix + key) if edit is not None else None
        usual = not (look.outside and key in NOT_FOR_OTHERS)
        sections.append(
            ReviewSection(
                key=key,
                title=title,
                own=own,
                edited=edited,
                shown=is_shown(edit, key, outside=look.outside, usual=usual),
                lines=own if edited is None else as_lines(edited.text, names),
            )
        )
    others = [look.full_name(member.id) for member in look.people if member.id != look.me]
    everybody = [*others, look.full_name(look.me)]
    return Review(
        period=look.period,
        who=" and ".join(everybody) if len(everybody) == 2 else company(everybody),
        outside=look.outside,
        met=meetings(look),
        sections=tuple(sections),
    )


def page(found: Review) -> Page:
    """As a page to write, copy or print: only what is shown and says something."""
    return Page(
        who=found.who,
        what=found.what,
        when=found.when,
        reader="",
        other=found.who,
        for_other=found.outside,
        sections=tuple(Section(one.key, one.title, one.lines) for one in found.told),
    )


def nothing_words(period: Period) -> str:
    """Where there is nothing of that time."""
    if period.key == "all":
        return "Nothing is written down yet. A review is made of sessions, promises, wins and what else is kept."
    return f"Nothing is written down of {period.called}."
