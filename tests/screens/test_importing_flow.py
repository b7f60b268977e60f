"""From a file to a stored session by keys alone: names said once, the report, sentences promoted, words kept only if asked."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from mentortui.app import MentortuiApp
from mentortui.screens.history import HistoryScreen
from mentortui.screens.home import HomeScreen
from mentortui.screens.importing import ImportScreen
from mentortui.screens.importing_names import NamesScreen
from mentortui.screens.importing_report import ReportScreen
from mentortui.screens.importing_sentences import SentencesScreen
from mentortui.screens.summary import SummaryScreen
from mentortui.store.changing import Changing
from mentortui.store.errors import NotSaved
from mentortui.store.store import Store
from mentortui.widgets.key_line import KeyLine
from mentortui.widgets.long_list import LongList
from tests.screens.importing_app import SAID, importing, overfull, program, put, usual, vtt
from tests.screens.stage import SIZES, SMALL, at_once, said, shown, widths
from tests.screens.waiting import press, until, until_on_top

TWO = vtt([one for one in SAID if one[0] != "A. Guest"] * 4)
"""Two people whose names are known: nothing is asked."""


def slug_of(app: MentortuiApp) -> str:
    return app.desk.mentorships.all()[0].slug


def on_disk(store: Store, text: str) -> list[str]:
    """The files of the data folder with these words in them."""
    found = [path for path in store.data_dir.rglob("*") if path.is_file() and text.encode() in path.read_bytes()]
    return [path.relative_to(store.data_dir).as_posix() for path in found]


async def reported(pilot: Pilot[Any]) -> str:
    """From the files to the report, the names as they are proposed."""
    await press(pilot, "enter")
    if isinstance(pilot.app.screen, NamesScreen):
        await press(pilot, "enter")
    await until_on_top(pilot, ReportScreen)
    return said(pilot.app)


async def test_a_file_becomes_a_session_once_and_what_was_said_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with importing(tmp_path, monkeypatch, usual()) as (app, pilot, store):
        before = store.sessions(slug_of(app))
        await press(pilot, "enter")
        await until_on_top(pilot, NamesScreen)
        assert "◆ A. Guest" in said(app)
        assert "✓ A. Guest" in await press(pilot, "g")
        told = await press(pilot, "enter")
        assert "42 cues 6 cues without a name carried on from the name before" in told
        assert "damaged, left out: line 172: its times cannot be read" in told
        assert "shares are of talk" in told
        assert "from a transcript" in told
        assert store.sessions(slug_of(app)) == before
        await press(pilot, "s")
        await until_on_top(pilot, SummaryScreen)
        stored = store.sessions(slug_of(app))[-1]
        assert (stored.number, [person.name for person in stored.people]) == (4, ["Ada", "Grace Otieno", "A. Guest"])
        assert stored.origin is not None
        assert stored.origin.file == "call.vtt"
        assert "from a transcript" in said(app)
        assert on_disk(store, "quicker merge") == []
        told = await press(pilot, "q", "i", "enter")  # the same file again
        assert isinstance(app.screen, ImportScreen)
        assert "call.vtt" in told
        assert "regular session 4" in told
        assert len(store.sessions(slug_of(app))) == len(before) + 1


async def test_names_are_asked_once_and_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = TWO.replace("Grace Otieno", "Gigi O")
    async with importing(tmp_path, monkeypatch, text) as (app, pilot, store):
        put(tmp_path, text.replace("Friday", "Monday"), "later.vtt", at=store.sessions(slug_of(app))[0].ended)
        await press(pilot, "r", "enter")
        await until_on_top(pilot, NamesScreen)
        assert "Gigi O" in said(app)
        assert "→ Grace Otieno" in await press(pilot, "2")
        assert "“Gigi O” is Grace Otieno" in await press(pilot, "enter")
        await press(pilot, "s")
        await until_on_top(pilot, SummaryScreen)
        await press(pilot, "q", "i", "down", "enter")
        await until_on_top(pilot, ReportScreen)
        assert "“Gigi O” is Grace Otieno" in said(app)


async def test_the_number_row_works_without_shift(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app, _ = program(tmp_path, monkeypatch, TWO.replace("Grace Otieno", "Gigi O"))
    app.desk.mentorships.say_row("&é\"'(-è_çà")
    async with app.run_test(size=(80, 24)) as pilot:
        await until_on_top(pilot, HomeScreen)
        assert "& Ada · é Grace Otieno" in await press(pilot, "i", "enter")
        assert "→ Ada" in await press(pilot, "&")
        assert "→ Grace Otieno" in await press(pilot, "up", "é")
    app.desk.close_drafts()


async def test_a_guest_gets_another_name_and_somebody_is_not_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with importing(tmp_path, monkeypatch, usual()) as (_, pilot, _store):
        await press(pilot, "enter", "e", "ctrl+u", *"Amina", "enter")
        told = await press(pilot, "home", "0", "enter")
        assert "“A. Guest” is Amina" in told
        assert "“Ada”: not said who" in told
        await press(pilot, "n", "1", "enter")
        assert "not said who" not in said(pilot.app)


async def test_what_it_becomes_is_said_before_it_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with importing(tmp_path, monkeypatch, TWO) as (app, pilot, store):
        before = await reported(pilot)
        assert "by when the file was saved last" in before
        assert "is not over yet" in await press(pilot, "d", *"today 23:00")
        assert await press(pilot, "enter", "escape") == before
        assert "Fri 20 Nov 15:00 (17:00 Nairobi)" in await press(pilot, "d", *"20 nov 15:00", "enter")
        assert "as you say" in said(app)
        assert "career session 4" in await press(pilot, "t", "a")
        assert "career session 4, Where to" in await press(pilot, "e", *"Where to", "enter")
        assert "words kept" in await press(pilot, "k")
        await press(pilot, "s")
        await until_on_top(pilot, SummaryScreen)
        stored = store.sessions(slug_of(app))[-1]
        assert (stored.kind, stored.title) == ("career", "Where to")
        kept = on_disk(store, "quicker merge")
        assert any(name.endswith(f"transcripts/{stored.id}.json") for name in kept)
        assert all("/transcripts/" in name or "/backups/" in name for name in kept)
        assert {(store.data_dir / name).stat().st_mode & 0o777 for name in kept} == {0o600}


async def test_another_session_at_that_time_is_said_and_both_are_stored_only_when_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with importing(tmp_path, monkeypatch, TWO) as (app, pilot, store):
        before = store.sessions(slug_of(app))
        put(tmp_path, TWO, at=before[-1].ended)
        assert "regular session 3 was held at that time" in await reported(pilot)
        assert "s again stores both" in await press(pilot, "s")
        assert store.sessions(slug_of(app)) == before
        await press(pilot, "s")
        await until_on_top(pilot, SummaryScreen)
        assert len(store.sessions(slug_of(app))) == len(before) + 1


async def test_a_full_disk_is_said_nothing_is_stored_and_s_tries_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*given: object) -> None:
        raise NotSaved(Path("record.json"), "disk full")

    async with importing(tmp_path, monkeypatch, TWO) as (app, pilot, store):
        before = store.sessions(slug_of(app))
        await reported(pilot)
        with monkeypatch.context() as broken:
            broken.setattr(Changing, "write", full)
            assert "Nothing was stored: s tries it again" in await press(pilot, "s")
        assert store.sessions(slug_of(app)) == before
        await press(pilot, "s")
        await until_on_top(pilot, SummaryScreen)
        assert len(store.sessions(slug_of(app))) == len(before) + 1


async def test_a_click_on_the_brackets_goes_to_what_is_caught_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with importing(tmp_path, monkeypatch, TWO) as (app, pilot, _):
        await reported(pilot)
        await press(pilot, "p")
        await until_on_top(pilot, SentencesScreen)
        await pilot.press("down", "down", "n", "up", "up")
        assert isinstance(app.screen, SentencesScreen)
        app.screen.on_key_line_pressed(KeyLine.Pressed("[ ]"))
        await until(pilot, lambda: app.screen.query_one(LongList).marked == 2)


async def test_sentences_become_records_by_one_key_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with importing(tmp_path, monkeypatch, TWO) as (app, pilot, store):
        await reported(pilot)
        await press(pilot, "p")
        await until_on_top(pilot, SentencesScreen)
        assert "action for Grace" in await press(pilot, "slash", *"failing test", "enter", "greater_than_sign")
        assert "1 caught" in said(app)
        await pilot.press(
            "escape", "down", "plus", "down", "exclamation_mark", "down", "down", "asterisk", "down", "n", "u", "up"
        )
        assert "4 caught" in said(app)
        edited = await press(pilot, "e", "ctrl+u", *"= small commits", "enter")
        assert "takeaway" in edited
        assert "4 caught of what was said" in await press(pilot, "escape")
        await press(pilot, "s")
        await until_on_top(pilot, SummaryScreen)
        stored = store.sessions(slug_of(app))[-1]
        living = [one for one in store.living(slug_of(app)) if one.session == stored.id]
        caught = sorted((one.capture.kind, one.capture.text) for one in (*living, *stored.caught))
        assert caught == [
            ("action", "I will write the failing test for the retry first."),
            ("decision", "We decided to keep recorded responses instead of a fake server."),
            ("feedback", "The release notes told support what breaks and how to undo it."),
            ("takeaway", "small commits"),
        ]
        assert {one.at // 1_000_000 for one in living if one.capture.kind == "decision"} == {90}


async def test_a_recording_without_words_says_so_and_is_stored_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rttm = "".join(f"SPEAKER call 1 {n * 30}.0 25.5 <NA> <NA> {'Ada' if n % 2 else 'Grace'} <NA> <NA>\n" for n in range(20))
    async with importing(tmp_path, monkeypatch, rttm) as (_app, pilot, _):
        await reported(pilot)
        assert "This file has no words" in await press(pilot, "p")
        await press(pilot, "n", "greater_than_sign", "e", "u", "escape", "s")
        await until_on_top(pilot, SummaryScreen)


async def test_a_file_that_is_none_is_said_in_one_line_and_another_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with importing(tmp_path, monkeypatch, "\0\1\2 no transcript at all") as (app, pilot, store):
        before = store.sessions(slug_of(app))
        told = await press(pilot, "enter")
        assert isinstance(app.screen, ImportScreen)
        assert "a transcript is text, with names and times" in told
        assert store.sessions(slug_of(app)) == before


async def test_it_is_reached_from_history_where_it_is_marked_afterwards_and_from_the_palette(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with importing(tmp_path, monkeypatch, TWO) as (_app, pilot, _):
        await press(pilot, "escape", "enter")
        await until_on_top(pilot, HistoryScreen)
        await press(pilot, "i")
        await until_on_top(pilot, ImportScreen)
        await reported(pilot)
        await press(pilot, "s")
        await until_on_top(pilot, SummaryScreen)
        assert "▌ Mon 23 Nov" in await press(pilot, "q")
        await press(pilot, "e")
        await until_on_top(pilot, SummaryScreen)
        await press(pilot, "ctrl+p", *"import a transcript", "enter")
        await until_on_top(pilot, ImportScreen)


async def test_keys_faster_than_the_screens_open_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with importing(tmp_path, monkeypatch, TWO) as (app, pilot, _):
        await press(pilot, "escape")
        at_once(app, "i", "i", "i")
        await until_on_top(pilot, ImportScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_key_pressed_again_takes_it_back_and_whoever_leaves_is_told_what_is_not_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with importing(tmp_path, monkeypatch, usual()) as (app, pilot, store):
        before = {path: path.read_bytes() for path in store.data_dir.rglob("*") if path.is_file()}
        await press(pilot, "enter", "escape")
        await until_on_top(pilot, ImportScreen)
        await reported(pilot)
        await pilot.press("k", "p")
        assert "action for Grace" in await press(pilot, "down", "down", "down", "greater_than_sign")  # a guest is there too
        await pilot.press("down", "exclamation_mark", "down", "o", "o", "up", "backspace", "up")
        assert "1 caught" in said(app)
        assert "2 caught" in await press(pilot, "u")
        assert "2 caught of what was said" in await press(pilot, "escape")
        assert "esc again leaves without" in await press(pilot, "escape")
        await press(pilot, "escape")
        await until_on_top(pilot, ImportScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)
        after = {path: path.read_bytes() for path in store.data_dir.rglob("*") if path.is_file()}
        assert {path: after.get(path) for path in before} == before


@pytest.mark.parametrize("size", [pytest.param(size, id=str(size), marks=pytest.mark.long) for size in (*SIZES, *SMALL)])
async def test_the_marked_one_is_seen_at_every_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with importing(tmp_path, monkeypatch, overfull(), size) as (app, pilot, _):
        await press(pilot, "enter")
        for kind, keys in ((NamesScreen, ("end", "up")), (ReportScreen, ("pagedown", "down")), (SentencesScreen, ("end", "up"))):
            await until_on_top(pilot, kind)
            for key in keys:
                await press(pilot, key)
                assert "▌" in shown(app) or kind is ReportScreen
                assert widths(app) == {size[0]}
            await press(pilot, "p" if kind is ReportScreen else "enter")


LOOKS = [(screen, kind, size) for screen in ("names", "report", "sentences") for kind in ("usual", "overfull") for size in SIZES]
DAILY = [
    *(("report", "usual", SIZES[0]), ("report", "overfull", SIZES[2])),
    *(("sentences", "usual", SIZES[1]), ("names", "overfull", SIZES[1])),
]


@pytest.mark.parametrize(
    ("screen", "kind", "size"),
    [pytest.param(*look, id="-".join(map(str, look)), marks=() if look in DAILY else pytest.mark.long) for look in LOOKS],
)
def test_it_looks_as_agreed(
    snap_compare: Callable[..., bool],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    screen: str,
    kind: str,
    size: tuple[int, int],
) -> None:
    app, _ = program(tmp_path, monkeypatch, usual() if kind == "usual" else overfull())

    async def ready(pilot: Pilot[Any]) -> None:
        await until_on_top(pilot, HomeScreen)
        await press(pilot, "i", "enter")
        await until_on_top(pilot, NamesScreen)
        if screen != "names":
            await press(pilot, "enter")
        if screen == "sentences":
            await press(pilot, "p", "down", "down", "down", "greater_than_sign", "down", "down", "exclamation_mark")

    assert snap_compare(app, terminal_size=size, run_before=ready)
    app.desk.close_drafts()
