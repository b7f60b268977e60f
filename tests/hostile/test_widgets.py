"""Every widget with the corpus in each of its places, at some sizes: clean rows of its own width, nothing to click."""

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from textual.content import Content
from textual.reactive import Reactive
from textual.widget import Widget

import mentortui.widgets
from mentortui.core.page import Line, Page, Section
from mentortui.core.review import ReviewSection
from mentortui.core.review_edits import EditedSection
from mentortui.core.word_tables import Column, Row, Table
from mentortui.formats.markdown import parser, to_markdown
from mentortui.widgets.cards import Card, Cards
from mentortui.widgets.form import Field, Form
from mentortui.widgets.long_list import LongList
from mentortui.widgets.one_line import OneLine
from mentortui.widgets.page_markdown import ListRows, PageMarkdown
from mentortui.widgets.page_rows import PageRows
from mentortui.widgets.pick import Choice, Pick
from mentortui.widgets.prose import Prose
from mentortui.widgets.review_rows import PresentRows, ReviewRows
from mentortui.widgets.row_key import RowKey
from mentortui.widgets.row_list import RowList
from mentortui.widgets.said_line import SaidLine
from mentortui.widgets.slash_line import SlashLine
from mentortui.widgets.text import words
from mentortui.widgets.trend_rows import TrendRows
from tests.hostile.corpus import LONG_RUN, NAME, SHORT, Turns
from tests.hostile.filling import Text, made
from tests.hostile.looks import troubles
from tests.widgets.host import Host

SIZES = ((80, 24), (23, 5))
BARE = {"Drawn", "FramedList", "Scrolled"}
"""What others are made of: nothing is drawn by them alone."""


def page(text: Text) -> Page:
    lines = tuple(Line("note", text(), lead=text(), tail=text(), mark="○") for _ in range(6))
    return Page(who=text(), what=text(), when=text(), reader="", other="", sections=(Section("notes", text(), lines),))


def rows(text: Text) -> Widget:
    shown = PageRows()
    shown.call_after_refresh(lambda: shown.show(page(text), ("a",)))
    return shown


def a_list(text: Text) -> Widget:
    listed = RowList(*(words(text() or "x") for _ in range(8)))
    listed.border_title = words(text())
    return listed


def long_list(text: Text) -> Widget:
    texts = [text() for _ in range(9)]
    listed = LongList(lambda number, width, here: [words(texts[number % 9])])
    listed.call_after_refresh(lambda: listed.show(9, 1, 0))
    return listed


def cards(text: Text) -> Widget:
    shown = Cards()
    shown.call_after_refresh(lambda: shown.show([msgspec.structs.replace(made(Card, text), id=str(n)) for n in range(3)]))
    return shown


def trends(text: Text) -> Widget:
    shown = TrendRows()
    table = Table(
        key="k",
        title=text(),
        said=(text(), text()),
        columns=(Column(text()), Column(text(), right=True), Column(text(), bar=True)),
        rows=[Row((text(), text(), ""), 0.4, 0.6) for _ in range(3)],
        below=(text(),),
    )
    shown.call_after_refresh(lambda: shown.show([table]))
    return shown


def slash_line(text: Text) -> Widget:
    shown = SlashLine("find", "type to find")  # our own words stand there; people type theirs into it
    shown.field.value = text()
    return shown


def review_rows(text: Text) -> Widget:
    shown = ReviewRows()
    lines = page(text).lines
    sections = [
        ReviewSection(key=str(n), title=text(), own=lines, edited=EditedSection(text=text()), shown=bool(n), lines=lines)
        for n in range(3)
    ]
    shown.call_after_refresh(lambda: shown.show(sections))
    return shown


def said_line(text: Text) -> Widget:
    shown = SaidLine()
    shown.say(text(), trouble=True)
    return shown


def present_rows(text: Text) -> Widget:
    shown = PresentRows()
    shown.call_after_refresh(lambda: shown.show(text(), (*page(text).lines, Line("wish", text(), lead=text(), tail=text()))))
    return shown


MAKERS: dict[str, Callable[[Text], Widget]] = {
    "OneLine": lambda text: OneLine(text(), placeholder=text()),
    "Prose": lambda text: Prose(text()),
    "Pick": lambda text: Pick(tuple(Choice(str(n), f"{n} {text()}", str(n)) for n in range(4)), "1"),
    "Field": lambda text: Field("name", text(), OneLine(text()), hint=text()),
    "Form": lambda text: Form(*(Field(str(n), text(), OneLine(text()), hint=text()) for n in range(5))),
    "RowKey": lambda text: RowKey(lambda key: text(), lambda key: text()),
    "RowList": a_list,
    "Cards": cards,
    "LongList": long_list,
    "PageRows": rows,
    "TrendRows": trends,
    "ReviewRows": review_rows,
    "PresentRows": present_rows,
    "SaidLine": said_line,
    "SlashLine": slash_line,
    "ListRows": lambda text: ListRows([words(text()) for _ in range(6)]),
    "PageMarkdown": lambda text: PageMarkdown(markdown=to_markdown(page(text)), parser_factory=parser),
}
"""How those are made that get their words otherwise than by attributes."""


def all_widgets() -> dict[str, type[Widget]]:
    found = dict[str, type[Widget]]()
    for module in pkgutil.iter_modules(mentortui.widgets.__path__):
        there = importlib.import_module(f"mentortui.widgets.{module.name}")
        for name, one in vars(there).items():
            if inspect.isclass(one) and issubclass(one, Widget) and one.__module__ == there.__name__ and name[0] != "_":
                found[name] = one
    return {name: one for name, one in found.items() if name not in BARE}


def has_words(hint: Any) -> bool:
    if hint in (str, Content) or (isinstance(hint, type) and issubclass(hint, msgspec.Struct)):
        return True
    return any(has_words(one) for one in typing.get_args(hint))


def attributes(kind: type[Widget]) -> dict[str, Any]:
    """What words a widget of ours is given by attributes, with their types; from its annotations and those of its ours."""
    found = dict[str, Any]()
    for base in reversed(kind.__mro__):
        if not base.__module__.startswith("mentortui."):
            continue
        for name, hint in inspect.get_annotations(base, eval_str=True).items():
            inner, origin = typing.get_args(hint), typing.get_origin(hint)
            reacts = isinstance(origin, type) and issubclass(origin, Reactive)
            if name[0] != "_" and inner and reacts and has_words(inner[0]):
                found[name] = inner[0]
    return found


WIDGETS = all_widgets()


def test_every_widget_has_words_to_be_given() -> None:
    assert [name for name, kind in WIDGETS.items() if name not in MAKERS and not attributes(kind)] == []


@pytest.mark.parametrize("name", WIDGETS)
async def test_it_keeps_to_its_cells(name: str) -> None:
    texts, found = Turns(SHORT), list[str]()
    kind, given = WIDGETS[name], attributes(WIDGETS[name])
    app = Host()
    async with app.run_test(size=SIZES[0]) as pilot:
        widget = MAKERS[name](texts) if name in MAKERS else kind()
        await app.mount(widget)
        await pilot.pause()
        for turn in range(60 if LONG_RUN else 4):
            text = (lambda: NAME if LONG_RUN else NAME[:2_000]) if turn == 3 else texts
            if name in MAKERS and turn:
                await widget.remove()
                widget = MAKERS[name](text)
                await app.mount(widget)
            for attribute, hint in given.items():
                setattr(widget, attribute, made(hint, text, attribute))
            await pilot.resize_terminal(*SIZES[turn % 2])
            await pilot.pause()
            found += [trouble for trouble in troubles(app) if "without …" not in trouble or turn == 3]
    assert found == []
