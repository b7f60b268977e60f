"""Which agreement about talk counts, and how that is said."""

import msgspec

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core.agreed import InForce, against, and_for_items, begun_with, for_moment, for_session, of_stored
from mentortui.core.people import Agreement
from mentortui.core.records import ItemRow, Member, Mentorship
from tests.core.helpers import Driven
from tests.screens.summary_app import finished

CHARTER = Agreement(roles={"mentor": 40, "mentee": 60})
COFFEE = Agreement()
DEMO = Agreement(roles={"mentor": 10, "mentee": 90})


PEOPLE = (Member(id="ada", name="Ada", role="mentor"), Member(id="grace", name="Grace", role="mentee"))


def mentorship(**changed: object) -> Mentorship:
    return Mentorship(id="m", slug="grace", part="mentor", me="ada", people=PEOPLE, **changed)  # type: ignore[arg-type]


def test_what_a_kind_of_session_has_of_its_own_replaces_the_charter_whole() -> None:
    made = mentorship(agreement=CHARTER, kinds={"coffee": COFFEE})
    assert for_session(made, "coffee") == InForce(COFFEE, "kind")
    assert for_session(made, "regular") == InForce(CHARTER, "charter")
    assert for_session(mentorship(kinds={"coffee": COFFEE}), "regular") == InForce(None, "")


def test_each_says_where_it_was_agreed() -> None:
    assert InForce(CHARTER, "charter").words == "agreed in the charter"
    assert InForce(COFFEE, "kind").words == "agreed for such sessions"
    assert InForce(DEMO, "item").words == "agreed for this item"
    assert InForce().beside == "nothing agreed, beside equal shares"


def test_shares_in_force_stand_beside_those_of_the_last_ten_minutes_where_they_are_others() -> None:
    assert InForce(DEMO, "item").beside_span("39 : 61", "10 : 90") == "agreed 10 : 90 for this item"
    assert InForce(DEMO, "item").beside_span("10 : 90", "10 : 90") == "agreed for this item"
    assert InForce().beside_span("39 : 61", "50 : 50") == "nothing agreed, beside equal shares"


def test_what_counts_now_is_the_items_own_while_it_runs() -> None:
    items = (e.Item(id="demo", title="Demo", minutes=5, agreement=DEMO), e.Item(id="talk", title="Talk", minutes=5))
    alone = Driven(items=items)
    assert for_moment(alone.session) == InForce()
    alone.do(c.go_on, "finished")
    assert for_moment(alone.session) == InForce(DEMO, "item")
    alone.do(c.go_on, "finished")
    assert for_moment(alone.session) == InForce()
    both = Driven(items=items, agreement=CHARTER)
    assert for_moment(both.session) == InForce(CHARTER, "charter")
    both.do(c.go_on, "finished")
    assert for_moment(both.session) == InForce(DEMO, "item")
    assert begun_with(both.session) == InForce(CHARTER, "charter")


def test_items_with_shares_of_their_own_are_told_beside_a_session_under_way_once_somebody_spoke_in_them() -> None:
    driven = Driven(
        items=(e.Item(id="demo", title="Demo", minutes=5, agreement=DEMO), e.Item(id="talk", title="Talk", minutes=5))
    )
    driven.do(c.go_on, "finished")
    assert and_for_items(driven.session, driven.session.parts(driven.now)) == ""
    driven.do(c.give_floor, "ada")
    driven.wait(60)
    driven.do(c.go_on, "finished")
    assert and_for_items(driven.session, driven.session.parts(driven.now)) == "and for 1 item"


def test_a_stored_session_says_beside_what_its_shares_stand() -> None:
    items = (
        ItemRow(id="d", title="Demo", minutes=5, used=60, state="done", agreement=DEMO, floor={"grace": 60}),
        ItemRow(id="t", title="Talk", minutes=5, used=60, state="done", floor={"ada": 60}),
        ItemRow(id="s", title="Skipped", minutes=5, used=0, state="waiting", agreement=DEMO),
    )
    held = finished(agreement=CHARTER)
    assert against(held, "40 : 60") == "agreed 40 : 60 in the charter"
    assert against(msgspec.structs.replace(held, agreed_by="kind"), "40 : 60") == "agreed 40 : 60 for such sessions"
    assert against(msgspec.structs.replace(held, items=items), "32 : 68") == "agreed 32 : 68 in the charter and for 1 item"
    alone = msgspec.structs.replace(held, agreement=None, items=items)
    assert against(alone, "32 : 68") == "nothing agreed but for 1 item, beside 32 : 68"
    assert against(msgspec.structs.replace(alone, items=()), "50 : 50") == "nothing agreed, beside equal 50 : 50"
    assert of_stored(alone) == InForce()
