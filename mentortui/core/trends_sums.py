"""Sums of a session, or of an item of one, as they are stored, for what is added up over sessions."""

from fractions import Fraction

from mentortui.core import measures as m
from mentortui.core.records import Figures, ItemRow


def summed(sums: Figures | ItemRow, active: int, unsure: int = 0) -> m.Span:
    """As it was measured: everybody for whom talk was meant is in it, also who had none. Agreed times that do not make all talk
    together, as in a file edited by hand, are brought to that; no time is below 0, or longer than all of it."""
    floor = {person: max(0, sums.floor.get(person, 0)) for person in (*sums.floor, *sums.expected)}
    owed = {person: max(0, time) for person, time in sums.expected.items()}
    talk, together = sum(floor.values()), sum(owed.values())
    if together and abs(together - talk) > len(owed):
        owed = {person: time * talk // together for person, time in owed.items()}
    active = max(0, active)
    nobody, several, unsure = (max(0, min(time, active)) for time in (sums.nobody, sums.several, unsure))
    return m.Span(
        active=active,
        floor=floor,
        expected={person: Fraction(time) for person, time in owed.items()},
        nobody=nobody,
        one=max(0, active - nobody - several - unsure),
        several=several,
        unnamed=0,
        unsure=unsure,
        in_force={},
        others=max(0, sums.others),
        rest=max(0, sums.rest),
    )


def level(span: m.Span) -> Fraction | None:
    """As `measures.balance`, which is made for any span: here all times are whole, and there is one for each item of years."""
    talk, floor = span.talk, span.floor
    owed = {person: time.numerator for person, time in span.expected.items()}
    there = {person for person in (*floor, *owed) if floor.get(person) or owed.get(person)}
    if not talk or len(there) < 2 or not m.told_apart(span):
        return None
    positive = [time for time in owed.values() if time > 0]
    furthest = talk - min(positive) if len(positive) > 1 else talk
    if furthest <= 0:
        return None
    off = sum(abs(floor.get(person, 0) - owed.get(person, 0)) for person in there)
    return max(Fraction(0), 1 - Fraction(off, 2 * furthest))
