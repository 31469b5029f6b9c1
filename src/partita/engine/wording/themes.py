"""What songs are about, as a table: words that call a theme, and lines that sing of it.

All lines are our own. Each couplet rhymes and has some eight syllables a line, which
the tests check by the pronouncing dictionary. Knows no prompts, and no music.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

#: Two lines that rhyme.
Couplet = tuple[str, str]


@dataclass(frozen=True)
class Theme:
    """Lines about one thing.

    Args:
        calls: words of a prompt that ask for it, in the singular.
        things: what `{thing}` may stand for in a common line, with its article.
        verses: couplets, each complete in itself.
        choruses: a hook, and two lines that rhyme and each answer it.
    """

    calls: tuple[str, ...]
    things: tuple[str, ...]
    verses: tuple[Couplet, ...]
    choruses: tuple[tuple[str, str, str], ...]


def _pair(line: str) -> Couplet:
    one, other = line.split(" / ")
    return one, other


def _theme(calls: str, things: str, verses: str, choruses: str) -> Theme:
    """Read a theme as it is written below: a couplet, or a chorus, to a line or two."""
    sung = choruses.strip().splitlines()
    return Theme(
        tuple(calls.split()),
        tuple(things.split(", ")),
        tuple(_pair(line) for line in verses.strip().splitlines()),
        tuple(
            (hook, *_pair(answers))
            for hook, answers in zip(sung[::2], sung[1::2], strict=True)
        ),
    )


THEMES: Final[dict[str, Theme]] = {
    "sea": _theme(
        "sea ocean sailor ship sail harbour harbor wave tide pirate shanty beach "
        "coast island boat shore whale",
        "the tide, the harbour, the anchor, the lighthouse, the salt wind",
        """
The nets are dry, the ropes are coiled / The lamp is trimmed, the chain is oiled
My father mapped the northern stars / On tavern walls and broken spars
The gulls wake up before the bell / And ride the slow and silver swell
I left my letters in the sand / The water took them from my hand
There's salt on every window pane / And every roof is drummed by rain
The keel has never asked me why / It cuts the water from the sky
""",
        """
Sea, carry me over
Wherever the long winds go / With only the tide to know
Roll on, roll on, wide water
Bring every lantern near / The harbour is almost here
""",
    ),
    "night": _theme(
        "night midnight moon moonlight dark darkness star insomnia nocturne evening "
        "dusk shadow sleep lullaby",
        "the moon, the streetlight, the midnight, the shadow, the clock",
        """
The kettle ticks, the stairs complain / A slow moth taps the window pane
The moon has left its coat of grey / On every roof along the way
The radio is turned down low / To voices I no longer know
Above the wires, above the park / One kite is flying in the dark
I count the lamps along the hill / The last one burns, the rest are still
The owls have nothing left to say / The fox has taken all the day
""",
        """
Stay awake with me tonight
Until the stars go in / And let the quiet begin
Hold on to the dark a while
It only wants to stay / It only sleeps by day
""",
    ),
    "city": _theme(
        "city town street neon downtown subway skyline avenue urban traffic crowd "
        "market tram",
        "the subway, the neon, the skyline, the sidewalk, the corner",
        """
The taxis hum on Second Street / The pavement gives back all its heat
A window opens, someone sings / The scaffold shakes, the hammer rings
The baker's light is first to rise / It paints the fog with butter skies
The trains go by above my bed / I know each number, green or red
We write our names on dusty glass / And wave at strangers as they pass
The rooftops trade their pigeons' news / The gutters shine on leather shoes
""",
        """
Light by light the city wakes
And no one is alone / In a thousand rooms of stone
Take me through the crowded square
Wherever the music plays / And burn through all the greys
""",
    ),
    "love": _theme(
        "love lover romance romantic kiss heart darling wedding valentine "
        "sweetheart marriage crush",
        "your laughter, your letter, your shadow, my heartbeat, your name",
        """
You left your coat across the chair / The whole room learned that you were there
You fold the map, you burn the toast / The little things I love the most
I learned your hands, I learned your walk / I learned the silence in your talk
Two cups, one table, half past nine / Your crooked smile that answers mine
The bus was late, we did not mind / We let the world go on behind
I kept the ticket and the pin / The night that let the summer in
""",
        """
Say my name the way you do
And I will find the door / And ask for nothing more
Oh, my love, the day is long
But you are longer still / As light upon a hill
""",
    ),
    "loss": _theme(
        "loss losing lost goodbye farewell heartbreak breakup grief gone missing "
        "lonely loneliness sorrow tear divorce death leaving mourning broken",
        "the empty chair, the letter, the photograph, the hallway, the silence",
        """
Your cup is standing on the sill / I set the clock, it goes there still
I found your glove behind the door / It doesn't know you any more
The neighbours ask, I tell them fine / And hang the washing on the line
The road looks longer than before / I used to count it door to door
I talk to you when dishes dry / The tap runs on, and so do I
The leaves came down without a sound / And wrote your name along the ground
""",
        """
I still leave the light on
In case you come this way / At the end of every day
Gone is such a little word
For all it takes away / For all I meant to say
""",
    ),
    "road": _theme(
        "road highway journey travel truck car drive driving wander rider "
        "motorcycle train railroad miles adventure walk",
        "the highway, the engine, the mile sign, the white line, the gravel",
        """
The tank is full, the map is torn / I left before the day was born
A motel sign with half its name / Each town another, and the same
The dashboard hums a steady key / The road is humming back to me
I bought some bread, I sold my watch / The sunset poured like golden scotch
The telegraph poles count the time / The wheels keep up with every rhyme
The dust behind, the hills ahead / One cloud is turning gold and red
""",
        """
Roll me down that open road
As far as roads can run / And a little past the sun
One more mile and one more song
Then let the morning come / With the engine for a drum
""",
    ),
    "war": _theme(
        "war battle soldier army fight fighter knight sword warrior revolution "
        "rebel siege victory hero dragon king",
        "the banner, the drummer, the iron, the watchtower, the broken gate",
        """
The fires are lit along the wall / The young ones laugh, the sergeants call
My brother's boots, my mother's ring / The weight of every little thing
They told us that the night would pass / We lay like frost among the grass
The banners rose, the thunder came / And every drum beat out a name
We gave the river all we wore / And swam toward the other shore
A crow looked down and counted men / Then counted, slowly, once again
""",
        """
Stand up, stand up, and hold the line
Until the morning breaks / Whatever the morning takes
Raise it high, the tattered flag
For everyone who fell / And everyone who'll tell
""",
    ),
    "winter": _theme(
        "winter snow christmas frost ice cold december snowfall holiday sleigh "
        "frozen snowman",
        "the snowfall, the chimney, the frozen lake, the north wind, the pine tree",
        """
The snow came down without a word / The loudest thing was one small bird
The kitchen glows, the windows steam / The cat has half a herring dream
We walked the lake from end to end / It held us like a careful friend
The sled is red, the hill is white / The scarves are trailing out of sight
The candles lean, the old clocks chime / The frost is drawing ferns of rime
The woodpile shrinks, the nights are long / The stove is humming half a song
""",
        """
Let it snow on all the roofs
And keep the embers bright / We are warm inside tonight
Winter, lay your blanket down
On field and roof and stone / And leave no one alone
""",
    ),
    "summer": _theme(
        "summer sun sunshine sunny holidays july august garden picnic heat meadow "
        "spring flower bee",
        "the sunlight, the cherry tree, the swallow, the garden, the warm grass",
        """
The grass is warm beneath our feet / The bees are drunk on clover sweet
We stole the cherries, spat the stones / We danced beside the traffic cones
The garden hose, a crooked stream / The whole long day one lemon dream
The swallows stitch the evening blue / The shadows stretch from me to you
Your bike was yellow, mine was green / The fastest that was ever seen
The ice has melted in the cup / The fireflies are waking up
""",
        """
Summer, don't go home too soon
The light is on our side / And all the doors are wide
Here comes the sun across the wall
To find us where we lie / With nothing but the sky
""",
    ),
    "machine": _theme(
        "machine robot computer engine android cyborg factory code circuit cleaner "
        "printer internet phone software ai electric technology clockwork compiler "
        "server steam bug",
        "the circuit, the motor, the little gear, the signal, the copper wire",
        """
A green light blinks, a fan begins / The wheel remembers how it spins
It learned to count, it learned to wait / It learned to hum from two to eight
The copper sings, the pistons pray / The night shift oils another day
It has no heart, or so they tell / But every spring is wound up well
One tiny screw, one silver spark / One patient number in the dark
I wrote it poems, blue and red / It kept them somewhere in its head
""",
        """
Switch it on and let it run
It only wants to play / It dreams in black and grey
Turn, turn, turn, little machine
Keep turning until dawn / With all your lights left on
""",
    ),
    "home": _theme(
        "home house mother father family kitchen childhood village grandma grandpa "
        "grandmother grandfather birthday baby daughter son mom dad sister brother "
        "dog cat pet",
        "the kitchen door, the old clock, the table, the garden gate, the stairway",
        """
The stairs still creak at number three / The pear tree leans to look at me
There's flour on the radio / A waltz from many years ago
The table knows our every scratch / The gate still hangs by half a latch
We marked our heights along the wall / I cannot find the line at all
The porch light waits, the dog runs round / The gravel makes a friendly sound
The coats are hanging in a row / A little big, a little low
""",
        """
Home is where they leave the key
Under the second stone / And you never eat alone
Set a plate for one more guest
And open up the door / There's always room for more
""",
    ),
    "rain": _theme(
        "rain storm thunder lightning cloud umbrella weather flood autumn fall "
        "october november wind",
        "the rainfall, the thunder, the gutter, the grey cloud, the puddle",
        """
The clouds came in on padded feet / And hung their curtains down the street
A paper boat, a river curb / No serious business to disturb
The thunder rolled its barrels by / And split the cellar of the sky
We shared a doorway and a cough / We waited for it to leave off
The gutters sang in major thirds / The wires were all empty of birds
The leaves are pasted to the pane / Like stamps on letters from the rain
""",
        """
Let it rain, let it pour
Let every window run / We never needed the sun
Hear it on the roof again
As soft as any drum / The better days will come
""",
    ),
    "space": _theme(
        "space planet galaxy astronaut rocket mars cosmos satellite orbit comet "
        "universe alien future starship spaceship",
        "the satellite, the comet, the rocket, the silver moon, the signal",
        """
The countdown ends, the tower falls / The blue goes black beyond the walls
I wrote your name on misted glass / And watched a million islands pass
The radio is full of snow / A whistle from a year ago
My boots are floating by the bed / A planet turns above my head
We chart the dust, we name the rings / We miss the most unlikely things
One window, and the world outside / As small as something you could hide
""",
        """
Floating, floating, far from land
With all the stars for streets / To the drum of two heartbeats
Call me back from out of here
Across the endless blue / My orbit bends to you
""",
    ),
    "forest": _theme(
        "forest tree wood wolf fox bird river mountain valley nature hill wild bear "
        "deer owl raven leaf oak fairy witch elf mushroom",
        "the river, the tall oak, the raven, the hidden path, the mountain",
        """
The path goes in, the light goes thin / The moss has let the silence in
A stag stood still, the branches shook / He gave us one long amber look
The river talks to every stone / And carries all the words alone
The mushrooms hold their council here / They meet, they vote, they disappear
The oak has rings for every king / And not a word for anything
We climbed until the air was clean / Above the last unravelled green
""",
        """
Follow the river, follow it down
To where the tall trees lean / And the water is cold and clean
Deep in the wood there is a door
That only the foxes know / And there my feet will go
""",
    ),
    "fire": _theme(
        "fire flame burn burning ember spark volcano rage anger hell devil phoenix "
        "power strong freedom free rise fear",
        "the ember, the furnace, the torchlight, the matchstick, the wild flame",
        """
I kept one coal inside my coat / I kept one word inside my throat
They told me ashes cannot sing / I rose on one unsteady wing
The match was small, the night was wide / It only needed something dried
The walls were paper all along / I sang them down with one hot song
My hands are black, my eyes are bright / I carried home a piece of light
No cage, no keeper, and no name / Has ever learned to hold a flame
""",
        """
Burn, burn, burn it brighter
Till every shadow's gone / And nothing can hold us on
I am the fire, I am the spark
That nobody could tame / And now you know my name
""",
    ),
    "dance": _theme(
        "dance dancing party disco club groove friday weekend celebrate celebration "
        "rhythm dancefloor carnival festival music",
        "the dance floor, the bass drum, the mirror ball, the rhythm, the speaker",
        """
The floor is shaking through my shoes / I came with nothing left to lose
The mirror ball throws out its change / The strangers don't look quite so strange
My phone is dead, my coat is gone / The only thing I've got is on
You move like you invented feet / You teach the corner to the beat
The bass comes up from underground / And every heart is tuned to sound
It's two o'clock, it's half past three / The clock is dancing next to me
""",
        """
Everybody, hands up high
And let the bassline in / And let the room begin
Turn it up and turn around
Don't let the record end / My body is my friend
""",
    ),
    "dream": _theme(
        "dream dreaming hope wish imagination magic fantasy angel heaven memory "
        "memories nostalgia time childhood morning sunrise believe life",
        "the pillow, the mirror, the daybreak, the paper moon, the music box",
        """
I built a house of evening air / With seven doors and not one stair
A paper moon, a painted door / A sea where there was none before
The clocks ran on with silver feet / Their hands were never meant to meet
I asked the mirror for a sign / It gave a better face than mine
The morning pulls me by the sleeve / It never asks me if I'd leave
My pockets full of yesterday / I let some of it blow away
""",
        """
Dream it slowly, dream it clear
And leave the window wide / With all the stars inside
Hold the moment by the hand
Before it learns to fly / And colours half the sky
""",
    ),
    "friend": _theme(
        "friend friendship together team school band brotherhood people peace world "
        "we us colleague neighbour graduation",
        "the old car, our laughter, the photograph, the campfire, the back row",
        """
You lent me half your winter coat / You rowed, I steered the leaking boat
We broke one window, took the blame / You never once gave up my name
The bench still wears what we carved in / Two crooked letters and a grin
You called me up at half past two / There's no one else I'd tell it to
We had no money, had no plan / You had a dented frying pan
The years go by like passing cars / We wave at them from rooftop bars
""",
        """
You and me against the rain
And everything is fine / Your trouble is also mine
Here's to all the ones who stayed
And sang along off key / You made a song of me
""",
    ),
}

#: Couplets for any theme; `{thing}` is one of its things.
COMMON: Final[tuple[Couplet, ...]] = (
    ("I never asked {thing} to stay", "It looked at me and turned away"),
    ("They say {thing} will never tell", "I know its secrets very well"),
    ("I drew {thing} in red and blue", "And gave the better half to you"),
    ("There goes {thing}, and so do I", "We never learned to say goodbye"),
    ("Who left {thing} beside the gate", "And wrote upon it: don't be late"),
    ("I heard {thing} before the dawn", "It called me once, and it was gone"),
)

#: Couplets that lift into a chorus.
LIFTS: Final[tuple[Couplet, ...]] = (
    ("And it's rising, and it's near", "Closer now than yesteryear"),
    ("Count it in, one, two and three", "Let the whole house sing with me"),
    ("Hold your breath and let it go", "Faster now, no longer slow"),
    ("Can you feel it coming on", "All the quiet nearly gone"),
)

#: Couplets that name what the prompt is about; `{subject}` as the prompt has it.
NAMING: Final[tuple[Couplet, ...]] = (
    ("They ask about {subject} and laugh", "They never learned to know the half"),
    ("I carry {subject} in my head", "It hums along when all is said"),
    ("I sing of {subject} while I may", "And think of little else all day"),
    ("Without {subject} the days are long", "And so I put it in a song"),
    ("I dream of {subject} every night", "And wake before I get it right"),
)

#: Choruses for what no theme knows: hooks that name it, and lines that answer.
HOOKS: Final[tuple[tuple[str, str, str], ...]] = (
    ("This one is for {subject}", "So everybody sing", "And let the rafters ring"),
    ("Oh, oh, oh, {subject}", "I'd know you anywhere", "I'd cross the town on a dare"),
    ("Here's to you, {subject}", "In sunshine and in rain", "In pleasure and in pain"),
    ("Nobody knows {subject}", "The way I've come to do", "And every word is true"),
)
