"""Files for the tests of readers, and what is read of them in short."""

from pathlib import Path
from typing import TypeAlias

from mentortui.core.cues import Cue, Transcript
from mentortui.formats.transcripts.reading import read_transcript

Said: TypeAlias = tuple[float | None, float | None, str, str]
"""Start and end in seconds, name, words."""


def written(folder: Path, content: str | bytes) -> Path:
    """A file that holds it, byte for byte, under a name that tells nothing."""
    path = folder / "a transcript"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(folder: Path, content: str | bytes) -> Transcript:
    """The transcript of such a file."""
    return read_transcript(written(folder, content)).transcript


def said(transcript: Transcript) -> list[Said]:
    """Its cues."""
    return [(_seconds(cue.start), _seconds(cue.end), cue.name, cue.text) for cue in transcript.cues]


def of(folder: Path, content: str | bytes) -> list[Said]:
    """The cues of such a file."""
    return said(read(folder, content))


def damaged(transcript: Transcript) -> list[tuple[int, str]]:
    """What could not be read, with its line."""
    return [(one.line, one.what) for one in transcript.damaged]


def lines_of(transcript: Transcript) -> list[int]:
    """Where its cues stand."""
    return [entry.line for entry in transcript.entries if isinstance(entry, Cue)]


def _seconds(time: int | None) -> float | None:
    return None if time is None else time / 1_000_000
