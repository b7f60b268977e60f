"""`mentortui doctor`: finds what is wrong, changes nothing, and mends what can be mended when it is told to."""

import contextlib
import errno
import importlib
import json
import os
import pkgutil
import re
import shutil
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

import mentortui.core
from mentortui.cli import command
from mentortui.core.holdings import HELD
from mentortui.core.records import Record, Words
from mentortui.listen import choose, voice_model
from mentortui.services.demo import fill, go_live
from mentortui.services.doctor import Doctor, Finding
from mentortui.store.checkup_tables import KINDS
from mentortui.store.errors import StoreError
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.crash.seen import PARTS, TABLES
from tests.crash.seen import PRIVATE as PRIVATE_TABLES
from tests.store.damaging import FILES, NOON, copied, filled
from tests.store.faults import Killed, faults
from tests.store.system import in_place_of_os
from tests.store.values import action, private, session

RECORD, YEAR, PRIVATE = FILES["record"], FILES["year"], FILES["private"]


@pytest.fixture(scope="module")
def whole(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Without its session under way, of which the doctor would have something to say each time."""
    folder = copied(whole, tmp_path_factory.mktemp("at rest") / "data")
    (folder / FILES["journal"]).unlink()
    return folder


def doctor(folder: Path) -> Doctor:
    return Doctor(folder, MovingClock())


def wrong(folder: Path) -> list[Finding]:
    return [finding for finding in doctor(folder).look() if finding.wrong]


def outside(folder: Path) -> dict[str, tuple[object, ...]]:
    """All that could show that somebody was there."""
    found: dict[str, tuple[object, ...]] = {}
    for path in (folder, *sorted(folder.rglob("*"))):
        told = path.lstat()
        content = path.read_bytes() if path.is_file() else b""
        found[str(path)] = (told.st_mode, told.st_mtime_ns, told.st_ctime_ns, told.st_ino, told.st_size, content)
    return found


def edit(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def add(folder: Path, path: str, text: bytes) -> None:
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).write_bytes(text)
    (folder / path).chmod(0o600)


def miscount(path: Path) -> None:
    """As only an error of ours could: its checksum is right."""
    Store(path.parent).index()
    cache = msgspec.json.decode(path.read_bytes(), type=dict[str, msgspec.Raw])
    entries = bytes(cache["entries"]).replace(b'"sessions":2', b'"sessions":3')
    path.write_bytes(b'{"schema":%b,"checksum":%d,"entries":%b}' % (bytes(cache["schema"]), zlib.crc32(entries), entries))


CASES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "damaged": (lambda folder: edit(folder / RECORD, lambda data: data[:300]), "record.json", "damaged"),
    "gone": (lambda folder: (folder / YEAR).unlink(), "2024.json", "it is gone"),
    "me": (lambda folder: (folder / "me.json").write_bytes(b""), "me.json", "damaged"),
    "drafts": (lambda folder: edit(folder / FILES["drafts"], lambda data: data[:40]), "drafts.json", "damaged"),
    "index": (lambda folder: edit(folder / "index.json", lambda data: data.replace(b"Grace", b"Grase")), "index.json", "damaged"),
    "index that miscounts": (
        lambda folder: miscount(folder / "index.json"),
        "index.json",
        "does not count the sessions",
    ),
    "open": (lambda folder: (folder / PRIVATE).chmod(0o644), "private.json", "other users"),
    "open folder": (lambda folder: (folder / "mentorships").chmod(0o755), "mentorships", "other users"),
    "conflict": (
        lambda folder: add(
            folder, "mentorships/grace/record.sync-conflict-20261129-101500-ABCDEFG.json", (folder / RECORD).read_bytes()
        ),
        "record.sync-conflict-20261129-101500-ABCDEFG.json",
        "Two machines",
    ),
    "older copy": (
        lambda folder: edit(next(folder.glob("mentorships/grace/backups/record-2026*.json")), lambda data: data[:50]),
        "record-2026",
        "this older copy is damaged, line 3 is not JSON",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_can_be_mended_is_found_untouched_and_mended_when_told(folder: Path, case: str) -> None:
    done, name, said = CASES[case]
    done(folder)
    before = outside(folder)
    (finding,) = wrong(folder)
    assert name in finding.path.name
    assert said in finding.what
    assert finding.advice
    assert outside(folder) == before, "looking changes nothing at all"
    repaired = doctor(folder).repair()
    assert [one for one in repaired.left if one.wrong] == []
    assert repaired.done
    assert {path.relative_to(repaired.copy) for path in repaired.copy.rglob("*")} == {
        Path(path).relative_to(folder) for path in before if path != str(folder)
    }
    for path in (repaired.copy, *repaired.copy.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0
    store = Store(folder, now=lambda: NOON)
    assert [one.id for one in store.living("grace")] == ["a1", "a2"]
    assert [one.id for one in store.sessions("grace")] == ["s1", "s2"]
    assert store.notices == []


def test_words_whose_session_an_edit_that_was_cut_off_will_store_are_not_missed(folder: Path) -> None:
    year, stored = folder / YEAR, session("s9")

    def put() -> None:
        with Store(folder).changing("grace") as now:
            now.words("s9").put(Words(id="s9"))
            now.sessions(stored.began).put(stored)

    before = year.stat().st_ino if year.exists() else 0
    for at in range(200):
        with faults(at, None), contextlib.suppress(Killed):
            put()
        if (folder / "mentorships/grace/transcripts/s9.json").exists():
            break
    assert (year.stat().st_ino if year.exists() else 0) == before
    assert (folder / "mentorships/grace/act.json").exists()
    assert wrong(folder) == []
    Store(folder).upkeep.tidy()
    assert wrong(folder) == []
    assert "s9" in [one.id for one in Store(folder).sessions("grace")]


UNMENDED: dict[str, tuple[Callable[[Path], object], str]] = {
    "a record that does not fit": (
        lambda folder: edit(folder / RECORD, lambda data: data.replace(b'"state": "done"', b'"state": "perhaps"')),
        "living a2 does not fit",
    ),
    "a session that is gone": (
        lambda folder: Store(folder).save_private("grace", msgspec.structs.replace(private("n3", "words"), session="gone")),
        "belongs to session gone, which is not there",
    ),
    "a newer file": (
        lambda folder: edit(folder / PRIVATE, lambda data: re.sub(rb'"schema": \d+', b'"schema": 99', data) + b" "),
        "newer version",
    ),
}


@pytest.mark.parametrize("case", UNMENDED)
def test_what_only_a_person_can_mend_is_said_before_and_after(folder: Path, case: str) -> None:
    done, said = UNMENDED[case]
    done(folder)
    assert [said in finding.what for finding in wrong(folder)] == [True]
    left = doctor(folder).repair().left
    assert [said in finding.what for finding in left if finding.wrong] == [True]


class Refusing:
    """Stands for `os` of a user who may not read what is at `path`, nor what is in it: root may read everything."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name == "access":
            return lambda path, mode: Path(path) != self._path and real(path, mode)
        if name not in ("open", "stat", "lstat", "listdir"):
            return real

        def call(path: Any, *rest: Any) -> Any:
            inside = self._path in Path(path).parents
            if inside or (Path(path) == self._path and name in ("open", "listdir")):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return real(path, *rest)

        return call


@pytest.mark.parametrize(
    "name", ["sessions", "sessions/2024.json", "record.json", "private.json", "drafts.json", "backups", "live", ""]
)
def test_of_what_cannot_be_read_the_cause_is_named_once_and_nothing_that_follows_from_it(folder: Path, name: str) -> None:
    Store(folder).save_private("grace", msgspec.structs.replace(private("n3", "words"), session="s1"))
    path = folder / "mentorships" / "grace" / name
    with in_place_of_os(Refusing(path)):
        assert [(finding.path, finding.what) for finding in wrong(folder)] == [(path, "it cannot be read")]


def test_a_damaged_line_of_a_journal_and_a_session_nobody_runs_are_told(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / FILES["journal"]
    edit(path, lambda data: data.replace(b"e1", b"e?"))
    found = [finding for finding in doctor(tmp_path).look() if finding.path == path]
    assert any(finding.what == "damaged lines: 1 (line 3)" for finding in found)


def test_the_demo_is_well_with_a_session_under_way(tmp_path: Path) -> None:
    store, clock = Store(tmp_path), MovingClock()
    go_live(store, fill(store, clock.wall()), clock)
    found = doctor(tmp_path).look()
    assert [finding.what for finding in found] == ["a session under way that no program runs"]
    assert not found[0].wrong


def test_a_session_that_runs_is_left_alone_by_a_repair(tmp_path: Path) -> None:
    filled(tmp_path / "data")
    store = Store(tmp_path / "data")
    log = store.journals.open("grace", "s3")
    before = {path.name: path.read_bytes() for path in (tmp_path / "data" / FILES["journal"]).parent.iterdir() if path.is_file()}
    doctor(tmp_path / "data").repair()
    after = {path.name: path.read_bytes() for path in (tmp_path / "data" / FILES["journal"]).parent.iterdir() if path.is_file()}
    assert after == before
    log.close()


def test_where_nothing_can_be_copied_nothing_is_repaired(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(folder / RECORD, lambda data: data[:300])
    before = outside(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("mentortui.store.folders._copy_file", full)
    said = CliRunner().invoke(command, ["--data-dir", str(folder), "doctor", "--repair"], standalone_mode=False)
    assert "disk full" in str(said.exception)
    assert outside(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["data"]


@pytest.mark.parametrize("error", [None, errno.ENOSPC], ids=["killed", "full"])
def test_a_repair_stopped_at_any_call_has_lost_nothing_and_is_done_again(
    whole: Path, tmp_path: Path, error: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentortui.store.writing.sync", lambda fd: None)
    step = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "long" else 37
    for number in range(0, 10_000, step):
        folder = copied(whole, tmp_path / "data")
        edit(folder / RECORD, lambda data: data[:300])
        edit(folder / FILES["drafts"], lambda data: data[:40])
        with faults(number, error) as faulty, contextlib.suppress(Killed, StoreError):
            doctor(folder).repair()
        repaired = doctor(folder).repair()
        assert [finding for finding in repaired.left if finding.wrong] == [], faulty.names
        store = Store(folder, now=lambda: NOON)
        assert [one.id for one in store.living("grace")] == ["a1", "a2"]
        assert [one.id for one in store.sessions("grace")] == ["s1", "s2"]
        assert [path.name for path in folder.rglob(".*.tmp")] == []
        assert (repaired.copy / "me.json").read_bytes() == (whole / "me.json").read_bytes()
        for copy in tmp_path.glob("data-before*"):
            shutil.rmtree(copy)
        if not faulty.reached:
            return


def test_a_copy_that_is_there_is_never_written_over(folder: Path) -> None:
    edit(folder / RECORD, lambda data: data[:300])
    first = doctor(folder).repair().copy
    before = outside(first)
    second = doctor(folder).repair().copy
    assert first != second
    assert outside(first) == before


def run(folder: Path, *words: str) -> tuple[int, str]:
    done = CliRunner().invoke(command, ["--data-dir", str(folder), "doctor", *words], standalone_mode=False)
    assert done.exception is None
    return done.return_value, done.output


def test_the_exit_code_tells_and_each_line_says_what_where_and_what_to_do(folder: Path) -> None:
    code, said = run(folder)
    assert (code, said.splitlines()[-1]) == (0, f"All is well in {folder}.")
    assert [line[:2] for line in said.splitlines()[:-1]] == ["- "]  # of Listen
    edit(folder / RECORD, lambda data: data[:300])
    code, said = run(folder)
    assert code == 1
    (line,) = [line for line in said.splitlines() if line.startswith("! ")]
    assert line.startswith(f"! {folder / RECORD}: damaged, line ")
    assert line.endswith(f"mentortui --data-dir {folder} doctor --repair does it.")
    assert "nothing is missing" in line
    code, said = run(folder, "--json")
    assert (code, json.loads(said)["well"]) == (1, False)
    code, said = run(folder, "--repair")
    assert code == 0
    assert "Everything as it was before lies in " in said
    assert run(folder, "--json")[0] == 0


def test_before_the_first_start_all_is_well_and_nothing_is_made(tmp_path: Path) -> None:
    for words in ((), ("--repair",)):
        assert run(tmp_path / "new", *words)[0] == 0
        assert list(tmp_path.iterdir()) == []


def test_what_people_wrote_cannot_command_the_terminal(folder: Path) -> None:
    Store(folder).save_living("grace", action("\x1b[2J"))
    edit(folder / RECORD, lambda data: data.replace(b'"state": "open"', b'"state": "perhaps"'))
    assert "\x1b" not in run(folder)[1]


def test_every_kind_of_record_there_is_has_a_table_that_is_looked_at() -> None:
    for module in pkgutil.iter_modules(mentortui.core.__path__, "mentortui.core."):
        importlib.import_module(module.name)
    found, left = set[type[Record]](), [Record]
    while left:
        kinds = {kind for kind in left.pop().__subclasses__() if kind.__module__.startswith("mentortui.core.")}
        found |= kinds
        left += kinds
    assert found - set(PARTS) == set(KINDS.values())
    for table, kind in {**TABLES, **PRIVATE_TABLES, **HELD}.items():
        assert KINDS.get(table) is kind, table
    assert set(HELD) <= set(TABLES)


@pytest.mark.parametrize("file", [RECORD, PRIVATE])
def test_a_record_of_any_table_that_does_not_fit_is_told(folder: Path, file: str) -> None:
    tables = {*HELD, *TABLES, *PRIVATE_TABLES}
    with Store(folder).changing("grace") as now:
        now.shelf.put(folder / file, {table: {"odd": {"id": "odd", "created": "yesterday"}} for table in tables})
    found = {finding.what.partition(" odd does not fit")[0] for finding in wrong(folder) if " odd does not fit" in finding.what}
    assert found == tables


def test_it_says_whether_it_could_be_heard_who_speaks_and_that_it_cannot_is_nothing_wrong(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice_model, "installed", lambda: False)
    code, said = run(folder)
    assert code == 0
    assert "- Listen: " in said
    assert "pip install 'mentortui[listen]'" in said
    monkeypatch.setattr(voice_model, "installed", lambda: True)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", "")
    assert "parec" in run(folder)[1]
    monkeypatch.setattr(choose, "which_server", lambda: "pulse")
    listen = json.loads(run(folder, "--json")[1])["listen"]
    assert listen["ready"]
    assert "mentortui listen --check" in listen["says"]
