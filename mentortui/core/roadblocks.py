"""Roadblocks that stay until they are solved: what a check-in names becomes a record, and keeps being offered until then."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Literal

import msgspec

from mentortui.core import kinds
from mentortui.core.dates import iso_day
from mentortui.core.kinds import Around
from mentortui.core.questions import Question
from mentortui.core.record_fields import (
    Field,
    Lines,
    RecordKind,
    goal_field,
    prose_field,
    state_field,
    text_field,
    who_field,
)
from mentortui.core.records import CheckIn, Record, Roadblock
from mentortui.core.text import fit

replace = msgspec.structs.replace

NAME, TABLE = "roadblock", "roadblocks"
QUOTED = 30
"""Cells of a roadblock in a question about it."""
ASKS = "asks"
"""What such a question is after; stands beside it."""


class RoadblockRecord(Record, frozen=True, kw_only=True):
    """What is in somebody's way. Lives in record.json, table `roadblocks`; one that came of a check-in is called after it."""

    text: str = ""
    who: str = ""
    """The id of whose it is."""
    proposal: str = ""
    """What that person would try; empty: that is asked for first."""
    since: str = ""
    """An ISO date."""
    state: Literal["open", "done", "dropped"] = "open"
    how: str = ""
    """How it was solved."""
    goal: str = ""
    note: str = ""
    named_in: tuple[str, ...] = ()
    """The check-ins that name it, by their ids."""


def followed(
    records: Mapping[str, RoadblockRecord], before: CheckIn | None, now: CheckIn, *, day: date, wall: int, me: str
) -> tuple[RoadblockRecord, ...]:
    """The records that are new or other once a check-in reads as `now` after it read as `before`. Asked again it says nothing.

    A line is known again by its words, one that was reworded by its place; what the same person has open already is not there
    twice. A line that goes takes its record with it only where no other check-in names that and nobody has solved it. `records`:
    all there are, by their ids; `day` and `wall`: when the check-in was written.
    """
    made: dict[str, RoadblockRecord] = {}
    known = dict(records)
    lines = {_key(block.text): block for block in _blocks(now)}
    old = {_key(block.text): block for block in (_blocks(before) if before is not None else ())}
    mine = {key: found for key in {**old, **lines} if (found := _named_by(known.values(), now.id, key)) is not None}
    reworded = _reworded(list(old), list(lines), mine)

    def put(record: RoadblockRecord) -> None:
        if known.get(record.id) != record:
            record = replace(record, created=record.created or wall, changed=wall, changed_by=me)
            known[record.id] = made[record.id] = record

    for key, block in lines.items():
        found = mine.get(key) or mine.get(reworded.get(key, ""))
        if found is None:
            found = _elsewhere(known.values(), now, key)
        if found is None:
            found = RoadblockRecord(id=_free_id(known, now.id, key), who=now.person, text=block.text, since=day.isoformat())
        said_before = old.get(key) or old.get(reworded.get(key, ""))
        if block.proposal and (not found.proposal or said_before is None or block.proposal != said_before.proposal):
            found = replace(found, proposal=block.proposal)
        if reworded.get(key):
            found = replace(found, text=block.text)
        if now.id not in found.named_in:
            # Of one that went with its line and comes back with it.
            found = replace(found, named_in=(*found.named_in, now.id), removed=False)
        put(found)
    for record in tuple(known.values()):
        if now.id in record.named_in and _key(record.text) not in lines:
            left = tuple(id for id in record.named_in if id != now.id)
            gone = not left and record.state == "open"
            put(replace(record, named_in=left, removed=record.removed or gone))
    return tuple(made.values())


def all_followed(
    records: Iterable[RoadblockRecord], checkins: Iterable[tuple[CheckIn, date]], me: str
) -> dict[str, RoadblockRecord]:
    """All records by their ids, with those that these check-ins name and that were never stored: of check-ins written before
    roadblocks were records. Each check-in comes with the day on which it was written."""
    found = {record.id: record for record in records}
    for checkin, day in checkins:
        wall = checkin.changed or checkin.created
        found |= {record.id: record for record in followed(found, checkin, checkin, day=day, wall=wall, me=me)}
    return found


def still_open(records: Iterable[RoadblockRecord]) -> tuple[RoadblockRecord, ...]:
    """Those that nobody has solved or let go: without a proposal first, as that is asked for first, then the oldest."""
    found = [record for record in records if record.state == "open" and not record.removed and record.text]
    return tuple(sorted(found, key=lambda record: (bool(record.proposal), record.since or "9999", record.created, record.id)))


def with_proposals(checkin: CheckIn, records: Iterable[RoadblockRecord]) -> CheckIn:
    """The check-in with the proposals that were made since elsewhere, for lines that have none."""
    said = {_key(one.text): one.proposal for one in records if checkin.id in one.named_in and one.proposal and not one.removed}
    blocks = tuple(
        replace(block, proposal=said.get(_key(block.text), "")) if not block.proposal else block for block in checkin.roadblocks
    )
    return checkin if blocks == checkin.roadblocks else replace(checkin, roadblocks=blocks)


def age(record: RoadblockRecord, today: date) -> int | None:
    """For how many days it has been there; None where nobody knows."""
    since = iso_day(record.since)
    return None if since is None else max(0, (today - since).days)


def age_words(record: RoadblockRecord, today: date) -> str:
    """`today`, `for 9 days`, `for 5 weeks`; empty where nobody knows."""
    days = age(record, today)
    if days is None:
        return ""
    if not days:
        return "since today"
    if days < 21:
        return f"for {days} day{'s' if days > 1 else ''}"
    return f"for {days // 7} weeks"


def questions(records: Iterable[RoadblockRecord], names: Mapping[str, str]) -> tuple[Question, ...]:
    """What is asked first in a session, of those who take part: a proposal for each roadblock that has none. `names`: how each
    is called, by id. The proposal is its owner's to make, so it is asked, not given."""
    return tuple(
        Question(
            text=f"{fit(names[record.who], 24)}, “{fit(record.text, QUOTED)}”: what would you try?",
            tag=ASKS,
            practice="Whoever is stuck proposes first: advice that comes sooner takes the problem away from its owner",
        )
        for record in still_open(records)
        if not record.proposal and record.who in names
    )


def _page(record: Record, others: Sequence[Record], around: Around) -> Lines:
    if not isinstance(record, RoadblockRecord):
        return ()
    words = age_words(record, around.today) if record.state == "open" else ""
    return (("Open", words),) if words else ()


def _said(record: Record) -> str:
    """`flaky deploy → a canary`."""
    return f"{record.text} → {record.proposal}" if isinstance(record, RoadblockRecord) and record.proposal else ""


ROADBLOCK = RecordKind(
    name=NAME,
    title="Roadblocks",
    one="a roadblock",
    fields=(
        text_field("What", "text"),
        who_field("Whose", "who"),
        Field(path="proposal", label="Proposal", hint="what its owner would try; empty: asked for first in the next session"),
        Field(path="since", label="Since", kind=kinds.Day()),
        state_field("solved"),
        Field(path="how", label="Solved how"),
        goal_field("goal"),
        prose_field("More"),
    ),
    blank=lambda id: RoadblockRecord(id=id),
    table=TABLE,
    struct=RoadblockRecord,
    done="solved",
    example=("Grace  flaky deploy → a canary", "you    no access to the staging logs"),
    more=True,
    about="What is in the way, and what its owner would try. Those of check-ins and letters stand here until they are solved.",
    page=_page,
    said=_said,
)


def _blocks(checkin: CheckIn) -> Sequence[Roadblock]:
    return () if checkin.removed else checkin.roadblocks


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _named_by(records: Iterable[RoadblockRecord], checkin: str, key: str) -> RoadblockRecord | None:
    return next((one for one in records if checkin in one.named_in and _key(one.text) == key), None)


def _reworded(old: Sequence[str], new: Sequence[str], mine: Mapping[str, RoadblockRecord]) -> dict[str, str]:
    """What the lines that are new were before, by their keys: those that went, in their order, where as many went as came."""
    went = [key for key in old if key not in new and key in mine]
    came = [key for key in new if key not in old and key not in mine]
    return dict(zip(came, went, strict=True)) if len(went) == len(came) else {}


def _elsewhere(records: Iterable[RoadblockRecord], checkin: CheckIn, key: str) -> RoadblockRecord | None:
    """What the same person has open under the same words; or what went when the line went out of this check-in."""
    same = [one for one in records if one.who == checkin.person and _key(one.text) == key]
    went = (one for one in same if one.removed and not one.named_in and one.id.startswith(f"{checkin.id}:"))
    return next((one for one in same if one.state == "open" and not one.removed), None) or next(went, None)


def _free_id(records: Mapping[str, RoadblockRecord], checkin: str, key: str) -> str:
    """Made of the check-in and the words: two programs that file the same check-in make the same record."""
    salt = 0
    while True:
        id = f"{checkin}:{sha256(f'{salt} {key}'.encode('utf-8', 'replace')).hexdigest()[:12]}"
        if id not in records:
            return id
        salt += 1
