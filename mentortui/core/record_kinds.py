"""The kinds of plain record there are, in the order of their tabs. A new kind is a struct, in a module of its area, and an entry
here."""

from mentortui.core import kinds
from mentortui.core.record_fields import (
    Field,
    RecordKind,
    caught,
    due_field,
    goal_field,
    prose_field,
    state_field,
    text_field,
    who_field,
)

ACTION = caught(
    "action",
    "Actions",
    "an action",
    (
        text_field("What"),
        who_field("Who"),
        Field(path="details.seen_done", label="Done when one sees"),
        Field(path="capture.when", label="When … then"),
        due_field("By when"),
        goal_field(),
        state_field("kept"),
        Field(path="outcome", label="Came of it"),
        Field(path="details.learned", label="Learned"),
        prose_field("More"),
    ),
    ("Grace  write the failing test first      Fri 27 Nov", "you    introduce Grace to the data team   Wed 9 Dec"),
    "kept",
    about="What each has promised the other, and by when.",
)
WIN = caught(
    "win",
    "Wins",
    "a win",
    (
        text_field("What"),
        who_field("Whose"),
        Field(path="details.effect", label="What it changed"),
        goal_field(),
        Field(
            path="details.seen_by",
            label="Who may read it",
            kind=kinds.Choice((("", "the pair"), ("private", "only you"), ("public", "anybody"))),
        ),
        prose_field("More"),
    ),
    ("Grace  shipped the retry fix alone", "Grace  the release notes answered two customers"),
    about="What is worth celebrating, of both.",
)
DECISION = caught(
    "decision",
    "Decisions",
    "a decision",
    (
        text_field("What"),
        Field(path="details.context", label="Context"),
        Field(path="details.options", label="Options"),
        prose_field("Why"),
        Field(path="details.trade_offs", label="Trade-offs"),
        Field(path="details.contributed", label="Who contributed", kind=kinds.People()),
        Field(path="details.decided", label="Decided on", kind=kinds.Day()),
        Field(path="details.turned_out", label="How it turned out"),
        Field(path="details.differently", label="One would change"),
        goal_field(),
    ),
    ("recorded responses instead of a fake server", "we meet every two weeks, Thursdays at 15:00"),
    about="What was chosen, why, and how it turned out.",
)
OPPORTUNITY = caught(
    "opportunity",
    "Opportunities",
    "an opportunity",
    (
        text_field("What"),
        who_field("For whom"),
        Field(
            path="details.sort",
            label="Kind",
            kind=kinds.Choice(
                (
                    ("", "not said"),
                    ("stretch", "stretch assignment"),
                    ("introduction", "introduction"),
                    ("visibility", "visibility"),
                    ("promotion", "promotion consideration"),
                )
            ),
        ),
        Field(path="details.near_task", label="Near task"),
        Field(path="details.long_goal", label="Long goal"),
        Field(path="details.when", label="Offered on", kind=kinds.Day()),
        due_field("Until"),
        goal_field(),
        state_field("taken up"),
        Field(path="outcome", label="Came of it"),
        prose_field("More"),
    ),
    ("Grace  speak at the guild day   until Fri 18 Dec",),
    "taken up",
    more=True,
    about="Doors opened: for whom, and what came of it.",
)
RESOURCE = caught(
    "resource",
    "Resources",
    "a resource",
    (
        text_field("What"),
        who_field("For whom"),
        Field(path="details.sent_by", label="Sent by", kind=kinds.Person()),
        Field(path="details.link", label="Link"),
        Field(
            path="details.reading",
            label="It is",
            kind=kinds.Choice((("", "unread"), ("read", "read"), ("useful", "useful"))),
        ),
        Field(path="details.why", label="Why"),
        goal_field(),
        state_field("used"),
        prose_field("Where"),
    ),
    ("Grace  Release It!, chapter 4", "both   the post-mortem of March"),
    "used",
    more=True,
    about="Material sent by either side, and whether it helped.",
)
SETBACK = caught(
    "setback",
    "Setbacks",
    "a setback",
    (
        text_field("What happened"),
        who_field("Whose"),
        Field(path="details.learned", label="Learned"),
        Field(path="details.next", label="Next"),
        goal_field(),
        state_field("behind us"),
        prose_field("What it taught"),
    ),
    ("Grace  the migration had no owner and stood for a day",),
    "behind us",
    more=True,
    about="What went wrong, what it taught, what comes next.",
)

RECORD_KINDS: tuple[RecordKind, ...] = (ACTION, WIN, DECISION, OPPORTUNITY, RESOURCE, SETBACK)
"""Those with a list and a form, in the order of their tabs."""
