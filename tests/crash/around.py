"""What is done around the sessions while the store is killed: dates, goals and tasks, what one writes for oneself."""

from collections.abc import Iterator

from mentortui.core.between import Task
from mentortui.core.goals import PRIVATE, Goal
from mentortui.core.record_kinds import RECORD_KINDS
from tests.crash.program import SLUG, Program

Acts = Iterator[str]


def dates(program: Program) -> Acts:
    """The calendar, up to the closing page."""
    calendars, closing = program.desk.calendars, program.desk.closing
    calendars.set_cadence(SLUG, "session", "every 2 weeks thu 15:00")
    yield ""
    calendars.plan(SLUG, "in 20 days 15:00", "moved-by-rain")
    yield "moved-by-rain"
    calendars.undo(SLUG)
    yield "-moved-by-rain"
    calendars.missed(SLUG, "nobody-came")
    yield "nobody-came"
    calendars.pause(SLUG, "other", "from today", "up-the-mountains")
    yield "up-the-mountains"
    calendars.resume(SLUG)  # on the day on which it began: then there was none
    yield "-up-the-mountains"
    closing.keep(SLUG, "what-stays")
    yield "what-stays"
    closing.close(SLUG)
    yield "what-stays"
    closing.reopen(SLUG)
    yield "what-stays"


def growth(program: Program) -> Acts:
    """A goal that was private goes from one file into the other, and back; a task of the bank is given."""
    goals = program.desk.goals
    goals.add(SLUG, Goal(id="goal-a", name="to-be-heard", strategies="one-sentence-each", seen_by=PRIVATE))
    yield "one-sentence-each"
    goals.share(SLUG, "goal-a")
    yield "one-sentence-each"
    goals.undo(SLUG)
    yield "one-sentence-each"
    goals.share(SLUG, "goal-a")
    yield "one-sentence-each"
    goals.done(SLUG, "goal-a")
    yield "one-sentence-each"
    goals.remove(SLUG, "goal-a", anyway=True)
    yield "-one-sentence-each"
    tasks = program.desk.tasks
    tasks.give(SLUG, Task(text="look-out-of-the-window"), "task-a")
    yield "look-out-of-the-window"


def own_words(program: Program) -> Acts:
    """A reflection nobody else reads, a line that leaves the journal, the day of the weekly moment."""
    desk = program.desk
    desk.quarterly.reflect(SLUG, "What helped?", "time-helped")
    yield "time-helped"
    desk.quarterly.undo(SLUG)
    yield "-time-helped"
    journal = next(kind for kind in RECORD_KINDS if kind.name == "journal")
    desk.records.save(SLUG, journal, desk.records.blank(journal), {"title": "I-was-quiet", "text": "all-the-hour"})
    yield "I-was-quiet all-the-hour"
    item, _ = desk.journal.to_agenda(SLUG, "who-is-quiet")
    yield "who-is-quiet"
    desk.journal.off_agenda(SLUG, item)
    yield "-who-is-quiet"
    desk.journal.to_win(SLUG, "a-quiet-hour")
    yield "a-quiet-hour"
    desk.feedback_course.set_moment(SLUG, "4")
    yield ""
    win = next(kind for kind in RECORD_KINDS if kind.name == "win")
    (there,) = [one for one in desk.records.shelf(SLUG).records["win"] if "a-quiet-hour" in str(one)]
    desk.records.save(SLUG, win, there, {"details.seen_by": "private"})
    yield "a-quiet-hour"
    desk.records.undo(SLUG)
    yield "a-quiet-hour"
