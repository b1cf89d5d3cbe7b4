"""What must not be kept is taken out before anything is stored, and what must be kept is encrypted."""
