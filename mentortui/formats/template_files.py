"""Shapes of a session that the user keeps as plain files, `templates/*.toml` in the config folder.

A file that cannot be used is told in one line, with its line and what to do, and the program goes on with the others.
"""

import re
from pathlib import Path
from typing import Any, Final

from mentortui.core.agenda import MOST_MINUTES
from mentortui.core.commands import LONGEST_NAME
from mentortui.core.plan import MOST_ITEMS
from mentortui.core.records import Template, TemplateItem
from mentortui.core.text import fit, storable
from mentortui.core.words import SESSION_KINDS
from mentortui.formats.own_files import NotText
from mentortui.formats.own_toml import WrongFile, read_folder, read_toml

MOST_BYTES: Final = 100_000
MOST_FILES: Final = 100
OWNERS: Final = ("mentor", "mentee", "peer", "both", "")
FIELDS: Final = ("title", "kind", "minutes", "items")
ITEM_FIELDS: Final = ("title", "minutes", "owner")
EXAMPLE: Final = """\
title = "Pair programming"
minutes = 60

[[items]]
title = "What we will build"
minutes = 5
owner = "mentee"

[[items]]
title = "Build it, the mentee types"
minutes = 50

[[items]]
title = "Takeaways, next date"
minutes = 5
"""


class WrongTemplate(WrongFile):
    """A file that is no template."""


def read_templates(folder: Path) -> tuple[tuple[Template, ...], tuple[str, ...]]:
    """Those in the folder, by the names of their files, and a sentence for each file that is not one. Without a folder there are
    none. Never raises."""
    return read_folder(folder, read_template, MOST_FILES, "templates")


def read_template(path: Path) -> Template:
    """Raises WrongTemplate."""
    try:
        return read_toml(path, MOST_BYTES, lambda text, found: _template(path, text, found))
    except NotText as error:
        raise _wrong(path, error.line or None, str(error)) from error


def _template(path: Path, text: str, found: dict[str, Any]) -> Template:
    _known(path, text, found, FIELDS, None)
    title = _title(path, text, found, None)
    kind = found.get("kind", path.stem)
    if "kind" in found and not (isinstance(kind, str) and kind in SESSION_KINDS):
        told = f"kind is {_quoted(kind)}; there are {', '.join(SESSION_KINDS)}, or leave it out"
        raise _wrong(path, _line(text, None, "kind"), told)
    items = found.get("items", [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _wrong(path, _line(text, None, "items"), "items are written one by one, each under a line [[items]]")
    if len(items) > MOST_ITEMS:
        raise _wrong(path, _line(text, MOST_ITEMS, ""), f"has {len(items)} items; at most {MOST_ITEMS} fit on an agenda")
    made = tuple(_item(path, text, item, number) for number, item in enumerate(items))
    minutes = _minutes(path, text, found, None)
    if minutes is None and made and all(item.minutes is not None for item in made):
        minutes = min(MOST_MINUTES, sum(item.minutes or 0 for item in made))
    return Template(kind=str(kind), title=title, minutes=minutes, items=made)


def _item(path: Path, text: str, found: dict[str, Any], number: int) -> TemplateItem:
    _known(path, text, found, ITEM_FIELDS, number)
    owner = found.get("owner", "")
    if owner not in OWNERS:
        told = f"owner is {_quoted(owner)}; it is mentor, mentee, peer or both, or leave it out"
        raise _wrong(path, _line(text, number, "owner"), told)
    return TemplateItem(title=_title(path, text, found, number), minutes=_minutes(path, text, found, number), owner=owner)


def _title(path: Path, text: str, found: dict[str, Any], item: int | None) -> str:
    title = found.get("title")
    what = "the template" if item is None else f"item {item + 1}"
    if title is None:
        raise _wrong(path, _line(text, item, ""), f'{what} has no title; write title = "…"')
    tidy = " ".join(storable(title).split()) if isinstance(title, str) else ""
    if not tidy or len(tidy) > LONGEST_NAME:
        raise _wrong(path, _line(text, item, "title"), f"a title is a text of 1 to {LONGEST_NAME} letters in quotation marks")
    return tidy


def _minutes(path: Path, text: str, found: dict[str, Any], item: int | None) -> int | None:
    minutes = found.get("minutes")
    if minutes is None:
        return None
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 1 <= minutes <= MOST_MINUTES:
        told = f"minutes is {_quoted(minutes)}; it is a whole number from 1 to {MOST_MINUTES}, or leave it out for no timer"
        raise _wrong(path, _line(text, item, "minutes"), told)
    return minutes


def _known(path: Path, text: str, found: dict[str, Any], fields: tuple[str, ...], item: int | None) -> None:
    for name in found:
        if name not in fields:
            where = "a template" if item is None else "an item"
            raise _wrong(path, _line(text, item, name), f"{where} has no {_quoted(name)}; it has {', '.join(fields)}")


def _line(text: str, item: int | None, name: str) -> int:
    """The line, from 1, on which that field of the template, or of the item of that number, stands; else where that begins."""
    here, start = -1, 1
    for number, line in enumerate(text.split("\n"), 1):  # as TOML counts them
        bare = line.strip()
        if re.match(r"\[\[\s*['\"]?items['\"]?\s*\]\]", bare):
            here += 1
            if here == item:
                start = number
        if here == (-1 if item is None else item) and name and re.match(rf"[\"']?{re.escape(name)}[\"']?\s*[.=]", bare):
            return number
    return start


def _wrong(path: Path, line: int | None, what: str) -> WrongTemplate:
    where = f"{path}, line {line}" if line is not None else f"{path}"
    return WrongTemplate(f"{where}: {what}. Mend it or move it away; the other templates are there.")


def _quoted(value: object) -> str:
    return f"“{fit(str(value), 30)}”"
