"""One live event made durable: the journal of a session against appending and fsyncing as many bytes."""

import os
from pathlib import Path

from measuring import alternating, middle, ms, row, timed, title
from stores import folder, long_session, stored

from mentortui.core.event_lines import encode
from mentortui.store.store import Store

TIMES = 400


def main() -> None:
    """At 0 and at 10,000 stored sessions."""
    title(f"One live event made durable (median of {TIMES})")
    started, _, *events = long_session(TIMES)
    for sessions in (0, 10_000):
        with folder() as data:
            slug = stored(data, sessions)[0]
            log = Store(data).journals.start(slug, "bench")
            log.append(started)
            coming = iter(events)
            # The checksum and the braces around an event are 22 bytes more.
            lines = iter([encode(event) + b" " * 21 + b"\n" for event in events])
            fd = os.open(Path(data) / "mentorships" / slug / "live" / "bare", os.O_WRONLY | os.O_CREAT | os.O_APPEND)

            def bare(fd: int = fd, lines: object = lines) -> float:
                line = next(lines)  # type: ignore[call-overload]

                def write() -> None:
                    os.write(fd, line)
                    os.fsync(fd)

                return timed(write)

            def ours(log: object = log, coming: object = coming) -> float:
                event = next(coming)  # type: ignore[call-overload]
                return timed(lambda: log.append(event))  # type: ignore[attr-defined]

            mine, peers = alternating(ours, bare, TIMES)
            os.close(fd)
            log.close()
            row(
                f"{sessions:,} sessions stored",
                ms(middle(mine)),
                ms(middle(peers)),
                middle(mine) / middle(peers),
                "at most 1.5 x append + fsync",
            )


if __name__ == "__main__":
    main()
