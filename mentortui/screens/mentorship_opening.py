"""How the Mentorship screen is opened: with which tabs, what it is given besides, and what the palette says of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mentortui.core.text import company, fit
from mentortui.screens.mentorship import Beside, MentorshipScreen
from mentortui.screens.mentorship_tabs import tabs_of, titles
from mentortui.screens.strip import StripLine
from mentortui.services.drafts import Kept

if TYPE_CHECKING:
    from mentortui.services.desk import Desk


NAMED = 30
"""Cells of a name in the palette."""


def mentorship_screen(
    desk: "Desk",
    slug: str,
    drafts: Kept,
    *,
    tab: str,
    marked: str,
    copy: Callable[[str], str],
    left: dict[str, str],
    strip: StripLine | None,
) -> MentorshipScreen:
    """Over a session with its line, `strip`."""
    beside = Beside(drafts=drafts, copy=copy, thanks=lambda slug, draft: thanks_of(desk, slug, draft), left=left, strip=strip)
    return MentorshipScreen(desk.records, slug, tabs_of(desk, slug), beside, tab=tab, marked=marked)


def commands(desk: "Desk", slug: str) -> Sequence[tuple[str, str, str]]:
    """Of each tab its name, `Goals of Grace`, and its sentence."""
    head = next((one for one in desk.mentorships.heads() if one.slug == slug), None)
    others = [] if head is None else [name for id, name in head.names.items() if id != head.me]
    # Textual's palette reads markup in its rows, and has no other way for words: a name in brackets would end it.
    whose = fit(company([name.split(" ", 1)[0] for name in others]) or "you", NAMED).replace("[", "(").replace("]", ")")
    return [(name, f"{title} of {whose}", about) for name, title, about in titles(desk)]


def thanks_of(desk: "Desk", slug: str, draft: str) -> str:
    """A thank-you to the others, made from the wins and what else helped, or what was being typed. Raises StoreError."""
    return desk.recognition.thanks_again(slug, draft)
