"""Feedback over time, the wins wall, opportunities and inclusion, walked through in one start each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Static

from mentortui.app import MentortuiApp
from mentortui.core.capture import Capture
from mentortui.core.feedback import waits
from mentortui.core.journal import JournalEntry
from mentortui.core.people import Agreement
from mentortui.core.record_details import OpportunityDetails
from mentortui.core.records import Living, Member, Mentorship
from mentortui.screens.feedback import FeedbackScreen
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.opportunities import OpportunitiesScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.past_years import ADA, GRACE, item, session
from tests.screens.stage import DAY, NOON, StillClock, said
from tests.screens.waiting import AnyPilot, at_rest, make_steady, press, until_on_top


def member(id: str, name: str, role: str) -> Member:
    return Member(id=id, name=name, role=role, zone="Europe/Berlin")  # type: ignore[arg-type]


def living(id: str, days: int, kind: str, text: str, who: str, **more: object) -> Living:
    """`days` ago; what is no field of the record is one of its capture."""
    own = {name: value for name, value in more.items() if name in Living.__struct_fields__}
    capture = Capture(id=id, kind=kind, text=text, who=who, **{name: value for name, value in more.items() if name not in own})  # type: ignore[arg-type]
    return Living(id=id, created=NOON - days * DAY, capture=capture, **own)  # type: ignore[arg-type]


class Place:
    """Two mentees of Ada's, and what there was with each."""

    def __init__(self, folder: Path) -> None:
        self.store, self.clock = Store(folder / "data"), StillClock()
        people = (member("ada", "Ada", "mentor"), member("grace", "Grace Otieno", "mentee"))
        agreed = Agreement(roles={"mentor": 40, "mentee": 60})
        made = Mentorship(id="m", slug="", part="mentor", me="ada", people=people, agreement=agreed, goals=("Release lead",))
        self.slug = self.store.save_mentorship(made).slug
        other = msgspec.structs.replace(made, id="m2", people=(people[0], member("linus", "Linus Park", "mentee")))
        self.other = self.store.save_mentorship(other).slug
        for number in range(1, 7):
            items = (item("parser", {"ada": 5, "grace": 5}, by="ada"), item("release", {"ada": 5, "grace": 5}, by="ada"))
            day = date(2026, 9, 1).replace(day=number * 4)
            self.store.save_session(self.slug, session(number, day, {"ada": 40, "grace": 20}, items=items, people=(ADA, GRACE)))
        self.store.save_living(
            self.slug,
            living("f1", 120, "feedback", "asked early", "grace", goal="Release lead"),
            living("f2", 100, "feedback", "the plan had no owner", "grace", better=True, step="name one", state="open"),
            living("f3", 1, "feedback", "kept calm", "grace", later=True),
            living("w1", 2, "win", "shipped it alone", "grace"),
            living("o1", 3, "opportunity", "sit in on the release call", "grace", details=OpportunityDetails(sort="visibility")),
        )
        self.store.save_living(
            self.other,
            living("o2", 3, "opportunity", "meet the data team", "linus", details=OpportunityDetails(sort="introduction")),
        )

    def living(self, id: str) -> Living:
        return next(one for one in self.store.living(self.slug) if one.id == id)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    make_steady(monkeypatch)
    return Place(tmp_path)


@asynccontextmanager
async def opened(place: Place, tab: str, size: tuple[int, int] = (120, 40)) -> AsyncIterator[AnyPilot]:
    app = MentortuiApp(Desk(place.store, place.clock, system_zone="Europe/Berlin"))
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        app.open_mentorship(place.slug, tab)
        await until_on_top(pilot, MentorshipScreen)
        await at_rest(pilot)
        yield pilot
        await app.let_go()


async def test_feedback_is_read_over_time_narrowed_down_given_answered_and_asked_for(place: Place) -> None:
    async with opened(place, "feedback") as pilot:
        shown = said(pilot.app)
        assert "All feedback: 2 given" in shown
        assert "Waiting to be given: 1" in shown
        assert "Jul to Sep 2026: 2 pieces" in shown
        assert "said in none" not in shown
        assert shown.count("2 given") == 1
        assert "There was none from Grace Otieno for 6 sessions" in shown
        asked = await press(pilot, "i")
        assert "on the next agenda: " in asked
        plan = Desk(place.store, place.clock).preparing.plan(place.slug)
        assert [one.brought_by for one in plan.items if one.title.endswith("?")] == ["ada"]
        assert "on the next agenda already" in await press(pilot, "i")
        assert "Undone: on the next agenda" in await press(pilot, "u")
        assert not [one for one in Desk(place.store, place.clock).preparing.plan(place.slug).items if one.title.endswith("?")]

        narrowed = await press(pilot, "g", "1")
        assert "1 of 2: Release lead" in narrowed
        assert "the plan had no owner" not in narrowed
        assert "All feedback: 2 given" in await press(pilot, "g", "0")
        assert "2 of 2: Ada" in await press(pilot, "p", "1")
        assert "2 of 2: Ada, Jul to Sep 2026" in await press(pilot, "t", "1")
        await press(pilot, "p", "0")
        await press(pilot, "t", "0")

        assert "weekly moment for feedback: Mondays" in await press(pilot, "w", "1")
        assert place.store.mentorship(place.slug).feedback_moment == "0"
        assert "Undone: weekly moment" in await press(pilot, "u")
        assert place.store.mentorship(place.slug).feedback_moment == ""

        await press(pilot, "home", "down", "down")
        assert "given: kept calm" in await press(pilot, "enter")
        assert not waits(place.living("f3").capture)
        assert "Undone: given: kept calm" in await press(pilot, "u")
        assert waits(place.living("f3").capture)

        await press(pilot, "down", "down")
        assert "agreed: the plan had no owner" in await press(pilot, "y", "y")
        assert "the step is done" in await press(pilot, "space")
        assert place.living("f2").state == "done"
        assert "what came of it: every step has one" in await press(pilot, "c", *"every step has one", "enter")
        assert place.living("f2").outcome == "every step has one"
        assert "Of all next steps 1 is kept" in await press(pilot, "home")
        assert "mark one feedback" in await press(pilot, "space")

        await press(pilot, "a")
        assert isinstance(pilot.app.screen, FeedbackScreen)
        assert "given: a question before any answer" in await press(pilot, *"a question before any answer", "ctrl+s")
        assert "All feedback: 3 given" in said(pilot.app)
        assert "Undone: given: a question before any answer" in await press(pilot, "u")


async def test_a_filter_counts_what_was_found_and_not_what_stands_above_it(place: Place) -> None:
    async with opened(place, "win") as pilot:
        assert "1 found" in await press(pilot, "slash", *"shipped", "enter")
        pilot.app.screen.go("feedback")  # type: ignore[attr-defined]
        await at_rest(pilot)
        assert "3 found" in await press(pilot, "slash", *("backspace",) * 7, "e", "enter")
        assert "All feedback" in said(pilot.app)


async def test_the_wall_says_whose_turn_it_is_and_a_win_is_kept_to_oneself_and_shared_again(place: Place) -> None:
    async with opened(place, "win") as pilot:
        shown = said(pilot.app)
        assert "Grace's turn to name one; you named the last, Mon 23 Nov" in shown
        assert "Oct to Dec 2026: 1 of Grace" in shown
        assert "mark one win" in await press(pilot, "v")
        await press(pilot, "down", "down")
        assert "It lies in your private file" in await press(pilot, "v", "p")
        assert place.living("w1").removed
        assert "only you" in await press(pilot, "end")
        assert [one.capture.text for one in place.store.private_table(place.slug, "living", Living)] == ["shipped it alone"]
        assert "Undone: edited: shipped it alone" in await press(pilot, "u")
        assert not place.living("w1").removed
        thanks = await press(pilot, "T")
        assert "Hello Grace," in thanks
        assert "I want to celebrate: shipped it alone" in thanks


async def test_mentees_stand_side_by_side_for_their_mentor_alone_and_the_answer_is_only_the_mentors(place: Place) -> None:
    async with opened(place, "opportunity") as pilot:
        shown = await press(pilot, "s")
        assert isinstance(pilot.app.screen, OpportunitiesScreen)
        assert "Grace Otieno: 1 occasion to be seen" in shown
        assert "Introductions: none for Grace Otieno, 1 for Linus Park." in shown
        await press(pilot, "left", "right", "down", "escape")
        assert "Linus" not in said(pilot.app)
        asked = await press(pilot, "w")
        assert "What were peers offered that Grace was not?" in asked.replace("Grace Otieno", "Grace")
        assert "kept in your journal, only yours" in await press(pilot, *"the guild day", "enter")
        (entry,) = place.store.private_table(place.slug, "journal", JournalEntry)
        assert entry.text == "the guild day"
        assert "Undone: it is no longer in your journal" in await press(pilot, "u")


async def test_inclusion_collects_in_words_who_brings_what_and_who_is_asked_first(place: Place) -> None:
    async with opened(place, "inclusion") as pilot:
        assert "none yet, only yours" in said(pilot.app)
        assert "Of 12 topics that somebody" in await press(pilot, "down")
        page = str(pilot.app.screen.query_one("#page", Static).render())
        assert "Of 12 topics that somebody brought, 12 are Ada's, none is Grace's." in page
        assert "Jul to Sep 2026: Ada 12, Grace none" in page
        assert "Ask Grace first: less of the floor" in await press(pilot, "down")
        assert "kept in your journal, only yours" in await press(pilot, "w", *"I guessed", "enter")
        kept = said(pilot.app)
        assert "last Wed 25 Nov, only yours" in kept
        assert "I guessed" not in kept
        await press(pilot, "a", *"tests first", "ctrl+s")
        assert "1 disagreement: 1 open" in said(pilot.app)
        assert "Undone: added: tests first" in await press(pilot, "u")
        assert "Undone: it is no longer in your journal" in await press(pilot, "u")


async def test_a_mentee_is_not_asked_what_is_asked_of_mentors(place: Place) -> None:
    mentorship = place.store.mentorship(place.slug)
    place.store.save_mentorship(msgspec.structs.replace(mentorship, part="mentee", me="grace"))
    async with opened(place, "inclusion", (60, 20)) as pilot:
        assert "only yours" not in said(pilot.app)
        assert "asked of mentors" in await press(pilot, "w")
        pilot.app.screen.go("opportunity")  # type: ignore[attr-defined]
        await at_rest(pilot)
        assert "Only a mentor has mentees" in await press(pilot, "s")
        assert "asked of mentors" in await press(pilot, "w")
