"""Random sessions as a person could key them: a plan of what happens when, apart from who is called what and in which order."""

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec
from hypothesis import strategies as st

from mentortui.core import events as e
from mentortui.core.people import Agreement, Participant, Role

ROLES: tuple[Role, ...] = ("mentor", "mentee", "peer")
NAMES = tuple("abcdefghi")
What: TypeAlias = Literal["floor", "several", "unsure", "confirm", "pause", "item", "leave", "join", "nudge"]


class Step(msgspec.Struct, frozen=True):
    """After `wait` units of time this happens. `people`: places in the plan's order. `number`: of the item, or ±5 to nudge."""

    wait: int
    what: What
    people: tuple[int, ...] = ()
    number: int = 0


class Plan(msgspec.Struct, frozen=True):
    """`agreements`: of the session, then of each item; percentages by place in the plan's order, and by role."""

    roles: tuple[Role, ...]
    agreements: tuple[tuple[dict[int, float], dict[Role, float]] | None, ...]
    steps: tuple[Step, ...]

    @property
    def length(self) -> int:
        """Units of time until the last step."""
        return sum(step.wait for step in self.steps)

    def people(self, names: Sequence[str] = NAMES, order: Sequence[int] | None = None) -> tuple[Participant, ...]:
        """On the keys 1, 2 … in this order."""
        places = range(len(self.roles)) if order is None else order
        return tuple(
            Participant(id=names[place], name=names[place], role=self.roles[place], key=key)
            for key, place in enumerate(places, 1)
        )

    def agreement(self, number: int, names: Sequence[str] = NAMES) -> Agreement | None:
        """Of the session, 0, or of an item, from 1 on."""
        found = self.agreements[number]
        return (
            None
            if found is None
            else Agreement(persons={names[place]: n for place, n in found[0].items()}, roles=dict(found[1].items()))
        )

    def events(
        self,
        unit: int,
        *,
        names: Sequence[str] = NAMES,
        order: Sequence[int] | None = None,
        besides: tuple[Participant, ...] = (),
    ) -> list[e.AnyEvent]:
        """As the program would have logged it, `unit` microseconds to each unit of time; `besides` are there and do nothing."""
        items = tuple(
            e.Item(id=f"item{number}", title="Item", agreement=self.agreement(number, names))
            for number in range(1, len(self.agreements))
        )
        people = (*self.people(names, order), *besides)
        made: list[e.AnyEvent] = [
            e.SessionStarted(
                id="start",
                at=0,
                by="me",
                session="s",
                mentorship="m",
                me="me",
                people=people,
                items=items,
                agreement=self.agreement(0, names),
            )
        ]
        at, paused = 0, False
        for number, step in enumerate(self.steps):
            at += step.wait * unit
            made.append(_event(step, {"id": f"e{number}", "at": at, "by": "me"}, names, people, unit, paused=paused))
            paused = (not paused) if step.what == "pause" else (paused and step.what not in ("floor", "several", "unsure"))
        return made


def _event(
    step: Step, common: dict[str, object], names: Sequence[str], people: Sequence[Participant], unit: int, *, paused: bool
) -> e.AnyEvent:
    ids = tuple(names[place] for place in step.people)
    match step.what:
        case "floor":
            return e.FloorTaken(**common, holders=ids)  # type: ignore[arg-type]
        case "several" | "unsure":
            return e.FloorTaken(**common, how=step.what)  # type: ignore[arg-type]
        case "confirm":
            return e.FloorConfirmed(**common)  # type: ignore[arg-type]
        case "pause":
            return (e.Resumed if paused else e.Paused)(**common)  # type: ignore[arg-type]
        case "item":
            return e.ItemStarted(**common, item=f"item{step.number}")  # type: ignore[arg-type]
        case "leave":
            return e.PersonLeft(**common, person=ids[0])  # type: ignore[arg-type]
        case "join":
            return e.PersonJoined(**common, person=next(one for one in people if one.id == ids[0]))  # type: ignore[arg-type]
        case "nudge":
            return e.ChangeMoved(**common, offset=step.number * unit)  # type: ignore[arg-type]


@st.composite
def plans(draw: st.DrawFn, *, longest: int, nudges: bool = True) -> Plan:
    """1 to 9 people, up to two items with shares of their own, steps up to `longest` units apart."""
    count = draw(st.integers(1, 9))
    place = st.integers(0, count - 1)
    weights = st.sampled_from([0, 1, 10, 33.3, 40, 60, 100])
    agreement = st.none() | st.tuples(
        st.dictionaries(place, weights, max_size=count), st.dictionaries(st.sampled_from(ROLES), weights, max_size=3)
    )
    agreements = draw(st.lists(agreement, min_size=1, max_size=3).map(tuple))
    whats: list[st.SearchStrategy[tuple[What, tuple[int, ...], int]]] = [
        st.tuples(st.just("floor"), place.map(lambda one: (one,)), st.just(0)),
        st.tuples(st.just("floor"), place.map(lambda one: (one,)), st.just(0)),
        st.tuples(st.just("floor"), st.lists(place, max_size=3, unique=True).map(tuple), st.just(0)),
        st.tuples(st.sampled_from(["several", "unsure", "confirm", "pause"]), st.just(()), st.just(0)),
        st.tuples(st.sampled_from(["leave", "join"]), place.map(lambda one: (one,)), st.just(0)),
    ]
    if len(agreements) > 1:
        whats.append(st.tuples(st.just("item"), st.just(()), st.integers(1, len(agreements) - 1)))
    if nudges:
        whats.append(st.tuples(st.just("nudge"), st.just(()), st.sampled_from([-5, 5])))
    step = st.builds(lambda wait, found: Step(wait, *found), st.integers(0, longest), st.one_of(whats))
    roles = draw(st.lists(st.sampled_from(ROLES), min_size=count, max_size=count).map(tuple))
    return Plan(roles, agreements, tuple(draw(st.lists(step, min_size=1, max_size=20))))


def ticks(plan: Plan, until: int) -> Iterator[tuple[tuple[int, ...], What, int, tuple[int, ...]]]:
    """Unit by unit, what each was like: who held the floor, how, the item (0: none), who was there. Pauses are left out."""
    holders: tuple[int, ...] = ()
    how: What = "floor"
    item, present, paused = 0, tuple(range(len(plan.roles))), False
    due = 0
    waiting = [(due := due + step.wait, step) for step in plan.steps]
    for tick in range(until + 1):
        while waiting and waiting[0][0] == tick:
            step = waiting.pop(0)[1]
            if step.what == "pause":
                paused = not paused
            elif step.what == "item":
                item = step.number
            elif step.what == "leave":
                present = tuple(one for one in present if one != step.people[0])
                holders = tuple(one for one in holders if one != step.people[0])
            elif step.what == "join":
                present = tuple({*present, *step.people})
            elif step.what in ("floor", "several", "unsure"):
                holders, how, paused = step.people, step.what, False
                present = tuple({*present, *step.people})
        if tick < until and not paused:
            yield holders, how, item, present
