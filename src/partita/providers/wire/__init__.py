"""The Music API as it looks on the wire: one place for both ends."""
