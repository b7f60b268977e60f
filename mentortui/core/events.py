"""What happened in a session. Frozen, in whole microseconds since the session began; nothing else changes a live session."""

from typing import Literal, TypeAlias

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.hearing_values import Channel
from mentortui.core.people import Agreement, Participant

Source: TypeAlias = Literal["key", "heard", "transcript", "entered", "mended", "program"]
"""How a stretch of the floor is known."""

How: TypeAlias = Literal["named", "several", "unsure", "others", "rest"]
"""`named`: exactly the holders, none of them means nobody; `several`: more than one, not said who; `unsure`: not known.
Of what is heard: `others`: one of those behind the call, not known which; `rest`: not who is at the keys, where only the
microphone is heard: another, or nobody. Both are time of which it is not known whose it is."""

Holding: TypeAlias = tuple[int, tuple[str, ...], How]
"""From when on (microseconds), who holds the floor, and how that is known."""

Prompt: TypeAlias = Literal["share", "turn"]
"""`share`: somebody has had less than agreed; `turn`: somebody has spoken for long."""

Withheld: TypeAlias = Literal["silenced", "enough", "again", "soon", "busy", "speaking", "hidden"]
"""Why a prompt was not shown: no more in this session; as many as there may be; not near agreed since the last; too soon after
the last one; something is typed or asked; the one to be named speaks; figures are not shown and there is nothing else to say."""

PROGRAM = "program"
"""The author of what the program itself decides."""

SCHEMA = 1
"""Version of the journal in which these are."""


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a session: `minutes` None has no timer. `agreement` is this item's own, narrower than the session's."""

    id: str
    title: str
    minutes: int | None = None
    owner: str = ""
    brought_by: str = ""
    agreement: Agreement | None = None
    unplanned: bool = False
    quiet: bool = False
    """A listening exercise and its like: no prompt about shares in it."""
    charter: str = ""
    """The name of the question of the charter that it asks; empty: none."""


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="type"):
    """`at`: microseconds of the session clock, pauses included. `wall`: UTC microseconds since 1970. `by`: an id or `program`."""

    id: str
    at: int
    wall: int = 0
    by: str = PROGRAM


class SessionStarted(Event, frozen=True, kw_only=True, tag="session_started"):
    session: str
    mentorship: str
    me: str
    """Who is at the keys."""
    boot: int = 0
    """The clock that counts across sleep, when the session clock was 0."""
    boot_id: str = ""
    """Of the machine's start, after which that clock begins anew; empty where the system does not say."""
    people: tuple[Participant, ...]
    present: tuple[str, ...] = ()
    """Who is in the call from the start; empty: all of `people`."""
    number: int = 1
    kind: str = "regular"
    title: str = ""
    items: tuple[Item, ...] = ()
    planned_minutes: int | None = None
    hard_end: int | None = None
    """UTC microseconds at which the call must end."""
    agreement: Agreement | None = None
    """The narrowest there is for this session; None: nothing agreed."""
    agreed_by: Literal["session", "kind", "charter"] = "charter"
    """Where that was agreed: for this session alone, for its kind, or in the charter."""
    show_figures: bool = True
    recent_turns: tuple[int, ...] = ()
    """Lengths of this pair's last turns, microseconds: how long to wait before asking whether somebody still speaks."""
    plan: str = ""
    """The id of the plan it was prepared as."""
    roles: dict[str, str] = {}
    """Who does what in it: `facilitator`, `notes` and `time`, each with a person's id."""


class Paused(Event, frozen=True, kw_only=True, tag="paused"):
    pass


class Resumed(Event, frozen=True, kw_only=True, tag="resumed"):
    pass


class Finished(Event, frozen=True, kw_only=True, tag="finished"):
    ended: int | None = None
    """Session clock at which it ended, when that was before now."""


class PersonJoined(Event, frozen=True, kw_only=True, tag="person_joined"):
    person: Participant


class PersonLeft(Event, frozen=True, kw_only=True, tag="person_left"):
    person: str


class PersonNamed(Event, frozen=True, kw_only=True, tag="person_named"):
    person: str
    name: str


class FloorTaken(Event, frozen=True, kw_only=True, tag="floor_taken"):
    """While paused it resumes too."""

    holders: tuple[str, ...] = ()
    how: How = "named"
    source: Source = "key"
    began: int | None = None
    """Session clock at which it began, when that was before the key."""


class HearingChanged(Event, frozen=True, kw_only=True, tag="hearing_changed"):
    """From `began` on these channels are heard; none: from now on nothing is. What they tell comes as FloorTaken."""

    channels: tuple[Channel, ...] = ()
    began: int | None = None
    """Session clock, where that was before now."""
    why: Literal["", "off", "trouble"] = ""
    """Where none is heard: somebody switched it off, or it could not go on."""


class FloorConfirmed(Event, frozen=True, kw_only=True, tag="floor_confirmed"):
    """The holder's own key: still speaking."""


class StillAsked(Event, frozen=True, kw_only=True, tag="still_asked"):
    """The program asked whether the holder still speaks."""

    holders: tuple[str, ...]


class ChangeMoved(Event, frozen=True, kw_only=True, tag="change_moved"):
    """The last change of floor was `offset` microseconds of active time later (negative: earlier)."""

    offset: int


class ChangeBegan(Event, frozen=True, kw_only=True, tag="change_began"):
    """The last change of floor was at this moment of the session clock; what was keyed between gives way."""

    began: int


class StretchReassigned(Event, frozen=True, kw_only=True, tag="stretch_reassigned"):
    """From `start` to `end` of active time the floor was this."""

    start: int
    end: int
    holders: tuple[str, ...] = ()
    how: How = "named"


class RecordingTaken(Event, frozen=True, kw_only=True, tag="recording_taken"):
    """From `start` to `end` of active time the floor was as a recording has it: `held` says from when on who held it, and how
    that is known, beginning at `start` or before."""

    start: int
    end: int
    held: tuple[Holding, ...] = ()
    unsure_only: bool = False
    """Only where it was not known whose the floor was; what keys and hearing knew stays."""


class TurnSplit(Event, frozen=True, kw_only=True, tag="turn_split"):
    """At `split` of active time a stretch of the floor is cut in two, so that one part can be mended; no total changes."""

    split: int


class BoundaryMoved(Event, frozen=True, kw_only=True, tag="boundary_moved"):
    """The change of floor at `boundary` of active time was at `to`; only the two stretches beside it change."""

    boundary: int
    to: int


class GapFound(Event, frozen=True, kw_only=True, tag="gap_found"):
    """From `began` until `at` the machine slept or the program was away."""

    began: int
    boot: int | None = None
    """When another program went on: the clock that counts across sleep, at `at`."""
    boot_id: str = ""


class GapAnswered(Event, frozen=True, kw_only=True, tag="gap_answered"):
    """The gap belonged to `holders` (none: nobody) or, not `counted`, to nothing."""

    gap: str
    holders: tuple[str, ...] = ()
    counted: bool = True


class ItemStarted(Event, frozen=True, kw_only=True, tag="item_started"):
    """The item before it is finished, or left open."""

    item: str
    leaving: Literal["finished", "open"] = "finished"


class ItemFinished(Event, frozen=True, kw_only=True, tag="item_finished"):
    item: str


class ItemLeftOpen(Event, frozen=True, kw_only=True, tag="item_left_open"):
    item: str


class ItemReopened(Event, frozen=True, kw_only=True, tag="item_reopened"):
    item: str


class ItemAdded(Event, frozen=True, kw_only=True, tag="item_added"):
    """Before the item `before` (empty: at the end); `start`: it begins now, and the current one is left open."""

    item: Item
    before: str = ""
    start: bool = False


class ItemMoved(Event, frozen=True, kw_only=True, tag="item_moved"):
    """To stand before the item `before` (empty: at the end)."""

    item: str
    before: str = ""


class ItemEdited(Event, frozen=True, kw_only=True, tag="item_edited"):
    item: Item


class ItemRemoved(Event, frozen=True, kw_only=True, tag="item_removed"):
    item: str
    title: str = ""
    """What it was, to be named when this is undone."""


class EndSet(Event, frozen=True, kw_only=True, tag="end_set"):
    """The call must end then (UTC microseconds); None: no hard end."""

    hard_end: int | None


class CaptureRecorded(Event, frozen=True, kw_only=True, tag="capture_recorded"):
    capture: Capture


class CaptureEdited(Event, frozen=True, kw_only=True, tag="capture_edited"):
    capture: Capture


class CaptureRemoved(Event, frozen=True, kw_only=True, tag="capture_removed"):
    capture: str
    text: str = ""
    """What it was, to be named when this is undone."""


class UnderstandingConfirmed(Event, frozen=True, kw_only=True, tag="understanding_confirmed"):
    """`restated` said it back in their own words; `agreed` said: yes, that is what I meant."""

    restated: str
    agreed: str
    about: str = ""


class NextDateAgreed(Event, frozen=True, kw_only=True, tag="next_date_agreed"):
    """UTC microseconds; None: taken back."""

    starts: int | None


class FiguresShown(Event, frozen=True, kw_only=True, tag="figures_shown"):
    shown: bool


class PromptsSilenced(Event, frozen=True, kw_only=True, tag="prompts_silenced"):
    """No more prompts and questions in this session; or again."""

    silenced: bool


class PromptShown(Event, frozen=True, kw_only=True, tag="prompt_shown"):
    """The program said one line about the talk. Its words are made of this, whenever they are shown."""

    prompt: Prompt = "share"
    person: str
    """Whom it names: the one below what was agreed; of a long turn, who speaks."""
    percent: int | None = None
    """That person's share of the span, a whole percentage; None: no floor time in the session yet."""
    whole: bool = False
    """The span is the session so far, not its last ten minutes."""
    length: int = 0
    """Of a long turn, microseconds."""
    question: str = ""
    """From the bank, `{name}` still in it; empty: none."""


class PromptWithheld(Event, frozen=True, kw_only=True, tag="prompt_withheld"):
    """A drift that was worth a prompt, and why none was shown."""

    person: str
    why: Withheld


class PromptSentAway(Event, frozen=True, kw_only=True, tag="prompt_sent_away"):
    prompt: str
    """The id of the PromptShown."""


class ClosingNoted(Event, frozen=True, kw_only=True, tag="closing_noted"):
    """The one free note that closes the summary."""

    text: str


class SharesEntered(Event, frozen=True, kw_only=True, tag="shares_entered"):
    """Of a finished session: what nobody is sure of was spoken in these shares by person, any scale; none: it is unsure again."""

    shares: dict[str, float]


class Undone(Event, frozen=True, kw_only=True, tag="undone"):
    event: str


class Redone(Event, frozen=True, kw_only=True, tag="redone"):
    event: str


AnyEvent: TypeAlias = (
    SessionStarted
    | Paused
    | Resumed
    | Finished
    | PersonJoined
    | PersonLeft
    | PersonNamed
    | FloorTaken
    | HearingChanged
    | FloorConfirmed
    | StillAsked
    | ChangeMoved
    | ChangeBegan
    | StretchReassigned
    | RecordingTaken
    | TurnSplit
    | BoundaryMoved
    | GapFound
    | GapAnswered
    | ItemStarted
    | ItemFinished
    | ItemLeftOpen
    | ItemReopened
    | ItemAdded
    | ItemMoved
    | ItemEdited
    | ItemRemoved
    | EndSet
    | CaptureRecorded
    | CaptureEdited
    | CaptureRemoved
    | UnderstandingConfirmed
    | NextDateAgreed
    | FiguresShown
    | PromptsSilenced
    | PromptShown
    | PromptWithheld
    | PromptSentAway
    | ClosingNoted
    | SharesEntered
    | Undone
    | Redone
)


class Unknown(msgspec.Struct, frozen=True):
    """A journal line of a type this version does not know, or that does not fit its type: kept as it was, and skipped."""

    line: bytes
