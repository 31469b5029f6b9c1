"""The first manifest that `partita init` writes.

Small enough to read at one sitting, and it builds as it stands. Does not know folders.
"""

from __future__ import annotations

import json

_TEMPLATE = '''\
#:schema ./music.schema.json
#
# `partita build` plays everything below; `partita watch` plays it again on every save.

[project]
name = NAME
output_format = "mp3_44100_128"  # or "wav", "flac", "ogg"

# A named set of styles, to be used by many chunks.
[styles.house]
positive = ["dream pop", "warm analogue synths", "soft drums", "92 BPM", "D major"]
negative = ["distorted", "harsh"]

# A song, chunk by chunk. The first chunk sets the tone: give it the most styles.
# In the text, [..] names the section, (..) is sung as a sound, {..} is a direction.
[songs.harbour]
tags = ["theme"]

[[songs.harbour.chunks]]
text = """
[Verse]
Lamps along the water, one by one
Counting out the hours till the night is done
{piano answers}
"""
duration = "16s"
styles = ["house"]
positive_styles = ["felt piano", "female voice, close and quiet"]

[[songs.harbour.chunks]]
text = """
[Chorus]
Oh, carry me over (over)
Carry me home with the tide
"""
bars = 8  # at the tempo that the styles name
positive_styles = ["full band", "layered voices", "wide"]

[[songs.harbour.chunks]]
text = "[Outro]"
duration = "8s"
positive_styles = ["piano alone", "slowing down", "last note rings"]

# A song from a description alone.
[songs.menu]
prompt = "a slow, glassy ambient bed in D major, like fog over a harbour at dawn"
length = "30s"
instrumental = true

# An edit: the same song with another ending. What is kept, is kept to the sample.
[edits.harbour-finale]
kind = "replace"  # or "extend", "loop", "similar", "splice"
source = "harbour"
tags = ["theme"]

[[edits.harbour-finale.replace]]
section = "Outro"
text = "[Outro]\\n(ooh)"
positive_styles = ["choir", "timpani", "triumphant", "big last chord"]

# Files for the game: everything tagged `theme`, equally loud.
[exports.game]
select = "tag:theme"
format = "ogg"
loudness = -16  # LUFS
'''


def template(name: str) -> str:
    """Return the text of a first `music.toml`.

    Args:
        name: of the project.
    """
    return _TEMPLATE.replace("NAME", _toml_string(name), 1)


def _toml_string(text: str) -> str:
    # Without control characters, JSON's string is TOML's basic string.
    plain = "".join(each if each.isprintable() else " " for each in text)
    return json.dumps(plain, ensure_ascii=False)
