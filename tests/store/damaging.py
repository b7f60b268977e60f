"""A small store, and what can happen to its files."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mentortui.core.records import CheckIn, Me, Plan
from mentortui.store.errors import StoreError
from mentortui.store.store import Store
from tests.store.values import action, mentorship, private, session, taken

NOON = 1_795_953_600_000_000
"""UTC microseconds; the day is 2026-11-29."""


class Damage(NamedTuple):
    """How a file becomes another one."""

    name: str
    done: Callable[[bytes], bytes]


def filled(folder: Path) -> Store:
    """Something of everything, each file written more than once."""
    store = Store(folder, now=lambda: NOON)
    store.save_me(Me(id="ada", name="Ada"))
    store.save_me(Me(id="ada", name="Ada L."))
    store.save_mentorship(mentorship())
    store.save_living("grace", action("a1", text="first words"), action("a2"))
    store.save_living("grace", action("a2", state="done", text="second words"))
    store.save_table("grace", "plans", Plan(id="p1", kind="regular", minutes=45))
    store.save_table("grace", "checkins", CheckIn(id="c1", person="grace", done=("the outline",)))
    store.save_session("grace", session("s1"))
    store.save_session("grace", session("s2", 2))
    store.save_private("grace", private("n1", "tired"))
    store.save_private("grace", private("n2", "awake"))
    store.save_drafts("grace", {"line": "half a sen", "form": "whole"})
    log = store.journals.start("grace", "s3")
    for number in range(3):
        log.append(taken(f"e{number}"))
    log.close()
    store.index()
    return store


FILES = {
    "me": "me.json",
    "record": "mentorships/grace/record.json",
    "year": "mentorships/grace/sessions/2024.json",
    "private": "mentorships/grace/private.json",
    "drafts": "mentorships/grace/drafts.json",
    "index": "index.json",
    "journal": "mentorships/grace/live/s3.jsonl",
}
"""Every kind of file that is there for good, by a name for it."""
RESTORED = ("me", "record", "year", "private")
"""Those that are made again from copies and log."""


def seen(store: Store) -> dict[str, Any]:
    """What is acknowledged, by the kind of file it is in; a StoreError where it cannot be read."""
    looks: dict[str, Callable[[], Any]] = {
        "me": store.me,
        "record": lambda: (
            store.mentorships(),
            store.living("grace"),
            store.table("grace", "plans", Plan),
            store.table("grace", "checkins", CheckIn),
        ),
        "year": lambda: store.sessions("grace"),
        "private": lambda: store.private_notes("grace"),
        "drafts": lambda: store.drafts("grace"),
        "journal": lambda: [(one.id, one.content and one.content.events) for one in store.journals.of("grace")],
        "index": store.index,
    }
    found: dict[str, Any] = {}
    for name, look in looks.items():
        try:
            found[name] = look()
        except StoreError as error:
            found[name] = error
    return found


def copied(source: Path, folder: Path) -> Path:
    """The same store elsewhere."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(source, folder)
    return folder


def has_bytes(folder: Path, content: bytes) -> bool:
    """Whether some older copy holds exactly these bytes."""
    return any(path.read_bytes() == content for path in folder.rglob("backups/*.json"))


def flipped(data: bytes, bit: int) -> bytes:
    """With one bit the other way."""
    place = bit // 8
    return data[:place] + bytes([data[place] ^ (1 << bit % 8)]) + data[place + 1 :]


def wholesale() -> Iterator[Damage]:
    """What disks, editors and syncing programs do to a whole file."""
    yield Damage("nothing is left", lambda _: b"")
    yield Damage("all zeroes", lambda data: bytes(len(data)))
    yield Damage("a zeroed block", lambda data: data[:64] + bytes(128) + data[192:])
    yield Damage("its end is zeroes", lambda data: data[: len(data) // 2] + bytes(len(data) - len(data) // 2))
    yield Damage("NUL bytes behind", lambda data: data + bytes(512))
    yield Damage("garbage behind", lambda data: data + b"\xff\xfe}{garbage")
    yield Damage("itself behind", lambda data: data + data)
    yield Damage("a byte order mark", lambda data: b"\xef\xbb\xbf" + data)
    yield Damage("UTF-16", lambda data: data.decode().encode("utf-16"))
    yield Damage("line ends of Windows", lambda data: data.replace(b"\n", b"\r\n"))
    yield Damage("no line ends", lambda data: data.replace(b"\n", b""))
    yield Damage("another program's", lambda _: b"%PDF-1.7\n")
    yield Damage("a list", lambda _: b"[]\n")
    yield Damage("nested without end", lambda _: b"[" * 100_000)
    yield Damage("half", lambda data: data[: len(data) // 2])
