"""What rows must be whatever stands in them: clean, as wide as the screen, cut with …, with nothing in them to click."""

import re
from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from mentortui.core.text import visible, width

RIGHT = set("│┃║▐▕▏▌▎▊█┐┘╮╯┤╗╝┓┛▔▁▀▄")
"""What a frame may have at its right."""
_HALVED = re.compile("[\u200d\ufe0f\u2600-\u27bf\U0001f000-\U0001faff][│╭╰]|[│╮╯][\u200d\ufe0f]")
"""An emoji of several characters over half of which a window lies: there Textual miscounts."""
_CUT = re.compile(r"A{12,}(.?)")


def strips(app: App[Any]) -> list[Strip]:
    """The rows that would be written to the terminal."""
    return app.screen._compositor.render_strips()


def troubles(app: App[Any]) -> list[str]:
    """What is wrong on the screen; nothing, where all is well."""
    rows = strips(app)
    found = list[str]()
    for number, strip in enumerate(rows):
        if not (app.screen.is_modal and _HALVED.search(strip.text)):
            found += _of_row(number, strip, app.size.width)
    return [*found, *_frames(app, rows), *_cut(rows, app)]


def _of_row(number: int, strip: Strip, cells: int) -> list[str]:
    text, found = strip.text, list[str]()
    if visible(text) != text:
        found.append(f"row {number} hides or commands: {text!a}")
    if any(segment.control for segment in strip):
        found.append(f"row {number} controls the terminal")
    if {strip.cell_length, cell_len(text), width(text)} != {cells}:
        found.append(f"row {number} has {strip.cell_length}, {cell_len(text)}, {width(text)} cells, not {cells}: {text!a}")
    for segment in strip:
        if segment.style is not None and (segment.style.link or "@click" in segment.style.meta):
            found.append(f"row {number} can be clicked: {segment!a}")
    return found


def _frames(app: App[Any], rows: list[Strip]) -> list[str]:
    """A right border that is not in its column. Where something else lies over it nothing is said."""
    found, grid = list[str](), [_columns(strip) for strip in rows]
    for widget, (region, clip) in app.screen._compositor.visible_widgets.items():
        ours = not (widget.id or "").startswith("--")  # the palette is Textual's own
        if not ours or widget.styles.border_right[0] in ("", "none", "hidden", "blank") or region.right > clip.right:
            continue
        for y in range(max(region.y + 1, clip.y), min(region.bottom - 1, clip.bottom)):
            x = region.right - 1
            if 0 <= x < app.size.width and 0 <= y < len(grid) and _is_at(app, widget, x, y) and grid[y][x] not in RIGHT:
                found.append(f"row {y}: the frame of {widget} has {grid[y][x]!a} in column {x}")
    return found


def _is_at(app: App[Any], widget: Widget, x: int, y: int) -> bool:
    try:
        return app.screen.get_widget_at(x, y)[0] is widget
    except Exception:  # nothing is there
        return False


def _columns(strip: Strip) -> list[str]:
    """What stands in each cell; of a wide character the second has nothing."""
    columns = list[str]()
    for segment in strip:
        cells = segment.cell_length
        if len(segment.text) == cells:
            columns += segment.text
        else:
            columns += [segment.text] + [""] * (cells - 1)
    return columns


def _cut(rows: list[Strip], app: App[Any]) -> list[str]:
    """A name of very many A, cut in a row of its own without …; in rows that follow one another it is wrapped."""
    typing = app.focused.region if isinstance(app.focused, Input) else None
    texts, found = [strip.text for strip in rows], list[str]()
    for number, text in enumerate(texts):
        for cut in _CUT.finditer(text):
            around = [texts[near][cut.start() : cut.start() + 6] for near in (number - 1, number + 1) if 0 <= near < len(texts)]
            typed = typing is not None and typing.y <= number < typing.bottom
            if cut[1] != "…" and "AAAAAA" not in around and not typed:
                found.append(f"row {number} is cut without …: {text!a}")
    return found
