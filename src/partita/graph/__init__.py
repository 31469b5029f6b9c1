"""What must be done, and in what order. Pure."""
