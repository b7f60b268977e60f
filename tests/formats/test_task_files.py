"""Files of tasks: what each line means, and one sentence for one that means nothing."""

from pathlib import Path

import pytest

from mentortui.core.between import Task
from mentortui.formats.own_lines import broken_told
from mentortui.formats.task_files import read_tasks
from mentortui.services.tasks import OURS

FILE = """\
# ours
kind: reading
how: live
due: 2w
for: release, career
practice: read it with a question
- Read the runbook   https://example.org/r
* Read the log

kind: exercise
- Say it back
"""


def test_heads_are_of_the_tasks_below_them_and_a_kind_forgets_the_others() -> None:
    tasks, broken = read_tasks(FILE)
    first = Task(
        text="Read the runbook",
        sort="reading",
        how="live",
        days=14,
        link="https://example.org/r",
        practice="read it with a question",
        suits=("release", "career"),
    )
    assert broken == ()
    assert tasks[0] == first
    assert (tasks[1].text, tasks[1].link, tasks[1].days) == ("Read the log", "", 14)
    assert tasks[2] == Task(text="Say it back", sort="exercise")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("kind: nap", "there is no kind “nap”; write prompt, reading, exercise, stretch"),
        ("how: loud", "“loud” is not how; write written or live, or nothing"),
        ("due: soon", "“soon” is not until when; write 3d or 2w, a year at most"),
        ("due: 99w", "“99w” is not until when"),
        ("who: Grace", "there is no “who:”; write kind:, how:, due:, for: or practice:, or - and a task"),
        ("Read it", "“Read it” is no task; begin it with “- ”, or put # before the line"),
        ("- https://example.org", ""),
        ("- " + "x" * 301, "1 letters too long; 300 is the most"),
    ],
)
def test_a_line_that_means_nothing_is_told_and_the_rest_is_used(line: str, wrong: str) -> None:
    tasks, broken = read_tasks(f"- before\n{line}\n- after\n")
    assert [task.text for task in tasks if task.text in ("before", "after")] == ["before", "after"]
    assert [one.line for one in broken] == ([2] if wrong else [])
    if wrong:
        assert wrong in broken[0].what
        assert broken_told("f.txt", (*broken, *broken), "tasks").endswith("1 more line is left out. The other tasks are used.")
    assert broken_told("f.txt", (), "tasks") == ""


def test_ours_are_all_read_and_no_task_is_there_twice() -> None:
    found: list[str] = []
    for path in sorted(Path(OURS).glob("*.txt")):
        tasks, broken = read_tasks(path.read_text())
        assert broken == (), path.name
        assert all(task.practice for task in tasks)
        found += [task.text for task in tasks]
    assert len(found) == len(set(found)) >= 20
