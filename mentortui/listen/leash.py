"""A program on a leash: it ends with whoever started it, and once that one has not asked for so many seconds.

Run by its path as a program of its own, in a group of its own: `leash.py SECONDS PROGRAM ARGUMENT…`, with a pipe as input. It
becomes the program; beside it waits another of itself, which ends both when the pipe is closed, or brings nothing for SECONDS
(0: however long). Whoever holds the pipe need not be able to do anything for that: the system closes it when they end, and
brings nothing while they stand still.
"""

import os
import resource
import select
import signal
import sys


def run(seconds: float, command: list[str]) -> None:
    """Does not come back."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a program that fell would be written to the disk with what it holds
    nothing = os.open(os.devnull, os.O_RDWR)
    if os.fork():
        os.dup2(nothing, 0)
        for ignored in (signal.SIGPIPE, signal.SIGXFSZ):  # Python ignores them, and what it becomes would go on doing so
            signal.signal(ignored, signal.SIG_DFL)
        try:
            os.execvp(command[0], command)
        except OSError as error:
            sys.exit(f"{command[0]}: {error.strerror}")
    for number in (1, 2):
        os.dup2(nothing, number)
    while select.select([0], [], [], seconds or None)[0] and os.read(0, 64):
        pass
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    run(float(sys.argv[1]), sys.argv[2:])
