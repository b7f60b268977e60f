"""Which format a file has, by its beginning."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from mentortui.core.cues import Kind
from mentortui.formats.transcripts.found import Entries, Found, Unreadable
from mentortui.formats.transcripts.source import Source

Reader: TypeAlias = Callable[[Source, Found], Entries]


class Format(msgspec.Struct, frozen=True):
    """One format: how it is told, and who reads it. `looks`: of its beginning, whether it is of this format."""

    name: str
    kind: Kind
    looks: Callable[[str], bool]
    read: Reader
    exact: bool = False
    """Whether times are of speech and finer than a tenth of a second."""


def formats() -> tuple[Format, ...]:
    """All there are, the surest sign first."""
    return ()


def recognise(head: str) -> Format:
    """The first that it looks like. Raises Unreadable."""
    found = next((format for format in formats() if format.looks(head)), None)
    if found is None:
        raise Unreadable("is no transcript we know; WebVTT, SRT, SBV, RTTM, JSON and texts with names and times can be read")
    return found
