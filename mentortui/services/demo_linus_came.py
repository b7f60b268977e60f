"""What came of what Ada and Linus caught in the demo."""

from typing import Any, Final

import msgspec

from mentortui.core.record_details import (
    ActionDetails,
    DecisionDetails,
    OpportunityDetails,
    ResourceDetails,
    SetbackDetails,
    WinDetails,
)
from mentortui.services.demo_linus_words import SENIOR


class Came(msgspec.Struct, frozen=True, kw_only=True):
    """What became of something that was caught. `after`: so many days later; `capture`: fields of it that no line says."""

    state: str = "open"
    after: int = 12
    outcome: str = ""
    details: Any = None
    capture: dict[str, Any] = {}


_DONE = Came(state="done")
CAME: Final[dict[str, Came]] = {
    "write down what surprises me for a month": Came(
        state="done", after=27, details=ActionDetails(seen_done="a page with dates", learned="names surprised me more than code")
    ),
    "introduce Linus to the platform team": _DONE,
    "draw the nightly job as boxes and arrows": Came(state="done", details=ActionDetails(seen_done="it hangs in the team room")),
    "the drawing made the job clear to support": Came(
        state="done",
        outcome="each box has a name below it",
        capture={"where": "in the channel of support", "effect": "two tickets fewer", "answer": "agreed"},
    ),
    "say one sentence in every planning meeting": Came(
        state="done", after=20, details=ActionDetails(learned="the second meeting was easier than the first")
    ),
    "write the alert together with on-call": Came(state="done", after=6),
    "send the post-mortem form of the platform team": Came(state="done", after=1),
    "read the levels of the company and mark three lines": Came(state="done", after=25),
    "your review asked what the author feared": Came(
        state="done", capture={"answer": "heard", "where": "the review of the loader"}
    ),
    "ask the lead for one morning a fortnight": Came(
        state="done", after=8, details=ActionDetails(learned="a date in the question helps")
    ),
    "keep the first ten minutes free of advice": Came(
        state="done", after=28, details=ActionDetails(learned="most advice is not needed after ten minutes")
    ),
    "bring back a question for each advice I give": Came(state="dropped", after=44, outcome="too much to keep count of"),
    "tell the story of the nightly job to the data guild": Came(state="done", after=66),
    "list what reads the old store": Came(state="done", after=15),
    "you said what you saw, then what you feared": Came(
        state="done", capture={"answer": "agreed", "where": "planning, the third week", "effect": "the plan changed by a month"}
    ),
    "cut the talk to three pictures": Came(state="done", after=7),
    "sit in the last row and write down questions": Came(state="done", after=13),
    "write up the rehearsal for the next team": Came(state="done", after=30),
    "you kept the times of everything": Came(state="done", after=2, capture={"answer": "agreed"}),
    "collect three voices for the proposal": Came(
        state="done", after=40, details=ActionDetails(seen_done="three names and a date")
    ),
    "write one page about what others can do now": Came(state="done", after=95, outcome="later than we said, and better"),
    "the paper names what it costs": Came(
        state="done", capture={"answer": "otherwise", "answer_words": "it names the cost for us, not for billing"}
    ),
    "pair with Noor on the first query": Came(state="done", after=9),
    "hand over the guild's calendar": Came(state="done", after=16),
    "ask the billing team what they would need": Came(state="dropped", after=20, outcome="they had left the plan by then"),
    "every line says who can do what now": Came(
        state="done", after=6, capture={"answer": "heard", "effect": "the page is read to its end"}
    ),
    "you let me find the words myself": Came(capture={"giver": "linus", "answer": "heard", "effect": "I spoke twice as long"}),
    "say earlier that a session has to end on time": Came(
        state="done", capture={"giver": "linus", "answer": "agreed", "step": "say the end at the beginning", "owner": "ada"}
    ),
    "you asked who the talk is for before you said a word": Came(
        capture={"giver": "linus", "answer": "heard", "where": "in our call"}
    ),
    "you let the numbers stand without a word": Came(capture={"giver": "linus", "answer": "heard"}),
    "you left the meeting open for their reasons": Came(
        capture={"giver": "linus", "answer": "agreed", "effect": "we heard about the budget"}
    ),
    "an alert first, a retry later": Came(
        details=DecisionDetails(
            context="the job stopped at night and was seen at noon",
            options="retry at once; alert first; both",
            trade_offs="somebody wakes up for a while",
            contributed="linus ada",
            turned_out="one alert in forty nights, and no retry was needed",
            differently="ask on-call before, not after",
        )
    ),
    "both stores run side by side for a month": Came(
        details=DecisionDetails(
            context="nobody knew everything that reads the old store",
            options="one night; side by side",
            trade_offs="a month of paying twice",
            contributed="linus",
            turned_out="three readers nobody knew of were found in time",
        )
    ),
    "every step of a plan names its owner": Came(
        details=DecisionDetails(
            context="the migration stood still for a day", contributed="linus ada", turned_out="the rota used it too"
        )
    ),
    "two people a week, and one of them learns": Came(
        details=DecisionDetails(
            context="on-call was always the same three people",
            options="a bigger rota; two a week; pay for it outside",
            trade_offs="more hours in all",
            contributed="linus",
            look_back="yes",
        )
    ),
    "the first query in production without help": Came(
        details=WinDetails(effect="the report came a day earlier", named_by="ada")
    ),
    "told the whole team in five minutes what the nightly job does": Came(details=WinDetails(named_by="ada", seen_by="public")),
    "on-call slept through a failed night, as the alert went to the right person": Came(
        details=WinDetails(effect="nobody was woken for nothing", named_by="linus")
    ),
    "the guild asked questions for half an hour": Came(
        details=WinDetails(effect="two teams drew their own job", named_by="ada", seen_by="public")
    ),
    "Ada asked four questions in a row before any advice": Came(details=WinDetails(named_by="linus")),
    "somebody new asked me, and not the lead": Came(details=WinDetails(named_by="linus")),
    "speak at the data guild": Came(
        state="done",
        after=130,
        outcome="half an hour of questions",
        details=OpportunityDetails(sort="visibility", near_task="tell the story of the nightly job", long_goal=SENIOR),
    ),
    "two days with the platform team": Came(
        state="done", after=50, outcome="knows whom to ask now", details=OpportunityDetails(sort="introduction")
    ),
    "lead the rehearsal of the migration": Came(
        state="done",
        after=20,
        outcome="the rehearsal found the missing owner",
        details=OpportunityDetails(sort="stretch", long_goal=SENIOR),
    ),
    "be proposed for senior in the next round": Came(details=OpportunityDetails(sort="promotion", long_goal=SENIOR)),
    "the nightly job stopped twice, and nobody was told": Came(
        state="done",
        details=SetbackDetails(learned="a quiet failure is the expensive kind", next="an alert before anything else"),
    ),
    "the migration took a day longer, as one step had no owner": Came(
        state="done", details=SetbackDetails(learned="a step of everybody is a step of nobody", next="a name beside each step")
    ),
    "a short guide to query plans": Came(
        state="done",
        details=ResourceDetails(sent_by="ada", link="https://example.org/plans", reading="useful", why="from the inside out"),
    ),
    "how our levels are decided": Came(details=ResourceDetails(sent_by="ada", link="https://example.org/levels", reading="read")),
}
"""By the words that were caught; what is not here is as it was."""
