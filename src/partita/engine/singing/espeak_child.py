"""Ask the library of espeak-ng for phonemes: words in, IPA out, as JSON on the pipes.

A program of its own, run in a process of its own, for espeak-ng is under the GPL.
Nothing of partita is imported here, and nothing of partita imports this.
"""

import ctypes
import json
import sys

_RETRIEVAL = 1  # AUDIO_OUTPUT_RETRIEVAL: no sound card is touched
_DONT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT
_UTF8 = 1  # espeakCHARS_UTF8
_IPA = 0x02 | ord("_") << 8  # names in IPA, "_" between them


def main() -> None:
    """Read `{library, folder, language, words}`, write `{version, folder, spoken}`."""
    asked = json.load(sys.stdin.buffer)
    espeak = ctypes.CDLL(asked["library"])
    espeak.espeak_Info.restype = ctypes.c_char_p
    espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
    folder = asked["folder"]
    given = None if folder is None else folder.encode()
    if espeak.espeak_Initialize(_RETRIEVAL, 0, given, _DONT_EXIT) < 0:
        sys.exit("espeak-ng does not find its data")
    used = ctypes.c_char_p()
    version = espeak.espeak_Info(ctypes.byref(used)).decode()
    spoken = None
    if espeak.espeak_SetVoiceByName(asked["language"].encode()) == 0:
        spoken = [_spoken(espeak, word) for word in asked["words"]]
    found = (used.value or b"").decode()
    json.dump({"version": version, "folder": found, "spoken": spoken}, sys.stdout)


def _spoken(espeak: ctypes.CDLL, word: str) -> str:
    text = ctypes.c_char_p(word.encode())
    clauses = []
    while text.value:
        clause = espeak.espeak_TextToPhonemes(ctypes.byref(text), _UTF8, _IPA)
        clauses.append((clause or b"").decode())
    return " ".join(clauses)


if __name__ == "__main__":
    main()
