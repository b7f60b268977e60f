"""A transcript beside a session that was timed by hand: compared, its turns taken over, the keyed ones given back."""

from pathlib import Path
from typing import cast

import msgspec
import pytest

from mentortui.core import agreeing
from mentortui.core.hearing_values import HeardChange, Who
from mentortui.core.naming import NOT_SAID
from mentortui.core.records import FinishedSession
from mentortui.core.refused import Refused
from mentortui.core.why_session import why_stored
from mentortui.core.words import known_of
from mentortui.services.import_report import compared_lines
from mentortui.services.importing import Already, Draft, Importing
from mentortui.services.laying_beside import Compared, LayingBeside
from tests.clocks import SECOND
from tests.services.test_sessions import Place

ANSWERS = {"Ada L.": "ada", "Grace": "grace"}


class Call(Place):
    """A session of two minutes that is over, and a recording of it that began twelve seconds before."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "data")
        live = self.start()
        for seconds, key in ((0, 1), (40, 2), (50, 1), (30, 0)):
            self.run(live, seconds)
            live.floor.press(key)
        live.finish()
        self.session = self.sessions.conclude(live)
        self.sessions.leave(live)
        self.importing = Importing(self.store, self.clock, lambda: next(self.ids))
        self.beside = LayingBeside(self.store, self.clock, lambda: next(self.ids))
        self.path = folder / "call.vtt"
        self.written((12, 52, "Ada L."), (52, 90, "Grace"), (90, 102, "Ada L."), (102, 132, "Ada L."))

    def written(self, *cues: tuple[int, int, str]) -> None:
        blocks = [f"{_stamp(start)} --> {_stamp(end)}\n{name}: words" for start, end, name in cues]
        self.path.write_text("\n\n".join(["WEBVTT", *blocks]), encoding="utf-8")

    def draft(self) -> Draft:
        return self.importing.read(self.path)

    def compared(self) -> Compared:
        return self.beside.compare(self.draft(), self.slug, self.session.id, ANSWERS)

    def now(self) -> FinishedSession:
        return self.store.session(self.slug, self.session.id)


def _stamp(seconds: int) -> str:
    return f"{seconds // 60:02}:{seconds % 60:02}.000"


@pytest.fixture
def call(tmp_path: Path) -> Call:
    return Call(tmp_path)


def turns(session: FinishedSession) -> list[tuple[str, int, int, str]]:
    return [(who, start // SECOND, end // SECOND, how) for who, start, end, how in session.turns]


KEYED = [("ada", 0, 40, "key"), ("grace", 40, 90, "key"), ("ada", 90, 120, "key")]
RECORDED = [("ada", 0, 40, "transcript"), ("grace", 40, 78, "transcript"), ("ada", 78, 120, "transcript")]


def test_comparing_stores_nothing_and_says_how_far_both_agree(call: Call) -> None:
    assert turns(call.session) == KEYED
    compared = call.compared()
    assert compared.beside.shift == -12 * SECOND
    assert compared.beside.figures.time == pytest.approx(0.9)
    assert [(start // SECOND, end // SECOND) for start, end in compared.beside.differences()] == [(78, 90)]
    assert call.now() == call.session
    told = "\n".join(compared_lines(compared, call.clock.wall()))
    assert "The recording began 12.0 s before the session" in told
    assert "Keys and recording agree for 90 % of the talk" in told
    assert "Ada: 10 points less by the keys" in told
    assert "Grace: 10 points more by the keys" in told
    assert "Keying error 10 %" in told


def test_that_it_lies_beside_is_stored_and_no_turn_is_changed(call: Call) -> None:
    stored = call.beside.keep(call.compared())
    assert (turns(stored), stored.figures, stored.keyed) == (KEYED, call.session.figures, ())
    assert stored.origin is not None
    assert stored.recorded is not None
    assert (stored.origin.file, stored.recorded.agrees) == ("call.vtt", "9/10")
    assert stored.recorded.speaking == {"ada": 82 * SECOND, "grace": 38 * SECOND}
    assert call.store.mentorship(call.slug).people[0].heard_as == ("Ada L.",)
    assert call.now() == stored


def test_why_the_shares_are_trusted_says_how_far_both_agree_while_they_are_the_keyed_ones(call: Call) -> None:
    said = "keys and recording agree for 90 % of the talk"
    assert said not in str(why_stored(call.session))
    assert said in str(why_stored(call.beside.keep(call.compared())))
    assert said not in str(why_stored(call.beside.take_over(call.compared())))


def test_that_turns_were_mended_since_is_known_before_they_are_dropped(call: Call) -> None:
    assert not call.beside.mended_since(call.slug, call.session.id)
    call.beside.take_over(call.compared())
    assert not call.beside.mended_since(call.slug, call.session.id)
    timeline = call.beside.timeline(call.slug, call.session.id)
    timeline.reassign(0, "grace")
    timeline.save()
    assert call.beside.mended_since(call.slug, call.session.id)
    call.beside.give_back(call.slug, call.session.id)
    assert not call.beside.mended_since(call.slug, call.session.id)


def test_laid_beside_again_after_all_was_taken_over_they_agree_as_they_did(call: Call) -> None:
    said = "eys and recording agree for 90 % of the talk"
    call.beside.take_over(call.compared())
    assert said in "\n".join(compared_lines(call.compared(), call.clock.wall()))
    call.beside.keep(call.compared())
    call.beside.take_over(call.compared())
    assert said in str(why_stored(call.beside.give_back(call.slug, call.session.id)))


def test_far_more_turns_than_people_could_have_had_are_refused(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreeing, "MOST_PAIRS", 5)
    with pytest.raises(Refused, match=r"call\.vtt: so many turns"):
        call.compared()


def test_doing_it_again_changes_nothing(call: Call) -> None:
    call.beside.keep(call.compared())
    before = {path: path.read_bytes() for path in call.folder.rglob("*.json")}
    call.clock.wait(60)
    call.beside.keep(call.compared())
    assert {path: path.read_bytes() for path in before} == before


def test_its_turns_taken_over_whole_are_the_sessions_and_the_keyed_ones_come_back(call: Call) -> None:
    made = call.beside.take_over(call.compared())
    assert turns(made) == RECORDED
    assert {who: time // SECOND for who, time in made.figures.floor.items()} == {"ada": 82, "grace": 38}
    assert made.keyed == call.session.turns
    assert made.origin is not None
    assert call.now() == made
    back = call.beside.give_back(call.slug, call.session.id)
    assert (back.turns, back.figures, back.items, back.keyed) == (
        call.session.turns,
        call.session.figures,
        call.session.items,
        (),
    )
    with pytest.raises(Refused, match="no keyed turns"):
        call.beside.give_back(call.slug, call.session.id)


def test_one_stretch_can_be_taken_over_and_undone(call: Call) -> None:
    compared = call.compared()
    timeline = call.beside.timeline(call.slug, call.session.id)
    ((start, end),) = compared.beside.differences()
    assert timeline.take_over(compared.beside.held, start, end) == "1:18 to 1:30 as recorded"
    timeline.save()
    made = call.now()
    assert {who: time // SECOND for who, time in made.figures.floor.items()} == {"ada": 82, "grace": 38}
    assert [how for *_, how in made.turns].count("key") >= 2
    assert (made.keyed, made.mended) == (call.session.turns, False)
    assert timeline.undo() == "Undone: 1:18 to 1:30 as recorded"
    timeline.save()
    assert (call.now().turns, call.now().figures, call.now().keyed) == (call.session.turns, call.session.figures, ())
    timeline.redo()
    timeline.save()
    assert call.now().keyed == call.session.turns


def test_a_stretch_that_was_taken_over_is_told_also_where_it_joins_a_keyed_turn(call: Call) -> None:
    call.written((0, 50, "Ada L."), (50, 90, "Grace"), (90, 120, "Ada L."))
    compared = call.compared()
    timeline = call.beside.timeline(call.slug, call.session.id)
    timeline.take_over(compared.beside.held, *compared.beside.differences()[0])
    timeline.save()
    assert known_of(call.now()) == "keyed, from a transcript"


def test_taken_over_twice_the_keyed_ones_are_still_those_that_were_keyed(call: Call) -> None:
    compared = call.compared()
    call.beside.take_over(compared)
    call.beside.take_over(call.compared())
    assert call.now().keyed == call.session.turns


def test_a_stretch_that_is_none_is_refused(call: Call) -> None:
    timeline = call.beside.timeline(call.slug, call.session.id)
    with pytest.raises(Refused, match="no stretch"):
        timeline.take_over((), 10, 10)


def test_who_was_not_there_is_not_said(call: Call) -> None:
    call.written((12, 52, "Ada L."), (52, 102, "Kofi"), (102, 132, "Ada L."))
    compared = call.beside.compare(call.draft(), call.slug, call.session.id, {"Ada L.": "ada", "Kofi": "+"})
    assert compared.by_name == {"Ada L.": "ada", "Kofi": NOT_SAID}
    made = call.beside.take_over(compared)
    assert ("+", 40, 90, "transcript") in turns(made)
    assert made.figures.floor["grace"] == 0


def test_names_are_proposed_among_those_who_were_there(call: Call) -> None:
    found = call.beside.proposals(call.draft(), call.slug, call.session.id)
    assert [(one.name, one.person, one.sure) for one in found] == [("Ada L.", "ada", True), ("Grace", "grace", True)]
    assert call.beside.people(call.slug, call.session.id) == (("ada", "Ada"), ("grace", "Grace"))


def test_a_file_that_is_a_session_of_its_own_already_is_refused(call: Call) -> None:
    draft = call.draft()
    when = call.importing.when(draft, call.slug, "2026-11-20 10:00")
    stored = call.importing.store(call.importing.plan(draft, call.slug, ANSWERS, when=when))
    with pytest.raises(Already, match="regular session 2"):
        call.compared()
    with pytest.raises(Already, match="made from this very file"):
        call.beside.compare(draft, call.slug, stored.id, ANSWERS)


def test_one_that_lies_beside_a_session_is_not_imported_as_another(call: Call) -> None:
    call.beside.keep(call.compared())
    with pytest.raises(Already, match="regular session 1"):
        call.importing.plan(call.draft(), call.slug, ANSWERS)


def test_a_session_that_came_from_another_transcript_has_no_keyed_turns_to_compare(call: Call, tmp_path: Path) -> None:
    draft = call.draft()
    when = call.importing.when(draft, call.slug, "2026-11-20 10:00")
    stored = call.importing.store(call.importing.plan(draft, call.slug, ANSWERS, when=when))
    call.written((0, 10, "Ada L."))
    with pytest.raises(Refused, match=r"came from call\.vtt itself"):
        call.beside.compare(call.draft(), call.slug, stored.id, ANSWERS)
    timeline = call.beside.timeline(call.slug, stored.id)
    timeline.reassign(timeline.stretches()[0].start, "+")
    timeline.save()
    with pytest.raises(Refused, match=r"came from call\.vtt itself"):
        call.beside.compare(call.draft(), call.slug, stored.id, ANSWERS)


def test_what_summary_changed_meanwhile_stays(call: Call) -> None:
    compared = call.compared()
    editor_changed = call.now()
    with call.store.changing(call.slug) as now:
        now.sessions(editor_changed.began).put(_closed(editor_changed))
    made = call.beside.take_over(compared)
    assert (made.closing, turns(made)) == ("Went well.", RECORDED)


def _closed(session: FinishedSession) -> FinishedSession:
    return msgspec.structs.replace(session, closing="Went well.", changed=session.changed + 1)


class HeardCall(Call):
    """The same, but that nobody pressed a key: the microphone heard Ada, and that Grace, or nobody, spoke for fifty seconds."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        live = self.start()
        live.floor.hearing(("microphone",), self.clock.boot())
        for seconds, who in ((0, "me"), (40, "rest"), (50, "me"), (30, "rest")):
            self.run(live, seconds)
            live.floor.hear(HeardChange(self.clock.boot(), cast(Who, who)))
        live.finish()
        self.session = self.sessions.conclude(live)
        self.sessions.leave(live)


def test_a_transcript_settles_what_hearing_did_not_know_and_leaves_what_it_knew(tmp_path: Path) -> None:
    call = HeardCall(tmp_path)
    assert turns(call.session) == [("ada", 0, 40, "heard"), ("-", 40, 90, "heard"), ("ada", 90, 120, "heard")]
    compared = call.compared()
    assert compared.beside.figures.time == 1  # of what was heard of Ada, 12 s of which the file has as Ada's too
    assert "What was heard and recording agree for 100 % of the talk" in compared_lines(compared, call.clock.wall())
    settled = call.beside.settle(compared)
    assert turns(settled) == [
        ("ada", 0, 40, "heard"),
        ("grace", 40, 78, "transcript"),
        ("ada", 78, 120, "transcript"),
    ]
    assert (settled.figures.unsure, settled.figures.rest) == (0, 0)
    assert settled.hears == call.session.hears
    with pytest.raises(Refused, match="nothing to fill in"):
        call.beside.settle(compared)
    assert turns(call.beside.give_back(call.slug, call.session.id)) == turns(call.session)


def test_what_a_transcript_settled_is_undone_as_one(tmp_path: Path) -> None:
    call = HeardCall(tmp_path)
    timeline = call.beside.timeline(call.slug, call.session.id)
    assert timeline.settle(call.compared().beside.held) == "what was not known is as recorded"
    timeline.save()
    timeline.undo()
    timeline.save()
    assert call.now() == msgspec.structs.replace(call.session, changed=call.now().changed)
