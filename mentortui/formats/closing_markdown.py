"""A closing page as Markdown: its titles, headings and lists are that, all that people wrote is plain words."""

from mentortui.core.closing_page import marked
from mentortui.formats.markdown import plain

_BEFORE = {"title": "# ", "heading": "## ", "item": "- ", "text": "", "": ""}


def closing_markdown(text: str) -> str:
    """One line for each of the page; lines of text stay lines of their own."""
    lines = [f"{_BEFORE[mark]}{plain(words)}{'  ' if mark == 'text' else ''}" for mark, words in marked(text)]
    return "\n".join(lines).rstrip() + "\n"
