"""The sentences of a transcript, to be read one by one: captions cut sentences in pieces, and texts hold many in one entry."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from mentortui.core.capture_text import encoded
from mentortui.core.cues import Cue

LONGEST = 400
"""Characters of one sentence; what is longer is cut between two words."""
APART = 3_000_000
"""Microseconds of silence after which a sentence is over whatever it ends in."""
_END = re.compile(r"(?:[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[”」』）]*)\s*")
_SHORT = re.compile(r"(?:^|[\s(\"'“])(?:\w\.)*(?:\w|Dr|Mr|Mrs|Ms|St|vs|etc|No|ca|bzw|Nr)\.$")
"""Ends in a full stop that ends no sentence: an initial, `e.g.`, a title."""


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """Something somebody said."""

    at: int
    """Microseconds of the recording at which it begins; within a cue by its place in the words."""
    end: int
    name: str
    """As the file has it; empty: it is not said who."""
    text: str
    line: int
    """Where it begins in the file, from 1."""


def sentences(cues: Sequence[Cue], at: Sequence[tuple[int, int]], names: Sequence[str]) -> tuple[Sentence, ...]:
    """All that has words, in the order of the file. `at`, `names`: of each cue, when it was and whose it is."""
    return tuple(_sentences(cues, at, names))


def _sentences(cues: Sequence[Cue], at: Sequence[tuple[int, int]], names: Sequence[str]) -> Iterator[Sentence]:
    begun: Sentence | None = None
    for cue, (start, end), name in zip(cues, at, names, strict=True):
        said = " ".join(cue.text.split())
        if begun is not None and (name != begun.name or start - begun.end >= APART):
            yield begun
            begun = None
        if not said:
            continue
        done = 0
        for part, whole in _parts(said):
            since = start + (end - start) * done // len(said)
            done += len(part)
            until = start + (end - start) * min(done, len(said)) // len(said)
            text = part.strip()
            if begun is None:
                begun = Sentence(at=since, end=until, name=name, text=text, line=cue.line)
            else:
                begun = msgspec.structs.replace(begun, end=max(begun.end, until), text=f"{begun.text} {text}")
            if whole or len(begun.text) >= LONGEST:
                yield from _cut(begun)
                begun = None
    if begun is not None:
        yield from _cut(begun)


def _parts(said: str) -> Iterator[tuple[str, bool]]:
    """Each sentence of it, the blank behind it too; and whether it is one to its end."""
    since = 0
    for found in _END.finditer(f"{said} "):
        until = min(found.end(), len(said))
        if until > since and not _SHORT.search(said[since : found.end()].rstrip()):
            yield said[since:until], True
            since = until
    if since < len(said):
        yield said[since:], False


def _cut(sentence: Sentence) -> Iterator[Sentence]:
    """In pieces of at most LONGEST characters."""
    text, length = sentence.text, len(sentence.text)
    done = 0
    while length - done > LONGEST:
        blank = text.rfind(" ", done, done + LONGEST)
        cut = blank if blank > done else done + LONGEST
        yield _piece(sentence, done, cut)
        done = cut
    yield _piece(sentence, done, length)


def _piece(sentence: Sentence, first: int, last: int) -> Sentence:
    length, span = max(1, len(sentence.text)), sentence.end - sentence.at
    return msgspec.structs.replace(
        sentence,
        at=sentence.at + span * first // length,
        end=sentence.at + span * last // length,
        text=sentence.text[first:last].strip(),
    )


def as_line(head: str, text: str) -> str:
    """The line one would type on the capture line to catch `text` as what `head` begins (`>`, `+`, `setback:`); empty: a note.
    Nothing in the text is read as a sign or a tag."""
    line = encoded(text, feedback=head in ("+", "-"))
    return f"{head} {line}"
