"""Feedback stored and given: from anywhere, over a session, and with the lists of words a user adds."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from mentortui.core.actions import closed_on
from mentortui.core.capture import Capture
from mentortui.core.commands import Refused
from mentortui.core.feedback import WrongFeedback, waits
from mentortui.core.feedback_form import Typed
from mentortui.core.record_details import ActionDetails
from mentortui.core.records import Living, Me, Member, Mentorship, Template, TemplateItem
from mentortui.services.feedback import Feedback, FeedbackBook
from mentortui.services.live import LiveSession
from mentortui.services.sessions import Sessions
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from mentortui.store.store import Store
from tests.clocks import MovingClock

DAY = 24 * 3600 * 1_000_000
TYPED = Typed(giver="ada", to="grace", owner="grace", good="Release notes told support how to undo")
BETTER = msgspec.structs.replace(TYPED, good="", better="The migration step had no owner")
WITH_STEP = msgspec.structs.replace(BETTER, step="each step names its owner", due="2w")
TEMPLATE = Template(kind="regular", title="", minutes=20, items=(TemplateItem(title="Check-in", minutes=5),))


class Table:
    """The services over one store, on a clock the test moves."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovingClock()
        self.store = Store(folder / "data")
        self.store.save_me(Me(id="ada", name="Ada", zone="Europe/Berlin"))
        people = (
            Member(id="ada", name="Ada", role="mentor", zone="Europe/Berlin"),
            Member(id="grace", name="Grace", role="mentee", zone="Africa/Nairobi"),
        )
        self.mentorship = self.store.save_mentorship(Mentorship(id="m", slug="", part="mentor", me="ada", people=people))
        self.slug = self.mentorship.slug
        self._ids = iter(range(10_000))
        self.sessions = Sessions(self.store, self.clock, self.new_id)
        self.feedback = Feedback(self.store, self.clock, self.new_id, folder / "config")

    def new_id(self) -> str:
        return f"id{next(self._ids)}"

    def book(self, live: LiveSession | None = None) -> FeedbackBook:
        return self.feedback.book(self.slug, live, lambda: self.sessions.conclude(live) if live else None)

    def live(self) -> LiveSession:
        return self.sessions.start(self.mentorship, TEMPLATE, on_saved=lambda: None)

    def stored(self) -> list[Living]:
        return [one for one in self.store.living(self.slug) if not one.removed]


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


# from anywhere


def test_outside_a_session_it_is_stored_outside_of_any(table: Table) -> None:
    book = table.book()
    assert book.give_typed(TYPED) == "given: Release notes told support how to undo"
    assert book.unsaved
    book.save()
    assert not book.unsaved
    (kept,) = table.stored()
    assert (kept.session, kept.capture.who, kept.capture.text) == ("", "grace", TYPED.good)
    assert table.book().all() == (kept,)


def test_what_could_be_better_is_kept_for_later_and_given_once_it_has_its_step(table: Table) -> None:
    book = table.book()
    with pytest.raises(WrongFeedback):
        book.give_typed(BETTER)
    book.keep_typed(BETTER)
    book.save()
    table.clock.wait(3 * 24 * 3600)
    book = table.book()
    (waiting,) = book.waiting()
    assert waits(waiting.capture)
    with pytest.raises(WrongFeedback, match="next step"):
        book.give(waiting.id)
    assert table.store.index().mentorships[0].promises == {}
    book.give_typed(WITH_STEP, waiting.id)
    book.save()
    (kept,) = table.stored()
    assert not book.waiting()
    assert (kept.id, kept.created, kept.capture.given) == (waiting.id, waiting.created, table.clock.wall())
    assert table.store.index().mentorships[0].promises == {"grace": 1}


def test_every_act_can_be_undone(table: Table) -> None:
    book = table.book()
    book.keep_typed(WITH_STEP)
    id = book.all()[0].id
    states = [book.all()]
    book.give(id)
    states.append(book.all())
    book.answer(id, "agreed")
    states.append(book.all())
    book.end_step(id)
    states.append(book.all())
    book.end_step(id, "two owners named")
    states.append(book.all())
    book.remove(id)
    assert book.all() == ()
    for state in reversed(states):
        assert book.undo().startswith("Undone: ")
        assert book.all() == state
    book.undo()
    assert book.all() == ()
    with pytest.raises(Refused, match="nothing to undo"):
        book.undo()
    book.save()
    assert table.stored() == []


def test_an_answer_and_the_end_of_the_step_are_stored(table: Table) -> None:
    book = table.book()
    book.give_typed(WITH_STEP)
    id = book.all()[0].id
    assert book.answer(id, "otherwise", "Linus owned it") == "seen otherwise: Linus owned it"
    assert book.end_step(id, "two owners named") == "what came of it: two owners named"
    book.save()
    (kept,) = table.stored()
    assert (kept.capture.answer, kept.capture.answer_words) == ("otherwise", "Linus owned it")
    assert (kept.state, kept.outcome) == ("done", "two owners named")
    assert closed_on(kept, "UTC") == book.today
    assert isinstance(kept.details, ActionDetails)
    assert kept.details.closed == book.today.isoformat()
    assert table.store.index().mentorships[0].promises == {}


def test_what_another_program_wrote_beside_it_is_kept(table: Table) -> None:
    book = table.book()
    book.give_typed(TYPED)
    book.save()
    (kept,) = table.stored()
    table.store.save_living(table.slug, msgspec.structs.replace(kept, item="Check-in"))
    book.answer(kept.id, "heard")
    book.save()
    (again,) = table.stored()
    assert (again.item, again.capture.answer) == ("Check-in", "heard")


def test_what_two_programs_change_of_the_same_feedback_both_stays(table: Table) -> None:
    told = Capture(id="f", kind="feedback", who="grace", text="clear", giver="ada", step="a test")
    table.store.save_living(table.slug, Living(id="f", capture=told))
    one, other = table.book(), table.feedback.book(table.slug)
    one.answer("f", "agreed", "yes, next week")
    other.end_step("f", "it went well")
    one.save()
    other.save()
    (found,) = table.store.living(table.slug)
    assert (found.capture.answer, found.capture.answer_words) == ("agreed", "yes, next week")
    assert (found.state, found.outcome) == ("done", "it went well")
    assert other.find("f").capture.answer == "agreed"
    other.undo()
    other.save()
    (found,) = table.store.living(table.slug)
    assert (found.capture.answer, found.state, found.outcome) == ("agreed", "open", "")


def test_what_the_disk_refuses_is_tried_again(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    book = table.book()
    book.give_typed(TYPED)

    def full(*given: Any) -> None:
        raise NotSaved(Path("record.json"), "disk full")

    with monkeypatch.context() as patched:
        patched.setattr(Changing, "write", full)
        with pytest.raises(NotSaved):
            book.save()
    assert book.unsaved
    book.save()
    assert len(table.stored()) == 1


def test_received_feedback_is_kept_as_it_was_told(table: Table) -> None:
    book = table.book()
    told = Typed(giver="grace", to="ada", owner="ada", better="You answered before I was through")
    assert book.give_typed(told) == "saved: You answered before I was through"
    with pytest.raises(Refused, match="does not wait"):
        book.keep_typed(told)
    assert not book.waiting()
    assert book.all()[0].capture.giver == "grace"


# over a session


def test_over_a_session_it_is_an_event_and_on_the_page(table: Table) -> None:
    live = table.live()
    book = table.book(live)
    book.give_typed(WITH_STEP)
    book.keep_typed(TYPED)
    assert not book.unsaved
    assert [facts.capture.kind for facts in live.session.captures] == ["feedback", "feedback"]
    assert len(book.waiting()) == 1
    book.give(book.waiting()[0].id)
    live.undo()
    assert len(book.waiting()) == 1
    live.finish()
    table.sessions.conclude(live)
    table.sessions.leave(live)
    assert sorted(waits(one.capture) for one in table.stored()) == [False, True]
    assert all(one.session == live.session.started.session for one in table.stored())


def test_what_waited_is_given_in_the_session_and_told_on_its_page(table: Table) -> None:
    before = table.book()
    before.keep_typed(TYPED)
    before.save()
    (waiting,) = table.stored()
    table.clock.wait(24 * 3600)
    live = table.live()
    book = table.book(live)
    assert book.give(waiting.id).startswith("given: ")
    assert not book.waiting()
    assert table.book().waiting(), "until the session is stored it waits in the store, so that nothing is lost"
    live.finish()
    table.sessions.conclude(live)
    (kept,) = table.stored()
    assert (kept.id, kept.session, kept.created) == (waiting.id, live.session.started.session, waiting.created)
    assert kept.capture.given == table.clock.wall()
    # Back into the session, and the giving taken back after all.
    live.unfinish()
    live.undo()
    live.finish()
    table.sessions.conclude(live)
    table.sessions.leave(live)
    (again,) = table.stored()
    assert (again.id, waits(again.capture), again.session) == (waiting.id, True, "")


def test_undo_takes_back_its_own_act_although_the_floor_changed_since(table: Table) -> None:
    live = table.live()
    book = table.book(live)
    book.give_typed(TYPED)
    live.floor.press(2)
    assert book.undo() == "Undone: given: Release notes told support how to undo"
    assert live.session.captures == ()
    assert live.session.floor.holders == ("grace",)
    book.give_typed(TYPED)
    id = book.all()[0].id
    book.remove(id)
    live.floor.press(1)
    book.undo()
    assert [one.id for one in book.all()] == [id]
    table.sessions.leave(live)


def test_after_the_session_answers_are_events_too_and_stored_again(table: Table) -> None:
    live = table.live()
    book = table.book(live)
    book.give_typed(TYPED)
    live.finish()
    table.sessions.conclude(live)
    book = table.book(live)
    book.answer(book.all()[0].id, "agreed")
    assert book.unsaved
    book.save()
    assert not book.unsaved
    assert table.stored()[0].capture.answer == "agreed"
    table.sessions.leave(live)


def test_an_earlier_one_is_answered_where_it_is_stored(table: Table) -> None:
    before = table.book()
    before.give_typed(TYPED)
    before.save()
    live = table.live()
    book = table.book(live)
    book.answer(book.all()[0].id, "heard")
    assert book.unsaved
    book.save()
    assert live.session.captures == ()
    assert table.stored()[0].capture.answer == "heard"
    table.sessions.leave(live)


# the lists of words


def test_the_users_own_lists_add_to_those_that_come_along(table: Table, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "words"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("[vague]\nsolid work\n- great job\n[buzz] {words} says little\nsynergy\n")
    (folder / "b.txt").write_text("lost\n[vague]\nfine work\n")
    (folder / "notes.md").write_text("always ignored\n")
    hints = table.feedback.hints
    assert [hint.kind for hint in hints.of("solid work, great job, synergy, fine work, always")] == [
        "vague",
        "buzz",
        "vague",
        "always",
    ]
    (told,) = table.store.notices
    assert "b.txt: line 1: “lost” stands above the first [kind]." in told


def test_a_file_that_cannot_be_read_is_told_and_the_rest_holds(table: Table, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "words"
    folder.mkdir(parents=True)
    (folder / "broken.txt").mkdir()
    assert table.feedback.hints.of("always")
    (told,) = table.store.notices
    assert "broken.txt: is a folder. Mend it or move it away; the other lists are used." in told


def test_without_a_folder_nothing_is_told(table: Table) -> None:
    assert table.feedback.hints.of("You always do a great job")
    assert table.store.notices == []
