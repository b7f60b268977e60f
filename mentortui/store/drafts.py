"""What was being typed, at most a second behind: {"schema": 1, "drafts": {name: text}}."""

from collections.abc import Mapping
from pathlib import Path

from mentortui.store import files
from mentortui.store.backups import Backups
from mentortui.store.documents import NotJson, compact, parsed, readable
from mentortui.store.errors import Damaged, Newer

SCHEMA = 1


def read_drafts(path: Path) -> dict[str, str]:
    """By the names the caller gave them; empty where there is no file. Raises Damaged, Newer, StoreError."""
    data = files.read_bytes(path)
    if data is None:
        return {}
    try:
        whole = parsed(data)
        schema, drafts = whole["schema"], whole["drafts"]
        if schema > SCHEMA:
            raise Newer(path, schema, SCHEMA)
        return {name: text for name, text in drafts.items() if isinstance(text, str)}
    except NotJson as error:
        raise Damaged(path, "is not JSON", error.line) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise Damaged(path, "these are not drafts") from error


def write_drafts(path: Path, drafts: Mapping[str, str]) -> None:
    """In place of those before; a file that cannot be read is kept in backups first. Raises NotSaved, Newer, StoreError."""
    try:
        read_drafts(path)
    except Damaged:
        Backups(path.parent / "backups").keep(path, "damaged")
    files.write_atomically(path, readable(compact({"schema": SCHEMA, "drafts": dict(drafts)})))
