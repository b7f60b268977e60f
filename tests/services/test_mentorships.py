"""Mentorships begun, added, changed, found; and how sharing, zones and the number row are read."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.commands import Refused
from mentortui.core.dates import Unreadable
from mentortui.core.number_row import ROWS, digit_of, next_question, row_of
from mentortui.core.people import Agreement, Participant, shares_in_force
from mentortui.core.records import Member
from mentortui.core.sharing import parse_sharing, sharing_told, sharing_words
from mentortui.core.templates import BUILT_IN, COFFEE, FIRST, REGULAR, usual
from mentortui.core.typed_people import Person, Wrong
from mentortui.core.until import parse_minutes, parse_until
from mentortui.core.whose import invitation
from mentortui.core.zones import zone_meant, zone_named
from mentortui.services.mentorships import Mentorships
from mentortui.store.store import Store
from tests.screens.stage import DAY, MINUTE, NOON, desk
from tests.store import values
from tests.widgets.host import HOSTILE

PAIR = (Member(id="a", name="Ada", role="mentor"), Member(id="g", name="Grace", role="mentee"))
PEERS = tuple(Member(id=name, name=name, role="peer") for name in ("Ada", "Bo", "Cy"))


@pytest.fixture
def all_of(tmp_path: Path) -> tuple[Mentorships, Store]:
    mentorships, _, store = desk(tmp_path)
    return mentorships, store


@pytest.fixture
def mentorships(all_of: tuple[Mentorships, Store]) -> Mentorships:
    return all_of[0]


# the first run


def test_everything_may_be_skipped(all_of: tuple[Mentorships, Store]) -> None:
    mentorships, store = all_of
    assert mentorships.needs_first_run()
    made = mentorships.begin()
    me = store.me()
    assert me is not None
    assert (me.name, me.zone, me.number_row) == ("Me", "Europe/Berlin", "1234567890")
    assert [(m.name, m.role, m.zone) for m in made.people] == [
        ("Me", "mentor", "Europe/Berlin"),
        ("Mentee", "mentee", "Europe/Berlin"),
    ]
    assert made.agreement is None
    assert made.show_figures
    assert not mentorships.needs_first_run()
    assert mentorships.all() == (made,)


def test_what_was_answered_is_stored(mentorships: Mentorships) -> None:
    made = mentorships.begin("Ada", "Berlin", "mentee", "Grace", "nairobi", "40/60", ROWS["fr"])
    assert [(m.name, m.role, m.zone) for m in made.people] == [
        ("Ada", "mentee", "Europe/Berlin"),
        ("Grace", "mentor", "Africa/Nairobi"),
    ]
    assert made.agreement == Agreement(roles={"mentor": 40, "mentee": 60})
    assert made.me == mentorships.me().id
    assert mentorships.me().number_row == ROWS["fr"]
    assert mentorships.digit("é") == 2
    assert mentorships.digit("2") == 2
    assert mentorships.digit("x") is None


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"zone": "Europe/Berln"}, "zone"),
        ({"other_zone": "Atlantis"}, "zone:1"),
        ({"name": "N" * 10_000}, "name"),
        ({"other_name": "N" * 10_000}, "name:1"),
        ({"sharing": "40/50"}, "sharing"),
        ({"name": "Ada", "other_name": "ada "}, "name:1"),
    ],
)
def test_what_cannot_be_is_refused_where_it_was_typed_and_nothing_is_stored(
    mentorships: Mentorships, answers: dict[str, str], field: str
) -> None:
    with pytest.raises(Wrong) as caught:
        mentorships.begin(**answers)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    assert mentorships.needs_first_run()
    assert mentorships.all() == ()


@pytest.mark.parametrize("name", [name for name in HOSTILE if len(name) < 80])
def test_any_name_can_be_stored_and_found_again(mentorships: Mentorships, name: str) -> None:
    made = mentorships.begin("Ada", other_name=name)
    assert mentorships.get(made.slug) == made
    assert made.people[1].name == (" ".join(name.split()) or "Mentee")


def test_a_system_without_a_zone_is_in_utc(tmp_path: Path) -> None:
    assert desk(tmp_path, zone="Not/AZone\x1b")[0].me().zone == "UTC"


# changing


def test_a_person_joins_and_everybody_keeps_their_number(mentorships: Mentorships) -> None:
    made = mentorships.begin("Ada", other_name="Grace", sharing="40/60")
    me, grace = made.people
    others = [Person("Grace H.", "Seoul", grace.id), Person("Linus")]
    changed = mentorships.edit(made.slug, others=others)
    assert [(m.id, m.name) for m in changed.people[:2]] == [(me.id, "Ada"), (grace.id, "Grace H.")]
    assert changed.people[2].name == "Linus"
    assert changed.people[2].role == "mentee"
    assert changed.agreement == made.agreement
    assert mentorships.get(made.slug) == changed


def test_the_users_own_name_and_zone_follow_everywhere(all_of: tuple[Mentorships, Store]) -> None:
    mentorships, store = all_of
    made = mentorships.begin("Ada", other_name="Grace")
    mentorships.edit(made.slug, own=Person("Ada L.", "Paris", made.me))
    me = store.me()
    assert me is not None
    assert (me.name, me.zone) == ("Ada L.", "Europe/Paris")
    assert mentorships.get(made.slug).people[0].name == "Ada L."


def test_changing_the_part_changes_the_roles(mentorships: Mentorships) -> None:
    made = mentorships.begin(other_name="Grace")
    changed = mentorships.edit(made.slug, part="mentee", sharing="30/70")
    assert [m.role for m in changed.people] == ["mentee", "mentor"]
    assert changed.agreement == Agreement(roles={"mentor": 30, "mentee": 70})
    assert mentorships.edit(made.slug, part="peer", sharing="30/70").agreement == Agreement(
        persons={made.me: 30, made.people[1].id: 70}
    )


def test_an_agreement_written_by_hand_survives_an_edit_of_a_zone(all_of: tuple[Mentorships, Store]) -> None:
    mentorships, store = all_of
    made = mentorships.begin(other_name="Grace")
    odd = msgspec.structs.replace(made, agreement=Agreement(persons={made.me: 35}))
    store.save_mentorship(odd)
    grace = made.people[1]
    assert mentorships.edit(made.slug, others=[Person("Grace", "Seoul", grace.id)]).agreement == odd.agreement


def test_shares_by_kind_are_kept_beside_the_charter_and_read_anew_when_people_change(mentorships: Mentorships) -> None:
    made = mentorships.begin("Ada", "", "mentor", "Grace", "", "40/60")
    changed = mentorships.edit(made.slug, kinds="coffee equal, review 30/70")
    assert changed.kinds == {"coffee": Agreement(), "review": Agreement(roles={"mentor": 30, "mentee": 70})}
    assert mentorships.get(made.slug).kinds == changed.kinds
    assert mentorships.edit(made.slug, sharing="equal").kinds == changed.kinds
    peers = mentorships.edit(made.slug, part="peer", sharing="equal")
    assert peers.kinds["review"] == Agreement(persons={made.me: 30, made.people[1].id: 70})
    assert mentorships.edit(made.slug, kinds="").kinds == {}
    with pytest.raises(Wrong) as caught:
        mentorships.edit(made.slug, kinds="tea equal")
    assert caught.value.field == "kinds"


def test_a_kind_of_ones_own_has_shares_too_once_it_was_held(all_of: tuple[Mentorships, Store]) -> None:
    mentorships, store = all_of
    made = mentorships.begin("Ada", "", "mentor", "Grace", "", "40/60")
    with pytest.raises(Wrong):
        mentorships.edit(made.slug, kinds="book club equal")
    store.save_session(made.slug, msgspec.structs.replace(values.session("s1", 1, NOON - DAY), kind="book club"))
    assert mentorships.edit(made.slug, kinds="book club equal").kinds == {"book club": Agreement()}


def test_nine_people_and_no_more(mentorships: Mentorships) -> None:
    mentorships.begin()
    assert len(mentorships.add("peer", [Person(f"P{n}") for n in range(8)]).people) == 9
    with pytest.raises(Refused, match="9 people"):
        mentorships.add("peer", [Person(f"P{n}") for n in range(9)])


# finding


def test_a_person_is_found_by_the_beginning_of_any_word(mentorships: Mentorships) -> None:
    mentorships.begin("Ada", other_name="Grace Otieno")
    mentorships.add("mentor", [Person("Linus Park")])
    mentorships.add("mentor", [Person("Greta Otto")])
    for who in ("grace", "gra", "OTI", "grace o", "grace-otieno"):
        assert mentorships.find(who).people[1].name == "Grace Otieno"
    with pytest.raises(Refused, match=r"may be Grace Otieno .*Greta Otto|may be Greta Otto .*Grace Otieno"):
        mentorships.find("gr")
    with pytest.raises(Refused, match=r"Nobody here is called “zed”. There is .*Linus Park"):
        mentorships.find("zed")
    with pytest.raises(Refused):
        mentorships.find("")


def test_the_one_who_meets_next_comes_first(all_of: tuple[Mentorships, Store]) -> None:
    mentorships, store = all_of
    mentorships.begin(other_name="Ann")
    ben = mentorships.add("mentor", [Person("Ben")])
    cy = mentorships.add("mentor", [Person("Cy")])
    store.save_mentorship(msgspec.structs.replace(cy, next_date=NOON + DAY))
    store.save_session(ben.slug, values.session("s1", 1, NOON - DAY))
    assert [head.slug for head in mentorships.heads()] == ["cy", "ben", "ann"]
    assert mentorships.usual_template("ben") == REGULAR
    assert mentorships.usual_template("cy") == FIRST


def test_the_invitation_says_what_is_shown_and_asks(mentorships: Mentorships) -> None:
    made = mentorships.begin("Ada", other_name="Grace")
    sentence = invitation(made)
    assert sentence.startswith("Hi Grace, ")
    assert sentence.endswith("Is that all right with you? – Ada")
    assert "how long each of us has talked" in sentence
    assert "nothing leaves my machine" in sentence
    hidden = mentorships.edit(made.slug, sharing="do not show")
    assert "does not show how long" in invitation(hidden)


# sharing in words


@pytest.mark.parametrize(
    ("words", "agreement"),
    [
        ("equal", Agreement()),
        ("As  Equals", Agreement()),
        ("40/60", Agreement(roles={"mentor": 40, "mentee": 60})),
        ("40 60", Agreement(roles={"mentor": 40, "mentee": 60})),
        ("40 % : 60 %", Agreement(roles={"mentor": 40, "mentee": 60})),
        ("33.5/66.5", Agreement(roles={"mentor": 33.5, "mentee": 66.5})),
        ("30", Agreement(roles={"mentor": 30, "mentee": 70})),
        ("", None),
        ("nothing", None),
    ],
)
def test_sharing_is_read(words: str, agreement: Agreement | None) -> None:
    assert parse_sharing(words, PAIR) == (agreement, True)


def test_peers_have_a_share_each(mentorships: Mentorships) -> None:
    assert parse_sharing("20/30/50", PEERS) == (Agreement(persons={"Ada": 20, "Bo": 30, "Cy": 50}), True)
    assert sharing_told(Agreement(persons={"Ada": 20, "Bo": 30, "Cy": 50}), True, PEERS) == "Ada 20 % · Bo 30 % · Cy 50 %"
    with pytest.raises(Refused, match="has 2 shares: give 3"):
        parse_sharing("40/60", PEERS)
    assert parse_sharing("do not show", PEERS) == (None, False)


@pytest.mark.parametrize("words", ["40/50", "a lot", "-10/110", "40/60/", "1e2/0", "²/98", "0/0", "9999"])
def test_what_is_no_way_to_share_is_refused_in_a_sentence(words: str) -> None:
    if words == "40/60/":
        assert parse_sharing(words, PAIR)[0] == Agreement(roles={"mentor": 40, "mentee": 60})
        return
    with pytest.raises(Refused, match=r"say equal|make 100|give 2"):
        parse_sharing(words, PAIR)


def test_equal_is_equal_for_any_number_of_people() -> None:
    agreement, _ = parse_sharing("equal", PEERS)
    here = [Participant(id=m.id, name=m.name, role=m.role, key=n) for n, m in enumerate(PEERS, 1)]
    assert len(set(shares_in_force(agreement, here).values())) == 1


@given(st.text(max_size=40))
def test_any_words_are_read_or_refused(words: str) -> None:
    for people in (PAIR, PEERS):
        try:
            agreement, shown = parse_sharing(words, people)
        except Refused:
            continue
        made = values.mentorship(people=people, me=people[0].id, agreement=agreement, show_figures=shown)
        assert parse_sharing(sharing_words(made), people) == (agreement, shown)


# zones, number rows, minutes, ends


def test_a_place_is_enough_for_a_zone() -> None:
    assert zone_named("nairobi") == "Africa/Nairobi"
    assert zone_named("new york") == "America/New_York"
    assert zone_named("europe/berlin") == "Europe/Berlin"
    assert zone_named("nairo") == "Africa/Nairobi"
    assert zone_meant("be") is None
    assert zone_meant("san") is None
    with pytest.raises(Unreadable, match="Europe/Berlin"):
        zone_named("Berln")
    with pytest.raises(Unreadable):
        zone_named("x" * 10_000)


@pytest.mark.parametrize("row", list(ROWS))
def test_a_few_keys_tell_the_number_row(row: str) -> None:
    heard = ""
    while (digit := next_question(heard)) is not None:
        heard += ROWS[row][digit - 1]
    assert row_of(heard) == ROWS[row]
    assert len(heard) <= 2
    assert [digit_of(char, ROWS[row]) for char in ROWS[row]] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]


def test_an_unknown_key_is_no_row() -> None:
    assert next_question("ą") is None
    assert row_of("ą") is None
    assert digit_of(None, ROWS["us"]) is None


@pytest.mark.parametrize(
    ("words", "minutes"), [("15:45", 102), ("until 15:45", 102), ("3pm", 57), ("15", 57), ("00:30", 627), ("noon", None)]
)
def test_an_end_is_the_next_such_time(words: str, minutes: int | None) -> None:
    if minutes is None:
        with pytest.raises(Refused, match="It is 14:03 now"):
            parse_until(words, NOON, "Europe/Berlin")
    else:
        assert parse_until(words, NOON, "Europe/Berlin") == NOON + minutes * MINUTE


@pytest.mark.parametrize("words", ["25:00", "soon", "14:03", "13:00", "31 dec 9999 15:00", "\x1b[31m"])
def test_an_end_that_cannot_be_is_refused(words: str) -> None:
    with pytest.raises(Refused):
        parse_until(words, NOON, "Europe/Berlin")


def test_minutes_are_one_to_six_hundred() -> None:
    assert parse_minutes("45") == 45
    assert parse_minutes(" 45 min ") == 45
    assert parse_minutes("") is None
    for words in ("0", "601", "-5", "²", "9" * 5000, "1.5"):
        with pytest.raises(Refused, match="1 to 600"):
            parse_minutes(words)


def test_three_shapes_come_with_the_program() -> None:
    assert [template.kind for template in BUILT_IN] == ["first", "regular", "coffee"]
    for template in BUILT_IN:
        planned = [item.minutes for item in template.items]
        assert template.items
        assert None in planned or sum(filter(None, planned)) == template.minutes
    assert usual("coffee") == COFFEE
    assert usual(None) == FIRST
    assert usual("first") == REGULAR
