"""What must be there, in plain dicts: the simple thing that the programs and their files are held against."""

from dataclasses import dataclass, field

from mentortui.core.capture import Capture
from mentortui.core.result import LIVING


@dataclass
class Kept:
    """One record or capture."""

    text: str
    kind: str
    session: str = ""
    state: str = "open"
    removed: bool = False


@dataclass
class Act:
    """What was keyed on Live, by the id of its event: a capture added, reworded or removed; or nothing that leaves words."""

    event: str
    what: str = ""
    capture: str = ""
    text: str = ""
    kind: str = ""


@dataclass
class Under:
    """A session under way."""

    acts: list[Act] = field(default_factory=list)
    undone: set[str] = field(default_factory=set)

    def captures(self) -> dict[str, Kept]:
        """Those that are there now: what was keyed and not taken back, in its order."""
        found: dict[str, Kept] = {}
        for act in self.acts:
            if act.event in self.undone:
                continue
            match act.what:
                case "add":
                    found[act.capture] = Kept(act.text, act.kind)
                case "edit" if act.capture in found:
                    found[act.capture] = Kept(act.text, act.kind)
                case "remove":
                    found.pop(act.capture, None)
        return found


@dataclass
class Model:
    """Everything that was acknowledged."""

    under: dict[str, Under] = field(default_factory=dict)
    """By their ids, the sessions with a journal."""
    sessions: dict[str, bool] = field(default_factory=dict)
    """Finished and stored, by id: whether it is removed."""
    kept: dict[str, Kept] = field(default_factory=dict)
    """By id: records, and what was caught in sessions that are stored."""
    pulses: dict[tuple[str, str], tuple[int, int, int]] = field(default_factory=dict)
    items: list[str] = field(default_factory=list)
    """Titles of what is prepared."""
    lines: list[str] = field(default_factory=list)
    """Of Grace's check-in, done."""
    drafts: dict[str, str] = field(default_factory=dict)
    goals: dict[str, tuple[str, bool, tuple[str, ...]]] = field(default_factory=dict)
    """By id: why, whether it is private, and its readings."""
    charter: dict[str, str] = field(default_factory=dict)
    assessed: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    """By round and person."""
    files: dict[str, int] = field(default_factory=dict)
    """By the id of a session, the transcript it was made of, or that lies beside it."""
    said: dict[str, int | None] = field(default_factory=dict)
    """By the id of an imported session, how many lines of what was said are kept; None: none."""
    asked: bool = False
    """Whether what was said was ever to be kept: an import that fails after that leaves it marked as removed."""
    keyed: dict[str, list[tuple[str, int, int]]] = field(default_factory=dict)
    """By the id of a session, its turns before those of a transcript took their place."""

    def stored(self, id: str) -> None:
        """That session was finished, and written down; again, where it had been before."""
        self.sessions[id] = False
        captures = self.under[id].captures()
        for gone in [one for one, kept in self.kept.items() if kept.session == id and one not in captures]:
            self.kept[gone].removed = True
        for one, capture in captures.items():
            before = self.kept.get(one)
            self.kept[one] = Kept(capture.text, capture.kind, id, before.state if before else "open")

    def taken_back(self, id: str) -> None:
        """That session goes on: nothing of it is stored for now."""
        self.sessions[id] = True
        for kept in self.kept.values():
            if kept.session == id:
                kept.removed = True

    def of(self, id: str) -> dict[str, str]:
        """The texts of what is stored of a session."""
        return {one: kept.text for one, kept in self.kept.items() if kept.session == id and not kept.removed}


def words_of(capture: Capture) -> str:
    """What people said in it."""
    return f"{capture.text}|{capture.step}"


def lives_on(kind: str) -> bool:
    """Whether it is a record of its own once its session is stored."""
    return kind in LIVING
