"""How much of a session was heard, what is known of its shares, and what of that a finished session keeps."""

from fractions import Fraction

import msgspec

from mentortui.core import commands as c
from mentortui.core import events as e
from mentortui.core import measures as m
from mentortui.core import mend
from mentortui.core.entered import with_shares
from mentortui.core.floor import Floor
from mentortui.core.fold import fold
from mentortui.core.heard import (
    floor_words,
    heard_by,
    heard_part,
    heard_sure,
    heard_words,
    keyed_as_heard,
    known_heard,
    unsure_shares,
    unsure_words,
)
from mentortui.core.hearing_values import CHANNELS
from mentortui.core.records import FinishedSession
from mentortui.core.restored import again, mended, restored
from mentortui.core.result import result, span_of
from mentortui.core.trend import added
from mentortui.core.trends_held import held
from tests.core.helpers import ADA, GRACE, LINUS, SECOND
from tests.core.test_folding_heard import Listened


def finished(session: Listened) -> FinishedSession:
    session.do(c.finish, False)
    return result(session.session).session


def of_two() -> Listened:
    """Ada 40 s, Grace 60 s; a key of no matter between."""
    session = Listened()
    session.hear("me", 0)
    session.now = 100 * SECOND
    session.hear("others", 40)
    return session


def of_three() -> Listened:
    """Ada 38 s, the others 62 s."""
    session = Listened(ADA, GRACE, LINUS)
    session.hear("me", 0)
    session.now = 100 * SECOND
    session.hear("others", 38)
    return session


def test_of_two_people_the_shares_are_known() -> None:
    session = of_two()
    span = m.whole(session.session, session.now)
    assert m.shares(span) == {"ada": Fraction(40, 100), "grace": Fraction(60, 100)}
    assert unsure_shares(session.session, span) == {}
    assert unsure_words(session.session, span) == ""


def test_of_several_mine_is_known_and_that_of_the_others_together() -> None:
    session = of_three()
    span = m.whole(session.session, session.now)
    assert (span.others, span.unsure, m.shares(span), m.word(span)) == (62 * SECOND, 62 * SECOND, None, None)
    assert unsure_words(session.session, span) == "you 38 %, the others together 62 %"
    told = {person: words for person, (_, words) in unsure_shares(session.session, span).items()}
    assert told == {"ada": "38 %", "grace": "—", "linus": "—"}


def test_what_a_key_named_of_the_others_is_at_least_so_much() -> None:
    session = of_three()
    session.do(c.give_floor, "grace")
    session.now = 120 * SECOND
    span = m.whole(session.session, session.now)
    assert unsure_shares(session.session, span)["grace"] == (Fraction(20, 120), "at least 17 %")
    assert unsure_words(session.session, span) == "you 32 %, the others together 68 %"


def test_talk_of_both_is_mine_and_theirs() -> None:
    session = of_three()
    session.now = 120 * SECOND
    session.hear("both", 100)
    span = m.whole(session.session, session.now)
    assert unsure_words(session.session, span) == "you 41 %, the others together 59 %"  # 58 of 140


def test_by_the_microphone_alone_my_part_of_the_time_is_known() -> None:
    session = Listened(channels=("microphone",))
    session.hear("me", 0)
    session.now = 100 * SECOND
    session.hear("rest", 38)
    span = m.whole(session.session, session.now)
    assert unsure_words(session.session, span) == "you 38 % of the time; the rest is Grace, or nobody"
    assert unsure_shares(session.session, span) == {"ada": (Fraction(38, 100), "38 % of the time"), "grace": (Fraction(0), "—")}
    assert floor_words(session.session.floor, session.session) == "Grace, or nobody"


def test_a_twentieth_that_is_not_told_apart_leaves_the_shares_as_they_are() -> None:
    session = Listened(ADA, GRACE, LINUS)
    session.hear("me", 0)
    session.now = 100 * SECOND
    session.hear("others", 95)
    assert m.shares(m.whole(session.session, session.now)) is not None
    session.now += SECOND
    assert m.shares(m.whole(session.session, session.now)) is None


def test_no_prompt_judges_shares_that_are_not_known() -> None:
    session = of_three()
    span = m.whole(session.session, session.now)
    assert (m.balance(span), m.off_by(span), m.least_served(span)) == (None, None, None)


def test_it_says_how_much_was_heard_and_by_what() -> None:
    session = of_two()
    assert heard_words(session.session, session.now) == "heard"
    assert heard_by(session.session, session.now) == ("heard by the microphone and the call",)
    session.listen(why="trouble")
    session.now = 106 * SECOND
    session.listen("microphone")
    session.now = 125 * SECOND
    assert heard_part(session.session, session.now) == Fraction(119, 125)
    assert heard_words(session.session, session.now) == "heard 95 %"
    assert heard_by(session.session, session.now) == (
        "heard by the microphone and the call, 95 % of the session",
        "some of it by the microphone alone: you, and not who else",
    )
    session.do(c.give_floor, "ada")
    assert known_heard(session.session, session.now) == "heard 95 %, keyed"


def test_in_the_first_minute_it_has_no_figure() -> None:
    session = Listened(channels=())
    session.now = 2 * SECOND
    session.listen("microphone", "call")
    session.now = 3 * SECOND
    assert heard_words(session.session, session.now) == "heard"
    session.now = 80 * SECOND
    session.listen("microphone")
    assert heard_words(session.session, session.now) == "heard 98 %"


def test_where_the_call_alone_is_heard_it_says_that_you_are_not() -> None:
    session = of_two()
    session.listen("call")
    session.now += 25 * SECOND
    assert heard_by(session.session, session.now) == (
        "heard by the microphone and the call",
        "some of it by the call alone: who else, and not you",
    )


def test_what_was_never_heard_has_no_words() -> None:
    session = Listened(channels=())
    session.do(c.give_floor, "ada")
    session.now = 10 * SECOND
    assert (heard_words(session.session, session.now), heard_by(session.session, session.now)) == ("", ())
    assert known_heard(session.session, session.now) == "keyed"


def test_almost_all_is_not_all() -> None:
    session = Listened()
    session.now = 1000 * SECOND
    session.listen(why="trouble")
    session.now += SECOND
    assert heard_words(session.session, session.now) == "heard 99 %"


def test_keys_and_hearing_are_compared_where_both_say_who_spoke() -> None:
    session = Listened()
    session.hear("me", 0)
    session.do(c.give_floor, "grace")  # from 0 on
    session.now = 60 * SECOND
    session.hear("others", 45)
    session.now = 100 * SECOND
    assert keyed_as_heard(session.session) == Fraction(15, 60)
    said = heard_sure(session.session, session.session, session.now)
    assert said == ("heard by the microphone and the call", "keys and hearing agree for 55 % of what was keyed")


def test_below_a_minute_keys_and_hearing_are_not_compared() -> None:
    session = of_two()
    session.do(c.give_floor, "ada")
    session.now += 30 * SECOND
    assert keyed_as_heard(session.session) is None


# a finished session


def test_a_session_without_a_key_keeps_only_from_when_it_was_heard() -> None:
    stored = finished(of_two())
    assert (stored.hears, stored.heard) == (((0, CHANNELS),), ())
    assert [row[3] for row in stored.turns] == ["heard", "heard"]
    assert known_heard(stored) == "heard"


def test_what_was_heard_is_kept_where_a_key_said_something_else() -> None:
    session = of_two()
    session.do(c.give_floor, "ada")
    session.now = 110 * SECOND
    stored = finished(session)
    assert stored.heard == ((0, ("ada",), "named"), (40 * SECOND, ("grace",), "named"))
    assert restored(stored).heard[-1].floor.holders == ("grace",)
    assert again(stored, restored(stored)) == stored


def test_the_others_and_the_rest_come_back_as_they_were() -> None:
    for who, mark, how in (("others", "~", "others"), ("rest", "-", "rest")):
        session = Listened(ADA, GRACE, LINUS)
        session.hear("me", 0)
        session.now = 100 * SECOND
        session.hear(who, 40)  # type: ignore[arg-type]
        stored = finished(session)
        assert stored.turns[-1] == (mark, 40 * SECOND, 100 * SECOND, "heard")
        facts = restored(stored)
        assert facts.changes[-1].floor.how == how
        assert again(stored, facts) == stored
        assert unsure_words(stored, span_of(stored)) == unsure_words(facts, m.whole(facts, facts.ended_at)) != ""


def test_that_nothing_was_told_and_that_nobody_was_heard_are_two_things_in_the_record_too() -> None:
    """However the floor is mended, the record says of what was heard what the session says."""
    for nobody in (False, True):
        session = Listened(ADA, GRACE)
        if nobody:
            session.hear("nobody", 0)
        session.do(c.give_floor, "ada")
        session.now = 100 * SECOND
        stored = finished(session)
        assert stored.heard == ((0, (), "named" if nobody else "unsure"),)
        facts = restored(stored)
        event = mend.reassign(facts, 0, mend.floor_of(facts, ""), facts.ended_at, session.stamp())
        live = fold([*session.events, event])
        assert live is not None
        mended_record = again(stored, mended(stored, [event]))
        assert mended_record.heard == result(live).session.heard == (() if nobody else stored.heard)
        assert restored(mended_record).heard == facts.heard


def test_shares_entered_for_the_others_make_them_known_and_can_be_taken_back() -> None:
    stored = finished(of_three())
    known = with_shares(stored, {"grace": 1, "linus": 1})
    assert known.figures.floor == {"ada": 38 * SECOND, "grace": 31 * SECOND, "linus": 31 * SECOND}
    assert m.shares(span_of(known)) is not None
    back = with_shares(known, {})
    assert (back.turns, back.figures, back.items) == (stored.turns, stored.figures, stored.items)


def test_where_a_key_said_unsure_over_a_voice_that_was_heard_it_is_unsure_again_as_the_key_said() -> None:
    session = of_three()
    session.do(mend.reassign, 50 * SECOND, Floor((), "unsure"), session.now)
    session.now = 150 * SECOND
    session.hear("others", 120)
    stored = finished(session)
    shares = {"grace": 1, "linus": 1}
    live = fold([*session.events, e.SharesEntered(id="shares", at=session.now, by="ada", shares=shares)])
    assert live is not None
    assert any(row[0] == "?" for row in stored.turns)
    for known in (with_shares(stored, shares), result(live).session):
        assert known.figures.unsure == 0
        back = with_shares(known, {})
        assert [row[:3] for row in back.turns] == [row[:3] for row in stored.turns]
        assert (back.figures, back.unsure) == (stored.figures, ())


def test_a_session_of_before_is_read_as_never_heard() -> None:
    document = msgspec.to_builtins(finished(of_two()))
    for name in ("hears", "heard", "unsure"):
        del document[name]
    for sums in (document["figures"], *document["items"]):
        del sums["others"], sums["rest"]
    stored = msgspec.convert(document, FinishedSession)
    assert (stored.hears, stored.heard, heard_words(stored)) == ((), (), "")
    assert restored(stored).heard == ()


def test_over_sessions_one_in_which_the_others_were_not_told_apart_counts_in_no_share() -> None:
    apart, not_apart = finished(of_two()), finished(of_three())
    assert (held(apart, "UTC").why, held(not_apart, "UTC").why) == ("short", "not told apart")
    known = with_shares(not_apart, {"grace": 1, "linus": 1})
    assert held(known, "UTC").why == "short"


def test_items_visited_twice_add_up_what_is_not_told_apart() -> None:
    session = of_three()
    whole = m.whole(session.session, session.now)
    assert whole.others > 0
    both = added([whole, whole])
    assert (both.others, both.rest, both.unsure) == (2 * whole.others, 2 * whole.rest, 2 * whole.unsure)


def test_a_session_in_which_nothing_was_ever_heard_keeps_nothing_of_hearing() -> None:
    session = Listened(channels=())
    session.events.append(e.HearingChanged(id="none", at=0))
    session.do(c.give_floor, "ada")
    session.now = 60 * SECOND
    stored = finished(session)
    assert (stored.hears, stored.heard) == ((), ())
