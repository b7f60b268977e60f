"""What is worth a look, and in which order."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.heads import DAY, MINUTE, MentorshipHead, PromiseHead, SessionHead, at_work_until, is_near, nearest_now
from mentortui.core.worth import FIRST_OF_A_KIND, MOST, ORDER, due_today, gone_by, late, longest_late, worth_a_look

NOW = round(datetime(2026, 11, 25, 13, 3, tzinfo=UTC).timestamp()) * 1_000_000
"""Wed 25 Nov 2026, 14:03 in Berlin, 22:03 in Seoul."""
HOUR = 60 * MINUTE


def head(name: str = "Grace Otieno", **fields: object) -> MentorshipHead:
    values: dict[str, object] = {
        "slug": name.casefold().replace(" ", "-"),
        "id": name,
        "part": "mentor",
        "me": "ada",
        "names": {"ada": "Ada", "other": name},
        "zones": {"ada": "Europe/Berlin", "other": "Asia/Seoul"},
        "show_figures": True,
        "next_date": None,
        "promises": {},
    }
    return MentorshipHead(**(values | fields))  # type: ignore[arg-type]


def session(began: int, notes: int = 0, number: int = 13) -> SessionHead:
    return SessionHead(
        id=f"s{number}",
        number=number,
        kind="regular",
        title="",
        began=began,
        ended=began + HOUR,
        active=HOUR,
        floor={},
        expected={},
        notes=notes,
    )


def owed(due: str, who: str = "ada", count: int = 1, text: str = "introduce to the data team") -> dict[str, object]:
    return {
        "promises": {who: count},
        "dues": {who: {due: count}},
        "nearest": (PromiseHead(id="p1", who=who, text=text, due=due, session="s9"),),
    }


def met(*days_ago: int, **fields: object) -> dict[str, object]:
    began = tuple(NOW - days * DAY for days in days_ago)
    return {"began": began, "first": began[0], "last": session(began[-1]), "sessions": len(began), **fields}


KINDS: dict[str, MentorshipHead] = {
    "gone by": head("Linus Park", next_date=NOW - 2 * DAY),
    "late": head("Mo Salah", **owed("2026-11-21")),
    "notes": head("Noor", **met(3, last=session(NOW - 3 * DAY, notes=3), feedback=NOW - 3 * DAY)),
    "today": head("Olga", **owed("2026-11-25")),
    "waiting": head("Pia", waiting=2),
    "feedback": head("Quentin", **met(80, 60, 40, 12, feedback=NOW - 70 * DAY)),
}


def texts(*heads: MentorshipHead, now: int = NOW) -> list[str]:
    return [line.text for line in worth_a_look(heads, now)]


def test_the_most_useful_comes_first_and_the_sixth_is_left_out() -> None:
    lines = worth_a_look(list(reversed(KINDS.values())), NOW)
    assert [line.kind for line in lines] == ["gone by", "late", "notes", "today", "waiting"]
    assert [line.slug for line in lines] == ["linus-park", "mo-salah", "noor", "olga", "pia"]


def test_each_line_says_what_it_is_about() -> None:
    assert texts(KINDS["gone by"]) == ["The session with Linus Park planned for Mon 23 Nov 14:03: held, moved or missed?"]
    assert texts(KINDS["late"]) == ["Your promise to Mo Salah, “introduce to the data team”, was for Sat 21 Nov"]
    assert texts(KINDS["notes"]) == ["Session 13 with Noor: 3 notes to sort, next date open"]
    assert texts(KINDS["today"]) == ["Due today: your promise to Olga, “introduce to the data team”"]
    assert texts(KINDS["waiting"]) == ["2 pieces of feedback wait to be given to Pia"]
    assert texts(KINDS["feedback"]) == ["No feedback with Quentin for 10 weeks, either way"]


def test_what_its_key_opens_goes_with_the_line() -> None:
    (promise,) = worth_a_look([KINDS["late"]], NOW)
    assert (promise.promise, promise.session) == ("p1", "s9")
    (notes,) = worth_a_look([KINDS["notes"]], NOW)
    assert notes.session == "s13"


def test_with_nothing_to_look_at_nothing_is_said() -> None:
    quiet = head(**met(28, 14, next_date=NOW + DAY, feedback=NOW - 14 * DAY))
    assert worth_a_look([quiet, head("Linus")], NOW) == ()


def test_many_lines_of_one_kind_do_not_bury_the_others() -> None:
    gone = [head(f"Person {n}", next_date=NOW - n * DAY) for n in range(1, 7)]
    lines = worth_a_look([*gone, KINDS["late"], KINDS["today"]], NOW)
    assert [line.kind for line in lines] == ["gone by", "gone by", "late", "today", "gone by"]
    assert [line.slug for line in lines if line.kind == "gone by"] == ["person-1", "person-2", "person-3"]


def test_the_longest_late_promise_comes_first_and_the_others_are_counted() -> None:
    longer = head("Anna", **owed("2026-11-02", count=3))
    lines = worth_a_look([KINDS["late"], longer], NOW)
    assert [line.slug for line in lines] == ["anna", "mo-salah"]
    assert lines[0].text.endswith("was for Mon 2 Nov, and 2 more late")


def test_what_others_promised_is_no_line_when_late_but_one_on_the_day() -> None:
    assert texts(head(**owed("2026-11-20", who="other"))) == []
    assert texts(head(**owed("2026-11-25", who="other"))) == [
        "Due today: what Grace Otieno promised, “introduce to the data team”"
    ]


def test_a_due_date_ends_with_the_day_of_the_one_who_promised() -> None:
    eleven_pm_in_berlin = round(datetime(2026, 11, 25, 22, 30, tzinfo=UTC).timestamp()) * 1_000_000
    mine, theirs = head(**owed("2026-11-25")), head(**owed("2026-11-25", who="other"))
    assert (late(mine, "ada", eleven_pm_in_berlin), due_today(mine, "ada", eleven_pm_in_berlin)) == (0, 1)
    assert (late(theirs, "other", eleven_pm_in_berlin), longest_late(theirs, "other", eleven_pm_in_berlin)) == (1, 1)


def test_a_planned_session_is_not_asked_about_before_its_hour_is_over_nor_while_they_meet() -> None:
    planned = head(next_date=NOW - 50 * MINUTE)
    assert not gone_by(planned, NOW)
    assert gone_by(planned, NOW + 11 * MINUTE)
    assert worth_a_look([planned], NOW + 2 * HOUR, under_way={planned.slug}) == ()


def test_two_sessions_at_one_time_are_said_and_one_after_the_other_is_not() -> None:
    first = head("Grace", next_date=NOW + DAY, next_minutes=45)
    second = head("Linus", next_date=NOW + DAY + 30 * MINUTE)
    (line,) = worth_a_look([second, first], NOW)
    assert line.text == "Grace and Linus are planned for the same time: Thu 26 Nov 14:03 and 14:33"
    assert line.slug == "linus"
    later = msgspec.structs.replace(second, next_date=NOW + DAY + 45 * MINUTE)
    assert worth_a_look([later, first], NOW) == ()


@pytest.mark.parametrize("last_met", [70, 100])
def test_where_nobody_meets_any_more_nobody_is_told_about_feedback(last_met: int) -> None:
    assert texts(head(**met(200, 150, last_met, feedback=NOW - 210 * DAY))) == []


def test_who_never_gave_feedback_is_never_told_about_it() -> None:
    assert texts(head(**met(90, 42, 28, 14))) == []
    once = head(**met(90, 42, 28, 14), feedback=NOW - 90 * DAY)
    assert texts(once) == ["No feedback with Grace Otieno for 12 weeks, either way"]


def test_removed_mentorships_say_nothing() -> None:
    assert worth_a_look([msgspec.structs.replace(one, removed=True) for one in KINDS.values()], NOW) == ()


def test_a_session_is_near_from_a_quarter_before_until_an_hour_after() -> None:
    planned = head(next_date=NOW)
    assert [is_near(planned, NOW + m * MINUTE) for m in (-16, -15, 0, 60, 61)] == [False, True, True, True, False]
    other = head("Linus", next_date=NOW + 10 * MINUTE)
    assert nearest_now((other, planned, head("Mo")), NOW + 4 * MINUTE) == planned
    assert nearest_now((head(),), NOW) is None


def test_working_hours_are_nine_to_six_unless_said_and_no_weekend_has_any() -> None:
    grace = head(zones={"ada": "Europe/Berlin", "other": "Africa/Nairobi"})
    assert at_work_until(grace, "other", NOW) == "18:00"
    assert at_work_until(grace, "other", NOW + 2 * HOUR) == ""
    assert at_work_until(grace, "other", NOW + 3 * DAY) == ""
    late_riser = msgspec.structs.replace(grace, hours={"other": (12 * 60, 20 * 60 + 30)})
    assert at_work_until(late_riser, "other", NOW + 2 * HOUR) == "20:30"


@given(st.lists(st.sampled_from(sorted(KINDS)), max_size=12), st.integers(-400, 400))
def test_whatever_there_is_at_most_five_lines_come_and_in_rounds_of_their_order(kinds: list[str], days: int) -> None:
    heads = [msgspec.structs.replace(KINDS[kind], slug=f"{kind}-{n}") for n, kind in enumerate(kinds)]
    lines = worth_a_look(heads, NOW + days * DAY)
    assert len(lines) <= MOST
    seen: dict[str, int] = {}
    rounds = []
    for line in lines:
        rounds.append((seen.get(line.kind, 0) // FIRST_OF_A_KIND, ORDER.index(line.kind)))
        seen[line.kind] = seen.get(line.kind, 0) + 1
        assert line.slug in {one.slug for one in heads}
    assert rounds == sorted(rounds)
