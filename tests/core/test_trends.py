"""Over sessions: what is added up and what is left out, a direction only where there is one, who brings, opens and closes."""

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core import trends as t
from mentortui.core import trends_begins as begins
from mentortui.core import trends_course as mv
from mentortui.core import trends_groups as g
from mentortui.core import trends_held as h
from mentortui.core.agreed import against
from mentortui.core.effect import effect
from mentortui.core.fold import fold
from mentortui.core.people import Agreement
from mentortui.core.records import FinishedSession, Plan
from mentortui.core.restored import again
from mentortui.core.restored import mended as mended_session
from mentortui.core.result import result
from mentortui.core.session import Session
from mentortui.core.trends_look import VIEWS, beside, looked, overview, shown_people
from mentortui.core.trends_sums import level
from mentortui.core.trends_tables import all_tables, tables
from mentortui.core.trends_why import why_trends
from mentortui.core.trends_words import (
    change_brief,
    change_words,
    effect_words,
    left_out_words,
    minutes_sentence,
    minutes_words,
    rounded,
    talk_words,
)
from mentortui.core.turn_taking import opened_and_closed
from mentortui.core.why import sections
from mentortui.core.word_tables import layout
from mentortui.formats.trend_csv import trends_csv
from mentortui.formats.trend_figures import trends_shape
from tests.core.anything import end_of, journals
from tests.core.examples import load
from tests.core.helpers import SECOND, Driven
from tests.past_years import (
    ADA,
    GRACE,
    MINUTE,
    TODAY,
    item,
    mentorship,
    prompts,
    rising,
    seen,
    session,
    trends,
)

LONG_TERM = {one["id"]: one for one in load()["long_term_examples"]}


def example_sessions() -> list[FinishedSession]:
    """The pooled example, as it would be stored."""
    return [
        session(
            number,
            date.fromisoformat(one["date"]),
            {person: ms / 60_000 for person, ms in one["floor_ms"].items()},
            {person: int(ms) / 60_000 for person, ms in one["expected_ms"].items()},
            kind=one["kind"],
        )
        for number, one in enumerate(LONG_TERM["pooled"]["sessions"], 1)
    ]


def example_days(name: str) -> t.Trends:
    """An example of a direction: sessions whose share is so many points away from the agreed one."""
    found = LONG_TERM[name]
    return trends(rising(date(2026, 1, 1), found["deviation_points"], found["days"]))


def whole(found: t.Trends) -> g.Group:
    return g.whole(found)


@pytest.mark.parametrize(
    ("by", "key", "name"), [("all", "all", "all"), ("quarter", "2026-1", "quarter_2026_1"), ("kind", "regular", "kind_regular")]
)
def test_the_worked_example_adds_up(by: g.By, key: str, name: str) -> None:
    expected = LONG_TERM["pooled"]["expect"][name]
    group = next(one for one in g.groups(trends(example_sessions()), by) if one.key == key)
    span = group.pooled.span
    assert group.pooled.sessions == len(group.parts) == expected["sessions"]
    assert m.shares(span) == {person: Fraction(share) for person, share in expected["share"].items()}
    assert m.agreed_shares(span) == {person: Fraction(share) for person, share in expected["agreed_share"].items()}
    assert group.pooled.balance == Fraction(expected["balance_pooled"])
    assert group.pooled.usual == Fraction(expected["balance_median"])


@pytest.mark.parametrize("name", ["rising", "no-clear-change"])
def test_the_worked_directions_come_out(name: str) -> None:
    expected = LONG_TERM[name]["expect"]
    change = mv.change(whole(example_days(name)), "grace")
    assert change.slope is not None
    assert change.slope.middle == Fraction(str(expected["slope_per_30_days"]))
    assert (change.slope.low, change.slope.high) == (Fraction(str(expected["low"])), Fraction(str(expected["high"])))


def test_a_direction_is_named_only_where_there_is_one() -> None:
    risen, unclear = whole(example_days("rising")), whole(example_days("no-clear-change"))
    assert change_words("Grace", mv.change(risen, "grace"), agreed=True) == "Grace: 4 points a month nearer to agreed (3 to 5)"
    assert change_words("Ada", mv.change(risen, "ada"), agreed=True) == "Ada: 4 points a month nearer to agreed (3 to 5)"
    assert change_words("Grace", mv.change(risen, "grace"), agreed=False) == "Grace: 4 points a month more of the talk (3 to 5)"
    assert change_words("Ada", mv.change(risen, "ada"), agreed=False) == "Ada: 4 points a month less of the talk (3 to 5)"
    assert change_words("Grace", mv.change(unclear, "grace"), agreed=True) == "No clear change over 9 sessions"
    assert change_brief(mv.change(risen, "grace"), agreed=True) == "4 nearer (3 to 5)"
    assert change_brief(mv.change(unclear, "grace"), agreed=True) == "no clear change"


def test_a_share_that_went_past_the_agreed_one_is_neither_nearer_nor_further() -> None:
    points = (-18, -14, -9, -7, -2, 2, 6, 11, 13, 18)
    past = whole(trends(rising(points=points)))
    said = change_words("Grace", mv.change(past, "grace"), agreed=True)
    assert said == "Grace: 8 points a month, 18 below agreed to 18 above (8 to 9)"
    away = whole(trends(rising(points=(-2, -4, -6, -8, -10, -12, -14, -16, -18, -20))))
    assert "further from agreed" in change_words("Grace", mv.change(away, "grace"), agreed=True)


def test_too_few_sessions_and_too_few_days_say_so() -> None:
    few = whole(trends(rising()[:5]))
    assert change_words("Grace", mv.change(few, "grace"), agreed=True) == "Too few sessions for a trend: 5 of 8"
    short = whole(trends(rising(days=range(10))))
    assert change_words("Grace", mv.change(short, "grace"), agreed=True) == "Too short a time for a trend: 9 of 60 days"
    assert mv.change(few, "nobody") == mv.Change(sessions=0, days=0)


def test_only_the_last_two_hundred_make_the_direction() -> None:
    many = rising(date(2020, 1, 1), [-30] * 50 + [0] * 200, range(0, 2500, 10))
    change = mv.change(whole(trends(many)), "grace")
    assert change.slope is not None
    assert (change.sessions, change.slope.middle) == (200, 0)


def test_what_is_left_out_is_counted() -> None:
    day = date(2026, 3, 1)
    found = trends(
        [
            session(1, day, {"ada": 20, "grace": 30}),
            session(2, day, {"ada": 0, "grace": 0}),
            session(3, day, {"ada": 2, "grace": 2.9}),
            session(4, day, {"ada": 20, "grace": 30}, show_figures=False),
            session(5, day, {"ada": 2, "grace": 3}),
        ],
        [Plan(id="p1", kind="regular", state="missed"), Plan(id="p2", kind="regular", state="held")],
    )
    assert [one.number for one in found.counted] == [1, 5]
    assert found.left_out == t.LeftOut(missed=1, not_keyed=1, short=1, hidden=1)
    assert found.left_out.all == 4
    said = "left out: 1 missed, 1 not keyed, 1 under 5 min of talk, 1 without figures, as agreed"
    assert left_out_words(found.left_out) == said
    assert left_out_words(t.LeftOut()) == ""
    look = looked(found, "grace", TODAY)
    assert overview(look) == f"2 sessions with talk since Mar · {said}"


def test_who_was_only_in_sessions_that_are_left_out_is_not_named_above() -> None:
    def held(id: str, *others: str, talk: int) -> h.Held:
        figures = {"active": talk, "floor": {"ada": talk // 2, "grace": talk // 2}, "expected": {}, "nobody": 0, "several": 0}
        people = [{"id": one, "name": one, "role": "guest", "key": n} for n, one in enumerate(("ada", "grace", *others), 1)]
        text = {"id": id, "number": 1, "kind": "regular", "title": "", "began": 0, "me": "ada", "people": people}
        figures |= {"unsure": 0, "turns": {}, "longest": {}}
        return h.held(msgspec.convert({**text, "figures": figures}, h.Stored), "UTC")

    sessions = [held("s1", "kofi", talk=40 * MINUTE), held("s2", "SPEAKER_02", talk=2 * MINUTE)]
    found = t.gathered(mentorship(), sessions, ())
    assert [one.why for one in found.held] == ["", "short"]
    assert found.others == ("grace", "kofi")
    assert found.names["SPEAKER_02"] == "SPEAKER_02"


def test_one_column_has_minutes_or_hours_and_not_both() -> None:
    assert [talk_words(time * MINUTE, 370 * MINUTE) for time in (52, 370)] == ["0 h 52", "6 h 10"]
    assert [talk_words(time * MINUTE, 119 * MINUTE) for time in (52, 119)] == ["52 min", "119 min"]
    assert talk_words(12 * MINUTE + 53 * SECOND) == "12 min"


def test_where_nothing_was_agreed_nothing_is_said_to_be_near_it() -> None:
    equal = {"ada": 25, "grace": 25}
    nothing = [session(n, date(2026, n, 1), {"ada": 40, "grace": 10}, equal, agreement=None) for n in range(1, 10)]
    look = looked(trends(nothing), "grace", TODAY)
    (group,) = g.groups(look.trends, "all")
    assert not group.agreed
    assert g.usual_word(group) is None
    said = " ".join(cell for table in all_tables(look) for row in table.rows for cell in row.cells)
    assert "near agreed" not in said
    assert "far from agreed" not in said
    assert "nothing agreed" in said
    assert beside(look) == "of talk · nothing agreed, beside equal shares · keyed by hand"
    assert minutes_sentence(group, "grace", "Grace") == "Grace had 135 min fewer than equal shares"
    some = looked(trends([*nothing, session(10, date(2026, 10, 1), {"ada": 20, "grace": 30})]), "grace", TODAY)
    assert "Nothing was agreed for 9 of 10: beside equal shares there" in tables(some, "time")[0].below


def test_shares_agreed_for_one_item_alone_judge_neither_the_others_nor_the_session() -> None:
    own = msgspec.structs.replace(item("Demo", {"ada": 20, "grace": 20}), agreement=Agreement(roles={"mentor": 90, "mentee": 10}))
    in_force = ((0, {"ada": "9/10", "grace": "1/10"}), (40 * MINUTE, {"ada": "1/2", "grace": "1/2"}))
    made = session(
        1,
        date(2026, 3, 1),
        {"ada": 25, "grace": 25},
        agreement=None,
        items=(own, item("Talk", {"ada": 5, "grace": 5})),
        in_force=in_force,
    )
    found = trends([made])
    assert {group.called: group.agreed for group in g.groups(found, "item")} == {"Demo": True, "Talk": False}
    assert not found.counted[0].agreed
    near = tables(looked(found, "grace", TODAY), "time")[0].rows[0].cells[-1]
    assert near == "nothing agreed"
    assert "nothing agreed but for 1 item" in against(made, "50 : 50")


def test_a_stretch_taken_from_a_recording_is_told_where_it_joined_a_keyed_turn() -> None:
    keyed = session(1, date(2026, 3, 1), {"ada": 25, "grace": 25})
    found = trends([msgspec.structs.replace(keyed, keyed=keyed.turns)])
    assert beside(looked(found, "grace", TODAY)).endswith("1 from a transcript")


def test_minutes_are_told_against_what_was_agreed() -> None:
    group = whole(trends([session(1, date(2026, 11, 1), {"ada": 60, "grace": 40})]))
    assert minutes_sentence(group, "grace", "Grace", "This quarter") == "This quarter Grace had 20 min fewer than agreed"
    assert (minutes_words(group, "ada"), minutes_words(group, "grace")) == ("20 min more", "20 min fewer")
    even = whole(trends([session(1, date(2026, 11, 1), {"ada": 40, "grace": 60})]))
    assert minutes_sentence(even, "ada", "Ada") == "Ada had as many minutes as agreed"


def test_items_of_one_title_belong_together_and_short_ones_are_left_out() -> None:
    day = date(2026, 3, 1)
    found = trends(
        [
            session(1, day, {"ada": 20, "grace": 30}, items=(item("Code  review", {"ada": 5, "grace": 5}),)),
            session(2, day, {"ada": 20, "grace": 30}, items=(item("code Review", {"ada": 5, "grace": 15}),)),
            session(3, day, {"ada": 20, "grace": 30}, items=(item("CODE review", {"ada": 0.4, "grace": 0.5}),)),
            session(4, day, {"ada": 20, "grace": 30}, items=(item("Never begun", {}, state="waiting"),)),
        ]
    )
    (group,) = g.groups(found, "item")
    assert (group.called, len(group.parts), group.too_short) == ("CODE review", 2, 1)
    assert m.shares(group.pooled.span) == {"ada": Fraction(1, 3), "grace": Fraction(2, 3)}
    below = tables(looked(found, "grace", TODAY), "item")[0].below
    assert below == ("1 item with under a minute of talk left out",)


def test_quarters_are_those_of_the_users_zone() -> None:
    late = session(1, date(2026, 3, 31), {"ada": 20, "grace": 30}, began=1_774_996_200_000_000)  # 31 March 22:30 UTC
    assert seen(late, "Europe/Berlin").date == date(2026, 4, 1)
    assert seen(late, "America/New_York").date == date(2026, 3, 31)
    (group,) = g.groups(trends([late]), "quarter")
    assert (group.key, group.called) == ("2026-2", "Apr to Jun 2026")


def test_who_brings_the_topics_is_counted_also_without_figures() -> None:
    items = (item("A", {"ada": 5}, by="ada"), item("B", {}, by="grace", state="waiting"), item("C", {"ada": 5}))
    found = begins.brought(trends([session(1, TODAY, {"ada": 20, "grace": 30}, items=items, show_figures=False)]))
    assert [(one.person, one.topics, one.taken_up, one.used // MINUTE) for one in found] == [
        ("ada", 1, 1, 5),
        ("grace", 1, 0, 0),
        ("", 1, 1, 5),
    ]


def test_who_opens_and_closes_is_known_from_the_turns() -> None:
    turns = (
        ("ada", 0, 2, "key"),
        ("grace", 1, 9, "key"),
        ("+", 9, 12, "key"),
        ("ada", 12, 20, "mended"),
        ("grace", 25, 30, "entered"),
    )
    turns = tuple((who, start * MINUTE, end * MINUTE, how) for who, start, end, how in turns)
    items = (item("one", {"ada": 2, "grace": 8}), item("two", {"ada": 8}), item("silent", {}))
    changes = ((0, "one"), (10 * MINUTE, "two"), (20 * MINUTE, "silent"))
    found = seen(session(1, TODAY, {"ada": 20, "grace": 30}, items=items, turns=turns, item_changes=changes))
    assert (found.ends.opened, found.ends.closed) == ("ada", "ada")
    assert [(topic.ends.opened, topic.ends.closed) for topic in found.topics] == [("ada", "grace"), ("ada", "ada"), ("", "")]
    assert found.sources == ("entered", "key", "mended")
    typed_in = seen(session(1, TODAY, {"ada": 20, "grace": 30}, turns=()))
    assert (typed_in.ends.opened, typed_in.sources) == ("", ("entered",))


def test_a_voice_that_was_heard_and_is_nobodys_opens_and_closes_nothing() -> None:
    turns = (("~", 0, 5, "heard"), ("ada", 5, 12, "heard"), ("grace", 12, 15, "key"), ("-", 15, 20, "heard"))
    turns = tuple((who, start * MINUTE, end * MINUTE, how) for who, start, end, how in turns)
    found = seen(session(1, TODAY, {"ada": 7, "grace": 3}, turns=turns))
    assert (found.ends.opened, found.ends.closed) == ("ada", "grace")


@settings(max_examples=25, deadline=None)
@given(journals(finishing=False))
def test_stored_turns_tell_who_opened_as_the_events_do(events: list[e.AnyEvent]) -> None:
    facts = fold([*events, e.Finished(id="end", at=end_of(events), wall=end_of(events), by="p1")])
    assert facts is not None
    assert facts.finished
    ends = opened_and_closed(facts.parts(facts.ended_at))
    stored = result(facts).session
    found = seen(stored, "UTC")
    assert [(one.ends.opened, one.ends.closed) for one in found.topics] == [
        (ends[row.id].opened, ends[row.id].closed) if row.id in ends else ("", "") for row in stored.items
    ]


minutes = st.integers(1, 60)
times = st.dictionaries(st.sampled_from(["ada", "grace", "kofi"]), st.integers(0, 90), min_size=2)


@settings(max_examples=40, deadline=None)
@given(times, times)
def test_a_balance_is_that_of_the_measures_whatever_a_file_says(floor: dict[str, int], expected: dict[str, int]) -> None:
    one = item("Talk", {person: time for person, time in floor.items() if time})
    owed = {person: time * MINUTE for person, time in expected.items() if time}
    found = seen(session(1, TODAY, floor, expected, items=(msgspec.structs.replace(one, expected=owed),)))
    for span, found_level in ((found.span, found.level), (found.topics[0].span, level(found.topics[0].span))):
        assert found_level == m.balance(span)
        assert not span.talk or not any(expected.values()) or abs(sum(span.expected.values()) - span.talk) <= 3


def test_who_had_nothing_of_an_item_had_less_than_agreed_of_it() -> None:
    found = trends([session(1, TODAY, {"ada": 20, "grace": 30}, items=(item("Talk", {"ada": 10}),))])
    (group,) = g.groups(found, "item")
    assert group.pooled.balance == 0
    assert tables(looked(found, "grace", TODAY), "item")[0].rows[0].cells[3:8] == (
        "0 %",
        "60 %",
        "",
        "6 min fewer",
        "far from agreed",
    )


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 900), st.integers(1, 60), st.integers(1, 60), st.sampled_from(["regular", "review", "own"])),
        max_size=12,
    )
)
def test_kinds_and_quarters_each_add_up_to_all_whatever_the_order(told: list[tuple[int, int, int, str]]) -> None:
    sessions = [
        session(number, date(2024, 1, 1) + timedelta(days=day), {"ada": ada, "grace": grace}, kind=kind)
        for number, (day, ada, grace, kind) in enumerate(told)
    ]
    mixed = list(sessions)
    random.Random(len(told)).shuffle(mixed)
    found = trends(sessions)
    assert trends(mixed) == found
    everything = g.whole(found).pooled.span
    for by in ("kind", "quarter"):
        spans = [group.pooled.span for group in g.groups(found, by)]  # type: ignore[arg-type]
        assert sum(span.talk for span in spans) == everything.talk
        for person in ("ada", "grace"):
            assert sum(span.floor.get(person, 0) for span in spans) == everything.floor.get(person, 0)
            assert sum(span.expected.get(person, 0) for span in spans) == everything.expected.get(person, 0)
    quarters = [tuple(map(int, group.key.split("-"))) for group in g.groups(found, "quarter")]
    assert all(later > earlier for later, earlier in pairwise(quarters))


def test_below_ten_of_each_nothing_is_said_of_prompts() -> None:
    def told(shown: int, withheld: int) -> tuple[str, ...]:
        return effect_words(trends([session(1, TODAY, {"ada": 20, "grace": 30}, prompts=prompts(shown, withheld))]))

    assert told(0, 0) == ("No prompt about shares was shown yet.",)
    for few in (told(9, 10), told(10, 9), told(40, 0)):
        assert "Nothing is said below 10 of each." in few
        assert not any("rose" in line for line in few)
    enough = told(10, 10)
    assert "With a prompt: +24 points, the middle of 10." in enough
    assert "Without one: +14 points, the middle of 10." in enough
    assert "After prompts shares rose more than without them." in enough


def test_a_prompt_that_changed_nothing_is_said_to_have_changed_nothing() -> None:
    same = tuple(msgspec.structs.replace(row, shown=n % 2 == 0) for n, row in enumerate(prompts(24)))
    found = trends([session(1, TODAY, {"ada": 20, "grace": 30}, prompts=same)])
    assert not effect(t.episodes(found)).clear
    assert "After prompts shares rose; without them as much." in effect_words(found)


def test_prompts_with_too_little_around_them_compare_nothing() -> None:
    cut = tuple(msgspec.structs.replace(row, after=None) for row in prompts(12, 12))
    silent = tuple(msgspec.structs.replace(row, before=(0, 0)) for row in prompts(12, 12))
    found = trends([session(1, TODAY, {"ada": 20, "grace": 30}, prompts=(*cut, *silent))])
    assert t.episodes(found) == ()
    assert "24 prompts shown, 0 with talk for five minutes on both sides." in effect_words(found)


def test_a_session_keeps_its_prompts_with_the_talk_around_them_and_mending_changes_that() -> None:
    driven = Driven()
    driven.do(c.give_floor, "ada")
    driven.now += 480 * SECOND
    shown = {"prompt": "share", "person": "grace"}
    driven.events.append(e.PromptShown(**c.fields(driven.stamp(e.PROGRAM)), **shown))  # type: ignore[arg-type]
    driven.do(c.give_floor, "grace")
    driven.now += 400 * SECOND
    driven.events.append(e.PromptShown(**c.fields(driven.stamp(e.PROGRAM)), **shown))  # type: ignore[arg-type]
    driven.events.append(e.PromptShown(**c.fields(driven.stamp(e.PROGRAM)), prompt="turn", person="grace", length=180))
    driven.now += 60 * SECOND
    driven.do(c.finish, False)
    stored = result(driven.session).session
    first, last = stored.prompts
    assert (first.at, first.before, first.after) == (8 * MINUTE, (0, 5 * MINUTE), (5 * MINUTE, 5 * MINUTE))
    assert (last.person, last.before, last.after) == ("grace", (5 * MINUTE, 5 * MINUTE), None)
    assert [one.after for one in t.episodes(trends([stored]))] == [1]
    mended = again(stored, driven_mended(stored))
    assert mended.prompts[0].after == (4 * MINUTE, 5 * MINUTE)


def driven_mended(stored: FinishedSession) -> Session:
    """The minute after the prompt was Ada's."""
    start = 8 * MINUTE
    fields = c.fields(c.Stamp("mend", stored.ended - stored.began, stored.ended, "ada"))
    return mended_session(stored, [e.StretchReassigned(**fields, start=start, end=start + MINUTE, holders=("ada",))])


def test_figures_the_pair_agreed_not_to_show_stand_nowhere() -> None:
    look = looked(trends(rising(), show_figures=False), "grace", TODAY)
    for view in VIEWS:
        found = tables(look, view)
        said = " ".join(
            [cell for table in found for row in table.rows for cell in row.cells] + [s for one in found for s in one.said]
        )
        assert "%" not in said
        assert "agreed not to show speaking figures" in said if view != "begins" else "brought" in said
        assert not any("%" in line.text for part in sections(why_trends(look, view)) for line in part.lines)


def test_everything_that_is_said_is_short_and_never_a_grade() -> None:
    look = looked(trends(rising()), "grace", TODAY)
    said = [line for table in all_tables(look) for line in (*table.said, *table.below)]
    assert said
    assert max(map(len, said)) < 70
    words = " ".join(said).casefold()
    for never in ("dominate", "interrupt", "too much", "silent", "unfair", "score", "good", "bad"):
        assert never not in words


@pytest.mark.parametrize("view", VIEWS)
def test_why_says_what_is_left_out_and_how_sure(view: str) -> None:
    found = [*rising(), session(99, date(2026, 11, 20), {"ada": 0, "grace": 0})]
    look = looked(trends([*found]), "grace", TODAY)
    lines = [line for part in sections(why_trends(look, view)) for line in part.lines]  # type: ignore[arg-type]
    leads = {line.lead for line in lines}
    assert "how" in leads
    assert "left out" in leads
    if view in ("time", "quarter", "kind", "item"):
        text = " ".join(f"{line.text} {line.tail}" for line in lines)
        assert "4.0 points a month in 95 of 100 cases between 2.9 and 5.2" in text
        assert "1 session: nobody had the floor by keys, recording or memory" in text
        assert "keyed by hand: within about 3 points" in text


def test_each_row_of_a_group_is_told_in_words_where_no_column_has_room() -> None:
    look = looked(trends(rising()), "grace", TODAY)
    rows = next(part for part in sections(why_trends(look, "kind")) if part.key == "rows")
    assert [line.lead for line in rows.lines[1:]] == ["regular session", "review of work", "career session"]
    assert rows.lines[1].text == "near agreed 84, usually near agreed 85"
    assert "Too few sessions for a trend: 5 of 8" in rows.lines[1].tail


@pytest.mark.parametrize("cells", [8, 20, 38, 56, 76, 116, 200])
def test_columns_have_room_in_any_width_and_the_share_stays(cells: int) -> None:
    for table in all_tables(looked(trends(rising()), "grace", TODAY)):
        found = layout(table, cells)
        assert sum(wide for _, wide in found) + 2 * max(0, len(found) - 1) <= cells or all(wide == 1 for _, wide in found)
        if table.rows:
            assert 0 in [place for place, _ in found]
            if table.key in ("time", "quarter", "kind", "item"):
                assert "Grace Otieno" in [table.columns[place].head for place, _ in found]


def test_guests_are_told_after_the_people_of_the_mentorship() -> None:
    kofi = msgspec.structs.replace(GRACE, id="kofi", name="Kofi", role="guest", key=3)
    floor = {"ada": 10, "grace": 20, "kofi": 10}
    found = trends([session(1, TODAY, floor, {"ada": 16, "grace": 24, "kofi": 0}, people=(ADA, GRACE, kofi))])
    assert shown_people(looked(found, "ada", TODAY)) == ("grace", "kofi", "ada")
    rows = tables(looked(found, "kofi", TODAY), "time")[0].rows
    assert rows[0].cells[3:5] == ("25 %", "0 %")


def test_points_are_whole_and_without_a_sign_for_nothing() -> None:
    assert [rounded(Fraction(value)) for value in ("4.4", "-3.5", "-0.2", "0")] == ["4", "−4", "0", "0"]
    assert rounded(Fraction("0.44"), 1) == "0.4"


wild = st.integers(-(2**63), 2**63)
anybody = st.sampled_from(["ada", "grace", "kofi", "+", "?", ""])
sums = st.dictionaries(anybody, wild, max_size=3)
by_hand = st.fixed_dictionaries(
    {
        "floor": sums,
        "expected": sums,
        "turns": st.lists(st.tuples(anybody, wild, wild, st.sampled_from(["key", "entered", "odd"])), max_size=6),
        "item_changes": st.lists(st.tuples(wild, st.sampled_from(["", "Talk", "gone"])), max_size=4),
        "began": st.integers(0, 250_000_000_000_000_000),
        "kind": st.sampled_from(["regular", "", "own"]),
        "before": st.tuples(wild, wild),
    }
)


UNSURE_BEYOND_ALL: dict[str, Any] = {"expected": {}, "turns": [], "item_changes": [], "began": 0}
UNSURE_BEYOND_ALL |= {"kind": "regular", "before": (0, 0)}


@settings(max_examples=25, deadline=None)
@given(st.lists(by_hand, max_size=9))
@example([{**UNSURE_BEYOND_ALL, "floor": {"ada": 5 * MINUTE}}])
def test_whatever_a_hand_wrote_into_a_file_can_be_looked_at(told: list[dict[str, Any]]) -> None:
    sessions = []
    for number, one in enumerate(told):
        figures = {"active": one["began"], "nobody": -1, "several": 2**62, "unsure": -5, "turns": {}, "longest": {}}
        figures |= {"floor": one["floor"], "expected": one["expected"]}
        row = {"id": "Talk", "title": "Talk", "minutes": None, "used": -3, "state": "open"}
        row |= {"floor": one["expected"], "expected": one["floor"], "brought_by": "nobody known"}
        more = {name: one[name] for name in ("turns", "item_changes", "began", "kind")}
        prompt = {"person": "?", "at": -1, "before": one["before"], "after": one["before"]}
        text = {"id": f"s{number}", "number": -number, "title": "", "me": "ada", "people": [], "figures": figures}
        sessions.append(h.held(msgspec.convert({**text, "items": [row], "prompts": [prompt], **more}, h.Stored), "Europe/Berlin"))
    found = t.gathered(mentorship(), sessions, ())
    look = looked(found, "grace", TODAY)
    for table in all_tables(look):
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
    for view in VIEWS:
        sections(why_trends(look, view))
    assert trends_csv([trends_shape(look)])
