"""What Ada and Grace talk about in the demo: agendas, what was caught, and who spoke in the session under way."""

from typing import Final

import msgspec

from mentortui.core.records import TemplateItem
from mentortui.core.templates import FIRST


class Part(msgspec.Struct, frozen=True):
    """An agenda item as it went. `seconds` 0: it was not begun. `ada`: her part of the talk, 0..1.

    `captures`: lines as typed, each at its part of the item, 0..1.
    """

    title: str
    minutes: int
    owner: str = "both"
    seconds: int = 0
    ada: float = 0.4
    captures: tuple[tuple[float, str], ...] = ()


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A session that took place. `kept`: texts of the promises that were kept by now."""

    kind: str
    title: str
    parts: tuple[Part, ...]
    closing: str = ""
    kept: tuple[str, ...] = ()


def _planned(item: TemplateItem, seconds: int, ada: float, *captures: tuple[float, str]) -> Part:
    """An item of a template, as it went."""
    owner = "grace" if item.owner == "mentee" else item.owner
    return Part(item.title, item.minutes or 0, owner, seconds, ada, captures)


_WHO, _HOPES, _HOW, _ENDING = FIRST.items
_MEETING: Final = Told(
    kind=FIRST.kind,
    title=FIRST.title,
    parts=(
        _planned(
            _WHO,
            860,
            0.46,
            (0.3, "Grace came to backend work from nursing: calm when things break"),
            (0.8, ". ask about the hospital years some day, there is a talk in it"),
        ),
        _planned(
            _HOPES,
            1300,
            0.33,
            (0.35, '! leading a release comes before anything else #"Release lead"'),
            (0.6, "? is spring too early to apply for senior"),
            (0.85, 'opportunity: sit in on the release call in two weeks @Grace #"Release lead"'),
        ),
        _planned(
            _HOW,
            785,
            0.47,
            (0.2, "! Grace starts contact, Ada answers within a day"),
            (0.5, "< send the release checklist of the last team due:3d"),
            (0.8, '> write down three moments of the last release that felt unclear due:1w #"Release lead"'),
        ),
        _planned(_ENDING, 395, 0.36, (0.5, "= asking early is not a weakness here")),
    ),
    closing="Every second Thursday, cameras on if the line allows. We talk about talking time after three sessions.",
    kept=(
        "send the release checklist of the last team",
        "write down three moments of the last release that felt unclear",
        "sit in on the release call in two weeks",
    ),
)
_ROADBLOCK: Final = Told(
    kind="regular",
    title="Regular session",
    parts=(
        Part(
            "Check-in: done, stuck, next",
            5,
            "grace",
            seconds=445,
            ada=0.3,
            captures=(
                (0.3, "* three unclear moments became three lines in the checklist @Grace"),
                (0.7, "setback: the Friday deploy was rolled back, twice"),
            ),
        ),
        Part(
            "Roadblock: flaky deploy",
            15,
            "grace",
            seconds=1065,
            ada=0.44,
            captures=(
                (0.4, "! a canary first, then everyone"),
                (0.6, '> try a canary on the docs service due:1w #"Release lead"'),
                (0.9, "& a short talk on canary releases, the link is in our chat @Grace"),
            ),
        ),
        Part(
            "Reading the parser together",
            15,
            "ada",
            seconds=790,
            ada=0.55,
            captures=((0.5, "read error paths first, they say what the author feared"),),
        ),
        Part(
            "Feedback both ways",
            10,
            seconds=560,
            ada=0.48,
            captures=(
                (0.3, "+ release notes told support how to undo it -> each step of the next notes names its owner due:2w"),
                (0.8, "- say earlier when a review is urgent @Ada"),
            ),
        ),
        Part(
            "Takeaways, next date",
            5,
            "grace",
            seconds=320,
            ada=0.35,
            captures=((0.4, "= small commits got me faster reviews"),),
        ),
    ),
    kept=("try a canary on the docs service", "release notes told support how to undo it"),
)
_RELEASE: Final = Told(
    kind="regular",
    title="Regular session",
    parts=(
        Part(
            "Check-in: done, stuck, next",
            5,
            "grace",
            seconds=405,
            ada=0.28,
            captures=((0.5, "* the canary caught a bad config before anybody else did @Grace"),),
        ),
        Part(
            "Stretch assignment: release 2.4",
            20,
            "grace",
            seconds=1310,
            ada=0.37,
            captures=(
                (0.25, '! Grace leads 2.4, Ada stays on the call and silent #"Release lead"'),
                (0.5, "> draft the plan for 2.4 and show it to support due:1w"),
                (0.75, "< tell the team lead that Grace leads 2.4 due:2d"),
                (0.9, "? who decides to roll back when Ada is away"),
            ),
        ),
        Part(
            "Saying no to a deadline",
            10,
            "grace",
            seconds=735,
            ada=0.5,
            captures=(
                (0.4, "said back what was heard before answering: that calmed it"),
                (0.8, ". I talked too long here, ask first next time"),
            ),
        ),
        Part(
            "Feedback both ways",
            10,
            seconds=510,
            ada=0.45,
            captures=((0.5, "+ you asked support before you decided -> do the same with the data team due:2w"),),
        ),
        Part("Chapter 4, bring one question", 10, "grace"),
        Part(
            "Takeaways, next date",
            5,
            "grace",
            seconds=290,
            ada=0.38,
            captures=((0.5, "= a plan is a question I ask support, not a paper I hand over"),),
        ),
    ),
    kept=("tell the team lead that Grace leads 2.4",),
)
SESSIONS: Final = (_MEETING, _ROADBLOCK, _RELEASE)

LIVE_ITEMS: Final = (
    Part("Check-in", 5),
    Part("Code review of the parser", 15, "grace"),
    Part("Stretch assignment: release", 10, "ada"),
    Part("Feedback both ways", 10),
    Part("Takeaways, next date", 5, "grace"),
)
LIVE_TURNS: Final = (
    "N12 A38 G95 A22 G71 N10 A41 G64 A58 G80 A64 G51 A66 G55 A31 G88 A24 N7 G40 A47 B6 G96 A12 N11 A60 G30 A43 G50"
)
"""Ada, Grace, Both, Nobody, and for how many seconds. The second line is the last ten minutes."""
LIVE_CAPTURES: Final = (
    (312, "? when do we cut the release branch"),
    (545, "* Grace shipped the retry fix alone @Grace"),
    (730, "> write the failing test first due:fri"),
    (965, "! recorded responses instead of a fake server"),
    (1085, '+ commits reviewable in five minutes each -> the same on the API repo #"Release lead" due:fri'),
    (1205, "asked who owns the on-call rota"),
)
"""What was caught, at which second."""
