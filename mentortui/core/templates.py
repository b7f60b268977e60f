"""The shapes of a session that come with the program, one of each kind, and the one without an agenda."""

from typing import Final

from mentortui.core.records import Template, TemplateItem

FIRST: Final = Template(
    kind="first",
    title="First meeting",
    minutes=60,
    items=(
        TemplateItem(title="Who we are, and what brought us here", minutes=15, owner="both"),
        TemplateItem(title="What each hopes for, and what would be a success", minutes=20, owner="mentee"),
        TemplateItem(title="How we work: rhythm, channels, what stays between us", minutes=15, owner="both"),
        TemplateItem(title="Takeaways, next date", minutes=10, owner="mentee"),
    ),
)
REGULAR: Final = Template(
    kind="regular",
    title="Regular session",
    minutes=60,
    items=(
        TemplateItem(title="Check-in: done, stuck, next", minutes=5, owner="both"),
        TemplateItem(title="Main topic", minutes=25, owner="mentee"),
        TemplateItem(title="Second topic, or something to stretch for", minutes=15, owner="mentee"),
        TemplateItem(title="Feedback both ways", minutes=10, owner="both"),
        TemplateItem(title="Takeaways, next date", minutes=5, owner="mentee"),
    ),
)
COFFEE: Final = Template(
    kind="coffee",
    title="Coffee chat",
    minutes=30,
    items=(
        TemplateItem(title="How are you, really?", owner="both"),
        TemplateItem(title="Whatever comes up", owner="both"),
        TemplateItem(title="Anything to take along, next date", owner="both"),
    ),
)
REVIEW: Final = Template(
    kind="review",
    title="Review of work",
    minutes=60,
    items=(
        TemplateItem(title="What it is for, and where it stands", minutes=5, owner="mentee"),
        TemplateItem(title="Walk through the work, its owner leads", minutes=20, owner="mentee"),
        TemplateItem(title="What is good: where exactly, and what it does", minutes=10, owner="mentor"),
        TemplateItem(title="What could be better, one step each", minutes=15, owner="both"),
        TemplateItem(title="What changes now, by when", minutes=5, owner="mentee"),
        TemplateItem(title="Takeaways, next date", minutes=5, owner="mentee"),
    ),
)
CAREER: Final = Template(
    kind="career",
    title="Career session",
    minutes=60,
    items=(
        TemplateItem(title="What work gave energy lately, what took it", minutes=10, owner="mentee"),
        TemplateItem(title="Where to be in two years, and why", minutes=15, owner="mentee"),
        TemplateItem(title="What is there already, what is missing", minutes=15, owner="both"),
        TemplateItem(title="People to meet, doors to open", minutes=10, owner="mentor"),
        TemplateItem(title="The next step, tied to real work", minutes=5, owner="mentee"),
        TemplateItem(title="Takeaways, next date", minutes=5, owner="mentee"),
    ),
)
SHADOWING: Final = Template(
    kind="shadowing",
    title="Shadowing",
    minutes=None,
    items=(
        TemplateItem(title="Before: what to watch for", owner="mentee"),
        TemplateItem(title="Watch, questions noted and not asked", owner="mentor"),
        TemplateItem(title="Questions: why this way", owner="mentee"),
        TemplateItem(title="What to try alone next time", owner="mentee"),
        TemplateItem(title="Takeaways, next date", owner="mentee"),
    ),
)
BRAINSTORMING: Final = Template(
    kind="brainstorming",
    title="Brainstorming",
    minutes=None,
    items=(
        TemplateItem(title="The question, in one sentence", owner="both"),
        TemplateItem(title="Ideas, each alone and in writing", owner="both"),
        TemplateItem(title="Ideas told, none judged", owner="both"),
        TemplateItem(title="Which two are worth a try", owner="both"),
        TemplateItem(title="Who tries what, by when", owner="both"),
        TemplateItem(title="Takeaways, next date", owner="mentee"),
    ),
)
REFLECTION: Final = Template(
    kind="reflection",
    title="Reflection",
    minutes=45,
    items=(
        TemplateItem(title="What happened since, told without judging", minutes=10, owner="mentee"),
        TemplateItem(title="What it was like", minutes=10, owner="mentee"),
        TemplateItem(title="What it taught, what still puzzles", minutes=10, owner="mentee"),
        TemplateItem(title="What to do differently", minutes=10, owner="mentee"),
        TemplateItem(title="Takeaways, next date", minutes=5, owner="mentee"),
    ),
)
MID_POINT: Final = Template(
    kind="mid-point",
    title="Mid-point",
    minutes=60,
    items=(
        TemplateItem(title="What changed since the first day", minutes=15, owner="mentee"),
        TemplateItem(title="The goals: keep, change, drop", minutes=15, owner="both"),
        TemplateItem(title="How we work: rhythm, talk, what stays between us", minutes=15, owner="both"),
        TemplateItem(title="Feedback both ways", minutes=10, owner="both"),
        TemplateItem(title="Takeaways, next date", minutes=5, owner="mentee"),
    ),
)
CLOSING: Final = Template(
    kind="closing",
    title="Closing session",
    minutes=60,
    items=(
        TemplateItem(title="The first day's wish, read again", minutes=5, owner="mentee"),
        TemplateItem(title="What grew, told from real work", minutes=15, owner="mentee"),
        TemplateItem(title="What each learned from the other", minutes=15, owner="both"),
        TemplateItem(title="Promises still open: done, handed on, let go", minutes=10, owner="both"),
        TemplateItem(title="What comes after, and how to stay in touch", minutes=10, owner="both"),
        TemplateItem(title="Takeaways, thanks", minutes=5, owner="both"),
    ),
)
NO_AGENDA: Final = Template(kind="regular", title="No agenda", minutes=None, items=())

BUILT_IN: Final[tuple[Template, ...]] = (FIRST, REGULAR, COFFEE)
"""The few that are offered when a session starts. A coffee chat has an order but no minutes, so that nothing hurries it; nor have
shadowing and brainstorming."""
ALL: Final[tuple[Template, ...]] = (
    *(FIRST, REGULAR, REVIEW, CAREER, COFFEE),
    *(SHADOWING, BRAINSTORMING, REFLECTION, MID_POINT, CLOSING),
)
"""One of each kind, as they are offered when a session is prepared."""


def usual(last_kind: str | None) -> Template:
    """What is most likely wanted next: the first meeting before any other, then a regular session, or the kind held last."""
    if last_kind is None:
        return FIRST
    return COFFEE if last_kind == COFFEE.kind else REGULAR
