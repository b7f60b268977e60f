"""Going through the tabs of a mentorship: which is shown first, which row stays marked, which stand under more."""

from collections.abc import Sequence
from pathlib import Path

from mentortui.services.records import Records, Shelf
from mentortui.services.tabs import Count, Entries, Entry, Tab, TabRow
from mentortui.services.tabs_shown import TabsShown
from tests.screens.stage import StillClock, desk


class Some(Tab):
    """Rows that a test says."""

    one = "a row"

    def __init__(self, name: str, rows: Sequence[str], *, more: bool = False) -> None:
        self.name = self.title = name
        self.more = more
        self.rows = list(rows)

    def count(self, shelf: Shelf) -> Count:
        return Count(len(self.rows))

    def read(self, shelf: Shelf) -> Entries:
        by = {"by name": lambda entry: entry.row.text} if self.rows else {}
        return Entries([Entry(row=TabRow(id=row, text=row)) for row in self.rows], by)


def shown(folder: Path, *tabs: Tab, tab: str = "", marked: str = "") -> TabsShown:
    mentorships, _, store = desk(folder)
    slug = mentorships.begin("Ada", "", "mentor", "Grace", "nairobi", "40/60").slug
    made = TabsShown(Records(store, StillClock(), lambda: "id"), slug, tabs, tab=tab, marked=marked)
    made.take(made.read())
    return made


def test_the_first_that_is_used_is_shown_unless_one_is_named(tmp_path: Path) -> None:
    tabs = Some("wins", ""), Some("goals", "abc")
    assert shown(tmp_path / "a", *tabs).tab.name == "goals"
    assert shown(tmp_path / "b", *tabs, tab="wins").tab.name == "wins"


def test_a_row_stays_marked_through_a_filter_and_an_order_and_is_looked_for_in_another_tab(tmp_path: Path) -> None:
    made = shown(tmp_path, Some("wins", "cab"), Some("goals", "xyz"), tab="wins", marked="a")
    assert made.find("", 0) == 1
    made.turn()
    assert made.order == "by name"
    assert made.find("", 1) == 0
    assert [made.at(place) for place in range(4)] == ["a", "b", "c", ""]
    assert made.find("c", 2) == 0
    assert made.many("c") == 1
    assert made.go("goals", "z")
    assert not made.is_read
    made.take_tab(made.tab, Entries([Entry(row=TabRow(id=id, text=id)) for id in "xyz"]))
    assert made.find("", 0) == 2
    assert not made.go("gone", "")


def test_what_is_unused_stands_under_more_and_the_others_are_gone_round(tmp_path: Path) -> None:
    made = shown(tmp_path, Some("wins", "a"), Some("goals", "", more=True), Some("feedback", "b", more=True), tab="wins")
    assert [tab.name for tab in made.used] == ["wins", "feedback"]
    assert made.beside(1) == made.beside(-1) == "feedback"
    assert [tab.name for tab in made.others] == ["goals", "feedback"]
    assert [tab.name for tab in shown(tmp_path / "b", Some("wins", "a"), Some("goals", "c"), tab="wins").others] == ["goals"]
