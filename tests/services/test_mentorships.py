"""Beginning, adding, changing and finding mentorships, in a real folder."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from mentortui.core.commands import Refused
from mentortui.core.people import Agreement
from mentortui.core.records import Me
from mentortui.services.mentorships import LONGEST_NAME, Mentorships, Person, Wrong
from mentortui.store.errors import NotSaved
from mentortui.store.library import Library
from tests.clocks import WALL, MovingClock


class Full(Library):
    """A disk that is full for the user's own file."""

    full = True

    def save_me(self, me: Me) -> None:
        if self.full:
            raise NotSaved(self.data_dir / "me.json", "disk full")
        super().save_me(me)


def opened(library: Library, zone: str = "Europe/Berlin", ids: Iterator[int] | None = None) -> Mentorships:
    numbers = ids or count()
    return Mentorships(library, MovingClock(), lambda: f"id{next(numbers)}", zone)


@pytest.fixture
def mentorships(tmp_path: Path) -> Mentorships:
    return opened(Library(tmp_path / "data"))


def names(mentorships: Mentorships, slug: str) -> list[str]:
    return [member.name for member in mentorships.get(slug).people]


def test_the_first_run_is_needed_once(mentorships: Mentorships) -> None:
    assert mentorships.needs_first_run()
    made = mentorships.begin(
        name="Ada", zone="Europe/Berlin", part="mentor", other_name="Grace Otieno", other_zone="nairobi", sharing="40/60"
    )
    assert not mentorships.needs_first_run()
    assert made == mentorships.get("grace-otieno")
    assert [(m.name, m.role, m.zone) for m in made.people] == [
        ("Ada", "mentor", "Europe/Berlin"),
        ("Grace Otieno", "mentee", "Africa/Nairobi"),
    ]
    assert (made.agreement, made.show_figures) == (Agreement(roles={"mentor": 40, "mentee": 60}), True)
    assert made.created == WALL
    me = mentorships.me()
    assert (me.id, me.name, me.zone, me.number_row) == (made.me, "Ada", "Europe/Berlin", "1234567890")


@pytest.mark.parametrize(
    ("part", "roles", "people"),
    [
        ("mentor", ["mentor", "mentee"], ["Me", "Mentee"]),
        ("mentee", ["mentee", "mentor"], ["Me", "Mentor"]),
        ("peer", ["peer", "peer"], ["Me", "Peer"]),
    ],
)
def test_every_question_can_be_skipped(mentorships: Mentorships, part: str, roles: list[str], people: list[str]) -> None:
    made = mentorships.begin(part=part)  # type: ignore[arg-type]
    assert [member.role for member in made.people] == roles
    assert [member.name for member in made.people] == people
    assert {member.zone for member in made.people} == {"Europe/Berlin"}
    assert (made.agreement, made.show_figures) == (None, True)


def test_a_first_run_that_could_not_be_saved_is_not_stored_twice_when_it_is_tried_again(tmp_path: Path) -> None:
    library = Full(tmp_path)
    mentorships = opened(library)
    with pytest.raises(NotSaved, match="disk full"):
        mentorships.begin(name="Ada", other_name="Grace")
    library.full = False
    made = mentorships.begin(name="Ada", other_name="Grace Otieno")
    assert [names(mentorships, one.slug) for one in mentorships.all()] == [["Ada", "Grace Otieno"]]
    assert mentorships.me().id == made.me


def test_a_damaged_file_of_the_user_is_told_and_left_as_it_is(tmp_path: Path) -> None:
    opened(Library(tmp_path)).begin(other_name="Grace")
    (tmp_path / "me.json").write_text("{ broken", "utf-8")
    library = Library(tmp_path)
    again = opened(library)
    assert not again.needs_first_run()
    assert again.me().name == ""
    assert [one.slug for one in again.all()] == ["grace"]
    assert len([notice for notice in library.notices if "me.json" in notice]) == 1
    assert (tmp_path / "me.json").read_text("utf-8") == "{ broken"


@pytest.mark.parametrize(
    ("field", "said", "typed"),
    [
        ("name", f"write at most {LONGEST_NAME}", {"name": "A" * 10_000}),
        ("name:1", f"write at most {LONGEST_NAME}", {"other_name": "😀" * 10_000}),
        ("zone", "“Berlim” is not a time zone: did you mean", {"zone": "Berlim"}),
        ("zone:1", "is not a time zone", {"other_zone": "../../etc/passwd"}),
        ("zone:1", "is not a time zone", {"other_zone": "\0\x1b[2J" * 3000}),
        ("name:1", "You are called Ada too: add a letter, such as ada K.", {"name": "Ada", "other_name": " ada "}),
        ("sharing", "“half” is not a way to share", {"sharing": "half"}),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field_and_nothing_is_stored(
    mentorships: Mentorships, field: str, said: str, typed: dict[str, str]
) -> None:
    with pytest.raises(Wrong) as refused:
        mentorships.begin(**typed)  # type: ignore[arg-type]
    message = str(refused.value)
    assert refused.value.field == field
    assert said in message
    assert len(message) < 160
    assert message.isprintable()
    assert mentorships.needs_first_run()
    assert mentorships.all() == ()


@pytest.mark.parametrize("name", ["[/]", "[@click=app.quit]x[/]", "王小明", "👩‍👩‍👧", "../..", ".", "\x1b]0;x\x07", "con"])
def test_any_name_can_be_stored_and_found(tmp_path: Path, name: str) -> None:
    made = opened(Library(tmp_path)).begin(name="Ada", other_name=name)
    again = opened(Library(tmp_path))
    assert names(again, made.slug) == ["Ada", " ".join(name.split())]
    assert again.find(made.slug) == made
    assert {path.name for path in tmp_path.iterdir()} >= {"me.json", "mentorships"}


def test_another_mentorship_is_added_with_several_people(mentorships: Mentorships) -> None:
    first = mentorships.begin(name="Ada", zone="Europe/Berlin", other_name="Grace")
    circle = mentorships.add("peer", [Person("Linus", "Asia/Seoul"), Person("", ""), Person("", "")], "equal")
    assert names(mentorships, circle.slug) == ["Ada", "Linus", "Peer", "Peer 2"]
    assert circle.me == first.me
    assert circle.people[2].zone == "Europe/Berlin"
    assert len({member.id for member in circle.people}) == 4
    taught = mentorships.add("mentee", [Person("Kofi"), Person("Zoë")])
    assert [member.role for member in taught.people] == ["mentee", "mentor", "mentee"]


def test_a_mentorship_has_two_to_nine_people(mentorships: Mentorships) -> None:
    with pytest.raises(Wrong, match="one other person"):
        mentorships.add("peer", [])
    with pytest.raises(Wrong, match="At most 9"):
        mentorships.add("peer", [Person(f"P{n}") for n in range(9)])
    assert len(mentorships.add("peer", [Person(f"P{n}") for n in range(8)]).people) == 9


def test_people_can_be_changed_added_and_left_out_and_keep_their_ids(mentorships: Mentorships) -> None:
    made = mentorships.begin(name="Ada", other_name="Grace", sharing="40/60")
    grace = made.people[1]
    more = mentorships.edit(made.slug, others=[Person("Grace O.", "Africa/Nairobi", grace.id), Person("Linus")])
    assert [(m.name, m.role) for m in more.people] == [("Ada", "mentor"), ("Grace O.", "mentee"), ("Linus", "mentee")]
    assert more.people[1].id == grace.id
    assert more.agreement == made.agreement
    assert more.slug == made.slug
    fewer = mentorships.edit(made.slug, others=[Person("Grace", "Africa/Nairobi", grace.id)], sharing="do not show")
    assert [member.name for member in fewer.people] == ["Ada", "Grace"]
    assert (fewer.agreement, fewer.show_figures) == (None, False)
    assert mentorships.get(made.slug) == fewer


def test_another_part_changes_the_roles(mentorships: Mentorships) -> None:
    made = mentorships.begin(name="Ada", other_name="Grace", sharing="equal")
    turned = mentorships.edit(made.slug, part="mentee")
    assert [(m.name, m.role) for m in turned.people] == [("Ada", "mentee"), ("Grace", "mentor")]


def test_a_new_name_of_ones_own_is_kept_for_the_next_mentorship(mentorships: Mentorships) -> None:
    made = mentorships.begin(other_name="Grace")
    mentorships.edit(made.slug, own=Person("Ada", "Europe/Lisbon"))
    assert names(mentorships, made.slug) == ["Ada", "Grace"]
    assert names(mentorships, mentorships.add("mentor", [Person("Linus")]).slug) == ["Ada", "Linus"]


def test_a_refused_change_changes_nothing(mentorships: Mentorships) -> None:
    made = mentorships.begin(name="Ada", other_name="Grace", sharing="40/60")
    for change in (
        {"others": [Person("ADA")]},
        {"others": [Person("Grace"), Person("grace")]},
        {"others": [Person("Grace", "Mars/Olympus")]},
        {"sharing": "60/60"},
    ):
        with pytest.raises(Wrong):
            mentorships.edit(made.slug, **change)
    assert mentorships.get(made.slug) == made


def test_someone_is_found_by_the_beginning_of_any_word_of_a_name(mentorships: Mentorships) -> None:
    grace = mentorships.begin(name="Ada", other_name="Grace Otieno")
    linus = mentorships.add("mentor", [Person("Linus Park")])
    assert mentorships.find("grace") == mentorships.find("OTI") == mentorships.find("grace-otieno") == grace
    assert mentorships.find("grace o") == grace
    assert mentorships.find("par") == linus


def test_one_who_cannot_be_told_apart_is_refused_with_those_it_may_be(mentorships: Mentorships) -> None:
    with pytest.raises(Refused, match="no mentorship yet"):
        mentorships.find("grace")
    grace = mentorships.begin(name="Ada", other_name="Grace Otieno")
    mentorships.add("mentor", [Person("Grace Hopper")])
    with pytest.raises(Refused, match=r"Grace Hopper.*Grace Otieno"):
        mentorships.find("gra")
    with pytest.raises(Refused, match=r"(?s)Nobody.*Grace Hopper.*Grace Otieno"):
        mentorships.find("ada")
    with pytest.raises(Refused) as refused:
        mentorships.find("[/]\x1b[31m" * 2000)
    assert str(refused.value).isprintable()
    assert mentorships.find("ot") == grace


def test_a_whole_name_goes_before_the_beginning_of_another(mentorships: Mentorships) -> None:
    ann = mentorships.begin(name="Ada", other_name="Ann")
    mentorships.add("mentor", [Person("Anna")])
    assert mentorships.find("ann") == ann


def test_the_invitation_says_what_is_shown_and_asks(mentorships: Mentorships) -> None:
    made = mentorships.begin(name="Ada", other_name="Grace")
    sent = mentorships.invitation(made)
    assert "Grace" in sent
    assert "how long each of us has talked" in sent
    assert "nothing leaves my machine" in sent
    assert "Is that all right with you?" in sent
    hidden = mentorships.invitation(mentorships.edit(made.slug, sharing="do not show"))
    assert "does not show how long each of us talks" in hidden
    assert "nothing leaves my machine" in hidden
    assert "Is that all right with you?" in hidden


def test_an_unnamed_other_is_not_called_mentee_in_the_invitation(mentorships: Mentorships) -> None:
    assert "Mentee" not in mentorships.invitation(mentorships.begin())


def test_a_system_zone_that_does_not_exist_is_utc(tmp_path: Path) -> None:
    assert opened(Library(tmp_path), zone="Local/Nowhere").begin().people[0].zone == "UTC"
