"""Commands of who is in the call: guests, names, who leaves and comes back."""

from mentortui.core import events as e
from mentortui.core.commands_floor import on_key
from mentortui.core.people import MOST_PEOPLE, Participant
from mentortui.core.refused import Refused
from mentortui.core.session import Session
from mentortui.core.stamp import Stamp, fields

LONGEST_NAME = 200


def join(session: Session, person: Participant, stamp: Stamp) -> e.AnyEvent:
    """Someone comes into the call, for the first time or again."""
    taken = on_key(session, person.key)
    if taken is not None and taken.id != person.id:
        raise Refused(f"{person.key} is already {taken.name}'s.")
    return e.PersonJoined(**fields(stamp), person=person)


def arrive_or_leave(session: Session, person: str, stamp: Stamp) -> e.AnyEvent:
    """Who was here has left; who was not is here."""
    found = session.person(person)
    if found is None:
        raise Refused("Nobody of that name is in this session.")
    if person in session.present:
        if len(session.present) == 1:
            raise Refused(f"{found.name} is the last one here. q finishes the session.")
        return e.PersonLeft(**fields(stamp), person=person)
    return e.PersonJoined(**fields(stamp), person=found)


def add_guest(session: Session, name: str, id: str, stamp: Stamp) -> e.AnyEvent:
    """A guest with a name, on the lowest free number; holds no floor yet."""
    free = [key for key in range(1, MOST_PEOPLE + 1) if on_key(session, key) is None]
    if not free:
        raise Refused(f"All {MOST_PEOPLE} numbers are taken.")
    person = Participant(id=id, name=checked_name(name), role="guest", key=free[0])
    return e.PersonJoined(**fields(stamp), person=person)


def name_person(session: Session, person: str, name: str, stamp: Stamp) -> e.AnyEvent:
    """A guest gets a name, or a person another one; from then on they share the talk as agreed."""
    if session.person(person) is None:
        raise Refused("Nobody of that name is in this session.")
    return e.PersonNamed(**fields(stamp), person=person, name=checked_name(name))


def checked_name(name: str) -> str:
    """A name without spaces around it. Refused when empty or too long to show anywhere."""
    name = " ".join(name.split())
    if not name:
        raise Refused("A name needs at least one letter.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"A name has at most {LONGEST_NAME} letters; this one has {len(name):,}.")
    return name
