"""Notices fit the terminal, however long what they tell of is called."""

from pathlib import Path

import pytest
from textual.widgets._toast import Toast

from mentortui.services.desk import Desk
from mentortui.store.store import Store
from mentortui.styles import stylesheet
from mentortui.theme import VARIABLES
from mentortui.ways import Ways
from mentortui.widgets.notice import notice
from tests.screens.stage import StillClock

DAMAGED = (
    "/home/ada/.local/share/mentortui/mentorships/grace-otieno/{}: line 1 is no JSON (expecting a value at column 3). Nothing "
    "was changed. The last copy is /home/ada/.local/share/mentortui/mentorships/grace-otieno/backups/record-20261125T140300.json."
)
SIZES = [(120, 40), (80, 24), (60, 20), (40, 12)]


class Told(Ways):
    """Only tells."""

    CSS_PATH = stylesheet("base")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(VARIABLES)

    def __init__(self, folder: Path) -> None:
        super().__init__(Desk(Store(folder), StillClock()))


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["record.json", "x" * 5000, "朴" * 2000, "👩‍👩‍👧" * 700], ids=["usual", "long", "wide", "emoji"])
async def test_two_notices_of_damage_are_both_on_the_screen(tmp_path: Path, size: tuple[int, int], name: str) -> None:
    app = Told(tmp_path)
    async with app.run_test(size=size, notifications=True) as pilot:
        app.desk.store.notices.extend(DAMAGED.format(f"{n}{name}") for n in (1, 2))
        app.tell_notices()
        await pilot.pause()
        toasts = list(app.screen.query(Toast))
        assert len(toasts) == 2
        for toast in toasts:
            region = toast.region
            assert region.height >= 4
            assert (region.x, region.y) >= (0, 0)
            assert region.bottom <= size[1]
            assert region.right <= size[0]


@pytest.mark.parametrize("size", SIZES[:3], ids=str)
def test_what_is_cut_keeps_where_it_is_and_what_to_do(size: tuple[int, int]) -> None:
    said = notice(f"/home/ada/mentorships/grace/{'x' * 5000}.jsonl: it is damaged. Mend the file, or move it away.", *size)
    assert len(said) < 200
    assert said.startswith("/home/ada/")
    assert "…" in said
    assert said.endswith(".jsonl: it is damaged. Mend the file, or move it away.")


def test_what_fits_is_told_as_it_is() -> None:
    assert notice(DAMAGED.format("record.json"), 120, 40) == DAMAGED.format("record.json")
    assert notice("Copied.", 40, 8) == "Copied."
    assert notice("", 1, 1) == ""
