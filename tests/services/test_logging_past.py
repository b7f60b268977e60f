"""A session that was held without the program is written down afterwards."""

from pathlib import Path

import pytest

from mentortui.core.page import Page
from mentortui.services.logging_past import LoggingPast, Typed, WrongField
from mentortui.services.overlapping import Overlaps
from mentortui.services.pages import Pages
from mentortui.store.store import Store
from tests.clocks import MINUTE, WALL, MovingClock
from tests.screens.summary_app import store_a_session
from tests.services.test_sessions import Place


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


@pytest.fixture
def slug(store: Store) -> str:
    return store_a_session(store, "usual")


@pytest.fixture
def logging(store: Store, slug: str) -> LoggingPast:
    numbers = iter(range(1000))
    return LoggingPast(store, MovingClock(), lambda: f"n{next(numbers)}", slug)


USUAL = Typed(
    day="12 nov",
    time="15:00",
    minutes="50",
    kind="coffee",
    items=("Check-in 10", "Chapter 4"),
    notes=("the deploy was quiet", "> read chapter 5 due:fri", ". tired", "= ask early #Releases"),
    shares="40/60",
)


def page(store: Store, slug: str, id: str) -> Page:
    return Pages(store, MovingClock()).page_of(slug, id)


def test_it_reads_as_any_other_session(store: Store, slug: str, logging: LoggingPast) -> None:
    stored = logging.save(USUAL)
    shown = page(store, slug, stored.id)
    assert (shown.what, shown.when) == ("coffee chat 15", "Thu 12 Nov 15:00 (17:00 Nairobi) · 50 minutes")
    assert [line.text for line in shown.section("notes")] == ["the deploy was quiet"]
    assert [(line.lead, line.text) for line in shown.section("promises")] == [("Grace", "read chapter 5")]
    assert [line.text for line in shown.section("private")] == ["tired"]
    assert [line.text for line in shown.section("covered")] == ["Check-in", "Chapter 4"]
    figures = [f"{line.lead} {line.text}" for line in shown.section("floor")]
    assert figures[0] == "Ada 40 %, 20:00"
    assert any("entered" in line for line in figures)
    assert "Releases" in store.mentorship(slug).goals


def test_a_due_date_counts_from_the_day_it_was_said(store: Store, slug: str, logging: LoggingPast) -> None:
    stored = logging.save(USUAL)
    promise = next(one for one in store.living(slug) if one.session == stored.id and one.capture.kind == "action")
    assert promise.capture.due == "2026-11-13"


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        (Typed(day="tomorrow", time="15:00"), "day", "still to come"),
        (Typed(day="soon", time="15:00"), "day", "is not a day that was"),
        (Typed(day="today", time="23:00"), "time", "has not begun yet"),
        (Typed(day="today", time="14:30", minutes="600"), "time", "is not over yet"),
        (Typed(day="yesterday"), "time", "When did it begin"),
        (Typed(day="yesterday", time="noonish"), "time", "is not a time"),
        (Typed(day="yesterday", time="15:00", minutes="many"), "minutes", "1 to 600"),
        (Typed(day="yesterday", time="15:00", who="Bob"), "who", "is nobody here"),
        (Typed(day="yesterday", time="15:00", shares="90/90"), "shares", "must make 100"),
    ],
)
def test_what_cannot_be_is_said_of_its_field_and_nothing_is_stored(
    store: Store, slug: str, logging: LoggingPast, typed: Typed, field: str, says: str
) -> None:
    with pytest.raises(WrongField, match=says) as caught:
        logging.save(typed)
    assert caught.value.field == field
    assert len(store.sessions(slug)) == 1


def test_another_session_at_that_time_is_said_and_one_may_store_it_all_the_same(
    store: Store, slug: str, logging: LoggingPast
) -> None:
    clock = MovingClock()
    clock.wait(3 * 3600)
    later = LoggingPast(store, clock, iter(f"n{n}" for n in range(100)).__next__, slug)
    typed = Typed(day="today", time="15:10", minutes="20")
    with pytest.raises(Overlaps, match=r"Regular session 14 was held at that time, Wed 25 Nov 15:00 ") as caught:
        later.save(typed)
    assert caught.value.session == store.sessions(slug)[0].id
    assert len(store.sessions(slug)) == 1
    assert later.save(typed, overlapping=True).number == 15
    assert len(store.sessions(slug)) == 2


def test_what_was_understood_shows_beside_each_field(logging: LoggingPast) -> None:
    hints = logging.hints(Typed(day="thu", time="15:00", shares="40/60"))
    assert hints["day"] == "Thu 19 Nov"
    assert hints["time"] == "Thu 19 Nov 15:00 (17:00 Nairobi)"
    assert hints["who"] == "Ada and Grace"
    assert hints["shares"] == "Ada 40 % · Grace 60 %"
    assert "is not a day that was" in logging.hints(Typed(day="xyz"))["day"]
    assert logging.item_told("Code review 15") == "Code review · 15 min"
    assert logging.note_told("> read it due:fri", Typed(day="12 nov")).startswith("action for Grace · Fri 13 Nov")
    assert logging.note_told("  ", Typed()) == ""


def test_the_store_has_the_moment_it_began(store: Store, slug: str, logging: LoggingPast) -> None:
    stored = logging.save(Typed(day="yesterday", time="15:00", minutes="30"))
    assert stored.began == WALL - 24 * 60 * MINUTE
    assert store.session(slug, stored.id) == stored


def test_no_number_is_given_twice_while_a_session_is_under_way(tmp_path: Path) -> None:
    place = Place(tmp_path / "live")
    live = place.start()
    logging = LoggingPast(place.store, place.clock, lambda: next(place.ids), place.slug)
    assert (live.session.started.number, logging.save(Typed(day="yesterday", time="10:00")).number) == (1, 2)
    place.sessions.leave(live)
