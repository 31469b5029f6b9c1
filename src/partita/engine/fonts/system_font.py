"""The General MIDI soundfont that a system has, if it has one.

Looks for files only, so that it costs nothing to ask. Does not open them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: Where systems keep soundfonts: Debian, then Fedora and Arch, then Homebrew on
#: either processor.
FOLDERS: Final = (
    "/usr/share/sounds/sf2",
    "/usr/share/soundfonts",
    "/usr/share/sounds/sf3",
    "/usr/local/share/soundfonts",
    "/usr/local/share/sounds/sf2",
    "/opt/homebrew/share/soundfonts",
    "/usr/local/share/fluidsynth/sf2",
    "/opt/homebrew/share/fluidsynth/sf2",
)
#: What a system calls its choice, before any other file.
_CHOSEN: Final = ("default-GM.sf2", "default.sf2", "default-GM.sf3", "default.sf3")
_ENDINGS: Final = (".sf2", ".sf3")


def system_soundfont(root: Path = Path("/")) -> Path | None:
    """Return the General MIDI soundfont that the system has; None without one.

    Args:
        root: where the system's folders are.
    """
    folders = [root / folder.removeprefix("/") for folder in FOLDERS]
    chosen = [folder / name for folder in folders for name in _CHOSEN]
    others = [font for folder in folders for font in _fonts_in(folder)]
    return next((each for each in (*chosen, *others) if each.is_file()), None)


def _fonts_in(folder: Path) -> list[Path]:
    try:
        return sorted(each for each in folder.iterdir() if each.suffix in _ENDINGS)
    except OSError:
        return []
