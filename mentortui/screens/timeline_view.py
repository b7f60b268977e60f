"""From the facts of a session to what Timeline shows."""

from fractions import Fraction

from textual.content import Content
from textual.geometry import Size

from mentortui.core import measures as m
from mentortui.core.agreed import and_for_items, for_moment
from mentortui.core.durations import MINUTE, SECOND, clock
from mentortui.core.floor import Floor, within
from mentortui.core.heard import floor_words, known_heard, unsure_words
from mentortui.core.mending import Stretch
from mentortui.core.session import CaptureFacts, Session
from mentortui.core.text import company, fit
from mentortui.core.words import (
    SOURCES,
    as_agreed,
    joined,
    known_in_full,
    may_judge,
    ratio_words,
    session_called,
    sign_of,
    told_shares,
)
from mentortui.services.timeline import Timeline
from mentortui.widgets.text import folded, words
from mentortui.widgets.turn_list import TurnRow
from mentortui.widgets.turn_strip import Lane, Piece, StripView

NAME = 18
"""Cells of a name in a line of figures."""
MOST_RATIOS = 4


def title(timeline: Timeline) -> tuple[str, ...]:
    """Who, what, and that this is its timeline."""
    session = timeline.session
    others = [person.name for person in session.people if person.id != session.me] or [session.name(session.me)]
    return company(others), "timeline", session_called(session.started.kind, session.started.number, session.started.title)


def whose(floor: Floor, session: Session) -> str:
    """`Ada`, `Ada and Grace`, `nobody`, `several`, `unsure`; of what was heard also `the others`, `Grace, or nobody`."""
    if said := floor_words(floor, session):
        return said
    if floor.how != "named":
        return floor.how
    return joined([session.name(person) for person in floor.holders]) or "nobody"


def strip(timeline: Timeline, stretches: tuple[Stretch, ...]) -> StripView:
    """The whole session as a strip, nothing of it marked."""
    session, now = timeline.session, timeline.now
    until = session.active(now)
    places = {person.id: place for place, person in enumerate(session.people)}
    return StripView(
        lanes=tuple(Lane(str(person.key), person.name) for person in session.people),
        pieces=tuple(_piece(stretch, places) for stretch in stretches),
        items=_items(session, until),
        dots=tuple(session.active(facts.at) for facts in timeline.captures),
        minutes=tuple(session.active(at) for at in range(0, now + 1, MINUTE)),
        until=until,
    )


def rows(timeline: Timeline, stretches: tuple[Stretch, ...]) -> tuple[TurnRow, ...]:
    """A line each."""
    session = timeline.session
    caught = [session.active(facts.at) for facts in timeline.captures]
    counts = [0] * len(stretches)
    place = 0
    for at in sorted(caught):
        while place < len(stretches) - 1 and at >= stretches[place].end:
            place += 1
        if stretches:
            counts[place] += 1
    titles = _titles(session)
    return tuple(
        TurnRow(
            start=clock(session.clock(stretch.start) if stretch.start else 0),
            who=f"{whose(stretch.floor, session)}{' ●' if stretch.open else ''}",
            length=_length(stretch),
            known=_known(stretch),
            item=titles.get(_item_at(session, stretch.start), ""),
            caught=counts[number],
            faint=stretch.floor.nobody,
        )
        for number, stretch in enumerate(stretches)
    )


def totals(timeline: Timeline, cursor: int | None = None, *, keys: bool = False) -> list[str]:
    """Everyone's share, what was agreed, whose no time was, how it is known; of the part before `cursor`.
    `keys`: the number of each person before the name."""
    session = timeline.session
    if not session.show_figures:
        return ["speaking figures are not shown, as agreed"]
    whole = session.parts(timeline.now)
    parts = whole if cursor is None else within(whole, 0, cursor)
    span = m.measure(parts, [person.id for person in session.people])
    shares = told_shares(span)
    said = [
        f"{f'{person.key} ' if keys else ''}{fit(person.name, NAME)} {_percent(shares, person.id)}" for person in session.people
    ]
    heard, not_told = span.others + span.rest, unsure_words(session, span)
    if shares is None:
        said = [not_told or ("too early to say who had how much" if span.talk or heard else "nobody has had the floor yet")]
    agreed = for_moment(session)
    judged = may_judge(agreed.agreement, span)
    beside, order = agreed.beside, tuple(person.id for person in session.people)
    if judged and len(order) <= MOST_RATIOS:
        together = ratio_words(m.agreed_shares(span), order)
        beside = agreed.beside_span(together, ratio_words(dict(session.regime.shares), order))
        said.append(f"agreed {together}")
    if judged:
        said.append(as_agreed(span))
    if shares is not None:
        items = and_for_items(session, parts) if judged and agreed.by != "item" else ""
        said += ["of talk", f"{beside} {items}".strip()]
    both = "both" if len(session.people) == 2 else "several"
    apart = 0 if not_told else heard  # else it is said already whose that may be
    times = (("nobody", span.nobody), (both, span.several), ("not told apart", apart), ("unsure", span.unsure - heard))
    for what, time in times:
        if span.active and (share := m.percent(Fraction(time, span.active))):
            said.append(f"{what} {share} %")
    return [part for part in (*said, known_in_full(known_heard(session, timeline.now))) if part]


def about(timeline: Timeline, here: Stretch | None, width: int) -> Content:
    """The marked stretch: whose, when, where, and what was caught in it."""
    if here is None:
        return Content("")
    session = timeline.session
    first, last = session.clock(here.start) if here.start else 0, session.clock(here.end)
    hours = [timeline.local(session.wall(at)).strftime("%H:%M:%S") for at in (first, last)]
    known = _known(here)
    item = _titles(session).get(_item_at(session, here.start), "")
    made = [
        words(whose(here.floor, session), "bold"),
        words(f"{clock(first)} to {'now' if here.open else clock(last)} · {_length(here)}"),
        words(f"{hours[0]} to {hours[1]} on the clock", "$quiet"),
    ]
    made += [words(line, "$quiet") for line in (item, known) if line]
    caught = [facts for facts in timeline.captures if here.start <= session.active(facts.at) < here.end]
    if caught:
        made.append(Content(""))
    made += [_caught(facts, session) for facts in caught]
    return Content("\n").join(made)


def _length(stretch: Stretch) -> str:
    """As a clock; of less than a second in tenths, as where voices change."""
    short = not stretch.open and stretch.length < SECOND
    return f"{max(0.1, stretch.length / SECOND):.1f} s" if short else clock(stretch.length)


def _known(stretch: Stretch) -> str:
    """How it is known whose it was; of what is unsure since something was no longer heard, nothing."""
    if stretch.source == "program" or (stretch.source == "heard" and stretch.floor.how == "unsure"):
        return ""
    return SOURCES.get(stretch.source, "")


def _caught(facts: CaptureFacts, session: Session) -> Content:
    sign = (sign_of(facts.capture, session.me) or " ")[:1]
    return words(f"{clock(facts.at):>7}  {sign}  {facts.capture.text or facts.capture.step}")


def _percent(shares: dict[str, Fraction] | None, person: str) -> str:
    return "—" if shares is None else f"{m.percent(shares.get(person, Fraction(0)))} %"


def _piece(stretch: Stretch, places: dict[str, int]) -> Piece:
    floor = stretch.floor
    lanes = tuple(places[person] for person in floor.holders if person in places)
    if floor.how != "named":
        return Piece(stretch.start, stretch.end, (), floor.how)
    return Piece(stretch.start, stretch.end, lanes, "named" if lanes else "nobody")


def _items(session: Session, until: int) -> tuple[tuple[int, int, str], ...]:
    titles, changes = _titles(session), session.item_changes
    found: list[tuple[int, int, str]] = []
    for place, (at, item) in enumerate(changes):
        end = changes[place + 1][0] if place + 1 < len(changes) else until
        if item and end > at:
            found.append((at, end, titles.get(item, "")))
    return tuple(found)


def _titles(session: Session) -> dict[str, str]:
    return {facts.item.id: facts.item.title for facts in session.items}


def _item_at(session: Session, at: int) -> str:
    return next((item for since, item in reversed(session.item_changes) if since <= at), "")


def totals_in(timeline: Timeline, cursor: int | None, size: Size, *, keys: bool) -> Content:
    """`totals`, in as many rows as a screen of that size has room for."""
    most = 1 if size.height < 16 else 2 if size.height < 24 else 3
    said = totals(timeline, cursor, keys=keys)
    rows = folded(" · ".join(said), max(20, size.width - 6))
    cut = [*rows[: most - 1], f"{rows[most - 1]} …"] if len(rows) > most else rows
    return Content("\n").join([words(row) for row in cut])


def whole_title(timeline: Timeline) -> str:
    """`14:03 to now · 12:40`."""
    began, ended = (timeline.local(timeline.session.wall(at)) for at in (0, timeline.now))
    until = f"{ended:%H:%M}" if timeline.session.finished else "now"
    return f"{began:%H:%M} to {until} · {clock(timeline.session.active(timeline.now))}"


def playing(timeline: Timeline, here: Stretch | None, cursor: int, *, running: bool) -> str:
    """Where the replay is, and what space does then."""
    session = timeline.session
    who = whose(here.floor, session) if here else "nobody"
    moment = f"{clock(session.clock(cursor))} · {who}"
    return f"▶ {moment}" if running else f"‖ {moment} · s splits here, space goes on"


def invitation(timeline: Timeline) -> Content:
    """Where there is nothing to walk."""
    key = Content.styled("1", "$accent bold")
    if timeline.closed:
        return words(timeline.closed)
    if timeline.session.finished:
        return Content("Nobody was given the floor in this session. enter says whose all of it was, s splits it first.")
    rows = (
        Content("Here stands who had the floor, stretch by stretch, to be walked and mended. For example:"),
        Content(""),
        words("   0:42  Ada          3:10  keyed", "$quiet"),
        words("   3:52  Grace        1:25  keyed", "$quiet"),
        Content(""),
        Content.assemble(key, " gives the floor to the person on that key; it begins here then."),
    )
    return Content("\n").join(rows)
