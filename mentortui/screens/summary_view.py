"""What Summary shows besides the page itself: its keys, and with which of them notes are sorted."""

import msgspec

from mentortui.core.page import Line, Page
from mentortui.core.sorting import key_rows
from mentortui.core.text import fit
from mentortui.widgets.key_line import Key
from mentortui.widgets.page_markdown import WIDEST

NAME_CELLS = 16
AROUND = 8
"""Cells beside a line of the page: the scroll bar, the page's own edge, the mark."""
WIDE, ROWS = 80, (2, 3)
"""From how many cells on the keys for a note may take fewer rows, and how many rows above and below."""


def keys_of(page: Page, *, for_other: bool, just_finished: bool) -> tuple[Key, ...]:
    """Most used first."""
    other = fit(page.other, NAME_CELLS)
    back = (("u", "back into the session"),) if just_finished else ()
    read = ("v", "your own page" if for_other else f"as {other} reads it")
    return (
        ("e", "edit"),
        ("q", "leave"),
        ("c", f"copy for {other}"),
        *back,
        ("t", "takeaway"),
        ("p", "pulse"),
        ("m", "next date"),
        ("P", "prepare the next"),
        read,
        ("T", "thanks"),
        ("n", "note"),
        ("w", "why these figures"),
    )


def shorter_keys(page: Page, *, for_other: bool, just_finished: bool) -> tuple[Key, ...]:
    """The same in fewer words."""
    back = (("u", "back in"),) if just_finished else ()
    return (("e", "edit"), ("q", "leave"), ("c", "copy"), *back, ("t", "takeaway"), ("p", "pulse"), ("m", "date"), ("P", "next"))


def with_keys(page: Page, cells: int) -> Page:
    """The page as it is worked on, on a screen of that many cells: what is to sort says with which keys. No page that leaves the
    program does."""
    room = max(20, min(WIDEST, cells) - AROUND)

    def told(line: Line) -> Line:
        if line.kind != "notes to sort":
            return line
        return msgspec.structs.replace(line, text=key_rows(f"{line.text}:", room, ROWS[cells < WIDE]))

    sections = [
        msgspec.structs.replace(section, lines=tuple(map(told, section.lines))) if section.key == "to do" else section
        for section in page.sections
    ]
    return msgspec.structs.replace(page, sections=tuple(sections))
