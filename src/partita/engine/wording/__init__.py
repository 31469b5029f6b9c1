"""Words of our own making, for songs that come by prompt."""
