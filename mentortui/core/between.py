"""Between sessions: what somebody is to think about, read, try or do until the next one, and what came of it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, TypeAlias

import msgspec

from mentortui.core import kinds
from mentortui.core.dates import iso_day, show_date
from mentortui.core.kinds import Around
from mentortui.core.record_fields import Field, Lines, RecordKind, due_field, goal_field, text_field, who_field
from mentortui.core.records import Mentorship, Record

replace = msgspec.structs.replace

NAME, TABLE = "between", "assignments"
Sort: TypeAlias = Literal["prompt", "reading", "exercise", "stretch"]
SORTS: dict[str, str] = {"prompt": "to think about", "reading": "reading", "exercise": "exercise", "stretch": "stretch task"}
HOWS: dict[str, str] = {"": "either way", "written": "written", "live": "in the session"}
USUAL_DAYS = 7


class Assignment(Record, frozen=True, kw_only=True):
    """One task. Lives in record.json, table `assignments`. `who`: a person's id; empty: everybody. `due`, `answered`: ISO
    dates."""

    text: str = ""
    sort: str = "prompt"
    who: str = ""
    by: str = ""
    """Who gave it."""
    how: str = ""
    """Whether it is answered in writing or told in the session."""
    due: str = ""
    link: str = ""
    goal: str = ""
    state: Literal["open", "done", "dropped", "answered"] = "open"
    """`dropped`: skipped, for whatever reason; `answered`: done, with an answer in words."""
    answer: str = ""
    answered: str = ""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """One of the bank, not given to anybody yet. `days`: until when from today; `suits`: goals, areas or sessions it is for."""

    text: str
    sort: Sort = "prompt"
    how: str = ""
    days: int = USUAL_DAYS
    link: str = ""
    practice: str = ""
    suits: tuple[str, ...] = ()


class TaskBank(msgspec.Struct, frozen=True):
    """All there are: the user's own first, then ours."""

    tasks: tuple[Task, ...] = ()


def merged(*banks: Iterable[Task]) -> TaskBank:
    """One bank of several; a task that is there already is not there twice."""
    found: dict[str, Task] = {}
    for tasks in banks:
        for task in tasks:
            found.setdefault(" ".join(task.text.casefold().split()), task)
    return TaskBank(tuple(found.values()))


def in_order(bank: TaskBank, goals: Sequence[str], given: Iterable[Assignment]) -> tuple[Task, ...]:
    """What suits one of the goals first; what was given before last. Otherwise as the bank has it."""
    before = {" ".join(one.text.casefold().split()) for one in given if not one.removed}
    named = " ".join(goals).casefold()

    def place(task: Task) -> tuple[bool, bool]:
        known = " ".join(task.text.casefold().split()) in before
        return known, not any(word in named for word in task.suits)

    return tuple(sorted(bank.tasks, key=place))


def assigned(task: Task, id: str, *, mentorship: Mentorship, today: date) -> Assignment:
    """The task for somebody: the mentee where there is one, else everybody; due so many days from `today`."""
    mentees = [person.id for person in mentorship.people if person.role == "mentee"]
    try:
        due = (today + timedelta(days=task.days)).isoformat()
    except OverflowError:
        due = ""
    return Assignment(
        id=id,
        text=task.text,
        sort=task.sort,
        who=mentees[0] if len(mentees) == 1 else "",
        by=mentorship.me,
        how=task.how,
        due=due,
        link=task.link,
    )


def answered(record: Assignment, words: str, today: date) -> Assignment:
    """With an answer; with none it is open again if it was answered before."""
    words = words.strip()
    if not words:
        return replace(record, answer="", answered="", state="open" if record.state == "answered" else record.state)
    day = record.answered if record.answer == words and record.answered else today.isoformat()
    state = "answered" if record.state in ("open", "done") else record.state
    return replace(record, answer=words, answered=day, state=state)


def days_words(days: int) -> str:
    """`a day`, `3 days`, `a week`, `2 weeks`."""
    if days % 7 == 0 and days:
        return "a week" if days == 7 else f"{days // 7} weeks"
    return "a day" if days == 1 else f"{days} days"


def _settled(before: Record, made: Record, around: Around) -> Record:
    """An answer answers; one that is taken out opens again. Without a word about who gave it, the user did."""
    if not isinstance(before, Assignment) or not isinstance(made, Assignment):
        return made
    if made.answer != before.answer:
        made = answered(made, made.answer, around.today)
    elif made.state == "answered" and not made.answer:
        made = replace(made, state="done")
    return made if made.by else replace(made, by=around.me)


def _page(record: Record, others: Sequence[Record], around: Around) -> Lines:
    if not isinstance(record, Assignment) or not record.answered:
        return ()
    day = iso_day(record.answered)
    return (("Answered on", show_date(day, around.today)),) if day else ()


BETWEEN = RecordKind(
    name=NAME,
    title="Between sessions",
    one="a task",
    many="tasks",
    fields=(
        text_field("What", "text"),
        Field(path="sort", label="Kind", kind=kinds.Choice(tuple(SORTS.items()))),
        who_field("For whom", "who"),
        due_field("By when", "due"),
        Field(path="how", label="Answered", kind=kinds.Choice(tuple(HOWS.items()))),
        Field(path="link", label="Link or place"),
        goal_field("goal"),
        Field(
            path="state",
            label="It is",
            kind=kinds.Choice((("open", "open"), ("done", "done"), ("dropped", "skipped"), ("answered", "answered"))),
        ),
        Field(path="answer", label="The answer", kind=kinds.Prose()),
        Field(path="by", label="Given by", kind=kinds.Person()),
    ),
    blank=lambda id: Assignment(id=id),
    table=TABLE,
    struct=Assignment,
    done="done",
    example=(
        "Grace  What did you decide alone this week?   next Fri",
        "Grace  read the post-mortem of March          in 2 weeks",
    ),
    more=True,
    about="What each does until the next session: to think about, to read, to try. Answers come up when it is prepared.",
    settled=_settled,
    page=_page,
)
