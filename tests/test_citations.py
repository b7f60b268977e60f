"""What the code cites can be read: the pages of docs/ that it names are there, and their sections."""

import re

from tests.recordings import REPOSITORY

CITED = re.compile(r"(docs/\w+\.md)(?:,\s+([A-Z][a-z]+))?")


def test_every_page_and_section_that_the_code_cites_is_there() -> None:
    missing = list[str]()
    for path in sorted((REPOSITORY / "mentortui").rglob("*.py")):
        text = path.read_text("utf-8")
        missing += [
            f"{path.name}: {page}" for page in re.findall(r"(?<![\w/])[A-Z]{4,}\.md", text) if not (REPOSITORY / page).exists()
        ]
        for page, section in CITED.findall(text):
            there = REPOSITORY / page
            heads = re.findall(r"^## (\w+)", there.read_text("utf-8"), re.MULTILINE) if there.exists() else []
            if not there.exists() or (section and section not in heads):
                missing.append(f"{path.name}: {page} {section}")
    assert missing == []
