"""What Home and the list of a mentorship's sessions show, in words, from the index and not from whole sessions."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Final

import msgspec

from mentortui.core.dates import DAYS, Unreadable, both_zones, place, show_date, zone
from mentortui.core.durations import HOUR, MINUTE, clock, minutes
from mentortui.core.text import fit
from mentortui.core.until import parse_until
from mentortui.core.words import SESSION_KINDS, ratio_words
from mentortui.services.clock import Clock
from mentortui.services.sessions import Sessions, Unfinished
from mentortui.store.errors import StoreError
from mentortui.store.heads import MentorshipHead, SessionHead
from mentortui.store.library import Library

OTHERS: Final = {"mentor": ("mentee", "mentees"), "mentee": ("mentor", "mentors"), "peer": ("peer", "peers")}
"""What the others are, by the user's part: one of them, several."""
NO_DATE: Final = "no next date yet"
MOST_PLACES: Final = 3
LONGEST_NAME: Final = 60
DAY: Final = 24 * HOUR


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A session under way, or one that was not finished."""

    id: str
    held: bool
    """Another program runs it."""
    words: str


class HomeRow(msgspec.Struct, frozen=True, kw_only=True):
    """A mentorship, in words."""

    slug: str
    names: str
    part: str
    """What the others are: `mentee`."""
    theirs: str
    """Their places and times now, `Nairobi 16:03`; empty where they share the user's zone."""
    next: str
    """The next date in the user's zone: `Thu 26 Nov 15:00`."""
    next_near: str
    """How far that is: `tomorrow`."""
    next_theirs: str
    """The same moment where they are: `17:00 Nairobi`."""
    sessions: str
    last: str
    waiting: Waiting | None = None


class HomeView(msgspec.Struct, frozen=True, kw_only=True):
    """Home. `trouble`: a sentence where not everything could be read."""

    now: str
    rows: tuple[HomeRow, ...]
    trouble: str = ""


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """A finished session, in words."""

    id: str
    number: str
    date: str
    time: str
    kind: str
    minutes: str
    shares: str
    """`41 : 59`, in the order of the people; empty where figures are not shown or nobody spoke."""


class SessionsView(msgspec.Struct, frozen=True, kw_only=True):
    """The finished sessions of a mentorship, newest first. `order`: whose shares they are, `Ada : Grace`."""

    now: str
    names: str
    theirs: str
    next: str
    order: str
    rows: tuple[SessionRow, ...]
    waiting: Waiting | None = None
    trouble: str = ""


EXAMPLE: Final = HomeRow(
    slug="",
    names="Grace Otieno",
    part="mentee",
    theirs="Nairobi 16:03",
    next="Thu 26 Nov 15:00",
    next_near="tomorrow",
    next_theirs="17:00 Nairobi",
    sessions="14 sessions",
    last="last Thu 12 Nov",
)
"""What a mentorship looks like, for a Home that has none."""


class Overview:
    """Asked again whenever its screen comes back; reads only what changed."""

    def __init__(self, library: Library, sessions: Sessions, clock: Clock, system_zone: str = "UTC") -> None:
        self._library = library
        self._sessions = sessions
        self._clock = clock
        self._system_zone = system_zone

    @property
    def test_clock(self) -> bool:
        """Whether time stands still, which the header says."""
        return self._clock.test

    def home(self) -> HomeView:
        """Every mentorship: first those with a session under way, then by next date, then by name. Never raises."""
        mine = self._zone()
        try:
            heads = [head for head in self._library.index().mentorships if not head.removed]
        except StoreError as error:
            return HomeView(now=self.now(), rows=(), trouble=str(error))
        waiting, trouble = self._waiting("")
        heads.sort(key=lambda head: _order(head, head.slug in waiting, self._clock.wall()))
        rows = tuple(self._row(head, mine, waiting.get(head.slug)) for head in heads)
        return HomeView(now=self.now(), rows=rows, trouble=trouble)

    def sessions(self, slug: str) -> SessionsView:
        """Those of one mentorship. Never raises: `trouble` says what could not be read."""
        try:
            head = next((head for head in self._library.index().mentorships if head.slug == slug), None)
            past = [one for one in self._library.session_heads(slug) if not one.removed]
        except StoreError as error:
            return SessionsView(now=self.now(), names=slug, theirs="", next="", order="", rows=(), trouble=str(error))
        if head is None:
            gone = f"{slug}: there is no such mentorship that can be read."
            return SessionsView(now=self.now(), names=slug, theirs="", next="", order="", rows=(), trouble=gone)
        waiting, trouble = self._waiting(slug)
        row = self._row(head, self._zone(), waiting.get(slug))
        ordered = tuple(_mine_first(head))
        return SessionsView(
            now=self.now(),
            names=row.names,
            theirs=row.theirs,
            next=" · ".join(part for part in (row.next, row.next_theirs) if part),
            order=" : ".join(fit(_first(head.names[person]), 12) for person in ordered) if head.show_figures else "",
            rows=tuple(self._session(one, ordered, head.show_figures) for one in reversed(past)),
            waiting=row.waiting,
            trouble=trouble,
        )

    def now(self) -> str:
        """`Wed 25 Nov 14:03 Berlin`."""
        zone_name = self._zone()
        local = _local(self._clock.wall(), zone_name)
        return f"{show_date(local.date(), local.date())} {local:%H:%M} {fit(place(zone_name), 24)}"

    def when(self, wall: int) -> str:
        """`14:03` today, `Tue 24 Nov 23:50` on another day, in the user's zone."""
        local, today = _local(wall, self._zone()), self._today()
        return f"{local:%H:%M}" if local.date() == today else f"{show_date(local.date(), today)} {local:%H:%M}"

    def until(self, words: str) -> int | None:
        """The hard end `words` name, in UTC microseconds; None for no words. Raises Refused."""
        return parse_until(words, self._clock.wall(), self._zone())

    def _zone(self) -> str:
        try:
            me = self._library.me()
        except StoreError:
            me = None
        name = me.zone if me is not None else self._system_zone
        try:
            zone(name)
        except Unreadable:
            return "UTC"
        return name

    def _today(self) -> date:
        return _local(self._clock.wall(), self._zone()).date()

    def _waiting(self, slug: str) -> tuple[dict[str, Waiting], str]:
        try:
            found = self._sessions.unfinished(slug)
        except StoreError as error:
            return {}, str(error)
        return {one.slug: self._waits(one) for one in reversed(found)}, ""

    def _waits(self, one: Unfinished) -> Waiting:
        if one.trouble:
            said = "a session that cannot be read"
        elif one.holder:
            said = f"under way since {self.when(one.began)}, in another mentortui"
        else:
            said = f"under way since {self.when(one.began)}, not finished"
        return Waiting(id=one.id, held=bool(one.holder), words=said)

    def _row(self, head: MentorshipHead, mine: str, waiting: Waiting | None) -> HomeRow:
        now, others = self._clock.wall(), [person for person in head.names if person != head.me]
        zones = list(dict.fromkeys(head.zones.get(person, mine) for person in others))
        today = _local(now, mine).date()
        local = _local(head.next_date, mine) if head.next_date is not None else None
        one, several = OTHERS[head.part]
        return HomeRow(
            slug=head.slug,
            names=", ".join(fit(head.names[person], LONGEST_NAME) for person in others) or "nobody else yet",
            part=one if len(others) == 1 else several,
            theirs=", ".join(_there(now, mine, zones)),
            next=f"{show_date(local.date(), today)} {local:%H:%M}" if local else "",
            next_near=_near(local.date(), today, (head.next_date or 0) < now) if local else "",
            next_theirs=", ".join(_meeting(head.next_date, mine, zones)) if head.next_date is not None else "",
            sessions=f"{head.sessions} session{'' if head.sessions == 1 else 's'}" if head.sessions else "no session yet",
            last=f"last {show_date(_local(head.last.began, mine).date(), today)}" if head.last else "",
            waiting=waiting,
        )

    def _session(self, head: SessionHead, ordered: tuple[str, ...], shown: bool) -> SessionRow:
        local, today = _local(head.began, self._zone()), self._today()
        kind = SESSION_KINDS.get(head.kind, head.kind)
        spoken = sum(head.floor.values())
        guests = [person for person, time in head.floor.items() if time and person not in ordered]
        shares = {person: Fraction(time, spoken) for person, time in head.floor.items()} if spoken else None
        return SessionRow(
            id=head.id,
            number=str(head.number),
            date=show_date(local.date(), today),
            time=f"{local:%H:%M}",
            kind=kind if head.title.casefold() in ("", kind) else f"{kind} · {head.title}",
            minutes=str(minutes(head.active)),
            shares=ratio_words(shares, (*ordered, *guests)) if shown and head.show_figures and shares else "",
        )


def away_words(us: int) -> str:
    """How long a program was away: `4:10`, `2 h 10 min`, `3 days`."""
    if us < HOUR:
        return clock(us)
    if us < 2 * DAY:
        hours, rest = divmod(us, HOUR)
        return f"{hours} h {rest // MINUTE} min" if rest >= MINUTE else f"{hours} h"
    return f"{us // DAY} days"


def _order(head: MentorshipHead, waits: bool, now: int) -> tuple[bool, bool, int, str]:
    ahead = head.next_date is not None
    return not waits, not ahead, head.next_date or 0, " ".join(head.names.values()).casefold()


def _mine_first(head: MentorshipHead) -> Iterable[str]:
    return sorted(head.names, key=lambda person: person != head.me)


def _first(name: str) -> str:
    return (name.split() or [""])[0]


def _local(wall: int, zone_name: str) -> datetime:
    try:
        return datetime.fromtimestamp(wall / 1_000_000, UTC).astimezone(zone(zone_name))
    except (Unreadable, OverflowError, OSError, ValueError):
        return datetime.fromtimestamp(0, UTC)


def _there(now: int, mine: str, zones: list[str]) -> Iterable[str]:
    for name in zones[:MOST_PLACES]:
        if name == mine or not _known(name):
            continue
        here, there = _local(now, mine), _local(now, name)
        day = f"{DAYS[there.weekday()]} " if there.date() != here.date() else ""
        yield f"{fit(place(name), 24)} {day}{there:%H:%M}"


def _meeting(wall: int, mine: str, zones: list[str]) -> Iterable[str]:
    for name in zones[:MOST_PLACES]:
        _, _, theirs = both_zones(_local(wall, "UTC"), mine, name).partition(" (")
        if theirs:
            yield theirs.removesuffix(")")


def _known(name: str) -> bool:
    try:
        zone(name)
    except Unreadable:
        return False
    return True


def _near(day: date, today: date, gone: bool) -> str:
    apart = (day - today).days
    if apart < 0:
        return "yesterday" if apart == -1 else f"{-apart} days ago"
    if gone:
        return "earlier today"
    return {0: "today", 1: "tomorrow"}.get(apart, f"in {apart} days")
