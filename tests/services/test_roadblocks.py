"""A roadblock of a check-in or a letter is stored, offered until it is solved, and asked about first without a proposal."""

from pathlib import Path

import msgspec
import pytest

from mentortui.core.records import CheckIn, Roadblock
from mentortui.core.roadblocks import RoadblockRecord
from mentortui.services.desk import Desk
from mentortui.services.preparing import Preparing
from mentortui.store.store import Store
from tests.clocks import MINUTE, MovingClock
from tests.core.plan_values import item
from tests.screens.summary_app import store_a_session
from tests.services.test_preparing import Place

LETTER = "Hi Ada,\n\n> Done:\nretry\n> Roadblock: flaky deploy\n> I would try: a canary\n> Roadblock: no access\n\nBest,\nGrace\n"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def stored(store: Store, slug: str) -> list[tuple[str, str, str]]:
    found = store.table(slug, "roadblocks", RoadblockRecord)
    return [(one.text, one.proposal, one.state) for one in found if not one.removed]


def checked_in(place: Place, roadblocks: str) -> None:
    editor = place.editor
    editor.check_in(editor.read_check_in("grace", "", roadblocks, "", ""))
    editor.save()


def test_a_letter_leaves_one_and_taken_back_takes_it_along(tmp_path: Path) -> None:
    desk = Desk(Store(tmp_path), MovingClock())
    slug = store_a_session(desk.store, "usual")
    id = desk.letters.keep(slug, desk.letters.understood(slug, LETTER).letter, "grace").id
    assert stored(desk.store, slug) == [("flaky deploy", "a canary", "open"), ("no access", "", "open")]
    assert [offer.text for offer in desk.preparing.editor(slug).offers if offer.kind == "roadblock"] == [
        "no access",
        "flaky deploy",
    ]
    desk.letters.take_back(slug, id)
    assert stored(desk.store, slug) == []
    desk.letters.keep(slug, desk.letters.understood(slug, LETTER).letter, "grace")
    assert len(stored(desk.store, slug)) == 2


def test_it_is_offered_until_it_is_solved_also_after_the_session_it_was_written_for(place: Place) -> None:
    place.prepared("Talk")
    checked_in(place, "flaky deploy -> a canary")
    live = place.start()
    place.clock.wait(1_800)
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    place.clock.wait(14 * 24 * 3_600)
    editor = place.editor
    assert editor.check_ins == ()
    (offer,) = (one for one in editor.offers if one.kind == "roadblock")
    assert (offer.text, offer.proposal) == ("flaky deploy", "a canary")
    assert editor.done(offer.id) == "solved: flaky deploy"
    editor.save()
    assert stored(place.store, place.slug) == [("flaky deploy", "a canary", "done")]
    assert [one for one in (*editor.offers, *place.editor.offers) if one.kind == "roadblock"] == []


def test_undone_it_is_open_again_also_on_disk(place: Place) -> None:
    checked_in(place, "flaky deploy")
    editor = place.editor
    editor.drop(editor.offers[0].id)
    editor.save()
    editor.undo()
    editor.save()
    assert stored(place.store, place.slug) == [("flaky deploy", "", "open")]
    assert not place.editor.is_stale()


def test_a_check_in_taken_back_by_undo_leaves_no_roadblock(place: Place) -> None:
    place.prepared("Talk")
    editor = place.editor
    editor.check_in(editor.read_check_in("grace", "", "flaky deploy", "", ""))
    editor.save()
    editor.undo()
    editor.save()
    assert stored(place.store, place.slug) == []


def test_those_of_a_store_from_before_are_offered_and_stored_once_something_is_done_to_them(place: Place) -> None:
    checkin = CheckIn(id="c1", person="grace", created=place.clock.wall(), roadblocks=(Roadblock(text="no access"),))
    place.store.save_table(place.slug, "checkins", checkin)
    place.preparing.save(
        place.slug, msgspec.structs.replace(place.preparing.plan(place.slug), items=(item("i", "Roadblock: old one"),))
    )
    editor = place.editor
    assert [offer.text for offer in editor.offers if offer.kind == "roadblock"] == ["no access"]
    assert stored(place.store, place.slug) == []
    editor.done(editor.offers[0].id)
    editor.save()
    assert stored(place.store, place.slug) == [("no access", "", "done")]


def test_a_proposal_made_on_its_tab_is_seen_in_the_check_in_and_kept_when_that_is_saved_again(place: Place) -> None:
    checked_in(place, "no access")
    with place.store.changing(place.slug) as now:
        (block,) = now.table("roadblocks", RoadblockRecord).all().values()
        now.table("roadblocks", RoadblockRecord).put(msgspec.structs.replace(block, proposal="ask the lead"))
    editor = place.editor
    (written,) = editor.check_ins
    assert written.roadblocks == (Roadblock(text="no access", proposal="ask the lead"),)
    editor.check_in(editor.read_check_in("grace", "all of it", "no access", "", ""))
    editor.save()
    assert stored(place.store, place.slug) == [("no access", "ask the lead", "open")]


def test_a_missing_proposal_is_the_first_question_of_a_session_until_it_is_sent_away(place: Place) -> None:
    place.prepared("Talk")
    checked_in(place, "flaky deploy -> a canary\nno access")
    live = place.start()
    asked = "Grace, “no access”: what would you try?"
    assert live.prompts.first_question == asked
    place.clock.wait(119)
    assert live.prompts.first_question == asked
    live.prompts.send_first_question_away()
    assert live.prompts.first_question == ""
    first = live.prompts.another_question()
    assert first is not None
    assert first.text == asked
    again = live.prompts.another_question()
    assert again is None or again.text != asked


def test_after_two_minutes_or_silenced_it_is_not_asked_by_itself(place: Place) -> None:
    place.prepared("Talk")
    checked_in(place, "no access")
    live = place.start()
    live.prompts.silence()
    assert live.prompts.first_question == ""
    live.prompts.silence()
    assert live.prompts.first_question
    place.clock.wait(2 * MINUTE // 1_000_000)
    assert live.prompts.first_question == ""


def test_two_programs_that_file_the_same_check_in_make_one(place: Place) -> None:
    other = Preparing(Store(place.folder / "data"), place.clock, place.new_id)
    checkin = CheckIn(id="", person="grace", roadblocks=(Roadblock(text="no access"),))
    place.preparing.file_check_in(place.slug, checkin)
    other.file_check_in(place.slug, checkin)
    assert stored(place.store, place.slug) == [("no access", "", "open")]
