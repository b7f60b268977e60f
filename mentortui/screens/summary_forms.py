"""The questions that stand over Summary: each asks for one thing and hands it to the editor, or to the service it belongs to."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from textual.app import App

from mentortui.core.actions import LEARNED, LEARNED_HINT
from mentortui.core.capture_text import decode_breaks, encode_breaks
from mentortui.core.commands import Refused
from mentortui.core.durations import clock
from mentortui.core.number_row import PLAIN
from mentortui.core.page import Page
from mentortui.core.people import Participant
from mentortui.core.text import fit
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.summary_hand import Handing
from mentortui.screens.summary_pulse import NAME_CELLS, PulseTurns, called
from mentortui.services.drafts import Forgotten, Kept
from mentortui.services.editing import Editor
from mentortui.services.exports import FILE_HINT
from mentortui.services.pages import Pages
from mentortui.services.pulses import Pulses

DATE_HINT = "thu 15:00 · 2w 15:00 · 12 dec 15:00, on your clock. Empty takes it back"


@dataclass(frozen=True)
class Beside:
    """What Summary works with besides the page and its editor: None where a data folder cannot have it."""

    pulses: Pulses | None = None
    letter: Callable[[], str] | None = None
    """The text to send after the session, to be answered by letter."""
    drafts: Kept = field(default_factory=Forgotten)
    row: str = PLAIN
    """What the number keys of this keyboard send."""


class SummaryForms:
    """Opens them. `changed` is told what was edited, `say` what else happened."""

    def __init__(
        self,
        app: App[object],
        pages: Pages,
        editor: Editor,
        hand: Handing,
        beside: Beside,
        session: tuple[str, str],
        changed: Callable[[str], None],
        say: Callable[[str], None],
        show: Callable[[], Awaitable[None]],
    ) -> None:
        """`session`: the slug of its mentorship, and its id. `show`: the page below, read again."""
        self._app = app
        self._pages = pages
        self._editor = editor
        self._hand = hand
        self._beside = beside
        self._slug, self._id = session
        self._changed = changed
        self._say = say
        self.pulses = PulseTurns(app, beside.pulses, session, editor, self._people, row=beside.row, show=show)

    def reword(self, id: str) -> None:
        """A capture, as one would type it. Raises Refused where it is gone."""
        line = self._editor.line_of(id)
        self._ask("Edit", "enter saves", lambda text: self._editor.reword(id, text), preview=self._editor.preview, value=line)

    def note(self) -> None:
        """The one free note."""

        def submit(text: str) -> str:
            return self._editor.note_closing(decode_breaks(text))

        hint = "A last word for the page. Empty takes it away"
        self._ask("Closing note", hint, submit, value=encode_breaks(self._editor.closing))

    def learned(self, id: str) -> None:
        """Of a promise that is kept now; enter leaves it empty."""

        def then(said: str) -> None:
            if said:
                self._changed(said)

        self._ask(LEARNED, LEARNED_HINT, lambda text: self._editor.learn(id, text), then=then)

    def date(self) -> None:
        """When the two meet again."""
        self._ask("The next session", DATE_HINT, self._editor.agree_next, preview=self._editor.date_preview)

    def write(self, page: Page) -> None:
        """Into which file. Raises StoreError."""
        name = self._hand.file_name()
        self._ask("Write the page to a file", FILE_HINT, lambda text: self._hand.write(page, text), value=name, then=self._say)

    async def why(self, key: str) -> str:
        """How the figures of the session came about; nothing is said of it. Raises Refused, StoreError."""
        from mentortui.core.why_session import why_stored
        from mentortui.screens.why import why_box

        session = await asyncio.to_thread(self._pages.session, self._slug, self._id)
        await self._app.push_screen_wait(why_box(why_stored(session), key=key))
        return ""

    # each person's own

    async def takeaway(self) -> str:
        """In whose words, the mentee's first; then the words, which are said once they are typed. Raises StoreError."""
        people = _mentee_first(await self._people())
        person = people[0]
        if len(people) > 1:
            rows = [(str(one.key), called(one, self._me)) for one in people]
            chosen = await self._app.push_screen_wait(ChooseScreen("Whose takeaway?", rows, row=self._beside.row))
            if chosen is None:
                return ""
            person = next(one for one in people if str(one.key) == chosen)
        id, name = person.id, fit(person.name, NAME_CELLS)
        title = "Your takeaway" if id == self._me else f"{name}'s takeaway"
        hint = "What stays, in a line" if id == self._me else f"In {name}'s own words"
        self._ask(title, hint, lambda text: self._editor.take_away(id, text), draft=f"takeaway:{self._id}:{id}")
        return ""

    async def pulse(self) -> str:
        """Mine, then another's with the keyboard handed over. Raises Refused, StoreError."""
        return await self.pulses.ask()

    # what nobody is sure of

    def shares(self, names: str) -> None:
        """Shares for what is unsure, kept only if both think so. Raises Refused where nothing is."""
        unsure = self._editor.unsure
        if not unsure:
            raise Refused("Nothing of this session is unsure: there is nothing to enter shares for.")
        hint = f"40 60 in this order: {names} · or a name and a number. Empty: unsure again"

        def agreed(words: str) -> None:
            told = self._editor.shares_preview(words)
            if not words.strip():
                self._changed(self._editor.enter_shares(""))
                return

            def answered(chosen: str | None) -> None:
                if chosen == "y":
                    self._changed(self._editor.enter_shares(words))
                else:
                    self._say("It stays unsure.")

            rows = [("n", "no: it stays unsure"), ("y", "yes, both think so: it is called entered")]
            self._app.push_screen(ChooseScreen("Do both think it was so?", rows, about=told), answered)

        typed: list[str] = []

        def submit(words: str) -> str:
            self._editor.shares_preview(words)
            typed.append(words)
            return ""

        self._ask(
            f"Shares of the {clock(unsure)} nobody is sure of",
            hint,
            submit,
            preview=self._editor.shares_preview,
            then=lambda said: agreed(typed[-1]),
        )

    # thanks

    async def thanks(self) -> str:
        """A thank-you, edited and copied; what became of it, empty where nothing did. Raises Refused, StoreError."""
        from mentortui.screens.write import WriteScreen

        name, drafts = f"thanks:{self._id}", self._beside.drafts
        text = drafts.get(name) or await asyncio.to_thread(self._pages.thanks, self._slug, self._id)
        written = await self._app.push_screen_wait(
            WriteScreen("Thank-you", text, does="copies it", keep=lambda draft: drafts.put(name, draft))
        )
        if not written:
            return ""
        told = await self._hand.text(written, "the thank-you")
        drafts.put(name, "")
        return told

    async def letter(self) -> str:
        """The letter to send, copied; what became of it. Raises Refused, StoreError."""
        if self._beside.letter is None:
            raise Refused("There is no letter here.")
        return await self._hand.text(await asyncio.to_thread(self._beside.letter), "the letter")

    @property
    def _me(self) -> str:
        return self._editor.me

    async def _people(self) -> list[Participant]:
        return list((await asyncio.to_thread(self._pages.session, self._slug, self._id)).people)

    def _ask(
        self,
        title: str,
        hint: str,
        submit: Callable[[str], str],
        *,
        preview: Callable[[str], str] = lambda text: "",
        value: str = "",
        then: Callable[[str], None] | None = None,
        draft: str = "",
    ) -> None:
        said: list[str] = []
        drafts = self._beside.drafts

        def done(saved: bool | None) -> None:
            if saved:
                (then or self._changed)("".join(said))

        def keep(text: str) -> None:
            if draft:
                drafts.put(draft, text)

        value = value or (drafts.get(draft) if draft else "")
        asked = AskScreen(title, hint, lambda text: said.append(submit(text)), preview=preview, value=value, keep=keep)
        self._app.push_screen(asked, done)


def _mentee_first(people: list[Participant]) -> list[Participant]:
    return sorted(people, key=lambda person: (person.role != "mentee", person.key))
