"""The box that says how figures came about, over any screen: Live, Summary, Trends."""

from collections.abc import Iterable

from mentortui.core.why import Why, sections
from mentortui.screens.beside import BesideScreen, Reading
from mentortui.screens.strip import Otherwise, StripLine, nothing_else

TITLE = "Why: how these figures come about"


def why_box(
    whys: Iterable[Why], *, key: str, title: str = TITLE, otherwise: Otherwise = nothing_else, strip: StripLine | None = None
) -> BesideScreen:
    """To be pushed; dismissed by escape, or by `key` (how the key that opened it is printed) again. `otherwise`, `strip`: over a
    session under way, where the floor keys go on working and one line says who has it."""
    reading = Reading(title, sections=sections(whys))
    return BesideScreen(lambda: reading, key=key, otherwise=otherwise, strip=strip)
