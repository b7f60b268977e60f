"""Commands of the floor: who has it, since when, whose a gap was, and a pause."""

from mentortui.core import events as e
from mentortui.core.floor import last_keyed, turns
from mentortui.core.people import MOST_PEOPLE, Participant
from mentortui.core.refused import Refused
from mentortui.core.session import Session
from mentortui.core.stamp import Stamp, fields, must_run

GUEST_WITHIN = 3_000_000
"""An unused number pressed again within this starts a guest."""


def on_key(session: Session, key: int) -> Participant | None:
    """Whose number key that is."""
    return next((person for person in session.people if person.key == key), None)


def give_floor(session: Session, person: str, stamp: Stamp) -> e.AnyEvent:
    """To one person. The holder's own key says: still speaking; while paused it resumes."""
    must_run(session)
    if session.person(person) is None:
        raise Refused("Nobody of that name is in this session.")
    if session.floor.holders == (person,) and not session.paused:
        return e.FloorConfirmed(**fields(stamp))
    return e.FloorTaken(**fields(stamp), holders=(person,))


def give_to_key(session: Session, key: int, stamp: Stamp) -> e.AnyEvent:
    """To the person on a number key, 1..9; 0 is nobody. Refused where nobody is on it."""
    if key == 0:
        return take_from_all(session, stamp)
    person = on_key(session, key)
    if person is None:
        must_run(session)
        raise Refused(f"Nobody is on {key}.", keys=f"Press {key} again now for a guest, v to see who is here.")
    return give_floor(session, person.id, stamp)


def take_from_all(session: Session, stamp: Stamp) -> e.AnyEvent:
    """Nobody has the floor."""
    must_run(session)
    if session.floor.nobody and not session.paused:
        raise Refused("Nobody has the floor already.")
    return e.FloorTaken(**fields(stamp))


def give_to_several(session: Session, stamp: Stamp) -> e.AnyEvent:
    """With two people present both have it; with more it is not said who."""
    must_run(session)
    if len(session.present) < 2:
        raise Refused("One person alone cannot speak at once with others.", keys="v: who is here.")
    if len(session.present) == 2:
        return e.FloorTaken(**fields(stamp), holders=tuple(sorted(session.present)))
    return e.FloorTaken(**fields(stamp), how="several")


def give_to_other(session: Session, stamp: Stamp) -> e.AnyEvent:
    """With two people: to the one who has not the floor. Refused with more: then a number says who."""
    must_run(session)
    if len(session.present) != 2:
        raise Refused("More than two are here:", keys="press the number of who speaks, 0 nobody, b several.")
    first, second = session.present
    last = next((c.floor.holders[0] for c in reversed(session.changes) if len(c.floor.holders) == 1), session.me)
    return give_floor(session, second if last == first else first, stamp)


def can_choose_other(session: Session) -> bool:
    """Whether "the other" is one person, so that one key is enough."""
    return len(session.present) == 2


def start_guest(session: Session, key: int, pressed_at: int, join: Stamp, take: Stamp) -> tuple[e.AnyEvent, e.AnyEvent]:
    """A guest on an unused number, who has the floor since it was first pressed."""
    must_run(session)
    if len(session.people) >= MOST_PEOPLE:
        raise Refused(f"All {MOST_PEOPLE} numbers are taken.")
    guest = Participant(id=f"guest-{join.id}", name=f"Guest {key}", role="guest", key=key, named=False)
    return (
        e.PersonJoined(**fields(join), person=guest),
        e.FloorTaken(**fields(take), holders=(guest.id,), began=pressed_at),
    )


def pause_or_resume(session: Session, stamp: Stamp) -> e.AnyEvent:
    """Pause; or resume, which gives the floor back to who held it."""
    must_run(session)
    return e.Resumed(**fields(stamp)) if session.paused else e.Paused(**fields(stamp))


def nudge(session: Session, seconds: int, stamp: Stamp) -> e.AnyEvent:
    """The last change of floor was so many seconds later; negative: earlier."""
    _keyed_change(session)
    return e.ChangeMoved(**fields(stamp), offset=seconds * 1_000_000)


def begin_at(session: Session, at: int, stamp: Stamp) -> e.AnyEvent:
    """The last change of floor was at `at` of the session clock."""
    _keyed_change(session)
    return e.ChangeBegan(**fields(stamp), began=at)


def what_moves(session: Session, at: int) -> tuple[str, int, int]:
    """Before `begin_at`: whose the last keyed change is, and the active time at which it began and would begin."""
    index = _keyed_change(session)
    change = session.changes[index]
    who = change.floor.holders[0] if len(change.floor.holders) == 1 else ("+" if change.floor.several else "")
    return who, change.at, session.active(at)


def turns_given_way(session: Session, at: int) -> int:
    """Before `begin_at`: how many turns would give way to the last keyed change. Silence and what the program was not sure of
    are nobody's turns."""
    change, will = session.changes[_keyed_change(session)], session.active(at)
    return sum(
        will <= turn.start and (turn.end < change.at or (turn.end == change.at and turn.person not in change.floor.holders))
        for turn in turns(session.parts(session.last_at))
    )


def answer_gap(session: Session, gap: str, holders: tuple[str, ...], counted: bool, stamp: Stamp) -> e.AnyEvent:
    """The gap was these people's (none: nobody's), or, not counted, outside the session."""
    if all(found.id != gap for found in session.gaps):
        raise Refused("There is no such gap.")
    return e.GapAnswered(**fields(stamp), gap=gap, holders=holders, counted=counted)


def _keyed_change(session: Session) -> int:
    must_run(session)
    index = last_keyed(session.changes)
    if index is None:
        raise Refused("No key has given the floor yet: there is nothing to move.")
    return index
