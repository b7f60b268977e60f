"""Listen: whether it is heard who speaks, how well, by which devices, and what to tell the others about it."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mentortui.core.hearing_values import CHANNELS, Channel, Chosen, Device, HearingState
from mentortui.core.hearing_words import KEEPS, TELL_THEM
from mentortui.core.refused import Refused
from mentortui.screens import hearing_view as view
from mentortui.screens.closing import close, stands
from mentortui.screens.pressing import press
from mentortui.screens.strip import FloorStrip, StripLine
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.widgets.header_line import HeaderLine
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.level_line import LevelLine
from mentortui.widgets.row_list import RowList
from mentortui.widgets.said_line import SaidLine
from mentortui.widgets.text import words

if TYPE_CHECKING:
    from mentortui.services.hearing_choices import HearingChoices

LOOKED_EVERY = 0.25
"""Seconds between two looks at the levels: here one looks at nothing else."""
LOOKING = "looking which there are …"
NONE_NAMED = "the system names none · r looks again"
ON_NOW = "Listen is on"
STAYS_OFF = "Listen stays off: what it needs stands above"
FROM_THE_NEXT = "Listen is on in every session with {who}"


class Hears(Protocol):
    """What hears: of the session under way, or only to see whether it works. Nothing of it waits."""

    on: bool
    now: Callable[[], int]

    @property
    def state(self) -> HearingState:
        """How it is now."""
        ...

    def able(self) -> None:
        """Raises Refused where it never will hear. The one that waits: for the disk."""
        ...

    def start(self) -> None:
        """Comes up beside this."""
        ...

    def stop(self) -> None:
        """Hears no more."""
        ...

    def take(self) -> bool:
        """To be called while it hears."""
        ...

    def choose(self, chosen: Chosen) -> None:
        """Other devices."""
        ...


class HearingScreen(Screen[None]):
    """Dismissed by escape. While it is open it hears, to show how loud it is, also where Listen is off."""

    CSS_PATH = stylesheet("hearing")
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (104, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (11, "-low"), (18, "-short"), (24, "-tall"), (30, "-high")]
    BINDINGS = [
        Binding("space", "switch", "Listen on, or off", id="hearing.switch"),
        Binding("enter", "choose", "Listen to the marked device", id="hearing.choose"),
        Binding("c", "copy", "Copy what to tell the others", id="hearing.copy"),
        Binding("r", "look", "Look again which devices there are", id="hearing.look"),
        Binding("escape,q,H", "leave", "Back", id="hearing.leave"),
    ]

    def __init__(
        self,
        choices: "HearingChoices",
        slug: str,
        who: str,
        *,
        live: Hears | None = None,
        copy: Callable[[str], str] = lambda text: "",
        strip: StripLine | None = None,
    ) -> None:
        """`who`: the others of that mentorship. `live`: what hears the session under way, where there is one. `copy`: to the
        clipboard; says which way. `strip`: the line of that session."""
        super().__init__()
        self._choices = choices
        self._slug = slug
        self._who = who
        self._live = live
        self._copy = copy
        self._strip = strip
        self._trial: Hears = choices.trial()
        self._dots = view.Dots()
        self._on = False
        self._chosen = Chosen()
        self._devices: tuple[Device, ...] = ()
        self._no_devices = LOOKING
        self._why_none = ""
        self._rows: list[tuple[Channel, str]] = []
        self._refused = ""
        self._acting = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """What it keeps, how loud it is, what is wrong, the devices, and what to tell the others."""
        yield HeaderLine()
        yield FloorStrip(self._strip)
        with Horizontal(id="page"):
            with Vertical(id="listen"):
                yield Static(words(KEEPS), id="keeps")
                yield from (LevelLine(id=channel) for channel in CHANNELS)
                yield Static("", id="wrong", markup=False)
                yield Static(self._to_tell(), id="tell", markup=False)
            with Vertical(id="devices"):
                yield RowList(id="rows")
        yield SaidLine()
        yield KeyLine()

    def on_mount(self) -> None:
        """What was chosen is asked of the store, the devices of the system, both beside this."""
        if not stands(self, KeyLine):
            return
        self.query_one(HeaderLine).pieces = (self._who, "listen")
        self.query_one("#devices").border_title = words("Devices")
        self.query_one(RowList).focus()
        self._follow_devices()
        self.follow()
        self.set_interval(LOOKED_EVERY, self.follow)
        self.begin()

    def on_unmount(self) -> None:
        """What only showed the levels hears no more."""
        self._trial.stop()

    @work
    async def begin(self) -> None:
        """Whether it is on, and hearing where the session does not."""
        async with self._acting:  # a key that comes meanwhile finds what is
            try:
                self._on, self._chosen = await asyncio.to_thread(self._read)
            except StoreError as error:
                self._say(str(error), trouble=True)
            await self._hear()
        self._follow_devices()
        self.follow()
        self.action_look()

    def _read(self) -> tuple[bool, Chosen]:
        return self._choices.listens(self._slug), self._choices.chosen

    @work(exclusive=True, group="devices")
    async def action_look(self) -> None:
        """Asks the system which devices there are."""
        try:
            self._devices, self._why_none = await asyncio.to_thread(self._choices.devices), ""
        except Refused as error:
            self._devices, self._why_none = (), str(error)
        self._no_devices = "" if self._devices else NONE_NAMED
        self._follow_devices()
        self.follow()

    # what is shown

    def follow(self) -> None:
        """Shows how it hears now."""
        if not stands(self, KeyLine):
            return
        source = self._source
        if source is self._trial:
            source.take()
        state, now = source.state, source.now()
        dots = self._dots.look(state)
        for channel in CHANNELS:
            self.query_one(f"#{channel}", LevelLine).view = view.level_view(channel, state, dots)
        said = (self._refused,) if self._refused else view.troubles(state, now)
        if not said and self._why_none:  # else what is wrong says it already
            said = (self._why_none,)
        wrong = self.query_one("#wrong", Static)
        wrong.update(Content("\n").join([Content.assemble(("◆ ", "$warning"), words(one)) for one in said[:2]]))
        wrong.set_class(bool(said), "-said")
        self.query_one("#listen").border_title = words(f"Listen is {'on' if self._on else 'off'}", "bold" if self._on else "")
        self.query_one(HeaderLine).pieces = (self._who, f"listen: {'on' if self._on else 'off'}")
        self._tell_keys()

    def _tell_keys(self) -> None:
        line = self.query_one(KeyLine)
        switch = "off" if self._on else "on"
        line.keys = (
            ("space", f"switch it {switch}"),
            ("enter", "this device"),
            ("c", "copy what to tell them"),
            ("r", "look again"),
        )
        line.shorter = (("space", switch), ("enter", "device"), ("c", "copy"), ("r", "again"))
        line.last = ("esc", "back")

    def _follow_devices(self) -> None:
        if not stands(self, RowList):
            return
        listed, made = self.query_one(RowList), list[Option]()
        was = self._marked
        self._rows = []
        for channel, id, said, current in view.device_rows(self._devices, self._chosen):
            if id is None:
                made.append(Option(words(said, "bold"), disabled=True))
                continue
            made.append(Option(words(f" {'▸' if current else ' '} {said}"), id=f"{len(self._rows)}"))
            self._rows.append((channel, id))
        if self._no_devices:
            made.append(Option(words(self._no_devices, "$quiet"), disabled=True))
        listed.clear_options()
        listed.add_options(made)
        place = self._rows.index(was) if was in self._rows else 0
        listed.highlighted = listed.get_option_index(f"{place}")

    @property
    def _marked(self) -> tuple[Channel, str] | None:
        option = self.query_one(RowList).highlighted_option
        return self._rows[int(option.id)] if option is not None and option.id is not None else None

    def _to_tell(self) -> Content:
        return Content.assemble(words(f"To tell {self._who}:", "$quiet"), "\n", words(f"“{TELL_THEM}”"))

    # what keys do

    @property
    def _source(self) -> Hears:
        return self._live if self._live is not None and self._live.on else self._trial

    async def _hear(self) -> None:
        """By one of the two, never by both."""
        try:
            if self._source is not self._trial:
                self._trial.stop()
            elif not self._trial.on:
                await asyncio.to_thread(self._trial.able)
                if self.is_attached:
                    self._trial.start()
            self._refused = ""
        except Refused as error:
            self._refused = str(error)

    @work
    async def action_switch(self) -> None:
        """For this mentorship, from now on; in the session under way at once."""
        async with self._acting:
            on = not self._on
            try:
                await asyncio.to_thread(self._choices.listen, self._slug, on)
                self._on = on
                if self._live is not None and self._live.on != on:
                    self._live.start() if on else self._live.stop()
            except (Refused, StoreError) as error:
                self._say(STAYS_OFF if str(error) == self._refused else str(error), trouble=True)
                return
            await self._hear()
            said = ON_NOW if self._live is not None else FROM_THE_NEXT.format(who=self._who)
            self._say(f"{said}: times are kept, no sound · c copies what to tell {self._who}" if on else "Listen is off")
            self.follow()

    def action_choose(self) -> None:
        """The marked one."""
        if stands(self, RowList) and (marked := self._marked) is not None:
            self._take(*marked)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """So does enter, or a click."""
        self.action_choose()

    @work
    async def _take(self, channel: Channel, id: str) -> None:
        async with self._acting:
            chosen = self._chosen
            wanted = Chosen(id, chosen.call) if channel == "microphone" else Chosen(chosen.microphone, id)
            try:
                await asyncio.to_thread(self._choices.choose, wanted)
            except StoreError as error:
                self._say(str(error), trouble=True)
                return
            self._chosen = wanted
            for one in (self._trial, self._live):
                if one is not None:
                    one.choose(wanted)
            self._follow_devices()
            self.follow()

    def action_copy(self) -> None:
        """To be pasted into the call's chat."""
        self._say(f"{self._copy(TELL_THEM)}: what to tell {self._who}")

    def action_leave(self) -> None:
        """Back; what is switched on stays on."""
        close(self, None)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on a key is that key."""
        press(self.app, event.sent)

    def _say(self, said: str, *, trouble: bool = False) -> None:
        if stands(self, KeyLine):
            self.query_one(SaidLine).say(said, trouble=trouble)
