"""What is typed into the feedback form, and the feedback it makes."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import msgspec

from mentortui.core.capture import Capture
from mentortui.core.capture_tags import goals_called, own_goals_called
from mentortui.core.dates import DAYS, Unreadable, iso_day, parse_due, show_date
from mentortui.core.feedback import WrongFeedback, ago_words, checked, could_be_better, was_good, with_words
from mentortui.core.hints import Hint, Hints, late_hint
from mentortui.core.text import fit, storable

LONGEST_ABOUT = 200
"""Characters of what it is about."""
SPOKEN = ("good", "where", "effect", "better", "step", "when")
"""The fields in which hints look for words."""


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of the form, as typed or chosen; people by id. `owner` empty: whoever receives it."""

    giver: str = ""
    to: str = ""
    about: str = ""
    good: str = ""
    where: str = ""
    seen: str = ""
    effect: str = ""
    better: str = ""
    step: str = ""
    owner: str = ""
    when: str = ""
    due: str = ""


FIELDS = Typed.__struct_fields__


class Pointed(msgspec.Struct, frozen=True):
    """A hint and the field it points into."""

    field: str
    hint: Hint


def typed_of(capture: Capture, me: str) -> Typed:
    """The form filled in with a feedback."""
    return Typed(
        giver=capture.giver or ("" if capture.who == me else me),
        to=capture.who,
        about=capture.goal,
        good=was_good(capture),
        where=capture.where,
        seen=capture.seen,
        effect=capture.effect,
        better=could_be_better(capture),
        step=capture.step,
        owner=capture.owner or capture.who,
        when=capture.when,
        due=capture.due,
    )


def read(
    typed: Typed, *, me: str, goals: tuple[str, ...], today: date, before: Capture | None = None, own_goals: tuple[str, ...] = ()
) -> Capture:
    """The feedback that was typed; what the form does not ask for (its answer, when it was given) is as in `before`.
    Raises WrongFeedback, which names the field."""
    giver = "" if typed.giver in ("", me) else typed.giver
    if typed.giver and typed.giver == typed.to:
        raise WrongFeedback("to", "From and to are the same person.")
    made = msgspec.structs.replace(
        before or Capture(),
        kind="feedback",
        giver=giver,
        who=typed.to,
        goal=_about(typed.about, goals, own_goals),
        where=storable(typed.where),
        seen=_day("seen", typed.seen, today, parse_seen),
        effect=storable(typed.effect),
        step=storable(typed.step),
        owner="" if typed.owner == typed.to else typed.owner,
        when=storable(typed.when),
        due=_day("due", typed.due, today, parse_due),
    )
    return checked(with_words(made, storable(typed.good).strip(), storable(typed.better).strip()))


def day_said(field: str, words: str, today: date) -> str:
    """What a day that is typed is understood as: `Thu 26 Nov, 3 days ago`, `Wed 9 Dec`. Raises WrongFeedback."""
    if not words.strip():
        return ""
    day = iso_day(_day(field, words, today, parse_seen if field == "seen" else parse_due))
    if day is None:
        return ""
    return f"{show_date(day, today)}, {ago_words(day, today)}" if field == "seen" else show_date(day, today)


def hints_for(typed: Typed, hints: Hints, today: date) -> tuple[Pointed, ...]:
    """What is worth another look, field by field as one reads them."""
    found = [Pointed(field, hint) for field in SPOKEN for hint in hints.of(getattr(typed, field))]
    try:
        seen = iso_day(_day("seen", typed.seen, today, parse_seen))
    except WrongFeedback:
        seen = None
    late = late_hint(seen, today)
    return (*found, *((Pointed("seen", late),) if late else ()))


def hints_told(pointed: tuple[Pointed, ...], here: str, most: int) -> tuple[str, ...]:
    """At most so many sentences: those of the field `here` first, each kind once."""
    ordered = sorted(pointed, key=lambda one: one.field != here)
    told = dict[str, str]()
    for one in ordered:
        told.setdefault(one.hint.kind, one.hint.said)
    return tuple(told.values())[:most]


def parse_seen(words: str, today: date) -> date:
    """A day gone by, or today: `today`, `yesterday`, `3 days ago`, `2w`, `last fri`, `fri` (the last one), `26 nov`, ISO.
    Raises Unreadable."""
    text = " ".join(words.replace(",", " ").casefold().split())
    text = re.sub(r"^(?:on|last) ", "", text).removesuffix(" ago")
    if text == "yesterday":
        return today - timedelta(days=1)
    if text == "week":
        return today - timedelta(days=7)
    match = re.fullmatch(r"([0-9]{1,4}|an?) ?(d|days?|w|weeks?|m|months?|y|years?)", text)
    if match is not None:
        count = int(match.group(1)) if match.group(1)[0].isdigit() else 1
        return _before(today, count * {"d": 1, "w": 7, "m": 30, "y": 365}[match.group(2)[0]], words)
    weekday = _weekday(text)
    if weekday is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7 or 7)
    try:
        day = parse_due(text, today)
    except Unreadable as error:
        raise Unreadable(f"“{fit(words.strip(), 30)}” is not a day gone by: try 3 days ago, last fri or 26 nov.") from error
    if day <= today:
        return day
    if re.search("[0-9]{4}", text) or text in ("tomorrow", "tmr", "day after tomorrow", "next week", "next month"):
        raise Unreadable(f"{show_date(day, today)} is still to come: when was it seen?")
    return _year_before(day, today)


def _year_before(day: date, today: date) -> date:
    """The same day and month, the last time it was."""
    for year in range(day.year - 1, day.year - 10, -1):
        try:
            found = day.replace(year=year)
        except ValueError:
            continue  # 29 February
        if found <= today:
            return found
    return today


def _weekday(text: str) -> int | None:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return next((n for n in range(len(DAYS)) if len(text) >= 3 and names[n].startswith(text)), None)


def _before(today: date, days: int, words: str) -> date:
    if days > 3660:
        raise Unreadable(f"“{fit(words.strip(), 30)}” is more than ten years ago: give a nearer day.")
    return today - timedelta(days=days)


def _day(field: str, words: str, today: date, parse: Callable[[str, date], date]) -> str:
    if not words.strip():
        return ""
    written = iso_day(words.strip())
    if written is not None and field == "due":
        return written.isoformat()  # one that has gone by since, in a feedback that is edited
    try:
        return parse(words[:200], today).isoformat()
    except Unreadable as error:
        raise WrongFeedback(field, str(error)) from error


def _about(words: str, goals: tuple[str, ...], own: tuple[str, ...]) -> str:
    """The goal that is meant, or what was typed; never one that only the user knows of."""
    text = " ".join(storable(words).split())
    if len(text) > LONGEST_ABOUT:
        raise WrongFeedback("about", f"This has {len(text):,} characters: at most {LONGEST_ABOUT}.")
    found = goals_called(text, goals) if text and text not in goals else ()
    if text and not found and text not in goals and own_goals_called(text, own):
        raise WrongFeedback("about", f"“{fit(text, 24)}” is private still: share that goal first, or leave this empty.")
    return found[0] if len(found) == 1 else text
