"""Trends as tables of words: the same for the screen, the command line and a file."""

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Literal, TypeAlias, overload

import msgspec

from mentortui.core import measures as m
from mentortui.core import trends as t
from mentortui.core import trends_words as w
from mentortui.core.charts import LEAST_BAR, Chart
from mentortui.core.dates import show_date
from mentortui.core.measures import percent
from mentortui.core.text import counted, fit, width
from mentortui.core.trend import LEAST_SESSIONS
from mentortui.core.words import session_called

View: TypeAlias = Literal["time", "quarter", "kind", "item", "begins", "prompts"]
VIEWS: dict[View, str] = {
    "time": "Over time",
    "quarter": "Quarters",
    "kind": "Kinds",
    "item": "Items",
    "begins": "Who begins",
    "prompts": "Prompts",
}
"""What there is to look at, and how it is called."""
GROUPS: dict[View, t.By] = {"quarter": "quarter", "kind": "kind", "item": "item"}
NAME, MOST_COMPANY = 40, 80
"""Cells of a name in a heading, and of the names of all."""
HEAD = 14
"""Cells of a heading, at most: a name stands in full in the title."""
SAMPLE = 100
"""Rows of which it is looked how wide they are."""
_NAMED: dict[View, str] = {"quarter": "quarter", "kind": "kind of session", "item": "agenda item"}


class Column(msgspec.Struct, frozen=True):
    """`keep`: the lowest numbers stay longest where there is little room; `bar`: where a share is drawn beside the agreed one."""

    head: str
    right: bool = False
    keep: int = 1
    bar: bool = False


class Row(msgspec.Struct, frozen=True):
    """Cells, one a column; and the share and the agreed share that a bar draws, 0..1, where there are any."""

    cells: tuple[str, ...]
    share: float | None = None
    agreed: float | None = None


class Rows(Sequence[Row]):
    """Made when they are looked at: there may be thousands, and a screen shows thirty."""

    def __init__(self, many: int, make: Callable[[int], Row]) -> None:
        self._many = many
        self._make = make

    def __len__(self) -> int:
        return self._many

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return [self._make(one) for one in range(*place.indices(self._many))]
        if not -self._many <= place < self._many:
            raise IndexError(place)
        return self._make(place % self._many)


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """`said`: sentences above it, the first the most telling; `below`: what one must know to read it."""

    key: str
    title: str
    said: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: Sequence[Row] = ()
    below: tuple[str, ...] = ()
    chart: Chart | None = None


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """One mentorship, looked at for one person, on a day."""

    trends: t.Trends
    person: str
    today: date
    groups: Callable[[t.By], Sequence[t.Group]]
    """By kind and so on; `t.groups`, or one that remembers."""
    change: Callable[[t.Group, str], t.Change]

    @property
    def name(self) -> str:
        """Of the person, as they are called in a heading."""
        return fit(self.called(self.person), NAME)

    def called(self, person: str) -> str:
        """Of anybody; the user too by name: what is exported is read by others."""
        return self.trends.names.get(person, "guest")


def looked(trends: t.Trends, person: str, today: date) -> Looked:
    """Without a memory."""
    return Looked(trends=trends, person=person, today=today, groups=lambda by: t.groups(trends, by), change=t.change)


def first_person(trends: t.Trends) -> str:
    """Whose share is shown first: the other's; who is alone sees the own."""
    return next(iter(trends.others), trends.me)


def shown_people(trends: t.Trends) -> tuple[str, ...]:
    """Everybody with a share anywhere, the others first, then the user."""
    found = next(iter(t.groups(trends, "all")), None)
    here = t.present(trends, found) if found else tuple(trends.names)
    return (*(person for person in here if person != trends.me), *(person for person in here if person == trends.me))


def tables(look: Looked, view: View) -> tuple[Table, ...]:
    """What one view shows."""
    trends = look.trends
    if view == "begins":
        return (_topics(look), *([_ends(look)] if trends.show_figures else []))
    if not trends.show_figures:
        return (Table(key=view, title="Shares of talk", said=(w.HIDDEN,)),)
    if view == "prompts":
        return (Table(key=view, title="Whether prompts changed anything", said=w.effect_words(trends)),)
    return (_time(look),) if view == "time" else (_grouped(look, view),)


def all_tables(look: Looked) -> tuple[Table, ...]:
    """Every view, one after the other; that figures are not shown stands once."""
    if not look.trends.show_figures:
        return (*tables(look, "time"), *tables(look, "begins"))
    return tuple(table for view in VIEWS for table in tables(look, view))


def title(look: Looked) -> str:
    """`Trends with Grace Otieno`."""
    from mentortui.core.text import company

    others = [look.called(person) for person in look.trends.others]
    return f"Trends with {fit(company(others), MOST_COMPANY)}" if others else "Trends"


def overview(look: Looked) -> str:
    """`14 sessions since Mar 2025 · left out: 2 missed, 1 not keyed`."""
    trends = look.trends
    counting = trends.counted
    told = [f"{counted(len(counting), 'session')} with talk"] if counting else ["no session with talk yet"]
    if counting:
        told[0] += f" since {month_called(counting[0].date, look.today)}"
    return " · ".join(part for part in (*told, w.left_out_words(trends.left_out)) if part)


def beside(look: Looked) -> str:
    """Of what the figures are, against what, and how they are known: `of talk · beside what was agreed · keyed by hand`."""
    found = next(iter(look.groups("all")), None)
    if found is None or not look.trends.show_figures:
        return ""
    without, parts = found.beside_equal, len(found.parts)
    if without == parts:
        against = "equal shares, nothing agreed"
    else:
        against = "what was agreed, or equal" if without else "what was agreed"
    return f"of talk · beside {against} · {known_words(look.trends)}"


def month_called(day: date, today: date) -> str:
    """`Mar`, `Mar 2025`."""
    from mentortui.core.dates import MONTHS

    return f"{MONTHS[day.month - 1]}{'' if day.year == today.year else f' {day.year}'}"


def known_words(trends: t.Trends) -> str:
    """`keyed by hand`, `12 keyed, 2 from a transcript`."""
    counts = {"keyed": 0, "heard": 0, "from a transcript": 0, "entered": 0}
    for one in trends.counted:
        found = set(one.sources)
        how = "from a transcript" if "transcript" in found else "heard" if "heard" in found else "keyed"
        counts["entered" if found == {"entered"} else how] += 1
    if counts["keyed"] == len(trends.counted):
        return "keyed by hand"
    return ", ".join(f"{many} {how}" for how, many in counts.items() if many)


def _time(look: Looked) -> Table:
    trends, person = look.trends, look.person
    found = next(iter(look.groups("all")), None)
    if found is None:
        return Table(key="time", title="Over time", said=(f"Too few sessions for a trend: 0 of {LEAST_SESSIONS}",))
    change = look.change(found, person)
    said = [w.change_words(look.name, change, agreed=found.agreed), *_this_quarter(look)]
    sessions = trends.counted

    def row(place: int) -> Row:
        one = sessions[-1 - place]
        cells = (
            show_date(one.date, look.today),
            session_called(one.kind, one.number, one.title),
            w.talk_words(one.span.talk),
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


def _chart(look: Looked, group: t.Group) -> Chart | None:
    points = t.course(group, look.person)
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
    now = t.quarter(look.today.toordinal())
    found = next((group for group in look.groups("quarter") if group.key == f"{now[0]}-{now[1]}"), None)
    return [w.minutes_sentence(found, look.person, look.name, "This quarter")] if found else []


def _grouped(look: Looked, view: View) -> Table:
    found, person = look.groups(GROUPS[view]), look.person
    agreed = any(group.agreed for group in found)
    thing = "items" if view == "item" else "sessions"
    rows = tuple(
        Row(
            (
                group.called,
                str(len(group.parts)),
                w.talk_words(group.pooled.span.talk),
                _share(group.pooled.span, person),
                _agreed(group.pooled.span, person),
                "",
                w.minutes_words(group, person),
                w.so_words(m.word(group.pooled.span), agreed=group.agreed),
                w.so_words(t.usual_word(group), agreed=group.agreed),
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
    found = t.brought(look.trends)
    rows = tuple(
        Row(
            (
                look.called(one.person) if one.person else "nobody named",
                str(one.topics),
                str(one.taken_up),
                w.talk_words(one.used),
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
    sessions = sum(bool(one.opened) for one in counting)
    items = sum(bool(topic.opened) for one in counting for topic in one.topics)
    title = "Who opens and who closes"
    if not sessions:
        return Table(key="ends", title=title, said=("No session yet of which it is known who spoke first.",))
    found = t.opens_and_closes(look.trends)
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


def layout(table: Table, cells: int, *, name: int = 30, bar: int = 30) -> list[tuple[int, int]]:
    """Which columns have room in so many cells, and how wide each is: two blanks between them. What is least needed goes first;
    the bar takes what is left, up to `bar`."""
    heads = table.columns
    sample = [row.cells for row in (*table.rows[:SAMPLE], *table.rows[-1:])]

    def widest(place: int) -> int:
        return min(name, max([min(HEAD, width(heads[place].head)), *(width(cells[place][:200]) for cells in sample)]))

    wide = [bar if column.bar else widest(place) for place, column in enumerate(heads)]
    here = list(range(len(heads)))

    def over() -> int:
        return sum(wide[place] + 2 for place in here) - 2 - cells

    while here and over() > 0:
        bars = [place for place in here if heads[place].bar and wide[place] - over() >= LEAST_BAR]
        if bars:
            wide[bars[0]] -= over()
        elif len(here) > 1 and heads[max(here, key=lambda place: heads[place].keep)].keep > 1:
            here.remove(max(here, key=lambda place: (heads[place].keep, place)))
        else:  # who, and the share: the names are cut
            cut = max(here, key=lambda place: wide[place])
            if wide[cut] <= 1:
                break
            wide[cut] -= 1
    return [(place, wide[place]) for place in here]
