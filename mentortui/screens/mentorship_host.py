"""What the Mentorship screen does for its tabs: forms, questions and screens over it, acts off the interface's thread, undo."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from mentortui.core.commands import Refused
from mentortui.core.record_fields import RecordKind
from mentortui.core.records import Record
from mentortui.core.refused import NothingToUndo
from mentortui.services.drafts import Kept
from mentortui.services.records import Records, ReferredTo
from mentortui.services.tabs import Tab
from mentortui.store.errors import StoreError
from mentortui.widgets.header_line import SaveState

if TYPE_CHECKING:
    from mentortui.screens.mentorship import MentorshipScreen
    from mentortui.screens.strip import StripLine

Copy = Callable[[str], str]


class TabHost:
    """`services.tabs.Host`, of one screen."""

    def __init__(
        self,
        screen: "MentorshipScreen",
        records: Records,
        slug: str,
        drafts: Kept,
        copy: Copy,
        strip: "StripLine | None",
    ) -> None:
        self.slug = slug
        self.saved = SaveState("saved")
        self._screen = screen
        self._records = records
        self._drafts = drafts
        self._copy = copy
        self._strip = strip
        self._done_in: list[Tab] = []
        self._acting = asyncio.Lock()

    @property
    def strip(self) -> "StripLine | None":
        """The line of the session it stands over; None: over none."""
        return self._strip

    @property
    def app(self) -> Any:
        """The program."""
        return self._screen.app

    def act(self, deed: Callable[[], str], *, referred: Callable[[str], None] | None = None) -> None:
        """Off the interface's thread; one after the other. `referred` is told why it was not done, where others refer to it."""
        self._screen.run_worker(self._act(deed, self._screen.tab, referred))

    def try_to(self, deed: Callable[[], object]) -> None:
        """Does it here and now; what it refuses is said. A row may be gone by the time its key is dealt with."""
        try:
            deed()
        except (Refused, StoreError) as error:
            self.say(str(error), trouble=True)

    def remove(self, id: str) -> None:
        """That row of the tab; what others refer to is asked about first."""
        tab = self._screen.tab

        def ask(why: str) -> None:
            choices = (("n", "keep it"), ("y", "remove it all the same; u brings it back"))
            self.choose(f"Remove {tab.one}?", choices, chosen, about=why)

        def chosen(key: str) -> None:
            if key == "y":
                self.act(lambda: tab.remove(self, id, anyway=True))

        self.act(lambda: tab.remove(self, id), referred=ask)

    def thanks(self, make: Callable[[str], str]) -> None:
        """What `make` drafts is edited, and copied; it is given what was being typed."""
        self._screen.run_worker(self._thanked(make))

    async def _thanked(self, make: Callable[[str], str]) -> None:
        from mentortui.screens.write import WriteScreen

        drafts, name = self._drafts, "thanks"
        try:
            text = await self.reading(partial(make, drafts.get(name)))
        except (Refused, StoreError) as error:
            self.say(str(error), trouble=True)
            return

        def written(text: str | None) -> None:
            if text:
                drafts.put(name, "")
                self.say(f"{self._copy(text)}: the thank-you.")

        writing = WriteScreen("Thank-you", text, does="copies it", keep=lambda draft: drafts.put(name, draft))
        self.app.push_screen(writing, written)

    @property
    def has_done(self) -> bool:
        """Whether anything was done here that could be taken back."""
        return bool(self._done_in)

    def undo(self) -> None:
        """What was done here last, in whichever tab that was."""
        self._screen.run_worker(self._act(self._undone, None))

    async def reading(self, read: Callable[[], Any]) -> Any:
        """What `read` returns, while nothing is being done."""
        async with self._acting:
            return await asyncio.to_thread(read)

    async def _act(self, deed: Callable[[], str], tab: Tab | None, referred: Callable[[str], None] | None = None) -> None:
        async with self._acting:
            self.saved = SaveState("saving")
            try:
                said, trouble = await asyncio.to_thread(deed), False
                self.saved = SaveState("saved")
                if tab is not None and said:
                    self._done_in.append(tab)
            except ReferredTo as error:
                said, trouble = str(error), True
                self.saved = SaveState("saved")
                if referred is not None:
                    referred(str(error))
            except Refused as error:
                said, trouble = str(error), True
                self.saved = SaveState("saved")
            except StoreError as error:
                said, trouble = str(error), True
                self.saved = SaveState("not saved", error.reason)
        self._screen.said = said, trouble
        await self._screen.read_now()

    def _undone(self) -> str:
        while self._done_in:
            tab = self._done_in[-1]
            try:
                said = tab.undo(self)
            except NothingToUndo:
                self._done_in.pop()  # nothing was done there: a copy, a screen that only showed
                continue
            except Refused:
                self._done_in.pop()  # it stays, and why is said; nothing older goes in its place
                raise
            self._done_in.pop()
            return said
        return self._screen.tab.undo(self)

    def form(
        self,
        kind: RecordKind,
        record: Record,
        *,
        new: bool,
        save: Callable[[Mapping[str, str]], str] | None = None,
    ) -> None:
        """Over the list; what it did is said below it, and the record marked."""
        from mentortui.screens.record_form import RecordFormScreen

        shelf, tab = self._records.shown(self.slug), self._screen.tab

        def done(said: str | None) -> None:
            if said is not None:
                self.mark(record.id)
                self._over(tab, said)

        form = RecordFormScreen(
            kind,
            record,
            shelf.around,
            save or (lambda answers: self._records.save(self.slug, kind, record, answers)),
            self._drafts,
            new=new,
            who=self._screen.who,
            strip=self._strip,
        )
        self.app.push_screen(form, done)

    def open(self, screen: Any, done: Callable[[Any], str | None] = lambda result: None) -> None:
        """Over the list; all is read again when it goes."""
        tab = self._screen.tab
        self.app.push_screen(screen, lambda result: self.try_to(lambda: self._over(tab, done(result))))

    def ask(
        self,
        title: str,
        hint: str,
        submit: Callable[[str], str],
        *,
        value: str = "",
        preview: Callable[[str], str] | None = None,
        select: bool = False,
    ) -> None:
        """What was refused is asked again, with what was typed; of what a preview let pass only what the disk refused."""
        from mentortui.screens.ask import AskScreen

        typed: list[str] = []
        tab = self._screen.tab

        understood = preview or (lambda text: "")

        def take(text: str) -> None:
            understood(text)
            typed.append(text)

        def again(text: str, error: Exception) -> None:
            if preview is None or isinstance(error, StoreError):
                self.ask(title, f"{error}", submit, value=text, preview=preview)

        def answered(taken: bool | None) -> None:
            if taken and typed:
                self._screen.run_worker(self._submit(submit, typed[-1], tab, again))

        asking = AskScreen(title, hint, take, preview=understood, value=value, select=select, strip=self._strip)
        self.app.push_screen(asking, answered)

    async def _submit(self, submit: Callable[[str], str], text: str, tab: Tab, again: Callable[[str, Exception], None]) -> None:
        try:
            async with self._acting:
                said = await asyncio.to_thread(submit, text)
        except (Refused, StoreError) as error:
            if isinstance(error, StoreError):
                self.saved = SaveState("not saved", error.reason)
            self._screen.say(str(error), trouble=True)
            again(text, error)
            return
        self.saved = SaveState("saved")
        self._over(tab, said)

    def choose(self, title: str, choices: Sequence[tuple[str, str]], chosen: Callable[[str], None], *, about: str = "") -> None:
        """One of a few."""
        from mentortui.screens.choose import ChooseScreen

        def answered(key: str | None) -> None:
            if key is not None:
                self.try_to(lambda: chosen(key))

        self.app.push_screen(ChooseScreen(title, choices, about=about, strip=self._strip), answered)

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Below the list."""
        self._screen.say(text, trouble=trouble)

    def mark(self, id: str) -> None:
        """Once it is read again."""
        self._screen.mark(id)

    def go(self, tab: str, id: str = "") -> None:
        """To another tab."""
        self._screen.go(tab, id)

    def copy(self, text: str) -> str:
        """To the clipboard."""
        return self._copy(text)

    def _over(self, tab: Tab, said: str | None) -> None:
        if said:
            self._done_in.append(tab)
            self._screen.said = said, False
        self._screen.read()
