"""Takes the pictures of README from the program itself: a demonstration at a fixed moment, driven by keys, drawn as SVG.

    python scripts/picture.py [FOLDER]

writes live.svg, narrow.svg, summary.svg, mentorship.svg and review.svg into FOLDER, or into docs/pictures. The same program
always draws the same.
"""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from mentortui.app import MentortuiApp
from mentortui.services.demo import fill, go_live
from mentortui.services.demo_linus import fill_linus
from mentortui.services.desk import Desk
from mentortui.store.store import Store

HERE = Path(__file__).resolve().parent.parent
MOMENT = round(datetime(2026, 11, 26, 14, 21, 12, tzinfo=UTC).timestamp()) * 1_000_000
FONTS = "'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace"
Steps: TypeAlias = tuple[tuple[str, str], ...]
GO_ON: Steps = (("ResumeScreen", "enter"),)
LINUS: Steps = (("HomeScreen", "down"),)
PICTURES: tuple[tuple[str, tuple[int, int], Steps, str], ...] = (
    ("live", (120, 26), GO_ON, "LiveScreen"),
    ("narrow", (60, 20), GO_ON, "LiveScreen"),
    ("summary", (80, 32), (*GO_ON, ("LiveScreen", "q"), ("ChooseScreen", "y")), "SummaryScreen"),
    ("mentorship", (100, 30), (*LINUS, ("HomeScreen", "l"), ("MentorshipScreen", "tab")), "MentorshipScreen"),
    ("review", (100, 30), (*LINUS, ("HomeScreen", "R")), "ReviewScreen"),
)
"""The name of each, its cells, on which screen which key is pressed, and the screen that is taken. Those that begin at Home are
of the fifteen months with Linus, the others of the session under way with Grace."""
PATIENCE = 1000
"""Looks, ten milliseconds apart, before a screen counts as not coming."""


class StillClock:
    """It is MOMENT, all the time."""

    test = False

    def boot(self) -> int:
        """A day after the machine's start."""
        return 86_400_000_000

    def boot_id(self) -> str:
        """One machine."""
        return "picture"

    def monotonic(self) -> int:
        """It has not slept."""
        return self.boot()

    def wall(self) -> int:
        """The moment."""
        return MOMENT


async def take(folder: Path, size: tuple[int, int], steps: Steps, last: str) -> str:
    """The screen called `last`, as SVG. `folder`: an empty one for the store. Raises LookupError where a screen does not come."""
    store, clock = Store(folder), StillClock()
    grace = fill(store, clock.wall())
    if steps[:1] == LINUS:
        fill_linus(store, clock.wall(), clock)
    else:
        go_live(store, grace, clock)
    app = MentortuiApp(Desk(store, clock, system_zone="Europe/Berlin"))
    async with app.run_test(size=size) as pilot:
        for screen, key in steps:
            await shown(app, screen)
            await pilot.press(key)
        await shown(app, last)
        await pilot.pause()
        svg = app.export_screenshot(title="mentortui")
        await app.let_go()
    return plain_fonts(svg)


async def shown(app: MentortuiApp, screen: str) -> None:
    """Returns when that screen is there and everything is on disk."""
    for _ in range(PATIENCE):
        if type(app.screen).__name__ == screen and (app.live is None or not app.live.saved.waiting):
            return
        await asyncio.sleep(0.01)
    raise LookupError(f"{screen} did not come: {type(app.screen).__name__} is shown.")


def plain_fonts(svg: str) -> str:
    """Textual's SVG fetches a font from the network. A picture must not: it uses what the reader has."""
    lines, kept, inside = svg.splitlines(), [], False
    for line in lines:
        inside = inside or "@font-face" in line
        if not inside:
            kept.append(line.replace("Fira Code, monospace", FONTS).replace("Fira Code", "DejaVu Sans Mono"))
        elif "}" in line:
            inside = False
    return "\n".join(kept) + "\n"


def main() -> None:
    """Takes them all."""
    into = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "docs" / "pictures"
    into.mkdir(parents=True, exist_ok=True)
    for name, size, steps, last in PICTURES:
        with tempfile.TemporaryDirectory() as folder:
            svg = asyncio.run(take(Path(folder), size, steps, last))
        (into / f"{name}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
