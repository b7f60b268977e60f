"""A copy a day before the first change, thinned as it gets older."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.store.backups import DAILY, DAMAGED, DAYS, EDITED, MONTHS, ODD_MOST, WEEKS, Backups, Copy, superfluous
from mentortui.store.errors import NotSaved
from mentortui.store.store import Store
from tests.store.damaging import NOON
from tests.store.values import action, mentorship

HOUR, DAY = 3_600_000_000, 86_400_000_000


def copy(at: int, why: str = DAILY) -> Copy:
    return Copy(Path(f"record-{at}-{why}.json"), at, why)


def left(copies: list[Copy], now: int) -> list[Copy]:
    gone = {one.path for one in superfluous(copies, now)}
    return [one for one in copies if one.path not in gone]


def test_three_years_of_work_leave_a_handful_of_copies() -> None:
    kept: list[Copy] = []
    for hours in range(0, 3 * 365 * 24, 8):
        now = NOON + hours * HOUR
        kept = left([*kept, copy(now)], now)
    assert len(kept) <= 2 + DAYS + WEEKS + MONTHS + 4
    ages = sorted((now - one.at) / DAY for one in kept)
    assert ages[0] == 0
    assert [age for age in range(DAYS) if not any(age <= found < age + 1 for found in ages)] == []
    assert len([age for age in ages if age > 370]) >= 2


def test_of_one_day_the_first_and_the_two_newest_stay() -> None:
    """A second copy to fall back on where the newest is damaged too."""
    copies = [copy(NOON + hours * HOUR) for hours in range(5)]
    assert left(copies, NOON + 6 * HOUR) == [copies[0], *copies[-2:]]


@given(
    st.lists(st.tuples(st.integers(0, 2000 * 24), st.sampled_from([DAILY, EDITED, DAMAGED, "format1"])), max_size=60, unique=True)
)
def test_the_newest_of_each_kind_stays_and_thinning_again_removes_nothing(made: list[tuple[int, str]]) -> None:
    copies = [copy(NOON + hours * HOUR, why) for hours, why in made]
    now = NOON + 2001 * DAY
    kept = left(copies, now)
    for why in {one.why for one in copies}:
        assert max(one for one in copies if one.why == why) in kept
    assert left(kept, now) == kept


def test_what_was_damaged_or_edited_is_kept_longer_but_not_without_end() -> None:
    now = NOON + 1500 * DAY
    copies = [copy(NOON + hours * HOUR, why) for hours in range(0, 1500 * 24, 12) for why in (EDITED, DAMAGED)]
    kept = Counter(one.why for one in left(copies, now))
    assert kept[EDITED] == kept[DAMAGED] <= ODD_MOST + 1
    young = [copy(now - days * DAY, DAMAGED) for days in range(80)]
    assert left(young, now) == young


class Days:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("mentorships/grace/backups/record-*.json"))


def test_the_first_change_of_a_day_is_preceded_by_a_copy_of_what_was_there(tmp_path: Path) -> None:
    days = Days()
    store = Store(tmp_path, days)
    store.save_mentorship(mentorship())
    path = tmp_path / "mentorships/grace/record.json"
    for day in range(3):
        before = path.read_bytes()
        for number in range(3):
            store.save_living("grace", action(f"a{day}{number}"))
        newest = path.parent / "backups" / names(tmp_path)[-1]
        assert newest.read_bytes() == before
        assert newest.name.startswith(f"record-2026-{['11-29', '11-30', '12-01'][day]}T120000-")
        assert len(names(tmp_path)) == day + 1
        days.now += DAY
    Store(tmp_path, days).save_living("grace", action("later"))
    assert len(names(tmp_path)) == 4
    Store(tmp_path, days).save_living("grace", action("again"))
    assert len(names(tmp_path)) == 4, "another program of the same day makes no second one"


def test_copies_are_thinned_while_one_works(tmp_path: Path) -> None:
    days = Days()
    store = Store(tmp_path, days)
    store.save_mentorship(mentorship())
    for day in range(40):
        store.save_living("grace", action(f"a{day}"))
        days.now += DAY
    assert 10 <= len(names(tmp_path)) <= 2 + DAYS + WEEKS
    date = (datetime(2026, 11, 29, tzinfo=UTC) + timedelta(days=39)).strftime("%Y-%m-%d")
    assert names(tmp_path)[-1].startswith(f"record-{date}")


def test_a_copy_that_cannot_be_made_never_keeps_a_change_from_being_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path, lambda: NOON)
    store.save_mentorship(mentorship())

    def refused(*_: object) -> Path:
        raise NotSaved(tmp_path, "disk full")

    monkeypatch.setattr(Backups, "keep_data", refused)
    for number in range(3):
        store.save_living("grace", action(f"a{number}"))
    assert len(Store(tmp_path).living("grace")) == 3
    (told,) = store.notices
    assert "no copy of it could be made before it was changed" in told


def test_a_name_of_another_file_is_no_copy_of_this_one(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for name in (
        "record-2026-11-29T103400-0a1b2c3d.json",
        "record-edited-0a1b2c3d.json",
        "record-damaged-0a1b2c3d.json",
        "records-2026-11-29T103400-0a1b2c3d.json",
        "record-2026-99-29T103400-0a1b2c3d.json",
        "record.redo.jsonl",
        "record-notes.json",
    ):
        (folder / name).write_text("{}")
    found = Backups(folder).copies(tmp_path / "record.json")
    assert sorted((one.why, one.path.name[:12]) for one in found) == [
        ("", "record-2026-"),
        ("", "record-2026-"),
        ("damaged", "record-damag"),
        ("edited", "record-edite"),
    ]
