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
from mentortui.core.folding_agenda import ON_AGENDA, FoldedAgenda
from mentortui.core.folding_heard import FoldedHearing, among, named_late
from mentortui.core.folding_said import SAID, FoldedSaid
from mentortui.core.mending import boundary_moved, split_at, taken_over, unsure_in
from mentortui.core.people import MOST_PEOPLE, Participant, narrowest, shares_in_force
from mentortui.core.session import Act, Asked, GapFacts, Session
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
        self.agenda = FoldedAgenda(started.items)
        self.said = FoldedSaid(show_figures=started.show_figures)
        self.heard = FoldedHearing()
        self.mended_until = 0
        self.regimes: list[tuple[int, Regime]] = []
        self.gaps: dict[str, GapFacts] = {}
        self.paused = False
        self.paused_at = 0
        self.finished: int | None = None
        self.hard_end = started.hard_end
        self.silenced = False
        self.entered: dict[str, Fraction] = {}
        self.asked: Asked | None = None
        self.unanswered = 0
        self.sign_at = self.last_act_at = self.at = 0
        self._agree()

    def copy(self) -> "Folding":
        """As it is now, to be gone on from later."""
        other = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, list | dict | FoldedAgenda | FoldedSaid | FoldedHearing):
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
            self.agenda.changes[-1][0] if self.agenda.changes else 0,
            self.regimes[-1][0],
        )
        if self.finished is not None:
            cut = active_at(self.runs, self.finished)
        changes, item_changes, regimes = tuple(self.changes), tuple(self.agenda.changes), tuple(self.regimes)
        return Session(
            started=self.started,
            people=tuple(self.people),
            present=tuple(self.present),
            runs=tuple(self.runs),
            changes=changes,
            item_changes=item_changes,
            regimes=regimes,
            heard=tuple(self.heard.changes),
            hears=tuple(self.heard.hears),
            closed=shared_out(self.slicing.until(changes, item_changes, regimes, cut), self.entered),
            items=tuple(self.agenda.items),
            current=self.agenda.current,
            captures=tuple(sorted(self.said.captures.values(), key=lambda facts: facts.at)),
            gaps=tuple(self.gaps.values()),
            paused=self.paused,
            paused_at=self.paused_at,
            finished=self.finished is not None,
            ended_at=self.finished or 0,
            hard_end=self.hard_end,
            next_date=self.said.next_date,
            understandings=tuple(self.said.understandings),
            show_figures=self.said.show_figures,
            silenced=self.silenced,
            prompts=tuple(self.said.prompts),
            closing=self.said.closing,
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
        self.agenda.changes = [change for change in self.agenda.changes if change[0] < active or change[0] == 0]
        self.regimes = [regime for regime in self.regimes if regime[0] < active or regime[0] == 0]
        self.heard.end(active)
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
            self.mended_until = self.now
        else:
            self._run(start, runs=False)
            self._run(self.at, runs=True)
            # What changed after the gap began, before it was noticed, did so when active time stood there.
            self.agenda.changes = [(min(at, before), item) for at, item in self.agenda.changes]
            self.regimes = [(min(at, before), regime) for at, regime in self.regimes]
        self.heard.interrupt(before)
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
        current = self.agenda.current_item
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
        if event.source == "heard":
            self.hear_floor(event)
            return
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
            self._mended()
        elif (late := named_late(self.changes, floor, self.now, self.started.me)) is not None and by_key:
            self._place(Change(late, floor, event.source, by_key, event.id))
        elif floor != (self.changes[-1].floor if self.changes else NOBODY):
            self._place(Change(self.now, floor, event.source, by_key, event.id))
        elif by_key:
            self.heard.confirmed.append(self.now)
        if by_key:
            self._heard_from()
        else:
            self.unanswered += self.asked is not None and event.how == "unsure"
            self.asked = None

    def hear_floor(self, event: e.FloorTaken) -> None:
        """Who was heard, from when on: what keys and mends say stays."""
        holders = self._known(event.holders) if event.how == "named" else ()
        began = min(event.at if event.began is None else event.began, self.at)
        if (event.how == "named" and event.holders and not holders) or (self.paused and began > self.paused_at):
            return
        change = Change(active_at(self.runs, began), Floor(holders, event.how), "heard", False, event.id)
        self.changes = among(self.changes, self.heard.hear(change), self.mended_until, self.heard.confirmed, self.started.me)
        self.last_act_at = max(self.last_act_at, began)  # somebody was heard until then, or from then on
        self.sign_at, self.asked, self.unanswered = self.at, None, 0

    def change_hearing(self, event: e.HearingChanged) -> None:
        """From then on these channels are heard; a floor that was heard on one that is lost is not known any more."""
        at = active_at(self.runs, min(event.at if event.began is None else event.began, self.at))
        self.changes = self.heard.switched(self.changes, at, event, self.started.me)
        self.sign_at = self.at

    def _mended(self) -> None:
        """What was heard until now and is told later changes nothing of what is mended now."""
        self.mended_until = self.now

    def _place(self, change: Change) -> None:
        if self.changes and change.at < self.changes[-1].at:
            self.changes = placed(self.changes, change)
        else:
            self.changes.append(change)  # as nearly always, and without a new list of all of them

    def confirm(self, event: e.FloorConfirmed) -> None:
        self.heard.confirmed.append(self.now)
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
        self._mended()
        self._heard_from()

    def reassign(self, event: e.StretchReassigned) -> None:
        holders = self._known(event.holders) if event.how == "named" else ()
        if event.how == "named" and event.holders and not holders:
            return
        start, end = max(0, event.start), min(event.end, self.now)
        self.changes = reassigned(self.changes, start, end, Floor(holders, event.how), event.id)
        self._mended()

    def take_recording(self, event: e.RecordingTaken) -> None:
        held = [(at, Floor(self._known(holders) if how == "named" else (), how)) for at, holders, how in event.held]
        held.sort(key=lambda change: change[0])
        start, end = max(0, event.start), min(event.end, self.now)
        spans = unsure_in(self.changes, start, end) if event.unsure_only else [(start, end)]
        for span in spans:
            self.changes = taken_over(self.changes, *span, held, event.id)
        self._mended()

    def split(self, event: e.TurnSplit) -> None:
        self.changes = split_at(self.changes, event.split, self.now, event.id)

    def move_boundary(self, event: e.BoundaryMoved) -> None:
        self.changes = boundary_moved(self.changes, event.boundary, event.to, self.now, event.id)
        self._mended()

    # the agenda

    def replan(self, event: AnyEvent) -> None:
        ON_AGENDA[type(event)](self.agenda, event, self.now)
        self._agree()

    def set_end(self, event: e.EndSet) -> None:
        self.hard_end = event.hard_end

    # what was said

    def note(self, event: AnyEvent) -> None:
        SAID[type(event)](self.said, event, self.at, self.agenda.current)

    def silence(self, event: e.PromptsSilenced) -> None:
        self.silenced = event.silenced
        self._heard_from()

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
    e.HearingChanged: Folding.change_hearing,
    e.FloorConfirmed: Folding.confirm,
    e.StillAsked: Folding.ask_still,
    e.ChangeMoved: Folding.move_change,
    e.ChangeBegan: Folding.begin_change,
    e.StretchReassigned: Folding.reassign,
    e.RecordingTaken: Folding.take_recording,
    e.TurnSplit: Folding.split,
    e.BoundaryMoved: Folding.move_boundary,
    **dict.fromkeys(ON_AGENDA, Folding.replan),
    e.EndSet: Folding.set_end,
    **dict.fromkeys(SAID, Folding.note),
    e.PromptsSilenced: Folding.silence,
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
