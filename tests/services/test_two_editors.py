"""Two programs edit one session: what each changed is there when both have saved."""

import itertools
import threading
from pathlib import Path

import msgspec
import pytest

from mentortui.core.plan_carry import taken_over
from mentortui.core.records import Living, PlanItem, Template
from mentortui.services.editing import Editor
from mentortui.services.pages import Pages
from mentortui.services.preparing import Preparing
from mentortui.services.sessions import Sessions
from mentortui.services.stored_timeline import StoredTimeline
from mentortui.store.changing import Changing
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.screens.summary_app import TURNS, store_a_session

replace = msgspec.structs.replace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def slug(folder: Path) -> str:
    return store_a_session(Store(folder), "usual")


def program(folder: Path, slug: str) -> tuple[Store, Pages, Editor]:
    """A program of its own, with nothing in memory that the other has."""
    store = Store(folder)
    pages = Pages(store, MovingClock())
    return store, pages, pages.editor(slug, "s")


def living(store: Store, slug: str, id: str) -> Living:
    return next(one for one in store.living(slug) if one.id == id)


def test_edits_of_different_records_both_stay(folder: Path, slug: str) -> None:
    _, _, one = program(folder, slug)
    store, pages, other = program(folder, slug)
    one.reword("c2", "> write two tests")
    other.reword("c7", "< introduce Grace to Linus")
    one.save()
    other.save()
    promised = {line.text for line in pages.page_of(slug, "s").section("promises")}
    assert {"write two tests", "introduce Grace to Linus"} <= promised
    assert living(store, slug, "c2").capture.text == "write two tests"


def test_a_promise_ticked_off_elsewhere_stays_ticked_off_when_its_words_change_here(folder: Path, slug: str) -> None:
    store, _, editor = program(folder, slug)
    elsewhere = Store(folder)
    elsewhere.save_living(slug, replace(living(elsewhere, slug, "c2"), state="done", outcome="twice"))
    editor.reword("c2", "> write two tests")
    editor.save()
    found = living(store, slug, "c2")
    assert (found.capture.text, found.state, found.outcome) == ("write two tests", "done", "twice")


def test_an_answer_to_feedback_stays_when_its_words_change_here(folder: Path, slug: str) -> None:
    store, _, editor = program(folder, slug)
    elsewhere = Store(folder)
    was = living(elsewhere, slug, "c4")
    elsewhere.save_living(slug, replace(was, capture=replace(was.capture, answer="otherwise", answer_words="only on Mondays")))
    editor.reword("c4", "+ commits one reads in five minutes -> the same on the API repo")
    editor.save()
    capture = living(store, slug, "c4").capture
    assert (capture.text, capture.answer, capture.answer_words) == (
        *("commits one reads in five minutes", "otherwise", "only on Mondays"),
    )


def test_notes_sorted_in_two_programs_are_both_sorted_and_the_closing_note_stays(folder: Path, slug: str) -> None:
    _, _, one = program(folder, slug)
    _, pages, other = program(folder, slug)
    one.leave_note("c6")
    one.note_closing("Ours.")
    other.reword("c12", "! staging is watched")
    other.save()
    one.save()
    page = pages.page_of(slug, "s")
    assert [(line.text, line.to_sort) for line in page.section("notes")] == [("asked who owns the on-call rota", False)]
    assert "staging is watched" in [line.text for line in page.section("decisions")]
    assert [line.text for line in page.section("closing")] == ["Ours."]


def test_undo_takes_back_my_edit_and_not_what_came_from_elsewhere(folder: Path, slug: str) -> None:
    store, pages, editor = program(folder, slug)
    editor.reword("c2", "> write two tests")
    editor.save()
    elsewhere = Store(folder)
    elsewhere.save_living(slug, replace(living(elsewhere, slug, "c2"), state="done"))
    elsewhere.save_living(slug, Living(id="new", capture=replace(living(elsewhere, slug, "c3").capture, id="new"), session="s"))
    editor.undo()
    editor.save()
    found = living(store, slug, "c2")
    assert (found.capture.text, found.state) == ("write the failing test first", "done")
    assert "new" in [line.id for line in pages.page_of(slug, "s").section("decisions")]


def test_what_was_removed_elsewhere_and_changed_here_is_not_lost(folder: Path, slug: str) -> None:
    _, _, one = program(folder, slug)
    _, pages, other = program(folder, slug)
    one.remove("c3")
    one.save()
    other.reword("c3", "! recorded responses, and a fake server for errors")
    other.save()
    assert "recorded responses, and a fake server for errors" in [
        line.text for line in pages.page_of(slug, "s").section("decisions")
    ]


def test_a_removal_here_holds_though_the_record_changed_elsewhere(folder: Path, slug: str) -> None:
    _, _, one = program(folder, slug)
    _, pages, other = program(folder, slug)
    one.reword("c3", "! something else")
    one.save()
    other.remove("c3")
    other.save()
    assert pages.page_of(slug, "s").section("decisions") == ()


def test_a_goal_and_the_agreed_shares_of_another_program_stay(folder: Path, slug: str) -> None:
    store, _, editor = program(folder, slug)
    elsewhere = Store(folder)
    elsewhere.save_mentorship(replace(elsewhere.mentorship(slug), goals=("Release lead",), show_figures=False))
    editor.reword("c2", "> write two tests #tests")
    editor.save()
    found = store.mentorship(slug)
    assert found.goals == ("Release lead", "tests")
    assert not found.show_figures


def test_many_saves_at_once_lose_nothing(folder: Path, slug: str) -> None:
    def take_away(number: int) -> None:
        _, _, editor = program(folder, slug)
        editor.take_away("grace", f"takeaway {number}")
        editor.save()

    threads = [threading.Thread(target=take_away, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _, pages, _ = program(folder, slug)
    said = {line.text for line in pages.page_of(slug, "s").section("takeaways")}
    assert {f"takeaway {number}" for number in range(8)} <= said


def test_what_is_typed_while_a_save_runs_is_kept_for_the_next_one(folder: Path, slug: str) -> None:
    _, pages, editor = program(folder, slug)
    editor.note_closing("first")
    write = Changing.write

    def meanwhile(act: Changing) -> None:
        editor.note_closing("second")
        write(act)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Changing, "write", meanwhile)
        editor.save()
    assert editor.closing == "second"
    editor.save()
    assert [line.text for line in pages.page_of(slug, "s").section("closing")] == ["second"]


def test_what_others_changed_is_there_after_a_refresh_and_own_edits_too(folder: Path, slug: str) -> None:
    _, _, editor = program(folder, slug)
    _, _, other = program(folder, slug)
    other.reword("c2", "> write two tests")
    other.save()
    editor.note_closing("mine")
    editor.refresh()
    assert editor.line_of("c2") == "> write two tests"
    assert editor.closing == "mine"


def test_shares_are_entered_and_taken_back(folder: Path, slug: str) -> None:
    store, pages, editor = program(folder, slug)
    assert editor.unsure == 130_000_000
    assert editor.shares_preview("40") == "Ada 40 %, Grace 60 % of the 2:10 nobody is sure of"
    before = store.session(slug, "s").figures
    editor.enter_shares("Grace 100")
    editor.save()
    after = store.session(slug, "s")
    assert after.figures.floor["grace"] == before.floor["grace"] + 130_000_000
    assert (after.figures.unsure, after.figures.active) == (0, before.active)
    told = [line.text for line in pages.page_of(slug, "s").section("floor")]
    assert any("keyed by hand, mended, entered" in text for text in told)
    assert any(text.endswith("shares entered for 2:10") for text in told)
    assert editor.undo() == "Undone: shares entered for what was unsure"
    editor.save()
    assert store.session(slug, "s").figures == before
    assert store.session(slug, "s").turns == TURNS


def test_a_session_that_has_just_finished_here_keeps_what_another_program_edits_meanwhile(folder: Path, slug: str) -> None:
    store, clock = Store(folder), MovingClock()
    numbers = iter(range(1000))
    sessions = Sessions(store, clock, lambda: f"n{next(numbers)}")
    live = sessions.start(store.mentorship(slug), Template(kind="regular", title="", minutes=20, items=()))
    live.floor.press(1)
    clock.wait(20)
    for line in ("> send the chapter", "a note of mine", "another note", "! a decision"):
        live.captures.catch(line)
    live.finish()
    sessions.conclude(live)
    id = live.session.started.session
    here = Pages(store, clock).live_editor(live, lambda: sessions.conclude(live))
    elsewhere = Pages(Store(folder), clock)
    other = elsewhere.editor(slug, id)
    notes = [line.id for line in elsewhere.page_of(slug, id).section("notes")]
    (promise,) = (line.id for line in elsewhere.page_of(slug, id).section("promises"))
    (decision,) = (line.id for line in elsewhere.page_of(slug, id).section("decisions"))
    other.reword(notes[1], "* it works")
    other.reword(promise, "> send two chapters")
    other.take_away("grace", "small steps")
    other.remove(decision)
    other.save()
    here.leave_note(notes[0])
    here.note_closing("A good hour.")
    here.save()
    sessions.leave(live)
    page = Pages(Store(folder), clock).page_of(slug, id)
    assert [line.text for line in page.section("wins")] == ["it works"]
    assert [line.text for line in page.section("promises")] == ["send two chapters"]
    assert [line.text for line in page.section("takeaways")] == ["small steps"]
    assert [(line.text, line.to_sort) for line in page.section("notes")] == [("a note of mine", False)]
    assert [line.text for line in page.section("closing")] == ["A good hour."]
    assert page.section("decisions") == ()


def test_what_a_session_leaves_to_the_next_stays_while_that_is_prepared_in_another_program(folder: Path, slug: str) -> None:
    ids, clock = (f"n{number}" for number in itertools.count()), MovingClock()
    here = Preparing(Store(folder), clock, lambda: next(ids)).editor(slug)
    first, second = here.add("Parser 10"), here.add("Release 15")
    here.save()
    there = Preparing(Store(folder), clock, lambda: next(ids))
    carried = PlanItem(id="left", title="Open from last time", carried=1)
    found = there.plan(slug)
    there.save(slug, taken_over(found, "s1", (carried,)))
    here.remove(first)
    here.reword(second, "Release notes 15")
    third = here.add("Chapter 4")
    here.save()
    plan = Preparing(Store(folder), clock, lambda: next(ids)).plan(slug)
    assert [item.id for item in plan.items] == ["left", second, third]
    assert plan.items[1].title == "Release notes"
    assert plan.took == {"s1": ("left",)}


def test_turns_mended_in_two_programs_are_both_mended(folder: Path, slug: str) -> None:
    def timeline(prefix: str) -> StoredTimeline:
        numbers = itertools.count()
        return StoredTimeline(Store(folder), MovingClock(), lambda: f"{prefix}{next(numbers)}", slug, "s")

    one, other, alone = timeline("a"), timeline("b"), timeline("c")
    first, last = alone.stretches()[0], alone.stretches()[-1]
    for mine in (one, alone):
        mine.reassign(first.start, "?")
    one.save()
    for mine in (other, alone):
        mine.reassign(last.start, "?")
    other.save()
    kept = Store(folder).session(slug, "s")
    assert other.stretches() == alone.stretches()
    assert kept.mended
    assert kept.figures.unsure >= (first.end - first.start) + (last.end - last.start)
    other.undo()
    other.save()
    assert other.stretches() == one.stretches()
    one.name("grace", "Grace O.")
    one.save()
    assert [person.name for person in Store(folder).session(slug, "s").people][-1] == "Grace O."
    assert one.stretches() == other.stretches()
