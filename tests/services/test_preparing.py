"""The next session: prepared, put off, started, held; and what it leaves to the one after it."""

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mentortui.core import measures as m
from mentortui.core.capture import Capture
from mentortui.core.commands import Refused
from mentortui.core.records import Caught, CheckIn, Member, Mentorship, Plan, PlanItem, Roadblock
from mentortui.core.templates import COFFEE, REGULAR
from mentortui.services.live import LiveSession
from mentortui.services.plan_editor import PlanEditor
from mentortui.services.preparing import Preparing
from mentortui.services.sessions import Sessions
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from mentortui.store.store import Store
from tests.clocks import MINUTE, WALL, MovingClock
from tests.core.plan_values import DAY, ids, item, row, session
from tests.store import values


class Place:
    """A data folder, a clock, and a mentorship of Ada and Grace."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovingClock()
        self.folder = folder
        self.store = Store(folder / "data")
        numbers = itertools.count()
        self.new_id: Callable[[], str] = lambda: f"id{next(numbers):04}"
        self.mentorship = self.store.save_mentorship(
            Mentorship(
                id="m",
                slug="",
                part="mentor",
                me="ada",
                people=(
                    Member(id="ada", name="Ada Lind", role="mentor", zone="Europe/Berlin"),
                    Member(id="grace", name="Grace Otieno", role="mentee", zone="Africa/Nairobi"),
                ),
            )
        )
        self.slug = self.mentorship.slug
        self.preparing = Preparing(self.store, self.clock, self.new_id, folder / "config")
        self.sessions = Sessions(self.store, self.clock, self.new_id)

    @property
    def editor(self) -> PlanEditor:
        return self.preparing.editor(self.slug)

    def plans(self) -> tuple[Plan, ...]:
        return self.store.table(self.slug, "plans", Plan)

    def date(self) -> int | None:
        return self.store.mentorship(self.slug).next_date

    def prepared(self, *titles: str) -> Plan:
        plan = self.preparing.plan(self.slug)
        items = tuple(item(f"{title.lower()}-{n}", title) for n, title in enumerate(titles))
        return self.preparing.save(self.slug, msgspec.structs.replace(plan, items=(*plan.items, *items)))

    def start(self, **given: Any) -> LiveSession:
        plan = self.preparing.offered(self.slug)
        return self.sessions.start(self.store.mentorship(self.slug), REGULAR, plan=plan, **given)

    def run(self, live: LiveSession, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.wait(1)
            live.tick()

    def finish(self, live: LiveSession) -> None:
        live.finish()
        self.sessions.conclude(live)

    def over(self, live: LiveSession) -> None:
        self.finish(live)
        self.sessions.leave(live)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


# the next plan


def test_held_earlier_than_planned_its_date_is_no_longer_that_of_the_next_one(place: Place) -> None:
    place.prepared("Talk")
    place.preparing.set_date(place.slug, WALL + 2 * DAY)
    moved = WALL + 3 * DAY
    place.store.save_mentorship(msgspec.structs.replace(place.store.mentorship(place.slug), next_date=moved))
    live = place.start()
    place.run(live, 60)
    assert place.date() == moved
    place.over(live)
    assert (place.date(), place.preparing.plan(place.slug).starts) == (None, None)


def test_looking_at_it_stores_nothing_and_it_stays_the_same(place: Place) -> None:
    first = place.preparing.plan(place.slug)
    assert (first.kind, first.items, first.roles.facilitator) == ("first", (), "grace")
    assert place.preparing.plan(place.slug) == first
    assert place.plans() == ()
    assert place.preparing.offered(place.slug) is None


def test_its_moment_is_that_of_the_mentorship_whoever_sets_it(place: Place) -> None:
    place.prepared("Talk")
    soon = WALL + DAY
    assert place.preparing.set_date(place.slug, soon).starts == soon == place.date()
    place.store.save_mentorship(msgspec.structs.replace(place.store.mentorship(place.slug), next_date=soon + MINUTE))
    assert place.preparing.plan(place.slug).starts == soon + MINUTE
    place.preparing.set_date(place.slug, None)
    assert (place.date(), place.preparing.plan(place.slug).starts) == (None, None)


def test_a_moment_gone_by_is_refused_and_nothing_changes(place: Place) -> None:
    place.preparing.set_date(place.slug, WALL + DAY)
    with pytest.raises(Refused, match="gone by"):
        place.preparing.set_date(place.slug, WALL)
    assert place.date() == WALL + DAY


def test_what_is_planned_elsewhere_is_known(place: Place) -> None:
    other = place.store.save_mentorship(values.mentorship("m2", "Linus", next_date=WALL + DAY))
    gone = place.store.save_mentorship(values.mentorship("m3", "Nadia", next_date=WALL + DAY, removed=True))
    place.preparing.save(other.slug, Plan(id="x", kind="regular", minutes=30))
    assert gone.removed
    assert [(busy.who, busy.minutes) for busy in place.preparing.busy(place.slug)] == [("Linus", 30)]


@pytest.mark.parametrize("how", ["missed", "skipped"])
def test_missed_or_skipped_it_waits_for_another_date_with_everything_on_it(place: Place, how: str) -> None:
    before = place.prepared("Talk", "Walk")
    place.preparing.set_date(place.slug, WALL + DAY)
    place.preparing.file_check_in(place.slug, CheckIn(id="", person="grace", done=("x",)))
    after = getattr(place.preparing, how)(place.slug)
    assert (after.id, after.items, after.roles) == (before.id, before.items, before.roles)
    assert place.date() is None
    kept = next(plan for plan in place.plans() if plan.state == how)
    assert kept.starts == WALL + DAY
    assert place.preparing.check_ins(place.slug)[0].done == ("x",)


def test_held_without_the_program_its_check_ins_stay_with_it_and_the_tasks_go_on(place: Place) -> None:
    before = place.prepared("Talk")
    place.preparing.file_check_in(place.slug, CheckIn(id="", person="grace", done=("x",)))
    after = place.preparing.held(place.slug)
    assert (after.items, after.roles.facilitator, before.roles.facilitator) == (before.items, "ada", "grace")
    assert place.preparing.check_ins(place.slug) == ()


@pytest.mark.parametrize("how", ["missed", "skipped", "held"])
@pytest.mark.parametrize("screen", [False, True])
def test_put_off_again_after_a_kill_before_its_date_went_it_is_noted_once(
    place: Place, monkeypatch: pytest.MonkeyPatch, how: str, screen: bool
) -> None:
    def killed(*_: object) -> None:
        raise SystemExit

    def put_off(preparing: Preparing) -> None:
        if not screen:
            getattr(preparing, how)(place.slug)
            return
        editor = preparing.editor(place.slug)
        if how == "held":
            editor.was_held()
        else:
            editor.put_off(how)  # type: ignore[arg-type]
        editor.save()

    place.prepared("Rota")
    place.preparing.set_date(place.slug, WALL + DAY)
    with monkeypatch.context() as broken:
        broken.setattr(Changing, "write", killed)
        with pytest.raises(SystemExit):
            put_off(place.preparing)
    put_off(Preparing(Store(place.folder / "data"), place.clock, place.new_id))
    again = Store(place.folder / "data")
    plans = [plan for plan in again.table(place.slug, "plans", Plan) if not plan.removed]
    assert sorted(plan.state for plan in plans) == sorted([how, "planned"])
    assert again.mentorship(place.slug).next_date is None
    assert [item.title for item in Preparing(again, place.clock, place.new_id).plan(place.slug).items] == ["Rota"]


def test_what_two_programs_prepare_at_once_both_stays(place: Place) -> None:
    place.prepared("Rota", "Talk", "Close")
    place.store.save_table(place.slug, "checkins", CheckIn(id="c", created=WALL, person="ada", done=("one",)))
    here, there = place.editor, Preparing(Store(place.folder / "data"), place.clock, place.new_id).editor(place.slug)
    first, second, third = (item.id for item in here.plan.items)
    there.add("Theirs 5m", second)
    there.step(first, 1)
    there.remove(third)
    there.check_in(there.read_check_in("ada", "one", "", "a lot", ""))
    there.set_date("6 dec 15:00")
    there.save()
    here.add("Ours 5m", first)
    here.next_owner(first)
    here.check_in(here.read_check_in("ada", "one", "", "", "rest"))
    here.save()
    for _ in range(2):
        found = place.preparing.plan(place.slug)
        assert {item.title for item in found.items} == {"Rota", "Ours", "Talk", "Theirs"}
        assert place.date() == there.plan.starts
        (checkin,) = place.preparing.check_ins(place.slug)
        assert (checkin.learned, checkin.next) == (("a lot",), ("rest",))
        here.step(second, 1)
        here.save()
    rota = next(item for item in found.items if item.title == "Rota")
    assert (rota.owner, rota.minutes) == (here.plan.items[0].owner, there.plan.items[0].minutes)


def test_missed_undone_and_missed_again_it_is_noted_and_undone_again(place: Place) -> None:
    place.prepared("Rota")
    place.preparing.set_date(place.slug, WALL + DAY)
    editor = place.editor
    for _ in range(2):
        editor.put_off("missed")
        editor.save()
        assert [plan.state for plan in place.plans() if not plan.removed] == ["planned", "missed"]
        editor.undo()
        editor.save()
        assert [plan.state for plan in place.plans() if not plan.removed] == ["planned"]
        assert place.date() == WALL + DAY


def test_a_check_in_is_joined_with_what_that_person_wrote_before(place: Place) -> None:
    place.prepared("Talk")
    place.preparing.file_check_in(place.slug, CheckIn(id="", person="grace", done=("a",)))
    place.preparing.file_check_in(
        place.slug, CheckIn(id="other", person="grace", done=("a", "b"), roadblocks=(Roadblock(text="r"),), by_letter=True)
    )
    place.preparing.file_check_in(place.slug, CheckIn(id="", person="ada", done=("mine",)))
    found = {one.person: one for one in place.preparing.check_ins(place.slug)}
    assert (found["grace"].done, found["grace"].roadblocks) == (("a", "b"), (Roadblock(text="r"),))
    assert found["ada"].done == ("mine",)
    assert len(place.store.table(place.slug, "checkins", CheckIn)) == 2


def test_the_next_session_is_made_from_an_earlier_one(place: Place) -> None:
    rows = (row("1", "Check-in", used=9), row("2", "Demo", owner="grace"))
    held = msgspec.structs.replace(session("s1", *rows, began=WALL - DAY), kind="review", title="Review of work")
    place.store.save_session(place.slug, held)
    made = place.preparing.from_session(place.slug, "s1")
    assert [(one.title, one.owner) for one in made.items] == [("Check-in", ""), ("Demo", "grace")]
    assert (made.kind, made.title, made.minutes) == ("review", "Review of work", 30)
    assert place.preparing.from_session(place.slug, "s1").items == made.items
    assert place.preparing.offered(place.slug) is not None


# started as prepared


def test_a_session_starts_as_it_was_prepared(place: Place) -> None:
    plan = place.preparing.plan(place.slug)
    items = (item("1", "Talk", 20, owner="mentee", brought_by="grace"), item("2", "Listen", None, quiet=True))
    place.preparing.save(
        place.slug, msgspec.structs.replace(plan, items=items, minutes=45, kind="career", title="Career session")
    )
    started = place.start().session.started
    assert [(one.id, one.title, one.minutes, one.owner, one.brought_by, one.quiet) for one in started.items] == [
        ("1", "Talk", 20, "grace", "grace", False),
        ("2", "Listen", None, "", "", True),
    ]
    assert (started.kind, started.title, started.planned_minutes, started.plan) == ("career", "Career session", 45, plan.id)
    assert started.roles == {"facilitator": "grace", "notes": "ada", "time": "grace"}


def test_without_a_said_length_a_session_is_planned_as_long_as_its_items(place: Place) -> None:
    editor = place.editor
    editor.add("Talk 20")
    editor.add("Walk 10")
    editor.save()
    assert place.preparing.plan(place.slug).minutes is None
    assert place.start().session.started.planned_minutes == 30


def test_while_it_is_under_way_what_is_prepared_is_the_one_after_it(place: Place) -> None:
    before = place.prepared("Talk")
    live = place.start()
    after = place.preparing.plan(place.slug)
    assert (after.id != before.id, after.items) == (True, ())
    place.over(live)
    held = next(plan for plan in place.plans() if plan.id == before.id)
    assert (held.state, held.session) == ("held", live.session.started.session)


def test_a_plan_whose_session_was_never_stored_is_to_come_again(place: Place) -> None:
    before = place.prepared("Talk")
    live = place.start()
    id = live.session.started.session
    live.close()
    place.sessions.log_of(live).close()
    place.store.journals.remove(place.slug, id)
    assert place.preparing.plan(place.slug).id == before.id


def test_what_stays_open_is_on_the_next_agenda_exactly_once_however_often_it_is_stored(place: Place) -> None:
    place.prepared("Talk", "Walk", "Read")
    live = place.start()
    live.agenda.go_on("finished")
    place.finish(live)
    place.sessions.conclude(live)
    place.sessions.leave(live)
    after = place.preparing.plan(place.slug)
    assert [(one.title, one.carried) for one in after.items] == [("Walk", 1), ("Read", 1)]
    assert after.roles.facilitator == "ada"
    assert place.preparing.offered(place.slug) == after


def test_a_session_that_goes_on_after_all_takes_its_items_back(place: Place) -> None:
    place.prepared("Talk", "Walk")
    live = place.start()
    place.finish(live)
    assert [one.title for one in place.preparing.plan(place.slug).items] == ["Talk", "Walk"]
    live.go_back_in()
    place.sessions.reopen(live)
    assert place.preparing.plan(place.slug).items == ()
    live.agenda.go_on("finished")
    place.over(live)
    assert [(one.title, one.carried) for one in place.preparing.plan(place.slug).items] == [("Walk", 1)]


def test_open_items_of_a_session_without_a_plan_go_on_too_and_join_what_was_prepared(place: Place) -> None:
    place.prepared("Mine")
    live = place.sessions.start(place.mentorship, COFFEE)
    live.agenda.go_on("finished")
    place.over(live)
    after = place.preparing.plan(place.slug)
    assert [(one.title, one.carried) for one in after.items] == [(COFFEE.items[1].title, 1), ("Mine", 0)]


def test_a_session_in_which_all_was_done_leaves_no_plan(place: Place) -> None:
    live = place.sessions.start(place.mentorship, COFFEE)
    live.agenda.go_on("finished")
    live.agenda.go_on("finished")
    place.over(live)
    assert place.plans() == ()


def test_carried_over_a_second_time_it_is_counted_twice_and_keeps_its_age(place: Place) -> None:
    place.prepared("Talk")
    first = WALL
    for _ in range(2):
        place.over(place.start())
        place.clock.wait(7 * 86_400)
    (left,) = place.preparing.plan(place.slug).items
    assert (left.carried, left.since) == (2, first)


# a late start


def test_begun_before_the_program_it_counts_from_then_and_who_spoke_is_unsure(place: Place) -> None:
    place.prepared("Talk", "Walk")
    live = place.start(began=place.clock.wall() - 8 * MINUTE)
    started = live.session.started
    assert started.wall == place.clock.wall() - 8 * MINUTE
    assert live.now == 8 * MINUTE
    place.run(live, 60)
    live.floor.press(1)
    place.run(live, 60)
    span = m.whole(live.session, live.now)
    assert (span.unsure, span.nobody, span.floor["ada"]) == (8 * MINUTE, MINUTE, MINUTE)
    assert m.of_item(live.session, live.session.current, live.now).active == 10 * MINUTE
    place.over(live)
    stored = place.store.sessions(place.slug)[-1]
    assert stored.figures.unsure == 8 * MINUTE


def test_begun_now_or_in_the_future_it_begins_now(place: Place) -> None:
    live = place.start(began=place.clock.wall() + MINUTE)
    assert (live.now, live.session.started.wall) == (0, place.clock.wall())
    assert not live.session.floor.unsure


# one thing after the other, with undo


def test_each_act_is_on_disk_after_save_and_undone_again(place: Place) -> None:
    editor = place.editor
    id = editor.add("Code review 15 @grace")
    editor.step(id, 1)
    editor.save()
    assert [(one.title, one.minutes, one.owner) for one in place.preparing.plan(place.slug).items] == [
        ("Code review", 20, "grace")
    ]
    assert editor.undo() == "Undone: minutes of Code review"
    assert editor.undo() == "Undone: added: Code review"
    editor.save()
    assert place.preparing.plan(place.slug).items == ()
    with pytest.raises(Refused, match="nothing to undo"):
        editor.undo()
    editor.redo()
    editor.save()
    assert place.preparing.plan(place.slug).items[0].minutes == 15


def test_minutes_are_proposed_from_what_they_really_took(place: Place) -> None:
    for number, used in enumerate((10, 18, 40)):
        held = session(f"s{number}", row("1", "Code review", used=used), number=number + 1, began=WALL - (9 - number) * DAY)
        place.store.save_session(place.slug, held)
    editor = place.editor
    assert editor.preview("code review") == "18 minutes"
    assert editor.preview("code review 15") == "15 minutes (you took 18)"
    id = editor.add("Code review")
    assert editor.plan.items[0].minutes == 18
    editor.reword(id, "Code review 15")
    assert editor.as_used(id) == "18 minutes for Code review"
    with pytest.raises(Refused, match="nothing to go by"):
        editor.as_used(editor.add("Something new"))
    with pytest.raises(Refused, match="on the agenda already"):
        editor.like_last()
    assert editor.number == 4


def test_a_date_is_shown_in_both_zones_with_its_doubts_and_one_gone_by_is_refused(place: Place) -> None:
    editor = place.editor
    day = editor.today
    assert editor.date_preview(f"{day.year + 1}-06-10 16:00").startswith("Thu 10 Jun 2027 16:00 (17:00 Nairobi)")
    assert "a weekend, for you" in editor.date_preview(f"{day.year + 1}-06-12 11:00")
    with pytest.raises(Refused, match="has gone by"):
        editor.set_date(f"{day.year - 1}-06-10 16:00")
    editor.set_date(f"{day.year + 1}-06-10 16:00")
    editor.save()
    assert place.date() == editor.plan.starts
    editor.undo()
    editor.save()
    assert place.date() is None


def test_a_promise_is_done_dropped_made_smaller_or_put_on_the_agenda(place: Place) -> None:
    place.store.save_living(place.slug, *(values.action(id) for id in ("1", "2", "3", "4")))
    editor = place.editor
    editor.done("1")
    editor.drop("2")
    editor.shrink("3", "just a page")
    item = editor.take("4")
    editor.save()
    living = {one.id: one for one in place.store.living(place.slug)}
    assert [living[id].state for id in "1234"] == ["done", "dropped", "open", "open"]
    assert living["3"].capture.text == "just a page"
    assert place.preparing.plan(place.slug).items[0].id == item
    editor.undo()
    editor.undo()
    editor.undo()
    editor.save()
    assert {one.id: one.state for one in place.store.living(place.slug)}["2"] == "open"


def test_what_was_missed_is_noted_and_undone_goes_again(place: Place) -> None:
    place.prepared("Talk")
    place.preparing.set_date(place.slug, WALL + DAY)
    editor = place.editor
    editor.put_off("missed")
    editor.save()
    assert (place.date(), [plan.state for plan in place.plans()]) == (None, ["planned", "missed"])
    editor.undo()
    editor.save()
    assert (place.date(), [plan.removed for plan in place.plans()]) == (WALL + DAY, [False, True])
    editor.redo()
    editor.save()
    assert (place.date(), [plan.removed for plan in place.plans()]) == (None, [False, False])


def test_the_last_takeaway_is_asked_about_and_the_answer_stays_with_the_session(place: Place) -> None:
    takeaway = Caught(capture=Capture(id="t1", kind="takeaway", text="small steps"), at=0)
    place.store.save_session(place.slug, msgspec.structs.replace(session("s1", began=WALL - DAY), caught=(takeaway,)))
    place.prepared("Talk")
    editor = place.editor
    assert editor.takeaway == takeaway
    editor.held_true("partly")
    editor.save()
    place.over(place.start())
    held = next(plan for plan in place.plans() if plan.state == "held")
    assert (held.takeaway, held.did_hold) == ("t1", "partly")
    assert place.preparing.plan(place.slug).did_hold == ""


def test_a_disk_that_refuses_loses_nothing_and_is_tried_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = place.editor
    editor.add("Talk")

    def full(*_: object) -> None:
        raise NotSaved(place.folder, "disk full")

    with monkeypatch.context() as patch:
        patch.setattr(Changing, "write", full)
        with pytest.raises(NotSaved):
            editor.save()
    assert editor.unsaved
    editor.save()
    assert [one.title for one in place.preparing.plan(place.slug).items] == ["Talk"]


def test_what_somebody_else_stored_is_noticed(place: Place) -> None:
    editor = place.editor
    assert not editor.is_stale()
    place.preparing.file_check_in(place.slug, CheckIn(id="", person="grace", done=("x",)))
    assert editor.is_stale()
    editor = place.editor
    editor.add("Talk")
    editor.save()
    assert not editor.is_stale()
    place.preparing.set_date(place.slug, WALL + DAY)
    assert editor.is_stale()


def test_broken_templates_are_told_and_the_others_are_there(place: Place) -> None:
    folder = place.folder / "config" / "templates"
    folder.mkdir(parents=True)
    (folder / "good.toml").write_text('title = "Mine"\n[[items]]\ntitle = "x"\n')
    (folder / "bad.toml").write_text("title\n")
    editor = place.editor
    assert editor.templates[-1].title == "Mine"
    assert "bad.toml, line 1" in editor.troubles[0]
    editor.shape(editor.templates[-1])
    assert [one.title for one in editor.plan.items] == ["x"]


ACTS = st.lists(st.sampled_from(["add", "moved", "missed", "skipped", "elsewhere", "hold", "coffee"]), max_size=12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_becomes_of_the_sessions_no_item_is_lost(acts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    place = Place(tmp_path_factory.mktemp("course"))
    made: list[str] = []
    for act in acts:
        place.clock.wait(86_400)
        match act:
            case "add":
                made.append(f"item {len(made)}")
                plan = place.preparing.plan(place.slug)
                new = PlanItem(id=place.new_id(), title=made[-1])
                place.preparing.save(place.slug, msgspec.structs.replace(plan, items=(*plan.items, new)))
            case "moved":
                place.preparing.moved(place.slug, place.clock.wall() + 7 * DAY)
            case "missed":
                place.preparing.missed(place.slug)
            case "skipped":
                place.preparing.skipped(place.slug)
            case "elsewhere":
                place.preparing.held(place.slug)
            case "hold" if place.preparing.offered(place.slug):
                place.over(place.start())
            case "coffee":
                live = place.sessions.start(place.mentorship, COFFEE)
                live.agenda.go_on("finished")
                live.agenda.go_on("finished")
                place.over(live)
        titles = [one.title for one in place.preparing.plan(place.slug).items]
        assert sorted(titles) == sorted(made)
        assert len({*ids(place.preparing.plan(place.slug))}) == len(made)
