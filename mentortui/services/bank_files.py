"""The files of a bank, ours or the user's own: what can be read of them is used, and what cannot is told."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from mentortui.formats.own_files import NotText, read_text
from mentortui.formats.own_lines import MOST_BYTES, Broken, broken_told

One = TypeVar("One")


def read_bank(
    folder: Path,
    read: Callable[[str], tuple[Sequence[One], Sequence[Broken]]],
    tell: Callable[[str], object],
    *,
    what: str,
) -> list[One]:
    """All that the text files of the folder hold, by their names; nothing where there is no such folder. `what`: what a bank
    is of, together. Never raises."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix == ".txt")
    except FileNotFoundError:
        return []
    except OSError as error:
        tell(f"{folder}: cannot be read, {error.strerror or 'unknown reason'}. Our own {what} are used.")
        return []
    return [one for path in files for one in _of(path, read, tell, what)]


def _of(
    path: Path,
    read: Callable[[str], tuple[Sequence[One], Sequence[Broken]]],
    tell: Callable[[str], object],
    what: str,
) -> Iterator[One]:
    try:
        found, broken = read(read_text(path, MOST_BYTES))
    except NotText as error:
        where = f"{path}, line {error.line}" if error.line else f"{path}"
        tell(f"{where}: {error}. Mend it or move it away; the other files are used.")
        return
    if broken:
        tell(broken_told(str(path), broken, what))
    yield from found
