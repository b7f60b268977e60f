"""Older copies of a mentorship's files: one a day before the first change, thinned with age, and one of each odd thing found."""

import hashlib
import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from mentortui.store import files, folders, writing
from mentortui.store.errors import NotSaved, StoreError, saving

DAILY = ""
"""Why most copies are there."""
DAMAGED, EDITED = "damaged", "edited"
COPY = "copy"
"""What another machine made of the file: this one never was like that."""

_REST = re.compile(r"(?:(?P<date>\d{4}-\d\d-\d\dT\d{6})-)?(?:(?P<why>[a-z]+\d*)-)?[0-9a-f]{8}\.json")
"""Of a name, behind the file's own."""
_DATE = "%Y-%m-%dT%H%M%S"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAYS, WEEKS, MONTHS = 7, 8, 12
ODD_DAYS = 90
"""Every copy of what was edited, damaged or migrated is kept so long, then one a month, up to `ODD_MONTHS`."""
ODD_MONTHS = 24
ODD_MOST = 100


_OF_YEAR = re.compile(r"(\d{4}|undated)(?=\.redo\.jsonl$|-)")


class Copy(NamedTuple):
    """One older copy."""

    path: Path
    at: int
    """When it was made, UTC microseconds."""
    why: str

    @property
    def good(self) -> bool:
        """Made of a file that could be read."""
        return self.why != DAMAGED


def system_clock() -> int:
    """UTC microseconds since 1970, as the system says."""
    return time.time_ns() // 1000


class Backups:
    """A folder of whole copies, named after the file, when, why and which. `now` gives UTC microseconds."""

    def __init__(self, folder: Path, now: Callable[[], int] = system_clock) -> None:
        self.folder = folder
        self.now = now

    def keep(self, path: Path, why: str) -> Path | None:
        """A copy of the file as it is now; None where there is no file. Raises NotSaved, StoreError."""
        data = files.read_bytes(path)
        return None if data is None else self.keep_data(path, data, why)

    def keep_data(self, path: Path, data: bytes, why: str) -> Path:
        """A copy with this content; of what is not daily one is enough. Raises NotSaved."""
        kept = self.kept(path, data, why) if why else None
        if kept is not None:
            return kept
        copy = self.folder / _named(path, why, data, self.now())
        self.make_folder()
        folders.clean(self.folder)
        writing.write_atomically(copy, data)
        return copy

    def make_folder(self) -> None:
        """Raises NotSaved."""
        with saving(self.folder):
            folders.make_inner_folder(self.folder)

    def kept(self, path: Path, data: bytes, why: str) -> Path | None:
        """The copy there is of this content. Raises NotSaved where it cannot be found out."""
        try:
            copies = self.copies(path)
        except StoreError as error:
            raise NotSaved(self.folder, "the older copies cannot be looked at") from error
        return next((copy.path for copy in copies if copy.why == why and copy.path.stem.endswith(_which(data))), None)

    def copies(self, path: Path) -> tuple[Copy, ...]:
        """Of one file, newest first; of the same second what was edited first. Raises StoreError."""
        found = [copy for name in folders.names(self.folder) if (copy := self._copy(path, name)) is not None]
        return tuple(sorted(found, key=lambda copy: (copy.at, bool(copy.why), copy.path.name), reverse=True))

    def is_as_named(self, copy: Copy) -> bool:
        """Whether it still has the content after which it was named. Raises StoreError."""
        data = files.read_bytes(copy.path)
        return data is not None and copy.path.stem.endswith(_which(data))

    def newest(self, path: Path) -> Path | None:
        """The newest good copy; None where there is none, or it cannot be found out."""
        with suppress(StoreError):
            return next((copy.path for copy in self.copies(path) if copy.good), None)
        return None

    def of_today(self, path: Path) -> bool:
        """Whether there is a daily copy of this very day (UTC). Raises StoreError."""
        today = day(self.now())
        return any(copy.why == DAILY and day(copy.at) == today for copy in self.copies(path))

    def thin(self, path: Path) -> None:
        """Removes copies that are no longer worth their place. Whoever calls knows that the newest is good. Raises NotSaved,
        StoreError."""
        for copy in superfluous(self.copies(path), self.now()):
            writing.remove(copy.path)

    def _copy(self, path: Path, name: str) -> Copy | None:
        beginning = f"{path.stem}-"
        found = _REST.fullmatch(name[len(beginning) :]) if name.startswith(beginning) else None
        if found is None:
            return None
        copy = self.folder / name
        at = _moment(found["date"])
        if at is None:
            stamp = files.stamp(copy)
            at = 0 if stamp is None else stamp.changed // 1000
        return Copy(copy, at, found["why"] or DAILY)


def years_left_in(folder: Path) -> set[str]:
    """The names of the files of sessions of which `folder` has a copy or a log. Raises StoreError."""
    return {f"{found[1]}.json" for name in folders.names(folder) if (found := _OF_YEAR.match(name))}


def superfluous(copies: Iterable[Copy], now: int) -> tuple[Copy, ...]:
    """Those to be removed. Of daily ones stay the two newest, the first of each of the last `DAYS` days, and the newest of
    each of `WEEKS` weeks, `MONTHS` months, and of every year; of the others see `ODD_DAYS`. The newest of each kind
    always stays."""
    copies = sorted(copies, key=lambda copy: copy.at, reverse=True)
    daily = [copy for copy in copies if copy.why == DAILY]
    odd = [copy for copy in copies if copy.why != DAILY]
    kept = {copy.path for copy in daily[:2]}
    kept |= {group[-1].path for group in _grouped(_since(daily, now, DAYS), "%Y-%m-%d")}
    for days, form in ((WEEKS * 7, "%G-%V"), (MONTHS * 31, "%Y-%m"), (None, "%Y")):
        kept |= {group[0].path for group in _grouped(_since(daily, now, days), form)}
    for why in {copy.why for copy in odd}:
        of_kind = [copy for copy in odd if copy.why == why]
        chosen = [*_since(of_kind, now, ODD_DAYS)]
        chosen += [group[0] for group in _grouped(_since(of_kind, now, ODD_MONTHS * 31), "%Y-%m")]
        kept |= {copy.path for copy in (of_kind[0], *sorted(set(chosen), key=lambda copy: copy.at, reverse=True)[:ODD_MOST])}
    return tuple(copy for copy in copies if copy.path not in kept)


def _since(copies: Iterable[Copy], now: int, days: int | None) -> list[Copy]:
    return [copy for copy in copies if days is None or copy.at > now - days * 86_400_000_000]


def _grouped(copies: Iterable[Copy], form: str) -> list[list[Copy]]:
    """Of each day, week, month or year, newest first."""
    groups: dict[str, list[Copy]] = {}
    for copy in copies:
        groups.setdefault(_date(copy.at, form), []).append(copy)
    return list(groups.values())


def day(moment: int) -> str:
    """The day (UTC) of a moment, UTC microseconds."""
    return _date(moment, "%Y-%m-%d")


def _date(moment: int, form: str) -> str:
    try:
        return (_EPOCH + timedelta(microseconds=moment)).strftime(form)
    except OverflowError:
        return _date(0, form)


def _moment(date: str | None) -> int | None:
    """None where there is none, or no such date."""
    try:
        found = datetime.strptime(date or "", _DATE).replace(tzinfo=UTC)
    except ValueError:
        return None
    return (found - _EPOCH) // timedelta(microseconds=1)


def _named(path: Path, why: str, data: bytes, now: int) -> str:
    # What is damaged goes by what it is: it may be met again and again, and is kept once.
    when = "" if why == DAMAGED else f"-{_date(now, _DATE)}"
    return f"{path.stem}{when}{f'-{why}' if why else ''}-{_which(data)}{path.suffix}"


def _which(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=4).hexdigest()
