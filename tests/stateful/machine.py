"""Everything the programs can do, in any order, against the model: after each step memory is what the disk is."""

import contextlib
import errno
import tempfile
from collections import Counter
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from mentortui.core import capture as grammar
from mentortui.core import events as e
from mentortui.core.commands import Refused
from mentortui.core.fold import fold
from mentortui.core.hearing_values import CHANNELS, Channel, HeardChange, Who
from mentortui.core.measures import whole
from mentortui.core.record_kinds import ACTION, WIN
from mentortui.core.records import CheckIn, Living
from mentortui.core.text import storable
from mentortui.services.carrying import CHECKINS
from mentortui.services.history import History
from mentortui.services.live import LiveSession
from mentortui.services.mentorships import Mentorships
from mentortui.services.stored_editor import StoredEditor
from mentortui.services.stored_timeline import StoredTimeline
from mentortui.services.timeline import LiveTimeline, Timeline
from mentortui.services.watching import WatchedSession
from mentortui.store.errors import Held, StoreError
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.stateful.around import Around
from tests.stateful.model import Act, Kept, Model, Under, words_of
from tests.stateful.programs import REGULAR, SLUG, Program, begin, ids
from tests.stateful.transcripts import Transcripts
from tests.store.faults import Killed, faults

SIGNS = (
    "",
    "+ ",
    "- ",
    "> ",
    "< ",
    "! ",
    "* ",
    "? ",
    "= ",
    "& ",
    ". ",
    " ",
    "setback: ",
    "opportunity: ",
    "> @gr ",
    "+ good -> ",
)
HOSTILE = (
    "[/] [@click=app.quit]x[/]",
    "\x1b[31mred\x07 \x00 null",
    "\u202eevil\u2066 \u200b\u200d",
    "=1+1\t'x' \"y\" \\ </script>",
    "王小明 🦊👩‍👩‍👧 e\u0301\u0301",
    "../../etc/passwd CON nul",
    "one\ntwo\r\nthree",
    "due:fri #goal @grace -> next",
    "x" * 3000,
    "lone \ud800 surrogate",
    "ends with a backslash\\",
)
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=30).filter(lambda text: bool(text.strip())))
KINDS = {"win": WIN, "action": ACTION}
WHO = st.integers(0, 1)
VERBS = (
    "floor.pause",
    "agenda.go_on",
    "agenda.go_back",
    "floor.other",
    "undo",
    "undo",
    "redo",
    "prompts.silence",
    "tick",
    "tick",
)
VOICES: tuple[Who, ...] = ("me", "others", "both", "rest", "nobody")
HEARD: tuple[tuple[Channel, ...], ...] = (CHANNELS, CHANNELS, CHANNELS, ("microphone",), ("call",), ())
NTH = st.integers(0, 30)
ERRORS = st.sampled_from((errno.EIO, errno.ENOSPC, errno.EINTR, errno.EACCES))
steps = 0
"""Taken so far in this process."""

under_way = precondition(lambda self: any(program.live for program in self.programs))
none_here = precondition(lambda self: not all(program.live for program in self.programs))
something_stored = precondition(lambda self: self.there(0))


class Programs(Transcripts, Around):
    """Two programs on one store."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="stateful-", ignore_cleanup_errors=True)
        self.data = Path(self._folder.name) / "data"
        self.clock = MovingClock()
        self.model = Model()
        self.undo: dict[int, list[tuple[str, str, Any, Any]]] = {0: [], 1: []}
        """Of each program, what it did to records: id, field, before, after."""
        self.ticked: set[str] = set()
        """Records that somebody ticked: whoever added one before does not take it away with an undo."""
        self.gone: dict[int, list[tuple[str, list[str]]]] = {0: [], 1: []}
        """Of each program, the sessions it removed, and what went with each."""
        self.changed = True

    @initialize()
    def begin(self) -> None:
        assert begin(self.data).slug == SLUG
        self.programs = [Program(self.data, self.clock), Program(self.data, self.clock)]

    # a session under way

    def of(self, who: int) -> LiveSession | None:
        """The session that program runs."""
        return self.programs[who].live

    def under(self, live: LiveSession) -> Under:
        return self.model.under[live.session.started.session]

    def do(self, who: int, deed: Callable[[LiveSession], object]) -> None:
        """A verb of Live, and what it has to leave."""
        live = self.of(who)
        if live is None:
            return
        known = len(live.events)
        with contextlib.suppress(Refused):
            deed(live)
        self.learn(live, known)

    def learn(self, live: LiveSession, known: int) -> None:
        under = self.under(live)
        for event in live.events[known:]:
            match event:
                case e.Undone():
                    under.undone.add(event.event)
                case e.Redone():
                    under.undone.discard(event.event)
                case e.CaptureRecorded():
                    found = event.capture
                    under.acts.append(Act(event.id, "add", found.id, words_of(found), found.kind))
                case e.CaptureEdited():
                    found = event.capture
                    under.acts.append(Act(event.id, "edit", found.id, words_of(found), found.kind))
                case e.CaptureRemoved():
                    under.acts.append(Act(event.id, "remove", event.capture))
                case e.Finished():
                    under.acts.append(Act(event.id, "finish"))
                case _:
                    assert not isinstance(event, e.Unknown)
                    under.acts.append(Act(event.id))

    def is_finished(self, under: Under) -> bool:
        return any(act.what == "finish" and act.event not in under.undone for act in under.acts)

    @none_here
    @rule(who=WHO, late=st.booleans())
    def start(self, who: int, late: bool) -> None:
        program = self.programs[who]
        if program.live is not None or len(self.model.under) > 2:
            return
        began = self.clock.wall() - 120_000_000 if late else None
        live = program.take(program.sessions.start(program.store.mentorship(SLUG), REGULAR, began=began))
        self.model.under[live.session.started.session] = Under()
        self.learn(live, 0)

    @under_way
    @rule(who=WHO, sign=st.sampled_from(SIGNS), text=TEXTS, literal=st.booleans())
    def capture(self, who: int, sign: str, text: str, literal: bool) -> None:
        self.do(who, lambda live: live.captures.catch(sign + text, literal))

    @under_way
    @rule(who=WHO, text=TEXTS, at=NTH, error=ERRORS)
    def capture_on_a_bad_disk(self, who: int, text: str, at: int, error: int) -> None:
        if self.of(who) is None:
            return
        with faults(at % 6, error):
            self.do(who, lambda live: live.captures.catch(text))
            live = self.of(who)
            assert live is not None
            assert live.writer.flush(10), live.saved

    @under_way
    @rule(who=WHO, which=NTH, text=TEXTS)
    def reword_or_remove(self, who: int, which: int, text: str) -> None:
        def deed(live: LiveSession) -> None:
            captures = live.session.captures
            if captures and which % 3:
                live.captures.reword(captures[which % len(captures)].capture.id, text)
            elif captures:
                live.captures.remove(captures[which % len(captures)].capture.id)

        self.do(who, deed)

    @under_way
    @rule(who=WHO, key=st.integers(0, 3), seconds=st.integers(0, 400))
    def floor(self, who: int, key: int, seconds: int) -> None:
        self.clock.wait(seconds)
        self.do(who, lambda live: live.floor.press(key) if key < 3 else live.floor.several())

    @under_way
    @rule(
        who=WHO,
        voice=st.sampled_from(VOICES),
        channels=st.sampled_from(HEARD),
        ago=st.integers(0, 90),
        seconds=st.integers(0, 60),
    )
    def hear(self, who: int, voice: Who, channels: tuple[Channel, ...], ago: int, seconds: int) -> None:
        """Told late, as voices are; in pauses and after the end too, where nothing may come of it."""
        self.clock.wait(seconds)
        began = self.clock.boot() - ago * 1_000_000
        self.do(who, lambda live: live.floor.hearing(channels, began, "" if channels else "trouble"))
        self.do(who, lambda live: live.floor.hear(HeardChange(began, voice)))

    @under_way
    @rule(who=WHO, verb=st.sampled_from(VERBS))
    def verb(self, who: int, verb: str) -> None:
        self.do(who, lambda live: attrgetter(verb)(live)())

    @under_way
    @rule(who=WHO, minutes=st.sampled_from((-5, 5)), title=TEXTS)
    def agenda(self, who: int, minutes: int, title: str) -> None:
        self.do(who, lambda live: live.agenda.more_minutes(minutes))
        self.do(who, lambda live: live.agenda.add(title, 5))
        self.do(who, lambda live: live.floor.nudge(minutes))

    @rule(seconds=st.integers(1, 4000), sleep=st.booleans())
    def time_goes_by(self, seconds: int, sleep: bool) -> None:
        (self.clock.sleep if sleep else self.clock.wait)(seconds)

    @under_way
    @rule(who=WHO, which=NTH, answer=st.sampled_from("012b?"), way=st.integers(0, 2))
    def mend(self, who: int, which: int, answer: str, way: int) -> None:
        self.do(who, lambda live: mended(LiveTimeline(live), which, answer, way))

    # its end

    @under_way
    @rule(who=WHO, then=st.sampled_from(("leave", "leave", "stay", "die", "reopen")), early=st.booleans())
    def finish(self, who: int, then: str, early: bool) -> None:
        live, program = self.of(who), self.programs[who]
        if live is None:
            return
        self.do(who, lambda live: live.finish(early))
        if not live.session.finished:
            return
        if then == "die" and early:
            assert live.writer.flush(10)
            program.die()
            return
        program.sessions.conclude(live)
        program.stored = True
        self.store_now(live.session.started.session)
        if then == "leave":
            self.leave(who)
        elif then == "die":
            program.die()
        elif then == "reopen":
            known = len(live.events)
            live.go_back_in()
            self.learn(live, known)
            program.sessions.reopen(live)
            program.stored = False
            self.model.taken_back(live.session.started.session)
            self.changed = True

    @none_here
    @rule(who=WHO, seconds=st.lists(st.integers(1, 30), min_size=2, max_size=4))
    def hold_a_session(self, who: int, seconds: list[int]) -> None:
        """A short one from its start to its summary, so that there is one to lay a transcript beside."""
        if self.of(who) is not None or len(self.model.under) > 2:
            return
        self.start(who, False)
        for number, passed in enumerate(seconds):
            self.floor(who, number % 2 + 1, 0)
            for _ in range(passed):
                self.clock.wait(1)
                self.verb(who, "tick")
        self.finish(who, "leave", False)

    def store_now(self, id: str) -> None:
        self.model.stored(id)
        self.changed = True

    @under_way
    @rule(who=WHO)
    def leave(self, who: int) -> None:
        """As by ctrl+q, or from Summary."""
        live, program = self.of(who), self.programs[who]
        if live is None:
            return
        program.sessions.leave(live)
        program.live = None
        if live.session.finished:
            self.store_now(live.session.started.session)
            del self.model.under[live.session.started.session]

    @rule(who=WHO, flush=st.booleans())
    def die(self, who: int, flush: bool) -> None:
        """A kill. What the header called saved is there; of what was not, a part may be."""
        live, program = self.of(who), self.programs[who]
        if live is not None:
            id = live.session.started.session
            if flush:
                assert live.writer.flush(10)
            program.die()
            if program.stored or self.model.sessions.get(id) is False:
                self.changed = True
        self.restart(who)

    def restart(self, who: int) -> None:
        program = self.programs[who] = Program(self.data, self.clock)
        self.undo[who], self.gone[who] = [], []
        waiting = {id for id in self.free() if self.is_finished(self.model.under[id])}
        program.sessions.recover()
        assert not unexpected(program.store), program.store.notices
        for id in waiting:
            self.store_now(id)
            del self.model.under[id]

    def free(self) -> list[str]:
        """Sessions with a journal that no program runs."""
        held = {live.session.started.session for live in map(self.of, (0, 1)) if live is not None}
        return sorted(self.model.under.keys() - held)

    @none_here
    @rule(who=WHO, as_it_stood=st.booleans(), reboot=st.booleans())
    def resume(self, who: int, as_it_stood: bool, reboot: bool) -> None:
        program = self.programs[who]
        free = [id for id in self.free() if not self.is_finished(self.model.under[id])]
        if program.live is not None or not free:
            return
        if reboot and self.of(1 - who) is None:
            self.clock.start += "+"
            self.clock.now, self.clock.step = 5_000_000, self.clock.step + self.clock.now - 5_000_000
        assert {one.id for one in program.sessions.unfinished(SLUG)} >= set(free)
        if as_it_stood:
            program.sessions.finish_as_it_stood(SLUG, free[0])
            self.store_now(free[0])
            del self.model.under[free[0]]
            return
        known = Store(self.data).journals.watch(SLUG, free[0]).events
        told = [event.id for event in known if not isinstance(event, e.Undone | e.Redone | e.Unknown)]
        assert told == [act.event for act in self.model.under[free[0]].acts]
        live = program.take(program.sessions.go_on(SLUG, free[0]))
        assert tuple(live.events[: len(known)]) == known
        self.learn(live, len(known))

    @under_way
    @rule(who=WHO)
    def second_instance(self, who: int) -> None:
        """The other program may watch, and not hold."""
        live, other = self.of(who), self.programs[1 - who]
        if live is None:
            return
        id = live.session.started.session
        assert live.writer.flush(10)
        watched = WatchedSession(other.sessions, SLUG, id, self.clock)
        assert [event.id for event in watched.events] == [event.id for event in live.events]  # type: ignore[union-attr]
        try:
            other.sessions.go_on(SLUG, id)
        except Held:
            return
        raise AssertionError("two programs hold one session")

    # what is stored

    def there(self, which: int) -> str:
        """A stored session that no program has open; empty where there is none."""
        open_ = [id for id, removed in self.model.sessions.items() if not removed and id not in self.model.under]
        return open_[which % len(open_)] if open_ else ""

    @something_stored
    @rule(who=WHO, session=NTH, which=NTH, text=TEXTS, way=st.integers(0, 4))
    def edit(self, who: int, session: int, which: int, text: str, way: int) -> None:
        id = self.there(session)
        if not id:
            return
        program = self.programs[who]
        editor = StoredEditor(program.store, self.clock, SLUG, id, ids)
        other = StoredEditor(self.programs[1 - who].store, self.clock, SLUG, id, ids)
        self.edit_one(editor, id, which, text, way)
        editor.save()
        self.edit_one(other, id, which + 1, text + "!", way + 2)  # opened before the first one saved: neither is lost
        other.save()
        self.changed = True

    def edit_one(self, editor: StoredEditor, id: str, which: int, text: str, way: int) -> None:
        here = sorted(self.model.of(id))
        if not here:
            editor.note_closing(text)
            return
        one, kept = here[which % len(here)], self.model.kept
        try:
            if way == 0:
                editor.remove(one)
                kept[one].removed = True
            elif way == 1:
                editor.remove(one)
                editor.undo()
            elif way == 2:
                editor.note_closing(text)
            else:
                wanted = grammar.understand(text, editor._reader).capture
                editor.reword(one, text)
                found = editor._found(one).capture
                assert (found.id, found.kind) == (one, wanted.kind)
                kept[one].text, kept[one].kind = words_of(found), found.kind
        except Refused:
            return

    @something_stored
    @rule(who=WHO, session=NTH, which=NTH, answer=st.sampled_from("012b?"), way=st.integers(0, 2))
    def mend_stored(self, who: int, session: int, which: int, answer: str, way: int) -> None:
        id = self.there(session)
        if not id:
            return
        timeline = StoredTimeline(self.programs[who].store, self.clock, ids, SLUG, id)
        try:
            mended(timeline, which, answer, way)
        except Refused:
            return
        timeline.save()
        self.changed = True

    @something_stored
    @rule(who=WHO, session=NTH)
    def remove_session(self, who: int, session: int) -> None:
        id = self.there(session)
        if not id:
            return
        self.programs[who].archive.remove(SLUG, id)
        went = list(self.model.of(id))
        self.model.sessions[id] = True
        for one in went:
            self.model.kept[one].removed = True
        self.gone[who].append((id, went))
        self.changed = True

    @rule(who=WHO)
    def bring_back(self, who: int) -> None:
        if not self.gone[who]:
            return
        id, went = self.gone[who].pop()
        self.programs[who].archive.undo()
        self.model.sessions[id] = False
        for one in went:
            self.model.kept[one].removed = False
        self.changed = True

    @something_stored
    @rule(who=WHO, session=NTH, person=st.sampled_from(("ada", "grace")), rating=st.tuples(*[st.integers(1, 5)] * 3))
    def pulse(self, who: int, session: int, person: str, rating: tuple[int, int, int]) -> None:
        id = self.there(session)
        if not id:
            return
        try:
            self.programs[who].pulses.give(SLUG, id, person, *rating)
        except Refused:
            return
        self.model.pulses[id, person] = rating
        self.changed = True

    # records, the next session, drafts

    @rule(who=WHO, text=TEXTS, kind=st.sampled_from(sorted(KINDS)))
    def add_record(self, who: int, text: str, kind: str) -> None:
        records = self.programs[who].records
        blank = records.blank(KINDS[kind])
        try:
            records.save(SLUG, KINDS[kind], blank, {"capture.text": text})
        except Refused:
            return
        self.model.kept[blank.id] = Kept(self.text_of(blank.id), kind)
        self.undo[who].append((blank.id, "removed", True, False))
        self.changed = True

    @rule(who=WHO, text=TEXTS, at=NTH, error=st.one_of(st.none(), ERRORS))
    def add_record_on_a_bad_disk(self, who: int, text: str, at: int, error: int | None) -> None:
        """One call fails, or the program is killed there: the record is there, whole, or it is not."""
        program = self.programs[who]
        if program.live is not None:
            return
        blank = program.records.blank(WIN)
        try:
            with faults(at, error, here=True):
                program.records.save(SLUG, WIN, blank, {"capture.text": text})
        except Refused:
            program.store.notices.clear()  # of what the bad disk did not let it read
            return
        except (StoreError, Killed):
            if self.text_of(blank.id):
                self.model.kept[blank.id] = Kept(self.text_of(blank.id), "win")
            self.restart(who)
        else:
            self.model.kept[blank.id] = Kept(self.text_of(blank.id), "win")
            self.undo[who].append((blank.id, "removed", True, False))
        program.store.notices.clear()
        self.changed = True

    def text_of(self, id: str) -> str:
        return next((words_of(one.capture) for one in Store(self.data).living(SLUG) if one.id == id), "")

    @rule(who=WHO, which=NTH, way=st.sampled_from(("done", "remove")))
    def tick_off(self, who: int, which: int, way: str) -> None:
        here = sorted(
            id
            for id, kept in self.model.kept.items()
            if kept.kind in KINDS and not kept.removed and kept.session not in self.model.under
        )
        if not here:
            return
        id, records = here[which % len(here)], self.programs[who].records
        kept = self.model.kept[id]
        records.shelf(SLUG)
        try:
            getattr(records, way)(SLUG, KINDS[kept.kind], id)
        except Refused:
            return
        if way == "done":
            state = "done" if kept.state == "open" else "open"
            self.undo[who].append((id, "state", kept.state, state))
            self.ticked.add(id)
            kept.state = state
        else:
            self.undo[who].append((id, "removed", False, True))
            kept.removed = True
        self.changed = True

    @rule(who=WHO)
    def undo_record(self, who: int) -> None:
        if not self.undo[who] or self.model.kept[self.undo[who][-1][0]].session in self.model.under:
            return
        id, field, before, after = self.undo[who].pop()
        try:
            self.programs[who].records.undo(SLUG)
        except Refused:
            assert (field, before) == ("removed", True), "only what was added here is kept from an undo"
            assert id in self.ticked, "it is kept only where it was ticked since"
            return
        if getattr(self.model.kept[id], field) == after:
            setattr(self.model.kept[id], field, before)
        self.changed = True

    @rule(who=WHO, text=TEXTS)
    def plan_an_item(self, who: int, text: str) -> None:
        editor = self.programs[who].preparing.editor(SLUG)
        try:
            title = storable(editor.understood(text).title)
            editor.add(text)
        except Refused:
            return
        editor.save()
        self.model.items.append(title)
        self.changed = True

    @rule(who=WHO, text=TEXTS)
    def file_a_check_in(self, who: int, text: str) -> None:
        line = f"{text.encode('ascii', 'ignore').decode().strip()[:200]} {len(self.model.lines)}".strip()
        self.programs[who].preparing.file_check_in(SLUG, CheckIn(id="", person="grace", done=(line,)))
        self.model.lines.append(line)
        self.changed = True

    @rule(who=WHO, name=st.sampled_from(("one", "two", "three")), text=st.one_of(st.just(""), TEXTS))
    def draft(self, who: int, name: str, text: str) -> None:
        self.programs[who].store.save_drafts(SLUG, {name: text})
        self.model.drafts[name] = storable(text)

    # what must hold

    @invariant()
    def memory_is_what_the_disk_is(self) -> None:
        global steps
        steps += 1
        if not hasattr(self, "programs"):
            return
        fresh = Store(self.data)
        for live in map(self.of, (0, 1)):
            if live is None:
                continue
            id = live.session.started.session
            assert live.writer.flush(10), live.saved
            read = [event.id for event in fresh.journals.watch(SLUG, id).events]  # type: ignore[union-attr]
            assert read == [event.id for event in live.events]  # type: ignore[union-attr]
            assert len(set(read)) == len(read)
            self.same_captures(live, fresh)
        if self.changed:
            self.changed = False
            self.stored_is_what_was_acknowledged(fresh)
        for program in self.programs:
            assert not unexpected(program.store), program.store.notices
        assert not unexpected(fresh), fresh.notices

    def same_captures(self, live: LiveSession, fresh: Store) -> None:
        session = fold(fresh.journals.watch(SLUG, live.session.started.session).events)
        assert session is not None
        wanted = {id: (kept.text, kept.kind) for id, kept in self.under(live).captures().items()}
        for facts in (session, live.session):
            assert {one.capture.id: (words_of(one.capture), one.capture.kind) for one in facts.captures} == wanted
        differing = [one for one in session.__struct_fields__ if getattr(session, one) != getattr(live.session, one)]
        assert not differing, [(one, getattr(session, one), getattr(live.session, one)) for one in differing]
        span = whole(session, live.now)
        assert span.nobody + span.several + span.unsure + sum(span.floor.values()) <= span.active + span.several * len(
            session.people
        )

    def stored_is_what_was_acknowledged(self, fresh: Store) -> None:
        model = self.model
        stored = {one.id: one for one in fresh.sessions(SLUG)}
        visible = {id for id, one in stored.items() if not one.removed}
        assert visible == {id for id, removed in model.sessions.items() if not removed}
        rows = [row.id for row in History(fresh, Mentorships(fresh, self.clock, ids, "UTC")).rows()]
        assert sorted(rows) == sorted(visible | model.under.keys())
        living, private = fresh.living(SLUG), fresh.private_notes(SLUG)
        for id in visible:
            found = [(one.capture.id, words_of(one.capture)) for one in stored[id].caught]
            found += [(one.id, words_of(one.capture)) for one in living if one.session == id and not one.removed]
            found += [(one.id, words_of(one.caught.capture)) for one in private if one.session == id and not one.removed]
            assert len(dict(found)) == len(found)
            assert dict(found) == model.of(id)
        records = {one.id: one for one in living if not one.session}
        wanted = {id: kept for id, kept in model.kept.items() if not kept.session}
        assert {id: shown(one) for id, one in records.items()} == {
            id: (kept.text, kept.state, kept.removed) for id, kept in wanted.items()
        }
        states = {one.id: one.state for one in living if one.session in visible and not one.removed}
        assert states == {id: model.kept[id].state for id in states}
        program = Program(self.data, self.clock)
        for (session, person), rating in model.pulses.items():
            said = program.pulses.said(SLUG, session, person)
            assert said is not None
            assert (said.safety, said.usefulness, said.fairness) == rating
        titles = Counter(item.title for item in program.preparing.plan(SLUG).items)  # what sessions left open is among them
        assert Counter(model.items) - titles == Counter()
        self.transcripts_are_as_acknowledged(fresh)
        self.around_is_as_acknowledged(fresh, program)
        lines = {line for one in fresh.table(SLUG, CHECKINS, CheckIn) for line in one.done}
        assert lines == set(model.lines)

    def teardown(self) -> None:
        """All programs are killed; whoever comes next finds everything, once, and no stray file."""
        if not hasattr(self, "programs"):
            return
        try:
            for program in self.programs:
                if program.live is not None:
                    assert program.live.writer.flush(10)
                program.die()
            self.restart(0)
            while free := self.free():
                note(f"finishes {free[0]} at the end")
                self.programs[0].sessions.finish_as_it_stood(SLUG, free[0])
                self.store_now(free[0])
                del self.model.under[free[0]]
            self.stored_is_what_was_acknowledged(Store(self.data))
            assert Store(self.data).drafts(SLUG) == {name: text for name, text in self.model.drafts.items() if text}
            stray = [path.name for path in self.data.rglob("*") if path.name.endswith((".tmp", ".jsonl", ".alive", ".inbox"))]
            assert [name for name in stray if not name.endswith(".redo.jsonl")] == []
        finally:
            for program in self.programs:
                program.die()
            self._folder.cleanup()


def shown(record: Living) -> tuple[str, str, bool]:
    return words_of(record.capture), record.state, record.removed


def unexpected(store: Store) -> list[str]:
    """What is told, but for what must be: both programs changed one thing, and one of the two is used."""
    return [told for told in store.notices if "two programs changed the same thing" not in told]


def mended(timeline: Timeline, which: int, answer: str, way: int) -> None:
    """The floor of some time ago is put right, if there is any."""
    stretches = timeline.stretches()
    if not stretches:
        return
    stretch = stretches[which % len(stretches)]
    if way == 0:
        timeline.reassign(stretch.start, answer)
    elif way == 1:
        timeline.split((stretch.start + stretch.end) // 2)
    else:
        timeline.move(stretch.start, stretch.start + 5_000_000)
