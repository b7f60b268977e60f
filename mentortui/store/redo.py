"""What was changed in a file since its newest copy, a line for each write, so that a damaged file can be made again.

Lines are not forced to disk: they guard against a damaged file, and the file itself is forced. Each line is
{"c": checksum, "r": {"schema", "at", "before", "tables", "removed", "whole", "after"}}: which state of the file it begins
with, the documents that were changed as they are then, and which state that is. A state is named by the file's checksum.
"""

import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from mentortui.store import files, writing
from mentortui.store.documents import compact
from mentortui.store.layout import Pieces, document, piece

Documents: TypeAlias = dict[str, dict[str, msgspec.Raw]]
"""The JSON of each, by table and id."""

NOTHING = ""
"""The state of a file that is not there."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One write. `at`: UTC microseconds since 1970."""

    schema: int
    at: int
    before: str
    tables: Documents
    removed: dict[str, list[str]] = {}
    whole: bool = False
    """The tables are all there is; else only what was changed."""
    after: str
    """Last, so that the end of the file tells which state it leads to."""


class Changes(NamedTuple):
    """What a log holds, oldest first."""

    lines: tuple[Change, ...]
    damaged: int = 0
    """Lines that are left out."""
    to_the_end: bool = False
    """The last line is the last change that was saved, as far as that was logged: none failed or was damaged behind it."""


class Difference(NamedTuple):
    """Of a `Change`, between two states."""

    tables: Documents
    removed: dict[str, list[str]]
    whole: bool


def additions(after: Pieces, changed: Mapping[str, Iterable[str]]) -> Difference:
    """Where only documents of these ids were added, or are others than before."""
    tables = {name: {id: msgspec.Raw(document(id, after[name][id])) for id in ids} for name, ids in changed.items()}
    return Difference(tables, {}, whole=False)


def difference(before: Pieces, after: Pieces) -> Difference:
    """Whatever was changed, which takes looking at each document."""
    tables: Documents = {}
    removed: dict[str, list[str]] = {}
    for name, table in after.items():
        then = before.get(name)
        if then is table:
            continue
        changed = [id for id, text in table.items() if then is None or then.get(id) != text]
        gone = [id for id in then or () if id not in table]
        if [*(id for id in then or () if id in table), *(id for id in changed if id not in (then or ()))] != list(table):
            return _everything(after)
        if changed or then is None:
            tables[name] = {id: msgspec.Raw(document(id, table[id])) for id in changed}
        if gone:
            removed[name] = gone
    if [*before, *(name for name in after if name not in before)] != list(after):
        return _everything(after)
    return Difference(tables, removed, whole=False)


def _everything(after: Pieces) -> Difference:
    return additions(after, after)._replace(whole=True)


def changed_by(before: Pieces, change: Change) -> Pieces:
    """What `before` is after it."""
    after = {} if change.whole else dict(before)
    for name, documents in change.tables.items():
        after[name] = {**after.get(name, {}), **{id: piece(id, text) for id, text in documents.items()}}
    for name, ids in change.removed.items():
        after[name] = {id: text for id, text in after.get(name, {}).items() if id not in ids}
    return after


class Redo:
    """The logs of one file: since its newest copy, and between that and the copy before.

    Whoever writes holds the folder's lock.
    """

    def __init__(self, folder: Path, stem: str) -> None:
        self.path = folder / f"{stem}.redo.jsonl"
        self.earlier = folder / f"{stem}.before.redo.jsonl"

    def append(self, change: Change) -> int:
        """How many bytes it took. Raises NotSaved; what was left of it is skipped by whoever reads."""
        line = _line(msgspec.json.format(compact(change), indent=-1))
        writing.append_passing(self.path, line)
        return len(line)

    def leads_to(self, state: str) -> bool:
        """Whether the last line is whole and ends there. Raises StoreError."""
        end = _end(state)
        return files.ending(self.path, len(end)) == end

    def size(self) -> int:
        """Bytes. Raises StoreError."""
        stamp = files.stamp(self.path)
        return 0 if stamp is None else stamp.size

    def begin_anew(self) -> None:
        """What was logged so far is kept until the next time; until something is logged, nobody takes it for all. Raises
        NotSaved."""
        writing.move(self.path, self.earlier)

    def remove(self) -> None:
        """Raises NotSaved."""
        for path in (self.earlier, self.path):
            writing.remove(path)

    def read(self) -> Changes:
        """Both logs. Raises StoreError."""
        earlier, now = (_changes(files.read_bytes(path) or b"") for path in (self.earlier, self.path))
        return Changes(earlier.lines + now.lines, earlier.damaged + now.damaged, now.to_the_end)


def _changes(data: bytes) -> Changes:
    changes = [_change(line) for line in data.split(b"\n") if line]
    whole = tuple(change for change in changes if change is not None)
    return Changes(whole, len(changes) - len(whole), bool(changes) and changes[-1] is not None)


def _change(line: bytes) -> Change | None:
    body = line[len(_HEAD) + 8 + len(_FIELD) : -1]
    if b"\n" + line != _line(body):
        return None
    try:
        return msgspec.json.decode(body, type=Change)
    except (ValueError, RecursionError):
        return None


_HEAD = b'{"c":"'
_FIELD = b'","r":'


def _line(body: bytes) -> bytes:
    # The line break comes first: so a line that was cut short does not spoil the next one.
    return b"\n" + _HEAD + b"%08x" % zlib.crc32(body) + _FIELD + body + b"}"


def _end(state: str) -> bytes:
    return b'"after":"%b"}}' % state.encode()
