"""Dutch words: tokens, and later people in free text."""
