"""What was closed, on Home: behind a key of its own, and without a word about what is due."""

from pathlib import Path

from tests.screens.stage import DAY, NOON
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
        assert "y opens it again" in await press(pilot, "s")
        assert "y opens it again" in await press(pilot, "p")
        await press(pilot, "enter", "l")
        assert [type(message).__qualname__ for message in app.said[-2:]] == [
            "HomeScreen.HistoryWanted",
            "HomeScreen.RecordsWanted",
        ]
        assert "Grace Otieno" in await press(pilot, "z")

        await press(pilot, "z")
        desk.closing.reopen(linus)
        app.screen.read()  # type: ignore[attr-defined]
        assert "Linus Park" in await at_rest(pilot), "nothing is archived any more: the others stand there"
    assert world.store.mentorship(linus).next_date is None
    assert desk.store.table(linus, "plans", type(desk.preparing.plan(linus)))[0].moves[0].was == NOON - 2 * DAY
