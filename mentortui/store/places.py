"""Which file is where. Nothing here reads one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from mentortui.store.errors import StoreError
from mentortui.store.slugs import is_safe

RESCUED = "rescued"
"""Below the state folder: the sessions that were saved elsewhere, to be taken in at the next start."""
TRANSCRIPTS = "transcripts"
"""Below a mentorship: what was said in its sessions, where that was kept."""


class Places:
    """The paths under one data folder. A slug that would lead out of it raises StoreError."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.me = data_dir / "me.json"
        self.index = data_dir / "index.json"
        self.mentorships = data_dir / "mentorships"
        self.all = (self.me, self.index, self.mentorships, data_dir / "backups")
        """Whatever else lies in the data folder is somebody's own."""

    def folder(self, slug: str) -> Path:
        if not is_safe(slug):
            raise StoreError(f"{self.mentorships}: no mentorship has this name. mentortui list shows them.")
        return self.mentorships / slug

    def record(self, slug: str) -> Path:
        return self.folder(slug) / "record.json"

    def private(self, slug: str) -> Path:
        return self.folder(slug) / "private.json"

    def drafts(self, slug: str) -> Path:
        return self.folder(slug) / "drafts.json"

    def act(self, slug: str) -> Path:
        """The note of an act that changes several files, while it is being written."""
        return self.folder(slug) / "act.json"

    def live(self, slug: str) -> Path:
        return self.folder(slug) / "live"

    def backups(self, path: Path) -> Path:
        """For the older copies of the file at `path`."""
        folder = path.parent.parent if path.parent.name in ("sessions", TRANSCRIPTS) else path.parent
        return folder / "backups"

    def sessions(self, slug: str) -> Path:
        return self.folder(slug) / "sessions"

    def words(self, slug: str, session_id: str) -> Path:
        """What was said in a session."""
        if not is_safe(session_id):
            raise StoreError(f"{self.folder(slug)}: no session has this id. mentortui list shows them.")
        return self.folder(slug) / TRANSCRIPTS / f"{session_id}.json"

    def year(self, slug: str, began: int) -> Path:
        """The file for a session that began then, UTC microseconds."""
        return self.sessions(slug) / f"{_year(began)}.json"


def _year(began: int) -> str:
    try:
        return f"{(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=began)).year:04}"
    except OverflowError:
        return "undated"
