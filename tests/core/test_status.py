"""A session in one line."""

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core.people import Participant
from mentortui.core.status import status_line
from mentortui.core.text import visible
from tests.core.helpers import ADA, GRACE, LINUS, MINUTE, WALL, Driven


def line(driven: Driven, saved: str = "saved", covered: bool = False) -> str:
    return status_line(driven.session, driven.now, saved, covered)


def under_way() -> Driven:
    """Twelve minutes into a code review of fifteen; Ada had 358 s of the last ten minutes, and Grace speaks."""
    driven = Driven(
        ADA,
        GRACE,
        items=(
            e.Item(id="review", title="Code review", minutes=15),
            e.Item(id="close", title="Takeaways", minutes=5),
        ),
    )
    driven.do(c.go_on, "finished")
    driven.wait(120)
    driven.do(c.give_to_key, 1)
    for key, seconds in ((2, 114), (1, 114), (2, 114), (1, 114), (2, 130), (2, 14)):
        driven.wait(seconds)
        driven.do(c.give_to_key, key)
    driven.now = 12 * MINUTE
    return driven


def test_item_time_left_speakers_end_and_whether_it_is_saved() -> None:
    assert line(under_way()) == "▸ Code review 3 min · ●Grace 40 % · Ada 60 % · ends 11:06 · saved"


def test_nobody_speaks_before_the_first_key() -> None:
    driven = Driven()
    assert line(driven).startswith("▸ regular session 0 min · ends ")


def test_paused_says_so_and_nobody_speaks() -> None:
    driven = under_way()
    driven.do(c.pause_or_resume)
    shown = line(driven)
    assert shown.startswith("‖ paused Code review 3 min · ")
    assert "●" not in shown


def test_hidden_figures_leave_only_who_speaks() -> None:
    driven = under_way()
    driven.do(c.show_figures)
    assert "%" not in line(driven)
    assert "●Grace" in line(driven)
    assert "Ada" not in line(driven)


def test_covered_tells_no_name_no_title_no_figure() -> None:
    assert line(under_way(), covered=True) == "● 8 min left · saved"


def test_an_item_that_has_just_begun_has_all_its_minutes() -> None:
    driven = Driven(items=(e.Item(id="review", title="Code review", minutes=5),))
    driven.do(c.go_on, "finished")
    driven.wait(1)
    assert line(driven).startswith("▸ Code review 5 min · ")
    assert line(driven, covered=True) == "● 5 min left · saved"
    driven.now = 4 * MINUTE + 30_000_000
    assert line(driven, covered=True) == "● under a minute left · saved"


def test_covered_without_minutes_tells_how_long_it_has_run() -> None:
    driven = Driven(items=(e.Item(id="x", title="Anything"),))
    driven.wait(125)
    assert line(driven, covered=True) == "● 2 min · saved"


def test_an_agenda_without_minutes_has_no_timer() -> None:
    driven = Driven(items=(e.Item(id="x", title="Anything"),))
    driven.do(c.go_on, "finished")
    driven.wait(125)
    assert line(driven) == "▸ Anything · saved"


def test_trouble_with_the_disk_stands_at_the_end_in_words() -> None:
    assert line(under_way(), "NOT SAVED · disk full · 12 in memory").endswith(" · NOT SAVED · disk full · 12 in memory")


def test_more_than_three_people_show_only_who_speaks() -> None:
    four = Driven(ADA, GRACE, LINUS, Participant(id="kofi", name="Kofi", role="peer", key=4), items=())
    four.do(c.give_to_key, 3)
    four.wait(59)
    assert line(four) == "▸ regular session 0 min · ●Linus · saved"
    four.wait(1)
    assert line(four) == "▸ regular session 1 min · ●Linus 100 % · saved"


def test_several_at_once_and_not_sure_who() -> None:
    three = Driven(ADA, GRACE, LINUS, items=())
    three.do(c.give_to_several)
    assert "●several" in line(three)
    two = Driven(items=())
    two.do(c.give_to_key, 1)
    two.wait(180 + 60)
    assert "?not sure who" in line(two)


def test_long_titles_and_names_are_cut_with_an_ellipsis_and_nothing_reaches_the_terminal_raw() -> None:
    driven = Driven(
        ADA, Participant(id="x", name="\x1b[31m" + "n" * 10_000, role="mentee", key=2), items=(e.Item(id="t", title="t" * 900),)
    )
    driven.do(c.go_on, "finished")
    driven.do(c.give_to_key, 2)
    driven.wait(5)
    shown = line(driven)
    assert shown == visible(shown)
    assert len(shown) < 120
    assert shown.count("…") == 2


def test_a_finished_session_says_so() -> None:
    driven = under_way()
    driven.do(c.finish, False)
    assert line(driven) == "✓ regular session · finished · saved"


def test_the_end_is_on_the_clock_of_whoever_is_at_the_keys() -> None:
    driven = Driven(hard_end_in=45 * MINUTE, items=())
    ends = (WALL // 1_000_000 + 45 * 60 + 3600) % 86_400
    assert line(driven) == f"▸ regular session 0 min · until {ends // 3600:02}:{ends % 3600 // 60:02} · saved"
