"""A reply, pasted: what was understood of it is shown, kept, taken back or put aside."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from textual.events import Paste
from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.core.records import Member
from mentortui.screens.cover import CoverScreen
from mentortui.screens.home import HomeScreen
from mentortui.screens.letter import LetterScreen
from mentortui.screens.people import PeopleScreen
from mentortui.screens.prepare import PrepareScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.services.desk import Desk
from mentortui.store.store import Store
from tests.clocks import MovingClock
from tests.screens.stage import NOT_YET, SIZES, Stage, at_every_size, said, widths
from tests.screens.summary_app import store_a_session
from tests.screens.waiting import at_rest, until_on_top

REPLY = """Hi Ada,

> Done:
retry fix shipped
docs for the retry
> Roadblock: flaky deploy
> I would try: a canary
> Bring: the rota
> Takeaway: small commits help
> Pulse 1-5: 4 5 3
> for Ada and Grace · session 15

I am away next Friday.

Best,
Grace
"""
OTHERS = "Done: things\n> for Ada and Linus · session 3\n"


class Letters:
    """A letter on a stage, over a data folder with one session of Ada and Grace."""

    def __init__(self, folder: Path) -> None:
        self.desk = Desk(Store(folder / "data"), MovingClock())
        self.slug = store_a_session(self.desk.store, "usual")

    def stage(self, text: str = "") -> Stage:
        return Stage(lambda: LetterScreen(self.desk.letters, self.desk.drafts(self.slug), self.slug, text))

    def with_linus(self) -> None:
        mentorship = self.desk.store.mentorship(self.slug)
        linus = Member(id="linus", name="Linus", role="mentee")
        self.desk.store.save_mentorship(msgspec.structs.replace(mentorship, people=(*mentorship.people, linus)))

    @property
    def draft(self) -> str:
        return self.desk.drafts(self.slug).get("letter")

    @property
    def filed(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(one.person, one.done) for one in self.desk.preparing.check_ins(self.slug)]


@pytest.fixture
def letters(tmp_path: Path) -> Letters:
    return Letters(tmp_path)


async def test_what_was_understood_is_shown_and_the_pulse_is_covered(letters: Letters) -> None:
    app = letters.stage(REPLY)
    async with app.run_test(size=(100, 40)) as pilot:
        await at_rest(pilot)
        shown = said(app)
    for told in ("retry fix shipped", "docs for the retry", "flaky deploy", "→ a canary", "the rota", "small commits help"):
        assert told in shown
    assert "of session 14 · covered until yours is in" in shown
    assert "4 5 3" not in shown
    assert "I am away next Friday." in shown
    assert "Not kept: Hi Ada, · Best, · Grace" in shown
    assert "one roadblock with a proposal" in shown
    assert "enter keeps" in shown


async def test_enter_keeps_u_takes_back_and_enter_keeps_again(letters: Letters) -> None:
    app = letters.stage(REPLY)
    async with app.run_test(size=(100, 40)) as pilot:
        await at_rest(pilot)
        assert letters.draft == REPLY
        await pilot.press("enter")
        await at_rest(pilot)
        assert "Kept as Grace's: two done, one roadblock with a proposal" in said(app)
        assert letters.filed == [("grace", ("retry fix shipped", "docs for the retry"))]
        assert letters.draft == ""
        await pilot.press("u")
        await at_rest(pilot)
        assert "Undone: the letter is taken back." in said(app)
        assert letters.filed == []
        assert letters.draft == REPLY
        await pilot.press("enter")
        await at_rest(pilot)
        assert len(letters.filed) == 1
        assert app.came_to is NOT_YET
        await pilot.press("enter")
        await pilot.pause()
    assert app.came_to is None


async def test_the_same_letter_again_says_so_and_can_be_taken_back(letters: Letters) -> None:
    letters.desk.letters.keep(letters.slug, letters.desk.letters.understood(letters.slug, REPLY).letter, "grace")
    app = letters.stage(REPLY)
    async with app.run_test(size=(100, 40)) as pilot:
        await at_rest(pilot)
        assert "Kept from Grace already: enter changes nothing, u takes it back." in said(app)
        await pilot.press("enter")
        await at_rest(pilot)
        assert "This letter from Grace is kept already: nothing was changed." in said(app)
        await pilot.press("u")
        await at_rest(pilot)
    assert letters.filed == []


async def test_a_pulse_of_the_same_person_that_is_covered_is_replaced_only_by_y(letters: Letters) -> None:
    letters.desk.pulses.give(letters.slug, "s", "grace", 2, 2, 2)
    app = letters.stage(REPLY)
    async with app.run_test(size=(100, 40)) as pilot:
        await at_rest(pilot)
        assert "Grace's pulse of session 14 is in already; this letter's would take its place" in " ".join(said(app).split())
        await pilot.press("enter")
        await at_rest(pilot)
        assert "y keeps it here all the same" in said(app)
        assert letters.filed == []
        await pilot.press("y")
        await at_rest(pilot)
        assert "Kept as Grace's" in said(app)
        await pilot.press("u")
        await at_rest(pilot)
    first = letters.desk.pulses.said(letters.slug, "s", "grace")
    assert first is not None
    assert first.safety == 2


async def test_a_letter_made_for_others_is_asked_about(letters: Letters) -> None:
    app = letters.stage(OTHERS)
    async with app.run_test(size=(100, 40)) as pilot:
        await at_rest(pilot)
        assert "This letter was made for Ada and Linus, not for Ada and Grace." in said(app)
        assert "enter keep" not in said(app)
        await pilot.press("enter", "enter")
        await at_rest(pilot)
        assert "y keeps it here all the same" in said(app)
        assert letters.filed == []
        await pilot.press("y")
        await at_rest(pilot)
    assert letters.filed == [("grace", ("things",))]


async def test_among_several_one_says_whom_it_is_from(letters: Letters) -> None:
    letters.with_linus()
    app = letters.stage("Done: things\nBetween us: I am tired.\n\nBring: rota")
    async with app.run_test(size=(100, 40)) as pilot:
        await at_rest(pilot)
        assert "From whom?" in said(app)
        await pilot.press("enter")
        await at_rest(pilot)
        assert "Say first whom it is from: w." in said(app)
        await pilot.press("w")
        await pilot.pause()
        assert "From Grace" in said(app)
        await pilot.press("w")
        await pilot.pause()
        assert "From Linus" in said(app)
        await pilot.press("enter")
        await at_rest(pilot)
    assert [person for person, _ in letters.filed] == ["linus"]


async def test_the_text_is_edited_and_read_again(letters: Letters) -> None:
    app = letters.stage("Done: retry fix\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        await pilot.press("e")
        await pilot.press(*"Bring")
        await pilot.press("colon", "space", *"rota", "ctrl+s")
        await at_rest(pilot)
        assert "rota → next agenda" in said(app)
        assert "rota" in said(app)
        await pilot.press("e", *"x")
        await pilot.press("escape")
        await at_rest(pilot)
        assert "rotax" in said(app)
        await pilot.press("escape")
        await pilot.pause()
    assert app.came_to is None
    assert letters.draft == "Done: retry fix\nBring: rotax"


async def test_put_aside_it_is_offered_again_and_a_new_one_does_not_take_its_place(letters: Letters) -> None:
    first, second = "Done: the first\nBest\nGrace", "Done: the second\nBest\nGrace"
    for text in (first, second):
        app = letters.stage(text)
        async with app.run_test() as pilot:
            await at_rest(pilot)
            await pilot.press("escape")
            await pilot.pause()
    app = letters.stage()
    async with app.run_test() as pilot:
        await at_rest(pilot)
        assert "the first" in said(app)
        await pilot.press("enter")
        await at_rest(pilot)
        assert "Another letter is put aside: Read a letter, in the palette." in said(app)
    app = letters.stage()
    async with app.run_test() as pilot:
        await at_rest(pilot)
        assert "the second" in said(app)


async def test_without_a_letter_there_is_a_field_to_paste_one_into(letters: Letters) -> None:
    app = letters.stage()
    async with app.run_test(size=(80, 24)) as pilot:
        await at_rest(pilot)
        assert "Paste the reply here" in said(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "There is nothing to read yet." in said(app)
        app.post_message(Paste(REPLY))
        await pilot.pause()
        await pilot.press("ctrl+s")
        await at_rest(pilot)
        assert "enter keeps" in said(app)
        app.post_message(Paste("Done: another\nletter"))
        await pilot.pause()
        assert "One letter after the other" in said(app)
        await pilot.press("enter")
        await at_rest(pilot)
    assert letters.filed == [("grace", ("retry fix shipped", "docs for the retry"))]


async def test_our_own_text_unfilled_is_nothing_to_keep(letters: Letters) -> None:
    app = letters.stage(letters.desk.letters.invitation(letters.slug))
    async with app.run_test() as pilot:
        await at_rest(pilot)
        assert "Nothing is filled in: there is nothing to keep." in said(app)
        await pilot.press("enter")
        await at_rest(pilot)
        assert "There is nothing in this letter to keep." in said(app)


async def test_too_long_a_letter_is_put_aside_whole(letters: Letters) -> None:
    long = "Done: retry fix\n" + "a" * 1_200_000
    app = letters.stage(long)
    async with app.run_test() as pilot:
        await at_rest(pilot)
        assert "1 200 016 characters are too many: up to 1 100 000 are read." in said(app)
        await pilot.press("e")
        await pilot.pause()
        assert "too long to edit here" in said(app)
        await pilot.press("enter", "escape")
        await pilot.pause()
    assert letters.draft == long


async def test_nobodys_words_are_markup(letters: Letters) -> None:
    app = letters.stage(
        "Done: [b]x[/] [/]\nRoadblock: [@click=app.quit]y[/] -> \x1b[31mz\n\n[/some/path] it says\n\nBest,\nGrace"
    )
    async with app.run_test(size=(80, 30)) as pilot:
        await at_rest(pilot)
        shown = said(app)
        assert "[b]x[/] [/]" in shown
        assert "[@click=app.quit]y[/]" in shown
        assert "␛[31mz" in shown
        assert "[/some/path] it says" in shown


# anywhere in the program


def the_app(letters: Letters) -> MentortuiApp:
    return MentortuiApp(letters.desk)


async def on_home(app: MentortuiApp, pilot: Pilot[str | None]) -> None:
    for _ in range(400):
        await pilot.pause(0.01)
        if isinstance(app.screen, HomeScreen):
            return
    raise AssertionError(f"{app.screen} is on top")


async def until_letter(app: MentortuiApp, pilot: Pilot[str | None]) -> None:
    for _ in range(400):
        await pilot.pause(0.01)
        if isinstance(app.screen, LetterScreen) and "Grace" in said(app):
            return
    raise AssertionError(f"{app.screen} is on top")


async def test_a_reply_pasted_on_home_is_offered_and_the_cover_covers_it(letters: Letters) -> None:
    app = the_app(letters)
    async with app.run_test(size=(100, 40)) as pilot:
        await on_home(app, pilot)
        app.post_message(Paste("one line alone is none"))
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        app.post_message(Paste(REPLY))
        await until_letter(app, pilot)
        await at_rest(pilot)
        assert "enter keeps" in said(app)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, CoverScreen)
        assert "retry" not in said(app)
        await pilot.press("x", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await at_rest(pilot)
        assert letters.filed == [("grace", ("retry fix shipped", "docs for the retry"))]
        await pilot.press("enter")
        await on_home(app, pilot)


async def test_a_reply_pasted_on_prepare_is_on_its_agenda_when_one_comes_back(letters: Letters) -> None:
    app = the_app(letters)
    async with app.run_test(size=(120, 40)) as pilot:
        await on_home(app, pilot)
        await pilot.press("p")
        await until_on_top(pilot, PrepareScreen)
        app.post_message(Paste(REPLY))
        await until_letter(app, pilot)
        await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
        await pilot.press("escape")
        await until_on_top(pilot, PrepareScreen)
        await at_rest(pilot)
        assert "the rota" in said(app)
        assert "retry fix shipped" in said(app)


async def test_a_reply_pasted_on_a_page_is_offered(letters: Letters) -> None:
    app = the_app(letters)
    async with app.run_test(size=(120, 40)) as pilot:
        await on_home(app, pilot)
        app.open_summary(letters.slug, "s")
        await until_on_top(pilot, SummaryScreen)
        app.post_message(Paste(REPLY))
        await until_letter(app, pilot)
        await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
        await pilot.press("escape")
        await until_on_top(pilot, SummaryScreen)
        await at_rest(pilot)
        assert "small commits help" in said(app)


async def test_pasted_while_typing_it_is_what_is_typed(letters: Letters) -> None:
    app = the_app(letters)
    async with app.run_test(size=(100, 40)) as pilot:
        await on_home(app, pilot)
        await pilot.press("a")
        await until_on_top(pilot, PeopleScreen)
        app.post_message(Paste("Done: retry\nBring: rota"))
        await pilot.pause()
        await pilot.pause()
        assert type(app.screen).__name__ == "PeopleScreen"


async def test_the_palette_reads_a_letter(letters: Letters) -> None:
    app = the_app(letters)
    async with app.run_test(size=(100, 40)) as pilot:
        await on_home(app, pilot)
        app.post_message(Paste(REPLY))
        await until_letter(app, pilot)
        await at_rest(pilot)
        await pilot.press("escape")
        await on_home(app, pilot)
        await pilot.press("ctrl+p")
        await pilot.press(*"read a letter")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until_letter(app, pilot)
        await at_rest(pilot)
        assert "retry fix shipped" in said(app)


# how it looks


OVERFULL = "".join(
    [
        "Hi Ada,\n\nDone:\n",
        *(
            f"- the {n}th thing that was done, told in more words than one row of a narrow terminal has room for\n"
            for n in range(40)
        ),
        "Roadblock: the deploy 🚧\nI would try: a canary 🐤 王小明\nRoadblock: the laptop\nBring: the rota\nPulse: 4 5 3\n",
        *(f"\nA paragraph, the {n}th of those that answer nothing, with [/] and \x1b[31m in it.\n" for n in range(30)),
        "\nBest,\nGrace\n",
    ]
)


@at_every_size("overfull", "usual", "empty")
async def test_every_row_keeps_to_its_cells(letters: Letters, kind: str, size: tuple[int, int]) -> None:
    text = {"usual": REPLY, "overfull": OVERFULL, "empty": ""}[kind]
    app = letters.stage(text)
    async with app.run_test(size=size) as pilot:
        await at_rest(pilot)
        assert widths(app) == {size[0]}
        if text:
            assert "enter keep" in said(app)
        else:
            assert "\u23ce" not in said(app)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("kind", ["usual", "overfull", "empty", "others"])
def test_it_looks_as_agreed(snap_compare: Callable[..., bool], letters: Letters, kind: str, size: tuple[int, int]) -> None:
    text = {"usual": REPLY, "overfull": OVERFULL, "empty": "", "others": OTHERS}[kind]

    async def still(pilot: Pilot[None]) -> None:
        for field in pilot.app.screen.query("Prose"):
            field.cursor_blink = False  # type: ignore[attr-defined]
        await at_rest(pilot)

    assert snap_compare(letters.stage(text), terminal_size=size, run_before=still)


async def test_what_was_understood_is_drawn_anew_as_often_as_one_likes_and_the_program_still_ends(letters: Letters) -> None:
    """A drawing that was cut short left rows without their words, and a screen that could not be closed."""
    app = letters.stage(REPLY)
    async with app.run_test(size=(100, 40)) as pilot:
        await at_rest(pilot)
        screen = app.screen
        assert isinstance(screen, LetterScreen)
        for turns in (0, 1, 2, 3):
            screen._show()
            for _ in range(turns):
                await asyncio.sleep(0)
        await at_rest(pilot)
        assert len(screen.query("#understood .row")) == len(screen.query("#understood .label")) == 5, said(app)
        screen._show()
        await asyncio.sleep(0)
        app.exit()
    assert app._exception is None
