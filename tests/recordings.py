"""The real recordings and transcripts: where they are, if they are, and which tests read them."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
NOT_THERE = "real data did not run: MENTORTUI_REAL_DATA names no folder and ../shared/data is not there"


def real_data_folder() -> Path | None:
    """The folder MENTORTUI_REAL_DATA names, else ../shared/data beside the checkout; None without it."""
    named = os.environ.get("MENTORTUI_REAL_DATA")
    folder = Path(named).resolve() if named else REPOSITORY.parent / "shared" / "data"
    return folder if folder.is_dir() else None


def real_files(pattern: str) -> list[Path]:
    """The real files that `pattern` (`rttm/**/*.rttm`) finds, sorted, to parametrize with; else empty."""
    folder = real_data_folder()
    return sorted(folder.glob(pattern)) if folder else []
