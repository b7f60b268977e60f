"""Trends as tables of words: the same for the screen, the command line and a file."""

from datetime import date
from fractions import Fraction

from mentortui.core import measures as m
from mentortui.core import trends_groups as g
from mentortui.core import trends_words as w
from mentortui.core.agreed import NOT_SHOWN
from mentortui.core.charts import Chart
from mentortui.core.dates import show_date
from mentortui.core.measures import percent
from mentortui.core.text import counted
from mentortui.core.trend import LEAST_SESSIONS
from mentortui.core.trends_begins import brought, opens_and_closes
from mentortui.core.trends_course import course
from mentortui.core.trends_look import GROUPS, VIEWS, Looked, View
from mentortui.core.word_tables import Column, Row, Rows, Table
from mentortui.core.words import session_called

_NAMED: dict[View, str] = {"quarter": "quarter", "kind": "kind of session", "item": "agenda item"}


def tables(look: Looked, view: View) -> tuple[Table, ...]:
    """What one view shows."""
    trends = look.trends
    if view == "begins":
        return (_topics(look), *([_ends(look)] if trends.show_figures else []))
    if not trends.show_figures:
        return (Table(key=view, title="Shares of talk", said=(NOT_SHOWN,)),)
    if view == "prompts":
        return (Table(key=view, title="Whether prompts changed anything", said=w.effect_words(trends)),)
    return (_time(look),) if view == "time" else (_grouped(look, view),)


def all_tables(look: Looked) -> tuple[Table, ...]:
    """Every view, one after the other; that figures are not shown stands once."""
    if not look.trends.show_figures:
        return (*tables(look, "time"), *tables(look, "begins"))
    return tuple(table for view in VIEWS for table in tables(look, view))


def _time(look: Looked) -> Table:
    trends, person = look.trends, look.person
    found = next(iter(look.groups("all")), None)
    if found is None:
        return Table(key="time", title="Over time", said=(f"Too few sessions for a trend: 0 of {LEAST_SESSIONS}",))
    change = look.change(found, person)
    said = [w.change_words(look.name, change, agreed=found.agreed), *_this_quarter(look)]
    sessions = trends.counted
    most = max((one.span.talk for one in sessions), default=0)

    def row(place: int) -> Row:
        one = sessions[-1 - place]
        cells = (
            show_date(one.date, look.today),
            session_called(one.kind, one.number, one.title),
            w.talk_words(one.span.talk, most),
            _share(one.span, person),
            _agreed(one.span, person),
            "",
            w.so_words(m.word(one.span), agreed=one.agreed),
        )
        return Row(cells, *_bar(one.span, person))

    rows = Rows(len(sessions), row)
    columns = (
        Column("date"),
        Column("session", keep=5),
        Column("talk", right=True, keep=4),
        Column(look.name, right=True),
        Column("agreed" if found.agreed else "equal", right=True, keep=2),
        Column("", bar=True, keep=3),
        Column("how near", keep=6),
    )
    below = tuple(line for line in (w.beside_equal_words(found),) if line)
    return Table(
        key="time",
        title=f"{look.name} over time",
        said=tuple(said),
        columns=columns,
        rows=rows,
        below=below,
        chart=_chart(look, found),
    )


def _chart(look: Looked, group: g.Group) -> Chart | None:
    points = course(group, look.person)
    if not points:
        return None
    change = look.change(group, look.person)
    clear = change.slope is not None and change.slope.clear
    first, last = (show_date(date.fromordinal(day), look.today) for day in (points[0][0], points[-1][0]))
    return Chart(
        points=tuple((day, float(value)) for day, value in points),
        line=(float(change.begin), float(change.end)) if clear else None,
        zero="agreed" if group.agreed else "equal",
        first=first,
        last=last if len(points) > 1 else "",
    )


def _this_quarter(look: Looked) -> list[str]:
    now = g.quarter(look.today.toordinal())
    found = next((group for group in look.groups("quarter") if group.key == f"{now[0]}-{now[1]}"), None)
    return [w.minutes_sentence(found, look.person, look.name, "This quarter")] if found else []


def _grouped(look: Looked, view: View) -> Table:
    found, person = look.groups(GROUPS[view]), look.person
    agreed = any(group.agreed for group in found)
    thing = "items" if view == "item" else "sessions"
    most = max((group.pooled.span.talk for group in found if group.parts), default=0)
    rows = tuple(
        Row(
            (
                group.called,
                str(len(group.parts)),
                w.talk_words(group.pooled.span.talk, most),
                _share(group.pooled.span, person),
                _agreed(group.pooled.span, person),
                "",
                w.minutes_words(group, person),
                w.so_words(m.word(group.pooled.span), agreed=group.agreed),
                w.so_words(g.usual_word(group), agreed=group.agreed),
                w.change_brief(look.change(group, person), agreed=group.agreed),
            ),
            *_bar(group.pooled.span, person),
        )
        for group in found
        if group.parts
    )
    columns = (
        Column(_NAMED[view]),
        Column(thing, right=True, keep=4),
        Column("talk", right=True, keep=5),
        Column(look.name, right=True),
        Column("agreed" if agreed else "equal", right=True, keep=2),
        Column("", bar=True, keep=3),
        Column("than agreed" if agreed else "than equal", right=True, keep=3),
        Column("how near", keep=6),
        Column("usually", keep=8),
        Column("points a month", keep=7),
    )
    short = sum(group.too_short for group in found)
    below = [f"{counted(short, 'item')} with under a minute of talk left out"] if short else []
    said = () if rows else (f"No {_NAMED[view]} with talk enough yet.",)
    title = f"{look.name} by {_NAMED[view]}"
    return Table(key=view, title=title, said=said, columns=columns if rows else (), rows=rows, below=tuple(below))


def _topics(look: Looked) -> Table:
    found = brought(look.trends)
    most = max((one.used for one in found), default=0)
    rows = tuple(
        Row(
            (
                look.called(one.person) if one.person else "nobody named",
                str(one.topics),
                str(one.taken_up),
                w.talk_words(one.used, most),
            )
        )
        for one in found
    )
    if not any(one.topics for one in found):
        return Table(key="topics", title="Who brings the topics", said=("No agenda had a topic yet.",))
    columns = (
        Column("who"),
        Column("topics", right=True),
        Column("taken up", right=True),
        Column("time", right=True, keep=2),
    )
    mine = next((one for one in found if one.person == look.person), None)
    said = (w.brought_words(mine, look.name),) if mine is not None else ()
    return Table(key="topics", title="Who brings the topics", said=said, columns=columns, rows=rows)


def _ends(look: Looked) -> Table:
    counting = look.trends.counted
    sessions = sum(bool(one.ends.opened) for one in counting)
    items = sum(bool(topic.ends.opened) for one in counting for topic in one.topics)
    title = "Who opens and who closes"
    if not sessions:
        return Table(key="ends", title=title, said=("No session yet of which it is known who spoke first.",))
    found = opens_and_closes(look.trends)
    rows = tuple(
        Row((look.called(one.person), *map(str, (one.opened, one.closed, one.opened_items, one.closed_items)))) for one in found
    )
    columns = (
        Column("who"),
        Column("opened", right=True),
        Column("closed", right=True),
        Column("items opened", right=True, keep=2),
        Column("items closed", right=True, keep=2),
    )
    mine = next((one for one in found if one.person == look.person), None)
    said = (
        w.opened_words(look.name, mine.opened if mine else 0, sessions, "session"),
        *([w.opened_words(look.name, mine.opened_items if mine else 0, items, "item")] if items else []),
    )
    return Table(key="ends", title=title, said=said, columns=columns, rows=rows)


def _share(span: m.Span, person: str) -> str:
    has = m.shares(span)
    return "—" if has is None or not _there(span, person) else f"{percent(has.get(person, Fraction(0)))} %"


def _agreed(span: m.Span, person: str) -> str:
    return f"{percent(m.agreed_shares(span).get(person, Fraction(0)))} %" if _there(span, person) else "—"


def _bar(span: m.Span, person: str) -> tuple[float | None, float | None]:
    has = m.shares(span)
    if has is None or not _there(span, person):
        return None, None
    return float(has.get(person, 0)), float(m.agreed_shares(span).get(person, 0))


def _there(span: m.Span, person: str) -> bool:
    return bool(span.floor.get(person) or span.expected.get(person))
