"""What was said in a call and kept lies with the private words: backed up, erased, mended and looked at like them."""

import shutil
from pathlib import Path

import pytest

from mentortui.core.records import FinishedSession
from mentortui.services.archive import Archive
from mentortui.services.doctor import Doctor
from mentortui.services.exports import FORMS
from mentortui.services.importing import Importing, Promoted
from mentortui.services.keeping import Erasing, Keeping
from mentortui.services.pages import Pages
from mentortui.services.searching import Searching
from mentortui.services.stored_timeline import StoredTimeline
from mentortui.store.store import Store
from tests.services.test_sessions import Place

WORDS = "zaphod-looks-tired"
MINE = "trillian-alone"
CALL = f"WEBVTT\n\n00:00.000 --> 00:40.000\nAda: {WORDS}\n\n00:40.000 --> 01:40.000\nGrace: yes?\n"


class Kept(Place):
    """A mentorship with one imported session, of which the words are kept and two lines promoted."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "data")
        self.path = folder / "2026-11-20.vtt"
        self.path.write_text(CALL, encoding="utf-8")
        self.importing = Importing(self.store, self.clock, lambda: next(self.ids))
        draft = self.importing.read(self.path)
        promoted = [Promoted(at=0, line=f".{MINE}"), Promoted(at=0, line="> promised-in-the-call")]
        planned = self.importing.plan(draft, self.slug, {"Ada": "ada", "Grace": "grace"}, promoted=promoted)
        self.session: FinishedSession = self.importing.store(planned, keep_words=True)
        self.file = self.folder / "mentorships" / self.slug / "transcripts" / f"{self.session.id}.json"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path)


def holding(folder: Path, words: str) -> set[str]:
    """The files in which they are, by their paths."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes()}


def lines(store: Store, kept: Kept) -> list[str]:
    words = store.words(kept.slug, kept.session.id)
    return [] if words is None else [text for _, _, text in words.lines]


def test_words_and_private_notes_of_a_call_lie_where_private_words_may_and_in_nothing_that_leaves(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.chdir(out)
    archive = Archive(kept.store, kept.clock, Pages(kept.store, kept.clock))
    for number, ending in enumerate(FORMS):
        archive.export(kept.slug, kept.session.id, f"page{number}{ending}", private=True)
    Store(kept.folder).index()
    beginning = f"mentorships/{kept.slug}"
    may = (f"{beginning}/transcripts/", f"{beginning}/backups/{kept.session.id}")
    assert [path for path in holding(kept.folder, WORDS) if not path.startswith(may)] == []
    assert holding(out, WORDS) == set()  # not even with what is private
    private = (f"{beginning}/private.json", f"{beginning}/backups/private")
    assert [path for path in holding(kept.folder, MINE) if not path.startswith(private)] == []


def test_they_are_in_a_backup_and_come_back_with_it(kept: Kept, tmp_path: Path) -> None:
    keeping = Keeping(kept.folder, kept.clock)
    keeping.back_up(str(tmp_path / "kept.zip"))
    for path in (kept.file, *kept.file.parent.parent.glob(f"backups/{kept.session.id}*")):
        path.unlink()
    assert lines(Store(kept.folder), kept) == []
    keeping.restore(tmp_path / "kept.zip")
    assert lines(Store(kept.folder), kept) == [WORDS, "yes?"]


def test_once_the_mentorship_is_erased_they_are_nowhere(kept: Kept, tmp_path: Path) -> None:
    erasing = Erasing(kept.store, tmp_path / "state")
    erasing.erase(erasing.found(kept.slug))
    assert holding(kept.folder, WORDS) == holding(kept.folder, MINE) == set()


def test_what_is_behind_a_link_is_erased_too(kept: Kept, tmp_path: Path) -> None:
    elsewhere = tmp_path / "synced.json"
    kept.file.rename(elsewhere)
    kept.file.symlink_to(elsewhere)
    assert lines(Store(kept.folder), kept) == [WORDS, "yes?"]
    erasing = Erasing(kept.store, tmp_path / "state")
    erasing.erase(erasing.found(kept.slug))
    assert not elsewhere.exists()


def test_a_damaged_file_of_them_is_found_by_the_doctor_and_made_again(kept: Kept) -> None:
    whole = kept.file.read_bytes()
    kept.file.write_bytes(whole[: len(whole) // 2])
    doctor = Doctor(kept.folder, kept.clock)
    found = [one for one in doctor.look() if one.wrong]
    assert [one.path for one in found] == [kept.file]
    assert "nothing is missing" in found[0].advice
    assert doctor.repair().left[0].wrong is False  # what was set aside is told
    assert lines(Store(kept.folder), kept) == [WORDS, "yes?"]


def test_words_without_their_session_or_under_another_name_are_told(kept: Kept) -> None:
    for path in (*kept.file.parent.parent.glob("sessions/*"), *kept.file.parent.parent.glob("backups/2026*")):
        path.unlink()
    doctor = Doctor(kept.folder, kept.clock)
    (said,) = [one for one in doctor.look() if one.path == kept.file]
    assert said.what == f"words {kept.session.id} belongs to session {kept.session.id}, which is not there"
    renamed = kept.file.rename(kept.file.with_name("other.json"))
    assert "another session" in " ".join(one.what for one in doctor.look() if one.path == renamed)


def test_a_copy_of_the_folder_that_two_machines_made_gives_the_words_it_alone_has(kept: Kept) -> None:
    folder = kept.folder / "mentorships" / kept.slug
    shutil.copytree(folder, folder.with_name(f"{kept.slug} (1)"))
    kept.file.unlink()
    for path in folder.glob(f"backups/{kept.session.id}*"):
        path.unlink()
    store = Store(kept.folder)
    store.upkeep.merge_copies()
    assert lines(store, kept) == [WORDS, "yes?"]
    assert [path.name for path in folder.parent.iterdir() if path.is_dir()] == [kept.slug]


def test_an_imported_session_is_like_any_other_to_home_history_search_and_timeline(kept: Kept) -> None:
    store = Store(kept.folder)
    (head,) = store.session_heads(kept.slug)
    assert (head.id, {who: time // 1_000_000 for who, time in head.floor.items()}) == (kept.session.id, {"ada": 40, "grace": 60})
    index = store.index()
    assert index.mentorships[0].slug == kept.slug
    findable = str(Searching(store).all(kept.slug))
    assert ("promised-in-the-call" in findable, MINE in findable, WORDS in findable) == (True, True, False)
    timeline = StoredTimeline(store, kept.clock, lambda: next(kept.ids), kept.slug, kept.session.id)
    assert timeline.closed == ""
    assert [stretch.source for stretch in timeline.stretches()] == ["transcript", "transcript"]
    timeline.reassign(timeline.stretches()[0].start, "grace")
    timeline.save()
    after = store.session(kept.slug, kept.session.id)
    assert (after.figures.floor["grace"] // 1_000_000, after.mended, after.origin) == (100, True, kept.session.origin)
