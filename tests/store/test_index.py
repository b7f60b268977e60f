"""The index: what it holds of a mentorship is what its files say, whatever changed since it was last made."""

import zlib
from pathlib import Path

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.heads import DAY, MentorshipHead
from mentortui.core.people import Agreement
from mentortui.core.records import Caught, FinishedSession, Living, Plan
from mentortui.core.rhythm import KEPT
from mentortui.store.mentorship_heads import NEAREST
from mentortui.store.store import Store
from tests.store import values

BEGAN = 56 * values.YEAR


def head(folder: Path) -> MentorshipHead:
    """As a program that starts now finds it."""
    (found,) = Store(folder).index().mentorships
    return found


def with_notes(session: FinishedSession, *notes: Capture) -> FinishedSession:
    return msgspec.structs.replace(session, caught=tuple(Caught(capture=note, at=0) for note in notes))


def promise(id: str, who: str, due: str, text: str = "read it") -> Living:
    return Living(id=id, capture=Capture(id=id, kind="action", text=text, who=who, due=due), session="s1")


def feedback(id: str, created: int, **fields: object) -> Living:
    capture = Capture(id=id, kind="feedback", text="clear notes", who="grace", **fields)  # type: ignore[arg-type]
    return Living(id=id, capture=capture, session="s1", created=created)


def test_due_dates_are_counted_by_who_promised_and_the_first_few_have_their_words(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = store.save_mentorship(values.mentorship()).slug
    days = ["2026-12-05", "2026-11-20", "2026-11-20", "2026-12-01", "2027-01-01"]
    store.save_living(slug, *(promise(f"p{n}", "ada", day) for n, day in enumerate(days)), promise("q", "grace", "2026-11-30"))
    store.save_living(slug, promise("undated", "ada", ""), promise("strange", "ada", "soon"))
    found = head(tmp_path)
    assert found.promises == {"ada": 7, "grace": 1}
    assert found.dues == {
        "ada": {"2026-12-05": 1, "2026-11-20": 2, "2026-12-01": 1, "2027-01-01": 1},
        "grace": {"2026-11-30": 1},
    }
    mine = [one.due for one in found.nearest if one.who == "ada"]
    assert mine == sorted(days)[:NEAREST]
    assert [(one.id, one.text, one.session) for one in found.nearest if one.who == "grace"] == [("q", "read it", "s1")]


def test_what_is_kept_or_removed_is_due_no_more(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = store.save_mentorship(values.mentorship()).slug
    store.save_living(slug, promise("a", "ada", "2026-11-20"), promise("b", "ada", "2026-11-21"))
    assert head(tmp_path).dues == {"ada": {"2026-11-20": 1, "2026-11-21": 1}}
    store.save_living(slug, msgspec.structs.replace(promise("a", "ada", "2026-11-20"), state="done"))
    store.save_living(slug, msgspec.structs.replace(promise("b", "ada", "2026-11-21"), removed=True))
    found = head(tmp_path)
    assert (found.dues, found.nearest, found.promises) == ({}, (), {})


def test_the_last_feedback_and_what_waits_are_known(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = store.save_mentorship(values.mentorship()).slug
    assert (head(tmp_path).feedback, head(tmp_path).waiting) == (None, 0)
    store.save_living(slug, feedback("f1", 100), feedback("f2", 300, later=True), feedback("f3", 50, later=True, given=200))
    found = head(tmp_path)
    assert (found.feedback, found.waiting) == (200, 1)


def test_the_notes_to_sort_are_those_of_the_last_session(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = store.save_mentorship(values.mentorship()).slug
    store.save_session(slug, with_notes(values.session("s1", 1, BEGAN), Capture(text="old")))
    note, seen, other = Capture(text="one"), Capture(text="two", sorted=True), Capture(kind="question", text="why")
    store.save_session(slug, with_notes(values.session("s2", 2, BEGAN + DAY), note, seen, other))
    found = head(tmp_path)
    assert found.last is not None
    assert (found.last.id, found.last.notes) == ("s2", 1)


def test_the_first_and_the_last_beginnings_are_known_over_years(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = store.save_mentorship(values.mentorship()).slug
    starts = [BEGAN + n * 80 * DAY for n in range(9)]
    for number, began in enumerate(starts):
        store.save_session(slug, values.session(f"s{number}", number, began))
    gone = msgspec.structs.replace(values.session("gone", 99, starts[-1] + DAY), removed=True)
    store.save_session(slug, gone)
    found = head(tmp_path)
    assert (found.sessions, found.first, found.began) == (9, starts[0], tuple(starts[-KEPT:]))


def test_hours_goals_and_what_was_agreed_come_from_the_record(tmp_path: Path) -> None:
    store = Store(tmp_path)
    hours = {"grace": (8 * 60, 16 * 60)}
    slug = store.save_mentorship(values.mentorship(hours=hours, goals=("Release lead",))).slug
    agreed = msgspec.structs.replace(values.session("s1", 1, BEGAN), agreement=Agreement(roles={"mentor": 40.0, "mentee": 60.0}))
    store.save_session(slug, agreed)
    found = head(tmp_path)
    assert (found.hours, found.goals) == (hours, ("Release lead",))
    assert found.last is not None
    assert found.last.agreed


def test_the_planned_length_is_that_of_the_next_plan_wherever_its_date_was_set(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = store.save_mentorship(values.mentorship(next_date=BEGAN)).slug
    missed = Plan(id="old", kind="regular", starts=BEGAN, minutes=30, state="missed")
    store.save_table(slug, "plans", missed, Plan(id="new", kind="regular", starts=BEGAN, minutes=45))
    assert head(tmp_path).next_minutes == 45
    moved = msgspec.structs.replace(store.mentorship(slug), next_date=BEGAN + DAY)
    store.save_mentorship(moved)
    assert head(tmp_path).next_minutes == 45


def test_an_index_of_an_older_version_is_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = store.save_mentorship(values.mentorship()).slug
    store.save_living(slug, promise("a", "ada", "2026-11-20"))
    whole = head(tmp_path)
    path = tmp_path / "index.json"
    older = msgspec.json.decode(path.read_bytes())
    older["schema"] -= 1
    for entry in older["entries"].values():
        for field in ("dues", "nearest", "first", "began"):
            entry["head"].pop(field, None)
    older["checksum"] = zlib.crc32(msgspec.json.encode(older["entries"]))
    path.write_bytes(msgspec.json.encode(older))
    assert head(tmp_path) == whole


def test_a_damaged_figure_of_the_index_is_never_shown(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = store.save_mentorship(values.mentorship()).slug
    store.save_session(slug, values.session("s1", 1, BEGAN))
    whole = head(tmp_path)
    path = tmp_path / "index.json"
    damaged = path.read_bytes().replace(b'"sessions":1', b'"sessions":3')
    assert damaged != path.read_bytes()
    path.write_bytes(damaged)
    assert head(tmp_path) == whole


def test_a_second_look_reads_no_record_and_no_session(tmp_path: Path) -> None:
    store = Store(tmp_path)
    slug = store.save_mentorship(values.mentorship()).slug
    store.save_session(slug, values.session("s1", 1, BEGAN))
    whole = head(tmp_path)
    again = Store(tmp_path)
    opened: list[Path] = []
    again._shelf.records = lambda path, table: opened.append(path)  # type: ignore[method-assign, assignment, return-value]
    assert again.index().mentorships == (whole,)
    assert opened == []
