"""The program, a clock, and the keys that take one through a year of it. What is typed is in `year_told`."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen

from mentortui.app import MentortuiApp
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.first_run import FirstRunScreen
from mentortui.screens.home import HomeScreen
from mentortui.screens.live import LiveScreen
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.mentorship_more import MoreScreen
from mentortui.screens.prepare import PrepareScreen
from mentortui.screens.prepare_forms import ItemScreen
from mentortui.screens.promises import PromisesScreen
from mentortui.screens.pulse import PulseScreen
from mentortui.screens.start import StartScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.services.desk import Desk
from mentortui.services.live import LiveSession
from mentortui.store.store import Store
from mentortui.widgets.row_list import RowList
from tests.calm import send
from tests.clocks import WALL, MovingClock
from tests.screens.stage import said
from tests.screens.waiting import at_rest, press, rush, until, until_on_top
from tests.screens.year_told import BY_SIGNS, FIRST, LOOKED_AT, PREPARED, SAID_BACK, Meeting, Numbers, moment

AT_ONCE = 200
"""Turns of the loop for what needs no disk; then it is waited for."""


class Year:
    """What was typed into the program is on its screens; nothing here is given to a service."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovingClock()
        self.store = Store(folder / "data")
        self.desk = Desk(self.store, self.clock, system_zone="Europe/Berlin", config=folder / "config")
        self.app = MentortuiApp(self.desk)
        self.pilot: Pilot[Any]
        self.kept = set[str]()
        """Promises that were ticked."""
        self.learned_of = ""
        """The one of them that taught something."""
        self.at_first: dict[int, str] = {}
        """What Live said when it came up, of sessions that are looked at."""
        self.to(FIRST, 12)

    def to(self, day: date, hour: int = 15) -> None:
        """It is that hour in Berlin; the machine slept until then."""
        away = moment(day, hour) - self.clock.wall()
        assert away >= 0 or self.clock.wall() == WALL
        self.clock.step += away

    @property
    def slug(self) -> str:
        return self.desk.mentorships.all()[0].slug

    # keys

    async def rush(self, *keys: str) -> str:
        """Keys for one screen, as fast as they can be typed, and what it shows then."""
        return await rush(self.pilot, *keys)

    async def write(self, text: str, *keys: str) -> str:
        """A text for what is being typed in, then keys."""
        return await rush(self.pilot, *text, *keys)

    async def go(self, key: str, kind: type[Screen[Any]]) -> None:
        """That key opens such a screen, which stands then; it is not looked at."""
        send(self.app, [key])
        await self.heard(lambda: isinstance(self.app.screen, kind) and self.app.screen.is_mounted)

    async def open(self, key: str, kind: type[Screen[Any]]) -> str:
        """The same, and what it shows."""
        await self.go(key, kind)
        return await at_rest(self.pilot)

    async def heard(self, happens: Callable[[], object]) -> None:
        """Goes on as soon as it has happened, without anything being drawn for it."""
        for turn in range(20_000):
            await asyncio.sleep(0 if turn < AT_ONCE else 0.002)
            if happens():
                return
        raise AssertionError(said(self.app))

    async def home(self) -> None:
        """Back, by escape."""
        while not isinstance(self.app.screen, HomeScreen):
            await press(self.pilot, "escape")

    async def tab(self, name: str) -> str:
        """That tab of the mentorship: from the list of `m`, or by `tab`, the shorter way round."""
        if not isinstance(self.app.screen, MentorshipScreen):
            await self.home()
            await self.open("l", MentorshipScreen)
        screen = self.app.screen
        assert isinstance(screen, MentorshipScreen)
        others = [one.name for one in screen.all.others]
        if name in others:
            await self.open("m", MoreScreen)
            await self.rush(*["down"] * others.index(name), "enter")
        else:
            used = [one.name for one in screen.all.used]
            steps = (used.index(name) - used.index(screen.tab.name)) % len(used)
            back = steps > len(used) / 2
            await self.rush(*["shift+tab" if back else "tab"] * (len(used) - steps if back else steps))
        assert screen.tab.name == name
        return said(self.app)

    # the first day

    async def first_run(self) -> None:
        await until_on_top(self.pilot, FirstRunScreen)
        for answer in ("Ada", "", "", "Linus", "new york", "4"):
            await self.write(answer, "enter")
        await press(self.pilot, "1")
        for _ in range(4):
            if isinstance(self.app.screen, HomeScreen):
                return
            await press(self.pilot, "enter")
        await until_on_top(self.pilot, HomeScreen)

    # a session

    async def prepare(self, meeting: Meeting) -> str:
        """Opens Prepare from Home; the topics of that session are put on its agenda, each with who brings it."""
        await self.home()
        text = await self.open("p", PrepareScreen)
        for title, who in PREPARED.get(meeting.slot, ()):
            if title in text:
                continue
            await self.open("a", AskScreen)
            await self.write(f"{title} 10", "enter")
            await self.open("e", ItemScreen)
            await self.rush("tab", "tab", "tab")
            text = await press(self.pilot, who[0].lower(), "ctrl+s")
            assert f"brought by {'you' if who == 'Ada' else who}" in text, text
        return text

    async def session(self, meeting: Meeting, *, topics: int = 9) -> None:
        """From Home or Prepare to Summary. `topics`: how many of those on the agenda are taken up."""
        self.to(meeting.day)
        if not isinstance(self.app.screen, PrepareScreen):
            await self.home()
        await self.go("s", StartScreen)
        await self.go("enter", LiveScreen)
        live = self.app.live
        assert live is not None
        if meeting.slot in LOOKED_AT:
            self.at_first[meeting.slot] = await at_rest(self.pilot)
        for key, seconds in meeting.turns:
            await self._acts(live, key)
            self._pass_time(live, seconds)
        await self._talk(live, meeting, topics)
        while live.session.current and meeting.slot not in PREPARED:
            await self._acts(live, "right")
        before = len(live.session.captures)
        for line in meeting.lines:
            self._catch(line, by_signs=meeting.slot in BY_SIGNS)
        await self.heard(lambda: len(live.session.captures) == before + len(meeting.lines))
        await self.go("q", ChooseScreen)
        await self.go("y", SummaryScreen)

    def _catch(self, line: str, *, by_signs: bool) -> None:
        """A line is opened, filled and closed; pasted where it is not typed sign by sign, which the program treats the same."""
        if by_signs:
            send(self.app, ["enter", *line, "enter"])
            return
        send(self.app, ["enter"])
        pasted = Paste(line)
        pasted.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(pasted)
        send(self.app, ["enter"])

    async def _talk(self, live: LiveSession, meeting: Meeting, topics: int) -> None:
        for title, _ in PREPARED.get(meeting.slot, ())[:topics]:
            current = next(one.item.title for one in live.session.items if one.item.id == live.session.current)
            assert current == title
            if who := SAID_BACK.get((meeting.slot, title)):
                await self.go("p", ChooseScreen)
                await self._acts(live, "12"[who == "Linus"])
            if topics > 1:
                await self._acts(live, "right")

    async def _acts(self, live: LiveSession, key: str) -> None:
        events = len(live.events)
        send(self.app, [key])
        await self.heard(lambda: len(live.events) > events and isinstance(self.app.screen, LiveScreen))

    def _pass_time(self, live: LiveSession, seconds: int) -> None:
        for begins in range(0, seconds, 20):
            self.clock.wait(min(20, seconds - begins))
            live.tick()

    async def pulse(self, said_by: dict[str, Numbers], *, apart: bool) -> list[str]:
        """On Summary, the mentor's first; `apart`: the other only later. What was shown after each."""
        await until_on_top(self.pilot, SummaryScreen)
        await self.open("p", PulseScreen)
        shown = [await self.rush(*map(str, said_by["Ada"]), "enter")]
        await self.heard(lambda: isinstance(self.app.screen, ChooseScreen))
        if apart or "Linus" not in said_by:
            shown = [await self.open("l", SummaryScreen)]
        if "Linus" in said_by:
            if apart:
                await self.open("p", ChooseScreen)
            await self.open("2", PulseScreen)
            shown.append(await self.rush(*map(str, said_by["Linus"]), "enter"))
        await until_on_top(self.pilot, SummaryScreen)
        return shown

    # promises

    async def keep(self, promises: list[str]) -> None:
        """Those of them that are open, one after the other, on the list of all promises."""
        await self.home()
        await self.open("d", PromisesScreen)
        listed = self.app.screen.query_one(RowList)
        for _ in promises:
            rows = [(place, str(row.prompt)) for place, row in enumerate(listed.options) if not row.disabled]
            waiting = set(promises) - self.kept
            open = [(n, text) for n, (_, row) in enumerate(rows) for text in waiting if text in row]
            if not open:
                break
            there, text = open[0]
            steps = there - [place for place, _ in rows].index(listed.highlighted or 0)
            await self.rush(*["down" if steps > 0 else "up"] * abs(steps), "space")
            await until(self.pilot, lambda: isinstance(self.app.screen, AskScreen))
            self.kept.add(text)
            await self.rush("enter")
