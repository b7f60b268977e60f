"""People's words in Markdown stay their words; pages as Markdown, as a message, as text."""

import string

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from mentortui.core.page import Line, Page, Section
from mentortui.core.text import visible
from mentortui.formats.markdown import message, parser, plain, section_markdown, to_markdown, to_text

PARSER = MarkdownIt("gfm-like")  # as Textual's Markdown widget has it
PIECES = (
    *(
        "http",
        "https",
        "://",
        "www.",
        "a@b.co",
        "com",
        "//",
        "localhost",
        "mailto:",
        "ftp:",
        "xmpp:",
        "é.de",
        "中.cn",
        "127.0.0.1",
    ),
    *("&amp;", "&#32;", "&nbsp", "<b>", "</", "<!--", "-->", "<http://a.b>", "![", "](y)", "[x]: y", "[^1]", "[ ] ", "- [x] "),
    *("1. ", "12)", "- ", "+ ", "* ", "> ", "# ", "##", "---", "===", "***", "| a |", "|-|", ":-:", "~~", "**", "__", "`", "```"),
    *(
        "\\",
        "\\\n",
        "  \n",
        "\n",
        "\r\n",
        "\t",
        "    ",
        "\u00a0",
        "\u3000",
        "\u2028",
        "\ufeff",
        "\x00",
        "\x1b[31m",
        "\x85",
        "\ud800",
    ),
    *("$x$", ":joy:", "@grace", "#12", "(c)", "...", '"', "'", "a", "1", "ß", "👩‍👩‍👧", "\u202e"),
)
texts = st.one_of(
    st.text(),
    st.text(alphabet=string.punctuation + " \n1aw"),
    st.lists(st.sampled_from(PIECES), max_size=10).map("".join),
)
lines_of_text = texts.filter(lambda text: text.strip() != "")


def inline(markdown: str) -> list[Token]:
    """The tokens inside the one paragraph that `markdown` must be."""
    found = PARSER.parse(markdown)
    assert {token.type for token in found} <= {"paragraph_open", "inline", "paragraph_close"}
    return [child for token in found for child in token.children or ()]


def said(tokens: list[Token]) -> str:
    return "".join(token.content for token in tokens)


@given(lines_of_text)
@example("http://example.com/[x](y)")
@example("   four spaces, and two behind  ")
@example("1. one")
@example("a\nb")
@example("&amp;")
def test_words_come_back_as_the_same_characters_and_as_text_only(text: str) -> None:
    shown = visible(text)
    tokens = inline(plain(shown))
    assert {token.type for token in tokens} <= {"text"}
    assert said(tokens) == shown


@given(lines_of_text)
def test_the_pages_own_parser_reads_the_same_characters(text: str) -> None:
    shown = visible(text)
    tokens = [child for token in parser().parse(plain(shown)) for child in token.children or ()]
    assert {token.type for token in tokens} <= {"text", "text_special"}
    assert said(tokens) == shown


def test_the_pages_own_parser_knows_no_links_tags_images_or_code() -> None:
    tokens = parser().parse("[a](http://b.c) <b>x</b> ![i](j) `code` <http://d.e>\n\n    code\n\n<div>y</div>")
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or ()}
    assert not kinds & {"link_open", "image", "html_inline", "html_block", "code_inline", "code_block"}


@given(lines_of_text)
def test_words_as_typed_lose_only_what_markdown_cannot_carry(text: str) -> None:
    tokens = inline(plain(text))
    assert {token.type for token in tokens} <= {"text"}
    assert visible(said(tokens)) == visible(text)
    assert "\n" not in plain(text)


@given(lines_of_text, lines_of_text, lines_of_text)
def test_a_line_of_a_page_is_one_list_item_whatever_it_holds(text: str, lead: str, tail: str) -> None:
    found = PARSER.parse(section_markdown(Section("notes", "Notes", (Line("note", text, lead=lead, tail=tail),))))
    assert [token.type for token in found if token.type.endswith("_open")] == [
        "heading_open",
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
    ]
    children = [child for token in found for child in token.children or ()]
    allowed = {"text", "hardbreak", "strong_open", "strong_close", "em_open", "em_close"}
    assert {child.type for child in children} <= allowed
    assert [child.type for child in children].count("strong_open") == 1
    assert [child.type for child in children].count("em_open") == 1


def page(*sections: Section, left_out: str = "") -> Page:
    return Page(
        who="Grace",
        what="regular session 14",
        when="Wed 25 Nov 15:00 (17:00 Nairobi) · 57 minutes",
        reader="Ada",
        other="Grace",
        sections=sections,
        left_out=left_out,
    )


def test_a_page_reads_well_before_it_is_rendered_too() -> None:
    promised = Section(
        "promises", "Promised", (Line("promise", "write it, don't wait", lead="Grace", tail="by Fri 27 Nov", mark="○"),)
    )
    closing = Section("closing", "In closing", (Line("closing", "A good hour.\nWe keep it."),))
    assert to_markdown(page(promised, closing)) == (
        "# Grace · regular session 14\n\nWed 25 Nov 15:00 (17:00 Nairobi) · 57 minutes\n\n"
        "## Promised\n\n- ○ **Grace:** write it, don't wait *· by Fri 27 Nov*\n\n"
        "## In closing\n\n- A good hour.\\\n  We keep it.\n"
    )


def test_the_message_stays_under_twelve_lines_and_says_how_much_more_there_is() -> None:
    takeaways = Section("takeaways", "Takeaways", tuple(Line("takeaway", f"the {n}th") for n in range(30)))
    following = Section("next", "Next session", (Line("next", "Thu 3 Dec 15:00"),))
    rows = message(page(takeaways, following)).splitlines()
    assert len(rows) == 11
    assert rows[0] == "Regular session 14, Wed 25 Nov 15:00 (17:00 Nairobi)"
    assert rows[1] == "Takeaway: the 0th"
    assert rows[-2:] == ["and 22 more", "Next: Thu 3 Dec 15:00"]


@given(lines_of_text)
def test_neither_message_nor_text_sends_anything_to_the_terminal_but_lines(text: str) -> None:
    one = page(Section("notes", "Notes", (Line("note", text),)), Section("wins", "Wins", (Line("win", text),)))
    for made in (message(one), to_text(one)):
        assert all(visible(row) == row for row in made.split("\n"))


def test_text_for_a_terminal_ends_with_what_was_left_out() -> None:
    assert to_text(page(Section("wins", "To celebrate", (Line("win", "shipped"),)), left_out="left out: 1 private note")) == (
        "Grace · regular session 14\nWed 25 Nov 15:00 (17:00 Nairobi) · 57 minutes\n\n"
        "To celebrate\n  · shipped\n\nleft out: 1 private note\n"
    )


def test_a_line_that_belongs_to_the_one_before_stands_below_it() -> None:
    lines = (Line("goal", "Speak up", mark="✓"), Line("reading", "talks: 0 → 3", mark=" "))
    assert section_markdown(Section("goals", "Goals", lines)).endswith("- ✓ Speak up\n  - talks: 0 → 3")
    assert "<ul>\n<li>talks" in parser().render(section_markdown(Section("goals", "Goals", lines)))
