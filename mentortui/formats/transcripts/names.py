"""Names that stand before the words of a caption: `Ada: …`, `>> ADA: …`."""

import re

MOST_NAME = 80
"""Characters of a name before a colon."""
_NAMED = re.compile(r"([^<>\n:]{1,80}): +")


def split_name(text: str) -> tuple[str, str]:
    """The name before the first `: ` of a cue as call tools write it, and the words; an empty name where there is none."""
    found = _NAMED.match(text)
    if found is None:
        return "", text
    return " ".join(found[1].split()), text[found.end() :]
