"""Letters that are put aside: each under a name of its own, so that a new one never takes an older one's place."""

from itertools import count

from mentortui.services.drafts import Kept

FIRST = "letter"


def waiting(drafts: Kept) -> str:
    """The name of a letter that was put aside; empty where there is none. Those kept since leave gaps of at most a few."""
    return next((name for name in (_name(place) for place in range(_most(drafts))) if drafts.get(name)), "")


def name_for(drafts: Kept, text: str) -> str:
    """Where this letter is, if it was put aside before; else a free name."""
    free = ""
    for place in range(_most(drafts)):
        kept = drafts.get(_name(place))
        if kept == text:
            return _name(place)
        free = free or ("" if kept else _name(place))
    return free or next(name for name in map(_name, count()) if not drafts.get(name))


def _most(drafts: Kept) -> int:
    """The places that may be taken: one more than there were letters in a row, and a few for those that went."""
    return next(place for place in count() if not any(drafts.get(_name(place + n)) for n in range(8)))


def _name(place: int) -> str:
    return FIRST if not place else f"{FIRST} {place + 1}"
