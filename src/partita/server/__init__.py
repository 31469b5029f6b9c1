"""`partita serve`: the Music API's wire protocol, answered by the embedded engine."""
