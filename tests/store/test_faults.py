"""Whatever system call fails, and wherever the program is killed: old or new, and nothing between."""

import errno
import itertools
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mentortui.core.records import Me
from mentortui.store.errors import NotSaved, StoreError
from mentortui.store.store import Store
from tests.store.faults import Killed, faults
from tests.store.values import action, mentorship, private, session, taken


def begun(folder: Path) -> Store:
    """A store with something of everything."""
    store = Store(folder)
    store.save_me(Me(id="ada", name="Ada"))
    store.save_mentorship(mentorship())
    store.save_living("grace", action("a1"))
    store.save_session("grace", session("s1"))
    store.save_private("grace", private("p1", "tired"))
    store.save_drafts("grace", {"line": "half a sen"})
    log = store.journals.start("grace", "s2")
    log.append(taken("e1"))
    log.close()
    store.index()
    return store


def view(store: Store) -> Any:
    """All that can be seen of it."""
    return (
        store.me(),
        store.mentorships(),
        [
            (
                store.living(slug),
                store.sessions(slug),
                store.private_notes(slug),
                store.drafts(slug),
                [(info.id, info.content and info.content.events) for info in store.journals.of(slug)],
            )
            for slug in (one.slug for one in store.mentorships())
        ],
        store.index(),
    )


def start(store: Store) -> None:
    store.journals.start("grace", "s3").close()


def go_on(store: Store) -> None:
    log = store.journals.open("grace", "s2")
    try:
        log.append(taken("e2"))
    finally:
        log.close()


ACTS: dict[str, Callable[[Store], object]] = {
    "an edited user": lambda store: store.save_me(Me(id="ada", name="Ada L.")),
    "a new mentorship": lambda store: store.save_mentorship(mentorship("m2", "Linus")),
    "an edited mentorship": lambda store: store.save_mentorship(mentorship(slug="grace", next_date=9)),
    "a new record": lambda store: store.save_living("grace", action("a2")),
    "several records": lambda store: store.save_living("grace", action("a1", state="done"), action("a2")),
    "a session in the same year": lambda store: store.save_session("grace", session("s3", 2)),
    "a session in a new year": lambda store: store.save_session("grace", session("s3", 2, began=0)),
    "a private note": lambda store: store.save_private("grace", private("p2", "awake")),
    "drafts": lambda store: store.save_drafts("grace", {"line": "whole"}),
    "a new journal": start,
    "a journal gone on with": go_on,
    "a removed journal": lambda store: store.journals.remove("grace", "s2"),
}
ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "data"
    begun(folder)
    return folder


def copies(template: Path, folder: Path) -> Any:
    for number in itertools.count():
        copy = folder / str(number)
        shutil.copytree(template, copy, copy_function=shutil.copy2)
        yield number, copy


@pytest.mark.parametrize("turn", [0, *(pytest.param(more, marks=pytest.mark.long) for more in range(1, len(ERRORS)))])
@pytest.mark.parametrize("name", ACTS)
def test_any_failing_call_leaves_old_or_new(template: Path, tmp_path: Path, name: str, turn: int) -> None:
    """Each call fails each day, and the errors take turns; every call with every error is a long run's."""
    act = ACTS[name]
    old = view(Store(template))
    for number, folder in copies(template, tmp_path):
        error = ERRORS[(number + turn + list(ACTS).index(name)) % len(ERRORS)]
        store = Store(folder)
        view(store)
        failed: StoreError | None = None
        with faults(number, error) as faulty:
            try:
                act(store)
            except StoreError as raised:
                failed = raised
        memory, disk = view(store), view(Store(folder))
        assert memory == disk
        act_again(act, Store(folder))
        new = view(Store(folder))
        assert disk in ((old, new) if failed else (new,)), faulty.names
        if failed is not None:
            assert "\n" not in str(failed)
        assert strays(folder) == []
        if not faulty.reached:
            return


@pytest.mark.parametrize("name", ACTS)
def test_a_kill_at_any_call_leaves_old_or_new(template: Path, tmp_path: Path, name: str) -> None:
    act = ACTS[name]
    old = view(Store(template))
    for number, folder in copies(template, tmp_path):
        killed = False
        with faults(number, None) as faulty:
            try:
                act(Store(folder))
            except Killed:
                killed = True
        disk = view(Store(folder))
        act_again(act, Store(folder))
        new = view(Store(folder))
        assert disk in ((old, new) if killed else (new,)), faulty.names
        assert strays(folder) == []
        if not faulty.reached:
            return


def act_again(act: Callable[[Store], object], store: Store) -> None:
    """As one would: what is there already is not started a second time."""
    if act is start and any(info.id == "s3" for info in store.journals.of("grace")):
        store.journals.open("grace", "s3").close()
    else:
        act(store)


def strays(folder: Path) -> list[str]:
    """What a dead writer left behind."""
    return [path.name for path in folder.rglob(".*.tmp")]


def test_a_file_is_forced_to_disk_before_it_takes_the_place_of_the_old_one(template: Path) -> None:
    store = Store(template)
    store.living("grace")
    with faults(-1, errno.EIO) as faulty:
        store.save_living("grace", action("a1"))
    wanted = ["write", "fsync", "rename", "fsync"]
    assert [name for name in faulty.names if name in wanted] == [*wanted, "write"], "the last is the log of what was changed"


def test_a_full_disk_is_said_in_words(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(template, folder)
    store = Store(folder)
    store.save_living("grace", action("a1", text="before"))
    with faults(-1, errno.ENOSPC) as counted:
        store.save_living("grace", action("a1"))
    with faults(counted.names.index("write"), errno.ENOSPC), pytest.raises(NotSaved) as failed:
        store.save_living("grace", action("a2"))
    assert failed.value.reason == "disk full"
    assert str(failed.value).endswith("record.json: not saved, disk full. Free some space and try again.")
