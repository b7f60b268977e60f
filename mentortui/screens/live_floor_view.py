"""The floor of a live session, from its facts to what its panel shows: shares, what no bar says, how all of it is known."""

from fractions import Fraction

from mentortui.core import measures as m
from mentortui.core.agreed import for_moment
from mentortui.core.durations import clock
from mentortui.core.floor import Floor
from mentortui.core.heard import floor_words, known_heard, unsure_shares, unsure_words
from mentortui.core.session import Session
from mentortui.core.watch import no_longer_asked
from mentortui.core.words import as_agreed, known_in_full, ratio_words, told_shares
from mentortui.screens.live_view import Key, hours
from mentortui.services.live import LiveSession
from mentortui.widgets.floor_panel import FloorView
from mentortui.widgets.share_bar import Speaker

QUIET_FROM = 60_000_000
MOST_RATIOS = 4
"""People whose shares stand as `41 : 59` in a line; of more each bar has its own."""


def floor_view(live: LiveSession, at: int, row: str, *, key: Key, covered: bool = False) -> FloorView:
    """The floor as it is now, its figures as of `at`; `row`: what the ten number keys are called on this keyboard."""
    session, now = live.session, live.now
    window, whole = live.figures.window_span(at), live.figures.span(at)
    shares, agreed = told_shares(window) or {}, m.agreed_shares(window)
    told = unsure_shares(session, window)
    turns = live.figures.turns(now)
    hidden = f"speaking figures hidden · {key('live.figures')} shows them"
    young = whole.active <= m.WINDOW
    whole_shares = m.shares(whole) or {}
    people = tuple(
        Speaker(
            key=row[person.key - 1] if person.key <= len(row) else str(person.key),
            name=person.name if person.id in session.present else f"{person.name} (away)",
            number=person.key,
            share=_float((told[person.id][0] or None) if told else shares.get(person.id)),
            said=told[person.id][1] if told else "",
            agreed=_float(agreed.get(person.id)) if person.named and person.id in session.present and not told else None,
            speaking=person.id in session.floor.holders and not session.paused,
            current=turns[person.id].current,
            floor=whole.floor[person.id],
            turns=turns[person.id].count,
            longest=turns[person.id].longest or 0,
            session=None if young or len(session.people) <= MOST_RATIOS else _float(whole_shares.get(person.id)),
            here=person.id in session.present,
        )
        for person in session.people
    )
    return FloorView(
        people=people,
        title="Floor · so far" if young else "Floor · last ten minutes",
        state=floor_state(session, live, key),
        summary=_summary(session, window, whole, young) if session.show_figures else "",
        footers=_footers(session, window, at) if session.show_figures else (hidden,),
        faint=no_longer_asked(session),
        figures=session.show_figures,
        covered=covered,
    )


def floor_state(session: Session, live: LiveSession, key: Key) -> str:
    """What no bar says."""
    if session.finished:
        return "finished"
    if session.paused:
        return f"‖ paused · {key('live.pause')} resumes"
    floor: Floor = session.floor
    if said := floor_words(floor, session):
        return said
    if floor.unsure:
        return f"unsure since {hours(live.wall(session.clock(session.floor_since)), live.my_zone)}"
    if floor.nobody:
        return "nobody has the floor" if session.changes or session.channels else "press a number when somebody speaks"
    return "several at once" if floor.how == "several" else ""


def _summary(session: Session, window: m.Span, whole: m.Span, young: bool) -> str:
    if not window.active:
        return ""
    parts = []
    nobody = window.nobody
    if nobody >= QUIET_FROM:
        parts.append(f"quiet {clock(nobody // 10_000_000 * 10_000_000)}")
        nobody = 0
    both = "both" if len(session.people) == 2 else "several"
    times = (("nobody", nobody), (both, window.several), ("unsure", window.unsure - window.others - window.rest))
    shares = ((what, m.percent(Fraction(time, window.active))) for what, time in times)
    parts += [f"{what} {share} %" for what, share in shares if share]
    order = tuple(person.id for person in session.people)
    if not young and len(order) <= MOST_RATIOS and m.shares(whole) is not None:
        parts.append(f"whole session {ratio_words(m.shares(whole), order)}")
    agreed = for_moment(session)
    if agreed.agreement is not None and len(order) <= MOST_RATIOS:
        parts.append(f"agreed {ratio_words(m.agreed_shares(window), order)}")
    return " · ".join(parts)


def _footers(session: Session, window: m.Span, at: int) -> tuple[str, ...]:
    """How near, of what, against what, how known; then shorter."""
    agreed, known = for_moment(session), known_heard(session, at)
    if said := unsure_words(session, window):  # nothing can be said of how near that is to agreed
        return (_joined(said, known_in_full(known)), _joined(said, known), known)
    if not window.talk:
        return (_joined("nobody has had the floor yet", known),)
    word = as_agreed(window) if agreed.agreement is not None else ""
    order = tuple(person.id for person in session.people)
    beside = agreed.beside
    if len(order) <= MOST_RATIOS:
        beside = agreed.beside_span(ratio_words(m.agreed_shares(window), order), ratio_words(dict(window.in_force), order))
    return (
        _joined(word, "of talk", beside, known_in_full(known)),
        _joined(word, "of talk", beside, known),
        _joined(word, beside, known),
        _joined(word or beside, known),
    )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _float(share: object) -> float | None:
    return None if share is None else float(share)  # type: ignore[arg-type]
