"""Nothing is ever sent or asked for: no module of ours loads what could, and no command and no screen opens a connection,
nor starts a program that could."""

import ast
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import mentortui
from mentortui.listen.voice_model import installed
from mentortui.services.clock import SystemClock
from mentortui.services.hearing_choices import HearingChoices
from mentortui.store.store import Store
from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal, open_terminal, test_clock
from tests.endtoend.meeting import Desk, enter, open_line
from tests.sound.servers import PulseServer, pulse, server_folder

__all__ = ["open_terminal", "pulse", "server_folder", "test_clock"]

PACKAGE = Path(mentortui.__file__).parent
LEASH = str(PACKAGE / "listen" / "leash.py")
"""What runs another program; the second word after it is that one's name."""
FORBIDDEN = {
    *("socket", "socketserver", "ssl", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc"),
    *("webbrowser", "requests", "httpx", "aiohttp", "websockets", "urllib3"),
}
CONNECTING = {
    *("open_connection", "open_unix_connection", "start_server", "start_unix_server", "create_connection", "create_server"),
    *("create_unix_connection", "create_unix_server", "create_datagram_endpoint", "connect_accepted_socket"),
    *("sock_connect", "sock_accept", "sock_sendto", "urlopen", "urlretrieve", "open_url", "getaddrinfo", "getnameinfo"),
}
"""By which the event loop, which is loaded in any case, and Textual connect or open a browser."""
HIDDEN = {"__import__", "import_module", "eval", "exec", "ctypes", "_socket", "_ssl", "_posixsubprocess", "runpy"}
"""By which one gets at anything, unseen by whoever looks for its name."""
PROGRAMS = {"subprocess", "multiprocessing", "ProcessPoolExecutor", "pty", "Popen", "subprocess_exec", "subprocess_shell"}
STARTING = re.compile("system|popen|fork|forkpty|startfile|exec[lv]p?e?|(posix_)?spawn([lv]?p?e?)|create_subprocess_(exec|shell)")
"""By which programs are started, of `os`, `pty` and the event loop."""
MAY_START = {
    "services/clipboard.py": ["subprocess.run([program, *command[1:]])"],
    "listen/children.py": [
        "subprocess.run(leashed(command))",
        "subprocess.Popen(leashed(command, unread))",
    ],
    "listen/leash.py": ["os.fork()", "os.execvp(command[0])"],
}
"""The only modules that start programs, and each place in them where they do."""
RECORDERS = {"listen/pulse.py": {"parec", "pactl"}, "listen/pipewire.py": {"pw-record", "pw-dump"}}
"""Of the programs of sound servers those that hear and look; each speaks to the server of whoever runs it: of this machine,
unless `PULSE_SERVER` names another."""
CLIPBOARDS = {"pbcopy", "clip.exe", "wl-copy", "xclip", "xsel"}
"""The only programs that are started beside those: they take a text and know no address."""
WATCH = """
import os, sys
LEASH = {leash!r}
TOLD = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request",
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty")
def told(event, args):
    if event in TOLD:
        with open({told!r}, "a") as file:
            started = [] if event != "subprocess.Popen" else ["leash", args[1][4]] if LEASH in args[1] else [str(args[0])]
            file.write(" ".join([event, *started]) + "\\n")
sys.addaudithook(told)
"""
"""Python tells of each of these wherever they are called from. The event loop talks to itself by a pair that is none."""


@cache
def modules() -> dict[str, ast.Module]:
    found = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    assert len(found) > 100
    return found


def imported(module: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").partition(".")[0])
    return found


@cache
def named(module: ast.Module) -> set[str]:
    """Whatever is used or imported by its name, and each text that is one, as `getattr` takes it."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            paths = [*(one.name for one in node.names), (node.module or "") if isinstance(node, ast.ImportFrom) else ""]
            found |= {part for path in paths for part in path.split(".")}
    return found


def calls_that_start(module: ast.Module) -> list[str]:
    """What is called of `subprocess`, or handed on of it, with its first argument."""
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    first = {id(call.func): ast.unparse(call.args[0]) if call.args else "" for call in calls}
    return [
        f"{ast.unparse(node)}({first.get(id(node), '')})"
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and (ast.unparse(node.value) == "subprocess" or STARTING.fullmatch(node.attr))
        and node.attr not in ("DEVNULL", "PIPE", "SubprocessError", "TimeoutExpired")
    ]


def test_no_module_of_ours_can_open_a_connection() -> None:
    found = {name: imported(module) & FORBIDDEN | named(module) & (CONNECTING | HIDDEN) for name, module in modules().items()}
    assert {name: what for name, what in found.items() if what} == {}


def test_no_module_of_ours_starts_a_program_but_those_that_are_listed() -> None:
    """One that knows an address would do what no module of ours may."""
    for name, module in modules().items():
        found = {one for one in named(module) if one in PROGRAMS or STARTING.fullmatch(one)}
        of_subprocess = {"Popen"} if any("Popen" in call for call in MAY_START.get(name, ())) else set()
        by_system = {call[3 : call.index("(")] for call in MAY_START.get(name, ()) if call.startswith("os.")}
        allowed = by_system or {"subprocess", *of_subprocess}
        assert found == (allowed if name in MAY_START else set()), name
    assert {name: calls_that_start(modules()[name]) for name in MAY_START} == MAY_START


def test_the_programs_that_are_started_are_those_of_clipboards() -> None:
    module = modules()["services/clipboard.py"]
    nodes = list(ast.walk(module))
    imports = [ast.unparse(node) for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [one for one in imports if "subprocess" in one] == ["import subprocess"]
    used = [node for node in nodes if isinstance(node, ast.Name) and node.id == "subprocess"]
    assert len(used) == sum(isinstance(node, ast.Attribute) and node.value in used for node in nodes)
    assert [ast.unparse(node) for node in nodes if isinstance(node, ast.Call) and "which" in ast.unparse(node.func)] == [
        "shutil.which(command[0])"
    ]
    assert [node.id for node in nodes if isinstance(node, ast.Name) and node.id == "_run"] == ["_run"]
    written = {
        node.elts[0].value
        for node in nodes
        if isinstance(node, ast.Tuple | ast.List) and node.elts and isinstance(node.elts[0], ast.Constant)
    }
    assert written == CLIPBOARDS


def test_the_programs_that_hear_are_those_of_sound_servers() -> None:
    """Only their modules make commands: what starts them takes one, and a stream its server's."""
    by = {
        name
        for name, module in modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module == "mentortui.listen.children"
    }
    assert by == {*RECORDERS, "listen/system_recorder.py"}
    for name, programs in RECORDERS.items():
        lists = [node for node in ast.walk(modules()[name]) if isinstance(node, ast.List) and node.elts]
        first = {node.elts[0].value for node in lists if isinstance(node.elts[0], ast.Constant)}
        assert {one for one in first if isinstance(one, str)} == programs, name
    started = [
        ast.unparse(node)
        for node in ast.walk(modules()["listen/system_recorder.py"])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Child", "answer")
    ]
    assert sorted(started) == ["Child(self._system.recording(place, mark), unread=UNREAD)", "Child(self._system.watching())"]


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """The file to which goes what was opened."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(WATCH.format(told=str(tmp_path / "told"), leash=LEASH))
    return tmp_path / "told"


def test_a_connection_would_be_noticed(told: Path) -> None:
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(told.parent / "site")}, check=True)
    assert told.read_text() == "socket.connect\n"


def test_a_program_would_be_noticed(told: Path) -> None:
    code = "import subprocess; subprocess.run(['true'])"
    subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(told.parent / "site"), "PATH": os.defpath}, check=True)
    assert "subprocess.Popen true\n" in told.read_text()


def test_a_session_from_its_start_to_its_page_and_every_look_at_it_opens_none_and_starts_no_program(
    tmp_path: Path, told: Path, test_clock: TestClock, open_terminal: OpenTerminal
) -> None:
    desk = Desk(tmp_path, test_clock, open_terminal)
    desk.known()
    env = {"PYTHONPATH": str(told.parent / "site")}
    terminal = desk.live(env=dict(env))
    terminal.press("2")
    terminal.wait_for("▐2▌")
    open_line(terminal)
    terminal.type("a note")
    terminal.wait_for("a note")
    enter(terminal)
    terminal.wait_for(lambda screen: len(desk.events("capture_recorded")) == 1)
    terminal.press("q")
    terminal.wait_for("finish now")
    terminal.press("y")
    terminal.wait_for("q leave")
    terminal.press("ctrl+q")
    assert terminal.wait() == 0
    for words in (["list"], ["show", "last", "--to", str(tmp_path / "page.html")], ["status"], ["doctor"], ["backup", "b.zip"]):
        subprocess.run(
            [*desk.command, *words], env={**desk.env, **env, "PATH": ""}, cwd=tmp_path, capture_output=True, check=False
        )
    assert (tmp_path / "b.zip").exists()
    assert (tmp_path / "page.html").exists()
    assert not told.exists()


@pytest.mark.skipif(not installed(), reason="no model of voice is installed")
def test_a_session_that_hears_starts_the_programs_of_the_sound_server_and_no_other(
    tmp_path: Path, told: Path, test_clock: TestClock, open_terminal: OpenTerminal, pulse: PulseServer
) -> None:
    desk = Desk(tmp_path, test_clock, open_terminal)
    desk.known()
    HearingChoices(Store(desk.data), SystemClock()).listen("grace", True)
    env = {**pulse.environment, "PYTHONPATH": str(told.parent / "site"), "MENTORTUI_TEST_CLOCK": None}
    terminal = desk.live(env=env)
    terminal.wait_for("hearing you · ○ hearing the call")
    terminal.press("q")
    terminal.wait_for("finish now")
    terminal.press("y")
    terminal.wait_for("q leave")
    terminal.press("ctrl+q")
    assert terminal.wait() == 0
    lines = set(told.read_text().splitlines())
    assert lines == {"subprocess.Popen leash pactl", "subprocess.Popen leash parec"}
