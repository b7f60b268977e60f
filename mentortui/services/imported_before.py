"""What earlier imports tell: which files are in the store already, and whose a name was."""

from collections.abc import Iterator

import msgspec

from mentortui.core.naming import GUEST, NOT_SAID
from mentortui.core.people import Participant
from mentortui.core.records import Mentorship, Origin
from mentortui.core.text import fit
from mentortui.core.words import session_called
from mentortui.store.store import Store


class Earlier(msgspec.Struct, frozen=True, kw_only=True):
    """Of a finished session, what is needed here."""

    id: str
    began: int
    number: int
    kind: str
    title: str = ""
    removed: bool = False
    people: tuple[Participant, ...] = ()
    origin: Origin | None = None


def earlier(store: Store, slug: str) -> Iterator[Earlier]:
    """The sessions of a mentorship that came from a transcript, or had one laid beside them. Raises StoreError."""
    for year in store.stamps(slug):
        if year not in ("record", "private"):
            for one in store.sessions_of(slug, year, Earlier):
                if one.origin is not None and not one.removed:
                    yield one


def same_file(store: Store, mentorship: Mentorship, digest: str) -> Earlier | None:
    """The session that has it. Raises StoreError."""
    found = store.sessions_naming(mentorship.slug, digest, Earlier)
    return next((one for one in found if not one.removed and one.origin is not None and one.origin.digest == digest), None)


def said_before(store: Store, slug: str) -> dict[str, str]:
    """Of names that belong to nobody of the mentorship what was answered: GUEST and their name, NOT_SAID; the last counts."""
    found: dict[str, str] = {}
    for one in sorted(earlier(store, slug), key=lambda one: one.began):
        guests = {person.id: person.name for person in one.people if person.role == "guest"}
        for person, names in (one.origin.names if one.origin is not None else {}).items():
            if person == NOT_SAID:
                found.update(dict.fromkeys(names, NOT_SAID))
            elif person in guests:
                found.update((name, GUEST + guests[person]) for name in names)
    return found


def guests_before(store: Store, slug: str) -> dict[str, str]:
    """The ids of the guests of those sessions, by name, so that somebody who comes again is the same."""
    return {
        person.name: person.id for one in earlier(store, slug) for person in one.people if person.role == "guest" and person.named
    }


def others_of(mentorship: Mentorship) -> str:
    """The other people by name, short."""
    return fit(", ".join(member.name for member in mentorship.people if member.id != mentorship.me) or "yourself", 40)


def told_already(file: str, one: Earlier, mentorship: Mentorship) -> str:
    """The sentence for it."""
    called = session_called(one.kind, one.number)
    return f"{file}: this file is in {called} with {others_of(mentorship)} already. Nothing was changed."
