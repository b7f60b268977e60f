"""What is caught in a live session: typed in one line, understood, kept, and worded anew."""

from collections.abc import Callable

import msgspec

from mentortui.core import capture as grammar
from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core.capture import Capture, Reader, Understood
from mentortui.core.charter_said import as_answer
from mentortui.core.feedback import beside_the_line
from mentortui.core.kinds import folded
from mentortui.services.goal_names import BothNames
from mentortui.services.live_course import Course


class LiveCaptures:
    """The capture line and what came of it. `goals`: the names a line may mean now, and those only the user knows of; asked with
    each sign, so it waits for no disk."""

    def __init__(self, course: Course, goals: Callable[[], BothNames]) -> None:
        self._course = course
        self._goals = goals

    def reader(self) -> Reader:
        """What the capture line needs to know."""
        session = self._course.session
        people = tuple((person.id, person.name) for person in session.people)
        shared = (facts.capture for facts in session.captures if facts.capture.kind != "private")
        named = {capture.goal for capture in shared if capture.goal}
        known, own = self._goals()
        hidden = {folded(name) for name in own}  # one may have become private after the session named it
        goals = (*known, *sorted(name for name in named - set(known) if folded(name) not in hidden))
        return Reader(me=session.me, people=people, goals=goals, own_goals=own, today=self._course.today)

    def understand(self, line: str, literal: bool = False) -> Understood:
        """What the capture line means, without keeping it."""
        return grammar.understand(line, self.reader(), literal)

    def preview(self, line: str, literal: bool = False) -> str:
        """What was understood, and who gets it."""
        understood = self.understand(line, literal)
        answers = as_answer(understood.capture, self._course.session, self._course.today)[1]
        said = grammar.preview(understood, self.reader())
        return f"{answers} · {said}" if answers else said

    def complete(self, line: str, cursor: int) -> tuple[str, int]:
        """The line with the `@name` or `#goal` before the cursor completed."""
        return grammar.complete(line, cursor, self.reader())

    def line_of(self, capture: Capture) -> str:
        """A capture as one types it."""
        return grammar.line_of(capture, self.reader())

    def catch(self, line: str, literal: bool = False) -> e.AnyEvent:
        """Caught now. `literal`: signs are not read."""
        found = msgspec.structs.replace(grammar.caught(line, self.reader(), literal), id=self._course.new_id())
        return self.keep(as_answer(found, self._course.session, self._course.today)[0])

    def keep(self, capture: Capture) -> e.AnyEvent:
        """Caught now, understood already: from a form."""
        return self._course.do(c.record, capture)

    def take_away(self, person: str, text: str) -> e.AnyEvent:
        """A takeaway of that person, in their words."""
        found = grammar.caught(f"= {text}", self.reader())
        return self.keep(msgspec.structs.replace(found, id=self._course.new_id(), who=person))

    def edit(self, capture: Capture) -> e.AnyEvent:
        """It reads differently."""
        return self._course.do(c.edit_capture, capture)

    def reword(self, capture: str, line: str, literal: bool = False) -> e.AnyEvent:
        """One typed anew; what a line cannot say of it stays."""
        found = msgspec.structs.replace(grammar.caught(line, self.reader(), literal), id=capture)
        old = next((facts.capture for facts in self._course.session.captures if facts.capture.id == capture), found)
        return self.edit(beside_the_line(old, found))

    def remove(self, capture: str) -> e.AnyEvent:
        """Gone; undo brings it back."""
        return self._course.do(c.remove_capture, capture)
