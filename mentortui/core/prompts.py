"""When a drift from what was agreed is worth one line, and when it is not. docs/questions.md.

Looked at on each whole second of active time, with the floor just before it, whenever the ticks come. A correction counts from
the next look on. It never names whoever is above; the one rule that does, long turns, is off unless the settings say otherwise.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

import msgspec

from mentortui.core import events as e
from mentortui.core.events import Withheld
from mentortui.core.measures import WINDOW, Span, balance, percent, shares
from mentortui.core.people import narrowest
from mentortui.core.prompt_rules import USUAL, Rules
from mentortui.core.session import ItemFacts, PromptFacts, Session
from mentortui.core.sums import Known, Sums

SECOND = 1_000_000


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A prompt is to be shown now. The fields are those of PromptShown."""

    prompt: e.Prompt = "share"
    person: str
    percent: int | None = None
    whole: bool = False
    length: int = 0


class Held(msgspec.Struct, frozen=True):
    """A prompt would be due, and is not shown."""

    person: str
    why: Withheld


Decision: TypeAlias = Due | Held


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """How it stood at the last look."""

    second: int = 0
    """The whole second of active time."""
    since: int | None = None
    """It has been far since that second."""
    near: bool = True
    """It has been near agreed since the last prompt."""
    told: tuple[Withheld, ...] = ()
    """Why this drift was held back, once each."""


def look(drift: Drift, session: Session, sums: Sums, second: int, rules: Rules, *, busy: bool) -> tuple[Drift, Decision | None]:
    """One whole second of active time. `busy`: something is typed or asked, so that no line is to come now."""
    at = second * SECOND
    here = sums.before(at)
    drift = msgspec.structs.replace(drift, second=second)
    if not rules.shares or not _judged(session, sums, here, at):
        return msgspec.structs.replace(drift, since=None, told=()), None
    whole = len(here.regime.present) > rules.window_up_to_people
    span = sums.between(0 if whole else max(0, at - WINDOW), at)
    person, lack = _most_lacking(session, span, here)
    far = second >= rules.first_s and span.talk >= rules.evidence_s * SECOND and lack >= rules.lack_s * SECOND
    level = balance(span) if far or not drift.near else None  # the dearest step: only where it decides
    near = drift.near or (level is not None and level >= _exact(rules.leave))
    if not far or level is None or level > _exact(rules.enter):
        return msgspec.structs.replace(drift, since=None, near=near, told=()), None
    since = second if drift.since is None else drift.since
    drift = msgspec.structs.replace(drift, since=since, near=near)
    far_for = second - since
    moment = here.floor.nobody or here.floor != sums.before(at - SECOND).floor
    if far_for < rules.hold_s or not (moment or far_for >= rules.hold_s + rules.wait_s):
        return drift, None
    why = _why_not(drift, session, here, person, at, rules, busy)
    if why in drift.told:
        return drift, None
    if why is not None:
        return msgspec.structs.replace(drift, told=(*drift.told, why)), Held(person, why)
    has = shares(span) or {}
    spoken = sums.between(0, at).floor.get(person, 0) > 0
    due = Due(person=person, percent=percent(has[person]) if spoken else None, whole=whole or at <= WINDOW)
    return msgspec.structs.replace(drift, near=False, told=(*drift.told, "again")), due


def long_turn(session: Session, sums: Sums, second: int, rules: Rules, *, busy: bool) -> Due | None:
    """Whoever has spoken long, once a turn; only where the settings ask for it."""
    at = second * SECOND
    here = sums.before(at)
    if not rules.long_turns or session.silenced or busy or len(here.floor.holders) != 1 or not _judged(session, sums, here, at):
        return None
    person = here.floor.holders[0]
    began = sums.since(person, at)
    if at - began < rules.long_turn_s * SECOND or here.regime.shares.get(person, 0) >= _exact(rules.long_turn_below):
        return None
    said = any(facts.shown.prompt == "turn" and session.active(facts.at) > began for facts in session.prompts)
    if said or not session.show_figures or _too_soon(session, at, rules, "turn"):
        return None
    return Due(prompt="turn", person=person, length=at - began)


CAUGHT_UP = 900
"""Seconds that are looked at after the fact. More come at once only where somebody said whose a time away was: of a night that is
nobody's prompt any more, and looking at each second of it would take half a minute."""


class Coach:
    """Looks at a session as it goes on: what a live session asks on each tick."""

    def __init__(self, rules: Rules = USUAL) -> None:
        self.rules = rules
        self._sums = Sums()
        self._drift: Drift | None = None

    def decisions(self, session: Session, now: int, *, busy: bool) -> tuple[Decision, ...]:
        """What is due at `now` of the session clock, each second since the last call looked at once. The first call of a session
        that is gone on with only learns how it stands: what was due before has been decided."""
        until = session.active(now) // SECOND
        if not agreed_anywhere(session):
            self._drift = Drift(second=until)
            return ()
        first, self._drift = self._drift is None, self._drift or _begin(session, until, self.rules)
        if self._drift.second >= until:
            self._drift = msgspec.structs.replace(self._drift, second=until)
            return ()
        patience = self.rules.hold_s + self.rules.wait_s + 1
        if until - self._drift.second > CAUGHT_UP + patience:
            near_by = until - patience
            self._drift = msgspec.structs.replace(_begin(session, until, self.rules), second=near_by)
            return ()
        self._sums.follow(session, frozenset(facts.item.id for facts in session.items if facts.item.quiet))
        found: list[Decision] = []
        for second in range(self._drift.second + 1, until + 1):
            self._drift, decision = look(self._drift, session, self._sums, second, self.rules, busy=busy)
            decision = decision or long_turn(session, self._sums, second, self.rules, busy=busy)
            if decision is not None and not any(isinstance(one, Due) for one in found):
                found.append(decision)
        return () if first and until > 1 else tuple(found)


def prompted(found: Decision, question: str, fields: Mapping[str, object]) -> e.AnyEvent:
    """The event of a decision; `fields` are those of its stamp."""
    if isinstance(found, Held):
        return e.PromptWithheld(**fields, person=found.person, why=found.why)  # type: ignore[arg-type]
    return e.PromptShown(**fields, **msgspec.structs.asdict(found), question=question)  # type: ignore[arg-type]


def standing(session: Session, now: int, rules: Rules = USUAL) -> PromptFacts | None:
    """The prompt that is to be seen at `now` of the session clock."""
    last = session.prompts[-1] if session.prompts else None
    if last is None or last.away_at is not None or session.silenced or session.finished:
        return None
    return last if now - last.at < rules.shown_s * SECOND else None


def agreed_anywhere(session: Session) -> bool:
    """Whether anything was agreed for the session or any item of it."""
    return session.started.agreement is not None or any(facts.item.agreement is not None for facts in session.items)


def _begin(session: Session, until: int, rules: Rules) -> Drift:
    """From where on it must be looked at again to know how it stands at that second: since the last prompt, as it may have been
    near since; without one, for as long as a drift can wait."""
    shown = [facts for facts in session.prompts if facts.shown.prompt == "share"]
    if shown:
        return Drift(second=session.active(shown[-1].at) // SECOND, near=False, told=("again",))
    return Drift(second=max(0, until - rules.hold_s - rules.wait_s - 1))


def _judged(session: Session, sums: Sums, here: Known, at: int) -> bool:
    """Whether there is a rule to judge by: something was agreed for this moment, two are here, and no quiet time is near."""
    item = _item(session, here.item)
    agreed = narrowest(item.item.agreement if item else None, session.started.agreement)
    if agreed is None or len(here.regime.present) < 2 or (item is not None and item.item.quiet):
        return False
    return not sums.left_out(max(0, at - WINDOW), at)


def _item(session: Session, id: str) -> ItemFacts | None:
    return next((facts for facts in session.items if facts.item.id == id), None)


def _most_lacking(session: Session, span: Span, here: Known) -> tuple[str, Fraction]:
    lacks = [
        (person.id, span.expected.get(person.id, Fraction(0)) - span.floor.get(person.id, 0))
        for person in session.people
        if person.id in here.regime.present
    ]
    return max(lacks, key=lambda one: one[1])


def _why_not(drift: Drift, session: Session, here: Known, person: str, at: int, rules: Rules, busy: bool) -> Withheld | None:
    if not drift.near:  # first: of a drift that was told already nothing else is to be said
        return "again"
    if session.silenced:
        return "silenced"
    if sum(facts.shown.prompt == "share" for facts in session.prompts) >= rules.most:
        return "enough"
    if _too_soon(session, at, rules, "share"):
        return "soon"
    if person in here.floor.holders:
        return "speaking"
    if not session.show_figures and person == session.me:
        return "hidden"
    return "busy" if busy else None


def _too_soon(session: Session, at: int, rules: Rules, prompt: e.Prompt) -> bool:
    """Whether another prompt is too near: of the same kind of rule or sent away within `gap_s`, of any within `apart_s`."""
    for facts in session.prompts:
        if at - session.active(facts.at) < rules.apart_s * SECOND:
            return True
        if prompt == facts.shown.prompt == "share" and at - session.active(facts.at) < rules.gap_s * SECOND:
            return True
        if facts.away_at is not None and at - session.active(facts.away_at) < rules.gap_s * SECOND:
            return True
    return False


def _exact(part: float) -> Fraction:
    return Fraction(str(part))
