"""Private words lie where docs/safety.md says, and nowhere else: every byte that a session leaves is looked through."""

from pathlib import Path

import pytest

from mentortui.services.archive import Archive
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
