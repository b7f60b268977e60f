"""A live session: keys and taps come in as verbs, events go out to the log, the facts are those of all events so far."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Literal

import msgspec

from mentortui.core import capture as grammar
from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core.agenda import Plan, plan
from mentortui.core.begin import parse_began
from mentortui.core.capture import Capture, Reader, Understood
from mentortui.core.charter_said import as_answer
from mentortui.core.commands import Refused, Stamp
from mentortui.core.dates import Unreadable
from mentortui.core.feedback import beside_the_line
from mentortui.core.figures import Figuring
from mentortui.core.fold import Growing
from mentortui.core.heads import local, moment
from mentortui.core.prompt_rules import USUAL, Rules
from mentortui.core.prompt_words import prompt_lines, question_room, wants_question
from mentortui.core.prompts import Coach, Decision, prompted, standing
from mentortui.core.questions import NO_QUESTIONS, Bank, Question, choose, invitation
from mentortui.core.session import Session
from mentortui.core.sharing import parse_sharing
from mentortui.core.until import parse_until
from mentortui.core.watch import GAP, decision, gap_between
from mentortui.core.why import Why
from mentortui.core.why_prompt import why_prompts
from mentortui.core.words import happened
from mentortui.services.clock import Clock
from mentortui.services.moments import moment_typed
from mentortui.services.writer import Saved, Writer
from mentortui.store.log import tell

FIRST_FOR = 120_000_000
"""Microseconds of active time at the beginning of a session in which what comes first is asked by itself."""


class Beat(msgspec.Struct, frozen=True):
    """A moment in which the program was known to be there; microseconds."""

    at: int
    boot: int
    monotonic: int
    wall: int


class LiveSession:
    """What the screens and the inbox drive. Every verb shows its effect at once, and raises Refused when it has none."""

    def __init__(
        self,
        events: Iterable[e.AnyEvent | e.Unknown],
        writer: Writer,
        clock: Clock,
        new_id: Callable[[], str],
        *,
        at: int = 0,
        goals: tuple[str, ...] = (),
        own_goals: tuple[str, ...] = (),
        slug: str = "",
        beat: Callable[[Beat], None] = lambda beat: None,
        rules: Rules = USUAL,
        bank: Bank = NO_QUESTIONS,
    ) -> None:
        """`events`: those already in the log, SessionStarted first; `at`: the session clock now; `beat`: told once a second;
        `rules`: when a prompt comes; `bank`: open questions."""
        self.events = list(events)
        self.clock = clock
        self.writer = writer
        self.goals = goals
        self.own_goals = own_goals
        self.slug = slug
        self.whose = ""
        """Who else runs this session, where it is only watched here."""
        self.since_when = False
        """The last key answered "Still Ada?" with another person's number: since when do they speak?"""
        self.gone = False
        """A watched session that is no longer there."""
        self._new_id = new_id
        self._origin = (at, clock.boot())
        self._beat = beat
        self._last = self._now_beat()
        self._pressed: tuple[int, int] | None = None
        self.changed: Callable[[], None] = lambda: None
        """Called after each event; the screen that shows this session sets it."""
        self.busy: Callable[[], bool] = lambda: False
        """Whether something is typed or asked, so that no prompt may come; set by the screen too."""
        self.doubts: Callable[[int], tuple[str, ...]] = lambda wall: ()
        """What to look at again about a next session at that moment, UTC microseconds; set by whoever knows the mentorship."""
        self.first_questions: tuple[Question, ...] = ()
        """Asked before those of the bank: of roadblocks without a proposal; set by whoever knows them."""
        self._first_is_away = False
        self._figuring = Figuring()
        self._coach = Coach(rules)
        self._bank = bank
        self._asked_so_far: list[str] = []
        self._facts = Growing(self.events)
        self.session: Session = self._facts.session

    # what is

    @property
    def not_ours(self) -> str:
        """Why nothing can be changed here, while it is only watched."""
        return f"Watching only: {self.whose} runs this session. q leaves."

    @property
    def now(self) -> int:
        """The session clock, microseconds since the session began."""
        return self._at(self.clock.boot())

    @property
    def saved(self) -> Saved:
        """How much is on disk."""
        return self.writer.saved

    @property
    def today(self) -> date:
        """The day it is for whoever is at the keys."""
        return self.local(self.clock.wall()).date()

    def local(self, wall: int) -> datetime:
        """UTC microseconds as the time of whoever is at the keys."""
        return local(wall, self.my_zone)

    def wall(self, at: int) -> int:
        """A moment of the session clock as the clock on the wall has it now (UTC microseconds), were it set meanwhile or not."""
        return self.clock.wall() - self.now + at

    @property
    def my_zone(self) -> str:
        """The zone of whoever is at the keys."""
        me = self.session.person(self.session.me)
        return me.zone if me else "UTC"

    @property
    def their_zone(self) -> str:
        """The zone of the first other person."""
        others = [person for person in self.session.people if person.id != self.session.me]
        return others[0].zone if others else self.my_zone

    def plan(self) -> Plan:
        """The agenda now, its times as the clock on the wall has them."""
        return plan(self.session, self.now, self.clock.wall())

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

    def reader(self) -> Reader:
        """What the capture line needs to know."""
        people = tuple((person.id, person.name) for person in self.session.people)
        shared = (facts.capture for facts in self.session.captures if facts.capture.kind != "private")
        named = {capture.goal for capture in shared if capture.goal}
        goals = (*self.goals, *sorted(named - set(self.goals)))
        own = tuple(name for name in self.own_goals if name not in named)
        return Reader(me=self.session.me, people=people, goals=goals, own_goals=own, today=self.today)

    # the floor

    def press(self, key: int) -> e.AnyEvent:
        """A number key, 1..9, or 0 for nobody. An unused one, pressed again within 3 s, starts a guest."""
        now = self.now
        if key and c.on_key(self.session, key) is None and not self.session.finished:
            pressed, self._pressed = self._pressed, (key, now)
            if pressed is not None and pressed[0] == key and now - pressed[1] <= c.GUEST_WITHIN:
                self._pressed = None
                self._notice_gap()
                join, take = c.start_guest(self.session, key, pressed[1], self._stamp(), self._stamp())
                self._keep(join)
                return self._keep(take)
        return self._do(c.give_to_key, key)

    def other(self) -> e.AnyEvent:
        """With two people: the one who has not the floor gets it."""
        return self._do(c.give_to_other)

    @property
    def two_here(self) -> bool:
        """Whether `other` says enough."""
        return c.can_choose_other(self.session)

    def several(self) -> e.AnyEvent:
        """Both, or several at once, not said who."""
        return self._do(c.give_to_several)

    def pause(self) -> e.AnyEvent:
        """Pause, or resume."""
        return self._do(c.pause_or_resume)

    def nudge(self, seconds: int) -> e.AnyEvent:
        """The last change of floor was so much later."""
        return self._do(c.nudge, seconds)

    def began(self, words: str) -> e.AnyEvent:
        """The last change of floor was at `-90`, `-1:30`, `12:40` or `@14:03`."""
        return self._do(c.begin_at, self.read_began(words))

    def read_began(self, words: str) -> int:
        """The moment of the session clock that the words name. Raises Refused."""
        try:
            return parse_began(words, self.now, moment(self.clock.wall()), self.my_zone)
        except Unreadable as error:
            raise Refused(str(error)) from error

    def what_moves(self, words: str) -> tuple[str, int, int]:
        """For the preview of `began`: whose turn, active time at which it begins now and would begin."""
        return c.what_moves(self.session, self.read_began(words))

    def turns_given_way(self, words: str) -> int:
        """How many turns would give way to the last change of floor, began it when the words say."""
        return c.turns_given_way(self.session, self.read_began(words))

    def answer_gap(self, gap: str, key: int | None) -> e.AnyEvent:
        """Whose the gap was: a number key, 0 nobody's, None not counted."""
        holders: tuple[str, ...] = ()
        if key:
            person = c.on_key(self.session, key)
            if person is None:
                raise Refused(f"Nobody is on {key}.")
            holders = (person.id,)
        return self._do(c.answer_gap, gap, holders, key is not None)

    def mend(self, command: Callable[..., e.AnyEvent], *given: object) -> e.AnyEvent:
        """A command of `core/mend.py`, by which the floor of some time ago is put right."""
        return self._do(command, *given)

    # people

    def arrive_or_leave(self, person: str) -> e.AnyEvent:
        """Someone leaves, or is here again."""
        return self._do(c.arrive_or_leave, person)

    def add_guest(self, name: str) -> e.AnyEvent:
        """A guest with a name, on the lowest free number."""
        return self._do(c.add_guest, name, f"guest-{self._new_id()}")

    def name(self, person: str, name: str) -> e.AnyEvent:
        """What to call someone."""
        return self._do(c.name_person, person, name)

    # the agenda

    def go_on(self, leaving: Literal["finished", "open"] = "finished") -> e.AnyEvent:
        """The next item; this one finished or left open."""
        return self._do(c.go_on, leaving)

    def go_back(self) -> e.AnyEvent:
        """The item before."""
        return self._do(c.go_back)

    def go_to(self, item: str) -> e.AnyEvent:
        """That item."""
        return self._do(c.go_to, item)

    def go_to_last(self) -> e.AnyEvent:
        """The last item: takeaways and the next date."""
        return self._do(c.go_to_last)

    def more_minutes(self, minutes: int) -> e.AnyEvent:
        """For the current item."""
        return self._do(c.change_minutes, minutes)

    def start_topic(self, title: str) -> e.AnyEvent:
        """An unplanned one, now."""
        return self._do(c.start_topic, title, self._new_id())

    def add_item(self, title: str, minutes: int | None, owner: str = "", before: str = "") -> e.AnyEvent:
        """Into the agenda."""
        item = e.Item(id=self._new_id(), title=title, minutes=minutes, owner=owner)
        return self._do(c.add_item, item, before)

    def edit_item(self, item: e.Item) -> e.AnyEvent:
        """Reads differently, or takes longer."""
        return self._do(c.edit_item, item)

    def share_item(self, item: e.Item, words: str) -> e.AnyEvent:
        """How talk is shared in that item alone, `20/80`; empty: as in the session. Raises Refused."""
        agreement, shown = parse_sharing(words, self.session.people)
        if not shown:
            raise Refused("Figures are hidden by h, for the session: say 20/80 or equal, or leave it empty.")
        return self.edit_item(msgspec.structs.replace(item, agreement=agreement))

    def move_item(self, item: str, by: int) -> e.AnyEvent:
        """Down so many places."""
        return self._do(c.move_item, item, by)

    def finish_or_reopen(self, item: str) -> e.AnyEvent:
        """Done, or not done after all."""
        return self._do(c.reopen_item, item)

    def remove_item(self, item: str) -> e.AnyEvent:
        """Out of the agenda."""
        return self._do(c.remove_item, item)

    def set_end(self, words: str) -> e.AnyEvent:
        """The call must end at `15:45`, my time: the coming one, also over midnight; empty: it need not."""
        return self._do(c.set_end, parse_until(words, self.clock.wall(), self.my_zone))

    # what is said

    def understand(self, line: str, literal: bool = False) -> Understood:
        """What the capture line means, without keeping it."""
        return grammar.understand(line, self.reader(), literal)

    def preview(self, line: str, literal: bool = False) -> str:
        """What was understood, and who gets it."""
        understood = self.understand(line, literal)
        answers = as_answer(understood.capture, self.session, self.today)[1]
        said = grammar.preview(understood, self.reader())
        return f"{answers} · {said}" if answers else said

    def complete(self, line: str, cursor: int) -> tuple[str, int]:
        """The line with the `@name` or `#goal` before the cursor completed."""
        return grammar.complete(line, cursor, self.reader())

    def capture(self, line: str, literal: bool = False) -> e.AnyEvent:
        """Caught now. `literal`: signs are not read."""
        found = msgspec.structs.replace(grammar.caught(line, self.reader(), literal), id=self._new_id())
        return self._do(c.record, as_answer(found, self.session, self.today)[0])

    def edit_capture(self, capture: Capture) -> e.AnyEvent:
        """Reads differently."""
        return self._do(c.edit_capture, capture)

    def reword(self, capture: str, line: str, literal: bool = False) -> e.AnyEvent:
        """A capture typed anew; what a line cannot say of it stays."""
        found = msgspec.structs.replace(grammar.caught(line, self.reader(), literal), id=capture)
        old = next((facts.capture for facts in self.session.captures if facts.capture.id == capture), found)
        return self.edit_capture(beside_the_line(old, found))

    def keep(self, capture: Capture) -> e.AnyEvent:
        """Caught now, understood already: from a form."""
        return self._do(c.record, capture)

    def line_of(self, capture: Capture) -> str:
        """A capture as one types it."""
        return grammar.line_of(capture, self.reader())

    def remove_capture(self, capture: str) -> e.AnyEvent:
        """Gone; undo brings it back."""
        return self._do(c.remove_capture, capture)

    def take_away(self, person: str, text: str) -> e.AnyEvent:
        """A takeaway of that person, in their words."""
        found = grammar.caught(f"= {text}", self.reader())
        return self._do(c.record, msgspec.structs.replace(found, id=self._new_id(), who=person))

    def confirm_understanding(self, restated: str) -> e.AnyEvent:
        """Someone said it back, the other agreed."""
        current = self.session.current_item
        about = current.item.title if current else ""
        return self._do(c.confirm_understanding, restated, about)

    def agree_next(self, words: str) -> e.AnyEvent:
        """The next session: `thu 15:00`, my time; empty takes the date back."""
        return self._do(c.agree_next, self.read_moment(words) if words.strip() else None)

    def read_moment(self, words: str) -> int:
        """UTC microseconds of a day and time as typed, in my zone. Raises Refused."""
        return moment_typed(words, self.today, self.my_zone)

    def show_figures(self) -> e.AnyEvent:
        """Shown if hidden, hidden if shown."""
        return self._do(c.show_figures)

    def silence(self) -> e.AnyEvent:
        """No more prompts and questions in this session, or again."""
        return self._do(c.silence)

    def note_closing(self, text: str) -> e.AnyEvent:
        """The note that closes the summary."""
        return self._do(c.note_closing, text)

    def enter_shares(self, shares: dict[str, float]) -> e.AnyEvent:
        """For what nobody is sure of, by person, once it is finished; none: it is unsure again."""
        return self._do(c.enter_shares, shares)

    # the whole

    def finish(self, at_last_sign: bool = False) -> e.AnyEvent:
        """Now, or when the last key was pressed."""
        return self._do(c.finish, at_last_sign)

    def unfinish(self) -> None:
        """The session is not over after all; what the machine slept meanwhile is a gap."""
        self._keep(c.unfinish(self.session, self._stamp()))
        self._notice_gap()
        self.beat()

    def go_back_in(self) -> None:
        """Back into a finished session. The time since it ended is a gap: nobody is given it without being asked about."""
        ended = self.session.ended_at
        self._keep(c.unfinish(self.session, self._stamp()))
        self._away_since(ended)
        self.beat()

    def undo(self) -> str:
        """Takes back the last thing keyed, and says what that was."""
        self._notice_gap()
        ended = self.session.ended_at if self.session.finished else None
        event = c.undo(self.session, self._stamp())
        said = self._said_of("Undone", event)
        if ended is not None and not self.session.finished:
            self._away_since(ended)
        return said

    def redo(self) -> str:
        """Does it again, and says what."""
        self._notice_gap()
        event = c.redo(self.session, self._stamp())
        return self._said_of("Done again", event)

    def said(self, event: e.AnyEvent) -> str:
        """What an event of this session is called."""
        return happened(event, self.session)

    def said_last(self) -> str:
        """What happened last, in words."""
        return happened(next(x for x in reversed(self.events) if not isinstance(x, e.Unknown)), self.session)

    @property
    def said_floor(self) -> str:
        """What the last floor key did, where the bars do not show it: still speaking, resumed; else nothing."""
        last = next(x for x in reversed(self.events) if not isinstance(x, e.Unknown))
        return happened(last, self.session) if isinstance(last, e.FloorConfirmed) else ""

    # time

    def tick(self) -> bool:
        """Once a second or so: finds gaps, asks what is due. True when something happened."""
        gap = self._notice_gap()
        self.beat()
        if gap:
            return True
        if self.session.finished:
            return False
        due = decision(self.session, self._stamp(e.PROGRAM))
        if due is not None:
            self._keep(due)
        found = self._coach.decisions(self.session, self.now, busy=due is not None or self.busy())
        for one in found:
            self._keep(self._prompted(one))
        return due is not None or bool(found)

    # prompts and questions

    @property
    def prompt(self) -> tuple[str, ...]:
        """The prompt that is to be seen now, and shorter ways to say it, longest first; empty: none."""
        facts = standing(self.session, self.now, self._coach.rules)
        return prompt_lines(facts.shown, self.session) if facts is not None else ()

    def send_prompt_away(self) -> e.AnyEvent:
        """The prompt that is to be seen goes; another comes in 20 minutes at the earliest. Refused where none stands."""
        return self._do(c.send_prompt_away, self._coach.rules)

    @property
    def first_question(self) -> str:
        """What is asked in the first two minutes of the session; empty: nothing, or it was sent away."""
        quiet = self._first_is_away or self.session.silenced or self.session.finished
        if quiet or not self.first_questions or self.session.active(self.now) >= FIRST_FOR:
            return ""
        return self.first_questions[0].text

    def send_first_question_away(self) -> None:
        """It goes, and is not shown by itself again; `another_question` still has it."""
        self._first_is_away = True

    def another_question(self) -> Question | None:
        """An open question for what is under way that was not shown in this session yet; None where all were. Those that come
        first are of roadblocks without a proposal."""
        for first in self.first_questions:
            if first.text not in self._asked_so_far:
                self._asked_so_far.append(first.text)
                return first
        current = self.session.current_item
        title = current.item.title if current else ""
        found = choose(self._bank, title, self.session.started.kind, self.session.started.session, self._asked_so_far)
        if found is not None:
            self._asked_so_far.append(found.text)
        return found

    def why_prompts(self) -> tuple[Why, ...]:
        """Why the prompts of this session came, and why others did not; none where there was neither."""
        found = why_prompts(self.session, self.events, self._coach.rules, self._bank)
        return () if found is None else (found,)

    def _prompted(self, found: Decision) -> e.AnyEvent:
        made = prompted(found, "", c.fields(self._stamp(e.PROGRAM)))
        if not isinstance(made, e.PromptShown) or not wants_question(made, self.session):
            return made
        used = [facts.shown.question for facts in self.session.prompts]
        room = question_room(made, self.session)
        return msgspec.structs.replace(made, question=invitation(self._bank, self.session.started.session, used, room))

    def _notice_gap(self) -> bool:
        """Whether the machine has slept since it was asked last; each key asks too, so that a gap ends before the key."""
        last, self._last = self._last, self._now_beat()
        step = (self._last.wall - last.wall) - (self._last.boot - last.boot)
        if abs(step) >= GAP:
            tell("wall clock set", session=self.session.started.session, by_s=round(step / 1_000_000))
        if self._last.boot < last.boot:  # a machine put back to an earlier state: the session clock stands, it never goes back
            self._origin = (last.at, self._last.boot)
        slept = gap_between(last.boot, last.monotonic, self._last.boot, self._last.monotonic)
        if not slept or self.clock.test or self.session.finished:
            return False
        self.found_gap(last.at)
        slept_for, stood = self._last.boot - last.boot, self._last.monotonic - last.monotonic
        tell(
            "gap",
            session=self.session.started.session,
            s=round(slept_for / 1_000_000),
            asleep_s=round((slept_for - stood) / 1_000_000),
        )
        return True

    def beat(self) -> None:
        """Says, outside this program too, that it is there."""
        self._last = self._now_beat()
        self._beat(self._last)

    def found_gap(self, began: int) -> None:
        """From `began` of the session clock until now the machine slept or the program was away. In a pause that changes nothing,
        and is kept all the same: were the pause undone, the sleep would be the speaker's."""
        stamp = self._stamp(e.PROGRAM)
        if not self.session.finished and stamp.at > began:
            self._keep(e.GapFound(**c.fields(stamp), began=began))

    def _away_since(self, ended: int) -> None:
        if self.now - ended >= GAP:
            self.found_gap(ended)

    def went_on(self, began: int, boot_id: str) -> None:
        """This program goes on with a session that another left at `began`."""
        stamp = self._stamp(e.PROGRAM)
        self._keep(e.GapFound(**c.fields(stamp), began=began, boot=self.clock.boot(), boot_id=boot_id))

    def close(self, timeout: float = 5.0) -> bool:
        """Everything on disk; False when the disk refuses."""
        return self.writer.close(timeout)

    def replay(self, events: Iterable[e.AnyEvent | e.Unknown], at: int) -> None:
        """The session as these events have it, its clock at `at`."""
        self.events = list(events)
        self._facts = Growing(self.events)
        self.session = self._facts.session
        self._origin = (at, self.clock.boot())

    def _do(self, command: Callable[..., e.AnyEvent], *given: object) -> e.AnyEvent:
        self._notice_gap()
        asked = self.session.asked
        event = self._keep(command(self.session, *given, self._stamp()))
        holders = self.session.floor.holders
        self.since_when = isinstance(event, e.FloorTaken) and asked is not None and holders != asked.holders
        return event

    def _said_of(self, prefix: str, event: e.AnyEvent) -> str:
        assert isinstance(event, e.Undone | e.Redone)
        named = next(found for found in self.events if not isinstance(found, e.Unknown) and found.id == event.event)
        words = happened(named, self.session)
        self._keep(event)
        return f"{prefix}: {words}"

    def _at(self, boot: int) -> int:
        at, origin = self._origin
        return max(at + boot - origin, self.session.last_at if hasattr(self, "session") else 0)

    def _now_beat(self) -> Beat:
        # One look at the boot clock, before the other: a machine that falls asleep in between has slept after this beat.
        boot = self.clock.boot()
        return Beat(self._at(boot), boot, self.clock.monotonic(), self.clock.wall())

    def _stamp(self, by: str = "") -> Stamp:
        return Stamp(self._new_id(), self.now, self.clock.wall(), by or self.session.me)

    def _keep(self, event: e.AnyEvent) -> e.AnyEvent:
        event = e.as_stored(event)
        self.events.append(event)
        self.session = self._facts.add(event)
        self.writer.put(event)
        self.changed()
        return event
