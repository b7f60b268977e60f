"""The facts of a session: what its events come to. What depends on now (shares, time left) is a function of these and of now."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.events import Item, PromptShown, SessionStarted
from mentortui.core.floor import NOBODY, Change, Floor, Regime, Run, Slice, active_at, clock_at, slices
from mentortui.core.hearing_values import Channel, Hears
from mentortui.core.people import Participant

ItemState: TypeAlias = Literal["waiting", "current", "open", "done"]


class ItemFacts(msgspec.Struct, frozen=True):
    """An agenda item and how far it is: `open` was begun and left."""

    item: Item
    state: ItemState = "waiting"


class CaptureFacts(msgspec.Struct, frozen=True):
    """A capture, when it was caught (session clock) and during which item."""

    capture: Capture
    at: int
    item: str = ""


class GapFacts(msgspec.Struct, frozen=True):
    """A stretch of the session clock in which the machine slept or the program was away."""

    id: str
    began: int
    ended: int
    answered: bool = False
    counted: bool = False


class Asked(msgspec.Struct, frozen=True):
    """The question whether these people still speak, and since when (session clock) it stands."""

    at: int
    holders: tuple[str, ...]


class PromptFacts(msgspec.Struct, frozen=True):
    """A prompt that was shown, when (session clock), and when it was sent away; None: it was not."""

    shown: PromptShown
    at: int
    away_at: int | None = None


class Act(msgspec.Struct, frozen=True):
    """A keyed event that can be undone or redone."""

    event: str
    type: str
    about: str = ""
    """A person's id, an item's or a capture's id, or empty."""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """Made by `fold`. Times named `at` and `*_at` are of the session clock, the others of active time; both in microseconds."""

    started: SessionStarted
    people: tuple[Participant, ...]
    present: tuple[str, ...]
    runs: tuple[Run, ...]
    changes: tuple[Change, ...]
    item_changes: tuple[tuple[int, str], ...]
    regimes: tuple[tuple[int, Regime], ...]
    heard: tuple[Change, ...] = ()
    """What was heard of the floor, in active time, whatever keys said beside it."""
    hears: tuple[Hears, ...] = ()
    """From which active time on which channels were heard; before the first none."""
    closed: tuple[Slice, ...]
    """The slices up to the last cut; `parts` adds the one under way."""
    items: tuple[ItemFacts, ...]
    current: str = ""
    captures: tuple[CaptureFacts, ...] = ()
    gaps: tuple[GapFacts, ...] = ()
    paused: bool = False
    paused_at: int = 0
    finished: bool = False
    ended_at: int = 0
    hard_end: int | None = None
    next_date: int | None = None
    understandings: tuple[tuple[str, str, str], ...] = ()
    show_figures: bool = True
    silenced: bool = False
    """No more prompts and questions in this session."""
    prompts: tuple[PromptFacts, ...] = ()
    """Those that were shown, oldest first."""
    closing: str = ""
    entered: Mapping[str, Fraction] = {}
    """Of a finished session: the shares in which what was unsure is divided, together 1; empty: it is left unsure."""
    asked: Asked | None = None
    unanswered: int = 0
    """Questions in a row, whether somebody still speaks, that nobody answered."""
    sign_at: int = 0
    """When a floor key last said who speaks."""
    last_act_at: int = 0
    last_at: int = 0
    undoable: tuple[Act, ...] = ()
    redoable: tuple[Act, ...] = ()

    @property
    def floor(self) -> Floor:
        """Who has the floor now."""
        return self.changes[-1].floor if self.changes else NOBODY

    @property
    def floor_since(self) -> int:
        """Active time at which the floor became what it is."""
        since, floor = 0, self.floor
        for change in reversed(self.changes):
            if change.floor != floor:
                return since
            since = change.at
        return since if self.floor != NOBODY else 0

    @property
    def channels(self) -> tuple[Channel, ...]:
        """What is heard now."""
        return self.hears[-1][1] if self.hears else ()

    @property
    def regime(self) -> Regime:
        """Who is present, and the agreed shares in force."""
        return self.regimes[-1][1]

    @property
    def me(self) -> str:
        """The id of the person at the keys."""
        return self.started.me

    @property
    def current_item(self) -> ItemFacts | None:
        """The agenda item under way."""
        return next((facts for facts in self.items if facts.item.id == self.current), None)

    @property
    def open_gaps(self) -> tuple[GapFacts, ...]:
        """Gaps about which nobody has been asked yet, oldest first."""
        return tuple(gap for gap in self.gaps if not gap.answered)

    def person(self, id: str) -> Participant | None:
        """The participant with that id."""
        return next((person for person in self.people if person.id == id), None)

    def name(self, id: str) -> str:
        """Their name, or the id itself where no such person is known."""
        person = self.person(id)
        return person.name if person else id

    def active(self, now: int) -> int:
        """Active time at a moment of the session clock."""
        return active_at(self.runs, now)

    def clock(self, active: int) -> int:
        """The session clock when that much active time had passed."""
        return clock_at(self.runs, active)

    def wall(self, at: int) -> int:
        """UTC microseconds since 1970 at a moment of the session clock."""
        return self.started.wall + at

    def parts(self, now: int) -> tuple[Slice, ...]:
        """Every slice of the session until now, a moment of the session clock."""
        until = self.active(now)
        done = self.closed[-1].end if self.closed else 0
        if until <= done:
            return self.closed
        tail = slices(self.changes[-1:], self.item_changes[-1:], ((0, self.regime),), until)
        last = tail[-1]
        return (*self.closed, msgspec.structs.replace(last, start=done))
