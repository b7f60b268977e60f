"""Walking through a page, from line to line that has something behind it."""

from mentortui.core.page_parts import Line, Page, Section
from mentortui.core.page_walk import Walk, walk_of

FIRST = Line("note", "one", source="capture", id="a", to_sort=True)
SORTED = Line("note", "two", source="capture", id="b")
LAST = Line("note", "three", source="capture", id="c", to_sort=True)
STEP = Line("next step", "three", source="capture", id="c")
FIGURE = Line("floor", "Ada 40 %")


def walk(*sections: tuple[Line, ...]) -> Walk:
    made = tuple(Section(str(number), "", lines) for number, lines in enumerate(sections))
    return walk_of(Page(who="Grace", what="", when="", reader="", other="Grace", sections=made))


def test_one_stands_only_on_lines_with_something_behind_them() -> None:
    found = walk((FIGURE, STEP), (FIRST, FIGURE, LAST))
    assert found.lines == (STEP, FIRST, LAST)
    assert found.stops == ((0, 1), (1, 0), (1, 2))
    assert walk((FIGURE,)) == Walk()


def test_a_line_is_the_same_with_other_words_and_not_where_it_only_says_what_is_to_do() -> None:
    found = walk((STEP,), (FIRST, LAST))
    assert found.place_of(Line("note", "three, mended", source="capture", id="c")) == 2
    assert found.place_of(STEP) == 0
    assert found.place_of(Line("note", "", source="capture", id="gone")) is None
    assert found.place_of(None) is None


def test_the_next_note_is_one_nobody_has_looked_at_and_behind_the_last_one_the_first() -> None:
    found = walk((FIRST, SORTED, LAST))
    assert found.to_sort() == 0
    assert found.note_after(FIRST) is LAST
    assert found.note_after(LAST) is FIRST
    assert found.note_after(SORTED) is LAST
    assert walk((SORTED, FIGURE)).note_after(SORTED) is SORTED
    assert walk((SORTED,)).to_sort() is None
