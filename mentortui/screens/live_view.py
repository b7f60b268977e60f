"""From the facts of a live session to what its widgets show. Every word and number of Live is made here or in core."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache

from mentortui.core.agenda import MINUTE, Plan
from mentortui.core.dates import both_zones, iso_day, moment_line, place, show_date
from mentortui.core.durations import clock, minutes_left
from mentortui.core.feedback import waits
from mentortui.core.session import CaptureFacts, Session
from mentortui.core.status import status_line
from mentortui.core.watch import no_longer_asked
from mentortui.core.words import names, session_called, sign_of
from mentortui.services.live import LiveSession
from mentortui.widgets.agenda_list import AgendaRow, AgendaView
from mentortui.widgets.captures_list import CaptureRow, CapturesView
from mentortui.widgets.header_line import SaveState
from mentortui.widgets.now_panel import NowView

LATE_FROM = MINUTE
Key = Callable[[str], str]
"""How the key of a binding, given by its id, is printed."""
MOST_NAMES = 2
"""In the header; of more it says how many."""


def hours(wall: int, zone: str) -> str:
    """`14:06`: UTC microseconds on the clock of a zone."""
    return _hours(wall // MINUTE, zone)


@lru_cache(maxsize=4096)
def _hours(minute: int, zone: str) -> str:
    """Kept, as each line that was caught has its time, at every repaint."""
    return both_zones(utc(minute * MINUTE), zone, zone)


def save_state(live: LiveSession, key: str = "") -> SaveState:
    """Only `saved` is a promise. `key`: the one that saves elsewhere."""
    saved = live.saved
    if not saved.waiting:
        return SaveState("saved")
    if saved.elsewhere:
        return SaveState("elsewhere", saved.trouble, saved.waiting, where=saved.elsewhere)
    return SaveState("not saved", saved.trouble, saved.waiting, key=key) if saved.trouble else SaveState("saving")


def others(session: Session) -> str:
    """Who is on the other side, for the header."""
    found = [person.name for person in session.people if person.id != session.me] or [session.name(session.me)]
    return ", ".join(found) if len(found) <= MOST_NAMES else f"{found[0]} and {len(found) - 1} others"


def header(live: LiveSession) -> tuple[str, ...]:
    """Who · what · where in time."""
    session = live.session
    called = session_called(session.started.kind, session.started.number)
    pieces = [others(session), called, f"{session.active(live.now) // MINUTE} min"]
    if live.whose:
        pieces.insert(1, f"watching, {live.whose} runs it" if not live.gone else "it has ended in the other program")
    if session.hard_end is not None:
        pieces.append(f"until {hours(session.hard_end, live.my_zone)}")
    return tuple(pieces)


def clocks(live: LiveSession) -> str:
    """The time now in the zones that matter."""
    wall = live.clock.wall()
    mine = f"{hours(wall, live.my_zone)} {place(live.my_zone)}"
    if live.their_zone == live.my_zone:
        return mine
    return f"{mine} · {hours(wall, live.their_zone)} {place(live.their_zone)}"


def now_view(live: LiveSession, plan: Plan, *, key: Key, covered: bool = False) -> NowView:
    """The current item and where the hour is heading."""
    session = live.session
    current = session.current_item
    following = plan.following.item.title if plan.following else ""
    if current is None:
        done = bool(session.items) and all(facts.state == "done" for facts in session.items)
        title = "All items are done" if done else ("No item under way" if session.items else "No agenda")
        hint = "" if session.items else _begins(key)
        return NowView(
            title=title, ends=ends(live, plan) or hint, following=following, paused=session.paused, covered=covered, total=0
        )
    planned = plan.planned // MINUTE if plan.planned is not None else None
    used = next(row.used for row in plan.rows if row.facts.item.id == current.item.id)
    return NowView(
        title=current.item.title,
        position=0 if current.item.unplanned else plan.position,
        total=0 if current.item.unplanned else len(session.items),
        lead=f"{key('live.capture')} takes the answer"
        if current.item.charter
        else _lead(session, current.item.owner) or ("new topic" if current.item.unplanned else ""),
        planned=planned,
        left=plan.left,
        done=None if not plan.planned else min(1.0, used / plan.planned),
        ends=ends(live, plan),
        following=following,
        paused=session.paused,
        covered=covered,
    )


def ends(live: LiveSession, plan: Plan) -> str:
    """`ends 14:34 · 4 min over plan`."""
    if plan.ends is None:
        return f"until {hours(plan.hard_end, live.my_zone)}" if plan.hard_end is not None else ""
    parts = [f"ends {hours(plan.ends, live.my_zone)}"]
    if plan.late is not None and plan.late >= LATE_FROM:
        parts.append(f"{plan.late // MINUTE} min over plan")
    elif plan.late is not None and plan.late <= -LATE_FROM:
        parts.append(f"{-plan.late // MINUTE} min under plan")
    if plan.hard_end is not None:
        over = plan.ends - plan.hard_end
        parts.append(
            f"{over // MINUTE} min past {hours(plan.hard_end, live.my_zone)}"
            if over >= LATE_FROM
            else f"until {hours(plan.hard_end, live.my_zone)}"
        )
    return " · ".join(parts)


Asked = tuple[str, tuple[tuple[str, str], ...]]
"""A question, and the keys that answer it."""


def question(live: LiveSession, plan: Plan, row: str, *, key: Key) -> Asked:
    """The one line that asks something, most pressing first; empty: nothing is asked, as of whoever only watches."""
    session = live.session
    gaps = session.open_gaps
    if session.finished or live.whose:
        return "", ()
    if gaps:
        return f"Away for {clock(gaps[0].ended - gaps[0].began)}, not counted so far", ((key("live.gap"), "whose was it?"),)
    if session.asked is not None:
        return _still(session, row)
    if plan.offer_last is not None:
        last = next(shown for shown in plan.rows if shown.facts.item.id == plan.offer_last)
        return f"{minutes_left(plan.until_hard_end or 0)} to the end: {last.facts.item.title}?", ((key("live.last"), "go there"),)
    if no_longer_asked(session):
        since = hours(live.wall(session.clock(session.floor_since)), live.my_zone)
        return f"Not sure who has spoken since {since}: a number says who", ()
    prompt = live.prompts.lines or ((live.prompts.first_question,) if live.prompts.first_question else ())
    return (prompt[0], ((key("live.away"), "away"),)) if prompt else ("", ())


def agenda_view(session: Session, plan: Plan, *, key: Key, covered: bool = False) -> AgendaView:
    """The agenda with minutes planned and used."""
    rows = tuple(
        AgendaRow(title=row.facts.item.title, state=row.facts.state, plan=row.shown, used=row.used, last=row.holds)
        for row in plan.rows
    )
    return AgendaView(rows=rows, covered=covered, empty=_begins(key))


def captures_view(live: LiveSession, *, key: Key, covered: bool = False) -> CapturesView:
    """What was caught so far, oldest first."""
    session, today = live.session, live.today
    rows = tuple(_capture_row(live, facts, today) for facts in session.captures)
    return CapturesView(rows=rows, covered=covered, empty=f"{key('live.capture')}, then > write the test due:fri")


def _capture_row(live: LiveSession, facts: CaptureFacts, today: date) -> CaptureRow:
    capture = facts.capture
    day = iso_day(capture.due)
    return CaptureRow(
        id=capture.id,
        time=hours(live.wall(facts.at), live.my_zone),
        sign=sign_of(capture, live.session.me),
        text=capture.text or capture.step,
        step=capture.step if capture.text else "",
        due=show_date(day, today) if day else "",
        private=capture.kind == "private" or waits(capture),
    )


def next_date(live: LiveSession) -> str:
    """The agreed next date in both zones, or nothing."""
    starts = live.session.next_date
    return "" if starts is None else moment_line(utc(starts), live.my_zone, live.their_zone, live.today)


def _still(session: Session, row: str) -> Asked:
    asked = session.asked.holders if session.asked else ()
    who = names(asked, session) or "several at once"

    def key(number: int) -> str:
        return row[number - 1] if number <= len(row) else str(number)

    if len(asked) != 1:
        return f"Still {who}? A number says who speaks", ()
    holder = session.person(asked[0])
    rest = [person for person in session.people if person.id not in asked and person.id in session.present]
    answers = [(key(holder.key), "yes")] if holder else []
    answers += [(key(person.key), f"{person.name} since…") for person in rest[:2]]
    return f"Still {who}?", tuple(answers)


def _begins(key: Key) -> str:
    """What may be done without an agenda."""
    return f"{key('live.topic')} starts a topic · {key('live.agenda')} adds items"


def _lead(session: Session, owner: str) -> str:
    if not owner:
        return ""
    if owner == "both":
        return "both lead"
    person = session.person(owner)
    return f"{person.name if person else owner} leads"


def utc(wall: int) -> datetime:
    return datetime.fromtimestamp(wall / 1_000_000, UTC)


def strip(live: LiveSession, saved: SaveState, heard: str = "") -> tuple[str, SaveState]:
    """The session in one line, and whether it is saved. `heard`: of hearing, which stands first: what comes last is cut first."""
    line = status_line(live.session, live.now, "", clock=live.clock.wall())
    return f"{heard} · {line}" if heard else line, saved
