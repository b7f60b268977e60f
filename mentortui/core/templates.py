"""The three shapes of a session that come with the program, and the one without an agenda."""

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
NO_AGENDA: Final = Template(kind="regular", title="No agenda", minutes=None, items=())

BUILT_IN: Final[tuple[Template, ...]] = (FIRST, REGULAR, COFFEE)
"""As they are offered. A coffee chat has an order but no minutes, so that nothing hurries it."""


def usual(last_kind: str | None) -> Template:
    """What is most likely wanted next: the first meeting before any other, then a regular session, or the kind held last."""
    if last_kind is None:
        return FIRST
    return COFFEE if last_kind == COFFEE.kind else REGULAR
