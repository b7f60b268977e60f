"""What Home shows of all mentorships, and that each act there can be taken back."""

from pathlib import Path

import msgspec
import pytest

from mentortui.core.refused import Refused
from mentortui.core.typed_people import Person
from mentortui.services.desk import Desk
from mentortui.services.overview import Overview
from mentortui.store.errors import StoreError
from mentortui.store.store import Store
from tests.screens.stage import DAY, NOON, StillClock


class Place:
    """Grace, whose planned session has gone by, and Linus."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(Store(folder / "data"), StillClock(), system_zone="Europe/Berlin")
        grace = self.desk.mentorships.begin("Ada", "", "mentor", "Grace", "nairobi", "40/60")
        self.grace = grace.slug
        self.desk.store.save_mentorship(msgspec.structs.replace(grace, next_date=NOON - DAY))
        self.linus = self.desk.mentorships.add("mentee", [Person("Linus")]).slug
        self.all = self.overview()

    def overview(self) -> Overview:
        desk = self.desk
        made = Overview(desk.mentorships, desk.unfinished, lambda: desk.gone_by, lambda: desk.closing)
        assert made.look() == ""
        return made

    def shown(self) -> list[str]:
        self.all.look()
        return [head.slug for head in self.all.heads]

    def next_date(self) -> int | None:
        return self.desk.store.mentorship(self.grace).next_date


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_each_act_is_taken_back_in_turn_the_last_one_first(place: Place) -> None:
    place.all.missed(place.grace)
    place.all.remove(place.linus)
    assert place.shown() == [place.grace]
    assert place.next_date() is None
    place.all.undo()
    assert place.all.marked == place.linus
    assert set(place.shown()) == {place.grace, place.linus}
    place.all.undo()
    assert place.next_date() == NOON - DAY
    assert not place.all.can_undo


def test_with_nothing_done_undo_brings_back_what_was_removed_last(place: Place) -> None:
    place.all.remove(place.linus)
    place.all = place.overview()
    assert place.all.can_undo
    assert "Linus is here again" in place.all.undo()
    assert place.linus in place.shown()


def test_what_could_not_be_taken_back_can_be_tried_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.all.remove(place.linus)

    def refuses(slug: str) -> str:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(place.desk.mentorships, "bring_back", refuses)
        with pytest.raises(StoreError):
            place.all.undo()
    place.all.undo()
    assert place.linus in place.shown()


def test_an_act_that_can_no_longer_be_taken_back_does_not_keep_those_before_it(place: Place) -> None:
    place.all.missed(place.grace)
    place.desk.closing.close(place.linus)
    place.all.reopen(place.linus)
    place.desk.closing.close(place.linus)  # on its own calendar
    with pytest.raises(Refused, match="archived already"):
        place.all.undo()
    place.all.undo()
    assert place.next_date() == NOON - DAY
    assert not place.all.can_undo


def test_what_was_closed_stands_apart_and_no_session_of_it_begins(place: Place) -> None:
    place.desk.closing.close(place.linus)
    assert place.shown() == [place.grace]
    place.all.goes_on()
    place.all.turn()
    assert place.shown() == [place.linus]
    with pytest.raises(Refused, match="o opens it again"):
        place.all.goes_on()
    place.all.reopen(place.linus)
    assert set(place.shown()) == {place.grace, place.linus}
    assert place.all.marked == place.linus
    place.all.undo()
    assert place.shown() == [place.grace]


def test_what_stands_in_the_way_is_told_and_what_was_read_before_it_is_shown(place: Place) -> None:
    def refuses() -> list[object]:
        raise StoreError("live cannot be read")

    made = Overview(place.desk.mentorships, refuses, lambda: place.desk.gone_by, lambda: place.desk.closing)  # type: ignore[arg-type]
    assert made.look() == "live cannot be read"
    assert made.unread == "live cannot be read"
    assert len(made.heads) == 2
    assert [line.kind for line in made.worth()] == ["gone by"]
    assert made.worth(0) == ()
