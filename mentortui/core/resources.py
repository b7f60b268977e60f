"""Resources sent by either side and whether they helped; and what each person needs to be able to use one."""

from collections.abc import Mapping, Sequence

import msgspec

from mentortui.core import kinds
from mentortui.core.kinds import Around
from mentortui.core.record_details import ResourceDetails
from mentortui.core.record_fields import (
    Field,
    Lines,
    RecordKind,
    WrongField,
    caught,
    goal_field,
    prose_field,
    state_field,
    text_field,
)
from mentortui.core.records import Living, Record
from mentortui.core.text import joined

TABLE = "access"
NEEDS: tuple[tuple[str, str, str], ...] = (
    ("captions", "Captions", "captions"),
    ("text_version", "Text version", "a text version"),
    ("screen_reader", "Screen reader", "works with a screen reader"),
    ("contrast", "Contrast", "strong contrast"),
    ("keyboard", "No mouse", "works without a mouse"),
    ("short", "Short parts", "short, or in parts"),
    ("plain", "Plain words", "plain language"),
    ("open", "Free to use", "free, no login, little bandwidth"),
)
"""The checklist: field, what is asked, and how it is said beside a resource."""


class AccessNeeds(Record, frozen=True, kw_only=True):
    """What a person needs of material that is sent, as ticked once. Lives in record.json, table `access`; one a person. A need is
    `yes`, or empty."""

    who: str = ""
    captions: str = ""
    text_version: str = ""
    screen_reader: str = ""
    contrast: str = ""
    keyboard: str = ""
    short: str = ""
    plain: str = ""
    open: str = ""
    language: str = ""
    """In which languages, in words."""
    other: str = ""


def needs_words(needs: AccessNeeds) -> str:
    """`captions, a text version and in German`; empty where nothing is needed."""
    said = [words for field, _, words in NEEDS if getattr(needs, field)]
    said += [f"in {needs.language}"] if needs.language else []
    said += [needs.other] if needs.other else []
    return joined(said)


def needs_of(records: Sequence[Record]) -> Mapping[str, str]:
    """What each person needs, in words, by their ids; those who need nothing in particular are left out."""
    found = (one for one in records if isinstance(one, AccessNeeds) and not one.removed)
    return {one.who: words for one in found if (words := needs_words(one))}


def _one_each(record: Record, others: Sequence[Record]) -> None:
    """Raises WrongField."""
    if not isinstance(record, AccessNeeds):
        return
    if any(isinstance(one, AccessNeeds) and one.who == record.who and one.id != record.id for one in others):
        raise WrongField("who", "There is a list for this person already: e edits that one.")


def _first_without(record: Record, around: Around) -> Record:
    """A new list is the user's own, else that of the first person who has none."""
    if not isinstance(record, AccessNeeds):
        return record
    without = [id for id, _ in around.people if id not in around.needs]
    return msgspec.structs.replace(record, who=next(iter(without), ""))


def _yours(before: Record, made: Record, around: Around) -> Record:
    """Without a person they are the user's own."""
    return msgspec.structs.replace(made, who=around.me) if isinstance(made, AccessNeeds) and not made.who else made


def _page(record: Record, others: Sequence[Record], around: Around) -> Lines:
    """What whoever it is for needs."""
    if not isinstance(record, Living):
        return ()
    whom = [record.capture.who] if record.capture.who else [id for id, _ in around.people if id != around.me]
    names = dict(around.people)
    return tuple((f"{names.get(id, 'Somebody')} needs", around.needs[id]) for id in whom if around.needs.get(id))


def _sent(before: Record, made: Record, around: Around) -> Record:
    """One that is added by hand was sent by the user where nobody says otherwise; of one that was caught nobody knows."""
    if not isinstance(made, Living) or before.created:
        return made
    found = made.details if isinstance(made.details, ResourceDetails) else ResourceDetails()
    sent = msgspec.structs.replace(found, sent_by=found.sent_by or around.me)
    return msgspec.structs.replace(made, details=sent)


RESOURCE = caught(
    "resource",
    "Resources",
    "a resource",
    (
        text_field("What"),
        Field(path="capture.who", label="For whom", kind=kinds.Person(needs=True), role="who", hint="nobody chosen: all others"),
        Field(path="details.sent_by", label="Sent by", kind=kinds.Person()),
        Field(path="details.link", label="Link or place"),
        Field(
            path="details.reading",
            label="It was",
            kind=kinds.Choice((("", "not read yet"), ("read", "read"), ("useful", "useful"))),
        ),
        Field(path="details.why", label="Why", hint="why it was sent, or what was useful in it"),
        goal_field(),
        state_field("used"),
        prose_field("More"),
    ),
    ("Grace  Release It!, chapter 4", "both   the post-mortem of March"),
    "used",
    more=True,
    about="Material sent by either side, and whether it helped. What each person needs of it stands under Access.",
    settled=_sent,
    page=_page,
)
ACCESS = RecordKind(
    name="access",
    title="Access",
    one="a list of needs",
    many="lists of needs",
    fields=(
        Field(path="who", label="Who", kind=kinds.Person(), role="who", hint="nobody chosen: you"),
        *(Field(path=field, label=asked, kind=kinds.Choice((("", "no"), ("yes", "yes")))) for field, asked, _ in NEEDS),
        Field(path="language", label="Language", hint="German · English, but slowly"),
        Field(path="other", label="Anything else", role="text"),
    ),
    blank=lambda id: AccessNeeds(id=id),
    starts=_first_without,
    table=TABLE,
    struct=AccessNeeds,
    example=("Grace  captions, a text version", "you    short, or in parts"),
    more=True,
    about="What each needs of material that is sent. Ticked once; shown when a resource is added for that person.",
    rule=_one_each,
    said=lambda record: needs_words(record) if isinstance(record, AccessNeeds) else "",
    settled=_yours,
)
