"""Feedback among the tabs of a mentorship: all of it both ways, by quarter, with what it says over time beside each quarter."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import msgspec

from mentortui.core.feedback import Answer, lacks_step, waits
from mentortui.core.feedback_course import Wanted, day_given, of_quarter
from mentortui.core.feedback_dues import WEEKDAYS
from mentortui.core.quarters import quarter_called, quarter_of
from mentortui.core.records import Living
from mentortui.core.refused import NothingToUndo, Refused
from mentortui.core.text import fit
from mentortui.screens.feedback_tab_view import OVER_TIME, entries
from mentortui.services.drafts import Kept
from mentortui.services.feedback import FeedbackBook
from mentortui.services.feedback_course import OFF, USUALLY, FeedbackCourse, Seen
from mentortui.services.records import Shelf
from mentortui.services.tabs import Count, Entries, Host, Read, Tab, TabKey
from mentortui.services.undoing import the_last

MOST_CHOICES = 9
replace = msgspec.structs.replace


class FeedbackTab(Tab):
    """What is narrowed down to a person, a goal or a quarter stays so until the screen is left."""

    name, title, one = "feedback", "Feedback", "feedback"
    many = "pieces of feedback"
    about = "All feedback both ways: what exactly, where it was seen, how soon it was given, and what came of it."
    example = (
        "+ the release notes told support what breaks and how to undo     to Grace",
        "- the migration step had no owner → each step names its owner    to you",
    )
    more = False
    done_word = "step done"
    who = due = True

    def __init__(self, course: FeedbackCourse, slug: str, drafts: Callable[[str], Kept]) -> None:
        self._course, self._slug, self._drafts = course, slug, drafts
        self._wanted = Wanted()
        self._seen: Seen | None = None
        self._undo: list[Callable[[], str]] = []
        self.keys = (
            TabKey(key="r", label="read it out", words="Read it out, as sentences to say", act=self._read_out),
            TabKey(
                key="y", label="answered", words="What its receiver answers: heard, agreed, seen otherwise", act=self._answered
            ),
            TabKey(key="c", label="came of it", words="What came of its next step", act=self._outcome),
            TabKey(key="p", label="person", words="Only feedback of one person", act=self._by_person, alone=True),
            TabKey(key="g", label="goal", words="Only feedback about one goal", act=self._by_goal, alone=True),
            TabKey(key="t", label="time", words="Only feedback of one quarter", act=self._by_time, alone=True),
            TabKey(
                key="i", label="ask", words="A question that asks for feedback, onto the next agenda", act=self._ask, alone=True
            ),
            TabKey(
                key="w", label="weekly", words="The weekly moment for feedback: which day, or none", act=self._weekly, alone=True
            ),
        )

    # what is shown

    def count(self, shelf: Shelf) -> Count:
        """Open is what waits to be given."""
        return Count(*self._course.count(self._slug))

    def read(self, shelf: Shelf) -> Read:
        """What waits, then each quarter with what was given in it."""
        self._seen = seen = self._course.seen(self._slug, self._wanted)
        return Entries(tuple(entries(seen)))

    def shown_keys(self, id: str) -> Sequence[TabKey]:
        """Those that make sense for that row; asking where there is something to ask for."""
        record, seen = self._record(id), self._seen
        some = []
        for key in self.keys:
            if (key.key == "i" and not (seen and seen.ask)) or (key.key == "c" and not (record and record.capture.step)):
                continue
            if key.alone or (record is not None and (key.key == "r" or not waits(record.capture))):
                some.append(key)
        return some

    # what keys do

    def add(self, host: Host, id: str) -> None:
        """The form; over a session under way what is written is one of its events."""
        if getattr(host, "strip", None) is not None:
            host.app.open_feedback(host.slug)
        else:
            self._form(host, "")

    def edit(self, host: Host, id: str) -> None:
        """The form, filled in."""
        if self._record(id) is not None:
            host.mark(id)
            self._form(host, id)

    def _form(self, host: Host, id: str) -> None:
        from mentortui.screens.feedback import FeedbackScreen, Left

        book = self._book
        try:
            form = FeedbackScreen(book, self._drafts(self._slug), id=id, strip=getattr(host, "strip", None))
        except Refused as error:
            host.say(str(error), trouble=True)
            return

        def left(how: Left | None) -> str | None:
            if how is None or not how.said:
                return None
            self._undo.append(_back(book))
            return how.said

        host.open(form, left)

    def enter(self, host: Host, id: str) -> None:
        """Gives what waits; else the form."""
        record = self._record(id)
        if record is not None and waits(record.capture) and not lacks_step(record.capture):
            host.act(partial(self._do, lambda book: f"{book.give(id)} · u undoes"))
        else:
            self.edit(host, id)

    def done(self, host: Host, id: str) -> str:
        """Its step, or not after all."""
        self._needs(id)
        return self._do(lambda book: book.end_step(id))

    def remove(self, host: Host, id: str, *, anyway: bool = False) -> str:
        """Gone."""
        self._needs(id)
        return self._do(lambda book: f"{book.remove(id)} · u brings it back")

    def undo(self, host: Host) -> str:
        """The last of these acts, also the setting of the weekly moment."""
        if not self._undo:
            raise NothingToUndo("There is nothing to undo.")
        with the_last(self._undo) as back:
            return back()

    def _read_out(self, host: Host, id: str) -> None:
        record = self._record(id)
        if record is not None:
            from mentortui.screens.feedback_parts import ReadOutScreen

            host.open(ReadOutScreen("To say", self._book.read_out(record.capture), strip=getattr(host, "strip", None)))

    def _answered(self, host: Host, id: str) -> None:
        record = self._record(id)
        if record is None:
            return
        if waits(record.capture):
            host.say("It is not given yet: the answer comes after that.", trouble=True)
            return

        def chosen(key: str) -> None:
            if key == "o":
                asked = record.capture.answer_words if record.capture.answer == "otherwise" else ""
                host.ask(
                    "Seen otherwise",
                    "In the receiver's words, in a sentence",
                    partial(self._answer, id, "otherwise"),
                    value=asked,
                )
            else:
                host.act(partial(self._answer, id, "heard" if key == "h" else "agreed", ""))

        host.choose("Its receiver", (("h", "heard it"), ("y", "agrees"), ("o", "sees it otherwise")), chosen)

    def _answer(self, id: str, answer: Answer, words: str) -> str:
        return self._do(lambda book: book.answer(id, answer, words))

    def _outcome(self, host: Host, id: str) -> None:
        record = self._record(id)
        if record is None:
            return
        if not record.capture.step:
            host.say("It has no next step.", trouble=True)
            return
        said = partial(self._came_of, id)
        host.ask("What came of it", f"of “{fit(record.capture.step, 50)}”", said, value=record.outcome)

    def _came_of(self, id: str, outcome: str) -> str:
        return self._do(lambda book: book.end_step(id, outcome))

    def _by_person(self, host: Host, id: str) -> None:
        people = list(self._book.people.items())
        self._narrow(host, "Whose", [(name, {"person": person}) for person, name in people], {"person": ""})

    def _by_goal(self, host: Host, id: str) -> None:
        goals = self._seen.goals if self._seen is not None else ()
        self._narrow(host, "About which goal", [(goal, {"goal": goal}) for goal in goals], {"goal": ""})

    def _by_time(self, host: Host, id: str) -> None:
        book = self._book
        found = sorted({quarter_of(day_given(one, book.day)) for one in book.all() if not waits(one.capture)}, reverse=True)
        choices = [(quarter_called(*one), {"since": of_quarter(one).since, "until": of_quarter(one).until}) for one in found]
        self._narrow(host, "From when", choices, {"since": None, "until": None})

    def _narrow(
        self, host: Host, title: str, choices: Sequence[tuple[str, Mapping[str, object]]], all: Mapping[str, object]
    ) -> None:
        some = {str(n): one for n, one in enumerate(choices[:MOST_CHOICES], 1)}

        def chosen(key: str) -> None:
            self._wanted = replace(self._wanted, **(some[key][1] if key in some else all))
            host.mark(OVER_TIME)
            host.act(lambda: "")

        keys = [*((key, fit(name, 60)) for key, (name, _) in some.items()), ("0", "all")]
        host.choose(title, keys, chosen, about="" if choices else "There is none to choose from yet.")

    def _ask(self, host: Host, id: str) -> None:
        seen = self._seen
        if seen is None or not seen.ask:
            host.say("There is nothing to ask for: feedback comes both ways, or has only begun.", trouble=True)
            return
        host.act(partial(self._put_on_agenda, seen.ask))

    def _put_on_agenda(self, question: str) -> str:
        item, said = self._course.put_on_agenda(self._slug, question)
        self._undo.append(partial(self._course.off_agenda, self._slug, item))
        return said

    def _weekly(self, host: Host, id: str) -> None:
        seen = self._seen
        if seen is None:
            return
        before = seen.mentorship.feedback_moment

        def chosen(key: str) -> None:
            value = {"l": USUALLY, "n": OFF}[key] if key in ("l", "n") else str(int(key) - 1)
            host.act(partial(self._set_moment, before, value))

        days = ((str(n), f"on {day}s") for n, day in enumerate(WEEKDAYS, 1))
        about = "One line on Home, on that day only, once there is feedback and you have given none that week."
        host.choose(
            "A weekly moment for feedback", (("l", "on your last working day"), *days, ("n", "none")), chosen, about=about
        )

    def _set_moment(self, before: str, value: str) -> str:
        said = self._course.set_moment(self._slug, value)
        self._undo.append(lambda: f"Undone: {self._course.set_moment(self._slug, before)}")
        return said

    # what is

    @property
    def _book(self) -> FeedbackBook:
        assert self._seen is not None
        return self._seen.book

    def _record(self, id: str) -> Living | None:
        if self._seen is None:
            return None
        return next((one for one in (*self._seen.found, *self._seen.waiting) if one.id == id), None)

    def _needs(self, id: str) -> None:
        if self._record(id) is None:
            raise Refused("That line is about several: mark one feedback.")

    def _do(self, deed: Callable[[FeedbackBook], str]) -> str:
        """On disk when it returns: of what is stored now, not of what was read before."""
        book = self._course.book(self._slug)
        said = deed(book)
        book.save()
        self._undo.append(_back(book))
        return said


def _back(book: FeedbackBook) -> Callable[[], str]:
    """Takes back the last act in it; again where the disk refused that."""
    undone: list[str] = []

    def back() -> str:
        if not undone:
            undone.append(book.undo())
        book.save()
        return undone[0]

    return back
