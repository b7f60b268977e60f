"""Transcripts among all that programs do: imported, the same file again, beside a session with keys, taken over, given back."""

from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from mentortui.core.records import FinishedSession
from mentortui.core.refused import Refused
from mentortui.services.held_when import When
from mentortui.services.importing import Already, Draft, Overlaps, Planned, Promoted
from mentortui.store.errors import StoreError
from mentortui.store.store import Store
from tests.clocks import MINUTE, SECOND, MovingClock
from tests.stateful.model import Kept, Model, words_of
from tests.stateful.programs import SLUG, Program
from tests.store.faults import Killed, faults

WHO, NTH, FILES = st.integers(0, 1), st.integers(0, 30), st.integers(0, 4)
ANSWERS = {"Ada": "ada", "Grace": "grace", "Someone": "", "Kofi": "+"}
LINES = st.lists(
    st.tuples(st.integers(0, 90), st.sampled_from(("", "> ", ". ", "+ good -> ", "= ", "! ")), st.text(min_size=1, max_size=20)),
    max_size=3,
)
SECRET = "unspoken"
"""In every cue, and nowhere on disk unless what was said was asked for."""


class Transcripts(RuleBasedStateMachine):
    """Of the programs that `Programs` runs."""

    programs: list[Program]
    clock: MovingClock
    model: Model
    data: Path
    changed: bool
    there: Callable[[int], str]
    restart: Callable[[int], None]
    hold_a_session: Callable[[int, list[int]], None]

    def read(self, who: int, file: int, keep_words: bool = True) -> Draft:
        """One of ten files, each another call of three minutes; each longer than the one before."""
        path = self.data.parent / f"call {file}.vtt"
        if not path.exists():
            path.write_text(call(file), encoding="utf-8")
        return self.programs[who].importing.read(path, keep_words=keep_words)

    def stored_of(self, file: int) -> list[str]:
        """The sessions that have that file."""
        return [id for id, known in self.model.files.items() if known == file and not self.model.sessions[id]]

    def planned(self, who: int, file: int, ago: int, lines: Sequence[tuple[int, str, str]]) -> Planned | None:
        """What importing that file would leave; None where it is refused, as it has to be."""
        importing = self.programs[who].importing
        draft = self.read(who, file)
        when = When(began=self.clock.wall() - draft.placed.end - ago * MINUTE, how="said")
        promoted = [Promoted(at=at * SECOND, line=sign + text) for at, sign, text in lines]
        there = self.stored_of(file)
        try:
            planned = importing.plan(draft, SLUG, ANSWERS, when=when, promoted=promoted)
        except Refused as error:
            self.told_already(error, file)
            assert there or lines
            return None
        assert not self.stored_of(file)
        assert len(caught(planned)) == len(lines)
        return planned

    def told_already(self, error: Refused, file: int) -> None:
        assert not isinstance(error, Already) or error.session in self.stored_of(file)

    def learn_import(self, planned: Planned, file: int, words: int | None) -> None:
        id = planned.session.id
        self.model.sessions[id], self.model.files[id], self.model.said[id] = False, file, words
        self.model.kept.update({one: Kept(text, kind, id) for one, text, kind in caught(planned)})
        self.changed = True

    @rule(who=WHO, file=FILES, keep=st.booleans(), ago=st.integers(0, 600), lines=LINES, other=st.booleans())
    def import_a_call(self, who: int, file: int, keep: bool, ago: int, lines: list[tuple[int, str, str]], other: bool) -> None:
        """Shown, and stored: `other` stores it in the other program as well, which was as far."""
        planned = self.planned(who, file, ago, lines)
        if planned is None:
            return
        self.model.asked |= keep
        before = Store(self.data).mentorship(SLUG).next_date
        importing = self.programs[who].importing
        too = self.planned(1 - who, file, ago, lines) if other else None
        try:
            stored = importing.store(planned, keep_words=keep)
        except Overlaps:
            assert planned.beside in self.model.sessions
            assert planned.session.id not in {one.id for one in Store(self.data).sessions(SLUG)}
            stored = importing.store(planned, keep_words=keep, anyway=True)
        assert stored.id == planned.session.id
        self.learn_import(planned, file, len(planned.draft.read.transcript.cues) if keep else None)
        after = Store(self.data).mentorship(SLUG).next_date
        assert after == (before if planned.counts_as is None else None)
        if too is None:
            return
        try:
            self.programs[1 - who].importing.store(too, anyway=True)
        except Already as error:
            self.told_already(error, file)
            return
        raise AssertionError("one file was imported twice")

    @rule(who=WHO, file=FILES, keep=st.booleans(), lines=LINES, at=NTH, error=st.one_of(st.none(), st.sampled_from((5, 28))))
    def import_on_a_bad_disk(
        self, who: int, file: int, keep: bool, lines: list[tuple[int, str, str]], at: int, error: int | None
    ) -> None:
        """One call fails, or the program is killed there: the session is there, whole, or it is not."""
        if self.programs[who].live is not None:
            return
        planned = self.planned(who, file, 5, lines)
        if planned is None:
            return
        self.model.asked |= keep
        words = len(planned.draft.read.transcript.cues) if keep else None
        try:
            with faults(at * 2, error, here=True):
                self.programs[who].importing.store(planned, keep_words=keep, anyway=True)
        except (StoreError, Killed):
            self.restart(who)
            if planned.session.id in {one.id for one in self.programs[who].store.sessions(SLUG)}:
                self.learn_import(planned, file, words)
        else:
            self.learn_import(planned, file, words)
        self.programs[who].store.notices.clear()
        self.changed = True

    @rule(who=WHO, minutes=st.integers(1, 60), gone_by=st.booleans())
    def agree_on_a_date(self, who: int, minutes: int, gone_by: bool) -> None:
        """So that some session that is imported later counts as that one."""
        self.programs[who].preparing.set_date(SLUG, self.clock.wall() + minutes * MINUTE)
        if gone_by:
            self.clock.wait(minutes * 60 + 1)

    @rule(
        who=WHO,
        session=NTH,
        file=st.integers(3, 9),
        way=st.sampled_from(("keep", "take over", "take over", "stretch", "undo", "give back")),
    )
    def lay_beside(self, who: int, session: int, file: int, way: str) -> None:
        """A file beside a stored session, and back."""
        program, model = self.programs[who], self.model
        if all((id := self.there(one)) in model.said or not id for one in range(session, session + 5)):
            self.hold_a_session(who, [20, 25, 15])
        id = next((id for one in range(session, session + 5) if (id := self.there(one)) not in model.said), self.there(session))
        if not id:
            return
        laying, before = program.laying_beside, program.store.session(SLUG, id)
        if way == "give back":
            try:
                back = laying.give_back(SLUG, id)
            except Refused:
                assert id not in model.keyed
                return
            assert (held(back), back.keyed) == (model.keyed.pop(id), ())
            self.changed = True
            return
        try:
            compared = laying.compare(self.read(who, file), SLUG, id, ANSWERS)
        except Refused as error:
            self.told_already(error, file)
            return
        assert set(self.stored_of(file)) <= {id}
        if way == "keep":
            laying.keep(compared)
        elif way == "take over":
            laying.take_over(compared)
        else:
            laying.keep(compared)
            timeline = laying.timeline(SLUG, id)
            for start, end in compared.beside.differences(SECOND)[:1]:
                timeline.take_over(compared.beside.held, start, end)
                if way == "undo":
                    timeline.undo()
            timeline.save()
        model.files[id] = file
        self.changed = True
        after = program.store.session(SLUG, id)
        if after.keyed:
            assert held_of(after.keyed) == model.keyed.setdefault(id, held(before))
        else:
            assert id not in model.keyed
            assert held(after) == held(before)

    def transcripts_are_as_acknowledged(self, fresh: Store) -> None:
        """What was said is there where it was asked for, and only there; each session knows its file."""
        stored = {one.id: one for one in fresh.sessions(SLUG)}
        for id, file in self.model.files.items():
            origin = stored[id].origin
            assert origin is not None
            assert origin.file == f"call {file}.vtt"
            words = fresh.words(SLUG, id)
            assert (None if words is None else len(words.lines)) == self.model.said.get(id)
        if not self.model.asked:
            everything = b"".join(path.read_bytes() for path in self.data.rglob("*") if path.is_file())
            assert SECRET.encode() not in everything


def call(number: int) -> str:
    """Three minutes and more; its second cue grows with the number, one is nobody's in particular, one a guest's."""
    cues = [
        ("00:00.000", "00:20.000", "Ada", "How did the [/]<i>deploy</i> go?"),
        ("00:24.000", f"01:{number:02}.500", "Grace", "=1+1 Quietly"),
        ("01:00.000", "01:10.000", "Ada", "\u202eGood \u0007"),
        ("01:30.000", "02:00.000", "Someone", "a lone voice"),
        ("02:05.000", f"03:{10 + number}.000", "Kofi", "one more"),
    ]
    text = "".join(f"{start} --> {end}\n<v {name}>{words} {SECRET} {number}\n\n" for start, end, name, words in cues)
    return f"WEBVTT\n\n{text}"


def caught(planned: Planned) -> list[tuple[str, str, str]]:
    """Ids, words and kinds of what was promoted."""
    made = planned.made
    captures = [
        *(one.capture for one in made.living),
        *(one.caught.capture for one in made.private),
        *(one.capture for one in made.session.caught),
    ]
    return [(one.id, words_of(one), one.kind) for one in captures]


def held(session: FinishedSession) -> list[tuple[str, int, int]]:
    return held_of(session.turns)


def held_of(turns: Sequence[tuple[str, int, int, str]]) -> list[tuple[str, int, int]]:
    """Who had the floor when, however it is known."""
    return sorted((person, start, end) for person, start, end, _ in turns)
