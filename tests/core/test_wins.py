"""The wins wall by quarter, for whom, who may read it, whose turn it is; a thank-you from the wins."""

from datetime import date

from mentortui.core.capture import Capture
from mentortui.core.heads import local
from mentortui.core.record_details import OpportunityDetails, ResourceDetails, WinDetails
from mentortui.core.records import Living
from mentortui.core.thanks import thanks_from_wins
from mentortui.core.wins import may_read, quarter_line, turn, wall
from tests.past_years import noon

NAMES = {"ada": "Ada", "grace": "Grace"}
TODAY = date(2026, 11, 25)


def day(moment: int) -> date:
    return local(moment, "Europe/Berlin").date()


def win(id: str, on: date, who: str = "grace", **details: str) -> Living:
    capture = Capture(id=id, kind="win", text=f"win {id}", who=who)
    return Living(id=id, created=noon(on), capture=capture, details=WinDetails(**details) if details else None)


WINS = (
    win("a", date(2026, 11, 20), effect="nobody was paged", seen_by="public"),
    win("b", date(2026, 10, 2), "ada", named_by="grace"),
    win("c", date(2026, 8, 1), ""),
    win("p", date(2026, 11, 21), seen_by="private"),
)


def test_the_wall_stands_by_quarter_with_whose_they_are() -> None:
    assert [quarter_line(quarter, wins, NAMES) for quarter, wins in wall(WINS, day)] == [
        "Oct to Dec 2026: 1 of Ada, 2 of Grace",
        "Jul to Sep 2026: 1 of both",
    ]


def test_who_may_read_a_win_decides_where_it_goes() -> None:
    found = {audience: [one.id for one in WINS if may_read(one, audience)] for audience in ("me", "pair", "public")}  # type: ignore[arg-type]
    assert found == {"me": ["a", "b", "c", "p"], "pair": ["a", "b", "c"], "public": ["a"]}


def test_it_is_the_turn_of_who_named_one_longest_ago_and_of_the_mentee_before_the_first() -> None:
    assert turn((), "ada", "grace", NAMES, day, TODAY) == "Grace's turn to name the first win"
    assert turn(WINS[:2], "ada", "grace", NAMES, day, TODAY) == "Grace's turn to name one; you named the last, Fri 20 Nov"
    assert turn(WINS[1:2], "ada", "grace", NAMES, day, TODAY) == "Your turn to name one; Grace named the last, Fri 2 Oct"


def test_a_thank_you_says_what_helped_and_nothing_private_and_looks_further_back_where_nothing_is_new() -> None:
    living = (
        *WINS,
        Living(
            id="f",
            created=noon(TODAY),
            capture=Capture(id="f", kind="feedback", text="clear questions", who="ada", giver="grace"),
        ),
        Living(id="w", created=noon(TODAY), capture=Capture(id="w", kind="feedback", text="not yet", who="grace", later=True)),
        Living(
            id="r",
            created=noon(TODAY),
            capture=Capture(id="r", kind="resource", text="Release It!", who="ada"),
            details=ResourceDetails(sent_by="grace", reading="useful"),
        ),
        Living(
            id="o",
            created=noon(TODAY),
            capture=Capture(id="o", kind="opportunity", text="the guild day", who="ada"),
            details=OpportunityDetails(),
            state="done",
        ),
    )
    said = thanks_from_wins(living, me="ada", to=("grace",), names=NAMES, since=date(2026, 10, 1), day=day)
    assert said == "\n".join(
        [
            "Hello Grace,",
            "thank you for working on this with me.",
            "",
            "I want to celebrate: win a (nobody was paged)",
            "",
            "What I could do, also because of you: win b",
            "",
            "Your feedback to me: clear questions",
            "",
            "A door you opened for me: the guild day",
            "",
            "What you sent me, and it helped: Release It!",
            "",
            "Ada",
        ]
    )
    old = thanks_from_wins(WINS, me="ada", to=("grace",), names=NAMES, since=date(2027, 10, 1), day=day)
    assert "win c" in old
    assert "win p" not in old
    assert thanks_from_wins((), me="ada", to=("grace",), names=NAMES, since=TODAY, day=day).splitlines() == [
        "Hello Grace,",
        "thank you for working on this with me.",
        "",
        "Ada",
    ]
