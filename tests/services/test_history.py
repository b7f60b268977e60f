"""The sessions that were: the list, and finding one."""

import shutil
from pathlib import Path

import msgspec
import pytest

from mentortui.core.commands import Refused
from mentortui.services.clock import SystemClock
from mentortui.services.demo import fill, go_live
from mentortui.services.history import History, Row, short_ids
from mentortui.services.mentorships import Mentorships
from mentortui.store.store import Store
from tests.store.values import action, mentorship, private, session

DAY = 86_400_000_000
WALL = 1_795_615_200_000_000


def history(store: Store) -> History:
    return History(store, Mentorships(store, SystemClock(), lambda: "id", "UTC"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Grace with three sessions, Linus with one."""
    store = Store(tmp_path)
    for id, name in (("m1", "Grace Otieno"), ("m2", "Linus Park")):
        store.save_mentorship(mentorship(id, name))
    for number in (1, 2, 3):
        store.save_session("grace-otieno", session(f"g{number}abc", number, began=WALL + number * 2 * DAY))
    store.save_session("linus-park", session("l1abc", 1, began=WALL + 3 * DAY))
    return store


def test_every_session_of_everybody_newest_first(store: Store) -> None:
    assert [row.id for row in history(store).rows()] == ["g3abc", "g2abc", "l1abc", "g1abc"]


def test_removed_sessions_and_mentorships_are_left_out(store: Store) -> None:
    gone = session("g3abc", 3, began=WALL + 6 * DAY)
    store.save_session("grace-otieno", msgspec.structs.replace(gone, removed=True))
    store.save_mentorship(msgspec.structs.replace(store.mentorship("linus-park"), removed=True))
    assert [row.id for row in history(store).rows()] == ["g2abc", "g1abc"]
    assert history(store).find("last").session.id == "g2abc"
    with pytest.raises(Refused, match="There is no session"):
        history(store).find("l1")


def test_shares_are_the_users_first_and_open_promises_those_of_the_session(store: Store) -> None:
    promised = [msgspec.structs.replace(action(id, state=state), session="g2abc") for id, state in (("a", "open"), ("b", "done"))]
    store.save_living("grace-otieno", *promised, msgspec.structs.replace(action("c"), session="g1abc"))
    row = next(row for row in history(store).rows() if row.id == "g2abc")
    assert [share.name for share in row.shares] == ["Ada", "Grace Otieno"]
    assert row.shares[0].share * 3 == 2
    assert row.open == 1
    assert row.others == ("Grace Otieno",)


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("last", "g3abc"),
        ("g1", "g1abc"),
        ("g2abc", "g2abc"),
        ("linus/1", "l1abc"),
        ("grace / last", "g3abc"),
        ("otieno/2", "g2abc"),
    ],
)
def test_a_session_is_found_by_what_one_would_type(store: Store, words: str, id: str) -> None:
    assert history(store).find(words).session.id == id


@pytest.mark.parametrize("words", ["g", "nothing", "", "grace/9", "grace/x", "x/1", "/", "grace/99999999999999999999"])
def test_what_is_not_found_or_not_clear_is_refused(store: Store, words: str) -> None:
    with pytest.raises(Refused):
        history(store).find(words)


def test_a_whole_id_wins_over_one_it_begins(store: Store) -> None:
    store.save_session("linus-park", session("g1abcd", 2, began=WALL))
    assert history(store).find("g1abc").session.id == "g1abc"


def test_of_two_sessions_of_one_number_the_later_one_is_meant(store: Store) -> None:
    store.save_session("linus-park", session("l2", 1, began=WALL + 9 * DAY))
    assert history(store).find("linus/1").session.id == "l2"


def test_a_session_under_way_is_in_the_list_but_cannot_be_shown(store: Store) -> None:
    go_live(store, store.mentorship("linus-park"), SystemClock())
    rows = history(store).rows()
    assert [(row.others, row.state) for row in rows if row.state != "finished"] == [(("Linus Park",), "interrupted")]
    log = store.journals.open("linus-park", next(row.id for row in rows if row.ended is None))
    assert "live" in [row.state for row in history(store).rows()]
    log.close()
    with pytest.raises(Refused):
        history(store).find("c5rj")


def test_private_notes_are_read_only_when_asked_for(store: Store) -> None:
    store.save_private("grace-otieno", private("p", "mine alone"))
    found = history(store).find("g1")
    assert [note.caught.capture.text for note in history(store).private(found)] == ["mine alone"]


def test_what_cannot_be_read_is_told_and_the_rest_is_there(store: Store) -> None:
    folder = store.data_dir / "mentorships" / "grace-otieno"
    (folder / "record.json").write_text("{")
    shutil.rmtree(folder / "backups")  # else it would be restored
    fresh = Store(store.data_dir)
    assert [row.id for row in history(fresh).rows()] == ["l1abc"]
    assert len(fresh.notices) == 1


def test_nothing_stored_has_no_session(tmp_path: Path) -> None:
    empty = history(Store(tmp_path))
    assert empty.rows() == ()
    with pytest.raises(Refused, match="No session is finished yet"):
        empty.find("last")


def test_short_ids_tell_sessions_apart() -> None:
    def row(id: str) -> Row:
        return Row(id=id, slug="", others=(), number=1, kind="", title="", state="finished", began=0)

    assert short_ids([row("abcdefgh")]) == {"abcdefgh": "abcd"}
    assert short_ids([row("abcdefgh"), row("abcdezzz"), row("zz")]) == {"abcdefgh": "abcdef", "abcdezzz": "abcdez", "zz": "zz"}


def test_the_demo_is_a_history(tmp_path: Path) -> None:
    store = Store(tmp_path)
    fill(store, WALL)
    assert [(row.number, row.kind, row.open) for row in history(store).rows()] == [
        (3, "regular", 2),
        (2, "regular", 0),
        (1, "first", 0),
    ]
