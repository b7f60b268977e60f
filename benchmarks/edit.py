"""One record edited: an action ticked off among those of 500 sessions, against one atomic write of as many bytes."""

import os
from pathlib import Path

import msgspec
from measuring import alternating, middle, ms, row, timed, title
from stores import IN_ONE, folder, stored

from mentortui.store.store import Store

TIMES = 60


def atomic_write(path: Path, data: bytes) -> None:
    """As any program would do it: a new file, fsync, rename, fsync of the folder."""
    new = path.with_suffix(".new")
    fd = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(fd, data)
    os.fsync(fd)
    os.close(fd)
    new.rename(path)
    fd = os.open(path.parent, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)


def main() -> None:
    """Saved means: on disk when `save_living` returns."""
    with folder() as data:
        slug = stored(data, IN_ONE)[0]
        store = Store(data)
        actions = [record for record in store.living(slug) if record.capture.kind == "action"]
        kept = data / "mentorships" / slug / "record.json"
        content = kept.read_bytes()
        title(f"One action ticked off, {IN_ONE} sessions, record.json of {len(content) / 1e6:.1f} MB (median of {TIMES})")
        coming = iter(actions)

        def tick() -> float:
            record = next(coming)
            state = "open" if record.state == "done" else "done"
            return timed(lambda: store.save_living(slug, msgspec.structs.replace(record, state=state)))

        mine, peers = alternating(tick, lambda: timed(lambda: atomic_write(data / "bare", content)), TIMES)
        first = timed(lambda: Store(data).save_living(slug, actions[0]))
        row(
            "an action ticked off",
            ms(middle(mine)),
            ms(middle(peers)),
            middle(mine) / middle(peers),
            "at most 2 x one atomic write",
        )
        row(
            "the first edit after a start",
            ms(first),
            ms(middle(peers)),
            first / middle(peers),
            "(no budget: reads the file first)",
        )


if __name__ == "__main__":
    main()
