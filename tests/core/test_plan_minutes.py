"""Proposed minutes: the median of what these people really used."""

from mentortui.core.plan_minutes import used
from tests.core.plan_values import MINUTE, row, session


def test_it_is_the_median_over_sessions_whatever_the_title_looks_like() -> None:
    past = used(
        [
            session("1", row("a", "Code review", used=10)),
            session("2", row("b", "code-review", used=18)),
            session("3", row("c", "Code  Review!", used=60, state="open")),
        ]
    )
    assert past.proposed("CODE REVIEW") == 18
    assert past.proposed("Code reviews") is None


def test_an_item_that_was_passed_by_and_a_removed_session_do_not_count() -> None:
    import msgspec

    short = msgspec.structs.replace(row("a", "Feedback"), used=20_000_000)
    past = used([session("1", short), session("2", row("b", "Feedback", used=40), removed=True)])
    assert past.proposed("Feedback") is None
    assert used([session("3", msgspec.structs.replace(short, used=30_000_000))]).proposed("Feedback") == 1
    assert used([session("3", row("x", "Feedback", used=10_000))]).proposed("Feedback") == 600


def test_a_roadblock_without_a_past_of_its_own_takes_what_roadblocks_took() -> None:
    past = used([session("1", row("a", "Roadblock: flaky deploy", used=8), row("b", "Roadblock: access", used=12))])
    assert past.proposed("Roadblock: flaky deploy") == 8
    assert past.proposed("Roadblock: something new") == 10
    assert past.proposed("Something: new") is None


def test_half_minutes_are_rounded() -> None:
    import msgspec

    rows = [msgspec.structs.replace(row(str(n), "Feedback"), used=n * MINUTE + MINUTE // 2) for n in (9, 10)]
    assert used([session("1", *rows)]).proposed("Feedback") == 10
