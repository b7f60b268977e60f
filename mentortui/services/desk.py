"""Everything the screens work with, laid out once when the program starts."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mentortui.core.prompt_rules import USUAL, Rules
from mentortui.services.clock import Clock
from mentortui.services.ids import new_id
from mentortui.services.mentorships import Mentorships
from mentortui.store.places import RESCUED
from mentortui.store.store import Store

if TYPE_CHECKING:
    from mentortui.services.archive import Archive
    from mentortui.services.assessments import Assessments
    from mentortui.services.calendar import Calendars
    from mentortui.services.charter import Charters
    from mentortui.services.closing import ClosingBook
    from mentortui.services.drafts import Drafts
    from mentortui.services.feedback import Feedback
    from mentortui.services.feedback_course import FeedbackCourse
    from mentortui.services.goal_bank import GoalBank
    from mentortui.services.goals import Goals
    from mentortui.services.gone_by import GoneBy
    from mentortui.services.hearing_choices import HearingChoices
    from mentortui.services.importing import Importing
    from mentortui.services.inclusion import Inclusion
    from mentortui.services.journal import Journal
    from mentortui.services.last_times import LastTimes
    from mentortui.services.laying_beside import LayingBeside
    from mentortui.services.letters import Letters
    from mentortui.services.listening import ListeningRead
    from mentortui.services.live import LiveSession
    from mentortui.services.logging_past import LoggingPast
    from mentortui.services.opportunities import Opportunities
    from mentortui.services.pages import Pages
    from mentortui.services.preparing import Preparing
    from mentortui.services.promises import Promises
    from mentortui.services.pulses import Pulses
    from mentortui.services.quarterly import Quarterly
    from mentortui.services.questions import Questions
    from mentortui.services.recognition import Recognition
    from mentortui.services.records import Records
    from mentortui.services.rescue import Rescue
    from mentortui.services.review import Reviews
    from mentortui.services.searching import Searching
    from mentortui.services.sessions import Sessions, Unfinished
    from mentortui.services.tasks import Tasks
    from mentortui.services.trends import TrendsRead


class Desk:
    """The services of one data folder."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        system_zone: str = "UTC",
        number_row: str = "",
        keymap: dict[str, str] | None = None,
        light: bool = False,
        covered: bool = False,
        rules: Rules = USUAL,
        config: Path | None = None,
        state: Path | None = None,
    ) -> None:
        """Of the settings file: `number_row`, `keymap` (keys by the ids of bindings), `light` (a light ground), `covered` (it
        begins covered) and `rules` (when a prompt comes). `config`: the folder of the user's own templates, words and questions;
        None: there is none. `state`: the program's own folder for what is no data; None: nothing is rescued into it."""
        self.config = config
        self.store = store
        self.clock = clock
        self.keymap = keymap or {}
        self.light = light
        self.covered = covered
        self.mentorships = Mentorships(store, clock, new_id, system_zone, number_row=number_row)
        self.rules = rules
        self.state = state
        self._drafts: dict[str, Drafts] = {}

    @cached_property
    def sessions(self) -> "Sessions":
        """What opens and closes live sessions: not needed before one is begun, or found unfinished."""
        from mentortui.services.sessions import Sessions

        return Sessions(self.store, self.clock, new_id, rules=self.rules, bank=lambda: self.questions.bank())

    def unfinished(self) -> "tuple[Unfinished, ...]":
        """As `sessions.unfinished`, without loading anything where there is none."""
        return self.sessions.unfinished() if self.store.journals.any() else ()

    def drafts(self, slug: str) -> "Drafts":
        """Where the fields of one mentorship keep what is being typed: one for all screens. Raises StoreError."""
        from mentortui.services.drafts import Drafts

        if slug not in self._drafts:
            self._drafts[slug] = Drafts(self.store, slug)
        return self._drafts[slug]

    def close_drafts(self) -> None:
        """Writes what is left of all of them. Never raises."""
        for drafts in self._drafts.values():
            drafts.close()

    @cached_property
    def rescue(self) -> "Rescue":
        """Saves a session elsewhere while the disk refuses, and takes that in again."""
        from mentortui.services.rescue import Rescue

        return Rescue(self.store, self.state)

    def let_go(self, live: "LiveSession") -> None:
        """Of a session; what the disk refuses of it is saved elsewhere, and told. Raises StoreError."""
        try:
            self.sessions.leave(live)
        finally:
            if live.saved.waiting and (said := self.rescue.kept(live)):
                self.store.notices.append(said)

    def make_ready(self) -> None:
        """At the start: what is stored is its owner's alone, and what was saved elsewhere is taken in, without loading anything
        where there is none. Never raises."""
        self.store.upkeep.tighten()
        if self.state is not None and (self.state / RESCUED).is_dir():
            self.rescue.take_in_all()

    @cached_property
    def questions(self) -> "Questions":
        """The bank of open questions."""
        from mentortui.services.questions import Questions

        return Questions(self.config, self.store.notices.append)

    @cached_property
    def hearing_choices(self) -> "HearingChoices":
        """Where it is heard who speaks, and by which devices."""
        from mentortui.services.hearing_choices import HearingChoices

        return HearingChoices(self.store, self.clock)

    @cached_property
    def last_times(self) -> "LastTimes":
        """What was agreed in the last session."""
        from mentortui.services.last_times import LastTimes

        return LastTimes(self.store, self.clock)

    @cached_property
    def pages(self) -> "Pages":
        """The pages of finished sessions: not needed before the first one is opened."""
        from mentortui.services.pages import Pages

        return Pages(self.store, self.clock)

    @cached_property
    def pulses(self) -> "Pulses":
        """How each found a session, covered until all have spoken."""
        from mentortui.services.pulses import Pulses

        return Pulses(self.store, self.clock)

    @cached_property
    def charters(self) -> "Charters":
        """What people agreed on about their work together, and the link of their call."""
        from mentortui.services.charter import Charters

        return Charters(self.store, self.clock, new_id, self.mentorships)

    @cached_property
    def assessments(self) -> "Assessments":
        """The pulse over sessions, and the assessment of a period: covered until all have answered."""
        from mentortui.services.assessments import Assessments

        return Assessments(self.store, self.clock, new_id)

    @cached_property
    def reviews(self) -> "Reviews":
        """What two people look at together, of any period."""
        from mentortui.services.review import Reviews

        return Reviews(self.store, self.clock)

    @cached_property
    def preparing(self) -> "Preparing":
        """The sessions that are to come."""
        from mentortui.services.preparing import Preparing

        return Preparing(self.store, self.clock, new_id, self.config)

    @cached_property
    def feedback(self) -> "Feedback":
        """Feedback of a mentorship, and the words that hints look for."""
        from mentortui.services.feedback import Feedback

        return Feedback(self.store, self.clock, new_id, self.config)

    @cached_property
    def feedback_course(self) -> "FeedbackCourse":
        """The same over time, and the weekly moment for it."""
        from mentortui.services.feedback_course import FeedbackCourse

        return FeedbackCourse(self.store, self.clock, new_id, self.feedback, self.preparing, lambda: self.questions)

    @cached_property
    def recognition(self) -> "Recognition":
        """Thank-yous from the wins, and whose turn it is to name one."""
        from mentortui.services.recognition import Recognition

        return Recognition(self.store, self.clock)

    @cached_property
    def quarterly(self) -> "Quarterly":
        """What a mentor is asked once a quarter, and answers alone."""
        from mentortui.services.quarterly import Quarterly

        return Quarterly(self.store, self.clock, new_id)

    @cached_property
    def opportunities(self) -> "Opportunities":
        """A mentor's mentees side by side."""
        from mentortui.services.opportunities import Opportunities

        return Opportunities(self.store, self.clock)

    @cached_property
    def inclusion(self) -> "Inclusion":
        """Whose voice is in a mentorship."""
        from mentortui.services.inclusion import Inclusion

        return Inclusion(self.store, self.trends, self.quarterly)

    @cached_property
    def calendars(self) -> "Calendars":
        """Rhythms, dates, pauses and hours of a mentorship."""
        from mentortui.services.calendar import Calendars

        return Calendars(self.store, self.clock, self.preparing, new_id)

    @cached_property
    def closing(self) -> "ClosingBook":
        """The page a mentorship is closed with, and its archive."""
        from mentortui.services.closing import ClosingBook

        return ClosingBook(self.store, self.clock, self.preparing, self.calendars, new_id)

    @cached_property
    def searching(self) -> "Searching":
        """What can be found in all sessions; reads nothing before it is asked to."""
        from mentortui.services.searching import Searching

        return Searching(self.store)

    @cached_property
    def trends(self) -> "TrendsRead":
        """How talk was shared over sessions; reads nothing before it is asked to."""
        from mentortui.services.trends import TrendsRead

        return TrendsRead(self.store, self.clock)

    @cached_property
    def archive(self) -> "Archive":
        """Removes sessions, brings them back, and writes them to files."""
        from mentortui.services.archive import Archive

        return Archive(self.store, self.clock, self.pages)

    @cached_property
    def importing(self) -> "Importing":
        """Makes sessions of the transcripts of calls."""
        from mentortui.services.importing import Importing

        return Importing(self.store, self.clock, new_id)

    @cached_property
    def laying_beside(self) -> "LayingBeside":
        """Compares transcripts with sessions that were timed by hand."""
        from mentortui.services.laying_beside import LayingBeside

        return LayingBeside(self.store, self.clock, new_id)

    def logging_past(self, slug: str) -> "LoggingPast":
        """Writes a session down that was held without the program. Raises StoreError."""
        from mentortui.services.logging_past import LoggingPast

        return LoggingPast(self.store, self.clock, new_id, slug)

    @cached_property
    def letters(self) -> "Letters":
        """What is sent to somebody without the program, and what comes back."""
        from mentortui.services.letters import Letters

        return Letters(self.store, self.clock, self.preparing, self.pulses)

    @cached_property
    def records(self) -> "Records":
        """The plain records of a mentorship: actions, wins and the like."""
        from mentortui.services.records import Records

        return Records(self.store, self.clock, new_id)

    @cached_property
    def goals(self) -> "Goals":
        """The goals of a mentorship: shared ones, the user's own, and those without a measure."""
        from mentortui.services.goals import Goals

        return Goals(self.store, self.clock, new_id)

    @cached_property
    def goal_bank(self) -> "GoalBank":
        """Goals to begin with."""
        from mentortui.services.goal_bank import GoalBank

        return GoalBank(self.config, self.store.notices.append)

    @cached_property
    def tasks(self) -> "Tasks":
        """The bank of tasks between sessions, and giving one."""
        from mentortui.services.tasks import Tasks

        return Tasks(self.store, self.clock, self.records, new_id, self.config, self.store.notices.append)

    @cached_property
    def journal(self) -> "Journal":
        """What of the user's own entries goes over to the others."""
        from mentortui.services.journal import Journal

        return Journal(self.store, self.clock, self.records, self.preparing, new_id)

    @cached_property
    def listening(self) -> "ListeningRead":
        """Who said back what was meant, over time."""
        from mentortui.services.listening import ListeningRead

        return ListeningRead(self.store)

    @cached_property
    def promises(self) -> "Promises":
        """What is promised and open, in all mentorships."""
        from mentortui.services.promises import Promises

        return Promises(self.store, self.clock, lambda: self.feedback.promise_hints)

    @cached_property
    def gone_by(self) -> "GoneBy":
        """What became of planned sessions whose date has gone by."""
        from mentortui.services.gone_by import GoneBy

        return GoneBy(self.store, self.clock, self.preparing)
