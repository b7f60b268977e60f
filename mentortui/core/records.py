"""What is stored of a mentorship: frozen values, written as plain JSON. Wall times are UTC microseconds since 1970."""

from typing import Annotated, Literal, TypeAlias

import msgspec

from mentortui.core.cadence import Cadence
from mentortui.core.capture_values import Capture
from mentortui.core.days_off import DaysOff
from mentortui.core.events import Holding
from mentortui.core.hearing_values import Chosen, Hears
from mentortui.core.people import Agreement, Participant, Role
from mentortui.core.record_details import Details

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
    listens: tuple[str, ...] = ()
    """The mentorships, by their ids, in whose sessions it is heard who speaks."""
    hears: dict[str, Chosen] = {}
    """To which devices that listens, by what the machine is called; another one has others."""


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A person of a mentorship, the user among them."""

    id: str
    name: str
    role: Role
    zone: str = "UTC"
    heard_as: tuple[str, ...] = ()
    """Names under which transcripts have this person, as somebody said once."""


class Mentorship(Record, frozen=True, kw_only=True):
    """The relationship. Lives in its folder's record.json; `slug` names the folder."""

    slug: str
    part: Part
    me: str
    """The user's id among `people`."""
    people: Annotated[tuple[Member, ...], msgspec.Meta(min_length=1)]
    agreement: Agreement | None = None
    """How talk is shared; None: nothing agreed."""
    kinds: dict[str, Agreement] = {}
    """How it is shared in sessions of that kind, where that is something else."""
    show_figures: bool = True
    """False: the pair agreed not to show speaking figures."""
    next_date: Moment | None = None
    goals: tuple[str, ...] = ()
    """Bare names, as captures named them."""
    hours: dict[str, tuple[int, int]] = {}
    """Working hours by a person's id: minutes of their own local day, from and until; who is not here works 9 to 18."""
    days_off: dict[str, DaysOff] = {}
    """Days on which somebody does not work, by a person's id; who is not here rests on Saturdays and Sundays."""
    cadence: Cadence | None = None
    """How often sessions are meant to be; None: nobody said."""
    check_ins: Cadence | None = None
    """The same of check-ins."""
    ends: str = ""
    """The day it is meant to end, an ISO date; empty: open."""
    archived: Moment | None = None
    """When it was closed; None: it is not."""
    feedback_moment: str = ""
    """The weekday of the weekly moment for feedback, 0 is Monday; `off`: none; empty: the user's last working day, once there was
    feedback."""
    quarterly: dict[str, str] = {}
    """When a quarterly question was looked at last, ISO dates by its name; never what was answered."""


class Living(Record, frozen=True, kw_only=True):
    """Something caught in a session that lives on: an action, feedback, decision, win, opportunity, resource or setback."""

    capture: Capture
    session: str = ""
    """The id of the session it was caught in; empty: outside of any."""
    at: int = 0
    """Microseconds of the session clock at which it was caught."""
    item: str = ""
    """Title of the agenda item at that moment."""
    state: Literal["open", "done", "dropped"] = "open"
    """Of an action, or of the step of a feedback."""
    outcome: str = ""
    """What came of it, in words, where somebody said so."""
    note: str = ""
    """More about it, in several lines."""
    details: Details | None = None
    """What its kind has besides; None: nothing of it was said."""


class Caught(msgspec.Struct, frozen=True, kw_only=True):
    """A note, question or takeaway: part of what was said, kept with its session. Private notes are kept apart."""

    capture: Capture
    at: int
    item: str = ""


class PrivateNote(Record, frozen=True, kw_only=True):
    """Lives in private.json alone."""

    session: str
    caught: Caught
    was_shared: tuple[str, ...] = ()
    """What both could read of it before it was private, as `words_gone` compares words; empty: nobody else ever could."""


class Roadblock(msgspec.Struct, frozen=True, kw_only=True):
    """What is in the way, and the solution its owner proposes; empty: none yet, which is asked for first."""

    text: str
    proposal: str = ""


class CheckIn(Record, frozen=True, kw_only=True):
    """What one person writes before a session. Lives in record.json, table `checkins`; one a person for each planned session."""

    person: str
    plan: str = ""
    """The id of the plan it was written for; empty: the next one."""
    done: tuple[str, ...] = ()
    roadblocks: tuple[Roadblock, ...] = ()
    learned: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    by_letter: bool = False


class PlanItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An agenda item before its session. `owner`, `brought_by`: a person's id, or for the owner a role, or `both`."""

    id: str
    title: str
    minutes: int | None = None
    owner: str = ""
    brought_by: str = ""
    carried: int = 0
    """How many times it was carried over from a session in which it stayed open."""
    since: Moment | None = None
    """When it first stood on an agenda; for its age."""
    source: str = ""
    """The id of what it was made from: an action, a roadblock, a feedback."""
    agreement: Agreement | None = None
    """Agreed shares of its own."""
    quiet: bool = False
    """No prompts about shares in it."""
    decided: int = 0
    """What `carried` was when it was last decided to do it, though it had been carried over before."""


class Roles(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who does what in a session, by people's ids; empty: nobody."""

    facilitator: str = ""
    notes: str = ""
    time: str = ""


class Move(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A planned session that got another date, on which day, and why where somebody said; `to` None: none yet."""

    was: Moment
    to: Moment | None = None
    on: Moment = 0
    reason: str = ""


class Plan(Record, frozen=True, kw_only=True):
    """A session that is being prepared, or was. Lives in record.json, table `plans`. The moment of the one that is next
    stands also in `Mentorship.next_date`."""

    kind: str
    title: str = ""
    starts: Moment | None = None
    minutes: int | None = None
    items: tuple[PlanItem, ...] = ()
    roles: Roles = Roles()
    state: Literal["planned", "held", "missed", "skipped"] = "planned"
    session: str = ""
    """The id of the session it became; while it is still planned: of the one under way."""
    took: dict[str, tuple[str, ...]] = {}
    """What it took over: ids of items, by the id of the session that left them."""
    takeaway: str = ""
    """The id of the takeaway that was looked back on when it was prepared."""
    did_hold: Literal["", "yes", "partly", "no"] = ""
    """Whether that takeaway held."""
    moves: tuple[Move, ...] = ()
    """From which dates it was moved, in that order."""
    reason: str = ""
    """Why it was missed or skipped, where somebody said."""


class Pulse(Record, frozen=True, kw_only=True):
    """How one person found a session, 1 to 5 each; None: not said. Lives in record.json, table `pulses`; one a person and
    session. Sealed on screen until everybody's is in, or one declines."""

    session: str
    person: str
    safety: int | None = None
    usefulness: int | None = None
    fairness: int | None = None
    declined: bool = False
    by_letter: bool = False


class ItemRow(msgspec.Struct, frozen=True, kw_only=True):
    """An agenda item as it went. `used`: microseconds of active time; `state` open: begun, not finished; waiting: not begun."""

    id: str
    title: str
    minutes: int | None
    used: int
    state: Literal["done", "open", "waiting"]
    owner: str = ""
    brought_by: str = ""
    """A person's id: whose topic it is; empty: nobody's in particular."""
    unplanned: bool = False
    agreement: Agreement | None = None
    """Agreed shares of its own; None: as in the session."""
    floor: dict[str, int] = {}
    """Floor time of each person in it, microseconds."""
    expected: dict[str, int] = {}
    nobody: int = 0
    several: int = 0
    others: int = 0
    rest: int = 0
    """Heard, and not known whose: `measures.Span`."""


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
    others: int = 0
    rest: int = 0
    """Parts of `unsure`, as in `measures.Span`."""


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The transcript a session was made from, or laid beside."""

    file: str
    """Its name, without the folder."""
    format: str
    """`WebVTT`, `SRT`."""
    digest: str
    """SHA-256 of its bytes: the same file twice changes nothing."""
    names: dict[str, tuple[str, ...]] = {}
    """Under which names it has each person, by their ids."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What only a recording can tell; microseconds and counts. docs/fairness.md, Turns."""

    speaking: dict[str, int] = {}
    """Speaking time of each: with a listener's signals, without one's own pauses."""
    backchannels: dict[str, int] = {}
    """How many of a listener's signals each gave."""
    onsets: tuple[tuple[str, str, int, int], ...] = ()
    """Who began while who spoke, how often, and how often the other stopped first."""
    gaps: int = 0
    """How many times the floor went over to another within three seconds."""
    gap: int | None = None
    """The median of those times: response gap; below 0 they overlap. None: the times are too coarse, or there was none."""
    questions: int | None = None
    """Turns that ended in a question; None: the words were not there."""
    pauses: tuple[int, ...] = ()
    """Silence after each of those, until somebody went on."""
    agrees: str = ""
    """Where it was laid beside keyed turns: time with the same holders, of the time in which either has any, as a fraction such
    as `93/100`."""
    carried: int = 0
    """Cues without a name, given to the last one."""
    estimated: int = 0
    """Cues whose end, or time, is an estimate."""
    unnamed: int = 0
    """Cues of somebody who is not said."""


class PromptRow(msgspec.Struct, frozen=True, kw_only=True):
    """A prompt about shares, and the talk around it: floor time of the person it was about, and of all, microseconds.
    docs/fairness.md, Over sessions."""

    person: str
    at: int
    """Active time."""
    shown: bool = True
    """False: a coin withheld it, so that the two can be compared."""
    before: tuple[int, int] = (0, 0)
    """In the five minutes before it."""
    after: tuple[int, int] | None = None
    """In the five after it; None: the session ended sooner."""


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
    agreed_by: Literal["session", "kind", "charter"] = "charter"
    """Where that was agreed."""
    show_figures: bool
    items: tuple[ItemRow, ...]
    turns: tuple[TurnRow, ...]
    figures: Figures
    caught: tuple[Caught, ...] = ()
    understandings: tuple[tuple[str, str, str], ...] = ()
    """Who said it back, who agreed, about what."""
    next_date: Moment | None = None
    closing: str = ""
    runs: tuple[tuple[int, int, bool], ...] = ()
    """From that moment of the session clock, when so much active time had passed, the clock ran or stood; with the two below
    the turns can be mended later. Sessions stored before these were kept have none."""
    item_changes: tuple[tuple[int, str], ...] = ()
    """From when, active time, which item was under way, by its id; empty: none."""
    in_force: tuple[tuple[int, dict[str, str]], ...] = ()
    """From when, active time, who was there, and their agreed shares as fractions such as `2/5`."""
    mended: bool = False
    """Whether the floor was mended afterwards."""
    keyed: tuple[TurnRow, ...] = ()
    """Its turns as they were before those of a transcript took their place; empty: none did."""
    origin: Origin | None = None
    """The transcript it came from, or that was laid beside it; None: there is none."""
    recorded: Recorded | None = None
    """What only its recording can tell."""
    prompts: tuple[PromptRow, ...] = ()
    """Prompts about shares that were shown in it."""
    hears: tuple[Hears, ...] = ()
    """From when which channels were heard; empty: it was not heard who spoke."""
    heard: tuple[Holding, ...] = ()
    """Who was heard, where keys or mends say something else of the floor; empty: the turns are what was heard."""
    unsure: tuple[tuple[int, int], ...] = ()
    """Of a session that was heard: where it was not known of anybody whose the floor was, before shares were entered for that."""


class Words(Record, frozen=True, kw_only=True):
    """What was said in a session, where somebody asked for it to be kept; its id is that of the session. Lives in
    transcripts/<id>.json alone, as private as the private notes."""

    lines: tuple[tuple[int, str, str], ...] = ()
    """When (microseconds of the session clock), who (a person's id; empty: it is not said), and the words."""


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
