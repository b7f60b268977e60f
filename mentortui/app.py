"""The program: which screen follows which, and the keys that work on all of them while a session lives."""

import asyncio
from collections.abc import Awaitable, Iterable, Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette
from textual.screen import Screen

from mentortui.core.heads import nearest_now
from mentortui.core.number_row import PLAIN
from mentortui.core.records import Mentorship
from mentortui.core.refused import Refused
from mentortui.core.sharing import in_order
from mentortui.ending_app import EndingApp
from mentortui.keys_between import way
from mentortui.services.desk import Desk
from mentortui.store.errors import StoreError
from mentortui.styles import stylesheet
from mentortui.theme import DARK, LIGHT, variable_defaults

if TYPE_CHECKING:
    from mentortui.screens.live import LiveScreen
    from mentortui.screens.wanted import ResumeWanted, StartWanted
    from mentortui.services.live import LiveSession
    from mentortui.services.live_hearing import LiveHearing
    from mentortui.services.outside import Outside
    from mentortui.services.sessions import Unfinished


class MentortuiApp(EndingApp):
    """Returns, when it ends, a sentence to print, or None."""

    TITLE = "mentortui"
    CSS_PATH = stylesheet("base")
    ENABLE_COMMAND_PALETTE = True
    BINDINGS = [
        *EndingApp.BINDINGS,  # again, so that whoever prints the keys finds them in one place
        Binding("question_mark", "keys", "All keys", id="app.keys", show=False),
        Binding("colon", "command_palette", "Commands by name", id="app.palette", show=False),
        Binding("ctrl+p", "command_palette", "Commands, from a text field", id="app.palette_typing", show=False, priority=True),
        Binding("ctrl+q", "leave", "Leave; a session stays resumable", id="app.leave", show=False, priority=True),
        Binding("ctrl+z", "stand_still", "To the shell; its fg comes back here", id="app.stop", show=False),
    ]
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, desk: Desk, *, opened: str = "") -> None:
        """`opened`: the slug of the mentorship to go straight to."""
        super().__init__(desk)
        self._opened = opened
        self._row = ""
        self._outside: Outside | None = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Ours, under any theme."""
        return variable_defaults(self.current_theme.dark)

    def on_mount(self) -> None:
        """Themes, keys, and the first screen."""
        self.guard()
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = LIGHT.name if self.desk.light else DARK.name
        self.use_keys(self.desk.keymap)
        self.begin()

    # the way through the screens

    @work
    @way
    async def begin(self) -> None:
        from mentortui.screens.home import HomeScreen

        desk = self.desk
        if desk.mentorships.needs_first_run():
            from mentortui.screens.first_run import FirstRunScreen

            await self.push_screen_wait(FirstRunScreen(desk.mentorships, copy=self.copy_text))
            self._row = ""
            self.use_keys(self.desk.keymap)
        elif desk.covered:
            self.action_cover()
        await self.push_screen(
            HomeScreen(desk.mentorships, desk.unfinished, lambda: desk.gone_by, closing=lambda: desk.closing, marked=self._opened)
        )
        self.tell_notices()
        await self.stored(desk.make_ready)
        await self.stored(desk.sessions.recover)
        waiting = await self.stored(desk.sessions.unfinished, self._opened) or ()
        heads = await self.stored(desk.mentorships.heads) or ()
        near = nearest_now([head for head in heads if self._opened in ("", head.slug)], desk.clock.wall())
        if near is not None and all(one.trouble for one in waiting):
            self.open_prepare(near.slug, others=len(heads) - 1)
        elif self._opened:
            self.open_history(self._opened)
        await self._offered(waiting)

    def on_start_wanted(self, event: "StartWanted") -> None:
        """From Home, the list of sessions, or Prepare."""
        self.start(event.slug, prepared=event.prepared)

    def on_resume_wanted(self, event: "ResumeWanted") -> None:
        """From Home."""
        self.resume(event.info.slug, event.info.id)

    @work
    @way
    async def start(self, slug: str, *, prepared: "Screen[object] | None" = None) -> None:
        """Asks which kind of session, and starts it. `prepared`: the screen it was prepared on, which is done with then."""
        from mentortui.screens.start import StartScreen

        if await self._offered(await self.stored(self.desk.sessions.unfinished, slug) or ()):
            return
        mentorship = await self.stored(self.desk.mentorships.get, slug)
        if mentorship is None:
            return
        plan = await self.stored(self.desk.preparing.offered, slug)
        choice = await self.push_screen_wait(StartScreen(self.desk.mentorships, mentorship, plan))
        if choice is None:
            return
        began, known = await self._when_begun(mentorship)
        if not known:
            return
        live = await self.stored(
            self.desk.sessions.start,
            mentorship,
            choice.template,
            minutes=choice.minutes,
            hard_end=choice.hard_end,
            title=choice.title,
            plan=choice.plan,
            began=began,
            on_saved=self.saved,
        )
        if live is None:
            # Another program may have been quicker: its session can be watched.
            await self._offered([one for one in await self.stored(self.desk.sessions.unfinished, slug) or () if one.holder])
            return
        if prepared is not None and self.screen is prepared:
            self.pop_screen()
        await self.show_live(live)

    async def _when_begun(self, mentorship: Mentorship) -> tuple[int | None, bool]:
        """When the session began that is started late, None for now; and whether that was said."""
        from mentortui.core.late_start import is_late

        planned, now = mentorship.next_date, self.desk.clock.wall()
        if planned is None or not is_late(planned, now):
            return None, True
        from mentortui.screens.late import LateScreen

        said: list[int] = []
        zone = in_order(mentorship)[0].zone
        if not await self.push_screen_wait(LateScreen(planned, now, zone, said.append)):
            return None, False
        return (None if said[0] >= now else said[0]), True

    @work
    @way
    async def resume(self, slug: str, id: str) -> None:
        """Offers to go on with a session that was not finished, or to watch one that another program runs."""
        waiting = await self.stored(self.desk.sessions.unfinished, slug) or ()
        await self._offered([one for one in waiting if one.id == id])

    async def _offered(self, waiting: "Sequence[Unfinished]") -> bool:
        """Offers the newest that can be gone on with, ended or watched; whether that was taken. What cannot be read is told."""
        from mentortui.screens.resume import ResumeScreen

        for one in waiting:
            if one.trouble:
                self.tell(one.trouble, severity="warning")
        found = next((one for one in waiting if not one.trouble), None)
        if found is None:
            return False
        sessions, (slug, id) = self.desk.sessions, (found.slug, found.id)
        match await self.push_screen_wait(ResumeScreen(found, self._zone)):
            case "go_on":
                live = await self.stored(sessions.go_on, slug, id, self.saved)
                if live is not None:
                    await self.show_live(live)
            case "watch":
                await self._watch(found)
            case "finish":
                stored = await self.stored(sessions.finish_as_it_stood, slug, id)
                if stored is not None:
                    self.open_summary(slug, stored.id)
            case _:
                return False
        return True

    def show_live(self, live: "LiveSession") -> Awaitable[object]:
        """Awaited, it stands."""
        from mentortui.screens.live import LiveScreen
        from mentortui.services.outside import Outside

        self.live = live
        self._hears(live)
        drafts = self.desk.drafts(live.slug)
        self._outside = Outside(live, self.desk.sessions.log_of(live).inbox, lambda: self.covered)
        self._live_screen = LiveScreen(
            live,
            drafts,
            row=self.row,
            outside=self._outside.take,
            otherwise=self.over_forms,
            last_time=lambda: self.desk.last_times.of(live.slug, live.my_zone),
            rescue=self.desk.rescue,
            dropped=lambda: self.desk.charters.dropped(live.slug, live.session.started.kind),
            copy=self.copy_text,
        )
        stands: Awaitable[object] = self.push_screen(self._live_screen)
        return stands

    def _hears(self, live: "LiveSession") -> None:
        """From now on it can be heard who speaks; it is, where Listen is on for this mentorship."""
        from mentortui.services.live_hearing import LiveHearing

        choices = self.desk.hearing_choices
        hearing = LiveHearing(live, chosen=lambda: choices.chosen, missing=lambda: choices.missing)
        live.hear(hearing)
        self._listen(live.slug, hearing)

    @work
    async def _listen(self, slug: str, hearing: "LiveHearing") -> None:
        if not await self.stored(self.desk.hearing_choices.listens, slug) or not self._is_of_session(hearing):
            return
        try:
            await asyncio.to_thread(hearing.able)
        except Refused as error:
            self.tell(str(error), severity="warning")
            return
        if self._is_of_session(hearing):
            hearing.start()

    def _is_of_session(self, hearing: "LiveHearing") -> bool:
        """Whether its session is still under way here: it may have been left meanwhile."""
        return self.live is not None and self.live.hearing is hearing

    async def _watch(self, waiting: "Unfinished") -> None:
        from mentortui.screens.live import LiveScreen
        from mentortui.services.drafts import Forgotten
        from mentortui.services.watching import WatchedSession

        watched = await self.stored(WatchedSession, self.desk.sessions, waiting.slug, waiting.id, self.desk.clock)
        if watched is not None:
            await self.push_screen(LiveScreen(watched, Forgotten(), row=self.row, otherwise=self.over_forms))

    def on_live_screen_ended(self, event: "LiveScreen.Ended") -> None:
        """Written, and shown."""
        self._conclude(event.again)

    @work
    async def _conclude(self, again: bool) -> None:
        live, screen = self.live, self._live_screen
        if live is None or screen is None:
            return
        sessions, pages = self.desk.sessions, self.desk.pages
        try:
            await asyncio.to_thread(sessions.conclude, live)
        except StoreError as error:
            live.unfinish()
            screen.go_on()
            # In the line, and no notice over it: it says both, and the header may say by now that all is saved.
            why = error.reason or "it cannot be saved"
            screen.say(f"Not finished, {why}: it goes on. {screen.keys('live.finish')} again once it can be saved")
            return
        finally:
            self.tell_notices()
        slug, id = live.slug, live.session.started.session
        editor = pages.live_editor(live, lambda: sessions.conclude(live))
        summary = await self.summary(slug, id, editor, just_finished=True)
        if summary is None or await self.push_screen_wait(summary):
            live.go_back_in()
            await self.stored(sessions.reopen, live)
            screen.go_on()
            return
        await self.let_go()
        screen.leave()
        if again:
            self.start(slug)
        elif summary.then_prepare:
            self.prepare_from(slug, id)

    async def let_go(self) -> None:
        """Of its taps too."""
        self._outside = None
        await super().let_go()

    # the keys and the palette

    def action_command_palette(self) -> None:
        """Once, and never over the cover."""
        if not self.covered and not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            from mentortui.screens.palette import Palette

            self.push_screen(Palette(id="--command-palette"))

    def action_keys(self) -> None:
        """What works here; the cover says itself what works there."""
        if self.covered:
            return
        from mentortui.screens.keys import KeysScreen, groups

        self.push_screen(KeysScreen(groups(self.screen, floor=self.live is not None, signs=self.screen is self._live_screen)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What works here, by name."""
        from mentortui.screens.keys import offered

        commands = list(offered(screen, self._run))
        yield from commands
        over, title = self._live_screen, "Save elsewhere, while the disk refuses"
        if over is not None and over.saving.rescues and all(one.title != title for one in commands):
            yield SystemCommand(title, over.keys("live.elsewhere"), over.action_elsewhere)
        yield from self.letter_commands(screen)
        yield from self.import_commands(screen)
        yield from self.tab_commands(screen)
        yield SystemCommand("What good practice asks, and where it is", "Each with its screen and keys", self.action_practices)
        yield SystemCommand("Light or dark", "The other ground", self._switch_theme)

    # small services to the screens

    @property
    def row(self) -> str:
        """The characters of the user's number row, 1 to 0. Read once: keys on Live ask for it, and none waits for the disk."""
        if not self._row:
            row = self.desk.mentorships.me().number_row
            self._row = row if len(row) == len(PLAIN) else PLAIN
        return self._row

    @property
    def row_unsaid(self) -> bool:
        """Whether nobody has said which row that is."""
        return self.desk.mentorships.row_unsaid

    def say_row(self, row: str) -> None:
        """Its keys work at once; it is stored beside that."""
        self._row = row
        self.use_keys(self.desk.keymap)
        self._keep_row(row)

    @work
    async def _keep_row(self, row: str) -> None:
        await self.stored(self.desk.mentorships.say_row, row)

    @property
    def _zone(self) -> str:
        return self.desk.mentorships.me().zone

    def saved(self) -> None:
        """Told by the writer's thread, which waits for nothing here."""
        self.soon(self._show_saved)

    def _show_saved(self) -> None:
        if self._outside is not None:
            self._outside.answer()
        if self._live_screen is not None and self._live_screen.is_mounted:
            self._live_screen.saving.news()

    def _run(self, node: object, action: str) -> None:
        self.call_later(self.run_action, action, node)

    def _switch_theme(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name
