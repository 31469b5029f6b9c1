"""Who makes the sound."""
