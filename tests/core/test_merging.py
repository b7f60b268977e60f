"""What two programs changed of one record stays, each what it changed."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.capture import Capture
from mentortui.core.made_private import without_words
from mentortui.core.merging import merged, merged_by_id, overruled
from mentortui.core.records import Caught, Living
from tests.screens.summary_app import FIGURES, TURNS, finished

replace = msgspec.structs.replace
words = st.sampled_from(["", "one", "two", "three"])
states = st.sampled_from(["open", "done", "dropped"])
records = st.builds(
    Living,
    id=st.just("r"),
    state=states,
    outcome=words,
    capture=st.builds(Capture, id=st.just("r"), text=words, step=words, answer_words=words),
)
by_ids = st.dictionaries(st.sampled_from("abcd"), records, max_size=4)


@given(records, records)
def test_where_only_one_changed_it_that_holds(base: Living, other: Living) -> None:
    assert merged(base, base, other) == other
    assert merged(base, other, base) == other


@given(records, words, states, words)
def test_what_each_changed_stays(base: Living, text: str, state: str, answer: str) -> None:
    mine = replace(base, capture=replace(base.capture, text=text))
    theirs = replace(base, state=state, capture=replace(base.capture, answer_words=answer))  # type: ignore[arg-type]
    both = merged(base, mine, theirs)
    assert (both.capture.text, both.state, both.capture.answer_words) == (text, state, answer)


@given(by_ids, by_ids)
def test_of_many_too(base: dict[str, Living], other: dict[str, Living]) -> None:
    assert merged_by_id(base, base, other) == other
    assert merged_by_id(base, other, base) == other


@given(by_ids, by_ids, by_ids)
def test_what_one_added_or_changed_is_never_lost(
    base: dict[str, Living], mine: dict[str, Living], theirs: dict[str, Living]
) -> None:
    found = merged_by_id(base, mine, theirs)
    assert {id for id, one in mine.items() if one != base.get(id)} <= found.keys()
    assert {id for id in theirs if id not in base} <= found.keys()
    assert {id for id in base if id not in mine}.isdisjoint(found.keys() - {id for id in theirs if id not in base})


def test_notes_of_one_session_that_both_sorted_are_both_sorted() -> None:
    notes = tuple(Caught(capture=Capture(id=id, text=id), at=at) for at, id in enumerate("abc"))
    base = finished(caught=notes)
    mine = replace(base, caught=(replace(notes[0], capture=replace(notes[0].capture, sorted=True)), *notes[1:]))
    theirs = replace(base, caught=notes[:2], closing="A good hour.")
    both = merged(base, mine, theirs)
    assert [(one.capture.id, one.capture.sorted) for one in both.caught] == [("a", True), ("b", False)]
    assert both.closing == "A good hour."


def test_sums_stay_with_the_stretches_they_are_the_sums_of() -> None:
    base = finished()
    mine = replace(base, turns=TURNS)
    theirs = replace(base, figures=FIGURES, closing="theirs")
    both = merged(base, mine, theirs)
    assert (both.turns, both.figures, both.closing) == (TURNS, base.figures, "theirs")


def test_sums_are_never_mixed_from_two_sides() -> None:
    base = finished(turns=TURNS, figures=FIGURES)
    mine = replace(base, figures=replace(FIGURES, turns={"ada": 1}, nobody=1))
    theirs = replace(base, figures=replace(FIGURES, unsure=7))
    assert merged(base, mine, theirs).figures == mine.figures


def test_what_became_private_meanwhile_stays_so_unless_it_was_given_other_words_and_then_all_of_it_is_back() -> None:
    capture = Capture(id="p", kind="action", text="call Tom", who="grace", due="2026-12-01")
    base = Living(id="p", capture=capture, outcome="he came", note="on Monday")
    gone = without_words(base)
    done, reworded = replace(base, state="done"), replace(base, capture=replace(capture, text="call Tom twice"))
    assert merged(base, done, gone) == gone
    assert merged(base, reworded, gone) == reworded
    assert merged(base, reworded, gone, yielding=True) == gone
    assert merged(replace(base, removed=True), base, gone, yielding=True) == gone
    assert overruled(base, gone, reworded) == ()
