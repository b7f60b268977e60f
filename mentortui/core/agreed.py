"""Which agreement about talk is in force, and how that is said. The narrowest counts, whole: item, session, kind, charter."""

from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec

from mentortui.core.floor import Slice
from mentortui.core.people import Agreement
from mentortui.core.records import FinishedSession, Mentorship
from mentortui.core.session import Session
from mentortui.core.text import counted

By: TypeAlias = Literal["item", "session", "kind", "charter", ""]
"""Where something was agreed; empty: nowhere."""

PLACES: dict[By, str] = {
    "item": "for this item",
    "session": "for this session",
    "kind": "for such sessions",
    "charter": "in the charter",
}
"""Where something was agreed, in words."""

NOTHING = "nothing agreed"
BESIDE_EQUAL = f"{NOTHING}, beside equal shares"
NOT_SHOWN = "You agreed not to show speaking figures. On Home, e changes what was agreed."


class InForce(msgspec.Struct, frozen=True):
    """What was agreed for a moment or a session, and where. None: nothing, shares stand beside equal ones and are not judged."""

    agreement: Agreement | None = None
    by: By = ""

    @property
    def kept(self) -> Literal["kind", "charter"]:
        """Where it was agreed, as a session that begins with it keeps that."""
        return "kind" if self.by == "kind" else "charter"

    @property
    def words(self) -> str:
        """`agreed in the charter`, `agreed for this item`, `nothing agreed`."""
        return f"agreed {PLACES[self.by]}" if self.agreement is not None and self.by else NOTHING

    @property
    def beside(self) -> str:
        """The same where equal shares stand beside: `nothing agreed, beside equal shares`."""
        return self.words if self.agreement is not None else BESIDE_EQUAL

    def beside_span(self, span: str, now: str) -> str:
        """`beside` under the agreed shares of a `span`. Where those in force `now` are others, both in words, these stand in it:
        `agreed 10 : 90 for this item`. The last ten minutes may hold what was agreed before as well."""
        return self.beside if self.agreement is None or not self.by or span == now else f"agreed {now} {PLACES[self.by]}"


def for_session(mentorship: Mentorship, kind: str) -> InForce:
    """What counts in a session of that kind, whether it is timed, imported or written down."""
    own = mentorship.kinds.get(kind)
    if own is not None:
        return InForce(own, "kind")
    return InForce(mentorship.agreement, "charter" if mentorship.agreement is not None else "")


def for_moment(session: Session) -> InForce:
    """What counts now: the item under way first, then what the session began with."""
    current = session.current_item
    if current is not None and current.item.agreement is not None:
        return InForce(current.item.agreement, "item")
    return begun_with(session)


def begun_with(session: Session) -> InForce:
    """What counts where no item has shares of its own."""
    agreement = session.started.agreement
    return InForce(agreement, session.started.agreed_by if agreement is not None else "")


def of_stored(stored: FinishedSession) -> InForce:
    """What counted in a session that is over, its items aside."""
    return InForce(stored.agreement, stored.agreed_by if stored.agreement is not None else "")


def against(stored: FinishedSession, ratio: str) -> str:
    """Beside what the shares of a session stand, `ratio` of people in order: `agreed 40 : 60 in the charter and for 1 item`,
    `nothing agreed, beside equal 50 : 50`."""
    found, own = of_stored(stored), len(own_items(stored))
    items = f"for {counted(own, 'item')}" if own else ""
    if found.agreement is None or not found.by:
        return f"{NOTHING} but {items}, beside {ratio}" if own else f"{NOTHING}, beside equal {ratio}"
    return f"agreed {ratio} {PLACES[found.by]}" + (f" and {items}" if own else "")


def and_for_items(session: Session, parts: Iterable[Slice]) -> str:
    """`and for 1 item`: of those `parts` that had shares of their own and some talk; empty where none had."""
    talked = {part.item for part in parts if part.floor.holders}
    own = sum(facts.item.agreement is not None and facts.item.id in talked for facts in session.items)
    return f"and for {counted(own, 'item')}" if own else ""


def own_items(stored: FinishedSession) -> tuple[str, ...]:
    """The titles of items that had shares of their own and some talk: the agreed shares of the session hold them too."""
    return tuple(item.title for item in stored.items if item.agreement is not None and any(item.floor.values()))
