"""How lengths of time are written on a screen. All are whole microseconds.

What has passed is cut down: a minute counts once it is over. What is left in whole minutes is rounded up: five minutes are
left until one of them is used.
"""

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
STEP = 10 * SECOND
_IN_SECONDS = 2 * MINUTE  # what is left shows in seconds from here on


def clock(us: int) -> str:
    """`7:18`, `0:05`, from an hour on `1:02:03`; `-0:05` before its time."""
    sign, seconds = ("-" if us < 0 else ""), abs(us) // SECOND
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02}:{seconds:02}" if hours else f"{sign}{minutes}:{seconds:02}"


def steps(us: int) -> int:
    """`us` cut down to whole steps of 10 s, in microseconds: speaking time must not run like a stopwatch."""
    return max(0, us) // STEP * STEP


def minutes(us: int) -> int:
    """Whole minutes, cut down."""
    return max(0, us) // MINUTE


def minutes_words(us: int) -> str:
    """What has passed: `12 min`, `under a minute`."""
    return "under a minute" if 0 < us < MINUTE else f"{minutes(us)} min"


def minutes_left(us: int) -> str:
    """What is left where no seconds show: `5 min` until one of the five is used, at last `under a minute`, then `0 min`."""
    return "under a minute" if 0 < us < MINUTE else f"{_begun(us)} min"


def left(us: int) -> str:
    """What is left: `7 min`, in the last two minutes `1:40`, and past the end `+2:10 over`."""
    figure, words = left_parts(us)
    return figure + {"min left": " min", "left": "", "over": " over"}[words]


def left_parts(us: int) -> tuple[str, str]:
    """The figure of what is left, and the words beside it: `7`, `min left`; `1:40`, `left`; `+2:10`, `over`.

    Minutes until two are left, one that has begun counting as whole; then seconds.
    """
    if us < 0:
        return f"+{clock(-us)}", "over"
    if us <= _IN_SECONDS:
        return clock(us), "left"
    return str(_begun(us)), "min left"


def _begun(us: int) -> int:
    """Minutes, the one that is not whole too."""
    return -(-max(0, us) // MINUTE)
