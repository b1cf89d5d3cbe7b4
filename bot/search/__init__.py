"""Ranked search over topic texts and imported documents: plain Python, no Rasa."""
