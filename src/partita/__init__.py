"""partita, a build system for music.

The public names, no logic. Everything is imported on first use, so that
`import partita` and the command line's fast path stay as cheap as Python itself.
"""

__version__ = "0.1.0"
