"""Which tabs the Mentorship screen has, in which order. A kind of plain record has its tab by itself; one that is more is a line
in TABS, and takes the place of the plain one of its name."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from mentortui.core.text import company, fit
from mentortui.services.tabs import RecordTab, Tab, about

if TYPE_CHECKING:
    from mentortui.services.desk import Desk

Maker = Callable[["Desk", str], Tab]
"""From the services and a mentorship's slug. It imports the module of its tab only when it is called."""


def _charter(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.charter_tab import CharterTab

    return CharterTab(desk.charters, slug, desk.drafts)


def _goals(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.goals_tab import GoalsTab

    return GoalsTab(desk, slug)


def _actions(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.actions_tab import ActionsTab

    return ActionsTab(desk, slug)


def _feedback(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.feedback_tab import FeedbackTab

    return FeedbackTab(desk.feedback_course, slug, desk.drafts)


def _wins(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.wins_tab import WinsTab

    return WinsTab(desk.records, slug, desk.recognition)


def _opportunities(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.opportunities_tab import OpportunitiesTab

    return OpportunitiesTab(desk.records, slug, desk.opportunities, desk.quarterly)


def _inclusion(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.inclusion_tab import InclusionTab

    return InclusionTab(desk.inclusion, desk.records, desk.quarterly, slug)


def _calendar(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.calendar_tab import CalendarTab

    return CalendarTab(desk.calendars, desk.closing, slug, desk.drafts)


def _pulse(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.pulse_tab import pulse_tab

    return pulse_tab(desk, slug)


def _between(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.between_tab import BetweenTab

    return BetweenTab(desk.records, slug, desk.tasks)


def _roadblocks(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.between_tab import RoadblocksTab

    return RoadblocksTab(desk.records, slug)


def _resources(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.between_tab import ResourcesTab

    return ResourcesTab(desk.records, slug)


def _decisions(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.between_tab import DecisionsTab

    return DecisionsTab(desk.records, slug)


def _journal(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.journal_tab import JournalTab

    return JournalTab(desk.records, slug, desk.journal)


def _listening(desk: "Desk", slug: str) -> Tab:
    from mentortui.screens.journal_tab import ListeningTab

    return ListeningTab(desk.listening, slug)


TABS: dict[str, Maker] = {
    "between": _between,
    "roadblock": _roadblocks,
    "resource": _resources,
    "decision": _decisions,
    "journal": _journal,
    "listening": _listening,
    "goal": _goals,
    "action": _actions,
    "charter": _charter,
    "calendar": _calendar,
    "feedback": _feedback,
    "win": _wins,
    "opportunity": _opportunities,
    "inclusion": _inclusion,
    "pulse": _pulse,
}
"""Those with a class of their own, by their names."""

ORDER = ("charter", "goal", "action", "feedback", "win", "decision")
"""The first tabs; the others follow as the kinds do, and then as TABS does."""


TITLED = {
    "charter": ("Charter", "What you agreed on about your work together, what was changed since, and when you look at it again."),
    "goal": ("Goals", "What to reach, why it matters to each side, and how one will know."),
    "feedback": (
        "Feedback",
        "All feedback both ways: what exactly, where it was seen, how soon it was given, and what came of it.",
    ),
    "journal": ("Journal (only you)", ""),
    "listening": ("Listening", "Who said back what was meant, and who agreed. p on Live notes it."),
    "calendar": ("Calendar", "When you meet, how often you mean to, what was moved or missed, pauses, and how it ends."),
    "inclusion": (
        "Inclusion",
        "Whose voice is in it: roles that go round, who brings the topics, who had least, what was seen otherwise.",
    ),
    "pulse": (
        "Pulse",
        "How each finds it: a pulse after a session, an assessment each quarter. Covered until both have answered.",
    ),
}
"""Title and sentence of those that no kind has as they are, so that the palette imports no tab to name it."""
NAMED = 30
"""Cells of a name in the palette."""


def tabs_of(desk: "Desk", slug: str) -> tuple[Tab, ...]:
    """All of them, in their order. It imports them: for a thread of its own."""
    kinds = {kind.name: kind for kind in desk.records.kinds}
    return tuple(TABS[name](desk, slug) if name in TABS else RecordTab(desk.records, slug, kinds[name]) for name in _names(desk))


def titles(desk: "Desk") -> Sequence[tuple[str, str, str]]:
    """Name, title and sentence of each, for the palette."""
    kinds, found = {kind.name: kind for kind in desk.records.kinds}, list[tuple[str, str, str]]()
    for name in _names(desk):
        title, said = TITLED[name] if name in TITLED else (kinds[name].title, "")
        found.append((name, title, said or about(kinds[name])))
    return found


def commands(desk: "Desk", slug: str) -> Sequence[tuple[str, str, str]]:
    """Of each tab its name, `Goals of Grace`, and its sentence."""
    head = next((one for one in desk.mentorships.heads() if one.slug == slug), None)
    others = [] if head is None else [name for id, name in head.names.items() if id != head.me]
    # Textual's palette reads markup in its rows, and has no other way for words: a name in brackets would end it.
    whose = fit(company([name.split(" ", 1)[0] for name in others]) or "you", NAMED).replace("[", "(").replace("]", ")")
    return [(name, f"{title} of {whose}", said) for name, title, said in titles(desk)]


def _names(desk: "Desk") -> Sequence[str]:
    kinds = [kind.name for kind in desk.records.kinds]
    return [name for name in dict.fromkeys((*ORDER, *kinds, *TABS)) if name in TABS or name in kinds]
