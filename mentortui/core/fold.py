"""From events to facts. Total: it never raises, so every journal ever written can be replayed."""

from bisect import insort
from collections.abc import Iterable, Sequence

from mentortui.core import events as e
from mentortui.core.events import AnyEvent, Unknown
from mentortui.core.folding import Folding
from mentortui.core.session import Act, Session
from mentortui.core.slicing import Slicing

NOT_UNDOABLE = (e.SessionStarted, e.Undone, e.Redone, e.FiguresShown, e.GapFound, e.StillAsked, e.PromptSentAway)


def fold(events: Iterable[AnyEvent | Unknown]) -> Session | None:
    """The facts after these events; None unless they begin with SessionStarted. An event without ground has no effect."""
    known = [event for event in events if not isinstance(event, Unknown)]
    if not known or not isinstance(known[0], e.SessionStarted):
        return None
    undone, undoable, redoable = taken_back(known)
    folding = Folding(known[0], _answers(known, undone), Slicing())
    for event in known[1:]:
        if event.id not in undone:
            folding.take(event)
    return folding.facts(undoable, redoable)


MARK_EVERY = 256
"""Events after which the facts are kept, to go on from there when something later changes: of a long session the last few hundred
events are gone through again, not thousands."""


class Growing:
    """The facts of a session while its events come: what `fold` makes of all of them, without going through all at each."""

    _folding: Folding
    _undone: set[str]
    _undoable: list[Act]
    _redoable: list[Act]

    def __init__(self, events: Iterable[AnyEvent | Unknown]) -> None:
        """Raises ValueError unless they begin with SessionStarted."""
        self._events = [event for event in events if not isinstance(event, Unknown)]
        self._places = {event.id: place for place, event in enumerate(self._events)}
        self._slicing = Slicing()
        self._marks: list[tuple[int, Folding]] = []
        self._all()

    @property
    def session(self) -> Session:
        """The facts after the events so far."""
        return self._folding.facts(self._undoable, self._redoable)

    def add(self, event: AnyEvent) -> Session:
        """The facts with one event more."""
        self._events.append(event)
        twice = event.id in self._places
        self._places[event.id] = len(self._events) - 1
        if twice or len(self._places) < len(self._events):  # an id that no program of ours has given out
            self._all()
            return self.session
        if isinstance(event, e.Undone):
            self._take_back(event.event)
        elif isinstance(event, e.Redone):
            self._take_back_no_more(event.event)
        elif keyed(event):
            self._undoable.append(_act(event))
            self._redoable = []
        if isinstance(event, CHANGES_THE_PAST):
            self._again(self._reaches(event))
        else:
            self._folding.take(event)
            self._mark(len(self._events))
        return self.session

    def _take_back(self, id: str) -> None:
        # What is undone is nearly always what was keyed last.
        place = next((place for place in reversed(range(len(self._undoable))) if self._undoable[place].event == id), None)
        if place is not None:
            self._undone.add(id)
            self._redoable.append(self._undoable.pop(place))

    def _take_back_no_more(self, id: str) -> None:
        if id in self._undone:
            self._undone.discard(id)
            self._redoable = [act for act in self._redoable if act.event != id]
            insort(self._undoable, _act(self._events[self._places[id]]), key=lambda act: self._places[act.event])

    def _all(self) -> None:
        """Everything from the first event on."""
        self._undone, self._undoable, self._redoable = taken_back(self._events)
        self._again(0)

    def _again(self, since: int) -> None:
        """From the event of that place on, what is before it being as it was."""
        if not self._events or not isinstance(self._events[0], e.SessionStarted):
            raise ValueError("a session's log begins with SessionStarted")
        undone = self._undone
        answers = _answers(self._events, undone)
        while self._marks and self._marks[-1][0] > since:
            self._marks.pop()
        count = 1
        if self._marks:
            count, known = self._marks[-1]
            self._folding = known.copy()
            self._folding.answers = answers
        else:
            self._folding = Folding(self._events[0], answers, self._slicing)
        for done, event in enumerate(self._events[count:], count + 1):
            if event.id not in undone:
                self._folding.take(event)
            self._mark(done)

    def _reaches(self, event: AnyEvent) -> int:
        """The place of the first event that one of those which change the past changes; behind all, where there is none."""
        nowhere = len(self._events)
        if isinstance(event, e.Undone | e.Redone):
            place = self._places.get(event.event, nowhere)
            target = self._events[place] if place < nowhere else event
            # An answer is known from its gap on, and was an act of its own where it stands.
            return min(place, self._reaches(target)) if isinstance(target, e.GapAnswered) else place
        return self._places.get(event.gap, nowhere) if isinstance(event, e.GapAnswered) else 0

    def _mark(self, done: int) -> None:
        """So that going through them again need not begin at the first."""
        if done % MARK_EVERY == 0:
            self._marks.append((done, self._folding.copy()))


CHANGES_THE_PAST = (e.Undone, e.Redone, e.GapAnswered)


def keyed(event: AnyEvent) -> bool:
    """Whether a person's key made it, so that it can be undone."""
    return event.by != e.PROGRAM and not isinstance(event, NOT_UNDOABLE)


def taken_back(events: Sequence[AnyEvent]) -> tuple[set[str], list[Act], list[Act]]:
    """The ids of what is undone, what can be undone, and what can be done again."""
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
