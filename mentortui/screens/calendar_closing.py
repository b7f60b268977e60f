"""What the key that closes a mentorship leads to: its page, copied, written to a file, and the archive."""

from collections.abc import Callable
from typing import Final, TypeAlias

from mentortui.services.closing import ClosingBook
from mentortui.services.drafts import Kept
from mentortui.services.tabs import Host

PAGE_FILE_HINT: Final = "a new file only you may read, such as closing.md"
CLOSING_PAGE: Final = "closing page"
Wrapped: TypeAlias = Callable[[Callable[[], str]], Callable[[], str]]


class ClosingKeys:
    """Of one mentorship. `done`, `told`: remember an act that can be taken back, and one that only wrote something elsewhere."""

    def __init__(self, closing: ClosingBook, slug: str, drafts: Callable[[str], Kept], done: Wrapped, told: Wrapped) -> None:
        self._closing, self._slug, self._drafts = closing, slug, drafts
        self._done, self._told = done, told

    def ask(self, host: Host, *, archived: bool) -> None:
        """What is to be done with the page, and whether it is closed."""
        choices = [
            *((("o", "open it again"),) if archived else ()),
            ("w", "write the closing page: it is drafted from the record"),
            ("c", "copy the page"),
            ("m", "the page as a Markdown file"),
            *(() if archived else (("y", "close it now: archived, and everything stays"),)),
        ]

        def chosen(key: str) -> None:
            match key:
                case "w":
                    self.write(host)
                case "c":
                    host.act(lambda: self._copied(host))
                case "m":
                    host.ask(
                        "The closing page to",
                        PAGE_FILE_HINT,
                        lambda name: self._told(lambda: self._closing.write(self._slug, name))(),
                        value=self._closing.file_name(self._slug),
                    )
                case "y":
                    host.act(self._done(lambda: self._closing.close(self._slug)))
                case "o":
                    host.act(self._done(lambda: self._closing.reopen(self._slug)))

        title, about = (
            ("It is closed", "") if archived else ("Close it well", "Nothing of it is lost, and it can be opened again.")
        )
        host.choose(title, choices, chosen, about=about)

    def _copied(self, host: Host) -> str:
        text = self._closing.page(self._slug)
        host.app.call_from_thread(lambda: host.say(host.copy(text)))
        return ""

    def write(self, host: Host) -> None:
        """The page, to be edited; what stood there when it was left comes back."""
        drafts = self._drafts(self._slug)

        def found() -> str:
            text = drafts.get(CLOSING_PAGE) or self._closing.page(self._slug)
            host.app.call_from_thread(host.app.call_later, self._written, host, drafts, text)
            return ""

        host.act(found)

    def _written(self, host: Host, drafts: Kept, text: str) -> None:
        from mentortui.screens.write import WriteScreen

        def keep(typed: str) -> None:
            drafts.put(CLOSING_PAGE, typed)

        def done(written: str | None) -> str | None:
            if written is not None:
                host.act(self._told(lambda: self._kept(drafts, written)))
            return None

        host.open(WriteScreen("Closing page", text, does="keeps it", keep=keep), done)

    def _kept(self, drafts: Kept, written: str) -> str:
        said = self._closing.keep(self._slug, written)
        drafts.put(CLOSING_PAGE, "")
        return said
