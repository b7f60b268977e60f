"""Channels: what is used for what, how soon an answer comes, and the link of the call. Links are text to copy, never opened."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeAlias

from mentortui.core import kinds
from mentortui.core.kinds import Around
from mentortui.core.record_fields import Field, Lines, RecordKind, WrongField, text_field
from mentortui.core.records import PlanItem, Record
from mentortui.core.rituals import LIGHT
from mentortui.core.text import storable

Purpose: TypeAlias = Literal["", "relationship", "complex", "updates", "urgent"]
TABLE = "channels"
PURPOSES: tuple[tuple[str, str], ...] = (
    ("relationship", "being in touch"),
    ("complex", "complex talk"),
    ("updates", "updates"),
    ("urgent", "what is urgent"),
)
_NEWS = ("update", "updates", "status", "news", "progress", "report", "fyi", "announcement", "announcements")
_FRAME = ("check-in", "check in", "takeaway", "next date", "welcome")


class Channel(Record, frozen=True, kw_only=True):
    """What is agreed for one purpose. Lives in record.json, table `channels`."""

    channel: str = ""
    """`video call`, `mail`."""
    purpose: Purpose = ""
    link: str = ""
    answer: str = ""
    """How soon an answer comes."""
    bandwidth: str = ""
    """What helps where the line is thin."""


def one_line(link: str) -> bool:
    """Whether it may be copied as a link: one word of signs that can be seen."""
    return bool(link) and link.isprintable() and not any(sign.isspace() for sign in link) and storable(link) == link


def call_link(channels: Iterable[Channel], kind: str = "") -> str:
    """The link of the call in a session of that kind: that of complex talk first, of a light session that of being in touch;
    empty where none is known."""
    order = ("relationship", "complex") if kind in LIGHT else ("complex", "relationship")
    found = {one.purpose: one.link for one in channels if not one.removed and one_line(one.link)}
    return next((found[purpose] for purpose in (*order, "urgent", "updates", "") if purpose in found), "")


def of_purpose(channels: Iterable[Channel], purpose: Purpose) -> Channel | None:
    """What is agreed for that purpose."""
    return next((one for one in channels if one.purpose == purpose and not one.removed), None)


def only_updates(items: Sequence[PlanItem]) -> bool:
    """Whether all that is on an agenda, but for its frame, could as well be read: updates and news, nothing to talk over."""
    real = [item for item in items if not any(word in item.title.casefold() for word in _FRAME)]
    return bool(real) and all(_is_news(item.title) for item in real)


def in_writing(items: Sequence[PlanItem], channels: Iterable[Channel]) -> str:
    """What Prepare says to such an agenda; empty for any other."""
    if not only_updates(items):
        return ""
    found = of_purpose(channels, "updates")
    by = f", by {found.channel}" if found is not None and found.channel else ""
    return f"Only updates are on the agenda: in writing this week{by}?"


def _is_news(title: str) -> bool:
    words = "".join(sign if sign.isalnum() else " " for sign in title.casefold()).split()
    return any(word in _NEWS for word in words)


def _rule(record: Record, others: Sequence[Record]) -> None:
    assert isinstance(record, Channel)
    if record.link and not one_line(record.link):
        raise WrongField("link", "A link has no blanks in it: paste it as it stands in the invitation.")
    if any(isinstance(one, Channel) and one.purpose == record.purpose and one.id != record.id for one in others):
        said = dict(PURPOSES).get(record.purpose, "that")
        raise WrongField("purpose", f"There is a channel for {said} already: change that one.")


def _page(record: Record, others: Sequence[Record], around: Around) -> Lines:
    return (("Key", "j copies the link"),) if isinstance(record, Channel) and record.link else ()


def _said(record: Record) -> str:
    if not isinstance(record, Channel):
        return ""
    answered = f" · answered {record.answer}" if record.answer else ""
    return f"{dict(PURPOSES).get(record.purpose, record.purpose)}: {record.channel}{answered}"


CHANNEL = RecordKind(
    name="channel",
    title="Channels",
    one="a channel",
    table=TABLE,
    struct=Channel,
    blank=lambda id: Channel(id=id, purpose="complex"),
    fields=(
        text_field("Channel", "channel"),
        Field(path="purpose", label="For", kind=kinds.Choice(PURPOSES)),
        Field(path="link", label="Link", hint="is copied by j, never opened"),
        Field(path="answer", label="Answered", hint="such as: within two working days"),
        Field(path="bandwidth", label="Thin line", hint="such as: without video, slides sent before"),
    ),
    example=("complex talk  video call, https://meet.example/ada-grace", "updates  a note on Friday, answered by Tuesday"),
    more=True,
    about="What is used for what, how soon an answer comes, and the link of the call.",
    rule=_rule,
    page=_page,
    said=_said,
)
