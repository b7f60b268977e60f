"""Keys that reach the program in one go, as a slow line hands them over."""

from pathlib import Path

from mentortui.app import MentortuiApp
from mentortui.core.records import CheckIn
from mentortui.screens.prepare import PrepareScreen
from mentortui.screens.prepare_forms import CheckInScreen, ItemScreen
from mentortui.services.desk import Desk
from tests.screens.prepare_place import Prepared
from tests.screens.waiting import at_rest, press, rush, until_on_top


async def test_what_was_typed_is_saved_whole_where_the_key_that_saves_comes_right_behind_it(tmp_path: Path) -> None:
    place = Prepared(tmp_path).usual()
    app = MentortuiApp(Desk(place.store, place.clock, system_zone="Europe/Berlin"))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_rest(pilot)
        app.open_prepare(place.slug)
        await until_on_top(pilot, PrepareScreen)
        await press(pilot, "e")
        await until_on_top(pilot, ItemScreen)
        await rush(pilot, "end", *" and what came of it", "ctrl+s")
        assert isinstance(app.screen, PrepareScreen)
        assert place.titles()[0] == "Check-in and what came of it"
        await press(pilot, "i")
        await until_on_top(pilot, CheckInScreen)
        await rush(pilot, *"half of it, ", "ctrl+s")
        assert isinstance(app.screen, PrepareScreen)
        (checkin,) = place.store.table(place.slug, "checkins", CheckIn)
        assert checkin.done == ("half of it, retry fix shipped",)


async def test_what_is_typed_right_behind_a_key_that_moves_is_in_the_field_it_moved_to(tmp_path: Path) -> None:
    place = Prepared(tmp_path).usual()
    app = MentortuiApp(Desk(place.store, place.clock, system_zone="Europe/Berlin"))
    async with app.run_test(size=(120, 40)) as pilot:
        await at_rest(pilot)
        app.open_prepare(place.slug)
        await until_on_top(pilot, PrepareScreen)
        await press(pilot, "i")
        await until_on_top(pilot, CheckInScreen)
        await rush(pilot, *"one, ", "tab", *"two, ", "tab", *"three, ", "tab", *"four, ", "shift+tab", *"five, ", "ctrl+s")
        (checkin,) = place.store.table(place.slug, "checkins", CheckIn)
        said = [checkin.done[0], checkin.roadblocks[0].text, checkin.learned[0], checkin.next[0]]
        assert [text.split(", ")[:-1] for text in said] == [["one"], ["two"], ["three", "five"], ["four"]]
        await press(pilot, "e")
        await until_on_top(pilot, ItemScreen)
        await press(pilot, "down", "down")
        third = app.focused
        await press(pilot, "up", "up")
        assert app.focused is not third
        await rush(pilot, "down", "down")
        assert app.focused is third
