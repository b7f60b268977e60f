"""Messages to the program that runs a session: a folder of small files, each whole or not there."""

import itertools
import os
import time
from contextlib import suppress
from pathlib import Path

from mentortui.store import files, folders, writing
from mentortui.store.errors import StoreError

_COMMAND, _ANSWER = ".command", ".answer"
_POLL = 0.01
_counter = itertools.count()


class Inbox:
    """`folder`: `live/<id>.inbox`. Every method raises StoreError where the disk refuses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self) -> None:
        """By the running program: from now on commands are taken. What was left from before is dropped."""
        if not files.is_own_folder(self._folder):
            folders.remove_folder(self._folder)  # whoever put a link there must not have what it leads to emptied
        folders.make_folder(self._folder)
        for name in folders.names(self._folder):
            folders.remove_folder(self._folder / name)
        folders.clean(self._folder)

    @property
    def is_open(self) -> bool:
        """Whether commands can be sent."""
        return files.is_folder(self._folder)

    def close(self) -> None:
        """From now on nobody can send."""
        folders.remove_folder(self._folder)

    def send(self, command: bytes) -> str:
        """The token to wait for the answer with. Raises StoreError where no session runs."""
        if not files.is_folder(self._folder):
            raise StoreError(f"{self._folder.stem}: this session does not run. Start mentortui and go on with it.")
        token = f"{time.time_ns():020d}-{next(_counter):06d}-{os.getpid()}"
        writing.write_passing(self._folder / f"{token}{_COMMAND}", command)
        return token

    def take(self) -> list[tuple[str, bytes]]:
        """Tokens and commands that came since, in the order they were sent; each is given out once."""
        taken = []
        for name in folders.names(self._folder):
            path = self._folder / name
            if path.suffix == _COMMAND:
                with suppress(StoreError):  # what cannot be read keeps nobody else's waiting
                    command = files.read_bytes(path)
                    if command is not None and writing.take(path):
                        taken.append((path.stem, command))
        return taken

    def answer(self, token: str, answer: bytes) -> None:
        """For the sender; kept until it is fetched or the session ends."""
        if files.is_folder(self._folder):
            writing.write_passing(self._folder / f"{token}{_ANSWER}", answer)

    def wait_answer(self, token: str, timeout: float) -> bytes | None:
        """None where none came within `timeout` seconds; a command not taken up by then is taken back."""
        path = self._folder / f"{token}{_ANSWER}"
        until = time.monotonic() + timeout
        while (answer := files.read_bytes(path)) is None:
            if time.monotonic() >= until:
                writing.take(self._folder / f"{token}{_COMMAND}")
                return None
            time.sleep(_POLL)
        writing.take(path)
        return answer
