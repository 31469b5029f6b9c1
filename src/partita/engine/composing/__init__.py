"""From a brief to notes: who plays what, when, and why."""
