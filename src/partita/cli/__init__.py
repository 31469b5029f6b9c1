"""Words in, words out, exit code; one command a file."""
