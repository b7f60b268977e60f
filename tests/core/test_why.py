"""What w says about a figure: the same numbers as the measures, and everything that is left out."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.agenda import Plan, plan
from mentortui.core.commands import Refused
from mentortui.core.equality import Evenness, equality, of_shares
from mentortui.core.fold import fold
from mentortui.core.people import Agreement, Participant
from mentortui.core.records import Recorded
from mentortui.core.result import result
from mentortui.core.session import Session
from mentortui.core.text import width
from mentortui.core.why import Why, sections
from mentortui.core.why_session import why_now, why_stored
from tests.core.anything import journals
from tests.core.examples import events_of, ratio, sessions, us

SECOND = 1_000_000
EVEN = "equality"
FINISHED = e.Finished(id="end", at=500 * SECOND, by="ada")
NEVER_SAID = {"dominate", "dominates", "interrupt", "interrupted", "silent", "unfair", "score", "good", "bad", "fair"}
"""Figures describe; they never grade: docs/fairness.md."""
PEOPLE = (
    Participant(id="ada", name="Ada", role="mentor", key=1),
    Participant(id="grace", name="Grace", role="mentee", key=2),
    Participant(id="linus", name="Linus", role="peer", key=3),
)


def session(*events: e.AnyEvent, agreement: Agreement | None = None, people: int = 2, shown: bool = True) -> Session:
    started = e.SessionStarted(
        id="start",
        at=0,
        by="ada",
        session="s",
        mentorship="m",
        me="ada",
        people=PEOPLE[:people],
        agreement=agreement,
        show_figures=shown,
    )
    made = fold([started, *events])
    assert made is not None
    return made


def floor(at: int, *holders: str, how: e.How = "named") -> e.FloorTaken:
    return e.FloorTaken(id=f"f{at}", at=at * SECOND, by="ada", holders=holders, how=how)


def why(session: Session, now: int, key: str, plan: Plan | None = None) -> Why:
    return next(one for one in why_now(session, now * SECOND, plan) if one.key == key)


def rows(found: Why) -> list[str]:
    return [" ".join(" ".join(part for part in (row.name, row.value, row.about) if part).split()) for row in found.inputs]


FORTY_SIXTY = Agreement(roles={"mentor": 40, "mentee": 60})


def test_the_balance_is_explained_down_to_its_inputs() -> None:
    found = why(session(floor(0, "ada"), floor(304, "grace"), floor(480), agreement=FORTY_SIXTY), 500, "balance")
    assert found.said == (
        "some way off · balance 61",
        "100 is exactly as agreed, 0 as far from it as possible",
        "1:52 more for Grace would be exactly as agreed",
    )
    assert found.formula == "100 × (1 − distance ÷ furthest) = 100 × (1 − 23.3 ÷ 60) = 61"
    assert [row.value for row in found.inputs] == ["23.3 points", "60 points"]
    assert "Hoover index" in found.source


def test_a_share_is_told_with_its_times_and_how_it_is_known() -> None:
    found = why(session(floor(0, "ada"), floor(304, "grace"), floor(480), agreement=FORTY_SIXTY), 500, "share")
    assert found.title == "Share of the talk, whole session"
    assert found.formula == "share = own floor time ÷ all floor time: of talk, not of the session"
    assert rows(found) == [
        "Ada 5:04 of 8:00 = 63 % agreed 40 % = 3:12, 1:52 above",
        "Grace 2:56 of 8:00 = 37 % agreed 60 % = 4:48, 1:52 below",
    ]
    assert found.sure == ("keyed by hand: within about 3 points",)


def test_everything_that_is_left_out_is_named() -> None:
    events = (
        floor(0, "ada"),
        floor(60, how="several"),
        floor(90, "ada", "grace"),
        floor(120, how="unsure"),
        e.Paused(id="p", at=180 * SECOND, by="ada"),
        e.Resumed(id="r", at=240 * SECOND, by="ada"),
        e.GapFound(id="g", at=600 * SECOND, began=300 * SECOND),
    )
    made = session(*events, people=3, agreement=Agreement(roles={"peer": 100}))
    assert why(made, 600, "share").left_out == (
        "2:00, unsure: the shares cover 50 % of the time",
        "0:30, several at once, not said who: it counts for nobody",
    )
    time = why(made, 600, "time")
    assert time.said == ("active time 4:00 = one 1:00 + several 1:00 + unsure 2:00",)
    assert time.left_out == ("pauses 1:00", "away, whose time nobody has said 5:00")


def test_talk_at_once_is_told_and_what_it_would_be_if_it_were_divided() -> None:
    made = session(floor(0, "ada"), floor(60, "ada", "grace"), floor(120, "grace"), floor(180), agreement=FORTY_SIXTY)
    found = why(made, 200, "at once")
    assert found.said == ("Both at once 30 % of the time",)
    assert found.formula == "1:00 with two or more ÷ 3:20 active time"
    assert rows(found) == ["Ada 50 % if it were divided among them", "Grace 50 % if it were divided among them"]
    assert "md-eval" in found.source


def test_turns_are_told_with_the_usual_length_and_the_one_under_way_apart() -> None:
    events = (floor(0, "ada"), floor(20, "grace"), floor(30, "ada"), floor(170, "grace"))
    found = why(session(*events, agreement=FORTY_SIXTY), 200, "turns")
    assert rows(found) == [
        "Ada 2 turns longest 2:20 · usually 1:20 · 2:20 in turns of 2 minutes and more",
        "Grace 2 turns longest 0:30 · usually 0:10 · speaking 0:30",
    ]
    assert found.left_out == ("the turn under way, from the usual length alone",)
    assert "median" in found.source


def test_after_ten_minutes_both_the_window_and_the_session_are_explained() -> None:
    made = session(floor(0, "ada"), floor(600, "grace"), agreement=FORTY_SIXTY)
    window, whole = [one for one in why_now(made, 1200 * SECOND) if one.key == "share"]
    assert window.title == "Share of the talk, last ten minutes"
    assert rows(window) == [
        "Ada 0:00 of 10:00 = 0 % agreed 40 % = 4:00, 4:00 below",
        "Grace 10:00 of 10:00 = 100 % agreed 60 % = 6:00, 4:00 above",
    ]
    assert window.sure == ("keyed by hand: within about 5 points",)
    assert why(made, 1200, "time").formula == "the last ten minutes are the last 600 s of active time"
    assert rows(whole)[0].startswith("Ada 10:00 of 20:00 = 50 %")
    assert whole.sure == ("keyed by hand: within about 3 points",)
    assert why(made, 1200, "whole").said[0] == "near agreed · balance 83"


@pytest.mark.parametrize(
    ("events", "agreement", "people", "says"),
    [
        ((), FORTY_SIXTY, 2, "Nobody has had the floor yet"),
        ((floor(0, "ada"), floor(40)), FORTY_SIXTY, 2, "Too early to say: 0:40 of talk so far"),
        ((floor(0, "ada"),), FORTY_SIXTY, 1, "With one person there is nothing to compare"),
        ((floor(0, "ada"),), None, 2, "Nothing agreed, beside equal shares, and not judged"),
    ],
)
def test_where_there_is_no_balance_it_says_why(
    events: tuple[e.AnyEvent, ...], agreement: Agreement | None, people: int, says: str
) -> None:
    found = why(session(*events, agreement=agreement, people=people), 200, "balance")
    assert found.said == (says,)
    assert not found.formula
    assert not found.inputs


def test_an_item_with_shares_of_its_own_is_named_as_what_counts_and_what_it_replaces_is_seen() -> None:
    item = e.Item(id="demo", title="Demo", agreement=Agreement(persons={"ada": 90, "grace": 10}))
    added = e.ItemAdded(id="i", at=100 * SECOND, by="ada", item=item, start=True)
    made = session(floor(0, "grace"), added, floor(100, "ada"), floor(190, "grace"), agreement=FORTY_SIXTY)
    found = why(made, 200, "agreed")
    assert found.said == ("agreed for this item",)
    assert rows(found) == ["Ada 90 % now 65 % over the whole session", "Grace 10 % now 35 % over the whole session"]


def test_what_was_agreed_for_the_item_under_way_is_no_agreement_about_the_whole_session() -> None:
    item = e.Item(id="demo", title="Demo", agreement=Agreement(persons={"ada": 90, "grace": 10}))
    added = e.ItemAdded(id="i", at=300 * SECOND, by="ada", item=item, start=True)
    made = session(floor(0, "grace"), added, floor(300, "ada"))
    assert why(made, 1000, "agreed").said == ("agreed for this item",)
    assert why(made, 1000, "balance").said[0] == "near agreed · balance 89"
    assert why(made, 1000, "whole").said == ("Nothing agreed, beside equal shares, and not judged",)
    whole = [one for one in why_now(made, 1000 * SECOND) if one.key == "share"][1]
    assert rows(whole)[0] == "Ada 11:40 of 16:40 = 70 % beside 78 % = 13:00, 1:20 below"


def test_the_projected_end_is_told_from_what_it_is_added_up() -> None:
    items = (
        e.Item(id="a", title="Check-in", minutes=5),
        e.Item(id="b", title="Code review", minutes=15),
        e.Item(id="c", title="Takeaways"),
    )
    started = msgspec.structs.replace(session().started, items=items)
    made = fold([started, e.ItemStarted(id="i", at=0, item="a"), floor(0, "ada")])
    assert made is not None
    found = why(made, 120, "ends", plan(made, 120 * SECOND))
    assert rows(found) == ["this item 3 min left 0 once it is over", "Code review 15 min planned, less what is used"]
    without = fold([session().started, floor(0, "ada")])
    assert without is not None
    assert "ends" not in [one.key for one in why_now(without, 120 * SECOND, plan(without, 120 * SECOND))]


def test_figures_that_are_hidden_are_not_explained_either() -> None:
    with pytest.raises(Refused, match="agreed not to show"):
        why_now(session(floor(0, "ada"), shown=False), 200 * SECOND)
    hidden = e.FiguresShown(id="h", at=SECOND, by="ada", shown=False)
    with pytest.raises(Refused, match="h shows them"):
        why_now(session(floor(0, "ada"), hidden), 200 * SECOND)


def test_of_two_who_share_equally_one_equality_measure_is_enough() -> None:
    equal = why(session(floor(0, "ada"), floor(180, "grace"), agreement=Agreement(roles={"mentor": 50, "mentee": 50})), 240, EVEN)
    assert [row.name for row in equal.inputs] == ["Gini", "over 2 turns"]
    assert equal.inputs[0].value == "0.50"
    unequal = why(session(floor(0, "ada"), floor(180, "grace"), agreement=FORTY_SIXTY), 240, EVEN)
    assert [row.name for row in unequal.inputs] == ["evenness", "Gini", "variance", "over 2 turns"]


def test_every_figure_is_one_section_in_the_order_one_reads() -> None:
    made = session(floor(0, "ada"), floor(304, "grace"), floor(480), agreement=FORTY_SIXTY)
    found = sections(why_now(made, 500 * SECOND))
    assert [section.key for section in found] == ["balance", "share", "agreed", "time", "turns", "equality", "opened"]
    share = found[1].lines
    assert [line.lead for line in share] == ["how", "Ada", "Grace", "known", "source"]
    assert [line.kind for line in share] == ["formula", "figure", "figure", "sure", "source"]


def test_a_session_that_is_over_is_explained_from_what_is_stored() -> None:
    live = session(floor(0, "ada"), floor(304, "grace"), floor(480, how="several"), agreement=FORTY_SIXTY)
    over = fold([live.started, *(floor(0, "ada"), floor(304, "grace"), floor(480, how="several")), FINISHED])
    assert over is not None
    stored = result(over).session
    found = {one.key: one for one in why_stored(stored, agrees=0.93)}
    assert found["balance"].said[0] == "some way off · balance 61"
    assert rows(found["share"])[0].startswith("Ada 5:04 of 8:00 = 63 %")
    assert found["share"].left_out == ("0:20, several at once, not said who: it counts for nobody",)
    assert found["share"].sure == (
        "keyed by hand: within about 3 points",
        "keys and recording agree for 93 % of the talk",
    )
    assert rows(found["turns"])[0].startswith("Ada 1 turn longest 5:04 · usually 5:04")
    assert found["agreed"].said == ("agreed in the charter",)


def test_each_item_of_a_session_that_is_over_has_its_shares_beside_what_was_agreed_for_it() -> None:
    items = (
        e.Item(id="talk", title="Talk", minutes=5),
        e.Item(id="demo", title="Demo", minutes=5, agreement=Agreement(roles={"mentor": 10, "mentee": 90})),
        e.Item(id="more", title="More", minutes=5),
    )
    started = msgspec.structs.replace(session(agreement=FORTY_SIXTY).started, items=items)
    begins = [
        e.ItemStarted(id=f"i{at}", at=at * SECOND, by="ada", item=id) for at, id in ((0, "talk"), (200, "demo"), (450, "more"))
    ]
    over = fold([started, begins[0], floor(0, "ada"), floor(100, "grace"), begins[1], floor(250, "ada"), begins[2], FINISHED])
    assert over is not None
    stored = result(over).session
    found = next(one for one in why_stored(stored) if one.key == "items")
    assert rows(found) == [
        "Talk Ada 50 %, Grace 50 % agreed 40 : 60 · 3:20 of talk",
        "Demo Ada 80 %, Grace 20 % agreed for it 10 : 90 · 4:10 of talk",
    ]
    assert found.left_out == ("1 item with under a minute of talk",)
    one_item = msgspec.structs.replace(stored, items=stored.items[:1])
    assert "items" not in [one.key for one in why_stored(one_item)]


def test_what_only_a_recording_tells_is_explained_where_there_is_one() -> None:
    over = fold([session().started, msgspec.structs.replace(floor(0, "ada"), source="transcript"), FINISHED])
    assert over is not None
    known = Recorded(
        speaking={"ada": 300 * SECOND},
        backchannels={"ada": 2},
        onsets=(("grace", "ada", 4, 1),),
        gaps=12,
        gap=480_000,
        carried=3,
    )
    found = {one.key: one for one in why_stored(msgspec.structs.replace(result(over).session, recorded=known))}
    assert found["share"].sure == ("from a recording: its turns as the file has them",)
    assert rows(found["speaking"]) == ["Ada 5:00 2 signals of a listener in it"]
    assert found["speaking"].sure == ("3 cues without a name, given to the last one",)
    assert found["response"].said == ("usually 0.5 s after the other ends",)
    assert rows(found["onsets"]) == ["Grace while Ada spoke 4 times went on once"]


def test_without_a_figure_there_is_nothing_to_explain_of_a_session_that_is_over() -> None:
    over = fold([session(shown=False).started, floor(0, "ada"), FINISHED])
    untimed = fold([session().started, e.Finished(id="end", at=0)])
    assert over is not None
    assert untimed is not None
    with pytest.raises(Refused, match="agreed not to show"):
        why_stored(result(over).session)
    with pytest.raises(Refused, match="Nobody timed"):
        why_stored(result(untimed).session)


def described(whys: Sequence[Why], names: set[str]) -> bool:
    """Whether every sentence is short, and no word of it judges."""
    for one in whys:
        assert all(width(text) < 70 for text in (*one.said, one.formula, *one.left_out, *one.sure, one.source))
    told = (f"{line.text} {line.tail}" for section in sections(whys) for line in section.lines)
    return not {word.strip(",.:;").casefold() for line in told for word in line.split()} & (NEVER_SAID - names)


def test_the_time_of_four_parts_takes_two_lines() -> None:
    at = [0, SECOND, SECOND, SECOND + 1]
    people = (Participant(id="p1", name="P1", role="mentor", key=1), Participant(id="p2", name="P2", role="mentee", key=2))
    begun = e.SessionStarted(id="start", at=0, wall=0, by="p1", session="s", mentorship="m", me="p1", people=people)
    taken = [
        e.FloorTaken(id=f"t{n}", at=when, wall=when, by="p1", holders=holders, how="named", source="key")
        for n, (when, holders) in enumerate(zip(at, ((), ("p1",), ("p1", "p2"), ("p1",)), strict=True))
    ]
    unsure = e.StretchReassigned(id="u", at=SECOND + 1, wall=SECOND + 1, by="p1", start=0, end=1, holders=(), how="unsure")
    made = fold([begun, *taken, unsure])
    assert made is not None
    now = made.last_at + SECOND
    said = next(one.said for one in why_now(made, now, plan(made, now)) if one.key == "time")
    assert said == ("active time 0:02", "= nobody 0:00 + one 0:01 + several 0:00 + unsure 0:00")


@given(journals(), st.booleans(), st.sampled_from([0, SECOND, 700 * SECOND]))
def test_whatever_happened_it_can_be_explained_in_words_that_describe(events: list[e.AnyEvent], agreed: bool, later: int) -> None:
    started = events[0]
    assert isinstance(started, e.SessionStarted)
    started = msgspec.structs.replace(started, agreement=FORTY_SIXTY if agreed else None, show_figures=True)
    made = fold([started, *events[1:]])
    assert made is not None
    now = made.last_at + later
    names = {word.casefold() for person in made.people for word in person.name.split()}
    if made.show_figures:
        assert described(why_now(made, now, plan(made, now)), names)
    over = fold([started, *events[1:], e.Finished(id="over", at=now)])
    assert over is not None
    if over.finished and (stored := result(over).session).figures.active:
        assert described(why_stored(stored), names)


def same(found: Evenness | None, expect: dict[str, Any]) -> None:
    assert (found and found.evenness) == (
        None if expect["evenness"] is None else pytest.approx(float(expect["evenness"]), abs=1e-9)
    )
    assert (found and found.gini) == ratio(expect["gini_corrected"])
    assert (found and found.variance) == ratio(expect["variance"])


@pytest.mark.parametrize("example", sessions(), ids=lambda example: example["id"])
def test_the_equality_measures_are_those_of_the_worked_example(example: dict[str, Any]) -> None:
    made = fold(events_of(example))
    assert made is not None
    now = us(example["at_ms"])
    same(equality(m.whole(made, now)), example["expect"])
    same(equality(m.last_ten_minutes(made, now)), example["expect"]["window"])


def test_at_two_and_equal_gini_is_what_balance_leaves() -> None:
    span = m.whole(session(floor(0, "ada"), floor(170, "grace"), agreement=Agreement()), 240 * SECOND)
    found, level = equality(span), m.balance(span)
    assert found is not None
    assert level is not None
    assert found.gini == 1 - level
    assert found.gini**2 == 4 * found.variance


def test_of_fewer_than_two_there_is_no_evenness() -> None:
    assert of_shares([]) is None
    assert of_shares([Fraction(1)]) is None
    assert msgspec.structs.asdict(
        of_shares([Fraction(1), Fraction(0)]) or Evenness(people=0, evenness=0, gini=Fraction(0), variance=Fraction(0))
    ) == {
        "people": 2,
        "evenness": 0.0,
        "gini": Fraction(1),
        "variance": Fraction(1, 4),
    }
