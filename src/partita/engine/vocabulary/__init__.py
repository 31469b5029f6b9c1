"""What words of an author mean, as tables, and their reading."""
