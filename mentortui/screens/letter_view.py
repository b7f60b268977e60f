"""How a letter that came back is shown before it is kept: grouped, the pulse covered, what was not understood in full view."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from mentortui.core.letter import Letter, counted
from mentortui.core.letter_reading import Reading
from mentortui.core.records import Roadblock
from mentortui.core.text import fit
from mentortui.widgets.text import words

MOST_ITEMS = 12
"""Shown of one field; all are kept."""
MOST_PARAGRAPHS = 20
LONGEST = 600
"""Cells shown of one item or paragraph."""

Row = tuple[str, Content]
"""A label, and what stands beside it."""


def rows(reading: Reading) -> list[Row]:
    """What was understood, a row for each field that has something."""
    letter = reading.letter
    after = f"session {reading.session}" if reading.session else "no session yet"
    found: list[Row] = [
        ("Done", _items(letter.done)),
        ("Roadblock", _joined([_block(one) for one in letter.roadblocks])),
        ("I learned", _items(letter.learned)),
        ("Next", _items(letter.next)),
        ("Bring", _with(_items(letter.bring), "→ next agenda")),
        ("Takeaway", _with(_items(letter.takeaways), f"→ {after}")),
    ]
    shown = [(label, said) for label, said in found if said]
    if letter.pulse.said:
        shown.append(("Pulse", _pulse(reading)))
    return shown


def note(letter: Letter) -> Content:
    """What was not understood, in its own words."""
    return _joined([words(fit(one, LONGEST)) for one in letter.rest[:MOST_PARAGRAPHS]], len(letter.rest) - MOST_PARAGRAPHS)


def aside(letter: Letter) -> Content:
    """What only surrounds a letter, and is not kept."""
    if not letter.aside:
        return Content("")
    said = [fit(one, 40) for one in letter.aside[:8]]
    more = f" · and {len(letter.aside) - 8} more" if len(letter.aside) > 8 else ""
    return words(f"Not kept: {' · '.join(said)}{more}", "$quiet")


def summary(letter: Letter) -> str:
    """`two done, one roadblock with a proposal`, and whether there is a note."""
    told = counted(letter)
    return " · ".join(part for part in (told, "a note" if letter.rest else "") if part)


def where_note(reading: Reading) -> str:
    """Where the note goes, and who reads it."""
    if len(reading.others) > 1:
        return "private · only you"
    return f"in session {reading.session}, to sort" if reading.session else "beside the sessions"


def name_of(reading: Reading, person: str) -> str:
    """The name of that sender; empty where nobody is chosen."""
    return next((name for id, name in reading.others if id == person), "")


def _items(items: Sequence[str]) -> Content:
    mark = "· " if len(items) > 1 else ""
    return _joined([words(mark + fit(item, LONGEST)) for item in items[:MOST_ITEMS]], len(items) - MOST_ITEMS)


def _block(block: Roadblock) -> Content:
    if not block.proposal:
        return Content.assemble(words(fit(block.text, LONGEST)), "\n", ("○ no proposal yet", "$warning"))
    return Content.assemble(words(fit(block.text, LONGEST)), "\n", ("→ ", "$accent"), words(fit(block.proposal, LONGEST)))


def _pulse(reading: Reading) -> Content:
    if not reading.session:
        return words("no session was held yet: it goes to the note", "$quiet")
    if reading.open:
        return words(f"of session {reading.session} · all have spoken and it shows: it goes to the note", "$quiet")
    told = "yours is in: kept, both are open" if reading.opens and len(reading.others) == 1 else "covered until yours is in"
    return words(f"of session {reading.session} · {told}", "$quiet")


def _joined(parts: Iterable[Content], more: int = 0) -> Content:
    told = [*parts, *([words(f"… and {more} more", "$quiet")] if more > 0 else [])]
    return Content("\n").join(told)


def _with(items: Content, tail: str) -> Content:
    return Content.assemble(items, "  ", (tail, "$quiet")) if items else items
