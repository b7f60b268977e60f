"""Which session a transcript is laid beside, whose its names are there, and then both beside each other."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from textual.app import App

from mentortui.core.dates import moment_line
from mentortui.core.heads import SessionHead, local
from mentortui.core.records import FinishedSession
from mentortui.core.refused import Refused
from mentortui.screens import importing_beside_view as view
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.importing_beside import CompareScreen
from mentortui.screens.importing_names import NamesScreen
from mentortui.services.importing import Planned
from mentortui.services.laying_beside import Compared, LayingBeside
from mentortui.services.timeline import StoredTimeline


class Laying:
    """Of the sessions of one mentorship. `heads` gives them, from another thread; `now`: UTC microseconds."""

    def __init__(
        self,
        app: App[Any],
        laying: LayingBeside,
        heads: Callable[[], Sequence[SessionHead]],
        now: Callable[[], int],
        *,
        zone: str = "UTC",
        who: str = "",
    ) -> None:
        self._app = app
        self._laying = laying
        self._heads = heads
        self._now = now
        self._zone = zone
        self._who = who

    async def lay(self, planned: Planned, answers: Mapping[str, str]) -> FinishedSession | None:
        """The session as it is stored then; None where nothing is changed. `answers`: whose names were said to be whose. Raises
        Refused, StoreError."""
        heads = view.nearest(await asyncio.to_thread(self._heads), planned.session.began)
        if not heads:
            raise Refused("There is no session yet to lay it beside: enter stores it as one.")
        heads.sort(key=lambda head: head.id != planned.beside)
        choices = [(str(number), view.head_told(head, self._when(head))) for number, head in enumerate(heads, 1)]
        chosen = await self._app.push_screen_wait(ChooseScreen("Beside which session?", choices))
        if chosen is None:
            return None
        head = heads[int(chosen) - 1]
        named = await self._names(planned, head, answers)
        if named is None:
            return None
        compared, timeline = await asyncio.to_thread(self._compare, planned, head, named)
        return await self._app.push_screen_wait(CompareScreen(self._laying, compared, timeline))

    async def _names(self, planned: Planned, head: SessionHead, answers: Mapping[str, str]) -> Mapping[str, str] | None:
        """Those that are sure, or were said to be of somebody who was there; the others are asked about."""
        draft, slug = planned.draft, planned.slug
        people = await asyncio.to_thread(self._laying.people, slug, head.id)
        proposals = await asyncio.to_thread(self._laying.proposals, draft, slug, head.id)
        there = {id for id, _ in people}
        known = {one.name: one.person for one in proposals if one.sure and one.person is not None}
        known |= {name: who for name, who in answers.items() if who in there or (not who and name not in known)}
        if all(one.name in known for one in draft.names):
            return known
        return await self._app.push_screen_wait(
            NamesScreen(draft, proposals, people, who=self._who, slug=slug, answers=known, guests=False)
        )

    def _compare(self, planned: Planned, head: SessionHead, named: Mapping[str, str]) -> tuple[Compared, StoredTimeline]:
        """From another thread."""
        compared = self._laying.compare(planned.draft, planned.slug, head.id, named)
        return compared, self._laying.timeline(planned.slug, head.id)

    def _when(self, head: SessionHead) -> str:
        began = datetime.fromtimestamp(head.began / 1_000_000, UTC)
        return moment_line(began, self._zone, self._zone, local(self._now(), self._zone).date())
