"""What a letter was understood as."""

import msgspec

from mentortui.core.records import FinishedSession, Roadblock

LONGEST = 1_100_000
"""Characters of a letter that are read; a longer one is kept as it is."""

_KEPT = "letter-"


def kept_id(digest: str, person: str) -> str:
    """Where the ids of all that a letter leaves begin: the same for the same words from the same person."""
    return f"{_KEPT}{digest[:20]}-{person}"


def is_from_letter(id: str) -> bool:
    """Whether that came by letter: no event of the session tells of it."""
    return id.startswith(_KEPT)


def with_letters(stored: FinishedSession | None, made: FinishedSession) -> FinishedSession:
    """What the events of a session make of it, with what letters have brought into it since."""
    brought = tuple(one for one in stored.caught if is_from_letter(one.capture.id)) if stored is not None else ()
    return msgspec.structs.replace(made, caught=(*made.caught, *brought)) if brought else made


class PulseRead(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody rated, 1 to 5; None: not said."""

    safety: int | None = None
    usefulness: int | None = None
    fairness: int | None = None

    @property
    def said(self) -> bool:
        """Anything at all."""
        return (self.safety, self.usefulness, self.fairness) != (None, None, None)


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """The last line of a letter of ours: for whom it was made, and about which session."""

    names: str
    session: int = 0
    after: bool = False
    """It was sent after that session; else before it."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A reply, sorted. `rest` is what was not understood, by paragraphs; `aside` what only surrounds a letter: greetings,
    signatures, the headers of mail, an answer that says there is nothing."""

    done: tuple[str, ...] = ()
    roadblocks: tuple[Roadblock, ...] = ()
    learned: tuple[str, ...] = ()
    bring: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    takeaways: tuple[str, ...] = ()
    pulse: PulseRead = PulseRead()
    pulse_words: tuple[str, ...] = ()
    """What the pulse was read from; as covered as the pulse itself."""
    rest: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    signed: str = ""
    """The name under it, as it was written."""
    identity: Identity | None = None
    digest: str = ""
    """The same for the same letter, whatever white space it came with."""
    too_long: bool = False
    """It was not read at all."""

    @property
    def understood(self) -> bool:
        """Anything that is filed besides a note."""
        found = (self.done, self.roadblocks, self.learned, self.bring, self.next, self.takeaways)
        return any(found) or self.pulse.said

    @property
    def checked_in(self) -> bool:
        """Anything of a check-in."""
        return any((self.done, self.roadblocks, self.learned, self.next))

    @property
    def empty(self) -> bool:
        """Nothing in it that could be kept."""
        return not (self.understood or self.rest)
