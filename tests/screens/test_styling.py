"""What makes these tests quicker than Textual is has to come to what Textual comes to."""

import gc

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Checkbox, Input, Label

from tests.screens.waiting import at_rest
from tests.styling import _noted, style_quickly


class Bare(Label):
    """Has parts for which no rule holds."""

    COMPONENT_CLASSES = {f"bare--{number}" for number in range(40)}


class Many(App[None]):
    """Rules of each kind: by place, by state, by what stands above, by an id, a class, a theme."""

    CSS = """
    Label { color: $primary; &:first-child { color: red; } &:last-child { color: blue; } &:odd { background: green; } }
    Vertical:focus-within { border: solid green; Label { text-style: bold; } }
    #two { width: 12; Label { width: 7; } &:disabled { width: 9; Input { height: 2; } } }
    Input { &:focus { color: red; } &.-wrong { color: blue; } }
    Screen:light Checkbox > .toggle--label { color: red; }
    Checkbox.-on > .toggle--label { color: green; }
    Vertical:focus-within Checkbox > .toggle--label { color: yellow; }
    """

    def compose(self) -> ComposeResult:
        for name in ("one", "two"):
            with Vertical(id=name):
                yield Label("above")
                yield Input()
                yield Checkbox("which")
                yield Label("below")

    def step(self, number: int) -> bool:
        """Changes something; False after the last."""
        inputs, boxes, labels = [*self.query(Input)], [*self.query(Checkbox)], [*self.query(Label)]
        match number:
            case 0 | 2:
                inputs[number // 2].focus()
            case 1:
                inputs[0].add_class("-wrong")
            case 3:
                boxes[0].add_class("-on")
            case 4:
                self.query_one("#one").disabled = True
            case 5:
                self.theme = "textual-light"
            case 6:
                labels[0].remove()
            case 7:
                self.query_one("#two").mount(Label("more"))
            case 8:
                self.query_one("#two").mount(Bare("plain"))
            case _:
                return False
        return True

    def rules(self) -> list[str]:
        """What holds for each widget, and for each part of it."""
        return [
            f"{node} {sorted(node.styles.base._rules.items())}"
            + "".join(f" {part} {sorted(styles.base._rules.items())}" for part, styles in node._component_styles.items())
            for node in self.screen.walk_children(with_self=True)
        ]


async def seen() -> list[list[str]]:
    app, found, number = Many(), list[list[str]](), 0
    async with app.run_test() as pilot:
        while app.step(number):
            await at_rest(pilot)
            found.append(app.rules())
            number += 1
            gc.collect()  # what is new may stand where something stood that is gone
    return found


async def test_for_each_widget_and_part_the_rules_hold_that_textual_itself_finds() -> None:
    try:
        style_quickly(False)
        plain = await seen()
    finally:
        style_quickly()
    assert len({str(rules) for rules in plain}) == 9, "each step changes some"
    assert await seen() == plain
    assert await seen() == plain, "the second start goes by what the first one found out"
    assert not _noted, "where something is gone, something new may stand, and is not taken for it"
