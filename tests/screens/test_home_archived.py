"""What was closed, on Home: behind a key of its own, and without a word about what is due."""

from pathlib import Path

from mentortui.core.typed_people import Person
from mentortui.screens.home import HomeScreen
from mentortui.screens.home_view import card
from tests.screens.stage import DAY, NOON, Stage
from tests.screens.test_home import World
from tests.screens.waiting import at_rest, press


async def test_what_is_closed_waits_behind_z_and_is_reminded_of_nothing(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.busy()
    desk = world.desk()
    linus = world.mentorships.find("linus").slug
    app = world.home()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await at_rest(pilot)
        assert "Linus Park" in screen
        assert "introduce to the data team" in screen
        assert "archived" not in await press(pilot, "z"), "without one the key does nothing"

        desk.calendars.pause(linus, "travel", "since 3 nov")
        app.screen.read()  # type: ignore[attr-defined]
        screen = await at_rest(pilot)
        assert "paused since 3 Nov · travel" in screen
        assert "introduce to the data team" not in screen

        desk.closing.close(linus)
        app.screen.read()  # type: ignore[attr-defined]
        screen = await at_rest(pilot)
        assert "Linus Park" not in screen
        assert "archived 1" in screen
        screen = await press(pilot, "z")
        assert "mentortui · archived" in screen
        assert "archived since Wed 25 Nov" in screen
        assert "Grace Otieno" not in screen
        assert "o open again" in screen
        assert "s start" not in screen, "nothing is started or prepared here"
        assert "o opens it again" in await press(pilot, "s")
        assert "o opens it again" in await press(pilot, "p")
        await press(pilot, "enter", "l")
        assert [type(message).__qualname__ for message in app.said[-2:]] == [
            "HistoryWanted",
            "RecordsWanted",
        ]
        assert "Grace Otieno" in await press(pilot, "z")

        await press(pilot, "z")
        desk.closing.reopen(linus)
        app.screen.read()  # type: ignore[attr-defined]
        assert "Linus Park" in await at_rest(pilot), "nothing is archived any more: the others stand there"
    assert world.store.mentorship(linus).next_date is None
    assert desk.store.table(linus, "plans", type(desk.preparing.plan(linus)))[0].moves[0].was == NOON - 2 * DAY


async def test_o_opens_it_again_and_u_closes_it_again(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.busy()
    desk = world.desk()
    grace = world.mentorships.find("grace").slug
    planned = world.store.mentorship(grace).next_date
    desk.closing.close(grace)
    app = Stage(lambda: HomeScreen(world.mentorships, world.sessions.unfinished, closing=lambda: desk.closing))
    async with app.run_test(size=(100, 30)) as pilot:
        await at_rest(pilot)
        await press(pilot, "o")
        assert world.store.mentorship(grace).archived is not None, "only among those that were closed"
        screen = await press(pilot, "z", "o")
        assert "Grace Otieno is open again, planned for Thu 26 Nov" in screen
        assert "Linus Park" in screen, "it stands among the others"
        assert app.screen.slug == grace  # type: ignore[attr-defined]
        assert world.store.mentorship(grace).next_date == planned
        assert "is archived" in await press(pilot, "u")
        assert world.store.mentorship(grace).archived is not None


async def test_home_without_an_open_one_does_not_ask_for_the_first(tmp_path: Path) -> None:
    world = World(tmp_path)
    one = world.mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi", "40/60")
    assert "not planned · p plans it" in str(card(world.mentorships.heads()[0], None, NOON, width=60).rows[0])
    world.desk().closing.close(one.slug)
    async with world.home().run_test(size=(80, 24)) as pilot:
        screen = await at_rest(pilot)
        assert "to add one." in screen
        assert "z shows what was closed" in screen


async def test_what_was_just_added_is_taken_back_by_u(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi", "40/60")
    async with world.home().run_test(size=(80, 24)) as pilot:
        assert "u takes it back" in await press(pilot, "a", *"Linus", "ctrl+s")
        screen = await press(pilot, "u")
        assert "Linus is removed from here" in screen
        assert "Grace Otieno" in screen
        assert [head.names[head.others[0]] for head in world.mentorships.heads()] == ["Grace Otieno"]


def test_a_circle_keeps_how_many_they_are_before_it_keeps_a_clock(tmp_path: Path) -> None:
    world = World(tmp_path)
    world.mentorships.begin("Ada", "", "mentor", "Grace Otieno", "nairobi", "40/60")
    world.mentorships.add("peer", [Person("Wanjiku Njeri", "nairobi"), Person("Rafael Souza"), Person("Bo")])
    head = next(head for head in world.mentorships.heads() if len(head.others) == 3)
    for width in (46, 48, 50):
        assert "circle of 4" in str(card(head, None, NOON, width=width).title)
