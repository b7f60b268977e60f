"""Every screen over a store that is full of the corpus: it is drawn, nothing acts, nothing leaves its column; and every field
of it takes every text."""

import importlib
import pkgutil
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from textual.events import Paste
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

import mentortui.screens
from mentortui.app import MentortuiApp
from mentortui.core.hearing_values import CHANNELS, ChannelState, Device, HearingState, Trouble
from mentortui.screens.ask import AskScreen
from mentortui.screens.beside import BesideScreen
from mentortui.screens.charter import CharterScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.closing import EndsByItself
from mentortui.screens.cover import CoverScreen
from mentortui.screens.feedback import FeedbackScreen
from mentortui.screens.feedback_list import FeedbackListScreen
from mentortui.screens.feedback_parts import ReadOutScreen
from mentortui.screens.first_run import FirstRunScreen
from mentortui.screens.hearing_check import HearingScreen
from mentortui.screens.history import HistoryScreen
from mentortui.screens.history_log import LogScreen
from mentortui.screens.history_minute import MinuteScreen
from mentortui.screens.home import HomeScreen
from mentortui.screens.importing import ImportScreen
from mentortui.screens.importing_beside import CompareScreen
from mentortui.screens.importing_names import NamesScreen
from mentortui.screens.importing_report import ReportScreen
from mentortui.screens.importing_sentences import SentencesScreen
from mentortui.screens.keys import KEY_NAMES, KeysScreen
from mentortui.screens.late import LateScreen
from mentortui.screens.letter import LetterScreen
from mentortui.screens.live import LiveScreen
from mentortui.screens.mentorship import MentorshipScreen
from mentortui.screens.mentorship_more import MoreScreen
from mentortui.screens.opportunities import OpportunitiesScreen
from mentortui.screens.palette import Palette
from mentortui.screens.people import PeopleScreen
from mentortui.screens.practices import PracticesScreen
from mentortui.screens.prepare import PrepareScreen
from mentortui.screens.prepare_forms import CheckInScreen, ItemScreen
from mentortui.screens.promises import PromisesScreen
from mentortui.screens.pulse import PulseScreen
from mentortui.screens.pulse_assess import Answered, AssessmentScreen
from mentortui.screens.record_form import RecordFormScreen
from mentortui.screens.resume import ResumeScreen
from mentortui.screens.review import ReviewScreen
from mentortui.screens.review_present import ReviewPresentScreen
from mentortui.screens.rows import RowsScreen
from mentortui.screens.start import StartScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.screens.timeline import TimelineScreen
from mentortui.screens.trends import TrendsScreen
from mentortui.screens.write import WriteScreen
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.long_list import LongList
from tests.hostile.corpus import LONG_RUN, NAME, SHORT, TEXTS, WORDS, Turns
from tests.hostile.filling import a_desk, hostile_store
from tests.hostile.looks import troubles
from tests.screens.hearing_fakes import Choices, Hearing
from tests.screens.stage import MINUTE, NOON, StillClock
from tests.screens.waiting import at_rest, make_steady, until_on_top

AnyPilot: TypeAlias = Pilot[Any]
Way: TypeAlias = Callable[[MentortuiApp, AnyPilot], Coroutine[Any, Any, None]]
SIZES = ((120, 40), (60, 20), (40, 8))
LETTER = "".join(f"Done: {one}\nRoadblock: {one}\nI would try: {one}\nTakeaway: {one}\n" for one in WORDS)


def keys(*pressed: str) -> Way:
    """From the screen below it."""

    async def go(app: MentortuiApp, pilot: AnyPilot) -> None:
        for key in pressed:
            await pilot.press(key)
            await at_rest(pilot)

    return go


def opened(name: str, *more: str) -> Way:
    """By one of the program's own ways from anywhere."""

    async def go(app: MentortuiApp, pilot: AnyPilot) -> None:
        slug = app.desk.mentorships.all()[0].slug
        last = app.desk.pages.sessions(slug)[-1].id
        getattr(app, name)(slug, *(last if one == "last" else one for one in more))

    return go


def opened_plainly(name: str) -> Way:
    """The same, of no mentorship."""

    async def go(app: MentortuiApp, pilot: AnyPilot) -> None:
        getattr(app, name)()

    return go


def own(make: Callable[[MentortuiApp], Screen[Any]]) -> Way:
    async def go(app: MentortuiApp, pilot: AnyPilot) -> None:
        await app.push_screen(make(app))

    return go


async def minute(app: MentortuiApp, pilot: AnyPilot) -> None:
    await keys("slash", "a", "enter")(app, pilot)
    history = app.screen
    assert isinstance(history, HistoryScreen)
    history.matches.minute((0, 0), "Europe/Berlin", NOON)


async def going_on(app: MentortuiApp, pilot: AnyPilot) -> None:
    """It hears, what systems say about it is hostile, and all of that goes through the line and the header."""
    await keys("r")(app, pilot)
    if isinstance(app.screen, ResumeScreen):
        await keys("enter")(app, pilot)
    assert app.live is not None
    heard, screen = Hearing(on=True), app.screen
    assert isinstance(screen, LiveScreen)
    app.live.hearing = heard  # type: ignore[assignment]  # as far as a screen knows it
    for kind in ("gone", "broken", "denied", "other output", "no server"):
        for said in (*WORDS[:: 1 if LONG_RUN else 9], NAME):
            heard.time += 10 * MINUTE  # what was right for so long is said again
            heard.state = hostile_hearing(said, Trouble(kind, "call", since=1, detail=said))  # type: ignore[arg-type]
            screen._hearing.show()
            screen.follow()
            await pilot.pause()
            assert troubles(app) == [], (kind, said)


def hostile_hearing(device: str, *troubles: Trouble) -> HearingState:
    """Both channels are heard, on a device of that name."""
    state = ChannelState(heard=True, level=-20.0, voice=True, device=device)
    return HearingState(microphone=state, call=state, troubles=troubles)


async def hearing(app: MentortuiApp, pilot: AnyPilot) -> None:
    """Every text is the name of a microphone and of an output, and the last word of the system."""
    devices = tuple(Device(f"{channel}{n}{text}", text, channel) for channel in CHANNELS for n, text in enumerate(TEXTS))
    state = hostile_hearing(NAME, Trouble("broken", detail=NAME), Trouble("gone", "microphone", detail=SHORT[0]))
    app.desk.__dict__["hearing_choices"] = Choices(state, devices=devices)
    await opened("open_listen")(app, pilot)
    await until_on_top(pilot, HearingScreen)
    for _ in range(3):
        await pilot.press("down", "enter")
        await pilot.pause()


async def a_transcript(app: MentortuiApp, pilot: AnyPilot) -> None:
    """In the folder of the test, under a hostile name, with hostile names and words in it."""
    said = [" ".join(text.split()) for text in WORDS]
    cues = [
        f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\n{said[n % 40][:200]}: {text}"
        for n, text in enumerate(said * 3)
    ]
    text = "\n\n".join(("WEBVTT", "00:00 --> \x1b[31m[red]never", *cues))
    Path("[b]call[c] \x1b]0;title\x07 \u202e.vtt").write_text(text, "utf-8", "replace")
    await opened("open_import")(app, pilot)
    await until_on_top(pilot, ImportScreen)
    app.screen.query_one(LongList).marked = 0


async def beside(app: MentortuiApp, pilot: AnyPilot) -> None:
    await keys("b", "1")(app, pilot)
    if isinstance(app.screen, NamesScreen):
        await keys("1", "enter")(app, pilot)


def a_late(app: MentortuiApp) -> Screen[Any]:
    now = app.desk.clock.wall()
    return LateScreen(now - 20 * MINUTE, now, "Europe/Berlin", print)


def a_charter(app: MentortuiApp) -> Screen[Any]:
    slug, charters = app.desk.mentorships.all()[0].slug, app.desk.charters
    return CharterScreen(charters.shown(slug), charters.visit(slug), app.desk.drafts(slug), who="Ada")


def a_list_of_feedback(app: MentortuiApp) -> Screen[Any]:
    slug = app.desk.mentorships.all()[0].slug
    return FeedbackListScreen(app.desk.feedback.book(slug, None, lambda: None), app.desk.drafts(slug))


def an_assessment(app: MentortuiApp) -> Screen[Any]:
    name = app.desk.mentorships.all()[0].people[0].name
    return AssessmentScreen(name, "Oct to Dec 2026", "", before=Answered(sentence=SHORT[0]))


WAYS: dict[type[Screen[Any]], tuple[type[Screen[Any]] | None, Way]] = {
    ResumeScreen: (None, keys()),
    HomeScreen: (None, keys("escape")),
    HistoryScreen: (HomeScreen, opened("open_history")),
    AskScreen: (HistoryScreen, keys("W")),
    LogScreen: (HistoryScreen, keys("a")),
    MinuteScreen: (HistoryScreen, minute),
    SummaryScreen: (HomeScreen, opened("open_summary", "last")),
    ChooseScreen: (SummaryScreen, keys("t")),
    PulseScreen: (SummaryScreen, keys("p")),
    WriteScreen: (SummaryScreen, keys("T")),
    TimelineScreen: (HomeScreen, opened("open_timeline", "last")),
    PromisesScreen: (HomeScreen, opened("open_promises")),
    TrendsScreen: (HomeScreen, opened("open_trends")),
    MentorshipScreen: (HomeScreen, opened("open_mentorship", "action")),
    MoreScreen: (MentorshipScreen, keys("m")),
    RecordFormScreen: (MentorshipScreen, keys("e")),
    AssessmentScreen: (HomeScreen, own(an_assessment)),
    ReviewScreen: (HomeScreen, opened("open_review")),
    ReviewPresentScreen: (ReviewScreen, keys("P", "right")),
    CharterScreen: (HomeScreen, own(a_charter)),
    FeedbackListScreen: (HomeScreen, own(a_list_of_feedback)),
    ReadOutScreen: (FeedbackListScreen, keys("r")),
    FeedbackScreen: (FeedbackListScreen, keys("e")),
    OpportunitiesScreen: (HomeScreen, own(lambda app: OpportunitiesScreen(app.desk.opportunities))),
    PrepareScreen: (HomeScreen, opened("open_prepare")),
    ItemScreen: (PrepareScreen, keys("e")),
    CheckInScreen: (PrepareScreen, keys("i")),
    RowsScreen: (PrepareScreen, keys("r")),
    LetterScreen: (HomeScreen, opened("open_letter", LETTER)),
    PeopleScreen: (HomeScreen, keys("e")),
    ImportScreen: (HomeScreen, a_transcript),
    NamesScreen: (ImportScreen, keys("enter")),
    ReportScreen: (NamesScreen, keys("1", "enter")),
    SentencesScreen: (ReportScreen, keys("p")),
    CompareScreen: (ReportScreen, beside),
    KeysScreen: (HomeScreen, keys("question_mark")),
    PracticesScreen: (HomeScreen, opened_plainly("action_practices")),
    Palette: (HomeScreen, keys("ctrl+p")),
    HearingScreen: (HomeScreen, hearing),
    FirstRunScreen: (HomeScreen, own(lambda app: FirstRunScreen(app.desk.mentorships, copy=app.copy_text))),
    StartScreen: (
        HomeScreen,
        own(lambda app: StartScreen(app.desk.mentorships, app.desk.mentorships.all()[0], None)),
    ),
    LateScreen: (HomeScreen, own(a_late)),
    LiveScreen: (HomeScreen, going_on),
    BesideScreen: (LiveScreen, keys("l")),
    CoverScreen: (LiveScreen, keys("ctrl+t")),
}
"""How one comes to each: from which screen, and then how."""


TYPED: dict[type[Screen[Any]], str] = {
    AskScreen: "a line",
    CharterScreen: "an answer",
    LogScreen: "what is looked for",
    WriteScreen: "lines of notes",
    RecordFormScreen: "the words of a record",
    FeedbackScreen: "what was good",
    ItemScreen: "the title of an item",
    CheckInScreen: "how somebody is",
    PeopleScreen: "a name",
    Palette: "what is looked for",
    FirstRunScreen: "one's own name",
    LateScreen: "since when",
}
"""Where x is a letter of what is typed there, so that only ctrl+t covers."""


def all_screens() -> set[type]:
    found = set()
    for module in pkgutil.iter_modules(mentortui.screens.__path__):
        there = importlib.import_module(f"mentortui.screens.{module.name}")
        found |= {
            one
            for one in vars(there).values()
            if isinstance(one, type)
            and issubclass(one, Screen)
            and one.__module__ == there.__name__
            and one is not EndsByItself  # what some of them are, and none by itself
        }
    return found


def test_every_screen_is_in_the_table() -> None:
    assert {one.__name__ for one in all_screens()} == {one.__name__ for one in WAYS}


STORES = {"words": SHORT, "names": (NAME, *("A" * 2_000,) * 11), "codes": SHORT}
TOURS = [("words", (80, 24)), ("names", (120, 40)), ("codes", (60, 20))]
GLANCED = {ResumeScreen, HomeScreen, PromisesScreen, StartScreen, LiveScreen, CoverScreen}
"""Where long names and codes are looked at each time; everywhere in the long run."""
ALL_TOURS = [(kind, size) for kind in STORES for size in (*SIZES, (80, 24))]


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("kind", "size"), ALL_TOURS if LONG_RUN else TOURS, ids=str)
async def test_every_screen_keeps_to_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, size: tuple[int, int]
) -> None:
    """One tour through all of them, over what is short, over names of 100,000 characters, over what a hand wrote for a code."""
    make_steady(monkeypatch)
    monkeypatch.chdir(tmp_path)
    hostile_store(tmp_path / "data", StillClock(), texts=STORES[kind], codes=kind == "codes")
    app, found, text = MentortuiApp(a_desk(tmp_path, StillClock())), dict[str, list[str]](), Turns(TEXTS)
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        for screen, (below, way) in WAYS.items():
            if kind != "words" and not LONG_RUN and screen not in GLANCED:
                continue
            while below is not None and type(app.screen) is not below:
                for field in app.screen.query("Input, TextArea"):
                    found[f"{type(app.screen).__name__}, {field!a} typed in"] = await typed(app, pilot, field, text)
                app.pop_screen()
                await pilot.pause()
            await way(app, pilot)
            await until_on_top(pilot, screen)
            found[screen.__name__] = troubles(app)
            if kind == "words":
                found[f"{screen.__name__}, clicked"] = for_nothing(app)
            if kind == "words" and screen is not CoverScreen:
                found[f"{screen.__name__}, covered"] = await covered(app, pilot)
        await app.let_go()
    assert {name: told for name, told in found.items() if told} == {}


async def covered(app: MentortuiApp, pilot: AnyPilot) -> list[str]:
    """What is wrong with the cover over the screen on top, which stands there again afterwards."""
    screen, field, key = app.screen, app.focused, "x"
    if type(screen) in TYPED:
        before, key = written(field), "ctrl+t"
        await pilot.press("x")
        await pilot.pause()
        if app.screen is not screen or written(field) == before:
            return ["no text takes the x: it covers, or has to"]
    await pilot.press(key)
    await pilot.pause()
    if not isinstance(app.screen, CoverScreen):
        return [f"{key} does not cover it"]
    await pilot.press("enter", key, "enter")
    await pilot.pause()
    return [] if app.screen is screen else [f"{app.screen} stands there after the cover"]


OF_THE_NUMBER_ROW = (StartScreen, NamesScreen, LiveScreen)
"""Which name keys of it together, and say themselves what a click there does."""


def for_nothing(app: MentortuiApp) -> list[str]:
    """Keys of the last row that have nothing behind them when they are clicked."""
    lines = [] if isinstance(app.screen, OF_THE_NUMBER_ROW) else [*app.screen.query(KeyLine)]
    sent = [KeyLine.Pressed(key).sent for line in lines for key, _ in (*line.keys, line.last)]
    typed = {"enter"} if isinstance(app.focused, TextArea) else set[str]()
    return [key for key in sent if KEY_NAMES.get(key, key) not in {*app.screen.active_bindings, *typed}]


def written(field: Widget | None) -> str | None:
    return field.value if isinstance(field, Input) else field.text if isinstance(field, TextArea) else None


async def typed(app: MentortuiApp, pilot: AnyPilot, field: Widget, text: Turns) -> list[str]:
    """What is wrong after a text was pasted there, and after another has the keyboard."""
    if not field.focusable:
        return []
    found, screen = list[str](), app.screen
    for _ in range(20 if LONG_RUN else 1):
        field.focus()
        field.post_message(Paste(text()))
        await pilot.pause()
        found += troubles(app)
    screen.set_focus(None)
    await pilot.pause()
    assert app.screen is screen
    return [*found, *troubles(app)]
