"""What Review says around its sections."""

from collections.abc import Sequence

from textual.content import Content

from mentortui.core.review import Review, ReviewSection, nothing_words
from mentortui.core.review_period import ALL, Period
from mentortui.core.text import joined
from mentortui.widgets.key_line import Key
from mentortui.widgets.text import apart, words

OUTSIDE = "As others may read it: wins anybody may read, no figures, no setbacks. v goes back."
INSIDE = "As the two of you read it."
_USUAL = ("this quarter", "last quarter", "this year", "last year", "since the beginning")


def period(review: Review, cells: int) -> Content:
    """Which time, with the ones beside it to the left and right, and what it came to."""
    around = review.period.key != ALL
    called = words(review.period.called, "$accent bold")
    left = Content.assemble(words("‹ " if around else "", "$quiet"), called, words(" ›" if around else "", "$quiet"))
    outside = "for others · " if review.outside else ""
    return apart(left, words(f"{outside}{review.when}", "$quiet"), max(0, cells))


def choices(usual: Sequence[Period]) -> list[tuple[str, str]]:
    """A key and its words for each."""
    return [
        (str(place), f"{name} · {one.called}" if one.key != ALL else name)
        for place, (name, one) in enumerate(zip(_USUAL, usual, strict=True), 1)
    ]


def keys(section: ReviewSection | None, *, empty: bool) -> tuple[Key, ...]:
    """Those that matter now, most used first."""
    if empty:
        return (("p", "another time"), ("← →", "before, after"), ("esc", "back"))
    refresh = (("r", "add what came"),) if section is not None and section.came_since else ()
    shown = "leave out" if section is None or section.shown else "put in"
    return (
        ("P", "present"),
        ("e", "edit"),
        *refresh,
        ("space", shown),
        ("p", "time"),
        ("W", "to a file"),
        ("v", "for others"),
        ("n", "own words"),
        ("← →", "periods"),
        ("esc", "back"),
    )


def nothing(period: Period) -> Content:
    """Where there is nothing of that time: how to choose another."""
    rows = [
        words(nothing_words(period)),
        Content(""),
        Content.assemble(
            words("p", "$accent bold"),
            words(" chooses another time, "),
            words("←", "$accent bold"),
            words(" goes to the one before. For example: last quarter, this year, 1 apr - 30 jun."),
        ),
        Content(""),
        words("A review puts together what grew, what was promised and told, and how it was for each; it is presented with P."),
    ]
    return Content("\n").join(rows)


def left_out(review: Review) -> str:
    """`left out: Setbacks and Feedback`; empty where all that says something is in."""
    away = [one.title for one in review.sections if one.lines and not one.shown]
    return f"left out: {joined(away)}" if away else ""
