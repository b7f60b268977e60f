"""Promises of all mentorships: which are listed, and what ticking and editing does to their records."""

from pathlib import Path

import msgspec
import pytest

from mentortui.core.capture import Capture
from mentortui.core.commands import Refused
from mentortui.core.promises import matching
from mentortui.core.records import Living
from mentortui.services.promises import Promises
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.store import values


class Place:
    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, MovingClock()
        self.store = Store(folder)
        self.slug = self.store.save_mentorship(values.mentorship()).slug
        self.promises = Promises(self.store, self.clock)

    def record(self, id: str) -> Living:
        return next(one for one in Store(self.folder).living(self.slug) if one.id == id)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_open_actions_and_steps_are_listed_and_nothing_else(place: Place) -> None:
    gone = msgspec.structs.replace(values.action("gone"), removed=True)
    waits = values.step("waits")
    waits = msgspec.structs.replace(waits, capture=msgspec.structs.replace(waits.capture, later=True))
    win = Living(id="win", capture=Capture(id="win", kind="win", text="shipped"), session="s1")
    kept = (values.action("a", "ada"), values.step("b"), values.action("done", state="done"), gone, waits, win)
    place.store.save_living(place.slug, *kept)
    assert [(one.id, one.mine, one.who, one.text) for one in place.promises.all()] == [
        ("a", True, "Ada", "read it"),
        ("b", False, "Grace", "say so earlier"),
    ]


def test_the_step_of_a_feedback_is_promised_by_its_owner(place: Place) -> None:
    step = values.step("b")
    place.store.save_living(place.slug, msgspec.structs.replace(step, capture=msgspec.structs.replace(step.capture, owner="ada")))
    (one,) = place.promises.all()
    assert (one.mine, one.who) == (True, "Ada")


def test_removed_mentorships_are_left_out_and_one_that_cannot_be_read_hides_no_other(place: Place) -> None:
    place.store.save_living(place.slug, values.action("a"))
    other = place.store.save_mentorship(values.mentorship("m2", "Linus"))
    place.store.save_living(other.slug, values.action("b"))
    third = place.store.save_mentorship(values.mentorship("m3", "Mo"))
    (place.folder / "mentorships" / third.slug / "record.json").write_text("{ no json")
    place.store.save_mentorship(msgspec.structs.replace(other, removed=True))
    assert [one.id for one in place.promises.all()] == ["a"]
    assert any("mo" in notice for notice in place.store.notices)


def test_ticking_keeps_it_on_the_list_until_it_is_come_to_again(place: Place) -> None:
    place.store.save_living(place.slug, values.action("a"))
    assert place.promises.tick(place.slug, "a") == "kept: read it"
    assert place.record("a").state == "done"
    assert [one.done for one in place.promises.all()] == [True]
    place.promises.begin()
    assert place.promises.all() == ()


def test_undo_takes_back_one_act_after_the_other_and_then_refuses(place: Place) -> None:
    place.store.save_living(place.slug, values.action("a"))
    place.promises.tick(place.slug, "a")
    place.promises.tick(place.slug, "a")
    assert place.record("a").state == "open"
    assert place.promises.undo() == "Undone: open again: read it"
    assert place.record("a").state == "done"
    assert place.promises.undo() == "Undone: kept: read it"
    assert place.record("a").state == "open"
    assert not place.promises.undoable
    with pytest.raises(Refused, match="nothing to undo"):
        place.promises.undo()


def test_a_promise_that_is_gone_does_not_keep_the_acts_before_it_from_being_taken_back(place: Place) -> None:
    place.store.save_living(place.slug, values.action("a"), values.action("b"))
    place.promises.tick(place.slug, "a")
    place.promises.tick(place.slug, "b")
    place.store.save_living(place.slug, msgspec.structs.replace(place.record("b"), removed=True))
    with pytest.raises(Refused, match="no longer here"):
        place.promises.undo()
    assert place.promises.undo() == "Undone: kept: read it"
    assert place.record("a").state == "open"


def test_what_is_gone_is_refused(place: Place) -> None:
    with pytest.raises(Refused, match="no longer here"):
        place.promises.tick(place.slug, "nothing")


def test_editing_a_step_keeps_what_no_line_says(place: Place) -> None:
    step = values.step("b")
    full = msgspec.structs.replace(step.capture, where="the release", effect="two customers waited", owner="ada", giver="ada")
    place.store.save_living(place.slug, msgspec.structs.replace(step, capture=full))
    line = place.promises.line_of(place.slug, "b")
    place.promises.reword(place.slug, "b", line.replace("say so earlier", "say so the day before"))
    edited = place.record("b").capture
    assert edited == msgspec.structs.replace(full, step="say so the day before")


def test_the_filter_wants_every_word_in_any_order_and_case(place: Place) -> None:
    place.store.save_living(place.slug, values.action("a", text="Read chapter four"), values.action("b", text="four eyes"))
    every = place.promises.all()
    assert [one.id for one in matching(every, "FOUR read")] == ["a"]
    assert [one.id for one in matching(every, "grace four")] == ["a", "b"]
    assert matching(every, "  ") == every
