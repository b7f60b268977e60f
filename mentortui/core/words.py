"""The words for people: what an event, a measure, a kind is called on screen, in files and on the command line."""

from collections.abc import Callable, Iterable
from fractions import Fraction

from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.capture import Capture, Kind
from mentortui.core.durations import clock
from mentortui.core.people import Agreement
from mentortui.core.prompt_words import WITHHELD, prompt_words
from mentortui.core.records import FinishedSession
from mentortui.core.session import Session
from mentortui.core.text import joined as joined  # told from here with the other words

KINDS: dict[Kind, str] = {
    "note": "note",
    "private": "private note",
    "feedback": "feedback",
    "action": "action",
    "decision": "decision",
    "win": "win",
    "question": "open question",
    "opportunity": "opportunity",
    "takeaway": "takeaway",
    "resource": "resource",
    "setback": "setback",
}
"""What each kind of capture is called."""

SIGNS: dict[Kind, str] = {
    "note": " ",
    "private": ".",
    "feedback": "+",
    "action": ">",
    "decision": "!",
    "win": "*",
    "question": "?",
    "opportunity": " ",
    "takeaway": "=",
    "resource": "&",
    "setback": " ",
}
"""The sign that opens each kind; a blank where it has none."""

SIGN_WORDS = (
    ("+ text", "praise; + what was good -> next step makes an action too"),
    ("- text", "what could be better; -> next step"),
    ("> text", "they promise; due:fri says by when"),
    ("< text", "I promise"),
    ("! text", "decision"),
    ("* text", "win"),
    ("? text", "open question (after enter)"),
    ("= text", "takeaway"),
    ("& text", "resource"),
    (". text", "private note, only yours"),
    ("@name  #goal", "for whom, and what it belongs to"),
)
"""The signs of the capture line and what each makes."""


def sign_of(capture: Capture, me: str) -> str:
    """The sign one would type for it; the kind's name where there is no sign; nothing for a note."""
    if capture.kind == "feedback" and capture.better:
        return "-"
    if capture.kind == "action" and capture.who == me:
        return "<"
    return SIGNS[capture.kind].strip() or ("" if capture.kind == "note" else capture.kind)


SESSION_KINDS = {
    "first": "first meeting",
    "regular": "regular session",
    "coffee": "coffee chat",
    "review": "review of work",
    "career": "career session",
    "shadowing": "shadowing",
    "brainstorming": "brainstorming",
    "reflection": "reflection",
    "mid-point": "mid-point",
    "closing": "closing session",
}
"""What each kind of session is called."""


def session_called(kind: str, number: int, title: str = "") -> str:
    """`regular session 14`, by its title where the kind is none of ours; a first meeting needs no number."""
    called = SESSION_KINDS.get(kind, title or "session")
    return called if kind == "first" else f"{called} {number}"


_SAME_TITLES = ("", "no agenda", "regular session", "session")


def own_title(kind: str, title: str) -> str:
    """A title somebody gave; empty where it only says the kind once more."""
    return "" if title.casefold() in (*_SAME_TITLES, SESSION_KINDS.get(kind, title).casefold()) else title


def session_titled(kind: str, number: int, title: str) -> str:
    """What a session is called, and its own title: `regular session 14 · Chapter 4`."""
    own = own_title(kind, title)
    return f"{session_called(kind, number, title)}{f' · {own}' if own else ''}"


SOURCES = {
    "key": "keyed",
    "heard": "heard",
    "transcript": "from a transcript",
    "entered": "entered",
    "mended": "mended",
    "program": "keyed",
}
"""How a figure is known."""

HALF_A_SECOND = 500_000
"""Microseconds; less is not told in seconds."""


def happened(event: e.AnyEvent, session: Session) -> str:
    """One event as a person would name it: `Grace has the floor`, `Next item: Code review`."""
    name = session.name
    match event:
        case e.FloorTaken():
            return has_floor(event.holders, event.how, session)
        case e.HearingChanged():
            heard = ["you" if one == "microphone" else "the call" for one in event.channels]
            if not heard:
                return "nothing is heard any more"
            return f"{joined(heard)} {'are' if len(heard) > 1 or heard == ['you'] else 'is'} heard"
        case e.FloorConfirmed():
            return f"still {names(session.floor.holders, session)}"
        case e.ChangeMoved():
            seconds = abs(event.offset) // 1_000_000
            return f"the last change of floor {seconds} s {'earlier' if event.offset < 0 else 'later'}"
        case e.ChangeBegan():
            return f"the last change of floor at {clock(session.active(event.began))}"
        case e.StretchReassigned():
            times = f"{clock(session.clock(event.start))} to {clock(session.clock(event.end))}"
            return f"{times}: {has_floor(event.holders, event.how, session)}"
        case e.RecordingTaken(unsure_only=True):
            return "what was not known is as recorded"
        case e.RecordingTaken():
            return f"{clock(session.clock(event.start))} to {clock(session.clock(event.end))} as recorded"
        case e.TurnSplit():
            return f"split at {clock(session.clock(event.split))}"
        case e.BoundaryMoved():
            return f"what began at {clock(session.clock(event.boundary))} began at {clock(session.clock(event.to))}"
        case e.Paused():
            return "paused"
        case e.Resumed():
            return "resumed"
        case e.GapAnswered():
            if not event.counted:
                return "the gap is not counted"
            return f"the gap was {names(event.holders, session)}'s" if event.holders else "the gap was nobody's"
        case e.PersonJoined():
            return f"{event.person.name} is here"
        case e.PersonLeft():
            return f"{name(event.person)} has left"
        case e.PersonNamed():
            return f"named {event.name}"
        case e.ItemStarted():
            left = " (the one before left open)" if event.leaving == "open" else ""
            return f"now: {_title(event.item, session)}{left}"
        case e.ItemFinished():
            return f"done: {_title(event.item, session)}"
        case e.ItemLeftOpen() | e.ItemReopened():
            return f"open: {_title(event.item, session)}"
        case e.ItemAdded():
            return f"{'new topic' if event.start else 'added'}: {event.item.title}"
        case e.ItemMoved():
            return f"moved: {_title(event.item, session)}"
        case e.ItemEdited():
            minutes = f", {event.item.minutes} min" if event.item.minutes is not None else ""
            return f"{event.item.title}{minutes}{', shares of its own' if event.item.agreement is not None else ''}"
        case e.ItemRemoved():
            return f"removed from the agenda: {event.title}"
        case e.EndSet():
            return "no hard end" if event.hard_end is None else "a hard end set"
        case e.CaptureRecorded():
            return f"{KINDS[event.capture.kind]}: {event.capture.text or event.capture.step}"
        case e.CaptureEdited():
            return f"{KINDS[event.capture.kind]} edited: {event.capture.text or event.capture.step}"
        case e.CaptureRemoved():
            return f"removed: {event.text}"
        case e.UnderstandingConfirmed():
            return f"understanding confirmed, said back by {name(event.restated)}"
        case e.NextDateAgreed():
            return "next date taken back" if event.starts is None else "next date agreed"
        case e.FiguresShown():
            return "speaking figures shown" if event.shown else "speaking figures hidden"
        case e.PromptsSilenced():
            return "no more prompts in this session" if event.silenced else "prompts come again"
        case e.PromptShown():
            return f"prompt: {prompt_words(event, session)}"
        case e.PromptWithheld():
            return f"no prompt: {WITHHELD[event.why]}"
        case e.PromptSentAway():
            return "prompt sent away"
        case e.ClosingNoted():
            return "closing note"
        case e.SharesEntered():
            return "shares entered for what was unsure" if event.shares else "entered shares taken back"
        case e.Finished():
            return "the session finished"
        case _:
            return "a change"


def has_floor(holders: tuple[str, ...], how: e.How, session: Session) -> str:
    """`Grace has the floor`, `nobody has the floor`, `several at once`."""
    if how == "several":
        return "several at once"
    if how == "unsure":
        return "not sure who speaks"
    if how == "others":
        return "one of the others has the floor"
    if how == "rest":
        return f"{_the_other(session)} has the floor, or nobody"
    if not holders:
        return "nobody has the floor"
    return f"{names(holders, session)} {'has' if len(holders) == 1 else 'have'} the floor"


def _the_other(session: Session) -> str:
    others = [person.name for person in session.people if person.id != session.me]
    return others[0] if len(others) == 1 else "another"


def names(people: tuple[str, ...], session: Session) -> str:
    """These people, by name, as `joined` says it."""
    return joined([session.name(person) for person in people])


def as_agreed(span: m.Span) -> str:
    """The balance in words. docs/fairness.md, The balance and its words. Empty where it is undefined."""
    word = m.word(span)
    return "too early to say" if word == "early" else word or ""


def told_shares(span: m.Span) -> dict[str, Fraction] | None:
    """Everyone's share of a span; None where it is undefined, or too early to say."""
    return None if m.word(span) == "early" else m.shares(span)


def may_judge(agreement: Agreement | None, span: m.Span) -> bool:
    """Whether it may be said how near to agreed a span is: something was agreed, two were there, and it is not too early.
    Equal shares by default are no agreement."""
    return agreement is not None and m.word(span) not in (None, "early")


def off_by_words(span: m.Span, name: Callable[[str], str]) -> str:
    """`41 s more for Grace would be exactly as agreed`, of more than two `41 s would have to move to be exactly as agreed`; empty
    where less than half a second is off. `name`: of a person's id."""
    off = m.off_by(span)
    lacks = {person: expected - span.floor.get(person, 0) for person, expected in span.expected.items()}
    if off is None or off < HALF_A_SECOND or not lacks:
        return ""
    length = f"{round(off / 1_000_000)} s" if off < 100_000_000 else clock(off)
    if len(span.floor.keys() | span.expected.keys()) > 2:
        return f"{length} would have to move to be exactly as agreed"  # to several: to give it all to one would not be
    return f"{length} more for {name(max(lacks, key=lambda person: lacks[person]))} would be exactly as agreed"


def ratio_words(shares: dict[str, Fraction] | None, order: tuple[str, ...]) -> str:
    """`41 : 59`, in the order of the people; a dash where undefined."""
    if shares is None:
        return "—"
    return " : ".join(str(m.percent(shares.get(person, Fraction(0)))) for person in order)


def known_by(session: Session) -> str:
    """How the figures of a session under way are known, as `known_from` says it."""
    sources: set[str] = {change.source for change in session.changes}  # a long session has thousands of changes, and few sources
    return known_from(sources | {"entered"} if session.entered else sources)


def known_from(sources: Iterable[str]) -> str:
    """How figures are known that come from these sources: `keyed`, `keyed, mended`. What the program did is no source."""
    found = {SOURCES.get(source, source) for source in sources if source != "program"}
    return ", ".join(word for word in ("heard", "keyed", "mended", "from a transcript", "entered") if word in found)


def known_of(stored: FinishedSession) -> str:
    """How the figures of a session that is over are known, as `known_from` says it."""
    # A stretch taken from a recording that joins a keyed turn is part of that turn: it is no row of its own that would say so.
    taken = ["transcript"] if stored.keyed else []
    return known_from([*(source for _, _, _, source in stored.turns), *taken, *(["mended"] if stored.mended else [])])


def known_in_full(known: str) -> str:
    """`keyed by hand, mended`, of what `known_from` says."""
    return ", ".join("keyed by hand" if word == "keyed" else word for word in known.split(", "))


WITHIN, WITHIN_TEN_MINUTES = 3, 5
"""Points of a share by which figures keyed by hand are off in nine of ten spans. docs/fairness.md, How far to trust it."""
_SURE = {
    "mended": "some turns were corrected afterwards",
    "from a transcript": "from a recording: its turns as the file has them",
    "entered": "entered: shares typed in, as both remember them",
    "heard": f"heard: by voices, not by what they say, within about {WITHIN} points",
}


def how_sure(known: str, *, window: bool = False, agrees: float | None = None) -> tuple[str, ...]:
    """How far to trust shares that are known so, in sentences. `known`: as `known_from` says it; `window`: of the last ten
    minutes; `agrees`: part of the talk, 0..1, for which keys and a recording have the same people."""
    points = WITHIN_TEN_MINUTES if window else WITHIN
    said = [
        f"keyed by hand: within about {points} points"
        if word == "keyed"
        else _SURE.get(word.partition(" ")[0], _SURE.get(word, word))
        for word in known.split(", ")
        if word
    ]
    if agrees is not None:
        said.append(f"keys and recording agree for {m.percent(agrees)} % of the talk")
    return tuple(said)


def _title(item: str, session: Session) -> str:
    return next((facts.item.title for facts in session.items if facts.item.id == item), "an item")
