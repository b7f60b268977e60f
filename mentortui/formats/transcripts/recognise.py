"""Which format a file has, by its beginning."""

from collections.abc import Callable
from typing import TypeAlias

import msgspec

from mentortui.core.cues import Kind
from mentortui.formats.transcripts import blocks, html_text, json_shapes, refusals, rttm_lines, teams_text, texts, webvtt
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
    return (
        Format("WebVTT", "captions", webvtt.looks, webvtt.read),
        Format("RTTM", "recording", rttm_lines.looks, rttm_lines.read, exact=True),
        Format("JSON", "recording", json_shapes.looks, json_shapes.read, exact=True),
        Format("text of Teams", "captions", teams_text.looks, teams_text.read),
        Format("SRT", "captions", blocks.looks_like_srt, blocks.read_srt),
        Format("SBV", "captions", blocks.looks_like_sbv, blocks.read_sbv),
        Format("HTML", "text", html_text.looks, html_text.read),
        Format("text with times", "text", texts.looks_like_turns, texts.read_turns),
        Format("text as Meet writes it", "text", texts.looks_like_meet, texts.read_meet),
    )


def recognise(head: str) -> Format:
    """The first that it looks like. Raises Unreadable."""
    other = refusals.known(head)
    found = next((format for format in formats() if format.looks(head)), None) if other is None else None
    if found is None:
        raise Unreadable(other or refusals.why_not(head))
    return found
