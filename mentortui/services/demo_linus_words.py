"""What Ada and Linus talk about in the demo, over fifteen months: each meeting, in lines as they were typed."""

from typing import Final

import msgspec

JOB, VOICE, SENIOR, RUST = "Reliable nightly job", "Heard in the room", "Senior engineer", "Rust for tools"


class Met(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting of that fortnight, 0 is the first. `ada`: her part of the talk, 0..1. What was caught: in the check-in, in the
    topic, at the end. `back`: who said back what was meant, and who agreed."""

    slot: int
    title: str
    who: str = "linus"
    ada: float = 0.44
    kind: str = "regular"
    check_in: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    back: str = ""


MEETINGS: Final = (
    Met(
        slot=0,
        title="Who we are, and what each hopes for",
        who="ada",
        ada=0.6,
        kind="first",
        check_in=("Linus came to data work from a library: patient with catalogues, and with people who look for something",),
        topic=("! the second Tuesday, half past nine in New York", "? how does one get heard in a room of fast talkers"),
        end=(
            "= nobody expects me to know it all in the first month",
            "> write down what surprises me for a month due:4w",
            "< introduce Linus to the platform team due:2w",
        ),
        back="linus ada",
    ),
    Met(
        slot=1,
        title="The first weeks on the data team",
        ada=0.58,
        check_in=("* the first query in production without help @Linus",),
        topic=(f'> draw the nightly job as boxes and arrows due:2w #"{JOB}"', "the names of tables are older than the team"),
        end=("= I may ask what a word means, also the third time",),
    ),
    Met(
        slot=2,
        title="Reading a query plan together",
        who="ada",
        ada=0.62,
        kind="review",
        check_in=(f'+ the drawing made the job clear to support -> name an owner for each box due:2w #"{JOB}"',),
        topic=("& a short guide to query plans @Linus", "read it from the inside out: the first box is at the bottom"),
        end=("= a plan is a story about rows",),
    ),
    Met(
        slot=3,
        title="What a good question looks like",
        kind="coffee",
        ada=0.5,
        topic=("two cats, one balcony, and a broken rain gauge",),
    ),
    Met(
        slot=4,
        title="A talk at the team meeting",
        ada=0.36,
        check_in=("* told the whole team in five minutes what the nightly job does @Linus",),
        topic=(f'> say one sentence in every planning meeting due:3w #"{VOICE}"', "+ you let me find the words myself @Ada"),
        end=("= five minutes are long when somebody listens",),
        back="ada linus",
    ),
    Met(
        slot=5,
        title="The nightly job stops",
        ada=0.5,
        check_in=("setback: the nightly job stopped twice, and nobody was told @Linus",),
        topic=(f'! an alert first, a retry later #"{JOB}"', f'> write the alert together with on-call due:1w #"{JOB}"'),
        end=("= a quiet failure is the expensive kind", "< send the post-mortem form of the platform team due:2d"),
    ),
    Met(
        slot=6,
        title="Where this can lead",
        ada=0.42,
        kind="career",
        topic=(
            f'opportunity: speak at the data guild @Linus #"{VOICE}"',
            f'> read the levels of the company and mark three lines due:3w #"{SENIOR}"',
            "? does senior mean leading people",
        ),
        end=("= senior is what others can do because I am there",),
        back="linus ada",
    ),
    Met(
        slot=7,
        title="Reviews that others learn from",
        who="ada",
        ada=0.5,
        kind="review",
        check_in=("* on-call slept through a failed night, as the alert went to the right person @Linus",),
        topic=('+ your review asked what the author feared -> ask it first next time due:2w #"Senior engineer"',),
        end=("= a question in a review costs less than a rule",),
    ),
    Met(
        slot=8,
        title="Asking for time to learn",
        ada=0.45,
        check_in=("opportunity: two days with the platform team @Linus",),
        topic=("> ask the lead for one morning a fortnight due:1w", "- say earlier that a session has to end on time @Ada"),
        end=("= I asked, and the answer was yes",),
    ),
    Met(
        slot=10,
        title="After being ill: what can wait",
        ada=0.48,
        check_in=("slow start, and that is fine",),
        topic=("! two topics go to the team, one waits", "< keep the first ten minutes free of advice due:4w"),
        end=("= waiting is a decision too",),
    ),
    Met(
        slot=11,
        title="Half a year: what has changed",
        who="both",
        ada=0.46,
        kind="mid-point",
        check_in=(f'* forty nights in a row without a stop @Linus #"{JOB}"',),
        topic=(
            "! from now on Linus brings two of three topics",
            "< bring back a question for each advice I give due:6w",
            '> tell the story of the nightly job to the data guild due:10w #"Heard in the room"',
        ),
        end=("= I brought most of it, and it was not too much",),
        back="ada linus",
    ),
    Met(
        slot=12,
        title="The move to the new store",
        ada=0.47,
        topic=(f'! both stores run side by side for a month #"{JOB}"', "> list what reads the old store due:2w"),
        end=("= a move needs a way back",),
    ),
    Met(
        slot=13,
        title="Disagreeing with a lead",
        ada=0.44,
        check_in=("* disagreed in the planning meeting, and the plan changed @Linus",),
        topic=(f'+ you said what you saw, then what you feared -> write it down for the others due:2w #"{VOICE}"',),
        end=("= a reason that can be checked is not an attack",),
    ),
    Met(slot=14, title="Books, and a walk", kind="coffee", ada=0.52, topic=("a voice message from the walk beats a tired call",)),
    Met(
        slot=15,
        title="The talk for the guild",
        ada=0.34,
        topic=(
            f'> cut the talk to three pictures due:1w #"{VOICE}"',
            "< sit in the last row and write down questions due:2w",
            "+ you asked who the talk is for before you said a word @Ada",
        ),
        end=("= three pictures carry more than twelve",),
    ),
    Met(
        slot=16,
        title="Before the migration",
        ada=0.43,
        check_in=(f'* the guild asked questions for half an hour @Linus #"{VOICE}"',),
        topic=("opportunity: lead the rehearsal of the migration @Linus", "! until it is through we pause"),
        end=("= a pause that is said is no silence",),
        back="linus ada",
    ),
    Met(
        slot=20,
        title="What the migration taught",
        ada=0.4,
        check_in=("setback: the migration took a day longer, as one step had no owner @Linus",),
        topic=(f'! every step of a plan names its owner #"{SENIOR}"', "> write up the rehearsal for the next team due:3w"),
        end=("= I stayed calm, and then I was tired",),
    ),
    Met(
        slot=21,
        title="A call during an incident",
        who="ada",
        ada=0.55,
        kind="shadowing",
        topic=(
            "who speaks last decides how it is remembered",
            "+ you kept the times of everything -> send them the same day due:2d",
        ),
        end=("= writing times down is a way of helping",),
    ),
    Met(
        slot=22,
        title="The levels, line by line",
        ada=0.38,
        kind="career",
        topic=(
            f'opportunity: be proposed for senior in the next round @Linus #"{SENIOR}"',
            f'< collect three voices for the proposal due:6w #"{SENIOR}"',
            f'> write one page about what others can do now due:4w #"{SENIOR}"',
        ),
        end=("= my work is visible where I write about it",),
    ),
    Met(
        slot=23,
        title="Ideas for the on-call rota",
        who="both",
        ada=0.42,
        kind="brainstorming",
        topic=("eleven ideas, three of them good", "! two people a week, and one of them learns"),
        end=("= the first idea was not the best one",),
    ),
    Met(
        slot=24,
        title="A proposal of one's own",
        ada=0.36,
        check_in=("* the rota of two is on trial, by Linus's paper @Linus",),
        topic=("+ the paper names what it costs -> show it to the other teams due:2w", "? who says no, and how would we know"),
        end=("= a proposal is a question with a date",),
        back="ada linus",
    ),
    Met(
        slot=25,
        title="A quarter to look back on",
        who="both",
        ada=0.39,
        kind="reflection",
        topic=("* Ada asked four questions in a row before any advice @Ada", f'! Rust waits until the round is over #"{RUST}"'),
        end=("= I need less permission than I thought",),
    ),
    Met(
        slot=26,
        title="Mentoring somebody else",
        ada=0.38,
        check_in=("* somebody new asked me, and not the lead @Linus",),
        topic=("> pair with Noor on the first query due:2w", "< hand over the guild's calendar due:1w"),
        end=("= explaining shows me what I do not know",),
    ),
    Met(
        slot=27,
        title="When the other team says no",
        ada=0.36,
        topic=("+ you left the meeting open for their reasons @Ada", "> ask the billing team what they would need due:2w"),
        end=("= no is where the talk begins",),
    ),
    Met(slot=28, title="Tea, and no plan", kind="coffee", ada=0.47, topic=("the rain gauge is repaired",)),
    Met(
        slot=29,
        title="The page for the round",
        who="ada",
        ada=0.37,
        kind="review",
        check_in=(f'* the page is one page @Linus #"{SENIOR}"',),
        topic=(
            f'+ every line says who can do what now -> ask Noor to read it due:1w #"{SENIOR}"',
            "& how our levels are decided @Linus",
        ),
        end=("= others see it when I write what they gained",),
    ),
    Met(
        slot=30,
        title="What a rota costs",
        ada=0.35,
        check_in=("the other teams asked for the paper",),
        topic=("! the trial goes on for a quarter", "+ you let the numbers stand without a word @Ada"),
        end=("= a cost that is said is half paid",),
    ),
    Met(
        slot=31,
        title="The week of the proposal",
        ada=0.35,
        check_in=("Noor read the page and asked two good questions",),
        topic=(
            f'> bring the page to the lead due:1w #"{SENIOR}"',
            f'< speak to the lead before the round due:1w #"{SENIOR}"',
            "> tell on-call how the rota of two went due:10d",
        ),
        end=("= whatever they say, the rota stays",),
        back="linus ada",
    ),
)

AWAY: Final = 9
"""The fortnight in which Linus was ill."""
MOVED: Final = 12
"""That in which a holiday moved the session by two days."""
PAUSED: Final = (17, 19)
LAST: Final = 32
"""The fortnight of the newest session, which its transcript tells."""
