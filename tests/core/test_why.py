"""What w says about a figure: the same numbers as the measures, and everything that is left out."""

from fractions import Fraction
from typing import Any

import msgspec
import pytest

from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.commands import Refused
from mentortui.core.equality import Evenness, equality, of_shares
from mentortui.core.fold import fold
from mentortui.core.people import Agreement, Participant
from mentortui.core.session import Session
from mentortui.core.why import sections
from mentortui.core.why_session import why_now
from tests.core.examples import events_of, ratio, sessions, us

SECOND = 1_000_000
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


def said(session: Session, now: int) -> dict[str, list[str]]:
    return {
        section.key: [
            " ".join(" ".join(part for part in (line.lead, line.text, line.tail) if part).split()) for line in section.lines
        ]
        for section in sections(why_now(session, now * SECOND))
    }


FORTY_SIXTY = Agreement(roles={"mentor": 40, "mentee": 60})


def test_the_number_is_explained_down_to_its_inputs() -> None:
    found = said(session(floor(0, "ada"), floor(304, "grace"), floor(480), agreement=FORTY_SIXTY), 500)
    assert found["balance"] == [
        "some way off · balance 61",
        "100 is exactly as agreed, 0 as far from it as possible",
        "1:52 more for Grace would be exactly as agreed",
    ]
    assert found["inputs"] == [
        "Ada 5:04 of 8:00 = 63 % agreed 40 % = 3:12, 1:52 above",
        "Grace 2:56 of 8:00 = 37 % agreed 60 % = 4:48, 1:52 below",
    ]
    assert [line.split(" half")[0].split(" whoever")[0] for line in found["formula"][:2]] == [
        "distance 23.3 points",
        "furthest 60 points",
    ]
    assert found["formula"][2].startswith("balance 100 × (1 − 23.3 ÷ 60) = 61")
    assert found["formula"][3].startswith("agreed for this session")
    assert found["time"] == ["active time 8:20 = nobody 0:20 + one 8:00"]
    assert found["known"] == ["keyed by hand: within about 3 points"]


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
    found = said(session(*events, people=3, agreement=Agreement(roles={"peer": 100})), 600)
    assert found["time"] == [
        "active time 4:00 = one 1:00 + several 1:00 + unsure 2:00",
        "several at once 0:30 counts in full for each of them",
        "several, not said who 0:30 counts for nobody",
        "unsure 2:00 left out: the shares cover 50 % of the time",
        "not counted: pauses 1:00",
        "not counted: away, whose time nobody has said 5:00",
    ]


def test_after_ten_minutes_both_the_window_and_the_session_are_explained() -> None:
    found = said(session(floor(0, "ada"), floor(600, "grace"), agreement=FORTY_SIXTY), 1200)
    assert found["inputs"] == [
        "Ada 0:00 of 10:00 = 0 % agreed 40 % = 4:00, 4:00 below",
        "Grace 10:00 of 10:00 = 100 % agreed 60 % = 6:00, 4:00 above",
    ]
    assert found["whole"][0].startswith("Ada 10:00 of 20:00 = 50 %")
    assert found["known"] == ["keyed by hand: within about 5 points"]


@pytest.mark.parametrize(
    ("events", "agreement", "people", "says"),
    [
        ((), FORTY_SIXTY, 2, "Nobody has had the floor yet"),
        ((floor(0, "ada"), floor(40)), FORTY_SIXTY, 2, "Too early to say: 0:40 of talk so far"),
        ((floor(0, "ada"),), FORTY_SIXTY, 1, "With one person there is nothing to compare"),
        ((floor(0, "ada"),), None, 2, "Nothing agreed yet: shown against equal shares, and not judged"),
    ],
)
def test_where_there_is_no_number_it_says_why(
    events: tuple[e.AnyEvent, ...], agreement: Agreement | None, people: int, says: str
) -> None:
    found = said(session(*events, agreement=agreement, people=people), 200)
    assert found["balance"] == [says]
    assert "formula" not in found


def test_an_item_with_shares_of_its_own_is_named_as_what_counts() -> None:
    item = e.Item(id="demo", title="Demo", agreement=Agreement(persons={"ada": 90, "grace": 10}))
    added = e.ItemAdded(id="i", at=0, by="ada", item=item, start=True)
    found = said(session(added, floor(0, "ada"), floor(270, "grace"), agreement=FORTY_SIXTY), 300)
    assert found["balance"][0].startswith("as agreed · balance 100")
    assert found["formula"][3].startswith("agreed for this item")


def test_figures_that_are_hidden_are_not_explained_either() -> None:
    with pytest.raises(Refused, match="agreed not to show"):
        why_now(session(floor(0, "ada"), shown=False), 200 * SECOND)
    hidden = e.FiguresShown(id="h", at=SECOND, by="ada", shown=False)
    with pytest.raises(Refused, match="h shows them"):
        why_now(session(floor(0, "ada"), hidden), 200 * SECOND)


def test_of_two_who_share_equally_one_equality_measure_is_enough() -> None:
    equal = said(session(floor(0, "ada"), floor(180, "grace"), agreement=Agreement(roles={"mentor": 50, "mentee": 50})), 240)
    assert equal["equality"][0].startswith("Gini, corrected 0.50")
    assert len([line for line in equal["equality"] if line.startswith(("evenness", "variance"))]) == 0
    unequal = said(session(floor(0, "ada"), floor(180, "grace"), agreement=FORTY_SIXTY), 240)
    assert [line.split()[0] for line in unequal["equality"]] == ["evenness", "Gini,", "variance", "the", "They"]


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
