"""Channels, common ground and rituals: the rules behind their lines."""

from datetime import UTC, date, datetime

import pytest

from mentortui.core.cadence import Cadence
from mentortui.core.calendar_dues import due_calendar
from mentortui.core.channels import CHANNEL, Channel, call_link, in_writing, one_line, only_updates
from mentortui.core.charter import CharterAnswer
from mentortui.core.charter_dues import due_charter, due_gestures, due_rituals, due_us
from mentortui.core.due import due_on
from mentortui.core.goals import Goal
from mentortui.core.holdings import Holdings
from mentortui.core.kinds import Around
from mentortui.core.milestones import Milestone
from mentortui.core.people import Agreement
from mentortui.core.record_fields import WrongField, filled
from mentortui.core.record_lists import line
from mentortui.core.records import CheckIn, Mentorship, Plan, PlanItem
from mentortui.core.rituals import Touch, shows_figures
from mentortui.core.us import Common
from tests.core.test_charter import PAIR, PEOPLE, replace

AROUND = Around(me="ada", people=(("ada", "Ada"), ("grace", "Grace")), today=date(2026, 11, 25))
CALL = Channel(id="c", channel="video call", purpose="complex", link="https://meet.example/ada-grace")
NEWS = Channel(id="n", channel="a note on Friday", purpose="updates", link="https://notes.example/week")


def wall(day: str) -> int:
    return round(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) * 1_000_000


def items(*titles: str) -> tuple[PlanItem, ...]:
    return tuple(PlanItem(id=title, title=title) for title in titles)


def holdings(mentorship: Mentorship = PAIR, **tables: object) -> Holdings:
    return Holdings(mentorship=mentorship, tables=tables)  # type: ignore[arg-type]


def test_the_link_is_that_of_complex_talk_and_of_a_light_session_that_of_being_in_touch() -> None:
    coffee = Channel(id="r", channel="audio", purpose="relationship", link="tel:+4930123")
    assert call_link([NEWS, coffee, CALL]) == CALL.link
    assert call_link([NEWS, coffee, CALL], "coffee") == coffee.link
    assert call_link([NEWS]) == NEWS.link
    assert call_link([replace(CALL, removed=True)]) == call_link([]) == ""


@pytest.mark.parametrize("link", ["https://a.example/b\nrm -rf", "two words", "\x1b]0;x\x07", "", "a\u2028b", "\ud800"])
def test_what_is_not_one_word_that_can_be_seen_is_no_link(link: str) -> None:
    assert not one_line(link)
    assert call_link([replace(CALL, link=link)]) == ""


def test_a_channel_takes_one_line_of_link_and_each_purpose_one_channel() -> None:
    made = filled(CHANNEL, CHANNEL.blank("x"), {"channel": "call", "link": "https://a.example two"}, AROUND)
    with pytest.raises(WrongField, match="A link has no blanks in it"):
        CHANNEL.rule(made, [])
    with pytest.raises(WrongField, match="There is a channel for complex talk already"):
        CHANNEL.rule(Channel(id="x", channel="call", purpose="complex"), [CALL])
    CHANNEL.rule(CALL, [CALL, NEWS])


def test_a_list_says_what_a_channel_is_for_and_when_one_is_answered() -> None:
    assert line(CALL, CHANNEL, AROUND).text == "complex talk: video call"
    assert line(replace(CALL, answer="within a day"), CHANNEL, AROUND).text == "complex talk: video call · answered within a day"


@pytest.mark.parametrize(
    ("titles", "only"),
    [
        (("Updates from the team", "Status of the release", "Takeaways, next date"), True),
        (("Check-in: done, stuck, next", "News"), True),
        (("Status of the release", "Review of the parser"), False),
        (("Check-in: done, stuck, next", "Takeaways, next date"), False),
        ((), False),
        (("Statuspage: what is it for",), False),
    ],
)
def test_an_agenda_of_updates_alone_could_as_well_be_written(titles: tuple[str, ...], only: bool) -> None:
    assert only_updates(items(*titles)) is only
    said = in_writing(items(*titles), [CALL, NEWS])
    assert said == ("Only updates are on the agenda: in writing this week, by a note on Friday?" if only else "")


def test_a_light_session_shows_no_figures_unless_shares_were_agreed_for_it() -> None:
    assert [shows_figures(PAIR, kind) for kind in ("regular", "coffee", "shadowing", "brainstorming")] == [
        True,
        False,
        False,
        False,
    ]
    assert shows_figures(replace(PAIR, kinds={"coffee": Agreement()}), "coffee")
    assert not shows_figures(replace(PAIR, kinds={"coffee": Agreement()}, show_figures=False), "coffee")


def test_the_day_to_revisit_the_charter_comes_on_home_and_prepare() -> None:
    agreed = holdings(charter=(CharterAnswer(id="a", created=1, question="revisit", text="2026-12-09"),))
    assert due_on(due_charter(agreed), "2026-12-08", "home") == ()
    (line,) = due_on(due_charter(agreed), "2026-12-09", "home")
    assert line.text == "The charter was to be looked at again on Wed 9 Dec"
    assert (line.tab, line.record) == ("charter", "revisit")
    assert due_on(due_charter(agreed), "2026-12-20", "prepare") == (line,)


def test_what_is_common_is_shown_until_three_sessions_were_held() -> None:
    found = (Common(id="1", text="asks what nobody dares", who="grace"), Common(id="2", text="the sea", sort="common"))
    (line,) = due_us(holdings(us=found))
    assert line.text == "Us · Grace: asks what nobody dares · both: the sea"
    assert line.where == ("prepare",)
    for began in ((1, 2), (1, 2, 3)):
        held = replace(holdings(us=found), began=began)
        assert bool(list(due_us(held))) is (len(began) < 3)


def test_a_reflection_is_proposed_a_quarter_after_the_last_and_never_where_there_was_none() -> None:
    held = Plan(id="p", kind="reflection", state="held", starts=wall("2026-08-20"))
    found = tuple(due_rituals(replace(holdings(), plans=(held,))))
    assert [len(due_on(found, day, "prepare")) for day in ("2026-11-18", "2026-11-19", "2027-03-08", "2027-03-09")] == [
        0,
        1,
        1,
        0,
    ]
    assert due_on(found, "2026-11-20", "home") == ()
    assert list(due_rituals(replace(holdings(), plans=(replace(held, kind="regular"),)))) == []


def test_a_reflection_that_nobody_prepared_counts_too() -> None:
    found = tuple(due_rituals(replace(holdings(), latest={"reflection": wall("2026-08-20")})))
    assert [len(due_on(found, day, "prepare")) for day in ("2026-11-18", "2026-11-19")] == [0, 1]


def test_a_milestone_offers_a_gesture_for_a_fortnight_or_until_there_was_one() -> None:
    goal = Goal(id="g", name="Release lead", milestones=(Milestone(id="m", what="first release", reached="2026-11-20"),))
    found = tuple(due_gestures(holdings(goals=(goal,))))
    assert [len(due_on(found, day, "home")) for day in ("2026-11-19", "2026-11-20", "2026-12-04", "2026-12-05")] == [0, 1, 1, 0]
    assert found[0].text == "Reached: first release. A thank-you, or an article to send?"
    sent = Touch(id="t", text="well done", day="2026-11-21")
    assert list(due_gestures(holdings(goals=(goal,), touches=(sent,)))) == []
    before = replace(sent, day="2026-11-01")
    assert list(due_gestures(holdings(goals=(goal,), touches=(before,)))) == list(found)


def test_a_touch_is_contact_as_a_check_in_is() -> None:
    rhythm = replace(PAIR, check_ins=Cadence(every=1, unit="week", start="2026-11-02", owner="ada"))
    checkin = CheckIn(id="c", person="grace", created=wall("2026-11-03"))

    def first(found: Holdings) -> str:
        return next((due.since for due in due_calendar(found)), "none")

    before = first(replace(holdings(rhythm), checkins=(checkin,)))
    after = first(
        replace(holdings(rhythm, touches=(Touch(id="t", text="a voice message", day="2026-11-12"),)), checkins=(checkin,))
    )
    assert before < after


def test_who_uses_none_of_it_is_told_nothing() -> None:
    empty = Holdings(mentorship=PAIR, plans=(Plan(id="p", kind="first"),), began=(1, 2, 3, 4))
    assert [list(source(empty)) for source in (due_charter, due_us, due_rituals, due_gestures)] == [[], [], [], []]
    assert len(PEOPLE) == 2
