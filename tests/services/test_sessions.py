"""Sessions from start to store, over kills, sleeps and reboots."""

import itertools
import os
import threading
from pathlib import Path

import msgspec
import pytest

from mentortui.core import measures as m
from mentortui.core.agreed import InForce, for_moment
from mentortui.core.commands import Refused
from mentortui.core.people import Agreement
from mentortui.core.records import Member, Mentorship, Template, TemplateItem
from mentortui.services.doctor import Doctor
from mentortui.services.live import LiveSession
from mentortui.services.sessions import Sessions
from mentortui.services.watching import WatchedSession
from mentortui.store.errors import Held, StoreError
from mentortui.store.store import Store
from tests.clocks import MINUTE, SECOND, WALL, MovingClock

REGULAR = Template(
    kind="regular",
    title="",
    minutes=20,
    items=(TemplateItem(title="Check-in", minutes=5, owner="both"), TemplateItem(title="Review", minutes=15, owner="mentee")),
)


class Place:
    """A data folder, a clock, and programs that come and go."""

    def __init__(self, folder: Path) -> None:
        self.clock = MovingClock()
        self.folder = folder
        self.ids = (f"id{number:04}" for number in itertools.count())
        self.store = Store(folder)
        self.mentorship = self.store.save_mentorship(
            Mentorship(
                id="m",
                slug="",
                part="mentor",
                me="ada",
                people=(
                    Member(id="ada", name="Ada", role="mentor", zone="Europe/Berlin"),
                    Member(id="grace", name="Grace", role="mentee", zone="Africa/Nairobi"),
                ),
                agreement=Agreement(roles={"mentor": 40, "mentee": 60}),
            )
        )
        self.slug = self.mentorship.slug
        self.sessions = self.program()

    def program(self) -> Sessions:
        """A fresh start of the program."""
        return Sessions(Store(self.folder), self.clock, lambda: next(self.ids))

    def start(self) -> LiveSession:
        return self.sessions.start(self.mentorship, REGULAR)

    def run(self, live: LiveSession, seconds: int) -> None:
        """Time goes by, a tick each second."""
        for _ in range(seconds):
            self.clock.wait(1)
            live.tick()

    def killed(self, live: LiveSession) -> Sessions:
        """The program is gone, without a word; another start follows."""
        assert live.writer.flush()
        _last_beat(live)
        log = self.sessions.log_of(live)
        log._journal.close()
        log._lock.release()
        self.sessions = self.program()
        return self.sessions


def _last_beat(live: LiveSession) -> None:
    """What the writer does aside is done: on a busy machine it may come later than the events."""
    while live.writer._aside is not None:
        os.sched_yield()
    done = threading.Event()
    live.writer.aside(done.set)
    assert done.wait(5)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


def seconds(live: LiveSession) -> dict[str, int]:
    return {person: time // SECOND for person, time in live.whole().floor.items()}


def test_a_session_is_started_run_finished_and_stored(place: Place) -> None:
    live = place.start()
    live.floor.press(1)
    place.run(live, 40)
    live.floor.press(2)
    live.agenda.go_on()
    place.run(live, 60)
    live.captures.catch("> write the failing test first due:2026-12-04")
    live.captures.catch(". she sounds tired")
    live.captures.catch("asked who owns the rota")
    live.captures.catch("+ small commits #release")
    live.finish()
    stored = place.sessions.conclude(live)
    place.sessions.leave(live)
    store = Store(place.folder)
    assert store.sessions(place.slug) == (stored,)
    assert stored.figures.floor == {"ada": 40 * SECOND, "grace": 60 * SECOND}
    assert [row[:3] for row in stored.turns] == [("ada", 0, 40 * SECOND), ("grace", 40 * SECOND, 100 * SECOND)]
    assert [(row.title, row.minutes, row.used // SECOND, row.state) for row in stored.items] == [
        ("Check-in", 5, 40, "done"),
        ("Review", 15, 60, "open"),
    ]
    assert [caught.capture.text for caught in stored.caught] == ["asked who owns the rota"]
    living = store.living(place.slug)
    assert [(one.capture.kind, one.capture.who, one.capture.due) for one in living] == [
        ("action", "grace", "2026-12-04"),
        ("feedback", "grace", ""),
    ]
    assert [note.caught.capture.text for note in store.private_notes(place.slug)] == ["she sounds tired"]
    assert store.mentorship(place.slug).goals == ("release",)
    assert store.journals.all() == ()


def test_finishing_again_after_going_back_stores_the_same_session_once(place: Place) -> None:
    live = place.start()
    live.captures.catch("> first")
    live.finish()
    place.sessions.conclude(live)
    live.undo()
    place.sessions.reopen(live)
    assert [stored.removed for stored in Store(place.folder).sessions(place.slug)] == [True]
    live.undo()
    live.captures.catch("> second")
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    store = Store(place.folder)
    assert [stored.removed for stored in store.sessions(place.slug)] == [False]
    assert [(one.capture.text, one.removed) for one in store.living(place.slug)] == [("first", True), ("second", False)]


def test_after_a_kill_it_goes_on_and_the_time_away_is_nobodys_until_answered(place: Place) -> None:
    live = place.start()
    live.floor.press(1)
    place.run(live, 40)
    sessions = place.killed(live)
    place.clock.wait(250)
    (waiting,) = sessions.unfinished()
    assert (waiting.who, waiting.holder, waiting.away // SECOND) == ("Grace", "", 250)
    live = sessions.go_on(waiting.slug, waiting.id)
    assert seconds(live) == {"ada": 40, "grace": 0}
    (gap,) = live.session.open_gaps
    live.floor.answer_gap(gap.id, 2)
    live.floor.press(2)
    place.clock.wait(10)
    assert seconds(live) == {"ada": 40, "grace": 260}
    assert not live.session.open_gaps


def test_a_kill_between_two_ticks_asks_nothing(place: Place) -> None:
    live = place.start()
    live.floor.press(1)
    place.clock.wait(5)
    live.tick()
    sessions = place.killed(live)
    place.clock.wait(1)
    (waiting,) = sessions.unfinished()
    live = sessions.go_on(waiting.slug, waiting.id)
    place.clock.wait(4)
    assert not live.session.open_gaps
    assert seconds(live)["ada"] == 10


def test_over_a_reboot_the_wall_clock_says_how_long_it_was(place: Place) -> None:
    live = place.start()
    live.floor.press(1)
    place.run(live, 60)
    sessions = place.killed(live)
    place.clock.wait(300)
    place.clock.step = place.clock.now - 20 * SECOND
    place.clock.now, place.clock.start = 20 * SECOND, "two"
    (waiting,) = sessions.unfinished()
    live = sessions.go_on(waiting.slug, waiting.id)
    (gap,) = live.session.open_gaps
    assert (gap.began // SECOND, gap.ended // SECOND) == (60, 360)
    live.floor.press(2)
    place.run(live, 30)
    assert seconds(live) == {"ada": 60, "grace": 30}
    sessions = place.killed(live)
    live = sessions.go_on(waiting.slug, waiting.id)
    place.run(live, 5)
    assert seconds(live) == {"ada": 60, "grace": 35}


def test_it_is_finished_as_it_stood(place: Place) -> None:
    live = place.start()
    live.floor.press(1)
    place.run(live, 40)
    sessions = place.killed(live)
    place.clock.wait(3000)
    (waiting,) = sessions.unfinished()
    stored = sessions.finish_as_it_stood(waiting.slug, waiting.id)
    assert stored.ended == WALL + 40 * SECOND
    assert stored.figures.floor["ada"] == 40 * SECOND
    assert sessions.unfinished() == ()


def test_a_session_begins_with_what_was_agreed_for_its_kind_and_keeps_where_that_was(place: Place) -> None:
    equal = Agreement()
    agreed = msgspec.structs.replace(place.mentorship, kinds={"regular": equal})
    live = place.sessions.start(agreed, REGULAR)
    assert for_moment(live.session) == InForce(equal, "kind")
    live.floor.press(1)
    place.run(live, 120)
    live.finish()
    stored = place.sessions.conclude(live)
    assert (stored.agreement, stored.agreed_by) == (equal, "kind")


def test_killed_between_finishing_and_storing_it_is_stored_at_the_next_start(place: Place) -> None:
    live = place.start()
    live.floor.press(1)
    place.run(live, 40)
    live.captures.catch("= small commits get faster reviews")
    live.finish()
    sessions = place.killed(live)
    sessions.recover()
    assert sessions.unfinished() == ()
    (stored,) = Store(place.folder).sessions(place.slug)
    assert stored.caught[0].capture.text == "small commits get faster reviews"
    assert Store(place.folder).journals.all() == ()


def test_a_second_program_watches_and_changes_nothing(place: Place) -> None:
    live = place.start()
    live.floor.press(1)
    assert live.writer.flush()
    second = place.program()
    (waiting,) = second.unfinished()
    assert waiting.holder
    with pytest.raises(Held):
        second.go_on(waiting.slug, waiting.id)
    watched = WatchedSession(second, waiting.slug, waiting.id, place.clock)
    place.run(live, 30)
    live.floor.press(2)
    assert live.writer.flush()
    watched.tick()
    place.clock.wait(10)
    assert seconds(watched) == {"ada": 30, "grace": 10}
    with pytest.raises(Refused, match="runs this session"):
        watched.floor.press(1)


def test_a_laptops_sleep_is_a_gap_and_not_the_speakers(place: Place) -> None:
    live = place.start()
    live.floor.press(1)
    for _ in range(10):
        place.clock.wait(1)
        live.tick()
    place.clock.sleep(2400)
    live.tick()
    assert seconds(live)["ada"] == 10
    assert len(live.session.open_gaps) == 1


def test_a_step_of_the_wall_clock_changes_no_time(place: Place) -> None:
    live = place.start()
    live.floor.press(1)
    place.clock.wait(10)
    place.clock.step = -3600 * SECOND
    live.tick()
    place.clock.wait(10)
    assert seconds(live)["ada"] == 20
    assert not live.session.gaps


def test_numbers_and_the_last_turns_come_from_the_sessions_before(place: Place) -> None:
    for _ in range(2):
        live = place.start()
        for _ in range(3):
            live.floor.press(1)
            place.run(live, 100)
            live.floor.press(2)
            place.run(live, 100)
        live.finish()
        place.sessions.conclude(live)
        place.sessions.leave(live)
    live = place.start()
    assert live.session.started.number == 3
    assert live.session.started.recent_turns == (100 * SECOND,) * 12


def test_undo_and_redo_say_what_they_do(place: Place) -> None:
    live = place.start()
    live.floor.press(2)
    live.captures.catch("! recorded responses")
    assert live.undo() == "Undone: decision: recorded responses"
    assert live.undo() == "Undone: Grace has the floor"
    assert live.redo() == "Done again: Grace has the floor"
    assert live.session.floor.holders == ("grace",)


def test_an_unused_number_twice_within_three_seconds_is_a_guest(place: Place) -> None:
    live = place.start()
    with pytest.raises(Refused, match="Press 3 again"):
        live.floor.press(3)
    place.clock.wait(2)
    live.floor.press(3)
    place.clock.wait(8)
    assert live.session.people[-1].name == "Guest 3"
    assert live.whole().floor[live.session.people[-1].id] == 10 * SECOND


def test_an_unused_number_again_later_only_asks_again(place: Place) -> None:
    live = place.start()
    for _ in range(2):
        with pytest.raises(Refused):
            live.floor.press(3)
        place.clock.wait(4)
    assert len(live.session.people) == 2


def test_a_typed_begin_moves_the_last_change(place: Place) -> None:
    live = place.start()
    live.floor.press(1)
    place.run(live, 120)
    live.floor.press(2)
    place.clock.wait(10)
    assert live.floor.what_moves("-40") == ("grace", 120 * SECOND, 90 * SECOND)
    live.floor.began("-40")
    assert seconds(live) == {"ada": 90, "grace": 40}
    with pytest.raises(Refused, match="not a time"):
        live.floor.began("soon")


def test_the_next_date_is_read_on_my_clock(place: Place) -> None:
    live = place.start()
    live.agree_next("thu 15:00")
    starts = live.session.next_date
    assert starts is not None
    assert live.local(starts).strftime("%a %H:%M") == "Thu 15:00"
    with pytest.raises(Refused):
        live.agree_next("someday")


def test_the_plan_is_of_the_template(place: Place) -> None:
    live = place.start()
    assert live.agenda.plan().left == 5 * MINUTE
    assert [facts.item.owner for facts in live.session.items] == ["both", "grace"]
    assert m.agreed_shares(live.whole()) == {"ada": m.Fraction(2, 5), "grace": m.Fraction(3, 5)}


def test_a_next_date_taken_back_after_finishing_is_gone_from_the_mentorship_too(place: Place) -> None:
    live = place.start()
    live.agree_next("2w 15:00")
    live.finish()
    place.sessions.conclude(live)
    assert Store(place.folder).mentorship(place.slug).next_date == live.session.next_date
    live.agree_next("")
    place.sessions.conclude(live)
    assert Store(place.folder).mentorship(place.slug).next_date is None


def test_a_key_pressed_before_the_tick_after_a_sleep_is_not_lost(place: Place) -> None:
    live = place.start()
    live.floor.press(1)
    place.run(live, 10)
    place.clock.sleep(2400)
    live.floor.press(2)
    place.run(live, 20)
    assert seconds(live) == {"ada": 10, "grace": 20}
    assert len(live.session.open_gaps) == 1


def test_the_time_on_the_summary_is_nobodys_until_somebody_says_so(place: Place) -> None:
    live = place.start()
    live.floor.press(1)
    place.run(live, 60)
    live.finish()
    place.sessions.conclude(live)
    place.clock.wait(600)
    live.go_back_in()
    place.run(live, 5)
    assert seconds(live)["ada"] == 60
    assert len(live.session.open_gaps) == 1


def test_a_finished_session_goes_on_whatever_was_noted_since(place: Place) -> None:
    live = place.start()
    live.finish()
    live.captures.catch("also this")
    live.unfinish()
    assert not live.session.finished
    assert [facts.capture.text for facts in live.session.captures] == ["also this"]


def test_what_is_not_finished_is_not_stored(place: Place) -> None:
    live = place.start()
    with pytest.raises(StoreError, match="not finished"):
        place.sessions.conclude(live)


def test_hiding_the_figures_for_now_changes_no_agreement(place: Place) -> None:
    live = place.start()
    live.show_figures()
    live.finish()
    assert place.sessions.conclude(live).show_figures


def private_file(place: Place) -> Path:
    return place.folder / "mentorships" / place.slug / "private.json"


def test_a_damaged_private_file_keeps_no_session_from_being_finished(place: Place) -> None:
    private_file(place).write_text("{")
    live = place.start()
    live.captures.catch("= a takeaway")
    live.finish()
    place.sessions.conclude(live)
    place.sessions.leave(live)
    assert Store(place.folder).sessions(place.slug)[0].caught[0].capture.text == "a takeaway"
    aside = private_file(place).parent / "backups"
    assert "{" in [path.read_text() for path in (private_file(place), *aside.glob("private-*")) if path.exists()]


def test_private_notes_wait_in_the_journal_while_their_file_is_of_a_newer_version(place: Place) -> None:
    private_file(place).write_text('{"schema": 99, "checksum": "", "tables": {}}')
    live = place.start()
    live.captures.catch(". she sounds tired")
    live.finish()
    place.sessions.conclude(live)
    with pytest.raises(StoreError):
        place.sessions.leave(live)
    assert len(Store(place.folder).sessions(place.slug)) == 1
    sessions = place.program()
    sessions.recover()
    assert sessions.unfinished() == ()
    private_file(place).unlink()
    sessions.recover()
    store = Store(place.folder)
    assert [note.caught.capture.text for note in store.private_notes(place.slug)] == ["she sounds tired"]
    assert store.journals.all() == ()


def test_a_session_whose_beginning_is_damaged_is_told_and_not_offered(place: Place) -> None:
    live = place.start()
    live.captures.catch("something")
    sessions = place.killed(live)
    (journal,) = (place.folder / "mentorships" / place.slug / "live").glob("*.jsonl")
    lines = journal.read_bytes().split(b"\n")
    journal.write_bytes(b"\n".join([lines[0], bytes(9), bytes(9), *lines[3:]]))  # it stands there twice
    (waiting,) = sessions.unfinished()
    assert "damaged" in waiting.trouble


def test_lines_of_a_journal_that_cannot_be_read_outlive_it(place: Place) -> None:
    live = place.start()
    live.captures.catch("first of two")
    live.captures.catch("second of two")
    sessions = place.killed(live)
    (journal,) = (place.folder / "mentorships" / place.slug / "live").glob("*.jsonl")
    journal.write_bytes(damaged := journal.read_bytes().replace(b"first of two", b"fjrst of two"))
    live = sessions.go_on(place.slug, journal.stem)
    live.finish()
    sessions.conclude(live)
    sessions.leave(live)
    assert Store(place.folder).journals.all() == ()
    (kept,) = (journal.parents[1] / "backups").glob(f"{journal.stem}-damaged-*.jsonl")
    assert kept.read_bytes().startswith(damaged)
    assert kept.stat().st_mode & 0o777 == 0o600
    (told,) = Doctor(place.folder, place.clock).look()
    assert (told.path, told.what, told.wrong) == (kept, "a damaged journal that was set aside", False)


def test_watching_says_when_the_holder_is_gone(place: Place) -> None:
    live = place.start()
    assert live.writer.flush()
    second = place.program()
    (waiting,) = second.unfinished()
    watched = WatchedSession(second, waiting.slug, waiting.id, place.clock)
    place.killed(live)
    watched.tick()
    assert watched.whose == "no program now"


def test_a_session_that_cannot_be_gone_on_with_is_held_by_nobody(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    live = place.start()
    slug, id = place.slug, live.session.started.session
    sessions = place.killed(live)

    def refused(self: Store, slug: str) -> Mentorship:
        raise StoreError("record.json: cannot be read, too many files are open.")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "mentorship", refused)
        with pytest.raises(StoreError, match="too many files"):
            sessions.go_on(slug, id)
    assert not place.store.journals.inbox(slug, id).is_open
    assert sessions.holder(slug, id) == ""
