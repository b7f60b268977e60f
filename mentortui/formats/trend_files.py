"""Trends as JSON, as a table for a spreadsheet, and as Markdown. docs/cli.md documents the JSON."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

import msgspec

from mentortui.core import measures as m
from mentortui.core import trends as t
from mentortui.core import trends_groups as g
from mentortui.core import trends_words as w
from mentortui.core.durations import MINUTE
from mentortui.core.effect import effect
from mentortui.core.text import fit
from mentortui.core.trends_begins import brought, opens_and_closes
from mentortui.core.trends_held import Held
from mentortui.core.trends_look import Looked
from mentortui.core.word_tables import Table
from mentortui.formats.markdown import plain
from mentortui.formats.shapes import FORMAT, seconds
from mentortui.formats.tables import written


class ChangeShape(msgspec.Struct, frozen=True, kw_only=True):
    """A direction: points of a share for each 30 days, null where there is too little; `clear`: it may be named."""

    sessions: int
    days: int
    points_a_month: float | None
    low: float | None
    high: float | None
    clear: bool
    words: str


class PersonShape(msgspec.Struct, frozen=True, kw_only=True):
    """One person in a group. `fewer_seconds`: than agreed; below 0 more."""

    person: str
    floor_seconds: float
    expected_seconds: float
    fewer_seconds: float
    share: float | None
    agreed: float | None
    change: ChangeShape | None


class GroupShape(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions, items, or one session, added up. `sessions`: of an item how often it was there with talk enough."""

    by: Literal["all", "kind", "item", "quarter", "session"]
    key: str
    name: str
    date: str | None
    sessions: int
    too_short: int
    nothing_agreed: int
    active_seconds: float
    talk_seconds: float
    nobody_seconds: float
    several_seconds: float
    unsure_seconds: float
    balance: float | None
    usual_balance: float | None
    words: str | None
    people: list[PersonShape]


class TopicsShape(msgspec.Struct, frozen=True, kw_only=True):
    """Topics of one person; `person` empty: of nobody in particular."""

    person: str
    topics: int
    taken_up: int
    seconds: float


class EndsShape(msgspec.Struct, frozen=True, kw_only=True):
    """How often one person held the floor first, and last."""

    person: str
    sessions_opened: int
    sessions_closed: int
    items_opened: int
    items_closed: int


class PromptsShape(msgspec.Struct, frozen=True, kw_only=True):
    """What prompts changed, in points; null below ten shown and ten withheld by a coin."""

    shown: int
    compared: int
    withheld: int
    difference: float | None
    low: float | None
    high: float | None


class LeftOutShape(msgspec.Struct, frozen=True, kw_only=True):
    """Sessions that are no part of the figures, and why."""

    missed: int
    not_keyed: int
    under_five_minutes: int
    figures_hidden: int


class NamedShape(msgspec.Struct, frozen=True, kw_only=True):
    """A person."""

    id: str
    name: str


class TrendsShape(msgspec.Struct, frozen=True, kw_only=True):
    """The trends of one mentorship. `groups`, `ends`, `prompts` are null where the pair agreed not to show figures."""

    mentorship: str
    with_: list[str] = msgspec.field(name="with")
    people: list[NamedShape]
    sessions: int
    left_out: LeftOutShape
    groups: list[GroupShape] | None
    topics: list[TopicsShape]
    ends: list[EndsShape] | None
    prompts: PromptsShape | None


class AllTrendsShape(msgspec.Struct, frozen=True, kw_only=True):
    """`mentortui trends --json`."""

    format: int = FORMAT
    trends: list[TrendsShape]


def trends_shape(look: Looked) -> TrendsShape:
    """Every figure, of everybody."""
    trends, left = look.trends, look.trends.left_out
    shown = trends.show_figures
    found = effect(t.episodes(trends))
    return TrendsShape(
        mentorship=trends.slug,
        with_=[look.called(person) for person in trends.others],
        people=[NamedShape(id=person, name=name) for person, name in trends.names.items()],
        sessions=len(trends.counted),
        left_out=LeftOutShape(
            missed=left.missed, not_keyed=left.not_keyed, under_five_minutes=left.short, figures_hidden=left.hidden
        ),
        groups=_groups(look) if shown else None,
        topics=[
            TopicsShape(person=one.person, topics=one.topics, taken_up=one.taken_up, seconds=seconds(one.used))
            for one in brought(trends)
        ],
        ends=[
            EndsShape(
                person=one.person,
                sessions_opened=one.opened,
                sessions_closed=one.closed,
                items_opened=one.opened_items,
                items_closed=one.closed_items,
            )
            for one in opens_and_closes(trends)
        ]
        if shown
        else None,
        prompts=PromptsShape(
            shown=t.prompts_shown(trends),
            compared=found.shown,
            withheld=found.withheld,
            difference=_number(found.difference, 3),
            low=_number(found.low, 3),
            high=_number(found.high, 3),
        )
        if shown
        else None,
    )


def trends_csv(shapes: Iterable[TrendsShape]) -> str:
    """A row for each group and person; then for each session and person; then who brings, opens and closes."""
    heads = (
        *("mentorship", "row", "key", "name", "date", "person", "sessions", "talk_minutes", "floor_minutes", "agreed_minutes"),
        *("fewer_minutes_than_agreed", "share", "agreed_share", "balance", "usual_balance", "how_near"),
        *("change_points_a_month", "change_low", "change_high", "change"),
        *("topics", "topics_taken_up", "topic_minutes", "sessions_opened", "sessions_closed", "items_opened", "items_closed"),
    )
    rows: list[tuple[str, ...]] = []
    for shape in shapes:
        names = {one.id: one.name for one in shape.people}
        for group in shape.groups or ():
            rows += [_group_row(shape.mentorship, group, one, names) for one in group.people]
        ends = {one.person: one for one in shape.ends or ()}
        for topics in shape.topics:
            rows.append(_who_row(shape.mentorship, topics, ends.pop(topics.person, None), names))
        rows += [
            _who_row(shape.mentorship, TopicsShape(person=one.person, topics=0, taken_up=0, seconds=0), one, names)
            for one in ends.values()
        ]
    return written((heads, *rows))


def trends_markdown(title: str, about: Sequence[str], tables: Iterable[Table]) -> str:
    """The tables of words as Markdown; nothing anybody typed is Markdown in it."""
    lines = [f"# {plain(title)}", *(line for said in about if said for line in ("", plain(said)))]
    for table in tables:
        lines += ["", f"## {plain(table.title)}"]
        lines += [line for said in table.said for line in ("", plain(said))]
        if table.rows:
            kept = [place for place, column in enumerate(table.columns) if not column.bar]
            lines += ["", _pipes([table.columns[place].head for place in kept])]
            lines.append("|" + "|".join(" ---: " if table.columns[place].right else " --- " for place in kept) + "|")
            lines += [_pipes([row.cells[place] for place in kept]) for row in table.rows]
        lines += [line for said in table.below for line in ("", plain(said))]
    return "\n".join(lines) + "\n"


def _pipes(cells: Sequence[str]) -> str:
    return "| " + " | ".join(plain(fit(cell, 120)) or " " for cell in cells) + " |"


def _groups(look: Looked) -> list[GroupShape]:
    found = [_shape(look, group) for by in ("all", "quarter", "kind", "item") for group in look.groups(by)]
    return [*found, *(_session(look, one) for one in look.trends.counted)]


def _shape(look: Looked, group: g.Group) -> GroupShape:
    usual = group.pooled.usual
    return _made(
        look,
        group.pooled.span,
        g.present(look.trends, group),
        by=group.by,
        key=group.key,
        name=group.called,
        sessions=len(group.parts),
        too_short=group.too_short,
        nothing_agreed=group.beside_equal,
        usual=usual if group.agreed else None,
        group=group,
    )


def _session(look: Looked, one: Held) -> GroupShape:
    from mentortui.core.words import session_called

    here = tuple(person for person in look.trends.names if one.span.floor.get(person) or one.span.expected.get(person))
    return _made(
        look,
        one.span,
        here,
        by="session",
        key=one.id,
        name=session_called(one.kind, one.number, one.title),
        sessions=1,
        nothing_agreed=0 if one.agreed else 1,
        date=one.date.isoformat(),
    )


def _made(
    look: Looked,
    span: m.Span,
    people: Sequence[str],
    *,
    by: Literal["all", "kind", "item", "quarter", "session"],
    key: str,
    name: str,
    sessions: int,
    nothing_agreed: int,
    too_short: int = 0,
    usual: Fraction | None = None,
    date: str | None = None,
    group: g.Group | None = None,
) -> GroupShape:
    judged = nothing_agreed < sessions
    has, agreed = m.shares(span), m.agreed_shares(span)
    return GroupShape(
        by=by,
        key=key,
        name=name,
        date=date,
        sessions=sessions,
        too_short=too_short,
        nothing_agreed=nothing_agreed,
        active_seconds=seconds(span.active),
        talk_seconds=seconds(span.talk),
        nobody_seconds=seconds(span.nobody),
        several_seconds=seconds(span.several),
        unsure_seconds=seconds(span.unsure),
        balance=_number(m.balance(span)) if judged else None,
        usual_balance=_number(usual),
        words=m.word(span) if judged else None,
        people=[
            PersonShape(
                person=person,
                floor_seconds=seconds(span.floor.get(person, 0)),
                expected_seconds=seconds(round(span.expected.get(person, Fraction(0)))),
                fewer_seconds=seconds(round(span.expected.get(person, Fraction(0)) - span.floor.get(person, 0))),
                share=_number(has.get(person, Fraction(0))) if has else None,
                agreed=_number(agreed.get(person)),
                change=_change(look, group, person) if group is not None else None,
            )
            for person in people
        ],
    )


def _change(look: Looked, group: g.Group, person: str) -> ChangeShape:
    change = look.change(group, person)
    slope = change.slope
    return ChangeShape(
        sessions=change.sessions,
        days=change.days,
        points_a_month=_number(slope.middle, 3) if slope else None,
        low=_number(slope.low, 3) if slope else None,
        high=_number(slope.high, 3) if slope else None,
        clear=slope is not None and slope.clear,
        words=w.change_words(look.called(person), change, agreed=group.agreed),
    )


def _number(value: Fraction | None, places: int = 6) -> float | None:
    return None if value is None else round(float(value), places)


def _group_row(mentorship: str, group: GroupShape, one: PersonShape, names: dict[str, str]) -> tuple[str, ...]:
    change = one.change
    figures = (group.talk_seconds, one.floor_seconds, one.expected_seconds, one.fewer_seconds)
    return (
        mentorship,
        group.by,
        group.key,
        group.name,
        group.date or "",
        names.get(one.person, one.person),
        str(group.sessions),
        *(f"{figure / 60:.1f}" for figure in figures),
        *(_cell(value) for value in (one.share, one.agreed, group.balance, group.usual_balance)),
        group.words or "",
        *(_cell(value) for value in ((change.points_a_month, change.low, change.high) if change else (None, None, None))),
        change.words if change else "",
        *("",) * 7,
    )


def _who_row(mentorship: str, topics: TopicsShape, ends: EndsShape | None, names: dict[str, str]) -> tuple[str, ...]:
    counts = (ends.sessions_opened, ends.sessions_closed, ends.items_opened, ends.items_closed) if ends else ("",) * 4
    who = names.get(topics.person, topics.person) or "nobody named"
    brought = (str(topics.topics), str(topics.taken_up), f"{topics.seconds * 1_000_000 / MINUTE:.1f}")
    return (mentorship, "who", topics.person, who, "", who, *("",) * 14, *brought, *map(str, counts))


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
