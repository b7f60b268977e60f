"""A transcript beside a session that was timed by hand: how far they agree, and its turns taken over, whole or in part."""

from collections.abc import Callable, Mapping

import msgspec

from mentortui.core import imported
from mentortui.core.beside import Beside, lay_beside
from mentortui.core.naming import NOT_SAID, Proposal, propose
from mentortui.core.recording import Heard, Segment, hear
from mentortui.core.records import FinishedSession, Member, Origin, TurnRow
from mentortui.core.refused import Refused
from mentortui.core.restored import again, has_turns, restored
from mentortui.core.text import storable
from mentortui.core.words import session_called
from mentortui.services.clock import Clock
from mentortui.services.imported_before import said_before, same_file, told_already
from mentortui.services.imported_parts import remember
from mentortui.services.importing import Already, Draft
from mentortui.services.stored_timeline import StoredTimeline
from mentortui.store.changing import Changing
from mentortui.store.store import Store

replace = msgspec.structs.replace


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """A file laid beside a session; nothing is stored yet."""

    draft: Draft
    slug: str
    session: FinishedSession
    answers: Mapping[str, str]
    by_name: Mapping[str, str]
    """Each name of the file, and the id of who it is in the session; empty: not said who."""
    heard: Heard
    beside: Beside


class LayingBeside:
    """Of one data folder. Everything may raise StoreError; then nothing was stored."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str]) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id

    def people(self, slug: str, session_id: str) -> tuple[tuple[str, str], ...]:
        """Ids and names of those one may choose from: who was there."""
        return tuple((person.id, person.name) for person in self._store.session(slug, session_id).people)

    def by_hand(self, slug: str, session_id: str) -> bool:
        """Whether a file can be laid beside that session: it has turns, and was not made of a transcript itself."""
        session = self._store.session(slug, session_id)
        return has_turns(session) and (session.origin is None or not _imported(session))

    def proposals(self, draft: Draft, slug: str, session_id: str) -> tuple[Proposal, ...]:
        """Whose each name may be, in the order of `draft.names`; those that are not `sure` are to be asked about."""
        heard_as = {member.id: member.heard_as for member in self._store.mentorship(slug).people}
        people = [
            Member(id=one.id, name=one.name, role=one.role, heard_as=heard_as.get(one.id, ()))
            for one in self._store.session(slug, session_id).people
        ]
        known = {name: who for name, who in said_before(self._store, slug).items() if who == NOT_SAID}
        return propose([one.name for one in draft.names], people, known)

    def compare(self, draft: Draft, slug: str, session_id: str, answers: Mapping[str, str]) -> Compared:
        """Both on the session's time, and the figures. `answers`: of each name the id of somebody who was there; another answer,
        or none, is somebody who is not said. Raises Already, and Refused where nobody's time was kept in the session."""
        session = self._store.session(slug, session_id)
        self._already(draft, slug, session_id)
        if not has_turns(session):
            raise Refused(f"{draft.file}: that session has no turns to lay it beside. Import it as a session of its own.")
        if session.origin is not None and _imported(session):
            if session.origin.digest == draft.read.digest:
                called = session_called(session.kind, session.number)
                raise Already(f"{draft.file}: {called} was made from this very file. Nothing was changed.", slug, session_id)
            raise Refused(
                f"{draft.file}: that session came from {session.origin.file} itself. Choose one that was timed by hand."
            )
        here = {person.id for person in session.people}
        by_name = {one.name: answers.get(one.name, NOT_SAID) for one in draft.names}
        by_name = {name: who if who in here else NOT_SAID for name, who in by_name.items()}
        heard = hear(Segment(one.start, one.end, by_name[one.person]) for one in draft.placed.segments)
        known = tuple(turn for turn in heard.turns if turn.person)
        others = [turn for turn in heard.turns if not turn.person]
        heard = Heard(
            turns=known,
            spoken={who: mine for who, mine in heard.spoken.items() if who},
            backchannels=tuple(one for one in heard.backchannels if one.person),
            dropped=heard.dropped,
        )
        # Beside those that were taken over before it would agree whole: what is compared are the keys.
        timed = replace(session, turns=session.keyed, keyed=()) if session.keyed else session
        try:
            beside = lay_beside(timed, known, [*draft.placed.unnamed, *others], draft.placed.unsure)
        except Refused as error:
            raise Refused(f"{draft.file}: {error}.") from error
        return Compared(
            draft=draft,
            slug=slug,
            session=session,
            answers=dict(answers),
            by_name=by_name,
            heard=heard,
            beside=beside,
        )

    def keep(self, compared: Compared) -> FinishedSession:
        """Stores that the file lies beside the session, how far they agree and what only a recording can tell; no turn of the
        session is changed. The session as it is stored."""
        with self._store.changing(compared.slug) as now:
            return self._keep(now, compared)

    def timeline(self, slug: str, session_id: str) -> StoredTimeline:
        """To take turns over with (`take_over(compared.beside.held, start, end)`), undo that, and save. Raises StoreError."""
        return StoredTimeline(self._store, self._clock, self._new_id, slug, session_id)

    def take_over(self, compared: Compared) -> FinishedSession:
        """All turns of the recording take the place of the keyed ones, which are kept; the session as it is stored."""
        timeline = self.timeline(compared.slug, compared.session.id)
        with self._store.changing(compared.slug) as now:
            self._keep(now, compared)
            timeline.take_over(compared.beside.held, 0, timeline.session.active(timeline.now))
            timeline.save()
            return self._stored(now, compared)

    def settle(self, compared: Compared) -> FinishedSession:
        """Only where it was not known who had the floor, it is as the recording has it: one of the others,
        or nobody. The session as it is stored; its turns of before are kept. Raises Refused where all was known."""
        timeline = self.timeline(compared.slug, compared.session.id)
        with self._store.changing(compared.slug) as now:
            self._keep(now, compared)
            timeline.settle(compared.beside.held)
            timeline.save()
            return self._stored(now, compared)

    def mended_since(self, slug: str, session_id: str) -> bool:
        """Whether turns were mended once those of a recording had been taken over: giving back drops that."""
        stored = self._store.session(slug, session_id)
        if not (stored.keyed and stored.mended):
            return False
        before = [row for row in stored.keyed if row[3] == "mended"]
        now = [row for row in stored.turns if row[3] == "mended"]
        # One that was mended before may have been cut by what was taken over.
        return not before or any(not any(_inside(row, other) for other in before) for row in now)

    def give_back(self, slug: str, session_id: str) -> FinishedSession:
        """The keyed turns are those of the session again, whatever was mended since. Raises Refused where none were kept."""
        began = self._store.session(slug, session_id).began
        with self._store.changing(slug) as now:
            table = now.sessions(began)
            stored = table.get(session_id)
            if stored is None or not stored.keyed:
                raise Refused("There are no keyed turns to give back: none were taken over.")
            before = replace(stored, turns=stored.keyed, keyed=())
            made = again(before, restored(before))
            made = replace(made, changed=self._clock.wall(), changed_by=stored.me)
            table.put(made)
            return made

    def stored(self, compared: Compared) -> FinishedSession:
        """The session as it is stored now."""
        return self._store.session(compared.slug, compared.session.id)

    def _already(self, draft: Draft, slug: str, session_id: str) -> None:
        """The same file may be laid beside the same session again: to look, and to take its turns over after all."""
        for mentorship in self._store.mentorships():
            found = None if mentorship.removed else same_file(self._store, mentorship, draft.read.digest)
            if found is not None and (mentorship.slug, found.id) != (slug, session_id):
                raise Already(told_already(draft.file, found, mentorship), mentorship.slug, found.id)

    def _keep(self, now: Changing, compared: Compared) -> FinishedSession:
        session, draft, wall = compared.session, compared.draft, self._clock.wall()
        stored = self._stored(now, compared)
        names = dict[str, tuple[str, ...]]()
        for name, person in compared.by_name.items():
            names[person] = (*names.get(person, ()), storable(name))
        transcript = draft.read.transcript
        told = imported.recorded(
            compared.heard, [person.id for person in session.people], transcript, draft.placed, compared.by_name
        )
        made = replace(
            stored,
            origin=Origin(file=draft.file, format=transcript.format, digest=draft.read.digest, names=names),
            recorded=replace(told, agrees=str(compared.beside.figures.time)),
        )
        if made != stored:
            now.sessions(session.began).put(replace(made, changed=wall, changed_by=session.me))
        members = {member.id for member in now.mentorship().people}
        remember(now, {name: who for name, who in compared.answers.items() if who in members}, (), wall)
        return made

    def _stored(self, now: Changing, compared: Compared) -> FinishedSession:
        return now.sessions(compared.session.began).get(compared.session.id) or compared.session


def _inside(row: TurnRow, other: TurnRow) -> bool:
    return row[0] == other[0] and other[1] <= row[1] and row[2] <= other[2]


def _imported(session: FinishedSession) -> bool:
    """Whether it was made of a transcript, mended since or not; one that lies beside another's keys says how far both agree."""
    return session.recorded is None or not session.recorded.agrees
