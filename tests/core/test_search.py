"""Finding what was said: folding, where words stand, and narrowing as one types."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.findable import Findable, Piece, in_order, said_in, shown, walked
from mentortui.core.search import LONGEST, Query, fold, query, snippet, spans

ODD = "aAbBeéÉèsSßẞiİıÎoOøœŒﬁ½한王 \u0301\u0308\ufe0f\t\n’'-–👩‍🚀ΣςσÅÅ"
texts = st.text(st.sampled_from(ODD) | st.characters(exclude_categories=["Cs"]), max_size=40)
typed = st.text(st.sampled_from(ODD), max_size=8)


def found(id: str, *pieces: str, began: int = 0, session: bool = True, active: int = 0, open: int = 0) -> Findable:
    """A session in which these things were said, a minute apart."""
    said = tuple(Piece("note", text, f"{id}{n}", 60_000_000 * (n + 1)) for n, text in enumerate(pieces))
    return Findable(
        slug="m",
        id=id,
        session=session,
        began=began,
        what="regular session",
        who="Grace",
        active=active,
        open=open,
        pieces=said,
        folded=fold("\n".join(pieces)),
    )


sessions = st.lists(st.lists(texts, max_size=3), max_size=8).map(
    lambda told: [found(f"s{n}", *pieces, began=n) for n, pieces in enumerate(told)]
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Straße", "strasse"),
        ("İzmir", "izmir"),
        ("CAFÉ", "cafe"),
        ("cafe\u0301", "cafe"),
        ("Łódź Ørsted", "lodz orsted"),
        ("ﬁne", "fine"),
        ("Ｆｕｌｌ", "full"),
        ("it’s", "it's"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
    ],
)
def test_case_and_accents_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == fold(folded)


@given(texts, texts)
def test_a_text_folds_as_its_parts_do_and_folded_stays_as_it_is(text: str, more: str) -> None:
    assert fold(text + more) == fold(text) + fold(more)
    assert fold(fold(text)) == fold(text)


@given(texts, typed)
def test_what_is_marked_is_really_one_of_the_words(text: str, filter: str) -> None:
    words = query(filter).words
    for start, end in spans(text, words):
        assert 0 <= start < end <= len(text)
        assert any(word in fold(text[start:end]) for word in words)


@given(texts, typed)
def test_a_word_is_marked_exactly_where_a_text_has_it(text: str, filter: str) -> None:
    for word in query(filter).words:
        assert bool(spans(text, (word,))) == (word in fold(text))


@given(texts, typed)
def test_marks_are_in_order_and_apart(text: str, filter: str) -> None:
    marks = spans(text, query(filter).words)
    assert all(one[1] <= other[0] for one, other in pairwise(marks))


@pytest.mark.parametrize(
    ("text", "filter", "marked"),
    [
        ("Die Straße", "strasse", ["Straße"]),
        ("Die Straße", "ras", ["raß"]),
        ("İstanbul", "i", ["İ"]),
        ("a cafe\u0301 here", "cafe", ["cafe\u0301"]),
        ("Retry, retry!", "RETRY", ["Retry", "retry"]),
        ("retrying", "try ret", ["retry"]),
        ("aaaa", "aa", ["aa", "aa"]),
    ],
)
def test_marks_are_places_in_the_text_as_it_was_typed(text: str, filter: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, query(filter).words)] == marked


@given(sessions, typed)
def test_every_session_with_all_the_words_is_found_and_no_other(told: list[Findable], filter: str) -> None:
    asked = query(filter)
    expected = [one for one in told if all(word in fold("\n".join(p.text for p in one.pieces)) for word in fold(filter).split())]
    assert shown(told, asked) == expected


@given(sessions, typed, typed)
def test_narrowing_finds_what_searching_from_scratch_finds(told: list[Findable], before: str, more: str) -> None:
    first, then = query(before), query(before + more)
    if first and then.narrows(first):
        assert shown(shown(told, first), then) == shown(told, then)


@given(typed, st.sampled_from("abes "))
def test_a_filter_that_grows_by_a_letter_narrows(filter: str, letter: str) -> None:
    assert query(filter + letter).narrows(query(filter))


def test_a_filter_that_lost_a_letter_does_not_narrow() -> None:
    assert not query("retr").narrows(query("retry"))
    assert not query("").narrows(query("retry"))


def test_a_filter_of_ten_thousand_characters_is_refused_in_a_sentence() -> None:
    asked = query("word " * 2000)
    assert asked.refused == f"This filter has 9,999 characters; at most {LONGEST} are looked for."
    assert shown([found("s", "word")], asked) == []
    assert not query("w").narrows(asked)
    assert query("x" * LONGEST).words == ("x" * LONGEST,)


def test_without_a_filter_only_sessions_are_listed_with_one_records_are_found_too() -> None:
    told = [found("s", "retry"), found("r", "retry", session=False)]
    assert [one.id for one in shown(told, Query())] == ["s"]
    assert [one.id for one in shown(told, query("retry"))] == ["s", "r"]


def test_the_four_orders() -> None:
    told = [
        found("a", began=1, active=5, open=0),
        found("b", began=2, active=9, open=1),
        found("c", began=3, active=5, open=2),
    ]
    assert "".join(one.id for one in in_order(told, "newest")) == "cba"
    assert "".join(one.id for one in in_order(told, "oldest")) == "abc"
    assert "".join(one.id for one in in_order(told, "longest")) == "bca"
    assert "".join(one.id for one in in_order(told, "open")) == "cba"


def test_a_snippet_begins_shortly_before_the_word() -> None:
    text = "we spoke for a long time about many things, and then of the canary that caught it"
    line, cut = snippet(text, query("canary").words)
    assert cut
    assert line.endswith("canary that caught it")
    assert len(line) < 50
    assert snippet("the canary", query("canary").words) == ("the canary", False)


def test_matches_are_walked_through_all_sessions_and_back() -> None:
    told = [found("a", "retry", "other", "retry"), found("b", "none"), found("c", "retry")]
    asked = query("retry")
    assert [piece.id for piece in said_in(told[0], asked)] == ["a0", "a2"]
    assert walked(told, asked, (0, 0), 1) == (0, 1)
    assert walked(told, asked, (0, 1), 1) == (2, 0)
    assert walked(told, asked, (2, 0), 1) == (2, 0)
    assert walked(told, asked, (2, 0), -1) == (0, 1)
    assert walked(told, asked, (0, 0), -1) == (0, 0)


@given(sessions, typed, st.integers(0, 7))
def test_walking_forward_and_back_comes_to_the_same_match(told: list[Findable], filter: str, start: int) -> None:
    asked = query(filter)
    if start >= len(told) or not said_in(told[start], asked):
        return
    after = walked(told, asked, (start, 0), 1)
    if after != (start, 0):
        assert walked(told, asked, after, -1) == (start, 0)
