"""The sessions that were: as a list, and each of them whole. Reads, and changes nothing."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.commands import Refused
from mentortui.core.fold import fold
from mentortui.core.heads import own_zone
from mentortui.core.promises import open_promises
from mentortui.core.records import FinishedSession, Living, Mentorship, PrivateNote
from mentortui.core.text import fit
from mentortui.services.mentorships import Mentorships
from mentortui.store.errors import StoreError
from mentortui.store.heads import SessionHead
from mentortui.store.live import LiveInfo
from mentortui.store.store import Store

State: TypeAlias = Literal["finished", "live", "interrupted"]
"""`live`: a program runs it now; `interrupted`: its program ended, and it can be gone on with."""
LAST = "last"
_FEWEST = 4
"""Characters of an id that are shown at least."""


class Share(msgspec.Struct, frozen=True):
    """A person's share of all floor time and the agreed one, 0..1."""

    name: str
    share: Fraction
    agreed: Fraction


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A session's line in the list. `began`, `ended` UTC and `active`, all microseconds; None where it is not over."""

    id: str
    slug: str
    others: tuple[str, ...]
    number: int
    kind: str
    title: str
    state: State
    began: int
    ended: int | None = None
    active: int | None = None
    shares: tuple[Share, ...] = ()
    """The user first; empty where figures are not shown, or nobody spoke."""
    open: int = 0
    """Promises made in it that are still open, of both sides."""
    zone: str = "UTC"
    """The user's."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A finished session with all that belongs to it."""

    slug: str
    session: FinishedSession
    living: tuple[Living, ...]
    """Of the whole mentorship."""


class History:
    """Of one data folder. Everything may raise StoreError; what a mentorship's own files refuse is told in `store.notices`."""

    def __init__(self, store: Store, mentorships: Mentorships) -> None:
        self._store = store
        self._mentorships = mentorships

    def rows(self) -> tuple[Row, ...]:
        """Every session, those under way too, newest first."""
        found: list[Row] = []
        for mentorship in self._mentorships.all():
            try:
                found += self._rows(mentorship)
            except StoreError as error:
                self._store.notices.append(str(error))
        return tuple(sorted(found, key=lambda row: (row.began, row.number), reverse=True))

    def find(self, words: str) -> Found:
        """The session that is meant: the beginning of an id, `last`, or `grace/14` and `grace/last`. Raises Refused."""
        wanted = words.strip()
        who, slash, which = wanted.rpartition("/")
        if slash:
            mentorship = self._mentorships.find(who)
            return self._whole(mentorship.slug, self._of_one(mentorship, which.strip().casefold()))
        heads = [(one.slug, head) for one in self._mentorships.all() for head in self._heads(one.slug)]
        if not heads:
            raise Refused(self._mentorships.unread() or "No session is finished yet. mentortui starts one.")
        if wanted.casefold() == LAST:
            slug, head = max(heads, key=lambda pair: pair[1].began)
            return self._whole(slug, head.id)
        matches = [(slug, head) for slug, head in heads if wanted and head.id.startswith(wanted)]
        exact = [pair for pair in matches if pair[1].id == wanted]
        if len(exact or matches) == 1:
            slug, head = (exact or matches)[0]
            return self._whole(slug, head.id)
        if matches:
            named = ", ".join(head.id for _, head in matches[:6])
            raise Refused(f"“{fit(wanted, 30)}” may be {named}: write more of the id.")
        raise Refused(f"There is no session “{fit(wanted, 30)}”. mentortui list shows their ids; last and NAME/NUMBER work too.")

    def private(self, found: Found) -> tuple[PrivateNote, ...]:
        """The private notes of its mentorship."""
        return self._store.private_notes(found.slug)

    def hidden(self, found: Found) -> tuple[PrivateNote, ...]:
        """The same, to keep them out of what is shown; none where they cannot be read."""
        return self._store.readable_private_notes(found.slug)

    def _rows(self, mentorship: Mentorship) -> list[Row]:
        others = tuple(person.name for person in mentorship.people if person.id != mentorship.me)
        zone = own_zone(mentorship)
        living: dict[str, list[Living]] = {}
        for record in self._store.living(mentorship.slug):
            living.setdefault(record.session, []).append(record)
        rows = [
            Row(
                id=head.id,
                slug=mentorship.slug,
                others=others,
                number=head.number,
                kind=head.kind,
                title=head.title,
                state="finished",
                began=head.began,
                ended=head.ended,
                active=head.active,
                shares=_shares(mentorship, head),
                open=sum(open_promises(living.get(head.id, ())).values()),
                zone=zone,
            )
            for head in self._heads(mentorship.slug)
        ]
        stored = {row.id for row in rows}
        lives = [info for info in self._store.journals.of(mentorship.slug) if info.id not in stored]
        self._store.notices.extend(info.trouble for info in lives if info.trouble)
        under_way = (_live(info, others, zone) for info in lives)
        return rows + [row for row in under_way if row is not None]

    def _heads(self, slug: str) -> list[SessionHead]:
        return [head for head in self._store.session_heads(slug) if not head.removed]

    def _of_one(self, mentorship: Mentorship, which: str) -> str:
        heads = self._heads(mentorship.slug)
        who = ", ".join(person.name for person in mentorship.people if person.id != mentorship.me)
        if not heads:
            raise Refused(f"No session with {fit(who, 40)} is finished yet.")
        if which == LAST:
            return heads[-1].id
        numbered = [head for head in heads if which.isdecimal() and head.number == int(which[:9])]
        if not numbered:
            raise Refused(f"There is no session “{fit(which, 20)}” with {fit(who, 40)}; the last one is {heads[-1].number}.")
        return numbered[-1].id

    def _whole(self, slug: str, id: str) -> Found:
        return Found(
            slug=slug,
            session=self._store.session(slug, id),
            living=self._store.living(slug),
        )


def short_ids(rows: Sequence[Row]) -> dict[str, str]:
    """Of each id the beginning that no other shares, four characters at least."""
    ids = sorted(row.id for row in rows)
    found = {}
    for index, id in enumerate(ids):
        near = [_common(id, ids[other]) for other in (index - 1, index + 1) if 0 <= other < len(ids)]
        found[id] = id[: max(_FEWEST, *(length + 1 for length in near))] if near else id[:_FEWEST]
    return found


def _common(one: str, other: str) -> int:
    return next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _shares(mentorship: Mentorship, head: SessionHead) -> tuple[Share, ...]:
    talk, owed = sum(head.floor.values()), sum(head.expected.values())
    if not talk or not head.show_figures:
        return ()
    names = {person.id: person.name for person in mentorship.people}
    people = sorted(
        head.floor, key=lambda person: (person != mentorship.me, list(names).index(person) if person in names else 99)
    )
    return tuple(
        Share(names.get(person, "guest"), Fraction(head.floor[person], talk), Fraction(head.expected.get(person, 0), owed or 1))
        for person in people
    )


def _live(info: LiveInfo, others: tuple[str, ...], zone: str) -> Row | None:
    session = fold(info.content.events) if info.content else None
    if session is None:
        return None
    started = session.started
    return Row(
        id=info.id,
        slug=info.slug,
        others=others,
        number=started.number,
        kind=started.kind,
        title=started.title,
        state="live" if info.holder is not None else "interrupted",
        began=started.wall,
        zone=zone,
    )
