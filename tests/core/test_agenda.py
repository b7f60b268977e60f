"""Where the hour is heading."""

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core.agenda import plan
from tests.core.helpers import MINUTE, WALL, Driven


def test_the_projected_end_is_now_what_is_left_and_the_rest() -> None:
    driven = Driven()
    driven.do(c.go_on, "finished")
    driven.now = 2 * MINUTE
    found = plan(driven.session, driven.now)
    assert (found.left, found.position) == (3 * MINUTE, 1)
    assert found.ends == WALL + 25 * MINUTE
    assert found.late == 0


def test_over_time_makes_the_end_late_but_changes_no_planned_minutes() -> None:
    driven = Driven()
    driven.do(c.go_on, "finished")
    driven.now = 9 * MINUTE
    found = plan(driven.session, driven.now)
    assert found.left == -4 * MINUTE
    assert found.late == 4 * MINUTE
    assert [row.shown for row in found.rows] == [5, 15, 5]


def test_a_pause_uses_no_minutes_but_moves_the_end() -> None:
    driven = Driven()
    driven.do(c.go_on, "finished")
    driven.now = 2 * MINUTE
    driven.do(c.pause_or_resume)
    driven.now = 12 * MINUTE
    found = plan(driven.session, driven.now)
    assert found.left == 3 * MINUTE
    assert found.late == 10 * MINUTE


def test_five_more_minutes_are_the_current_items() -> None:
    driven = Driven()
    driven.do(c.go_on, "finished")
    driven.do(c.change_minutes, 5)
    assert plan(driven.session, 0).left == 10 * MINUTE


def test_an_agenda_without_minutes_has_no_timers_and_no_warnings() -> None:
    driven = Driven(items=(e.Item(id="a", title="Talk"), e.Item(id="b", title="More")))
    driven.do(c.go_on, "finished")
    driven.now = 90 * MINUTE
    found = plan(driven.session, driven.now)
    assert (found.left, found.ends, found.late) == (None, None, None)


def test_a_hard_end_keeps_the_last_item_and_shrinks_the_others() -> None:
    driven = Driven(hard_end_in=20 * MINUTE)
    driven.do(c.go_on, "finished")
    driven.now = 5 * MINUTE
    driven.do(c.go_on, "finished")
    found = plan(driven.session, driven.now)
    assert [row.shown for row in found.rows] == [5, 10, 5]
    assert found.rows[-1].holds
    assert found.offer_last is None


def test_five_minutes_before_its_time_the_last_item_is_offered() -> None:
    driven = Driven(hard_end_in=20 * MINUTE)
    driven.do(c.go_on, "finished")
    driven.now = 10 * MINUTE
    assert plan(driven.session, driven.now).offer_last == "close"
    driven.do(c.go_to, "close")
    assert plan(driven.session, driven.now).offer_last is None


def test_an_unplanned_topic_takes_what_time_is_left_and_nobody_hurries() -> None:
    driven = Driven(planned_minutes=25)
    driven.do(c.go_on, "finished")
    driven.now = 10 * MINUTE
    driven.do(c.start_topic, "Rota", "topic")
    found = plan(driven.session, driven.now)
    assert found.left == 15 * MINUTE
    assert found.late is None


def test_going_back_leaves_the_other_item_in_the_reckoning() -> None:
    driven = Driven()
    driven.do(c.go_on, "finished")
    driven.do(c.go_on, "finished")
    driven.do(c.go_back)
    assert plan(driven.session, driven.now).ends == WALL + 25 * MINUTE


def test_what_was_left_open_on_the_way_is_no_longer_reckoned_with() -> None:
    driven = Driven()
    driven.do(c.go_on, "finished")
    driven.do(c.go_on, "open")
    assert plan(driven.session, driven.now).ends == WALL + 20 * MINUTE
