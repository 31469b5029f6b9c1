"""Lyrics of our own making, for songs that come by prompt: a small grammar with rhymes.

The same chance gives the same words. Knows subjects and rhyming endings; does not know
sections' lengths or music.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from partita.engine.composing.chance import Chance

#: Families of line endings that rhyme.
_RHYMES: Final[tuple[tuple[str, ...], ...]] = (
    ("into the night", "holding the light", "out of our sight", "burning so bright",
     "everything's right", "ready for flight"),
    ("along the way", "another day", "I want to stay", "no more to say",
     "colours of May", "a summer's bay"),
    ("over the sea", "wild and free", "you and me", "where I should be",
     "under the tree", "finally see"),
    ("deep in the blue", "calling for you", "all of it true", "morning dew",
     "starting anew", "skies we flew"),
    ("taking me home", "nowhere to roam", "waves and foam", "never alone",
     "river and stone", "all that I've known"),
    ("open the door", "like before", "down to the shore", "asking for more",
     "shadows on the floor", "ready to soar"),
    ("under the rain", "over again", "out on the plain", "riding the train",
     "easing the pain", "wind on the grain"),
    ("close to the fire", "over the wire", "lifting us higher", "a distant choir",
     "hearts that aspire", "never to tire"),
)  # fmt: skip

_SUBJECTS: Final = (
    "The city", "A whisper", "My heart", "The river", "Your laughter", "A lantern",
    "The evening", "Our story", "The summer", "A shadow", "The silence", "Tomorrow",
)  # fmt: skip
_VERBS: Final = (
    "is drifting", "is waiting", "keeps moving", "is turning", "is falling",
    "comes running", "is shining", "keeps singing", "goes wandering", "is breathing",
)  # fmt: skip
_OPENINGS: Final = (
    "I can feel it", "We were dreaming", "Take me with you", "Let it carry us",
    "I remember", "Hold me closer", "Now I see it", "Tell me slowly", "Here we go now",
    "Every moment",
)  # fmt: skip
_HOOKS: Final = (
    "We keep on going", "Don't let it fade now", "This is our moment", "Carry me over",
    "Stay for the morning", "We are the echo", "Light up the river", "Follow the sound",
)  # fmt: skip
_LIFTS: Final = (
    "And it's rising, rising slowly", "Can you hear it getting closer",
    "Every heartbeat getting louder", "Just a little, just a little longer",
)  # fmt: skip

#: What a prompt may be about -> words for the lines' subjects.
_ABOUT: Final[dict[str, tuple[str, ...]]] = {
    "summer": ("The sunlight", "The seaside", "A long warm day"),
    "winter": ("The snowfall", "The frost", "A frozen lake"),
    "love": ("Your name", "Your touch", "My heart"),
    "city": ("The avenue", "The neon", "The last train"),
    "night": ("The moonlight", "The dark", "A sleepless town"),
    "sea": ("The tide", "The harbour", "A ship"),
    "ocean": ("The tide", "The current", "A ship"),
    "space": ("A satellite", "The starlight", "An orbit"),
    "road": ("The highway", "The engine", "The white line"),
    "rain": ("The rainfall", "The thunder", "A grey sky"),
    "home": ("The kitchen light", "The garden", "My mother's voice"),
    "dance": ("The rhythm", "The floor", "My body"),
    "freedom": ("An open sky", "The wind", "A bird"),
    "heartbreak": ("Your letter", "The empty room", "My heart"),
    "morning": ("The sunrise", "The coffee", "The window"),
    "forest": ("The forest", "The moss", "A hidden path"),
    "mountain": ("The mountain", "The valley", "An eagle"),
    "friend": ("An old friend", "Our laughter", "The photographs"),
    "dream": ("A dream", "The pillow", "The ceiling"),
    "fire": ("The ember", "The flame", "A spark"),
}  # fmt: skip


def verse(chance: Chance, topic: str, lines: int) -> tuple[str, ...]:
    """Return a verse whose lines rhyme in pairs."""
    subjects = _subjects(topic)
    found: list[str] = []
    while len(found) < lines:
        ends = _pair(chance)
        for end in ends:
            if chance.happens(65):
                start = f"{chance.pick(subjects)} {chance.pick(_VERBS)}"
            else:
                start = chance.pick(_OPENINGS)
            found.append(f"{start} {end}")
    return tuple(found[:lines])


def chorus(chance: Chance, lines: int) -> tuple[str, ...]:
    """Return a chorus: a hook that comes back, with rhymes between."""
    hook = chance.pick(_HOOKS)
    ends = _pair(chance)
    found = [f"{hook}, {ends[0]}", f"{chance.pick(_OPENINGS)} {ends[1]}"]
    return tuple((found * 4)[:lines])


def lift(chance: Chance, lines: int) -> tuple[str, ...]:
    """Return the lines of a pre-chorus."""
    first = chance.below(len(_LIFTS))
    return tuple(_LIFTS[(first + at) % len(_LIFTS)] for at in range(lines))


def _pair(chance: Chance) -> tuple[str, str]:
    family = chance.pick(_RHYMES)
    first = chance.below(len(family))
    second = (first + 1 + chance.below(len(family) - 1)) % len(family)
    return family[first], family[second]


def _subjects(topic: str) -> tuple[str, ...]:
    words = topic.lower().split()
    about = [
        subject
        for key, subjects in _ABOUT.items()
        if any(word.startswith(key) for word in words)
        for subject in subjects
    ]
    return tuple(about) * 2 + _SUBJECTS if about else _SUBJECTS
