"""Private words lie where docs/safety.md says, and nowhere else: every byte that a session leaves is looked through."""

import os
import stat
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from mentortui.cli import command
from mentortui.core import kinds
from mentortui.core.dues import dues_of
from mentortui.core.goals import Goal
from mentortui.screens.mentorship_tabs import titles
from mentortui.screens.summary_hand import Handing
from mentortui.services.archive import Archive
from mentortui.services.desk import Desk
from mentortui.services.editing import Editor
from mentortui.services.exports import FORMS
from mentortui.services.holdings import holdings
from mentortui.services.pages import Pages
from mentortui.store import log
from mentortui.store.changing import Changing
from mentortui.store.crash import report
from mentortui.store.errors import NotSaved
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
    live.captures.catch(f". {said}")
    live.captures.catch("a note for both")
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
    live.captures.catch(f". {WORDS.decode()}")
    live.captures.catch("a note for both")
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
    live.captures.catch(f". {said}")
    assert live.writer.flush()
    files = [["show", "last", "--to", f"page{ending}"] for ending in FORMS]
    files += [["list", "--to", f"list{ending}"] for ending in (".csv", ".json")]
    files += [["review", place.slug, "--period", "all", "--to", f"review{ending}"] for ending in (".md", ".html", ".json")]
    looks = [
        ["review", place.slug, "--period", "all"],
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


SHARED = (
    *("{0}", "+ {0} -> {0} due:fri", "- {0} -> {0}", "> {0} due:fri", "< {0} due:fri", "! {0} #Focus", "* {0}", "? {0}", "= {0}"),
    *("& {0}", "setback: {0}", "opportunity: {0}"),
)
"""A line of each kind that both may read, with the words that become private."""


def editor_of(place: Place, way: str) -> Editor:
    """On a session with all of them that is over: on its Summary, or from History."""
    desk, live = Desk(place.store, place.clock, system_zone="UTC"), place.start()
    for line in SHARED:
        live.captures.catch(line.format(WORDS.decode()))
    live.finish()
    place.sessions.conclude(live)
    if way == "on Summary":
        return desk.pages.live_editor(live, lambda: place.sessions.conclude(live))
    place.sessions.leave(live)
    return desk.pages.editor(place.slug, live.session.started.session)


def worded(place: Place) -> dict[str, str]:
    """The ids of the shared ones that are there, with the line that makes each private."""
    captures = [one.capture for one in place.store.living(place.slug) if not one.removed]
    captures += [caught.capture for session in place.store.sessions(place.slug) for caught in session.caught]
    return {one.id: f".{WORDS.decode()} #{WORDS.decode()}" for one in captures}


def in_shared(place: Place) -> set[str]:
    """The files in which they must not be once they are private: all but what the documents name, and the copies and logs that
    the shared files had before."""
    folder = f"mentorships/{place.slug}"
    may = tuple(f"{folder}/{beginning}" for beginning in (*MAY, "backups/record", "backups/2026"))
    return {path for path in holding(place.folder) if not path.startswith(may)}


@pytest.mark.parametrize("way", ["on Summary", "in History"])
def test_a_shared_capture_of_any_kind_that_becomes_private_leaves_every_shared_file_and_comes_back_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path / "data")
    editor = editor_of(place, way)
    promise = next(one for one in place.store.living(place.slug) if one.capture.kind == "action")
    place.store.save_living(place.slug, msgspec.structs.replace(promise, note=f"{WORDS.decode()}, in a note", outcome="it came"))
    editor.refresh()
    place.store.index()
    record, index = f"mentorships/{place.slug}/record.json", "index.json"
    assert in_shared(place) >= {record, index, f"mentorships/{place.slug}/sessions/2026.json"}
    before = {one.id: one for one in place.store.living(place.slug)}
    lines = worded(place)
    assert len(lines) == len(SHARED)

    for id, line in lines.items():
        editor.reword(id, line)
    editor.save()
    assert in_shared(place) == set()
    assert len([note for note in place.store.private_notes(place.slug) if not note.removed]) == len(SHARED)
    said = [printed(place.folder, *words) for words in (["show", "last"], ["show", "last", "--json"], ["list", "--json"])]
    said += [printed(place.folder, "show", "last", "--to", f"page{ending}") for ending in FORMS]
    assert [answer for answer in said if WORDS.decode() in answer] == []
    assert {path for path in holding(tmp_path) if not path.startswith("data/")} == set()

    for _ in lines:
        editor.undo()
    editor.save()
    assert worded(place).keys() == lines.keys()
    after = {one.id: one for one in place.store.living(place.slug)}
    times = ("created", "changed", "changed_by")
    assert after == {
        id: msgspec.structs.replace(one, **{name: getattr(after[id], name) for name in times}) for id, one in before.items()
    }
    assert place.store.index().mentorships[0].goals == ("Focus",)


@pytest.mark.parametrize("way", ["on Summary", "in History"])
def test_back_and_forth_and_removed_they_still_lie_in_no_shared_file(tmp_path: Path, way: str) -> None:
    place = Place(tmp_path / "data")
    editor = editor_of(place, way)
    lines = worded(place)
    for line in (".{0}", "{0}, a note", ".{0}", "! {0}", "{0}, a note", ".{0}"):
        for id in lines:
            editor.reword(id, line.format(WORDS.decode()))
        editor.save()
    assert in_shared(place) == set()
    for id in lines:
        editor.remove(id)
    editor.save()
    assert in_shared(place) == set()
    for _ in lines:
        editor.undo()
    editor.save()
    assert in_shared(place) == set()
    assert len([note for note in place.store.private_notes(place.slug) if not note.removed]) == len(SHARED)


def test_a_session_stored_again_from_its_journal_does_not_share_what_another_program_made_private_since(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    live = place.start()
    live.captures.catch(f"> {WORDS.decode()}")
    live.finish()
    place.sessions.conclude(live)
    editor = Desk(Store(place.folder), place.clock, system_zone="UTC").pages.editor(place.slug, live.session.started.session)
    (id,) = worded(place)
    place.clock.wait(60)
    editor.reword(id, f".{WORDS.decode()}")
    editor.save()
    place.killed(live).recover()
    assert in_shared(place) == set()
    assert [note.removed for note in place.store.private_notes(place.slug)] == [False]


def test_what_was_private_when_a_program_died_and_is_shared_again_by_its_journal_comes_back(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    live = place.start()
    live.captures.catch(f"> {WORDS.decode()}")
    live.finish()
    place.sessions.conclude(live)
    editor = Desk(place.store, place.clock, system_zone="UTC").pages.live_editor(live, lambda: place.sessions.conclude(live))
    (id,) = worded(place)
    editor.reword(id, f".{WORDS.decode()}")
    editor.save()
    place.clock.wait(1)
    editor.undo()
    place.killed(live).recover()
    assert [(one.capture.text, one.removed) for one in place.store.living(place.slug)] == [(WORDS.decode(), False)]
    assert [note.removed for note in place.store.private_notes(place.slug)] == [True]


def test_one_that_another_program_had_removed_keeps_no_words_either_and_is_not_brought_back_empty(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    editor = editor_of(place, "in History")
    promise = next(one for one in place.store.living(place.slug) if one.capture.kind == "action")
    other = Desk(Store(place.folder), place.clock, system_zone="UTC")
    other.archive.remove(place.slug, promise.session)
    editor.reword(promise.id, f".{WORDS.decode()}")
    editor.save()
    stored = place.store.living(place.slug)
    assert [one for one in stored if one.id == promise.id and WORDS in msgspec.json.encode(one)] == []
    other.archive.undo()
    assert [one.removed for one in place.store.living(place.slug) if one.id == promise.id] == [True]


def test_where_one_cannot_be_shared_as_the_disk_refuses_it_never_was_in_a_shared_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path / "data")
    id = stored(place)
    editor = Desk(place.store, place.clock, system_zone="UTC").pages.editor(place.slug, id)
    (note,) = place.store.private_notes(place.slug)
    editor.reword(note.id, f"> {WORDS.decode()}")
    write, begun = Changing._write_one, list[Path]()

    def one_and_no_more(act: Changing, path: Path) -> None:
        begun.append(path)
        if len(begun) == 2:
            raise NotSaved(path, "disk full")
        write(act, path)

    monkeypatch.setattr(Changing, "_write_one", one_and_no_more)
    with pytest.raises(NotSaved):
        editor.save()
    assert in_shared(place) == set()
    assert [one.removed for one in place.store.private_notes(place.slug)] == [False]
    editor.save()
    assert [one.capture.text for one in place.store.living(place.slug) if not one.removed] == [WORDS.decode()]


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


def kept_to_oneself(desk: Desk, slug: str) -> None:
    """One record of each private kind with the words in every field that takes them, and of each kind that may be private."""
    said = WORDS.decode()
    fits = (kinds.Line, kinds.Prose, kinds.Tags)
    for kind in desk.records.kinds:
        if kind.private:
            words = {field.path: said for field in kind.fields if isinstance(field.kind, fits)}
            desk.records.save(slug, kind, desk.records.blank(kind), words)
    win = desk.records.kind("win")
    only_mine = {"capture.text": said, "note": said, "details.effect": said, "capture.goal": said, "details.seen_by": "private"}
    desk.records.save(slug, win, desk.records.blank(win), only_mine)
    goal = desk.goals.blank()
    assert isinstance(goal, Goal)
    desk.goals.save(slug, goal, {"name": said, "why": said, "strategies": said, "seen_by": "private"})
    desk.quarterly.reflect(slug, "What helped?", said)
    desk.quarterly.answer_peers(slug, said)


def all_that_reads_it(desk: Desk, slug: str) -> dict[str, bytes]:
    """What others are shown of a mentorship, or may be, by what shows it."""
    mine = desk.preparing.editor(slug)
    held = holdings(desk.store, slug)
    review = desk.reviews.read(slug)
    outside = desk.reviews.read(slug, outside=True)
    found: dict[str, object] = {
        "the index": desk.store.index(),
        "Prepare": (mine.plan, mine.offers, mine.check_ins, mine.advice),
        "what is due": dues_of(held),
        "holdings": held,
        "Review": (review, outside),
        "a letter": desk.letters.invitation(slug),
        "the closing page": (desk.closing.page(slug), desk.closing.draft(slug)),
        "a thank-you": desk.recognition.thanks(slug),
        "the calendar": desk.calendars.calendar(slug),
        "trends of voices": desk.inclusion.voices(slug),
        "the tabs' names": [(name, title) for name, title, _ in titles(desk)],
    }
    return {name: msgspec.json.encode(value) for name, value in found.items()}


def test_a_journal_and_what_one_keeps_to_oneself_are_in_nothing_but_the_private_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path / "data")
    stored(place)
    desk = Desk(place.store, place.clock, system_zone="UTC")
    kept_to_oneself(desk, place.slug)
    for _ in range(2):  # the second time after a line of it went over
        assert [name for name, value in all_that_reads_it(desk, place.slug).items() if WORDS in value] == []
        assert in_shared(place) == set()
        looks = [["list", "--json"], ["show", "last", "--json"], ["review", place.slug], ["review", place.slug, "--json"]]
        looks += [["review", place.slug, "--for-others"], ["status"], ["doctor"]]
        files = [["show", "last", "--to", f"page{ending}"] for ending in FORMS] + [["review", place.slug, "--to", "review.md"]]
        answers = {" ".join(words): printed(place.folder, *words) for words in (*looks, *files)}
        assert [words for words, answer in answers.items() if WORDS.decode() in answer] == []
        assert [path.name for path in tmp_path.iterdir() if path.is_file() and WORDS in path.read_bytes()] == []
        desk.journal.to_agenda(place.slug, "the line that was seen")
        desk.journal.to_win(place.slug, "the line that was seen")
    over = {
        path.name
        for path in (place.folder / "mentorships" / place.slug).glob("*.json")
        if b"line that was seen" in path.read_bytes()
    }
    assert over == {"record.json"}
    assert WORDS in (place.folder / "mentorships" / place.slug / "private.json").read_bytes()


def test_a_sealed_answer_is_in_nothing_that_is_shown_or_leaves_before_the_other_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path / "data")
    stored(place)
    desk = Desk(place.store, place.clock, system_zone="UTC")
    shown = desk.assessments.current(place.slug)
    first, other = (row.person for row in shown.rows)
    desk.assessments.give(place.slug, shown.key, other, {"safety": 2}, WORDS.decode(), by_letter=True)

    def told() -> list[str]:
        looks = [["review", place.slug], ["review", place.slug, "--json"], ["show", "last", "--json"], ["list", "--json"]]
        found = {" ".join(words): printed(place.folder, *words).encode() for words in looks}
        found |= all_that_reads_it(desk, place.slug) | {"the pulse": msgspec.json.encode(desk.assessments.picture(place.slug))}
        found |= {"what Review shows": msgspec.json.encode(desk.reviews.read(place.slug).review)}
        return [name for name, value in found.items() if WORDS in value and name not in ("holdings", "Review")]  # the store

    assert told() == []
    desk.assessments.give(place.slug, shown.key, first, {"safety": 4}, "mine")
    assert {"what Review shows", "the pulse", f"review {place.slug}"} <= set(told())


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
        record = place.folder / "mentorships" / place.slug / "record.json"
        record.write_bytes(record.read_bytes()[:-9])
        printed(place.folder, "doctor", "--repair")
    finally:
        os.umask(before)
    assert len(list(open_to_all.glob("data-before-*"))) == 2
    assert [path for path in open_to_all.rglob("*") if stat.S_IMODE(path.lstat().st_mode) & 0o077] == []
