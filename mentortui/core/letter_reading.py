"""A reply as it was read, and what keeping it would do: shown before it is kept."""

import msgspec

from mentortui.core.letter_values import Letter
from mentortui.core.text import fit


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A reply, and what keeping it would do. `others`: whom it can be from, by id and name."""

    letter: Letter
    others: tuple[tuple[str, str], ...]
    person: str
    """Who it seems to be from; empty: that is to be chosen."""
    doubts: tuple[str, ...]
    """Why it may belong to another mentorship: to be confirmed before it is kept."""
    kept_from: tuple[str, ...]
    """Those from whom this very letter was kept already."""
    session: int
    """The number of the session its takeaways and its pulse are of; 0: none was held yet."""
    next: int
    """The number of the session its check-in is for."""
    opens: bool = False
    """The user's own pulse of that session is in: with this one all may be open."""
    rated: tuple[str, ...] = ()
    """Those whose pulse of that session is in, covered, and says something else: it would take that one's place."""
    open: bool = False
    """All have spoken, and it shows: a pulse that comes now goes to the note."""

    def doubts_of(self, person: str) -> tuple[str, ...]:
        """Those, and what it would replace where it is from that person: to be confirmed before it is kept."""
        if person not in self.rated:
            return self.doubts
        return (*self.doubts, f"{replaces_words(dict(self.others)[person], self.session)}: u brings the first back.")


def replaces_words(name: str, session: int) -> str:
    """That another pulse of that person is in. Nothing of what either says: both are covered."""
    return f"{fit(name, 24)}'s pulse of session {session} is in already; this letter's would take its place"
