"""Feedback by keyboard alone: the form, its hints, the list of what waits and what was said; alone and over a session."""

import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
from textual.pilot import Pilot

from mentortui.core.feedback import waits
from mentortui.core.feedback_form import Typed
from mentortui.core.records import Living
from mentortui.core.typed_people import Person
from mentortui.screens.feedback import FeedbackScreen, Left
from mentortui.screens.feedback_list import FeedbackListScreen
from mentortui.screens.live import LiveScreen
from mentortui.services.drafts import Drafts
from mentortui.services.feedback import Feedback, FeedbackBook
from mentortui.services.mentorships import Mentorships
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import AT_EACH_SIZE, DAY, NOON, NOT_YET, SIZES, Stage, StillClock, desk, said, shown, widths
from tests.screens.waiting import at_rest, press, until, until_on_top

GOOD = "Release notes told support what breaks and how to undo it"
USUAL = {
    "good": GOOD,
    "where": "The “if it fails” part of 2.4",
    "seen": "3 days ago",
    "effect": "Support answered two customers without us",
    "better": "The migration step had no owner",
    "step": "Each step of the next notes names its owner",
    "when": "I write the next notes",
    "due": "2w",
}
EMOJI = "👩‍👩‍👧 Lin [/] 🚀"
LONG = (
    "Maximiliane-Charlotte von Hohenstein-Wittelsbach der Jüngeren",
    EMOJI,
    *(f"Person number {n} of the circle" for n in range(3, 9)),
)


class Table:
    """A store with one mentorship, and what the screens need of it."""

    def __init__(self, folder: Path, others: tuple[str, ...] = ("Grace Otieno",)) -> None:
        self.clock = StillClock()
        mentorships, _, self.store = desk(folder, self.clock)
        self.mentorships: Mentorships = mentorships
        mentorships.begin("Ada", "", "mentor", others[0], "nairobi", "")
        self.slug = mentorships.all()[0].slug
        if len(others) > 1:
            before = mentorships.get(self.slug)
            own = Person(before.people[0].name, before.people[0].zone, before.people[0].id)
            first = Person(others[0], "nairobi", before.people[1].id)
            rest = [Person(name, "seoul") for name in others[1:]]
            mentorships.edit(self.slug, own=own, part="mentor", others=[first, *rest], sharing="")
        numbers = iter(range(10_000))
        self.feedback = Feedback(self.store, self.clock, lambda: f"f{next(numbers):03}")
        self.drafts = Drafts(self.store, self.slug)
        self.book = self.open()
        self.me, *self.others = self.book.people

    def open(self) -> FeedbackBook:
        return self.feedback.book(self.slug)

    def goals(self, *goals: str) -> None:
        self.store.save_mentorship(msgspec.structs.replace(self.store.mentorship(self.slug), goals=goals))
        self.book = self.open()

    def form(self) -> Stage:
        return Stage(lambda: FeedbackScreen(self.open(), self.drafts))

    def listed(self) -> Stage:
        return Stage(lambda: FeedbackListScreen(self.open(), self.drafts))

    def stored(self) -> list[Living]:
        return [one for one in self.store.living(self.slug) if not one.removed]

    def say(self, giver: str, to: str, ago: int = 0, later: bool = False, **typed: str) -> str:
        """One that is there already; its id."""
        self.clock.now = NOON - ago * DAY
        book, given = self.open(), Typed(giver=giver, to=to, owner=to, **typed)
        (book.keep_typed if later else book.give_typed)(given)
        book.save()
        self.clock.now = NOON
        return self.stored()[-1].id


@pytest.fixture
def table(tmp_path: Path) -> Table:
    return Table(tmp_path)


async def fill(pilot: Pilot[object], typed: dict[str, str]) -> None:
    """Types a form from `What was good` on, every field reached by a key."""
    for field in ("good", "where", "seen", "effect", "better", "step", "owner", "when", "due"):
        await press(pilot, *typed.get(field, ""))
        if field != "due":
            await pilot.press("down")


# the form


async def test_a_whole_feedback_is_given_by_keyboard_alone(table: Table) -> None:
    app = table.form()
    async with app.run_test(size=(80, 24)) as pilot:
        await fill(pilot, USUAL)
        await pilot.press("ctrl+s")
        await at_rest(pilot)
    assert app.came_to == Left(f"given: {GOOD}"[: len("given: ") + 60])
    (kept,) = table.stored()
    capture = kept.capture
    assert (capture.who, capture.giver, capture.text, capture.improve) == (table.others[0], "", GOOD, USUAL["better"])
    assert (capture.seen, capture.due, capture.when, capture.step) == ("2026-11-22", "2026-12-09", USUAL["when"], USUAL["step"])
    assert not waits(capture)


async def test_what_could_be_better_waits_for_its_next_step_beside_the_field(table: Table) -> None:
    app = table.form()
    async with app.run_test(size=(80, 24)) as pilot:
        await fill(pilot, {"better": "No owner"})
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "What could be better waits for its next step" in said(app)
        assert app.came_to is NOT_YET
        await press(pilot, *"name one", "ctrl+s")
        await at_rest(pilot)
    assert isinstance(app.came_to, Left)
    assert table.stored()[0].capture.step == "name one"


async def test_given_later_it_waits_and_needs_no_step_yet(table: Table) -> None:
    app = table.form()
    async with app.run_test(size=(80, 24)) as pilot:
        await fill(pilot, {"better": "No owner"})
        await pilot.press("ctrl+l")
        await at_rest(pilot)
    assert app.came_to == Left("waits to be given: No owner")
    assert waits(table.stored()[0].capture)


async def test_days_are_said_back_while_one_types(table: Table) -> None:
    app = table.form()
    async with app.run_test(size=(120, 40)) as pilot:
        await fill(pilot, {"seen": "3 days ago", "due": "2w"})
        await pilot.pause()
        assert "Sun 22 Nov, 3 days ago" in said(app)
        assert "Wed 9 Dec" in said(app)
        await pilot.press("x")
        await pilot.pause()
        assert "is not a date" in said(app)


async def test_hints_point_at_the_words_and_say_why_and_block_nothing(table: Table) -> None:
    app = table.form()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"You always ship a great job")
        await pilot.pause()
        assert 'hint: "always" is about the person; what happened this time?' in said(app)
        assert 'hint: "great job" fits anything' in said(app)
        underlined = {
            segment.text
            for strip in app.screen._compositor.render_strips()
            for segment in strip
            if segment.style and segment.style.underline
        }
        assert {"always", "great job"} <= underlined
        await pilot.press("ctrl+s")
        await at_rest(pilot)
    assert table.stored()[0].capture.text == "You always ship a great job"


async def test_a_hint_goes_with_its_words(table: Table) -> None:
    app = table.form()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"always")
        await pilot.pause()
        assert "hint:" in said(app)
        await pilot.press("backspace")
        await pilot.pause()
        assert "hint:" not in said(app)


async def test_the_draft_outlives_escape_and_goes_with_giving(table: Table) -> None:
    app = table.form()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"half a thought", "escape")
        await pilot.pause()
    assert app.came_to == Left()
    app = table.form()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "half a thought" in said(app)
        await pilot.press("ctrl+s")
        await at_rest(pilot)
    app = table.form()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "half a thought" not in said(app)


async def test_from_the_other_it_is_received_and_never_waits(table: Table) -> None:
    app = table.form()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("up", "up", "up", "right")
        await pilot.press("down", "down", "down", *"You answered before I was through", "ctrl+l")
        await pilot.pause()
        assert "Feedback for you does not wait: save it." in said(app)
        await pilot.press("ctrl+s")
        await at_rest(pilot)
    (kept,) = table.stored()
    assert (kept.capture.giver, kept.capture.who) == (table.others[0], table.me)


async def test_it_is_read_out_as_sentences_to_say(table: Table) -> None:
    app = table.form()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "One of them is needed." in said(app)
        await fill(pilot, {"good": "Notes", "step": "more", "when": "I ship"})
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert "Grace, this was good: Notes." in said(app)
        assert "The next step: when I ship, then more." in said(app)
        assert "How do you see it?" in said(app)
        await pilot.press("escape", *"!")
        await pilot.pause()
        assert "How do you see it?" not in said(app)
        assert app.came_to is NOT_YET


async def test_a_goal_is_completed_and_anything_else_may_be_written(table: Table) -> None:
    table.goals("Release lead", "Write more")
    app = table.form()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"Notes", "up", *"rel", "ctrl+s")
        await at_rest(pilot)
    app = table.form()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"Talk", "up", *"the talk in Lyon", "ctrl+s")
        await at_rest(pilot)
    assert sorted(one.capture.goal for one in table.stored()) == ["Release lead", "the talk in Lyon"]


async def test_what_the_disk_refuses_is_said_and_nothing_is_lost(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> None:
        raise NotSaved(Path("record.json"), "disk full")

    app = table.form()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"Notes")
        with monkeypatch.context() as patched:
            patched.setattr(Changing, "write", full)
            await pilot.press("ctrl+s")
            await at_rest(pilot)
            assert "NOT SAVED" in said(app)
            assert "Notes" in said(app)
        await pilot.press("ctrl+s")
        await at_rest(pilot)
    assert [one.capture.text for one in table.stored()] == ["Notes"]


@pytest.mark.parametrize("size", AT_EACH_SIZE)
async def test_the_field_one_types_in_is_in_sight_at_every_size(table: Table, size: tuple[int, int]) -> None:
    app = table.form()
    async with app.run_test(size=size) as pilot:
        await fill(pilot, {"better": "No owner", "due": "tomorrow"})
        await pilot.pause()
        await pilot.pause()
        assert "tomorrow" in said(app)
        assert widths(app) == {size[0]}


# the list


def everything(table: Table) -> None:
    """What waits, what was given with its answers, what was received."""
    ada, grace = table.me, table.others[0]
    table.say(ada, grace, 21, good="Your talk had one example for each claim", effect="Three people asked for the slides")
    agreed = table.say(
        ada, grace, 14, better="The migration step had no owner", step="Each step names its owner", due="2026-12-09"
    )
    otherwise = table.say(ada, grace, 9, better="The review came after the merge", step="ask before merging", where="#412")
    table.say(grace, ada, 5, better="You answered before I was through", step="I count to five")
    table.say(ada, grace, 16, later=True, better="The retry hid the error", where="payments, in the call on Monday")
    table.say(ada, grace, 3, later=True, **USUAL)
    book = table.open()
    book.answer(agreed, "agreed")
    book.end_step(agreed, "two owners named in 2.5")
    book.answer(otherwise, "otherwise", "Linus had merged it before I could")
    book.save()


async def test_what_waits_is_given_with_one_key_and_undone_with_another(table: Table) -> None:
    table.say(table.me, table.others[0], 3, later=True, good="Notes")
    app = table.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Waiting to be given 1" in said(app)
        assert "waits 3 days" in said(app)
        await pilot.press("g")
        await at_rest(pilot)
        assert "given: Notes · u undoes" in said(app)
        assert not waits(table.stored()[0].capture)
        await pilot.press("u")
        await at_rest(pilot)
        assert waits(table.stored()[0].capture)
        await pilot.press("enter", "escape")
        await at_rest(pilot)
    assert app.came_to == "given: Notes"


async def test_saved_is_said_only_once_all_of_it_is(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    table.say(table.me, table.others[0], 3, later=True, good="Notes")
    go_on, save = (threading.Event(), threading.Event()), FeedbackBook.save
    begun, ended = list[FeedbackBook](), list[FeedbackBook]()

    def slow(book: FeedbackBook) -> None:
        first = not begun
        begun.append(book)
        if first:
            save(book)
        assert go_on[0 if first else 1].wait(20)
        if not first:
            save(book)
        ended.append(book)

    monkeypatch.setattr(FeedbackBook, "save", slow)
    app = table.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        listed = app.screen
        assert isinstance(listed, FeedbackListScreen)
        listed.action_give()
        await until(pilot, lambda: begun)
        listed.action_undo()
        assert "Undone: given: Notes" in said(app)
        go_on[0].set()
        await until(pilot, lambda: ended and len(begun) == 2)
        await pilot.pause()
        assert "● saved" not in said(app)
        go_on[1].set()
        assert "● saved" in await at_rest(pilot)
    assert waits(table.stored()[0].capture)


async def test_without_its_step_it_goes_into_the_form_first(table: Table) -> None:
    table.say(table.me, table.others[0], 3, later=True, better="No owner")
    app = table.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, FeedbackScreen)
        await pilot.press("down", "down", "down", "down", "down", *"name one", "ctrl+s")
        await at_rest(pilot)
        assert isinstance(app.screen, FeedbackListScreen)
    assert [(one.capture.step, waits(one.capture)) for one in table.stored()] == [("name one", False)]


async def test_the_receivers_answer_is_heard_agreed_or_otherwise_in_words(table: Table) -> None:
    table.say(table.me, table.others[0], 2, good="Notes", step="more of them")
    app = table.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        for keys, answer in (("h", "heard"), ("y", "agreed")):
            await pilot.press(keys)
            await at_rest(pilot)
            assert table.stored()[0].capture.answer == answer
        await pilot.press("o", "enter")
        await pilot.pause()
        assert "in the receiver's words, how?" in said(app)
        await press(pilot, *"Linus did it", "enter")
        await at_rest(pilot)
        assert "seen otherwise: Linus did it" in said(app)
        await pilot.press("space")
        await at_rest(pilot)
        assert table.stored()[0].state == "done"
        await pilot.press("w", *"two more", "enter")
        await at_rest(pilot)
        assert "the step: done, two more" in said(app)
        await pilot.press("backspace")
        await at_rest(pilot)
        assert table.stored() == []
        await pilot.press("u")
        await at_rest(pilot)
    assert (table.stored()[0].capture.answer_words, table.stored()[0].outcome) == ("Linus did it", "two more")


async def test_nothing_is_answered_before_it_is_given(table: Table) -> None:
    table.say(table.me, table.others[0], 2, later=True, good="Notes")
    app = table.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await pilot.pause()
        assert "It is not given yet" in said(app)
    assert table.stored()[0].capture.answer == ""


async def test_the_empty_list_invites_and_a_writes_one(table: Table) -> None:
    app = table.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "No feedback yet." in said(app)
        await pilot.press("e", "r", "y", "space", "w", "o", "backspace", "g", "enter")
        await pilot.pause()
        assert isinstance(app.screen, FeedbackListScreen)
        await pilot.press("a")
        await pilot.pause()
        await press(pilot, *"Notes", "ctrl+s")
        await at_rest(pilot)
        assert "Given 1" in said(app)


async def test_one_is_read_out_and_edited_from_the_list(table: Table) -> None:
    everything(table)
    app = table.listed()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "r")
        await pilot.pause()
        assert "Grace, this was good: Release notes told support" in said(app)
        await pilot.press("r", "e")
        await pilot.pause()
        await pilot.press("end", *" again", "ctrl+l")
        await at_rest(pilot)
    assert any(one.capture.text == f"{GOOD} again" and waits(one.capture) for one in table.stored())


# over a session


@asynccontextmanager
async def over_live(folder: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[tuple[LiveApp, Pilot[str | None]]]:
    app = LiveApp(folder)
    async with running(app, size) as pilot:
        await pilot.press("1")
        yield app, pilot


async def test_f_on_live_opens_the_form_and_what_is_given_is_caught(tmp_path: Path) -> None:
    async with over_live(tmp_path) as (app, pilot):
        await pilot.press("f")
        await until_on_top(pilot, FeedbackScreen)
        assert "Check-in" in shown(app).splitlines()[0]
        await press(pilot, *"Notes 2 g", "ctrl+g", "ctrl+s")
        await until_on_top(pilot, LiveScreen)
        assert app.floor() == ("Grace",)
        assert [one.capture.text for one in app.session.session.captures] == ["Notes 2 g"]
        assert "given: Notes 2 g" in said(app)
        await pilot.press("u")
        assert app.session.session.captures == ()


async def test_f_on_live_gives_what_waits_with_one_key_while_the_floor_keys_work(tmp_path: Path) -> None:
    async with over_live(tmp_path, (120, 40)) as (app, pilot):
        await pilot.press("f")
        await until_on_top(pilot, FeedbackScreen)
        await press(pilot, *"Notes", "ctrl+l")
        await until_on_top(pilot, LiveScreen)
        app.pass_time(120)
        await pilot.pause()
        assert "only you" in said(app)
        await pilot.press("f")
        await until_on_top(pilot, FeedbackListScreen)
        assert "waits since today" in said(app)
        await pilot.press("g")
        assert app.floor() == ("Grace",)
        await pilot.press("1")
        assert app.floor() == ("Ada",)
        await pilot.press("enter")
        await pilot.pause()
        assert not waits(app.session.session.captures[0].capture)
        await pilot.press("escape")
        await until_on_top(pilot, LiveScreen)


async def test_ctrl_o_leads_from_the_form_to_the_list_and_back_to_live(tmp_path: Path) -> None:
    async with over_live(tmp_path) as (_app, pilot):
        await pilot.press("f")
        await until_on_top(pilot, FeedbackScreen)
        await pilot.press("ctrl+o")
        await until_on_top(pilot, FeedbackListScreen)
        await pilot.press("escape")
        await until_on_top(pilot, LiveScreen)


async def test_the_cover_hides_the_form_and_brings_it_back(tmp_path: Path) -> None:
    async with over_live(tmp_path) as (app, pilot):
        await pilot.press("f")
        await until_on_top(pilot, FeedbackScreen)
        await press(pilot, *"Grace wrote notes", "ctrl+t")
        await pilot.pause()
        assert "Grace" not in said(app)
        await pilot.press("x", "enter")
        await until_on_top(pilot, FeedbackScreen)
        assert "Grace wrote notes" in said(app)


# how they look


def filled(table: Table, typed: dict[str, str]) -> Stage:
    ada, other = table.me, table.others[0]
    known = Typed(giver=ada, to=other, owner=other, **typed)
    table.drafts.put("feedback", msgspec.json.encode(known).decode())
    return table.form()


OVERFULL = {
    "about": "Leading the release of the payments platform, end to end, with everything that belongs to it",
    "good": "You always do a great job: " + "the notes said what breaks and how to undo it, " * 4,
    "where": EMOJI,
    "seen": "40 days ago",
    "better": "You are so lazy about owners",
    "step": "Each step of the next notes names its owner, " * 3,
    "when": "the next release",
    "due": "2w",
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("content", ["empty", "usual", "overfull"])
def test_the_form_looks_as_agreed(snap_compare: Callable[..., bool], tmp_path: Path, content: str, size: tuple[int, int]) -> None:
    table = Table(tmp_path, LONG if content == "overfull" else ("Grace Otieno",))
    table.goals("Release lead")
    typed = {"empty": {}, "usual": {"about": "Release lead", **USUAL}, "overfull": OVERFULL}[content]

    async def still(pilot: Pilot[object]) -> None:
        await pilot.pause()
        pilot.app.screen.focused.cursor_blink = False  # type: ignore[union-attr]

    assert snap_compare(filled(table, typed), terminal_size=size, run_before=still)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("content", ["empty", "usual", "overfull"])
def test_the_list_looks_as_agreed(snap_compare: Callable[..., bool], tmp_path: Path, content: str, size: tuple[int, int]) -> None:
    table = Table(tmp_path, LONG if content == "overfull" else ("Grace Otieno",))
    if content != "empty":
        everything(table)
    if content == "overfull":
        for n, other in enumerate([*table.others] * 3):
            table.say(table.me, other, n, later=n % 5 == 0, good=f"{n} " + "the notes said what breaks and how to undo it, " * 5)
    assert snap_compare(table.listed(), terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("what", ["form", "list", "read out"])
def test_over_a_session_it_looks_as_agreed(
    snap_compare: Callable[..., bool], tmp_path: Path, what: str, size: tuple[int, int]
) -> None:
    app = LiveApp(tmp_path)

    async def usual(pilot: Pilot[str | None]) -> None:
        await pilot.press("1")
        app.pass_time(60)
        if what != "form":
            book = app.desk.feedback.book(app.session.slug, app.session)
            book.keep_typed(Typed(giver="p1", to="p2", owner="p2", **USUAL))
        assert app.session.writer.flush()
        await pilot.press("f")
        await until_on_top(pilot, FeedbackScreen if what == "form" else FeedbackListScreen)
        if what == "form":
            await press(pilot, *"You always ship")
            app.screen.focused.cursor_blink = False  # type: ignore[union-attr]
        if what == "read out":
            await pilot.press("r")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=usual)
