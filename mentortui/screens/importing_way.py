"""The way through an import: a file, whose its names are, what becomes of it; stored, or laid beside a session timed by hand."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from textual.app import App

from mentortui.core.records import FinishedSession, Mentorship
from mentortui.core.refused import Refused
from mentortui.core.sharing import in_order
from mentortui.core.text import company
from mentortui.core.words import session_called
from mentortui.screens.importing import ImportScreen
from mentortui.screens.importing_laying import Laid, Laying, Outcome
from mentortui.screens.importing_report import ReportScreen
from mentortui.screens.importing_report_view import Choices
from mentortui.services.importing import Already, Draft, Importing
from mentortui.store.errors import StoreError

if TYPE_CHECKING:
    from mentortui.formats.transcripts.found import Progress
    from mentortui.services.desk import Desk

Found: TypeAlias = tuple[Draft, Already | None]
"""What was read, and that it is in the store already."""


async def import_into(app: App[Any], desk: "Desk", mentorship: Mentorship, row: str) -> tuple[FinishedSession, str] | None:
    """Until something is stored, which comes back with what is told of it, or one leaves. `row`: what the number keys of this
    keyboard send."""
    slug = mentorship.slug
    mine, *others = in_order(mentorship)
    who, said = company([one.name for one in others]) or mine.name, ""
    heads = partial(desk.mentorships.sessions, slug)
    laying = Laying(app, desk.laying_beside, heads, desk.clock.wall, zone=mine.zone, who=who, row=row)
    read = partial(_read, desk.importing)
    while True:
        choose = ImportScreen[Found](read, who=who, slug=slug, now=desk.clock.wall(), zone=mine.zone, said=said)
        found = await app.push_screen_wait(choose)
        if found is None:
            return None
        draft, already = found
        outcome: Outcome
        if already is not None:
            outcome, said = await _again(laying, draft, slug, already)
        else:
            now, said = desk.clock.wall, ""
            report = ReportScreen(desk.importing, draft, slug, Choices(), who=who, now=now, laying=laying, row=row)
            outcome = await app.push_screen_wait(report)
        if outcome is not None:
            return _told(outcome)


async def _again(laying: Laying, draft: Draft, slug: str, already: Already) -> tuple[Laid | None, str]:
    """A file that lies beside a session is laid beside it again, to look, to take more over or to give it back; one that became a
    session is only told."""
    if already.slug != slug:
        return None, str(already)
    try:
        stored = await laying.beside(draft, slug, already.session, {})
    except (Refused, StoreError):
        return None, str(already)
    return (None, "") if stored is None else (Laid(stored), "")


def _told(outcome: FinishedSession | Laid) -> tuple[FinishedSession, str]:
    beside = isinstance(outcome, Laid)
    session = outcome.session if isinstance(outcome, Laid) else outcome
    called = session_called(session.kind, session.number, session.title)
    return session, f"The transcript lies beside {called} now." if beside else f"Stored as {called}, from a transcript."


def _read(importing: Importing, path: Path, progress: "Progress", cancelled: Callable[[], bool]) -> Found:
    """From another thread. Raises Refused where it is no transcript."""
    draft = importing.read(path, progress=progress, cancelled=cancelled)
    try:
        importing.already(draft)
    except Already as error:
        return draft, error
    return draft, None
