"""The wins wall among the tabs of a mentorship: by quarter, with whose turn it is to name one above them."""

from collections.abc import Sequence
from functools import cached_property, partial

from mentortui.core.heads import local, own_zone
from mentortui.core.quarters import Quarter, quarter_called
from mentortui.core.record_lists import details, line, listed, orders
from mentortui.core.records import Living, Record
from mentortui.core.refused import Refused
from mentortui.core.text import short_names
from mentortui.core.wins import SEEN_BY, quarter_line, there, wall
from mentortui.services.recognition import Recognition
from mentortui.services.records import Records, Shelf
from mentortui.services.tabs import Host, Page, Read, RecordsRead, RecordsShown, RecordTab, Shown, TabKey, TabRow

WALL = "by quarter"
TURN = "turn"
"""The id of the row above all."""
QUARTERS = "quarter "
SHORT = {"": "v", "private": "p", "public": "a"}
SAID_OF = {"private": "It lies in your private file: no page, letter, export or review has it.", "public": "Anybody may read it."}


class WinsTab(RecordTab):
    """The plain tab of wins, with its wall and whose turn it is."""

    more = False

    def __init__(self, records: Records, slug: str, recognition: Recognition) -> None:
        super().__init__(records, slug, records.kind("win"))
        self.recognition = recognition
        self.keys = (TabKey(key="v", label="readers", words="Who may read it: the pair, only you, anybody", act=self._readers),)

    def read(self, shelf: Shelf) -> Read:
        """The wall first."""
        wins = there(shelf.records["win"])
        return WallRead(self.records, shelf, self.recognition.turn(shelf.mentorship, wins))

    def record(self, shelf: Shelf, id: str) -> Record:
        """That one. Raises Refused for a line that is about several."""
        if id == TURN or id.startswith(QUARTERS):
            raise Refused("That line is about several: mark one win.")
        return super().record(shelf, id)

    def remove(self, host: Host, id: str, *, anyway: bool = False) -> str:
        """Gone; u brings it back."""
        self.record(self.records.shown(self.slug), id)
        return super().remove(host, id, anyway=anyway)

    def _readers(self, host: Host, id: str) -> None:
        try:
            win = self.record(self.records.shown(self.slug), id)
        except Refused as error:
            host.say(str(error), trouble=True)
            return

        def chosen(key: str) -> None:
            value = next(value for value, letter in SHORT.items() if letter == key)
            host.mark(id)
            host.act(partial(self._shown_to, win, value))

        host.choose("Who may read it", [(SHORT[value], words) for value, words in SEEN_BY], chosen)

    def _shown_to(self, win: Record, value: str) -> str:
        self.records.save(self.slug, self.kind, win, {"details.seen_by": value})
        return SAID_OF.get(value, "Both of you may read it.")


class WallRead(RecordsRead):
    """The wins in all orders, that of the wall first."""

    def __init__(self, records: Records, shelf: Shelf, turn: str) -> None:
        super().__init__(records, records.kind("win"), shelf)
        self._turn = turn

    @property
    def orders(self) -> Sequence[str]:
        """The wall, then those of any list."""
        return (WALL, *orders(self.kind))

    def find(self, words: str, order: str) -> Shown:  # type: ignore[override]
        """Grouped where it is the wall."""
        if order != WALL:
            return RecordsShown(self._records, self.kind, self.shelf, words, order)
        return WallShown(self._records, self.shelf, words, self._turn)


class WallShown:
    """The wins that were found under their quarters. A line is made when it is seen."""

    def __init__(self, records: Records, shelf: Shelf, words: str, turn: str) -> None:
        self._records, self._kind, self._shelf, self._turn = records, records.kind("win"), shelf, turn
        mine = own_zone(shelf.mentorship)
        found = listed(shelf.records["win"], self._kind, shelf.around, words, orders(self._kind)[0])
        wins = [one for one in found if isinstance(one, Living)]
        self._wall = wall(wins, lambda moment: local(moment, mine).date())
        self._names = short_names(dict(shelf.around.people))

    @cached_property
    def _rows(self) -> Sequence[Living | Quarter | None]:
        """None is the line above all."""
        rows = list[Living | Quarter | None]([None] if self._wall else [])
        for quarter, wins in self._wall:
            rows += [quarter, *wins]
        return rows

    @cached_property
    def ids(self) -> Sequence[str]:
        """In their order."""
        return [self._id(row) for row in self._rows]

    @property
    def many(self) -> int:
        """The wins."""
        return sum(len(wins) for _, wins in self._wall)

    def row(self, place: int) -> TabRow:
        """The line."""
        one = self._rows[place]
        if one is None:
            return TabRow(id=TURN, text=self._turn, about_several=True)
        if not isinstance(one, Living):
            said_of = quarter_line(one, dict(self._wall)[one], self._names)
            return TabRow(id=self._id(one), text=said_of, about_several=True)
        said = line(one, self._kind, self._shelf.around)
        return TabRow(id=one.id, text=said.text, sign="*", who=said.who, level=1)

    def page(self, place: int) -> Page:
        """Beside it."""
        one = self._rows[place]
        if isinstance(one, Living):
            return details(one, self._kind, self._shelf.around)
        if one is None:
            lines = "\n".join(quarter_line(quarter, wins, self._names) for quarter, wins in self._wall)
            return (("Whose turn", self._turn), ("The wall", lines), ("", "T writes a thank-you from the wins"))
        said = "\n".join(" ".join(win.capture.text.split()) for win in dict(self._wall)[one])
        return ((quarter_called(*one), said),)

    def origin(self, place: int) -> str:
        """Where it comes from."""
        one = self._rows[place]
        return self._records.origin(self._shelf, one) if isinstance(one, Living) else ""

    @staticmethod
    def _id(row: Living | Quarter | None) -> str:
        if row is None:
            return TURN
        return row.id if isinstance(row, Living) else f"{QUARTERS}{row[0]}-{row[1]}"
