"""Summary over stored sessions: empty, usual, overfull, of nine people with forty items, with words that try to break out."""

from pathlib import Path

import msgspec
from textual.app import App
from textual.message import Message

from mentortui.core.capture import Capture
from mentortui.core.people import Agreement, Participant
from mentortui.core.records import Caught, Figures, FinishedSession, ItemRow, Living, Me, Member, Mentorship, PrivateNote
from mentortui.core.result import LIVING
from mentortui.screens.summary import SummaryScreen
from mentortui.screens.summary_forms import Beside
from mentortui.services.pages import Pages
from mentortui.services.pulses import Pulses
from mentortui.store.store import Store
from mentortui.theme import DARK, LIGHT, VARIABLES
from tests.clocks import MINUTE, SECOND, WALL, MovingClock
from tests.widgets.host import HOSTILE

ADA = Participant(id="ada", name="Ada", role="mentor", key=1, zone="Europe/Berlin")
GRACE = Participant(id="grace", name="Grace", role="mentee", key=2, zone="Africa/Nairobi")
AGREED = Agreement(roles={"mentor": 40, "mentee": 60})

USUAL = (
    Capture(id="c1", kind="win", text="Grace shipped the retry fix alone"),
    Capture(id="c2", kind="action", text="write the failing test first", who="grace", due="2026-11-27"),
    Capture(id="c3", kind="decision", text="recorded responses instead of a fake server"),
    Capture(
        id="c4",
        kind="feedback",
        text="commits reviewable in five minutes each",
        who="grace",
        step="the same on the API repo",
        due="2026-12-04",
    ),
    Capture(id="c5", kind="feedback", better=True, text="the migration step had no owner", who="grace"),
    Capture(id="c6", kind="note", text="asked who owns the on-call rota"),
    Capture(id="c7", kind="action", text="introduce Grace to the data team", who="ada", due="2026-12-09"),
    Capture(id="c8", kind="takeaway", text="small commits got me faster reviews"),
    Capture(id="c9", kind="question", text="who signs off a release on Fridays?"),
    Capture(id="c10", kind="private", text="she sounds tired"),
    Capture(id="c11", kind="resource", text="Release It!, chapter 4", who="grace", goal="Release lead"),
    Capture(id="c12", kind="note", text="staging was down on Tuesday,\nback since Wednesday"),
)
ITEMS = (
    ItemRow(id="i1", title="Check-in", minutes=5, used=9 * MINUTE + 12 * SECOND, state="done"),
    ItemRow(id="i2", title="Code review of the parser", minutes=15, used=18 * MINUTE, state="done", owner="grace"),
    ItemRow(id="i3", title="On-call rota", minutes=None, used=6 * MINUTE, state="done", unplanned=True),
    ItemRow(id="i4", title="Stretch assignment: release", minutes=10, used=12 * MINUTE, state="open"),
    ItemRow(id="i5", title="Feedback both ways", minutes=10, used=0, state="waiting"),
)
FIGURES = Figures(
    active=57 * MINUTE,
    nobody=103 * SECOND,
    several=34 * SECOND,
    unsure=130 * SECOND,
    floor={"ada": 22 * MINUTE, "grace": 31 * MINUTE + 40 * SECOND},
    expected={"ada": 21 * MINUTE + 28 * SECOND, "grace": 32 * MINUTE + 12 * SECOND},
    turns={"ada": 14, "grace": 12},
    longest={"ada": 130 * SECOND, "grace": 180 * SECOND},
)
TURNS = (
    ("ada", 0, MINUTE, "key"),
    ("grace", MINUTE, 2 * MINUTE, "mended"),
    ("?", 2 * MINUTE, 2 * MINUTE + 130 * SECOND, "program"),
)
NOTHING = Figures(active=0, nobody=0, several=0, unsure=0, floor={}, expected={}, turns={}, longest={})


CROWD = tuple(
    Participant(
        id=f"p{number}",
        name=f"{name} {'of the House of Very Long Names and Many Others'[: 58 - len(name)]}",
        role=("mentor", "mentee", "mentee")[number % 3],  # type: ignore[arg-type]
        key=number + 1,
        zone=("Europe/Berlin", "Africa/Nairobi", "Asia/Seoul")[number % 3],
    )
    for number, name in enumerate(("Ada", "Grace 👩🏽‍💻", "Linus 🐧", "Kofi", "Mei 林", "Ines", "Omar", "Zoë", "Bo"))
)
CROWDED = (
    *(Capture(id=f"t{n}", kind="takeaway", text="what stays with me is to ask one day earlier", who=f"p{n}") for n in range(9)),
    *(Capture(id=f"a{n}", kind="action", text="send the notes of the third chapter to everybody", who=f"p{n}") for n in range(9)),
    *(Capture(id=f"n{n}", text="a note that nobody has looked at") for n in range(12)),
    *(Capture(id=f"f{n}", kind="feedback", better=True, text="the minutes came late", who=f"p{n}") for n in range(9)),
)


def finished(number: int = 14, **changed: object) -> FinishedSession:
    """A session of Ada and Grace, an hour on Wed 25 Nov 2026 at 14:00 UTC."""
    values: dict[str, object] = {
        "id": "s",
        "mentorship": "m",
        "number": number,
        "kind": "regular",
        "title": "",
        "began": WALL,
        "ended": WALL + 57 * MINUTE,
        "planned_minutes": 60,
        "me": "ada",
        "people": (ADA, GRACE),
        "agreement": AGREED,
        "show_figures": True,
        "items": (),
        "turns": (),
        "figures": NOTHING,
    }
    return FinishedSession(**{**values, **changed})  # type: ignore[arg-type]


def captures(kind: str) -> tuple[Capture, ...]:
    """What was caught in each of the four."""
    kinds = (
        "note",
        "private",
        "feedback",
        "action",
        "decision",
        "win",
        "question",
        "takeaway",
        "resource",
        "setback",
        "opportunity",
    )
    if kind == "usual":
        return USUAL
    if kind == "crowd":
        return CROWDED
    if kind == "overfull":
        return tuple(
            Capture(
                id=f"c{n}",
                kind=kinds[n % len(kinds)],  # type: ignore[arg-type]
                text=f"the {n}th thing that was said in this long session, with more words than one line of a page has room for",
                who=("ada", "grace", "")[n % 3],
            )
            for n in range(300)
        )
    if kind == "hostile":
        return tuple(
            Capture(id=f"h{n}{which}", kind=which, text=text, step=text, who="grace", goal=text)
            for n, text in enumerate(
                (*HOSTILE[:-1], "http://example.com", "# not a heading", "- [ ] x", "<b>html</b> &amp; **x**")
            )
            for which in ("takeaway", "feedback", "note")
        )
    return ()


def store_a_session(store: Store, kind: str) -> str:
    """Stores one of the four; the slug of its mentorship."""
    store.save_me(Me(id="ada", name="Ada", zone="Europe/Berlin"))
    names = ("Ada", "[/] [b]\x1b[31m" if kind == "hostile" else "Grace")
    members = tuple(
        Member(id=one.id, name=name, role=one.role, zone=one.zone) for one, name in zip((ADA, GRACE), names, strict=True)
    )
    people = (ADA, Participant(id="grace", name=names[1], role="mentee", key=2, zone=GRACE.zone))
    figures, items, me, agreement = (NOTHING, (), "ada", AGREED) if kind == "empty" else (FIGURES, ITEMS, "ada", AGREED)
    if kind == "crowd":
        people, me, agreement = CROWD, "p0", Agreement()
        members = tuple(Member(id=one.id, name=one.name, role="mentor", zone=one.zone) for one in CROWD)
        times = {one.id: number * MINUTE for number, one in enumerate(CROWD, start=1)}
        figures = msgspec.structs.replace(
            FIGURES,
            floor=times,
            expected=dict.fromkeys(times, 5 * MINUTE),
            turns=dict.fromkeys(times, 3),
            longest=dict.fromkeys(times, MINUTE),
        )
        items = tuple(
            ItemRow(id=f"i{n}", title=f"The {n}th thing to talk about 🗂", minutes=2, used=MINUTE, state="done") for n in range(40)
        )
    made = store.save_mentorship(Mentorship(id="m", slug="grace", part="mentor", me=me, people=members, agreement=agreement))
    found = captures(kind)
    caught = [Caught(capture=one, at=n) for n, one in enumerate(found)]
    session = finished(
        me=me,
        agreement=agreement,
        people=people,
        items=items,
        figures=figures,
        turns=() if kind == "empty" else TURNS,
        caught=tuple(one for one in caught if one.capture.kind not in (*LIVING, "private")),
        understandings=(("grace", "ada", "who owns the release"),) if kind == "usual" else (),
        next_date=WALL + 8 * 24 * 60 * MINUTE if kind == "usual" else None,
        closing="A good hour.\nWe keep the format." if kind == "usual" else "",
    )
    store.save_session(made.slug, session)
    living = [
        Living(id=one.capture.id, capture=one.capture, session="s", at=one.at) for one in caught if one.capture.kind in LIVING
    ]
    private = [PrivateNote(id=one.capture.id, session="s", caught=one) for one in caught if one.capture.kind == "private"]
    if living:
        store.save_living(made.slug, *living)
    if private:
        store.save_private(made.slug, *private)
    return made.slug


class InMemory:
    """Drafts."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str:
        return self.kept.get(name, "")

    def put(self, name: str, text: str) -> None:
        self.kept[name] = text


class SummaryApp(App[None]):
    """Opens the page; what was copied and what the screen came to is kept."""

    def __init__(self, folder: Path, kind: str = "usual", *, just_finished: bool = False) -> None:
        super().__init__()
        self.clock = MovingClock()
        self.store = Store(folder / "data")
        self.slug = store_a_session(self.store, kind)
        self.pages = Pages(self.store, self.clock)
        self.copied: list[str] = []
        self.way = "Copied with wl-copy"
        self.came_to: list[bool | None] = []
        self.drafts = InMemory()
        self.said: list[Message] = []
        self.light = False
        self.just_finished = just_finished

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(VARIABLES)

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = (LIGHT if self.light else DARK).name
        editor = self.pages.editor(self.slug, "s")
        beside = Beside(pulses=Pulses(self.store, self.clock), letter=lambda: "Done:\nRoadblock:", drafts=self.drafts)
        self.push_screen(
            SummaryScreen(self.pages, editor, self.slug, "s", copy=self.take, just_finished=self.just_finished, beside=beside),
            self.came_to.append,
        )

    async def _on_message(self, message: Message) -> None:
        if type(message).__module__ == "mentortui.screens.wanted":
            self.said.append(message)
        await super()._on_message(message)

    def take(self, text: str) -> str:
        """The clipboard."""
        self.copied.append(text)
        return self.way
