"""Nobody reads what is not theirs, under any umask; and where there is no home, or none that can be written, one line says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mentortui.config import config_folder, state_folder
from mentortui.services.desk import Desk
from mentortui.services.doctor import Doctor
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.endtoend.terminal import Terminal
from tests.faults.breaking import as_normal_user, modes
from tests.faults.test_disk_refuses import go_through_it
from tests.services.test_sessions import Place
from tests.store.test_faults import ACTS, begun

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777], ids=oct)
def test_every_file_is_its_owners_alone_under_every_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        store = begun(tmp_path / "store")
        for act in ACTS.values():
            act(store)
        place = Place(tmp_path / "sessions")
        live = place.start()
        go_through_it(live)
        assert live.writer.flush()
        place.sessions.leave(live)
        live = place.start()
        live.captures.catch(". private")
        live.finish()
        place.sessions.conclude(live)
        place.sessions.leave(live)
        Doctor(tmp_path / "store", MovingClock()).repair()
    finally:
        os.umask(before)
    assert modes(tmp_path) == {}
    assert list((tmp_path / "store").rglob("*.json"))


def test_what_others_could_read_is_taken_from_them_at_the_start_and_told(tmp_path: Path) -> None:
    """As after a copy from a stick, or a backup that was unpacked."""
    store = begun(tmp_path / "data")
    mine = tmp_path / "data" / "my own.txt"
    mine.write_text("not of mentortui")
    outside = tmp_path / "outside.txt"
    outside.write_text("somewhere else")
    for path in (*(tmp_path / "data" / "mentorships").rglob("*"), tmp_path / "data" / "me.json", mine, outside):
        path.chmod(0o777 if path.is_dir() else 0o666)
    (tmp_path / "data" / "mentorships").chmod(0o755)
    (tmp_path / "data" / "mentorships" / "grace" / "linked.txt").symlink_to(outside)
    (tmp_path / "data").chmod(0o755)
    store = Store(tmp_path / "data")
    store.upkeep.tighten()
    (told,) = store.notices
    assert "could be read or changed by other users" in told
    assert modes(tmp_path / "data") == {"my own.txt": 0o666}
    assert outside.stat().st_mode & 0o777 == 0o666
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o755
    again = Store(tmp_path / "data")
    again.upkeep.tighten()
    assert again.notices == []


def test_the_program_does_so_when_it_starts(tmp_path: Path) -> None:
    begun(tmp_path / "data")
    (tmp_path / "data" / "mentorships" / "grace" / "record.json").chmod(0o644)
    desk = Desk(Store(tmp_path / "data"), MovingClock())
    desk.make_ready()
    assert modes(tmp_path / "data") == {}
    assert len(desk.store.notices) == 1


# homes


NO_HOME = {
    "unset, and nobody knows the user": ({"HOME": None}, True),
    "empty": ({"HOME": ""}, False),
    "no whole path": ({"HOME": "somewhere"}, False),
}


def ran(*words: str, env: dict[str, str | None], cwd: Path, unknown: bool = False) -> subprocess.CompletedProcess[str]:
    """The program with that environment; `unknown`: of a user whom the system does not know."""
    whole = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "MENTORTUI_"))}
    whole = {name: value for name, value in (whole | env).items() if value is not None}
    forget = "import pwd\ndef no(*_): raise KeyError('no such user')\npwd.getpwuid = no\n" if unknown else ""
    code = f"{forget}import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom mentortui.cli import main\nmain()"
    return subprocess.run(
        [*as_normal_user(), sys.executable, "-c", code, *words], env=whole, cwd=cwd, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", NO_HOME)
def test_without_a_home_one_line_says_what_to_name(tmp_path: Path, name: str) -> None:
    env, unknown = NO_HOME[name]
    done = ran("list", env=env, cwd=tmp_path, unknown=unknown)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "mentortui: there is no home folder (HOME): name a folder with --data-dir. See mentortui --help\n"
    assert list(tmp_path.iterdir()) == []


def test_without_a_home_a_named_folder_is_enough(tmp_path: Path) -> None:
    done = ran("--data-dir", str(tmp_path / "data"), "list", env={"HOME": None}, cwd=tmp_path, unknown=True)
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "No session yet" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_home_that_may_not_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    named = dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"))
    env = {**named, "HOME": str(tmp_path / "locked" / "nonexistent"), "PYTHONPATH": str(ROOT)}
    with Terminal(*as_normal_user(), sys.executable, "-m", "mentortui", env=env, cwd=tmp_path, columns=300) as terminal:
        assert terminal.wait() == 1
        said = terminal.text.replace("\n", "")
        assert "not saved, permission denied. Let this user write there, or choose another folder with --data-dir." in said
        assert "Traceback" not in said


def test_without_a_home_nothing_is_kept_in_a_state_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "")
    assert state_folder() is None
    assert config_folder(None, {}, tmp_path) == tmp_path / "config"
    monkeypatch.setenv("HOME", str(tmp_path))
    assert state_folder() == tmp_path / ".local" / "state" / "mentortui"
