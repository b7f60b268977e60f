"""The floor of a live session: who has it, since when, and whose a gap was."""

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core.begin import parse_began
from mentortui.core.commands import Refused
from mentortui.core.commands_heard import change_hearing, hear_floor
from mentortui.core.dates import Unreadable
from mentortui.core.heads import moment
from mentortui.core.hearing_values import Channel, HeardChange
from mentortui.core.words import happened
from mentortui.services.live_course import Course


class LiveFloor:
    """The one place where the floor is given to somebody: a verb for each way to know who speaks: keys, taps, hearing.
    Whatever notices it by other means gets a verb here too: called on the interface's thread, it sees what a key said last before
    it says anything itself, and its event names its `source`."""

    def __init__(self, course: Course) -> None:
        self._course = course
        self._pressed: tuple[int, int] | None = None

    def press(self, key: int) -> e.AnyEvent:
        """A number key, 1..9, or 0 for nobody. An unused one, pressed again within 3 s, starts a guest."""
        course, now = self._course, self._course.now
        if key and c.on_key(course.session, key) is None and not course.session.finished:
            pressed, self._pressed = self._pressed, (key, now)
            if pressed is not None and pressed[0] == key and now - pressed[1] <= c.GUEST_WITHIN:
                self._pressed = None
                course.notice_gap()
                join, take = c.start_guest(course.session, key, pressed[1], course.stamp(), course.stamp())
                course.keep(join)
                return course.keep(take)
        return course.do(c.give_to_key, key)

    def other(self) -> e.AnyEvent:
        """With two people: the one who has not the floor gets it."""
        return self._course.do(c.give_to_other)

    @property
    def two_here(self) -> bool:
        """Whether `other` says enough."""
        return c.can_choose_other(self._course.session)

    def several(self) -> e.AnyEvent:
        """Both, or several at once, not said who."""
        return self._course.do(c.give_to_several)

    def pause(self) -> e.AnyEvent:
        """Pause, or resume."""
        self._course.hush()
        return self._course.do(c.pause_or_resume)

    # what is heard

    def hear(self, change: HeardChange) -> e.AnyEvent | None:
        """Somebody is heard, since a moment of the clock that counts across sleep. None: that says nothing new."""
        course = self._course
        course.notice_gap()
        heard = msgspec.structs.replace(change, began=course.at(change.began))
        event = hear_floor(course.session, heard, course.stamp(e.PROGRAM))
        return None if event is None else course.keep(event)

    def hearing(self, channels: Sequence[Channel], began: int, why: Literal["", "off", "trouble"] = "") -> e.AnyEvent | None:
        """From `began` on, of the clock that counts across sleep, these channels are heard. None: they were already."""
        course = self._course
        course.notice_gap()
        event = change_hearing(course.session, channels, course.at(began), why, course.stamp(e.PROGRAM))
        return None if event is None else course.keep(event)

    # since when

    @property
    def since_when(self) -> bool:
        """The last key answered "Still Ada?" with another person's number: since when do they speak?"""
        return self._course.since_when

    def nudge(self, seconds: int) -> e.AnyEvent:
        """The last change of floor was so much later."""
        return self._course.do(c.nudge, seconds)

    def began(self, words: str) -> e.AnyEvent:
        """The last change of floor was at `-90`, `-1:30`, `12:40` or `@14:03`."""
        return self._course.do(c.begin_at, self.read_began(words))

    def read_began(self, words: str) -> int:
        """The moment of the session clock that the words name. Raises Refused."""
        try:
            return parse_began(words, self._course.now, moment(self._course.clock.wall()), self._course.my_zone)
        except Unreadable as error:
            raise Refused(str(error)) from error

    def what_moves(self, words: str) -> tuple[str, int, int]:
        """For the preview of `began`: whose turn, active time at which it begins now and would begin."""
        return c.what_moves(self._course.session, self.read_began(words))

    def turns_given_way(self, words: str) -> int:
        """How many turns would give way to the last change of floor, began it when the words say."""
        return c.turns_given_way(self._course.session, self.read_began(words))

    # what was put right

    def answer_gap(self, gap: str, key: int | None) -> e.AnyEvent:
        """Whose the gap was: a number key, 0 nobody's, None not counted."""
        holders: tuple[str, ...] = ()
        if key:
            person = c.on_key(self._course.session, key)
            if person is None:
                raise Refused(f"Nobody is on {key}.")
            holders = (person.id,)
        return self._course.do(c.answer_gap, gap, holders, key is not None)

    def mend(self, command: Callable[..., e.AnyEvent], *given: object) -> e.AnyEvent:
        """A command of `core/mend.py`, by which the floor of some time ago is put right."""
        return self._course.do(command, *given)

    @property
    def said(self) -> str:
        """What the last floor key did, where the bars do not show it: still speaking, resumed; else nothing."""
        last = next(x for x in reversed(self._course.events) if not isinstance(x, e.Unknown))
        return happened(last, self._course.session) if isinstance(last, e.FloorConfirmed) else ""
