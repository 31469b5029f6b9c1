"""Words for instruments, ensembles and families, as one table.

A word means what plays when it is asked for, and all that goes when it is forbidden.
Plurals are taken off before looking up. Knows the roster; does not know genres.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from partita.engine.roster import INSTRUMENTS


@dataclass(frozen=True)
class Noun:
    """What a word for something that sounds means.

    Args:
        plays: instruments, most important first; an ensemble plays them all.
        all: what is forbidden with it; `plays` when empty.
        family: the author names a kind, so that a genre's own choice of it is right.
    """

    plays: tuple[str, ...]
    all: tuple[str, ...] = ()
    family: bool = False

    @property
    def covers(self) -> tuple[str, ...]:
        """Return everything that the word stands for."""
        return self.all or self.plays


def _of(*families: str) -> tuple[str, ...]:
    return tuple(name for name, each in INSTRUMENTS.items() if each.family in families)


_ELECTRIC_GUITARS = ("clean_guitar", "muted_guitar", "overdriven_guitar",
                     "distorted_guitar", "pedal_steel")  # fmt: skip
_ACOUSTIC_GUITARS = ("steel_guitar", "nylon_guitar", "twelve_string_guitar")
_PIANOS = ("grand_piano", "felt_piano", "honky_tonk_piano")
_ORGANS = ("hammond_organ", "church_organ", "harmonium")
_STRINGS = (
    "string_ensemble", "violin", "viola", "cello", "double_bass", "tremolo_strings",
    "pizzicato_strings", "fiddle",
)  # fmt: skip
_BRASS = _of("brass")
_WOODWINDS = (*_of("pipe"), "alto_sax", "tenor_sax", "clarinet", "oboe", "bassoon")
_SAXES = ("tenor_sax", "alto_sax")
_SYNTHS = (*_of("synth_lead", "synth_pad", "synth_bass", "chip"), "synth_voice")
_LEADS = _of("synth_lead")
_PADS = _of("synth_pad")
_BASSES = (*_of("bass", "synth_bass"), "tuba", "double_bass")
CHOIRS: Final = ("choir_aahs", "choir_oohs", "synth_voice")
_MALLETS = ("marimba", "vibraphone", "xylophone", "glockenspiel", "kalimba",
            "celesta", "music_box")  # fmt: skip
_BELLS = ("tubular_bells", "glockenspiel", "fm_bell", "celesta", "music_box")
_ACOUSTIC = (
    *_ACOUSTIC_GUITARS, "ukulele", "mandolin", "banjo", *_PIANOS, "upright_bass",
    "fiddle", "accordion", "harp", "lute",
)  # fmt: skip
_ORCHESTRA = (
    "string_ensemble", "french_horn", "violin", "oboe", "trumpet", "double_bass",
    "harp", "timpani",
)  # fmt: skip


def _names(*rows: tuple[str, Noun]) -> dict[str, Noun]:
    """Spread rows whose words are separated by commas."""
    return {word.strip(): noun for words, noun in rows for word in words.split(",")}


def _one(words: str, *plays: str) -> tuple[str, Noun]:
    return (words, Noun(plays))


def _kind(words: str, all_of: tuple[str, ...], *plays: str) -> tuple[str, Noun]:
    return (words, Noun(plays or all_of[:1], all_of, family=True))


NOUNS: Final[dict[str, Noun]] = _names(
    # keys
    _kind("piano, keys, keyboard, ivories", (*_PIANOS, "electric_piano", "wurlitzer"),
          "grand_piano"),
    _one("grand piano, concert piano, acoustic piano, piano chord, solo piano",
         "grand_piano"),
    _one("felt piano, soft piano, upright piano, intimate piano, muted piano",
         "felt_piano"),
    _one("honky tonk piano, honky-tonk piano, saloon piano, tack piano, bar piano",
         "honky_tonk_piano"),
    _one("electric piano, rhodes, e-piano, epiano, fender rhodes, dx7, ep",
         "electric_piano"),
    _one("wurlitzer, wurli, wurly", "wurlitzer"),
    _one("clavinet, clav", "clavinet"),
    _one("harpsichord, cembalo, spinet, cimbalom, dulcimer, hammered dulcimer",
         "harpsichord"),
    _kind("organ", _ORGANS, "hammond_organ"),
    _one("hammond, hammond organ, b3, hammond b3, electric organ, leslie, tonewheel",
         "hammond_organ"),
    _one("church organ, pipe organ, cathedral organ", "church_organ"),
    _one("accordion, squeezebox, concertina, musette accordion", "accordion"),
    _one("harmonium, reed organ, pump organ, shruti", "harmonium"),
    _one("bandoneon", "bandoneon"),
    # mallets and bells
    _kind("mallet, mallets, mallet percussion", _MALLETS, "marimba"),
    _one("music box", "music_box"),
    _one("celesta, celeste", "celesta"),
    _one("glockenspiel, glock, orchestra bell, toy piano", "glockenspiel"),
    _one("vibraphone, vibe, vibes", "vibraphone"),
    _one("marimba", "marimba"),
    _one("xylophone", "xylophone"),
    _one("kalimba, thumb piano, mbira, handpan, hang drum", "kalimba"),
    _one("steel drum, steel pan, steelpan", "steel_drum"),
    _one("singing bowl, tibetan bowl, tubular bell, church bell, bell toll, chime, "
         "bell tower", "tubular_bells"),
    _one("timpani, kettledrum, kettle drum", "timpani"),
    _kind("bell, bells", _BELLS, "fm_bell"),
    # plucked strings
    _kind("guitar", (*_ACOUSTIC_GUITARS, *_ELECTRIC_GUITARS), "steel_guitar"),
    _kind("acoustic guitar", _ACOUSTIC_GUITARS, "steel_guitar"),
    _one("steel string guitar, steel-string guitar, folk guitar, western guitar",
         "steel_guitar"),
    _one("nylon guitar, nylon string guitar, nylon-string guitar, classical guitar, "
         "spanish guitar, flamenco guitar, bossa guitar", "nylon_guitar"),
    _one("twelve string guitar, 12 string guitar, 12-string guitar, twelve-string "
         "guitar", "twelve_string_guitar"),
    _kind("electric guitar", _ELECTRIC_GUITARS, "overdriven_guitar"),
    _one("clean guitar, clean electric guitar, jangly guitar, chorus guitar, "
         "jazz guitar, tremolo guitar, surf guitar, reverb guitar, shimmering guitar",
         "clean_guitar"),
    _one("muted guitar, palm muted guitar, palm-muted guitar, funk guitar, "
         "wah guitar, rhythm guitar, chicken scratch guitar, scratchy guitar",
         "muted_guitar"),
    _one("overdriven guitar, crunchy guitar, crunch guitar, blues guitar, "
         "overdrive guitar, gritty guitar, driven guitar", "overdriven_guitar"),
    _one("distorted guitar, distortion guitar, heavy guitar, fuzz guitar, "
         "metal guitar, "
         "power chord, guitar riff, shredding guitar, distorted electric guitar, "
         "electric guitar riff, chugging guitar", "distorted_guitar"),
    _one("slide guitar, lap steel, pedal steel, pedal steel guitar, steel guitar, "
         "dobro",
         "pedal_steel"),
    _one("banjo", "banjo"),
    _one("mandolin, bouzouki, balalaika", "mandolin"),
    _one("ukulele, uke", "ukulele"),
    _one("harp, celtic harp, lyre, autoharp", "harp"),
    _one("lute, theorbo, cittern", "lute"),
    _one("sitar", "sitar"),
    _one("koto, guzheng, shamisen, zither, pipa", "koto"),
    _one("oud, saz, baglama", "oud"),
    # basses
    _kind("bass, bass line, bassline, bass guitar part, low end", _BASSES,
          "finger_bass"),
    _one("bass guitar, electric bass, fingered bass, finger bass", "finger_bass"),
    _one("picked bass, rock bass, pick bass", "picked_bass"),
    _one("upright bass, double bass pizzicato, acoustic bass, stand-up bass, "
         "walking bass, jazz bass, contrabass", "upright_bass"),
    _one("slap bass, slapped bass, slap, popping bass, funk bass", "slap_bass"),
    _one("fretless bass, fretless", "fretless_bass"),
    _one("synth bass, synthesizer bass, analog bass, analogue bass, moog bass, "
         "electronic bass", "synth_bass"),
    _one("sub bass, sub-bass, subbass, deep sub, deep bass", "sub_bass"),
    _one("reese, reese bass, neuro bass", "reese_bass"),
    _one("wobble bass, wub, growl bass, wobbly bass, wobble", "wobble_bass"),
    _one("acid bass, 303, tb-303, acid line, squelchy bass", "acid_bass"),
    _one("fm bass, plucky bass", "fm_bass"),
    _one("808, 808 bass, 808s, booming 808", "bass_808"),
    # bowed strings
    _kind("string, strings, string section, string ensemble, lush string, "
          "orchestral string, string pad, low string, warm string", _STRINGS,
          "string_ensemble"),
    _one("violin, solo violin", "violin"),
    _one("viola", "viola"),
    _one("cello, violoncello, solo cello", "cello"),
    _one("double bass, bowed bass, arco bass", "double_bass"),
    _one("tremolo string, string tremolo, low string tremolo, low strings tremolo, "
         "shivering string, tremolando", "tremolo_strings"),
    _one("pizzicato, pizzicato string, plucked string, pizz", "pizzicato_strings"),
    _one("staccato string, spiccato, marcato string, short string", "string_ensemble"),
    _one("fiddle, fiddler, nyckelharpa, hurdy gurdy", "fiddle"),
    _one("erhu, sarangi", "erhu"),
    ("sax quartet, saxophone quartet", Noun(("alto_sax", "tenor_sax"))),
    ("string quartet, quartet", Noun(("violin", "viola", "cello", "string_ensemble"),
                                     _STRINGS)),
    ("string trio", Noun(("violin", "viola", "cello"))),
    ("piano trio", Noun(("grand_piano", "violin", "cello"))),
    # brass
    _kind("brass, brass section, brass ensemble, rising brass, horn section, "
          "brass stab, brass hit, horn stab, big brass", _BRASS, "brass_section"),
    _kind("horn, horns", _BRASS, "french_horn"),
    _one("trumpet, cornet, flugelhorn, bugle", "trumpet"),
    _one("muted trumpet, harmon trumpet", "muted_trumpet"),
    _one("trombone", "trombone"),
    _one("french horn", "french_horn"),
    _one("tuba, sousaphone", "tuba"),
    ("brass fanfare, fanfare, brass band, brass quintet",
     Noun(("brass_section", "trumpet", "french_horn", "trombone", "tuba"), _BRASS)),
    # winds
    _kind("woodwind, wind, winds, wind section", _WOODWINDS, "flute"),
    ("wind quintet, woodwind quintet, wind ensemble",
     Noun(("flute", "oboe", "clarinet", "bassoon", "french_horn"))),
    _kind("sax, saxophone, sexy sax", _SAXES, "tenor_sax"),
    _one("alto sax, alto saxophone, soprano sax", "alto_sax"),
    _one("tenor sax, tenor saxophone, baritone sax", "tenor_sax"),
    _one("clarinet, bass clarinet", "clarinet"),
    _one("oboe, cor anglais, english horn, duduk", "oboe"),
    _one("bassoon, contrabassoon", "bassoon"),
    _one("harmonica, blues harp, mouth organ, melodica", "harmonica"),
    _one("bagpipe, pipes and drums, uilleann pipe", "bagpipe"),
    _one("flute, bansuri", "flute"),
    _one("piccolo", "piccolo"),
    _one("recorder, ocarina", "recorder"),
    _one("pan flute, pan pipe, panpipe, panflute", "pan_flute"),
    _one("tin whistle, penny whistle, whistle, whistling, fife", "tin_whistle"),
    _one("shakuhachi, bamboo flute", "shakuhachi"),
    _one("didgeridoo, didjeridu", "didgeridoo"),
    # voices as instruments
    _kind("choir, choral, ethereal choir, vocal choir, chorale, gregorian chant, "
          "chant, angelic choir, choir pad, epic choir", CHOIRS, "choir_aahs"),
    _one("humming choir, choir ooh, vocal pad, ooh choir", "choir_oohs"),
    _one("synth choir, vocoder, vocal chop, synth voice, vocal sample, vox pad",
         "synth_voice"),
    # synths
    _kind("synth, synthesizer, synthesiser, analog synth, analogue synth, synthesizers",
          _SYNTHS, "saw_lead"),
    _kind("synth lead, lead synth, synth melody, synth hook", _LEADS, "saw_lead"),
    _one("saw lead, sawtooth, saw synth, detuned saw", "saw_lead"),
    _one("square lead, square wave, square synth, whistle lead", "square_lead"),
    _one("supersaw, super saw, supersaws, big synth, hoover, wall of synth",
         "supersaw"),
    _one("pluck, plucks, synth pluck, plucky synth, pluck synth, plucked synth",
         "pluck_synth"),
    _kind("arpeggiator, synth arpeggio, arpeggiated synth, arp, sequencer, sequence",
          ("pluck_synth", "chip_arp", "acid_lead"), "pluck_synth"),
    _one("synth bell, fm bell, digital bell, crystal bell, glassy bell, bell synth",
         "fm_bell"),
    _one("synth brass, brass synth, analog brass", "synth_brass"),
    _one("acid lead, acid, acid synth", "acid_lead"),
    _kind("pad, synth pad, atmospheric pad, ambient pad, soft pad", _PADS, "warm_pad"),
    _one("warm pad, analog pad, analogue pad, lush pad", "warm_pad"),
    _one("glass pad, glassy pad, crystal pad, shimmering pad, airy pad", "glass_pad"),
    _one("sweep pad, sweeping pad, filtered pad, evolving pad, filtered synth, "
         "dark pad", "sweep_pad"),
    _one("string synth, synth string, string machine, analog string, mellotron, solina",
         "analog_strings"),
    _one("drone, low drone, deep drone, tanpura, drone bass", "drone"),
    _one("chip pulse, pulse wave, 8-bit lead, chip lead, 8-bit synth, 8 bit lead",
         "chip_pulse"),
    _one("chip bass, triangle wave", "chip_triangle"),
    _one("chip arp, chiptune arpeggio, 8-bit arpeggio", "chip_arp"),
    _one("theremin, musical saw, ondes martenot, talkbox, talk box", "synth_voice"),
    # ensembles
    ("orchestra, full orchestra, symphony orchestra, philharmonic, tutti",
     Noun(_ORCHESTRA, (*_STRINGS, *_BRASS, *_WOODWINDS, "harp", "timpani"))),
    ("chamber orchestra, chamber ensemble",
     Noun(("string_ensemble", "violin", "oboe", "cello"))),
    ("big band, horn ensemble, jazz band",
     Noun(("brass_section", "alto_sax", "trumpet", "trombone", "grand_piano",
           "upright_bass"), (*_BRASS, *_SAXES))),
    ("rock band, power trio",
     Noun(("overdriven_guitar", "picked_bass", "distorted_guitar"))),
    ("jazz trio band, piano bass and drums", Noun(("grand_piano", "upright_bass"))),
    ("gamelan", Noun(("marimba", "glockenspiel", "tubular_bells", "vibraphone"))),
)  # fmt: skip

#: Words that name a kind by how it is made: only meaningful when forbidden, or as mood.
KINDS: Final[dict[str, tuple[str, ...]]] = {
    "electronic": _SYNTHS,
    "electronics": _SYNTHS,
    "electronic instrument": _SYNTHS,
    "synthetic": _SYNTHS,
    "electric": (*_ELECTRIC_GUITARS, "electric_piano", "wurlitzer", "hammond_organ",
                 "finger_bass", "picked_bass", "slap_bass", "fretless_bass", *_SYNTHS),
    "acoustic": _ACOUSTIC,
    "acoustic instrument": _ACOUSTIC,
    "orchestral": (*_STRINGS, *_BRASS, *_WOODWINDS, "timpani", "harp"),
    "distorted": ("distorted_guitar", "overdriven_guitar"),
    "distortion": ("distorted_guitar", "overdriven_guitar"),
    "heavy": ("distorted_guitar",),
    "chiptune": _of("chip"),
    "8-bit": _of("chip"),
    "choral": CHOIRS,
    "ethnic": _of("ethnic"),
}  # fmt: skip

#: Drums by name: which kit and strokes an author means. No kit: the genre's own.
KIT_WORDS: Final[dict[str, str]] = {
    "808 drum": "kit_808", "808 kit": "kit_808", "tr-808": "kit_808",
    "909": "kit_909", "909 drum": "kit_909", "tr-909": "kit_909",
    "trap drum": "trap_kit", "trap hi-hat": "trap_kit", "trap hat": "trap_kit",
    "brush": "brush_kit", "brushed snare": "brush_kit", "brushed drum": "brush_kit",
    "brushes": "brush_kit",
    "acoustic drum": "acoustic_kit", "live drum": "acoustic_kit",
    "rock drum": "rock_kit", "heavy drum": "rock_kit",
    "metal drum": "metal_kit", "blast beat": "metal_kit", "double kick": "metal_kit",
    "double bass drum": "metal_kit",
    "electronic drum": "kit_909", "drum machine": "kit_808",
    "electronic beat": "kit_909", "programmed drum": "kit_909",
    "lo-fi drum": "lofi_kit", "lofi drum": "lofi_kit", "dusty drum": "lofi_kit",
    "breakbeat drum": "breakbeat_kit", "amen break": "breakbeat_kit",
    "gated drum": "gated_kit", "gated snare": "gated_kit", "80s drum": "gated_kit",
    "gated reverb snare": "gated_kit", "gated reverb": "gated_kit",
    "taiko": "cinematic_kit", "taiko drum": "cinematic_kit",
    "cinematic percussion": "cinematic_kit", "epic drum": "cinematic_kit",
    "cinematic drum": "cinematic_kit", "war drum": "cinematic_kit",
    "orchestral percussion": "orchestral_kit", "cymbal swell": "orchestral_kit",
    "conga": "latin_kit", "bongo": "hand_drums", "latin percussion": "latin_kit",
    "timbale": "latin_kit", "hand percussion": "hand_drums", "hand drum": "hand_drums",
    "cajon": "hand_drums", "djembe": "hand_drums", "tabla": "hand_drums",
    "frame drum": "hand_drums", "bodhran": "hand_drums", "darbuka": "hand_drums",
    "palmas": "hand_drums", "castanet": "hand_drums", "udu": "hand_drums",
    "marching drum": "march_kit", "marching snare": "march_kit",
    "military drum": "march_kit", "snare roll": "march_kit",
    "funk drum": "funk_kit", "funky drum": "funk_kit",
    "beatbox": "kit_808", "chip drum": "chip_kit", "8-bit drum": "chip_kit",
}  # fmt: skip

#: Words for drums in general.
DRUM_WORDS: Final = (
    "drum", "drums", "drum kit", "drum beat", "percussion", "beat", "beats", "rhythm",
    "rhythm section", "groove", "drumming", "drum set", "drum groove", "backbeat",
    "percussive", "steady drum beat", "breakbeats", "percussion ensemble",
    "drum circle", "drumline", "drum solo", "drums solo", "percussion solo",
)  # fmt: skip

#: Single strokes that an author may forbid or want.
STROKE_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "kick": ("kick",), "kick drum": ("kick",), "bass drum": ("kick",),
    "four on the floor": ("kick",), "four-on-the-floor": ("kick",),
    "snare": ("snare", "ghost_snare", "rim"), "snare drum": ("snare", "ghost_snare"),
    "rimshot": ("rim",), "rim click": ("rim",), "cross-stick": ("rim",),
    "clap": ("clap",), "handclap": ("clap",), "hand clap": ("clap",),
    "finger snap": ("finger_snap",), "snap": ("finger_snap",),
    "hi-hat": ("hat_closed", "hat_open", "hat_pedal"),
    "hihat": ("hat_closed", "hat_open", "hat_pedal"),
    "hi hat": ("hat_closed", "hat_open", "hat_pedal"),
    "hat": ("hat_closed", "hat_open", "hat_pedal"),
    "cymbal": ("crash", "ride", "ride_bell"), "crash": ("crash",), "ride": ("ride",),
    "ride cymbal": ("ride",),
    "tom": ("tom_low", "tom_mid", "tom_high"), "tom-tom": ("tom_low", "tom_mid"),
    "cowbell": ("cowbell",), "woodblock": ("woodblock",), "triangle": ("triangle",),
    "clave": ("clave",), "claves": ("clave",), "guiro": ("guiro",),
    "shaker": ("shaker",), "maraca": ("shaker",), "tambourine": ("tambourine",),
    "sleigh bell": ("tambourine",), "jingle bell": ("tambourine",),
    "conga": ("conga_low", "conga_high"), "bongo": ("bongo_low", "bongo_high"),
    "cajon": ("cajon",), "taiko": ("taiko",), "taiko drum": ("taiko",),
}  # fmt: skip
