"""The kinds of plain record there are, in the order of their tabs. A new kind is a struct, in a module of its area, and an entry
here."""

from mentortui.core.channels import CHANNEL
from mentortui.core.rituals import TOUCH
from mentortui.core.us import US
from mentortui.core.between import BETWEEN
from mentortui.core.decisions import DECISION
from mentortui.core.disagreements import DISAGREEMENT
from mentortui.core.journal import JOURNAL
from mentortui.core.opportunities import OPPORTUNITY
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
from mentortui.core.resources import ACCESS, RESOURCE
from mentortui.core.roadblocks import ROADBLOCK
from mentortui.core.setbacks import SETBACK
from mentortui.core.wins import WIN

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

RECORD_KINDS: tuple[RecordKind, ...] = (
    ACTION,
    WIN,
    DECISION,
    ROADBLOCK,
    BETWEEN,
    OPPORTUNITY,
    DISAGREEMENT,
    RESOURCE,
    ACCESS,
    SETBACK,
    JOURNAL,
    CHANNEL,
    US,
    TOUCH,
)
"""Those with a list and a form, in the order of their tabs."""
