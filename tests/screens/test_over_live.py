"""How the forms, the lists, the keys and the cover look over a session, at every size."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.screens.live_app import LiveApp

SIZES = [(120, 40), (80, 24), (60, 20)]
FORMS = {
    "agenda": ("e",),
    "captures": ("c",),
    "people": ("v",),
    "topic": ("i", *"On-call rota"),
    "began": ("t", *"-40"),
    "date": ("m", *"thu 15:00"),
    "finish": ("q",),
    "keys": ("question_mark",),
    "cover": ("x",),
    "typing": ("greater_than_sign", *"write the test due:fri"),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("form", FORMS)
def test_what_stands_over_live_looks_as_agreed(
    snap_compare: Callable[..., bool], tmp_path: Path, form: str, size: tuple[int, int]
) -> None:
    app = LiveApp(tmp_path)

    async def usual(pilot: Pilot[str | None]) -> None:
        for key, seconds in ((1, 60), (2, 90), (1, 30)):
            app.action_floor(key)
            app.pass_time(seconds)
        app.session.agenda.go_on()
        app.session.captures.catch("* Grace shipped the retry fix alone")
        app.session.captures.catch("+ commits reviewable in five minutes -> the same on the API repo due:fri")
        assert app.session.writer.flush()
        app.live_screen.follow()
        await pilot.press(*FORMS[form])
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=usual)
