"""Sessions of the worked examples, whose times are milliseconds, as events of ours."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

from mentortui.core import events as e
from mentortui.core.people import Agreement, Participant, narrowest

FILE = Path(__file__).parent.parent / "data" / "fairness_examples.json"


def load() -> dict[str, Any]:
    """The whole file."""
    found: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return found


def sessions() -> list[dict[str, Any]]:
    """The examples that are sessions, not recordings."""
    return [example for example in load()["examples"] if "events" in example]


def us(milliseconds: int) -> int:
    return milliseconds * 1000


def ratio(value: str | float | None) -> Fraction | None:
    """`p/q`, a number or null."""
    return None if value is None else Fraction(str(value))


def agreement(found: dict[str, Any] | None) -> Agreement | None:
    return None if found is None else Agreement(persons=found.get("persons", {}), roles=found.get("roles", {}))


def events_of(example: dict[str, Any]) -> list[e.AnyEvent]:
    """Its events as the program would have logged them."""
    agreed = example.get("agreed", {})
    people = tuple(
        Participant(id=person["id"], name=person["id"], role=person.get("role", "peer"), key=number)
        for number, person in enumerate(example["people"], 1)
    )
    present = example.get("present", [person.id for person in people])
    made: list[e.AnyEvent] = []
    for found in example["events"]:
        common = {"id": str(found["seq"]), "at": us(found["t"]), "by": "ada"}
        match found["kind"]:
            case "session_started":
                made.append(
                    e.SessionStarted(
                        **common,
                        session="s",
                        mentorship="m",
                        me="ada",
                        people=people,
                        present=tuple(present),
                        items=tuple(
                            e.Item(
                                id=item["id"],
                                title=item["id"],
                                agreement=agreement(item.get("agreed")),
                                quiet=item.get("quiet", False),
                            )
                            for item in example.get("items", [])
                        ),
                        agreement=narrowest(
                            agreement(agreed.get("session")),
                            agreement(agreed.get("kinds", {}).get(example.get("kind"))),
                            agreement(agreed.get("charter")),
                        ),
                    )
                )
            case "floor_taken":
                several = found["by"] == "several"
                made.append(
                    e.FloorTaken(**common, holders=() if several else tuple(found["by"]), how="several" if several else "named")
                )
            case "session_paused":
                made.append(e.Paused(**common))
            case "session_resumed":
                made.append(e.Resumed(**common))
            case "turn_corrected":
                made.append(e.ChangeMoved(**common, offset=us(found["by_ms"])))
            case "gap_found":
                made.append(e.GapFound(**common | {"by": e.PROGRAM}, began=us(found["from"])))
            case "gap_answered":
                holders = () if found["as"] in ("nobody", "away") else (found["as"],)
                made.append(e.GapAnswered(**common, gap=str(found["gap"]), holders=holders, counted=found["as"] != "away"))
            case "undone":
                made.append(e.Undone(**common, event=str(found["event"])))
            case "redone":
                made.append(e.Redone(**common, event=str(found["event"])))
            case "item_started":
                made.append(e.ItemStarted(**common, item=found["item"]))
            case "item_finished":
                made.append(e.ItemFinished(**common, item=found["item"]))
            case "present_changed":
                made += [
                    e.PersonJoined(**common | {"id": f"{found['seq']}{person.id}"}, person=person)
                    for person in people
                    if person.id in found["present"] and person.id not in present
                ]
                made += [
                    e.PersonLeft(**common | {"id": f"{found['seq']}{person}"}, person=person)
                    for person in present
                    if person not in found["present"]
                ]
                present = found["present"]
            case kind:
                raise AssertionError(f"{kind} is not a known kind of event")
    return made
