"""How a command ends: errors as one line on stderr, never a traceback. 1: it could not be done; 2: it was asked for wrongly."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from mentortui.core.refused import Refused
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
    except OSError as error:
        return _not_written(error)
    return code


def _not_written(error: OSError) -> int:
    """What was to be printed did not come out."""
    _drop_output()
    if isinstance(error, BrokenPipeError):
        return 0  # whoever read it has seen enough
    return _say(f"The output could not be written: {error.strerror or type(error).__name__}. Nothing stored was touched", FAILED)


def _drop_output() -> None:
    """What is still buffered must not fail once more at the very end."""
    with suppress(OSError, ValueError, AttributeError):
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
    except (StoreError, Refused, Failed) as error:
        return _say(str(error), FAILED)
    except OSError as error:
        return _not_written(error) if _was_printing(error) else _say(_refused(error), FAILED)
    except Exception as error:
        return _say(
            f"An error of mentortui's own ({type(error).__name__} in {_where(error)}). What is stored is as it was.", FAILED
        )
    return code if isinstance(code, int) else 0


def _say(sentence: str, code: int) -> int:
    click.echo(f"mentortui: {visible(' '.join(sentence.split()))}", err=True)
    return code


def _was_printing(error: OSError) -> bool:
    """Everything is printed by click: then it is the last to have been called."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and str(trace.tb_frame.f_globals.get("__name__", "")).startswith("click.")


def _refused(error: OSError) -> str:
    """What the system refused, of which file where that is known."""
    named = error.filename if isinstance(error.filename, str | bytes) else None
    why = (error.strerror or type(error).__name__).rstrip(".")
    if named is None:
        return f"The system refused something: {why} (in {_where(error)}). Mend that and try again."
    return f"{os.fsdecode(named)}: {why[:1].lower() + why[1:]}. Mend that, or name another place, and try again."


def _where(error: BaseException) -> str:
    """The last line of our own code on the way to it, as module and line: no word of anybody is in that."""
    trace, found = error.__traceback__, "mentortui"
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", ""))
        if name.startswith("mentortui"):
            found = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
