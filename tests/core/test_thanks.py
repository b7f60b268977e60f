"""A thank-you is made of what may be said, and of nothing else."""

from datetime import date
from zoneinfo import ZoneInfo

from mentortui.core.capture import Capture
from mentortui.core.records import Caught, Living
from mentortui.core.result import LIVING
from mentortui.core.thanks import MOST, thanks
from tests.screens.summary_app import USUAL, finished

BERLIN = ZoneInfo("Europe/Berlin")


def written(*captures: Capture, **changed: object) -> str:
    living = [Living(id=one.id, capture=one, session="s") for one in captures if one.kind in LIVING]
    caught = tuple(Caught(capture=one, at=0) for one in captures if one.kind not in (*LIVING, "private"))
    return thanks(finished(caught=caught, **changed), living, here=BERLIN, today=date(2026, 11, 26))


def test_it_thanks_for_what_was_celebrated_praised_and_taken_away() -> None:
    mine = Capture(id="t1", kind="takeaway", text="I ask earlier", who="ada")
    theirs = Capture(id="t2", kind="takeaway", text="small commits", who="grace")
    to_me = Capture(id="f", kind="feedback", text="clear questions", who="ada", giver="grace")
    assert written(*USUAL, mine, theirs, to_me) == "\n".join(
        [
            "Hello Grace,",
            "thank you for our session on Wed 25 Nov.",
            "",
            "I want to celebrate: Grace shipped the retry fix alone",
            "",
            "I thought this was good: commits reviewable in five minutes each",
            "",
            "Your feedback to me: clear questions",
            "",
            "What I take with me: I ask earlier",
            "",
            "What you take with you: small commits",
            "",
            "Ada",
        ]
    )


def test_nothing_private_nothing_that_waits_and_nothing_that_could_be_better_stands_in_it() -> None:
    text = written(
        *USUAL,
        Capture(id="w", kind="feedback", text="not given yet", who="grace", later=True),
        Capture(id="i", kind="feedback", text="good", improve="the other thing", who="grace"),
    )
    for word in ("tired", "owner", "not given yet", "other thing"):
        assert word not in text


def test_with_nothing_caught_it_is_a_thank_you_all_the_same() -> None:
    assert written() == "Hello Grace,\nthank you for our session on Wed 25 Nov.\n\nAda"


def test_many_are_a_few() -> None:
    wins = [Capture(id=f"w{n}", kind="win", text=f"win {n}") for n in range(40)]
    assert written(*wins).count("- win") == MOST
