"""Goals for tests, each from the few things a test cares about."""

from datetime import date

from mentortui.core.goals import Goal, KeyResult, Reading

TODAY = date(2026, 11, 25)


def goal(name: str, id: str = "", **fields: object) -> Goal:
    return Goal(id=id or f"g-{name}", name=name, created=1, **fields)  # type: ignore[arg-type]


def result(what: str = "reviews alone", *readings: tuple[str, str], baseline: str = "2", target: str = "8") -> KeyResult:
    """`readings`: days and numbers, in the order in which they were written."""
    made = tuple(Reading(id=f"{what}{n}", created=n, day=day, value=value) for n, (day, value) in enumerate(readings, 1))
    return KeyResult(id=f"k-{what}", what=what, baseline=baseline, target=target, unit="a week", readings=made)
