"""What a screen says that it wants shown next. Whoever shows it need not know which screen that was: the ways from screen to
screen are the application's."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

if TYPE_CHECKING:
    from textual.screen import Screen

    from mentortui.services.sessions import Unfinished


@dataclass
class StartWanted(Message):
    """A session of that mentorship is to begin. `prepared`: the screen it was prepared on, which is done with then."""

    slug: str
    prepared: "Screen[Any] | None" = None


@dataclass
class ResumeWanted(Message):
    """The session under way is to be gone on with, or watched."""

    info: "Unfinished"


@dataclass
class PrepareWanted(Message):
    """Its next session is to be prepared; made from that session, where one is named."""

    slug: str
    session_id: str = ""


@dataclass
class HistoryWanted(Message):
    """Its finished sessions are to be shown; those of all where `slug` is empty."""

    slug: str = ""


@dataclass
class SummaryWanted(Message):
    """The page of that session is to be shown."""

    slug: str
    session_id: str


@dataclass
class TimelineWanted(Message):
    """The turns of that session are to be seen, and mended."""

    slug: str
    session_id: str


@dataclass
class TrendsWanted(Message):
    """How talk was shared over its sessions is to be shown."""

    slug: str


@dataclass
class PromisesWanted(Message):
    """All open promises are to be shown, that one of that mentorship marked."""

    slug: str = ""
    promise: str = ""


@dataclass
class RecordsWanted(Message):
    """Its lists are to be shown: that one first, that record marked."""

    slug: str
    tab: str = ""
    record: str = ""


@dataclass
class FeedbackWanted(Message):
    """Feedback is to be written or given."""

    slug: str


@dataclass
class LetterWanted(Message):
    """A letter to the others is to be copied."""

    slug: str


@dataclass
class ImportWanted(Message):
    """A transcript is to become a session of that mentorship."""

    slug: str


@dataclass
class LogWanted(Message):
    """A session of that mentorship is to be written down afterwards."""

    slug: str


@dataclass
class HeldWanted(Message):
    """Its planned session was held without the program: it is to be written down."""

    slug: str
