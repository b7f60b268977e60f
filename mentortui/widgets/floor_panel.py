"""Who has the floor, and everyone's share of it beside what was agreed."""

import msgspec
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.geometry import Size
from textual.reactive import var

from mentortui.core.text import width as cells_of
from mentortui.widgets.drawn import Drawn, lines
from mentortui.widgets.share_bar import FIGURE, ShareBar, Speaker
from mentortui.widgets.text import fitted, folded, words

MOST = 9  # people, one a number key
_WIDEST_NAME = 14
_INDENT = 5
_CORNERS = 5  # cells beside the words of the footer, in the border or below the bars
_DETAIL_FROM = 40  # cells a second row needs


class FloorView(msgspec.Struct, frozen=True, kw_only=True):
    """All that the panel shows. The words are made outside; empty ones take no room."""

    people: tuple[Speaker, ...] = ()
    title: str = "Floor · last ten minutes"
    state: str = ""
    """What no bar says: `‖ paused`, `nobody has the floor`, `several at once`, `unsure since 14:20`."""
    summary: str = ""
    """`nobody 3 % · both 1 % · whole session 41 : 59, agreed 40 : 60`."""
    footers: tuple[str, ...] = ()
    """`as agreed · of talk · agreed in the charter · keyed by hand`, and shorter ones for a narrow panel."""
    faint: bool = False
    figures: bool = True
    covered: bool = False


class FloorPanel(Vertical):
    """A bar for each of up to nine people.

    With `height: auto` it is a row a person. Given a height, it spreads: a second row for each, then blank rows between,
    then the summary. Without a border the state has a row of its own, and the footer where a stylesheet shows `#floor-foot`.
    Clicks come out as `ShareBar.Asked`.
    """

    DEFAULT_CSS = """
    FloorPanel {
        height: auto;
        border: round $faint;
        border-title-color: $foreground;
        border-subtitle-color: $quiet;
        border-subtitle-align: right;
        padding: 0 1 0 0;
        overflow: hidden;
        & > ShareBar { display: none; }
        & > ShareBar.-shown { display: block; }
        &.-spread > ShareBar.-shown { margin-bottom: 1; }
        & > #floor-state { display: none; height: 1; padding: 0 1; }
        & > #floor-state.-shown { display: block; }
        & > #floor-summary { display: none; height: auto; padding: 0 0 0 5; }
        & > #floor-foot { display: none; height: 1; padding: 0 0 0 5; color: $quiet; }
        &.-summed > #floor-summary { display: block; }
    }
    """

    view: var[FloorView] = var(FloorView())

    def compose(self) -> ComposeResult:
        yield _State(id="floor-state")
        for _ in range(MOST):
            yield ShareBar()
        yield _Summary(id="floor-summary")
        yield _State(id="floor-foot")

    def on_mount(self) -> None:
        self._arrange()

    def on_resize(self, event: Resize) -> None:
        self._arrange()

    def watch_view(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        if not self.is_attached or not self.is_mounted:
            return
        view = self.view
        people = view.people[:MOST]
        detail, spread, summed = self._spread(len(people))
        self.set_class(spread, "-spread")
        self.set_class(summed, "-summed")
        names = [f"Person {person.number}" if view.covered else person.name for person in people]
        most = max(4, min(_WIDEST_NAME, self.content_size.width // 4))
        name_cells = min(most, max((cells_of(fitted(name, most).plain) for name in names), default=0))
        figure_cells = max((FIGURE, *(cells_of(person.figure) for person in people)))
        for index, bar in enumerate(self.query_children(ShareBar)):
            bar.set_class(index < len(people), "-shown")
            if index < len(people):
                bar.show(
                    people[index],
                    name_cells=name_cells,
                    figure_cells=figure_cells,
                    detail=detail,
                    faint=view.faint,
                    figures=view.figures,
                    covered=view.covered,
                )
        self._say(summed)

    def _say(self, summed: bool) -> None:
        view, bordered = self.view, self._bordered
        title = words(view.title)
        if view.state:
            title = Content.assemble(title, " · ", words(view.state, "bold"))
        self.border_title = title
        room = self.size.width - _CORNERS
        footer = next((one for one in view.footers if cells_of(one) <= room), view.footers[-1] if view.footers else "")
        self.border_subtitle = words(footer)
        self.query_one("#floor-foot", _State).text = footer
        state = self.query_one("#floor-state", _State)
        state.text = view.state
        state.set_class(bool(view.state) and not bordered, "-shown")
        self.query_one("#floor-summary", _Summary).text = view.summary if summed else ""

    @property
    def _bordered(self) -> bool:
        return self.styles.border_top[0] not in ("", "none")

    def _spread(self, count: int) -> tuple[bool, bool, bool]:
        """Whether there is room for second rows, for blank rows between, for the summary."""
        wanted = self.styles.height
        if wanted is None or wanted.is_auto or not count:
            return False, False, False
        rows, width = self.content_size.height, self.content_size.width
        said = len(folded(self.view.summary, width - _INDENT)) if self.view.figures else 0
        detail = width >= _DETAIL_FROM and 2 * count + said <= rows
        spread = (3 if detail else 2) * count + said <= rows
        summed = bool(said) and (3 if detail and spread else 2 if detail or spread else 1) * count + said <= rows
        return detail, spread, summed


class _State(Drawn):
    DEFAULT_CSS = "_State { color: $foreground; text-style: bold; &#floor-foot { color: $quiet; text-style: none; } }"

    text: var[str] = var("")

    def watch_text(self) -> None:
        self.redraw()

    def draw(self, width: int, height: int) -> Content:
        return fitted(self.text, width)


class _Summary(Drawn):
    DEFAULT_CSS = "_Summary { color: $quiet; }"

    text: var[str] = var("")

    def watch_text(self, before: str, after: str) -> None:
        width = self.content_size.width
        if len(folded(before, width)) != len(folded(after, width)):
            self.refresh(layout=True)
        self.redraw()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return max(1, len(folded(self.text, width)))

    def draw(self, width: int, height: int) -> Content:
        return lines(*(fitted(row, width) for row in folded(self.text, width)))
