"""Which session held without the program is the planned one, and what its plan becomes; and that it is as before without it."""

import pytest

from mentortui.core.plan import FROM_TEMPLATE
from mentortui.core.plan_counted import counted, counted_no_more, counted_of, counts_as
from mentortui.core.records import Roles
from tests.core.plan_values import DAY, item, plan, row, session

HOUR = DAY // 24
AT = 100 * DAY


@pytest.mark.parametrize(
    ("began", "counts"),
    [(AT, True), (AT + 6 * HOUR, True), (AT - 6 * HOUR, True), (AT + 6 * HOUR + 1, False), (AT - 6 * HOUR - 1, False)],
)
def test_it_is_the_planned_one_within_six_hours(began: int, counts: bool) -> None:
    assert counts_as(AT, began, AT + DAY) == (AT if counts else None)


def test_a_date_still_to_come_stands_and_so_does_one_whose_session_is_under_way() -> None:
    assert counts_as(None, AT, AT + DAY) is None
    assert counts_as(AT, AT - HOUR, AT - 1) is None
    assert counts_as(AT, AT, AT + DAY, [plan(session="live", starts=AT)]) is None
    assert counts_as(AT, AT, AT + DAY, [plan(session="live", starts=AT - 7 * DAY), plan(session="s", state="held")]) == AT


def test_what_it_did_not_tick_is_carried_over_once_more_and_what_it_ticked_is_not() -> None:
    standing = item("5", "Takeaways, next date", source=FROM_TEMPLATE)
    before = plan(item("1"), item("2", carried=1, since=AT - DAY), item("3", "Chapter 4!"), standing, starts=AT, did_hold="yes")
    held = session("s", row("x", "chapter 4"), row("y", "Topic 1", state="waiting"), began=AT)
    after, kept = counted(before, held, "new", AT + DAY, "ada")
    assert [(one.id, one.carried, one.since) for one in after.items] == [("1", 1, AT), ("2", 2, AT - DAY), ("5", 0, None)]
    assert (after.id, after.state, after.starts, after.did_hold) == ("p1", "planned", None, "")
    assert (kept.state, kept.session, kept.starts, kept.items) == ("held", "s", AT, before.items)
    assert counted_of(kept) == "p1"
    assert [counted_of(one) for one in (before, plan(state="held", session="s"))] == ["", ""]


def test_taken_away_all_is_as_before_but_for_what_was_changed_since() -> None:
    before = plan(item("4"), item("1"), item("2", carried=1, decided=1), item("3"), starts=AT, roles=Roles(notes="ada"))
    held = session("s", row("x", "Topic 4"), began=AT)
    after, kept = counted(before, held, "new", AT + DAY, "ada")
    round_ = Roles(notes="grace")
    went = plan(*after.items, roles=round_)
    back = counted_no_more(went, kept, held, round_)
    assert (back.items, back.roles) == (before.items, before.roles)
    edited = plan(item("1", "Said anew", carried=2), *after.items[1:2], item("9"), roles=Roles(notes=""))
    kept_edits = counted_no_more(edited, kept, held, round_)
    assert [(one.id, one.title, one.carried) for one in kept_edits.items] == [
        ("4", "Topic 4", 0),
        ("1", "Said anew", 2),
        ("2", "Topic 2", 1),
        ("9", "Topic 9", 0),
    ]
    assert kept_edits.roles == Roles(notes="")
