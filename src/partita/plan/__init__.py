"""What a music model will be asked. Pure."""
