"""Textual in tests: which rules hold for a widget is found out once a process, not at every start of the program again.

Every test starts the program, and each start asks of some thousand rules, for each widget and each part of it, which hold: a
fifth of the time of all tests of screens. What is asked about is the way from the program down to the widget (kind, id,
classes, states of each), and the same way under the same rules has the same answer.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

_ORDER = {"first-of-type", "last-of-type", "first-child", "last-child", "empty"}
Way: TypeAlias = tuple[object, ...]


class Chosen:
    """The rules that can hold for a widget of some names, and what they came to on each way to one."""

    def __init__(self, rules: tuple[RuleSet, ...]) -> None:
        self.rules = rules
        own, above = set[str](), set[str]()
        for rule in rules:
            own |= rule.pseudo_classes
            for one in rule.selector_set:
                for selector in one.selectors[:-1]:
                    above |= selector.pseudo_classes
        self.hover, self.within = "hover" in own, "focus-within" in own
        self.order, self.odd = bool(own & _ORDER), "odd" in own or "even" in own
        self.own, self.above = tuple(sorted(own)), tuple(sorted(above))
        self.found: dict[Way, RulesMap | None] = {}


class Sheet:
    """A style sheet as it is read now, by the names of its rules."""

    def __init__(self, rules: list[RuleSet]) -> None:
        self.rules = rules
        self.by_name: dict[str, list[RuleSet]] = {}
        for rule in rules:
            for name in rule.selector_names:
                self.by_name.setdefault(name, []).append(rule)
        self.names = self.by_name.keys()
        self.chosen: dict[frozenset[str], Chosen] = {}

    def choose(self, names: set[str] | frozenset[str]) -> Chosen:
        key = frozenset(self.names & names)
        if key not in self.chosen:
            limit = {id(rule) for name in key for rule in self.by_name[name]}
            rules = tuple(rule for rule in reversed(self.rules) if id(rule) in limit)
            self.chosen[key] = _chosen.setdefault(tuple(map(id, rules)), Chosen(rules))
        return self.chosen[key]


_apply, _parts_of = Stylesheet.apply, Stylesheet._process_component_classes
_replace = Stylesheet.replace_rules.__func__  # type: ignore[attr-defined]
_sheets: dict[tuple[int, ...], Sheet] = {}
_chosen: dict[tuple[int, ...], Chosen] = {}
_parts: dict[frozenset[str], list[tuple[str, frozenset[str]]]] = {}
_noted: dict[int, RulesMap | None] = {}
"""Of whom it is asked now, by id: what it came to, None where no rule holds."""
_settled: dict[int, tuple[RulesMap, dict[str, object]]] = {}


def style_quickly(quickly: bool = True) -> None:
    """For all apps of this process; or as Textual does it."""
    if not quickly:
        Stylesheet.apply, Stylesheet._process_component_classes = _apply, _parts_of  # type: ignore[method-assign]
        Stylesheet.replace_rules = classmethod(_replace)  # type: ignore[method-assign,assignment]
        return
    Stylesheet.apply = _quick_apply  # type: ignore[method-assign]
    Stylesheet.replace_rules = classmethod(_quick_replace)  # type: ignore[method-assign,assignment]
    Stylesheet._process_component_classes = _quick_parts  # type: ignore[method-assign]


def _sheet(stylesheet: Stylesheet) -> Sheet:
    rules = stylesheet.rules
    sheet: Sheet | None = stylesheet.__dict__.get("_sheet")
    if sheet is None or stylesheet.__dict__["_sheet_of"] is not rules:
        key = tuple(map(id, rules))
        if key not in _sheets:
            _sheets[key] = Sheet(rules)
        sheet = stylesheet.__dict__["_sheet"] = _sheets[key]
        stylesheet.__dict__["_sheet_of"] = rules
    return sheet


def _way(nodes: list[DOMNode]) -> list[Way]:
    return [(type(node), node._id, frozenset(node._classes)) for node in nodes]


def _states(node: DOMNode, names: tuple[str, ...]) -> Way:
    tests: dict[str, Callable[[Any], bool]] = node._PSEUDO_CLASSES
    return tuple(name in tests and tests[name](node) for name in names)


def _quick_apply(stylesheet: Stylesheet, node: DOMNode, *, animate: bool = False, cache: object = None) -> None:
    """As Textual's own, asked once for each way."""
    chosen = _sheet(stylesheet).choose(node._selector_names)
    node._has_hover_style, node._has_focus_within = chosen.hover, chosen.within
    node._has_order_style, node._has_odd_or_even = chosen.order, chosen.odd
    nodes = node.css_path_nodes
    way = (*_way(nodes), _states(node, chosen.own))
    if chosen.above:
        way += tuple(_states(one, chosen.above) for one in nodes[:-1])
    if way not in chosen.found:
        _noted[id(node)] = None
        _apply(stylesheet, node, animate=animate)
        chosen.found[way] = _noted.pop(id(node))
        return
    rules = chosen.found[way]
    if rules is not None:
        stylesheet.replace_rules(node, rules, animate=animate)
    stylesheet._process_component_classes(node)


def _quick_replace(kind: type[Stylesheet], node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
    """As Textual's own; but what stays the same is not set again, and a widget that is new gets all of it at once."""
    if id(node) in _noted:
        _noted[id(node)] = rules
    if animate:
        _replace(kind, node, rules, animate)
        return
    base = node.styles.base
    if node.__dict__.get("_came_to") == (id(rules), base._updates) and id(rules) in _settled:
        node.notify_style_update()
        return
    now: dict[str, object] = base._rules  # type: ignore[assignment]
    fresh = not now and not node._is_mounted
    if fresh and id(rules) in _settled:
        now.update(_settled[id(rules)][1])
        base._updates += 1
        node.__dict__["_came_to"] = id(rules), base._updates
        node._nodes.updated()
        node.notify_style_update()
        return
    for name in now.keys() - rules.keys():
        setattr(base, name, None)
    for name, value in rules.items():
        old = now.get(name)
        if value is None or (old is not value and old != value):
            setattr(base, name, value)
    if fresh and "pointer" not in rules:
        _settled[id(rules)] = rules, now.copy()
    node.__dict__["_came_to"] = id(rules), base._updates
    node.notify_style_update()


def _quick_parts(stylesheet: Stylesheet, node: DOMNode) -> None:
    """As Textual's own; but a part whose rules are the same stays as it is."""
    classes = node._get_component_classes()
    if not classes:
        return
    if classes not in _parts:
        _parts[classes] = [(one, frozenset({"*", f".{one}", *DOMNode()._css_types})) for one in sorted(classes)]
    sheet, nodes = _sheet(stylesheet), node.css_path_nodes
    way, refresh = _way(nodes), False
    old, was = node._component_styles.copy(), node.__dict__.get("_part_rules", {})
    node._component_styles.clear()
    now: dict[str, RulesMap | None] = {}
    for part, names in _parts[classes]:
        chosen = sheet.choose(names)
        key = (*way, part, *(tuple(_states(one, chosen.above) for one in nodes) if chosen.above else ()))
        if key in chosen.found and part in old and part in was and was[part] is chosen.found[key]:
            node._component_styles[part], now[part] = old[part], was[part]
            continue
        virtual = DOMNode(classes=part)
        virtual._attach(node)
        if key in chosen.found:
            rules = chosen.found[key]
            if rules is not None:
                stylesheet.replace_rules(virtual, rules)
        else:
            _noted[id(virtual)] = None
            _apply(stylesheet, virtual)
            rules = chosen.found[key] = _noted.pop(id(virtual))
        refresh = refresh or old.get(part) != virtual.styles
        node._component_styles[part], now[part] = virtual.styles, rules
    node.__dict__["_part_rules"] = now
    if refresh:
        node.refresh()
