"""Opportunities by kind and quarter, a mentor's mentees side by side, and the question that comes once a quarter."""

from datetime import date, timedelta
from typing import Any

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.due import due_on
from mentortui.core.heads import local
from mentortui.core.holdings import Holdings
from mentortui.core.inclusion_dues import due_inclusion
from mentortui.core.opportunities import (
    Access,
    accesses,
    outcomes_told,
    quarters_of,
    table,
    told,
    uneven,
)
from mentortui.core.quarters import comes_back
from mentortui.core.record_details import OpportunityDetails
from mentortui.core.records import Living, Member
from tests.past_years import mentorship, noon

NOW = (2026, 4)


def day(moment: int) -> date:
    return local(moment, "Europe/Berlin").date()


def offer(
    id: str, on: date, sort: str = "", who: str = "grace", state: str = "open", when: str = "", outcome: str = ""
) -> Living:
    capture = Capture(id=id, kind="opportunity", text=f"offer {id}", who=who)
    details = OpportunityDetails(sort=sort, when=when)
    return Living(id=id, created=noon(on), capture=capture, details=details, state=state, outcome=outcome)  # type: ignore[arg-type]


GRACE = Access(
    slug="grace",
    person="grace",
    name="Grace Otieno",
    offered=(
        offer("a", date(2026, 11, 2), "stretch", state="done"),
        offer("b", date(2026, 11, 3), "stretch"),
        offer("c", date(2026, 10, 5), "introduction", state="dropped"),
        offer("d", date(2026, 10, 6), "promotion", when="2026-08-09"),
    ),
)
LINUS = Access(slug="linus", person="linus", name="Linus Park", offered=(offer("e", date(2026, 12, 1), "introduction"),))
NOOR = Access(slug="noor", person="noor", name="Noor")


def test_side_by_side_uneven_access_shows_in_words_by_kind_and_quarter() -> None:
    everybody = (GRACE, LINUS, NOOR)
    assert quarters_of(everybody, day, NOW) == (NOW, (2026, 3))
    assert table(everybody, NOW, day) == (("stretch assignments", (2, 0, 0)), ("introductions", (1, 1, 0)))
    assert uneven(everybody, NOW, day) == (
        "Stretch assignments: 2 for Grace Otieno, none for Linus Park, none for Noor.",
        "Introductions: 1 for Grace Otieno, 1 for Linus Park, none for Noor.",
        "Nothing is written down for Noor.",
    )
    assert [told(one, NOW, day) for one in everybody] == [
        "Grace Otieno: 2 stretch assignments, 1 introduction",
        "Linus Park: 1 introduction",
        "Noor: none written down",
    ]
    assert outcomes_told(GRACE) == "4 opportunities: 1 taken up, 2 open, 1 not taken up"
    assert outcomes_told(NOOR) == ""


def test_where_access_is_even_or_there_is_one_mentee_nothing_is_said() -> None:
    twin = msgspec.structs.replace(GRACE, name="Twin", slug="twin")
    assert uneven((GRACE, twin), NOW, day) == uneven((GRACE,), NOW, day) == uneven((NOOR, NOOR), NOW, day) == ()


def test_only_a_mentors_mentees_stand_there_and_what_is_for_nobody_in_particular_is_for_each() -> None:
    records = (offer("a", date(2026, 11, 2)), offer("b", date(2026, 11, 2), who=""), offer("c", date(2026, 11, 2), who="ada"))
    (grace,) = accesses(mentorship(), records)
    assert (grace.name, {one.id for one in grace.offered}) == ("Grace Otieno", {"a", "b"})
    assert accesses(mentorship(part="mentee"), records) == ()
    two = (*mentorship().people, Member(id="linus", name="Linus", role="mentee"))
    assert {one.name: len(one.offered) for one in accesses(mentorship(people=two), records)} == {"Grace Otieno": 2, "Linus": 1}


def shown(*living: Living, **changed: Any) -> set[date]:
    dues = tuple(due_inclusion(Holdings(mentorship=mentorship(**changed), living=living)))
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(900)]
    assert not any(due_on(dues, one.isoformat(), "prepare") for one in days)
    return {one for one in days if due_on(dues, one.isoformat(), "home")}


def test_the_question_about_peers_comes_to_mentors_a_quarter_after_the_first_offer_or_the_last_answer() -> None:
    first = offer("a", date(2026, 3, 1))
    found = shown(first)
    assert min(found) == date(2026, 3, 1) + timedelta(days=91)
    assert len(found) == 4 * 14
    answered = shown(first, quarterly={"peers": "2026-06-02"})
    assert min(answered) == date(2026, 6, 2) + timedelta(days=91)
    assert shown() == shown(first, part="mentee") == set()


def test_the_reflection_comes_back_only_for_who_has_written_one() -> None:
    assert min(shown(quarterly={"reflection": "2026-03-01"})) == date(2026, 5, 31)
    assert shown(quarterly={"reflection": "not a day"}) == set()
    assert comes_back(date.max) == ()
