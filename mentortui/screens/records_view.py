"""What the lists of a mentorship show: a row, a page, the kinds, and what stands there while there is nothing."""

from collections.abc import Sequence

from textual.content import Content

from mentortui.core.record_fields import RecordKind
from mentortui.core.record_lists import RecordLine, still_open
from mentortui.core.text import company, fit
from mentortui.services.records import Shelf
from mentortui.widgets.text import fitted, words

WHO_CELLS, DUE_CELLS = 16, 17
WHO_FROM, DUE_FROM = 66, 40
"""Cells of a row from which it has room for the person, for the date."""


def title(shelf: Shelf, kind: RecordKind) -> tuple[str, ...]:
    """Whose lists they are."""
    others = [name for id, name in shelf.around.people if id != shelf.around.me]
    return company(others) or "you", kind.title.lower()


def tabs(kinds: Sequence[RecordKind], shelf: Shelf, here: RecordKind, cells: int) -> Content:
    """`▸ Actions 4   Wins 2   Decisions`, the current one always in sight."""
    entries = []
    for kind in kinds:
        count = still_open(shelf.records[kind.name], kind)
        said = f"{kind.title} {count:,}" if count else kind.title
        look = "$accent bold" if kind is here else "$quiet"
        entries.append(words(f"▸ {said}" if kind is here else f"  {said}", look))
    first = 0
    place = [kind is here for kind in kinds].index(True)
    while first < place and sum(entry.cell_length + 2 for entry in entries[first : place + 1]) > cells:
        first += 1
    lead = [words("…", "$quiet")] if first else []
    return Content("  ").join([*lead, *entries[first:]]).truncate(cells, ellipsis=True)


def row(line: RecordLine, kind: RecordKind, width: int, here: bool, query: str) -> Content:
    """One line: sign, what, who, by when."""
    look = "bold" if here else "$quiet" if line.over else ""
    who = WHO_CELLS if kind.of_role("who") and width >= WHO_FROM else 0
    due = DUE_CELLS if kind.of_role("due") and width >= DUE_FROM else 0
    room = max(4, width - 4 - who - due)
    text = _marked(fitted(line.text, room, look, pad=True), query)
    late = "$warning" if line.late else "$quiet"
    return Content.assemble(
        words("▌" if here else " ", "$secondary bold"),
        words(f"{line.sign} ", "$quiet" if line.over or line.sign == " " else ""),
        text,
        " ",
        fitted(line.who, who, "$quiet", pad=True) if who else "",
        words(fit(f"{line.due}{' late' if line.late else ''}", due).rjust(due), late) if due else "",
    ).truncate(width, ellipsis=True)


def page(said: Sequence[tuple[str, str]], origin: str) -> Content:
    """All that is said in a record."""
    made: list[Content] = []
    for label, text in said:
        made.append(words(label, "$quiet"))
        made += [words(part) for part in text.splitlines()]
        made.append(Content(""))
    return Content("\n").join([*made, words(origin, "$quiet")])


def invitation(kind: RecordKind) -> Content:
    """What belongs here, a real example, the key that adds one."""
    key = Content.styled("a", "$accent bold")
    return Content("\n").join(
        [
            words(f"Here stand the {kind.title.lower()} of this mentorship, caught in a session or added here. For example:"),
            Content(""),
            *(words(f"   {example}", "$quiet") for example in kind.example),
            Content(""),
            Content.assemble("Press ", key, words(f" to add {kind.one}.")),
        ]
    )


def nothing_found(kind: RecordKind, count: int, query: str) -> Content:
    """Why the list is empty, and how it is not."""
    said = f"None of {count:,} {kind.title.lower()} says “{fit(query.strip(), 40)}”. esc clears the filter."
    return words(said if count else f"There are no {kind.title.lower()} yet. esc clears the filter.")


def counted(lines: Sequence[RecordLine], order: str, query: str) -> str:
    """`12, open first`."""
    if not lines:
        return ""
    found = f"{len(lines):,} found" if query.strip() else f"{len(lines):,}"
    return f"{found}, {order}"


def _marked(text: Content, query: str) -> Content:
    plain = text.plain.casefold()
    if len(plain) != len(text.plain):
        return text  # a letter that is two in small: places would not agree
    for word in query[:200].casefold().split():
        at = plain.find(word)
        if at >= 0:
            text = text.stylize("underline", at, at + len(word))
    return text
