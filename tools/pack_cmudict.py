"""Pack the CMU Pronouncing Dictionary's text into the file that the engine reads.

    python tools/pack_cmudict.py cmudict.dict LICENSE

Takes the dictionary's own `cmudict.dict` and its notice. Keeps each word's first
pronunciation, one byte a phone, sorted by bytes so that it can be searched in place.
"""

from __future__ import annotations

import lzma
import re
import sys
from pathlib import Path

from partita.engine.singing.dictionary import FIRST_PHONE_BYTE, MARKED

_DATA = Path(__file__).parents[1] / "src" / "partita" / "engine" / "singing" / "data"
_WORD = re.compile(r"[a-z0-9'._-]+")
_CODES = {phone: FIRST_PHONE_BYTE + place for place, phone in enumerate(MARKED)}


def packed_lines(text: str) -> list[bytes]:
    """Return the sorted lines of the packed dictionary."""
    lines = {}
    for line in text.splitlines():
        word, *phones = line.split(" #")[0].split()
        if _WORD.fullmatch(word):
            codes = bytes(_CODES[phone] for phone in phones)
            lines[word.encode()] = codes
    return [word + b" " + lines[word] + b"\n" for word in sorted(lines)]


def main() -> None:
    """Write `cmudict.xz` and `cmudict.NOTICE`."""
    source, notice = map(Path, sys.argv[1:3])
    packed = b"".join(packed_lines(source.read_text(encoding="utf-8")))
    _DATA.mkdir(exist_ok=True)
    settings = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]
    squeezed = lzma.compress(packed, format=lzma.FORMAT_XZ, filters=settings)
    (_DATA / "cmudict.xz").write_bytes(squeezed)
    (_DATA / "cmudict.NOTICE").write_bytes(notice.read_bytes())
    sys.stdout.write(f"{len(packed)} bytes, {len(squeezed)} packed\n")


if __name__ == "__main__":
    main()
