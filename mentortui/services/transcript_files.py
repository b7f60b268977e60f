"""Transcripts that lie on this machine: those a call tool may have left where such tools leave them, and a path half typed."""

import os
import re
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice, takewhile
from pathlib import Path
from typing import TypeVar

import msgspec

from mentortui.core.text import storable
from mentortui.formats.transcripts.found import Unreadable
from mentortui.formats.transcripts.recognise import recognise
from mentortui.formats.transcripts.source import Source

SURE = (".vtt", ".srt", ".sbv", ".rttm")
"""Endings that only such files have."""
PERHAPS = (".json", ".txt", ".md", ".html", ".htm")
"""Endings that many files have: these are shown where their beginning is that of a transcript."""
MOST_SHOWN = 200
MOST_LOOKED = 5000
"""Entries of one folder that are looked at."""
MOST_OPENED = 200
"""Files that are opened to see whether they are transcripts, the newest first."""
WITHIN = 2.0
"""Seconds in which a folder has to answer; one on a disk that hangs is left out."""
_SEGMENT = re.compile(r'"(?:start\w*|speakers?\w*|participant|monologues|segments|utterances|ts)"\s*:')
"""What JSON of a transcript has near its beginning, and settings and packages have not."""
Looked = TypeVar("Looked")
_TOOLS = ("Zoom",)
"""Folders of a tool that keeps one folder for each call."""


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """A file, or a folder on the way to one."""

    path: str
    """To open it by."""
    name: str
    """As a person would type it: `~/Downloads/call.vtt`; a folder ends in a slash."""
    folder: bool = False
    modified: float = 0.0
    """Seconds since 1970."""
    size: int = 0
    """Bytes."""


def usual_folders() -> tuple[Path, ...]:
    """Where transcripts lie: where the program was started, and where downloads and documents go. Never raises."""
    from platformdirs import user_desktop_dir, user_documents_dir, user_downloads_dir

    found = list[Path]()
    with suppress(OSError):
        found.append(Path.cwd())
    for folder in (user_downloads_dir(), user_documents_dir(), user_desktop_dir()):
        found.append(Path(folder))
        found += [Path(folder) / tool for tool in _TOOLS]
    return tuple(dict.fromkeys(found))


def likely(folders: Iterable[Path] | None = None) -> tuple[Near, ...]:
    """Files in `folders`, the usual ones if None, that are transcripts by their ending or their beginning; newest first. Looks
    on the disk, from any thread; what cannot be looked at is left out."""
    found = dict[str, Near]()
    for folder in usual_folders() if folders is None else folders:
        entries = _in_time(partial(_of, folder)) or []
        found.update((one.path, one) for one in entries if not one.folder and one.path.casefold().endswith(SURE + PERHAPS))
    kept, opened, silent = list[Near](), 0, set[Path]()
    for one in _newest(found.values()):
        if not one.path.casefold().endswith(SURE):
            opened += 1
            path = Path(one.path)
            if opened > MOST_OPENED or path.parent in silent:
                continue
            is_one = _in_time(partial(_is_one, path))
            if is_one is None:
                silent.add(path.parent)  # waited for once, not for each of its files
            if not is_one:
                continue
        kept.append(one)
        if len(kept) == MOST_SHOWN:
            break
    return tuple(kept)


def begun(typed: str) -> tuple[Near, ...]:
    """What a path that is half typed may become: folders first, then files that may be transcripts, newest first. Looks on the
    disk, from any thread; what cannot be looked at is left out."""
    folder, _, start = unquoted(typed).rpartition("/")
    head = f"{folder}/" if "/" in typed else ""
    with suppress(OSError, RuntimeError, ValueError):
        path, hidden = Path(head or ".").expanduser(), start.startswith(".")
        entries = _in_time(lambda: list(_entries(path, hidden=hidden, shown=head))) or []
        beginning = start.casefold()  # once: a start may be a pasted text of megabytes
        wanted = [one for one in entries if _name(one).casefold().startswith(beginning)]
        folders = sorted((one for one in wanted if one.folder), key=lambda one: one.name)
        files = [one for one in wanted if not one.folder and one.name.casefold().endswith(SURE + PERHAPS)]
        files = sorted(_newest(files), key=lambda one: _name(one) != start)  # one that is typed whole is the one
        return (*folders, *files)[:MOST_SHOWN]
    return ()


def completed(typed: str, found: Iterable[Near]) -> str:
    """What is typed, longer by all that every one of these goes on with."""
    names = [one.name for one in found]
    common = "".join(signs[0] for signs in takewhile(lambda signs: len(set(signs)) == 1, zip(*names, strict=False)))
    plain = unquoted(typed)
    return common if len(common) > len(plain) and common.casefold().startswith(plain.casefold()) else typed


def unquoted(typed: str) -> str:
    """A path without the quotes and backslashes that a shell, or a file dropped on the terminal, puts there."""
    typed = typed.strip()
    if len(typed) > 1 and typed[0] == typed[-1] and typed[0] in "'\"":
        return typed[1:-1]
    return typed.replace("\\ ", " ")


def path_of(typed: str) -> Path:
    """The file that is meant; `~` is home."""
    plain = unquoted(typed)
    with suppress(RuntimeError):
        return Path(plain).expanduser()
    return Path(plain)


def _name(one: Near) -> str:
    return one.name.rstrip("/").rpartition("/")[2]


def _of(folder: Path) -> list[Near]:
    """What is in it; of a tool's folder also what is in those of its calls."""
    entries = list(_entries(folder))
    if folder.name in _TOOLS:
        entries += [inner for one in entries if one.folder for inner in _entries(Path(one.path))]
    return entries


def _in_time(look: Callable[[], Looked]) -> Looked | None:
    """What it finds; None where the disk does not answer. Whoever hangs there holds up nobody, not even the end."""
    found = list[Looked]()
    looking = threading.Thread(target=lambda: found.append(look()), name="mentortui-files", daemon=True)
    looking.start()
    looking.join(WITHIN)
    return found[0] if found else None


def _newest(files: Iterable[Near]) -> list[Near]:
    return sorted(files, key=lambda one: (-one.modified, one.name))


def _entries(folder: Path, *, hidden: bool = False, shown: str | None = None) -> Iterator[Near]:
    """`shown`: how the folder is written; None: from home where it lies there."""
    before = _told(folder) if shown is None else shown
    with suppress(OSError, ValueError), os.scandir(folder) as entries:
        for entry in islice(entries, MOST_LOOKED):
            if entry.name.startswith(".") and not hidden:
                continue
            with suppress(OSError):
                about = entry.stat()
                is_folder = stat.S_ISDIR(about.st_mode)
                if is_folder or stat.S_ISREG(about.st_mode):
                    name = f"{before}{entry.name}{'/' if is_folder else ''}"
                    yield Near(path=entry.path, name=name, folder=is_folder, modified=about.st_mtime, size=about.st_size)


def _told(folder: Path) -> str:
    with suppress(OSError, RuntimeError):
        if folder == Path.cwd():
            return ""
        if folder.is_relative_to(home := Path.home()):
            inner = folder.relative_to(home).as_posix()
            return "~/" if inner == "." else f"~/{inner}/"
    return f"{storable(folder.as_posix())}/"


def _is_one(path: Path) -> bool:
    try:
        source = Source(path)
    except Unreadable:
        return False
    try:
        head = source.head()
        return recognise(head).name != "JSON" or _SEGMENT.search(head) is not None
    except Unreadable:
        return False
    finally:
        source.close()
