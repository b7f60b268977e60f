"""Goals to begin with, as plain files: `goals/*.toml` in the config folder, one goal a file.

A file that cannot be used is told in one line, with what to do, and the program goes on with the others.
"""

from pathlib import Path
from typing import Any, Final

from mentortui.core.goals import AREAS, KINDS, LONGEST_NAME
from mentortui.core.goals_bank import GoalTemplate, ResultTemplate
from mentortui.core.goals_measured import amount
from mentortui.core.text import fit, storable
from mentortui.formats.own_files import NotText
from mentortui.formats.own_toml import WrongFile, read_folder, read_toml

MOST_BYTES: Final = 100_000
MOST_FILES: Final = 200
MOST_PARTS: Final = 20
LONGEST: Final = 4_000
"""Characters of a text."""
TEXTS: Final = ("why", "why_other", "strategies", "after")
FIELDS: Final = ("name", "kind", "area", *TEXTS, "milestones", "results")
RESULT_FIELDS: Final = ("what", "baseline", "target", "unit")
EXAMPLE: Final = """\
name = "Lead a release"
kind = "projects"
area = "strategic"
why = "I want to be trusted with the whole of something."
milestones = ["The first release led from start to end"]

[[results]]
what = "releases led"
baseline = 0
target = 2
"""


class WrongGoal(WrongFile):
    """A file that is no goal."""


def read_goals(folder: Path) -> tuple[tuple[GoalTemplate, ...], tuple[str, ...]]:
    """Those in the folder, by the names of their files, and a sentence for each file that is not one. Without a folder there are
    none. Never raises."""
    return read_folder(folder, read_goal, MOST_FILES, "goals")


def read_goal(path: Path) -> GoalTemplate:
    """Raises WrongGoal."""
    try:
        return read_toml(path, MOST_BYTES, lambda text, found: _goal(path, found))
    except NotText as error:
        raise _wrong(path, str(error), error.line) from error


def _goal(path: Path, found: dict[str, Any]) -> GoalTemplate:
    _known(path, found, FIELDS, "a goal")
    name = _text(path, found, "name", LONGEST_NAME)
    if not name:
        raise _wrong(path, 'the goal has no name; write name = "…"')
    for field, there in (("kind", KINDS), ("area", AREAS)):
        if found.get(field, "") not in there:
            known = ", ".join(one for one in there if one)
            raise _wrong(path, f"{field} is “{fit(str(found[field]), 30)}”; there are {known}, or leave it out")
    milestones, results = found.get("milestones", []), found.get("results", [])
    if not isinstance(milestones, list) or not all(isinstance(one, str) for one in milestones):
        raise _wrong(path, 'milestones are texts: milestones = ["…", "…"]')
    if not isinstance(results, list) or not all(isinstance(one, dict) for one in results):
        raise _wrong(path, "results are written one by one, each under a line [[results]]")
    if max(len(milestones), len(results)) > MOST_PARTS:
        raise _wrong(path, f"has more than {MOST_PARTS} results or milestones; take some out")
    return GoalTemplate(
        name=name,
        kind=found.get("kind", ""),
        area=found.get("area", ""),
        **{field: _text(path, found, field, LONGEST) for field in TEXTS},
        results=tuple(_result(path, one) for one in results),
        milestones=tuple(tidy for one in milestones if (tidy := _tidy(one)[:LONGEST])),
    )


def _result(path: Path, found: dict[str, Any]) -> ResultTemplate:
    _known(path, found, RESULT_FIELDS, "a result")
    what = _text(path, found, "what", LONGEST_NAME)
    if not what:
        raise _wrong(path, 'a result has no text; write what = "…"')
    numbers = dict[str, str]()
    for field in ("baseline", "target"):
        value = found.get(field, "")
        text = str(value) if isinstance(value, int | float | str) and not isinstance(value, bool) else "?"
        if text and amount(text) is None:
            raise _wrong(path, f"{field} is “{fit(str(value), 30)}”; it is a number, or leave it out")
        numbers[field] = text
    return ResultTemplate(what=what, unit=_text(path, found, "unit", LONGEST_NAME), **numbers)


def _text(path: Path, found: dict[str, Any], field: str, longest: int) -> str:
    value = found.get(field, "")
    tidy = _tidy(value) if isinstance(value, str) else ""
    if not isinstance(value, str) or len(tidy) > longest:
        raise _wrong(path, f"{field} is a text of at most {longest:,} letters in quotation marks")
    return tidy


def _tidy(text: str) -> str:
    return " ".join(storable(text).split())


def _known(path: Path, found: dict[str, Any], fields: tuple[str, ...], what: str) -> None:
    for name in found:
        if name not in fields:
            raise _wrong(path, f"{what} has no “{fit(name, 30)}”; it has {', '.join(fields)}")


def _wrong(path: Path, what: str, line: int = 0) -> WrongGoal:
    where = f"{path}, line {line}" if line else f"{path}"
    return WrongGoal(f"{where}: {what}. Mend it or move it away; the other goals are there.")
