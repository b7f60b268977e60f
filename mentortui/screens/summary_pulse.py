"""The pulse over Summary: one after the other says theirs, with the keyboard handed over, covered until all have spoken."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual.app import App

from mentortui.core.commands import Refused
from mentortui.core.people import Participant
from mentortui.core.pulse import PulseView, pulse_words
from mentortui.core.records import Pulse
from mentortui.core.text import fit
from mentortui.screens.choose import ChooseScreen
from mentortui.services.editing import Editor
from mentortui.services.pulses import Pulses
from mentortui.store.errors import StoreError

NAME_CELLS, ROW_CELLS = 20, 32
"""Of a name in a title, and in a row of its own."""


@dataclass(frozen=True)
class Pulsed:
    """The pulse that was given last, `made`: whose, what stood before it, whether it is covered; so that it can be taken back."""

    person: str
    before: Pulse | None
    made: Pulse | None
    covered: bool


class PulseTurns:
    """Of one session. Undo takes back the last one, as long as it is covered and nothing was done since."""

    def __init__(
        self,
        app: App[object],
        pulses: Pulses | None,
        session: tuple[str, str],
        editor: Editor,
        people: Callable[[], Awaitable[list[Participant]]],
        *,
        row: str,
        show: Callable[[], Awaitable[None]],
    ) -> None:
        """`session`: the slug of its mentorship, and its id. `row`: what number keys send. `show`: the page below, read again."""
        self._app = app
        self._pulses = pulses
        self._slug, self._id = session
        self._editor = editor
        self._people = people
        self._row = row
        self._show = show
        self._given: Pulsed | None = None

    @property
    def can_take_back(self) -> bool:
        """Whether one was given last, and is covered."""
        return self._given is not None

    def forget(self) -> None:
        """Something else was done: that is what undo takes back."""
        self._given = None

    async def ask(self) -> str:
        """One's own, then another's with the keyboard handed over; what came of it, empty where nobody gave one. Raises Refused,
        StoreError."""
        from mentortui.screens.pulse import PulseScreen

        pulses = self._pulses
        if pulses is None:
            raise Refused("There is no pulse here.")
        given: Pulsed | None = None
        people = {person.id: person for person in await self._people()}
        shown = await asyncio.to_thread(pulses.of, self._slug, self._id)
        if not shown.sealed:
            raise Refused("The pulse is open: it stands on the page.")
        mine = shown.row(self._me)
        person = self._me if mine is not None and mine.state == "waiting" else await self._whose(shown, people)
        while person:
            name = fit(people[person].name, NAME_CELLS)
            before = await asyncio.to_thread(pulses.said, self._slug, self._id, person)
            said = await self._app.push_screen_wait(PulseScreen(name, _covered(shown, person), row=self._row))
            if said is None:
                break
            if (values := said[0]) is None:
                shown = await asyncio.to_thread(pulses.decline, self._slug, self._id, person, before)
            else:
                shown = await asyncio.to_thread(pulses.give, self._slug, self._id, person, *values, seen=before)
            made = await asyncio.to_thread(pulses.said, self._slug, self._id, person)
            given = Pulsed(person, before, made, shown.sealed)
            await self._show()
            person = await self._whose(shown, people) if shown.sealed and shown.waiting else ""
        if given is None:
            return ""
        self._given = given if given.covered else None
        await self._show()
        return "Kept. u takes it back." if given.covered else "Everybody has spoken: the pulse stands on the page."

    async def take_back(self) -> str:
        """Undo of the one that was given last. Raises Refused, StoreError."""
        given, self._given = self._given, None  # at once: a second u is for what was done before
        if given is not None and self._pulses is not None:
            try:
                await asyncio.to_thread(self._pulses.put, self._slug, self._id, given.person, given.before, given.made)
            except StoreError:
                self._given = self._given or given
                raise
            await self._show()
        return "Undone: a pulse"

    async def _whose(self, shown: PulseView, people: dict[str, Participant]) -> str:
        """Whoever takes the keyboard now; empty: nobody."""
        there = [row for row in shown.rows if row.person in people]
        there.sort(key=lambda row: (row.state != "waiting", row.person != self._me))
        rows = [
            (
                str(people[row.person].key),
                f"{called(people[row.person], self._me)}{'' if row.state == 'waiting' else ', once more'}",
            )
            for row in there
        ]
        rows.append(("l", "later: another time, or by letter"))
        about = f"{pulse_words(shown, self._me)[:1].upper()}{pulse_words(shown, self._me)[1:]}."
        chosen = await self._app.push_screen_wait(
            ChooseScreen("Whose pulse? Hand over the keyboard", rows, about=about, row=self._row)
        )
        return next((row.person for row in there if str(people[row.person].key) == chosen), "")

    @property
    def _me(self) -> str:
        return self._editor.me


def called(person: Participant, me: str) -> str:
    """In a row of its own."""
    return fit(person.name, ROW_CELLS) + (", you" if person.id == me else "")


def _covered(shown: PulseView, person: str) -> str:
    """Who sees what is typed now, and when."""
    others = [row for row in shown.waiting if row.person != person]
    if not others:
        return "The last one: when it is in, everybody's is shown on the page."
    waits = f"{fit(others[0].name, NAME_CELLS)} is" if len(others) == 1 else f"{len(others)} others are"
    return f"Covered on screen until {waits} in, or would rather not."
