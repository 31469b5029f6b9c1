"""What the author wrote: load, diagnose, resolve."""
