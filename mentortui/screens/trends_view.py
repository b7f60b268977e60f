"""What Trends says around its tables."""

from collections.abc import Sequence

from textual.content import Content

from mentortui.core.text import width as cells_of
from mentortui.core.trends_look import VIEWS, View
from mentortui.widgets.key_line import Key
from mentortui.widgets.text import apart, words

BAR = 20
_BETWEEN = 3


def views(here: View, cells: int) -> Content:
    """What there is to look at, in one row, the one that is looked at marked; where there is no room only that one."""
    told = [words(f"▸ {name}", "$accent bold") if view == here else words(name, "$quiet") for view, name in VIEWS.items()]
    for between in (_BETWEEN, 1):
        row = Content(" " * between).join(told)
        if row.cell_length <= cells:
            return row
    place = list(VIEWS).index(here)
    return apart(told[place], words(f"{place + 1} of {len(VIEWS)}", "$quiet"), max(0, cells))


def keys(*, people: int, figures: bool) -> tuple[Key, ...]:
    """The keys that matter now, most used first."""
    person = (("p", "person"),) if people > 1 and figures else ()
    return (("← →", "views"), *person, ("w", "why"), ("W", "to a file"), ("↑ ↓", "scroll"), ("esc", "back"))


def invitation(who: str, cells: int) -> Content:
    """Where no session was held yet."""
    example = "  Thu 12 Nov   regular session 14     38 %   ███████▌──┃───────"
    rows = [
        words(f"Here stands how talk was shared over sessions{f' with {who}' if who else ''}, once there are some. For example:"),
        Content(""),
        words(example if cells_of(example) <= cells else example[: max(0, cells - 1)].rstrip() + "…"),
        Content(""),
        Content.assemble(
            words("From eight sessions over sixty days on a direction is told. "), words("esc", "$accent bold"), " goes back."
        ),
    ]
    return Content("\n").join(rows)


def progress(done: int, total: int) -> str:
    """`Reading the sessions  ━━━━━━───  3 of 20 years · esc stops`."""
    filled = round(BAR * done / total) if total else BAR
    return f"Reading the sessions  {'━' * filled}{'─' * (BAR - filled)}  {done:,} of {total:,} years · esc stops"


def after(names: Sequence[str], here: str) -> str:
    """The one after `here`, round and round."""
    return names[(names.index(here) + 1) % len(names)] if here in names else names[0] if names else here
