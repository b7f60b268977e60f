"""Working a session up on Summary, by keyboard alone: notes sorted, pulse, takeaways, shares, thanks, what comes next."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from mentortui.core.records import Living, Pulse
from mentortui.core.sorting import SORTS
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.keys import KEY_NAMES
from mentortui.screens.pulse import PulseScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.screens.write import WriteScreen
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from mentortui.widgets.prose import Prose
from tests.screens.summary_app import SummaryApp
from tests.screens.test_summary import marked, said, settled, typed, walk_to
from tests.widgets.host import cells

SIZES = [(120, 40), (80, 24), (60, 20)]


async def keys(pilot: Pilot[None], *pressed: str) -> list[str]:
    """Each key on what the one before it brought up."""
    shown = await settled(pilot)
    for key in pressed:
        await pilot.press(key)
        shown = await settled(pilot)
    return shown


async def test_one_key_says_what_a_note_is(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 60)) as pilot:
        for sort in SORTS:
            text = "\n".join(await keys(pilot, "home", "enter", KEY_NAMES.get(sort.key, sort.key)))
            assert "1 note to sort" in text, sort
            assert "asked who owns the on-call rota" in text, sort
            assert "asked who owns the on-call rota" not in text.partition("Notes")[2].partition("Understanding")[0], sort
            assert "2 notes to sort" in "\n".join(await keys(pilot, "u")), sort


async def test_a_sign_on_the_line_that_counts_the_notes_marks_the_first_and_says_so(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 60)) as pilot:
        shown = await keys(pilot, "asterisk")
        assert marked(shown).startswith("asked who owns the on-call rota")
        assert said(app) == "This is the note: the same key again sorts it."
        text = "\n".join(await keys(pilot, "asterisk"))
        assert "1 note to sort" in text


async def test_enter_leaves_a_note_and_it_is_not_asked_about_again(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 60)) as pilot:
        shown = await keys(pilot, "enter", "enter")
        assert marked(shown).startswith("staging was down")
        text = "\n".join(await keys(pilot, "enter"))
        assert "to sort" not in text
        assert "asked who owns the on-call rota" in text
        assert [one.capture.sorted for one in app.store.session(app.slug, "s").caught if one.capture.kind == "note"] == [
            True,
            True,
        ]
        await keys(pilot, "u")
        assert "1 note to sort" in "\n".join(await settled(pilot))


async def test_a_sign_on_anything_else_changes_nothing_and_says_why(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 60)) as pilot:
        await walk_to(pilot, "recorded responses")
        await keys(pilot, "asterisk")
        assert said(app) == "Only a note is sorted so. e edits what stands here."
        assert "Decided" in "\n".join(await settled(pilot))


async def test_the_keys_for_notes_are_listed_with_all_keys(tmp_path: Path) -> None:
    from mentortui.screens.keys import groups

    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 60)) as pilot:
        await settled(pilot)
        listed = dict(groups(app.screen, floor=False, signs=False))
        assert [key for key, _ in listed["What a note is"]] == [sort.key for sort in SORTS]
        assert ("p", "The pulse: safety, usefulness, fairness") in listed["Here"]


async def test_a_pulse_is_four_keys_and_stays_covered_until_the_other_is_in(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 90)) as pilot:
        await keys(pilot, "p", "4", "5", "3", "enter", "escape")
        text = "\n".join(await settled(pilot))
        assert "Pulse: yours is in, covered until Grace is in or declined" in text
        assert "safety 4" not in text
        assert "safety 4" not in "\n".join(await keys(pilot, "v"))
        await keys(pilot, "v", "p")
        shown = "\n".join(await keys(pilot, "2"))
        assert "How was it, Grace?" in shown
        assert "4" not in [word for row in shown.split("\n") if "Safety" in row for word in row.split() if word != "4"]
        await keys(pilot, "2", "enter", "3", "enter")
        text = "\n".join(await settled(pilot))
        assert "Ada: safety 4 · usefulness 5 · fairness 3" in text
        assert "Grace: safety 2 · fairness 3" in text
        assert said(app) == "Everybody has spoken: the pulse stands on the page."


async def test_nothing_that_was_typed_shows_when_the_keyboard_is_handed_over(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await keys(pilot, "p", "1", "1", "1", "enter")
        assert isinstance(app.screen, ChooseScreen)
        shown = await keys(pilot, "enter")
        assert isinstance(app.screen, PulseScreen)
        rated = [row for row in shown if "afety" in row or "fairness" in row.casefold()]
        assert all("1  2  3  4  5" in row for row in rated if "│" in row and "Safety" in row)


async def test_who_declines_is_waited_for_no_more(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 90)) as pilot:
        await keys(pilot, "p", "5", "5", "5", "enter", "2", "d")
        text = "\n".join(await settled(pilot))
        assert "Ada: safety 5 · usefulness 5 · fairness 5" in text
        assert "Grace: declined" in text


async def test_a_pulse_left_with_escape_is_not_kept(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await keys(pilot, "p", "4", "4", "escape")
        assert app.store.table(app.slug, "pulses", Pulse) == ()
        assert isinstance(app.screen, SummaryScreen)


async def test_backspace_says_the_last_one_again(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await keys(pilot, "p", "4", "1", "backspace", "5", "3", "enter", "escape")
        (pulse,) = app.store.table(app.slug, "pulses", Pulse)
        assert (pulse.safety, pulse.usefulness, pulse.fairness) == (4, 5, 3)


async def test_a_covered_pulse_is_taken_back_with_u_also_after_the_disk_refused_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await keys(pilot, "p", "4", "5", "3", "enter", "escape")

        def full(*given: object) -> None:
            raise NotSaved(tmp_path, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(Changing, "write", full)
            await keys(pilot, "u")
            assert "No space left on device" in said(app)
        await keys(pilot, "u")
        await settled(pilot)
        assert said(app) == "Undone: a pulse"
        assert [one.removed for one in app.store.table(app.slug, "pulses", Pulse)] == [True]


async def test_takeaways_are_each_persons_own_the_mentees_asked_first(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 60)) as pilot:
        shown = "\n".join(await keys(pilot, "t"))
        assert shown.index("2   Grace") < shown.index("1   Ada, you")
        await keys(pilot, "enter")
        await typed(pilot, "one commit, one thought")
        await settled(pilot)
        await keys(pilot, "t", "1")
        await typed(pilot, "I ask earlier")
        text = "\n".join(await settled(pilot)).partition("Promised")[0]
        assert text.index("Grace: one commit, one thought") < text.index("Ada: I ask earlier")


async def test_a_takeaway_left_half_typed_is_there_again(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 60)) as pilot:
        await keys(pilot, "t", "enter", *"small", "escape")
        assert "small" in "\n".join(await keys(pilot, "t", "enter"))


async def test_shares_are_entered_only_if_both_think_so(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 90)) as pilot:
        await keys(pilot, "F")
        await typed(pilot, "Ada 40")
        shown = "\n".join(await keys(pilot))
        assert "Do both think it was so?" in shown
        assert "Ada 40 %, Grace 60 % of the 2:10 nobody is sure of" in shown
        await keys(pilot, "enter")
        assert said(app) == "It stays unsure."
        assert app.store.session(app.slug, "s").figures.unsure > 0
        await keys(pilot, "F")
        await typed(pilot, "40 60")
        await keys(pilot, "y")
        text = "\n".join(await settled(pilot))
        assert "keyed by hand, mended, entered" in " ".join(text.split())
        assert "shares entered for 2:10" in text
        await keys(pilot, "u")
        assert "unsure 2:10 of the session" in "\n".join(await settled(pilot))


async def test_shares_that_make_no_hundred_keep_the_question_open(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await keys(pilot, "F")
        await typed(pilot, "40 40")
        assert "40 + 40 makes 80: the shares must make 100 together." in "\n".join(await keys(pilot))


async def test_where_nothing_is_unsure_that_is_said(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path, "empty")
    async with app.run_test(size=(100, 40)) as pilot:
        await keys(pilot, "F")
        assert said(app).startswith("Nothing of this session is unsure")


async def test_a_thank_you_is_edited_and_copied_and_its_draft_kept(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await keys(pilot, "T")
        assert isinstance(app.screen, WriteScreen)
        await keys(pilot, *" B.", "escape")
        await keys(pilot, "T")
        await keys(pilot, "ctrl+s")
        await settled(pilot)
        assert app.copied[0].startswith("Hello Grace,\nthank you for our session on Wed 25 Nov.")
        assert app.copied[0].endswith("\nAda B.")
        assert "tired" not in app.copied[0]
        assert said(app) == "Copied the thank-you · with wl-copy"


async def test_the_letter_is_copied_to_be_sent(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await keys(pilot, "L")
        assert app.copied == ["Done:\nRoadblock:"]
        assert said(app) == "Copied the letter · with wl-copy"


@pytest.mark.parametrize(("key", "wanted"), [("P", "PrepareWanted"), ("y", "TimelineWanted"), ("f", "FeedbackWanted")])
async def test_other_screens_are_asked_for(tmp_path: Path, key: str, wanted: str) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 40)) as pilot:
        await keys(pilot, key)
        assert [type(message).__name__ for message in app.said] == [wanted]


async def test_the_next_session_is_made_once_the_one_that_has_just_finished_is_let_go_of(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path, just_finished=True)
    async with app.run_test(size=(100, 40)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, SummaryScreen)
        await keys(pilot, "P")
        assert app.came_to == [False]
        assert screen.then_prepare


async def test_feedback_that_waits_is_still_to_do(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    waits = next(one for one in Living_of(app) if one.id == "c4")
    from msgspec.structs import replace

    app.store.save_living(app.slug, replace(waits, capture=replace(waits.capture, later=True)))
    async with app.run_test(size=(100, 60)) as pilot:
        await walk_to(pilot, "1 feedback waits to be given")
        await keys(pilot, "enter")
        assert [type(message).__name__ for message in app.said] == ["FeedbackWanted"]
        await keys(pilot, "v")
        assert "commits reviewable" not in "\n".join(await settled(pilot))


def Living_of(app: SummaryApp) -> tuple[Living, ...]:
    return app.store.living(app.slug)


@pytest.mark.parametrize("size", [(60, 20), (40, 8), (120, 8)], ids=str)
async def test_every_question_keeps_to_its_cells_and_says_how_to_leave(tmp_path: Path, size: tuple[int, int]) -> None:
    app = SummaryApp(tmp_path, "hostile")
    async with app.run_test(size=size) as pilot:
        for key in ("p", "t", "T", "F"):
            shown = "\n".join(await keys(pilot, key))
            assert not isinstance(app.screen, SummaryScreen), key
            assert cells(app) == {size[0]}, key
            assert "esc" in shown, key
            await keys(pilot, "escape")
            assert isinstance(app.screen, SummaryScreen), key


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("pressed", [("p", "4"), ("p", "4", "5", "3", "enter"), ("t",), ("T",)], ids="-".join)
def test_what_is_asked_over_it_looks_as_agreed(
    snap_compare: Callable[..., bool], tmp_path: Path, pressed: tuple[str, ...], size: tuple[int, int]
) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await keys(pilot, *pressed)
        if isinstance(pilot.app.screen.focused, Prose):
            pilot.app.screen.focused.cursor_blink = False
            await pilot.pause()

    assert snap_compare(SummaryApp(tmp_path), terminal_size=size, run_before=before)


async def test_a_promise_is_kept_from_the_page_which_asks_what_was_learned(tmp_path: Path) -> None:
    app = SummaryApp(tmp_path)
    async with app.run_test(size=(100, 60)) as pilot:
        await keys(pilot, "home", "K")
        assert said(app) == "Mark a promise: K says that it is kept, or open again."
        await walk_to(pilot, "Grace: write the failing")
        assert "What was learned?" in "\n".join(await keys(pilot, "K"))
        shown = "\n".join(await keys(pilot, *"ask first", "enter"))
        assert "learned: ask first" in shown
        assert said(app) == "learned: ask first"
        await keys(pilot, "u", "u")
        assert "learned: ask first" not in "\n".join(await settled(pilot))
