"""What can be heard of audio that nobody has a score of."""
