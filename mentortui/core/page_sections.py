"""The lines of a page that figures make: what was covered, and who had the floor. docs/fairness.md."""

from fractions import Fraction
from functools import partial

from mentortui.core import measures as m
from mentortui.core.agreed import against
from mentortui.core.durations import clock, minutes_words
from mentortui.core.entered import entered_time
from mentortui.core.heard import known_heard, unsure_words
from mentortui.core.page_parts import Line
from mentortui.core.page_said import name_of
from mentortui.core.people import narrowest
from mentortui.core.records import FinishedSession, ItemRow
from mentortui.core.result import span_of, spoken_items
from mentortui.core.words import as_agreed, known_in_full, may_judge, off_by_words, ratio_words

MOST_RATIOS = 4
"""People whose shares stand side by side in a line."""
MARKS = {"done": "✓", "open": "○", "waiting": "○"}
STATES = {"done": "", "open": "left open", "waiting": "not reached"}


def covered(stored: FinishedSession) -> tuple[Line, ...]:
    """Each item: minutes used and planned, whether it is done, open or was not reached, and its shares beside what was agreed."""
    shares = {item.id: _item_shares(stored, item, span) for item, span in spoken_items(stored)}
    return tuple(
        Line("item", item.title, tail=_beside(item, shares.get(item.id, "")), mark=MARKS.get(item.state, "○"), id=item.id)
        for item in stored.items
    )


def _beside(item: ItemRow, shares: str) -> str:
    return " · ".join(part for part in (_minutes(item), shares) if part)


def _item_shares(stored: FinishedSession, item: ItemRow, span: m.Span) -> str:
    """`41 : 59, agreed 40 : 60`; of more people than a line has room for, nothing: `w` has them."""
    order = tuple(person.id for person in stored.people)
    if not 2 <= len(order) <= MOST_RATIOS:
        return ""
    said = ratio_words(m.shares(span), order)
    agreed = narrowest(item.agreement, stored.agreement)
    return said if agreed is None else f"{said}, agreed {ratio_words(m.agreed_shares(span), order)}"


def _minutes(item: ItemRow) -> str:
    spent = minutes_words(item.used)
    if item.state == "waiting" and not item.used:
        parts = [f"{item.minutes} min planned" if item.minutes is not None else ""]
    elif item.minutes is None:
        parts = [spent]
    else:
        parts = [f"{spent}, {item.minutes} planned"]
    parts += ["unplanned" if item.unplanned else "", STATES.get(item.state, "")]
    return " · ".join(part for part in parts if part)


def floor(stored: FinishedSession) -> tuple[Line, ...]:
    """Floor time and shares beside what was agreed, and how they are known; nothing where nobody had the floor."""
    span = span_of(stored)
    shares = m.shares(span)
    if shares is None:
        return _not_told(stored, span)
    lines = [_person(stored, person.id, shares) for person in stored.people if span.floor.get(person.id)]
    mended = off_by_words(span, partial(name_of, stored)) if may_judge(stored.agreement, span) else ""
    told = (_agreed(stored, span, shares), mended, _rest(stored, span))
    return (*lines, *(Line("figure", words) for words in told if words))


def _not_told(stored: FinishedSession, span: m.Span) -> tuple[Line, ...]:
    """What is known where it was heard that somebody spoke, and not who; nothing where nobody had the floor."""
    said = unsure_words(stored, span)
    if not said:
        return ()
    told = f"{said} · {known_in_full(known_heard(stored))}"
    return tuple(Line("figure", words) for words in (told, _rest(stored, span)) if words)


def _person(stored: FinishedSession, person: str, shares: dict[str, Fraction]) -> Line:
    figures = stored.figures
    turns = figures.turns.get(person, 0)
    many = "1 turn" if turns == 1 else f"{turns} turns"
    return Line(
        "figure",
        f"{m.percent(shares[person])} %, {clock(figures.floor[person])}",
        lead=name_of(stored, person),
        tail=f"{many}, longest {clock(figures.longest.get(person, 0))}" if turns else "",
    )


def _agreed(stored: FinishedSession, span: m.Span, shares: dict[str, Fraction]) -> str:
    """`41 : 59 of talk, agreed 40 : 60 in the charter, as agreed · keyed by hand`."""
    agreed, order = m.agreed_shares(span), tuple(person.id for person in stored.people)
    known = known_in_full(known_heard(stored))
    if len(order) < 2:
        return known
    said = f"{ratio_words(shares, order)} of talk, {against(stored, ratio_words(agreed, order))}"
    word = as_agreed(span) if may_judge(stored.agreement, span) else ""
    if m.word(span) == "early":
        word = f"{as_agreed(span)}: {clock(span.talk)} of talk"
    return " · ".join(part for part in (", ".join(part for part in (said, word) if part), known) if part)


def _rest(stored: FinishedSession, span: m.Span) -> str:
    """`nobody 3 % · both at once 1 % · unsure 2:10 of the session, shares are of the other 96 %`."""
    if not span.active:
        return ""
    parts = []
    for time, word in ((span.nobody, "nobody"), (span.several, "both at once" if len(stored.people) == 2 else "several at once")):
        share = m.percent(Fraction(time, span.active))
        if share:
            parts.append(f"{word} {share} %")
    heard = span.others + span.rest
    if heard and m.told_apart(span):
        parts.append(f"not told apart {clock(heard)}")
    if span.unsure > heard and not m.told_apart(span):
        parts.append(f"unsure {clock(span.unsure - heard)}")
    elif span.unsure > heard:
        rest = m.percent(Fraction(span.active - span.unsure, span.active))
        parts.append(f"unsure {clock(span.unsure - heard)} of the session, the shares are of the other {rest} %")
    if entered := entered_time(stored):
        parts.append(f"shares entered for {clock(entered)}")
    return " · ".join(parts)
