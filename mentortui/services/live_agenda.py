"""The agenda of a live session: which item is under way, what is left of it, and when the call must end."""

from typing import Literal

import msgspec

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core.agenda import Plan, plan
from mentortui.core.commands import Refused
from mentortui.core.sharing import parse_sharing
from mentortui.core.until import parse_until
from mentortui.services.live_course import Course


class LiveAgenda:
    """Re-planning is one verb a wish; undo takes each back."""

    def __init__(self, course: Course) -> None:
        self._course = course

    def plan(self) -> Plan:
        """The agenda now, its times as the clock on the wall has them."""
        return plan(self._course.session, self._course.now, self._course.clock.wall())

    def go_on(self, leaving: Literal["finished", "open"] = "finished") -> e.AnyEvent:
        """The next item; this one finished or left open."""
        return self._course.do(c.go_on, leaving)

    def go_back(self) -> e.AnyEvent:
        """The item before."""
        return self._course.do(c.go_back)

    def go_to(self, item: str) -> e.AnyEvent:
        """That item."""
        return self._course.do(c.go_to, item)

    def go_to_last(self) -> e.AnyEvent:
        """The last item: takeaways and the next date."""
        return self._course.do(c.go_to_last)

    def more_minutes(self, minutes: int) -> e.AnyEvent:
        """For the current item."""
        return self._course.do(c.change_minutes, minutes)

    def start_topic(self, title: str) -> e.AnyEvent:
        """An unplanned one, now."""
        return self._course.do(c.start_topic, title, self._course.new_id())

    def add(self, title: str, minutes: int | None, owner: str = "", before: str = "") -> e.AnyEvent:
        """An item into the agenda."""
        item = e.Item(id=self._course.new_id(), title=title, minutes=minutes, owner=owner)
        return self._course.do(c.add_item, item, before)

    def edit(self, item: e.Item) -> e.AnyEvent:
        """It reads differently, or takes longer."""
        return self._course.do(c.edit_item, item)

    def share(self, item: e.Item, words: str) -> e.AnyEvent:
        """How talk is shared in that item alone, `20/80`; empty: as in the session. Raises Refused."""
        agreement, shown = parse_sharing(words, self._course.session.people)
        if not shown:
            raise Refused("Figures are hidden by h, for the session: say 20/80 or equal, or leave it empty.")
        return self.edit(msgspec.structs.replace(item, agreement=agreement))

    def move(self, item: str, by: int) -> e.AnyEvent:
        """Down so many places."""
        return self._course.do(c.move_item, item, by)

    def finish_or_reopen(self, item: str) -> e.AnyEvent:
        """Done, or not done after all."""
        return self._course.do(c.reopen_item, item)

    def remove(self, item: str) -> e.AnyEvent:
        """Out of the agenda."""
        return self._course.do(c.remove_item, item)

    def set_end(self, words: str) -> e.AnyEvent:
        """The call must end at `15:45`, my time: the coming one, also over midnight; empty: it need not."""
        return self._course.do(c.set_end, parse_until(words, self._course.clock.wall(), self._course.my_zone))
