"""Decisions, setbacks, resources, listening and the journal: what is said of them, and when it comes back."""

from datetime import date

import msgspec
import pytest

from mentortui.core import decisions, setbacks
from mentortui.core.capture import Capture
from mentortui.core.commands import Refused
from mentortui.core.decisions import DECISION
from mentortui.core.due import due_on
from mentortui.core.heads import local
from mentortui.core.holdings import Holdings
from mentortui.core.journal import JOURNAL, JournalEntry, agenda_item, leaves, win
from mentortui.core.kinds import Around, Person, Tags, read, understood
from mentortui.core.listening import by_quarters, listening, told
from mentortui.core.record_details import DecisionDetails, ResourceDetails, SetbackDetails
from mentortui.core.record_fields import WrongField
from mentortui.core.record_lists import listed
from mentortui.core.records import Living
from mentortui.core.resources import ACCESS, RESOURCE, AccessNeeds, needs_of, needs_words
from mentortui.services.listening import HeldSession
from tests.core.test_between import AROUND, NOON, PAIR, TODAY

DAY = 24 * 3_600_000_000


def decision(id: str = "d", *, goal: str = "", days_ago: int = 0, **details: str) -> Living:
    made = DecisionDetails(**details) if details else None
    capture = Capture(id=id, kind="decision", text=f"choice {id}", goal=goal)
    return Living(id=id, created=NOON - days_ago * DAY, capture=capture, details=made)


def asked(record: Living, day: str) -> list[str]:
    return [one.text for one in due_on(decisions.dues(Holdings(mentorship=PAIR, living=(record,))), day, "home")]


def test_how_a_decision_turned_out_is_asked_once_after_three_months() -> None:
    one = decision(context="two ways to test", decided="2026-08-25")
    assert asked(one, "2026-11-23") == []
    assert asked(one, "2026-11-24") == ["Three months after “choice d”: how did it turn out?"]
    assert asked(one, "2026-12-15") == ["Three months after “choice d”: how did it turn out?"]
    assert asked(one, "2026-12-16") == []
    assert asked(decision(context="c", decided="2026-08-25", turned_out="well"), "2026-11-25") == []


def test_without_a_context_it_is_not_asked_unless_somebody_said_so() -> None:
    assert asked(decision(decided="2026-08-25"), "2026-11-25") == []
    assert asked(decision(decided="2026-08-25", look_back="yes"), "2026-11-25") != []
    assert asked(decision(decided="2026-08-25", context="c", look_back="no"), "2026-11-25") == []
    assert asked(decision(context="c", decided="9999-12-31"), "9999-12-31") == []


def test_an_old_decision_counts_where_it_was_taken_and_earlier_ones_of_its_goal_stand_beside_a_new_one() -> None:
    old = decision("old", goal="Release", decided="2025-03-04", turned_out="too slow")
    new = decision("new", goal="Release", context="c")
    assert [decisions.decided_on(one) for one in (old, new)] == [date(2025, 3, 4), TODAY]
    assert DECISION.page(new, (old,), AROUND) == (("Before", "choice old: too slow"),)
    assert DECISION.page(old, (new,), AROUND) == ()


def setback(id: str, who: str, details: SetbackDetails | None = None, note: str = "") -> Living:
    capture = Capture(id=id, kind="setback", text=f"it broke {id}", who=who)
    return Living(id=id, created=NOON, capture=capture, details=details, note=note)


def test_setbacks_of_both_are_told_with_what_they_taught() -> None:
    hers, mine = (
        setback("a", "grace", note="known before as a note"),
        setback("b", "ada", SetbackDetails(learned="ask", next="a list")),
    )
    assert [(one.id, one.who, one.learned, one.next, one.over) for one in map(setbacks.told, (hers, mine))] == [
        ("a", "grace", "known before as a note", "", False),
        ("b", "ada", "ask", "a list", False),
    ]


def test_needs_are_told_in_words_and_of_each_person_once() -> None:
    hers = AccessNeeds(id="n", who="grace", captions="yes", short="yes", language="German", other="no autoplay")
    assert needs_words(hers) == "captions, short, or in parts, in German and no autoplay"
    assert needs_of((hers, AccessNeeds(id="o", who="ada"))) == {
        "grace": "captions, short, or in parts, in German and no autoplay"
    }
    with pytest.raises(WrongField, match="a list for this person already"):
        ACCESS.rule(AccessNeeds(id="p", who="grace"), (hers,))
    ACCESS.rule(hers, (hers,))
    assert ACCESS.settled(hers, AccessNeeds(id="x"), AROUND) == AccessNeeds(id="x", who="ada")


def test_what_somebody_needs_stands_beside_a_resource_for_that_person() -> None:
    around = msgspec.structs.replace(AROUND, needs={"grace": "captions"})
    hers = Living(id="r", capture=Capture(id="r", kind="resource", text="a talk", who="grace"))
    both = Living(id="r", capture=Capture(id="r", kind="resource", text="a talk"))
    assert RESOURCE.page(hers, (), around) == RESOURCE.page(both, (), around) == (("Grace needs", "captions"),)
    assert understood(Person(needs=True), "grace", around) == "needs: captions"
    assert understood(Person(), "grace", around) == understood(Person(needs=True), "ada", around) == ""


def test_what_is_added_by_hand_was_sent_by_the_user_and_of_what_was_caught_nobody_knows() -> None:
    new = Living(id="r", capture=Capture(id="r", kind="resource", text="a talk"))
    added = RESOURCE.settled(new, new, AROUND)
    assert isinstance(added, Living)
    assert added.details == ResourceDetails(sent_by="ada")
    hers = msgspec.structs.replace(new, details=ResourceDetails(sent_by="grace", why="asked for"))
    assert RESOURCE.settled(new, hers, AROUND) == hers
    caught = msgspec.structs.replace(new, created=7)
    assert RESOURCE.settled(caught, caught, AROUND) == caught


def held(number: int, *said: tuple[str, str, str]) -> HeldSession:
    return HeldSession(id=f"s{number}", number=number, began=NOON + number * DAY, understandings=said)


def test_listening_is_counted_over_sessions_both_ways_and_not_spoken_of_where_nobody_uses_it() -> None:
    sessions = (held(2, ("grace", "ada", "the rota")), held(1, ("grace", "ada", "retries"), ("ada", "grace", "")), held(3))
    found = listening(sessions)
    assert found.counts == {"grace": 2, "ada": 1}
    assert found.pairs == {("grace", "ada"): 2, ("ada", "grace"): 1}
    assert [(one.number, one.counts) for one in found.course] == [(1, {"grace": 1, "ada": 1}), (2, {"grace": 1}), (3, {})]
    assert found.with_some == 2
    assert told(found, {"ada": "Ada", "grace": "Grace"}, ("grace",)) == (
        "Said back in own words: Grace twice and Ada once.",
        "In 2 of 3 sessions, lately about the rota and retries.",
    )
    assert told(listening((held(3),)), {"ada": "Ada"}) == ()
    names = {"ada": "Ada", "grace": "Grace"}
    months_ago = msgspec.structs.replace(held(0, ("grace", "ada", "")), began=NOON - 100 * DAY)
    assert by_quarters(listening((*sessions, months_ago)), names, lambda began: local(began, "UTC").date()) == (
        "Oct to Dec 2026: Ada 1, Grace 2 in 3 sessions",
        "Jul to Sep 2026: Ada 0, Grace 1 in 1 session",
    )
    assert by_quarters(listening((held(3),)), names, lambda began: local(began, "UTC").date()) == ()
    one = told(listening((held(1, ("grace", "ada", "")),)), {"ada": "Ada", "grace": "Grace"})
    assert one == ("Said back in own words: Ada not noted and Grace once.", "In this session.")


ENTRIES = (
    JournalEntry(id="1", title="Dared to ask", text="it was fine", tags="#courage #on-call", day="2026-11-02", created=1),
    JournalEntry(
        id="2", title="Reviews", tags="#courage", goal="Release lead", day="2026-11-20", prompt="What changed?", created=2
    ),
    JournalEntry(id="3", title="gone", tags="#courage", removed=True),
)


def test_a_journal_is_found_by_words_and_by_tags() -> None:
    def found(words: str) -> list[str]:
        return [one.id for one in listed(ENTRIES, JOURNAL, AROUND, words)]

    assert found("courage") == ["2", "1"]
    assert found("FINE ask") == ["1"]
    assert found("changed release") == ["2"]
    assert found("#on-call") == ["1"]


def test_tags_are_read_however_they_are_parted() -> None:
    assert read(Tags(), "Courage, #On-Call  courage #", AROUND) == "#courage #on-call"
    assert understood(Tags(), "", AROUND) == "#courage #on-call"
    with pytest.raises(Refused, match="At most 12 tags; these are 13"):
        read(Tags(), " ".join(f"t{n}" for n in range(13)), AROUND)
    with pytest.raises(Refused, match="A tag has at most 40 letters"):
        read(Tags(), "x" * 41, AROUND)


def test_only_the_line_goes_over_and_nothing_says_where_it_comes_from() -> None:
    entry = JournalEntry(id="secret-id", title="  ask for\tthe release ", text="zaphod", tags="#zaphod", goal="zaphod")
    assert leaves(entry) == "ask for the release"
    item, made = agenda_item(leaves(entry), "i", "ada", 7), win(leaves(entry), "w", "ada")
    for over in (item, made):
        text = msgspec.json.encode(over)
        assert b"zaphod" not in text
        assert b"secret-id" not in text
    assert (item.title, item.owner, item.brought_by) == ("ask for the release", "ada", "ada")
    for line in ("", "  "):
        with pytest.raises(Refused):
            win(line, "w", "ada")
        with pytest.raises(Refused):
            agenda_item(line, "i", "ada", 7)


def test_an_entry_gets_its_day_when_it_is_stored() -> None:
    made = JOURNAL.settled(ENTRIES[0], JournalEntry(id="n", title="x"), Around(me="ada", today=TODAY))
    assert isinstance(made, JournalEntry)
    assert made.day == "2026-11-25"
    assert JOURNAL.settled(made, ENTRIES[0], AROUND) == ENTRIES[0]
