"""Why a trend is what it is: the talk that was added up, the line through it and how sure that is, and what is left out."""

from msgspec.structs import replace

from mentortui.core import measures as m
from mentortui.core import trends_groups as g
from mentortui.core import trends_words as w
from mentortui.core import why_floor
from mentortui.core.agreed import NOT_SHOWN, InForce
from mentortui.core.effect import FEWEST
from mentortui.core.people import Agreement
from mentortui.core.text import counted
from mentortui.core.trend import LEAST_DAYS, LEAST_SESSIONS, MOST
from mentortui.core.trends_look import GROUPS, VIEWS, Looked, View, known_words
from mentortui.core.why import Input, Why
from mentortui.core.words import how_sure

ALL = "all sessions"
MOST_ROWS = 40


def why_trends(look: Looked, view: View) -> tuple[Why, ...]:
    """Of what one view shows, the figure it is about first."""
    trends = look.trends
    if view == "begins":
        return (_topics(), *([_ends(look)] if trends.show_figures else []))
    if not trends.show_figures:
        return (Why(key="hidden", title="Speaking figures", said=(NOT_SHOWN,)),)
    if view == "prompts":
        return (_prompts(look),)
    found = next(iter(look.groups("all")), None)
    if found is None:
        return (Why(key="trend", title="Too few sessions for a trend", left_out=_left_out(look)),)
    if view == "time":
        return (_trend(look, found), *_pooled(look, found))
    return (_rows(look, view), _grouping(view), _trend(look, found), *_pooled(look, found))


def _trend(look: Looked, group: g.Group) -> Why:
    """The direction, and how sure it is."""
    change, name = look.change(group, look.person), look.name
    slope = change.slope
    inputs = [Input("sessions", str(change.sessions), f"at least {LEAST_SESSIONS}; of more than {MOST} the last {MOST}")]
    inputs.append(Input("days", str(change.days), f"from the first to the last, at least {LEAST_DAYS}"))
    if slope is not None:
        middle, low, high = (w.rounded(points, 1) for points in (slope.middle, slope.low, slope.high))
        moved = w.rounded(slope.middle * slope.days / 30, 1)
        inputs.append(Input("slope", f"{middle} points a month", f"in 95 of 100 cases between {low} and {high}"))
        inputs.append(Input("in all", f"{moved} points", f"from {w.side(change.begin)} agreed to {w.side(change.end)}"))
    return Why(
        key="trend",
        title="The direction",
        said=(w.change_words(name, change, agreed=group.agreed),),
        formula="the middle of the slopes between every two sessions, of share − agreed share; a month is 30 days",
        inputs=tuple(inputs),
        left_out=("a direction, where the interval holds 0 or all of it is under 5 points",),
        sure=("as far as the interval says, and the figures of each session go", "one session is no trend"),
        source="Theil–Sen slope with Sen's interval (Sen 1968)",
    )


def _pooled(look: Looked, group: g.Group) -> tuple[Why, ...]:
    trends = look.trends
    given = why_floor.Given(
        called=ALL,
        span=group.pooled.span,
        people=[(person, look.called(person)) for person in g.present(trends, group)],
        agreed=InForce(Agreement(), "charter") if group.agreed else InForce(),
    )
    made = [why_floor.balance(given)]
    usual = group.pooled.usual
    if group.agreed and usual is not None and made[0].inputs:
        said = f"a usual session: {g.usual_word(group)} · balance {round(usual * 100)}"
        made[0] = replace(made[0], said=(*made[0].said, said))
    found = why_floor.share(given)
    if found is not None:
        formula = "all floor time of a person ÷ all floor time: a long session counts for more"
        left_out = (*found.left_out, *_left_out(look))
        made.append(replace(found, formula=formula, left_out=left_out, sure=_known(look)))
    even = why_floor.even(given)
    beside = w.beside_equal_words(group)
    agreed = Why(
        key="agreed",
        title="Agreed share",
        said=(beside,) if beside else (),
        formula="agreed floor time of each session added up ÷ all floor time",
    )
    return (*made, agreed, *([even] if even else []))


def _known(look: Looked) -> tuple[str, ...]:
    """How far to trust the figures of one session."""
    known = known_words(look.trends)
    told = how_sure("keyed") if "keyed" in known else ()
    return (*told, *([known] if known != "keyed by hand" else []))


def _rows(look: Looked, view: View) -> Why:
    """Each row in words: on a narrow screen not all of its columns have room."""

    def told(group: g.Group) -> str:
        so = w.so_words(m.word(group.pooled.span), agreed=group.agreed)
        level, usual = group.pooled.balance, group.pooled.usual
        if not group.agreed or level is None or usual is None:
            return so
        return f"{so} {m.percent(level)}, usually {w.so_words(g.usual_word(group), agreed=True)} {m.percent(usual)}"

    rows = tuple(
        Input(group.called, told(group), w.change_words(look.name, look.change(group, look.person), agreed=group.agreed))
        for group in look.groups(GROUPS[view])[:MOST_ROWS]
        if group.parts
    )
    said = (
        ("each with its balance: 100 is exactly as agreed",) if any(group.agreed for group in look.groups(GROUPS[view])) else ()
    )
    return Why(key="rows", title=f"{look.name}, {VIEWS[view].casefold()}", said=said, inputs=rows)


def _grouping(view: View) -> Why:
    said = {
        "quarter": "Quarters are those of the calendar where you are; a session is in the one in which it began",
        "kind": "A session counts for the kind it was started as",
        "item": "Items of one title belong together, whatever their capitals; each is beside what was agreed for it",
    }
    return Why(
        key="group",
        title="How they are put together",
        said=(said.get(view, ""),),
        formula="sums of each row: floor time, agreed floor time; the shares are made of those, never of averages",
        inputs=(
            Input("than agreed", "agreed floor time − floor time", "in minutes, all of the row together"),
            Input("how near", "of all its talk together", ""),
            Input("usually", "of the session in the middle", "half were nearer to agreed, half less near"),
        ),
        left_out=("items with under a minute of talk",) if view == "item" else (),
    )


def _topics() -> Why:
    return Why(
        key="topics",
        title="Who brings the topics",
        said=("Counted from every agenda, also of sessions without figures",),
        formula="an item is its bringer's as Prepare has it; taken up: it was begun",
        left_out=("topics added in a session without saying whose: nobody named",),
    )


def _ends(look: Looked) -> Why:
    return Why(
        key="ends",
        title="Who opens and who closes",
        formula="who held the floor first, and last; of several at once who had it longest, and who took it last",
        left_out=(*_left_out(look), "shares typed in afterwards: nobody knows who began", "items in which nobody had the floor"),
        sure=("by keys a first word may be missed",),
    )


def _prompts(look: Looked) -> Why:
    return Why(
        key="prompts",
        title="Whether prompts changed anything",
        said=w.effect_words(look.trends),
        formula="share of the person named, five minutes after less five minutes before; shown against withheld by a coin",
        left_out=(
            "prompts with less than five minutes of session after them, or nobody speaking on one side",
            "prompts held back for another reason: they did not come at such moments",
        ),
        sure=(f"nothing is said below {FEWEST} of each", "never before against after alone: regression to the mean"),
        source="Hodges–Lehmann difference with its 95 % interval; Linden 2013",
    )


def _left_out(look: Looked) -> tuple[str, ...]:
    left = look.trends.left_out
    told = (
        (left.missed, "missed"),
        (left.not_keyed, "nobody had the floor by keys, recording or memory"),
        (left.not_apart, "it was heard that others spoke, and not who"),
        (left.short, "under five minutes of floor time"),
        (left.hidden, "figures not shown, as agreed"),
    )
    return tuple(f"{counted(many, 'session')}: {why}" for many, why in told if many)
