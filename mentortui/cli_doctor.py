"""`mentortui doctor`: what it prints, and how it ends."""

from pathlib import Path

import click
import msgspec

from mentortui.cli_errors import FAILED
from mentortui.config import called_for
from mentortui.core.text import counted, visible
from mentortui.formats.shapes import printed
from mentortui.services.clock import clock_from_environment
from mentortui.services.doctor import Doctor, Finding, Repaired
from mentortui.services.hearing_choices import outlook


class FindingShape(msgspec.Struct, frozen=True):
    """`wrong`: False where it is only worth knowing."""

    path: str
    what: str
    advice: str
    wrong: bool


class ListenShape(msgspec.Struct, frozen=True):
    """Whether it could be heard who speaks; that it cannot is nothing wrong."""

    ready: bool
    says: str


class CheckupShape(msgspec.Struct, frozen=True):
    """`copy`, `done`: of a repair."""

    well: bool
    findings: list[FindingShape]
    listen: ListenShape
    copy: str | None
    done: list[str]


def doctor(data_dir: Path, *, repair: bool, as_json: bool) -> int:
    """The exit code: 0 when all is well, after a repair too."""
    physician = Doctor(data_dir, clock_from_environment())
    repaired = physician.repair() if repair and data_dir.is_dir() else None
    found = physician.look() if repaired is None else repaired.left
    if as_json:
        click.echo(printed(_shape(found, repaired)))
    else:
        _say(data_dir, found, repaired)
    return FAILED if any(finding.wrong for finding in found) else 0


def _say(data_dir: Path, found: tuple[Finding, ...], repaired: Repaired | None) -> None:
    if repaired is not None:
        if repaired.copy is not None:
            click.echo(visible(f"Everything as it was before lies in {repaired.copy}."))
        for sentence in repaired.done:
            click.echo(visible(sentence))
    for finding in found:
        sign = "!" if finding.wrong else "-"
        advice = finding.advice.replace("mentortui doctor", f"{called_for(data_dir)} doctor")
        click.echo(visible(f"{sign} {finding.path}: {finding.what}. {advice}"))
    click.echo(visible(f"- Listen: {outlook().says}"))
    wrong = sum(finding.wrong for finding in found)
    if wrong:
        untouched = "changed" if repaired is None or repaired.copy is None else "removed"
        click.echo(f"Something is not well in {counted(wrong, 'place')} (the lines with !). Nothing was {untouched}.")
    else:
        click.echo(visible(f"All is well in {data_dir}."))


def _shape(found: tuple[Finding, ...], repaired: Repaired | None) -> CheckupShape:
    return CheckupShape(
        well=not any(finding.wrong for finding in found),
        findings=[FindingShape(str(one.path), one.what, one.advice, one.wrong) for one in found],
        listen=ListenShape(*outlook()),
        copy=None if repaired is None or repaired.copy is None else str(repaired.copy),
        done=[] if repaired is None else list(repaired.done),
    )
