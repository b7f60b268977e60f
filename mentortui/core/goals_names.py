"""What a goal is called, was called, and may be called: a capture names it, and must find it after it was renamed."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from mentortui.core.goals import LONGEST_NAME, Goal, bare, replace
from mentortui.core.kinds import folded
from mentortui.core.records import Living
from mentortui.core.refused import Refused
from mentortui.core.text import fit

SHOWN = 40
"""Cells of a name in a sentence."""


def same(one: str, other: str) -> bool:
    """Whether two names are one, whatever their case and blanks."""
    return folded(one) == folded(other)


def called(name: str, goals: Iterable[Goal]) -> Goal | None:
    """The goal of that name, or that had it; None where there is none."""
    there = [goal for goal in goals if not goal.removed]
    now = next((goal for goal in there if same(goal.name, name)), None)
    return now or next((goal for goal in there if any(same(former, name) for former in goal.formerly)), None)


def by_name(goals: Iterable[Goal]) -> Callable[[str], Goal | None]:
    """`called`, to be asked many times."""
    there = [goal for goal in goals if not goal.removed]
    found = dict[str, Goal]()
    names = (*((one.name, one) for one in there), *((former, one) for one in there for former in one.formerly))
    for name, goal in names:
        found.setdefault(folded(name), goal)
    return lambda name: found.get(folded(name))


def name_now(name: str, goals: Iterable[Goal]) -> str:
    """What that goal is called now; the name itself where nobody said more of it."""
    found = called(name, goals)
    return found.name if found is not None else name


def renames(goals: Sequence[Goal]) -> dict[str, str]:
    """What goals are called now, by what they were called before, as `folded`."""
    find = by_name(goals)
    formers = {folded(former): find(former) for goal in goals for former in goal.formerly}
    return {key: goal.name for key, goal in formers.items() if goal is not None and folded(goal.name) != key}


def names_now(names: Iterable[str], goals: Sequence[Goal]) -> tuple[str, ...]:
    """Each goal once, by the name it has now: those that captures named, and those there is a record of. Of private goals only
    what `goals` holds of them."""
    found = dict[str, str]()
    for name in (*(name_now(name, goals) for name in names), *(goal.name for goal in goals if not goal.removed)):
        found.setdefault(folded(name), name)
    return tuple(found.values())


def names_open(names: Iterable[str], goals: Sequence[Goal]) -> tuple[str, ...]:
    """The same of those that are still to be reached."""
    over = {goal.name for goal in goals if goal.state != "open"}
    return tuple(name for name in names_now(names, goals) if name not in over)


def own_names(names: Iterable[str], private: Iterable[Goal]) -> tuple[str, ...]:
    """What private goals are called and were called, but for what others call something too. `names`: those captures know."""
    known = {folded(name) for name in names}
    found = (name for goal in private if not goal.removed for name in (goal.name, *goal.formerly))
    return tuple(dict.fromkeys(name for name in found if name and folded(name) not in known))


def all_goals(names: Iterable[str], goals: Sequence[Goal]) -> tuple[Goal, ...]:
    """The records, and a goal without a measure for each name that has none."""
    there = tuple(goal for goal in goals if not goal.removed)
    known = (name for name in names if name.strip())
    return (*there, *(bare(name) for name in dict.fromkeys(known) if called(name, there) is None))


def belongs(name: str, goal: Goal) -> bool:
    """Whether what was caught under that name belongs to the goal."""
    return bool(name) and any(same(name, one) for one in (goal.name, *goal.formerly))


def by_goal(living: Iterable[Living]) -> dict[str, list[Living]]:
    """What was caught, by the name of a goal as `of_goal` asks for it; of what names none there is nothing."""
    found = dict[str, list[Living]]()
    for one in living:
        if one.capture.goal:
            found.setdefault(folded(one.capture.goal), []).append(one)
    return found


def of_goal(goal: Goal, found: Mapping[str, list[Living]]) -> list[Living]:
    """What belongs to the goal, under each name it has or had."""
    keys = dict.fromkeys(folded(name) for name in (goal.name, *goal.formerly))
    return [one for key in keys for one in found.get(key, ())]


def renamed(goal: Goal, name: str, goals: Iterable[Goal]) -> Goal:
    """The goal under a new name; what was caught under the old one belongs to it still. `goals`: all, those without a measure
    too. Raises Refused where that name is empty, or another's."""
    wanted = " ".join(name.split())
    if not wanted:
        raise Refused("What is to be reached? A few words are needed.")
    if len(wanted) > LONGEST_NAME:
        raise Refused(f"At most {LONGEST_NAME} characters; this has {len(wanted):,}.")
    for other in goals:
        if other.id == goal.id or other.removed:
            continue
        if same(other.name, wanted):
            raise Refused(f"There is a goal “{fit(other.name, SHOWN)}” already: edit that one, or choose another name.")
        if any(same(former, wanted) for former in other.formerly):
            now = fit(other.name, SHOWN)
            raise Refused(f"“{now}” was called that before, and what was caught then says so still: choose another name.")
    if wanted == goal.name:
        return goal
    before = (*goal.formerly, goal.name) if goal.name and not same(goal.name, wanted) else goal.formerly
    formerly = dict.fromkeys(former for former in before if not same(former, wanted))
    return replace(goal, name=wanted, formerly=tuple(formerly))


def names_after(names: Sequence[str], before: Goal | None, made: Goal, caught: Collection[str]) -> tuple[str, ...]:
    """The names that captures know, once `made` takes the place of `before`. A name that something shared was caught under is
    known whatever becomes of its goal; that of a private goal never is."""
    mine = (made.name, *made.formerly, *((before.name, *before.formerly) if before is not None else ()))
    place = next((at for at, name in enumerate(names) if any(same(name, one) for one in mine)), None)
    others = [name for name in names if not any(same(name, one) for one in mine)]
    keep = [made.name]
    if made.removed or made.is_private:
        keep = [name for name in names if name in caught and name not in others]
    at = len(others) if place is None else min(place, len(others))
    return (*others[:at], *keep, *others[at:])
