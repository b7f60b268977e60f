"""A recording as the keys of an ideal person: each change of who is heard is a change of the set of holders."""

from collections.abc import Iterable

from mentortui.core import events as e
from mentortui.core.people import Participant
from mentortui.formats.rttm import Segment


def changes(segments: Iterable[Segment]) -> list[tuple[int, tuple[str, ...]]]:
    """At which microsecond the set of those heard became what, in order; never the same twice running."""
    edges: dict[int, list[tuple[int, str]]] = {}
    for segment in segments:
        edges.setdefault(segment.start_us, []).append((1, segment.speaker))
        edges.setdefault(segment.end_us, []).append((-1, segment.speaker))
    heard: dict[str, int] = {}
    found: list[tuple[int, tuple[str, ...]]] = []
    for at in sorted(edges):
        for step, speaker in edges[at]:
            heard[speaker] = heard.get(speaker, 0) + step
        holders = tuple(sorted(speaker for speaker, count in heard.items() if count))
        if not found or found[-1][1] != holders:
            found.append((at, holders))
    return found


def events_of(segments: tuple[Segment, ...], speakers: tuple[str, ...]) -> list[e.AnyEvent]:
    """A session whose floor is exactly what was heard."""
    people = tuple(Participant(id=name, name=name, role="peer", key=key) for key, name in enumerate(speakers, 1))
    made: list[e.AnyEvent] = [e.SessionStarted(id="start", at=0, session="s", mentorship="m", me=speakers[0], people=people)]
    made += [
        e.FloorTaken(id=f"e{number}", at=at, by=speakers[0], holders=holders)
        for number, (at, holders) in enumerate(changes(segments))
    ]
    return made
