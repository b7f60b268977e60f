"""What History lists: what the filter leaves while somebody types, and which one is marked when one goes."""

import asyncio
from pathlib import Path

from mentortui.core.findable import Findable
from mentortui.services.finding import SLICE, Finding, whose
from tests.screens.stage import desk


def one(id: str, began: int, words: str, active: int = 0) -> Findable:
    return Findable(
        slug="grace", id=id, who="Grace", what="", began=began, number=began, active=active, open=0, pieces=(), folded=words
    )


def finding() -> Finding:
    made = Finding()
    made.take([one("a", 1, "a broken build", 60), one("b", 2, "build again"), one("c", 3, "a walk", 30)])
    return made


def ids(made: Finding) -> str:
    return "".join(found.id for found in made.found)


async def test_a_filter_that_goes_on_narrows_what_was_found_and_another_looks_through_all() -> None:
    made = finding()
    assert (ids(made), made.held, made.settled) == ("cba", 3, True)
    made.type("build")
    assert not made.settled
    await made.search()
    assert ids(made) == "ba"
    made.type("build bro")
    await made.search()
    assert ids(made) == "a"
    made.type("walk")
    await made.search()
    assert ids(made) == "c"
    made.take(made.all)
    assert ids(made) == "c", "what is read meanwhile is filtered too"


async def test_what_is_read_or_sorted_while_it_is_looked_through_is_in_what_is_found() -> None:
    many = [one(f"{n:04}", n, "build") for n in range(SLICE + 1)]
    made = Finding()
    made.take(many)
    made.type("build")
    looking = asyncio.create_task(made.search())
    await asyncio.sleep(0)
    made.take([*many, one("last", SLICE + 1, "build")])
    await looking
    assert [made.found[0].id, len(made.found)] == ["last", SLICE + 2]
    made.type("buil")
    looking = asyncio.create_task(made.search())
    await asyncio.sleep(0)
    assert made.turn() == "oldest first"
    await looking
    assert made.found[0].id == "0000"


def test_another_order_keeps_the_filter_and_says_what_it_is_called() -> None:
    made = finding()
    assert made.turn() == "oldest first"
    assert ids(made) == "abc"
    assert made.turn() == "longest first"
    assert ids(made) == "acb"


def test_once_one_is_removed_its_neighbour_is_marked() -> None:
    made = finding()
    assert [made.beside(place) for place in range(3)] == ["b", "a", "b"]
    assert made.at(3) is None
    assert Finding().beside(0) == ""


def test_sessions_of_all_are_told_in_the_users_zone(tmp_path: Path) -> None:
    mentorships, _, _ = desk(tmp_path)
    slug = mentorships.begin("Ada", "berlin", "mentor", "Grace", "nairobi", "40/60").slug
    assert (whose(mentorships, slug).who, whose(mentorships, slug).zone) == ("Grace", "Europe/Berlin")
    assert (whose(mentorships, "").who, whose(mentorships, "").zone) == ("", "Europe/Berlin")
