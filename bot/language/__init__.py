"""Dutch words: tokens, and the people in free text."""
