"""What a look at a data folder found: a line for each thing, and what could not be read, once."""

from pathlib import Path
from typing import Any, NamedTuple

from mentortui.store.errors import StoreError

REPAIR = "mentortui doctor --repair does it."


class Finding(NamedTuple):
    """One thing about a file or folder: what it is, and what to do. `wrong`: False where it is only worth knowing. `aside`: it is
    a damaged older copy, which a repair sets aside."""

    path: Path
    what: str
    advice: str
    wrong: bool = True
    aside: bool = False


class Findings:
    """Of one data folder; they grow as it is looked at."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir
        self.all: list[Finding] = []
        self.unread: set[Path] = set()
        """Files and folders that cannot be read: what they may hold is not missed."""

    def wrong(self, path: Path, what: str, advice: str) -> None:
        """Something is not as it should be."""
        self.all.append(Finding(path, what, advice))

    def note(self, path: Path, what: str, advice: str) -> None:
        """Something is worth knowing."""
        self.all.append(Finding(path, what, advice, wrong=False))

    def set_aside(self, path: Path, what: str, advice: str) -> None:
        """A damaged older copy."""
        self.all.append(Finding(path, what, advice, aside=True))

    def refused(self, path: Path, error: StoreError) -> None:
        """What could not be read while `path` was looked at, where that is not known yet."""
        where = Path(str(error).partition(": ")[0])
        if self.unread.isdisjoint((where, *where.parents)):
            self.unread.add(where)
            of = where if self._data_dir in where.parents else path
            self.all.append(Finding(of, without_path(str(error)), "Mend that, and look again."))

    def reading(self, path: Path) -> "_Reading":
        """What cannot be read of it inside is a finding."""
        return _Reading(self, path)


class _Reading:
    """What cannot be read inside is a finding."""

    def __init__(self, findings: Findings, path: Path) -> None:
        self._findings = findings
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> bool:
        if not isinstance(error, StoreError):
            return False
        self._findings.refused(self._path, error)
        return True


def without_path(sentence: str) -> str:
    """What is wrong with a file, of a sentence that begins with the file."""
    return sentence.partition(": ")[2].partition(". ")[0] or sentence
