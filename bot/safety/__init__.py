"""Danger goes first: recognise it on the raw text, and answer with a card that works when the rest does not."""
