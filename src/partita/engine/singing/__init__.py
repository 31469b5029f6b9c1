"""From words to a voice: pronunciation, articulation, song."""
