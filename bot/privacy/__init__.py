"""What must not be kept is taken out before anything is stored."""
