"""How trends are said: a direction only where there is one, with its interval; minutes; what is left out. docs/fairness.md.

Sentences stay under 70 characters where names are short; they describe, then stop.
"""

from fractions import Fraction

from mentortui.core import measures as m
from mentortui.core.agreed import BESIDE_EQUAL, NOTHING
from mentortui.core.durations import MINUTE, minutes
from mentortui.core.effect import FEWEST, effect
from mentortui.core.text import counted, fit
from mentortui.core.trend import LEAST_DAYS, LEAST_SESSIONS
from mentortui.core.trends import LeftOut, Trends, episodes, prompts_shown
from mentortui.core.trends_begins import Brought
from mentortui.core.trends_course import Change
from mentortui.core.trends_groups import Group, minutes_off

NAME = 24
"""Cells of a name in a sentence."""
REGRESSION = "A prompt comes when a share is lowest: it rises with or without one."


def change_words(name: str, change: Change, *, agreed: bool) -> str:
    """`Grace: 4 points a month nearer to agreed (3 to 5)`, `No clear change over 9 sessions`, `Too few sessions …`.
    `agreed`: something was; else the share is told by itself."""
    slope = change.slope
    if slope is None:
        if change.sessions < LEAST_SESSIONS:
            return f"Too few sessions for a trend: {change.sessions} of {LEAST_SESSIONS}"
        return f"Too short a time for a trend: {change.days} of {LEAST_DAYS} days"
    if not slope.clear:
        return f"No clear change over {counted(slope.sessions, 'session')}"
    rate, low, high = sorted_rates(slope.middle, slope.low, slope.high)
    said = f"{fit(name, NAME)}: {rate} point{'' if rate == '1' else 's'} a month"
    if not agreed:
        return f"{said} {'more' if slope.middle > 0 else 'less'} of the talk ({low} to {high})"
    if change.begin * change.end < 0 and min(abs(change.begin), abs(change.end)) >= 5:
        return f"{said}, {side(change.begin)} agreed to {side(change.end)} ({low} to {high})"
    return f"{said} {'nearer to' if abs(change.end) < abs(change.begin) else 'further from'} agreed ({low} to {high})"


def change_brief(change: Change, *, agreed: bool) -> str:
    """The same for a column of points a month: `4 nearer (3 to 5)`, `no clear change`, `5 of 8 sessions`."""
    slope = change.slope
    if slope is None:
        few = change.sessions < LEAST_SESSIONS
        return f"{change.sessions} of {LEAST_SESSIONS} sessions" if few else f"{change.days} of {LEAST_DAYS} days"
    if not slope.clear:
        return "no clear change"
    rate, low, high = sorted_rates(slope.middle, slope.low, slope.high)
    if not agreed:
        return f"{rate} {'more' if slope.middle > 0 else 'less'} ({low} to {high})"
    if change.begin * change.end < 0 and min(abs(change.begin), abs(change.end)) >= 5:
        return f"{rate} across ({low} to {high})"
    return f"{rate} {'nearer' if abs(change.end) < abs(change.begin) else 'further'} ({low} to {high})"


def sorted_rates(*points: Fraction) -> tuple[str, ...]:
    """Of a slope and its interval, without a direction, the interval's ends in order: `4`, `3`, `5`."""
    middle, *ends = (abs(point) for point in points)
    decimals = 0 if min(middle, *ends) >= 2 else 1
    return tuple(rounded(point, decimals) for point in (middle, *sorted(ends)))


def rounded(points: Fraction, decimals: int = 0) -> str:
    """`4`, `0.4`, `−3`."""
    figure = f"{abs(float(points)):.{decimals}f}"
    if float(figure) == int(float(figure)) and decimals == 0:
        figure = str(int(float(figure)))
    return f"−{figure}" if points < 0 and float(figure) else figure


def side(points: Fraction) -> str:
    """`10 below`, `8 above`; of whole points none is `at`."""
    whole = round(abs(points))
    return "at" if not whole else f"{whole} {'above' if points > 0 else 'below'}"


def minutes_words(group: Group, person: str) -> str:
    """`35 min fewer`, `2 min more`, `as many`: than agreed, or than equal shares."""
    off = round(minutes_off(group, person) / MINUTE)
    return "as many" if not off else f"{abs(off)} min {'fewer' if off > 0 else 'more'}"


def minutes_sentence(group: Group, person: str, name: str, when: str = "") -> str:
    """`This quarter Grace had 35 min fewer than agreed`."""
    off, beside = round(minutes_off(group, person) / MINUTE), "agreed" if group.agreed else "equal shares"
    had = f"{when} {fit(name, NAME)} had".strip()
    if not off:
        return f"{had} as many minutes as {'agreed' if group.agreed else 'equal shares give'}"
    return f"{had} {abs(off)} min {'fewer' if off > 0 else 'more'} than {beside}"


def talk_words(us: int, most: int = 0) -> str:
    """`52 min`, from two hours on `3 h 10`; hours too where `most`, the longest of the column it stands in, has so many."""
    whole = minutes(us)
    return f"{whole} min" if minutes(max(us, most)) < 120 else f"{whole // 60} h {whole % 60:02}"


def left_out_words(left: LeftOut) -> str:
    """`left out: 2 missed, 1 not keyed`; empty where nothing is."""
    parts = (
        (left.missed, "missed"),
        (left.not_keyed, "not keyed"),
        (left.not_apart, "heard, not who"),
        (left.short, "under 5 min of talk"),
        (left.hidden, "without figures, as agreed"),
    )
    told = ", ".join(f"{many} {what}" for many, what in parts if many)
    return f"left out: {told}" if told else ""


def beside_equal_words(group: Group) -> str:
    """That nothing was agreed for some of it, or for all; empty where something was for each."""
    without, parts = group.beside_equal, len(group.parts)
    if not without:
        return ""
    if without == parts:
        return BESIDE_EQUAL.capitalize()
    return f"Nothing was agreed for {without} of {parts}: beside equal shares there"


def so_words(word: m.Word | None, *, agreed: bool) -> str:
    """How near to agreed; where nothing was agreed that is said instead."""
    return (word or "—") if agreed else NOTHING


def brought_words(found: Brought, name: str) -> str:
    """`Grace brought 12 topics, 10 taken up`."""
    who = f"{fit(name, NAME)} brought" if found.person else "Nobody is named for"
    return f"{who} {counted(found.topics, 'topic')}, {found.taken_up} taken up"


def opened_words(name: str, opened: int, of: int, what: str) -> str:
    """`Grace opened 4 of 5 items`."""
    return f"{fit(name, NAME)} opened {opened} of {counted(of, what)}"


def effect_words(trends: Trends) -> tuple[str, ...]:
    """Whether prompts changed anything, as far as that can be known. Below ten shown and ten withheld by a coin: nothing."""
    shown, found = prompts_shown(trends), effect(episodes(trends))
    if not shown and not found.withheld:
        return ("No prompt about shares was shown yet.",)
    told = [f"{counted(shown, 'prompt')} shown, {found.shown} with talk for five minutes on both sides."]
    told.append(f"{counted(found.withheld, 'prompt')} withheld by a coin: only those compare.")
    difference, low, high, with_one, without = (
        found.difference,
        found.low,
        found.high,
        found.change_shown,
        found.change_withheld,
    )
    if difference is None or low is None or high is None or with_one is None or without is None:
        return (*told, f"Nothing is said below {FEWEST} of each.", REGRESSION)
    told.append(f"With a prompt: {signed(with_one)} points, the middle of {found.shown}.")
    told.append(f"Without one: {signed(without)} points, the middle of {found.withheld}.")
    told.append(f"Between them: {signed(difference)} points ({signed(low)} to {signed(high)}).")
    if not found.clear:
        told.append("After prompts shares rose; without them as much." if with_one > 0 else "No clear difference.")
    else:
        told.append(f"After prompts shares rose {'more' if difference > 0 else 'less'} than without them.")
    return (*told, REGRESSION)


def signed(points: Fraction) -> str:
    """`+4`, `−3`, `0`."""
    figure = rounded(points)
    return figure if points < 0 or figure == "0" else f"+{figure}"
