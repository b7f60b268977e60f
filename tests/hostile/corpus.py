"""The corpus: tests/data/hostile.json, its rules for long texts carried out."""

import json
import os
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

LONG_RUN = os.environ.get("HYPOTHESIS_PROFILE") == "long"
"""Whether every text goes everywhere; else every text goes somewhere, and each place gets a share of them."""
_FILE = Path(__file__).parents[1] / "data" / "hostile.json"


def _texts() -> Iterator[tuple[str, str]]:
    for kind, texts in json.loads(_FILE.read_text("utf-8")).items():
        for name, text in texts.items():
            yield f"{kind}: {name}", text["repeat"] * text["times"] if isinstance(text, dict) else text


CORPUS: dict[str, str] = dict(_texts())
"""Every text by its kind and name."""
SHORT = tuple(text for name, text in CORPUS.items() if not name.startswith("long: "))
LONG = tuple(text for name, text in CORPUS.items() if name.startswith("long: "))
NAME = CORPUS["long: name"]
TEXTS = (*SHORT, *LONG)
WORDS = tuple(text for text in SHORT if text.strip())
"""Those that say something."""


class Turns:
    """Texts by turns: each call the next one."""

    def __init__(self, texts: tuple[str, ...] = SHORT) -> None:
        self._texts = cycle(texts)

    def __call__(self) -> str:
        return next(self._texts)

    def some(self, count: int) -> tuple[str, ...]:
        return tuple(self() for _ in range(count))
