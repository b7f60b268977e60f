"""Writes docs/practices.md anew from core/practices.py."""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def page() -> str:
    """What stands in it."""
    from mentortui.core.practices import as_markdown
    from mentortui.screens.keys import CALLED
    from mentortui.screens.mentorship_tabs import titles
    from mentortui.services.clock import SystemClock
    from mentortui.services.desk import Desk
    from mentortui.store.store import Store

    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Store(Path(folder)), SystemClock())
        return as_markdown({name: title for name, title, _ in titles(desk)}, CALLED)


if __name__ == "__main__":
    (ROOT / "docs" / "practices.md").write_text(page(), "utf-8")
