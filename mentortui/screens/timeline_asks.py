"""What Timeline asks about the marked stretch: whose it was, where it is split, when it began, a name."""

from collections.abc import Callable

from textual.app import App

from mentortui.core.durations import SECOND, clock
from mentortui.core.mending import Stretch
from mentortui.core.refused import Refused
from mentortui.screens import timeline_view as view
from mentortui.screens.ask import AskScreen
from mentortui.screens.choose import ChooseScreen
from mentortui.screens.strip import Otherwise, StripLine
from mentortui.services.timeline import Timeline


class TimelineAsks:
    """Opens the questions. What came of an answer goes to `done`, with the moment that is to be marked; a refusal to `refused`.
    Raises Refused where there is nothing to ask."""

    def __init__(
        self,
        app: App[object],
        timeline: Timeline,
        *,
        row: str,
        strip: StripLine | None,
        otherwise: Otherwise,
        done: Callable[[str, int], None],
        refused: Callable[[str], None],
    ) -> None:
        self._app = app
        self._timeline = timeline
        self._row = row
        self._strip = strip
        self._otherwise = otherwise
        self._done = done
        self._refused = refused

    def whose(self, here: Stretch) -> None:
        """A person, nobody, several, unsure, or a guest who is not listed."""
        session = self._timeline.session
        people = [(str(person.key), person.name) for person in session.people]
        several = "both at once" if len(people) == 2 else "several at once, not said who"
        more = [("0", "nobody"), ("b", several), ("m", "unsure"), ("n", "a guest who is not listed")]
        others = [choice for choice in people if self._id_of(choice[0]) not in here.floor.holders] or people
        until = "now" if here.open else clock(session.clock(here.end))
        about = f"From {clock(self._begin(here))} to {until} into the session: {view.whose(here.floor, session)} so far."

        def chosen(key: str) -> None:
            if key == "n":
                self._ask("Who was it?", "a name; the guest gets a number of their own", lambda name: self._guest(here, name))
            else:
                answer = {"0": "", "b": "+", "m": "?"}.get(key, self._id_of(key))
                self._done(self._timeline.reassign(here.start, answer), here.start)

        choices = [*others, *(choice for choice in more if choice[0] != "m" or here.floor.how != "unsure")]
        self._choose("Whose was it?", choices, about, chosen)

    def split(self, here: Stretch, cut: int | None) -> None:
        """At `cut`, where that lies within, else in the middle, or at a typed time."""
        session = self._timeline.session
        middle = max(here.start, (here.start + here.end) // 2 // SECOND * SECOND)
        proposed = cut if cut is not None and here.start < cut < here.end else middle
        within = f"from {clock(self._begin(here))} to {clock(session.clock(here.end))}"

        def split(text: str) -> None:
            at = self._timeline.read(text)
            if not here.start < at < here.end:
                raise Refused(f"That is not within it: {within}.")
            self._done(self._timeline.split(at), at)

        hint = f"{within} into the session, or @14:03 on the clock"
        self._ask("Split it at", hint, split, value=clock(session.clock(proposed)))

    def began(self, here: Stretch) -> None:
        """At a typed time."""
        if here.start <= 0:
            raise Refused("The first stretch begins with the session.")
        self._ask(
            "It began at",
            "12:40 into the session, or @14:03 on the clock",
            lambda text: self.move(here.start, self._timeline.read(text)),
            value=clock(self._begin(here)),
        )

    def move(self, boundary: int, to: int) -> None:
        """What begins at `boundary` began at `to`; what begins nearest to there is marked then."""
        said = self._timeline.move(boundary, to)
        starts = [one.start for one in self._timeline.stretches()]
        self._done(said, min(starts, key=lambda start: abs(start - to), default=0))

    def name(self, here: Stretch) -> None:
        """What to call whose stretch it is."""
        session = self._timeline.session
        person = session.person(here.floor.holders[0]) if len(here.floor.holders) == 1 else None
        if person is None:
            raise Refused("This stretch is not one person's: enter says whose it was.")
        id, hint = person.id, f"so far: {person.name}. What was agreed about shares is not changed by a name"
        self._ask(
            "Name",
            hint,
            lambda name: self._done(self._timeline.name(id, name), here.start),
            value=person.name if person.named else "",
        )

    def away(self, at: int) -> None:
        """Whose the time was while the machine slept; `at` stays marked."""
        gap, timeline = self._timeline.away, self._timeline
        if gap is None:
            raise Refused("No time away is left out: all of this session is accounted for.")
        session = timeline.session
        began, ended = (timeline.local(session.wall(moment)) for moment in (gap.began, gap.ended))
        self._choose(
            "Whose was the time away?",
            [("0", "nobody spoke"), *((str(person.key), f"{person.name} spoke") for person in session.people)],
            f"From {began:%H:%M} to {ended:%H:%M}, {clock(gap.ended - gap.began)}, not counted so far.",
            lambda key: self._done(timeline.fill_away(gap.id, self._id_of(key)), at),
        )

    def _guest(self, here: Stretch, name: str) -> None:
        guest = self._timeline.add_guest(name)
        self._done(self._timeline.reassign(here.start, guest), here.start)

    def _begin(self, here: Stretch) -> int:
        return self._timeline.session.clock(here.start) if here.start else 0

    def _id_of(self, key: str) -> str:
        return next((person.id for person in self._timeline.session.people if str(person.key) == key), "")

    def _choose(self, title: str, choices: list[tuple[str, str]], about: str, chosen: Callable[[str], None]) -> None:
        def answered(key: str | None) -> None:
            try:
                if key is not None:
                    chosen(key)
            except Refused as error:
                self._refused(str(error))

        self._app.push_screen(
            ChooseScreen(title, choices, about=about, row=self._row, otherwise=self._otherwise, strip=self._strip), answered
        )

    def _ask(self, title: str, hint: str, submit: Callable[[str], object], *, value: str = "") -> None:
        self._app.push_screen(AskScreen(title, hint, submit, value=value, strip=self._strip))
