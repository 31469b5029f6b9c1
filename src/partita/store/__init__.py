"""What is already known: blobs, traces, lockfile, guard."""
