"""The embedded musician: from a brief to a score to audio."""
