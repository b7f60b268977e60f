"""Two programs change one mentorship at once, as often as they can: nothing is lost, nothing is there twice, and whoever reads
beside them sees each act whole or not at all."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mentortui.core.records import Plan, Pulse
from mentortui.store.store import Store
from tests.store.two_programs import BEGAN, ITEMS, SHARED, SLUG, shared
from tests.store.values import mentorship, session

ROOT = Path(__file__).parents[2]
OPERATIONS = int(os.environ.get("MENTORTUI_TEST_OPERATIONS", "500"))
"""Of each program; `make long` does more."""
KINDS = ("add", "edit", "note", "pair", "goal", "draft", "catch", "pulse", "tick", "prepare")


def begun(folder: Path) -> Store:
    store = Store(folder)
    store.add_mentorship(mentorship())
    with store.changing(SLUG) as now:
        now.living.put(*(shared(number) for number in range(SHARED)))
        now.table("plans", Plan).put(Plan(id="pairs", kind="regular", state="held"))
        now.sessions(BEGAN).put(session("s1", began=BEGAN))
    return store


def program(folder: Path, name: str, operations: int, threads: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.store.two_programs", str(folder), name, str(operations), str(threads)]
    return subprocess.Popen(command, cwd=ROOT)


def left_by(names: str, operations: int, kind: str) -> set[str]:
    return {f"{name}-{n}" for name in names for n in range(KINDS.index(kind), operations, len(KINDS))}


@pytest.mark.parametrize(("operations", "threads"), [(OPERATIONS, 1), (OPERATIONS // 5, 4)], ids=["processes", "with threads"])
def test_nothing_two_programs_do_at_once_is_lost_or_there_twice(tmp_path: Path, operations: int, threads: int) -> None:
    begun(tmp_path)
    programs = [program(tmp_path, name, operations, threads) for name in "ab"]
    looks = 0
    reader = Store(tmp_path)
    counted = 0
    try:
        while any(one.poll() is None for one in programs):
            counted = look(reader, tmp_path, counted)
            looks += 1
            for one in programs:
                try:
                    one.wait(0.1)
                except subprocess.TimeoutExpired:
                    break
    finally:
        for one in programs:
            if one.poll() is None:
                one.kill()
            one.wait()
    assert [one.returncode for one in programs] == [0, 0]
    assert looks > 5
    assert reader.notices == []
    check(Store(tmp_path), operations, in_order=threads == 1)
    folder = tmp_path / "mentorships" / SLUG
    left = [path.name for path in folder.rglob("*")]
    assert not [name for name in left if name.endswith(".tmp") or name == "act.json" or ("-other-" in name and threads == 1)]


def look(reader: Store, folder: Path, counted: int) -> int:
    """What somebody sees who reads beside them; how many records there are."""
    record = json.loads((folder / "mentorships" / SLUG / "record.json").read_bytes())["tables"]
    pairs = {id for id, one in record["living"].items() if one["item"] == "pair"}
    assert {item["id"] for item in record["plans"]["pairs"]["items"]} == pairs
    (head,) = reader.index().mentorships
    assert (head.slug, head.sessions) == (SLUG, 1)
    assert [one.id for one in reader.session_heads(SLUG)] == ["s1"]
    living = reader.living(SLUG)
    assert len(living) >= counted
    assert len({one.id for one in living}) == len(living)
    notes = [one.id for one in reader.private_notes(SLUG)]
    assert len(set(notes)) == len(notes)
    reader.drafts(SLUG)
    return len(living)


def check(store: Store, operations: int, *, in_order: bool) -> None:
    """All that both did is there once."""
    living = {one.id: one for one in store.living(SLUG)}
    made = left_by("ab", operations, "add") | left_by("ab", operations, "pair") | left_by("ab", operations, "tick")
    assert living.keys() == made | {f"shared-{number}" for number in range(SHARED)}
    assert {id for id, one in living.items() if one.state == "done"} == left_by("ab", operations, "tick")
    for name, field in (("a", "outcome"), ("b", "note")):
        said = [word for number in range(SHARED) for word in getattr(living[f"shared-{number}"], field).split()]
        edits = left_by(name, operations, "edit")
        assert set(said) <= edits
        if in_order:  # of several threads of one program, each may have read before another wrote the same field
            assert sorted(said) == sorted(edits)
    private = [one.id for one in store.private_notes(SLUG)]
    assert sorted(private) == sorted(left_by("ab", operations, "note") | left_by("ab", operations, "catch"))
    assert sorted(store.mentorship(SLUG).goals) == sorted(left_by("ab", operations, "goal"))
    assert store.drafts(SLUG).keys() == left_by("ab", operations, "draft")
    caught = [one.capture.id for one in store.session(SLUG, "s1").caught]
    assert sorted(caught) == sorted(left_by("ab", operations, "catch"))
    assert {one.id for one in store.table(SLUG, "pulses", Pulse)} == left_by("ab", operations, "pulse")
    plans = {plan.id: plan for plan in store.table(SLUG, "plans", Plan)}
    assert sorted(item.id for item in plans["pairs"].items) == sorted(left_by("ab", operations, "pair"))
    titles = [item.title for plan in plans.values() if plan.id != "pairs" for item in plan.items]
    in_turn = [range(KINDS.index("prepare"), operations, len(KINDS))[slot::ITEMS] for slot in range(ITEMS)]
    assert sorted(titles) == sorted(f"{name}-{turns[-1]}" for name in "ab" for turns in in_turn if turns)
