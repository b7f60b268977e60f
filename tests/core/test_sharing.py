"""How talk is to be shared, as it is typed and as it is shown again."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentortui.core.commands import Refused
from mentortui.core.people import Agreement, Participant
from mentortui.core.records import Member, Mentorship, Part
from mentortui.core.sharing import agreement_words, in_order, parse_sharing, sharing_told, sharing_words

ADA = Member(id="ada", name="Ada", role="mentor")
GRACE = Member(id="grace", name="Grace", role="mentee")
LINUS = Member(id="linus", name="Linus", role="mentee")
GUEST = Participant(id="g", name="Guest 3", role="guest", key=3)
PEERS = tuple(Member(id=f"p{n}", name=f"Peer {n}", role="peer") for n in range(1, 4))


def mentorship(people: tuple[Member, ...], agreement: Agreement | None, shown: bool = True, part: Part = "mentor") -> Mentorship:
    return Mentorship(id="m", slug="m", part=part, me=people[0].id, people=people, agreement=agreement, show_figures=shown)


@pytest.mark.parametrize("typed", ["40/60", "40 60", " 40 / 60 ", "40:60", "40 % 60 %", "40%/60%", "40", "40.0/60"])
@pytest.mark.parametrize("people", [(ADA, GRACE), (GRACE, ADA)], ids=["as mentor", "as mentee"])
def test_two_numbers_are_the_mentors_and_the_mentees_whoever_types(typed: str, people: tuple[Member, ...]) -> None:
    assert parse_sharing(typed, people) == (Agreement(roles={"mentor": 40, "mentee": 60}), True)


def test_mentees_together_have_the_second_number() -> None:
    assert parse_sharing("40/60", (ADA, GRACE, LINUS))[0] == Agreement(roles={"mentor": 40, "mentee": 60})


def test_a_number_for_each_person_is_theirs_in_order() -> None:
    assert parse_sharing("40/35/25", (ADA, GRACE, LINUS))[0] == Agreement(persons={"ada": 40, "grace": 35, "linus": 25})
    assert parse_sharing("50 30 20", PEERS)[0] == Agreement(persons={"p1": 50, "p2": 30, "p3": 20})
    assert parse_sharing("70", PEERS[:2])[0] == Agreement(persons={"p1": 70, "p2": 30})


@pytest.mark.parametrize("typed", ["equal", "as equals", " Equal ", "EQUALLY"])
def test_equal_is_an_agreement_without_numbers(typed: str) -> None:
    assert parse_sharing(typed, (ADA, GRACE)) == (Agreement(), True)


@pytest.mark.parametrize("typed", ["do not show", "don't show", "Do Not  Show", "hide"])
def test_figures_are_not_shown_where_they_shall_not_be(typed: str) -> None:
    assert parse_sharing(typed, (ADA, GRACE)) == (None, False)


@pytest.mark.parametrize("typed", ["", "   ", "nothing agreed"])
def test_without_words_nothing_is_agreed(typed: str) -> None:
    assert parse_sharing(typed, (ADA, GRACE)) == (None, True)


@pytest.mark.parametrize(
    ("typed", "people", "said"),
    [
        ("60/60", (ADA, GRACE), "60/60 makes 120: the shares must make 100 together."),
        ("40/60/0", (ADA, GRACE), "40/60/0 has 3 shares"),
        ("50/50", PEERS, "50/50 has 2 shares: give 3, one for each person, or say equal."),
        ("101", (ADA, GRACE), "101 makes 101"),
        ("half", (ADA, GRACE), "“half” is not a way to share: say equal, 40/60, or do not show."),
        ("-10/110", (ADA, GRACE), "is not a way to share"),
        ("nan/nan", (ADA, GRACE), "is not a way to share"),
        ("1e1/90", (ADA, GRACE), "is not a way to share"),
        ("٤٠/٦٠", (ADA, GRACE), "is not a way to share"),
        ("/", (ADA, GRACE), "is not a way to share"),
        ("[/] \x1b[31m\n" * 900, (ADA, GRACE), "is not a way to share"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_short_line(typed: str, people: tuple[Member, ...], said: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_sharing(typed, people)
    message = str(refused.value)
    assert said in message
    assert len(message) < 130
    assert message.isprintable()


@given(st.text())
def test_any_words_are_read_or_refused(typed: str) -> None:
    with suppress(Refused):
        agreement, shown = parse_sharing(typed, (ADA, GRACE))
        assert shown or agreement is None


@st.composite
def kinds_of_sharing(draw: st.DrawFn) -> Mentorship:
    """A mentorship with anything agreed that can be typed."""
    peers = draw(st.booleans())
    count = draw(st.integers(2, 9))
    ids = [f"p{n}" for n in range(count)]
    roles = ["peer" if peers else "mentor" if n == 0 else "mentee" for n in range(count)]
    people = tuple(Member(id=id, name=id, role=role) for id, role in zip(ids, roles, strict=True))  # type: ignore[arg-type]
    me = draw(st.sampled_from(ids))
    people = tuple(sorted(people, key=lambda member: member.id != me))
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=count - 1, max_size=count - 1)))
    parts = [(high - low) / 100 for low, high in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    agreements = [None, Agreement(), Agreement(persons=dict(zip((m.id for m in people), parts, strict=True)))]
    if not peers:
        agreements.append(Agreement(roles={"mentor": parts[0], "mentee": round(100 - parts[0], 2)}))
    agreement = draw(st.sampled_from(agreements))
    if not peers and count == 2 and agreement is not None and agreement.persons:
        agreement = Agreement()  # of a mentor and one mentee two numbers are their roles'
    shown = agreement is not None or draw(st.booleans())
    return mentorship(people, agreement, shown)


@given(kinds_of_sharing())
def test_what_is_shown_is_read_as_the_same(agreed: Mentorship) -> None:
    assert parse_sharing(sharing_words(agreed), in_order(agreed)) == (agreed.agreement, agreed.show_figures)


def test_the_user_comes_first_as_on_the_number_keys() -> None:
    found = Mentorship(id="m", slug="m", part="mentee", me="grace", people=(ADA, GRACE, LINUS))
    assert [member.id for member in in_order(found)] == ["grace", "ada", "linus"]


def test_shares_are_told_with_names() -> None:
    people = (ADA, GRACE, LINUS)
    assert sharing_told(*parse_sharing("40/60", people), people) == "Ada 40 % · Grace and Linus 60 %"
    assert sharing_told(*parse_sharing("40/35/25", people), people) == "Ada 40 % · Grace 35 % · Linus 25 %"
    assert sharing_told(*parse_sharing("equal", people), people) == "the same for everyone"
    assert sharing_told(*parse_sharing("do not show", people), people) == "speaking figures are not shown"
    assert "nothing agreed" in sharing_told(*parse_sharing("", people), people)


@pytest.mark.parametrize(
    "agreement",
    [Agreement(roles={"mentor": 20, "mentee": 80}), Agreement(persons={"ada": 20, "grace": 80})],
    ids=["roles", "persons"],
)
def test_shares_read_the_same_and_can_be_typed_when_a_guest_has_come(agreement: Agreement) -> None:
    assert agreement_words(agreement, (ADA, GRACE, GUEST)) == "20/80"
    typed, _ = parse_sharing("20/80", (ADA, GRACE, GUEST))
    assert agreement_words(typed, (ADA, GRACE, GUEST)) == "20/80"


def test_a_guest_can_have_a_share_too() -> None:
    typed, _ = parse_sharing("20/60/20", (ADA, GRACE, GUEST))
    assert typed == Agreement(persons={"ada": 20, "grace": 60, "g": 20})
    assert agreement_words(typed, (ADA, GRACE, GUEST)) == "20/60/20"
