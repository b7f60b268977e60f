"""From events to facts. Total: it never raises, so every journal ever written can be replayed."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from mentortui.core import events as e
from mentortui.core.events import AnyEvent, Unknown
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
    slices,
)
from mentortui.core.people import MOST_PEOPLE, Participant, narrowest, shares_in_force
from mentortui.core.session import Act, Asked, CaptureFacts, GapFacts, ItemFacts, ItemState, Session

replace = msgspec.structs.replace

NOT_UNDOABLE = (e.SessionStarted, e.Undone, e.Redone, e.FiguresShown, e.GapFound, e.StillAsked)


def fold(events: Iterable[AnyEvent | Unknown]) -> Session | None:
    """The facts after these events; None unless they begin with SessionStarted. An event without ground has no effect."""
    known = [event for event in events if not isinstance(event, Unknown)]
    if not known or not isinstance(known[0], e.SessionStarted):
        return None
    return Growing(known).session


class Growing:
    """The facts of a session while its events come: what `fold` makes of all of them, without going through all at each."""

    _folding: "_Folding"
    _undoable: list[Act]
    _redoable: list[Act]

    def __init__(self, events: Iterable[AnyEvent | Unknown]) -> None:
        """Raises ValueError unless they begin with SessionStarted."""
        self._events = [event for event in events if not isinstance(event, Unknown)]
        self._ids = {event.id for event in self._events}
        self._again()

    @property
    def session(self) -> Session:
        """The facts after the events so far."""
        return self._folding.facts(self._undoable, self._redoable)

    def add(self, event: AnyEvent) -> Session:
        """The facts with one event more."""
        self._events.append(event)
        if isinstance(event, CHANGES_THE_PAST) or event.id in self._ids:
            self._again()
        else:
            self._folding.take(event)
            if keyed(event):
                self._undoable.append(_act(event))
                self._redoable = []
        self._ids.add(event.id)
        return self.session

    def _again(self) -> None:
        if not self._events or not isinstance(self._events[0], e.SessionStarted):
            raise ValueError("a session's log begins with SessionStarted")
        undone, self._undoable, self._redoable = _taken_back(self._events)
        self._folding = _Folding(self._events[0], _answers(self._events, undone))
        for event in self._events[1:]:
            if event.id not in undone:
                self._folding.take(event)


CHANGES_THE_PAST = (e.Undone, e.Redone, e.GapAnswered)


def keyed(event: AnyEvent) -> bool:
    """Whether a person's key made it, so that it can be undone."""
    return event.by != e.PROGRAM and not isinstance(event, NOT_UNDOABLE)


def _taken_back(events: Sequence[AnyEvent]) -> tuple[set[str], list[Act], list[Act]]:
    undone: set[str] = set()
    acts: dict[str, AnyEvent] = {}
    redoable: list[AnyEvent] = []
    for event in events:
        if isinstance(event, e.Undone):
            if event.event in acts and event.event not in undone:
                undone.add(event.event)
                redoable.append(acts[event.event])
        elif isinstance(event, e.Redone):
            if event.event in undone:
                undone.discard(event.event)
                redoable = [act for act in redoable if act.id != event.event]
        elif keyed(event):
            acts.setdefault(event.id, event)
            redoable = []
    return undone, [_act(act) for id, act in acts.items() if id not in undone], [_act(act) for act in redoable]


def _answers(events: Sequence[AnyEvent], undone: set[str]) -> dict[str, e.GapAnswered]:
    """The answer to each gap: a gap's length counts from its beginning, so it must be known before it is reached."""
    return {event.gap: event for event in events if isinstance(event, e.GapAnswered) and event.id not in undone}


class _Folding:
    """One pass over the events of a session."""

    def __init__(self, started: e.SessionStarted, answers: dict[str, e.GapAnswered]) -> None:
        self.started = started
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
        self.closing = ""
        self.asked: Asked | None = None
        self.unanswered = 0
        self.sign_at = self.last_act_at = self.at = 0
        self._agree()

    @property
    def now(self) -> int:
        return active_at(self.runs, self.at)

    def take(self, event: AnyEvent) -> None:
        self.at = max(self.at, event.at)
        if self.finished is not None and not isinstance(event, AFTERWARDS):
            return
        if event.by != e.PROGRAM:
            self.last_act_at = self.at
        TAKE.get(type(event), _nothing)(self, event)

    def facts(self, undoable: Sequence[Act], redoable: Sequence[Act]) -> Session:
        cut = max(
            self.changes[-1].at if self.changes else 0,
            self.item_changes[-1][0] if self.item_changes else 0,
            self.regimes[-1][0],
        )
        if self.finished is not None:
            cut = active_at(self.runs, self.finished)
        return Session(
            started=self.started,
            people=tuple(self.people),
            present=tuple(self.present),
            runs=tuple(self.runs),
            changes=tuple(self.changes),
            item_changes=tuple(self.item_changes),
            regimes=tuple(self.regimes),
            closed=slices(self.changes, self.item_changes, self.regimes, cut),
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
            closing=self.closing,
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
        self.changes = placed(self.changes, Change(before, Floor(held), "mended" if held else "program", False, event.id))
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
            self.changes = placed(self.changes, Change(self.now, Floor(stay), "program", False, event.id))
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

    def _known(self, holders: Iterable[str]) -> tuple[str, ...]:
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
            self.changes = placed(self.changes, Change(at, floor, event.source, by_key, event.id))
        elif floor != (self.changes[-1].floor if self.changes else NOBODY):
            self.changes = placed(self.changes, Change(self.now, floor, event.source, by_key, event.id))
        if by_key:
            self._heard_from()
        else:
            self.unanswered += self.asked is not None and event.how == "unsure"
            self.asked = None

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

    def close(self, event: e.ClosingNoted) -> None:
        self.closing = event.text


def _nothing(folding: _Folding, event: AnyEvent) -> None:
    """Answers to gaps are known from the start; undoing is settled before."""


TAKE: dict[type, Callable[..., None]] = {
    e.Paused: _Folding.pause,
    e.Resumed: _Folding.resume,
    e.Finished: _Folding.finish,
    e.GapFound: _Folding.find_gap,
    e.PersonJoined: _Folding.join,
    e.PersonLeft: _Folding.leave,
    e.PersonNamed: _Folding.name,
    e.FloorTaken: _Folding.take_floor,
    e.FloorConfirmed: _Folding.confirm,
    e.StillAsked: _Folding.ask_still,
    e.ChangeMoved: _Folding.move_change,
    e.ChangeBegan: _Folding.begin_change,
    e.StretchReassigned: _Folding.reassign,
    e.ItemStarted: _Folding.start_item,
    e.ItemFinished: _Folding.finish_item,
    e.ItemLeftOpen: _Folding.leave_item_open,
    e.ItemReopened: _Folding.reopen_item,
    e.ItemAdded: _Folding.add_item,
    e.ItemMoved: _Folding.move_item,
    e.ItemEdited: _Folding.edit_item,
    e.ItemRemoved: _Folding.remove_item,
    e.EndSet: _Folding.set_end,
    e.CaptureRecorded: _Folding.record,
    e.CaptureEdited: _Folding.edit,
    e.CaptureRemoved: _Folding.remove,
    e.UnderstandingConfirmed: _Folding.understand,
    e.NextDateAgreed: _Folding.agree_next,
    e.FiguresShown: _Folding.show,
    e.PromptsSilenced: _Folding.silence,
    e.ClosingNoted: _Folding.close,
}

AFTERWARDS = (
    e.CaptureRecorded,
    e.CaptureEdited,
    e.CaptureRemoved,
    e.UnderstandingConfirmed,
    e.NextDateAgreed,
    e.FiguresShown,
    e.ClosingNoted,
    e.PersonNamed,
)
"""What may still be said of a session that is finished."""


def _act(event: AnyEvent) -> Act:
    about = ""
    match event:
        case e.FloorTaken():
            about = event.holders[0] if len(event.holders) == 1 else ("+" if event.holders or event.how == "several" else "")
        case e.PersonJoined():
            about = event.person.name
        case e.PersonLeft() | e.PersonNamed():
            about = event.person
        case e.ItemStarted() | e.ItemFinished() | e.ItemLeftOpen() | e.ItemReopened() | e.ItemMoved() | e.ItemRemoved():
            about = event.item
        case e.ItemAdded() | e.ItemEdited():
            about = event.item.title
        case e.CaptureRecorded() | e.CaptureEdited():
            about = event.capture.text
        case _:
            pass
    return Act(event.id, str(event.__struct_config__.tag), about)
