"""How a figure came about, as a value: every screen that shows a figure shows this, and in the same shape."""

from collections.abc import Iterable

import msgspec

from mentortui.core.page_parts import Line, Section


class Input(msgspec.Struct, frozen=True):
    """A row of what goes into a figure: `Ada`, `5:04 of 8:00 = 63 %`, `agreed 40 % = 3:12`."""

    name: str
    value: str
    about: str = ""


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """One figure explained. Empty parts are not shown."""

    key: str
    """What the figure is, for those who look for it: `balance`, `share`. Never changes."""
    title: str
    said: tuple[str, ...] = ()
    """The figure itself, as it is shown elsewhere or in more words."""
    formula: str = ""
    inputs: tuple[Input, ...] = ()
    """As they are now."""
    left_out: tuple[str, ...] = ()
    """What is no part of it, and how much that is."""
    sure: tuple[str, ...] = ()
    """How it is known, and so how far to trust it."""
    source: str = ""
    """The standard term, and who measures so."""


def sections(whys: Iterable[Why]) -> tuple[Section, ...]:
    """To be read from top to bottom: of each figure what it is, how it is made, of what, without what, how sure, by whom."""
    return tuple(Section(why.key, why.title, lines) for why in whys if (lines := _lines(why)))


def _lines(why: Why) -> tuple[Line, ...]:
    return (
        *(Line("said", text) for text in why.said),
        *((Line("formula", why.formula, lead="how"),) if why.formula else ()),
        *(Line("figure", row.value, lead=row.name, tail=row.about) for row in why.inputs),
        *(Line("left out", text, lead="left out") for text in why.left_out),
        *(Line("sure", text, lead="known") for text in why.sure),
        *((Line("source", why.source, lead="source"),) if why.source else ()),
    )
