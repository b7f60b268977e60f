"""Roadblocks stay until they are solved, however often the check-in that names them is filed."""

from collections.abc import Mapping
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.core.last_time import last_time
from mentortui.core.records import CheckIn, Roadblock
from mentortui.core.roadblocks import (
    RoadblockRecord,
    age_words,
    all_followed,
    followed,
    questions,
    still_open,
    with_proposals,
)
from tests.core.test_last_time import PAIR, held

DAY = date(2026, 11, 25)
Known = Mapping[str, RoadblockRecord]


def check_in(*lines: str, id: str = "c1", person: str = "grace") -> CheckIn:
    blocks = (line.partition(" -> ") for line in lines)
    return CheckIn(id=id, person=person, roadblocks=tuple(Roadblock(text=text, proposal=how) for text, _, how in blocks))


def filed(known: Known, before: CheckIn | None, now: CheckIn, day: date = DAY) -> Known:
    return {**known, **{one.id: one for one in followed(known, before, now, day=day, wall=7, me="ada")}}


def told(known: Known) -> list[tuple[str, str, str]]:
    return [(one.text, one.proposal, one.state) for one in known.values() if not one.removed]


def test_what_a_check_in_names_is_open_and_filed_again_it_changes_nothing() -> None:
    written = check_in("flaky deploy -> a canary", "no access")
    known = filed({}, None, written)
    assert told(known) == [("flaky deploy", "a canary", "open"), ("no access", "", "open")]
    assert [(one.who, one.since, one.created) for one in known.values()] == [("grace", "2026-11-25", 7)] * 2
    assert followed(known, written, written, day=DAY, wall=9, me="ada") == ()
    assert followed(known, None, written, day=DAY, wall=9, me="ada") == ()


def test_it_outlives_its_check_in_and_named_again_it_is_the_same_one() -> None:
    first, second = check_in("flaky deploy"), check_in("Flaky  deploy -> a canary", id="c2")
    known = filed(filed({}, None, first), None, second, date(2026, 12, 9))
    assert told(known) == [("flaky deploy", "a canary", "open")]
    (one,) = known.values()
    assert (one.since, one.named_in) == ("2026-11-25", ("c1", "c2"))
    left = filed(known, second, check_in(id="c2"))
    assert told(left) == [("flaky deploy", "a canary", "open")]


def test_of_two_people_the_same_words_are_two() -> None:
    known = filed(filed({}, None, check_in("no access")), None, check_in("no access", id="c2", person="ada"))
    assert sorted(one.who for one in known.values()) == ["ada", "grace"]


def test_a_line_that_goes_takes_it_along_and_brought_back_it_is_there_again() -> None:
    written, without = check_in("no access", "flaky deploy"), check_in("flaky deploy")
    known = filed({}, None, written)
    gone = filed(known, written, without)
    assert told(gone) == [("flaky deploy", "", "open")]
    back = filed(gone, without, written)
    assert sorted(told(back)) == sorted(told(known))
    assert back.keys() == known.keys()


def test_a_line_that_is_reworded_stays_the_same_roadblock() -> None:
    before, after = check_in("deploy", "no access"), check_in("flaky deploy of the API -> a canary", "no access")
    known = filed({}, None, before)
    reworded = filed(known, before, after)
    assert reworded.keys() == known.keys()
    assert told(reworded) == [("flaky deploy of the API", "a canary", "open"), ("no access", "", "open")]


def test_a_proposal_made_elsewhere_is_not_written_over_by_a_check_in_that_says_what_it_said() -> None:
    written = check_in("flaky deploy -> a canary", "no access")
    known = dict(filed({}, None, written))
    deploy, access = known
    known[deploy] = msgspec.structs.replace(known[deploy], proposal="a freeze")
    known[access] = msgspec.structs.replace(known[access], proposal="ask the lead")
    assert followed(known, written, written, day=DAY, wall=9, me="ada") == ()
    assert with_proposals(written, known.values()).roadblocks[1] == Roadblock(text="no access", proposal="ask the lead")
    again = filed(known, written, check_in("flaky deploy -> two canaries", "no access"))
    assert again[deploy].proposal == "two canaries"


def test_what_is_solved_stays_solved_and_the_same_trouble_later_is_a_new_one() -> None:
    written = check_in("flaky deploy")
    known = dict(filed({}, None, written))
    (id,) = known
    known[id] = msgspec.structs.replace(known[id], state="done", how="a canary")
    assert filed(known, written, written) == known
    assert filed(known, written, check_in())[id].removed is False
    later = filed(known, None, check_in("flaky deploy", id="c2"))
    assert [one.state for one in later.values()] == ["done", "open"]


def test_those_of_check_ins_from_before_are_there_without_being_stored() -> None:
    found = all_followed((), [(check_in("no access"), date(2026, 3, 2))], "ada")
    assert [(one.text, one.since) for one in found.values()] == [("no access", "2026-03-02")]
    assert all_followed(found.values(), [(check_in("no access"), DAY)], "ada") == found


def test_without_a_proposal_it_comes_first_and_its_owner_is_asked() -> None:
    known = filed({}, None, check_in("flaky deploy -> a canary", "no access"))
    assert [one.text for one in still_open(known.values())] == ["no access", "flaky deploy"]
    (asked,) = questions(known.values(), {"grace": "Grace", "ada": "Ada"})
    assert asked.text == "Grace, “no access”: what would you try?"
    assert questions(known.values(), {"ada": "Ada"}) == ()


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("2026-11-25", "since today"),
        ("2026-11-24", "for 1 day"),
        ("2026-11-05", "for 20 days"),
        ("2026-10-01", "for 7 weeks"),
        ("", ""),
    ],
)
def test_it_says_for_how_long_it_has_been_there(since: str, said: str) -> None:
    assert age_words(RoadblockRecord(id="r", since=since), DAY) == said


LINES = st.lists(st.sampled_from(["deploy", "access", "Access", "deploy -> canary", "tests", "tests -> fewer"]), max_size=4)


@settings(max_examples=25)
@given(st.lists(LINES, min_size=1, max_size=5))
def test_however_a_check_in_is_edited_its_lines_are_the_open_ones(edits: list[list[str]]) -> None:
    known: Known = {}
    before: CheckIn | None = None
    for lines in edits:
        now = check_in(*lines)
        known = filed(known, before, now)
        assert {one.text.casefold() for one in still_open(known.values())} == {one.text.casefold() for one in now.roadblocks}
        assert followed(known, now, now, day=DAY, wall=9, me="ada") == ()
        before = now


def test_what_is_in_the_way_stands_beside_what_was_agreed_last_time() -> None:
    open_one = RoadblockRecord(id="r", who="grace", text="no access", since="2026-11-16")
    over = RoadblockRecord(id="s", who="grace", text="over", state="done")
    found = last_time([held(14, 13)], [], PAIR, DAY, "Europe/Berlin", [over, open_one])
    assert found is not None
    (section,) = found.sections
    assert [(line.lead, line.text, line.tail) for line in section.lines] == [
        ("Grace", "no access", "for 9 days · no proposal yet")
    ]
