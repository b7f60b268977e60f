"""What each event does to the facts of a session: one pass over a log. Total: an event without ground has no effect."""

from collections.abc import Callable, Sequence
from copy import copy
from fractions import Fraction

import msgspec

from mentortui.core import events as e
from mentortui.core.entered import effective, shared_out
from mentortui.core.events import AnyEvent
from mentortui.core.floor import (
    NOBODY,
    Change,
    Floor,
    Regime,
    Run,
    active_at,
    began,
    moved,
    placed,
    reassigned,
)
from mentortui.core.mending import boundary_moved, split_at, taken_over
from mentortui.core.people import MOST_PEOPLE, Participant, narrowest, shares_in_force
from mentortui.core.session import Act, Asked, CaptureFacts, GapFacts, ItemFacts, ItemState, PromptFacts, Session
from mentortui.core.slicing import Slicing

replace = msgspec.structs.replace


class Folding:
    """One pass over the events of a session."""

    def __init__(self, started: e.SessionStarted, answers: dict[str, e.GapAnswered], slicing: Slicing | None = None) -> None:
        """`slicing`: of an earlier pass over the same session, whose slices are used again where they are the same."""
        self.started = started
        self.slicing = slicing or Slicing()
        self.answers = answers
        self.people: list[Participant] = list(started.people[:MOST_PEOPLE])
        ids = [person.id for person in self.people]
        self.present: list[str] = [person for person in ids if not started.present or person in started.present]
        self.runs: list[Run] = [Run(0, 0, True)]
        self.changes: list[Change] = []
        self.items: list[ItemFacts] = [ItemFacts(item) for item in started.items]
        self.current = ""
        self.item_changes: list[tuple[int, str]] = []
        self.regimes: list[tuple[int, Regime]] = []
        self.captures: dict[str, CaptureFacts] = {}
        self.gaps: dict[str, GapFacts] = {}
        self.paused = False
        self.paused_at = 0
        self.finished: int | None = None
        self.hard_end = started.hard_end
        self.next_date: int | None = None
        self.understandings: list[tuple[str, str, str]] = []
        self.show_figures = started.show_figures
        self.silenced = False
        self.prompts: list[PromptFacts] = []
        self.closing = ""
        self.entered: dict[str, Fraction] = {}
        self.asked: Asked | None = None
        self.unanswered = 0
        self.sign_at = self.last_act_at = self.at = 0
        self._agree()

    def copy(self) -> "Folding":
        """As it is now, to be gone on from later."""
        other = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, list | dict):
                setattr(other, name, value.copy())
        return other

    @property
    def now(self) -> int:
        """Active time, microseconds."""
        return active_at(self.runs, self.at)

    def take(self, event: AnyEvent) -> None:
        """One event more; of a finished session only what may still be said of it."""
        self.at = max(self.at, event.at)
        if self.finished is not None and not isinstance(event, AFTERWARDS):
            return
        if event.by != e.PROGRAM:
            self.last_act_at = self.at
        TAKE.get(type(event), _nothing)(self, event)

    def facts(self, undoable: Sequence[Act], redoable: Sequence[Act]) -> Session:
        """All that is known now; what can be undone and done again comes from whoever settles that."""
        cut = max(
            self.changes[-1].at if self.changes else 0,
            self.item_changes[-1][0] if self.item_changes else 0,
            self.regimes[-1][0],
        )
        if self.finished is not None:
            cut = active_at(self.runs, self.finished)
        changes, item_changes, regimes = tuple(self.changes), tuple(self.item_changes), tuple(self.regimes)
        return Session(
            started=self.started,
            people=tuple(self.people),
            present=tuple(self.present),
            runs=tuple(self.runs),
            changes=changes,
            item_changes=item_changes,
            regimes=regimes,
            closed=shared_out(self.slicing.until(changes, item_changes, regimes, cut), self.entered),
            items=tuple(self.items),
            current=self.current,
            captures=tuple(sorted(self.captures.values(), key=lambda facts: facts.at)),
            gaps=tuple(self.gaps.values()),
            paused=self.paused,
            paused_at=self.paused_at,
            finished=self.finished is not None,
            ended_at=self.finished or 0,
            hard_end=self.hard_end,
            next_date=self.next_date,
            understandings=tuple(self.understandings),
            show_figures=self.show_figures,
            silenced=self.silenced,
            prompts=tuple(self.prompts),
            closing=self.closing,
            entered=self.entered,
            asked=self.asked,
            unanswered=self.unanswered,
            sign_at=self.sign_at,
            last_act_at=self.last_act_at,
            last_at=self.at,
            undoable=tuple(undoable),
            redoable=tuple(redoable),
        )

    # the clock

    def pause(self, event: e.Paused) -> None:
        if not self.paused:
            self.paused, self.paused_at = True, self.at
            self._run(self.at, runs=False)

    def resume(self, event: AnyEvent) -> None:
        if self.paused:
            self.paused, self.asked = False, None
            self._run(self.at, runs=True)
            self.sign_at = self.at

    def finish(self, event: e.Finished) -> None:
        ended = self.at if event.ended is None else max(0, min(event.ended, self.at))
        active = active_at(self.runs, ended)
        self.runs = [run for run in self.runs if run.at < ended] + [Run(ended, active, False)]
        self.changes = [change for change in self.changes if change.at < active or change.at == 0]
        self.item_changes = [change for change in self.item_changes if change[0] < active or change[0] == 0]
        self.regimes = [regime for regime in self.regimes if regime[0] < active or regime[0] == 0]
        self.finished, self.paused, self.asked = ended, False, None

    def find_gap(self, event: e.GapFound) -> None:
        start = max(self.runs[-1].at, min(event.began, self.at))
        if self.paused or start >= self.at:
            return
        answer = self.answers.get(event.id)
        counted = answer is not None and answer.counted
        self.gaps[event.id] = GapFacts(event.id, start, self.at, answer is not None, counted)
        before = active_at(self.runs, start)
        held = self._known(answer.holders) if answer is not None and counted else ()
        self._place(Change(before, Floor(held), "mended" if held else "program", False, event.id))
        if counted:
            self.changes.append(Change(self.now, NOBODY, "program", False, event.id))
        else:
            self._run(start, runs=False)
            self._run(self.at, runs=True)
            # What changed after the gap began, before it was noticed, did so when active time stood there.
            self.item_changes = [(min(at, before), item) for at, item in self.item_changes]
            self.regimes = [(min(at, before), regime) for at, regime in self.regimes]
        self.asked = None
        self.sign_at = self.at

    def _run(self, at: int, *, runs: bool) -> None:
        self.runs.append(Run(at, active_at(self.runs, at), runs))

    # people

    def join(self, event: e.PersonJoined) -> None:
        person = event.person
        if any(other.id == person.id for other in self.people):
            if person.id not in self.present:
                self._arrive(person.id)
        elif len(self.people) < MOST_PEOPLE and not any(other.key == person.key for other in self.people):
            self.people.append(person)
            self._arrive(person.id)

    def leave(self, event: e.PersonLeft) -> None:
        if event.person not in self.present:
            return
        self.present.remove(event.person)
        floor = self.changes[-1].floor if self.changes else NOBODY
        if event.person in floor.holders:
            stay = tuple(person for person in floor.holders if person != event.person)
            self._place(Change(self.now, Floor(stay), "program", False, event.id))
            self.asked = None
        self._agree()

    def name(self, event: e.PersonNamed) -> None:
        self.people = [
            replace(person, name=event.name, named=True) if person.id == event.person else person for person in self.people
        ]
        self._agree()

    def _arrive(self, person: str) -> None:
        self.present.append(person)
        self._agree()

    def _agree(self) -> None:
        current = next((facts.item for facts in self.items if facts.item.id == self.current), None)
        agreement = narrowest(current.agreement if current else None, self.started.agreement)
        here = [person for person in self.people if person.id in self.present]
        regime = Regime(tuple(person.id for person in here), shares_in_force(agreement, here))
        if not self.regimes or self.regimes[-1][1] != regime:
            self.regimes.append((self.now, regime))

    def _known(self, holders: Sequence[str]) -> tuple[str, ...]:
        if not holders:
            return ()
        ids = {person.id for person in self.people}
        return tuple(sorted({person for person in holders if person in ids}))

    # the floor

    def take_floor(self, event: e.FloorTaken) -> None:
        holders = self._known(event.holders) if event.how == "named" else ()
        if event.how == "named" and event.holders and not holders:
            return
        by_key = event.by != e.PROGRAM
        self.resume(event)
        for person in holders:
            if person not in self.present:
                self._arrive(person)
        floor = Floor(holders, event.how)
        if event.began is not None:
            at = active_at(self.runs, min(event.began, self.at))
            self._place(Change(at, floor, event.source, by_key, event.id))
        elif floor != (self.changes[-1].floor if self.changes else NOBODY):
            self._place(Change(self.now, floor, event.source, by_key, event.id))
        if by_key:
            self._heard_from()
        else:
            self.unanswered += self.asked is not None and event.how == "unsure"
            self.asked = None

    def _place(self, change: Change) -> None:
        if self.changes and change.at < self.changes[-1].at:
            self.changes = placed(self.changes, change)
        else:
            self.changes.append(change)  # as nearly always, and without a new list of all of them

    def confirm(self, event: e.FloorConfirmed) -> None:
        self._heard_from()

    def _heard_from(self) -> None:
        self.sign_at = self.at
        if self.asked is not None:
            self.asked, self.unanswered = None, 0

    def ask_still(self, event: e.StillAsked) -> None:
        self.asked = Asked(self.at, event.holders)

    def move_change(self, event: e.ChangeMoved) -> None:
        self.changes = moved(self.changes, event.offset, self.now)
        self._heard_from()

    def begin_change(self, event: e.ChangeBegan) -> None:
        self.changes = began(self.changes, active_at(self.runs, event.began), self.now)
        self._heard_from()

    def reassign(self, event: e.StretchReassigned) -> None:
        holders = self._known(event.holders) if event.how == "named" else ()
        if event.how == "named" and event.holders and not holders:
            return
        start, end = max(0, event.start), min(event.end, self.now)
        self.changes = reassigned(self.changes, start, end, Floor(holders, event.how), event.id)

    def take_recording(self, event: e.RecordingTaken) -> None:
        held = [(at, Floor(self._known(holders) if how == "named" else (), how)) for at, holders, how in event.held]
        held.sort(key=lambda change: change[0])
        self.changes = taken_over(self.changes, max(0, event.start), min(event.end, self.now), held, event.id)

    def split(self, event: e.TurnSplit) -> None:
        self.changes = split_at(self.changes, event.split, self.now, event.id)

    def move_boundary(self, event: e.BoundaryMoved) -> None:
        self.changes = boundary_moved(self.changes, event.boundary, event.to, self.now, event.id)

    # the agenda

    def start_item(self, event: e.ItemStarted) -> None:
        if self._index(event.item) is not None and event.item != self.current:
            self._leave_current("done" if event.leaving == "finished" else "open")
            self._begin(event.item)

    def finish_item(self, event: e.ItemFinished) -> None:
        self._settle(event.item, "done")

    def leave_item_open(self, event: e.ItemLeftOpen) -> None:
        self._settle(event.item, "open")

    def reopen_item(self, event: e.ItemReopened) -> None:
        if event.item != self.current:
            self._set(event.item, "open")

    def add_item(self, event: e.ItemAdded) -> None:
        if self._index(event.item.id) is not None:
            return
        index = self._index(event.before)
        self.items.insert(len(self.items) if index is None else index, ItemFacts(event.item))
        if event.start:
            self._leave_current("open")
            self._begin(event.item.id)

    def move_item(self, event: e.ItemMoved) -> None:
        index = self._index(event.item)
        if index is None or event.before == event.item:
            return
        facts = self.items.pop(index)
        target = self._index(event.before)
        self.items.insert(len(self.items) if target is None else target, facts)

    def edit_item(self, event: e.ItemEdited) -> None:
        index = self._index(event.item.id)
        if index is not None:
            self.items[index] = replace(self.items[index], item=event.item)
            self._agree()

    def remove_item(self, event: e.ItemRemoved) -> None:
        index = self._index(event.item)
        if index is not None:
            self._settle(event.item, "done")
            del self.items[index]

    def set_end(self, event: e.EndSet) -> None:
        self.hard_end = event.hard_end

    def _index(self, item: str) -> int | None:
        return next((index for index, facts in enumerate(self.items) if facts.item.id == item), None)

    def _set(self, item: str, state: ItemState) -> None:
        self.items = [replace(facts, state=state) if facts.item.id == item else facts for facts in self.items]

    def _settle(self, item: str, state: ItemState) -> None:
        self._set(item, state)
        if item == self.current:
            self.current = ""
            self.item_changes.append((self.now, ""))
            self._agree()

    def _leave_current(self, state: ItemState) -> None:
        if self.current:
            self._set(self.current, state)

    def _begin(self, item: str) -> None:
        self._set(item, "current")
        self.current = item
        self.item_changes.append((self.now, item))
        self._agree()

    # what was said

    def record(self, event: e.CaptureRecorded) -> None:
        self.captures[event.capture.id] = CaptureFacts(event.capture, self.at, self.current)

    def edit(self, event: e.CaptureEdited) -> None:
        if event.capture.id in self.captures:
            self.captures[event.capture.id] = replace(self.captures[event.capture.id], capture=event.capture)

    def remove(self, event: e.CaptureRemoved) -> None:
        self.captures.pop(event.capture, None)

    def understand(self, event: e.UnderstandingConfirmed) -> None:
        self.understandings.append((event.restated, event.agreed, event.about))

    def agree_next(self, event: e.NextDateAgreed) -> None:
        self.next_date = event.starts

    def show(self, event: e.FiguresShown) -> None:
        self.show_figures = event.shown

    def silence(self, event: e.PromptsSilenced) -> None:
        self.silenced = event.silenced
        self._heard_from()

    def prompt(self, event: e.PromptShown) -> None:
        self.prompts.append(PromptFacts(event, self.at))

    def send_away(self, event: e.PromptSentAway) -> None:
        self.prompts = [
            replace(facts, away_at=self.at) if facts.shown.id == event.prompt and facts.away_at is None else facts
            for facts in self.prompts
        ]

    def close(self, event: e.ClosingNoted) -> None:
        self.closing = event.text

    def enter_shares(self, event: e.SharesEntered) -> None:
        if self.finished is not None:
            self.entered = effective(event.shares, [person.id for person in self.people])


def _nothing(folding: Folding, event: AnyEvent) -> None:
    """Answers to gaps are known from the start; undoing is settled before."""


TAKE: dict[type, Callable[..., None]] = {
    e.Paused: Folding.pause,
    e.Resumed: Folding.resume,
    e.Finished: Folding.finish,
    e.GapFound: Folding.find_gap,
    e.PersonJoined: Folding.join,
    e.PersonLeft: Folding.leave,
    e.PersonNamed: Folding.name,
    e.FloorTaken: Folding.take_floor,
    e.FloorConfirmed: Folding.confirm,
    e.StillAsked: Folding.ask_still,
    e.ChangeMoved: Folding.move_change,
    e.ChangeBegan: Folding.begin_change,
    e.StretchReassigned: Folding.reassign,
    e.RecordingTaken: Folding.take_recording,
    e.TurnSplit: Folding.split,
    e.BoundaryMoved: Folding.move_boundary,
    e.ItemStarted: Folding.start_item,
    e.ItemFinished: Folding.finish_item,
    e.ItemLeftOpen: Folding.leave_item_open,
    e.ItemReopened: Folding.reopen_item,
    e.ItemAdded: Folding.add_item,
    e.ItemMoved: Folding.move_item,
    e.ItemEdited: Folding.edit_item,
    e.ItemRemoved: Folding.remove_item,
    e.EndSet: Folding.set_end,
    e.CaptureRecorded: Folding.record,
    e.CaptureEdited: Folding.edit,
    e.CaptureRemoved: Folding.remove,
    e.UnderstandingConfirmed: Folding.understand,
    e.NextDateAgreed: Folding.agree_next,
    e.FiguresShown: Folding.show,
    e.PromptsSilenced: Folding.silence,
    e.PromptShown: Folding.prompt,
    e.PromptSentAway: Folding.send_away,
    e.ClosingNoted: Folding.close,
    e.SharesEntered: Folding.enter_shares,
}

AFTERWARDS = (
    e.CaptureRecorded,
    e.CaptureEdited,
    e.CaptureRemoved,
    e.UnderstandingConfirmed,
    e.NextDateAgreed,
    e.FiguresShown,
    e.ClosingNoted,
    e.SharesEntered,
    e.PersonNamed,
    e.StretchReassigned,
    e.RecordingTaken,
    e.TurnSplit,
    e.BoundaryMoved,
)
"""What may still be said of a session that is finished."""
