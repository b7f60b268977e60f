"""Trends of a store: read once, again only what changed; one damaged year hides no other."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import msgspec
import pytest

from mentortui.core import trends as t
from mentortui.core.records import FinishedSession, Plan
from mentortui.core.refused import Refused
from mentortui.core.trends_groups import groups
from mentortui.core.trends_look import first_person
from mentortui.services.exports import write_trends
from mentortui.services.trends import Picture, TrendsRead, as_json, as_markdown, file_name
from mentortui.store.errors import StoreError
from mentortui.store.store import Store
from tests.past_years import ADA, GRACE, put, rising, session
from tests.screens.stage import StillClock


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data")


def read(store: Store, slug: str) -> Picture:
    return TrendsRead(store, StillClock()).read(slug)


def two_years() -> list[FinishedSession]:
    return [*rising(date(2025, 2, 1)), *rising(date(2026, 2, 1))]


def distinct(sessions: list[FinishedSession]) -> list[FinishedSession]:
    return [msgspec.structs.replace(one, id=f"d{n}", number=n) for n, one in enumerate(sessions, 1)]


def test_every_session_is_there_and_a_missed_one_is_counted(store: Store) -> None:
    slug = put(store, distinct(two_years()))
    with store.changing(slug) as now:
        now.table("plans", Plan).put(Plan(id="p", kind="regular", state="missed"))
    trends = read(store, slug).trends
    assert [one.number for one in trends.counted] == list(range(1, 21))
    assert trends.left_out == t.LeftOut(missed=1)
    assert [group.called for group in groups(trends, "quarter")][:2] == ["Apr to Jun 2026", "Jan to Mar 2026"]


def test_a_removed_session_is_not_there(store: Store) -> None:
    slug = put(store, rising())
    with store.changing(slug) as now:
        one = store.session(slug, "s3")
        now.sessions(one.began).put(msgspec.structs.replace(one, removed=True))
    assert [one.number for one in read(store, slug).trends.held] == [1, 2, 4, 5, 6, 7, 8, 9, 10]


def test_only_the_year_that_changed_is_read_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    slug = put(store, distinct(two_years()))
    trends, asked, told = TrendsRead(store, StillClock()), list[str](), list[tuple[int, int]]()
    real = store.sessions_of
    monkeypatch.setattr(store, "sessions_of", lambda slug, year, kind: asked.append(year) or real(slug, year, kind))
    before = trends.read(slug, lambda done, total: told.append((done, total)))
    assert (asked, told) == (["2025", "2026"], [(1, 2), (2, 2)])
    assert trends.read(slug) is before
    assert asked == ["2025", "2026"]
    with store.changing(slug) as now:
        new = session(21, date(2026, 11, 20), {"ada": 20, "grace": 30})
        now.sessions(new.began).put(new)
    after = trends.read(slug)
    assert asked == ["2025", "2026", "2026"]
    assert len(after.trends.held) == 21


def test_a_year_that_cannot_be_read_is_told_and_the_others_are_shown(store: Store) -> None:
    slug = put(store, distinct(two_years()))
    year = store.data_dir / "mentorships" / slug / "sessions" / "2025.json"
    for copy in (store.data_dir / "mentorships" / slug / "backups").rglob("2025*"):
        copy.unlink()
    year.write_text("{", encoding="utf-8")
    again = Store(store.data_dir)
    found = read(again, slug)
    assert {one.date.year for one in found.trends.held} == {2026}
    assert any("2025.json" in notice for notice in again.notices)


def test_a_mentorship_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        read(store, "nobody")


def test_what_was_added_up_is_remembered(store: Store) -> None:
    picture = read(store, put(store, rising()))
    (group,) = picture.groups("all")
    assert picture.groups("all")[0] is group
    assert picture.change(group, "grace") is picture.look("grace").change(group, "grace")


@pytest.mark.parametrize("ending", [".csv", ".md", ".json"])
def test_they_are_written_into_a_new_file_that_only_the_user_may_read(store: Store, tmp_path: Path, ending: str) -> None:
    look = read(store, put(store, rising())).look("grace")
    assert file_name(look) == "trends-grace-otieno.csv"
    name = tmp_path / f"trends{ending}"
    assert write_trends(str(name), [look]) == str(name)
    assert write_trends(str(name), [look]) == str(tmp_path / f"trends 2{ending}")
    assert name.stat().st_mode & 0o777 == 0o600
    assert "Grace Otieno" in name.read_text("utf-8")


@pytest.mark.parametrize("name", ["trends", "trends.txt", "trends.html", ""])
def test_another_ending_is_refused_in_one_sentence(store: Store, tmp_path: Path, name: str) -> None:
    look = read(store, put(store, rising())).look("grace")
    with pytest.raises(Refused, match=r"end the file's name in \.csv, \.md or \.json"):
        write_trends(str(tmp_path / name), [look])
    assert not list(tmp_path.glob("trends*"))


def test_the_table_has_a_row_for_each_group_and_person_and_each_session(store: Store, tmp_path: Path) -> None:
    write_trends(str(tmp_path / "t.csv"), [read(store, put(store, rising())).look("grace")])
    text = (tmp_path / "t.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["row"] for row in rows} == {"all", "quarter", "kind", "item", "session", "who"}
    everything = next(row for row in rows if row["row"] == "all" and row["person"] == "Grace Otieno")
    assert (everything["sessions"], everything["talk_minutes"], everything["fewer_minutes_than_agreed"]) == (
        "10",
        "600.0",
        "79.8",
    )
    assert everything["change"] == "Grace Otieno: 4 points a month nearer to agreed (3 to 5)"
    assert (everything["change_points_a_month"], everything["change_low"]) == ("4.045", "2.877")
    assert sum(row["row"] == "session" for row in rows) == 20
    who = {row["person"]: row for row in rows if row["row"] == "who"}
    assert (who["Grace Otieno"]["topics"], who["Grace Otieno"]["sessions_opened"]) == ("10", "7")
    assert who["nobody named"]["topics"] == "15"


def test_the_json_has_what_the_table_has(store: Store) -> None:
    look = read(store, put(store, rising())).look("grace")
    (found,) = json.loads(as_json([look]))["trends"]
    assert found["with"] == ["Grace Otieno"]
    assert [one["by"] for one in found["groups"]].count("session") == found["sessions"] == 10
    change = found["groups"][0]["people"][1]["change"]
    assert (change["sessions"], change["days"], change["clear"]) == (10, 131, True)
    assert found["prompts"] == {"shown": 0, "compared": 0, "withheld": 0, "difference": None, "low": None, "high": None}


def test_figures_that_are_not_to_be_shown_are_in_no_file(store: Store, tmp_path: Path) -> None:
    look = read(store, put(store, rising(), show_figures=False)).look("grace")
    (found,) = json.loads(as_json([look]))["trends"]
    assert found["groups"] is found["ends"] is found["prompts"] is None
    assert "%" not in as_markdown([look])
    write_trends(str(tmp_path / "t.csv"), [look])
    rows = list(csv.DictReader(io.StringIO((tmp_path / "t.csv").read_text("utf-8-sig"))))
    assert {row["row"] for row in rows} == {"who"}
    assert not any(row["share"] or row["floor_minutes"] or row["items_opened"] for row in rows)


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "-2+3", '"; =cmd', "a|b", "[/] \x1b[31m", "<b>", "王小明 👩‍👩‍👧"])
def test_names_in_a_file_are_words_and_nothing_else(store: Store, tmp_path: Path, name: str) -> None:
    people = (ADA, msgspec.structs.replace(GRACE, name=name))
    held = [msgspec.structs.replace(one, people=people, title=name, kind="own") for one in rising()]
    slug = put(store, held, people=people)
    look = read(store, slug).look("grace")
    assert first_person(look.trends) == "grace"
    write_trends(str(tmp_path / "t.csv"), [look])
    text = (tmp_path / "t.csv").read_text("utf-8-sig")
    assert "\x1b" not in text
    for row in csv.reader(io.StringIO(text)):
        assert len(row) == 27
        assert not any(cell[:1] in "=+@" and cell for cell in row)
        assert not any(cell[:1] == "-" and not cell[1:].replace(".", "").isdigit() for cell in row)
    markdown = as_markdown([look])
    assert "\x1b" not in markdown
    assert "<b>" not in markdown
    tables = [line for line in markdown.split("\n") if line.startswith("| ") and "own" not in line]
    assert {line.replace("\\|", "").count("|") for line in tables} <= {5, 6, 7, 10}


def test_who_no_longer_waits_stops_the_reading_between_two_years(store: Store) -> None:
    class Left(Exception):
        pass

    def left(done: int, total: int) -> None:
        raise Left

    slug = put(store, distinct(two_years()))
    trends = TrendsRead(store, StillClock())
    with pytest.raises(Left):
        trends.read(slug, left)
    assert len(trends.read(slug).trends.held) == 20
