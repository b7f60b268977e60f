"""How a command ends: errors as one line on stderr, never a traceback. 1: it could not be done; 2: it was asked for wrongly."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from mentortui.core.text import visible

FAILED, MISUSED, INTERRUPTED = 1, 2, 130


class Failed(Exception):
    """It could not be done: one sentence for stderr, exit 1."""


class NoTerminal(Exception):
    """The program has no screen to run on: the sentence is all there is to say, exit 2."""


def run(command: click.Command, arguments: Sequence[str] | None) -> int:
    """Runs it, and gives its exit code. Never raises."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")  # a terminal without a letter shows ? for it
    try:
        code = _ended(command, arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()  # whoever read it has seen enough
        return 0
    except OSError as error:
        _drop_output()
        return _say(
            f"The output could not be written: {error.strerror or type(error).__name__}. Nothing stored was touched", FAILED
        )
    return code


def _drop_output() -> None:
    """What is still buffered must not fail once more at the very end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _ended(command: click.Command, arguments: Sequence[str] | None) -> int:
    from mentortui.store.errors import StoreError

    try:
        code = command.main(args=arguments, prog_name="mentortui", standalone_mode=False)
    except click.exceptions.Exit as error:
        return error.exit_code
    except SystemExit:
        return 0  # click ends so where whoever read the output has seen enough
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "mentortui"
        return _say(f"{error.format_message().rstrip('.')}. See {path} --help", MISUSED)
    except NoTerminal as error:
        click.echo(str(error), err=True)
        return MISUSED
    except click.ClickException as error:
        return _say(error.format_message(), FAILED)
    except (StoreError, Failed) as error:
        return _say(str(error), FAILED)
    except OSError:
        raise
    except Exception as error:
        return _say(
            f"An error of mentortui's own ({type(error).__name__} in {_where(error)}). What is stored is as it was.", FAILED
        )
    return code if isinstance(code, int) else 0


def _say(sentence: str, code: int) -> int:
    click.echo(f"mentortui: {visible(' '.join(sentence.split()))}", err=True)
    return code


def _where(error: BaseException) -> str:
    """The last line of our own code on the way to it, as module and line: no word of anybody is in that."""
    trace, found = error.__traceback__, "mentortui"
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", ""))
        if name.startswith("mentortui"):
            found = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
