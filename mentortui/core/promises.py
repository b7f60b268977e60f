"""What somebody promised: an action, or the next step of what could be better. One rule for the page and for every count."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from mentortui.core.capture_values import Capture
from mentortui.core.dates import iso_day
from mentortui.core.feedback import step_owner, waits
from mentortui.core.goals import Goal
from mentortui.core.goals_names import name_now
from mentortui.core.record_details import ActionDetails
from mentortui.core.records import Living


def promised(capture: Capture) -> str:
    """What was promised, in the words it was caught in; empty where nothing was. The step of a feedback that waits to be given
    is no promise yet: its owner has not heard of it."""
    if capture.kind == "action":
        return capture.text
    return capture.step if capture.kind == "feedback" and not waits(capture) else ""


def promiser(capture: Capture) -> str:
    """The id of the person who promised: of a feedback the owner of its step, else its receiver. Empty: nobody said."""
    return step_owner(capture) if capture.kind == "feedback" else capture.who


def is_open(record: Living) -> bool:
    """Whether it is a promise that nobody has kept or dropped yet."""
    return record.state == "open" and not record.removed and bool(promised(record.capture))


def open_promises(living: Iterable[Living]) -> dict[str, int]:
    """How many promises are open, by the id of the person who promised."""
    return dict(Counter(promiser(record.capture) for record in living if is_open(record)))


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """One promise as a list shows it. `id` is that of its record in the mentorship `slug`."""

    slug: str
    id: str
    text: str
    mine: bool
    """Whether the user promised."""
    who: str
    """The name of the person who promised; empty: nobody said."""
    others: str
    """Those the user meets there, by name."""
    due: date | None
    today: date
    """For the one who promised: what is due today is late only when the day has ended there."""
    session: str = ""
    done: bool = False
    created: int = 0
    seen_done: str = ""
    """What one will see when it is done."""
    when: str = ""
    """The occasion: when …, then."""
    goal: str = ""
    learned: str = ""

    @property
    def late(self) -> int:
        """Whole days since it was due; 0 where it is not late, or kept."""
        return max(0, (self.today - self.due).days) if self.due is not None and not self.done else 0


def promise_of(record: Living, *, slug: str, me: str, names: dict[str, str], today: date, goals: Sequence[Goal] = ()) -> Promise:
    """`names`: of the people of its mentorship by their ids; `goals`: its shared ones; `today`: where the one who promised is."""
    who = promiser(record.capture)
    action = record.details if isinstance(record.details, ActionDetails) else None
    return Promise(
        slug=slug,
        id=record.id,
        text=promised(record.capture),
        mine=who == me,
        who=names.get(who, ""),
        others=", ".join(name for person, name in names.items() if person != me),
        due=iso_day(record.capture.due),
        today=today,
        session=record.session,
        done=record.state != "open",
        created=record.created,
        seen_done=action.seen_done if action is not None else "",
        when=record.capture.when,
        goal=name_now(record.capture.goal, goals),
        learned=action.learned if action is not None and record.capture.kind == "action" else record.outcome,
    )


def in_order(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """The user's own first; of each side the longest late first, then by due date, those without one last."""
    return tuple(sorted(promises, key=lambda one: (not one.mine, one.due or date.max, one.created, one.slug, one.id)))


def matching(promises: Iterable[Promise], words: str) -> tuple[Promise, ...]:
    """Those in which every one of the words is found, in the promise or in a name; all of them for none."""
    wanted = words.casefold().split()
    return tuple(one for one in promises if all(word in f"{one.text} {one.who} {one.others}".casefold() for word in wanted))


def more_said(one: Promise) -> str:
    """What else is said of it, in one line: `done when one sees the notes · when I release · Release lead · learned: …`."""
    parts = (
        f"done when one sees {one.seen_done}" if one.seen_done else "",
        f"when {one.when}" if one.when else "",
        one.goal,
        f"learned: {one.learned}" if one.learned else "",
    )
    return " · ".join(filter(None, parts))
