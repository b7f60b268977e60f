"""What the Mentorship screen shows: a row, a page, the tabs, and what stands there while there is nothing."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from mentortui.core.goals_chart import CourseChart
from mentortui.core.text import company, fit
from mentortui.core.text import width as cells_of
from mentortui.services.records import Shelf
from mentortui.services.tabs import AS_GIVEN, Count, Page, Tab, TabRow
from mentortui.widgets.text import fitted, words

WHO_CELLS, DUE_CELLS = 16, 17
WHO_FROM, DUE_FROM = 66, 40
"""Cells of a row from which it has room for the person, for the date."""
MORE, REVIEW = ("m", "more"), ("R", "review")
"""Keys that lead on from every tab: beside the tabs, where no key of a tab takes their place."""
ROOM = (36, 24, 0)
"""Cells of tabs that have to be left for both of these, for the first, for none."""
STEP = 2
"""Cells by which a row stands in below the one it belongs to."""


def title(shelf: Shelf, tab: Tab) -> tuple[str, ...]:
    """Whose mentorship it is."""
    others = [name for id, name in shelf.around.people if id != shelf.around.me]
    return company(others) or "you", tab.title.lower()


def strip(tabs: Sequence[Tab], counts: Mapping[str, Count], here: Tab, cells: int) -> Content:
    """`▸ Actions 4   Wins 2   Decisions   m more   R review`, the current one always in sight."""
    ends = [Content("").join(_key(*key) for key in keys) for keys in ((MORE, REVIEW), (MORE,), ())]
    end, room = next((end, left) for end, least in zip(ends, ROOM, strict=True) if (left := cells - end.cell_length) >= least)
    entries = []
    for tab in tabs:
        open = counts.get(tab.name, Count(0)).open
        said = f"{tab.title} {open:,}" if open else tab.title
        entries.append(words(f"▸ {said}" if tab is here else f"  {said}", "$accent bold" if tab is here else "$quiet"))
    first, place = 0, [tab is here for tab in tabs].index(True)
    while first < place and sum(entry.cell_length + 1 for entry in entries[first : place + 1]) > room - (2 if first else 0):
        first += 1
    lead = [words("…", "$quiet")] if first else []
    return Content.assemble(Content(" ").join([*lead, *entries[first:]]).truncate(room, ellipsis=True), end)


def row(line: TabRow, tab: Tab, width: int, here: bool, query: str, short: Mapping[str, str]) -> Content:
    """One line: sign, what, who, by when. Where nobody is named, what it says goes on over that column; where there is no room
    for it, whose it is stands before what it says. `short`: what people are called then, by their whole names."""
    look = "bold" if here else "$quiet" if line.over else ""
    who = WHO_CELLS if tab.who and line.who and width >= WHO_FROM else 0
    when = f"{line.due}{' late' if line.late else ''}"
    due = DUE_CELLS if tab.due and width >= DUE_FROM else 0
    if not who:
        due = min(due, cells_of(when))
    inset = min(STEP * line.level, width // 3)
    room = max(4, width - 4 - who - due - inset)
    whose = f"{fit(short.get(line.who, line.who), WHO_CELLS)}: " if tab.who and line.who and not who else ""
    text = _marked(fitted(f"{whose}{line.text}", room, look, pad=True), query)
    late = "$warning" if line.late else "$quiet"
    return Content.assemble(
        words("▌" if here else " ", "$secondary bold"),
        " " * inset,
        fitted(line.sign, 1, "$quiet" if line.over or line.sign == " " else "", pad=True),
        " ",
        text,
        " ",
        fitted(line.who, who, "$quiet", pad=True) if who else "",
        words(fit(when, due).rjust(due), late) if due else "",
    ).truncate(width, ellipsis=True)


def page(said: Page, origin: str, room: int) -> Content:
    """All that is said in a row. A chart takes at most `room` cells: wrapped it would be none."""
    made: list[Content] = []
    for label, text in said:
        if isinstance(text, CourseChart) and not (text := text.within(room)):
            continue
        if label:
            made.append(words(label, "$quiet"))
        made += [words(part) for part in text.splitlines()]
        made.append(Content(""))
    return Content("\n").join([*made, words(origin, "$quiet")])


def invitation(tab: Tab) -> Content:
    """What belongs here, a real example, the key that adds one."""
    key = Content.styled("a", "$accent bold")
    lines = [words(tab.about)]
    if tab.example:
        lines += [Content(""), words("For example:"), *(words(f"   {example}", "$quiet") for example in tab.example)]
    if tab.adds:
        lines += [Content(""), Content.assemble("Press ", key, words(f" to add {tab.one}."))]
    return Content("\n").join(lines)


def nothing_found(tab: Tab, count: int, query: str) -> Content:
    """Why the list is empty, and how it is not."""
    many = tab.many or tab.title.lower()
    said = f"None of {count:,} {many} says “{fit(query.strip(), 40)}”. esc clears the filter."
    return words(said if count else f"There are no {many} yet. esc clears the filter.")


def counted(many: int, order: str, orders: Sequence[str], query: str) -> str:
    """`12, open first`."""
    if not many:
        return ""
    found = f"{many:,} found" if query.strip() else f"{many:,}"
    return found if len(orders) < 2 or order == AS_GIVEN else f"{found}, {order}"


def _key(key: str, does: str) -> Content:
    return Content.assemble("   ", words(key, "$foreground bold"), words(f" {does}", "$quiet"))


def _marked(text: Content, query: str) -> Content:
    plain = text.plain.casefold()
    if len(plain) != len(text.plain):
        return text  # a letter that is two in small: places would not agree
    for word in query[:200].casefold().split():
        at = plain.find(word)
        if at >= 0:
            text = text.stylize("underline", at, at + len(word))
    return text
