"""While the disk refuses nothing of an import is stored, one line says so, and trying again stores it once."""

import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from mentortui.services.importing import Importing, Planned, Promoted
from mentortui.store.errors import StoreError
from mentortui.store.storage import AtomicStorage
from mentortui.store.store import Store
from tests.faults.breaking import Breaking, breaking
from tests.services.test_importing import ANSWERS, place, write
from tests.services.test_laying_beside import Call
from tests.services.test_sessions import Place
from tests.store.faults import faults

__all__ = ["place"]  # the fixture
ERRORS = [("write", errno.ENOSPC), ("fsync", errno.EIO), ("rename", errno.EROFS), ("open", errno.EACCES)]


@pytest.fixture
def broken() -> Iterator[Breaking]:
    with breaking() as found:
        yield found


def view(place: Place) -> object:
    """All that is stored, as whoever starts next sees it."""
    store, slug = Store(place.folder), place.slug
    there = [[one for one in found if not one.removed] for found in (store.living(slug), store.private_notes(slug))]
    sessions = [one for one in store.sessions(slug) if not one.removed]
    words = [found for id in store.kept_words(slug) if (found := store.words(slug, id)) is not None]
    return store.mentorship(slug).people, there, sessions, words


def planned(place: Place, folder: Path) -> Planned:
    importing = Importing(place.store, place.clock, lambda: next(place.ids))
    promoted = [Promoted(at=0, line="> send it"), Promoted(at=0, line=". mine alone")]
    return importing.plan(importing.read(write(folder)), place.slug, {**ANSWERS, "Projector": "grace"}, promoted=promoted)


@pytest.mark.parametrize(("call", "error"), ERRORS)
def test_an_import_that_the_disk_refuses_leaves_nothing_and_is_stored_by_the_next_try(
    place: Place, tmp_path: Path, broken: Breaking, call: str, error: int
) -> None:
    importing, plan, before = Importing(place.store, place.clock, lambda: next(place.ids)), planned(place, tmp_path), view(place)
    broken.errors[call] = error
    with pytest.raises(StoreError):
        importing.store(plan, keep_words=True)
    broken.heal()
    assert view(place) == before
    stored = importing.store(plan, keep_words=True)
    people, (living, private), sessions, words = view(place)  # type: ignore[misc]
    assert [one.id for one in sessions] == [stored.id] == [one.id for one in words]
    assert (len(living), len(private)) == (1, 1)
    assert people[1].heard_as == ("Projector",)


def test_of_an_import_that_failed_no_word_stays_on_the_disk(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, written, forget = planned(place, tmp_path), list[bool](), AtomicStorage.forget

    def forgotten(file: AtomicStorage) -> None:
        written.append(file.path.exists())
        forget(file)

    monkeypatch.setattr(AtomicStorage, "forget", forgotten)
    shutil.copytree(place.folder, whole := tmp_path / "before")
    for at in range(0, 400, 5):
        importing = Importing(Store(place.folder), place.clock, lambda: next(place.ids))
        with faults(at, errno.ENOSPC) as found:
            try:
                importing.store(plan, keep_words=True)
            except StoreError:
                assert not [path for path in place.folder.rglob("*") if path.name.startswith(plan.session.id)]
                continue
        if not found.reached:
            break
        shutil.rmtree(place.folder)  # it could do without
        shutil.copytree(whole, place.folder)
    assert any(written)  # then what came after the words failed
    assert Store(place.folder).words(place.slug, plan.session.id) is not None


@pytest.mark.parametrize(("call", "error"), ERRORS)
def test_turns_that_cannot_be_taken_over_leave_the_keyed_ones(tmp_path: Path, broken: Breaking, call: str, error: int) -> None:
    place = Call(tmp_path)
    compared, beside = place.compared(), place.beside
    before = view(place)
    broken.errors[call] = error
    for act in (lambda: beside.keep(compared), lambda: beside.take_over(compared)):
        with pytest.raises(StoreError):
            act()
    broken.heal()
    assert view(place) == before
    assert beside.take_over(compared).keyed == place.session.turns
