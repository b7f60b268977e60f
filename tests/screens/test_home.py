"""Home: what is listed, and what each key asks for."""

import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from mentortui.core.capture import Capture
from mentortui.core.records import Caught, FinishedSession, Living, Mentorship, Plan
from mentortui.core.templates import REGULAR
from mentortui.core.typed_people import Person
from mentortui.screens.home import HomeScreen
from mentortui.screens.wanted import (
    FeedbackWanted,
    HeldWanted,
    PrepareWanted,
    PromisesWanted,
    ResumeWanted,
    StartWanted,
    SummaryWanted,
)
from mentortui.services.desk import Desk
from mentortui.services.mentorships import Mentorships
from mentortui.services.sessions import Sessions
from mentortui.store.store import Store
from mentortui.theme import LIGHT
from mentortui.widgets.key_line import KeyLine
from tests.screens.stage import DAY, MINUTE, NOON, SIZES, SMALL, Stage, StillClock, desk, said, shown, widths
from tests.screens.waiting import at_rest
from tests.store import values
from tests.widgets.host import HOSTILE


class World:
    """A folder with what Home may show."""

    def __init__(self, folder: Path) -> None:
        self.clock = StillClock()
        self.mentorships: Mentorships
        self.sessions: Sessions
        self.store: Store
        self.mentorships, self.sessions, self.store = desk(folder, self.clock)

    def home(self, theme: str = "mentortui-dark") -> Stage:
        return Stage(lambda: HomeScreen(self.mentorships, self.sessions.unfinished), theme)

    def desk(self) -> Desk:
        """All services of the folder."""
        return Desk(self.store, self.clock, system_zone="Europe/Berlin")

    def filled(self) -> None:
        """Three mentorships; the first has a date and past sessions, and one under way."""
        grace = self.mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi", "40/60")
        self.store.save_mentorship(msgspec.structs.replace(grace, next_date=NOON + DAY + 57 * MINUTE))
        for number in (1, 2):
            self.store.save_session(grace.slug, values.session(f"s{number}", number, NOON - (28 - 7 * number) * DAY))
        self.mentorships.add("mentee", [Person("Linus [/] 朴 👩‍👩‍👧", "seoul")])
        self.mentorships.add("peer", [Person("王小明", "shanghai"), Person("Bo"), Person("Cy")])
        self.sessions.leave(self.sessions.start(self.mentorships.get(grace.slug), REGULAR))

    def busy(self) -> None:
        """Grace, met every two weeks with promises on both sides, and Linus, whose date has gone by."""
        grace = self.mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi", "40/60")
        me, other = grace.me, next(person.id for person in grace.people if person.id != grace.me)
        self.store.save_mentorship(
            msgspec.structs.replace(grace, next_date=NOON + DAY + 57 * MINUTE, goals=("Release lead", "Write the guide"))
        )
        for number, weeks in ((11, 6), (12, 4), (13, 2)):
            self.store.save_session(grace.slug, self._held(f"s{number}", number, NOON - 7 * weeks * DAY, me, other, grace))
        self.store.save_living(
            grace.slug,
            self._promise("a1", me, "send the outline", "2026-12-02"),
            self._promise("a2", me, "ask about the on-call rota"),
            self._promise("a3", other, "write the failing test first", "2026-11-25"),
            self._promise("a4", other, "read chapter four"),
        )
        linus = self.mentorships.add("mentor", [Person("Linus Park", "seoul")])
        self.store.save_mentorship(msgspec.structs.replace(linus, next_date=NOON - 2 * DAY))
        self.store.save_living(linus.slug, self._promise("b1", linus.me, "introduce to the data team", "2026-11-21"))

    def overfull(self) -> None:
        """Nine mentorships with long names and names of emoji, each with something to say."""
        self.busy()
        names = [
            "A name of sixty characters that somebody really goes by today",
            "👩‍👩‍👧‍👦 🏳️‍🌈 朴 Ünïcødé [/] the Third of Her Name",
        ]
        names += [f"Person {n} of a programme with a great many people" for n in range(1, 6)]
        for number, name in enumerate(names):
            one = self.mentorships.add("mentor", [Person(name, "kolkata")])
            gone = NOON - (number + 3) * DAY if number % 2 else NOON + (number + 1) * DAY
            self.store.save_mentorship(
                msgspec.structs.replace(one, next_date=gone, goals=("A goal with quite a long name " * 3,))
            )
            self.store.save_living(one.slug, self._promise(f"c{number}", one.me, "a promise in many words " * 8, "2026-11-24"))

    def _promise(self, id: str, who: str, text: str, due: str = "") -> Living:
        return Living(
            id=id, capture=Capture(id=id, kind="action", text=text, who=who, due=due), session="s13", created=NOON - DAY
        )

    def _held(self, id: str, number: int, began: int, me: str, other: str, mentorship: Mentorship) -> FinishedSession:
        """A session with notes to sort, in which the shares were nearly as agreed."""
        floor, expected = {me: 41 * MINUTE, other: 59 * MINUTE}, {me: 40 * MINUTE, other: 60 * MINUTE}
        made = values.session(id, number, began)
        notes = tuple(Caught(capture=Capture(id=f"{id}n{n}", text="something said"), at=0) for n in range(3))
        figures = msgspec.structs.replace(made.figures, floor=floor, expected=expected)
        return msgspec.structs.replace(made, figures=figures, agreement=mentorship.agreement, caught=notes)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


async def test_an_empty_home_invites_and_adds_the_first(world: World) -> None:
    app = world.home()
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "For example: Grace Otieno" in said(app)
        assert "Press a to add the first." in said(app)
        await pilot.press("s", "e", "enter", "r", "a", *"Linus", "ctrl+s")
        await pilot.pause()
        await pilot.pause()
        assert "Linus · mentee · Berlin 14:03" in said(app)
    assert app.said == []


async def test_a_line_says_who_where_when_next_and_when_last(world: World) -> None:
    world.filled()
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = said(app)
    assert "Grace Otieno · mentee · Nairobi 16:03" in screen
    assert "Now ▸ under way since 14:03" in screen
    assert "2 sessions since Nov" in screen
    assert "Linus [/] 朴 👩‍👩‍👧 · mentor · Seoul 22:03" in screen
    assert "王小明, Bo and 1 more · circle of 4 · Shanghai 21:03" in screen
    assert "Wed 25 Nov 14:03 Berlin" in screen


async def test_keys_ask_for_the_marked_one(world: World) -> None:
    world.filled()
    app = world.home()
    async with app.run_test() as pilot:
        await pilot.press("s", "enter", "r", "down", "r", "s", "enter", "q")
        await pilot.pause()
    wanted = [message for message in app.said if type(message).__module__.endswith("screens.wanted")]
    second = world.mentorships.heads()[1].slug
    assert [(type(m).__name__, getattr(m, "slug", "")) for m in wanted] == [
        ("StartWanted", "grace-otieno"),
        ("HistoryWanted", "grace-otieno"),
        ("ResumeWanted", ""),
        ("StartWanted", second),
        ("HistoryWanted", second),
    ]
    resume = wanted[2]
    assert isinstance(resume, ResumeWanted)
    assert resume.info.slug == "grace-otieno"
    assert app.left


async def test_what_is_edited_is_seen_at_once_and_stays_marked(world: World) -> None:
    world.filled()
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("down", "e", *" K", "ctrl+s")
        await pilot.pause()
        await pilot.pause()
        assert "▌Linus [/] 朴 👩‍👩‍👧 K" in said(app)


async def test_clocks_follow_the_clock(world: World) -> None:
    world.filled()
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        world.clock.now += 7 * MINUTE
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        screen.follow()
        await pilot.pause()
        assert "Nairobi 16:10" in said(app)
        assert "Wed 25 Nov 14:10 Berlin" in said(app)


async def test_a_mentorship_that_cannot_be_read_hides_no_other(world: World) -> None:
    world.filled()
    record = world.store.data_dir / "mentorships" / "grace-otieno" / "record.json"
    record.write_text("{ not json")
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "Linus" in said(app)
    assert any("grace-otieno" in notice for notice in world.store.notices)


def unreadable(world: World, slug: str) -> None:
    """Its record is damaged, and there is no copy of it."""
    folder = world.store.data_dir / "mentorships" / slug
    shutil.rmtree(folder / "backups", ignore_errors=True)
    (folder / "record.json").write_text("{ not json")


async def test_the_only_mentorship_that_cannot_be_read_is_said_and_home_does_not_look_new(world: World) -> None:
    world.mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi")
    unreadable(world, "grace-otieno")
    app = world.home()
    async with app.run_test() as pilot:
        for size in (*SIZES, *SMALL):
            await pilot.resize_terminal(*size)
            await at_rest(pilot)
            screen = said(app)
            assert "1 mentorship cannot be read" in screen
            assert "mentortui doctor" in screen
            assert "● saved" not in screen
            assert "For example" not in screen
            assert "add the first" not in screen
        world.store.notices.clear()
        assert isinstance(app.screen, HomeScreen)
        app.screen.read()
        await pilot.pause()
        assert "1 mentorship cannot be read" in said(app)


async def test_those_that_cannot_be_read_stand_below_those_that_can_until_they_can_again(world: World) -> None:
    world.filled()
    record = world.store.data_dir / "mentorships" / "grace-otieno" / "record.json"
    whole = record.read_bytes()
    unreadable(world, "grace-otieno")
    (linus,) = (one.slug for one in world.mentorships.all() if one.slug.startswith("linus"))
    unreadable(world, linus)
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "2 mentorships cannot be read" in said(app)
        record.write_bytes(whole)
        assert isinstance(app.screen, HomeScreen)
        app.screen.read()
        await pilot.pause()
        assert "Grace" in said(app)
        assert "1 mentorship cannot be read" in said(app)


async def test_a_folder_of_mentorships_that_cannot_be_read_does_not_look_new(world: World) -> None:
    world.mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi")
    shutil.rmtree(world.store.data_dir / "mentorships")
    (world.store.data_dir / "mentorships").write_text("")
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "cannot be read" in said(app)
        assert "add the first" not in said(app)
        assert "● saved" not in said(app)


async def test_the_mouse_opens_and_the_key_line_can_be_clicked(world: World) -> None:
    world.filled()
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.click("#cards", offset=(6, 5))
        await pilot.click("#cards", offset=(6, 5))
        line = app.screen.query_one(KeyLine)
        await pilot.click(line, offset=(2, 0))
        await at_rest(pilot)
    second = world.mentorships.heads()[1].slug
    assert second in [getattr(message, "slug", "") for message in app.said]
    assert any(isinstance(message, StartWanted) for message in app.said)


async def test_a_click_on_enter_does_what_it_says_of_the_marked_line(world: World) -> None:
    world.busy()
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("end", "down")
        row = shown(app).splitlines()[-1]
        await pilot.click(app.screen.query_one(KeyLine), offset=(row.index("enter answer"), 0))
        assert "What became of it?" in await at_rest(pilot)
    assert app.said == []


@pytest.mark.parametrize("size", [*SIZES, *SMALL], ids=str)
async def test_every_size_shows_names_and_keeps_its_cells(world: World, size: tuple[int, int]) -> None:
    world.filled()
    for number, name in enumerate(name for name in HOSTILE if 0 < len(name) < 80):
        world.mentorships.add("mentor", [Person(name if name.strip() else f"P{number}")])
    app = world.home()
    async with app.run_test(size=size) as pilot:
        for _ in range(12):
            await pilot.press("down")
            await pilot.pause()
            assert widths(app) == {size[0]}
            assert "▌" in shown(app)
        await pilot.press("home")
        await pilot.pause()
        assert "Grace" in shown(app)
        assert "▸ under way" in shown(app)
        assert not {"\x1b", "\x9b", "\x07"} & set(shown(app))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_home_looks_as_agreed(snap_compare: Callable[..., bool], world: World, size: tuple[int, int]) -> None:
    world.busy()
    assert snap_compare(world.home(), terminal_size=size)


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_home_with_a_session_under_way_looks_as_agreed(
    snap_compare: Callable[..., bool], world: World, size: tuple[int, int]
) -> None:
    world.filled()
    assert snap_compare(world.home(), terminal_size=size, press=["down"])


def test_an_empty_home_looks_as_agreed(snap_compare: Callable[..., bool], world: World) -> None:
    assert snap_compare(world.home(LIGHT.name), terminal_size=(80, 24))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nine_mentorships_with_long_names_look_calm_at(
    snap_compare: Callable[..., bool], world: World, size: tuple[int, int]
) -> None:
    world.overfull()
    assert snap_compare(world.home(), terminal_size=size, press=["end"])


async def test_a_card_says_when_next_what_is_owed_and_how_often(world: World) -> None:
    world.busy()
    app = world.home()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        screen = said(app)
    assert "▌Grace Otieno · mentee · Nairobi 16:03, at work until 18:00" in screen
    assert "Next Thu 26 Nov 15:00 (17:00 Nairobi)" in screen
    assert "Promises you 2 · Grace 2, one due today" in screen
    assert "Goal Release lead and 1 more" in screen
    assert "Floor you 41 % · Grace 59 % last time, agreed 40 : 60" in screen
    assert "3 sessions since Oct · every 2 weeks, kept" in screen
    assert "Next was planned for Mon 23 Nov 14:03 (22:03 Seoul)" in screen
    assert "Promises you 1, 4 days late · Linus 0" in screen


async def test_figures_that_are_not_to_be_shown_are_on_no_card(world: World) -> None:
    world.busy()
    grace = world.mentorships.get("grace-otieno")
    world.store.save_mentorship(msgspec.structs.replace(grace, show_figures=False))
    app = world.home()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        assert "Grace Otieno" in said(app)
        assert "%" not in said(app)


async def test_a_rhythm_that_passed_is_said_without_blame(world: World) -> None:
    grace = world.mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi")
    for number, days in ((1, 51), (2, 37), (3, 23)):
        world.store.save_session(grace.slug, values.session(f"s{number}", number, NOON - days * DAY))
    app = world.home()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        assert "Next not planned · usual rhythm passed 9 days ago" in said(app)
        assert "3 sessions since Oct · every 2 weeks, slipping" in said(app)


async def test_the_session_that_is_about_to_begin_says_in_how_many_minutes(world: World) -> None:
    world.busy()
    grace = world.mentorships.get("grace-otieno")
    world.store.save_mentorship(msgspec.structs.replace(grace, next_date=NOON + 12 * MINUTE))
    app = world.home()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        assert "Next in 12 min · Wed 25 Nov 14:15 (16:15 Nairobi)" in said(app)


async def test_each_line_worth_a_look_leads_to_what_it_is_about(world: World) -> None:
    world.busy()
    praise = Capture(id="f1", kind="feedback", text="notes support could use", who="grace", giver="ada")
    world.store.save_living("grace-otieno", Living(id="f1", capture=praise, created=NOON - 45 * DAY))
    app = world.home()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        screen = said(app)
        assert "Worth a look 1 The session with Linus Park planned for Mon 23 Nov 14:03: held, moved or missed?" in screen
        await pilot.press("2", "3", "4", "5")
        await pilot.pause()
    wanted = [message for message in app.said if type(message).__module__.endswith("screens.wanted")]
    assert [type(message).__name__ for message in wanted] == [
        "PromisesWanted",
        "SummaryWanted",
        "PromisesWanted",
        "FeedbackWanted",
    ]
    late, notes, today, feedback = wanted
    assert isinstance(late, PromisesWanted)
    assert isinstance(notes, SummaryWanted)
    assert isinstance(today, PromisesWanted)
    assert isinstance(feedback, FeedbackWanted)
    assert (late.slug, late.promise) == ("linus-park", "b1")
    assert (notes.slug, notes.session_id) == ("grace-otieno", "s13")
    assert (today.slug, today.promise) == ("grace-otieno", "a3")
    assert feedback.slug == "grace-otieno"


async def test_arrows_lead_from_the_cards_to_the_lines_and_back_and_enter_does_what_is_marked(world: World) -> None:
    world.busy()
    app = world.home()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause()
        await pilot.press("up", "up", "enter")
        await pilot.pause()
    wanted = [message for message in app.said if type(message).__module__.endswith("screens.wanted")]
    assert [(type(message).__name__, getattr(message, "slug", "")) for message in wanted] == [
        ("PromisesWanted", "linus-park"),
        ("HistoryWanted", "linus-park"),
    ]


async def test_a_number_row_that_needs_shift_for_digits_works_as_it_is(world: World) -> None:
    world.busy()
    world.mentorships.say_row("&é\"'(-è_çà")
    app = world.home()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "& The session with Linus Park" in said(app)
        await pilot.press("quotation_mark")
        await pilot.pause()
    assert any(isinstance(message, SummaryWanted) for message in app.said)


@pytest.mark.parametrize(("key", "state"), [("n", "missed"), ("s", "skipped")])
async def test_a_date_gone_by_is_answered_and_u_takes_it_back(world: World, key: str, state: str) -> None:
    world.busy()
    desk = world.desk()
    app = Stage(lambda: HomeScreen(world.mentorships, world.sessions.unfinished, lambda: desk.gone_by))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("1", key)
        await pilot.pause()
        await pilot.pause()
        assert "everything on its agenda waits for the next date" in said(app)
        assert "held, moved or missed" not in said(app)
        assert next(plan.state for plan in world.store.table("linus-park", "plans", Plan) if not plan.session) == state
        await pilot.press("u")
        await pilot.pause()
        assert "held, moved or missed" in said(app)
        assert world.mentorships.get("linus-park").next_date == NOON - 2 * DAY
        assert [plan.state for plan in world.store.table("linus-park", "plans", Plan) if not plan.removed] in ([], ["planned"])


async def test_a_moved_session_gets_its_new_date_in_both_zones(world: World) -> None:
    world.busy()
    desk = world.desk()
    app = Stage(lambda: HomeScreen(world.mentorships, world.sessions.unfinished, lambda: desk.gone_by))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("1", "m", *"yesterday")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "“yesterday”" in said(app)
        await pilot.press(*["backspace"] * 9, *"fri 15:00")
        await pilot.pause()
        assert "Fri 27 Nov 15:00 (23:00 Seoul)" in said(app)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert "Moved, with everything on its agenda" in said(app)
        assert "Next Fri 27 Nov 15:00 (23:00 Seoul)" in said(app)
        await pilot.press("u")
        await pilot.pause()
        assert "held, moved or missed" in said(app)


async def test_a_held_one_is_to_be_written_down(world: World) -> None:
    world.busy()
    app = world.home()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("1", "h")
        await pilot.pause()
        await pilot.pause()
    assert [message.slug for message in app.said if isinstance(message, HeldWanted)] == ["linus-park"]


async def test_removing_the_only_mentorship_loses_nothing_and_shows_the_invitation(world: World) -> None:
    world.mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi")
    record = world.store.data_dir / "mentorships" / "grace-otieno" / "record.json"
    app = world.home()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("backspace")
        await pilot.pause()
        screen = said(app)
        assert "Grace Otieno is removed from here; nothing of it is deleted. u brings it back." in screen
        assert "For example: Grace Otieno" in screen
        assert "u brings back Grace Otieno: nothing of it is lost." in screen
        assert record.exists()
        await pilot.press("u")
        await pilot.pause()
        assert "▌Grace Otieno · mentee" in said(app)


async def test_what_was_removed_is_brought_back_after_a_restart_too(world: World) -> None:
    world.busy()
    world.mentorships.remove("linus-park")
    app = world.home()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.pause()
        assert "Linus" not in said(app)
        await pilot.press("u")
        await pilot.pause()
        assert "▌Linus Park · mentee" in said(app)


async def test_one_with_a_session_under_way_is_not_removed(world: World) -> None:
    world.filled()
    app = world.home()
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("backspace")
        await pilot.pause()
        assert "A session with Grace Otieno is not finished" in said(app)
        assert "▌Grace Otieno" in said(app)


async def test_two_sessions_planned_for_one_time_are_said(world: World) -> None:
    world.busy()
    linus = world.mentorships.get("linus-park")
    world.store.save_mentorship(msgspec.structs.replace(linus, next_date=NOON + DAY + 80 * MINUTE))
    app = world.home()
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "Grace Otieno and Linus Park are planned for the same time: Thu 26 Nov 15:00 and 15:23" in said(app)
        await pilot.press("1")
        await pilot.pause()
    assert [message.slug for message in app.said if isinstance(message, PrepareWanted)] == ["linus-park"]
