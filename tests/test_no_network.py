"""Nothing is ever sent or asked for: no module of ours loads what could, and no command and no screen opens a connection."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import mentortui
from tests.endtoend.clock import TestClock
from tests.endtoend.conftest import OpenTerminal, open_terminal, test_clock
from tests.endtoend.meeting import Desk, enter, open_line

__all__ = ["open_terminal", "test_clock"]

PACKAGE = Path(mentortui.__file__).parent
FORBIDDEN = {
    *("socket", "socketserver", "ssl", "http", "urllib", "ftplib", "smtplib", "poplib", "imaplib", "telnetlib", "xmlrpc"),
    *("webbrowser", "requests", "httpx", "aiohttp", "websockets", "urllib3"),
}
WATCH = """
import os, sys
TOLD = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request")
def told(event, args):
    if event in TOLD:
        with open({told!r}, "a") as file:
            file.write(event + "\\n")
sys.addaudithook(told)
"""
"""Python tells of each of these wherever they are called from. The event loop talks to itself by a pair that is none."""


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").partition(".")[0])
    return found


def test_no_module_of_ours_can_open_a_connection() -> None:
    found = {path.name: imported(path) & FORBIDDEN for path in PACKAGE.rglob("*.py")}
    assert len(found) > 100
    assert {name: modules for name, modules in found.items() if modules} == {}


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """The file to which goes what was opened."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(WATCH.format(told=str(tmp_path / "told")))
    return tmp_path / "told"


def test_a_connection_would_be_noticed(told: Path) -> None:
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
    subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(told.parent / "site")}, check=True)
    assert told.read_text() == "socket.connect\n"


def test_a_session_from_its_start_to_its_page_and_every_look_at_it_opens_none(
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
