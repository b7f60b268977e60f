"""Files of tasks between sessions, written by hand: what each line means, and a clear sentence for one that means nothing."""

import re

from msgspec.structs import replace

from mentortui.core.between import HOWS, SORTS, USUAL_DAYS, Sort, Task
from mentortui.core.text import fit
from mentortui.formats.own_lines import Broken, lines_in

LONGEST = 300
"""Letters of a task."""
MOST_DAYS = 366
_HEAD = re.compile(r"([A-Za-z][A-Za-z -]{0,20}):(?:\s+(.*))?$")
_DUE = re.compile(r"([0-9]{1,3}) ?(d|days?|w|weeks?)")
_LINK = re.compile(r"\s+(https?://\S+)$")
_SHOWN = 40
_NAMES = "kind:, how:, due:, for: or practice:"


def read_tasks(text: str) -> tuple[tuple[Task, ...], tuple[Broken, ...]]:
    """The tasks of a file, and the lines that are none; one broken line spoils no other. docs/between.md has the form."""
    tasks: list[Task] = []
    broken: list[Broken] = []
    head = Task(text="")
    lines, too_many = lines_in(text)
    for number, line in lines:
        if line.startswith(("- ", "* ", "• ")):
            made, wrong = _task(line[2:].strip(), head)
            if made is not None:
                tasks.append(made)
        else:
            head, wrong = _headed(head, line)
        if wrong:
            broken.append(Broken(number, wrong))
    return tuple(tasks), (*broken, *too_many)


def _task(text: str, head: Task) -> tuple[Task | None, str]:
    found = _LINK.search(text)
    link, said = (found[1], text[: found.start()].strip()) if found else ("", text)
    if not said:
        return None, "a task needs a few words before its link" if link else "a task needs a few words after the dash"
    if len(said) > LONGEST:
        return None, f"“{fit(said, _SHOWN)}” is {len(said) - LONGEST} letters too long; {LONGEST} is the most"
    return Task(text=said, sort=head.sort, how=head.how, days=head.days, link=link, practice=head.practice, suits=head.suits), ""


def _headed(head: Task, line: str) -> tuple[Task, str]:
    """What the tasks below the line are, and what is wrong with it."""
    found = _HEAD.match(line)
    if found is None:
        return head, f"“{fit(line, _SHOWN)}” is no task; begin it with “- ”, or put # before the line"
    name, value = found[1].casefold(), (found[2] or "").strip()
    match name:
        case "kind":
            sort = _sort(value)
            if sort is None:
                return head, f"there is no kind “{fit(value, _SHOWN)}”; write {', '.join(SORTS)}"
            return Task(text="", sort=sort), ""
        case "how":
            if value.casefold() not in HOWS:
                return head, f"“{fit(value, _SHOWN)}” is not how; write written or live, or nothing"
            return replace(head, how=value.casefold()), ""
        case "due":
            days = _days(value)
            if days is None:
                return head, f"“{fit(value, _SHOWN)}” is not until when; write 3d or 2w, a year at most"
            return replace(head, days=days), ""
        case "for":
            return replace(head, suits=tuple(one.strip().casefold() for one in value.split(",") if one.strip())), ""
        case "practice":
            return replace(head, practice=value), ""
        case _:
            return head, f"there is no “{fit(name, _SHOWN)}:”; write {_NAMES}, or - and a task"


def _sort(value: str) -> Sort | None:
    for sort in ("prompt", "reading", "exercise", "stretch"):
        if value.casefold() == sort:
            return sort
    return None


def _days(value: str) -> int | None:
    if not value:
        return USUAL_DAYS
    found = _DUE.fullmatch(value.casefold())
    days = None if found is None else int(found[1]) * (7 if found[2].startswith("w") else 1)
    return days if days is not None and 1 <= days <= MOST_DAYS else None
