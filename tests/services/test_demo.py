"""The demo is made of real events, stored as any session is."""

from pathlib import Path
from typing import get_args

from mentortui.core import measures as m
from mentortui.core.capture import Kind
from mentortui.core.fold import fold
from mentortui.core.session import Session
from mentortui.core.status import status_line
from mentortui.core.words import ratio_words
from mentortui.services.demo import LIVE_FOR, demo_live_events, fill, go_live
from mentortui.services.demo_linus import fill_linus
from mentortui.services.sessions import Sessions
from mentortui.store.store import Store

WALL = 1_795_615_200_000_000
"""Wednesday 25 November 2026, 14:00 UTC."""
DAY = 86_400_000_000


class Standing:
    """A clock that stands."""

    test = True

    def boot(self) -> int:
        return 100_000_000_000

    def boot_id(self) -> str:
        return "test"

    def monotonic(self) -> int:
        return self.boot()

    def wall(self) -> int:
        return WALL


def live() -> Session:
    session = fold(demo_live_events(WALL))
    assert session is not None
    return session


def test_three_sessions_a_fortnight_apart_and_the_next_one_agreed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    mentorship = fill(store, WALL)
    sessions = store.sessions(mentorship.slug)
    assert [session.number for session in sessions] == [1, 2, 3]
    assert [session.kind for session in sessions] == ["first", "regular", "regular"]
    assert sessions[2].began - sessions[1].began == 14 * DAY
    assert sessions[-1].ended < WALL < (mentorship.next_date or 0) <= WALL + 7 * DAY
    assert sessions[-1].next_date == mentorship.next_date
    assert store.me() is not None
    assert store.notices == []


def test_something_of_every_kind_was_caught(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = fill(store, WALL).slug
    kinds = {record.capture.kind for record in store.living(slug)}
    kinds |= {caught.capture.kind for session in store.sessions(slug) for caught in session.caught}
    kinds |= {note.caught.capture.kind for note in store.private_notes(slug)}
    assert kinds == set(get_args(Kind))


def test_both_have_open_and_kept_promises(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = fill(store, WALL).slug
    actions = {(record.capture.who, record.state) for record in store.living(slug) if record.capture.kind == "action"}
    assert {("ada", "done"), ("grace", "done"), ("grace", "open")} <= actions


def test_sessions_fill_most_of_an_hour_and_every_second_is_somebodys_or_nobodys(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for session in store.sessions(fill(store, WALL).slug):
        figures = session.figures
        assert 45 <= figures.active // 60_000_000 <= 60
        assert figures.unsure == 0
        assert sum(item.used for item in session.items) == figures.active
        assert min(figures.turns.values()) > 30


def test_the_same_moment_makes_the_same_demo(tmp_path: Path) -> None:
    for name in ("one", "two"):
        fill(Store(tmp_path / name, lambda: WALL), WALL)
    files = [
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.json")}
        for name in ("one", "two")
    ]
    assert files[0] == files[1]


def test_the_session_under_way_is_the_one_of_the_pictures() -> None:
    session = live()
    assert status_line(session, LIVE_FOR, "saved") == (
        "▸ Code review of the parser 3 min · ●Grace Otieno 62 % · Ada 38 % · ends 15:28 · saved"
    )
    assert ratio_words(m.shares(m.whole(session, LIVE_FOR)), ("ada", "grace")) == "41 : 59"
    assert len(session.captures) == 6
    assert [facts.state for facts in session.items] == ["done", "current", "waiting", "waiting", "waiting"]


def test_a_program_goes_on_with_it_without_a_gap(tmp_path: Path) -> None:
    store, ids = Store(tmp_path), iter(f"n{n}" for n in range(99))
    mentorship = fill(store, WALL)
    go_live(store, mentorship, Standing())
    sessions = Sessions(store, Standing(), lambda: next(ids))
    (waiting,) = sessions.unfinished()
    went_on = sessions.go_on(waiting.slug, waiting.id)
    assert went_on.now == LIVE_FOR
    assert went_on.session.gaps == ()
    sessions.leave(went_on)


def test_a_longer_mentorship_ends_with_a_session_out_of_a_transcript(tmp_path: Path) -> None:
    store = Store(tmp_path)
    fill(store, WALL)
    sessions = store.sessions(fill_linus(store, WALL, Standing()).slug)
    assert [one.number for one in sessions] == list(range(1, 10))
    assert [one.origin is not None for one in sessions] == [False] * 8 + [True]
    assert sessions[-1].ended < WALL
    assert store.notices == []
