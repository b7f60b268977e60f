"""Every figure of trends, of everybody, in the shapes of the JSON; the table for a spreadsheet is made of these too."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal

from mentortui.core import measures as m
from mentortui.core import trends as t
from mentortui.core import trends_groups as g
from mentortui.core import trends_words as w
from mentortui.core.effect import effect
from mentortui.core.trends_begins import brought, opens_and_closes
from mentortui.core.trends_held import Held
from mentortui.core.trends_look import Looked
from mentortui.formats.shapes import seconds
from mentortui.formats.trend_shapes import (
    ChangeShape,
    EndsShape,
    GroupShape,
    LeftOutShape,
    NamedShape,
    PersonShape,
    PromptsShape,
    TopicsShape,
    TrendsShape,
)


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
            missed=left.missed,
            not_keyed=left.not_keyed,
            not_told_apart=left.not_apart,
            under_five_minutes=left.short,
            figures_hidden=left.hidden,
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
