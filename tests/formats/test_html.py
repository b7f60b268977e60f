"""A page as HTML: people's words stay words, nothing runs, nothing is loaded from anywhere."""

from html.parser import HTMLParser

from hypothesis import given

from mentortui.core.page import Line, Page, Section
from mentortui.core.text import visible
from mentortui.formats.html import plain, to_html
from tests.formats.test_markdown import texts

ALLOWED = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1", "h2", "p", "ul", "li"),
    *("span", "strong", "bdi", "br"),
}
GIVEN = {"lang", "charset", "http-equiv", "content", "name", "class", "dir"}


class Reader(HTMLParser):
    """What a browser would make of it: its elements, their attributes, its text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.odd: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    unknown_decl = handle_comment
    handle_pi = handle_comment


def page_of(text: str) -> Page:
    line = Line("note", f"{text}\n{text}", lead=text, tail=text, mark="○")
    return Page(who=text, what=text, when=text, reader=text, other=text, sections=(Section("notes", text, (line, line)),))


@given(text=texts)
def test_words_stay_words_wherever_they_stand(text: str) -> None:
    written = to_html(page_of(text))
    usual = Reader(to_html(page_of("words")))
    found = Reader(written)
    assert set(found.tags) <= ALLOWED
    assert found.attributes <= GIVEN
    assert found.odd == []
    assert [tag for tag in found.tags if tag not in ("br", "strong", "span", "bdi")] == [
        tag for tag in usual.tags if tag not in ("br", "strong", "span", "bdi")
    ]
    assert " ".join(visible(text).split()) in " ".join(found.text.split())
    assert all(visible(row) == row for row in written.split("\n"))


@given(text=texts)
def test_plain_is_those_characters_in_an_attribute_too(text: str) -> None:
    found: list[str | None] = []

    class Attribute(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.extend(value for _, value in attrs)

    Attribute().feed(f'<p title="{plain(text)}">')
    assert found == [visible(text)]


def test_it_runs_nothing_and_loads_nothing() -> None:
    written = to_html(page_of("<script>x</script> javascript:x http://example.com"))
    assert "<script" not in written
    assert "default-src 'none'" in written
    for word in ("src=", "href=", "url(", "@import", "onload"):
        assert word not in written.replace("default-src", "")
    assert "prefers-color-scheme: dark" in written
    assert "@media print" in written
