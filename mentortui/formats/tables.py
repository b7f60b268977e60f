"""Sessions as tables for a spreadsheet: CSV as RFC 4180 has it, each cell quoted, one line of text a row.

Nothing in a cell is reckoned: what a spreadsheet could take for a formula gets an apostrophe before it, and stays words.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from mentortui.core.text import visible
from mentortui.formats.shapes import CaptureShape, ListShape, SessionShape

MARK = "\ufeff"
"""At the very beginning of a file: without it some spreadsheets read every letter beyond ASCII as two wrong ones."""

_BEGINS = "=+\\-@|%\uff1d\uff0b\uff0d\uff20\u2212"
# Also behind a semicolon: where that parts cells a spreadsheet takes what follows for the next one, quoted or not.
_FORMULA = re.compile(rf"""(?:\A|;)(?=[\s"'\u2400-\u2421\ufffd\u23ce]*[{_BEGINS}])""")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def cell(text: str) -> str:
    """`text` as one cell may hold it: visible, in one row, and never the beginning of a formula. A number is left a number."""
    shown = visible(text)
    return shown if _NUMBER.fullmatch(shown) else _FORMULA.sub(r"\g<0>'", shown)


def session_table(session: SessionShape) -> str:
    """What was caught in a session, the promises among it, in the order it was caught; private notes where the shape has them."""
    names = {person.id: person.name for person in session.people}
    private = session.private_notes if isinstance(session.private_notes, list) else []
    heads = (
        *("session", "date", "minute", "kind", "who", "text", "better", "next_step", "step_owner", "due", "state", "outcome"),
        *("goal", "item", "seen_where", "effect", "answer", "id"),
    )
    rows = [_capture(session, one, names) for one in sorted((*session.captures, *private), key=lambda one: one.at_seconds)]
    return written((heads, *rows))


def list_table(sessions: ListShape) -> str:
    """A row a session, as `mentortui list` has them."""
    heads = (
        *("id", "mentorship", "date", "began", "with", "number", "kind", "title", "state", "minutes", "open_promises"),
        "speaking",
    )
    rows = [
        (
            one.id,
            one.mentorship,
            one.began[:10],
            one.began,
            ", ".join(one.with_),
            str(one.number),
            one.kind,
            one.title,
            one.state,
            "" if one.active_seconds is None else f"{one.active_seconds / 60:.1f}",
            str(one.open_promises),
            ", ".join(f"{share.name} {100 * share.share:.0f} %" for share in one.speaking or ()),
        )
        for one in sessions.sessions
    ]
    return written((heads, *rows))


def _capture(session: SessionShape, one: CaptureShape, names: dict[str, str]) -> tuple[str, ...]:
    good, better = (("", one.text) if one.better else (one.text, one.improve)) if one.kind == "feedback" else (one.text, "")
    answer = ": ".join(part for part in (one.answer, one.answer_words) if part)
    step_owner = (one.owner or one.who) if one.step else ""
    return (
        str(session.number),
        session.began[:10],
        f"{one.at_seconds / 60:.1f}",
        one.kind,
        names.get(one.who, one.who),
        good,
        better,
        one.step,
        names.get(step_owner, step_owner),
        one.due or "",
        one.state or "",
        one.outcome,
        one.goal,
        one.item,
        one.where,
        one.effect,
        answer,
        one.id,
    )


def written(rows: Iterable[Sequence[str]]) -> str:
    """Those rows, headings first, as the text of a CSV file; each cell made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([cell(text) for text in row] for row in rows)
    return MARK + out.getvalue()
