"""The way through an import: a file, whose its names are, what becomes of it; stored, or laid beside a session timed by hand."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mentortui.core.records import FinishedSession
from mentortui.core.sharing import in_order
from mentortui.core.text import company
from mentortui.core.words import session_called
from mentortui.screens.importing import ImportScreen
from mentortui.screens.importing_laying import Laying
from mentortui.screens.importing_report import Laid, ReportScreen
from mentortui.screens.importing_report_view import Choices
from mentortui.services.importing import Draft, Importing

if TYPE_CHECKING:
    from mentortui.formats.transcripts.found import Progress
    from mentortui.ways import Ways


async def import_into(app: "Ways", slug: str) -> None:
    """Of that mentorship, until something is stored or one leaves."""
    desk = app.desk
    mentorship = await app.stored(desk.mentorships.get, slug)
    if mentorship is None:
        return
    mine, *others = in_order(mentorship)
    who, said = company([one.name for one in others]) or mine.name, ""
    while True:
        choose = ImportScreen[Draft](
            partial(_read, desk.importing), who=who, slug=slug, now=desk.clock.wall(), zone=mine.zone, said=said
        )
        draft = await app.push_screen_wait(choose)
        if draft is None:
            return
        heads = partial(desk.mentorships.sessions, slug)
        laying = Laying(app, desk.laying_beside, heads, desk.clock.wall, zone=mine.zone, who=who)
        report = ReportScreen(desk.importing, draft, slug, Choices(), who=who, now=desk.clock.wall, laying=laying)
        outcome = await app.push_screen_wait(report)
        if outcome is not None:
            _stored(app, slug, outcome)
            return


def _stored(app: "Ways", slug: str, outcome: FinishedSession | Laid) -> None:
    """It is told, marked in History where that is below, and shown as a page."""
    from mentortui.screens.history import HistoryScreen

    beside = isinstance(outcome, Laid)
    session = outcome.session if isinstance(outcome, Laid) else outcome
    if isinstance(app.screen, HistoryScreen):
        app.screen.mark(session.id)
    called = session_called(session.kind, session.number, session.title)
    app.tell(f"The transcript lies beside {called} now." if beside else f"Stored as {called}, from a transcript.")
    app.open_summary(slug, session.id)


def _read(importing: Importing, path: Path, progress: "Progress", cancelled: Callable[[], bool]) -> Draft:
    """From another thread. Raises Refused where it is no transcript, or in the store already."""
    draft = importing.read(path, progress=progress, cancelled=cancelled)
    importing.already(draft)
    return draft
