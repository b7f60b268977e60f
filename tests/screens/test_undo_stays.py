"""What cannot be taken back says so: nothing older goes in its place, and what a disk refuses can be taken back later."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mentortui.core.commands import Refused
from mentortui.core.feedback_form import Typed
from mentortui.core.refused import NothingToUndo
from mentortui.screens.calendar_tab import CalendarTab
from mentortui.screens.charter_tab import CharterTab
from mentortui.screens.feedback_tab import FeedbackTab
from mentortui.screens.mentorship_host import TabHost
from mentortui.screens.mentorship_tabs import tabs_of
from mentortui.services.desk import Desk
from mentortui.services.tabs import Tab
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from tests.services.test_sessions import Place


def test_open_answers_stay_and_nothing_older_is_undone_for_them(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    desk, slug = Desk(place.store, place.clock, system_zone="UTC"), place.slug
    tabs = {tab.name: tab for tab in tabs_of(desk, slug)}
    kind = desk.records.kind("win")
    win = desk.records.blank(kind)
    desk.records.save(slug, kind, win, {"capture.text": "shipped it"})
    host = TabHost.__new__(TabHost)
    done: list[Tab] = [tabs["win"]]
    host.slug, host._done_in, host._screen = slug, done, cast(Any, SimpleNamespace(tab=tabs["pulse"]))
    desk.records.remove(slug, kind, win.id)
    key = desk.assessments.current(slug).key
    for person in place.store.mentorship(slug).people:
        desk.assessments.give(slug, key, person.id, {"safety": 4})
        done.append(tabs["pulse"])
    with pytest.raises(Refused, match="The answers are open"):
        host._undone()
    assert next(one for one in place.store.living(slug) if one.id == win.id).removed


def test_what_a_full_disk_refused_to_undo_can_be_undone_later() -> None:
    class Calendars:
        tries = 0

        def undo(self, slug: str) -> str:
            self.tries += 1
            if self.tries == 1:
                raise NotSaved(Path("record.json"), "No space left on device")
            return "Undone: Planned"

    tab = CalendarTab(cast(Any, Calendars()), cast(Any, None), "grace", cast(Any, None))
    tab._acts.remembered("Planned", "done")
    with pytest.raises(NotSaved):
        tab.undo(cast(Any, None))
    assert tab.undo(cast(Any, None)) == "Undone: Planned"


def test_a_visit_of_the_charter_that_the_disk_refused_to_take_back_can_be_taken_back_later() -> None:
    class Visit:
        tries = 0

        def take_back(self) -> str:
            self.tries += 1
            if self.tries == 1:
                raise NotSaved(Path("record.json"), "No space left on device")
            return "Undone: Purpose"

    tab = CharterTab.__new__(CharterTab)
    tab._visits = [cast(Any, Visit())]
    with pytest.raises(NotSaved):
        tab.undo(cast(Any, None))
    assert tab.undo(cast(Any, None)) == "Undone: Purpose"
    with pytest.raises(NothingToUndo):
        tab.undo(cast(Any, None))


def test_feedback_that_the_disk_refused_to_take_back_can_be_taken_back_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path / "data")
    desk, slug = Desk(place.store, place.clock, system_zone="UTC"), place.slug
    book = desk.feedback.book(slug)
    me, other = list(book.people)[:2]
    book.keep_typed(Typed(giver=me, to=other, owner=other, good="clear notes"))
    book.save()
    (tab,) = (one for one in tabs_of(desk, slug) if isinstance(one, FeedbackTab))
    tab.read(desk.records.shelf(slug))
    (kept,) = (one for one in place.store.living(slug) if one.capture.kind == "feedback")
    tab.remove(cast(Any, None), kept.id)

    def full(*given: object) -> None:
        raise NotSaved(Path("record.json"), "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Changing, "write", full)
        with pytest.raises(NotSaved):
            tab.undo(cast(Any, None))
    assert tab.undo(cast(Any, None)).startswith("Undone: removed")
    assert [one.removed for one in place.store.living(slug) if one.id == kept.id] == [False]
