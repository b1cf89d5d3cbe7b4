"""The database: one address for conversations and everything else that is kept."""
