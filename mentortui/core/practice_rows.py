"""The rows of `practices`: a name, what the program does, and where: `Screen` or `Mentorship/tab`, with keys as Textual calls
them, each followed by what it does there, a ` · ` between."""

from typing import TypeAlias

Row: TypeAlias = tuple[str, str, *tuple[tuple[str, str], ...]]

ROWS: tuple[Row, ...] = (
    (
        "charter and ground rules",
        "Seventeen questions, each with an example, none needed: purpose, what each wants, how we talk, who decides, who"
        " starts contact, what may be told. What a question said before stays, with when and by whom. In the first meeting"
        " the open ones are offered as agenda items, and what is said lands in the charter. A date to look at it again"
        " comes back by itself.",
        ("Mentorship/charter", "a answer the next one · e answer it · backspace open it again · c copy it"),
        ("Prepare", "Q its questions onto the agenda"),
    ),
    (
        "two cadences and the calendar",
        "Sessions and check-ins each have their rhythm; a series keeps its owner's hour when clocks change. Next dates in"
        " every zone, a word outside working hours or on days off with the nearest fair slot. Only who starts contact is"
        " reminded.",
        (
            "Mentorship/calendar",
            "r sessions · c check-ins · d plan or move · w hours and days off · i a file for other calendars",
        ),
        ("Prepare", "d the date"),
    ),
    (
        "channels",
        "For each purpose the agreed channel, its link, the answer time and what helps on a thin line. One key copies the"
        " link of the call; with nothing but updates on the agenda, Prepare says that writing would do.",
        ("Mentorship/channel", "a add · e edit"),
        ("Prepare", "j copy the link of the call"),
    ),
    (
        "goals with key results",
        "What to reach, why to each side, how one will know, with a chart of dated readings; areas without a goal are"
        " named. Only yours until shared; parked, not failed; some to begin with, and an order to learn in.",
        ("Mentorship/goal", "a add · r key result · n new reading · v share · p park · t from the bank"),
    ),
    (
        "milestones in real work",
        "A step tied to a goal, with a link or a sentence that shows it. Reaching one opens drafts: feedback either way,"
        " a thank-you.",
        ("Mentorship/goal", "s add one · space reached"),
    ),
    (
        "actions, both ways",
        "Who, what one will see when it is done, when … then, by when, and what was learned, asked at closing it. The"
        " mentor's late ones first, follow-through of each side, a mild word from the fourth open one. The next session"
        " opens on them.",
        ("Mentorship/action", "a add · e edit · space kept"),
        ("Promises", "space kept · e edit"),
        ("Prepare", "space kept"),
    ),
    (
        "roadblocks",
        "With the solution its owner proposes; open, with its age, on each Prepare until it is solved. A missing proposal"
        " is the first thing asked in the session.",
        ("Mentorship/roadblock", "a add · p what its owner would try · y solved, and how"),
        ("Prepare", "i the check-in · enter onto the agenda"),
    ),
    (
        "between sessions",
        "Prompts, readings, exercises and stretch tasks of a bank one can add to, with a due date, answered live or in"
        " writing; answers stand on the next Prepare.",
        ("Mentorship/between", "n from the bank · r write the answer · space done"),
    ),
    (
        "resources",
        "What either side sent, where it is and why; read, useful or not read yet. What each person needs of material is"
        " ticked once, and said whenever something is sent.",
        ("Mentorship/resource", "a add · r was it read · n what each needs"),
    ),
    (
        "feedback system",
        "All feedback both ways, by person, goal and time; how specific, how soon, what became of its steps. A weekly"
        " moment, once there is feedback; after five sessions without any from the mentee, a question to ask for it.",
        ("Mentorship/feedback", "a write · p person · g goal · t time · y answered · c came of it · w weekly · i ask for it"),
    ),
    (
        "recognition: the wins wall",
        "Wins of both by quarter, for whom and with what effect, and whose turn it is to name one; only yours, the pair's"
        " or anybody's, as exports keep to. A thank-you is drafted of them, to the mentor too.",
        ("Mentorship/win", "a add · v who may read it · T a thank-you"),
    ),
    (
        "decisions",
        "Context, options, choice, trade-offs, who contributed; three months later how it turned out, and what one would"
        " change. Old ones can be added: patterns show.",
        ("Mentorship/decision", "a add · y how it turned out"),
    ),
    (
        "opportunities and sponsorship",
        "Stretch assignments, introductions, visibility, promotion: for whom, near task and long goal, what came of it. A"
        " mentor sees mentees side by side, in words; once a quarter it is asked what peers were offered.",
        ("Mentorship/opportunity", "a add · s side by side · w what peers were offered"),
    ),
    (
        "inclusion",
        "Roles in turn, who brings the topics, who had least is asked first; disagreements kept or changed; the mentor's"
        " own reflection, a quarter each, in private.json alone.",
        ("Mentorship/inclusion", "a a disagreement · w reflect"),
        ("Prepare", "r roles"),
    ),
    (
        "fairness pulse and assessment",
        "Sealed answers of both sides, shown together when both are in, and how they go; a low one proposes an"
        " adjustment, which becomes an action or goes into the charter.",
        ("Mentorship/pulse", "a answer · d rather not · c into the charter · greater_than_sign an action"),
    ),
    (
        "setbacks",
        "What happened, what it taught, what comes next; of both sides, and nobody is blamed. They stand in Review.",
        ("Mentorship/setback", "a add · e edit · space behind us"),
    ),
    (
        "listening",
        "Who said back what was meant, and who agreed: in each session, and over time.",
        ("Mentorship/listening", ""),
    ),
    (
        "informal rituals",
        "Coffee chats, shadowing and brainstorming are light sessions without minutes or shares; a voice or video message"
        " is contact too. A quarterly reflection; on a milestone a line offers a thank-you or an article to send.",
        ("Mentorship/touch", "a add · e edit"),
    ),
    (
        "“us”",
        "Strengths and common ground that each adds, one line of it before the first three sessions.",
        ("Mentorship/us", "a add · e edit"),
    ),
    (
        "development journal",
        "Your own, private, searchable, with tags and goals; an entry becomes an agenda item or a win after you saw the line.",
        ("Mentorship/journal", "a add · slash find · i agenda item · w win"),
    ),
    (
        "contingencies",
        "Sessions that were missed or moved, with a reason and without blame; pauses, in which nothing is due; changes of"
        " zone in mid-series; what to do when the call drops stands on Live.",
        ("Mentorship/calendar", "n missed or left out · z pause, go on · d move"),
        ("Prepare", "m moved, missed, skipped"),
    ),
    (
        "closing well",
        "Goals reached, wins, what feedback came back to, thanks both ways drafted from the record, what continues. Then"
        " it is archived (z on Home), can be read, and opened again.",
        ("Mentorship/calendar", "y close · v the day it ends"),
    ),
    (
        "quarterly review",
        "Promises, goals, feedback, wins, decisions, setbacks, opportunity and speaking of any period on one page, to"
        " edit, to present in the call a section at a time, and to write to a file.",
        ("Review", "p another time · e edit · space leave out · P present · v as others may read it · W write it to a file"),
    ),
)
