"""A damaged file made again: from a good older copy, the log of what was changed since, and what can still be read of it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple, TypeGuard

import msgspec

from mentortui.store import files
from mentortui.store.backups import COPY, EDITED, Backups, Copy
from mentortui.store.documents import NotJson, fitted, parsed, without_surrogates
from mentortui.store.errors import StoreError
from mentortui.store.layout import OURS, Pieces, checksum_named, document, is_as_written, is_misread, piece, read_back, whole
from mentortui.store.migrations import Migration, Tables, migrated
from mentortui.store.redo import NOTHING, Change, Redo, changed_by

_SECOND = 1_000_000
_MOST_COPIES = 40
"""Older ones are not looked at: what they lack is too much to be of help."""


class Unreadable(Exception):
    """Why a file cannot be understood: what is wrong, and in which line, from 1, where that is known."""

    def __init__(self, what: str, line: int | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


class TooNew(Exception):
    """A newer version wrote the file."""

    def __init__(self, schema: int) -> None:
        super().__init__(schema)
        self.schema = schema


class Needed(NamedTuple):
    """A file of this kind is nothing without a document of this table that fits."""

    table: str
    kind: type


class Format(NamedTuple):
    """What this version knows."""

    schema: int
    migrations: Mapping[int, Migration]
    needed: Needed | None = None


class Understood(NamedTuple):
    """What a file says, in this version's format."""

    pieces: Pieces
    rest: dict[str, Any]
    """Fields beside ours."""
    schema: int
    """The format it is in."""
    as_written: bool
    """False: somebody edited it by hand."""
    checksum: str
    """The name of this state of the file; empty where it has to be worked out."""


def understood(data: bytes, form: Format) -> Understood:
    """Raises Unreadable, TooNew."""
    ours = read_back(data, form.schema)
    if ours is not None:
        return Understood(*ours, form.schema, as_written=True, checksum=checksum_named(data))
    try:
        value = parsed(data)
    except NotJson as error:
        raise Unreadable("is not JSON" if error.line else "it is not JSON", error.line) from error
    schema, tables, rest = _parts(value, data, form)
    as_written = is_as_written(data, schema)
    found = Understood(in_pieces(migrated(tables, schema, form.schema, form.migrations)), rest, schema, as_written, "")
    if not as_written:
        _check_needed(found.pieces, form.needed)
    return found


def _parts(value: Any, data: bytes, form: Format) -> tuple[int, Tables, dict[str, Any]]:
    if not isinstance(value, dict):
        raise Unreadable("this is not a file of mentortui")
    schema, tables = value.get("schema"), value.get("tables")
    if not isinstance(schema, int) or isinstance(schema, bool):
        raise Unreadable('it has no "schema"')
    if schema != form.schema and is_misread(data, form.schema):
        raise Unreadable('its "schema" is damaged')
    if schema > form.schema:
        raise TooNew(schema)
    if any(step not in form.migrations for step in range(schema, form.schema)):
        raise Unreadable(f"no mentortui wrote format {schema}")
    if not _is_tables(tables):
        raise Unreadable('"tables" is not tables of documents by their ids')
    return schema, tables, {name: part for name, part in value.items() if name not in OURS}


def _is_tables(tables: object) -> TypeGuard[Tables]:
    return isinstance(tables, dict) and all(
        isinstance(table, dict) and all(isinstance(document, dict) for document in table.values()) for table in tables.values()
    )


def _check_needed(pieces: Pieces, needed: Needed | None) -> None:
    if needed is None:
        return
    found = [fitted(document(id, text), needed.kind) for id, text in pieces.get(needed.table, {}).items()]
    if not any(isinstance(value, needed.kind) for value in found):
        raise Unreadable(f'the table "{needed.table}" has none that fits')


def in_pieces(tables: Mapping[str, Mapping[str, Any]]) -> Pieces:
    return {
        without_surrogates(name): {(key := without_surrogates(id)): piece(key, values) for id, values in table.items()}
        for name, table in tables.items()
    }


class Recovery(NamedTuple):
    """What can be put in the place of a damaged file."""

    data: bytes
    complete: bool
    """It is what the file was after its last change."""
    until: int | None
    """What was changed since may be missing: UTC microseconds; None: not known."""
    copy: Path | None
    """The older copy it stands on."""
    salvaged: int
    """Documents out of the damaged file itself, which no checksum vouches for."""


def recovery(path: Path, damaged: bytes | None, backups: Backups, redo: Redo, form: Format) -> Recovery | None:
    """None where there is nothing to make it from. `damaged`: the file as it is, None where it is gone. Raises StoreError where
    the copies cannot be looked at."""
    log = redo.read()
    lines = tuple(line for line in log.lines if line.schema == form.schema)
    named = checksum_named(damaged or b"")
    wanted = named or (lines[-1].after if lines and log.to_the_end else None)
    edited = _edited(path, backups, named, form)
    lost = _has_lost_an_edit(path, backups, lines)
    best = None if edited is None else _replayed(*edited, (), form)
    for copy, base in _bases(path, backups, form) if edited is None else ():
        made = _replayed(copy, base, lines, form)
        if made is None:
            continue
        if made.checksum == wanted:
            if not lost:
                return Recovery(made.data, True, None, copy and copy.path, 0)
            best = made
            break
        best = best or made
        if copy is not None and copy.why == EDITED and not _goes_on_after(copy.at, lines):
            break  # what was edited by hand last, and not changed since
    if best is not None and lost and lines:
        # The copy of what was before is made when the edit is met, which is after it.
        best = best._replace(until=min(best.until, lines[-1].at))
    return _with_salvage(best, damaged, form)


def _edited(path: Path, backups: Backups, named: str, form: Format) -> tuple[Copy, Understood] | None:
    """What the file was last, where somebody had edited it by hand and no program has written it since: then it still names the
    checksum that it had before, as the copy of it does."""
    for copy in backups.copies(path) if named else ():
        with suppress(StoreError, Unreadable, TooNew):
            data = files.read_bytes(copy.path) if copy.why == EDITED else None
            if data is not None and checksum_named(data) == named:
                return copy, understood(data, form)
    return None


def _has_lost_an_edit(path: Path, backups: Backups, lines: tuple[Change, ...]) -> bool:
    """Whether somebody had edited the file by hand since the last change in the log, and the copy of that is damaged: neither
    the log nor the checksum in the file knows of it."""
    return any(
        copy.why == EDITED and not _goes_on_after(copy.at, lines) and not _can_be_trusted(copy, backups)
        for copy in backups.copies(path)
    )


def _can_be_trusted(copy: Copy, backups: Backups) -> bool:
    try:
        return backups.is_as_named(copy)
    except StoreError:
        return False


class _Made(NamedTuple):
    pieces: Pieces
    rest: dict[str, Any]
    data: bytes
    checksum: str
    until: int
    copy: Path | None


def _bases(path: Path, backups: Backups, form: Format) -> Iterator[tuple[Copy | None, Understood]]:
    """The good copies, newest first; then the state in which there was no file; last what other machines had made of it."""
    good = [copy for copy in backups.copies(path) if copy.good]
    yield from _read([copy for copy in good if copy.why != COPY][:_MOST_COPIES], form)
    yield None, Understood({}, {}, form.schema, as_written=True, checksum=NOTHING)
    yield from _read([copy for copy in good if copy.why == COPY][:_MOST_COPIES], form)


def _read(copies: Iterable[Copy], form: Format) -> Iterator[tuple[Copy, Understood]]:
    """Those that can be read."""
    for copy in copies:
        with suppress(StoreError, Unreadable, TooNew):
            data = files.read_bytes(copy.path)
            if data is not None:
                found = understood(data, form)
                if found.as_written or copy.why == EDITED:
                    yield copy, found


def _replayed(copy: Copy | None, base: Understood, lines: tuple[Change, ...], form: Format) -> _Made | None:
    """With the changes made since; None where it began with nothing and those do not."""
    pieces, rest = base.pieces, base.rest
    state = base.checksum
    if copy is not None and not (base.as_written and base.schema == form.schema):
        state = checksum_named(whole(form.schema, rest, pieces))
    begin = _beginning(state, 0 if copy is None else copy.at, lines)
    if copy is None and (begin is None or begin == len(lines)):
        return None
    until = 0 if copy is None else copy.at
    for line in lines[begin:]:
        pieces, until = changed_by(pieces, line), line.at
    data = whole(form.schema, rest, pieces)
    return _Made(pieces, rest, data, checksum_named(data), until, copy and copy.path)


def _beginning(state: str, at: int, lines: tuple[Change, ...]) -> int | None:
    """The first line that comes after that state, which is of the moment `at`."""
    after = [number for number, line in enumerate(lines) if line.after == state]
    if after:
        return after[-1] + 1
    before = [number for number, line in enumerate(lines) if line.before == state]
    if before or state == NOTHING:
        return before[0] if before else None
    if not _goes_on_after(at, lines):
        return len(lines)
    return next(number for number, line in enumerate(lines) if line.at // _SECOND > at // _SECOND)


def _goes_on_after(at: int, lines: tuple[Change, ...]) -> bool:
    """Asked of the last line alone, as the clock may have been set back meanwhile. The names of copies know whole seconds."""
    return bool(lines) and lines[-1].at // _SECOND > at // _SECOND


def _with_salvage(made: _Made | None, damaged: bytes | None, form: Format) -> Recovery | None:
    """What is newer in the damaged file goes over what could be made; alone where nothing could."""
    pieces = {} if made is None else made.pieces
    taken = 0
    for table, id, text in _whole_documents(damaged or b""):
        there = pieces.get(table, {}).get(id)
        if there is None or _changed(text) > _changed(document(id, there)):
            pieces = {**pieces, table: {**pieces.get(table, {}), id: piece(id, msgspec.Raw(text))}}
            taken += 1
    if made is None and not taken:
        return None
    try:
        _check_needed(pieces, form.needed)
    except Unreadable:
        return None
    data = whole(form.schema, made.rest if made else {}, pieces)
    return Recovery(data, False, made.until if made else None, made.copy if made else None, taken)


_TABLE = re.compile(rb'^  (?P<name>"(?:[^"\\]|\\.)*"): \{$', re.MULTILINE)
_DOCUMENT = re.compile(rb'^   (?P<id>"(?:[^"\\]|\\.)*"): (?P<text>\{\n(?:    [^\n]*\n)*   \}),?$', re.MULTILINE)


def _whole_documents(data: bytes) -> Iterator[tuple[str, str, bytes]]:
    """By table and id, what can be read of a damaged file of our own layout."""
    tables = list(_TABLE.finditer(data))
    for table, following in zip(tables, [*tables[1:], None], strict=False):
        for found in _DOCUMENT.finditer(data, table.end(), following.start() if following else len(data)):
            try:
                name, id = msgspec.json.decode(table["name"], type=str), msgspec.json.decode(found["id"], type=str)
                msgspec.json.decode(found["text"], type=dict[str, Any])
            except (ValueError, RecursionError):
                continue
            yield name, id, found["text"]


def _changed(text: bytes) -> int:
    value = msgspec.json.decode(text).get("changed", 0)
    return value if isinstance(value, int) else 0


def what_happened(error: Unreadable | None) -> str:
    """To a file, in a few words. None: it is not there."""
    if error is None:
        return "it was gone"
    return f"damaged, line {error.line} {error.what}" if error.line else f"damaged, {error.what}"


def what_was_done(made: Recovery | None, kept: Path | None) -> str:
    """About it, in whole sentences. `kept`: where the damaged file was set aside; None: it was not."""
    aside = f" The damaged file is kept as {kept}." if kept is not None else ""
    if made is None:
        return f"There is no good copy of it, so it begins anew.{aside}"
    if made.complete:
        return f"It is restored to its last change; nothing is missing.{aside}"
    source = f"from {made.copy}" if made.copy is not None else "from its log" if made.until is not None else "from its own text"
    until = "What could not be read is missing." if made.until is None else f"Changes after {_moment(made.until)} may be missing."
    if made.salvaged and made.until is not None:
        until += f" {made.salvaged} entries are read out of the damaged file; look at them."
    return f"It is restored {source}. {until}{aside}"


def _moment(moment: int) -> str:
    try:
        return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=moment)).strftime("%Y-%m-%d %H:%M UTC")
    except OverflowError:
        return "an unknown moment"
