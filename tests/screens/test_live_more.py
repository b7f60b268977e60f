"""What one looks up over Live, and the prompt, by the keyboard alone and as it looks."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentortui.core import events as e
from mentortui.core.capture import Capture
from mentortui.core.people import Participant
from mentortui.core.records import Caught, Figures, FinishedSession, Living
from mentortui.screens.beside import BesideScreen
from mentortui.screens.cover import CoverScreen
from mentortui.store.errors import StoreError
from mentortui.widgets.question_line import QuestionLine
from tests.screens.live_app import LiveApp, running
from tests.screens.stage import SIZES, said, widths
from tests.screens.waiting import at_rest

DAY = 86_400_000_000
LONG = "Maximiliane-Theodora von Hohenlohe-Waldenburg-Schillingsfürst"
PROMPT = "Grace has had 9 % so far."


@pytest.fixture
def app(tmp_path: Path) -> LiveApp:
    return LiveApp(tmp_path / "data")


def drift(app: LiveApp, seconds: int = 400) -> None:
    """Ada 50 s, Grace 5 s, and so on: far from 40 : 60."""
    passed = 0
    while passed < seconds:
        for key, length in ((1, 50), (2, 5)):
            length = min(length, seconds - passed)
            if length:
                app.action_floor(key)
                app.pass_time(length)
                passed += length


def shown(app: LiveApp) -> list[e.PromptShown]:
    return [event for event in app.session.events if isinstance(event, e.PromptShown)]


def store_last_time(app: LiveApp, promises: int = 2) -> None:
    """A session of two weeks ago, with all there is."""
    store, slug = app.desk.store, app.mentorship.slug
    people = tuple(Participant(id=one.id, name=one.name, role=one.role, key=n) for n, one in enumerate(app.mentorship.people, 1))
    began = app.clock.wall() - 14 * DAY
    store.save_session(
        slug,
        FinishedSession(
            id="last",
            mentorship="m",
            number=14,
            kind="regular",
            title="",
            began=began,
            ended=began + DAY // 24,
            planned_minutes=60,
            me="p1",
            people=people,
            agreement=None,
            show_figures=True,
            items=(),
            turns=(),
            figures=Figures(active=0, nobody=0, several=0, unsure=0, floor={}, expected={}, turns={}, longest={}),
            caught=(Caught(capture=Capture(id="t", kind="takeaway", text="small commits got me faster reviews"), at=0),),
        ),
    )
    captures = [
        Capture(id="a", kind="action", text="write the failing test first", who="p2", due="2026-11-27"),
        Capture(id="b", kind="action", text="introduce to the data team", who="p1"),
        Capture(id="c", kind="decision", text="recorded responses instead of a fake server"),
        *(
            Capture(id=f"more{n}", kind="action", text=f"{n} of a long list, said at length so that it wraps", who="p2")
            for n in range(promises - 2)
        ),
    ]
    states = {"b": "done"}
    store.save_living(
        slug,
        *(Living(id=one.id, capture=one, session="last", state=states.get(one.id, "open")) for one in captures),  # type: ignore[arg-type]
    )


# the prompt


async def test_a_drift_from_what_was_agreed_is_one_line_that_escape_sends_away(app: LiveApp) -> None:
    async with running(app) as pilot:
        drift(app)
        assert app.asked().startswith(PROMPT)
        assert app.asked().endswith("? esc away")
        assert [one.person for one in shown(app)] == ["p2"]
        await pilot.press("escape")
        assert app.asked() == "prompt sent away"
        app.live_screen._question.unsay("prompt sent away")
        assert app.asked() == ""
        drift(app, 700)
        assert len(shown(app)) == 1


async def test_it_goes_by_itself_after_a_minute_and_undo_does_not_touch_it(app: LiveApp) -> None:
    async with running(app) as pilot:
        drift(app, 400)
        assert app.asked().startswith(PROMPT)
        app.pass_time(60)
        assert not app.asked().startswith("Grace has had")
        await pilot.press("u")
        assert app.asked().startswith("Undone: ")
        assert "prompt" not in app.asked()


async def test_k_silences_it_for_the_session(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("k")
        drift(app)
        assert shown(app) == []
        assert [one.why for one in app.session.events if isinstance(one, e.PromptWithheld)] == ["silenced"]


async def test_while_one_types_no_line_comes_and_afterwards_it_does(app: LiveApp) -> None:
    async with running(app) as pilot:
        drift(app, 370)
        await pilot.press("enter", *"half")
        drift(app, 80)
        assert shown(app) == []
        await pilot.press("escape")
        app.action_floor(1)
        app.pass_time(2)
        assert len(shown(app)) == 1


async def test_it_comes_again_after_a_kill_only_if_it_would_have(app: LiveApp) -> None:
    async with running(app):
        drift(app)
        assert app.session.writer.flush()
        events, _ = app.desk.sessions.watch(app.mentorship.slug, app.session.session.started.session)
        assert [type(one) for one in events if isinstance(one, e.PromptShown | e.PromptWithheld)] == [
            type(one) for one in app.session.events if isinstance(one, e.PromptShown | e.PromptWithheld)
        ]


@pytest.mark.parametrize("size", [*SIZES, (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_line_is_whole_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    app = LiveApp(tmp_path)
    async with running(app, size) as pilot:
        drift(app)
        await pilot.pause()
        line = app.live_screen.query_one(QuestionLine)
        drawn = line.render_line(0).text
        assert "…" not in drawn
        assert line.question.split(". ")[1] in drawn
        assert len(widths(app)) == 1


# open questions


async def test_o_asks_an_open_question_and_again_another(app: LiveApp) -> None:
    async with running(app) as pilot:
        app.session.agenda.go_on()
        seen = set()
        await pilot.press("o")
        for _ in range(5):
            text = said(app)
            seen.add(text[text.index("An open question") :])
            await pilot.press("o")
        assert len(seen) == 5
        await pilot.press("escape")
        assert app.screen is app.live_screen


async def test_the_users_own_questions_are_asked_first_and_a_broken_line_is_told(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data")
    app.desk.config = tmp_path
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "mine.txt").write_text("for: check-in\nWhat did Lovelace write?\nnonsense\n", "utf-8")
    async with running(app) as pilot:
        await at_rest(pilot)
        assert any("mine.txt, line 3: “nonsense” does not end" in notice.message for notice in app._notifications)
        asked = ""
        await pilot.press("o")
        for _ in range(40):
            asked += said(app)
            await pilot.press("o")
        assert "What did Lovelace write?" in asked


async def test_after_the_last_question_it_says_where_own_ones_go(app: LiveApp) -> None:
    app_bank = 200
    async with running(app) as pilot:
        while app_bank and app.session.prompts.another_question() is not None:
            app_bank -= 1
        await pilot.press("o")
        assert "Every question of the bank was shown in this session" in said(app)


# last time


async def test_l_shows_what_was_agreed_last_time_and_l_or_escape_closes_it(app: LiveApp) -> None:
    async with running(app) as pilot:
        store_last_time(app)
        for leaves in ("l", "escape"):
            await pilot.press("l")
            await at_rest(pilot)
            text = said(app)
            for words in (
                "Last time: regular session 14",
                "small commits got me faster reviews",
                "○ Grace: write the failing test first",
                "✓ Ada: introduce to the data team · kept",
                "recorded responses instead of a fake server",
            ):
                assert words in text
            await pilot.press(leaves)
            assert app.screen is app.live_screen


async def test_in_the_first_session_it_says_so(app: LiveApp) -> None:
    async with running(app) as pilot:
        await pilot.press("l")
        await at_rest(pilot)
        assert "This is the first session" in said(app)


async def test_what_the_store_refuses_is_said_on_live(app: LiveApp) -> None:
    def refuses() -> None:
        raise StoreError("record.json: not JSON at line 3.")

    async with running(app) as pilot:
        app.live_screen._last_time = refuses
        await pilot.press("l")
        await at_rest(pilot)
        assert app.asked() == "record.json: not JSON at line 3."
        assert app.screen is app.live_screen


# why


async def test_w_explains_the_figures_and_not_while_they_are_hidden(app: LiveApp) -> None:
    async with running(app) as pilot:
        drift(app, 330)
        await pilot.press("w")
        text = said(app)
        assert "100 is exactly as agreed, 0 as far from it as possible" in text
        assert "Grace 0:30 of 5:30 = 9 % · agreed 60 % = 3:18, 2:48 below" in text
        assert "keyed by hand: within about 3 points" in text
        await pilot.press(*["pagedown"] * 9)
        await at_rest(pilot)
        assert "The projected end" in said(app)
        await pilot.press("w")
        assert app.screen is app.live_screen
        await pilot.press("h", "w")
        assert "h shows them" in said(app)
        assert "Grace 0:30" not in said(app)
        assert "The projected end" in said(app)


async def test_w_says_which_rule_brought_a_prompt_and_the_practice_behind_its_question(app: LiveApp) -> None:
    async with running(app, (120, 60)) as pilot:
        drift(app, 400)
        prompt = shown(app)[0]
        assert prompt.question
        await pilot.press("w", *["pagedown"] * 9)
        await at_rest(pilot)
        text = said(app)
        assert "balance of ten minutes at most 40 and 1:30 lacking, for 1:00 on end" in text
        assert PROMPT in text
        practices = {one.text: one.practice for one in app.session.prompts._bank.questions}
        assert practices[prompt.question][:12] in text  # the rest may stand in the next row


async def test_with_three_and_more_the_open_question_names_who_has_spoken_least(tmp_path: Path) -> None:
    app = LiveApp(tmp_path / "data", ("Ada", "Grace", "Kofi"))
    async with running(app) as pilot:
        await pilot.press("o")
        assert "spoken least" not in said(app)
        await pilot.press("escape", "1")
        app.pass_time(40)
        await pilot.press("2")
        app.pass_time(40)
        await pilot.press("o")
        assert "Kofi has not had the floor yet." in said(app)
        await pilot.press("3", "escape")
        app.pass_time(10)
        await pilot.press("1", "o")
        assert "Kofi has spoken least so far." in said(app)


# over Live


@pytest.mark.parametrize("key", ["o", "l", "w"])
async def test_the_floor_and_the_cover_go_on_working_over_it(app: LiveApp, key: str) -> None:
    async with running(app) as pilot:
        await pilot.press("1", key)
        await at_rest(pilot)
        assert isinstance(app.screen, BesideScreen)
        assert "Ada" in said(app)
        await pilot.press("2")
        assert app.floor() == ("Grace",)
        await pilot.press("ctrl+g")
        assert app.floor() == ("Ada",)
        await pilot.press("x")
        assert isinstance(app.screen, CoverScreen)
        assert "Ada" not in said(app)
        await pilot.press("x", "enter")
        assert isinstance(app.screen, BesideScreen)


async def test_y_asks_the_program_for_the_turns(app: LiveApp) -> None:
    asked: list[str] = []
    app.action_timeline = lambda: asked.append("turns")  # type: ignore[attr-defined, assignment]
    async with running(app) as pilot:
        await pilot.press("y")
        assert asked == ["turns"]


# as it looks

SHOWN: dict[str, tuple[str, ...]] = {"prompt": (), "question": ("o",), "last": ("l",), "why": ("w",)}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("what", SHOWN)
def test_it_looks_as_agreed(snap_compare: Callable[..., bool], tmp_path: Path, what: str, size: tuple[int, int]) -> None:
    app = LiveApp(tmp_path)

    async def usual(pilot: Pilot[str | None]) -> None:
        store_last_time(app)
        drift(app, 400)
        assert app.session.writer.flush()
        app.live_screen.follow()
        await pilot.press(*SHOWN[what])
        await at_rest(pilot)

    assert snap_compare(app, terminal_size=size, run_before=usual)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("what", ["last", "why"])
def test_nine_people_with_long_names_and_forty_promises_look_as_agreed(
    snap_compare: Callable[..., bool], tmp_path: Path, what: str, size: tuple[int, int]
) -> None:
    app = LiveApp(tmp_path, ("Ada", LONG, "🧑‍🚀 Kofi", *(f"P{n}" for n in range(4, 10))))

    async def overfull(pilot: Pilot[str | None]) -> None:
        store_last_time(app, 40)
        for key in range(1, 10):
            app.action_floor(key)
            app.pass_time(20 * key)
        assert app.session.writer.flush()
        app.live_screen.follow()
        await pilot.press(*SHOWN[what])
        await at_rest(pilot)

    assert snap_compare(app, terminal_size=size, run_before=overfull)
