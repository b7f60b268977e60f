"""What became the user's alone leaves the reviews somebody edited, the closing page that was kept, and the drafts of both."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from msgspec.structs import replace

from mentortui.core.events import CaptureRecorded
from mentortui.core.goals import Goal
from mentortui.core.review_edits import TABLE as REVIEWS
from mentortui.core.review_edits import ReviewEdit
from mentortui.core.text import fit
from mentortui.core.words_gone import holds, without_rows
from mentortui.services.desk import Desk
from mentortui.services.editing import Editor
from tests.services.test_private_words import MAY, WORDS, holding
from tests.services.test_sessions import Place

SAID = f"{WORDS.decode()} told the board no"


def put(tmp_path: Path) -> tuple[Place, Desk, str, Callable[[str], None]]:
    place = Place(tmp_path / "data")
    desk, slug = Desk(place.store, place.clock, system_zone="UTC"), place.slug
    kind = desk.records.kind("win")
    id = desk.records.blank(kind).id
    new = kind.blank(id)
    desk.records.save(slug, kind, new, {"capture.text": SAID})

    def readers(who: str) -> None:
        win = next(one for one in desk.records.shelf(slug).records["win"] if one.id == id)
        desk.records.save(slug, kind, win, {"details.seen_by": who})

    return place, desk, slug, readers


def shared(place: Place) -> set[str]:
    folder = f"mentorships/{place.slug}"
    return {one for one in holding(place.folder) if not one.startswith(tuple(f"{folder}/{may}" for may in (*MAY, "backups/")))}


def test_a_win_that_becomes_its_owners_alone_leaves_the_review_that_was_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place, desk, slug, readers = put(tmp_path)
    read = desk.reviews.read(slug)
    desk.reviews.edit(read, "wins", f"{read.review.section('wins').text}\nand more of ours")
    assert shared(place)
    readers("private")
    assert shared(place) == set()
    read = desk.reviews.read(slug)
    assert [line.text for line in read.review.section("wins").lines] == ["and more of ours"]
    desk.reviews.write("out.md", read)
    assert WORDS not in Path("out.md").read_bytes()


def test_an_undo_or_a_draft_from_before_does_not_bring_them_back_to_the_review(tmp_path: Path) -> None:
    place, desk, slug, readers = put(tmp_path)
    read = desk.reviews.read(slug)
    draft = f"{read.review.section('wins').text}\nand more of ours"
    desk.reviews.edit(read, "wins", draft)
    desk.reviews.edit(desk.reviews.read(slug), "wins", "only ours")
    readers("private")
    desk.reviews.undo(slug)
    assert shared(place) == set()
    desk.reviews.edit(desk.reviews.read(slug), "wins", draft + "!")
    assert shared(place) == set()


def test_shared_again_it_has_come_since_the_review_was_edited(tmp_path: Path) -> None:
    _place, desk, slug, readers = put(tmp_path)
    read = desk.reviews.read(slug)
    desk.reviews.edit(read, "wins", f"{read.review.section('wins').text}\nand more of ours")
    readers("private")
    readers("")
    assert desk.reviews.read(slug).review.section("wins").came_since


def test_it_leaves_the_closing_page_and_no_draft_of_that_brings_it_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    place, desk, slug, readers = put(tmp_path)
    draft = desk.closing.draft(slug) + "\n## Last\n\nFarewell\n"
    desk.closing.keep(slug, draft)
    assert shared(place)
    readers("private")
    assert shared(place) == set()
    page = desk.closing.page(slug)
    assert "Farewell" in page
    assert "## Wins" not in page
    desk.closing.keep(slug, draft)
    desk.closing.write(slug, "c.md")
    assert shared(place) == set()
    assert WORDS not in Path("c.md").read_bytes()


def test_a_thank_you_typed_before_is_offered_without_it(tmp_path: Path) -> None:
    _place, desk, slug, readers = put(tmp_path)
    draft = f"Dear Ada,\n- {SAID}\nthank you"
    assert desk.recognition.thanks_again(slug, draft) == draft
    readers("private")
    assert desk.recognition.thanks_again(slug, draft) == "Dear Ada,\nthank you"
    assert SAID not in desk.recognition.thanks_again(slug, "")


def test_a_goal_that_becomes_its_owners_alone_leaves_them_too(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    desk, slug = Desk(place.store, place.clock, system_zone="UTC"), place.slug
    new = cast(Goal, desk.goals.blank())
    desk.goals.save(slug, new, {"name": SAID, "seen_by": ""})
    desk.closing.keep(slug, f"# Us\n\n## What continues\n\n- the goal {SAID}\n- and another\n")
    desk.goals.save(slug, desk.goals.read(slug).goal(new.id), {"seen_by": "private"})
    assert desk.closing.page(slug) == "# Us\n\n## What continues\n\n- and another\n"
    assert shared(place) == set()


def test_what_becomes_a_private_note_on_the_page_of_a_session_leaves_them_too(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    desk, slug, live = Desk(place.store, place.clock, system_zone="UTC"), place.slug, place.start()
    live.captures.catch(f"! {SAID}")
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    desk.closing.keep(slug, f"Ours\n{SAID}\nand more\n")
    editor = desk.pages.editor(slug, live.session.started.session)
    (win,) = place.store.living(slug)
    editor.reword(win.id, f". {SAID}")
    editor.save()
    assert desk.closing.page(slug) == "Ours\nand more\n"


@pytest.mark.parametrize(
    ("row", "there"),
    [
        ("- Ada: shipped the whole release alone", True),
        ("Ada: Shipped  the whole release alone · the team slept", True),
        ("– shipped the whole rel…", True),
        ("we shipped the whole release alonepassing", False),
        ("shipped something", False),
        ("ok", True),
        ("Ada: ok", True),
        ("it was ok for us", False),
    ],
)
def test_a_row_has_what_was_said_whole_or_cut_off_and_short_words_only_alone(row: str, there: bool) -> None:
    assert holds(row, {"shipped the whole release alone", "ok"}) is there


def test_a_text_that_has_none_of_it_is_not_touched() -> None:
    text = "## Empty heading\n\n## Other\nrow\n\n"
    assert without_rows(text, {"shipped the whole release"}) is text


def test_what_a_review_tells_of_it_in_other_words_stays_and_is_named_in_a_line_when_it_becomes_private(tmp_path: Path) -> None:
    place, desk, slug, readers = put(tmp_path)
    readers("")
    desk.reviews.edit(desk.reviews.read(slug), "wins", "Ada spoke up, bravely")
    desk.closing.keep(slug, "Ada spoke up, bravely\n")
    kind = desk.records.kind("win")
    (win,) = desk.records.shelf(slug).records["win"]
    said = desk.records.save(slug, kind, win, {"details.seen_by": "private"})
    called = desk.reviews.period(slug).called
    elsewhere = f"“Wins” of the review {called} may tell it still: R · The closing page may tell it still"
    assert said == f"{elsewhere} · edited: {fit(SAID, 50)}"
    assert place.store.notices == []
    read = desk.reviews.read(slug)
    assert read.review.section("wins").text == "Ada spoke up, bravely"
    desk.reviews.edit(read, "wins", "")
    assert desk.reviews.read(slug).review.section("wins").lines == ()


def test_where_it_stood_as_it_was_typed_or_never_nothing_is_said(tmp_path: Path) -> None:
    _place, desk, slug, _readers = put(tmp_path)
    read = desk.reviews.read(slug)
    desk.reviews.edit(read, "wins", f"{read.review.section('wins').text}\nand more of ours")
    desk.reviews.edit(desk.reviews.read(slug), "own", "a good quarter")
    desk.closing.keep(slug, desk.closing.draft(slug))
    kind = desk.records.kind("win")
    (win,) = desk.records.shelf(slug).records["win"]
    assert desk.records.save(slug, kind, win, {"details.seen_by": "private"}) == f"edited: {fit(SAID, 50)}"


def test_the_same_of_a_goal_and_of_what_becomes_a_private_note_on_the_page_of_a_session(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    desk, slug, live = Desk(place.store, place.clock, system_zone="UTC"), place.slug, place.start()
    live.captures.catch("> write the failing test first")
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    new = cast(Goal, desk.goals.blank())
    desk.goals.save(slug, new, {"name": SAID, "seen_by": ""})
    for key in ("goals", "promises"):
        desk.reviews.edit(desk.reviews.read(slug), key, "in our words")
    assert "“Goals” of the review" in desk.goals.save(slug, desk.goals.read(slug).goal(new.id), {"seen_by": "private"})
    editor = desk.pages.editor(slug, live.session.started.session)
    (promise,) = place.store.living(slug)
    assert "“Promises” of the review" in editor.reword(promise.id, ". write the failing test first")
    editor.save()
    assert place.store.notices == []


def over(tmp_path: Path, *lines: str) -> tuple[Place, Desk, Callable[[], Editor], list[str]]:
    """A session in which these were caught is over; what opens it, and the ids of what was caught."""
    place = Place(tmp_path / "data")
    desk, live = Desk(place.store, place.clock, system_zone="UTC"), place.start()
    ids = [cast(CaptureRecorded, live.captures.catch(line)).capture.id for line in lines]
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    return place, desk, lambda: desk.pages.editor(place.slug, live.session.started.session), ids


@pytest.mark.parametrize(("sign", "key"), [("=", "changed"), ("!", "decisions"), ("", "own"), ("?", "own")])
def test_whatever_was_caught_leaves_the_review_as_it_becomes_a_private_note_and_no_undo_brings_it_back(
    sign: str, key: str, tmp_path: Path
) -> None:
    place, desk, opened, (id,) = over(tmp_path, f"{sign} {SAID}".strip())
    slug = place.slug
    desk.reviews.edit(desk.reviews.read(slug), key, f"- {SAID}\nand more of ours")
    desk.reviews.edit(desk.reviews.read(slug), key, "and more of ours")
    desk.closing.keep(slug, f"What we have:\n- {SAID}\n")
    editor = opened()
    editor.reword(id, f". {SAID} and in my own words")
    editor.save()
    editor.reword(id, ". hm")
    editor.save()
    assert shared(place) == set()
    desk.reviews.undo(slug)
    desk.closing.keep(slug, f"What we have:\n- {SAID}\n")
    assert shared(place) == set()
    assert desk.reviews.read(slug).review.section(key).text == "and more of ours"


def test_a_row_that_a_cut_off_end_of_a_session_left_goes_when_it_is_done_again(tmp_path: Path) -> None:
    place, desk, opened, (id,) = over(tmp_path, f"= {SAID}")
    slug = place.slug
    editor = opened()
    editor.reword(id, f". {SAID}")
    editor.save()
    (note,) = place.store.private_notes(slug)
    desk.reviews.edit(desk.reviews.read(slug), "own", "- ours")
    (edit,) = place.store.table(slug, REVIEWS, ReviewEdit)
    text = f"- {SAID}\n- ours"
    with place.store.changing(slug) as now:  # the file of the session was written, that of the reviews was not
        now.table(REVIEWS, ReviewEdit).put(replace(edit, sections={"own": replace(edit.sections["own"], text=text)}))
    assert shared(place)
    place.store.save_private(slug, note)
    assert shared(place) == set()


def test_what_nobody_else_ever_read_and_what_both_read_again_stays_where_it_was_typed(tmp_path: Path) -> None:
    place, desk, opened, (alone, taken) = over(tmp_path, ". we shipped it at last", f"= {SAID}")
    slug, text = place.slug, f"- we shipped it at last\n- {SAID}"
    editor = opened()
    editor.reword(taken, f". {SAID}")
    editor.save()
    editor.reword(taken, f"= {SAID}")
    editor.save()
    desk.reviews.edit(desk.reviews.read(slug), "own", text)
    assert desk.reviews.read(slug).review.section("own").text == text
    assert [note.was_shared for note in place.store.private_notes(slug) if note.id == alone] == [()]


def test_what_may_tell_it_in_other_words_is_named_of_a_takeaway_too_and_the_closing_page_with_the_review(tmp_path: Path) -> None:
    place, desk, opened, (id,) = over(tmp_path, f"= {SAID}")
    desk.reviews.edit(desk.reviews.read(place.slug), "changed", "in our words")
    desk.closing.keep(place.slug, "in our words\n")
    editor = opened()
    said = editor.reword(id, f". {SAID}")
    assert "“What changed” of the review" in said
    assert "The closing page may tell it still" in said
    editor.save()
    assert place.store.notices == []
