"""The engine's version: part of every action key of music that it makes."""

from typing import Final

#: Raised whenever the same brief or part would give other notes or another sound.
ENGINE_VERSION: Final = 3
