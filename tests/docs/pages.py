"""The documents, as tests see them."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]

#: Every page that people read, by its path from the root.
PAGES = {
    file.relative_to(ROOT).as_posix(): file.read_text("utf-8")
    for folder in (".", "docs", "example-project")
    for file in sorted((ROOT / folder).glob("*.md"))
}
