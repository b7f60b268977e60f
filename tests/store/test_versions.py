"""Files of every earlier version are opened; those of a later one are refused, untouched."""

import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentortui.core.records import CheckIn, Me, Plan, Pulse
from mentortui.store import journal, redo
from mentortui.store.errors import Newer
from mentortui.store.layout import sealed
from mentortui.store.migrations import MIGRATIONS, SCHEMA
from mentortui.store.store import Store
from tests.store.damaging import FILES, copied, filled
from tests.store.faults import Killed, faults
from tests.store.values import action, private, session

EARLIER = Path(__file__).parent.parent / "data"
SLUG = "grace-otieno"
VERSIONS = range(1, SCHEMA)


@pytest.fixture(params=VERSIONS)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """What a program of that version stored."""
    return copied(EARLIER / f"v{request.param}", tmp_path / "data")


def seen(store: Store) -> Any:
    return (
        store.me(),
        store.mentorships(),
        store.living(SLUG),
        store.table(SLUG, "plans", Plan),
        store.table(SLUG, "checkins", CheckIn),
        store.table(SLUG, "pulses", Pulse),
        store.sessions(SLUG),
        store.private_notes(SLUG),
        store.drafts(SLUG),
        [(one.id, one.content and one.content.events) for one in store.journals.of(SLUG)],
    )


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


CHANGES: dict[str, Callable[[Store], object]] = {
    "me.json": lambda store: store.save_me(Me(id="ada", name="Ada L.")),
    "record.json": lambda store: store.save_living(SLUG, action("new")),
    "2026.json": lambda store: store.save_session(SLUG, session("new", began=1_795_000_000_000_000)),
    "private.json": lambda store: store.save_private(SLUG, private("new", "words")),
    "drafts.json": lambda store: store.save_drafts(SLUG, {"new": "words"}),
}


def path_of(folder: Path, name: str) -> Path:
    (path,) = (path for path in folder.rglob(name) if path.parent.name != "backups")
    return path


def test_there_is_a_sample_of_each_earlier_version_and_a_step_from_it() -> None:
    for version in VERSIONS:
        assert version in MIGRATIONS
        written = [path for path in (EARLIER / f"v{version}").rglob("*.json") if path.name != "index.json"]
        assert len(written) == 5
        for path in written:
            assert json.loads(path.read_bytes())["schema"] == version


def test_an_earlier_store_is_read_whole_and_reading_changes_none_of_its_files(folder: Path) -> None:
    before = files(folder)
    store = Store(folder)
    me, mentorships, living, plans, checkins, pulses, sessions, notes, drafts, live = seen(store)
    assert store.notices == []
    assert (me.name, [one.slug for one in mentorships]) == ("Ada", [SLUG])
    assert (len(living), len(plans), len(checkins), len(pulses), len(sessions)) == (17, 1, 1, 1, 3)
    assert [one.caught.capture.text for one in notes]
    assert drafts == {"note": "half a sen", "checkin.accomplishments": "The outline is\nout"}
    ((id, events),) = live
    assert (id, len(events)) == ("c5rj6bqy3wmf", 37)
    after = files(folder)
    assert {name: data for name, data in after.items() if name in before} == before


@pytest.mark.parametrize("name", CHANGES)
def test_an_earlier_file_is_copied_whole_before_it_is_written_anew(folder: Path, name: str) -> None:
    path = path_of(folder, name)
    old = path.read_bytes()
    before = seen(Store(folder))
    store = Store(folder)
    CHANGES[name](store)
    version = json.loads(old)["schema"]
    copies = [copy for copy in folder.rglob(f"backups/{path.stem}-*format{version}-*.json") if copy.read_bytes() == old]
    assert len(copies) == 1
    assert json.loads(path.read_bytes())["schema"] == SCHEMA
    again = Store(folder)
    after = seen(again)
    assert again.notices == []
    assert sum(one != then for one, then in zip(after, before, strict=True)) <= 1


@pytest.mark.parametrize("name", CHANGES)
def test_a_migration_killed_at_any_call_leaves_old_or_new(folder: Path, tmp_path: Path, name: str) -> None:
    old = seen(Store(folder))
    new = None
    for number in itertools.count():
        copy = copied(folder, tmp_path / "copy")
        killed = False
        with faults(number, None) as faulty:
            try:
                CHANGES[name](Store(copy))
            except Killed:
                killed = True
        store = Store(copy)
        there = seen(store)
        assert store.notices == []
        CHANGES[name](store)
        new = new or seen(Store(copy))
        assert there in ((old, new) if killed else (new,)), faulty.names
        assert [path.name for path in copy.rglob(".*.tmp")] == []
        if not faulty.reached:
            return


def raised(data: bytes) -> bytes:
    """A line as a later version would have written it."""
    return re.sub(rb'("schema": ?)(\d+)', lambda found: found[1] + b"9%b" % found[2], data, count=1)


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_a_later_version_is_refused_untouched_and_told_what_to_do(tmp_path: Path, kind: str) -> None:
    filled(tmp_path / "data")
    path = tmp_path / "data" / FILES[kind]
    data = path.read_bytes()
    if kind == "journal":
        head, rest = data.split(b"\n", 1)
        path.write_bytes(journal._line("journal", raised(head)[head.index(b'{"schema"') : -1]) + rest)
    elif kind == "index":
        path.write_bytes(raised(data))
    else:
        fields = {name: part for name, part in json.loads(data).items() if name not in ("schema", "checksum")}
        path.write_bytes(sealed(SCHEMA + 1, fields))
    newer = path.read_bytes()
    reads: dict[str, Callable[[Store], object]] = {
        "me": lambda store: store.me(),
        "record": lambda store: store.mentorship("grace"),
        "year": lambda store: store.save_session("grace", session("s9")),
        "private": lambda store: store.save_private("grace", private("n9", "words")),
        "drafts": lambda store: store.save_drafts("grace", {"new": "words"}),
        "journal": lambda store: store.journals.open("grace", "s3"),
        "index": lambda store: store.index(),
    }
    store = Store(tmp_path / "data")
    if kind == "index":  # a cache may be made again
        assert [head.slug for head in reads[kind](store).mentorships] == ["grace"]  # type: ignore[attr-defined]
        return
    with pytest.raises(Newer) as refused:
        reads[kind](store)
    assert "install the newer mentortui" in str(refused.value)
    assert path.read_bytes() == newer
    assert [copy for copy in tmp_path.rglob("backups/*") if copy.read_bytes() == newer] == []


def test_a_log_of_a_later_version_is_not_replayed(tmp_path: Path) -> None:
    filled(tmp_path / "data")
    path = tmp_path / "data" / FILES["record"]
    for log in path.parent.glob("backups/record*.redo.jsonl"):
        lines = [line for line in log.read_bytes().split(b"\n") if line]
        log.write_bytes(b"".join(redo._line(raised(line[20:-1])) for line in lines))
    path.write_bytes(b"{")
    store = Store(tmp_path / "data")
    assert [one.id for one in store.living("grace")] == []
    assert "may be missing" in store.notices[0]


def test_what_every_file_is_called_says_its_format(tmp_path: Path) -> None:
    filled(tmp_path / "data")
    for kind, name in FILES.items():
        beginning = (tmp_path / "data" / name).read_bytes()[:80]
        assert re.search(rb'"schema": ?\d+', beginning), kind
    for log in (tmp_path / "data").rglob("*.redo.jsonl"):
        assert all(b'"schema":' in line for line in log.read_bytes().split(b"\n") if line)


def test_a_sample_is_not_changed_by_its_tests() -> None:
    for version in VERSIONS:
        assert not list((EARLIER / f"v{version}").rglob("backups"))
