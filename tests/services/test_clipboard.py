"""The clipboard says which way it was reached and never raises; a file is called what every disk takes."""

from pathlib import Path

import pytest

from mentortui.services.clipboard import THROUGH_TERMINAL, commands, copy, file_name

DESKTOP = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}


def test_the_first_command_that_takes_it_is_named() -> None:
    tried: list[str] = []

    def run(command: tuple[str, ...], data: bytes) -> bool:
        tried.append(command[0])
        return command[0] == "xclip" and data == "Grüße".encode()

    def terminal(text: str) -> None:
        raise AssertionError(text)

    assert copy("Grüße", write_osc52=terminal, environ=DESKTOP, run=run) == "Copied with xclip"
    assert tried == ["wl-copy", "xclip"]


def test_without_a_desktop_or_over_ssh_the_terminal_gets_it() -> None:
    for environ in ({}, {**DESKTOP, "SSH_CONNECTION": "1 2 3 4"}):
        sent: list[str] = []
        assert copy("text", write_osc52=sent.append, environ=environ) == THROUGH_TERMINAL
        assert sent == ["text"]


def test_where_nothing_takes_it_that_is_said() -> None:
    def broken(text: str) -> None:
        raise OSError("no terminal: " + text)

    said = copy("secret", write_osc52=broken, environ={})
    assert said.startswith("Not copied")
    assert "secret" not in said


def test_a_command_that_fails_or_is_not_there_gives_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing = tmp_path / "wl-copy"
    failing.write_text("#!/bin/sh\nexit 1\n")
    working = tmp_path / "xsel"
    working.write_text(f'#!/bin/sh\n/bin/cat > "{tmp_path}/taken"\n')
    for program in (failing, working):
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert copy("to keep", write_osc52=print, environ=DESKTOP) == "Copied with xsel"
    assert (tmp_path / "taken").read_text() == "to keep"


def test_each_system_has_its_own_commands() -> None:
    assert commands({}, "darwin") == [("pbcopy",)]
    assert [command[0] for command in commands({"WSL_DISTRO_NAME": "Debian"}, "linux")] == ["clip.exe"]
    assert commands({}, "linux") == []


def test_windows_reads_it_as_utf_16() -> None:
    taken: list[bytes] = []

    def run(command: tuple[str, ...], data: bytes) -> bool:
        taken.append(data)
        return True

    assert copy("ä\nb", write_osc52=print, environ={"WSL_INTEROP": "x"}, run=run) == "Copied with clip.exe"
    assert taken[0].decode("utf-16") == "ä\r\nb"


def test_a_lone_surrogate_does_not_stop_it() -> None:
    sent: list[str] = []
    assert copy("a\ud800b", write_osc52=sent.append, environ={}) == THROUGH_TERMINAL
    assert sent == ["a?b"]


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("Grace", "2026-11-25 Grace session 14.md"),
        ("../../etc/passwd", "2026-11-25 etc passwd session 14.md"),
        ('a:b*c?"<>|\\\n', "2026-11-25 a b c session 14.md"),
        ("", "2026-11-25 someone session 14.md"),
        ("王小明", "2026-11-25 王小明 session 14.md"),
    ],
)
def test_a_file_is_called_what_every_disk_takes(who: str, name: str) -> None:
    assert file_name("2026-11-25", who, "session 14") == name


def test_a_first_meeting_needs_no_number() -> None:
    assert file_name("2026-11-25", "Grace", "first meeting") == "2026-11-25 Grace first meeting.md"


def test_a_name_of_ten_thousand_characters_is_cut() -> None:
    assert len(file_name("2026-11-25", "王" * 10_000, 14).encode()) < 255
