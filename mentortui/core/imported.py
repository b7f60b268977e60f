"""A session from a recording: the events that an ideal person at the keys would have made.

They go through the same fold as keyed ones, so that imported and keyed sessions compare. docs/fairness.md, From a recording to
turns.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from mentortui.core import events as e
from mentortui.core.capture_values import Capture
from mentortui.core.cues import Transcript
from mentortui.core.events import PROGRAM, Holding, How
from mentortui.core.pauses import Said, after_questions, ends_in_question
from mentortui.core.people import Agreement, Participant
from mentortui.core.recording import Heard, Segment
from mentortui.core.records import Recorded
from mentortui.core.transcript import Placed
from mentortui.core.turn_taking import median, onsets, response_gaps


class Occasion(msgspec.Struct, frozen=True, kw_only=True):
    """What a recording does not say of its session."""

    session: str
    mentorship: str
    me: str
    people: tuple[Participant, ...]
    began: int
    """UTC microseconds since 1970 at the recording's 0:00."""
    number: int
    kind: str = "regular"
    title: str = ""
    agreement: Agreement | None = None
    agreed_by: Literal["kind", "charter"] = "charter"
    show_figures: bool = True


def holdings(turns: Iterable[Segment], unnamed: Iterable[Segment] = (), unsure: Iterable[Segment] = ()) -> list[Holding]:
    """Each change of who holds the floor, from 0 on, never the same twice running. Where somebody named speaks, they hold it;
    else speech of somebody unnamed is *several, not said who*, and doubtful speech is unsure."""
    edges: dict[int, list[tuple[int, str, str]]] = {}
    for kind, segments in (("named", turns), ("several", unnamed), ("unsure", unsure)):
        for one in segments:
            edges.setdefault(one.start, []).append((1, one.person, kind))
            edges.setdefault(one.end, []).append((-1, one.person, kind))
    speaking: dict[str, int] = {}
    doubtful = {"several": 0, "unsure": 0}
    found: list[Holding] = [(0, (), "named")]
    for at in sorted(edges):
        for step, person, kind in edges[at]:
            if kind != "named":
                doubtful[kind] += step
            elif count := speaking.get(person, 0) + step:
                speaking[person] = count
            else:
                speaking.pop(person, None)
        holders = tuple(sorted(speaking)) if len(speaking) > 1 else tuple(speaking)
        how: How = "named"
        if not holders:
            how = "several" if doubtful["several"] else "unsure" if doubtful["unsure"] else "named"
        if found[-1][1:] != (holders, how):
            if found[-1][0] == at:
                found.pop()
            if not found or found[-1][1:] != (holders, how):
                found.append((at, holders, how))
    return found


def events_of(
    heard: Heard,
    occasion: Occasion,
    new_id: Callable[[], str],
    *,
    unnamed: Sequence[Segment] = (),
    unsure: Sequence[Segment] = (),
    end: int = 0,
    captures: Mapping[int, Sequence[Capture]] | None = None,
) -> list[e.AnyEvent]:
    """The log of a session whose floor is exactly what was heard, finished. `heard` has ids of people; `end`: the last moment the
    file tells of; `captures`: what was promoted, by the moment it was said. Times are microseconds of the recording."""
    made: list[e.AnyEvent] = [
        e.SessionStarted(
            id=new_id(),
            at=0,
            wall=occasion.began,
            by=occasion.me,
            session=occasion.session,
            mentorship=occasion.mentorship,
            me=occasion.me,
            people=occasion.people,
            number=occasion.number,
            kind=occasion.kind,
            title=occasion.title,
            agreement=occasion.agreement,
            agreed_by=occasion.agreed_by,
            show_figures=occasion.show_figures,
        )
    ]
    for at, holders, how in holdings(heard.turns, unnamed, unsure):
        wall = occasion.began + at
        made.append(e.FloorTaken(id=new_id(), at=at, wall=wall, by=PROGRAM, holders=holders, how=how, source="transcript"))
    for at, caught in (captures or {}).items():
        made += [e.CaptureRecorded(id=new_id(), at=at, wall=occasion.began + at, by=occasion.me, capture=one) for one in caught]
    made.sort(key=lambda event: event.at)
    last = max(end, made[-1].at)
    made.append(e.Finished(id=new_id(), at=last, wall=occasion.began + last, by=occasion.me))
    return made


def recorded(heard: Heard, people: Iterable[str], transcript: Transcript, placed: Placed, by_name: Mapping[str, str]) -> Recorded:
    """What only a recording can tell of these people. Onsets and response gaps are of speech, finer than a tenth of a second, not
    of captions; pauses after questions need words, and ends that stand in the file. `by_name`: ids by the names of the file."""
    counts = placed.counts
    begun = onsets(heard.turns, heard.spoken) if transcript.exact else []
    gaps = response_gaps(heard.turns) if transcript.exact else []
    pairs, first = Counter((one.by, one.over) for one in begun), Counter((one.by, one.over) for one in begun if one.took_floor)
    middle = median(gaps)
    said = [
        Said(by_name.get(name, ""), start, end, cue.asks or ends_in_question(cue.text))
        for cue, name, (start, end) in zip(transcript.cues, placed.names, placed.at, strict=True)
        if name and end > start
    ]
    asked = after_questions(heard.turns, said)
    worded = transcript.kind != "text" and any(cue.words for cue in transcript.cues)
    return Recorded(
        speaking={person: heard.speaking(person) for person in people},
        backchannels=dict(Counter(one.person for one in heard.backchannels)),
        onsets=tuple((by, over, count, first[by, over]) for (by, over), count in sorted(pairs.items())),
        gaps=len(gaps),
        gap=None if middle is None else round(middle),
        questions=asked.questions if worded else None,
        pauses=asked.lengths if worded else (),
        carried=counts.carried,
        estimated=counts.estimated,
        unnamed=counts.unnamed + counts.unsure,
    )
