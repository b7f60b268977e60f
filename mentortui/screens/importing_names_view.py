"""A name of a transcript in one row: how much it is heard, whose it is taken to be, and why."""

from collections.abc import Sequence

from textual.content import Content

from mentortui.core.durations import clock
from mentortui.core.naming import GUEST, NOT_SAID, How
from mentortui.core.text import fit
from mentortui.core.text import width as cells_of
from mentortui.services.imported_parts import Named
from mentortui.widgets.text import fitted, folded, words

CURSOR, SURE, DOUBT = "▌", "✓", "◆"
ROOMY, WIDE = 62, 92
"""Cells of a row from which it has how long a name is heard, from which it has why somebody is proposed."""
WHY: dict[How, str] = {
    "heard as": "as said once",
    "same": "the same name",
    "part": "a part of the name",
    "like": "much alike",
    "left over": "nobody else is left",
    "": "",
}


def row(named: Named, answer: str, people: Sequence[tuple[str, str]], mark: str, why: How, width: int, here: bool) -> Content:
    """`▌ ✓ Ada Lovelace      412 cues   24:10   →  Ada        the same name`."""
    heard = f"{counted(named.cues)}   {clock(named.speaking):>7}" if width >= ROOMY else ""
    told = WHY[why] if width >= WIDE else ""
    room = width - 4 - (cells_of(heard) + 3 if heard else 0) - 3 - (22 if told or width >= WIDE else 0)
    name, whose = room // 2, room - room // 2
    meant = called(answer, people)
    return Content.assemble(
        words(CURSOR if here else " ", "$secondary bold"),
        " ",
        words(f"{mark} ", "$warning" if mark == DOUBT else "$quiet"),
        fitted(named.name, name, "bold" if here else "", pad=True),
        words(f"   {heard}" if heard else "", "$quiet"),
        words(" → ", "$quiet"),
        fitted(meant, whose, "" if answer and not answer.startswith(GUEST) else "$quiet", pad=True),
        fitted(f"  {told}", 22, "$quiet") if told else "",
    ).truncate(width, ellipsis=True)


def counted(cues: int) -> str:
    """In a column."""
    return f"{cues:>6,} cue{' ' if cues == 1 else 's'}"


def called(answer: str, people: Sequence[tuple[str, str]]) -> str:
    """Whose a name is, in words."""
    if answer == NOT_SAID:
        return "not said who"
    if answer.startswith(GUEST):
        other = answer.removeprefix(GUEST)
        return f"a guest, {other}" if other else "a guest of that name"
    return next((name for id, name in people if id == answer), "a guest of that name")


def choices(people: Sequence[tuple[str, str]], cells: int, guests: bool, keys: str) -> Content:
    """Which key is who; `keys`: what the number row sends, 1 to 9 and 0."""
    told = [f"{key} {fit(name, 24)}" for key, (_, name) in zip(keys, people, strict=False)]
    others = ["g a guest of that name", "e of another name"] if guests else []
    said = " · ".join([*told, *others, f"{keys[9]} not said who"])
    return Content("\n").join([words(line, "$quiet") for line in folded(said, cells)[:3]])
