"""The journal of a live session: what was acknowledged is on disk, whatever happens next.

One object a line: {"c": checksum, "e": event}. The first: {"c": checksum, "journal": {"schema", "session"}}.
"""

import re
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from mentortui.core.event_lines import decode, encode
from mentortui.core.events import SCHEMA, AnyEvent, Unknown
from mentortui.store import files, folders, writing
from mentortui.store.documents import NotJson, compact, parsed
from mentortui.store.errors import Newer, NotSaved, StoreError, not_saved, saving

MOST_LINES = 1_000_000
"""A session of a day has a few thousand; more is something else, which takes minutes to look through."""


class JournalContent(msgspec.Struct, frozen=True, kw_only=True):
    """What a journal holds."""

    session: str
    events: tuple[AnyEvent | Unknown, ...]
    torn: bool = False
    """Its last line was cut short and is left out."""
    damaged: tuple[int, ...] = ()
    """Numbers, from 1, of the lines left out."""

    def notices(self, path: Path) -> tuple[str, ...]:
        """What a person should be told of it."""
        told = []
        if self.torn:
            told.append(f"{path}: the last line was cut short before it was saved; all before it is here.")
        if self.damaged:
            where = ", ".join(str(line) for line in self.damaged[:5]) + (", …" if len(self.damaged) > 5 else "")
            told.append(f"{path}: damaged and left out: {len(self.damaged)} (line {where}). The file keeps them.")
        return tuple(told)


class Journal:
    """Appends to one journal; whoever has it holds the session's lock. Not for two threads at once."""

    def __init__(self, path: Path, session: str, kept: bytes) -> None:
        self._path = path
        self.session = session
        self._kept = bytearray(kept)
        self._fd = -1
        self._doubtful = False
        self._stamp: files.Stamp | None = None
        """Of the file as this program left it: another one means that somebody else was there."""

    @classmethod
    def create(cls, path: Path, session: str, mentorship: str = "", begun: Iterable[AnyEvent | Unknown] = ()) -> "Journal":
        """A new one, on disk, its first events with it: a kill never leaves one without. Raises NotSaved; StoreError where there
        is one already."""
        if files.stamp(path) is not None:
            raise StoreError(f"{path}: this session has a journal already. Go on with that one.")
        head = head_line(session, mentorship)
        lines = [_line("e", _encoded(event)) for event in begun]
        # Without its first event nothing of a session can be read, so that one stands there twice; it counts once.
        whole = b"".join([head, *lines[:1], *lines])
        writing.write_atomically(path, whole)
        journal = cls(path, session, whole)
        journal._open()
        return journal

    @classmethod
    def open(cls, path: Path) -> tuple["Journal", JournalContent]:
        """To go on with one, and what it holds; a half line at its end is cut off. Raises StoreError."""
        found = _read(path)
        data = _with_its_end(found)
        content = _content(path, data)
        journal = cls(path, content.session, data[: data.rfind(b"\n") + 1])
        journal._doubtful = data != found
        journal._open()
        if content.torn:
            journal._cut()
        return journal, content

    def append(self, event: AnyEvent) -> None:
        """On disk when this returns. Raises NotSaved; then try again, with this event or another."""
        self.append_many((event,))

    def append_many(self, events: Iterable[AnyEvent | Unknown]) -> None:
        """All on disk when this returns, at the price of one, and all that was acknowledged before: what was taken away or
        spoiled underneath is written again. Raises NotSaved; then none of them counts."""
        data = b"".join(_line("e", _encoded(event)) for event in events)
        self._make_sound(data)
        if not data:
            return
        try:
            writing.write_all(self._fd, data)
            writing.sync(self._fd)
            self._stamp = files.stamp_of(self._fd)
        except OSError as error:
            # After a failed fsync the system may forget pages it never wrote: only a fresh file is sure.
            self._doubtful = True
            with suppress(OSError):
                writing.cut(self._fd, len(self._kept))
            raise not_saved(self._path, error) from error
        self._kept += data

    def replace(self, events: Iterable[AnyEvent | Unknown]) -> None:
        """Instead of all events so far: on disk when this returns, old or new. Lines that could not be read stay behind them.
        Raises NotSaved."""
        before = bytes(self._kept)
        lines = before.split(b"\n")[:-1]
        sound = bool(lines) and _session(self._path, lines[0]) is not None
        head = lines.pop(0) + b"\n" if sound else head_line(self.session, self._path.parent.parent.name)
        damaged = [line + b"\n" for line in lines if _event(line) is None]
        self._kept[:] = b"".join([head, *(_line("e", _encoded(event)) for event in events), *damaged])
        try:
            writing.write_atomically(self._path, bytes(self._kept))
        except NotSaved:
            self._kept[:] = before
            raise
        finally:
            self._doubtful = True

    def close(self) -> None:
        """Everything acknowledged is on disk already."""
        if self._fd >= 0:
            writing.close(self._fd)
            self._fd = -1

    def _make_sound(self, data: bytes) -> None:
        """`data`: what is about to be written, of which a failed try may have left lines."""
        with saving(self._path):
            if self._fd >= 0 and not self._doubtful and files.is_as_left(self._path, self._stamp):
                return
        self.close()
        found, readable = b"", True
        try:
            found = files.read_bytes(self._path) or b""
        except StoreError:
            readable = False  # what cannot even be read is replaced; nothing says that it is gone
        try:
            self._restore(found, data)
        except NotSaved as error:
            error.lost = readable and not found.startswith(self._kept)
            raise

    def _restore(self, found: bytes, data: bytes) -> None:
        """`found`: what stands in its place."""
        with saving(self._path):
            folders.make_inner_folder(self._path.parent)
        if self._doubtful or not found.startswith(self._kept) or found[-1:] != b"\n":
            self._doubtful = True
            self._kept += _foreign(found, self._kept + data)
            writing.write_atomically(self._path, bytes(self._kept))
        else:
            self._kept[:] = found  # moved away and back, or another program wrote more, where locks keep nobody out
        self._open()
        with saving(self._path):
            writing.sync(self._fd)  # whoever put it there may not have
        self._doubtful = False

    def _open(self) -> None:
        with saving(self._path):
            self._fd = writing.open_to_append(self._path)
            self._stamp = files.stamp_of(self._fd)

    def _cut(self) -> None:
        with saving(self._path):
            writing.cut(self._fd, len(self._kept))
            writing.sync(self._fd)
            self._stamp = files.stamp_of(self._fd)


def read_journal(path: Path) -> JournalContent:
    """What it holds, the file untouched. Raises Newer; StoreError where it is missing or cannot be read."""
    return _content(path, _with_its_end(_read(path)))


def _read(path: Path) -> bytes:
    data = files.read_bytes(path)
    if data is None:
        raise StoreError(f"{path}: there is no such live session. It may have been finished meanwhile.")
    return data


def _content(path: Path, data: bytes) -> JournalContent:
    if data.count(b"\n") > MOST_LINES:
        raise StoreError(f"{path}: this is no journal of a session. Nothing was changed; move it away.")
    *lines, rest = data.split(b"\n")
    session = _session(path, lines[0]) if lines else None
    damaged = [] if session is not None else [1]
    events: list[AnyEvent | Unknown] = []
    seen: set[str | bytes] = set()
    for number, line in enumerate(lines, 1):
        if number == 1 and session is not None:
            continue
        found = _events(line)
        if number > 1 and (not found or any(event is None for event in found)):
            damaged.append(number)
        for event in found:
            if event is None:
                continue
            key = event.line if isinstance(event, Unknown) else event.id
            if key not in seen:  # an append repeated after a failure that was none
                seen.add(key)
                events.append(event)
    return JournalContent(
        session=path.stem if session is None else session,
        events=tuple(events),
        torn=bool(rest),
        damaged=tuple(damaged),
    )


def _session(path: Path, line: bytes) -> str | None:
    """Of the first line; None where it is damaged."""
    try:
        head = parsed(line)
        schema, session = head["journal"]["schema"], head["journal"]["session"]
    except (NotJson, KeyError, TypeError):
        return None
    if isinstance(schema, int) and schema > SCHEMA and not _is_misread(line, schema):
        raise Newer(path, schema, SCHEMA)
    return session if _body("journal", line) is not None and isinstance(session, str) else None


def _is_misread(line: bytes, schema: int) -> bool:
    """The checksum fits if the line names our version: a digit of it is damaged."""
    ours = line.replace(b'"schema":%d,' % schema, b'"schema":%d,' % SCHEMA, 1)
    return _body("journal", line) is None and _body("journal", ours) is not None


def _events(line: bytes) -> list[AnyEvent | Unknown | None]:
    """Of one line; of several where the breaks between them are damaged, then None for each that cannot be read."""
    event = _event(line)
    begins = [] if event is not None else [found.start() for found in _BEGIN.finditer(line)]
    if len(begins) < 2:
        return [event]
    ends = [*(begin - 1 for begin in begins[1:]), len(line)]
    found = [_event(line[begin:end]) for begin, end in zip(begins, ends, strict=True)]
    return found if begins[0] == 0 and any(found) else [None, *found]


_BEGIN = re.compile(rb'\{"c":"[0-9a-f]{8}","(?:e|journal)":')


def _with_its_end(data: bytes) -> bytes:
    """Where only the break behind the last line is damaged, that line was acknowledged: it is no half one."""
    last = data[data.rfind(b"\n") + 1 :]
    return data[:-1] + b"\n" if last and _event(last) is None and any(_events(last[:-1])) else data


def _event(line: bytes) -> AnyEvent | Unknown | None:
    """None where the line is damaged."""
    body = _body("e", line)
    if body is None:
        return None
    try:
        return decode(body)
    except (ValueError, RecursionError):
        return None


def head_line(session: str, mentorship: str) -> bytes:
    """The first line of a journal. `mentorship`: its slug."""
    return _line("journal", compact({"schema": SCHEMA, "session": session, "mentorship": mentorship}))


def _line(name: str, body: bytes) -> bytes:
    return b'{"c":"%08x","%b":%b}\n' % (zlib.crc32(body), name.encode(), body)


def _body(name: str, line: bytes) -> bytes | None:
    """None where the line is not as `_line` wrote it."""
    start = b'","%b":' % name.encode()
    body = line[14 + len(start) : -1]
    return body if line + b"\n" == _line(name, body) else None


def _foreign(found: bytes, kept: bytearray) -> bytes:
    """The whole lines of `found` that hold an event and are not in ours."""
    if found.count(b"\n") > MOST_LINES:
        return b""
    ours = set(bytes(kept).split(b"\n"))
    return b"".join(line + b"\n" for line in found.split(b"\n")[:-1] if line not in ours and _event(line) is not None)


def _encoded(event: AnyEvent | Unknown) -> bytes:
    if isinstance(event, Unknown):
        return event.line
    try:
        return encode(event)
    except UnicodeEncodeError:
        return compact(event)
