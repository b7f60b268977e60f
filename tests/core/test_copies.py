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
