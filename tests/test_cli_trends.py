"""`mentortui trends`: lines of words and figures, JSON, a file; and how it ends."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest

from mentortui.cli import command
from mentortui.cli_errors import run
from mentortui.core.text import visible, width
from mentortui.store.store import Store
from tests.past_years import ADA, GRACE, mentorship, put, rising, session
from tests.screens.stage import NOON

WIDTHS = (40, 80, 200)


class Shell:
    """Runs commands on one data folder."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.data = folder / "data"
        self._capture = capture

    def __call__(self, *words: str) -> tuple[int, str, str]:
        code = run(command, ["--data-dir", str(self.data), "--config-dir", str(self.folder / "config"), *words])
        printed = self._capture.readouterr()
        return code, printed.out, printed.err


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    clock = tmp_path / "clock"
    clock.write_text(f"100000000000 {NOON}", encoding="ascii")
    monkeypatch.setenv("MENTORTUI_TEST_CLOCK", str(clock))
    monkeypatch.setenv("COLUMNS", "100")
    return Shell(tmp_path, capsys)


def test_it_prints_the_direction_the_chart_and_the_figures_beside_it(shell: Shell) -> None:
    put(Store(shell.data), rising())
    code, out, err = shell("trends", "grace")
    assert (code, err) == (0, "")
    assert "Trends with Grace Otieno\n10 sessions with talk since Jul\nof talk · beside what was agreed · keyed by hand\n" in out
    assert "Grace Otieno: 4 points a month nearer to agreed (3 to 5)" in out
    assert "This quarter Grace Otieno had 23 min fewer than agreed" in out
    assert out.count("●") >= 8
    assert "\n  Mon 23 Nov  regular session 10  60 min          57 %    60 %  ████████████▌┃────────  as agreed\n" in out
    for title in ("by quarter", "by kind of session", "by agenda item", "Who brings the topics", "Who opens and who closes"):
        assert title in out
    assert "No prompt about shares was shown yet." in out


@pytest.mark.parametrize("cells", WIDTHS)
def test_no_line_is_wider_than_the_terminal(shell: Shell, monkeypatch: pytest.MonkeyPatch, cells: int) -> None:
    put(Store(shell.data), rising())
    monkeypatch.setenv("COLUMNS", str(cells))
    tables = [line for line in shell("trends")[1].splitlines() if "%" in line or "●" in line]
    assert tables
    assert max(map(width, tables)) <= cells


def test_that_figures_are_not_shown_stands_once(shell: Shell) -> None:
    put(Store(shell.data), rising(), show_figures=False)
    code, out, _ = shell("trends")
    assert (code, "%" in out) == (0, False)
    assert out.count("You agreed not to show speaking figures.") == 1
    assert "Who brings the topics" in out


def test_of_all_mentorships_each_is_told(shell: Shell) -> None:
    store = Store(shell.data)
    put(store, rising())
    linus = msgspec.structs.replace(GRACE, id="linus", name="Linus")
    store.add_mentorship(mentorship((ADA, linus), id="m2", slug=""))
    code, out, _ = shell("trends")
    assert code == 0
    assert "Trends with Grace Otieno" in out
    assert "Trends with Linus\nno session with talk yet" in out
    assert "Trends with Grace" not in shell("trends", "linus")[1]


def test_json_and_a_file_have_all_of_it(shell: Shell, tmp_path: Path) -> None:
    put(Store(shell.data), [session(n, date(2026, 1, 1), {"ada": 20, "grace": 30}) for n in range(1, 40)])
    found = json.loads(shell("trends", "--json")[1])
    assert found["format"] == 1
    assert sum(one["by"] == "session" for one in found["trends"][0]["groups"]) == 39
    code, out, _ = shell("trends", "grace", "--to", str(tmp_path / "t.csv"))
    assert (code, out) == (0, f"Written to {tmp_path / 't.csv'}\n")
    assert (tmp_path / "t.csv").read_text("utf-8-sig").count('"session"') == 2 * 39
    assert "… and 19 more: --to FILE.csv has all of them" in shell("trends")[1]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("trends", "nobody"), 1, "nobody"),
        (("trends", "grace", "--to", "trends.txt"), 1, "end the file's name in .csv, .md or .json"),
        (("trends", "--nothing"), 2, "No such option"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(shell: Shell, words: tuple[str, ...], code: int, said: str) -> None:
    put(Store(shell.data), rising())
    ended, out, err = shell(*words)
    assert (ended, out) == (code, "")
    assert said in err
    assert err.count("\n") == 1


def test_without_a_mentorship_it_says_how_to_begin(shell: Shell) -> None:
    code, out, err = shell("trends")
    assert (code, out) == (0, "")
    assert err.startswith("No mentorship yet.")


def test_names_command_nothing(shell: Shell) -> None:
    people = (ADA, msgspec.structs.replace(GRACE, name="\x1b[31m[/] \u202egrace"))
    put(Store(shell.data), [msgspec.structs.replace(one, people=people) for one in rising()], people=people)
    out = shell("trends")[1]
    assert all(visible(line) == line for line in out.splitlines())
    assert "\x1b" not in shell("trends", "--json")[1]


def test_the_demo_has_a_year_of_shares_to_show_with_topics_that_somebody_brought(shell: Shell) -> None:
    assert shell("demo", "--into", str(shell.data))[0] == 0
    code, told, _ = shell("trends", "linus")
    assert code == 0
    assert "Linus Park: 0.7 points a month nearer to agreed (0.3 to 1.2)" in told
    assert "28 keyed, 1 from a transcript" in told
    assert "Linus Park brought" in told
