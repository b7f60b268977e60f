"""The command line: what it prints, how it ends, and what it does not load."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from textual.pilot import Pilot

from mentortui import __version__, cli_program
from mentortui.app import MentortuiApp
from mentortui.cli import command
from mentortui.cli_errors import run
from mentortui.core.records import Member
from mentortui.core.text import width
from mentortui.services.demo import fill
from mentortui.services.writer import Writer
from mentortui.store.errors import NotSaved
from mentortui.store.journal import Journal
from mentortui.store.store import Store
from tests.recordings import REPOSITORY
from tests.store.values import mentorship, session

WALL = 1_795_615_200_000_000
"""Wednesday 25 November 2026, 14:00 UTC."""


class Told:
    """What a command printed, and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


class Shell:
    """Runs commands on one data folder."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.data = folder / "data"
        self.config = folder / "config"
        self._capture = capture

    def __call__(self, *words: str) -> Told:
        code = run(command, ["--data-dir", str(self.data), "--config-dir", str(self.config), *words])
        printed = self._capture.readouterr()
        return Told(code, printed.out, printed.err)


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    clock = tmp_path / "clock"
    clock.write_text(f"100000000000 {WALL}", encoding="ascii")
    monkeypatch.setenv("MENTORTUI_TEST_CLOCK", str(clock))
    return Shell(tmp_path, capsys)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "data"
    fill(Store(folder), WALL)
    return folder


@pytest.fixture
def demo(shell: Shell, filled: Path) -> Shell:
    shutil.copytree(filled, shell.data)
    return shell


def one_line(told: Told, code: int) -> str:
    """What it said on stderr: one line, and nothing on stdout."""
    assert (told.code, told.out) == (code, "")
    assert told.err.count("\n") == 1
    return told.err


def in_a_process(
    *words: str, env: dict[str, str] | None = None, stdout: int = subprocess.PIPE, encoding: str = "utf-8"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mentortui", *words],
        cwd=REPOSITORY,
        env=os.environ | (env or {}),
        stdin=subprocess.DEVNULL,
        stdout=stdout,
        stderr=subprocess.PIPE,
        encoding=encoding,
        check=False,
    )


# what it prints


def test_version_and_help_with_examples(shell: Shell) -> None:
    assert shell("--version").out == f"mentortui {__version__}\n"
    told = shell("--help")
    assert told.code == 0
    assert "mentortui show grace/14 --json" in told.out
    assert "open" not in [line.split()[0] for line in told.out.splitlines() if line.startswith("  ") and line.strip()]


def test_the_list_is_a_table_with_figures_to_the_right(demo: Shell) -> None:
    assert demo("list").out == (
        "id    date              with          session            min     talk  open\n"
        "v8hd  Thu 12 Nov 15:00  Grace Otieno  regular session 3   54  38 : 62     2\n"
        "p3xw  Thu 29 Oct 15:00  Grace Otieno  regular session 2   53  48 : 52\n"
        "kq7m  Thu 15 Oct 15:00  Grace Otieno  first meeting       55  42 : 58\n"
    )


def test_the_list_as_json_has_its_documented_shape(demo: Shell) -> None:
    told = json.loads(demo("list", "--json").out)
    assert told["format"] == 1
    assert [line["number"] for line in told["sessions"]] == [3, 2, 1]
    assert told["sessions"][0] == {
        "id": "v8hd2nsr5gkj",
        "mentorship": "grace-otieno",
        "with": ["Grace Otieno"],
        "number": 3,
        "kind": "regular",
        "title": "Regular session",
        "state": "finished",
        "began": "2026-11-12T14:00:00Z",
        "ended": "2026-11-12T14:54:10Z",
        "active_seconds": 3250.0,
        "speaking": [
            {"name": "Ada", "share": 0.378462, "agreed": 0.4},
            {"name": "Grace Otieno", "share": 0.621538, "agreed": 0.6},
        ],
        "open_promises": 2,
    }


def test_nothing_stored_lists_nothing_and_says_what_starts_a_session(shell: Shell) -> None:
    told = shell("list")
    assert (told.code, told.out) == (0, "")
    assert "mentortui starts one" in told.err
    assert json.loads(shell("list", "--json").out) == {"format": 1, "sessions": []}
    assert not shell.data.exists()


def test_a_session_under_way_is_marked(shell: Shell) -> None:
    shell("demo", "--live", "--into", str(shell.data))
    told = shell("list").out.splitlines()
    assert re.match(r"c5rj  Wed 25 Nov 14:38 +Grace Otieno +regular session 4 ", told[1])
    assert told[1].endswith("to be gone on with")
    assert json.loads(shell("list", "--json").out)["sessions"][0]["state"] == "interrupted"


@pytest.mark.parametrize("words", ["last", "LAST", "grace/3", "Grace Otieno/3", "grace/last", "v8hd", "v8hd2nsr5gkj"])
def test_a_session_is_named_in_many_ways(demo: Shell, words: str) -> None:
    told = demo("show", words)
    assert told.code == 0
    assert told.out.startswith("Grace Otieno · regular session 3\nThu 12 Nov 15:00 (17:00 Nairobi)")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("zzz", "There is no session “zzz”"),
        ("grace/14", "the last one is 3"),
        ("linus/1", "Nobody here is called “linus”"),
        ("grace/", "There is no session"),
        ("", "There is no session"),
    ],
)
def test_a_session_that_is_not_there_is_told_in_one_line(demo: Shell, words: str, says: str) -> None:
    assert says in one_line(demo("show", words), 1)


def test_the_beginning_of_two_ids_asks_for_more(shell: Shell) -> None:
    store = Store(shell.data)
    slug = store.save_mentorship(mentorship()).slug
    for id in ("same1", "same2"):
        store.save_session(slug, session(id))
    assert "same1, same2" in one_line(shell("show", "same"), 1)
    assert shell("list").out.splitlines()[1].split()[0] in ("same1", "same2")


def test_the_page_has_all_but_private_notes(demo: Shell) -> None:
    assert "I talked too long here" not in demo("show", "last").out
    assert "I talked too long here" in demo("show", "last", "--private").out
    told = demo("show", "last").out
    for words in (
        "Takeaways",
        "Promised",
        "tell the team lead that Grace leads 2.4",
        "38 : 62 of talk, agreed 40 : 60",
        "17:00 Nairobi",
    ):
        assert words in told


def test_a_session_as_json_has_its_documented_shape(demo: Shell) -> None:
    told = json.loads(demo("show", "grace/1", "--json").out)
    assert told["format"] == 1
    shown = told["session"]
    assert "private_notes" not in shown
    assert [person["zone"] for person in shown["people"]] == ["Europe/Berlin", "Africa/Nairobi"]
    assert shown["agreement"] == {"persons": {}, "roles": {"mentor": 40.0, "mentee": 60.0}}
    assert [item["used_seconds"] for item in shown["items"]] == [860.0, 1300.0, 785.0, 395.0]
    assert {"decision", "question", "opportunity", "action", "takeaway", "note"} == {one["kind"] for one in shown["captures"]}
    kept = next(one for one in shown["captures"] if one["text"].startswith("send the release checklist"))
    assert (kept["who"], kept["due"], kept["state"]) == ("ada", "2026-10-18", "done")
    floor = {one["person"]: one["floor_seconds"] for one in shown["speaking"]["people"]}
    for person, seconds in floor.items():
        turns = [turn for turn in shown["speaking"]["turns"] if turn["person"] == person]
        assert sum(turn["end"] - turn["start"] for turn in turns) == seconds
    assert shown["next_date"] == "2026-10-29T14:00:00Z"
    private = json.loads(demo("show", "grace/1", "--json", "--private").out)["session"]["private_notes"]
    assert [note["text"] for note in private] == ["ask about the hospital years some day, there is a talk in it"]


@pytest.mark.parametrize(
    ("ending", "begins"),
    [("md", "# Grace"), ("html", "<!DOCTYPE html>"), ("csv", '\ufeff"session"'), ("json", '{\n  "format": 1')],
)
def test_a_session_goes_into_a_file_as_its_name_ends(demo: Shell, tmp_path: Path, ending: str, begins: str) -> None:
    file = tmp_path / f"page.{ending}"
    told = demo("show", "last", "--to", str(file))
    assert told.out == f"Written to {file} · left out: 1 private note\n"
    assert file.read_text("utf-8").startswith(begins)
    assert "I talked too long here" not in file.read_text("utf-8")
    assert file.stat().st_mode & 0o777 == 0o600
    assert demo("show", "last", "--to", str(file), "--private").out == f"Written to {tmp_path / 'page 2'}.{ending}\n"
    assert "I talked too long here" in (tmp_path / f"page 2.{ending}").read_text("utf-8")


def test_the_list_goes_into_a_file_too(demo: Shell, tmp_path: Path) -> None:
    assert demo("list", "--to", str(tmp_path / "all.csv")).out == f"Written to {tmp_path / 'all.csv'}\n"
    assert len((tmp_path / "all.csv").read_text("utf-8").splitlines()) == 4
    assert demo("list", "--to", str(tmp_path / "all.json")).code == 0
    assert (tmp_path / "all.json").read_text("utf-8") == demo("list", "--json").out
    assert one_line(demo("list", "--to", str(tmp_path / "all.txt")), 1).endswith("end the file's name in .csv or .json.\n")
    assert "no such file" in one_line(demo("show", "last", "--to", str(tmp_path / "gone" / "page.md")), 1)


def test_figures_a_pair_does_not_show_are_not_printed(shell: Shell) -> None:
    store = Store(shell.data)
    slug = store.save_mentorship(mentorship()).slug
    store.save_session(slug, msgspec.structs.replace(session("s1"), show_figures=False))
    assert " : " not in shell("list").out
    assert json.loads(shell("list", "--json").out)["sessions"][0]["speaking"] is None
    assert json.loads(shell("show", "s1", "--json").out)["session"]["speaking"] is None


def test_peoples_words_are_never_escape_codes(shell: Shell) -> None:
    store = Store(shell.data)
    name = "\x1b]0;x\x07[/red]\u202eG\u9b54\u200d\U0001f600" + "n" * 10_000
    people = (Member(id="ada", name="Ada", role="mentor"), Member(id="grace", name=name, role="mentee"))
    slug = store.save_mentorship(mentorship(people=people)).slug
    store.save_session(slug, session("s1"))
    for words in (["list"], ["list", "--json"], ["show", "s1"], ["show", "s1", "--json"], ["show", "nobody/1"]):
        told = shell(*words)
        for hidden in ("\x1b", "\x07", "\u202e", "\x9b"):
            assert hidden not in told.out + told.err
    assert json.loads(shell("list", "--json").out)["sessions"][0]["with"] == [name]
    heads, line = shell("list").out.splitlines()
    assert "…" in line
    assert width(line[: line.index("regular session")]) == heads.index("session")


def test_the_keys_are_those_of_the_settings(shell: Shell) -> None:
    shell.config.mkdir()
    (shell.config / "settings.toml").write_text('[keys]\n"live.undo" = "z,backspace"\n')
    told = shell("keys")
    assert told.code == 0
    assert "  z ⌫" in told.out
    assert "  1 … 9 " in told.out
    framed = shell("keys", "--card").out.splitlines()
    assert len({width(line) for line in framed}) == 1


def test_settings_that_cannot_be_used_are_one_line(shell: Shell) -> None:
    shell.config.mkdir()
    (shell.config / "settings.toml").write_text("[keys")
    assert "settings.toml" in one_line(shell("keys"), 1)


# taps, without a program that runs


def test_a_tap_without_a_session_says_what_to_do(demo: Shell) -> None:
    assert one_line(demo("tap", "1"), 1) == "mentortui: No session is live. Start one in mentortui with s.\n"
    assert "Nobody here" in one_line(demo("tap", "1", "--with", "linus"), 1)


def test_status_without_a_session_says_so(demo: Shell) -> None:
    told = demo("status")
    assert (told.code, told.out, told.err) == (1, "no session\n", "")


# asked for wrongly


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--bogus"], "--bogus"),
        (["list", "--bogus"], "--bogus"),
        (["list", "extra"], "extra"),
        (["show"], "Missing argument 'SESSION'. See mentortui show --help"),
        (["tap"], "Missing argument 'WORD'"),
        (["tap", "sing"], "sing is no tap: 1 to 9"),
        (["tap", "--bogus"], "--bogus is no tap"),
        (["tap", "10"], "10 is no tap"),
        (["tap", "note"], "note needs its text"),
        (["tap", "next", "please"], "next takes no text"),
        (["lst"], "“lst” is no command. Nobody here is called “lst”. There is Grace Otieno (grace-otieno). See mentortui --help"),
        (["show\x1b[31m\nme"], "is no command"),
    ],
)
def test_what_is_asked_for_wrongly_is_one_line_and_exit_2(demo: Shell, words: list[str], says: str) -> None:
    told = one_line(demo(*words), 2)
    assert told.startswith("mentortui: ")
    assert says in told
    assert "\x1b" not in told


OPTIONS = ["--data-dir", "--config-dir"]


@pytest.mark.parametrize("option", OPTIONS)
def test_a_folder_that_is_a_file_is_one_line_and_exit_2(shell: Shell, tmp_path: Path, option: str) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert f"{file} is a file: {option} needs a folder" in one_line(shell(option, str(file), "list"), 2)


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("", "is empty"),
        (" ", "is empty"),
        ("~nosuchuser/x", "~nosuchuser/x: there is no such user"),
        ("a" * 300, "the path is too long"),
        ("a/" * 3000, "the path is too long"),
        ("file/x", "a file stands where a folder should be"),
        ("dangling", "is a link to what is not there"),
        ("loop", "this link leads to itself"),
    ],
)
def test_a_folder_that_cannot_be_is_one_line_and_exit_2(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: str, named: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("")
    Path("dangling").symlink_to("nowhere")
    Path("loop").symlink_to("loop")
    there = sorted(tmp_path.iterdir())
    for words in (["list"], ["status"], ["keys"], []):
        line = one_line(shell(option, named, *words), 2)
        assert says in line
        assert option in line
        assert len(line) < 400
    assert says in one_line(shell("demo", "--into", named), 2)
    assert sorted(tmp_path.iterdir()) == there


def test_a_folder_in_which_nothing_can_be_made_is_one_line(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(path: object, mode: int = 0) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("os.mkdir", refused)
    said = one_line(shell("demo", "--into", str(shell.data / "new")), 1)
    assert "permission denied" in said
    assert "choose another folder" in said


def test_without_a_terminal_the_program_says_what_works(demo: Shell) -> None:
    for words in ([], ["grace"], ["demo"]):
        assert one_line(demo(*words), 2) == "mentortui needs a terminal. Try: mentortui list\n"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "< /dev/null", "| cat"])
def test_a_stream_that_is_no_terminal_gets_a_sentence(demo: Shell, closed: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" -m mentortui {closed}'],
        env={**os.environ, "MENTORTUI_DATA": str(demo.data)},
        cwd=REPOSITORY,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("", "mentortui needs a terminal. Try: mentortui list\n")


def test_a_note_from_a_closed_input_says_what_to_do(demo: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert "standard input, and that is closed" in one_line(demo("tap", "note", "-"), 1)


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (PermissionError(13, "Permission denied", "/some/file"), "/some/file: permission denied"),
        (OSError(28, "No space left on device"), "The system refused something: No space left on device (in mentortui"),
    ],
)
def test_what_the_system_refuses_names_the_file_and_is_no_trouble_of_the_output(
    demo: Shell, monkeypatch: pytest.MonkeyPatch, error: OSError, says: str
) -> None:
    def refuses(*_: object) -> None:
        raise error

    monkeypatch.setattr("mentortui.services.history.History.rows", refuses)
    line = one_line(demo("list"), 1)
    assert says in line
    assert "output" not in line


# damage

ODD_NAMES = [b"bad\xff\xfename", b"new\nline", b"esc\x1b[31mred", b"back\\slash", "ze\u200bro\u202e".encode()]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_folder_with_a_name_that_cannot_be_printed_is_told_and_hides_nothing(demo: Shell, name: bytes) -> None:
    try:
        shutil.copytree(demo.data / "mentorships" / "grace-otieno", demo.data / "mentorships" / os.fsdecode(name))
    except OSError:
        return  # macOS has no such names
    for words in (["list"], ["list", "--json"], ["show", "last"]):
        told = demo(*words)
        assert told.code == 1
        assert "\x1b" not in told.out
        assert "Grace" in told.out
        assert told.err.count("\n") == 1
        assert "rename it" in told.err
    assert demo("status").out == "no session\n"


def test_a_file_with_a_name_that_cannot_be_printed_is_told_and_hides_nothing(demo: Shell) -> None:
    folder = demo.data / "mentorships" / "grace-otieno"
    (folder / "live").mkdir(exist_ok=True)
    try:
        for name in ("sessions/\udcff.json", "live/\udcff.jsonl", "live/x\ny.jsonl"):
            (folder / name).write_text("{}\n")
    except OSError:
        return  # macOS has no such names
    told = demo("list")
    assert told.code == 1
    assert told.out.count("Grace") == 3
    assert told.err.count("\n") == 3
    assert told.err.count("rename it") == 3


def test_a_very_long_name_of_a_folder_is_cut_where_names_are_told(demo: Shell) -> None:
    shutil.copytree(demo.data / "mentorships" / "grace-otieno", demo.data / "mentorships" / ("l" * 255))
    assert len(one_line(demo("nobody"), 2)) < 300


def damaged(folder: Path, text: str) -> Path:
    path = next(folder.glob("mentorships/*/record.json"))
    path.write_text(text)
    return path


def test_a_list_of_what_cannot_be_read_does_not_say_that_there_is_nothing(demo: Shell) -> None:
    shutil.rmtree(demo.data / "mentorships" / "grace-otieno" / "backups", ignore_errors=True)
    record = damaged(demo.data, "{ not json")
    told = demo("list")
    assert told.code == 1
    assert "No session yet" not in told.err
    assert str(record) in told.err
    assert "1 mentorship cannot be read" in told.err
    assert "mentortui doctor" in told.err
    for words in (("show", "last"), ("show", "grace/last")):
        told = demo(*words)
        assert told.code == 1
        assert "1 mentorship cannot be read" in told.err


def test_a_damaged_file_is_one_line_and_the_rest_is_listed(demo: Shell) -> None:
    store = Store(demo.data)
    slug = store.save_mentorship(mentorship("m2", "Linus")).slug
    store.save_session(slug, session("s9"))
    path = demo.data / "mentorships" / "grace-otieno" / "record.json"
    path.write_text('{"half')
    shutil.rmtree(path.parent / "backups")  # else it would be restored
    told = demo("list")
    assert told.code == 1
    assert "Linus" in told.out
    assert told.err.count("\n") == 1
    assert str(path) in told.err
    assert path.read_text() == '{"half'


def test_a_file_of_a_newer_version_is_refused_untouched(demo: Shell) -> None:
    path = next(demo.data.glob("mentorships/*/record.json"))
    newer = json.dumps(json.loads(path.read_text()) | {"schema": 99})
    path.write_text(newer)
    told = demo("list")
    if told.code == 0:
        pytest.fail(f"a newer file was taken: {told.out}")
    assert "newer" in told.err
    assert path.read_text() == newer


def test_a_demo_does_not_fill_a_folder_that_is_in_use(demo: Shell) -> None:
    assert "is not empty" in one_line(demo("demo", "--into", str(demo.data)), 1)


def test_an_error_of_our_own_is_no_traceback(demo: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("Grace said something private")

    monkeypatch.setattr("mentortui.services.history.History.rows", broken)
    told = one_line(demo("list"), 1)
    assert "KeyError" in told
    assert "private" not in told


# as a process of its own


PROBE = """
import sys
from mentortui.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
heavy = {"textual", "rich", "arrow", "mentortui.core.dues", "mentortui.core.holdings", "mentortui.core.record_kinds"}
print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["list"], ["list", "--json"], ["tap", "1"], ["status"]])
def test_what_only_looks_or_taps_loads_neither_the_interface_nor_what_may_be_due(demo: Shell, words: Sequence[str]) -> None:
    Store(demo.data).index()
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *words],
        cwd=REPOSITORY,
        env=os.environ | {"MENTORTUI_DATA": str(demo.data)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_an_output_nobody_reads_any_more_is_no_error(demo: Shell) -> None:
    read, write = os.pipe()
    os.close(read)
    done = in_a_process("list", env={"MENTORTUI_DATA": str(demo.data)}, stdout=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_behind_the_output_is_one_line(demo: Shell) -> None:
    full = Path("/dev/full")
    if not full.exists():
        return
    with full.open("w") as stream:
        done = in_a_process("list", env={"MENTORTUI_DATA": str(demo.data)}, stdout=stream.fileno())
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_a_terminal_of_few_letters_gets_question_marks(demo: Shell) -> None:
    env = {"MENTORTUI_DATA": str(demo.data), "PYTHONIOENCODING": "latin-1"}
    done = in_a_process("show", "last", env=env, encoding="latin-1")
    assert (done.returncode, done.stderr) == (0, "")
    assert "? Grace Otieno: draft the plan" in done.stdout


def test_a_dumb_terminal_gets_a_sentence(demo: Shell) -> None:
    done = in_a_process(env={"MENTORTUI_DATA": str(demo.data), "TERM": "dumb"})
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "mentortui needs a terminal. Try: mentortui list\n"


def test_events_that_are_lost_are_told_on_standard_error(demo: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    async def loses(pilot: Pilot[str]) -> None:
        app = pilot.app
        assert isinstance(app, MentortuiApp)
        desk = app.desk
        mentorship = desk.mentorships.get("grace-otieno")
        live = desk.sessions.start(mentorship, desk.mentorships.usual_template(mentorship.slug), on_saved=app.saved)
        assert live.writer.flush()
        monkeypatch.setattr(Journal, "append_many", refuse)
        monkeypatch.setattr(Writer, "flush", lambda writer, timeout=0.0: False)
        app.show_live(live)
        await pilot.pause()
        live.floor.press(1)
        await pilot.press("ctrl+q")

    def refuse(journal: Journal, events: object) -> None:
        raise NotSaved("journal", "disk full")

    run_it = MentortuiApp.run
    monkeypatch.setattr(MentortuiApp, "run", lambda app: run_it(app, headless=True, auto_pilot=loses))
    monkeypatch.setattr(cli_program, "_is_terminal", lambda stream: True)
    monkeypatch.setenv("TERM", "xterm")
    told = demo()
    assert told.code == 1
    assert "Not all of the session is saved: " in told.err
    assert re.search(r"Lost: the last (1 event|\d+ events)\.", told.err)
    assert "lost" not in told.out


def test_the_list_of_commands_cuts_no_sentence_off_on_eighty_columns() -> None:
    listed = CliRunner().invoke(command, ["--help"], terminal_width=80).output
    assert "doctor" in listed
    assert "..." not in listed.partition("Commands:")[2]


def test_help_of_each_command_explains_it() -> None:
    for name in ("list", "show", "tap", "status", "demo", "keys"):
        result: Result = CliRunner().invoke(command, [name, "--help"])
        assert result.exit_code == 0
        assert result.output.startswith(f"Usage: command {name}")
