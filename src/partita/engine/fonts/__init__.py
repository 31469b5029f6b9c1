"""A user's soundfont in place of the engine's instruments."""
