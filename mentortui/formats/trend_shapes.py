"""What the JSON of trends is made of, as docs/cli.md promises it: apart from the values it comes of, which may change."""

from typing import Literal

import msgspec

from mentortui.formats.shapes import FORMAT


class ChangeShape(msgspec.Struct, frozen=True, kw_only=True):
    """A direction: points of a share for each 30 days, null where there is too little; `clear`: it may be named."""

    sessions: int
    days: int
    points_a_month: float | None
    low: float | None
    high: float | None
    clear: bool
    words: str


class PersonShape(msgspec.Struct, frozen=True, kw_only=True):
    """One person in a group. `fewer_seconds`: than agreed; below 0 more."""

    person: str
    floor_seconds: float
    expected_seconds: float
    fewer_seconds: float
    share: float | None
    agreed: float | None
    change: ChangeShape | None


class GroupShape(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions, items, or one session, added up. `sessions`: of an item how often it was there with talk enough."""

    by: Literal["all", "kind", "item", "quarter", "session"]
    key: str
    name: str
    date: str | None
    sessions: int
    too_short: int
    nothing_agreed: int
    active_seconds: float
    talk_seconds: float
    nobody_seconds: float
    several_seconds: float
    unsure_seconds: float
    balance: float | None
    usual_balance: float | None
    words: str | None
    people: list[PersonShape]


class TopicsShape(msgspec.Struct, frozen=True, kw_only=True):
    """Topics of one person; `person` empty: of nobody in particular."""

    person: str
    topics: int
    taken_up: int
    seconds: float


class EndsShape(msgspec.Struct, frozen=True, kw_only=True):
    """How often one person held the floor first, and last."""

    person: str
    sessions_opened: int
    sessions_closed: int
    items_opened: int
    items_closed: int


class PromptsShape(msgspec.Struct, frozen=True, kw_only=True):
    """What prompts changed, in points; null below ten shown and ten withheld by a coin."""

    shown: int
    compared: int
    withheld: int
    difference: float | None
    low: float | None
    high: float | None


class LeftOutShape(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions that are no part of the figures, and why."""

    missed: int
    not_keyed: int
    not_told_apart: int
    under_five_minutes: int
    figures_hidden: int


class NamedShape(msgspec.Struct, frozen=True, kw_only=True):
    """A person."""

    id: str
    name: str


class TrendsShape(msgspec.Struct, frozen=True, kw_only=True):
    """The trends of one mentorship. `groups`, `ends`, `prompts` are null where the pair agreed not to show figures."""

    mentorship: str
    with_: list[str] = msgspec.field(name="with")
    people: list[NamedShape]
    sessions: int
    left_out: LeftOutShape
    groups: list[GroupShape] | None
    topics: list[TopicsShape]
    ends: list[EndsShape] | None
    prompts: PromptsShape | None


class AllTrendsShape(msgspec.Struct, frozen=True, kw_only=True):
    """`mentortui trends --json`."""

    format: int = FORMAT
    trends: list[TrendsShape]
