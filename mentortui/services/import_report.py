"""The report of an import in words: the same on the command line and on a screen."""

from datetime import UTC, datetime

from mentortui.core import measures as m
from mentortui.core.dates import moment_line
from mentortui.core.durations import clock
from mentortui.core.import_report import Report, report, report_lines
from mentortui.core.records import FinishedSession
from mentortui.core.text import fit
from mentortui.core.words import session_called
from mentortui.services.held_when import day_of
from mentortui.services.importing import Planned
from mentortui.services.laying_beside import Compared


def report_of(planned: Planned) -> Report:
    """What the file holds and what becomes of it."""
    draft, found = planned.draft, planned.cast
    members = {member.id: member.name for member in planned.mentorship.people}
    return report(
        planned.session,
        draft.read.transcript,
        draft.placed.counts,
        draft.placed.end,
        by_name=found.by_name,
        crowd=found.crowd,
        unheard=[members[id] for id in found.unheard],
        replaced=draft.read.replaced,
        wordless=draft.read.wordless,
    )


def lines_of(planned: Planned, wall: int) -> tuple[str, ...]:
    """The whole report. `wall`: now, for years that need not be said."""
    head, *rest = report_lines(report_of(planned))
    counts = counts_as_words(planned, wall)
    return (head, called(planned.session, wall), f"when: {planned.when.words}", *([counts] if counts else []), *rest)


def counts_as_words(planned: Planned, wall: int) -> str:
    """`counts as the session planned for Thu 26 Nov 15:00`, on the user's clock; nothing where it counts as none."""
    if planned.counts_as is None:
        return ""
    mine = next((member.zone for member in planned.mentorship.people if member.id == planned.mentorship.me), "UTC")
    moment = datetime.fromtimestamp(planned.counts_as / 1_000_000, UTC)
    return f"counts as the session planned for {moment_line(moment, mine, mine, day_of(wall, mine))}"


def called(session: FinishedSession, wall: int) -> str:
    """`regular session 15 with Grace · Thu 26 Nov 15:00 (17:00 Nairobi)`."""
    others = ", ".join(fit(person.name, 20) for person in session.people if person.id != session.me)
    mine = next((person.zone for person in session.people if person.id == session.me), "UTC")
    theirs = next((person.zone for person in session.people if person.id != session.me), mine)
    when = moment_line(datetime.fromtimestamp(session.began / 1_000_000, UTC), mine, theirs, day_of(wall, mine))
    return f"{session_called(session.kind, session.number, fit(session.title, 30))} with {fit(others or 'nobody', 40)} · {when}"


def compared_lines(compared: Compared, wall: int) -> tuple[str, ...]:
    """How far a recording and the keys agree, in words."""
    beside, session, draft = compared.beside, compared.session, compared.draft
    figures, near = beside.figures, beside.near_edges_left_out
    lines = [f"{fit(draft.file, 40)} · {draft.read.transcript.format} · {clock(draft.placed.end)}, beside", called(session, wall)]
    seconds = abs(beside.shift) / 1_000_000
    if beside.shift:
        lines.append(f"The recording began {seconds:.1f} s {'after' if beside.shift > 0 else 'before'} the session")
    if beside.outside > 1_000_000:
        lines.append(f"{clock(beside.outside)} of its talk lies outside the session: not compared")
    if not session.show_figures:
        return tuple(lines)
    lines.append(f"Keys and recording agree for {m.percent(figures.time)} % of the talk")
    if figures.most_apart is not None and figures.apart is not None:
        names = {person.id: person.name for person in session.people}
        for person, points in sorted(figures.apart.items(), key=lambda pair: -abs(pair[1])):
            if m.percent(abs(points)):
                way = "more" if points > 0 else "less"
                lines.append(f"{fit(names.get(person, ''), 24)}: {m.percent(abs(points))} points {way} by the keys")
        if not m.percent(figures.most_apart):
            lines.append("The shares are the same to the point")
    if figures.error is not None and near.error is not None:
        lines.append(f"Error rate {m.percent(figures.error)} %, {m.percent(near.error)} % beside the second around each change")
    elif figures.error is not None:
        lines.append(f"Error rate {m.percent(figures.error)} %")
    return tuple(lines)
