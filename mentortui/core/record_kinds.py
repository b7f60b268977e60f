"""The kinds of plain record there are, in the order of their tabs. A new kind is a struct, in a module of its area, and an entry
here."""

from mentortui.core.actions_form import ACTION
from mentortui.core.between import BETWEEN
from mentortui.core.channels import CHANNEL
from mentortui.core.decisions import DECISION
from mentortui.core.disagreements import DISAGREEMENT
from mentortui.core.journal import JOURNAL
from mentortui.core.opportunities import OPPORTUNITY
from mentortui.core.record_fields import RecordKind
from mentortui.core.resources import ACCESS, RESOURCE
from mentortui.core.rituals import TOUCH
from mentortui.core.roadblocks import ROADBLOCK
from mentortui.core.setbacks import SETBACK
from mentortui.core.us import US
from mentortui.core.wins import WIN

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
