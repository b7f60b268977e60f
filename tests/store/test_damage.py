"""Whatever becomes of a file: what was acknowledged is there, or it is said what is missing; and the bad bytes are kept.

A sample is tried by default; all bits and all lengths with HYPOTHESIS_PROFILE=long.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mentortui.store.store import Store
from tests.store.damaging import FILES, NOON, RESTORED, Damage, copied, flipped, has_bytes, seen, wholesale

LONG = os.environ.get("HYPOTHESIS_PROFILE") == "long"
SAMPLES = 16
"""Of each kind of file, where not all are tried."""


@pytest.fixture(autouse=True)
def _no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Power cuts are not what is tried here."""
    monkeypatch.setattr("mentortui.store.writing.sync", lambda fd: None)
    monkeypatch.setattr("mentortui.store.writing.sync_folder", lambda folder: None)


@cache
def as_it_was(whole: Path) -> dict[str, Any]:
    return seen(Store(whole, now=lambda: NOON))


def sampled(count: int) -> Iterator[int]:
    """Numbers below `count`: all of them, or some that are spread over it and end with the last."""
    step = 1 if LONG else max(1, count // SAMPLES)
    return iter(sorted({*range(0, count, step), count - 1}))


def tried(whole: Path, folder: Path, kind: str, data: bytes) -> tuple[Any, list[str]]:
    """The store with `data` in the place of that file, opened: what is seen of that kind, and what was told.

    Asserts what always holds: nothing else has changed, the bad bytes and the good ones are somewhere, it is told once.
    """
    before = as_it_was(whole)
    path = copied(whole, folder) / FILES[kind]
    original = path.read_bytes()
    path.write_bytes(data)
    store = Store(folder, now=lambda: NOON)
    after = seen(store)
    told = [notice for notice in store.notices if path.name in notice]
    for other in FILES:
        if other not in (kind, "index"):
            assert after[other] == before[other], other
    if kind in (*RESTORED, "drafts"):
        assert told or after[kind] == before[kind]
        assert path.read_bytes() == data or has_bytes(folder, data) or not told
        assert path.read_bytes() == original or kind == "drafts" or has_bytes(folder, original)
    again = Store(folder, now=lambda: NOON)
    assert seen(again)[kind] == after[kind]
    assert [notice for notice in again.notices if path.name in notice and "is left out" not in notice] == []
    return (after[kind], told) if after[kind] != before[kind] else ("as before", told)


@pytest.mark.parametrize("kind", RESTORED)
def test_a_file_cut_at_any_length_is_restored_to_its_last_change(whole: Path, tmp_path: Path, kind: str) -> None:
    original = (whole / FILES[kind]).read_bytes()
    for length in sampled(len(original) - 2):  # without its last line break it is still whole
        now, told = tried(whole, tmp_path / "data", kind, original[:length])
        assert now == "as before", length
        assert "nothing is missing" in told[0]
        assert (tmp_path / "data" / FILES[kind]).read_bytes() == original


@pytest.mark.parametrize("kind", RESTORED)
def test_a_flipped_bit_is_undone_or_told_with_a_copy_of_what_was_there(whole: Path, tmp_path: Path, kind: str) -> None:
    original = (whole / FILES[kind]).read_bytes()
    restored = 0
    for bit in sampled(len(original) * 8):
        data = flipped(original, bit)
        now, told = tried(whole, tmp_path / "data", kind, data)
        assert told, bit
        if any("nothing is missing" in notice for notice in told):
            restored += 1
            assert now == "as before", bit
        else:
            assert any("edited by hand" in notice for notice in told), bit
            assert has_bytes(tmp_path / "data", original), bit
    assert restored


@pytest.mark.parametrize("damage", wholesale(), ids=lambda damage: damage.name)
@pytest.mark.parametrize("kind", RESTORED)
def test_a_ruined_file_is_restored_or_read_as_it_is(whole: Path, tmp_path: Path, kind: str, damage: Damage) -> None:
    original = (whole / FILES[kind]).read_bytes()
    now, told = tried(whole, tmp_path / "data", kind, damage.done(original))
    assert now == "as before"
    assert len(told) == 1
    assert "nothing is missing" in told[0] or "edited by hand" in told[0]


@pytest.mark.parametrize("kind", ["drafts", "index", "journal"])
def test_the_other_files_lose_nothing_unsaid(whole: Path, tmp_path: Path, kind: str) -> None:
    original = (whole / FILES[kind]).read_bytes()
    damaged = [original[:length] for length in sampled(len(original))]
    damaged += [flipped(original, bit) for bit in sampled(len(original) * 8)]
    damaged += [damage.done(original) for damage in wholesale()]
    for data in damaged:
        now, _ = tried(whole, tmp_path / "data", kind, data)
        if now == "as before" or kind == "drafts":
            continue
        assert kind == "journal", "an index is made again"
        ((id, events),) = now
        info = Store(tmp_path / "data").journals.of("grace")[0]
        assert id == "s3"
        assert info.trouble or info.content is None or info.content.damaged or info.content.torn or len(events) == 3, data


@pytest.mark.parametrize("kind", RESTORED)
def test_a_file_that_was_removed_underneath_comes_back(whole: Path, tmp_path: Path, kind: str) -> None:
    before = as_it_was(whole)
    folder = copied(whole, tmp_path / "data")
    running = Store(folder, now=lambda: NOON)
    seen(running)
    for store in (running, Store(folder, now=lambda: NOON)):
        path = folder / FILES[kind]
        path.unlink()
        if kind == "year":
            path.parent.rmdir()
        assert seen(store)[kind] == before[kind]
        (told,) = [notice for notice in store.notices if path.name in notice]
        assert "it was gone. It is restored to its last change; nothing is missing." in told
        store.notices.clear()
        store._shelf._told.clear()


def test_after_mending_the_store_is_written_and_mended_again(whole: Path, tmp_path: Path) -> None:
    from tests.store.values import action

    folder = copied(whole, tmp_path / "data")
    path = folder / FILES["record"]
    for number in range(3):
        path.write_bytes(path.read_bytes()[: 300 + number])
        store = Store(folder, now=lambda: NOON)
        store.save_living("grace", action(f"new{number}"))
        assert "nothing is missing" in store.notices[0]
    assert [one.id for one in Store(folder).living("grace")] == ["a1", "a2", "new0", "new1", "new2"]
