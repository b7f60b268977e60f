"""What an import and a recording laid beside say in words: nothing that the figures beside it do not bear out."""

from fractions import Fraction
from pathlib import Path

import msgspec
import pytest

from mentortui.core.naming import GUEST
from mentortui.core.recording import Segment
from mentortui.core.why_session import why_stored
from mentortui.services.import_report import compared_lines, lines_of
from mentortui.services.pages import Pages
from tests.clocks import SECOND
from tests.services.test_laying_beside import ANSWERS, Call

replace = msgspec.structs.replace
SAME = "The shares are the same to the point"


@pytest.fixture
def call(tmp_path: Path) -> Call:
    return Call(tmp_path)


@pytest.mark.parametrize(("keyed", "recorded", "same"), [(784, 786, False), (784, 784, True), (776, 784, True)])
def test_shares_are_the_same_to_the_point_only_where_they_are_shown_so(call: Call, keyed: int, recorded: int, same: bool) -> None:
    compared = call.compared()

    def turns(ada: int) -> tuple[Segment, ...]:
        return (Segment(0, ada * SECOND, "ada"), Segment(ada * SECOND, 1000 * SECOND, "grace"))

    apart = Fraction(keyed - recorded, 1000)
    figures = replace(compared.beside.figures, apart={"ada": apart, "grace": -apart})
    beside = replace(compared.beside, keyed=turns(keyed), recorded=turns(recorded), figures=figures)
    told = compared_lines(replace(compared, beside=beside), 0)
    assert (SAME in told) == same
    assert any("1 point less by the keys" in line for line in told) != same


def test_once_its_turns_are_taken_over_that_is_said(call: Call) -> None:
    assert "as recorded" not in "\n".join(compared_lines(call.compared(), 0))
    call.beside.take_over(call.compared())
    assert "Its turns are as recorded by now; those keyed by hand are kept" in compared_lines(call.compared(), 0)


def test_only_what_was_timed_by_hand_can_have_a_file_beside_it(call: Call) -> None:
    assert call.beside.by_hand(call.slug, call.session.id)
    call.beside.take_over(call.compared())
    assert call.beside.by_hand(call.slug, call.session.id)  # the keyed turns are kept
    call.beside.give_back(call.slug, call.session.id)
    call.written((0, 60, "Ada L."), (60, 80, "Grace"))
    draft = call.draft()
    made = call.importing.store(
        call.importing.plan(draft, call.slug, ANSWERS, when=call.importing.when(draft, call.slug, "2025-01-02 15:00"))
    )
    assert not call.beside.by_hand(call.slug, made.id)


def test_a_file_in_which_nobody_of_the_pair_speaks_is_told_before_it_is_stored(call: Call) -> None:
    def told(answers: dict[str, str]) -> str:
        draft = call.draft()
        return "\n".join(
            lines_of(call.importing.plan(draft, call.slug, answers, when=call.importing.when(draft, call.slug, "")), 0)
        )

    assert " is among these names. --as says who they are." in told({"Ada L.": GUEST, "Grace": GUEST})
    assert "Neither Ada nor Grace" in told({"Ada L.": GUEST, "Grace": GUEST})
    assert "Neither" not in told({"Ada L.": GUEST, "Grace": "grace"})
    assert "Neither" not in told({"Ada L.": GUEST})  # one is still to be asked about


def test_why_speaking_is_more_than_floor_time_once_a_recording_lies_beside(call: Call) -> None:
    said = "talk before, after and in pauses of the session is speaking time, and no floor time"
    assert said in str(why_stored(call.beside.take_over(call.compared())))


def test_where_words_are_kept_the_page_says_how_they_are_read_and_removed(call: Call) -> None:
    draft = call.importing.read(call.path, keep_words=True)
    plan = call.importing.plan(draft, call.slug, ANSWERS, when=call.importing.when(draft, call.slug, "2025-01-02 15:00"))
    made = call.importing.store(plan, keep_words=True)
    pages = Pages(call.store, call.clock)
    assert f"mentortui show {made.id} --words" in pages.words_told(call.slug, made.id)
    assert f"transcripts/{made.id}.json" in pages.words_told(call.slug, made.id)
    assert pages.words_told(call.slug, call.session.id) == ""
