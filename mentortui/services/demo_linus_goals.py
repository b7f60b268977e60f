"""The goals of Linus in the demo, how they moved, and one that Ada keeps."""

from mentortui.core.goals import PRIVATE, Goal, KeyResult, Reading
from mentortui.core.milestones import Milestone
from mentortui.services.demo_around import Days
from mentortui.services.demo_linus_words import JOB, LAST, RUST, SENIOR, VOICE

_ADA, _LINUS = "ada", "linus"


def goals(days: Days) -> tuple[Goal, ...]:
    """Those both know of."""

    def readings(name: str, *found: tuple[int, str]) -> tuple[Reading, ...]:
        return tuple(
            Reading(id=f"{name}-{n}", created=days.at(slot), changed=days.at(slot), day=days.iso(slot), value=value)
            for n, (slot, value) in enumerate(found, 1)
        )

    def reached(name: str, slot: int, what: str, evidence: str) -> Milestone:
        at = days.at(slot)
        return Milestone(
            id=name, created=at, changed=at, what=what, due=days.iso(slot, 7), evidence=evidence, reached=days.iso(slot)
        )

    job = Goal(
        id="",
        name=JOB,
        kind="projects",
        area="technical",
        who=_LINUS,
        why="nobody looks at the clock at night any more",
        why_other="Ada stops being the one who is called",
        strategies="an alert first, then owners, then the move",
        due=days.iso(16),
        state="done",
        closed=days.iso(16),
        results=(
            KeyResult(
                id="linus-stops",
                created=days.at(1),
                what="Nights a month with a stop",
                baseline="9",
                target="1",
                unit="nights",
                readings=readings("linus-stops", (1, "9"), (5, "6"), (8, "3"), (11, "0"), (16, "1")),
            ),
        ),
        milestones=(
            reached("linus-drawn", 2, "The job is drawn", "it hangs in the team room"),
            reached("linus-alert", 7, "A stop wakes the right person", "one alert in that week, and nobody else was called"),
            reached("linus-moved", 16, "It runs in the new store", "the run book, page 4"),
        ),
    )
    voice = Goal(
        id="",
        name=VOICE,
        kind="skills",
        area="emotional",
        who=_LINUS,
        why="good ideas should not wait for a loud voice",
        why_other="meetings in which Ada hears everybody",
        strategies="one sentence in each planning, then a talk, then a disagreement",
        due=days.iso(LAST + 3),
        results=(
            KeyResult(
                id="linus-spoke",
                created=days.at(4),
                what="Planning meetings with a sentence of mine",
                baseline="0",
                target="8",
                unit="of 10",
                readings=readings("linus-spoke", (4, "0"), (8, "3"), (13, "5"), (22, "6"), (29, "7")),
            ),
        ),
        milestones=(
            reached("linus-five", 4, "Five minutes before the team", "the team meeting of that week"),
            reached("linus-guild", 16, "A talk at the data guild", "the recording is in the guild's folder"),
            Milestone(id="linus-chair", created=days.at(25), what="Lead one planning meeting", due=days.iso(LAST + 2)),
        ),
    )
    senior = Goal(
        id="",
        name=SENIOR,
        kind="career",
        area="strategic",
        who=_LINUS,
        why="to decide what is built, not only how",
        why_other="one more person others can ask",
        strategies="a page about what others can do now, three voices, the next round",
        due=days.iso(LAST + 5),
        after=VOICE,
        results=(
            KeyResult(
                id="linus-voices",
                created=days.at(22),
                what="Voices for the proposal",
                baseline="0",
                target="3",
                readings=readings("linus-voices", (22, "0"), (25, "2"), (29, "3")),
            ),
            KeyResult(id="linus-asked", created=days.at(22), what="People who ask Linus first", baseline="1", target="5"),
        ),
        milestones=(
            reached("linus-page", 29, "The page is written", "the page in our folder, one side"),
            Milestone(id="linus-round", created=days.at(22), what="The next round", due=days.iso(LAST + 2)),
        ),
    )
    rust = Goal(
        id="",
        name=RUST,
        kind="skills",
        area="technical",
        who=_LINUS,
        why="tools that start at once",
        due=days.iso(30),
        state="parked",
        closed=days.iso(25),
    )
    return job, voice, senior, rust


def private_goal(days: Days) -> Goal:
    """That only Ada knows of."""
    return Goal(
        id="",
        name="Ask before I answer",
        kind="skills",
        area="behaviour",
        who=_ADA,
        why="I hear myself explain what nobody asked",
        due=days.iso(LAST + 5),
        seen_by=PRIVATE,
    )
