"""The review of a period: read, edited, shown in part, written to a file."""

from collections.abc import Callable
from datetime import date
from pathlib import PurePath

import msgspec

from mentortui.core import review as core
from mentortui.core import review_edits as edits
from mentortui.core.commands import Refused
from mentortui.core.goals import Goal
from mentortui.core.heads import local, own_zone
from mentortui.core.merging import taken_back
from mentortui.core.review import Review
from mentortui.core.review_edits import OUTSIDE, TABLE, ReviewEdit
from mentortui.core.review_look import Look, Meeting, first_day, look
from mentortui.core.review_period import ALL, Period, everything, parse_period, this_quarter, usual_periods
from mentortui.core.words_gone import edit_without, holds, plain
from mentortui.services.clock import Clock
from mentortui.services.goal_names import TABLE as GOALS
from mentortui.services.holdings import holdings
from mentortui.services.undoing import Acts
from mentortui.services.words_gone import words_gone
from mentortui.store.errors import StoreError
from mentortui.store.files import Stamp
from mentortui.store.store import Store

FORMS = (".md", ".html", ".json")
FILE_HINT = "a new file only you may read; its ending says which: .md .html .json"
NO_FORM = "A review is written as Markdown, a web page or JSON: end the file's name in .md, .html or .json."

replace = msgspec.structs.replace


class ReviewRead(msgspec.Struct, frozen=True, kw_only=True):
    """A review as it was read: what it is made of, and what somebody made of it."""

    look: Look
    review: Review
    slug: str
    stamps: dict[str, Stamp] = {}
    """Of the files it was read from."""

    @property
    def period(self) -> Period:
        """Of which it is."""
        return self.review.period


class Reviews:
    """Of one data folder. Reading is for a thread of its own; every act is on disk when it returns, says what it did, and may
    raise Refused or StoreError."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._years: dict[tuple[str, str], tuple[Stamp, tuple[Meeting, ...]]] = {}
        self._acts = Acts[tuple[str, ReviewEdit, ReviewEdit]]("Nothing was changed here that could be taken back.")

    def period(self, slug: str, typed: str = "") -> Period:
        """The one that is meant; nothing typed is this quarter."""
        today, zone = self._today(slug)
        return parse_period(typed, today, first_day(holdings(self._store, slug), zone))

    def usual(self, slug: str) -> tuple[Period, ...]:
        """Those one chooses from."""
        today, zone = self._today(slug)
        return usual_periods(today, first_day(holdings(self._store, slug), zone))

    def read(self, slug: str, period: Period | None = None, *, outside: bool = False) -> ReviewRead:
        """As it is now; `outside`: for somebody who is none of them. A year's file that cannot be read is told in the store's
        `notices`."""
        stamps = self._store.stamps(slug)
        held = holdings(self._store, slug)
        today, zone = self._today(slug)
        if period is None:
            period = this_quarter(today)
        elif period.key == ALL:
            period = everything(first_day(held, zone), today)
        hidden = [note.id for note in self._store.readable_private_notes(slug)]
        found = look(held, self._meetings(slug), period, today=today, zone=zone, hidden=hidden, outside=outside)
        return ReviewRead(look=found, review=core.review(found, self._edit(slug, period)), slug=slug, stamps=stamps)

    def is_stale(self, read: ReviewRead) -> bool:
        """Whether it reads otherwise by now; of files that nobody wrote to since nothing is read."""
        if self._store.stamps(read.slug) == read.stamps and self._today(read.slug)[0] == read.look.today:
            return False
        return self.read(read.slug, read.period, outside=read.review.outside).review != read.review

    # what somebody makes of it

    def edit(self, read: ReviewRead, key: str, text: str) -> str:
        """That section in these words; none, or the program's own, give the program's lines back."""
        section = read.review.section(key)
        made_of = edits.as_text(section.own)
        if text.strip() == section.text.strip():
            return ""
        seen = section.edited.text if section.edited is not None else ""
        said = (
            f"edited: {section.title}"
            if text.strip() and text.strip() != made_of.strip()
            else f"as the records say: {section.title}"
        )

        def deed(edit: ReviewEdit) -> ReviewEdit:
            there = edit.sections.get(_key(read, key))
            if (there.text if there is not None else "") not in (seen, text):
                other = "Another program changed it meanwhile, and that is shown now."
                raise Refused(f"{section.title}: {other} Yours is a draft: e has it, and keeping it again puts it there.")
            return edits.with_text(edit, _key(read, key), text, made_of, _told_of(read, key))

        return self._act(read, said, deed)

    def refresh(self, read: ReviewRead, key: str) -> str:
        """What came since stands below what was edited. Raises Refused where nothing did."""
        section = read.review.section(key)
        if not section.came_since:
            raise Refused(
                f"{section.title}: nothing has come since it was edited." if section.edited else "It stands as the records say."
            )
        now = edits.as_text(section.own)
        of = _told_of(read, key)
        said = f"what came since: {section.title}"
        return self._act(read, said, lambda edit: edits.refreshed(edit, _key(read, key), now, of))

    def show(self, read: ReviewRead, key: str, shown: bool) -> str:
        """That section is part of it, or left out when it is presented and written."""
        title = read.review.section(key).title
        said = f"in: {title}" if shown else f"left out: {title}"
        return self._act(read, said, lambda edit: edits.toggled(edit, _key(read, key), shown))

    def undo(self, slug: str) -> str:
        """Takes back what was done here last; what another program changed since stays."""
        with self._acts.taking_back(slug) as (said, before, made), self._store.changing(slug) as act:
            table = act.table(TABLE, ReviewEdit)
            stored = table.get(made.id) or before
            back = taken_back(made, before, stored)
            back = edit_without(back, words_gone(self._store, slug))
            table.put(replace(back, changed=self._clock.wall(), changed_by=act.mentorship().me))
        return f"Undone: {said}"

    def _act(self, read: ReviewRead, said: str, deed: Callable[[ReviewEdit], ReviewEdit]) -> str:
        slug = read.slug
        with self._store.changing(slug) as act:
            table = act.table(TABLE, ReviewEdit)
            before = table.there(edits.edit_id(read.period)) or edits.of_period((), read.period)
            wall = self._clock.wall()
            made = edit_without(deed(before), words_gone(self._store, slug))
            made = replace(made, created=before.created or wall, changed=wall, changed_by=act.mentorship().me)
            table.put(made)
        self._acts.add(slug, (said, before, made))
        return f"{said[:1].upper()}{said[1:]} · u takes it back"

    # out of the program

    def write(self, name: str, read: ReviewRead) -> str:
        """What is shown of it into a new file; says which. Raises Refused with one sentence."""
        return write_review(name, read)

    # what it is made of

    def _edit(self, slug: str, period: Period) -> ReviewEdit:
        return edits.of_period(self._store.table(slug, TABLE, ReviewEdit), period)

    def _today(self, slug: str) -> tuple[date, str]:
        mentorship = self._store.mentorship(slug)
        zone = own_zone(mentorship)
        return local(self._clock.wall(), zone).date(), zone

    def _meetings(self, slug: str) -> tuple[Meeting, ...]:
        found: list[Meeting] = []
        for year, stamp in self._store.stamps(slug).items():
            if year in ("record", "private"):
                continue
            known = self._years.get((slug, year))
            if known is None or known[0] != stamp:
                try:
                    known = (stamp, self._store.sessions_of(slug, year, Meeting))
                except StoreError as error:
                    self._store.notices.append(str(error))
                    continue
                self._years[slug, year] = known
            found += known[1]
        return tuple(found)


def write_review(name: str, read: ReviewRead) -> str:
    """What is shown of it into a new file, in the form its ending says; returns which. Raises Refused with one sentence."""
    from mentortui.services.outgoing import write_out

    check_form(name)
    return str(write_out(name, review_text(PurePath(name.strip()).suffix.casefold(), read)))


def review_text(ending: str, read: ReviewRead) -> str:
    """The same as text. Raises Refused where nothing of it is shown."""
    if not read.review.told:
        raise Refused(f"{core.nothing_words(read.period)} Choose another period, or put a section in.")
    match ending:
        case ".json":
            from mentortui.formats.review_shapes import review_shape
            from mentortui.formats.shapes import printed

            return printed(review_shape(read.look, read.review)) + "\n"
        case ".html":
            from mentortui.formats.html import to_html

            return to_html(core.page(read.review))
        case _:
            from mentortui.formats.markdown import to_markdown

            return to_markdown(core.page(read.review))


def check_form(name: str) -> None:
    """Whether a file of that name can hold it. Raises Refused with one sentence."""
    if PurePath(name.strip()).suffix.casefold() not in FORMS:
        raise Refused(NO_FORM)


def file_name(read: ReviewRead) -> str:
    """What a file with it is called unless one says otherwise."""
    return f"review-{read.slug}-{read.period.key.replace('..', '-to-')}.md"


def _told_of(read: ReviewRead, key: str) -> tuple[str, ...]:
    """The ids of the records that section tells of; goals by their names."""
    own = read.review.section(key).own
    rows = edits.as_text(own).splitlines()
    goals = (one for one in read.look.holdings.of(GOALS, Goal) if one.name and not one.removed and not one.is_private)
    named = (one.id for one in goals if any(holds(row, {plain(one.name)}) for row in rows))
    return tuple(dict.fromkeys((*(line.id for line in own if line.id), *named)))


def _key(read: ReviewRead, key: str) -> str:
    return f"{OUTSIDE}{key}" if read.review.outside else key
