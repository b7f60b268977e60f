"""What a terminal sends, as messages: keys by Textual's parser, pastes past it, for that one takes two seconds a megabyte.

What comes as a burst that nobody types, from a terminal which does not say that it pastes, is a paste as well: taken for keys, a
pasted page would give the floor, finish items and end the session.
"""

import codecs
import time
from collections.abc import Callable, Iterator
from typing import Final

from textual._xterm_parser import XTermParser
from textual.events import Paste
from textual.message import Message

START: Final = b"\x1b[200~"
END: Final = b"\x1b[201~"
BURST: Final = 200
"""Characters that come at once and without an escape sequence: more than anyone types, or a key held down repeats."""
QUIET: Final = 0.04
"""Seconds without a byte, after which such a burst is over."""
BROKEN_OFF: Final = 5.0
"""Seconds without a byte, after which a paste that was never ended is taken as it is, or every later key would be part of it."""


class Incoming:
    """Fed with bytes, it gives messages; `tick` gives those that only time decides. Not for two threads at once.

    What is no text in `encoding` becomes U+FFFD: it may not end the program.
    """

    def __init__(self, encoding: str = "utf-8", *, now: Callable[[], float] = time.monotonic) -> None:
        self._parser = XTermParser()
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._now = now
        self._last = now()
        self._tail = b""  # the end of what the parser has, of which a marker may be a part
        self._paste: bytearray | None = None
        self._theirs = False  # a paste whose first marker came in two pieces: the parser has it
        self._burst: list[str] = []

    @property
    def patience(self) -> float:
        """Seconds after which `tick` may have something to say."""
        return QUIET if self._burst else 0.1

    def feed(self, data: bytes) -> Iterator[Message]:
        """What these bytes mean, with those before them."""
        self._last = self._now()
        while data:
            if self._paste is not None:
                paste, looked = self._paste, max(0, len(self._paste) - len(END))
                paste += data
                end = paste.find(END, looked)
                if end < 0:
                    return
                data = bytes(paste[end + len(END) :])
                del paste[end:]
                yield from self._pasted()
            elif self._theirs:
                end = (self._tail + data).find(END)
                till = len(data) if end < 0 else end + len(END) - len(self._tail)
                self._theirs = end < 0
                yield from self._keys(data[:till], literal=True)
                data = data[till:]
            else:
                start = (self._tail + data).find(START) - len(self._tail)
                if start < -len(self._tail):
                    yield from self._keys(data)
                    return
                if start < 0:
                    self._theirs = True
                    self._tail = b""
                    continue
                yield from self._keys(data[:start])
                yield from self._over()
                self._tail, self._paste = b"", bytearray()
                data = data[start + len(START) :]

    def tick(self) -> Iterator[Message]:
        """What is due now: an escape that was a key, the end of a burst, a paste that broke off."""
        quiet = self._now() - self._last
        if self._paste is not None and quiet >= BROKEN_OFF:
            yield from self._pasted()
        if quiet >= QUIET:
            yield from self._over()
        yield from self._parser.tick()

    def _keys(self, data: bytes, *, literal: bool = False) -> Iterator[Message]:
        self._tail = (self._tail + data)[1 - len(START) :]
        text = self._decoder.decode(data)
        if not literal and "\x1b" not in text and (self._burst or len(text) >= BURST):
            self._burst.append(text)
            return
        yield from self._over()
        if text:
            yield from self._parser.feed(text)

    def _over(self) -> Iterator[Message]:
        """The burst so far, as one paste."""
        if self._burst:
            text, self._burst = "".join(self._burst), []
            yield Paste(text.replace("\r\n", "\n").replace("\r", "\n"))

    def _pasted(self) -> Iterator[Message]:
        assert self._paste is not None
        text, self._paste = self._paste.decode(self._encoding, "replace"), None
        yield Paste(text)
