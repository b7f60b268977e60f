"""Pages as Markdown, as a short message, and as lines for a terminal. People's words never become Markdown, links or tags."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mentortui.core.page import Line, Page, Section
from mentortui.core.text import fit, visible

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MOST_MESSAGE_LINES = 11
"""A message stays under twelve lines."""
LINE_CELLS = 160
"""Of a message's line: longer ones are cut with …"""

_AT_START = frozenset("#+-=:")
_NUMBERED = re.compile(r"([0-9]+)([.)])")
_DOT_IN_WORD = re.compile(r"\.(?=\S)")
_SPECIAL = re.compile(r"[\\`*_\[\]<>~&|@]|(?<=.)\.(?=\S)|/(?=/)|(?<=/)/|[^\S ]", re.DOTALL)
"""What would mean something anywhere in a line, or of which an address could be read, and all blanks but a space."""
_NOT_CARRIED = re.compile("[\\x00-\\x08\\x0b\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff]")
"""Control characters and lone surrogates, but not a tab, nor line and page breaks."""


def plain(text: str) -> str:
    """Markdown that every parser reads as these characters and nothing else: no link, no tag, no list, no emphasis.

    Good anywhere in a line, at its beginning too, and always one line: line breaks are written as character
    references. What Markdown cannot carry (other control characters, lone surrogates) becomes a symbol.
    """
    text = _NOT_CARRIED.sub(lambda found: visible(found[0]), text)
    body = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if body else ""
    number = None if before else _NUMBERED.match(body)
    start = f"{number[1]}\\{number[2]}" if number else "".join(map(_reference, before))
    rest = body[number.end() :] if number else body
    if (not number and rest[:1] in _AT_START) or (start and _DOT_IN_WORD.match(rest)):
        start += "\\"
    return start + _SPECIAL.sub(_escaped, rest) + "".join(map(_reference, after))


def parser() -> "MarkdownIt":
    """Reads only what pages are made of: headings, lists, strength. Links, images, tags and code are not known to it at all,
    so that a word which slipped through `plain` could still do nothing."""
    from markdown_it import MarkdownIt

    unknown = ["autolink", "backticks", "code", "fence", "html_block", "html_inline", "image", "link", "reference"]
    return MarkdownIt("commonmark", {"html": False}).disable(unknown)


def _escaped(found: re.Match[str]) -> str:
    return _reference(found[0]) if found[0].isspace() else "\\" + found[0]


def _reference(char: str) -> str:
    return f"&#{ord(char)};"


def to_markdown(page: Page) -> str:
    """The whole page. People's words are made visible, their line breaks kept as such."""
    blocks = [f"# {_rows(page.who)} · {plain(visible(page.what))}", _rows(page.when)]
    blocks += [section_markdown(section) for section in page.sections]
    return "\n\n".join(blocks) + "\n"


def section_markdown(section: Section) -> str:
    """One heading and its lines, as a list."""
    rows = [f"{'  ' if _is_below(line) else ''}- {line_markdown(line)}" for line in section.lines]
    return f"## {plain(visible(section.title))}\n\n" + "\n".join(rows)


def _is_below(line: Line) -> bool:
    """Whether it belongs to the line before it: its mark is a blank."""
    return line.mark != "" and not line.mark.strip()


def line_markdown(line: Line) -> str:
    """One line; further rows of it are indented under the first."""
    mark = f"{line.mark} " if line.mark.strip() else ""
    lead = f"**{_lead(line.lead)}** " if line.lead else ""
    tail = f" *{_apart(line)}{plain(visible(line.tail).strip())}*" if line.tail.strip() else ""
    return f"{mark}{lead}{_rows(line.text)}{tail}"


def _lead(text: str) -> str:
    # Emphasis closes only after something that is neither blank nor punctuation: a letter with a dot is not for sure.
    return plain(visible(text).strip() or "?") + ":"


def _rows(text: str) -> str:
    rows = [plain(visible(row)) for row in _split(text)]
    return "\\\n  ".join(row for row in rows if row) or ""


def _split(text: str) -> Iterator[str]:
    yield from re.split("\r\n|\r|\n", text.strip("\r\n"))


def to_text(page: Page) -> str:
    """The whole page as lines a terminal may show."""
    lines = [f"{visible(page.who)} · {visible(page.what)}", visible(page.when)]
    for section in page.sections:
        lines += ["", visible(section.title)]
        lines += [f"  {row}" for line in section.lines for row in _text_rows(line)]
    if page.left_out:
        lines += ["", page.left_out]
    return "\n".join(lines) + "\n"


def _apart(line: Line) -> str:
    """What stands between a line's words and what is said of them."""
    return "" if line.text.endswith(":") else "· "


def _text_rows(line: Line) -> list[str]:
    rows = [visible(row) for row in _split(line.text)]
    lead = f"{visible(line.lead)}: " if line.lead else ""
    rows[0] = f"{line.mark or '·'} {lead}{rows[0]}"
    if line.tail:
        rows[-1] += f" {_apart(line)}{visible(line.tail)}"
    return [rows[0], *(f"  {row}" for row in rows[1:])]


_IN_MESSAGE = ("takeaways", "promises", "decisions", "feedback", "wins", "questions", "closing")
_SHORT = {
    "takeaways": "Takeaway",
    "decisions": "Decided",
    "feedback": "Feedback",
    "wins": "To celebrate",
    "questions": "Still open",
    "closing": "",
}


def message(page: Page) -> str:
    """The page as a short message under twelve lines: what was taken away, promised, decided, told, and when next. Plain text."""
    head = f"{page.what[:1].upper()}{page.what[1:]}, {page.when.partition(' · ')[0]}"
    after = [f"Next: {line.text}" for line in page.section("next")]
    body = [_message_line(key, line) for key in _IN_MESSAGE for line in page.section(key)]
    room = MOST_MESSAGE_LINES - 1 - len(after)
    if len(body) > room:
        body = [*body[: room - 1], f"and {len(body) - room + 1} more"]
    return "\n".join(fit(line, LINE_CELLS) for line in (head, *body, *after))


def _message_line(key: str, line: Line) -> str:
    said = " ".join(row for row in (row.strip() for row in _split(line.text)) if row)
    lead = line.lead or _SHORT.get(key, "")
    if key != "promises" and line.lead:
        lead = f"{_SHORT[key]}, {line.lead[:1].lower() + line.lead[1:] if line.lead.startswith('For ') else line.lead}"
    return f"{lead}: {said}{f', {line.tail}' if line.tail else ''}" if lead else said
