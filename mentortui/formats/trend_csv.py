"""Trends as a table for a spreadsheet."""

from collections.abc import Iterable

from mentortui.core.durations import MINUTE
from mentortui.formats.tables import written
from mentortui.formats.trend_shapes import EndsShape, GroupShape, PersonShape, TopicsShape, TrendsShape


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
