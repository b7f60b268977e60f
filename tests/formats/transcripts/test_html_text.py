"""HTML as podcasts publish it, and as nobody should."""

from pathlib import Path

import pytest

from mentortui.formats.transcripts.found import Unreadable
from tests.formats.transcripts.reading import damaged, lines_of, of, read

TALK = (
    "<cite>Ada L.:</cite>\n<time>0:03</time>\n<p>So &amp; <b>s</b>o&#233;.</p>\n<p>Go on.</p>\n"
    "<time>1:02:03</time><p>I do.</p><cite>Kofi</cite><time>1:02:04</time>"
)


def test_a_turn_for_each_time_with_the_name_before_it(tmp_path: Path) -> None:
    assert of(tmp_path, TALK) == [
        (3, None, "Ada L.", "So & soé. Go on."),
        (3723, None, "Ada L.", "I do."),
        (3724, None, "Kofi", ""),
    ]
    assert lines_of(read(tmp_path, TALK)) == [1, 5, 5]


@pytest.mark.parametrize(
    "around",
    [
        "<!DOCTYPE html><html><head><style>p { color: red }</style><script>let a = '<p>no'</script></head><body>%s</body></html>",
        "<!-- <cite>Nobody</cite> -->%s",
        "<![CDATA[ so ]]>%s<![if x]>",
        "<h1>Talk</h1><p>About what we said.</p>\n%s",
        "<div class='x'>%s</div><footer>nobody said this</footer>",
        "<?xml version='1.0'?>%s",
        "<!x>%s<!>",
        "\ufeff%s\n<p",
    ],
)
def test_what_stands_around_the_talk_was_not_said(around: str, tmp_path: Path) -> None:
    assert of(tmp_path, around % TALK) == of(tmp_path, TALK)


def test_tags_in_capitals_and_attributes_are_the_same(tmp_path: Path) -> None:
    text = '<CITE class="a">Ada:</CITE> <TIME datetime="PT3S"> 0:03 </TIME> <P lang=en>So.</P>'
    assert of(tmp_path, text) == [(3, None, "Ada", "So.")]


def test_a_time_without_a_name_is_somebodys(tmp_path: Path) -> None:
    found = read(tmp_path, f"<p>Before.</p>\n<time>0:01</time><p>So.</p>\n{TALK}")
    assert [(cue.line, cue.start, cue.name, cue.text) for cue in found.cues[:2]] == [
        (2, 1_000_000, "", "So."),
        (3, 3_000_000, "Ada L.", "So & soé. Go on."),
    ]


def test_a_time_that_is_none_is_told_and_its_words_stay(tmp_path: Path) -> None:
    found = read(tmp_path, f"{TALK}\n<cite>Ada</cite><time>soon</time><p>So.</p>")
    assert damaged(found) == [(6, "its time cannot be read")]
    assert (found.cues[-1].start, found.cues[-1].text) == (None, "So.")


def test_numbers_no_character_has_end_nothing(tmp_path: Path) -> None:
    assert of(tmp_path, TALK.replace("&#233;", "&#" + "9" * 5000 + ";"))[0][3] == "So & so\ufffd. Go on."


@pytest.mark.parametrize(
    ("end", "says"),
    [
        ("<p " + "x" * 300_000, "begins a tag longer than 100,000 characters"),
        ("<p " + "x\n" * 150_000, "begins a tag longer than 100,000 characters"),
        ("<!-- " + "x\n" * 150_000, "begins a tag longer than 100,000 characters"),
        ("<script>" + "x\n" * 150_000, "begins a tag longer than 100,000 characters"),
        (
            "<cite>A</cite><time>1:00</time><p>" + "so it goes\n" * 100_000,
            "line 3 begins a cue of more than 1,000,000 characters",
        ),
    ],
    ids=["a tag", "a tag of many lines", "a comment", "a script", "a turn"],
)
def test_what_does_not_end_ends_the_reading(end: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        read(tmp_path, "<cite>Ada</cite>\n<time>0:01</time><p>So.</p>\n" + end)
    assert says in refused.value.told("a.html")


def test_five_thousand_open_tags_are_read(tmp_path: Path) -> None:
    assert len(of(tmp_path, "<div><p>" * 5_000 + TALK)) == 3


def test_a_text_about_such_html_is_none(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no transcript we know"):
        read(tmp_path, "HTML is read: `<cite>Ada:</cite> <time>0:53</time> <p>words</p>`.\n\nAnd so on.")
