"""Out of the program and into somebody's hands: the clipboard, and what a file is called. The text is never logged."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

from mentortui.core.text import fit, visible

SECONDS = 2.0
"""How long a clipboard command may take."""
THROUGH_TERMINAL = "Copied through the terminal"
_LONGEST_NAME = 120  # bytes of a file's name, its number and ending not counted

Run = Callable[[tuple[str, ...], bytes], bool]


def copy(
    text: str,
    *,
    write_osc52: Callable[[str], None],
    environ: Mapping[str, str] | None = None,
    run: Run | None = None,
) -> str:
    """Into the clipboard, by a command of the desktop that works, else by the terminal. Says which way; never raises."""
    data = text.encode("utf-8", "replace")
    for command in commands(os.environ if environ is None else environ):
        if (run or _run)(command, _for_windows(text) if command[0] == "clip.exe" else data):
            return f"Copied with {command[0]}"
    try:
        write_osc52(data.decode("utf-8"))
    except Exception as error:  # whatever the terminal's driver may raise, the session goes on
        return f"Not copied: neither a clipboard command nor the terminal took it ({type(error).__name__})"
    return THROUGH_TERMINAL


def commands(environ: Mapping[str, str], platform: str = sys.platform) -> list[tuple[str, ...]]:
    """The clipboard commands worth trying, best first. Over ssh the clipboard is on the other machine: none."""
    if environ.get("SSH_CONNECTION") or environ.get("SSH_TTY"):
        return []
    if platform == "darwin":
        return [("pbcopy",)]
    found: list[tuple[str, ...]] = []
    if environ.get("WSL_DISTRO_NAME") or environ.get("WSL_INTEROP"):
        found.append(("clip.exe",))
    if environ.get("WAYLAND_DISPLAY"):
        found.append(("wl-copy", "--type", "text/plain;charset=utf-8"))
    if environ.get("DISPLAY"):
        found += [("xclip", "-selection", "clipboard", "-in"), ("xsel", "--clipboard", "--input")]
    return found


def file_name(day: str, who: str, called: str) -> str:
    """`2026-11-25 Grace session 14.md`: a name every disk takes. `called`: which session it was."""
    name = re.sub(r'[\x00-\x1f<>:"/\\|?*\u23ce\ufffd]+', " ", visible(who))
    name = " ".join(name.split()).strip(". ") or "someone"
    while len(name.encode("utf-8", "replace")) > _LONGEST_NAME:
        name = fit(name, len(name) // 2)
    return f"{day} {name} {called}.md"


def _run(command: tuple[str, ...], data: bytes) -> bool:
    """Whether the command is there and took the text."""
    program = shutil.which(command[0])
    if program is None:
        return False
    try:
        # xclip stays behind to serve the clipboard: with a pipe for its output one would wait for it for ever.
        done = subprocess.run(
            [program, *command[1:]],
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def _for_windows(text: str) -> bytes:
    """clip.exe reads UTF-16 with its mark; in any other it takes letters for those of its own code page."""
    return b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le", "replace")
