"""The review of a year counted again from what was typed, and from nothing that the program says: every line of every section."""

import re
from collections import Counter
from datetime import date, timedelta

from tests.screens.year_told import (
    ASSESSMENT,
    CHECKED_IN,
    HELD,
    LEARNED,
    LEFT_OVER,
    MEETINGS,
    MISSED,
    PREPARED,
    PULSES,
    REST,
    ROADBLOCKS,
    ROUND,
    SAID_BACK,
    SOLVED,
    WANTS,
    Meeting,
    day_of,
    pause_days,
)

SAFETY, RHYTHM = "Agree what stays between us, and a word for “not now”", "Try another rhythm for two months, then look again"
FAIRNESS = "Agree who opens each item, and look at it again after two sessions"
"""What three low values propose: the first becomes a promise, the second a line of the charter, of the third nothing is made."""
LAST_DAY = MEETINGS[-1].day
LINES = [(one, text) for one in MEETINGS for text in one.lines]


def on(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def section(page: str, title: str) -> list[str]:
    """The lines of that section."""
    (found,) = re.findall(rf"^## {title}\n\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return [one for one in found.splitlines() if one.lstrip().startswith("- ")]


def caught(sign: str) -> list[tuple[Meeting, str]]:
    """What was typed behind it, without for whom and by when."""
    found = [(one, text.removeprefix(f"{sign} ")) for one, text in LINES if text.startswith(f"{sign} ")]
    return [(one, re.split(r" @| due:| ->", text)[0]) for one, text in found]


def whose(sign: str, name: str) -> list[str]:
    typed = [text for _, text in LINES if text.startswith(f"{sign} ") and text.endswith(f"@{name}")]
    return [text.removeprefix(f"{sign} ").removesuffix(f" @{name}") for text in typed]


def talked() -> tuple[Counter[str], str]:
    """Seconds of each, and all of them as hours and minutes."""
    seconds = Counter[str]()
    for one in MEETINGS:
        for key, length in one.turns:
            seconds[{"1": "Ada", "2": "Linus"}[key]] += length
    total = sum(seconds.values())
    return seconds, f"{total // 3600} h {(total % 3600 + 30) // 60:02} min"


def check(page: str, kept: set[str], learned_of: str) -> None:
    """`kept`: promises that were ticked; `learned_of`: the one of which something was learned."""
    told = talked()[1]
    assert page.splitlines()[:3] == ["# Linus and Ada · Review · 2026", "", f"19 sessions, {told}"]
    headings = re.findall(r"^## (.*)$", page, re.MULTILINE)
    begins, ends = pause_days()
    assert section(page, "When we met") == [
        f"- 19 sessions held, {told}",
        f"- **Missed:** {on(day_of(MISSED))} · illness",
        f"- paused since {begins.day} {begins:%b} until {on(ends)} · project change",
    ]
    assert section(page, "Goals") == ["- **Linus:** Give talks *· 0 % → 75 % of the way*", "  - talks given: 0 → 3, target 4"]
    for title, sign in (("Wins", "*"), ("Setbacks", "setback:")):
        assert section(page, title) == [f"- **{name}:** {text}" for name in ("Linus", "Ada") for text in whose(sign, name)]
    assert section(page, "Decisions") == [f"- {text} *· {on(one.day)}*" for one, text in caught("!")]
    check_promises(page, kept)
    check_changed(page, learned_of)
    check_feedback(page)
    check_topics(page)
    check_found(page)
    check_floor(page)
    assert section(page, "The first wish, and now") == [
        f"- **On the first day:** {WANTS} *· from the charter*",
        f"- **The newest takeaway:** {whose('=', 'Linus')[-1]} *· Linus · session {len(MEETINGS)}, {on(LAST_DAY)}*",
    ]
    assert len(headings) == 13, headings


def steps() -> list[tuple[Meeting, str]]:
    return [(one, text.split(" -> ")[1].split(" due:")[0]) for one, text in LINES if " -> " in text]


def check_promises(page: str, kept: set[str]) -> None:
    made = {"Linus": [*caught(">"), *steps()], "Ada": caught("<")}
    promises = section(page, "Promises")
    for n, (name, all) in enumerate(made.items()):
        ticked = sum(text in kept for _, text in all)
        due = sum(text in kept or one.day + timedelta(days=7) <= LAST_DAY for one, text in all)
        without_day = name == "Ada"  # what was proposed for safety, and taken up
        assert promises[n] == (
            f"- **{name}:** {len(all) + without_day} made, {ticked} kept; of {due} due {ticked} kept, {due - ticked} open"
        )
    assert sorted(promises[2:]) == sorted(
        [
            f"- {'✓' if text in kept else '○'} **{name}:** {text} *· by {on(one.day + timedelta(days=7))}"
            f"{' · kept' if text in kept else ''}*"
            for name, all in made.items()
            for one, text in all
        ]
        + [f"- ○ **Ada:** {SAFETY}"]
    )


def check_changed(page: str, learned_of: str) -> None:
    """The mentee's first, in order of time; what was learned of a promise stands where the promise was made."""
    said = [(one.day, f"- **Linus:** {text}") for one, text in caught("=")]
    said.append((day_of(CHECKED_IN) - timedelta(days=1), f"- **Linus:** {REST} *· between sessions*"))
    said.sort(key=lambda one: one[0])
    assert section(page, "What changed") == [*(text for _, text in said), f"- **Ada:** {LEARNED} *· from “{learned_of}”*"]


def check_feedback(page: str) -> None:
    praise = [f"- **Ada to Linus:** {text} *· then: {step}*" for (_, text), (_, step) in zip(caught("+"), steps(), strict=True)]
    times = Counter(SAID_BACK.values())
    lately = list(dict.fromkeys(title for _, title in reversed(SAID_BACK)))
    assert section(page, "Feedback") == [
        f"- **Ada to Linus:** {len(praise)} pieces",
        *praise,
        f"- **Listening:** Said back in own words: Linus {times['Linus']} times and Ada { ({1: 'once'}[times['Ada']]) }.",
        f"- **Listening:** In {len({slot for slot, _ in SAID_BACK})} of {len(MEETINGS)} sessions, lately about "
        f"{', '.join(lately[:-1])} and {lately[-1]}.",
    ]


def check_topics(page: str) -> None:
    """A topic counts in each session on whose agenda it was."""
    brought, taken = Counter[str](), Counter[str]()
    for slot, topics in PREPARED.items():
        for place, (_, name) in enumerate(topics):
            brought[name] += 1
            taken[name] += slot != LEFT_OVER or place == 0
    lines = []
    for name in ("Linus", "Ada"):
        tail = f", {taken[name]} taken up" if taken[name] != brought[name] else ""
        lines.append(f"- **{name}:** {brought[name]} topics brought{tail}")
    doors = [f"- ○ **Linus:** {text} *· open*" for _, text in caught("opportunity:")]
    assert section(page, "Topics and opportunities") == [*lines, *doors]


def check_found(page: str) -> None:
    """Each in their own numbers, in order of time; of the pulse that nobody else answered nothing is said."""
    both = [said for said in PULSES.values() if len(said) == 2]
    lines = list[str]()
    for name in ("Linus", "Ada"):
        numbers = zip(*(said[name] for said in both), strict=True)
        asked = zip(("safety", "usefulness", "fairness"), numbers, strict=True)
        told = " · ".join(f"{one} {' '.join(map(str, values))}" for one, values in asked)
        lines.append(f"- **{name}:** {told} *· {len(both)} sessions*")
    for name in ("Linus", "Ada"):
        values, sentence = ASSESSMENT[name]
        asked = zip(("fair treatment", "safety", "relevance", "impact", "satisfaction", "rhythm"), values, strict=True)
        lines.append(f"- **{name}:** {' · '.join(f'{one} {value}' for one, value in asked)} *· {ROUND} · “{sentence}”*")
    assert section(page, "How each found it") == lines

    (low,) = [
        (slot, name, said[name][2]) for slot, said in PULSES.items() if len(said) == 2 for name in said if said[name][2] < 3
    ]
    slot, name, value = low
    weeks = (LAST_DAY - (day_of(CHECKED_IN))).days // 7
    assert section(page, "What to change") == [
        f"- ○ **Fairness {value} from {name}, session {HELD.index(slot) + 1}:** {FAIRNESS}",
        *(
            f"- **Roadblock, Linus:** {text} *· {f'proposes: {tried}' if tried else 'no proposal yet'} · for {weeks} weeks*"
            for text, tried in sorted(ROADBLOCKS.items(), key=lambda one: bool(one[1]))
            if text != SOLVED
        ),
    ]


def check_floor(page: str) -> None:
    seconds, told = talked()
    total, floor = sum(seconds.values()), section(page, "Who had the floor")
    for place, (name, agreed) in enumerate((("Linus", 60), ("Ada", 40))):
        over = seconds[name] - total * agreed / 100
        assert floor[place] == (
            f"- **{name}:** {round(100 * seconds[name] / total)} % of the talk *· agreed {agreed} % · "
            f"{round(abs(over) / 60)} min {'more' if over > 0 else 'fewer'} than agreed*"
        )
    assert floor[2:] == [
        "- **Together:** near agreed",
        f"- **Known:** {told} of talk in 19 sessions · keyed by hand · left out: 1 missed",
    ]
