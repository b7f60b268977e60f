"""The JSON that comes out: its shape, as docs/cli.md documents it. Moments are UTC in ISO 8601, lengths seconds.

Fields are only ever added to a format; anything else gets the next number.
"""

from datetime import UTC, datetime
from typing import Literal

import msgspec

from mentortui.formats.goal_shapes import GoalShape

FORMAT = 1


class ShareShape(msgspec.Struct, frozen=True, kw_only=True):
    """Shares 0..1 of all floor time."""

    name: str
    share: float
    agreed: float


class SessionLineShape(msgspec.Struct, frozen=True, kw_only=True):
    """A session in a list. `speaking` is null where figures are not shown, or nobody spoke."""

    id: str
    mentorship: str
    with_: list[str] = msgspec.field(name="with")
    number: int
    kind: str
    title: str
    state: Literal["finished", "live", "interrupted"]
    began: str
    ended: str | None
    active_seconds: float | None
    speaking: list[ShareShape] | None
    open_promises: int


class ListShape(msgspec.Struct, frozen=True, kw_only=True):
    """`mentortui list --json`. Newest first."""

    format: int = FORMAT
    sessions: list[SessionLineShape]


class CaptureShape(msgspec.Struct, frozen=True, kw_only=True):
    """One thing caught. `state`: open, done or dropped, of what lives on after the session; else null. From `improve` on, of a
    feedback: `waiting` says that nobody but its giver reads it yet."""

    id: str
    kind: str
    text: str
    better: bool
    step: str
    who: str
    goal: str
    due: str | None
    at_seconds: float
    item: str
    state: str | None
    outcome: str
    improve: str
    where: str
    seen: str | None
    effect: str
    owner: str
    when: str
    giver: str
    waiting: bool
    given: str | None
    answer: str
    answer_words: str
    details: dict[str, str] = {}
    """What its kind has besides, where somebody said so: `learned`, `seen_done`, `effect` …"""


class ItemSpeakerShape(msgspec.Struct, frozen=True, kw_only=True):
    """One person's floor in an item. `share` is null where nobody had it."""

    person: str
    floor_seconds: float
    expected_seconds: float
    share: float | None


class ItemShape(msgspec.Struct, frozen=True, kw_only=True):
    """An agenda item as it went. `state`: done, open or waiting; `people`: null where figures are not shown."""

    title: str
    minutes: int | None
    used_seconds: float
    state: str
    owner: str
    unplanned: bool
    people: list[ItemSpeakerShape] | None


class SpeakerShape(msgspec.Struct, frozen=True, kw_only=True):
    """One person's floor. `expected_seconds`: what it would have been as agreed."""

    person: str
    floor_seconds: float
    expected_seconds: float
    share: float | None
    agreed: float
    turns: int
    longest_seconds: float


class TurnShape(msgspec.Struct, frozen=True, kw_only=True):
    """`person`: an id; `+`: several, not said who; `?`: unsure; `~`: heard, one of the others; `-`: heard, not who is at the
    keys: another, or nobody. In seconds of active time."""

    person: str
    start: float
    end: float
    source: str


class HeardShape(msgspec.Struct, frozen=True, kw_only=True):
    """What a recording heard of one person. `names`: as its file has them."""

    person: str
    names: list[str]
    speaking_seconds: float
    signals: int


class RecordingShape(msgspec.Struct, frozen=True, kw_only=True):
    """The transcript a session was made from, or laid beside. `gap_seconds`: the median from one person's turn to another's; null
    where the times are too coarse. `pauses_seconds`: the quiet after each turn that ended in a question; null without words.
    `agrees`: of the time in which keys or recording have somebody, the part in which both have the same, 0..1; null where it was
    not laid beside keys."""

    file: str
    format: str
    people: list[HeardShape]
    gap_seconds: float | None
    pauses_seconds: list[float] | None
    agrees: float | None
    cues_carried: int
    cues_estimated: int
    cues_unnamed: int


class HearingShape(msgspec.Struct, frozen=True, kw_only=True):
    """How it was heard who spoke. `part`: of the session, 0..1. `channels`: from when on (seconds of active time) which of
    `microphone` and `call` were heard. `others_seconds`, `rest_seconds`: parts of `unsure_seconds`, a voice of the others, and
    not who is at the keys. `words`: what is known of the shares where they are null; empty where they are not. `keys_agree`: of
    the time in which somebody is both keyed and heard, the part with the same people, 0..1; null for less than a minute."""

    part: float
    channels: list[tuple[float, list[str]]]
    others_seconds: float
    rest_seconds: float
    words: str
    keys_agree: float | None


class SpeakingShape(msgspec.Struct, frozen=True, kw_only=True):
    """Who had the floor."""

    active_seconds: float
    nobody_seconds: float
    several_seconds: float
    unsure_seconds: float
    words: str | None
    """`as agreed` and its like; null where it is undefined."""
    people: list[SpeakerShape]
    turns: list[TurnShape]
    recording: RecordingShape | None
    hearing: HearingShape | None
    """None: nobody was heard in it."""


class UnderstandingShape(msgspec.Struct, frozen=True, kw_only=True):
    """Who said it back, who agreed, about what."""

    restated: str
    agreed: str
    about: str


class PersonShape(msgspec.Struct, frozen=True, kw_only=True):
    """Someone in the session. `role`: mentor, mentee, peer or guest; `key`: their number."""

    id: str
    name: str
    role: str
    key: int
    zone: str


class AgreementShape(msgspec.Struct, frozen=True, kw_only=True):
    """Percentages as agreed, by a person's id and by role."""

    persons: dict[str, float]
    roles: dict[str, float]


class SessionShape(msgspec.Struct, frozen=True, kw_only=True):
    """A whole session. `private_notes` is there only when asked for."""

    id: str
    mentorship: str
    number: int
    kind: str
    title: str
    began: str
    ended: str
    planned_minutes: int | None
    me: str
    people: list[PersonShape]
    agreement: AgreementShape | None
    items: list[ItemShape]
    captures: list[CaptureShape]
    understandings: list[UnderstandingShape]
    speaking: SpeakingShape | None
    next_date: str | None
    closing: str
    goals: list[GoalShape]
    private_notes: list[CaptureShape] | msgspec.UnsetType = msgspec.UNSET


class ShowShape(msgspec.Struct, frozen=True, kw_only=True):
    """`mentortui show SESSION --json`."""

    format: int = FORMAT
    session: SessionShape


def moment(wall: int) -> str:
    """UTC microseconds as `2026-11-26T14:00:00Z`, with a fraction only where there is one."""
    return datetime.fromtimestamp(wall / 1_000_000, UTC).isoformat().replace("+00:00", "Z")


def seconds(us: int) -> float:
    """Microseconds as seconds."""
    return us / 1_000_000


def printed(shape: msgspec.Struct) -> str:
    """JSON for people and programs, safe on a terminal: what hides or commands is escaped, letters are not."""
    text = msgspec.json.format(msgspec.json.encode(shape), indent=2).decode()
    return "".join(char if char.isprintable() or char == "\n" else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    """As JSON writes it: a character beyond the first plane is two escapes."""
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n] << 8 | units[n + 1]:04x}" for n in range(0, len(units), 2))
