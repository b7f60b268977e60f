"""Informal rituals: light sessions, a voice message or a photo as a touch, a reflection each quarter, a small gesture."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Literal

from mentortui.core import kinds
from mentortui.core.dates import iso_day
from mentortui.core.heads import local
from mentortui.core.record_fields import Field, RecordKind, prose_field, text_field, who_field
from mentortui.core.records import Mentorship, Record

LIGHT = ("coffee", "brainstorming", "shadowing")
"""Kinds of session without minutes and shares: at their end it is asked what one noticed."""
NOTICED = "What did you notice?"
TABLE = "touches"


class Touch(Record, frozen=True, kw_only=True):
    """A sign of life beside the sessions. Lives in record.json, table `touches`."""

    text: str = ""
    who: str = ""
    """The id of who sent it."""
    how: Literal["voice", "video", "text", "other"] = "voice"
    day: str = ""
    """An ISO date."""
    noticed: str = ""


TOUCH = RecordKind(
    name="touch",
    title="Touches",
    one="a touch",
    table=TABLE,
    struct=Touch,
    blank=lambda id: Touch(id=id),
    fields=(
        text_field("What", "text"),
        who_field("From", "who"),
        Field(
            path="how",
            label="By",
            kind=kinds.Choice(
                (("voice", "voice message"), ("video", "video message"), ("text", "text"), ("other", "another way"))
            ),
        ),
        Field(path="day", label="When", kind=kinds.Day(), role="due"),
        prose_field("Noticed", "noticed"),
    ),
    example=("Grace  voice message on the way home: the release is out", "you    two minutes of video from the conference"),
    more=True,
    about="A voice or video message, a line in between: contact without minutes or shares.",
)


def is_light(kind: str) -> bool:
    """Whether such a session goes without minutes and shares."""
    return kind in LIGHT


def shows_figures(mentorship: Mentorship, kind: str) -> bool:
    """Whether a session of that kind begins with its speaking figures shown: a light one only where shares were agreed for it."""
    return mentorship.show_figures and (not is_light(kind) or kind in mentorship.kinds)


def touch_day(touch: Touch, zone: str) -> date | None:
    """When it was: the day it was added where none was said, in that zone."""
    day = iso_day(touch.day)
    if day is not None or not touch.created:
        return day
    return local(touch.created, zone).date()


def touch_moments(touches: Iterable[Touch], zone: str) -> tuple[int, ...]:
    """About when each was, UTC microseconds: at noon of its day."""
    days = [day for one in touches if not one.removed and (day := touch_day(one, zone)) is not None]
    return tuple(round(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()) * 1_000_000 for day in days)
