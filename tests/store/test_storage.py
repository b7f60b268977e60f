"""TinyDB on a file that is replaced whole."""

import contextlib
import errno
import json
import shutil
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import where
from tinydb.table import Document

from mentortui.core.records import Living, Mentorship
from mentortui.store import files
from mentortui.store.database import Database
from mentortui.store.errors import Damaged, Newer, NotSaved, StoreError
from mentortui.store.mending import Needed
from mentortui.store.migrations import Tables
from mentortui.store.redo import additions
from mentortui.store.storage import AtomicStorage
from tests.store.faults import Killed, faults
from tests.store.values import action

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
DOCUMENTS = st.dictionaries(st.text(), JSON, max_size=4)
TABLES = st.dictionaries(st.text(), st.dictionaries(st.text(), DOCUMENTS, max_size=4), max_size=3)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.json"


def test_it_is_a_database_of_tinydb(path: Path) -> None:
    table = Database(path).records("living")
    table.insert(Document({"state": "open"}, doc_id="a1"))  # type: ignore[arg-type]
    table.insert(Document({"state": "open"}, doc_id="a2"))  # type: ignore[arg-type]
    table.update({"state": "done"}, where("state") == "open", doc_ids=["a2"])  # type: ignore[list-item]
    again = Database(path).records("living")
    assert [(one.doc_id, one["state"]) for one in again.search(where("state") == "done")] == [("a2", "done")]
    assert len(again) == 2


@given(tables=TABLES)
def test_any_tables_are_read_back(tmp_path_factory: pytest.TempPathFactory, tables: Tables) -> None:
    path = tmp_path_factory.mktemp("store") / "record.json"
    storage = AtomicStorage(path)
    storage.write(tables)
    later = AtomicStorage(path)
    assert storage.read() == later.read() == tables
    assert later.notices == []
    assert json.loads(path.read_text())["tables"] == tables


def test_what_was_handed_out_can_be_edited_without_harm(path: Path) -> None:
    storage = AtomicStorage(path)
    storage.write({"living": {"a1": {"texts": ["a"]}}})
    handed = storage.read()
    assert handed is not None
    handed["living"]["a1"]["texts"].append("b")
    assert storage.read() == {"living": {"a1": {"texts": ["a"]}}}


def test_another_thread_that_reads_meanwhile_is_no_other_program(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = AtomicStorage(path)
    storage.write({"living": {"a1": {"text": "a"}}})
    real = files.stamp

    def looked_at(path: Path) -> files.Stamp | None:
        storage._state = None  # as a thread does that reads the file anew
        return real(path)

    monkeypatch.setattr(files, "stamp", looked_at)
    storage.change({"living": {"a2": {"text": "b"}}})
    assert storage.read() == {"living": {"a1": {"text": "a"}, "a2": {"text": "b"}}}


def test_another_program_is_noticed_though_a_thread_has_read_what_it_wrote(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage, other = AtomicStorage(path), AtomicStorage(path)
    storage.write({"living": {"a1": {"text": "a"}}})

    def meanwhile(after: Any, tables: Any) -> Any:
        other.write({"living": {"a1": {"text": "of another"}}})
        storage.read()
        return additions(after, tables)

    monkeypatch.setattr("mentortui.store.storage.additions", meanwhile)
    with pytest.raises(NotSaved, match="another program changed it meanwhile"):
        storage.change({"living": {"a2": {"text": "b"}}})
    assert storage.read() == {"living": {"a1": {"text": "of another"}}}


@given(
    acts=st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), st.text(max_size=20)), min_size=1, max_size=6),
    at=st.integers(0, 40),
    error=st.sampled_from([errno.ENOSPC, errno.EIO, None]),
)
def test_a_single_fault_leaves_old_or_new_and_memory_is_the_disk(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, str]], at: int, error: int | None
) -> None:
    path = tmp_path_factory.mktemp("store") / "record.json"
    database = Database(path)
    certain: dict[str, str] = {}
    with faults(at, error):
        for id, text in acts:
            wanted = {**certain, id: text}
            try:
                database.records("living").put({id: action(id, text=text)})
            except (StoreError, Killed):
                break
            certain = wanted
    read = texts(Database(path))
    assert read in (certain, wanted)
    if error is not None:
        assert texts(database) == read
        database.records("living").put({"z": action("z", text="after")})
        assert texts(Database(path)) == {**read, "z": "after"}


def texts(database: Database) -> dict[str, str]:
    return {one.doc_id: one["capture"].get("text", "") for one in database.records("living")}  # type: ignore[misc]


def test_a_file_changed_by_another_program_is_read_again(path: Path) -> None:
    here, there = Database(path).records("living"), Database(path).records("living")
    here.put({"a1": action("a1")})
    there.put({"a2": action("a2")})
    here.put({"a3": action("a3")})
    assert [one.doc_id for one in there] == ["a1", "a2", "a3"]


def test_what_this_program_has_stored_is_not_written_again(path: Path) -> None:
    table = Database(path).records("living")
    table.put({"a1": action("a1"), "a2": action("a2")})
    before = files.stamp(path)
    table.put({"a2": action("a2")})
    assert files.stamp(path) == before
    table.put({"a1": action("a1", text="else")})
    assert texts(Database(path)) == {"a1": "else", "a2": action("a2").capture.text}


def test_what_only_stands_there_is_forced_out(path: Path) -> None:
    """The first write fails where all but the name of the file is on disk, another program's may have as well."""
    table = Database(path).records("living")
    table.put({"a1": action("a1")})
    table.put({"a1": action("a1", text="the first edit of a day, which makes a copy")})
    with faults(10**6, errno.EIO) as counted:
        table.put({"a2": action("a2")})
    last = max(number for number, name in enumerate(counted.names) if name == "fsync")
    with faults(last, errno.EIO) as failing, pytest.raises(NotSaved):
        table.put({"a3": action("a3")})
    assert failing.reached
    assert "a3" in texts(Database(path))
    for one in (table, Database(path).records("living")):
        with faults(10**6, errno.EIO) as counted:
            one.put({"a3": action("a3")})
        assert [name for name in counted.names if name in ("fsync", "rename")][-3:] == ["fsync", "rename", "fsync"]


@pytest.mark.parametrize("word", ["s9", 'a "quoted" one', "naïve/\\path", "\n", "\ud800"])
def test_records_are_found_by_what_they_name_also_where_somebody_wrote_the_file(path: Path, word: str) -> None:
    named, other = (msgspec.structs.replace(action(id), session=said) for id, said in (("a1", word), ("a2", f"{word}2")))
    Database(path).records("living").put({"a1": named, "a2": other, "a3": action("a3")})
    found = Database(path).records("living").naming(word, ["a3", "none"], Living)
    assert list(found) == ["a1", "a3"]
    path.write_text(json.dumps(json.loads(path.read_text())), "utf-8")
    assert list(Database(path).records("living").naming(word, (), Living)) == ["a1"]


def test_a_change_between_reading_and_writing_is_not_written_over(path: Path) -> None:
    storage = AtomicStorage(path)
    storage.write({"living": {"a1": {}}})
    tables = storage.read()
    assert tables is not None
    AtomicStorage(path).write({"living": {"a2": {}}})
    with pytest.raises(NotSaved):
        storage.write(tables)
    assert storage.read() == {"living": {"a2": {}}}


def test_an_edit_by_hand_is_kept_and_told_once_with_a_copy(path: Path) -> None:
    AtomicStorage(path).write({"living": {"a1": {"text": "a"}}})
    edited = path.read_text().replace('"a"', '"by hand"')
    path.write_text(edited)
    storage = AtomicStorage(path)
    assert storage.read() == {"living": {"a1": {"text": "by hand"}}}
    (copy,) = (path.parent / "backups").glob("*-edited-*")
    assert copy.read_text() == edited
    assert [str(copy) in notice for notice in storage.notices] == [True]
    later = AtomicStorage(path)
    assert later.read() == storage.read()
    assert later.notices == []


def test_documents_nobody_touched_keep_their_text(path: Path) -> None:
    records = Database(path).records("living")
    records.put({"a1": action("a1"), "a2": action("a2")})
    before = path.read_text()
    records.put({"a2": action("a2", state="done")})
    assert path.read_text().split('"a2"')[0].split('"tables"')[1] == before.split('"a2"')[0].split('"tables"')[1]
    assert json.loads(path.read_text())["tables"]["living"]["a2"]["state"] == "done"


DAMAGED: list[tuple[bytes, str]] = [
    (b"", "line 1 is not JSON"),
    (b'{\n"schema": 1,\n"tables": {\n', "line 4 is not JSON"),
    (b'{\n"schema":\xff}', "line 2 is not JSON"),
    (b"[" * 100_000, "is not JSON"),
    (b"[]", "not a file of mentortui"),
    (b"{}", '"schema"'),
    (b'{"schema": true, "tables": {}}', '"schema"'),
    (b'{"schema": 0, "tables": {}}', "no mentortui wrote format 0"),
    (b'{"schema": 1}', '"tables"'),
    (b'{"schema": 1, "tables": {"living": []}}', '"tables"'),
    (b'{"schema": 1, "tables": {"living": {"a1": 3}}}', '"tables"'),
]


@pytest.mark.parametrize(("content", "said"), DAMAGED)
def test_a_damaged_file_is_told_and_never_written(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    records = Database(path, needed=Needed("mentorship", Mentorship)).records("living")
    with pytest.raises(Damaged) as damaged:
        records.put({"a1": action("a1")})
    assert said in str(damaged.value)
    assert "\n" not in str(damaged.value)
    assert path.read_bytes() == content


def test_damage_names_the_last_good_copy(path: Path) -> None:
    AtomicStorage(path).write({"living": {"a1": {"text": "a"}}})
    path.write_text(path.read_text().replace('"a"', '"b"'))
    AtomicStorage(path).read()
    shutil.rmtree(path.parent / "backups", ignore_errors=True)
    copy = path.parent / "backups" / "record-2026-11-29T103400-00000000.json"
    copy.parent.mkdir()
    copy.write_text("{")
    path.write_text("{")
    with pytest.raises(Damaged, match=r"The last copy is .*/backups/record-"):
        AtomicStorage(path, needed=Needed("mentorship", Mentorship)).read()


def test_damage_met_after_good_reading_is_not_written_over(path: Path) -> None:
    records = Database(path, needed=Needed("mentorship", Mentorship)).records("living")
    records.put({"a1": action("a1")})
    shutil.rmtree(path.parent / "backups")
    path.write_bytes(b"{")
    with pytest.raises(Damaged):
        records.put({"a2": action("a2")})
    assert path.read_bytes() == b"{"


def test_a_lone_surrogate_is_replaced(path: Path) -> None:
    Database(path).records("living").put({"a\udc00": action("a1", text="x\ud800")})
    assert texts(Database(path)) == {"a\ufffd": "x\ufffd"}
    path.write_text(path.read_text().replace("x\ufffd", "y\\ud800"))
    assert texts(Database(path)) == {"a\ufffd": "y\ufffd"}


def doubled(tables: Tables) -> Tables:
    return {name: {id: {**one, "n": one["n"] * 2} for id, one in table.items()} for name, table in tables.items()}


def version(path: Path, schema: int) -> AtomicStorage:
    """As a later version of the program would open it."""
    return AtomicStorage(path, schema=schema, migrations={1: doubled, 2: doubled})


def test_an_older_file_is_migrated_after_a_backup(path: Path) -> None:
    version(path, 1).write({"t": {"a": {"n": 1}}})
    old = path.read_bytes()
    storage = version(path, 3)
    assert storage.read() == {"t": {"a": {"n": 4}}}
    assert path.read_bytes() == old
    storage.write({"t": {"a": {"n": 5}}})
    (copy,) = (path.parent / "backups").glob("*-format1-*")
    assert copy.read_bytes() == old
    later = version(path, 3)
    assert later.read() == {"t": {"a": {"n": 5}}}
    assert later.notices == []
    with pytest.raises(Newer):
        version(path, 2).read()


@pytest.mark.parametrize("error", [errno.ENOSPC, None])
def test_a_migration_cut_anywhere_loses_nothing(tmp_path: Path, error: int | None) -> None:
    for number in range(200):
        path = tmp_path / f"{number}" / "record.json"
        path.parent.mkdir()
        version(path, 1).write({"t": {"a": {"n": 1}}})
        with faults(number, error) as faulty, contextlib.suppress(StoreError, Killed):
            version(path, 2).write({"t": {"a": {"n": 3}}})
        assert version(path, 2).read() in ({"t": {"a": {"n": 2}}}, {"t": {"a": {"n": 3}}})
        if not faulty.reached:
            return
    raise AssertionError("the calls never ended")


def test_fields_beside_ours_stay(path: Path) -> None:
    storage = AtomicStorage(path)
    storage.write({"t": {"a": {}}})
    whole: dict[str, Any] = json.loads(path.read_text())
    path.write_text(json.dumps({"note": ["mine"], **whole}))
    assert storage.read() == {"t": {"a": {}}}
    storage.write({"t": {"a": {"n": 1}}})
    assert json.loads(path.read_text())["note"] == ["mine"]
