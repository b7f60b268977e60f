"""How the Mentorship screen is opened: with which tabs, what it is given besides, and what the palette says of it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mentortui.screens.mentorship import Beside, MentorshipScreen
from mentortui.screens.mentorship_tabs import tabs_of
from mentortui.screens.strip import StripLine
from mentortui.services.drafts import Kept
from mentortui.services.tabs import Tab

if TYPE_CHECKING:
    from mentortui.services.desk import Desk


def drafts_and_tabs(desk: "Desk", slug: str) -> tuple[Kept, Sequence[Tab]]:
    """What was being typed there, and all its tabs. For a thread of its own: they are read, and imported. Raises StoreError."""
    return desk.drafts(slug), tabs_of(desk, slug)


def mentorship_screen(
    desk: "Desk",
    slug: str,
    drafts: Kept,
    tabs: Sequence[Tab],
    *,
    tab: str,
    marked: str,
    copy: Callable[[str], str],
    left: dict[str, str],
    strip: StripLine | None,
) -> MentorshipScreen:
    """Over a session with its line, `strip`."""
    beside = Beside(drafts=drafts, copy=copy, thanks=lambda slug, draft: thanks_of(desk, slug, draft), left=left, strip=strip)
    return MentorshipScreen(desk.records, slug, tabs, beside, tab=tab, marked=marked)


def thanks_of(desk: "Desk", slug: str, draft: str) -> str:
    """A thank-you to the others, made from the wins and what else helped, or what was being typed. Raises StoreError."""
    return desk.recognition.thanks_again(slug, draft)
