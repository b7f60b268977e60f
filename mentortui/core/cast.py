"""Who of a transcript is who in the session that becomes of it: people of the mentorship, guests, and those who are not said."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from mentortui.core.naming import GUEST, NOT_SAID
from mentortui.core.people import MOST_PEOPLE, Participant
from mentortui.core.recording import Heard, Segment, hear
from mentortui.core.records import Mentorship
from mentortui.core.sharing import in_order
from mentortui.core.text import storable
from mentortui.core.transcript import Placed

LONGEST_NAME = 80
"""Letters of a guest's name that are kept."""


class Cast(msgspec.Struct, frozen=True, kw_only=True):
    """The people of a session, and what is heard of each."""

    people: tuple[Participant, ...]
    """On their number keys: those of the mentorship on their own, guests on the free ones."""
    by_name: Mapping[str, str]
    """Each name of the file, and the id of who it is; empty: not said who."""
    heard: Heard
    """In their ids; those who found no number are not among the turns."""
    unnamed: tuple[Segment, ...]
    """Speech of several, or of somebody who is not said."""
    crowd: tuple[str, ...] = ()
    """Names of those for whom no number was free: they count as several, not said who."""
    unheard: tuple[str, ...] = ()
    """Ids of people of the mentorship who are not heard and taken as not there."""


def cast(
    placed: Placed,
    answers: Mapping[str, str],
    mentorship: Mentorship,
    new_id: Callable[[], str],
    *,
    guests: Mapping[str, str] | None = None,
    there: Iterable[str] = (),
) -> Cast:
    """`answers`: of each name whose it is: a person's id, GUEST, GUEST and another name, NOT_SAID; a name without an answer is a
    guest's. `guests`: ids of guests of earlier sessions by their names. `there`: people who were there and are not heard. Of two
    people both were there; of more, those who are heard, and the user."""
    members = {member.id: member for member in mentorship.people}
    meant = {name: _meant(name, answers.get(name, GUEST), members) for name in _names(placed)}
    heard = hear(
        Segment(one.start, one.end, meant[one.person]) if meant[one.person] else Segment(one.start, one.end, "")
        for one in placed.segments
    )
    floor: dict[str, int] = {}
    for turn in heard.turns:
        floor[turn.person] = floor.get(turn.person, 0) + turn.end - turn.start
    known = set(floor) | set(heard.spoken)
    always = {mentorship.me, *there} | (set(members) if len(members) == 2 else set())
    here = [id for id in members if id in known or id in always]
    guests_heard = dict.fromkeys(who for who in meant.values() if who.startswith(GUEST) and who in known)
    new = sorted(guests_heard, key=lambda who: -floor.get(who, 0))
    by_floor = sorted([*here, *new], key=lambda who: (who not in always, -floor.get(who, 0)))
    chosen, crowd = set(by_floor[:MOST_PEOPLE]), by_floor[MOST_PEOPLE:]
    keys = {member.id: key for key, member in enumerate(in_order(mentorship), 1)}
    people = [
        Participant(id=member.id, name=member.name, role=member.role, key=keys[member.id], zone=member.zone)
        for member in in_order(mentorship)
        if member.id in chosen
    ]
    free = [key for key in range(1, MOST_PEOPLE + 1) if key not in {person.key for person in people}]
    ids: dict[str, str] = {id: id for id in chosen}
    for who in [one for one in new if one in chosen]:
        name = who.removeprefix(GUEST)
        known_as = (guests or {}).get(name, "")
        ids[who] = known_as if known_as and known_as not in ids.values() else f"guest-{new_id()}"
        people.append(Participant(id=ids[who], name=name, role="guest", key=free.pop(0)))
    turns, lost = list[Segment](), list[Segment]()
    for turn in heard.turns:
        kept = turn.person in ids
        (turns if kept else lost).append(Segment(turn.start, turn.end, ids[turn.person] if kept else ""))
    return Cast(
        people=tuple(sorted(people, key=lambda person: person.key)),
        by_name={name: ids.get(who, NOT_SAID) for name, who in meant.items()},
        heard=Heard(
            turns=tuple(sorted(turns, key=lambda turn: (turn.start, turn.person))),
            spoken={ids[who]: _renamed(mine, ids[who]) for who, mine in heard.spoken.items() if who in ids},
            backchannels=_all_renamed(heard.backchannels, ids),
            dropped=heard.dropped,
        ),
        unnamed=(*placed.unnamed, *lost),
        crowd=tuple(name for name, who in meant.items() if who in crowd),
        unheard=tuple(id for id in members if id not in chosen and id not in crowd),
    )


def _names(placed: Placed) -> list[str]:
    return list(dict.fromkeys(name for name in placed.names if name))


def _meant(name: str, answer: str, members: Mapping[str, object]) -> str:
    """An id, `+` and a guest's name, or nothing."""
    if answer in members:
        return answer
    if answer == NOT_SAID:
        return ""
    called = answer.removeprefix(GUEST) if answer.startswith(GUEST) else ""
    return GUEST + storable(" ".join((called or name).split()))[:LONGEST_NAME]


def _renamed(segments: Sequence[Segment], id: str) -> tuple[Segment, ...]:
    return tuple(Segment(one.start, one.end, id) for one in segments)


def _all_renamed(segments: Iterable[Segment], ids: Mapping[str, str]) -> tuple[Segment, ...]:
    return tuple(Segment(one.start, one.end, ids[one.person]) for one in segments if one.person in ids)
