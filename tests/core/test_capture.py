"""The capture line: what is typed is understood, and what is printed reads back."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mentortui.core.capture import (
    Capture,
    Kind,
    Reader,
    complete,
    completions,
    line_of,
    preview,
    understand,
)
from mentortui.core.dates import LAST_YEAR

WED = date(2026, 11, 25)
PAIR = Reader(
    me="ada",
    people=(("ada", "Ada Lovelace"), ("grace", "Grace Otieno")),
    goals=("Release lead", "Code review", "Release notes"),
    today=WED,
)
CIRCLE = Reader(
    me="ada",
    people=(
        ("ada", "Ada"),
        ("g1", "Grace Otieno"),
        ("g2", "Grace Otieno"),
        ("kofi", "Kofi Ännan"),
        ("odd", "[/] \u202e"),
        ("ann", "Ann"),
        ("anna", "Annika 2"),
    ),
    goals=("#", "12", 'say "no"', "a\\b", "two\nlines", "Lead"),
    today=WED,
)
ALONE = Reader(me="ada", people=(("ada", "Ada"),), today=WED)
READERS = (PAIR, CIRCLE, ALONE)


def caught(line: str, reader: Reader = PAIR) -> Capture:
    understood = understand(line, reader)
    assert understood.problems == ()
    return understood.capture


@pytest.mark.parametrize(
    ("line", "capture"),
    [
        ("asked who owns the rota", Capture(text="asked who owns the rota")),
        ("+ good notes", Capture(kind="feedback", text="good notes", who="grace")),
        ("+good notes", Capture(kind="feedback", text="good notes", who="grace")),
        ("- late", Capture(kind="feedback", better=True, text="late", who="grace")),
        ("> write tests", Capture(kind="action", text="write tests", who="grace")),
        ("< read it", Capture(kind="action", text="read it", who="ada")),
        ("> read it @ada", Capture(kind="action", text="read it", who="ada")),
        ("! no fake server", Capture(kind="decision", text="no fake server")),
        ("* shipped alone", Capture(kind="win", text="shipped alone")),
        ("? who owns it", Capture(kind="question", text="who owns it")),
        ("= small commits", Capture(kind="takeaway", text="small commits")),
        ("& the book", Capture(kind="resource", text="the book")),
        (". seems tired", Capture(kind="private", text="seems tired")),
        (" - five degrees", Capture(text="- five degrees")),
        ("setback: the deploy", Capture(kind="setback", text="the deploy")),
        ("Opportunity: a talk", Capture(kind="opportunity", text="a talk")),
        ("praise: clear", Capture(kind="feedback", text="clear", who="grace")),
        ("better: late", Capture(kind="feedback", better=True, text="late", who="grace")),
        (
            "> fix it #code due:fri",
            Capture(kind="action", text="fix it", who="grace", goal="Code review", due="2026-11-27"),
        ),
        (
            "> fix it due:12 dec soon",
            Capture(kind="action", text="fix it soon", who="grace", due="2026-12-12"),
        ),
        ("> due:in 3 days fix it", Capture(kind="action", text="fix it", who="grace", due="2026-11-28")),
        ("> fix it due: 2 weeks", Capture(kind="action", text="fix it", who="grace", due="2026-12-09")),
        ("> fix it DUE:12.12.", Capture(kind="action", text="fix it", who="grace", due="2026-12-12")),
        (
            "> fix it due:fri, please",
            Capture(kind="action", text="fix it, please", who="grace", due="2026-11-27"),
        ),
        ("* shipped @GRA, alone", Capture(kind="win", text="shipped, alone", who="grace")),
        ("* shipped @otieno", Capture(kind="win", text="shipped", who="grace")),
        ("* shipped @2", Capture(kind="win", text="shipped", who="grace")),
        ("= yes #career", Capture(kind="takeaway", text="yes", goal="career")),
        ('= yes #"Release lead"', Capture(kind="takeaway", text="yes", goal="Release lead")),
        ("mail me@example.org about C# and #12", Capture(text="mail me@example.org about C# and #12")),
        ("+ a -> b -> c", Capture(kind="feedback", text="a", step="b -> c", who="grace")),
        ("a -> b", Capture(text="a -> b")),
        (r"C:\new \@grace \due:fri \\srv", Capture(text=r"C:\new @grace due:fri \\srv")),
    ],
)
def test_a_line_is_understood(line: str, capture: Capture) -> None:
    assert caught(line) == capture


def test_the_line_of_the_picture() -> None:
    line = "+ commits reviewable in five minutes each -> the same on the API repo #lead due:fri"
    understood = understand(line, PAIR)
    assert understood.capture == Capture(
        kind="feedback",
        text="commits reviewable in five minutes each",
        step="the same on the API repo",
        who="grace",
        goal="Release lead",
        due="2026-11-27",
    )
    assert preview(understood, PAIR) == ("praise to Grace, action for Grace · Fri 27 Nov · goal Release lead · Grace gets it")


@pytest.mark.parametrize(
    ("line", "reader", "text", "problem"),
    [
        ("", PAIR, "", "nothing to save yet"),
        ("+", PAIR, "", "nothing to save yet"),
        ("> @grace", PAIR, "", "nothing to save yet"),
        ("-> next", PAIR, "", "nothing to save yet: write it before the ->"),
        ("> fix it", CIRCLE, "fix it", "who promises? add @name"),
        ("action: fix it", PAIR, "fix it", "who promises? add @name"),
        ("+ fine", CIRCLE, "fine", "who is it for? add @name"),
        ("for @linus", PAIR, "for @linus", "@linus is nobody here: it stays text"),
        (
            "for @otieno",
            CIRCLE,
            "for @otieno",
            "@otieno may be @2 (Grace Otieno) or @3 (Grace Otieno): it stays text until it says which",
        ),
        ("< mine @grace", PAIR, "mine @grace", "< is your own promise: @grace stays text"),
        ("@ada and @grace", PAIR, "and @grace", "one person a line: @grace stays text"),
        (
            "x #rel",
            PAIR,
            "x #rel",
            "#rel may be Release lead or Release notes: it stays text until it says which",
        ),
        ("x #a #b", PAIR, "x #b", "one goal a line: #b stays text"),
        ("x due:fri due:sat", PAIR, "x due:sat", "one date a line: due:sat stays text"),
        (
            "x due:xyz",
            PAIR,
            "x due:xyz",
            "“xyz” is not a date: try fri, 2w, 12 dec or 2026-11-25; due:xyz stays text",
        ),
        (
            "x due:31 feb",
            PAIR,
            "x due:31 feb",
            "“31 feb” is not a date: Feb 2027 has days 1 to 28; due:31 stays text",
        ),
    ],
)
def test_what_is_not_understood_stays_text_and_is_told(line: str, reader: Reader, text: str, problem: str) -> None:
    understood = understand(line, reader)
    assert understood.problems == (problem,)
    assert understood.capture.text == text
    assert preview(understood, reader).startswith(problem)


@pytest.mark.parametrize(
    ("line", "reader", "said"),
    [
        ("a note", PAIR, "note · Grace gets it"),
        (". a note", PAIR, "private · only you"),
        ("a note", CIRCLE, "note · everyone gets it"),
        ("a note", ALONE, "note · only you so far"),
        ("- late", PAIR, "what could be better for Grace · next step open · Grace gets it"),
        ("- late -> earlier", PAIR, "what could be better for Grace, action for Grace · Grace gets it"),
        ("< read due:next fri", PAIR, "action for you · Fri 4 Dec · Grace gets it"),
        ("> read @2", CIRCLE, "action for Grace Otieno · everyone gets it"),
        ("> read @kofi due:1 jan", CIRCLE, "action for Kofi · Fri 1 Jan 2027 · everyone gets it"),
        ("", PAIR, "nothing to save yet"),
    ],
)
def test_the_preview_says_what_and_who_gets_it(line: str, reader: Reader, said: str) -> None:
    assert preview(understand(line, reader), reader) == said


def test_a_paste_is_kept_whole_and_its_signs_are_not_read() -> None:
    paste = "+ one @grace\n\n  - two due:fri\r\n"
    understood = understand(paste, PAIR, literal=True)
    assert understood.capture == Capture(text=paste)
    assert "\n" not in line_of(understood.capture, PAIR)
    assert caught(line_of(understood.capture, PAIR)) == understood.capture


@pytest.mark.parametrize(
    ("capture", "line"),
    [
        (Capture(text="plain"), "plain"),
        (Capture(text="- five"), " - five"),
        (Capture(text="note: x"), " note: x"),
        (Capture(text="one\ntwo"), "one⏎two"),
        (Capture(text="for @grace"), r"for \@grace"),
        (Capture(text=" led "), "\\ led \\"),
        (Capture(kind="feedback", text="a", step="b", who="grace"), "+ a -> b"),
        (Capture(kind="feedback", text="a -> b", better=True), r"- a \-> b @?"),
        (Capture(kind="action", text="x", who="ada", due="2026-11-27"), "< x due:2026-11-27"),
        (Capture(kind="setback", text="x", who="grace", goal="Release lead"), "setback: x @Grace #lead"),
        (Capture(kind="win", text="x", goal="brand new"), '* x #"brand new"'),
    ],
)
def test_a_capture_is_written_as_one_would_type_it(capture: Capture, line: str) -> None:
    assert line_of(capture, PAIR) == line


PIECES = st.sampled_from(
    [
        *"+-><!*?=&. \t\n\r\\@#\"'⏎␍:;,",
        "->",
        "due:",
        "due:fri",
        "@grace",
        "@?",
        "@2",
        "#lead",
        '#"a b"',
        "note:",
        "action :",
        "a",
        "é",
        "\u2028",
        "\u202e",
        "\x1c",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join))


@st.composite
def captures(draw: st.DrawFn, reader: Reader) -> Capture:
    kind: Kind = draw(st.sampled_from(get_args(Kind)))
    feedback = kind == "feedback"
    day = draw(st.none() | st.dates(max_value=date(LAST_YEAR, 12, 31)))
    return Capture(
        kind=kind,
        text=draw(TEXTS),
        better=feedback and draw(st.booleans()),
        step=draw(TEXTS) if feedback else "",
        who=draw(st.sampled_from(["", *(id for id, _ in reader.people)])),
        goal=draw(TEXTS | st.sampled_from(["", *reader.goals])),
        due=day.isoformat() if day else "",
    )


@given(st.data(), st.sampled_from(READERS))
def test_what_is_printed_reads_back(data: st.DataObject, reader: Reader) -> None:
    capture = data.draw(captures(reader))
    line = line_of(capture, reader)
    assert "\n" not in line
    assert "\r" not in line
    assert understand(line, reader).capture == capture


@given(st.one_of(TEXTS, st.text(alphabet=st.characters())), st.sampled_from(READERS), st.booleans())
@example("\ud800 @\ud800 #\ud800 due:\ud800", PAIR, False)
def test_no_line_raises_and_what_was_understood_reads_back(line: str, reader: Reader, literal: bool) -> None:
    understood = understand(line, reader, literal)
    preview(understood, reader)
    assert understand(line_of(understood.capture, reader), reader).capture == understood.capture


@given(st.lists(st.text(alphabet="abé.,!->:()C#@x漢", min_size=1).filter(lambda word: word[0].isalpha()), min_size=1))
def test_no_word_that_is_not_a_tag_is_lost(words: list[str]) -> None:
    line = "  ".join([*words[:1], "@grace", *words[1:], "#lead", "due:fri"])
    capture = understand(f" {line}", PAIR).capture
    assert capture.text == "  ".join(words)
    assert (capture.who, capture.goal, capture.due) == ("grace", "Release lead", "2026-11-27")


@pytest.mark.parametrize("word", ["@grace ", '#"a b" ', '#"', "due:x ", "\\", "-> ", "x", "⏎\\", "@x "])
def test_a_very_long_line_is_fine(word: str) -> None:
    line = "+ " + word * (10_000 // len(word))
    understood = understand(line, PAIR)
    assert understand(line_of(understood.capture, PAIR), PAIR).capture == understood.capture
    assert len(preview(understood, PAIR)) < 1000


@pytest.mark.parametrize(
    ("line", "completed"),
    [
        ("for @gr", "for @Grace"),
        ("for @oti", "for @Grace"),
        ("+@gr", "+@Grace"),
        ("= x #co", "= x #Code"),
        ("= x #rel", "= x #rel"),
        ("= x #no", "= x #notes"),
        ("= x #nothing", "= x #nothing"),
        ("mail me@gr", "mail me@gr"),
        ("for", "for"),
        ("", ""),
    ],
)
def test_names_and_goals_are_completed(line: str, completed: str) -> None:
    assert complete(line, len(line), PAIR) == (completed, len(completed))


def test_completion_leaves_the_rest_of_the_line() -> None:
    assert complete("> ask @gr about it", 9, PAIR) == ("> ask @Grace about it", 12)
    assert complete("> ask @gr about it", 8, PAIR) == ("> ask @gr about it", 8)
    assert complete("x", 99, PAIR) == ("x", 99)


def test_two_of_one_name_are_told_apart_by_their_number() -> None:
    assert completions("@gra", 4, CIRCLE) == ("@2", "@3")
    assert caught("> x @3", CIRCLE).who == "g2"
    assert completions("@", 1, CIRCLE) == ("@Ada", "@2", "@3", "@Kofi", "@5", "@Ann", "@Annika")
    assert caught("* x @ann", CIRCLE).who == "ann"
    assert caught("* x @annan", CIRCLE).who == "kofi"


@given(TEXTS, st.integers(-1, 40), st.sampled_from(READERS))
def test_completion_never_raises(line: str, cursor: int, reader: Reader) -> None:
    completed, moved = complete(line, cursor, reader)
    assert completed[moved:] == line[cursor:]
