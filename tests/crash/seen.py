"""What can be seen of a data folder, so that two of them can be compared: ids and times of writing are left out."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from mentortui.core.assessment import Assessment
from mentortui.core.charter import CharterAnswer
from mentortui.core.checkin import is_empty
from mentortui.core.closing_page import Closing
from mentortui.core.events import GapFound
from mentortui.core.goals import Goal, KeyResult, Reading
from mentortui.core.goals_forms import ResultTyped
from mentortui.core.letter_kept import KeptLetter
from mentortui.core.mentorship_pauses import Pause
from mentortui.core.milestones import Milestone
from mentortui.core.record_kinds import RECORD_KINDS
from mentortui.core.records import CheckIn, Plan, Pulse, Record
from mentortui.core.review_edits import ReviewEdit
from mentortui.store.store import Store

TABLES: dict[str, type[Record]] = {
    **{kind.table: kind.struct for kind in RECORD_KINDS if not kind.private},
    "plans": Plan,
    "checkins": CheckIn,
    "pulses": Pulse,
    "letters": KeptLetter,
    "charter": CharterAnswer,
    "assessments": Assessment,
    "reviews": ReviewEdit,
    "goals": Goal,
    "pauses": Pause,
    "closings": Closing,
}
"""Those of record.json, beside the mentorship itself. A new one is a line here."""
PRIVATE: dict[str, type[Record]] = {
    **{kind.table: kind.struct for kind in RECORD_KINDS if kind.private or kind.apart is not None},
    "goals": Goal,
}
"""Those of private.json, beside the private notes."""
PARTS: tuple[type[Record], ...] = (KeyResult, Reading, Milestone, ResultTyped)
"""Those that lie within another one, and what is typed of them."""
PASSING = frozenset(["changed", "changed_by", "created", "wall", "boot", "boot_id", "was_shared"])
"""What differs in equal stores, and `was_shared`: by it a private note knows what must not come back; nobody reads it."""
MADE_ID = re.compile(r"zz\d{9}z")


class Seen(msgspec.Struct, frozen=True):
    """`stored`, `live`: JSON that is the same where nobody could tell a difference."""

    stored: str
    live: str
    notices: tuple[str, ...]


def seen(store: Store, beside_time: frozenset[str] = frozenset()) -> Seen:
    """Everything there is for a person, nothing that was removed. `beside_time`: fields that depend on when it was killed."""
    left_out = PASSING | beside_time
    stored: dict[str, Any] = {"me": _plain(store.me(), left_out), "mentorships": {}}
    live: dict[str, Any] = {}
    for one in store.mentorships():
        slug = one.slug
        if one.removed:
            stored["mentorships"][slug] = "removed"
            continue
        tables = {name: list(_there(store.table(slug, name, kind))) for name, kind in TABLES.items()}
        tables["checkins"] = [found for found in tables["checkins"] if isinstance(found, CheckIn) and not is_empty(found)]
        stored["mentorships"][slug] = {
            "mentorship": _plain(one, left_out),
            "private": _all(_there(store.private_notes(slug)), left_out),
            "private tables": {
                name: _all(_there(store.private_table(slug, name, kind)), left_out) for name, kind in PRIVATE.items()
            },
            "sessions": _all(_there(store.sessions(slug)), left_out),
            "drafts": store.drafts(slug),
            "words": _all([found for id in store.kept_words(slug) if (found := store.words(slug, id))], left_out),
            **{name: _all(found, left_out) for name, found in tables.items()},
        }
        for info in store.journals.of(slug):
            events = info.content.events if info.content is not None else ()
            live[info.id] = {
                "finished": info.finished,
                "trouble": info.trouble,
                "events": [_plain(event, left_out) for event in events if not isinstance(event, GapFound)],
            }
    store.index()
    return Seen(_named_anew(stored), _named_anew(live), tuple(store.notices))


def _there(records: Iterable[Any]) -> list[Any]:
    return [one for one in records if not one.removed]


def _all(records: Iterable[Any], left_out: frozenset[str]) -> list[Any]:
    plain = [_plain(one, left_out) for one in records]
    return sorted(plain, key=lambda one: MADE_ID.sub("", msgspec.json.encode(one, order="deterministic").decode()))


def _plain(value: Any, left_out: frozenset[str]) -> Any:
    return _without(msgspec.to_builtins(value, str_keys=True), left_out)


def _without(value: Any, left_out: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {name: _without(part, left_out) for name, part in value.items() if name not in left_out}
    if isinstance(value, list | tuple):
        return [_without(part, left_out) for part in value]
    return value


def _named_anew(value: Any) -> str:
    """Made ids by the order in which they come."""
    names: dict[str, str] = {}
    text = msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1).decode()
    return MADE_ID.sub(lambda found: names.setdefault(found[0], f"id{len(names)}"), text)


LIVE = re.compile(r"mentorships/[^/]+/live/(?P<stem>[^/]+)\.(?P<what>alive|lock|owner|inbox(/.*)?)")
KNOWN = tuple(
    re.compile(pattern)
    for pattern in (
        r"me\.json",
        r"index\.json",
        r"\.lock",
        r"mentorships(/[^/.][^/]*)?",
        r"mentorships/\.lock",
        r"mentorships/[^/.][^/]*/(record|private|drafts)\.json",
        r"mentorships/[^/.][^/]*/\.lock",
        r"mentorships/[^/.][^/]*/(sessions|transcripts|live|backups)",
        r"mentorships/[^/.][^/]*/transcripts/[^/.]+\.json",
        r"mentorships/[^/.][^/]*/sessions/\d{4}\.json",
        r"mentorships/[^/.][^/]*/live/[^/.]+\.jsonl",
        r"mentorships/[^/.][^/]*/backups/[^/.][^/]*\.(json|jsonl)",
        r"state(/rescued)?",
        r"backups(/[^/.][^/]*\.(json|jsonl))?",
    )
)


def strays(folder: Path) -> tuple[str, ...]:
    """Files and folders that nobody asked for."""
    found = []
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
    for name in names:
        beside = LIVE.fullmatch(name)
        if beside is not None:
            journal = f"{name[: name.index('/live/')]}/live/{beside['stem']}.jsonl"
            if journal not in names or beside["what"] not in ("alive", "lock"):
                found.append(name)
        elif not any(known.fullmatch(name) for known in KNOWN):
            found.append(name)
    return tuple(found)
