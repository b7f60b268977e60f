"""index.json: what Home shows. A cache that is compared with the files it was made from, so it is never wrong."""

from collections.abc import Mapping
from contextlib import suppress

import msgspec

from mentortui.core.promises import open_promises
from mentortui.core.records import Living, Mentorship
from mentortui.store import files
from mentortui.store.errors import StoreError
from mentortui.store.heads import MentorshipHead, SessionHead, session_heads
from mentortui.store.shelf import Shelf

SCHEMA = 2


class Index(msgspec.Struct, frozen=True):
    """All mentorships that can be read, by slug."""

    mentorships: tuple[MentorshipHead, ...]


class _Year(msgspec.Struct, frozen=True):
    """Of one file of sessions, as it was at `stamp`."""

    stamp: files.Stamp
    sessions: int
    last: SessionHead | None


class _Entry(msgspec.Struct, frozen=True):
    """Of one mentorship; its head as its record was at `stamp`."""

    stamp: files.Stamp
    head: MentorshipHead
    years: dict[str, _Year]


class _Cache(msgspec.Struct, frozen=True):
    schema: int
    entries: dict[str, _Entry]


def index(shelf: Shelf) -> Index:
    """Reads only files that changed since the index was last made. Raises StoreError."""
    before = _read(shelf)
    now: dict[str, _Entry] = {}
    for slug in shelf.slugs():
        with shelf.telling():
            now[slug] = _entry(shelf, slug, before.get(slug))
    if now != before:
        shelf.clean(shelf.places.data_dir)
        with suppress(StoreError):  # it is made again next time
            files.write_passing(shelf.places.index, msgspec.json.encode(_Cache(SCHEMA, now)))
    return Index(tuple(entry.head for entry in now.values()))


def _read(shelf: Shelf) -> dict[str, _Entry]:
    try:
        cache = msgspec.json.decode(files.read_bytes(shelf.places.index) or b"", type=_Cache)
    except (StoreError, ValueError, RecursionError):
        return {}
    return cache.entries if cache.schema == SCHEMA else {}


def _entry(shelf: Shelf, slug: str, before: _Entry | None) -> _Entry:
    years = _years(shelf, slug, before.years if before else {})
    stamp = files.stamp(shelf.places.record(slug))
    if stamp is None:
        raise StoreError(f"{shelf.places.folder(slug)}: it was removed meanwhile.")
    if before is not None and before.stamp == stamp:
        head = before.head
    else:
        head = _head(shelf, slug)
    lasts = [year.last for year in years.values() if year.last is not None]
    head = msgspec.structs.replace(
        head,
        sessions=sum(year.sessions for year in years.values()),
        last=max(lasts, key=lambda last: last.began, default=None),
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
                heads = [head for head in session_heads(shelf, path) if not head.removed]
                years[path.stem] = _Year(stamp, len(heads), heads[-1] if heads else None)
    return years


def _head(shelf: Shelf, slug: str) -> MentorshipHead:
    path = shelf.places.record(slug)
    found = shelf.all(path, "mentorship", Mentorship)
    if not found:
        raise StoreError(f"{path}: it holds no mentorship that can be read. Mend the file; nothing was changed.")
    mentorship = found[0]
    return MentorshipHead(
        slug=slug,
        id=mentorship.id,
        part=mentorship.part,
        me=mentorship.me,
        names={person.id: person.name for person in mentorship.people},
        zones={person.id: person.zone for person in mentorship.people},
        show_figures=mentorship.show_figures,
        next_date=mentorship.next_date,
        promises=open_promises(shelf.all(path, "living", Living)),
        removed=mentorship.removed,
    )
