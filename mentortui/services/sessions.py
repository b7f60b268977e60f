"""Sessions from start to end: begun, gone on with after a kill, watched, finished; `storing` has what they leave behind."""

import os
from collections.abc import Callable
from contextlib import suppress

import msgspec

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core.commands import Stamp
from mentortui.core.fold import fold
from mentortui.core.planned_date import doubts
from mentortui.core.prompt_rules import USUAL, Rules
from mentortui.core.questions import Bank
from mentortui.core.records import FinishedSession, Mentorship, Plan, Template
from mentortui.core.result import result
from mentortui.core.roadblocks import TABLE as ROADBLOCKS
from mentortui.core.roadblocks import RoadblockRecord, questions
from mentortui.core.session import Session
from mentortui.core.session_start import begin
from mentortui.core.text import short_names
from mentortui.core.watch import GAP, Clocks, bridged
from mentortui.services.carrying import PLANS, mark_under_way
from mentortui.services.clock import Clock
from mentortui.services.goal_names import KnownGoals
from mentortui.services.live import LiveSession
from mentortui.services.live_course import Beat
from mentortui.services.storing import Storing
from mentortui.services.writer import Writer
from mentortui.store.alive import Alive
from mentortui.store.errors import Held, StoreError
from mentortui.store.live import LiveInfo, LiveLog
from mentortui.store.log import tell
from mentortui.store.store import Store


class Unfinished(msgspec.Struct, frozen=True, kw_only=True):
    """A session that is under way, or was when its program ended."""

    id: str
    slug: str
    who: str
    """The other people, by name."""
    began: int
    """UTC microseconds."""
    away: int
    """Microseconds since a program was last seen in it."""
    holder: str
    """The program that runs it now, in words; empty: none."""
    trouble: str = ""
    """Why it cannot be gone on with."""


class Sessions:
    """What opens and closes live sessions. `on_saved` of each is called from the writer's thread."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        new_id: Callable[[], str],
        *,
        rules: Rules = USUAL,
        bank: Callable[[], Bank] = Bank,
    ) -> None:
        """`rules`: when a prompt comes; `bank`: the open questions, read for each session anew."""
        self._rules = rules
        self._bank = bank
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._logs: dict[str, LiveLog] = {}
        self._storing = Storing(store, clock, new_id)

    def start(
        self,
        mentorship: Mentorship,
        template: Template,
        *,
        minutes: int | None = None,
        hard_end: int | None = None,
        title: str = "",
        plan: Plan | None = None,
        began: int | None = None,
        on_saved: Callable[[], None] = lambda: None,
    ) -> LiveSession:
        """A session begins now, with the first item of its agenda: of `plan`, of the template where there is none. `began`: when
        it really did, UTC microseconds; who spoke since is not known. Raises StoreError where nothing can be stored."""
        id, slug = self._new_id(), mentorship.slug
        late = 0 if began is None else max(0, self._clock.wall() - began)
        past = [session for session in self._store.sessions(slug) if not session.removed]
        started, *more = begin(
            mentorship,
            template,
            plan,
            past,
            id,
            Clocks(boot=self._clock.boot(), boot_id=self._clock.boot_id(), wall=self._clock.wall()),
            self._new_id,
            late=late,
            minutes=minutes,
            hard_end=hard_end,
            title=title,
        )
        with self._store.changing(slug) as act:  # of two programs that start at once, the second finds the first
            if mentorship.archived is not None:  # who meets again has not closed
                stamp = {"changed": self._clock.wall(), "changed_by": mentorship.me}
                act.mentorships.put(msgspec.structs.replace(act.mentorship(), archived=None, **stamp))
            begun = [msgspec.structs.replace(started, number=self._next_number(slug)), *more]
            log = self._store.journals.start(slug, id, begun)
        if plan is not None:
            # When the session is stored the plan is marked as held in any case.
            with suppress(StoreError), self._store.changing(slug) as act:
                mark_under_way(act, mentorship, plan, id, self._clock.wall())
        live = self._live(log, list(begun), late, KnownGoals(self._store, mentorship), on_saved)
        tell("session started", session=id)
        live.beat()
        return live

    def _next_number(self, slug: str) -> int:
        """Of a session that begins now. Raises Held where another program has one under way with the same people."""
        numbers = [head.number for head in self._store.session_heads(slug) if not head.removed]
        for info in self._store.journals.of(slug):
            holder, other = info.holder, fold(info.content.events) if info.content else None
            if holder is not None and holder.pid != os.getpid():
                raise holder.refusal(info.path)
            if other is not None:
                numbers.append(other.started.number)
        return max(numbers, default=0) + 1

    def unfinished(self, slug: str = "") -> tuple[Unfinished, ...]:
        """Those that can be gone on with or watched, newest first; one that cannot be read has `trouble`."""
        found = self._store.journals.of(slug) if slug else self._store.journals.all()
        described = [self._described(info) for info in found if not (info.finished and not info.trouble)]
        return tuple(sorted(described, key=lambda one: one.began, reverse=True))

    def recover(self) -> None:
        """Ends what was begun when a program ended: a finished session is stored. What the disk refuses is told, and tried at the
        next start."""
        self._store.upkeep.tidy()
        for info in self._store.journals.all():
            session = fold(info.content.events) if info.content and info.holder is None and not info.trouble else None
            if session is not None and (session.finished or self._to_be_taken_up(info, session)):
                try:
                    self._recovered(info)
                except StoreError as error:
                    self._store.notices.append(str(error))

    def go_on(self, slug: str, id: str, on_saved: Callable[[], None] = lambda: None) -> LiveSession:
        """With a session whose program ended. The time since is a gap. Raises Held, StoreError."""
        log = self._store.journals.open(slug, id)
        try:
            session, goals = _session_of(log), KnownGoals(self._store, self._store.mentorship(slug))
        except StoreError:
            log.close()
            raise
        events = list(log.content.events)
        then, now, bridged = self._bridge(session, events, log.last_seen)
        live = self._live(log, events, now, goals, on_saved)
        if (now - then >= GAP or bridged) and not session.finished:
            live.went_on(then, self._clock.boot_id())
        tell("session resumed", session=id, events=len(events), away_s=(now - then) // 1_000_000, restarted=bridged)
        if log.content.torn or log.content.damaged:
            tell("damage", file="journal", lines=len(log.content.damaged), torn=log.content.torn)
        # Only behind it: a sign of life from now without the gap before it would give the time away to whoever spoke last.
        live.beat()
        return live

    def finish_as_it_stood(self, slug: str, id: str) -> FinishedSession:
        """Ends a session at the moment its program was last seen, and stores it. Raises Held, StoreError."""
        log = self._store.journals.open(slug, id)
        try:
            session, events = _session_of(log), list(log.content.events)
            then, now, _ = self._bridge(session, events, log.last_seen)
            stamp = Stamp(self._new_id(), now, self._clock.wall(), session.me)
            finished = e.Finished(**c.fields(stamp), ended=then)
            log.append(finished)
            over = fold([*events, finished])
            assert over is not None
            stored = self._storing.write(slug, result(over))
        finally:
            log.close()
        self._store.journals.remove(slug, id)
        tell("session stored", session=id, as_it_stood=True)
        return stored

    def watch(self, slug: str, id: str) -> tuple[list[e.AnyEvent | e.Unknown], int]:
        """The events of a session that another program runs, as its journal has them now, and its clock. Raises StoreError."""
        events = list(self._store.journals.watch(slug, id).events)
        session = fold(events)
        if session is None:
            raise StoreError(f"Session {id} cannot be read from its beginning.")
        _, now, _ = self._bridge(session, events, None)
        return events, now

    def holder(self, slug: str, id: str) -> str:
        """The program that runs it, in words; empty where none does."""
        holder = self._store.journals.holder(slug, id)
        return holder.who if holder else ""

    def log_of(self, live: LiveSession) -> LiveLog:
        """Where a live session of this program is kept."""
        return self._logs[live.session.started.session]

    def conclude(self, live: LiveSession) -> FinishedSession:
        """Writes what a finished session leaves behind; done again it writes the same. The journal stays until `leave`.
        Raises StoreError: then it may be tried again, nothing is lost."""
        session = live.session
        if not session.finished:
            raise StoreError("The session is not finished: nothing was stored.")
        _flush(live)
        stored = self._storing.write(live.slug, result(session), whole=False)
        tell("session finished", session=session.started.session, events=len(live.events))
        return stored

    def reopen(self, live: LiveSession) -> None:
        """A session that was finished goes on: what was stored of it is marked as removed until it is finished again."""
        _flush(live)
        self._storing.open_again(live.slug, live.session.started.session, live.session.started.wall)

    def leave(self, live: LiveSession) -> None:
        """Lets go of a session: a finished one is stored for good, another can be gone on with. Raises StoreError: then its
        journal stays, and the next start stores it."""
        slug, id = live.slug, live.session.started.session
        session, saved = live.session, live.close()
        try:
            if session.finished and saved:
                self._storing.write(slug, result(session))
                self._store.journals.remove(slug, id)
        finally:
            tell("session left", session=id, finished=session.finished, saved=saved)
            self._logs.pop(id).close()

    def _recovered(self, info: LiveInfo) -> None:
        """Held meanwhile: another program that starts now, or goes on with it, does not do it too."""
        try:
            log = self._store.journals.open(info.slug, info.id)
        except Held:
            return
        except StoreError:
            if all(one.id != info.id for one in self._store.journals.of(info.slug)):
                return  # another program has stored it
            raise
        try:
            session = fold(log.content.events)
            if session is not None and session.finished:
                self._storing.write(info.slug, result(session))
                self._store.journals.remove(info.slug, info.id)
                tell("session stored", session=info.id, at_start=True)
            elif session is not None:
                self._take_up(info, session)
        finally:
            log.close()

    def _to_be_taken_up(self, info: LiveInfo, session: Session) -> bool:
        return _gone_back_into(info) or self._plan_to_mark(info, session) is not None

    def _plan_to_mark(self, info: LiveInfo, session: Session) -> Plan | None:
        plan = session.started.plan
        known = next((one for one in self._store.table(info.slug, PLANS, Plan) if one.id == plan), None) if plan else None
        return known if known is not None and known.state == "planned" and known.session != info.id else None

    def _take_up(self, info: LiveInfo, session: Session) -> None:
        """What was to be stored beside the journal, had the program not ended: that its plan is under way, and, where one had
        gone back into the session, that it is not over."""
        if _gone_back_into(info):
            self._storing.open_again(info.slug, info.id, session.started.wall)
        known = self._plan_to_mark(info, session)
        if known is not None:
            with self._store.changing(info.slug) as now:
                mark_under_way(now, now.mentorship(), known, info.id, self._clock.wall())

    def _live(
        self, log: LiveLog, events: list[e.AnyEvent | e.Unknown], at: int, goals: KnownGoals, on_saved: Callable[[], None]
    ) -> LiveSession:
        writer, boot_id = Writer(log, on_saved, already=len(events)), self._clock.boot_id()

        def beat(beat: Beat) -> None:
            def write() -> None:
                with suppress(StoreError):  # only the length of a gap would be less well known
                    log.beat(Alive(boot=beat.boot, wall=beat.wall, at=beat.at, boot_id=boot_id))
                goals.look_again()

            writer.aside(write)

        live = LiveSession(
            events,
            writer,
            self._clock,
            self._new_id,
            at=at,
            goals=goals,
            beat=beat,
            slug=log.path.parent.parent.name,
            rules=self._rules,
            bank=self._bank(),
        )
        with suppress(StoreError):  # without it nothing is said of hours and days off
            mentorship, length = self._store.mentorship(live.slug), live.session.started.planned_minutes
            live.doubts = lambda wall: doubts(wall, length, mentorship, (), self._clock.wall())
            blocks = self._store.table(live.slug, ROADBLOCKS, RoadblockRecord)
            live.prompts.first_questions = questions(blocks, short_names({one.id: one.name for one in live.session.people}))
        self._logs[log.session] = log
        if log.weak_lock:
            tell("weak lock", session=log.session)
        return live

    def _bridge(self, session: Session, events: list[e.AnyEvent | e.Unknown], seen: Alive | None) -> tuple[int, int, bool]:
        """The session clock when a program was last seen and now, and whether the machine was started anew in between."""
        clocks = Clocks(boot=self._clock.boot(), boot_id=self._clock.boot_id(), wall=self._clock.wall())
        return bridged(session, events, Clocks(**seen._asdict()) if seen is not None else None, clocks)

    def _described(self, info: LiveInfo) -> Unfinished:
        session = fold(info.content.events) if info.content else None
        holder = info.holder.who if info.holder else ""
        if session is None or info.content is None:
            return Unfinished(id=info.id, slug=info.slug, who="", began=0, away=0, holder=holder, trouble=info.trouble)
        started = session.started
        others = [person.name for person in started.people if person.id != started.me]
        then, now, _ = self._bridge(session, list(info.content.events), info.last_seen)
        return Unfinished(
            id=info.id,
            slug=info.slug,
            who=", ".join(others),
            began=started.wall,
            away=now - then,
            holder=holder,
            trouble=info.trouble,
        )


def _flush(live: LiveSession) -> None:
    """Raises StoreError where the disk does not take all of it."""
    if not live.writer.flush():
        raise StoreError(f"The session is not saved yet: {live.saved.why}. Nothing is lost; it is tried again.")


def _session_of(log: LiveLog) -> Session:
    """Raises StoreError where its beginning is lost."""
    session = fold(log.content.events)
    if session is None:
        raise StoreError(f"{log.path}: this session cannot be read from its beginning. Nothing was changed.")
    return session


def _gone_back_into(info: LiveInfo) -> bool:
    """Of a session that is not finished: whether it was once."""
    return info.content is not None and any(isinstance(event, e.Finished) for event in info.content.events)
