"""A page as one HTML file: calm, printable, light or dark as its reader's system is. It runs nothing and asks for nothing.

People's words stand in it as text alone: every one of them goes through `plain()`.
"""

import re
from html import escape

from mentortui.core.page import Line, Page, Section
from mentortui.core.text import visible

_STYLE = """
:root { color-scheme: light dark; --ink: #23282f; --quiet: #5f6670; --faint: #b4bac3; --paper: #fbfbf9; }
@media (prefers-color-scheme: dark) { :root { --ink: #d5dae1; --quiet: #8d949e; --faint: #4a515c; --paper: #14171c; } }
html { background: var(--paper); color: var(--ink); }
body { max-width: 42rem; margin: 3rem auto; padding: 0 1.25rem; font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0; }
h2 { font-size: 1rem; margin: 2rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--faint); }
.when, .beside { color: var(--quiet); }
.when { margin: .25rem 0 0; }
ul { list-style: none; margin: 0; padding: 0; }
li { margin: .35rem 0; }
.mark { color: var(--quiet); }
@media print {
  :root { --ink: #000; --quiet: #444; --faint: #999; --paper: #fff; }
  body { max-width: none; margin: 0; padding: 0; font-size: 11pt; }
  li { break-inside: avoid; }
  h2 { break-after: avoid; }
}
"""
# Whoever opens the file is protected twice: by what is escaped, and by what the file itself forbids.
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
"""


def plain(text: str) -> str:
    """HTML that reads as these characters and nothing else, in an attribute too: no tag, no reference, no command."""
    return escape(visible(text), quote=True)


def to_html(page: Page) -> str:
    """The whole page. Line breaks of people's words stay line breaks."""
    title = f"{plain(page.who)} · {plain(page.what)}"
    parts = [
        _HEAD.format(title=title, style=_STYLE),
        f'<header>\n<h1 dir="auto">{title}</h1>\n<p class="when">{plain(page.when)}</p>\n</header>\n<main>\n',
        *(_section(section) for section in page.sections),
        "</main>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def _section(section: Section) -> str:
    lines = "".join(f'<li dir="auto">{_line(line)}</li>\n' for line in section.lines)
    return f"<section>\n<h2>{plain(section.title)}</h2>\n<ul>\n{lines}</ul>\n</section>\n"


def _line(line: Line) -> str:
    said = (plain(row) for row in re.split("\r\n|\r|\n", line.text.strip("\r\n")))
    apart = "" if line.text.endswith(":") else "· "
    parts = (
        f'<span class="mark">{plain(line.mark)}</span>' if line.mark else "",
        f"<strong><bdi>{plain(line.lead)}</bdi>:</strong>" if line.lead.strip() else "",
        f"<bdi>{'<br>'.join(row for row in said if row.strip())}</bdi>" if line.text.strip() else "",
        f'<span class="beside">{apart}<bdi>{plain(line.tail.strip())}</bdi></span>' if line.tail.strip() else "",
    )
    return " ".join(part for part in parts if part)
