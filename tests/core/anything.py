"""Random sessions for property tests: any order of events, also such as no person could press."""

from hypothesis import strategies as st

from mentortui.core import events as e
from mentortui.core.capture import Capture
from mentortui.core.people import Agreement, Participant

SECOND = 1_000_000
IDS = tuple(f"p{number}" for number in range(1, 10))
ITEMS = ("a", "b", "c", "new")


def people(count: int) -> tuple[Participant, ...]:
    roles = ("mentor", "mentee", "peer")
    return tuple(
        Participant(id=id, name=id.upper(), role=roles[number % 3], key=number + 1)  # type: ignore[arg-type]
        for number, id in enumerate(IDS[:count])
    )


weights = st.sampled_from([0, 1, 10, 33.3, 40, 50, 60, 100])
agreements = st.none() | st.builds(
    Agreement,
    persons=st.dictionaries(st.sampled_from(IDS), weights, max_size=4),
    roles=st.dictionaries(st.sampled_from(["mentor", "mentee", "peer"]), weights, max_size=3),
)
items = st.builds(
    e.Item,
    id=st.sampled_from(ITEMS),
    title=st.just("Item"),
    minutes=st.none() | st.integers(1, 60),
    agreement=agreements,
    quiet=st.booleans(),
)


def _started(count: int) -> st.SearchStrategy[e.SessionStarted]:
    return st.builds(
        e.SessionStarted,
        id=st.just("start"),
        at=st.just(0),
        by=st.just("p1"),
        session=st.just("s"),
        mentorship=st.just("m"),
        me=st.just("p1"),
        people=st.just(people(count)),
        present=st.lists(st.sampled_from(IDS[:count]), unique=True).map(tuple),
        items=st.lists(items, max_size=3, unique_by=lambda item: item.id).map(tuple),
        planned_minutes=st.none() | st.integers(1, 90),
        hard_end=st.none() | st.integers(1, 4_000 * SECOND),
        agreement=agreements,
    )


def _common(number: int, at: int, by: str) -> dict[str, object]:
    return {"id": f"e{number}", "at": at, "wall": at, "by": by}


holders = st.lists(st.sampled_from(IDS), max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
names = st.sampled_from(IDS)
times = st.integers(0, 1500 * SECOND)
known_events = st.integers(1, 40).map(lambda number: f"e{number}")
steps = st.sampled_from([0, 1, SECOND, 4 * SECOND, 30 * SECOND, 200 * SECOND])
floors = st.fixed_dictionaries(
    {"holders": holders, "how": st.sampled_from(["named", "named", "named", "several", "unsure"]), "began": st.none() | times}
)
heard_floors = st.fixed_dictionaries(
    {
        "holders": holders,
        "how": st.sampled_from(["named", "named", "others", "rest", "several"]),
        "began": st.none() | times,
        "source": st.just("heard"),
    }
)
channels = st.sampled_from([(), ("microphone",), ("call",), ("microphone", "call")])
captures = st.builds(Capture, id=st.sampled_from(["c1", "c2"]), text=st.text(max_size=5))
bodies = st.one_of(
    st.tuples(st.just(e.FloorTaken), floors),
    st.tuples(st.just(e.FloorTaken), st.fixed_dictionaries({"holders": names.map(lambda name: (name,))})),
    st.tuples(st.just(e.FloorTaken), heard_floors),
    st.tuples(
        st.just(e.HearingChanged),
        st.fixed_dictionaries({"channels": channels, "began": st.none() | times, "why": st.sampled_from(["", "off", "trouble"])}),
    ),
    st.tuples(st.sampled_from([e.FloorConfirmed, e.Paused, e.Resumed]), st.just({})),
    st.tuples(st.just(e.ChangeMoved), st.fixed_dictionaries({"offset": st.sampled_from([-5 * SECOND, 5 * SECOND, 10**12])})),
    st.tuples(st.just(e.ChangeBegan), st.fixed_dictionaries({"began": times})),
    st.tuples(
        st.just(e.StretchReassigned),
        st.fixed_dictionaries(
            {"start": times, "end": times, "holders": holders, "how": st.sampled_from(["named", "several", "unsure"])}
        ),
    ),
    st.tuples(
        st.just(e.RecordingTaken),
        st.fixed_dictionaries(
            {
                "start": times,
                "end": times,
                "held": st.lists(st.tuples(times, holders, st.sampled_from(["named", "several", "unsure"])), max_size=4).map(
                    tuple
                ),
            }
        ),
    ),
    st.tuples(st.just(e.TurnSplit), st.fixed_dictionaries({"split": times})),
    st.tuples(st.just(e.BoundaryMoved), st.fixed_dictionaries({"boundary": times, "to": times})),
    st.tuples(st.just(e.GapFound), st.fixed_dictionaries({"began": times})),
    st.tuples(st.just(e.GapAnswered), st.fixed_dictionaries({"gap": known_events, "holders": holders, "counted": st.booleans()})),
    st.tuples(st.just(e.StillAsked), st.fixed_dictionaries({"holders": holders})),
    st.tuples(
        st.just(e.ItemStarted),
        st.fixed_dictionaries({"item": st.sampled_from(ITEMS), "leaving": st.sampled_from(["finished", "open"])}),
    ),
    st.tuples(
        st.sampled_from([e.ItemFinished, e.ItemLeftOpen, e.ItemReopened, e.ItemRemoved]),
        st.fixed_dictionaries({"item": st.sampled_from(ITEMS)}),
    ),
    st.tuples(
        st.just(e.ItemAdded), st.fixed_dictionaries({"item": items, "before": st.sampled_from(ITEMS), "start": st.booleans()})
    ),
    st.tuples(
        st.just(e.ItemMoved), st.fixed_dictionaries({"item": st.sampled_from(ITEMS), "before": st.sampled_from(("", *ITEMS))})
    ),
    st.tuples(st.just(e.ItemEdited), st.fixed_dictionaries({"item": items})),
    st.tuples(st.just(e.PersonLeft), st.fixed_dictionaries({"person": names})),
    st.tuples(
        st.just(e.PersonJoined),
        st.fixed_dictionaries(
            {"person": st.builds(Participant, id=names, name=names, role=st.just("guest"), key=st.integers(1, 9))}
        ),
    ),
    st.tuples(st.just(e.PersonNamed), st.fixed_dictionaries({"person": names, "name": st.text(max_size=5)})),
    st.tuples(st.sampled_from([e.CaptureRecorded, e.CaptureEdited]), st.fixed_dictionaries({"capture": captures})),
    st.tuples(st.just(e.CaptureRemoved), st.fixed_dictionaries({"capture": st.sampled_from(["c1", "c2"])})),
    st.tuples(
        st.just(e.PromptShown),
        st.fixed_dictionaries(
            {"person": names, "percent": st.none() | st.integers(0, 100), "prompt": st.sampled_from(["share", "turn"])}
        ),
    ),
    st.tuples(st.just(e.PromptWithheld), st.fixed_dictionaries({"person": names, "why": st.sampled_from(["silenced", "busy"])})),
    st.tuples(st.just(e.PromptSentAway), st.fixed_dictionaries({"prompt": known_events})),
    st.tuples(st.just(e.PromptsSilenced), st.fixed_dictionaries({"silenced": st.booleans()})),
    st.tuples(st.just(e.NextDateAgreed), st.fixed_dictionaries({"starts": st.none() | times})),
    st.tuples(st.just(e.EndSet), st.fixed_dictionaries({"hard_end": st.none() | times})),
    st.tuples(
        st.just(e.SharesEntered),
        st.fixed_dictionaries({"shares": st.dictionaries(names, st.sampled_from([0, 1, 40, 33.3, -5]), max_size=4)}),
    ),
    st.tuples(st.just(e.Finished), st.fixed_dictionaries({"ended": st.none() | times})),
    st.tuples(st.sampled_from([e.Undone, e.Redone]), st.fixed_dictionaries({"event": known_events})),
)


@st.composite
def journals(draw: st.DrawFn, *, finishing: bool = True, most: int = 30) -> list[e.AnyEvent]:
    """Events in order of time."""
    made: list[e.AnyEvent] = [draw(_started(draw(st.integers(1, 9))))]
    at = 0
    for number, (kind, body) in enumerate(draw(st.lists(bodies, max_size=most)), 1):
        at += draw(steps)
        if kind is e.Finished and not finishing:
            continue
        by = (
            e.PROGRAM
            if kind in (e.GapFound, e.StillAsked, e.PromptShown, e.PromptWithheld, e.HearingChanged) or "source" in body
            else draw(st.sampled_from(["p1", "p1", "p1", e.PROGRAM]))
        )
        made.append(kind(**_common(number, at, by), **body))  # type: ignore[arg-type]
    return made


def end_of(events: list[e.AnyEvent]) -> int:
    """A moment after the last of them."""
    return events[-1].at + 7 * SECOND
