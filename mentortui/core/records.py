"""What is stored of a mentorship: frozen values, written as plain JSON. Wall times are UTC microseconds since 1970."""

from typing import Annotated, Literal, TypeAlias

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.people import Agreement, Participant, Role

Moment: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=250_000_000_000_000_000)]
"""UTC microseconds since 1970, up to the year 9892: within what a calendar can show in any zone."""

Part: TypeAlias = Literal["mentor", "mentee", "peer"]
"""The user's part in a mentorship."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """What every stored thing has. Removed things keep their place with `removed` set, so that removing can be undone."""

    id: str
    created: int = 0
    changed: int = 0
    changed_by: str = ""
    removed: bool = False


class Me(Record, frozen=True, kw_only=True):
    """The user. Lives in me.json."""

    name: str = ""
    zone: str = "UTC"
    number_row: str = "1234567890"
    """What the ten keys of the number row send without shift, for 1..9 and 0."""
    row_said: bool = False
    """Whether the user has said so, by pressing a key or by an answer; not asked again then."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A person of a mentorship, the user among them."""

    id: str
    name: str
    role: Role
    zone: str = "UTC"


class Mentorship(Record, frozen=True, kw_only=True):
    """The relationship. Lives in its folder's record.json; `slug` names the folder."""

    slug: str
    part: Part
    me: str
    """The user's id among `people`."""
    people: Annotated[tuple[Member, ...], msgspec.Meta(min_length=1)]
    agreement: Agreement | None = None
    """How talk is shared; None: nothing agreed."""
    show_figures: bool = True
    """False: the pair agreed not to show speaking figures."""
    next_date: Moment | None = None
    goals: tuple[str, ...] = ()
    """Bare names, as captures named them."""


class Living(Record, frozen=True, kw_only=True):
    """Something caught in a session that lives on: an action, feedback, decision, win, opportunity, resource or setback."""

    capture: Capture
    session: str
    at: int
    """Microseconds of the session clock at which it was caught."""
    item: str = ""
    """Title of the agenda item at that moment."""
    state: Literal["open", "done", "dropped"] = "open"
    """Of an action, or of the step of a feedback."""


class Caught(msgspec.Struct, frozen=True, kw_only=True):
    """A note, question or takeaway: part of what was said, kept with its session. Private notes are kept apart."""

    capture: Capture
    at: int
    item: str = ""


class PrivateNote(Record, frozen=True, kw_only=True):
    """Lives in private.json alone."""

    session: str
    caught: Caught


class ItemRow(msgspec.Struct, frozen=True, kw_only=True):
    """An agenda item as it went. `used`: microseconds of active time; `state` open: begun, not finished; waiting: not begun."""

    id: str
    title: str
    minutes: int | None
    used: int
    state: Literal["done", "open", "waiting"]
    owner: str = ""
    unplanned: bool = False
    floor: dict[str, int] = {}
    """Floor time of each person in it, microseconds."""
    expected: dict[str, int] = {}
    nobody: int = 0
    several: int = 0


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Sums of a session, microseconds of active time; never averages, so that sessions can be added up."""

    active: int
    nobody: int
    several: int
    unsure: int
    floor: dict[str, int]
    expected: dict[str, int]
    turns: dict[str, int]
    longest: dict[str, int]


TurnRow: TypeAlias = tuple[str, int, int, str]
"""Who (an id; `+`: several, not said who; `?`: unsure), start and end in microseconds of active time, how it is known."""


class FinishedSession(Record, frozen=True, kw_only=True):
    """A session that took place, as the summary shows it. Lives in sessions/<year it began, UTC>.json."""

    mentorship: str
    number: int
    kind: str
    title: str
    began: Moment
    ended: Moment
    planned_minutes: int | None
    me: str
    people: tuple[Participant, ...]
    agreement: Agreement | None
    show_figures: bool
    items: tuple[ItemRow, ...]
    turns: tuple[TurnRow, ...]
    figures: Figures
    caught: tuple[Caught, ...] = ()
    understandings: tuple[tuple[str, str, str], ...] = ()
    """Who said it back, who agreed, about what."""
    next_date: Moment | None = None
    closing: str = ""


class TemplateItem(msgspec.Struct, frozen=True, kw_only=True):
    """An agenda item of a template. `owner`: a role, `both`, or empty."""

    title: str
    minutes: int | None = None
    owner: str = ""


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """A shape for a session, chosen when one starts."""

    kind: str
    title: str
    minutes: int | None
    items: tuple[TemplateItem, ...]
