"""Topics, sources and contacts: load them, check them, look them up."""
