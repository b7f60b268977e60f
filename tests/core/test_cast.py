"""Who of a transcript is who in its session, on which number, and who found none."""

import itertools

from mentortui.core.cast import Cast, cast
from mentortui.core.cues import Cue, Transcript
from mentortui.core.naming import GUEST, NOT_SAID
from mentortui.core.records import Member, Mentorship
from mentortui.core.transcript import place

SECOND = 1_000_000


def heard(*cues: tuple[str, int, int]) -> Transcript:
    entries = tuple(Cue(number, start * SECOND, end * SECOND, name) for number, (name, start, end) in enumerate(cues, 1))
    return Transcript(format="WebVTT", kind="recording", entries=entries)


def pair(*more: str) -> Mentorship:
    people = tuple(Member(id=name.casefold(), name=name, role="peer") for name in ("Grace", "Ada", *more))
    return Mentorship(id="m", slug="grace", part="peer", me="ada", people=people)


def made(transcript: Transcript, answers: dict[str, str], mentorship: Mentorship, **more: object) -> Cast:
    numbers = itertools.count(1)
    return cast(place(transcript), answers, mentorship, lambda: str(next(numbers)), **more)  # type: ignore[arg-type]


def floor(found: Cast) -> dict[str, int]:
    times: dict[str, int] = {}
    for turn in found.heard.turns:
        times[turn.person] = times.get(turn.person, 0) + (turn.end - turn.start) // SECOND
    return times


def test_people_stand_on_their_own_numbers_and_a_guest_on_the_next() -> None:
    found = made(heard(("A", 0, 10), ("G", 10, 30), ("Kofi", 30, 40)), {"A": "ada", "G": "grace"}, pair())
    assert [(one.key, one.id, one.name, one.role) for one in found.people] == [
        (1, "ada", "Ada", "peer"),
        (2, "grace", "Grace", "peer"),
        (3, "guest-1", "Kofi", "guest"),
    ]
    assert floor(found) == {"ada": 10, "grace": 20, "guest-1": 10}


def test_two_names_of_one_person_are_one_and_their_turns_join() -> None:
    found = made(heard(("A", 0, 10), ("Ada L", 10, 30)), {"A": "ada", "Ada L": "ada"}, pair())
    assert [(turn.start, turn.end) for turn in found.heard.turns] == [(0, 30 * SECOND)]
    assert found.by_name == {"A": "ada", "Ada L": "ada"}


def test_who_is_not_said_is_nobodys_floor_time_and_no_silence() -> None:
    found = made(heard(("A", 0, 10), ("Video", 10, 30)), {"A": "ada", "Video": NOT_SAID}, pair())
    assert floor(found) == {"ada": 10}
    assert [(one.start, one.end) for one in found.unnamed] == [(10 * SECOND, 30 * SECOND)]
    assert "Video" not in [person.name for person in found.people]


def test_names_without_an_answer_are_guests_and_a_guest_may_be_called_otherwise() -> None:
    found = made(heard(("X", 0, 10), ("Y", 10, 30), ("Z", 30, 40)), {"X": f"{GUEST}Kofi", "Z": f"{GUEST}Kofi"}, pair())
    assert [one.name for one in found.people if one.role == "guest"] == ["Kofi", "Y"]
    assert floor(found)[found.by_name["X"]] == 20
    assert found.by_name["X"] == found.by_name["Z"]


def test_a_guest_who_came_before_is_the_same_and_no_two_are_one() -> None:
    found = made(heard(("Kofi", 0, 10), ("Ama", 10, 20)), {}, pair(), guests={"Kofi": "guest-old", "Ama": "guest-old"})
    ids = [one.id for one in found.people if one.role == "guest"]
    assert "guest-old" in ids
    assert len(set(ids)) == 2


def test_of_two_people_both_were_there_of_more_those_who_are_heard_and_the_user() -> None:
    assert [one.id for one in made(heard(("G", 0, 10)), {"G": "grace"}, pair()).people] == ["ada", "grace"]
    found = made(heard(("G", 0, 10)), {"G": "grace"}, pair("Linus", "Kofi"))
    assert [(one.key, one.id) for one in found.people] == [(1, "ada"), (2, "grace")]
    assert found.unheard == ("linus", "kofi")
    there = made(heard(("G", 0, 10)), {"G": "grace"}, pair("Linus", "Kofi"), there=["kofi"])
    assert [(one.key, one.id) for one in there.people] == [(1, "ada"), (2, "grace"), (4, "kofi")]


def test_of_more_than_nine_the_nine_with_most_floor_time_have_a_number_and_the_others_are_several() -> None:
    crowd = heard(*((f"P{number}", number * 100, number * 100 + 20 + number) for number in range(12)))
    found = made(crowd, {}, pair("Linus"))
    assert len(found.people) == 9
    assert {one.name for one in found.people} == {"Ada", *(f"P{number}" for number in range(4, 12))}
    assert set(found.crowd) == {"P0", "P1", "P2", "P3"}
    assert sorted(one.start // SECOND for one in found.unnamed) == [0, 100, 200, 300]
    both = made(crowd, {}, pair())  # a pair was there, both of them
    assert {one.name for one in both.people} == {"Ada", "Grace", *(f"P{number}" for number in range(5, 12))}
    assert sorted(one.key for one in found.people) == list(range(1, 10))


def test_a_short_signal_inside_anothers_turn_is_no_turn() -> None:
    ticks = Transcript(
        format="x",
        kind="recording",
        entries=(Cue(1, 0, 20 * SECOND, "A"), Cue(2, 5 * SECOND, 5 * SECOND + 500_000, "G")),
    )
    found = made(ticks, {"A": "ada", "G": "grace"}, pair())
    assert floor(found) == {"ada": 20}
    assert [one.person for one in found.heard.backchannels] == ["grace"]
    assert found.heard.speaking("grace") == 500_000
