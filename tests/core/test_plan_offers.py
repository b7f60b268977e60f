"""What may go on the agenda: promises due by then, roadblocks of the check-ins."""

from datetime import date

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.due import Due
from mentortui.core.plan_offers import as_item, offers, shrunk
from mentortui.core.records import Living, PlanItem
from mentortui.core.roadblocks import RoadblockRecord
from tests.core.plan_values import DAY, item, plan
from tests.store import values

THURSDAY = date(2026, 11, 26)


def promise(id: str, due: str = "", created: int = 0, **fields: object) -> Living:
    made = values.action(id, **fields)  # type: ignore[arg-type]
    return msgspec.structs.replace(made, created=created, capture=msgspec.structs.replace(made.capture, due=due))


def test_promises_due_by_the_day_and_those_without_a_date_are_offered() -> None:
    living = [promise("1", "2026-11-26"), promise("2", "2026-11-27"), promise("3"), promise("4", "2026-11-01", state="done")]
    assert [offer.id for offer in offers(plan(), living, (), (), THURSDAY)] == ["1", "3"]


def test_a_step_of_a_feedback_is_a_promise_of_its_owner_but_not_before_it_was_given() -> None:
    step = values.step("f1")
    waits = Living(id="f2", capture=Capture(id="f2", kind="feedback", text="x", who="grace", step="y", later=True))
    found = offers(plan(), [step, waits], (), (), THURSDAY)
    assert [(offer.text, offer.who) for offer in found] == [("say so earlier", "grace")]


def test_how_many_sessions_it_has_outlived_and_from_when_it_asks() -> None:
    began = [1 * DAY, 3 * DAY, 5 * DAY]
    found = offers(plan(), [promise("new", created=4 * DAY), promise("old", created=2 * DAY)], (), began, THURSDAY)
    assert [(offer.id, offer.times, offer.asks) for offer in found] == [("old", 2, True), ("new", 1, False)]


def test_roadblocks_come_first_and_what_is_on_the_agenda_is_not_offered_again() -> None:
    blocks = [
        RoadblockRecord(id="deploy", who="grace", text="deploy", proposal="canary", since="2026-11-02"),
        RoadblockRecord(id="solved", who="grace", text="solved", state="done"),
        RoadblockRecord(id="access", who="grace", text="access", since="2026-11-12"),
    ]
    found = offers(plan(), [promise("1")], blocks, (), THURSDAY)
    assert [(offer.id, offer.kind, offer.proposal) for offer in found] == [
        ("access", "roadblock", ""),
        ("deploy", "roadblock", "canary"),
        ("1", "promise", ""),
    ]
    there = plan(*(as_item(offer, f"i{n}", 10) for n, offer in enumerate(found)))
    assert offers(there, [promise("1")], blocks, (), THURSDAY) == ()
    by_title = plan(PlanItem(id="i", title="roadblock: Access", source="c1:1"))
    assert [offer.id for offer in offers(by_title, [], blocks, (), THURSDAY)] == ["deploy"]
    assert [(one.title, one.owner) for one in there.items] == [
        ("Roadblock: access", "grace"),
        ("Roadblock: deploy", "grace"),
        ("read it", "grace"),
    ]


def test_on_the_agenda_it_keeps_its_age_and_is_not_asked_about_at_once() -> None:
    (offer,) = offers(plan(), [promise("1", created=2 * DAY)], (), [3 * DAY, 4 * DAY], THURSDAY)
    made = as_item(offer, "i1", None)
    assert (made.carried, made.decided, made.since, made.source) == (2, 2, 2 * DAY, "1")


def test_a_promise_of_any_length_fits_a_title() -> None:
    (offer,) = offers(plan(), [promise("1", text="long " * 200)], (), (), THURSDAY)
    assert len(as_item(offer, "i1", None).title) <= 200


def test_a_smaller_promise_keeps_all_but_its_words() -> None:
    action, step = promise("1", "2026-11-26"), values.step("f1")
    assert shrunk(action, " just  the outline ").capture == msgspec.structs.replace(action.capture, text="just the outline")
    assert shrunk(step, "less").capture == msgspec.structs.replace(step.capture, step="less")


def test_an_item_without_a_source_hides_nothing() -> None:
    assert len(offers(plan(item("x")), [promise("1")], (), (), THURSDAY)) == 1


def test_the_mentors_late_promises_come_before_everybody_elses() -> None:
    living = [promise("hers", "2026-11-02"), promise("late", "2026-11-20", who="ada"), promise("then", "2026-11-26", who="ada")]
    found = offers(plan(), living, (), (), THURSDAY, mentors=["ada"])
    assert [offer.id for offer in found] == ["late", "hers", "then"]
    assert [offer.id for offer in offers(plan(), living, (), (), THURSDAY)] == ["hers", "late", "then"]


def test_what_is_due_is_opened_where_it_stands_unless_an_item_is_made_of_it() -> None:
    charter = Due(rank=10, text="The charter was to be looked at again", tab="charter")
    dues = (charter, Due(rank=20, text="An answer", item="Answer"))
    found = offers(plan(), [promise("1")], (), (), THURSDAY, dues)
    assert [(offer.text, offer.opens) for offer in found if offer.kind == "due"] == [
        ("The charter was to be looked at again", True),
        ("An answer", False),
    ]
    assert not any(offer.opens for offer in found if offer.kind != "due")
