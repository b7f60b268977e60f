"""The report of an import in words: the same on the command line and on a screen."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from fractions import Fraction

from mentortui.core import measures as m
from mentortui.core.dates import moment_line
from mentortui.core.durations import clock
from mentortui.core.heads import own_zone
from mentortui.core.import_report import Report, report, report_lines
from mentortui.core.recording import Segment
from mentortui.core.records import FinishedSession
from mentortui.core.text import counted, fit, joined
from mentortui.core.words import known_of, session_called
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
    told = (counts_as_words(planned, wall), f"{nobody} --as says who they are." if (nobody := nobody_of_it(planned)) else "")
    return (head, called(planned.session, wall), f"when: {planned.when.words}", *(line for line in told if line), *rest)


def nobody_of_it(planned: Planned) -> str:
    """`Neither Ada nor Grace is among these names.`; nothing where one of them is, or where a name is still to be asked about."""
    names = [one.name for one in planned.draft.names]
    members = {member.id: fit(member.name, 24) for member in planned.mentorship.people}
    if not names or any(name not in planned.answers or planned.cast.by_name.get(name) in members for name in names):
        return ""
    called = tuple(members.values())
    if len(called) == 2:
        return f"Neither {called[0]} nor {called[1]} is among these names."
    return f"None of {joined(called)} is among these names." if len(called) > 2 else f"{called[0]} is not among these names."


def counts_as_words(planned: Planned, wall: int) -> str:
    """`counts as the session planned for Thu 26 Nov 15:00`, on the user's clock; nothing where it counts as none."""
    if planned.counts_as is None:
        return ""
    mine = own_zone(planned.mentorship)
    moment = datetime.fromtimestamp(planned.counts_as / 1_000_000, UTC)
    return f"counts as the session planned for {moment_line(moment, mine, mine, day_of(wall, mine))}"


def called(session: FinishedSession, wall: int) -> str:
    """`regular session 15 with Grace · Thu 26 Nov 15:00 (17:00 Nairobi)`."""
    others = ", ".join(fit(person.name, 20) for person in session.people if person.id != session.me)
    mine = own_zone(session)
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
    if session.keyed:  # what is compared are those
        whole = known_of(session) == "from a transcript"
        lines.append(f"{'Its' if whole else 'Some of its'} turns are as recorded by now; those keyed by hand are kept")
    if not session.show_figures:
        return tuple(lines)
    lines.append(f"{_known_as(session)} and recording agree for {m.percent(figures.time)} % of the talk")
    if figures.apart is not None:
        lines += _apart(compared, figures.apart)
    if figures.error is not None:
        without = "" if near.error is None else f", {m.percent(near.error)} % without 1 s around each change"
        lines.append(f"Keying error {m.percent(figures.error)} %{without}")
    return tuple(lines)


def _known_as(session: FinishedSession) -> str:
    """What is compared with the recording."""
    sources = {source for _, _, _, source in session.keyed or session.turns}
    return "What was heard" if "heard" in sources and "key" not in sources else "Keys"


def _apart(compared: Compared, apart: Mapping[str, Fraction]) -> Iterable[str]:
    """Whose share differs, as the two shares are shown; where both are shown the same that is said."""
    beside = compared.beside
    shown = [{who: m.percent(part) for who, part in shares_of(turns).items()} for turns in (beside.keyed, beside.recorded)]
    points = {who: shown[0].get(who, 0) - shown[1].get(who, 0) for who in apart}
    if not any(points.values()):
        yield "The shares are the same to the point"
    names = {person.id: person.name for person in compared.session.people}
    for who, many in sorted(points.items(), key=lambda pair: -abs(pair[1])):
        if many:
            yield f"{fit(names.get(who, ''), 24)}: {counted(abs(many), 'point')} {'more' if many > 0 else 'less'} by the keys"


def shares_of(turns: Iterable[Segment]) -> Mapping[str, Fraction]:
    """Of the talk in these turns everybody's part; nothing where there is none."""
    times: dict[str, int] = {}
    for turn in turns:
        times[turn.person] = times.get(turn.person, 0) + turn.end - turn.start
    talk = sum(times.values())
    return {person: Fraction(time, talk) for person, time in times.items()} if talk else {}
