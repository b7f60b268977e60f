"""What the disk refuses is saved elsewhere, by a key or by itself at the end; later it is taken in, each thing once."""

import errno
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from mentortui.cli import command
from mentortui.cli_errors import run
from mentortui.core.commands import Refused
from mentortui.core.events import Unknown
from mentortui.core.records import Living
from mentortui.screens.live_view import save_state
from mentortui.services.desk import Desk
from mentortui.services.live import LiveSession
from mentortui.services.rescue import Rescue
from mentortui.services.writer import SILENT_AFTER
from mentortui.store.journal import head_line
from mentortui.store.store import Store
from tests.faults.breaking import Breaking, breaking, on_disk
from tests.faults.test_disk_refuses import eager, go_through_it, until
from tests.services.test_sessions import Place


@pytest.fixture
def broken() -> Iterator[Breaking]:
    with breaking() as found:
        yield found


@pytest.fixture
def place(tmp_path: Path, broken: Breaking) -> Place:
    return Place(tmp_path / "data")


@pytest.fixture
def rescue(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rescue:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    return Rescue(place.store, tmp_path / "state")


@pytest.fixture
def live(place: Place, broken: Breaking) -> Iterator[LiveSession]:
    live = eager(place.start())
    live.captures.catch("before it happened")
    assert live.writer.flush()
    yield live
    broken.heal()


def refuse(broken: Breaking, folder: Path, error: int = errno.ENOSPC) -> None:
    """Below `folder` alone the disk refuses: journals are appended to, and written anew, there."""
    real = os.fsync

    def fsync(fd: int) -> None:
        if broken.errors and Path(f"/proc/self/fd/{fd}").readlink().is_relative_to(folder):
            broken.refused += 1
            raise OSError(error, os.strerror(error))
        real(fd)

    broken.errors["nothing"] = error
    broken.__dict__["fsync"] = fsync


def hang(broken: Breaking, folder: Path) -> threading.Event:
    """Below `folder` alone the disk neither takes nor refuses anything, until the event is set."""
    goes_on, real = threading.Event(), os.fsync

    def fsync(fd: int) -> None:
        if Path(f"/proc/self/fd/{fd}").readlink().is_relative_to(folder):
            broken.refused += 1
            goes_on.wait(30)
        real(fd)

    broken.__dict__["fsync"] = fsync
    return goes_on


class Seconds:
    """The writer's clock, which a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def ids(live: LiveSession) -> list[str]:
    return [event.id for event in live.events if not isinstance(event, Unknown)]


def test_the_whole_session_goes_elsewhere_and_what_comes_too(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="Everything is saved"):
        rescue.elsewhere(live, "/tmp")
    refuse(broken, place.folder)
    live.floor.press(2)
    until(lambda: live.saved.trouble, live)
    assert rescue.proposal() == str(tmp_path / "state" / "rescued")
    rescue.elsewhere(live, rescue.proposal())
    until(lambda: live.saved.elsewhere, live)
    copy = Path(live.saved.elsewhere)
    assert (copy.parent, copy.stat().st_mode & 0o777) == (tmp_path / "state" / "rescued", 0o600)
    assert copy.name == f"mentortui-grace-2026-11-25-{live.session.started.session}.jsonl"
    assert on_disk(copy) == ids(live)
    go_through_it(live)
    until(lambda: live.saved.elsewhere, live)
    assert on_disk(copy) == ids(live)
    assert live.saved.trouble == "disk full"
    broken.heal()
    assert live.writer.flush()
    until(lambda: not copy.exists(), live)
    assert on_disk(place.sessions.log_of(live).path) == ids(live)
    assert (live.saved.waiting, live.saved.elsewhere) == (0, "")
    place.sessions.leave(live)


def test_a_place_that_refuses_too_is_told_and_another_may_be_named(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking, tmp_path: Path
) -> None:
    refuse(broken, tmp_path)
    live.floor.press(2)
    until(lambda: live.saved.trouble, live)
    for typed in ("", "somewhere", "~nobody-of-this-name/x", "a\0b"):
        with pytest.raises(Refused):
            rescue.elsewhere(live, typed)
    rescue.elsewhere(live, str(tmp_path / "other"))
    until(lambda: live.writer.refused_elsewhere, live)
    assert (live.writer.refused_elsewhere, live.saved.elsewhere) == ("disk full", "")
    broken.__dict__.pop("fsync")
    refuse(broken, place.folder)
    rescue.elsewhere(live, str(tmp_path / "third"))
    until(lambda: live.saved.elsewhere, live)
    assert on_disk(Path(live.saved.elsewhere)) == ids(live)
    broken.heal()
    assert live.writer.flush()
    place.sessions.leave(live)


def test_what_a_disk_that_hangs_does_not_take_goes_elsewhere_until_it_goes_on(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking
) -> None:
    seconds = Seconds()
    live.writer._seconds = seconds
    goes_on = hang(broken, place.folder)
    live.floor.press(2)
    until(lambda: broken.refused, live)
    with pytest.raises(Refused, match="Everything is saved"):
        rescue.wanted(live)
    seconds.now += SILENT_AFTER + 1
    live.captures.catch("while it hangs")
    assert save_state(live).text == "NOT SAVED · the disk does not answer · 2 in memory"
    rescue.elsewhere(live, rescue.proposal())
    until(lambda: live.saved.elsewhere, live)
    copy = Path(live.saved.elsewhere)
    assert on_disk(copy) == ids(live)
    goes_on.set()
    assert live.writer.flush()
    until(lambda: not copy.exists(), live)
    assert save_state(live).text == "● saved"
    assert on_disk(place.sessions.log_of(live).path) == ids(live)
    place.sessions.leave(live)


def test_whoever_leaves_while_the_disk_hangs_is_told_why_and_where_everything_is(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking
) -> None:
    """Also before three seconds of it are over, when nothing has been said yet."""
    live.writer._seconds = Seconds()
    goes_on = hang(broken, place.folder)
    live.floor.press(2)
    until(lambda: broken.refused, live)
    assert not live.writer.flush(0.05)
    assert "did not take the last 1 event (the disk does not answer). All of the session is in " in rescue.kept(live)
    (file,) = next(rescue.places).iterdir()
    assert on_disk(file) == ids(live)
    goes_on.set()
    place.sessions.leave(live)


def test_a_place_on_the_disk_that_hangs_is_not_proposed_and_is_passed_over_at_the_end(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mentortui.services.rescue._WITHIN", 0.1)
    (tmp_path / "state").symlink_to(place.folder)
    goes_on = hang(broken, place.folder)
    live.floor.press(2)
    until(lambda: broken.refused, live)
    assert rescue.proposal() == str(tmp_path / "home")
    assert f"All of the session is in {tmp_path / 'home'}/mentortui-grace-" in rescue.kept(live)
    (file,) = (tmp_path / "home").iterdir()
    assert on_disk(file) == ids(live)
    goes_on.set()
    place.sessions.leave(live)


def ended(place: Place, live: LiveSession, rescue: Rescue) -> str:
    """As the program ends: the sentence, and the session is let go of."""
    assert not live.writer.flush(0.05)
    said = rescue.kept(live)
    assert rescue.kept(live) == said  # a second way out says the same, and writes nothing more
    place.sessions.leave(live)
    return said


def rescued(live: LiveSession, place: Place, rescue: Rescue, broken: Breaking, *lines: str) -> Path:
    """The file that holds the session after a full disk took neither these lines (none: a key) nor anything until the program
    ended. The disk is well again."""
    refuse(broken, place.folder)
    for line in lines:
        live.captures.catch(line)
    if not lines:
        live.floor.press(2)
    until(lambda: live.saved.trouble, live)
    ended(place, live, rescue)
    broken.heal()
    (file,) = next(rescue.places).iterdir()
    return file


def test_one_thing_left_is_called_one(live: LiveSession, place: Place, rescue: Rescue, broken: Breaking) -> None:
    refuse(broken, place.folder)
    live.floor.press(2)
    until(lambda: live.saved.trouble, live)
    assert "did not take the last 1 event (disk full)." in rescue.kept(live)


def test_what_is_left_at_the_end_is_rescued_and_the_next_start_takes_it_in(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking, tmp_path: Path
) -> None:
    refuse(broken, place.folder)
    go_through_it(live)
    until(lambda: live.saved.trouble, live)
    said = ended(place, live, rescue)
    (file,) = (tmp_path / "state" / "rescued").iterdir()
    assert said == (
        f"The disk did not take the last {len(live.events) - 3} events (disk full). "
        f"All of the session is in {file}: mentortui takes it in at its next start."
    )
    broken.heal()
    store = Store(place.folder)
    desk = Desk(store, place.clock, state=tmp_path / "state")
    desk.make_ready()
    assert store.notices == [f"The session with Grace has what was saved elsewhere: {len(live.events) - 3} events."]
    assert not file.exists()
    (journal,) = (place.folder / "mentorships" / "grace" / "live").glob("*.jsonl")
    assert on_disk(journal) == ids(live)
    assert place.program().go_on("grace", live.session.started.session).session.captures == live.session.captures


def test_a_finished_session_that_was_rescued_is_stored_at_the_next_start(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking, tmp_path: Path
) -> None:
    """Before, its last events were lost without a word where the disk refused them at the end."""
    refuse(broken, place.folder)
    live.captures.catch("= only in memory")
    live.finish()
    until(lambda: live.saved.trouble, live)
    ended(place, live, rescue)
    broken.heal()
    store = Store(place.folder)
    desk = Desk(store, place.clock, state=tmp_path / "state")
    desk.make_ready()
    desk.sessions.recover()
    (stored,) = store.sessions("grace")
    assert [one.capture.text for one in stored.caught] == ["before it happened", "only in memory"]
    assert store.journals.all() == ()


def test_places_that_refuse_are_passed_over(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking, tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    refuse(broken, place.folder)
    live.floor.press(2)
    until(lambda: live.saved.trouble, live)
    said = ended(place, live, rescue)
    (file,) = (tmp_path / "home").iterdir()
    assert said.endswith(f"All of the session is in {file}: mentortui rescue {file} takes it in.")
    broken.heal()
    done = CliRunner().invoke(command, ["--data-dir", str(place.folder), "rescue", str(file)], standalone_mode=False)
    assert done.output == "The session with Grace has what was saved elsewhere: 1 event. The file is no longer needed.\n"
    again = CliRunner().invoke(command, ["--data-dir", str(place.folder), "rescue", str(file)], standalone_mode=False)
    assert again.output == f"Everything in {file} is here already. The file is no longer needed.\n"
    (journal,) = (place.folder / "mentorships" / "grace" / "live").glob("*.jsonl")
    assert on_disk(journal) == ids(live)


def test_where_no_place_takes_it_that_is_said(live: LiveSession, place: Place, broken: Breaking) -> None:
    refuse(broken, place.folder)
    live.floor.press(2)
    until(lambda: live.saved.trouble, live)
    assert Rescue(place.store, None).kept(live) == ""
    broken.heal()
    assert live.writer.flush()
    place.sessions.leave(live)


def test_what_a_session_stored_meanwhile_lacks_is_added_and_nothing_else(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking
) -> None:
    """Somebody finished it as it stood before the file came back."""
    file = rescued(live, place, rescue, broken, "only in memory", "> also only in memory", ". and this too")
    place.program().finish_as_it_stood("grace", live.session.started.session)
    store = Store(place.folder)
    first = Rescue(store).take_in(file)
    assert first.said == "Put in place again: 3 things of the session with Grace."
    (stored,) = store.sessions("grace")
    assert [one.capture.text for one in stored.caught] == ["before it happened", "only in memory"]
    assert [one.capture.text for one in store.living("grace")] == ["also only in memory"]
    assert [one.caught.capture.text for one in store.private_notes("grace")] == ["and this too"]
    assert Rescue(store).take_in(file).said == ""
    assert store.sessions("grace") == (stored,)


def test_a_note_that_was_sorted_since_is_not_there_twice(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking
) -> None:
    file = rescued(live, place, rescue, broken, "only in memory")
    place.program().finish_as_it_stood("grace", live.session.started.session)
    store = Store(place.folder)
    Rescue(store).take_in(file)
    (stored,) = store.sessions("grace")
    note = stored.caught[-1].capture
    store.save_session("grace", msgspec.structs.replace(stored, caught=stored.caught[:-1]))
    store.save_living("grace", Living(id=note.id, capture=note, session=stored.id))
    assert Rescue(store).take_in(file).said == ""
    assert [one.capture.text for one in store.sessions("grace")[0].caught] == ["before it happened"]


def test_a_disk_that_is_still_full_at_the_next_start_is_told_with_where_the_session_is_kept(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking, tmp_path: Path
) -> None:
    refuse(broken, place.folder)
    live.captures.catch("only in memory")
    until(lambda: live.saved.trouble, live)
    ended(place, live, rescue)
    (file,) = (tmp_path / "state" / "rescued").iterdir()
    store = Store(place.folder)
    Desk(store, place.clock, state=tmp_path / "state").make_ready()
    (told,) = [notice for notice in store.notices if notice.startswith(f"{file}: ")]
    assert told.endswith("not taken in yet: disk full. It is kept; the next start tries again.")
    assert file.exists()
    broken.heal()


def test_a_session_that_stands_in_the_file_of_another_year_is_no_error(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking, tmp_path: Path
) -> None:
    """Somebody mended by hand when it began."""
    file = rescued(live, place, rescue, broken, "only in memory")
    place.program().finish_as_it_stood("grace", live.session.started.session)
    (year,) = (place.folder / "mentorships" / "grace" / "sessions").glob("*.json")
    year.write_bytes(re.sub(rb'"began": \d+', b'"began": 915200000000000', year.read_bytes(), count=1))
    store = Store(place.folder)
    Desk(store, place.clock, state=tmp_path / "state").make_ready()
    assert len(store.sessions("grace")) == 1
    assert "it began in another year than the file says" in store.notices[-1]
    assert file.exists()


def test_a_journal_spoiled_meanwhile_gets_its_order_back(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking
) -> None:
    live.floor.press(2)
    live.floor.press(1)
    assert live.writer.flush()
    file = rescued(live, place, rescue, broken)
    (journal,) = (place.folder / "mentorships" / "grace" / "live").glob("*.jsonl")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:2], *lines[-1:]]))
    Rescue(Store(place.folder)).take_in(file)
    assert on_disk(journal) == ids(live)
    journal.unlink()
    Rescue(Store(place.folder)).take_in(file)
    assert on_disk(journal) == ids(live)


def test_what_belongs_elsewhere_stays_where_it_is(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking, tmp_path: Path
) -> None:
    file = rescued(live, place, rescue, broken)
    other = Store(tmp_path / "another data folder")
    Desk(other, place.clock, state=tmp_path / "state").make_ready()
    assert other.notices == []
    assert file.exists()


def test_a_session_that_runs_now_is_left_alone(live: LiveSession, place: Place, rescue: Rescue, broken: Breaking) -> None:
    file = rescued(live, place, rescue, broken)
    running = place.program().go_on("grace", live.session.started.session)
    with pytest.raises(Refused, match="live in another mentortui"):
        Rescue(Store(place.folder)).take_in(file)
    assert file.exists()
    running.close()


BAD = {
    "missing": lambda path: None,
    "empty": lambda path: path.write_bytes(b""),
    "a folder": lambda path: path.mkdir(),
    "no journal": lambda path: path.write_bytes(b"hello\nthere\n"),
    "binary": lambda path: path.write_bytes(os.urandom(4000)),
    "zeroed": lambda path: path.write_bytes(b"\0" * 4000),
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a pipe": lambda path: os.mkfifo(path),
    "a link to itself": lambda path: path.symlink_to(path),
    "newer": lambda path: path.write_bytes(b'{"c":"00000000","journal":{"schema":99,"session":"s1"}}\n'),
    "a name that leads out": lambda path: path.write_bytes(head_line("../../x", "grace")),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_none_is_said_in_one_line(place: Place, tmp_path: Path, name: str) -> None:
    path = tmp_path / "bad.jsonl"
    BAD[name](path)
    before = sorted(str(found) for found in place.folder.rglob("*"))
    with pytest.MonkeyPatch.context() as patch:
        said: list[str] = []
        patch.setattr("click.echo", lambda words, err=False: said.append(words))
        assert run(command, ["--data-dir", str(place.folder), "rescue", str(path)]) == 1
    assert len(said) == 1
    assert said[0].startswith("mentortui: ")
    assert "\n" not in said[0]
    assert "own (" not in said[0]
    assert sorted(str(found) for found in place.folder.rglob("*")) == before


def test_a_name_that_is_there_already_is_left_alone(
    live: LiveSession, place: Place, rescue: Rescue, broken: Breaking, tmp_path: Path
) -> None:
    folder = tmp_path / "state" / "rescued"
    folder.mkdir(parents=True)
    name = f"mentortui-grace-2026-11-25-{live.session.started.session}"
    (folder / f"{name}.jsonl").symlink_to(tmp_path / "diary.txt")
    refuse(broken, place.folder)
    live.floor.press(2)
    until(lambda: live.saved.trouble, live)
    ended(place, live, rescue)
    broken.heal()
    assert not (tmp_path / "diary.txt").exists()
    assert on_disk(folder / f"{name}-2.jsonl") == ids(live)
