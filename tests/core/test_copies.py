"""Two copies of one file, brought together record by record and field by field."""

from mentortui.core.copies import merged_document


def test_what_one_machine_took_away_is_gone_and_not_null() -> None:
    base = {
        "id": "a1",
        "changed": 1,
        "hours": {"ada": 9, "grace": 8},
        "capture": {"id": "a1", "text": "read it", "due": "2026-12-01"},
    }
    newer = {"id": "a1", "changed": 3, "hours": {"grace": 8}, "capture": {"id": "a1", "text": "read it"}}
    older = base | {"changed": 2, "hours": {"ada": 9, "grace": 7}, "capture": {**base["capture"], "text": "read it twice"}}  # type: ignore[dict-item]
    for here, there in ((newer, older), (older, newer)):
        made = merged_document(here, there, base)
        assert made["capture"] == {"id": "a1", "text": "read it twice"}
        assert made["hours"] == {"grace": 7}


def test_a_field_that_only_one_version_knows_stays() -> None:
    newer, older = {"id": "a1", "changed": 3}, {"id": "a1", "changed": 2, "mood": "grey"}
    assert merged_document(newer, older, None)["mood"] == "grey"
    assert merged_document(newer, older, {"id": "a1", "changed": 1})["mood"] == "grey"
    assert merged_document(older, newer, older | {"changed": 1}).keys() == {"id", "changed"}


def test_of_what_became_private_on_one_machine_all_or_nothing_is_there() -> None:
    base = {"id": "a1", "changed": 1, "capture": {"id": "a1", "kind": "action", "text": "read it", "who": "ada"}}
    private = {"id": "a1", "changed": 3, "removed": True, "capture": {"id": "a1", "kind": "action"}}
    for changed, then in ((2, private), (4, None)):
        other = base | {"changed": changed, "capture": {**base["capture"], "text": "read it twice"}}  # type: ignore[dict-item]
        for before in (base, None):
            assert merged_document(private, other, before) == merged_document(other, private, before) == (then or other)


def test_devices_chosen_on_two_machines_are_both_kept() -> None:
    """What the user has by the name of a field of a session is merged as what it is: by the name of the machine."""
    base = {"id": "me", "changed": 1, "hears": {"desk": {"microphone": "a"}, "lap": {"microphone": "b"}}}
    newer = base | {"changed": 3, "hears": {"desk": {"microphone": "c"}, "lap": {"microphone": "b"}}}
    older = base | {"changed": 2, "hears": {"desk": {"microphone": "a"}, "lap": {"microphone": "d"}}}
    for here, there in ((newer, older), (older, newer)):
        made = merged_document(here, there, base)
        assert made["hears"] == {"desk": {"microphone": "c"}, "lap": {"microphone": "d"}}


def test_items_put_on_one_agenda_on_two_machines_are_both_on_it() -> None:
    first, second, third = ({"id": name, "title": name} for name in ("a", "b", "c"))
    base = {"id": "plan", "changed": 1, "items": [first]}
    newer, older = base | {"changed": 3, "items": [first, second]}, base | {"changed": 2, "items": [first, third]}
    assert merged_document(newer, older, base)["items"] == [first, second, third]


def test_the_turns_of_a_session_are_those_of_one_copy_with_all_that_was_heard() -> None:
    base = {"id": "s", "changed": 1, "figures": {"active": 9}, "turns": [["ada", 0, 9, "heard"]], "hears": [[0, ["microphone"]]]}
    newer = base | {"changed": 3, "turns": [["grace", 0, 9, "mended"]], "heard": [[0, ["ada"], "named"]]}
    older = base | {"changed": 2, "turns": [["ada", 0, 4, "mended"]], "heard": [[0, ["grace"], "named"]]}
    made = merged_document(older, newer, base)
    assert (made["turns"], made["heard"]) == (newer["turns"], newer["heard"])
