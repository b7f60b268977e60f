"""A me.json that cannot be used, with no older copy to restore: told in one sentence, left as it is, and everything else goes on
with defaults."""

import json
import shutil
from pathlib import Path

import pytest

from mentortui.app import MentortuiApp
from mentortui.core.number_row import PLAIN, ROWS
from mentortui.core.records import Mentorship
from mentortui.core.typed_people import Person
from mentortui.screens.home import HomeScreen
from mentortui.services.desk import Desk
from mentortui.services.mentorships import Mentorships
from mentortui.store.errors import StoreError
from mentortui.store.store import Store
from tests.screens.stage import StillClock, desk

GOOD = json.dumps({"schema": 1, "tables": {"me": {"a": {"id": "a", "name": "Ada"}}}})
DAMAGED = {
    "empty": b"",
    "zeroed": b"\0" * 400,
    "one bit": GOOD.replace("Ada", "Ad!").encode().replace(b"!", b"\xe1"),
    "no table": b"[1, 2]",
    "no schema": b"{}",
    "newer": GOOD.replace(": 1", ": 99").encode(),
    "another shape": GOOD.replace('"Ada"', "5").encode(),
}


@pytest.fixture
def begun(tmp_path: Path) -> Mentorship:
    """A first run that went through, before the damage."""
    mentorships, _, _ = desk(tmp_path)
    return mentorships.begin(name="Ada", other_name="Grace", number_row=ROWS["fr"])


@pytest.fixture(params=[*DAMAGED, "folder", "loop"])
def me(request: pytest.FixtureRequest, begun: Mentorship, tmp_path: Path) -> Path:
    """The damaged one."""
    assert begun.slug == "grace"
    shutil.rmtree(tmp_path / "data" / "backups", ignore_errors=True)
    path = tmp_path / "data" / "me.json"
    path.unlink()
    if request.param == "folder":
        path.mkdir()
    elif request.param == "loop":
        path.symlink_to("me.json")
    else:
        path.write_bytes(DAMAGED[request.param])
    return path


def kept(path: Path) -> object:
    return path.readlink() if path.is_symlink() else path.is_dir() or path.read_bytes()


def told(store: Store, path: Path) -> list[str]:
    """What is told of the file itself."""
    return [notice for notice in store.notices if notice.startswith(f"{path}: ") and "edited by hand" not in notice]


def test_it_is_told_once_and_what_was_stored_goes_on(me: Path, tmp_path: Path) -> None:
    before = kept(me)
    mentorships, _, store = desk(tmp_path)
    assert not mentorships.needs_first_run()
    assert (mentorships.me().number_row, mentorships.me().zone) == (PLAIN, "Europe/Berlin")
    assert len(told(store, me)) == 1
    assert mentorships.edit("grace", own=Person("Ada L."), sharing="40/60").people[0].name == "Ada L."
    assert mentorships.add("mentor", [Person("Linus")]).me == mentorships.get("grace").me
    assert [one.slug for one in mentorships.all()] == ["grace", "linus"]
    assert len(told(store, me)) == 1
    assert kept(me) == before


def test_with_nobody_to_know_the_user_from_adding_is_refused_and_changes_nothing(me: Path, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "data" / "mentorships")
    before = kept(me)
    mentorships, _, _ = desk(tmp_path)
    with pytest.raises(StoreError, match=r"me\.json"):
        mentorships.add("mentor", [Person("Linus")])
    assert not mentorships.all()
    assert kept(me) == before


async def test_the_program_starts_and_says_so(me: Path, tmp_path: Path) -> None:
    before = kept(me)
    app = MentortuiApp(Desk(Store(tmp_path / "data"), StillClock(), number_row=ROWS["be"]))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert any(str(me) in notice.message for notice in app._notifications)
        assert app.row == ROWS["be"]
    assert kept(me) == before


def test_the_number_row_of_the_settings_goes_before_the_stored_one_and_is_not_written(begun: Mentorship, tmp_path: Path) -> None:
    assert begun.slug
    store = Store(tmp_path / "data")
    mentorships = Mentorships(store, StillClock(), lambda: "id", "UTC", number_row=ROWS["be"])
    assert mentorships.me().number_row == ROWS["be"]
    stored = store.me()
    assert stored is not None
    assert stored.number_row == ROWS["fr"]
