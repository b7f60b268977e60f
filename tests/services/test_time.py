"""Time, with a clock that sleeps, stops, is set wrong and starts anew: nobody is given a moment of it unasked."""

import itertools
import threading
from collections.abc import Callable
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.commands import Refused
from mentortui.core.fold import fold
from mentortui.core.people import Agreement, Participant
from mentortui.core.result import result
from mentortui.core.watch import GAP, LEAST_AWAY, STOPPED, Clocks, bridged
from mentortui.services.clock import EARLIEST, LATEST, possible
from mentortui.services.live import LiveSession
from mentortui.services.live_course import Beat
from mentortui.services.writer import Writer
from mentortui.store.alive import Alive, read_alive, write_alive
from mentortui.store.errors import NotSaved
from tests.clocks import MINUTE, SECOND, WALL, MovingClock

HOUR, DAY = 60 * MINUTE, 24 * 60 * MINUTE
PEOPLE = (
    Participant(id="ada", name="Ada", role="mentor", key=1, zone="Europe/Berlin"),
    Participant(id="grace", name="Grace", role="mentee", key=2, zone="Australia/Lord_Howe"),
)


class Disk(Writer):
    """What is put is there, at once."""

    def __init__(self, events: list[e.AnyEvent | e.Unknown]) -> None:
        super().__init__(self)
        self.events = events

    def append_many(self, events: tuple[e.AnyEvent, ...]) -> None:
        raise AssertionError("nothing is put into the queue")

    def put(self, event: e.AnyEvent) -> None:
        self.events.append(event)


class Laptop:
    """A machine with a session on it: its clocks, its disk, and the program, that comes and goes."""

    def __init__(self, wall: int = WALL, zone: str = "Europe/Berlin") -> None:
        """`wall`: when the session begins; `zone`: of who is at the keys."""
        self.clock = MovingClock()
        self.clock.step = wall - self.clock.wall()
        self.ids = (f"id{number}" for number in itertools.count())
        self.alive: Clocks | None = None
        self.asleep: list[tuple[int, int, str]] = []
        """Stretches of the session clock in which nobody was at the keys, and why."""
        self.seen = 0
        """When a program was last seen, before this one began."""
        self.disk: list[e.AnyEvent | e.Unknown] = [
            e.SessionStarted(
                id=next(self.ids),
                at=0,
                wall=self.clock.wall(),
                by="ada",
                session="s",
                mentorship="m",
                me="ada",
                boot=self.clock.boot(),
                boot_id=self.clock.boot_id(),
                people=(msgspec.structs.replace(PEOPLE[0], zone=zone), *PEOPLE[1:]),
                items=tuple(e.Item(id=f"i{number}", title=f"Item {number}", minutes=10) for number in range(3)),
                planned_minutes=30,
                agreement=Agreement(),
            ),
            e.ItemStarted(id=next(self.ids), at=0, wall=self.clock.wall(), by=e.PROGRAM, item="i0"),
        ]
        self.live = self._program(0)
        self.live.beat()

    def _program(self, at: int) -> LiveSession:
        def beat(beat: Beat) -> None:
            self.alive = Clocks(boot=beat.boot, wall=beat.wall, at=beat.at, boot_id=self.clock.boot_id())

        return LiveSession(self.disk, Disk(self.disk), self.clock, lambda: next(self.ids), at=at, beat=beat)

    def run(self, seconds: float) -> None:
        """Somebody is there; a tick each second."""
        while seconds > 0:
            self.clock.wait(min(1, seconds))
            seconds -= 1
            self.live.tick()

    def away(self, why: str, deed: Callable[[], None]) -> None:
        """Time goes by with nobody at the keys."""
        before, self.seen = self.live.now, self.live.now
        deed()
        # What a killed program had not seen any more is gone from the session clock.
        self.asleep = [(began, min(ended, self.seen), of) for began, ended, of in self.asleep if began < self.seen]
        self.asleep.append((min(before, self.seen), self.live.now, why))

    def sleep(self, seconds: float) -> None:
        self.away("sleep", lambda: self.clock.sleep(seconds))

    def stop(self, seconds: float) -> None:
        """Stopped by Ctrl-Z or a signal: all clocks run."""
        self.away("stop", lambda: self.clock.wait(seconds))

    def kill(self, seconds: float, step: int = 0) -> None:
        """Killed, and gone on with so much later, the wall clock set meanwhile."""

        def deed() -> None:
            self.clock.wait(seconds)
            self.clock.step += step
            self.go_on()

        self.away("kill", deed)

    def reboot(self, seconds: float, step: int = 0) -> None:
        """The machine is started anew; its battery may be empty, and the time it then has any."""

        def deed() -> None:
            self.clock.step += self.clock.now + round(seconds * SECOND) - 20 * SECOND + step
            self.clock.now, self.clock.slept, self.clock.start = 20 * SECOND, 0, next(self.ids)
            self.go_on()

        self.away("reboot", deed)

    def go_on(self) -> None:
        """As services.sessions does."""
        session = fold(self.disk)
        assert session is not None
        now = Clocks(boot=self.clock.boot(), wall=self.clock.wall(), boot_id=self.clock.boot_id())
        then, at, anew = bridged(session, self.disk, self.alive, now)
        assert at >= then >= session.last_at
        self.seen = then
        self.live = self._program(at)
        if (at - then >= GAP or anew) and not session.finished:
            self.live.went_on(then, self.clock.boot_id())
        self.live.beat()

    def seconds(self) -> dict[str, float]:
        return {person: time / SECOND for person, time in self.live.whole().floor.items()}

    # what must hold at every moment

    def check(self) -> None:
        live = self.live
        session, span, now = live.session, live.whole(), live.now
        until = session.ended_at if session.finished else now
        assert span.active == session.active(until) == span.nobody + span.one + span.several + span.unsure
        assert span.active == sum(m.item_times(session, until).values())
        assert span.talk == span.one + 2 * (span.several - span.unnamed)
        assert min(span.active, span.nobody, span.one, span.several, span.unnamed, span.unsure, *span.floor.values()) >= 0
        assert 0 <= span.active <= until
        assert [run.at for run in session.runs] == sorted(run.at for run in session.runs)
        refolded = fold(self.disk)
        assert refolded is not None
        assert m.whole(refolded, until) == span
        if live._course._last.boot != self.clock.boot():
            return  # it has not looked at its clocks yet, as it does before each key and once a second
        counted = [(gap.began, gap.ended) for gap in session.gaps if gap.counted]
        for before, after, why in self.asleep:
            if any(began < after and before < ended for began, ended in counted):
                continue  # somebody said whose it was
            given = session.active(min(after, until)) - session.active(min(before, until))
            assert given < (STOPPED if why == "stop" else GAP), f"{given / SECOND} s of {why} were given away"


class Everything:
    """What a hand, a lid, a battery and an administrator can do."""

    def __init__(self, laptop: Laptop) -> None:
        self.laptop = laptop

    def do(self, act: tuple[str, object]) -> None:
        name, with_ = act
        with suppress(Refused):
            getattr(self, name)(with_)

    def key(self, key: object) -> None:
        assert isinstance(key, int)
        self.laptop.live.floor.press(key)

    def verb(self, name: object) -> None:
        attrgetter(str(name))(self.laptop.live)()

    def nudge(self, seconds: object) -> None:
        assert isinstance(seconds, int)
        self.laptop.live.floor.nudge(seconds)

    def began(self, words: object) -> None:
        self.laptop.live.floor.began(str(words))

    def run(self, seconds: object) -> None:
        assert isinstance(seconds, int | float)
        self.laptop.run(seconds)

    def sleep(self, seconds: object) -> None:
        assert isinstance(seconds, int | float)
        self.laptop.sleep(seconds)

    def stop(self, seconds: object) -> None:
        assert isinstance(seconds, int | float)
        self.laptop.stop(seconds)

    def step(self, seconds: object) -> None:
        assert isinstance(seconds, int)
        live = self.laptop.live
        before, stands = (live.whole(), live.now, live.turns()), live.agenda.plan()
        self.laptop.clock.step += seconds * SECOND
        assert (live.whole(), live.now, live.turns()) == before, "a step of the wall clock changes no figure"
        after = live.agenda.plan()
        assert (after.left, after.late, after.rows) == (stands.left, stands.late, stands.rows)

    def kill(self, how: object) -> None:
        assert isinstance(how, tuple)
        self.laptop.kill(*how)

    def reboot(self, how: object) -> None:
        assert isinstance(how, tuple)
        self.laptop.reboot(*how)

    def answer(self, key: object) -> None:
        gaps = self.laptop.live.session.open_gaps
        if gaps:
            assert key is None or isinstance(key, int)
            self.laptop.live.floor.answer_gap(gaps[0].id, key)

    def end_and_back(self, seconds: object) -> None:
        """Finished, and gone back into so much later."""
        assert isinstance(seconds, int | float)
        live = self.laptop.live
        live.finish()
        self.laptop.check()
        before = live.now
        self.laptop.clock.wait(seconds)
        live.go_back_in()
        self.laptop.asleep.append((before, live.now, "sleep"))


VERBS = ["floor.pause", "floor.pause", "undo", "undo", "redo", "floor.other", "floor.several", "agenda.go_on", "agenda.go_back"]
lengths = st.one_of(st.sampled_from([0.5, 1.9, 2, 2.5, 29, 31, 90, 3600, 30_000]), st.floats(0, 200).map(lambda x: round(x, 3)))
steps = st.sampled_from([-2, 1, 30, -3600, 3600, -31_557_600, 31_557_600, -80 * 31_557_600, 7900 * 31_557_600])
acts: st.SearchStrategy[tuple[str, object]] = st.one_of(
    st.tuples(st.just("key"), st.sampled_from([0, 1, 2])),
    st.tuples(st.just("run"), st.sampled_from([0.3, 1, 2, 5, 20])),
    st.tuples(st.just("verb"), st.sampled_from(VERBS)),
    st.tuples(st.just("sleep"), lengths),
    st.tuples(st.just("stop"), lengths),
    st.tuples(st.just("step"), steps),
    st.tuples(st.just("kill"), st.tuples(lengths, st.one_of(st.just(0), steps.map(lambda step: step * SECOND)))),
    st.tuples(st.just("reboot"), st.tuples(lengths, st.one_of(st.just(0), steps.map(lambda step: step * SECOND)))),
    st.tuples(st.just("answer"), st.sampled_from([None, 0, 1, 2])),
    st.tuples(st.just("nudge"), st.sampled_from([-5, 5])),
    st.tuples(st.just("began"), st.sampled_from(["-10", "-90", "0:30"])),
    st.tuples(st.just("end_and_back"), lengths),
)


keys: st.SearchStrategy[tuple[str, object]] = st.one_of(
    st.tuples(st.just("key"), st.sampled_from([1, 2])),
    st.tuples(st.just("verb"), st.sampled_from(["floor.pause", "undo", "redo", "floor.other", "agenda.go_on"])),
)
nobody_there: st.SearchStrategy[tuple[str, object]] = st.one_of(
    st.tuples(st.just("sleep"), st.sampled_from([3, 90, 3600])),
    st.tuples(st.just("stop"), st.just(90)),
    st.tuples(st.just("kill"), st.just((90, 0))),
    st.tuples(st.just("reboot"), st.just((90, -HOUR))),
)
one_after_another = st.lists(
    st.one_of(
        acts.map(lambda act: [act]),
        st.tuples(keys, nobody_there, keys).map(list),
    ),
    max_size=25,
).map(lambda groups: [act for group in groups for act in group])
"""With what is found by chance too seldom: a key, then nobody there, then another key, such as one that takes the first back."""


@pytest.mark.timeout(3600)
@settings(max_examples=max(200, settings().max_examples))
@given(one_after_another)
def test_no_moment_in_which_nobody_was_there_is_given_to_anybody_and_all_sums_hold(done: list[tuple[str, object]]) -> None:
    laptop = Laptop()
    everything = Everything(laptop)
    for act in done:
        everything.do(act)
        laptop.check()
    laptop.live.tick()
    if not laptop.live.session.finished:
        laptop.live.finish()
    laptop.check()
    stored = result(laptop.live.session).session
    assert stored.ended - stored.began == laptop.live.session.ended_at >= stored.figures.active >= 0
    assert all(0 <= start <= end <= stored.figures.active for _, start, end, _ in stored.turns)
    assert all(row.used >= 0 for row in stored.items)
    assert sum(row.used for row in stored.items) <= stored.figures.active


# each way by itself


@pytest.fixture
def laptop() -> Laptop:
    laptop = Laptop()
    laptop.live.floor.press(1)
    laptop.run(10)
    return laptop


def test_sleep_within_a_turn_is_nobodys_and_the_floor_is_free_after_it(laptop: Laptop) -> None:
    laptop.sleep(3600)
    laptop.run(30)
    assert laptop.seconds() == {"ada": 10, "grace": 0}
    assert laptop.live.session.floor.nobody
    (gap,) = laptop.live.session.open_gaps
    assert (gap.ended - gap.began) // SECOND == 3601


def test_a_stopped_program_finds_its_gap_though_every_clock_ran(laptop: Laptop) -> None:
    laptop.stop(3600)
    laptop.live.floor.press(2)
    laptop.run(5)
    assert laptop.seconds() == {"ada": 10, "grace": 5}
    assert len(laptop.live.session.open_gaps) == 1


def test_sleep_within_a_pause_is_no_gap_but_not_the_speakers_when_the_pause_is_undone(laptop: Laptop) -> None:
    laptop.live.floor.pause()
    laptop.sleep(3600)
    laptop.live.tick()
    assert laptop.live.session.gaps == ()
    laptop.run(5)
    laptop.live.undo()
    laptop.run(5)
    assert not laptop.live.session.paused
    assert laptop.seconds()["ada"] == 10
    (gap,) = laptop.live.session.open_gaps
    laptop.live.redo()
    assert laptop.live.session.gaps == ()
    assert gap.ended - gap.began == 3600 * SECOND


def test_a_pause_that_is_resumed_after_a_sleep_gives_the_floor_back(laptop: Laptop) -> None:
    laptop.live.floor.pause()
    laptop.sleep(3600)
    laptop.live.floor.pause()
    laptop.run(5)
    assert laptop.seconds()["ada"] == 15


def test_sleep_right_before_the_end_does_not_make_the_session_longer(laptop: Laptop) -> None:
    laptop.sleep(3600)
    laptop.live.finish()
    stored = result(laptop.live.session).session
    assert stored.figures.active == stored.figures.floor["ada"] == 10 * SECOND
    assert stored.items[0].used == 10 * SECOND
    assert stored.ended - stored.began == 3610 * SECOND


def test_sleep_at_an_items_end_belongs_to_neither_item(laptop: Laptop) -> None:
    laptop.sleep(3600)
    laptop.live.agenda.go_on()
    laptop.run(20)
    assert list(m.item_times(laptop.live.session, laptop.live.now).items()) == [("i0", 10 * SECOND), ("i1", 20 * SECOND)]
    assert laptop.live.agenda.plan().left == 10 * MINUTE - 20 * SECOND


def test_sleep_while_a_line_is_typed_keeps_the_line_and_its_moment(laptop: Laptop) -> None:
    laptop.sleep(3600)
    laptop.live.captures.catch("typed before, entered after")
    (caught,) = laptop.live.session.captures
    assert laptop.live.session.active(caught.at) == 10 * SECOND
    assert laptop.seconds()["ada"] == 10


def test_sleep_while_the_end_is_being_stored_is_a_gap_when_that_fails(laptop: Laptop) -> None:
    laptop.live.finish()
    laptop.sleep(3600)
    laptop.live.unfinish()
    laptop.run(5)
    assert laptop.seconds()["ada"] == 10


def test_an_end_that_is_undone_an_hour_later_gives_nobody_the_hour(laptop: Laptop) -> None:
    laptop.live.finish()
    laptop.clock.wait(3600)
    laptop.live.undo()
    assert laptop.seconds()["ada"] == 10
    assert len(laptop.live.session.open_gaps) == 1


def test_the_longest_answer_a_gap_can_get_counts_in_full_and_can_be_taken_back(laptop: Laptop) -> None:
    laptop.sleep(3600)
    laptop.live.tick()
    (gap,) = laptop.live.session.open_gaps
    laptop.live.floor.answer_gap(gap.id, 2)
    assert laptop.seconds() == {"ada": 10, "grace": 3600}
    laptop.live.undo()
    assert laptop.seconds() == {"ada": 10, "grace": 0}


def test_a_machine_put_back_to_an_earlier_state_lets_the_session_clock_stand_and_go_on(laptop: Laptop) -> None:
    laptop.clock.now -= 300 * SECOND
    laptop.run(20)
    assert laptop.seconds()["ada"] == pytest.approx(30, abs=1)


# the wall clock

STEPS = {
    "a second back": -SECOND,
    "an hour back": -HOUR,
    "an hour on": HOUR,
    "a year back": -365 * DAY,
    "a year on": 365 * DAY,
    "before 1970": -WALL - 10 * 365 * DAY,
    "the year 9999": 253_402_300_799 * SECOND - WALL,
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_a_step_of_the_wall_clock_changes_no_figure_and_ends_nothing(laptop: Laptop, step: int) -> None:
    before = laptop.live.agenda.plan()
    laptop.clock.step += step
    plan = laptop.live.agenda.plan()
    assert (plan.left, plan.late, plan.rows) == (before.left, before.late, before.rows)
    laptop.run(10)
    laptop.live.captures.catch("> write it down due:2w")
    assert laptop.seconds()["ada"] == 20
    assert laptop.live.session.gaps == ()
    laptop.live.finish()
    stored = result(laptop.live.session).session
    assert (stored.began, stored.ended - stored.began) == (WALL, 20 * SECOND)


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_after_a_kill_the_time_away_is_as_long_as_it_was_whatever_the_wall_clock_says(laptop: Laptop, step: int) -> None:
    laptop.clock.step += step
    laptop.run(10)
    laptop.kill(250, -step)
    (gap,) = laptop.live.session.open_gaps
    assert (gap.began, gap.ended) == (20 * SECOND, 270 * SECOND)
    assert laptop.seconds()["ada"] == 20
    laptop.kill(100, step)
    assert laptop.live.session.open_gaps[-1].ended == 370 * SECOND


def test_over_a_new_start_with_the_time_set_back_nobody_holds_the_floor_unasked(laptop: Laptop) -> None:
    laptop.reboot(300, -HOUR)
    laptop.run(20)
    assert laptop.seconds() == {"ada": 10, "grace": 0}
    (gap,) = laptop.live.session.open_gaps
    assert gap.ended - gap.began == LEAST_AWAY


def test_two_new_starts_count_each_time_away_once(laptop: Laptop) -> None:
    for _ in range(2):
        laptop.reboot(300)
        laptop.live.floor.press(2)
        laptop.run(10)
    assert [gap.ended - gap.began for gap in laptop.live.session.gaps] == [300 * SECOND] * 2
    assert laptop.seconds() == {"ada": 10, "grace": 20}
    assert laptop.live.now == 630 * SECOND


def test_where_no_start_of_the_machine_has_a_name_the_two_clocks_together_tell(laptop: Laptop) -> None:
    laptop.clock.start = ""
    laptop.disk[0] = _without_boot_id(laptop.disk[0])
    laptop.go_on()
    laptop.kill(250, -HOUR)
    assert laptop.live.session.gaps[-1].ended - laptop.live.session.gaps[-1].began == 250 * SECOND
    laptop.kill(100, 30 * SECOND)  # as a clock is set right by the network
    assert laptop.live.session.gaps[-1].ended - laptop.live.session.gaps[-1].began == 100 * SECOND
    laptop.clock.step += HOUR
    laptop.run(1)
    before = laptop.live.now
    laptop.clock.step += 5000 * SECOND - 1000 * SECOND
    laptop.clock.now += 1000 * SECOND  # up again for longer than before, which alone looks like the same start
    laptop.go_on()
    assert laptop.live.now - before == 5000 * SECOND


def _without_boot_id(event: e.AnyEvent | e.Unknown) -> e.AnyEvent:
    assert isinstance(event, e.SessionStarted)
    return msgspec.structs.replace(event, boot_id="")


def test_the_clock_keeps_within_what_has_a_date() -> None:
    assert possible(-5) == EARLIEST
    assert possible(10**19) == LATEST
    assert possible(WALL) == WALL


# what is on disk when a program is killed


def test_a_sign_of_life_is_never_on_disk_before_the_gap_it_follows() -> None:
    disk: list[str] = []
    written, refused = threading.Event(), threading.Event()

    class Refusing:
        full = True

        def append_many(self, events: tuple[e.AnyEvent, ...]) -> None:
            if events and self.full:
                refused.set()
                raise NotSaved(Path("s.jsonl"), "disk full")
            disk.extend(type(event).__name__ for event in events)

    log = Refusing()
    writer = Writer(log, retry_after=0.01)
    writer.put(e.GapFound(id="g", at=90, began=10))
    writer.aside(lambda: disk.append("alive"))
    assert refused.wait(30)
    writer.aside(lambda: disk.append("alive"))
    log.full = False
    assert writer.flush(30)
    writer.aside(lambda: (disk.append("alive"), written.set())[0])
    assert written.wait(30)
    writer.close()
    assert disk[0] == "GapFound"
    assert set(disk[1:]) == {"alive"}


def test_a_sign_of_life_that_an_earlier_version_left_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "s.alive"
    path.write_bytes(b"%020d %020d\n" % (510 * SECOND, WALL + 10 * SECOND))
    alive = read_alive(path)
    assert alive == Alive(510 * SECOND, WALL + 10 * SECOND)
    laptop = Laptop()
    laptop.alive = Clocks(**alive._asdict())
    laptop.live.floor.press(1)
    laptop.clock.wait(70)
    laptop.go_on()
    (gap,) = laptop.live.session.open_gaps
    assert (gap.began, gap.ended) == (10 * SECOND, 70 * SECOND)
    assert laptop.seconds()["ada"] == 10


@pytest.mark.parametrize("boot_id", ["", "b3b1c1d0-1111-2222-3333-444455556666"])
def test_a_sign_of_life_is_read_as_it_was_written_or_not_at_all(tmp_path: Path, boot_id: str) -> None:
    path = tmp_path / "s.alive"
    alive = Alive(boot=5 * SECOND, wall=-3, at=7, boot_id=boot_id)
    write_alive(path, alive)
    assert read_alive(path) == alive
    whole = path.read_bytes()
    for place in range(len(whole) - 1):
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
            path.write_bytes(damaged)
            assert read_alive(path) in (None, alive)


def test_a_year_away_that_somebody_says_was_theirs_holds_nobody_up(laptop: Laptop) -> None:
    laptop.sleep(366 * 86400)
    laptop.live.tick()
    (gap,) = laptop.live.session.open_gaps
    laptop.live.floor.answer_gap(gap.id, 2)
    laptop.run(5)  # looking at each second of it took hours
    assert laptop.seconds()["grace"] == 366 * 86400
