"""Transcripts of calls become finished sessions: read, whose names they are, what becomes of it, stored.

A screen or a command only shows: it reads a `Draft`, asks whose each name is, shows the `Planned` session, and stores it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path

import msgspec

from mentortui.core import imported
from mentortui.core.agreed import for_session
from mentortui.core.cast import Cast, cast
from mentortui.core.fold import fold
from mentortui.core.heads import own_zone
from mentortui.core.held_when import Dated, dated
from mentortui.core.naming import Proposal, propose
from mentortui.core.plan_counted import counts_as
from mentortui.core.records import FinishedSession, Mentorship, Origin, Plan, Words
from mentortui.core.refused import Refused
from mentortui.core.result import Result, result
from mentortui.core.sentences import Sentence, sentences
from mentortui.core.sharing import in_order
from mentortui.core.text import storable
from mentortui.core.transcript import Placed, place
from mentortui.formats.transcripts.found import Cancelled as Cancelled  # for whoever calls: formats are below services
from mentortui.formats.transcripts.found import Progress, Unreadable
from mentortui.formats.transcripts.reading import Read, read_transcript
from mentortui.formats.transcripts.source import Source
from mentortui.services.carrying import PLANS
from mentortui.services.clock import Clock
from mentortui.services.counting import count_as_planned
from mentortui.services.goal_names import own_goal_names
from mentortui.services.held_when import When, when_of
from mentortui.services.imported_before import guests_before, said_before, same_file, told_already
from mentortui.services.imported_parts import Named as Named
from mentortui.services.imported_parts import captures_of, named, reader_of, remember, words_of
from mentortui.services.numbers import next_number
from mentortui.services.overlapping import Overlaps, held_then, told
from mentortui.store.changing import Changing
from mentortui.store.store import Store

replace = msgspec.structs.replace


class NotRead(Refused):
    """The file is no transcript, or cannot be taken in: one sentence with its name, the line and the reason."""


class Already(Refused):
    """The very same file is in the store: nothing is changed."""

    def __init__(self, message: str, slug: str, session: str) -> None:
        super().__init__(message)
        self.slug = slug
        self.session = session


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was read, and nothing decided yet."""

    path: Path
    file: str
    """Its name, without the folder."""
    read: Read
    placed: Placed
    names: tuple[Named, ...]
    """In the order in which they are first heard."""
    dated: Dated | None
    """What its name or its beginning says of when it was."""


class Promoted(msgspec.Struct, frozen=True, kw_only=True):
    """Something said that becomes a note, an action, feedback: `line` as one would type it on the capture line."""

    at: int
    """Microseconds of the recording."""
    line: str


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """What storing it would leave, to be shown before. Nothing is stored yet."""

    draft: Draft
    slug: str
    mentorship: Mentorship
    when: When
    cast: Cast
    answers: Mapping[str, str]
    made: Result
    own_goals: tuple[str, ...] = ()
    """Names of goals that only the user knows of: no sentence that others get may name one."""
    overlaps: str = ""
    """What is said where another session was held then; empty: none was."""
    beside: str = ""
    """The id of that session."""
    counts_as: int | None = None
    """The moment for which this session was planned, UTC microseconds; None: it counts as no planned one."""

    @property
    def session(self) -> FinishedSession:
        """As it would be stored."""
        return self.made.session


class Importing:
    """Of one data folder. Everything may raise StoreError; then nothing was stored."""

    def __init__(self, store: Store, clock: Clock, new_id: Callable[[], str]) -> None:
        self._store = store
        self._clock = clock
        self._new_id = new_id

    def read(
        self,
        path: Path,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        keep_words: bool = True,
    ) -> Draft:
        """Reads the file; stores nothing. `progress(done, all)` is called with bytes, `cancelled()` asked, many times, from this
        thread. `keep_words`: whether sentences can be shown, promoted or stored. Raises NotRead, Cancelled."""
        try:
            source = Source(path)
            try:
                head = source.head()
            finally:
                source.close()
            read = read_transcript(path, progress=progress, cancelled=cancelled, keep_words=keep_words)
        except Unreadable as error:
            raise NotRead(error.told(str(path))) from error
        placed = place(read.transcript)
        if not (placed.segments or placed.unnamed or placed.unsure):
            raise NotRead(f"{path} does not say when anybody spoke: none of its cues has a length{_first_line(read)}.")
        return Draft(
            path=path,
            file=storable(path.name),
            read=read,
            placed=placed,
            names=named(placed),
            dated=dated(path.stem, head),
        )

    def already(self, draft: Draft) -> None:
        """Raises Already where a session of any mentorship came from the same bytes, or had them laid beside it."""
        for mentorship in self._mentorships():
            self._already_in(mentorship, draft)

    def _already_in(self, mentorship: Mentorship, draft: Draft) -> None:
        found = same_file(self._store, mentorship, draft.read.digest)
        if found is not None:
            raise Already(told_already(draft.file, found, mentorship), mentorship.slug, found.id)

    def _mentorships(self) -> tuple[Mentorship, ...]:
        return tuple(one for one in self._store.mentorships() if not one.removed)

    def fitting(self, draft: Draft) -> tuple[str, ...]:
        """Slugs of the mentorships whose people are named in it, those that fit best first; all of them where none fits."""
        every = self._mentorships()
        names = [one.name for one in draft.names]
        fits = dict[str, int]()
        for one in every:
            people = {found.person for found in propose(names, in_order(one), said_before(self._store, one.slug)) if found.sure}
            fits[one.slug] = len(people & {member.id for member in one.people if member.id != one.me})
        best = max(fits.values(), default=0)
        return tuple(slug for slug, level in fits.items() if level == best)

    def proposals(self, draft: Draft, slug: str) -> tuple[Proposal, ...]:
        """Whose each name may be, in the order of `draft.names`. Those that are not `sure` are to be asked about."""
        mentorship = self._store.mentorship(slug)
        return propose([one.name for one in draft.names], in_order(mentorship), said_before(self._store, slug))

    def people(self, slug: str) -> tuple[tuple[str, str], ...]:
        """Ids and names of those one may choose from, the user first."""
        return tuple((member.id, member.name) for member in in_order(self._store.mentorship(slug)))

    def when(self, draft: Draft, slug: str, typed: str = "") -> When:
        """When the session began: as typed (`thu 15:00`, `2026-11-26 15:00`), else as the file says, else by the file's time; and
        which of these it is. Raises Refused where the words cannot be read, or name a moment to come."""
        mentorship = self._store.mentorship(slug)
        return when_of(
            typed, draft.dated, draft.read.modified, draft.placed.end, zone_name=own_zone(mentorship), wall=self._clock.wall()
        )

    def plan(
        self,
        draft: Draft,
        slug: str,
        answers: Mapping[str, str],
        *,
        when: When | None = None,
        kind: str = "regular",
        title: str = "",
        promoted: Sequence[Promoted] = (),
        there: Iterable[str] = (),
        id: str = "",
    ) -> Planned:
        """The session that storing would leave. `answers`: of each name an id, GUEST (a guest of that name), GUEST and another
        name, or NOT_SAID; a name without an answer is a guest's. `there`: ids of people who were there and are not heard. `id`:
        of the session, where one plans again. Raises Already, Refused."""
        self.already(draft)
        mentorship = self._store.mentorship(slug)
        when = when or self.when(draft, slug)
        return self._planned(draft, mentorship, answers, when, kind, title, promoted, there, id or self._new_id())

    def sentences(self, draft: Draft) -> tuple[Sentence, ...]:
        """What was said, to be read and promoted; nothing where it was read without words."""
        return sentences(draft.read.transcript.cues, draft.placed.at, draft.placed.names)

    def store(self, planned: Planned, *, keep_words: bool = False, anyway: bool = False) -> FinishedSession:
        """On disk when it returns, as it is stored, with the names that were answered remembered. `keep_words`: what was said is
        stored too, beside the private notes. `anyway`: although another session was held then. Raises Already, Overlaps."""
        with self._store.changing(planned.slug) as now:
            self.already(planned.draft)
            if not anyway:
                self.overlaps(planned.draft, planned.slug, planned.when)
            return self._store_now(now, planned, keep_words=keep_words)

    def words(self, slug: str, session_id: str) -> Words | None:
        """What was said in that session, where it was kept."""
        return self._store.words(slug, session_id)

    def overlaps(self, draft: Draft, slug: str, when: When) -> None:
        """Raises Overlaps where another session was held with these people at that time."""
        found = held_then(self._store, slug, when.began, when.began + draft.placed.end)
        if found is not None:
            raise Overlaps(told(found, file=draft.file), found.id)

    def _counts_as(self, mentorship: Mentorship, session: FinishedSession) -> int | None:
        plans = self._store.table(mentorship.slug, PLANS, Plan)
        return counts_as(mentorship.next_date, session.began, self._clock.wall(), plans)

    def _store_now(self, now: Changing, planned: Planned, *, keep_words: bool) -> FinishedSession:
        made, wall = planned.made, self._clock.wall()
        number = next_number(self._store, planned.slug)
        stamp = {"created": wall, "changed": wall}
        now.living.put(*(replace(one, changed=wall) for one in made.living))
        now.private.put(*(replace(one, changed=wall) for one in made.private))
        if keep_words:
            now.words(made.session.id).put(
                words_of(planned.draft.read.transcript, planned.draft.placed, planned.cast.by_name, made.session, wall)
            )
        remember(now, planned.answers, made.goals, wall)
        session = replace(made.session, number=number, **stamp)
        count_as_planned(now, session, wall, self._new_id)
        # Last: where it is listed, all that was caught in it is there.
        now.sessions(session.began).put(session)
        return session

    def _planned(
        self,
        draft: Draft,
        mentorship: Mentorship,
        answers: Mapping[str, str],
        when: When,
        kind: str,
        title: str,
        promoted: Sequence[Promoted],
        there: Iterable[str],
        id: str,
    ) -> Planned:
        slug, placed, transcript = mentorship.slug, draft.placed, draft.read.transcript
        found = cast(placed, answers, mentorship, self._new_id, guests=guests_before(self._store, slug), there=there)
        agreed, own = for_session(mentorship, kind), own_goal_names(self._store, mentorship)
        reader = reader_of(mentorship, found.people, when.began, own)
        events = imported.events_of(
            found.heard,
            imported.Occasion(
                session=id,
                mentorship=mentorship.id,
                me=mentorship.me,
                people=found.people,
                began=when.began,
                number=next_number(self._store, slug),
                kind=kind,
                title=storable(title.strip()),
                agreement=agreed.agreement,
                agreed_by=agreed.kept,
                show_figures=mentorship.show_figures,
            ),
            map(str, count()).__next__,  # of events that are folded here and stored nowhere
            unnamed=found.unnamed,
            unsure=placed.unsure,
            end=placed.end,
            captures=captures_of([(one.at, one.line) for one in promoted], reader, self._new_id),
        )
        session = fold(events)
        assert session is not None
        made = result(session)
        names = dict[str, tuple[str, ...]]()
        for name, person in found.by_name.items():
            if name not in found.crowd:
                names[person] = (*names.get(person, ()), storable(name))
        stored = replace(
            made.session,
            origin=Origin(file=draft.file, format=transcript.format, digest=draft.read.digest, names=names),
            recorded=imported.recorded(found.heard, [person.id for person in found.people], transcript, placed, found.by_name),
        )
        other = held_then(self._store, slug, stored.began, stored.ended)
        return Planned(
            draft=draft,
            slug=slug,
            mentorship=mentorship,
            when=when,
            cast=found,
            answers=dict(answers),
            made=replace(made, session=stored),
            own_goals=own,
            overlaps="" if other is None else told(other, file=draft.file),
            beside="" if other is None else other.id,
            counts_as=self._counts_as(mentorship, stored),
        )


def _first_line(read: Read) -> str:
    """Where the first cue of the file stands, for whoever looks into it."""
    cue = next(iter(read.transcript.cues), None)
    return "" if cue is None else f" (the first is in line {cue.line})"
