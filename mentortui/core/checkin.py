"""What a person writes before a session: done, roadblocks with a proposal, learned, next. A line each."""

from collections.abc import Iterable, Sequence

import msgspec

from mentortui.core.commands import Refused
from mentortui.core.records import CheckIn, Roadblock
from mentortui.core.text import storable

ARROW = "->"
NO_PROPOSAL = "no proposal yet"
MOST_LINES = 40
LONGEST_LINE = 2_000


def read_lines(text: str) -> tuple[str, ...]:
    """What was typed, a line each; empty ones and the dashes people put before a line are left out. Raises Refused."""
    lines = tuple(line for line in (_bare(line) for line in storable(text).splitlines()) if line)
    if len(lines) > MOST_LINES:
        raise Refused(f"At most {MOST_LINES} lines here; these are {len(lines)}.")
    if any(len(line) > LONGEST_LINE for line in lines):
        raise Refused(f"A line has at most {LONGEST_LINE:,} letters.")
    return lines


def read_roadblocks(text: str) -> tuple[Roadblock, ...]:
    """A line each: `flaky deploy -> try a canary`. Without the arrow there is no proposal yet. Raises Refused."""
    return tuple(_roadblock(line) for line in read_lines(text))


def roadblock_line(roadblock: Roadblock) -> str:
    """As one types it."""
    return f"{roadblock.text} {ARROW} {roadblock.proposal}" if roadblock.proposal else roadblock.text


def is_empty(checkin: CheckIn) -> bool:
    """Whether nothing was written."""
    return not (checkin.done or checkin.roadblocks or checkin.learned or checkin.next)


def missing(checkin: CheckIn) -> int:
    """How many roadblocks have no proposal."""
    return sum(not roadblock.proposal for roadblock in checkin.roadblocks)


def understood(checkin: CheckIn) -> str:
    """`2 done · 1 roadblock with a proposal · 1 learned`, `1 roadblock, no proposal yet`; empty where nothing was written."""
    told = [f"{len(checkin.done)} done"] if checkin.done else []
    if checkin.roadblocks:
        count, without = len(checkin.roadblocks), missing(checkin)
        what = f"{count} roadblock{'s' if count > 1 else ''}"
        if without == count:
            told.append(f"{what}, {NO_PROPOSAL}")
        elif without:
            told.append(f"{what}, {without} without a proposal")
        else:
            told.append(f"{what} with a proposal" if count == 1 else f"{what} with proposals")
    told += [f"{len(checkin.learned)} learned"] if checkin.learned else []
    told += [f"{len(checkin.next)} next"] if checkin.next else []
    return " · ".join(told)


def joined(before: CheckIn | None, new: CheckIn) -> CheckIn:
    """`new` filed over what that person wrote before: nothing is there twice, nothing that was there goes. The id stays."""
    if before is None:
        return new
    blocks = {block.text: block for block in before.roadblocks}
    for block in new.roadblocks:
        known = blocks.get(block.text)
        blocks[block.text] = block if known is None or block.proposal else known
    return msgspec.structs.replace(
        new,
        id=before.id,
        created=before.created,
        plan=before.plan or new.plan,
        done=_union(before.done, new.done),
        roadblocks=tuple(blocks.values()),
        learned=_union(before.learned, new.learned),
        next=_union(before.next, new.next),
        removed=False,
    )


def of_plan(checkins: Iterable[CheckIn], plan: str) -> tuple[CheckIn, ...]:
    """Those written for that plan, or for the next one without saying which; the newest of each person, none that are empty."""
    found: dict[str, CheckIn] = {}
    for checkin in sorted(checkins, key=lambda one: one.changed):
        if not checkin.removed and checkin.plan in ("", plan):
            found[checkin.person] = checkin
    return tuple(checkin for checkin in found.values() if not is_empty(checkin))


def _union(before: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before, *new)))


def _roadblock(line: str) -> Roadblock:
    for arrow in (ARROW, "→", "=>"):
        text, found, proposal = line.partition(arrow)
        if found and text.strip():
            return Roadblock(text=text.strip(), proposal=proposal.strip())
    return Roadblock(text=line)


def _bare(line: str) -> str:
    """Without the mark of a list before it."""
    line = line.strip()
    for mark in ("- ", "* ", "• ", "– "):
        line = line.removeprefix(mark)
    return line.strip()
