"""When the terminal goes away, what waits is saved and the process ends, whatever the interface is stuck in."""

import os
import pty

from mentortui.terminal import HUNG_UP, TerminalWatch


def test_a_terminal_that_is_there_is_left_alone() -> None:
    done: list[object] = []
    master, slave = pty.openpty()
    try:
        assert TerminalWatch(lambda: done.append("saved"), terminal=slave, end=done.append).look()
    finally:
        os.close(master)
        os.close(slave)
    assert done == []


def test_a_closed_terminal_saves_and_then_ends() -> None:
    done: list[object] = []
    master, slave = pty.openpty()
    os.close(master)
    try:
        assert not TerminalWatch(lambda: done.append("saved"), terminal=slave, end=done.append).look()
    finally:
        os.close(slave)
    assert done == ["saved", HUNG_UP]


def test_it_ends_also_where_saving_fails() -> None:
    done: list[object] = []

    def fails() -> None:
        raise OSError("no disk")

    master, slave = pty.openpty()
    os.close(master)
    watch = TerminalWatch(fails, terminal=slave, end=done.append)
    try:
        watch.look()
    except OSError:
        done.append("raised")
    finally:
        os.close(slave)
    assert done == [HUNG_UP, "raised"]
