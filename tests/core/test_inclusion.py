"""Whose voice is in it: roles over time, who brings topics, and who is asked first before the next session."""

from datetime import date, timedelta

import msgspec

from mentortui.core.disagreements import Disagreement, told
from mentortui.core.inclusion import (
    Invited,
    brought_fewest,
    brought_line,
    course_line,
    had_least,
    invited,
    served,
    served_line,
    topics_by_quarter,
)
from mentortui.core.people import Agreement, Participant
from mentortui.core.records import FinishedSession, Member, Plan, Roles
from mentortui.core.trends_held import Stored, held
from tests.past_years import ADA, GRACE, item, mentorship, session

NAMES = {"ada": "Ada", "grace": "Grace"}
PEOPLE = mentorship().people
LINUS = Participant(id="linus", name="Linus", role="mentee", key=3)
DAY = date(2026, 11, 18)


def plan(n: int, facilitator: str, notes: str = "", state: str = "held") -> Plan:
    return Plan(id=f"p{n}", kind="regular", changed=n, roles=Roles(facilitator=facilitator, notes=notes), state=state)  # type: ignore[arg-type]


def brings(number: int, *by: str, floor: tuple[float, float] = (40, 60), **changed: object) -> FinishedSession:
    items = tuple(item(f"topic {n}", {"ada": 1, "grace": 1}, by=person) for n, person in enumerate(by))
    return session(number, DAY + timedelta(weeks=number), {"ada": floor[0], "grace": floor[1]}, items=items, **changed)  # type: ignore[arg-type]


def test_roles_over_time_are_said_in_words_and_what_was_missed_counts_nothing() -> None:
    plans = [plan(1, "ada"), plan(2, "grace", "ada"), plan(3, "ada"), plan(4, "grace"), plan(5, "ada", "ada", "missed")]
    assert [served_line(one, NAMES) for one in served(plans)] == [
        "Kept the agenda: Ada 2 times, Grace 2 times; lately Grace, Ada, Grace.",
        "Took notes: Ada once, Grace never.",
    ]
    assert served(()) == ()


def test_who_brought_the_topics_is_told_of_all_and_of_each_quarter() -> None:
    sessions = [brings(n, "ada", "grace", "", "grace") for n in range(1, 9)]
    held_ones = [
        held(
            Stored(
                **{
                    name: getattr(one, name)
                    for name in ("id", "number", "kind", "title", "began", "me", "people", "figures", "items")
                }
            ),
            "UTC",
        )
        for one in sessions
    ]
    assert [course_line(quarter, topics, NAMES) for quarter, topics in topics_by_quarter(held_ones)] == [
        "Jan to Mar 2027: Ada 2, Grace 4, nobody in particular 2",
        "Oct to Dec 2026: Ada 6, Grace 12, nobody in particular 6",
    ]
    assert brought_line({"ada": 2, "grace": 4, "": 2}, NAMES) == "Of 6 topics that somebody brought, 2 are Ada's, 4 are Grace's."
    assert brought_line({"": 3}, NAMES) == ""


def test_who_had_least_beside_what_was_agreed_is_named_only_where_it_went_otherwise_and_is_shown() -> None:
    assert had_least(brings(1, floor=(70, 30))) == "grace"
    assert had_least(brings(1, floor=(20, 80))) == "ada"
    assert had_least(brings(1, floor=(41, 59))) == ""
    assert had_least(brings(1, floor=(70, 30), show_figures=False)) == ""
    assert had_least(brings(1, floor=(70, 30), agreement=None)) == ""
    assert had_least(None) == ""
    three = session(
        1,
        DAY,
        {"ada": 30, "grace": 25, "linus": 5},
        {"ada": 20, "grace": 20, "linus": 20},
        people=(ADA, GRACE, LINUS),
        agreement=None,
    )
    assert had_least(three) == "linus"


def test_who_brought_the_fewest_of_the_last_topics_is_named_where_there_were_some_and_nobody_brought_as_few() -> None:
    assert brought_fewest([brings(1, "ada", "ada", "grace")], ["ada", "grace"]) == "grace"
    assert brought_fewest([brings(1, "ada", "grace")], ["ada", "grace"]) == ""
    assert brought_fewest([brings(1, "ada", "ada", "grace", "grace")], ["ada", "grace"]) == ""
    long_ago = [brings(1, *["ada"] * 9), *(brings(n, "ada", "grace", "grace") for n in range(2, 7))]
    assert brought_fewest(long_ago, ["ada", "grace"]) == "ada"


def test_prepare_asks_the_quieter_one_first_and_about_the_user_it_only_asks() -> None:
    quiet = brings(1, "ada", "ada", "grace", floor=(70, 30))
    line = "Ask Grace first: less of the floor than meant last time, fewest of the last topics"
    asked = Invited(line=line, item="What Grace wants to bring")
    assert invited([quiet], PEOPLE, "ada") == asked
    assert invited([quiet], PEOPLE, "grace") == Invited(line="Is there something you want to bring?")
    talkative = brings(1, "grace", "grace", "ada", floor=(10, 90))
    assert invited([talkative], PEOPLE, "ada") == invited([talkative], PEOPLE, "grace") == Invited()
    circle = tuple(Member(id=id, name=id.title(), role="peer") for id in ("ada", "grace", "linus"))
    found = session(
        1,
        DAY,
        {"ada": 30, "grace": 25, "linus": 5},
        {"ada": 20, "grace": 20, "linus": 20},
        people=(ADA, GRACE, LINUS),
        agreement=Agreement(),
    )
    assert invited([found], circle, "ada").item == "What Linus wants to bring"
    assert invited([], PEOPLE, "ada") == Invited()
    brought = tuple(item(f"topic {n}", {"linus": 1}, by=person) for n, person in enumerate(("linus", "linus", "ada")))
    assert invited([msgspec.structs.replace(found, items=brought)], circle, "ada") == Invited(
        line="Ask first: Linus (less of the floor than meant last time) and Grace (fewest of the last topics)",
        item="What Linus and Grace want to bring",
    )


def test_disagreements_are_counted_by_whether_they_stay() -> None:
    found = tuple(Disagreement(id=f"d{n}", ended=ended) for n, ended in enumerate(("kept", "changed", "", "kept")))
    assert told(found) == "4 disagreements: 2 kept, 1 changed a view, 1 open"
    assert told(found[:1]) == "1 disagreement: 1 kept"
    assert told(()) == ""
