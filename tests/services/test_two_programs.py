"""Two programs on one data folder: each act is decided from what is stored then, and undo, forms and saves leave what the other
program changed. Where both changed one thing, the later holds, and the other is kept and told."""

import ast
import itertools
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

import mentortui
from mentortui.core.commands import Refused
from mentortui.core.record_kinds import ACTION
from mentortui.core.records import FinishedSession, Living, Me, Mentorship, Plan, Pulse, Template
from mentortui.core.typed_people import Person
from mentortui.services.archive import Archive
from mentortui.services.drafts import Drafts
from mentortui.services.feedback import Feedback
from mentortui.services.gone_by import GoneBy
from mentortui.services.letters import Letters
from mentortui.services.logging_past import LoggingPast, Typed
from mentortui.services.mentorships import Mentorships
from mentortui.services.overlapping import Overlaps
from mentortui.services.pages import Pages
from mentortui.services.preparing import Preparing
from mentortui.services.promises import Promises
from mentortui.services.pulses import Pulses
from mentortui.services.records import Records
from mentortui.services.sessions import Sessions
from mentortui.store.errors import Held, NotSaved, StoreError
from mentortui.store.store import Store
from tests.clocks import MINUTE, WALL, MovingClock
from tests.store.values import action, mentorship, private, session, step

replace = msgspec.structs.replace
SLUG = "grace"
REGULAR = Template(kind="regular", title="", minutes=20, items=())
NUMBERS = itertools.count()
ROOT = Path(__file__).parents[2]


class Program:
    """One program, with nothing in memory that another has."""

    def __init__(self, folder: Path) -> None:
        self.store, self.clock = Store(folder), MovingClock()
        self.promises = Promises(self.store, self.clock)
        self.records = Records(self.store, self.clock, new_id)
        self.pulses = Pulses(self.store, self.clock)
        self.preparing = Preparing(self.store, self.clock, new_id)
        self.gone_by = GoneBy(self.store, self.clock, self.preparing)
        self.letters = Letters(self.store, self.clock, self.preparing, self.pulses)
        self.mentorships = Mentorships(self.store, self.clock, new_id, "Europe/Berlin")
        self.archive = Archive(self.store, self.clock, Pages(self.store, self.clock))
        self.sessions = Sessions(self.store, self.clock, new_id)
        self.feedback = Feedback(self.store, self.clock, new_id)

    def living(self, id: str) -> Living:
        return next(one for one in self.store.living(SLUG) if one.id == id)

    def change(self, id: str, **fields: object) -> None:
        """Some act upon one record."""
        with self.store.changing(SLUG) as now:
            found = now.living.get(id)
            assert found is not None
            now.living.put(replace(found, **{"changed": self.clock.wall(), **fields}))

    def reword(self, id: str, text: str) -> None:
        self.change(id, capture=replace(self.living(id).capture, text=text))


def new_id() -> str:
    return f"new{next(NUMBERS)}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = Store(tmp_path)
    store.add_mentorship(mentorship(next_date=WALL + 60 * MINUTE))
    store.change_me(lambda _: Me(id="ada", name="Ada", zone="Europe/Berlin"))
    with store.changing(SLUG) as now:
        now.living.put(action("a1"), action("a2"), step("f1"))
        now.private.put(private("p1", "tired"))
        now.sessions(WALL - 600 * MINUTE).put(held(store.mentorship(SLUG)))
    return tmp_path


def held(of: Mentorship) -> FinishedSession:
    from mentortui.core.session_start import participants

    return replace(session("s1", began=WALL - 600 * MINUTE), people=participants(of))


@pytest.fixture
def here(folder: Path) -> Program:
    return Program(folder)


@pytest.fixture
def there(folder: Path) -> Program:
    return Program(folder)


def others_kept(program: Program) -> list[Path]:
    return list((program.store.data_dir / "mentorships" / SLUG / "backups").glob("*-other-*"))


# promises


def test_a_promise_ticked_off_in_both_is_kept_and_not_open_again(here: Program, there: Program) -> None:
    assert here.promises.tick(SLUG, "a1") == "kept: read it"
    assert there.promises.tick(SLUG, "a1") == "kept: read it"
    assert there.promises.tick(SLUG, "a1") == "open again: read it"


def test_undo_of_a_tick_keeps_the_words_of_the_other_and_the_other_way_round(here: Program, there: Program) -> None:
    here.promises.tick(SLUG, "a1")
    there.promises.line_of(SLUG, "a1")
    there.promises.reword(SLUG, "a1", "> read it twice @Grace")
    here.promises.undo()
    assert (here.living("a1").state, here.living("a1").capture.text) == ("open", "read it twice")
    here.promises.tick(SLUG, "a1")
    there.promises.undo()
    assert (here.living("a1").state, here.living("a1").capture.text) == ("done", "read it")


def test_undo_leaves_what_the_other_changed_in_the_same_place_since(here: Program, there: Program) -> None:
    here.promises.line_of(SLUG, "a1")
    here.promises.reword(SLUG, "a1", "> read it twice")
    there.reword("a1", "read it thrice")
    here.promises.undo()
    assert here.living("a1").capture.text == "read it thrice"


def test_a_line_typed_anew_changes_only_what_was_typed(here: Program, there: Program) -> None:
    line = here.promises.line_of(SLUG, "a1")
    there.promises.tick(SLUG, "a1")
    there.promises.line_of(SLUG, "a1")
    there.promises.reword(SLUG, "a1", f"{line} due:2026-12-24")
    here.promises.reword(SLUG, "a1", line.replace("read it", "read it twice"))
    found = here.living("a1")
    assert (found.state, found.capture.text, found.capture.due) == ("done", "read it twice", "2026-12-24")
    assert others_kept(here) == []


def test_the_same_words_changed_in_both_the_later_hold_and_the_others_are_kept_and_told(here: Program, there: Program) -> None:
    line = here.promises.line_of(SLUG, "a1")
    there.reword("a1", "theirs")
    here.promises.reword(SLUG, "a1", line.replace("read it", "ours"))
    assert here.living("a1").capture.text == "ours"
    (kept,) = others_kept(here)
    assert b'"theirs"' in kept.read_bytes()
    (told,) = here.store.notices
    assert told == f"{here.store.data_dir / 'mentorships' / SLUG / 'record.json'}: two programs changed the same thing. " + (
        f"The last is used; the other is kept in {kept}."
    )


# records and their forms


def test_a_form_writes_over_no_field_that_was_not_touched_in_it(here: Program, there: Program) -> None:
    seen = here.living("a1")
    there.change("a1", outcome="it helped", state="done")
    here.records.save(SLUG, ACTION, seen, {"capture.text": "read it twice", "outcome": ""})
    found = here.living("a1")
    assert (found.capture.text, found.outcome, found.state) == ("read it twice", "it helped", "done")
    assert others_kept(here) == []


def test_what_two_forms_say_of_one_field_is_kept_both(here: Program, there: Program) -> None:
    seen = here.living("a1")
    there.records.save(SLUG, ACTION, there.living("a1"), {"capture.text": "theirs"})
    here.records.save(SLUG, ACTION, seen, {"capture.text": "ours"})
    assert here.living("a1").capture.text == "ours"
    assert len(others_kept(here)) == 1


def test_a_form_saved_after_the_other_took_the_record_away_brings_it_back(here: Program, there: Program) -> None:
    seen = here.living("a1")
    there.records.remove(SLUG, ACTION, "a1")
    here.records.save(SLUG, ACTION, seen, {"capture.text": "read it twice"})
    assert (here.living("a1").removed, here.living("a1").capture.text) == (False, "read it twice")


def test_done_means_what_the_list_showed(here: Program, there: Program) -> None:
    for program in (here, there):
        program.records.shelf(SLUG)
    there.records.done(SLUG, ACTION, "a1")
    here.records.done(SLUG, ACTION, "a1")
    assert here.living("a1").state == "done"


def test_a_goal_named_in_two_forms_at_once_is_there_twice_never_and_lost_never(here: Program, there: Program) -> None:
    seen = here.living("a1"), there.living("a2")
    there.records.save(SLUG, ACTION, seen[1], {"capture.goal": "Lead"})
    here.records.save(SLUG, ACTION, seen[0], {"capture.goal": "Tests"})
    assert here.store.mentorship(SLUG).goals == ("Lead", "Tests")


def test_feedback_answered_here_and_its_step_ended_there(here: Program, there: Program) -> None:
    one, other = (program.feedback.book(SLUG) for program in (here, there))
    one.answer("f1", "agreed", "fair")
    other.end_step("f1", "went well")
    other.save()
    one.save()
    found = here.living("f1")
    assert (found.capture.answer_words, found.outcome, found.state) == ("fair", "went well", "done")
    one.undo()
    one.save()
    found = here.living("f1")
    assert (found.capture.answer_words, found.outcome) == ("", "went well")


# pulses and letters


def test_a_pulse_that_opened_meanwhile_is_given_no_more(here: Program, there: Program) -> None:
    here.pulses.give(SLUG, "s1", "ada", 3, 3, 3)
    assert here.pulses.of(SLUG, "s1").sealed
    there.pulses.give(SLUG, "s1", "grace", 4, 4, 4)
    with pytest.raises(Refused, match="open"):
        here.pulses.give(SLUG, "s1", "ada", 5, 5, 5)
    with pytest.raises(Refused, match="open"):
        here.pulses.put(SLUG, "s1", "ada", None)
    stored = {one.person: one.safety for one in here.store.table(SLUG, "pulses", Pulse)}
    assert stored == {"ada": 3, "grace": 4}


def test_a_pulse_given_anew_elsewhere_is_not_taken_back_here(here: Program, there: Program) -> None:
    here.pulses.give(SLUG, "s1", "ada", 3, 3, 3)
    there.clock.wait(5)
    there.pulses.give(SLUG, "s1", "ada", 5, 5, 5)
    with pytest.raises(Refused, match="another program"):
        here.pulses.put(SLUG, "s1", "ada", None)
    assert here.pulses.said(SLUG, "s1", "ada") == there.pulses.said(SLUG, "s1", "ada")


def test_a_letter_pasted_into_both_at_once_is_kept_once(here: Program, there: Program) -> None:
    text = "Hi Ada,\n\nDone since last time\n- the chapter\n\nTopics to bring\n- release (10)\n"
    letters = [program.letters.understood(SLUG, text).letter for program in (here, there)]
    kept, refused = list[str](), list[str]()

    def keep(program: Program, number: int) -> None:
        try:
            kept.append(program.letters.keep(SLUG, letters[number], "grace").id)
        except Refused as error:
            refused.append(str(error))

    assert not letters[0].empty
    at_once(lambda: keep(here, 0), lambda: keep(there, 1))
    assert (len(kept), len(refused)) == (1, 1)
    assert "kept already" in refused[0]
    assert [item.title for item in here.preparing.plan(SLUG).items].count("release") <= 1


# what is planned


def test_undo_of_missed_keeps_what_the_other_put_on_the_agenda_since(here: Program, there: Program) -> None:
    editor = here.preparing.editor(SLUG)
    editor.add("Talk 10")
    editor.save()
    date = here.store.mentorship(SLUG).next_date
    back = here.gone_by.missed(SLUG)
    assert here.store.mentorship(SLUG).next_date is None
    other = there.preparing.editor(SLUG)
    other.add("Theirs 5")
    other.save()
    back()
    assert {item.title for item in here.preparing.plan(SLUG).items} == {"Talk", "Theirs"}
    assert here.store.mentorship(SLUG).next_date == date
    assert [plan.state for plan in here.store.table(SLUG, "plans", Plan) if not plan.removed] == ["planned"]


def test_undo_of_missed_leaves_a_date_that_was_set_since(here: Program, there: Program) -> None:
    back = here.gone_by.missed(SLUG)
    there.preparing.set_date(SLUG, WALL + 500 * MINUTE)
    back()
    assert here.store.mentorship(SLUG).next_date == WALL + 500 * MINUTE


def test_a_next_agenda_begun_in_both_at_once_is_one_with_the_items_of_both(here: Program, there: Program) -> None:
    for plan in here.store.table(SLUG, "plans", Plan):
        here.store.save_table(SLUG, "plans", replace(plan, removed=True))
    one, other = (program.preparing.editor(SLUG) for program in (here, there))
    one.add("from here")
    other.add("from there")
    one.save()
    other.save()
    other.add("and one more")
    other.save()
    (plan,) = (plan for plan in here.store.table(SLUG, "plans", Plan) if not plan.removed)
    assert sorted(item.title for item in plan.items) == ["and one more", "from here", "from there"]
    assert other.is_stale()
    assert others_kept(here) == []


def test_two_dates_set_at_once_the_later_holds_and_the_other_is_kept(here: Program, there: Program) -> None:
    one, other = (program.preparing.editor(SLUG) for program in (here, there))
    one.set_date("2026-12-24 15:00")
    other.set_date("2026-12-23 15:00")
    other.save()
    first = here.store.mentorship(SLUG).next_date
    one.save()
    assert here.store.mentorship(SLUG).next_date not in (None, first)
    assert str(first).encode() in others_kept(here)[0].read_bytes()


def test_one_date_set_and_an_item_added_at_once_are_no_conflict(here: Program, there: Program) -> None:
    one, other = (program.preparing.editor(SLUG) for program in (here, there))
    one.set_date("2026-12-24 15:00")
    other.add("Talk 10")
    other.save()
    one.save()
    plan = here.preparing.plan(SLUG)
    assert [item.title for item in plan.items] == ["Talk"] or len(here.store.table(SLUG, "plans", Plan)) == 2
    assert others_kept(here) == []


# mentorships, drafts, the archive


def test_names_and_zones_changed_in_two_forms_are_both_changed(here: Program, there: Program) -> None:
    seen = [program.mentorships.get(SLUG) for program in (here, there)]
    there.mentorships.edit(SLUG, others=[Person("Grace", "Africa/Nairobi", "grace")], seen=seen[1])
    there.store.change_mentorship(SLUG, lambda now: replace(now, goals=("Lead",)))
    here.mentorships.edit(SLUG, own=Person("Ada L.", "", "ada"), others=[Person("Grace", "UTC", "grace")], seen=seen[0])
    now = here.store.mentorship(SLUG)
    assert [(one.name, one.zone) for one in now.people] == [("Ada L.", now.people[0].zone), ("Grace", "Africa/Nairobi")]
    assert now.goals == ("Lead",)
    assert others_kept(here) == []


def test_a_mentorship_removed_and_brought_back_keeps_what_was_changed_meanwhile(here: Program, there: Program) -> None:
    here.mentorships.remove(SLUG)
    there.store.change_mentorship(SLUG, lambda now: replace(now, goals=("Lead",)))
    here.mentorships.bring_back(SLUG)
    now = here.store.mentorship(SLUG)
    assert (now.removed, now.goals) == (False, ("Lead",))


def test_two_first_runs_at_once_make_one_user(tmp_path: Path) -> None:
    one, other = Program(tmp_path / "new"), Program(tmp_path / "new")
    at_once(lambda: one.mentorships.begin("Ada", other_name="Grace"), lambda: other.mentorships.begin("Ada", other_name="Linus"))
    store = Store(tmp_path / "new")
    assert store.me() is not None
    assert sorted(one.slug for one in store.mentorships()) == ["grace", "linus"]


def test_a_session_brought_back_has_what_the_other_changed_in_it_since(here: Program, there: Program) -> None:
    with here.store.changing(SLUG) as now:
        now.living.put(replace(action("a1"), session="s1"))
    here.archive.remove(SLUG, "s1")
    there.change("a1", outcome="it helped")
    with there.store.changing(SLUG) as now:
        stored = now.sessions(WALL - 600 * MINUTE).get("s1")
        assert stored is not None
        now.sessions(stored.began).put(replace(stored, closing="a good hour"))
    here.archive.undo()
    found = here.store.session(SLUG, "s1")
    assert (found.removed, found.closing) == (False, "a good hour")
    assert (here.living("a1").removed, here.living("a1").outcome) == (False, "it helped")


def test_drafts_of_two_programs_under_one_name_are_both_kept_and_an_ended_form_takes_only_its_own(
    here: Program, there: Program
) -> None:
    one, other = (Drafts(program.store, SLUG, behind=0.01) for program in (here, there))
    one.put("line", "ours")
    one.close()
    other.put("line", "theirs")
    other.close()
    assert here.store.drafts(SLUG) == {"line": "theirs", "line (of another program)": "ours"}
    assert "two programs type at the same place" in there.store.notices[0]
    one.put("line", "")
    one.close()
    assert here.store.drafts(SLUG)["line"] == "theirs"


def test_of_two_past_sessions_written_down_at_once_at_one_time_one_is_asked_about(here: Program, there: Program) -> None:
    typed = Typed(day="2026-11-20", time="10:00", minutes="60")
    said = list[str]()

    def log(program: Program) -> None:
        logging = LoggingPast(program.store, program.clock, new_id, SLUG)
        try:
            said.append(str(logging.save(typed).number))
        except Overlaps:
            said.append("asked")

    at_once(lambda: log(here), lambda: log(there))
    assert sorted(said) == ["2", "asked"]


# sessions under way


def at_once(*acts: Callable[[], object]) -> None:
    """Each in a thread of its own, begun at the same moment."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        gate.wait()
        act()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


ANOTHER = """
import sys
from pathlib import Path
from tests.services import test_two_programs as two
program = two.Program(Path(sys.argv[1]))
try:
    live = program.sessions.start(program.store.mentorship(two.SLUG), two.REGULAR)
except two.Held as error:
    print(error, flush=True)
else:
    print("began", flush=True)
    sys.stdin.read()
    program.sessions.leave(live)
"""


def another(folder: Path) -> subprocess.Popen[str]:
    """A program that begins a session, and leaves it once its input ends."""
    command = [sys.executable, "-c", ANOTHER, str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_of_two_programs_that_begin_a_session_at_once_the_second_is_told_of_the_first(folder: Path, here: Program) -> None:
    programs = [another(folder) for _ in range(2)]
    said = [one.stdout.readline().strip() for one in programs if one.stdout is not None]
    assert said.count("began") == 1
    first = programs[said.index("began")]
    (told,) = (words for words in said if words != "began")
    assert f"live in another mentortui (process {first.pid} " in told
    assert told.endswith("Watch it from here.")
    assert len(here.sessions.unfinished(SLUG)) == 1
    for one in programs:
        one.communicate()
    assert [one.returncode for one in programs] == [0, 0]
    (waiting,) = here.sessions.unfinished(SLUG)
    assert waiting.holder == ""
    second = here.sessions.start(here.store.mentorship(SLUG), REGULAR)
    assert second.session.started.number == 3
    here.sessions.leave(second)


def test_of_two_programs_that_go_on_with_a_session_at_once_one_does(here: Program, there: Program) -> None:
    live = here.sessions.start(here.store.mentorship(SLUG), REGULAR)
    here.sessions.leave(live)
    id, went, held = live.session.started.session, list[Program](), list[str]()

    def go_on(program: Program) -> None:
        try:
            program.sessions.go_on(SLUG, id)
            went.append(program)
        except Held as error:
            held.append(str(error))

    at_once(lambda: go_on(here), lambda: go_on(there))
    assert (len(went), len(held)) == (1, 1)
    assert "Watch it from here." in held[0]
    events, _ = there.sessions.watch(SLUG, id)
    assert len(events) >= 1


def test_two_programs_that_start_at_once_store_a_finished_session_once(here: Program, there: Program, folder: Path) -> None:
    id = finished_and_killed(here)
    programs = [Program(folder), Program(folder), Program(folder)]
    at_once(*(one.sessions.recover for one in programs))
    store = Store(folder)
    assert [one.id for one in store.sessions(SLUG)] == ["s1", id]
    assert [one.capture.text for one in store.living(SLUG) if one.session == id] == ["send the chapter"]
    assert len([one for one in store.private_notes(SLUG) if one.session == id]) == 1
    plans = [plan for plan in store.table(SLUG, "plans", Plan) if not plan.removed]
    assert sum(len(plan.items) for plan in plans if plan.state == "planned") <= 1
    assert store.journals.all() == ()
    assert [notice for one in programs for notice in one.store.notices] == []


def finished_and_killed(program: Program) -> str:
    live = program.sessions.start(program.store.mentorship(SLUG), REGULAR)
    live.floor.press(1)
    program.clock.wait(20)
    live.captures.catch("> send the chapter")
    live.captures.catch(". sounds tired")
    live.finish()
    assert live.writer.flush()
    live.close()
    program.sessions.log_of(live).close()
    return live.session.started.session


def test_a_start_that_looked_before_another_stored_a_session_takes_nothing_back(here: Program, folder: Path) -> None:
    id = finished_and_killed(here)
    slow, quick = Program(folder), Program(folder)
    found = slow.store.journals.all()
    slow.store.journals.all = lambda: found  # type: ignore[method-assign]
    quick.sessions.recover()
    quick.clock.wait(60)
    quick.archive.remove(SLUG, id)
    slow.sessions.recover()
    assert [(one.id, one.removed) for one in Store(folder).sessions(SLUG)] == [("s1", False), (id, True)]


def test_what_is_edited_elsewhere_stays_when_a_session_is_finished_here(here: Program, there: Program) -> None:
    live = here.sessions.start(here.store.mentorship(SLUG), REGULAR)
    live.captures.catch("> send the chapter")
    there.records.save(SLUG, ACTION, there.living("a1"), {"capture.text": "read it twice"})
    there.store.change_mentorship(SLUG, lambda now: replace(now, goals=("Lead",)))
    live.finish()
    here.sessions.conclude(live)
    there.promises.tick(SLUG, next(one.id for one in there.store.living(SLUG) if one.capture.text == "send the chapter"))
    here.sessions.leave(live)
    assert here.store.mentorship(SLUG).goals == ("Lead",)
    assert here.living("a1").capture.text == "read it twice"
    assert [one.state for one in here.store.living(SLUG) if one.capture.text == "send the chapter"] == ["done"]


# the file underneath


def test_a_file_of_the_same_size_and_time_put_in_its_place_is_noticed_before_it_is_written(here: Program, there: Program) -> None:
    path = here.store.data_dir / "mentorships" / SLUG / "record.json"
    assert here.living("a1").capture.text == "read it"
    as_it_was = path.stat()
    there.reword("a1", "READ IT")
    os.utime(path, ns=(as_it_was.st_atime_ns, as_it_was.st_mtime_ns))
    now = path.stat()
    assert now.st_mtime_ns == as_it_was.st_mtime_ns
    here.change("a2", outcome="x")
    assert (here.living("a1").capture.text, here.living("a2").outcome) == ("READ IT", "x")


def test_a_file_changed_in_place_with_its_time_set_back_is_noticed(here: Program) -> None:
    path = here.store.data_dir / "mentorships" / SLUG / "record.json"
    assert here.living("a1").capture.text == "read it"
    as_it_was = path.stat()
    with path.open("r+b") as file:
        data = file.read().replace(b"read it", b"READ IT")
        file.seek(0)
        file.write(data)
    os.utime(path, ns=(as_it_was.st_atime_ns, as_it_was.st_mtime_ns))
    now = path.stat()
    assert (now.st_mtime_ns, now.st_size, now.st_ino) == (as_it_was.st_mtime_ns, as_it_was.st_size, as_it_was.st_ino)
    assert here.living("a1").capture.text == "READ IT"


def test_a_file_replaced_between_reading_and_writing_is_not_written_over(here: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a program that knows no lock of ours, at the last moment: while our new file is forced to disk."""
    path = here.store.data_dir / "mentorships" / SLUG / "record.json"
    theirs = path.read_bytes().replace(b"read it", b"READ IT")

    def sync(_: int) -> None:
        new = path.with_name("theirs.part")
        new.write_bytes(theirs)
        new.replace(path)

    with monkeypatch.context() as patch:
        patch.setattr("mentortui.store.writing.sync", sync)
        with pytest.raises(NotSaved, match="another program changed it meanwhile"):
            here.change("a2", outcome="x")
    assert path.read_bytes() == theirs
    here.change("a2", outcome="x")
    assert (here.living("a1").capture.text, here.living("a2").outcome) == ("READ IT", "x")


# one act


def test_an_act_that_fails_in_the_middle_leaves_nothing_of_it(here: Program, there: Program) -> None:
    def fails() -> None:
        with here.store.changing(SLUG) as now:
            now.living.put(action("new"))
            assert "new" in {one.id for one in here.store.living(SLUG)}
            raise StoreError("no")

    with pytest.raises(StoreError):
        fails()
    for program in (here, there):
        assert "new" not in {one.id for one in program.store.living(SLUG)}


def test_an_act_within_an_act_is_one_of_it(here: Program, there: Program) -> None:
    with here.store.changing(SLUG) as now:
        now.living.put(action("one"))
        with here.store.changing(SLUG) as inner:
            assert inner.living.get("one") is not None
            inner.living.put(action("two"))
        assert "two" not in {one.id for one in there.store.living(SLUG)}
    assert {"one", "two"} <= {one.id for one in there.store.living(SLUG)}


WHOLE = {"save_me", "save_mentorship", "save_living", "save_session", "save_private", "save_table"}


def test_no_part_of_the_program_stores_whole_records_that_it_read_before() -> None:
    """`Store.changing` and its like read under the lock; what puts a whole record, as it was read at some time, is for tests."""
    found = []
    for path in Path(mentortui.__path__[0]).rglob("*.py"):
        if path.parent.name == "store":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in WHOLE:
                found.append(f"{path.name}:{node.lineno} {node.attr}")
    assert found == []
