"""The page of a finished session: derived from its records alone, and every line knows which record it came from.

Words of people stand in it as they were typed; whoever shows or writes the page makes them plain.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import msgspec

from mentortui.core.dates import moment_line
from mentortui.core.durations import MINUTE
from mentortui.core.feedback import could_be_better, waiting
from mentortui.core.page_parts import Line, Page, Section, Source
from mentortui.core.page_said import LONGEST_NAME, Said, name_of
from mentortui.core.page_sections import covered, floor
from mentortui.core.pulse import PulseView, pulse_words, values_words
from mentortui.core.records import FinishedSession, Living, PrivateNote
from mentortui.core.rituals import NOTICED, is_light
from mentortui.core.text import counted, fit, visible
from mentortui.core.words import joined, session_titled

__all__ = ["Line", "Page", "Section", "Source", "page", "public", "to_hand_out"]

MOST_TO_DO = 3
"""Lines of one sort among what is still to do."""


def page(
    stored: FinishedSession,
    living: Sequence[Living],
    private: Sequence[PrivateNote],
    *,
    today: date,
    for_other: bool = False,
    pulse: PulseView | None = None,
) -> Page:
    """The page as the user reads it, or, `for_other`, as the other will: then without what is the user's alone.

    `living` and `private` may be those of every session; `today` is the reader's. No section is empty. Nothing of a `pulse` that
    is covered stands in it.
    """
    reader = _other(stored) if for_other else stored.me
    said = Said(stored, living, private, today=today, for_other=for_other)
    sections = (
        *(() if for_other else (_to_do(stored, said, waiting(living, stored.me), pulse),)),
        Section("takeaways", "Takeaways", said.takeaways()),
        Section("charter", "Into the charter", said.charter()),
        Section("promises", "Promised", said.promises()),
        Section("decisions", "Decided", said.plain_of("decision")),
        Section("feedback", "Feedback", said.feedback()),
        Section("wins", "To celebrate", said.plain_of("win")),
        Section("questions", "Open questions", said.plain_of("question")),
        Section("opportunities", "Opportunities", said.plain_of("opportunity")),
        Section("resources", "To read and use", said.plain_of("resource")),
        Section("setbacks", "Setbacks", said.plain_of("setback")),
        Section("notes", "Notes", said.plain_of("note")),
        Section("understood", "Understanding confirmed", _understood(stored)),
        Section("covered", "Covered", covered(stored)),
        Section("floor", "Who had the floor", floor(stored) if stored.show_figures else ()),
        Section("pulse", "Pulse", _pulse(pulse)),
        Section("next", "Next session", _next(stored, reader, today)),
        Section("closing", "Noticed" if is_light(stored.kind) else "In closing", _closing(stored)),
        *(() if for_other else (Section("private", "Private, only yours", said.private_lines()),)),
    )
    return Page(
        who=_others(stored, but=reader),
        what=session_titled(stored.kind, stored.number, visible(stored.title)),
        when=_when(stored, reader, today),
        reader=name_of(stored, reader),
        other=_others(stored, but=stored.me),
        names=", ".join(name_of(stored, person.id) for person in stored.people),
        for_other=for_other,
        sections=tuple(section for section in sections if section.lines),
        left_out=_left_out(stored, said) if for_other else "",
    )


def to_hand_out(page: Page) -> Page:
    """What of a page may leave the program: not what is still to do, no private notes, no feedback that waits to be given, and
    nothing that could be better while its next step is open; `left_out` says so."""
    kept = list[Section]()
    for section in page.sections:
        lines = tuple(line for line in section.lines if not line.stays)
        if lines and section.key not in ("to do", "private"):
            kept.append(msgspec.structs.replace(section, lines=lines))
    private, steps = len(page.section("private")), sum(line.stays and not line.waits for line in page.lines)
    waiting = sum(line.waits for line in page.lines)
    left_out = _told(_private_notes(private), _open_steps(steps), _waiting(waiting)) or page.left_out
    return msgspec.structs.replace(page, sections=tuple(kept), left_out=left_out)


def public(
    stored: FinishedSession, living: Sequence[Living], private: Sequence[PrivateNote]
) -> tuple[FinishedSession, tuple[Living, ...]]:
    """The two without what is a private note as well: what became one may, after a kill, still be stored where it was before."""
    ids = {note.id for note in private}
    caught = tuple(found for found in stored.caught if found.capture.id not in ids)
    return msgspec.structs.replace(stored, caught=caught), tuple(record for record in living if record.id not in ids)


def _told(*parts: str) -> str:
    found = ", ".join(part for part in parts if part)
    return f"left out: {found}" if found else ""


def _private_notes(count: int) -> str:
    return counted(count, "private note") if count else ""


def _open_steps(count: int) -> str:
    return f"{counted(count, 'next step')} open" if count else ""


def _waiting(count: int) -> str:
    return f"{count} feedback not given yet" if count else ""


def _to_do(stored: FinishedSession, said: Said, feedback: Sequence[Living], pulse: PulseView | None) -> Section:
    lines = list[Line]()
    notes = said.to_sort
    if notes:
        lines.append(Line("notes to sort", f"{counted(notes, 'note')} to sort", source="notes"))
    steps = [(found.id, could_be_better(found.capture)) for found in said.without_step()]
    lines += _some("next step", "Next step open", steps)
    unnamed = [(found.id, found.capture.text) for found in said.living_of("action") if not found.capture.who]
    lines += _some("promise", "Who promises", unnamed)
    if feedback:
        many = "1 feedback waits" if len(feedback) == 1 else f"{len(feedback)} feedback wait"
        lines.append(Line("feedback waits", f"{many} to be given", source="feedback"))
    if pulse is not None and pulse.waiting:
        lines.append(Line("pulse", pulse_words(pulse, stored.me), lead="Pulse", source="pulse"))
    if is_light(stored.kind) and not stored.closing.strip():
        lines.append(Line("noticed", f"{NOTICED} e writes it down", source="closing"))
    if stored.next_date is None:
        lines.append(Line("next date", "The next date is open", source="next"))
    return Section("to do", "Still to do", tuple(lines))


def _pulse(pulse: PulseView | None) -> tuple[Line, ...]:
    """What each said, once all have; nothing before."""
    if pulse is None or pulse.sealed:
        return ()
    return tuple(
        Line("pulse", values_words(row.values) if row.values else "declined", lead=fit(row.name, LONGEST_NAME), source="pulse")
        for row in pulse.rows
    )


def _some(kind: str, lead: str, found: list[tuple[str, str]]) -> list[Line]:
    """The first few, and how many more: what is to do must not bury what was said."""
    lines = [Line(kind, text, lead=lead, source="capture", id=id) for id, text in found[:MOST_TO_DO]]
    more = len(found) - MOST_TO_DO
    return [*lines, Line(kind, f"and {more} more", lead=lead)] if more > 0 else lines


def _understood(stored: FinishedSession) -> tuple[Line, ...]:
    lines = []
    for restated, agreed, about in stored.understandings:
        by = f"said back by {name_of(stored, restated)}, agreed by {name_of(stored, agreed)}"
        lines.append(Line("understood", about or by, tail=by if about else ""))
    return tuple(lines)


def _next(stored: FinishedSession, reader: str, today: date) -> tuple[Line, ...]:
    if stored.next_date is None:
        return ()
    mine, theirs = _zones(stored, reader)
    return (Line("next", moment_line(_utc(stored.next_date), mine, theirs, today), source="next"),)


def _closing(stored: FinishedSession) -> tuple[Line, ...]:
    return (Line("closing", stored.closing, source="closing"),) if stored.closing.strip() else ()


def _when(stored: FinishedSession, reader: str, today: date) -> str:
    """`Wed 25 Nov 14:00 (16:00 Nairobi) · 58 minutes`, of 60 planned."""
    mine, theirs = _zones(stored, reader)
    length = stored.figures.active // MINUTE
    minutes = "1 minute" if length == 1 else f"{length} minutes" if length else "under a minute"
    planned = f", {stored.planned_minutes} planned" if stored.planned_minutes else ""
    return f"{moment_line(_utc(stored.began), mine, theirs, today)} · {minutes}{planned}"


def _left_out(stored: FinishedSession, said: Said) -> str:
    """What of the user's own page the other does not get; empty where it is all there."""
    hidden = not stored.show_figures and any(stored.figures.floor.values())
    figures = "speaking figures (not agreed)" if hidden else ""
    return _told(_private_notes(len(said.private)), figures, _open_steps(len(said.without_step())), _waiting(len(said.waiting())))


def _other(stored: FinishedSession) -> str:
    return next((person.id for person in stored.people if person.id != stored.me), stored.me)


def _others(stored: FinishedSession, but: str) -> str:
    return joined([name_of(stored, person.id) for person in stored.people if person.id != but]) or name_of(stored, but)


def _zones(stored: FinishedSession, reader: str) -> tuple[str, str]:
    """The reader's zone, and that of the first person beside the reader."""
    zones = {person.id: person.zone for person in stored.people}
    mine = zones.get(reader, "UTC")
    return mine, next((zone for id, zone in zones.items() if id != reader), mine)


def _utc(wall: int) -> datetime:
    return datetime.fromtimestamp(wall / 1_000_000, UTC)
