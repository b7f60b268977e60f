"""Private words lie where docs/safety.md says, and nowhere else: every byte that a session leaves is looked through."""

import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from mentortui.cli import command
from mentortui.screens.summary_hand import Handing
from mentortui.services.archive import Archive
from mentortui.services.desk import Desk
from mentortui.services.exports import FORMS
from mentortui.services.pages import Pages
from mentortui.store import log
from mentortui.store.crash import report
from mentortui.store.store import Store
from tests.services.test_sessions import Place

WORDS = b"zaphod-looks-tired"
MAY = ("private.json", "drafts.json", "act.json", "backups/private", "live/")
"""Beginnings of the paths in the folder of a mentorship in which they may lie."""


def holding(folder: Path) -> set[str]:
    """The files in which they are, by their paths."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file() and WORDS in path.read_bytes()}


def test_they_lie_in_a_live_session_then_in_the_private_file_and_its_copies_and_in_nothing_that_leaves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, state, out = WORDS.decode(), tmp_path / "state", tmp_path / "out"
    out.mkdir()
    monkeypatch.chdir(out)
    log.keep(state)
    place = Place(tmp_path / "data")
    folder = place.folder / "mentorships" / place.slug
    live = place.start()
    live.capture(f". {said}")
    live.capture("a note for both")
    assert live.writer.flush()
    assert {path.partition("/")[0] for path in holding(folder)} == {"live"}
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    place.store.save_drafts(place.slug, {"line": said})
    (note,) = place.store.private_notes(place.slug)
    place.store.save_private(place.slug, note)
    Store(place.folder).index()

    archive = Archive(place.store, place.clock, Pages(place.store, place.clock))
    for number, ending in enumerate(FORMS):
        archive.export(place.slug, live.session.started.session, f"page{number}{ending}", private=False)
    assert report(state, RuntimeError(said), place.clock.wall(), "1")
    log.tell("session left", session=said)
    assert log.flush(5)
    log.close()

    assert holding(folder) >= {"private.json", "drafts.json"}
    assert [path for path in holding(folder) if not path.startswith(MAY)] == []
    assert {path for path in holding(place.folder) if not path.startswith(f"mentorships/{place.slug}/")} == set()
    assert len(list(out.iterdir())) == len(FORMS)
    assert len(list(state.iterdir())) == 2
    assert holding(out) == holding(state) == set()


def stored(place: Place) -> str:
    """A session with a private note, and one for both, is over and stored; its id."""
    live = place.start()
    live.capture(f". {WORDS.decode()}")
    live.capture("a note for both")
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    return live.session.started.session


def printed(folder: Path, *words: str) -> str:
    """What a command says, whatever it says it with."""
    ran = CliRunner().invoke(command, ["--data-dir", str(folder), *words], standalone_mode=False)
    return f"{ran.output}{ran.exception or ''}"


def test_no_command_prints_them_unless_it_is_asked_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = WORDS.decode()
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path / "data")
    stored(place)
    live = place.start()
    live.capture(f". {said}")
    assert live.writer.flush()
    files = [["show", "last", "--to", f"page{ending}"] for ending in FORMS]
    files += [["list", "--to", f"list{ending}"] for ending in (".csv", ".json")]
    looks = [
        ["list"],
        ["list", "--json"],
        ["show", "last"],
        ["show", "last", "--json"],
        ["status"],
        ["doctor"],
        ["doctor", "--json"],
    ]
    kept = [["backup", "kept.zip"], ["erase", place.slug], ["restore", "none.zip"], ["keys"]]
    answers = {" ".join(words): printed(place.folder, *words) for words in (*looks, *files, *kept)}
    assert [words for words, answer in answers.items() if said in answer] == []
    assert "a note for both" in answers["show last"]
    written = [path for path in tmp_path.iterdir() if path.suffix in (*FORMS, ".csv", ".json")]
    assert len(written) == len(files)
    assert [path.name for path in written if WORDS in path.read_bytes()] == []
    assert said in printed(place.folder, "show", "last", "--private")
    place.sessions.leave(live)


async def test_they_are_in_no_text_that_is_copied_for_others(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    id = stored(place)
    desk = Desk(place.store, place.clock, system_zone="Europe/Berlin")
    copied: list[str] = []

    def copy(text: str) -> str:
        copied.append(text)
        return "Copied with a test"

    hand = Handing(desk.pages, place.slug, id, copy)
    await hand.short()
    for for_other in (False, True):
        await hand.whole(desk.pages.page_of(place.slug, id, for_other))
    copied += [desk.pages.thanks(place.slug, id), desk.letters.after(place.slug, id), desk.letters.invitation(place.slug)]
    assert len(copied) == 6
    assert all(copied)
    assert [text for text in copied if WORDS.decode() in text] == []


def test_what_holds_all_of_it_may_be_read_by_the_user_alone_wherever_it_lies(tmp_path: Path) -> None:
    """A backup, and the whole copies that a restore and a repair make beside the data folder."""
    open_to_all = tmp_path / "shared"
    open_to_all.mkdir()
    open_to_all.chmod(0o777)
    before = os.umask(0)
    try:
        place = Place(open_to_all / "data")
        stored(place)
        printed(place.folder, "backup", str(open_to_all / "kept.zip"))
        printed(place.folder, "restore", str(open_to_all / "kept.zip"))
        printed(place.folder, "doctor", "--repair")
    finally:
        os.umask(before)
    assert len(list(open_to_all.glob("data-before-*"))) == 2
    assert [path for path in open_to_all.rglob("*") if stat.S_IMODE(path.lstat().st_mode) & 0o077] == []
