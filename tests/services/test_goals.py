"""Goals as they are stored: private until shared, renamed without loss, and each act undone."""

from itertools import count
from pathlib import Path

import msgspec
import pytest

from mentortui.core.goals import Goal, KeyResult, bare
from mentortui.core.goals_bank import as_goal
from mentortui.core.goals_forms import MILESTONE, RESULT, ResultTyped
from mentortui.core.goals_measured import course, measured
from mentortui.core.goals_page import page
from mentortui.core.kinds import Link, shown
from mentortui.core.milestones import Milestone
from mentortui.core.record_fields import WrongField, value
from mentortui.core.record_kinds import WIN
from mentortui.core.refused import Refused
from mentortui.services.desk import Desk
from mentortui.services.exports import FORMS
from mentortui.services.feedback import Feedback
from mentortui.services.goal_bank import GoalBank
from mentortui.services.goal_names import goal_names
from mentortui.services.goals import Goals, GoalsRead
from mentortui.services.holdings import holdings
from mentortui.services.preparing import Preparing
from mentortui.services.records import Records, ReferredTo
from mentortui.store.store import Store
from tests.screens.stage import NOON, StillClock
from tests.store import values

replace = msgspec.structs.replace
SECRET = "become the lead of another team"
FORM = {"name": "Release lead", "seen_by": ""}


class Place:
    """A mentorship in which captures named two goals."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, ids = folder, StillClock(), count()
        self.store = Store(folder)
        self.slug = self.store.save_mentorship(values.mentorship(goals=("Speak up", "Release"))).slug
        self.store.save_living(self.slug, self.caught("a", "Release"))
        self.goals = Goals(self.store, self.clock, lambda: f"i{next(ids)}")

    def caught(self, id: str, goal: str):  # type: ignore[no-untyped-def]
        made = values.action(id)
        return replace(made, capture=replace(made.capture, goal=goal))

    def read(self) -> GoalsRead:
        return Goals(Store(self.folder), self.clock, lambda: "x").read(self.slug)

    def names(self) -> tuple[str, ...]:
        return Store(self.folder).mentorship(self.slug).goals

    def goal(self, name: str) -> Goal:
        return next(one for one in self.read().goals if one.name == name)

    def add(self, **answers: str) -> Goal:
        self.goals.save(self.slug, self.goals.blank(), answers)  # type: ignore[arg-type]
        return self.goal(answers["name"])

    def result(self, goal: Goal, **answers: str) -> KeyResult:
        blank = self.goals.blank(RESULT)
        assert isinstance(blank, ResultTyped)
        self.goals.save_result(self.slug, goal.id, blank, answers)
        return next(one for one in self.goal(goal.name).key_results if one.id == blank.id)

    def milestone(self, goal: Goal, **answers: str) -> Milestone:
        blank = self.goals.blank(MILESTONE)
        assert isinstance(blank, Milestone)
        self.goals.save_milestone(self.slug, goal.id, blank, answers)
        return next(one for one in self.goal(goal.name).milestones if one.id == blank.id)

    def bytes_with(self, words: str) -> set[str]:
        found = (path for path in self.folder.rglob("*") if path.is_file() and words.encode() in path.read_bytes())
        return {path.name for path in found}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_name_that_captures_used_becomes_a_goal_once_it_is_edited_and_undo_leaves_the_name(place: Place) -> None:
    assert [(one.name, one.created) for one in place.read().goals] == [("Speak up", 0), ("Release", 0)]
    place.goals.save(place.slug, bare("Release"), {"why": "to be trusted"})
    made = place.goal("Release")
    assert (made.why, made.is_private, place.names()) == ("to be trusted", False, ("Speak up", "Release"))
    assert place.goals.undo(place.slug) == "Undone: edited: Release"
    assert (place.goal("Release").why, place.names()) == ("", ("Speak up", "Release"))


def test_a_goal_without_a_measure_is_taken_and_one_with_several_results_is_measured(place: Place) -> None:
    goal = place.add(name="Lead", seen_by="")
    assert measured(goal).share is None
    place.result(goal, what="reviews alone", baseline="2", target="8", unit="a week", now="5")
    down = place.result(goal, what="days to answer", baseline="10", target="2")
    assert place.goals.note_reading(place.slug, goal.id, down.id, "6 yesterday") == "6 on Tue 24 Nov: Lead"
    place.goals.note_reading(place.slug, goal.id, down.id, "4,5")
    found = place.goal("Lead")
    assert [course(one).share for one in found.key_results] == [0.5, 0.6875]
    with pytest.raises(Refused, match="is not a number"):
        place.goals.note_reading(place.slug, goal.id, down.id, "many")
    with pytest.raises(Refused, match="still to come"):
        place.goals.note_reading(place.slug, goal.id, down.id, "4 in 3 days")
    assert place.goals.undo(place.slug) == "Undone: 4.5 on Wed 25 Nov: Lead"
    assert course(place.goal("Lead").key_results[1]).points[-1][1] == 6


def test_the_number_for_now_is_a_reading_of_today_and_an_edit_that_leaves_it_adds_none(place: Place) -> None:
    goal = place.add(name="Lead", seen_by="")
    made = place.result(goal, what="reviews", target="8", now="5")
    typed = ResultTyped(id=made.id, what="reviews", target="8", now="5")
    place.goals.save_result(place.slug, goal.id, typed, {"what": "reviews alone", "baseline": "", "target": "8", "now": "5"})
    (one,) = place.goal("Lead").key_results
    assert (one.what, len(one.readings)) == ("reviews alone", 1)
    with pytest.raises(WrongField) as wrong:
        place.goals.save_result(place.slug, goal.id, typed, {"target": "eight"})
    assert wrong.value.path == "target"


def test_a_private_goal_lies_in_private_json_alone_until_it_is_shared(place: Place) -> None:
    goal = place.add(name=SECRET, why="because " + SECRET)
    place.result(goal, what="talks about " + SECRET)
    place.milestone(goal, what="said that I want to " + SECRET)
    assert goal.is_private
    assert {name for name in place.bytes_with(SECRET) if not name.startswith("private")} == set()
    assert SECRET not in goal_names(Store(place.folder), Store(place.folder).mentorship(place.slug))
    Store(place.folder).index()
    assert "index.json" not in place.bytes_with(SECRET)
    assert place.goals.share(place.slug, goal.id) == f"shared: {SECRET}"
    store = Store(place.folder)
    (shared,) = [one for one in store.table(place.slug, "goals", Goal) if not one.removed]
    assert (shared.name, len(shared.results), len(shared.milestones)) == (SECRET, 1, 1)
    assert [one.name for one in store.private_table(place.slug, "goals", Goal)] == [""]
    assert place.names() == ("Speak up", "Release", SECRET)
    with pytest.raises(Refused, match="shared already"):
        place.goals.share(place.slug, goal.id)
    place.goals.undo(place.slug)
    assert place.goal(SECRET).is_private
    assert [one.name for one in Store(place.folder).table(place.slug, "goals", Goal)] == [""]
    assert SECRET not in place.names()


def test_sharing_takes_in_what_was_caught_under_its_name_meanwhile(place: Place) -> None:
    goal = place.add(name="Next job")
    place.store.save_living(place.slug, place.caught("b", "next job"))
    place.store.save_mentorship(replace(place.store.mentorship(place.slug), goals=("Speak up", "Release", "next job")))
    place.goals.share(place.slug, goal.id)
    found = place.read()
    assert sorted(one.name for one in found.goals) == ["Next job", "Release", "Speak up"]
    assert (
        "○ Grace: read it"
        in dict(page(found.goal(goal.id), found.goals, found.living, found.mentorship, found.around.today))["Actions"]
    )


def test_a_rename_keeps_what_was_caught_before_and_the_list_of_names(place: Place) -> None:
    place.goals.save(place.slug, bare("Release"), {"name": "Release lead"})
    found = place.read()
    goal = place.goal("Release lead")
    assert (goal.formerly, place.names()) == (("Release",), ("Speak up", "Release lead"))
    assert "Actions" in dict(page(goal, found.goals, found.living, found.mentorship, found.around.today))
    place.store.save_mentorship(replace(place.store.mentorship(place.slug), goals=("Speak up", "Release lead", "Release")))
    assert [one.name for one in place.read().goals] == ["Release lead", "Speak up"]
    assert goal_names(place.store, place.store.mentorship(place.slug)) == ("Speak up", "Release lead")
    with pytest.raises(WrongField, match="was called that before"):
        place.add(name="release", seen_by="")
    place.goals.undo(place.slug)
    assert place.goal("Release").formerly == ()


def test_a_ring_and_a_name_that_is_taken_stand_beside_their_fields(place: Place) -> None:
    place.add(name="One", seen_by="", after="Release")
    with pytest.raises(WrongField, match="That is a ring: “Release” after “One” after “Release”") as wrong:
        place.goals.save(place.slug, bare("Release"), {"after": "One"})
    assert wrong.value.path == "after"
    with pytest.raises(WrongField, match="There is a goal “Speak up” already") as wrong:
        place.add(name="speak UP", seen_by="")
    assert wrong.value.path == "name"
    with pytest.raises(WrongField, match="is no goal"):
        place.add(name="Two", seen_by="", after="nothing like it")
    place.add(name="Mine")
    with pytest.raises(WrongField, match="private still"):
        place.add(name="Two", seen_by="", after="Mine")
    with pytest.raises(WrongField, match="is not a date"):
        place.add(name="Two", seen_by="", due="31 feb")
    assert [one.name for one in place.read().goals if one.created] == ["Mine", "One"]


def test_what_others_refer_to_is_removed_only_when_one_says_so(place: Place) -> None:
    with pytest.raises(Refused, match="1 record names it, and nothing else is known of it: p parks it"):
        place.goals.remove(place.slug, bare("Release").id)
    place.goals.save(place.slug, bare("Release"), {"why": "x"})
    place.add(name="One", seen_by="", after="Release")
    with pytest.raises(ReferredTo, match="“One” comes after it, and 1 record names it"):
        place.goals.remove(place.slug, bare("Release").id)
    said = place.goals.remove(place.slug, bare("Release").id, anyway=True)
    assert said == "removed, 1 record names it still: Release"
    assert (place.goal("Release").why, place.names()) == ("", ("Speak up", "Release", "One"))
    place.goals.undo(place.slug)
    assert place.goal("Release").why == "x"
    place.goals.remove(place.slug, place.goal("Speak up").id)
    assert place.names() == ("Release", "One")
    place.goals.undo(place.slug)
    assert "Speak up" in place.names()


def test_a_milestone_is_reached_with_what_shows_it(place: Place) -> None:
    goal = place.add(name="Lead", seen_by="")
    made = place.milestone(goal, what="first release led", due="2w")
    with pytest.raises(Refused, match="What shows it: a link, or a sentence"):
        place.goals.reach_milestone(place.slug, goal.id, made.id, "  ")
    with pytest.raises(WrongField, match="a link or a sentence that shows it"):
        place.goals.save_milestone(place.slug, goal.id, made, {"reached": "yesterday"})
    place.goals.reach_milestone(place.slug, goal.id, made.id, "the notes of 2.4")
    (one,) = place.goal("Lead").milestones
    assert (one.reached, one.evidence) == ("2026-11-25", "the notes of 2.4")
    place.goals.open_milestone(place.slug, goal.id, made.id)
    assert place.goal("Lead").milestones[0].reached == ""
    place.goals.remove_part(place.slug, goal.id, made.id)
    place.goals.undo(place.slug)
    assert not place.goal("Lead").milestones[0].removed


def test_reached_and_parked_are_turned_back_by_the_same_key(place: Place) -> None:
    goal = place.add(name="Lead", seen_by="")
    assert place.goals.park(place.slug, goal.id) == "parked for later: Lead"
    assert (place.goal("Lead").state, place.goal("Lead").closed) == ("parked", "2026-11-25")
    assert place.goals.park(place.slug, goal.id) == "open again: Lead"
    assert place.goals.done(place.slug, goal.id) == "reached: Lead"
    assert place.goal("Lead").closed == "2026-11-25"


def test_prepare_names_the_goals_that_are_still_to_be_reached(place: Place) -> None:
    done = place.add(**FORM)
    place.goals.done(place.slug, done.id)
    editor = Preparing(Store(place.folder), place.clock, lambda: "p").editor(place.slug)
    assert editor.goals == ("Speak up", "Release")


def test_two_programs_that_add_readings_keep_both_and_undo_takes_back_its_own(place: Place) -> None:
    goal = place.add(name="Lead", seen_by="")
    made = place.result(goal, what="reviews", target="8")
    other = Goals(Store(place.folder), place.clock, lambda: "other")
    place.goals.note_reading(place.slug, goal.id, made.id, "3 20 nov")
    other.note_reading(place.slug, goal.id, made.id, "4 21 nov")
    assert [str(value) for _, value in course(place.goal("Lead").key_results[0]).points] == ["3", "4"]
    place.goals.undo(place.slug)
    assert [str(value) for _, value in course(place.goal("Lead").key_results[0]).points] == ["4"]


def test_one_from_the_bank_is_the_users_own_with_results_and_milestones(place: Place, tmp_path: Path) -> None:
    told = list[str]()
    (tmp_path / "config" / "goals").mkdir(parents=True)
    own = tmp_path / "config" / "goals"
    (own / "mine.toml").write_text('name = "Lead a release"\nkind = "projects"\n[[results]]\nwhat = "led"\ntarget = 2\n')
    (own / "broken.toml").write_text('name = "x"\nkind = "wishes"\n')
    found = GoalBank(tmp_path / "config", told.append).all()
    assert found[0].name == "Lead a release"
    assert [one.name for one in found].count("Lead a release") == 1
    assert len(found) == 8
    assert told == [
        f"{own / 'broken.toml'}: kind is “wishes”; there are skills, projects, career, or leave it out. "
        "Mend it or move it away; the other goals are there."
    ]
    ids = count()
    goal = as_goal(found[0], lambda: f"t{next(ids)}")
    place.goals.add(place.slug, goal)
    assert place.goal("Lead a release").is_private
    assert place.goal("Lead a release").key_results[0].target == "2"
    with pytest.raises(WrongField, match="already"):
        place.goals.add(place.slug, replace(goal, id="again"))


def test_a_record_may_name_a_goal_by_what_it_is_called_now(place: Place) -> None:
    place.goals.save(place.slug, bare("Release"), {"name": "Release lead"})
    records = Records(place.store, place.clock, lambda: "w")
    assert records.shelf(place.slug).around.goals == ("Speak up", "Release lead")
    win = records.kind("win")
    records.save(place.slug, win, records.blank(win), {"capture.text": "shipped", "capture.goal": "lead"})
    assert place.names() == ("Speak up", "Release lead")


def test_who_types_a_feedback_is_offered_goals_by_the_names_they_have_now(place: Place) -> None:
    place.goals.save(place.slug, bare("Release"), {"name": "Release lead"})
    place.add(name="Mine alone")
    place.store.save_mentorship(replace(place.store.mentorship(place.slug), goals=("Speak up", "Release lead", "Release")))
    book = Feedback(place.store, place.clock, lambda: "f").book(place.slug)
    assert book.goals == ("Speak up", "Release lead")


def test_no_word_of_a_private_goal_leaves_in_an_export_a_letter_a_review_or_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path / "out")
    place = Place(tmp_path / "data")
    place.store.save_session(place.slug, values.session("s1", began=NOON - 86_400_000_000))
    desk = Desk(place.store, place.clock)
    blank = desk.goals.blank()
    assert isinstance(blank, Goal)
    desk.goals.save(place.slug, blank, {"name": SECRET, "why": SECRET, "due": "3d", "strategies": SECRET})
    result = ResultTyped(id="k")
    desk.goals.save_result(place.slug, blank.id, result, {"what": SECRET, "target": "8", "now": "3"})
    desk.goals.save_milestone(place.slug, blank.id, Milestone(id="m"), {"what": SECRET, "due": "2d"})
    told = [desk.letters.invitation(place.slug), desk.letters.after(place.slug, "s1"), str(desk.reviews.read(place.slug))]
    told += [str(desk.store.index()), str(holdings(desk.store, place.slug)), str(desk.preparing.editor(place.slug).offers)]
    told += [str(desk.records.shelf(place.slug))]
    for number, ending in enumerate(FORMS):
        for private in (False, True):
            desk.archive.export(place.slug, "s1", f"page{number}{private}{ending}", private=private)
    written = list((tmp_path / "out").iterdir())
    assert len(written) == 2 * len(FORMS)
    assert [one for one in told if SECRET in one] == []
    assert [path.name for path in written if SECRET.encode() in path.read_bytes()] == []
    assert {name for name in place.bytes_with(SECRET) if not name.startswith("private")} == set()
    assert SECRET in str(desk.goals.read(place.slug))


def test_something_shared_cannot_name_a_private_goal_and_what_named_it_before_can_be_edited(tmp_path: Path) -> None:
    place = Place(tmp_path)
    desk = Desk(place.store, place.clock, system_zone="UTC")
    secret = desk.goals.blank()
    desk.goals.save(place.slug, secret, {"name": SECRET, "seen_by": "private"})
    asked = 0
    for kind in desk.records.kinds:
        paths = [field.path for field in kind.fields if field.kind == Link("goal")]
        if paths and not kind.private:
            words = {field.path: "x" for field in kind.fields if field.role == "text"}
            for name in (SECRET.upper(), SECRET.replace(" ", "-")):
                with pytest.raises(WrongField, match=f"“{name}” is private still: share it first"):
                    desk.records.save(place.slug, kind, kind.blank("w1"), {**words, paths[0]: name})
            asked += 1
    assert asked > 5
    assert SECRET.casefold() not in (tmp_path / "mentorships" / place.slug / "record.json").read_text().casefold()
    win = {"capture.text": "mine", "capture.goal": SECRET, "details.seen_by": "private"}
    desk.records.save(place.slug, WIN, WIN.blank("w2"), win)
    (stored,) = desk.records.shelf(place.slug).records["win"]
    with pytest.raises(WrongField, match="is private still"):
        desk.records.save(place.slug, WIN, stored, {**win, "details.seen_by": ""})
    desk.goals.share(place.slug, secret.id)
    desk.records.save(place.slug, WIN, stored, {**win, "details.seen_by": ""})
    desk.goals.save(place.slug, place.read().goal(secret.id), {"name": SECRET, "seen_by": "private"})
    (stored,) = desk.records.shelf(place.slug).records["win"]
    desk.records.save(place.slug, WIN, stored, {"note": "more"})


def test_after_a_rename_every_list_has_one_name_of_the_goal(tmp_path: Path) -> None:
    place = Place(tmp_path)
    desk = Desk(place.store, place.clock, system_zone="UTC")
    id = next(one.id for one in place.read().goals if one.name == "Release")
    desk.goals.save(place.slug, place.read().goal(id), {"name": "Lead releases"})
    assert [one.goal for one in desk.promises.all()] == ["Lead releases"]
    shelf = desk.records.shelf(place.slug)
    kind = desk.records.kind("action")
    (field,) = (one for one in kind.fields if one.kind == Link("goal"))
    (record,) = shelf.records["action"]
    assert shown(field.kind, value(record, field.path), shelf.around) == "Lead releases"
