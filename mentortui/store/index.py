"""index.json: what Home shows. A cache that is compared with the files it was made from, so it is never wrong."""

import zlib
from collections.abc import Mapping
from contextlib import suppress

import msgspec

from mentortui.core.heads import MentorshipHead, SessionHead
from mentortui.core.records import Moment
from mentortui.core.rhythm import KEPT
from mentortui.store import files, writing
from mentortui.store.errors import StoreError
from mentortui.store.heads import session_heads
from mentortui.store.shelf import Shelf, conflict_copies

SCHEMA = 8
_NEVER = files.Stamp(0, 0, 0)
"""Of no file."""


class Index(msgspec.Struct, frozen=True):
    """All mentorships that can be read, by slug."""

    mentorships: tuple[MentorshipHead, ...]


class _Year(msgspec.Struct, frozen=True):
    """Of one file of sessions, as it was at `stamp`."""

    stamp: files.Stamp
    sessions: int
    last: SessionHead | None
    first: Moment | None = None
    began: tuple[Moment, ...] = ()
    latest: dict[str, Moment] = {}


class _Entry(msgspec.Struct, frozen=True):
    """Of one mentorship; its head as its record was at `stamp`."""

    stamp: files.Stamp
    head: MentorshipHead
    years: dict[str, _Year]


class _Cache(msgspec.Struct, frozen=True):
    """`checksum`: of the bytes of the entries; a damaged figure would else be shown as one."""

    schema: int
    checksum: int
    entries: msgspec.Raw


def index(shelf: Shelf) -> Index:
    """Reads only files that changed since the index was last made. Raises StoreError."""
    before = _read(shelf)
    now: dict[str, _Entry] = {}
    for slug in shelf.slugs():
        with shelf.reading(slug):
            now[slug] = _entry(shelf, slug, before.get(slug))
    shelf.tell_copies(conflict_copies(shelf))
    if now != before:
        shelf.clean(shelf.places.data_dir)
        with suppress(StoreError):  # it is made again next time
            entries = msgspec.json.encode(now)
            writing.write_passing(
                shelf.places.index, msgspec.json.encode(_Cache(SCHEMA, zlib.crc32(entries), msgspec.Raw(entries)))
            )
    return Index(tuple(entry.head for entry in now.values()))


def _read(shelf: Shelf) -> dict[str, _Entry]:
    try:
        return read_index(files.read_bytes(shelf.places.index) or b"")
    except (StoreError, ValueError, RecursionError):
        return {}


def read_index(data: bytes) -> dict[str, _Entry]:
    """What it holds. Raises ValueError or RecursionError where it is damaged, or of another version: then it is made again."""
    cache = msgspec.json.decode(data, type=_Cache)
    if cache.schema != SCHEMA or cache.checksum != zlib.crc32(cache.entries):
        raise ValueError
    return msgspec.json.decode(cache.entries, type=dict[str, _Entry])


def _entry(shelf: Shelf, slug: str, before: _Entry | None) -> _Entry:
    years = _years(shelf, slug, before.years if before else {})
    stamp = files.stamp(shelf.places.record(slug))
    if stamp is None:
        raise StoreError(f"{shelf.places.folder(slug)}: it was removed meanwhile.")
    began = tuple(sorted(began for year in years.values() for began in year.began)[-KEPT:])
    latest = {kind: moment for path in sorted(years) for kind, moment in years[path].latest.items()}
    if before is not None and before.stamp == stamp and before.years == years:
        head = before.head
    else:
        # Loaded here: all that may be due, of every area, would else be loaded at each start.
        from mentortui.store.mentorship_heads import made_anew

        head = made_anew(shelf, slug, began, latest)
    lasts = [year.last for year in years.values() if year.last is not None]
    head = msgspec.structs.replace(
        head,
        sessions=sum(year.sessions for year in years.values()),
        last=max(lasts, key=lambda last: last.began, default=None),
        first=min((year.first for year in years.values() if year.first is not None), default=None),
        began=began,
    )
    return _Entry(stamp, head, years)


def _years(shelf: Shelf, slug: str, before: Mapping[str, _Year]) -> dict[str, _Year]:
    years: dict[str, _Year] = {}
    for path in shelf.years(slug):
        with shelf.telling():
            stamp, known = files.stamp(path), before.get(path.stem)
            if known is not None and known.stamp == stamp:
                years[path.stem] = known
            elif stamp is not None:
                found = session_heads(shelf, path)
                heads = [head for head in shelf.once(slug, path, found) if not head.removed]
                years[path.stem] = _Year(
                    # What is shown of a file with sessions of other years depends on those years' files too: it is read again.
                    stamp if all(shelf.places.year(slug, head.began) == path for head in found) else _NEVER,
                    len(heads),
                    heads[-1] if heads else None,
                    heads[0].began if heads else None,
                    tuple(head.began for head in heads[-KEPT:]),
                    {head.kind: head.began for head in heads},
                )
    return years
