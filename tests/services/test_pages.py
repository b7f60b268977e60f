"""A page is edited where its records are: in the store, or, right after the session, in its events."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from mentortui.core.commands import Refused
from mentortui.core.page import Page
from mentortui.core.records import Template, TemplateItem
from mentortui.services.pages import Pages
from mentortui.services.sessions import Sessions
from mentortui.store.changing import Changing
from mentortui.store.errors import StoreError
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.screens.summary_app import store_a_session


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def slug(store: Store) -> str:
    return store_a_session(store, "usual")


@pytest.fixture
def pages(store: Store) -> Pages:
    return Pages(store, MovingClock())


def texts(page: Page, key: str) -> list[str]:
    return [line.text for line in page.section(key)]


def test_a_record_typed_anew_reads_so_after_a_restart(store: Store, slug: str, pages: Pages, tmp_path: Path) -> None:
    editor = pages.editor(slug, "s")
    assert editor.line_of("c2") == "> write the failing test first due:2026-11-27"
    assert editor.reword("c2", "< pair on the canary due:2w") == "action edited: pair on the canary"
    editor.save()
    again = Pages(Store(tmp_path / "data"), MovingClock()).page_of(slug, "s")
    promised = next(line for line in again.section("promises") if line.id == "c2")
    assert (promised.lead, promised.text, promised.tail) == ("Ada", "pair on the canary", "by Wed 9 Dec")


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("> asked", "promises"),
        ("! asked", "decisions"),
        ("* asked", "wins"),
        ("= asked", "takeaways"),
        (". asked", "private"),
        ("+ asked", "feedback"),
    ],
)
def test_a_note_becomes_what_its_sign_says_and_undo_makes_it_a_note_again(slug: str, pages: Pages, line: str, key: str) -> None:
    editor = pages.editor(slug, "s")
    editor.reword("c6", line)
    editor.save()
    page = pages.page_of(slug, "s")
    assert "asked" in texts(page, key)
    assert "c6" not in [line.id for line in page.section("notes")]
    assert editor.undo().startswith("Undone: ")
    editor.save()
    page = pages.page_of(slug, "s")
    assert texts(page, "notes")[0] == "asked who owns the on-call rota"
    assert "asked" not in texts(page, key)


@pytest.mark.parametrize(("id", "key"), [("c6", "notes"), ("c3", "decisions"), ("c10", "private")])
def test_what_is_removed_comes_back(store: Store, slug: str, pages: Pages, id: str, key: str) -> None:
    before = pages.page_of(slug, "s")
    editor = pages.editor(slug, "s")
    editor.remove(id)
    editor.save()
    assert id not in [line.id for line in pages.page_of(slug, "s").lines]
    editor.undo()
    editor.save()
    assert pages.page_of(slug, "s") == before
    assert not editor.edited


def test_a_private_note_leaves_the_private_file_only_when_it_says_so(store: Store, slug: str, pages: Pages) -> None:
    editor = pages.editor(slug, "s")
    editor.reword("c6", ". keep this to myself")
    editor.save()
    files = [path for path in store.data_dir.rglob("*.json") if "keep this to myself" in path.read_text()]
    assert [path.name for path in files] == ["private.json"]


def test_the_closing_note_and_the_next_date(slug: str, pages: Pages, store: Store) -> None:
    editor = pages.editor(slug, "s")
    editor.note_closing("  See you soon \n")
    assert editor.date_preview("fri 4 dec 15:00") == "Fri 4 Dec 15:00 (17:00 Nairobi)"
    editor.agree_next("fri 4 dec 15:00")
    editor.save()
    page = pages.page_of(slug, "s")
    assert texts(page, "closing") == ["See you soon"]
    assert texts(page, "next") == ["Fri 4 Dec 15:00 (17:00 Nairobi)"]
    assert store.mentorship(slug).next_date == store.session(slug, "s").next_date
    editor.agree_next("")
    editor.save()
    assert pages.page_of(slug, "s").section("next") == ()


def test_what_cannot_be_is_refused_and_changes_nothing(slug: str, pages: Pages) -> None:
    editor = pages.editor(slug, "s")
    deeds: list[Callable[[], object]] = [
        lambda: editor.reword("c6", "   "),
        lambda: editor.reword("nobody", "text"),
        lambda: editor.remove("nobody"),
        lambda: editor.agree_next("yesterday 15:00"),
        lambda: editor.agree_next("2026-11-20 15:00"),
        editor.undo,
    ]
    for deed in deeds:
        with pytest.raises(Refused):
            deed()
    assert not editor.edited


def test_a_session_that_is_not_there_is_said(slug: str, pages: Pages) -> None:
    with pytest.raises(StoreError, match="there is no session nine"):
        pages.page_of(slug, "nine")


def test_a_save_that_failed_may_be_done_again(slug: str, pages: Pages, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = pages.editor(slug, "s")
    editor.reword("c6", "! on call is Linus")
    with monkeypatch.context() as broken:

        def full(*args: object) -> None:
            raise StoreError("disk full")

        broken.setattr(Changing, "write", full)
        with pytest.raises(StoreError):
            editor.save()
    editor.save()
    page = pages.page_of(slug, "s")
    assert "on call is Linus" in texts(page, "decisions")
    assert len(page.section("notes")) == 1


def test_the_file_is_named_after_day_person_and_number(slug: str, pages: Pages) -> None:
    assert pages.file_name(slug, "s") == "2026-11-25 Grace session 14.md"


def test_right_after_a_session_edits_are_events_and_storing_again_keeps_the_ids(store: Store, slug: str) -> None:
    clock = MovingClock()
    numbers = iter(range(1000))
    sessions = Sessions(store, clock, lambda: f"n{next(numbers)}")
    template = Template(kind="regular", title="", minutes=20, items=(TemplateItem(title="Check-in", minutes=5),))
    live = sessions.start(msgspec.structs.replace(store.mentorship(slug)), template)
    live.floor.press(1)
    clock.wait(90)
    live.captures.catch("asked about the rota")
    live.finish()
    sessions.conclude(live)
    pages = Pages(store, clock)
    editor, id = pages.live_editor(live, lambda: sessions.conclude(live)), live.session.started.session
    note = pages.page_of(slug, id).section("notes")[0]

    def edited() -> bool:
        return editor.edited

    assert not edited()
    editor.reword(note.id, "! Linus owns the rota")
    editor.note_closing("Good.")
    editor.save()
    page = pages.page_of(slug, id)
    assert [(line.text, line.id) for line in page.section("decisions")] == [("Linus owns the rota", note.id)]
    assert page.section("notes") == ()
    assert editor.undo() == "Undone: closing note"
    assert edited()
    editor.undo()
    editor.save()
    assert not edited()
    assert live.session.finished
    assert texts(pages.page_of(slug, id), "notes") == ["asked about the rota"]
    assert pages.page_of(slug, id).section("decisions") == ()
    with pytest.raises(Refused):
        editor.undo()
    sessions.leave(live)


def test_a_note_left_a_note_is_no_longer_to_be_sorted_also_after_a_restart(slug: str, pages: Pages, tmp_path: Path) -> None:
    editor = pages.editor(slug, "s")
    assert editor.leave_note("c6") == "left a note: asked who owns the on-call rota"
    editor.save()
    again = Pages(Store(tmp_path / "data"), MovingClock())
    assert texts(again.page_of(slug, "s"), "to do")[0] == "1 note to sort"
    anew = again.editor(slug, "s")
    anew.reword("c6", "asked who is on call")
    anew.leave_note("c12")
    anew.save()
    assert "to sort" not in " ".join(texts(again.page_of(slug, "s"), "to do"))


def test_takeaways_stand_by_person_the_mentees_first(slug: str, pages: Pages) -> None:
    editor = pages.editor(slug, "s")
    editor.take_away("ada", "I ask earlier")
    editor.take_away("grace", "small commits, then reviews")
    editor.save()
    found = pages.page_of(slug, "s").section("takeaways")
    assert [(line.lead, line.text) for line in found] == [
        ("Grace", "small commits, then reviews"),
        ("Ada", "I ask earlier"),
        ("", "small commits got me faster reviews"),
    ]
    editor.undo()
    editor.save()
    assert len(pages.page_of(slug, "s").section("takeaways")) == 2


def test_right_after_a_session_what_is_unsure_is_shared_by_an_event_and_undone_by_one(store: Store, slug: str) -> None:
    clock = MovingClock()
    numbers = iter(range(1000))
    sessions = Sessions(store, clock, lambda: f"n{next(numbers)}")
    live = sessions.start(store.mentorship(slug), Template(kind="regular", title="", minutes=20, items=()))
    live.floor.press(1)
    for _ in range(40):  # "Still Ada?" stays unanswered
        clock.wait(10)
        live.tick()
    live.finish()
    sessions.conclude(live)
    pages = Pages(store, clock)
    editor, id = pages.live_editor(live, lambda: sessions.conclude(live)), live.session.started.session
    before = store.session(slug, id)
    assert editor.unsure == before.figures.unsure > 0
    editor.take_away("grace", "small steps")
    assert editor.enter_shares("25 75") == "shares entered for what was unsure"
    editor.save()
    after = store.session(slug, id)
    assert after.figures.unsure == 0
    assert after.figures.floor["grace"] == before.figures.unsure * 3 // 4
    assert {source for *_, source in after.turns} == {"key", "entered"}
    assert editor.undo() == "Undone: shares entered for what was unsure"
    editor.save()
    assert store.session(slug, id).figures == before.figures
    assert [line.lead for line in pages.page_of(slug, id).section("takeaways")] == ["Grace"]
    sessions.leave(live)
