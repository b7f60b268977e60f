"""Parts of an imported session: the names in the file, what is caught of it, the words, and what is remembered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

import msgspec

from mentortui.core.capture import Reader, caught
from mentortui.core.capture_values import Capture
from mentortui.core.cues import Transcript
from mentortui.core.heads import own_zone
from mentortui.core.naming import is_label
from mentortui.core.recording import Segment, bridged
from mentortui.core.records import FinishedSession, Member, Mentorship, Words
from mentortui.core.refused import Refused
from mentortui.core.text import storable
from mentortui.core.transcript import Placed
from mentortui.services.held_when import day_of
from mentortui.store.changing import Changing

replace = msgspec.structs.replace


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """A name of the file. `cues`: how many are theirs; `speaking`: microseconds in which they are heard."""

    name: str
    cues: int
    speaking: int


class _Person(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def named(placed: Placed) -> tuple[Named, ...]:
    """The names, in the order in which they are first heard."""
    segments: dict[str, list[Segment]] = {}
    for one in placed.segments:
        segments.setdefault(one.person, []).append(one)
    cues: dict[str, int] = {}
    for name in placed.names:
        if name:
            cues[name] = cues.get(name, 0) + 1
    return tuple(
        Named(
            name=name,
            cues=count,
            speaking=sum(one.end - one.start for one in bridged(sorted(segments.get(name, ())), 1)),
        )
        for name, count in cues.items()
    )


def reader_of(mentorship: Mentorship, people: Iterable[_Person], began: int, own_goals: tuple[str, ...]) -> Reader:
    """What a line that is promoted is read with: due dates count from the day of the session."""
    here, today = tuple((one.id, one.name) for one in people), day_of(began, own_zone(mentorship))
    return Reader(me=mentorship.me, people=here, goals=mentorship.goals, own_goals=own_goals, today=today)


def captures_of(
    promoted: Iterable[tuple[int, str]], reader: Reader, new_id: Callable[[], str]
) -> Mapping[int, Sequence[Capture]]:
    """What becomes of each line, by when it was said. Raises Refused where there is nothing in one, or it may not be kept so."""
    found: dict[int, list[Capture]] = {}
    for at, line in promoted:
        capture = caught(line, reader)
        if not (capture.text.strip() or capture.step.strip()):
            raise Refused("There is nothing in that line yet: write what it is.")
        found.setdefault(at, []).append(replace(capture, id=new_id()))
    return found


def words_of(transcript: Transcript, placed: Placed, by_name: Mapping[str, str], session: FinishedSession, wall: int) -> Words:
    """What was said, a line for each entry that has words."""
    lines = tuple(
        (start, by_name.get(name, ""), storable(cue.text.strip()))
        for cue, name, (start, _) in zip(transcript.cues, placed.names, placed.at, strict=True)
        if cue.text.strip()
    )
    return Words(id=session.id, created=wall, changed=wall, changed_by=session.me, lines=lines)


def remember(now: Changing, answers: Mapping[str, str], goals: Iterable[str], wall: int) -> None:
    """Whose a name is need not be asked again; goals that were named are known. Labels such as `Speaker 1` are forgotten."""
    before = now.mentorship()
    people = tuple(_heard(member, answers) for member in before.people)
    known = tuple(dict.fromkeys((*before.goals, *goals)))
    after = replace(before, people=people, goals=known)
    if after != before:
        now.mentorships.put(replace(after, changed=wall, changed_by=before.me))


def _heard(member: Member, answers: Mapping[str, str]) -> Member:
    """What was answered now takes the place of what was answered before."""
    given = {storable(name): who for name, who in answers.items() if not is_label(name)}
    kept = (name for name in member.heard_as if given.get(name, member.id) == member.id)
    new = (name for name, who in given.items() if who == member.id and name != member.name)
    return replace(member, heard_as=tuple(dict.fromkeys((*kept, *new))))
