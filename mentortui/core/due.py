"""What comes back by itself: a line that Home and Prepare show from a day on. What nobody uses makes none."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec

Where: TypeAlias = Literal["home", "prepare"]
MOST = 5


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """One line. Days are ISO dates of the user; an empty one has no bound."""

    rank: int
    """Which comes first: 10 dates, 20 promises, 30 what somebody waits for, 40 what is to look at again, 50 invitations."""
    text: str
    """`The charter was to be looked at again on Mon 3 Mar`: without the name of the other, which Home puts before it."""
    short: str = ""
    """The same in fewer words, for a narrow screen; empty: `text`, cut."""
    since: str = ""
    """The day it comes."""
    until: str = ""
    """The last day it is shown."""
    tab: str = ""
    """The tab of the Mentorship screen it opens."""
    record: str = ""
    """The id of the record that is marked there."""
    item: str = ""
    """The title of an agenda item that it makes on Prepare; empty: there it opens its tab."""
    where: tuple[Where, ...] = ("home", "prepare")


def due_on(dues: Iterable[Due], day: str, where: Where) -> tuple[Due, ...]:
    """Those shown there on that ISO day, the most useful first, and of one rank the one that has come first."""
    here = [
        one for one in dues if where in one.where and (not one.since or one.since <= day) and (not one.until or day <= one.until)
    ]
    return tuple(sorted(here, key=lambda one: (one.rank, one.since, one.text)))


def first_few(dues: Sequence[Due], most: int = MOST) -> tuple[Due, ...]:
    """At most so many, no more than two of one tab before those of the others."""
    ranked = sorted(enumerate(dues), key=lambda pair: (sum(one.tab == pair[1].tab for one in dues[: pair[0]]) // 2, pair[0]))
    return tuple(one for _, one in ranked[:most])
