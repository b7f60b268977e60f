"""A session that was held without the program is the planned one of that day, however it came in; without it all is as before."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from mentortui.core.records import CheckIn, FinishedSession, Plan
from mentortui.core.worth import worth_a_look
from mentortui.services.archive import Archive
from mentortui.services.import_report import lines_of
from mentortui.services.importing import Importing
from mentortui.services.logging_past import LoggingPast, Typed
from mentortui.services.mentorships import Mentorships
from mentortui.services.pages import Pages
from mentortui.services.preparing import Preparing
from tests.clocks import MINUTE, WALL
from tests.services.test_importing import ANSWERS, write
from tests.services.test_sessions import Place

PLANNED = WALL - 5 * 24 * 60 * MINUTE  # Fri 20 Nov 15:00 in Berlin
Deed = Callable[[Place, Path], FinishedSession]


def imports(place: Place, folder: Path) -> FinishedSession:
    importing = Importing(place.store, place.clock, lambda: next(place.ids))
    return importing.store(importing.plan(importing.read(write(folder)), place.slug, ANSWERS))


def logs(place: Place, folder: Path) -> FinishedSession:
    logging = LoggingPast(place.store, place.clock, lambda: next(place.ids), place.slug)
    return logging.save(Typed(day="20 nov", time="14:30", minutes="50"))


def logs_one_topic(place: Place, folder: Path) -> FinishedSession:
    logging = LoggingPast(place.store, place.clock, lambda: next(place.ids), place.slug)
    return logging.save(Typed(day="20 nov", time="19:00", minutes="50", items=("Code review 15",)))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


@pytest.fixture
def preparing(place: Place) -> Preparing:
    return Preparing(place.store, place.clock, lambda: next(place.ids))


@pytest.fixture
def archive(place: Place) -> Archive:
    return Archive(place.store, place.clock, Pages(place.store, place.clock))


def prepare(place: Place, preparing: Preparing, planned: int | None = PLANNED) -> None:
    """Code review and Reading on the agenda; a check-in from before, and one from after."""
    editor = preparing.editor(place.slug)
    editor.add("Code review 15")
    editor.add("Reading 10")
    editor.save()
    for person, created in (("grace", PLANNED - MINUTE), ("ada", WALL)):
        preparing.file_check_in(place.slug, CheckIn(id=person, person=person, created=created, done=("a thing",)))
    agree(place, planned)


def agree(place: Place, planned: int | None) -> None:
    place.store.change_mentorship(place.slug, lambda known: msgspec.structs.replace(known, next_date=planned))


def asked(place: Place) -> list[str]:
    heads = Mentorships(place.store, place.clock, lambda: next(place.ids), "UTC").heads()
    return [one.text for one in worth_a_look(heads, place.clock.wall()) if one.kind == "gone by"]


def agenda(place: Place, preparing: Preparing) -> list[tuple[str, int]]:
    return [(one.title, one.carried) for one in preparing.plan(place.slug).items]


def held(place: Place) -> list[tuple[int | None, str]]:
    plans = place.store.table(place.slug, "plans", Plan)
    return [(one.starts, one.session) for one in plans if one.state == "held" and not one.removed]


def everything(place: Place, preparing: Preparing) -> object:
    plan = preparing.plan(place.slug)
    return (
        asked(place),
        held(place),
        place.store.mentorship(place.slug).next_date,
        (plan.items, plan.roles, plan.starts),
        [one.person for one in preparing.check_ins(place.slug)],
    )


@pytest.mark.parametrize("deed", [imports, logs], ids=["imported", "written down"])
def test_home_asks_no_more_and_what_nobody_ticked_is_carried_over(
    place: Place, preparing: Preparing, tmp_path: Path, deed: Deed
) -> None:
    prepare(place, preparing)
    assert asked(place) == ["The session with Grace planned for Fri 20 Nov 15:00: held, moved or missed?"]
    stored = deed(place, tmp_path)
    assert asked(place) == []
    assert held(place) == [(PLANNED, stored.id)]
    assert agenda(place, preparing) == [("Code review", 1), ("Reading", 1)]
    assert [one.person for one in preparing.check_ins(place.slug)] == ["ada"]  # Grace's was for the one that was held


def test_held_said_on_home_and_written_down_it_is_counted_once_and_at_another_hour_it_is_held_all_the_same(
    place: Place, preparing: Preparing, tmp_path: Path
) -> None:
    prepare(place, preparing)
    logs(place, tmp_path)
    counted = everything(place, preparing)
    preparing.held(place.slug, PLANNED)
    assert everything(place, preparing) == counted
    agree(place, PLANNED - 2 * 24 * 60 * MINUTE)
    preparing.held(place.slug, PLANNED - 2 * 24 * 60 * MINUTE)
    assert (asked(place), len(held(place))) == ([], 2)


def test_what_was_typed_as_covered_is_on_the_next_agenda_no_more(place: Place, preparing: Preparing, tmp_path: Path) -> None:
    prepare(place, preparing)
    logs_one_topic(place, tmp_path)
    assert agenda(place, preparing) == [("Reading", 1)]


@pytest.mark.parametrize("deed", [imports, logs_one_topic], ids=["imported", "written down, one covered"])
@pytest.mark.parametrize("prepared", [True, False], ids=["prepared", "only a date"])
def test_removed_it_is_planned_as_before_and_that_undone_it_counts_again(
    place: Place, preparing: Preparing, archive: Archive, tmp_path: Path, deed: Deed, prepared: bool
) -> None:
    if prepared:
        prepare(place, preparing)
    else:
        agree(place, PLANNED)
    before = everything(place, preparing)
    stored = deed(place, tmp_path)
    counted = everything(place, preparing)
    assert counted != before
    archive.remove(place.slug, stored.id)
    assert everything(place, preparing) == before
    archive.undo()
    assert everything(place, preparing) == counted


def test_a_date_that_was_set_since_stays(place: Place, preparing: Preparing, archive: Archive, tmp_path: Path) -> None:
    prepare(place, preparing)
    stored = imports(place, tmp_path)
    preparing.set_date(place.slug, WALL + 60 * MINUTE)
    archive.remove(place.slug, stored.id)
    assert (held(place), agenda(place, preparing)) == ([], [("Code review", 0), ("Reading", 0)])
    archive.undo()
    assert held(place) == [(PLANNED, stored.id)]
    assert place.store.mentorship(place.slug).next_date == WALL + 60 * MINUTE


@pytest.mark.parametrize(
    "planned", [None, PLANNED - 24 * 60 * MINUTE, WALL + 60 * MINUTE], ids=["none", "the day before", "to come"]
)
def test_another_date_is_left_alone(place: Place, preparing: Preparing, tmp_path: Path, planned: int | None) -> None:
    prepare(place, preparing, planned)
    before = everything(place, preparing)
    imports(place, tmp_path)
    assert everything(place, preparing) == before


def test_a_session_of_the_program_keeps_its_plan_when_it_is_removed(place: Place, preparing: Preparing, archive: Archive) -> None:
    prepare(place, preparing, None)
    live = place.sessions.start(place.mentorship, preparing.plan(place.slug))
    live.finish(True)
    place.sessions.conclude(live)
    place.sessions.leave(live)
    before = everything(place, preparing)
    archive.remove(place.slug, live.session.started.session)
    assert everything(place, preparing) == before


def test_the_report_says_it_before_it_is_stored(place: Place, preparing: Preparing, tmp_path: Path) -> None:
    importing = Importing(place.store, place.clock, lambda: next(place.ids))
    draft = importing.read(write(tmp_path))
    line = "counts as the session planned for Fri 20 Nov 15:00"
    assert line not in lines_of(importing.plan(draft, place.slug, ANSWERS), WALL)
    agree(place, PLANNED)
    assert line in lines_of(importing.plan(draft, place.slug, ANSWERS), WALL)
