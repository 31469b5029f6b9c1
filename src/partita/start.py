"""The command: a build with nothing to do is answered here, anything else is not.

Imports only what Python has imported already, and `marshal`. The seal that it reads
is written by `build.seal`; whatever is odd about it means the long way.
"""

import sys

_PLAIN_BUILDS = (["build"], ["build", "--quiet"], ["build", "-q"])


def main() -> int:
    """Run the command line and return the exit status."""
    words = sys.argv[1:]
    if words == ["--version"]:
        from partita import __version__

        print(f"partita {__version__}")
        return 0
    if words in _PLAIN_BUILDS:
        answer = nothing_to_do()
        if answer is not None:
            if len(words) == 1:
                print(answer, file=sys.stderr)
            return 0
    from partita.cli.main import run

    return run(words)


def nothing_to_do() -> str | None:
    """Return the words of an unbroken seal."""
    import _imp
    import marshal
    import os

    from partita import __version__

    seal = ".partita/seal.bin"
    try:
        sealed_ns = os.stat(seal).st_mtime_ns  # noqa: PTH116 - no pathlib here
        with open(seal, "rb") as file:  # noqa: PTH123 - no pathlib here
            content = file.read()
        if _imp.source_hash(0, content[8:]) != content[:8]:
            return None  # spoilt, and spoilt bytes may crash marshal
        magic, words, files, folders = marshal.loads(content[8:])  # noqa: S302 - ours
        if magic != f"partita {__version__} memo 1 python {sys.hexversion:x}":
            return None
        for path, look in files:
            if look is None and not os.path.exists(path):  # noqa: PTH110 - likewise
                continue
            now = os.stat(path)  # noqa: PTH116 - no pathlib here
            mtime_ns = now.st_mtime_ns
            # A file as young as the seal may have changed after it was looked at.
            if (mtime_ns, now.st_size, now.st_ino) != look or mtime_ns >= sealed_ns:
                return None
        for path, mtime_ns in folders:
            if os.stat(path).st_mtime_ns != mtime_ns:  # noqa: PTH116 - no pathlib here
                return None
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return str(words)
