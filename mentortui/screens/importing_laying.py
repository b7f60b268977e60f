"""Which session a transcript is laid beside, whose its names are there, and then both beside each other."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias

import msgspec
from textual.app import App

from mentortui.core.dates import moment_line
from mentortui.core.heads import SessionHead, local
from mentortui.core.number_row import PLAIN
from mentortui.core.records import FinishedSession
from mentortui.core.refused import Refused
from mentortui.screens import importing_beside_view as view
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.importing_beside import CompareScreen
from mentortui.screens.importing_names import NamesScreen
from mentortui.services.apart import apart
from mentortui.services.importing import Draft, Planned
from mentortui.services.laying_beside import Compared, LayingBeside
from mentortui.services.stored_timeline import StoredTimeline


class Laid(msgspec.Struct, frozen=True):
    """It lies beside this session now."""

    session: FinishedSession


Outcome: TypeAlias = FinishedSession | Laid | None
"""What became of a file: what was stored; None: another file is wanted."""


class Laying:
    """Of the sessions of one mentorship. `heads` gives them, from another thread; `now`: UTC microseconds; `row`: what the number
    keys of this keyboard send."""

    def __init__(
        self,
        app: App[Any],
        laying: LayingBeside,
        heads: Callable[[], Sequence[SessionHead]],
        now: Callable[[], int],
        *,
        zone: str = "UTC",
        who: str = "",
        row: str = PLAIN,
    ) -> None:
        self._app = app
        self._laying = laying
        self._heads = heads
        self._now = now
        self._zone = zone
        self._who = who
        self._row = row

    async def lay(self, planned: Planned, answers: Mapping[str, str]) -> FinishedSession | None:
        """The session as it is stored then; None where nothing is changed. `answers`: whose names were said to be whose. Raises
        Refused, StoreError."""
        heads = await apart(self._offered, planned)
        if not heads:
            raise Refused("There is no session timed by hand yet to lay it beside: s stores it as one.")
        heads.sort(key=lambda head: head.id != planned.beside)
        choices = [(str(number), view.head_told(head, self._when(head))) for number, head in enumerate(heads, 1)]
        chosen = await self._app.push_screen_wait(ChooseScreen("Beside which session?", choices, row=self._row))
        if chosen is None:
            return None
        return await self.beside(planned.draft, planned.slug, heads[int(chosen) - 1].id, answers)

    def _offered(self, planned: Planned) -> list[SessionHead]:
        """From another thread: those it may lie beside, one key each."""
        near = view.nearest(self._heads(), planned.session.began)[: view.LOOKED_AT]
        return [head for head in near if self._laying.by_hand(planned.slug, head.id)][: view.NEAREST]

    async def beside(self, draft: Draft, slug: str, session: str, answers: Mapping[str, str]) -> FinishedSession | None:
        """The same of a session that is known. Raises Refused, StoreError."""
        await apart(self._laying.compare, draft, slug, session, {})  # refused before anybody is asked
        named = await self._names(draft, slug, session, answers)
        if named is None:
            return None
        compared, timeline = await apart(self._compare, draft, slug, session, named)
        return await self._app.push_screen_wait(CompareScreen(self._laying, compared, timeline))

    async def _names(self, draft: Draft, slug: str, session: str, answers: Mapping[str, str]) -> Mapping[str, str] | None:
        """Those that are sure, or were said to be of somebody who was there; the others are asked about."""
        people = await apart(self._laying.people, slug, session)
        proposals = await apart(self._laying.proposals, draft, slug, session)
        there = {id for id, _ in people}
        known = {one.name: one.person for one in proposals if one.sure and one.person is not None}
        known |= {name: who for name, who in answers.items() if who in there or (not who and name not in known)}
        if all(one.name in known for one in draft.names):
            return known
        names = NamesScreen(draft, proposals, people, who=self._who, slug=slug, answers=known, guests=False, row=self._row)
        return await self._app.push_screen_wait(names)

    def _compare(self, draft: Draft, slug: str, session: str, named: Mapping[str, str]) -> tuple[Compared, StoredTimeline]:
        """From another thread."""
        return self._laying.compare(draft, slug, session, named), self._laying.timeline(slug, session)

    def _when(self, head: SessionHead) -> str:
        began = datetime.fromtimestamp(head.began / 1_000_000, UTC)
        return moment_line(began, self._zone, self._zone, local(self._now(), self._zone).date())
