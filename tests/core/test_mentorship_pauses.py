"""Paused, in the calendar, counted: what comes, what was, and what is due."""

from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import msgspec
import pytest

from mentortui.core.cadence import Cadence
from mentortui.core.cadence_kept import agreed_rhythm, expected, rhythm_of, told, zone_changes
from mentortui.core.calendar_counts import happened, happened_words
from mentortui.core.calendar_dues import around_pauses
from mentortui.core.calendar_rows import Calendar, Row, clock_changes, in_zones, rows
from mentortui.core.charter import CharterAnswer
from mentortui.core.closings import Closing
from mentortui.core.due import Due, due_on
from mentortui.core.dues import dues_of
from mentortui.core.heads import MentorshipHead
from mentortui.core.holdings import Holdings
from mentortui.core.mentorship_pauses import Pause, checked, pause_words, paused_days, paused_on, resumed
from mentortui.core.plan_carry import moved, put_off
from mentortui.core.records import CheckIn, Mentorship, Move
from mentortui.core.refused import Refused
from mentortui.core.worth import worth_a_look
from tests.core.plan_values import ADA, GRACE, LINUS, mentorship, plan

SUNDAY = date(2026, 11, 29)
DAY = 86_400_000_000
FORTNIGHTLY = Cadence(
    every=2, unit="week", start="2026-12-03", at=15 * 60, owner="ada", zones={"ada": "Europe/Berlin", "grace": "Africa/Nairobi"}
)


def at(*when: int, zone: str = "Europe/Berlin") -> int:
    return round(datetime(*when, tzinfo=ZoneInfo(zone)).timestamp() * 1_000_000)  # type: ignore[arg-type, misc]


NOW = at(2026, 11, 29, 14)


def calendar(
    *people: object, now: int = NOW, pauses: tuple[Pause, ...] = (), plans: tuple[object, ...] = (), **fields: object
) -> Calendar:
    one = msgspec.structs.replace(mentorship(*people), **fields)  # type: ignore[arg-type]
    return Calendar(mentorship=one, now=now, pauses=pauses, plans=plans)  # type: ignore[arg-type]


def said(found: tuple[Row, ...]) -> list[str]:
    return [f"{row.kind}: {row.when}{f' · {row.said}' if row.said else ''}" for row in found]


def pause(begins: str, until: str = "", id: str = "p", why: str = "travel", note: str = "") -> Pause:
    return Pause(id=id, begins=begins, until=until, why=why, note=note)  # type: ignore[arg-type]


# paused


def test_a_pause_says_since_when_and_why() -> None:
    assert pause_words(pause("2026-11-03"), SUNDAY) == "paused since 3 Nov · travel"
    assert pause_words(pause("2025-11-03", "2026-12-07", why="project"), SUNDAY) == (
        "paused since 3 Nov 2025 until Mon 7 Dec · project change"
    )
    assert pause_words(pause("2026-11-03", why="other", note="a house to build"), SUNDAY).endswith("· a house to build")


@pytest.mark.parametrize(
    ("made", "refusal"),
    [
        (pause("2026-12-10", "2026-12-01", "q"), "Tue 1 Dec is before Thu 10 Dec"),
        (pause("2026-12-10", "", "q"), "two pauses cannot share a day"),
        (pause("2026-12-01", "2026-12-20", "q"), "two pauses cannot share a day"),
        (pause("soon", "", "q"), "begins on a day"),
        (pause("2026-12-01", "2026-02-31", "q"), "begins on a day"),
        (pause("2027-01-01", "", "q", why="boredom"), "Choose why"),
    ],
)
def test_pauses_that_cannot_be_are_refused(made: Pause, refusal: str) -> None:
    with pytest.raises(Refused, match=refusal):
        checked(made, (pause("2026-12-15", "2026-12-31"),), SUNDAY)


def test_pauses_that_touch_are_two_and_a_changed_one_is_not_beside_itself() -> None:
    first = pause("2026-12-15", "2026-12-31")
    assert checked(pause("2027-01-01", "", "q"), (first,), SUNDAY).begins == "2027-01-01"
    assert checked(msgspec.structs.replace(first, until="2027-01-10"), (first,), SUNDAY).until == "2027-01-10"


def test_it_goes_on_from_today_and_a_pause_of_no_day_never_was() -> None:
    assert resumed(pause("2026-11-03"), SUNDAY).until == "2026-11-28"
    assert resumed(pause("2026-11-29"), SUNDAY).removed
    assert paused_on((resumed(pause("2026-11-29"), SUNDAY),), "2026-11-29") is None


def test_paused_days_are_counted_within_a_period() -> None:
    two = (pause("2026-10-28", "2026-11-03"), pause("2026-11-20", "", "q"))
    assert paused_days(two, date(2026, 11, 1), date(2026, 11, 30)) == 3 + 11


# the list


def test_the_next_six_dates_stand_in_every_zone_with_what_changes_elsewhere() -> None:
    found = rows(calendar(ADA, GRACE, LINUS, now=at(2027, 2, 28, 12), cadence=FORTNIGHTLY))
    assert said(found) == [
        "next: Thu 11 Mar 15:00 (17:00 Nairobi, 23:00 Seoul)",
        "next: Thu 25 Mar 15:00 (17:00 Nairobi, 23:00 Seoul)",
        "next: Thu 8 Apr 15:00 (16:00 Nairobi, 22:00 Seoul)",
        "next: Thu 22 Apr 15:00 (16:00 Nairobi, 22:00 Seoul)",
        "next: Thu 6 May 15:00 (16:00 Nairobi, 22:00 Seoul)",
        "next: Thu 20 May 15:00 (16:00 Nairobi, 22:00 Seoul)",
    ]
    assert found[1].notes == ()
    assert found[2].notes[:2] == ("an hour earlier in Nairobi from 28 Mar", "an hour earlier in Seoul from 28 Mar")


def test_an_hour_that_is_the_others_is_another_one_here() -> None:
    hers = msgspec.structs.replace(FORTNIGHTLY, owner="grace")
    found = rows(calendar(now=at(2027, 3, 20), cadence=hers))
    assert found[0].when == "Thu 25 Mar 13:00 (15:00 Nairobi)"
    assert found[1].when == "Thu 8 Apr 14:00 (15:00 Nairobi)"
    assert found[1].notes == ("an hour later in Berlin from 28 Mar",)


def test_clocks_that_change_on_different_days_are_told_each_on_its_own() -> None:
    weekly = [at(2027, 3, day, 15) for day in (11, 18, 25)] + [at(2027, 4, 1, 15)]
    told_ = [clock_changes(a, b, "Europe/Berlin", ["America/New_York", "Europe/Berlin"]) for a, b in pairwise(weekly)]
    assert told_ == [("an hour later in New York from 14 Mar",), (), ("an hour earlier in New York from 28 Mar",)]
    over_both = clock_changes(at(2027, 1, 7, 15), at(2027, 7, 8, 15), "Europe/Berlin", ["Australia/Lord_Howe"])
    assert over_both == ("90 minutes earlier in Lord Howe from 4 Apr",)


def test_an_hour_that_is_not_there_is_told_beside_its_date() -> None:
    at_night = Cadence(every=1, unit="week", start="2027-03-21", at=2 * 60 + 30, owner="ada")
    found = rows(calendar(now=at(2027, 3, 20), cadence=at_night))
    assert found[1].when == "Sun 28 Mar 03:30 (04:30 Nairobi)"
    assert "02:30 is skipped in Berlin on 28 Mar, as clocks go forward: 03:30 then" in found[1].notes


def test_the_other_day_over_there_is_named() -> None:
    assert in_zones(at(2026, 12, 3, 17), "Europe/Berlin", ["Asia/Seoul", "Europe/Berlin"], SUNDAY) == (
        "Thu 3 Dec 17:00 (Fri 01:00 Seoul)"
    )


def test_what_was_stands_below_with_its_reasons_the_last_first() -> None:
    made = moved(plan(starts=at(2026, 11, 12, 15), created=1), at(2026, 11, 13, 15), at(2026, 11, 10), "illness")
    again, missed = put_off(made, "missed", "k", at(2026, 11, 14), "ada", "a release")
    assert (again.starts, again.moves, again.reason) == (None, (), "")
    found = rows(
        calendar(
            plans=(again, missed),
            pauses=(pause("2026-10-01", "2026-10-14"), pause("2026-12-20", "", "q")),
            next_date=at(2026, 12, 3, 15),
            ends="2026-12-18",
            cadence=FORTNIGHTLY,
        )
    )
    assert said(found) == [
        "planned: Thu 3 Dec 15:00 (17:00 Nairobi)",
        "next: Thu 17 Dec 15:00 (17:00 Nairobi)",
        "end: Fri 18 Dec · close it then, or extend it",
        "pause: from Sun 20 Dec · travel",
        "missed: Fri 13 Nov 15:00 · a release",
        "moved: from Thu 12 Nov 15:00 · to Fri 13 Nov 15:00 · illness",
        "pause: Thu 1 Oct to Wed 14 Oct · travel",
    ]
    assert [row.past for row in found] == [False] * 4 + [True] * 3


def test_a_date_put_off_and_set_back_was_not_moved() -> None:
    planned = plan(starts=at(2026, 11, 12, 15))
    off = moved(planned, None, NOW)
    assert off.moves == (Move(was=at(2026, 11, 12, 15), on=NOW),)
    assert moved(off, at(2026, 11, 12, 15), NOW).moves == ()
    assert moved(off, at(2026, 11, 19, 15), NOW).moves == (Move(was=at(2026, 11, 12, 15), to=at(2026, 11, 19, 15), on=NOW),)
    assert moved(plan(), at(2026, 11, 19, 15), NOW).moves == ()


def test_a_date_that_is_corrected_a_moment_later_was_moved_once() -> None:
    first = moved(plan(starts=at(2026, 11, 12, 15)), at(2026, 11, 13, 15), NOW, "illness")
    again = moved(first, at(2026, 11, 16, 15), NOW + 60_000_000)
    assert again.moves == (Move(was=at(2026, 11, 12, 15), to=at(2026, 11, 16, 15), on=NOW, reason="illness"),)
    assert moved(first, at(2026, 11, 12, 15), NOW + 60_000_000).moves == ()
    assert len(moved(first, at(2026, 11, 16, 15), NOW + DAY).moves) == 2


# kept, slipping, due


def head(**fields: object) -> MentorshipHead:
    known: dict[str, object] = {
        "slug": "grace", "id": "m1", "part": "mentor", "me": "ada", "names": {"ada": "Ada", "grace": "Grace Otieno"},
        "zones": {"ada": "Europe/Berlin", "grace": "Africa/Nairobi"}, "show_figures": True, "next_date": None, "promises": {},
    }  # fmt: skip
    return MentorshipHead(**(known | fields))  # type: ignore[arg-type]


def test_the_agreed_rhythm_goes_before_that_of_the_past_and_slips_kindly() -> None:
    weekly_past = tuple(at(2026, 11, day, 15) for day in (5, 12, 19))
    assert told(head(began=weekly_past), NOW) == "every week, slipping"
    agreed = head(began=weekly_past, cadence=FORTNIGHTLY)
    assert told(agreed, NOW) == "every 2 weeks, kept"
    assert told(agreed, at(2026, 12, 9)) == "every 2 weeks, slipping"
    assert told(agreed, at(2027, 6, 9)) == "every 2 weeks"
    held = msgspec.structs.replace(agreed, pauses=(pause("2026-12-01"),))
    assert told(held, at(2026, 12, 9)) == "every 2 weeks"


def test_after_a_pause_the_rhythm_goes_on_and_has_not_slipped() -> None:
    began = (at(2026, 11, 19, 15),)
    found = agreed_rhythm(FORTNIGHTLY, "Europe/Berlin", began, (pause("2026-11-25", "2027-01-20"),))
    assert found is not None
    assert found.due == at(2027, 1, 28, 15)
    assert expected(FORTNIGHTLY, "Europe/Berlin", began[0], (pause("2026-11-25"),)) is None
    early = expected(FORTNIGHTLY, "Europe/Berlin", at(2026, 12, 1, 15))
    assert early is not None
    assert early.starts == at(2026, 12, 17, 15), "two days early it was the one of that week"
    assert rhythm_of(head()) is None


def holdings(
    mentorship: Mentorship,
    *answers: CharterAnswer,
    began: tuple[int, ...] = (),
    pauses: tuple[Pause, ...] = (),
    checkins: tuple[CheckIn, ...] = (),
) -> Holdings:
    return Holdings(mentorship=mentorship, began=began, checkins=checkins, tables={"charter": answers, "pauses": pauses})


def lines(held: Holdings, day: str) -> list[str]:
    return [due.text for due in due_on(dues_of(held), day, "home") if due.tab == "calendar"]


def test_only_who_starts_contact_is_reminded_and_only_of_what_was_agreed() -> None:
    began = (at(2026, 11, 19, 15),)
    agreed = msgspec.structs.replace(mentorship(), cadence=FORTNIGHTLY)
    reminder = "By your rhythm the next session would be Thu 3 Dec 15:00; none is planned"
    assert lines(holdings(agreed, began=began), "2026-11-25") == []
    assert lines(holdings(agreed, began=began), "2026-12-01") == [reminder]
    assert lines(holdings(agreed, began=began), "2027-03-01") == [], "it rests by then"
    assert lines(holdings(mentorship(), began=began), "2026-12-01") == []
    planned = msgspec.structs.replace(agreed, next_date=at(2026, 12, 20, 15))
    assert lines(holdings(planned, began=began), "2026-12-01") == []
    says_grace = CharterAnswer(id="c", question="contact", text="Grace writes first")
    says_ada = msgspec.structs.replace(says_grace, text="Ada")
    assert lines(holdings(agreed, says_grace, began=began), "2026-12-01") == []
    assert lines(holdings(agreed, says_ada, began=began), "2026-12-01") == [reminder]


def test_while_it_is_paused_and_once_it_is_archived_nothing_is_due() -> None:
    agreed = msgspec.structs.replace(mentorship(), cadence=FORTNIGHTLY, ends="2026-12-18")
    began = (at(2026, 11, 19, 15),)
    assert lines(holdings(agreed, began=began), "2026-12-06") != []
    held = holdings(agreed, began=began, pauses=(pause("2026-12-01", "2026-12-09"),))
    assert lines(held, "2026-12-06") == []
    assert any("meant to end" in text for text in lines(held, "2026-12-10"))
    assert dues_of(holdings(msgspec.structs.replace(agreed, archived=NOW), began=began)) == ()
    late = head(promises={"ada": 1}, dues={"ada": {"2026-11-01": 1}}, next_date=at(2026, 11, 1))
    assert worth_a_look([late], NOW)
    assert worth_a_look([msgspec.structs.replace(late, pauses=(pause("2026-11-03"),))], NOW) == ()
    assert worth_a_look([msgspec.structs.replace(late, archived=NOW)], NOW) == ()


def test_a_line_is_there_before_and_after_a_pause_and_not_in_it() -> None:
    due = Due(rank=1, text="look", since="2026-12-01", until="2026-12-31")
    found = list(around_pauses([due], [pause("2026-12-10", "2026-12-12")]))
    shown = [day for day in range(1, 32) if due_on(found, f"2026-12-{day:02}", "home")]
    assert shown == [*range(1, 10), *range(13, 32)]
    assert list(around_pauses([due], [pause("2026-11-01")])) == []


def test_after_a_closing_session_its_page_is_offered_until_one_is_kept() -> None:
    held = holdings(mentorship())
    closing = msgspec.structs.replace(held, plans=(plan(kind="closing", state="held", starts=at(2026, 11, 24, 15)),))
    assert lines(closing, "2026-11-29") == ["The closing session was held: the calendar drafts a page to close with"]
    assert lines(closing, "2026-11-20") == lines(closing, "2027-03-01") == lines(held, "2026-11-29") == []
    kept = msgspec.structs.replace(closing, tables={"closings": (Closing(id="k", text="thanks"),)})
    assert lines(kept, "2026-11-29") == []
    unprepared = msgspec.structs.replace(held, latest={"closing": at(2026, 11, 24, 15)})
    assert lines(unprepared, "2026-11-29") == lines(closing, "2026-11-29")


def test_check_ins_have_their_own_rhythm() -> None:
    weekly = Cadence(every=1, unit="week", start="2026-11-30", owner="ada")
    agreed = msgspec.structs.replace(mentorship(), check_ins=weekly)
    assert lines(holdings(agreed), "2026-11-30") == ["By your rhythm the next check-in would be Mon 30 Nov"]
    written = CheckIn(id="k", person="grace", created=at(2026, 11, 30, 9))
    assert lines(holdings(agreed, checkins=(written,)), "2026-12-02") == []
    assert lines(holdings(agreed, checkins=(written,)), "2026-12-07") == ["By your rhythm the next check-in would be Mon 7 Dec"]


def test_a_zone_that_changed_in_mid_series_is_said_with_what_is_kept() -> None:
    lisbon = msgspec.structs.replace(GRACE, zone="Europe/Lisbon")
    assert zone_changes(FORTNIGHTLY, mentorship()) == ()
    assert zone_changes(FORTNIGHTLY, mentorship(ADA, lisbon)) == (
        "Grace is in Lisbon now, Nairobi when the rhythm was agreed: it keeps 15:00 in Berlin",
    )
    hers = msgspec.structs.replace(FORTNIGHTLY, owner="grace")
    assert zone_changes(hers, mentorship(ADA, lisbon)) == (
        "Grace is in Lisbon now, Nairobi when the rhythm was agreed: it keeps 15:00 there",
    )
    assert rows(calendar(ADA, lisbon, cadence=hers))[0].when == "Thu 3 Dec 16:00 (15:00 Lisbon)", "the plan adapts"
    moved_away = msgspec.structs.replace(mentorship(ADA, lisbon), cadence=FORTNIGHTLY)
    assert any("Lisbon" in text for text in lines(holdings(moved_away), "2026-11-29"))


# counted


def test_a_period_counts_what_was_held_missed_moved_and_paused() -> None:
    made = moved(plan(starts=at(2026, 11, 12, 15)), at(2026, 11, 13, 15), at(2026, 11, 10), "illness")
    made = moved(made, at(2026, 11, 16, 15), at(2026, 11, 12), "travel")
    _, missed = put_off(made, "missed", "k", at(2026, 11, 17), "ada", "illness")
    old = msgspec.structs.replace(missed, id="old", starts=at(2026, 8, 1, 15), moves=())
    found = happened(
        (at(2026, 11, 2), at(2026, 8, 2)),
        (missed, old),
        (pause("2026-11-28"),),
        date(2026, 11, 1),
        date(2026, 11, 30),
        "Europe/Berlin",
    )
    assert (found.held, found.missed, found.moved, found.paused_days) == (1, 1, 2, 3)
    assert happened_words(found) == "1 session held, 1 missed, 2 moved; paused for 3 days"
    empty = happened((), (), (), date(2026, 11, 1), date(2026, 11, 30), "nowhere")
    assert happened_words(empty) == "0 sessions held"
