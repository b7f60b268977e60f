"""Storing is a redo: a program killed anywhere between two saves leaves a journal, and the next start stores the same, once."""

import itertools
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mentortui.core.records import FinishedSession, Living, Mentorship, PrivateNote
from mentortui.services.live import LiveSession
from mentortui.services.pages import Pages
from mentortui.store.live_journals import LiveJournals
from mentortui.store.shelf import Shelf
from mentortui.store.store import Store
from tests.services.test_sessions import Place

SAVES = ("private.json", "record.json", "sessions")
"""The files that storing a session writes. The journal goes last."""


class Killed(BaseException):
    """The program is gone: nothing of it runs any more, no handler for errors least of all."""


class Deadly:
    """Raises Killed once, when one of `steps` is taken, after `calls` others: before it does anything, or when it is done. A step
    is a file that is written, or `remove_journal`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *steps: str, calls: int = 0, done: bool = False) -> None:
        self.struck = False
        self._left = calls
        self._done = done
        put, remove = Shelf.put, LiveJournals.remove

        def written(shelf: Shelf, path: Path, tables: Any) -> None:
            step = "sessions" if path.parent.name == "sessions" else path.name
            self._step(lambda: put(shelf, path, tables), strikes=step in steps)

        def removed(journals: LiveJournals, slug: str, id: str) -> None:
            self._step(lambda: remove(journals, slug, id), strikes="remove_journal" in steps)

        monkeypatch.setattr(Shelf, "put", written)
        monkeypatch.setattr(LiveJournals, "remove", removed)

    def _step(self, do: Callable[[], None], *, strikes: bool) -> None:
        if self.struck or not strikes or self._left:
            self._left -= strikes
            do()
            return
        self.struck = True
        if self._done:
            do()
        raise Killed


class Stored(msgspec.Struct, frozen=True):
    """All that the sessions of a mentorship left behind, each record as often as it is there."""

    sessions: tuple[FinishedSession, ...]
    living: tuple[Living, ...]
    private: tuple[PrivateNote, ...]
    mentorship: Mentorship


def stored(place: Place) -> Stored:
    """But for when a removed record and the mentorship were written, which no session says."""
    store, slug = Store(place.folder), place.slug
    replace = msgspec.structs.replace
    return Stored(
        store.sessions(slug),
        tuple(replace(one, changed=0) if one.removed else one for one in store.living(slug)),
        tuple(replace(one, changed=0) if one.removed else one for one in store.private_notes(slug)),
        replace(store.mentorship(slug), changed=0),
    )


def held(place: Place) -> LiveSession:
    """A session that leaves something of every sort behind."""
    live = place.start()
    live.floor.press(1)
    place.clock.wait(40)
    live.floor.press(2)
    place.clock.wait(60)
    live.captures.catch("> write the failing test first #release")
    live.captures.catch("+ small commits -> the same on the API repo")
    live.captures.catch(". she sounds tired")
    live.captures.catch("= small commits get faster reviews")
    live.agree_next("2w 15:00")
    live.finish()
    return live


def gone_back(place: Place) -> LiveSession:
    """A session stored once, gone back to and changed: of what was stored, some is no longer so."""
    live = place.start()
    live.captures.catch("> first #release")
    live.captures.catch(". hers alone")
    live.finish()
    place.sessions.conclude(live)
    live.undo()
    place.sessions.reopen(live)
    live.undo()
    live.undo()
    live.captures.catch("! second #team")
    live.captures.catch(". another")
    live.agree_next("2w 15:00")
    live.finish()
    return live


def taken_back(place: Place) -> LiveSession:
    """A session stored once with a next date, which was then taken back."""
    live = place.start()
    live.captures.catch("> first #release")
    live.captures.catch(". hers alone")
    live.agree_next("2w 15:00")
    live.finish()
    place.sessions.conclude(live)
    live.agree_next("")
    live.captures.catch("! second #team")
    return live


def undisturbed(folder: Path, make: Callable[[Place], LiveSession]) -> Stored:
    place = Place(folder)
    live = make(place)
    place.sessions.conclude(live)
    place.sessions.leave(live)
    return stored(place)


def next_start(place: Place) -> None:
    """The same folder, later; a start of the program stores what is left to store."""
    place.clock.wait(3000)
    place.sessions = place.program()
    place.sessions.recover()


@pytest.mark.parametrize("done", [False, True], ids=["before it", "after it"])
@pytest.mark.parametrize("method", [*SAVES, "remove_journal"])
@pytest.mark.parametrize("make", [held, gone_back, taken_back])
def test_killed_at_any_save_the_next_start_stores_the_same_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Place], LiveSession], method: str, *, done: bool
) -> None:
    expected = undisturbed(tmp_path / "undisturbed", make)
    place = Place(tmp_path / "data")
    live = make(place)
    deadly = Deadly(monkeypatch, method, done=done)
    with pytest.raises(Killed):
        place.sessions.leave(live)
    assert deadly.struck
    next_start(place)
    assert place.sessions.unfinished() == ()
    assert stored(place) == expected
    assert [session.removed for session in stored(place).sessions] == [False]
    assert Store(place.folder).journals.all() == ()


@pytest.mark.parametrize("done", [False, True], ids=["before it", "after it"])
@pytest.mark.parametrize("calls", [0, 1])
@pytest.mark.parametrize("method", SAVES)
def test_killed_while_it_is_written_first_or_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str, calls: int, *, done: bool
) -> None:
    expected = undisturbed(tmp_path / "undisturbed", held)
    place = Place(tmp_path / "data")
    live = held(place)
    deadly = Deadly(monkeypatch, method, calls=calls, done=done)
    for _ in range(calls):
        place.sessions.conclude(live)
    with pytest.raises(Killed):
        place.sessions.conclude(live)
    assert deadly.struck
    place.killed(live)
    next_start(place)
    assert place.sessions.unfinished() == ()
    assert stored(place) == expected
    assert Store(place.folder).journals.all() == ()


@pytest.mark.parametrize("done", [False, True], ids=["before it", "after it"])
@pytest.mark.parametrize("make", [held, gone_back, taken_back])
def test_killed_at_every_start_a_save_later_than_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[[Place], LiveSession], *, done: bool
) -> None:
    expected = undisturbed(tmp_path / "undisturbed", make)
    place = Place(tmp_path / "data")
    place.killed(make(place))
    for calls in itertools.count():
        with monkeypatch.context() as patched:
            deadly = Deadly(patched, *SAVES, "remove_journal", calls=calls, done=done)
            with suppress(Killed):
                next_start(place)
        if not deadly.struck:
            break
    assert calls >= len(SAVES)
    next_start(place)
    assert place.sessions.unfinished() == ()
    assert stored(place) == expected
    assert Store(place.folder).journals.all() == ()


@pytest.mark.parametrize("method", [*SAVES, "remove_journal"])
def test_killed_while_it_is_finished_as_it_stood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    place = Place(tmp_path / "data")
    live = place.start()
    live.floor.press(1)
    place.run(live, 40)
    live.captures.catch("> first #release")
    live.captures.catch(". hers alone")
    sessions = place.killed(live)
    (waiting,) = sessions.unfinished()
    Deadly(monkeypatch, method)
    with pytest.raises(Killed):
        sessions.finish_as_it_stood(waiting.slug, waiting.id)
    next_start(place)
    assert place.sessions.unfinished() == ()
    found = stored(place)
    assert [(one.id, one.figures.floor["ada"] // 1_000_000) for one in found.sessions] == [(waiting.id, 40)]
    assert [one.capture.text for one in found.living] == ["first"]
    assert [one.caught.capture.text for one in found.private] == ["hers alone"]
    assert found.mentorship.goals == ("release",)
    assert Store(place.folder).journals.all() == ()


def test_what_another_program_changed_after_a_kill_is_not_written_over(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    live = place.start()
    live.captures.catch("> write the failing test first")
    live.captures.catch(". she sounds tired")
    live.captures.catch("a note of mine")
    live.finish()
    place.sessions.conclude(live)
    place.killed(live)
    place.clock.wait(60)
    id = live.session.started.session
    elsewhere = Pages(Store(place.folder), place.clock)
    editor, page = elsewhere.editor(place.slug, id), elsewhere.page_of(place.slug, id)
    editor.reword(page.section("promises")[0].id, "> write two tests")
    editor.reword(page.section("private")[0].id, ". she sounds rested")
    editor.take_away("grace", "small steps")
    editor.reword(page.section("notes")[0].id, "! we keep it")
    editor.save()
    next_start(place)
    assert place.sessions.unfinished() == ()
    page = Pages(Store(place.folder), place.clock).page_of(place.slug, id)
    assert [line.text for line in page.section("promises")] == ["write two tests"]
    assert [line.text for line in page.section("private")] == ["she sounds rested"]
    assert [line.text for line in page.section("takeaways")] == ["small steps"]
    assert [line.text for line in page.section("decisions")] == ["we keep it"]
    assert page.section("notes") == ()


def test_a_private_note_of_another_program_stays_when_the_page_is_left_here(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    live = place.start()
    live.captures.catch("a note of mine")
    live.finish()
    place.sessions.conclude(live)
    id = live.session.started.session
    elsewhere = Pages(Store(place.folder), place.clock)
    editor = elsewhere.editor(place.slug, id)
    editor.reword(elsewhere.page_of(place.slug, id).section("notes")[0].id, ". a note of mine alone")
    editor.save()
    place.sessions.leave(live)
    private = Store(place.folder).private_notes(place.slug)
    assert [note.caught.capture.text for note in private if not note.removed] == ["a note of mine alone"]


def test_a_date_moved_while_the_page_is_open_stays_moved(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    live = place.start()
    live.agree_next("2w 15:00")
    live.finish()
    place.sessions.conclude(live)
    moved = place.clock.wall() + 30 * 24 * 3_600_000_000
    other = Store(place.folder)
    other.save_mentorship(msgspec.structs.replace(other.mentorship(place.slug), next_date=moved))
    place.sessions.leave(live)
    assert Store(place.folder).mentorship(place.slug).next_date == moved
