"""Sounds of the world that styles and directions name: weather, beasts, machines.

What a phrase means, and which sounds can be laid under a whole section. The sounds
themselves are in `playing`; where they stand is in `composing.effects`.
"""

from __future__ import annotations

from typing import Final

#: Sound -> the words for it. Sounds are `roster.SOUNDS` and strokes of every kit; those
#: that are tuned (`toll`, `braam`) are played by instruments.
_WORDS: Final = {
    "rain": "rain|rainfall|raining|rain sounds|rain sound|falling rain|"
    "rain ambience|raindrops|downpour|drizzle|rain on the window|"
    "rain on a window",
    "thunder": "thunder|thunderclap|thunder clap|thunder crack|rolling thunder|"
    "thunder rumble|thunder sounds",
    "rain thunder": "thunderstorm|thunder storm|rainstorm|storm sounds",
    "wind": "howling wind|wind howling|wind sounds|wind sound|wind noise|"
    "wind ambience|wind blowing|blowing wind|cold wind|desert wind|"
    "gusts of wind|wind gust|wind machine|winds howling|whistling wind|"
    "the wind|blizzard",
    "waves": "ocean waves|sea waves|crashing waves|waves crashing|wave sounds|"
    "ocean sounds|ocean sound|sea sounds|sound of the sea|"
    "sound of waves|ocean surf|beach waves|lapping waves|waves lapping|"
    "sea shore",
    "stream": "flowing water|running water|river sounds|babbling brook|"
    "water sounds|water stream|trickling water|fountain|waterfall",
    "fire": "fire crackling|crackling fire|fireplace|fire sounds|bonfire|"
    "campfire sounds|crackling fireplace|burning fire",
    "crackle": "vinyl crackle|crackle|vinyl noise|record crackle|vinyl pops|"
    "vinyl crackles|vinyl surface noise|record noise|vinyl static",
    "hiss": "tape hiss|hiss|tape noise|white noise|noise floor",
    "static": "radio static|static noise|tv static|radio interference|"
    "radio noise|white noise static",
    "birds": "birds|birdsong|bird song|bird sounds|birds singing|birds chirping|"
    "chirping birds|singing birds|bird calls|forest sounds|"
    "forest ambience|bird chirps|songbirds|nature sounds|forest birds|"
    "jungle sounds|jungle ambience",
    "crickets": "crickets|cricket|cicadas|night sounds|night ambience|"
    "crickets chirping|insects|night insects",
    "applause": "applause|clapping audience|audience applause|crowd applause|"
    "ovation|crowd clapping|audience clapping|crowd noise|"
    "crowd cheering|cheering crowd|cheering|audience noise",
    "gong": "gong|tam-tam|tam tam|tamtam|chinese gong|gong hit|gong strike|"
    "big gong",
    "siren": "siren|police siren|ambulance siren|air raid siren|warning siren|"
    "emergency siren|wailing siren|sirens",
    "alarm": "alarm|alarm sound|alarm clock|warning beep|alarm bell",
    "heartbeat": "heartbeat|heart beat|heartbeats|beating heart|heart beating|"
    "heartbeat pulse|heartbeat sound|pulse of a heart",
    "clock": "clock ticking|ticking clock|clock tick|tick tock|tick-tock|"
    "ticking sound|clock sound|metronome click|wristwatch|stopwatch|"
    "clock",
    "scratch": "record scratch|scratching|scratches|dj scratch|dj scratches|"
    "dj scratching|turntable scratch|turntable scratches|turntable|"
    "turntablism|vinyl scratch|vinyl scratching|turntables|"
    "scratch effect",
    "whoosh": "whoosh|swoosh|swish|whooshes|whoosh transition|swooshes",
    "laser": "laser shot|laser sound|laser zap|ray gun",
    "coin": "coin sound|coin pickup|coin pick-up|8-bit coin|pickup sound",
    "air_horn": "air horn|airhorn|air horns|dancehall horn|reggae horn|party horn",
    "foghorn": "foghorn|fog horn|ship horn|ship's horn|boat horn|ship's foghorn",
    "chimes": "wind chimes|wind chime|bar chimes|mark tree|chime tree|bell tree|"
    "windchimes|wind-chimes",
    "glass": "glass shattering|shattering glass|breaking glass|glass break|"
    "glass breaking|broken glass|shattered glass",
    "sub_drop": "sub drop|bass drop effect|808 drop|sub boom|sub hit",
    "sonar": "sonar|sonar ping|radar ping|submarine ping|radar blip|sonar blip",
    "reverse_cymbal": "reverse cymbal|reversed cymbal|reverse crash|cymbal reverse|"
    "backwards cymbal|reverse swell",
    "sweep_down": "downlifter|sweep down|down sweep|downsweep|white noise sweep|"
    "noise sweep",
    "toll": "bell toll|bell tolls|tolling bell|tolling bells|funeral bell|"
    "bells tolling|church bells ringing|church bell ringing|"
    "church bell tolling|bell tower|death knell",
    "braam": "braam|braams|inception horn|bwaaam|brass braam|bram",
}  # fmt: skip
#: What more they are called where they stand in a text: `{fire}`, `{church bell}`.
_CUE_WORDS: Final = {
    "rain thunder": "storm",
    "thunder": "lightning",
    "wind": "breeze|gusts|gust of wind",
    "waves": "waves|surf|ocean|shoreline",
    "stream": "river|brook|stream|creek",
    "fire": "fire|flames",
    "static": "static",
    "alarm": "alert|beep|beeping|beeps|klaxon",
    "clock": "countdown|clock|ticking|metronome",
    "scratch": "scratch",
    "laser": "laser|zap|lasers|blaster",
    "coin": "power up|power-up|level up|coin",
    "sonar": "radar",
    "toll": "church bell|church bells|bell|bells",
    "braam": "horn blast",
    "applause": "cheers|audience|crowd",
    "glass": "glass",
    "chimes": "chime|chimes",
}  # fmt: skip


def _phrases(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    return {
        phrase: tuple(sounds.split())
        for sounds, words in table.items()
        for phrase in words.split("|")
    }


#: Phrase -> the sounds that it names, in styles.
SCENES: Final = _phrases(_WORDS)
#: The same for directions in a text.
CUES: Final = {**SCENES, "wind": ("wind",), **_phrases(_CUE_WORDS)}

#: Sounds that a style lays under the section, and under those that follow.
BEDS: Final = frozenset(
    ("rain", "wind", "waves", "stream", "fire", "crackle", "hiss", "static", "birds",
     "crickets", "applause", "heartbeat", "clock")
)  # fmt: skip
