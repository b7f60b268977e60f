"""However late something heard is told, the floor is as if it had been told at once; and no key loses to it."""

from hypothesis import given
from hypothesis import strategies as st

from mentortui.core import events as e
from mentortui.core.floor_rows import holdings_of
from mentortui.core.fold import Growing, fold
from mentortui.core.hearing_values import CHANNELS
from mentortui.core.session import Session
from tests.core.helpers import ADA, GRACE, LINUS, MINUTE, SECOND

TENTH = SECOND // 10
LATEST = 3 * SECOND
"""A lapse: nothing is told later."""
ENDED = 2 * MINUTE

floors = st.sampled_from([("ada",), ("grace",), ("ada", "grace"), ()])
moments = st.integers(0, 600).map(lambda at: at * TENTH)
heards = st.lists(
    st.tuples(moments, floors, st.integers(0, 30).map(lambda late: late * TENTH)), max_size=12, unique_by=lambda h: h[0]
)
keys = st.lists(st.tuples(moments.map(lambda at: at + 1), floors), max_size=8, unique_by=lambda key: key[0])
"""A microsecond off, so that no key is pressed at the very moment of a voice."""


def started(*people: object) -> list[e.AnyEvent]:
    begun = e.SessionStarted(id="start", at=0, by="ada", session="s", mentorship="m", me="ada", people=people or (ADA, GRACE))  # type: ignore[arg-type]
    return [begun, e.HearingChanged(id="hears", at=0, channels=CHANNELS)]


def heard_events(found: list[tuple[int, tuple[str, ...], int]], *, late: bool) -> list[e.AnyEvent]:
    """In the order in which they began, each told after the one before."""
    made: list[e.AnyEvent] = []
    told = 0
    for number, (began, holders, after) in enumerate(sorted(found)):
        told = max(told, began + after if late else began)
        made.append(e.FloorTaken(id=f"heard{number}", at=told, holders=holders, source="heard", began=began))
    return made


def folded(events: list[e.AnyEvent]) -> Session:
    made = fold([*started(), *sorted(events, key=lambda event: event.at), e.Finished(id="end", at=ENDED, by="ada")])
    assert made is not None
    return made


def key_events(found: list[tuple[int, tuple[str, ...]]]) -> list[e.AnyEvent]:
    return [e.FloorTaken(id=f"key{number}", at=at, by="ada", holders=holders) for number, (at, holders) in enumerate(found)]


@given(heards, keys)
def test_told_late_it_is_as_told_at_once(
    heard: list[tuple[int, tuple[str, ...], int]], pressed: list[tuple[int, tuple[str, ...]]]
) -> None:
    at_once = folded([*heard_events(heard, late=False), *key_events(pressed)])
    late = folded([*heard_events(heard, late=True), *key_events(pressed)])
    assert holdings_of(late.changes, ENDED) == holdings_of(at_once.changes, ENDED)
    assert holdings_of(late.heard, ENDED) == holdings_of(at_once.heard, ENDED)


@given(heards, keys)
def test_at_its_own_moment_a_key_has_the_floor(
    heard: list[tuple[int, tuple[str, ...], int]], pressed: list[tuple[int, tuple[str, ...]]]
) -> None:
    session = folded([*heard_events(heard, late=True), *key_events(pressed)])
    for at, holders in pressed:
        assert [part.floor.holders for part in session.parts(ENDED) if part.start <= at < part.end] == [holders]


@given(heards, keys)
def test_without_its_keys_a_session_is_what_was_heard(
    heard: list[tuple[int, tuple[str, ...], int]], pressed: list[tuple[int, tuple[str, ...]]]
) -> None:
    keyed = key_events(pressed)
    undone: list[e.AnyEvent] = [e.Undone(id=f"undo{event.id}", at=MINUTE + LATEST, by="ada", event=event.id) for event in keyed]
    session = folded([*heard_events(heard, late=True), *keyed, *undone])
    assert holdings_of(session.changes, ENDED) == holdings_of(session.heard, ENDED)


hows = st.sampled_from(["named", "others", "several", "rest", "unsure"])
three = st.lists(
    st.one_of(
        st.tuples(st.just("heard"), hows, floors, st.integers(0, 30)),
        st.tuples(st.just("key"), st.just("named"), st.sampled_from([("ada",), ("grace",), ("linus",), ()]), st.just(0)),
        st.tuples(st.sampled_from(["pause", "gap", "mend", "mute"]), st.just("named"), floors, st.integers(1, 30)),
    ),
    max_size=25,
)


@given(three, st.lists(st.integers(1, 40), min_size=25, max_size=25))
def test_of_several_all_adds_up_and_growing_is_folding(
    steps: list[tuple[str, e.How, tuple[str, ...], int]], waits: list[int]
) -> None:
    events = started(ADA, GRACE, LINUS)
    at = 0
    for number, ((what, how, holders, back), wait) in enumerate(zip(steps, waits, strict=False)):
        at += wait * TENTH
        began = max(0, at - back * TENTH)
        id = f"e{number}"
        match what:
            case "heard":
                who = holders if how == "named" else ()
                events.append(e.FloorTaken(id=id, at=at, holders=who, how=how, source="heard", began=began))
            case "key":
                events.append(e.FloorTaken(id=id, at=at, by="ada", holders=holders))
            case "pause":
                events += [e.Paused(id=id, at=at, by="ada"), e.Resumed(id=f"{id}r", at=at + SECOND, by="ada")]
                at += SECOND
            case "gap":
                events.append(e.GapFound(id=id, at=at, began=began))
            case "mend":
                events.append(e.StretchReassigned(id=id, at=at, by="ada", start=began, end=at, holders=holders))
            case _:
                channels = CHANNELS[: back % 3]
                events.append(e.HearingChanged(id=id, at=at, channels=channels, began=began, why="" if channels else "trouble"))
    session = fold(events)
    assert session is not None
    growing = Growing(events[:1])
    for event in events[1:]:
        grown = growing.add(event)
    assert (grown.changes, grown.heard, grown.hears) == (session.changes, session.heard, session.hears)
    order = [change.at for change in session.changes]
    assert order == sorted(order)
    assert [change.at for change in session.heard] == sorted(change.at for change in session.heard)
    parts = session.parts(at)
    assert sum(part.end - part.start for part in parts) == session.active(at)
