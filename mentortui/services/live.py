"""A live session: keys and taps come in as verbs, events go out to the log, the facts are those of all events so far."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.figures import Figuring
from mentortui.core.prompt_rules import USUAL, Rules
from mentortui.core.questions import NO_QUESTIONS, Bank
from mentortui.core.session import Session
from mentortui.core.watch import decision
from mentortui.core.words import happened
from mentortui.services.clock import Clock
from mentortui.services.goal_names import BothNames
from mentortui.services.live_agenda import LiveAgenda
from mentortui.services.live_captures import LiveCaptures
from mentortui.services.live_course import Beat, Course
from mentortui.services.live_floor import LiveFloor
from mentortui.services.live_prompts import LivePrompts
from mentortui.services.moments import moment_typed
from mentortui.services.writer import Saved, Writer

if TYPE_CHECKING:
    from mentortui.services.live_hearing import LiveHearing


class LiveSession:
    """What the screens and the inbox drive, by its parts: the floor, the agenda, captures, prompts; what is of the whole stands
    here. Every verb shows its effect at once, and raises Refused when it has none."""

    def __init__(
        self,
        events: Iterable[e.AnyEvent | e.Unknown],
        writer: Writer,
        clock: Clock,
        new_id: Callable[[], str],
        *,
        at: int = 0,
        goals: Callable[[], BothNames] = lambda: ((), ()),
        slug: str = "",
        beat: Callable[[Beat], None] = lambda beat: None,
        rules: Rules = USUAL,
        bank: Bank = NO_QUESTIONS,
    ) -> None:
        """`events`: those already in the log, SessionStarted first; `at`: the session clock now; `beat`: told once a second;
        `rules`: when a prompt comes; `bank`: open questions; `goals`: their names as they are now, and the user's own."""
        self.clock = clock
        self.writer = writer
        self.slug = slug
        self.whose = ""
        """Who else runs this session, where it is only watched here."""
        self.gone = False
        """A watched session that is no longer there."""
        self.changed: Callable[[], None] = lambda: None
        """Called after each event; the screen that shows this session sets it."""
        self.busy: Callable[[], bool] = lambda: False
        """Whether something is typed or asked, so that no prompt may come; set by the screen too."""
        self.hearing: LiveHearing | None = None
        """By which it is heard who speaks, on or off; None: it is only watched here, or nobody looks at it."""
        self.doubts: Callable[[int], tuple[str, ...]] = lambda wall: ()
        """What to look at again about a next session at that moment, UTC microseconds; set by whoever knows the mentorship."""
        self._course = Course(
            events,
            writer,
            clock,
            new_id,
            at=at,
            beat=beat,
            closed=lambda: self.not_ours if self.whose else "",
            changed=lambda: self.changed(),
        )
        self.floor = LiveFloor(self._course)
        self.agenda = LiveAgenda(self._course)
        self.captures = LiveCaptures(self._course, goals)
        self.prompts = LivePrompts(self._course, rules, bank)
        self._figuring = Figuring()

    # what is

    @property
    def events(self) -> list[e.AnyEvent | e.Unknown]:
        """All so far, SessionStarted first."""
        return self._course.events

    @property
    def session(self) -> Session:
        """The facts that follow from them."""
        return self._course.session

    @property
    def not_ours(self) -> str:
        """Why nothing can be changed here, while it is only watched."""
        return f"Watching only: {self.whose} runs this session. q leaves."

    @property
    def saved(self) -> Saved:
        """How much is on disk."""
        return self.writer.saved

    @property
    def now(self) -> int:
        """The session clock, microseconds since the session began."""
        return self._course.now

    @property
    def today(self) -> date:
        """The day it is for whoever is at the keys."""
        return self._course.today

    def local(self, wall: int) -> datetime:
        """UTC microseconds as the time of whoever is at the keys."""
        return self._course.local(wall)

    def wall(self, at: int) -> int:
        """A moment of the session clock as the clock on the wall has it now (UTC microseconds), were it set meanwhile or not."""
        return self.clock.wall() - self.now + at

    @property
    def my_zone(self) -> str:
        """The zone of whoever is at the keys."""
        return self._course.my_zone

    @property
    def their_zone(self) -> str:
        """The zone of the first other person."""
        others = [person for person in self.session.people if person.id != self.session.me]
        return others[0].zone if others else self.my_zone

    @property
    def figures(self) -> Figuring:
        """Every figure of speaking time, of the session as it is now: what a new key costs is a step, not the whole session."""
        return self._figuring.follow(self.session)

    def whole(self) -> m.Span:
        """The sums of the session so far."""
        return self.figures.span(self.now)

    def last_ten_minutes(self) -> m.Span:
        """The sums of the last ten minutes of active time."""
        return self.figures.window_span(self.now)

    def turns(self) -> dict[str, m.Turns]:
        """Everybody's turns so far."""
        return self.figures.turns(self.now)

    # people

    def arrive_or_leave(self, person: str) -> e.AnyEvent:
        """Someone leaves, or is here again."""
        return self._course.do(c.arrive_or_leave, person)

    def add_guest(self, name: str) -> e.AnyEvent:
        """A guest with a name, on the lowest free number."""
        return self._course.do(c.add_guest, name, f"guest-{self._course.new_id()}")

    def name(self, person: str, name: str) -> e.AnyEvent:
        """What to call someone."""
        return self._course.do(c.name_person, person, name)

    # what both say of it

    def confirm_understanding(self, restated: str) -> e.AnyEvent:
        """Someone said it back, the other agreed."""
        current = self.session.current_item
        about = current.item.title if current else ""
        return self._course.do(c.confirm_understanding, restated, about)

    def agree_next(self, words: str) -> e.AnyEvent:
        """The next session: `thu 15:00`, my time; empty takes the date back."""
        return self._course.do(c.agree_next, self.read_moment(words) if words.strip() else None)

    def read_moment(self, words: str) -> int:
        """UTC microseconds of a day and time as typed, in my zone. Raises Refused."""
        return moment_typed(words, self.today, self.my_zone)

    def show_figures(self) -> e.AnyEvent:
        """Shown if hidden, hidden if shown."""
        return self._course.do(c.show_figures)

    def note_closing(self, text: str) -> e.AnyEvent:
        """The note that closes the summary."""
        return self._course.do(c.note_closing, text)

    def enter_shares(self, shares: dict[str, float]) -> e.AnyEvent:
        """For what nobody is sure of, by person, once it is finished; none: it is unsure again."""
        return self._course.do(c.enter_shares, shares)

    # the whole

    def hear(self, hearing: "LiveHearing") -> None:
        """It is heard from now on, where that is switched on; what was heard is told before a pause and before the end."""
        self.hearing = hearing
        self._course.hush = hearing.hush

    def finish(self, at_last_sign: bool = False) -> e.AnyEvent:
        """Now, or when the last key was pressed."""
        self._course.hush()
        return self._course.do(c.finish, at_last_sign)

    def unfinish(self) -> None:
        """The session is not over after all; what the machine slept meanwhile is a gap."""
        self._course.keep(c.unfinish(self.session, self._course.stamp()))
        self._course.notice_gap()
        self.beat()

    def go_back_in(self) -> None:
        """Back into a finished session. The time since it ended is a gap: nobody is given it without being asked about."""
        ended = self.session.ended_at
        self._course.keep(c.unfinish(self.session, self._course.stamp()))
        self._course.away_since(ended)
        self.beat()

    def undo(self) -> str:
        """Takes back the last thing keyed, and says what that was."""
        self._course.notice_gap()
        ended = self.session.ended_at if self.session.finished else None
        event = c.undo(self.session, self._course.stamp())
        said = self._said_of("Undone", event)
        if ended is not None and not self.session.finished:
            self._course.away_since(ended)
        return said

    def redo(self) -> str:
        """Does it again, and says what."""
        self._course.notice_gap()
        event = c.redo(self.session, self._course.stamp())
        return self._said_of("Done again", event)

    def said(self, event: e.AnyEvent) -> str:
        """What an event of this session is called."""
        return happened(event, self.session)

    def said_last(self) -> str:
        """What happened last, in words."""
        return happened(next(x for x in reversed(self.events) if not isinstance(x, e.Unknown)), self.session)

    # time

    def tick(self) -> bool:
        """Once a second or so: finds gaps, asks what is due. True when something happened."""
        gap = self._course.notice_gap()
        self.beat()
        if gap:
            return True
        if self.session.finished:
            return False
        due = decision(self.session, self._course.stamp(e.PROGRAM))
        if due is not None:
            self._course.keep(due)
        prompted = self.prompts.decide(busy=due is not None or self.busy())
        return due is not None or prompted

    def beat(self) -> None:
        """Says, outside this program too, that it is there."""
        self._course.beat()

    def went_on(self, began: int, boot_id: str) -> None:
        """This program goes on with a session that another left at `began`."""
        self._course.went_on(began, boot_id)

    def replay(self, events: Iterable[e.AnyEvent | e.Unknown], at: int) -> None:
        """The session as these events have it, its clock at `at`."""
        self._course.replay(events, at)

    def close(self, timeout: float = 5.0) -> bool:
        """Everything on disk; False when the disk refuses."""
        return self.writer.close(timeout)

    def _said_of(self, prefix: str, event: e.AnyEvent) -> str:
        assert isinstance(event, e.Undone | e.Redone)
        named = next(found for found in self.events if not isinstance(found, e.Unknown) and found.id == event.event)
        words = happened(named, self.session)
        self._course.keep(event)
        return f"{prefix}: {words}"
