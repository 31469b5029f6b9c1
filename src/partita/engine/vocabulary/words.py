"""Words for mood, energy, density, dynamics, production, tempo and voices, as tables.

An effect is written as in `"energy+15 bright-20"`: a dial and how far it is turned. What
the dials do is in `direction`; what a negative style does is their opposite.
"""

from __future__ import annotations

from typing import Final

#: Phrase -> dials. Dials: energy density mood bright size wet width drive lofi warm
#: motion loose; and `flag=` words that `reading` understands.
DIALS: Final[dict[str, str]] = {
    # energy
    "energetic": "energy+18", "high energy": "energy+22", "high-energy": "energy+22",
    "maximum energy": "energy+35", "full energy": "energy+28", "energy": "energy+8",
    "upbeat": "energy+12 mood+1", "driving": "energy+14 density+10",
    "powerful": "energy+18", "anthemic": "energy+20", "epic": "energy+20 size+20",
    "intense": "energy+20 density+10", "intensity": "energy+6",
    "aggressive": "energy+22 drive+20 mood-1", "hard-hitting": "energy+20",
    "hard hitting": "energy+20", "explosive": "energy+25", "massive": "energy+20 size+15",
    "huge": "energy+20 size+15", "big": "energy+10", "bigger": "energy+12",
    "loud": "energy+18", "heavy": "energy+15 drive+10", "hard": "energy+12",
    "triumphant": "energy+18 mood+1", "victorious": "energy+16 mood+1",
    "heroic": "energy+14 mood+1", "majestic": "energy+12 size+15",
    "uplifting": "energy+10 mood+1", "euphoric": "energy+18 mood+1",
    "ecstatic": "energy+18 mood+1", "frantic": "energy+20 density+20",
    "chaotic": "energy+15 density+25", "lively": "energy+10 density+5",
    "bouncy": "energy+8 mood+1", "danceable": "energy+10", "groovy": "energy+6",
    "climactic": "energy+22", "climax": "energy+22", "peak": "energy+20",
    "confident": "energy+6", "bold": "energy+8", "fierce": "energy+18",
    "urgent": "energy+12 density+10", "relentless": "energy+16 density+15",
    "pumping": "energy+12 duck+25", "sidechain": "duck+35", "sidechained": "duck+35",
    "side-chain": "duck+35", "full band": "energy+14 density+15 flag=full",
    "full band playing": "energy+14 density+15 flag=full", "full": "density+8",
    "whole band": "energy+14 density+15 flag=full", "fuller": "density+15 energy+6",
    "everyone": "flag=full", "grand": "energy+10 size+10", "rousing": "energy+14",
    "stomping": "energy+12", "rowdy": "energy+12", "wild": "energy+14",
    "gentle": "energy-15", "soft": "energy-15", "softly": "energy-15",
    "quiet": "energy-20", "calm": "energy-18", "calming": "energy-18",
    "peaceful": "energy-18 mood+1", "relaxed": "energy-12", "relaxing": "energy-15",
    "mellow": "energy-12 bright-10", "laid-back": "energy-10 loose+4",
    "laid back": "energy-10 loose+4", "chilled": "energy-12", "chill": "energy-12",
    "subdued": "energy-15", "delicate": "energy-18 density-10", "tender": "energy-15",
    "intimate": "energy-15 size-12 wet-20", "subtle": "energy-12 density-5",
    "low energy": "energy-22", "low-energy": "energy-22", "soothing": "energy-16",
    "dreamy": "energy-10 wet+25 size+20", "sleepy": "energy-20", "hushed": "energy-20",
    "restrained": "energy-14", "easy-going": "energy-8", "easygoing": "energy-8",
    "serene": "energy-18 mood+1", "tranquil": "energy-18", "light": "energy-6",
    "lightly": "energy-6", "whimsical": "energy-4 mood+1", "smooth": "energy-5",
    "understated": "energy-12", "contemplative": "energy-12", "reflective": "energy-12",
    "slow-burning": "energy-8", "simmering": "energy-8", "weightless": "energy-14",
    # density
    "sparse": "density-30 energy-12", "minimal": "density-28 energy-8",
    "minimalistic": "density-28 energy-8", "stripped back": "density-28 energy-14",
    "stripped-back": "density-28 energy-14", "stripped down": "density-28 energy-14",
    "stripped": "density-25 energy-10", "bare": "density-28 energy-12",
    "spacious": "density-15 size+20", "simple": "density-12", "empty": "density-30",
    "thin": "density-18", "dense": "density+25", "busy": "density+25",
    "rich": "density+12", "lush": "density+15 wet+15", "layered": "density+15",
    "complex": "density+18", "full arrangement": "density+22", "thick": "density+18",
    "wall of sound": "density+30 energy+15", "intricate": "density+15",
    "dropping out": "density-20 energy-12", "breaking down": "density-20 energy-12",
    "steady": "", "hypnotic": "density-5", "repetitive": "", "syncopated": "density+8",
    # course within the chunk
    "building": "course=build", "building intensity": "course=build",
    "building tension": "course=build", "build-up": "course=build",
    "build up": "course=build", "buildup": "course=build", "building up": "course=build",
    "building energy": "course=build", "rising": "course=build", "rising tension":
    "course=build", "crescendo": "course=build", "growing": "course=build",
    "swelling": "course=build", "escalating": "course=build", "builds": "course=build",
    "gradually building": "course=build", "intensifying": "course=build",
    "ramping up": "course=build", "accumulating": "course=build",
    "fading": "course=fade", "fading out": "flag=fade_out course=fade",
    "fade out": "flag=fade_out course=fade", "fade-out": "flag=fade_out course=fade",
    "fades out": "flag=fade_out course=fade", "fadeout": "flag=fade_out course=fade",
    "instrumental fade out": "flag=fade_out course=fade flag=instrumental",
    "dying away": "flag=fade_out course=fade", "decrescendo": "course=fade",
    "diminuendo": "course=fade", "winding down": "course=fade energy-8",
    "softening": "course=fade energy-8", "calming down": "course=fade energy-8",
    "dissolving": "course=fade", "unwinding": "course=fade", "receding": "course=fade",
    "fade in": "flag=fade_in course=build", "fading in": "flag=fade_in course=build",
    "gentle ending": "flag=ending course=fade energy-8",
    "soft ending": "flag=ending course=fade energy-8",
    "abrupt ending": "flag=cut", "sudden ending": "flag=cut", "hard stop": "flag=cut",
    "final chord": "flag=ending", "big ending": "flag=ending energy+10",
    "big finish": "flag=ending energy+10", "epic finale": "flag=ending energy+18",
    "finale": "flag=ending energy+12", "ending": "flag=ending", "sting": "flag=sting",
    "musical sting": "flag=sting", "stinger": "flag=sting", "button": "flag=sting",
    "logo": "flag=sting", "resolution": "flag=ending", "resolving": "flag=ending",
    "cadence": "flag=ending", "final": "", "ritardando": "flag=ritardando",
    "slowing down": "flag=ritardando course=fade", "rubato": "loose+14",
    "seamless loop": "flag=loop", "loopable": "flag=loop", "seamless": "flag=loop",
    "smooth transition": "flag=loop", "looping": "flag=loop",
    # mood; below 0 leans to minor, above to major
    "happy": "mood+2 energy+6", "joyful": "mood+2 energy+10", "cheerful": "mood+2",
    "sunny": "mood+2 bright+10", "optimistic": "mood+1", "hopeful": "mood+1",
    "feel-good": "mood+2 energy+6", "feel good": "mood+2", "fun": "mood+1 energy+6",
    "playful": "mood+1", "romantic": "mood+1 energy-5", "sweet": "mood+1",
    "cute": "mood+2", "carefree": "mood+2", "celebratory": "mood+2 energy+12",
    "inspiring": "mood+1 energy+6", "heartwarming": "mood+1", "innocent": "mood+1",
    "magical": "mood+1 wet+10", "wonder": "mood+1", "nostalgic": "mood+0 warm+10",
    "bittersweet": "mood-1", "sad": "mood-2 energy-10", "melancholy": "mood-2 energy-8",
    "melancholic": "mood-2 energy-8", "sorrowful": "mood-2 energy-12",
    "mournful": "mood-2 energy-12", "wistful": "mood-1 energy-6", "lonely": "mood-2",
    "tragic": "mood-2", "gloomy": "mood-2 bright-15", "somber": "mood-2 energy-8",
    "sombre": "mood-2 energy-8", "heartbroken": "mood-2", "yearning": "mood-1",
    "haunting": "mood-2 wet+15", "haunted": "mood-2", "moody": "mood-1 bright-10",
    "brooding": "mood-2 bright-15", "dark": "mood-2 bright-25", "darker": "mood-2 "
    "bright-20", "sinister": "mood-2 bright-15", "ominous": "mood-2 bright-20",
    "menacing": "mood-2 bright-15", "evil": "mood-2", "tense": "mood-2 energy+4",
    "tension": "mood-1", "suspenseful": "mood-2 energy-4", "mysterious": "mood-2",
    "mystical": "mood-1 wet+15", "dramatic": "mood-1 energy+10", "angry": "mood-2 "
    "energy+18", "cold": "mood-1 bright+5 warm-15", "icy": "mood-1 bright+15 warm-20",
    "bleak": "mood-2 density-8", "dystopian": "mood-2", "gritty": "drive+20",
    "ethereal": "wet+25 size+25 energy-8", "otherworldly": "wet+20", "spooky": "mood-2",
    "sensual": "energy-6", "sexy": "energy-2", "cool": "energy-2", "serious": "mood-1",
    "emotional": "mood-1", "passionate": "energy+8", "soulful": "warm+8",
    "conversational": "energy-6", "catchy": "", "memorable": "", "hook": "", "hooky": "",
    # production
    "warm": "warm+25 bright-12", "bright": "bright+25", "brilliant": "bright+25",
    "crisp": "bright+18 wet-10", "sparkling": "bright+22", "shimmering": "bright+18 "
    "wet+12", "airy": "bright+15 wet+15", "muffled": "bright-40", "dull": "bright-30",
    "filtered": "bright-30", "lowpass": "bright-35", "low-pass": "bright-35",
    "dry": "wet-60 size-20", "tight": "wet-30 size-12", "close": "wet-30 size-15",
    "wet": "wet+40", "reverb": "wet+30 size+20", "reverberant": "wet+45 size+30",
    "reverb-drenched": "wet+50 size+40", "reverby": "wet+35 size+25",
    "echo": "flag=echo", "echoing": "flag=echo wet+15", "delay": "flag=echo",
    "delayed": "flag=echo", "echoes": "flag=echo", "cavernous": "size+45 wet+35",
    "cathedral": "size+50 wet+35", "hall": "size+30 wet+15", "room sound": "size-10",
    "huge reverb": "wet+45 size+40", "wide": "width+20", "wide stereo": "width+25",
    "stereo": "width+8", "expansive": "width+18 size+20", "mono": "width-100",
    "narrow": "width-40", "vintage": "lofi+18 bright-12", "retro": "lofi+8",
    "vinyl": "lofi+40", "vinyl crackle": "lofi+50", "crackle": "lofi+45",
    "tape": "lofi+25 drive+8", "tape hiss": "lofi+35", "tape saturation": "lofi+15 "
    "drive+15", "dusty": "lofi+35 bright-15", "lo-fi": "lofi+40", "lofi": "lofi+40",
    "analog": "warm+12 drive+5", "analogue": "warm+12 drive+5", "grainy": "lofi+25",
    "distorted": "drive+35", "distortion": "drive+35", "overdriven": "drive+25",
    "saturated": "drive+22", "fuzzy": "drive+28", "crunchy": "drive+20",
    "raw": "drive+12 wet-20", "dirty": "drive+22", "clean": "drive-20 lofi-30",
    "polished": "lofi-30", "polished production": "lofi-30 width+5", "glossy":
    "bright+10 lofi-30", "pristine": "lofi-40 bright+6", "punchy": "energy+6 wet-12 "
    "punch+20", "snappy": "punch+15", "boomy": "bright-10 warm+10", "fat": "warm+15",
    "deep": "bright-8", "glassy": "bright+15", "glitchy": "density+10",
    "radio-ready": "", "great production quality": "", "high quality": "",
    "professional": "", "modern": "", "contemporary": "", "studio quality": "",
    "hi-fi": "lofi-40", "well-mixed": "", "cinematic sound": "size+15",
    "underwater": "bright-45", "telephone": "lofi+60", "atmospheric": "wet+20 size+15",
    "spacey": "wet+30 size+30", "swirling": "wet+15 width+10", "metallic": "bright+12",
    "woody": "warm+10", "organic": "loose+3 lofi-5", "human": "loose+4", "mechanical":
    "loose-10", "robotic": "loose-10", "quantized": "loose-10", "live": "loose+3",
    "loose": "loose+6", "straight": "flag=straight", "swung": "flag=swung",
    "swinging": "flag=swung", "shuffled": "flag=swung", "triplet feel": "flag=swung",
    "half-time": "flag=half_time", "half time": "flag=half_time",
    "halftime": "flag=half_time", "double-time": "flag=double_time",
    "double time": "flag=double_time", "four on the floor": "flag=four_floor",
    "four-on-the-floor": "flag=four_floor", "breakdown": "density-25 energy-18",
    # how lines are played
    "strumming": "figure=strum_full", "strummed": "figure=strum_full",
    "strum": "figure=strum_full", "fingerpicking": "figure=pick",
    "fingerpicked": "figure=pick", "finger-picked": "figure=pick",
    "finger picked": "figure=pick", "finger picking": "figure=pick",
    "picking": "figure=pick", "travis picking": "figure=pick_travis",
    "picked": "figure=pick", "arpeggio": "figure=arp8", "arpeggiated": "figure=arp8",
    "arpeggios": "figure=arp8", "broken chord": "figure=broken",
    "arpeggiating": "figure=arp8", "staccato": "figure=staccato",
    "stab": "figure=stab", "stabs": "figure=stab", "sustained": "figure=block",
    "held chord": "figure=block", "legato": "", "ostinato": "figure=ostinato",
    "tremolo": "figure=tremolo", "chugging": "figure=chug", "palm-muted": "figure=chug",
    "palm muted": "figure=chug", "skank": "figure=skank", "offbeat": "figure=offbeat",
    "off-beat": "figure=offbeat", "pulsing": "figure=pulse8", "pulse":
    "figure=pulse8", "walking": "figure=walk", "block chord": "figure=pulse4",
    "chord": "role=comp", "chords": "role=comp", "melody": "role=lead",
    "melodic": "role=lead", "solo": "role=lead flag=solo", "lead": "role=lead",
    "hook line": "role=lead", "theme": "role=lead", "countermelody": "role=counter",
    "counter-melody": "role=counter", "counterpoint": "role=counter", "riff":
    "role=comp figure=power8", "motif": "role=lead", "line": "", "accents": "",
    "accent": "", "swell": "figure=swell", "swells": "figure=swell",
    "backing": "", "background": "", "improvised": "role=lead", "improvisation":
    "role=lead flag=solo", "shredding": "role=lead flag=solo",
    # effects
    "riser": "flag=riser", "risers": "flag=riser", "uplifter": "flag=riser",
    "sweep": "flag=riser", "impact": "flag=impact", "impacts": "flag=impact",
    "boom": "flag=impact", "hit": "", "hits": "", "drop": "flag=drop energy+15",
    "drum fill": "flag=fill", "drum fills": "flag=fill", "fill": "flag=fill",
    "drum roll": "flag=roll", "snare rush": "flag=roll",
    # no singing
    "instrumental": "flag=instrumental", "no vocals": "flag=instrumental",
    "without vocals": "flag=instrumental", "instrumental only": "flag=instrumental",
    "karaoke": "flag=instrumental", "no singing": "flag=instrumental",
    "a cappella": "flag=a_cappella", "acapella": "flag=a_cappella",
    "a capella": "flag=a_cappella", "acappella": "flag=a_cappella",
    "unaccompanied": "flag=a_cappella", "background music": "energy-8",
    "underscore": "energy-10", "bed": "energy-4",
}  # fmt: skip

#: Tempo words: slowest, usual, fastest, in beats a minute. Applied before a genre's own.
TEMPO_WORDS: Final[dict[str, tuple[int, int, int]]] = {
    "larghissimo": (30, 40, 44), "grave": (36, 42, 46), "largo": (42, 52, 60),
    "lento": (46, 54, 62), "adagio": (60, 68, 76), "andante": (76, 88, 106),
    "andantino": (80, 92, 106), "moderato": (106, 112, 120),
    "allegretto": (110, 116, 124), "allegro": (120, 136, 156), "vivace": (150, 162, 174),
    "presto": (168, 180, 196), "prestissimo": (196, 204, 212),
    "very slow": (50, 56, 64), "slow": (60, 72, 84), "slow tempo": (60, 72, 84),
    "slow-tempo": (60, 72, 84), "slower": (64, 76, 88), "downtempo": (72, 84, 98),
    "mid-tempo": (92, 104, 114), "midtempo": (92, 104, 114), "mid tempo": (92, 104, 114),
    "medium tempo": (92, 104, 114), "moderate tempo": (96, 106, 116),
    "moderate": (96, 106, 116), "walking pace": (84, 96, 106), "uptempo": (124, 136, 156),
    "up-tempo": (124, 136, 156), "up tempo": (124, 136, 156), "fast": (132, 148, 170),
    "fast tempo": (132, 148, 170), "fast-paced": (132, 148, 170), "faster": (126, 140, 160),
    "very fast": (160, 176, 196), "breakneck": (170, 184, 200), "brisk": (120, 132, 148),
}  # fmt: skip

#: Words about who sings, and how.
VOICE_WORDS: Final[dict[str, str]] = {
    "vocal": "sing", "vocals": "sing", "vocalist": "sing", "singer": "sing",
    "singing": "sing", "sung": "sing", "voice": "sing", "voices": "sing layers",
    "lyrics": "sing", "lyric": "sing", "vocal line": "sing", "lead vocal": "sing",
    "lead vocals": "sing", "vocal melody": "sing", "vocal hook": "sing",
    "female": "female", "woman": "female", "girl": "female", "soprano": "female high",
    "alto": "female", "mezzo": "female", "diva": "female", "female vocal": "sing female",
    "female voice": "sing female", "female vocalist": "sing female", "woman's": "female",
    "female vocals": "sing female", "female singer": "sing female", "feminine": "female",
    "male": "male", "man": "male", "guy": "male", "tenor": "male high",
    "baritone": "male", "bass voice": "male low", "deep voice": "male low",
    "male vocal": "sing male", "male voice": "sing male", "male vocalist": "sing male",
    "male vocals": "sing male", "male singer": "sing male", "masculine": "male",
    "child": "child", "boy": "child", "kid": "child", "children's choir": "sing child "
    "layers", "child voice": "sing child", "children's voices": "sing child layers",
    "choir vocals": "sing choir", "choir singing": "sing choir", "crowd": "sing choir",
    "group vocals": "sing layers", "gang vocals": "sing layers", "gang vocal":
    "sing layers", "crowd vocals": "sing choir", "choral vocals": "sing choir",
    "layered vocal": "sing layers", "layered vocals": "sing layers", "stacked vocals":
    "sing layers", "harmonies": "sing harmony", "vocal harmonies": "sing harmony",
    "harmonized": "sing harmony", "harmonised": "sing harmony", "vocal harmony":
    "sing harmony", "backing vocal": "sing harmony", "backing vocals": "sing harmony",
    "background vocal": "sing harmony", "background vocals": "sing harmony",
    "double-tracked": "layers", "doubled vocals": "sing layers", "duet": "sing harmony",
    "spoken": "spoken", "spoken word": "spoken", "spoken-word": "spoken",
    "voiceover": "spoken", "voice-over": "spoken", "voice over": "spoken",
    "narration": "spoken", "narrator": "spoken", "narrated": "spoken",
    "speech": "spoken", "speaking": "spoken", "talking": "spoken", "dialogue": "spoken",
    "deep narration": "spoken male low", "announcer": "spoken male", "poem": "spoken",
    "spoken voiceover": "spoken", "rap": "rapped", "rapping": "rapped", "rapped":
    "rapped", "rapper": "rapped", "rap vocals": "rapped", "mc": "rapped",
    "whisper": "whisper", "whispered": "whisper", "whispering": "whisper",
    "breathy": "soft", "falsetto": "high", "head voice": "high", "belting": "strong",
    "belted": "strong", "soaring vocals": "sing strong high", "shouted": "strong",
    "screaming": "strong", "screamed": "strong", "growl": "low strong",
}  # fmt: skip

#: Modes by name. `major` and `minor` stand for their church modes as well.
MODES: Final[dict[str, str]] = {
    "major": "major", "maj": "major", "ionian": "major", "minor": "minor", "min": "minor",
    "aeolian": "minor", "natural minor": "minor", "dorian": "dorian",
    "phrygian": "phrygian", "lydian": "lydian", "mixolydian": "mixolydian",
    "locrian": "locrian", "harmonic minor": "harmonic_minor",
    "melodic minor": "melodic_minor", "phrygian dominant": "phrygian_dominant",
    "major pentatonic": "pentatonic_major", "minor pentatonic": "pentatonic_minor",
    "pentatonic": "pentatonic_minor", "blues scale": "blues", "whole tone": "whole_tone",
    "whole-tone": "whole_tone",
}  # fmt: skip

METRE_WORDS: Final[dict[str, str]] = {
    "waltz time": "3/4", "triple time": "3/4", "triple meter": "3/4",
    "triple metre": "3/4", "common time": "4/4", "four-four": "4/4", "cut time": "2/2",
    "three-four": "3/4", "six-eight": "6/8", "compound time": "6/8", "five-four": "5/4",
    "seven-eight": "7/8", "twelve-eight": "12/8", "odd meter": "7/8", "odd metre": "7/8",
    "odd time": "7/8", "odd time signature": "7/8",
}  # fmt: skip

#: Words that turn what they stand with: out, in, softer, stronger.
TURNS: Final[dict[str, str]] = {
    "no": "out", "without": "out", "minus": "out", "not": "out", "never": "out",
    "drop out": "out", "drops out": "out", "dropping out": "out", "stops": "out",
    "removed": "out", "absent": "out", "muted out": "out", "cut out": "out",
    "joins in": "in", "join in": "in", "joining in": "in", "joins": "in", "join": "in",
    "enters": "in", "enter": "in", "entering": "in", "comes in": "in", "coming in": "in",
    "kicks in": "in", "kick in": "in", "return": "in", "returns": "in", "added": "in",
    "with added": "in", "introduced": "in",
    "light": "soft", "soft": "soft", "softly": "soft", "gentle": "soft", "quiet": "soft",
    "subtle": "soft", "distant": "soft", "background": "soft", "in the background":
    "soft", "in background": "soft", "softening": "soft", "faint": "soft",
    "understated": "soft", "sparse": "soft", "minimal": "soft", "low": "",
    "restrained": "soft", "fading": "soft", "delicate": "soft", "hint": "soft",
    "touches": "soft", "occasional": "soft", "muffled": "soft", "light touches": "soft",
    "loud": "strong", "heavy": "strong", "driving": "strong", "big": "strong",
    "bigger": "strong", "punchy": "strong", "pounding": "strong", "thunderous": "strong",
    "prominent": "strong", "powerful": "strong", "massive": "strong", "huge": "strong",
    "upfront": "strong", "strong": "strong", "fuller": "strong", "full": "strong",
    "thick": "strong", "fat": "strong", "soaring": "strong", "booming": "strong",
    "intense": "strong", "hard-hitting": "strong", "featured": "strong",
    "pumping": "strong", "relentless": "strong", "layered": "strong",
}  # fmt: skip

#: Ordinary English that says nothing to a musician; never reported as unknown.
PLAIN: Final = frozenset(
    """a about above across after all almost along also always an and any are around as at
    away back be become before behind below between both but by can close completely
    comes create created day do down during each early end ends entire even ever every
    feel feeling feels few first for from get gives giving go goes going good gradually
    great has have having high higher hint his her how i if in inside into is it its just
    keep keeping kind last late later leading leads like little long low lower made main
    make makes making many max maximum more most moving much music musical near new next
    night nice now of off often on once one only onto or other our out over own part parts
    perfect place play played playing plays please quite rather real same second section
    set short show side slight slightly slowly so some something song songs sound
    sounding sounds start starts still style such sure take tempo than that the their
    them then there these they thing this those through throughout time to together tone
    top toward towards track two type under until up upon use used using vary very via
    was way we well were what when where which while who whole will with within world
    yet you your time's bpm key signature meter metre feeling vibe vibes mood quality
    production professional arrangement instrumentation texture textures element
    elements layer layers pattern patterns style's inspired influenced influence era
    type-beat repeating repeat repeats repeated delivery delivered clear tone tones
    timbre phrase phrases simple natural third three four five six seven eight half
    quarter double triple single steady present presence overall general genre scene
    moment moments space air edge touch depth body color colour dynamic dynamics
    expressive expression variation variations ambience atmosphere story journey""".split()
)
