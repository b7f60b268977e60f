"""Sessions as files for others and for other programs: the name's ending says which."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from mentortui.core.commands import Refused
from mentortui.core.feedback import stays
from mentortui.core.goals import Goal
from mentortui.core.page import Page, public
from mentortui.core.records import FinishedSession, Living, PrivateNote
from mentortui.formats.session_shapes import show_shape
from mentortui.formats.shapes import ListShape, ShowShape, printed
from mentortui.services.outgoing import write_out

if TYPE_CHECKING:
    from mentortui.core.trends_look import Looked

FILE_HINT = "a new file only you may read; its ending says which: .md .html .csv .json"
FORMS = (".md", ".html", ".htm", ".csv", ".json")


def handed_out(
    slug: str, session: FinishedSession, living: tuple[Living, ...], private: tuple[PrivateNote, ...], goals: Sequence[Goal] = ()
) -> ShowShape:
    """A session without what stays with the user: private notes, feedback not given yet, and what has no next step yet."""
    session, living = public(session, living, private)
    return show_shape(slug, session, [one for one in living if not stays(one.capture)], None, goals)


def write_session(name: str, leaving: Page, shape: Callable[[], ShowShape]) -> str:
    """Writes a session into a new file and says which: HTML, CSV or JSON where the name ends so, else Markdown. `leaving` and
    `shape` are what of it may leave. Raises Refused with one sentence, and what `shape` raises, which only some forms ask."""
    return str(write_out(name, session_text(_ending(name), leaving, shape)))


def session_text(ending: str, leaving: Page, shape: Callable[[], ShowShape]) -> str:
    """The same as text; `ending` is one of FORMS, else it is Markdown."""
    match ending:
        case ".json":
            return printed(shape()) + "\n"
        case ".csv":
            from mentortui.formats.tables import session_table

            return session_table(shape().session)
        case ".html" | ".htm":
            from mentortui.formats.html import to_html

            return to_html(leaving)
        case _:
            from mentortui.formats.markdown import to_markdown

            return to_markdown(leaving)


def write_list(name: str, shape: ListShape) -> str:
    """Writes the list of sessions into a new file and says which: as CSV or JSON. Raises Refused with one sentence."""
    match _ending(name):
        case ".csv":
            from mentortui.formats.tables import list_table

            return str(write_out(name, list_table(shape)))
        case ".json":
            return str(write_out(name, printed(shape) + "\n"))
        case _:
            raise Refused("A list is written as a table or as JSON: end the file's name in .csv or .json.")


def write_trends(name: str, looks: "Sequence[Looked]") -> str:
    """Writes the trends of some mentorships into a new file and says which: as CSV, Markdown or JSON. Raises Refused with one
    sentence."""
    from mentortui.services.trends import NO_FORM, as_csv, as_json, as_markdown

    match _ending(name):
        case ".csv":
            return str(write_out(name, as_csv(looks)))
        case ".md":
            return str(write_out(name, as_markdown(looks)))
        case ".json":
            return str(write_out(name, as_json(looks) + "\n"))
        case _:
            raise Refused(NO_FORM)


def _ending(name: str) -> str:
    return PurePath(name.strip()).suffix.casefold()
