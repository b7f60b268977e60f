"""What somebody made of a review: sections in their own words, and which are shown. The program's lines stay beside them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from mentortui.core.page_parts import Line
from mentortui.core.records import Record
from mentortui.core.refused import Refused
from mentortui.core.review_period import Period
from mentortui.core.text import storable

TABLE = "reviews"
LONGEST = 20_000
"""Characters of a section."""
OUTSIDE = "outside:"
"""Before the key of a section as others read it: what was written for the two is not theirs."""
_MARKS = "✓○–"

replace = msgspec.structs.replace


class EditedSection(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A section as somebody wrote it. `made_of`: digests of the lines the program had then, so that what came since can be told.
    Not the lines: what becomes private later is to leave the file whole. `of`: the ids of the records these lines told of: where
    one becomes private, what was written of it in other words is somebody's to look at."""

    text: str = ""
    made_of: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


class ReviewEdit(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Of one period. Lives in record.json, table `reviews`. `shown`: which sections were put on or left out, by their keys."""

    period: str
    sections: dict[str, EditedSection] = {}
    shown: dict[str, bool] = {}


def edit_id(period: Period) -> str:
    """The id of what was edited of that period."""
    return f"review-{period.key}"


def of_period(edits: Iterable[ReviewEdit], period: Period) -> ReviewEdit:
    """What was edited of it; nothing yet."""
    found = (one for one in edits if one.period == period.key and not one.removed)
    return next(found, ReviewEdit(id=edit_id(period), period=period.key))


def with_text(edit: ReviewEdit, key: str, text: str, made_of: str, of: Iterable[str] = ()) -> ReviewEdit:
    """With that section in these words; those of the program, `made_of`, or none are no edit. `of`: the ids of the records those
    tell of. Raises Refused for more than fits."""
    said = storable(text).strip("\n")
    if len(said) > LONGEST:
        raise Refused(f"At most {LONGEST:,} characters in a section; this has {len(said):,}.")
    kept = {name: one for name, one in edit.sections.items() if name != key}
    if said.strip() and said.strip() != made_of.strip():
        before = edit.sections.get(key, EditedSection()).of
        kept[key] = EditedSection(text=said, made_of=digests(made_of), of=tuple(dict.fromkeys((*before, *of))))
    return replace(edit, sections=kept)


def toggled(edit: ReviewEdit, key: str, shown: bool) -> ReviewEdit:
    """With that section shown, or left out. What the two leave out is left out for others too, also where it had been put in
    for them."""
    kept = {name: one for name, one in edit.shown.items() if shown or name != f"{OUTSIDE}{key}"}
    return replace(edit, shown={**kept, key: shown})


def is_shown(edit: ReviewEdit | None, key: str, *, outside: bool, usual: bool) -> bool:
    """Whether that section is part of it. For others what the two left out stays out, unless it was put in for them since.
    `usual`: where nobody said anything."""
    said = edit.shown if edit is not None else {}
    if not outside:
        return said.get(key, usual)
    return said.get(f"{OUTSIDE}{key}", usual and said.get(key, True))


def as_text(lines: Sequence[Line]) -> str:
    """The program's lines as one edits them: a row each."""
    return "\n".join(_row(line) for line in lines)


def as_lines(text: str, names: Mapping[str, str]) -> tuple[Line, ...]:
    """Rows somebody wrote, as lines of a page; a mark and a person's name before them are seen. `names`: by ids."""
    found = []
    for row in text.splitlines():
        said = row.strip()
        if not said:
            continue
        mark, said = (said[0], said[1:].strip()) if said[0] in _MARKS and said[1:2] == " " else ("", said)
        lead, colon, rest = said.partition(": ")
        named = bool(colon) and lead in names.values()
        found.append(Line("edited", rest if named else said, lead=lead if named else "", mark=mark))
    return tuple(found)


def new_rows(edited: EditedSection, now: str) -> tuple[str, ...]:
    """What the program says now that it did not say when the section was edited, and that does not stand in it."""
    known = {*edited.made_of, *digests(edited.text)}
    return tuple(row for row in now.splitlines() if row.strip() and _digest(row) not in known)


def digests(text: str) -> tuple[str, ...]:
    """One of each row, in order, by which it is known again."""
    return tuple(_digest(row) for row in text.splitlines() if row.strip())


def _digest(row: str) -> str:
    return hashlib.sha256(row.strip().encode("utf-8", "replace")).hexdigest()[:16]


def refreshed(edit: ReviewEdit, key: str, now: str, of: Iterable[str] = ()) -> ReviewEdit:
    """With what came since below what was edited. `of`: as of `with_text`."""
    edited = edit.sections.get(key)
    if edited is None:
        return edit
    text = "\n".join([edited.text, *new_rows(edited, now)])
    known = tuple(dict.fromkeys((*edited.of, *of)))
    return replace(edit, sections={**edit.sections, key: EditedSection(text=text, made_of=digests(now), of=known)})


def _row(line: Line) -> str:
    mark = f"{line.mark} " if line.mark else ""
    lead = f"{line.lead}: " if line.lead else ""
    tail = f" · {line.tail}" if line.tail else ""
    return " ".join(f"{mark}{lead}{line.text}{tail}".splitlines()).strip()
