"""An organisation's own documents: read, clean, cut into passages, and keep; plain Python, no Rasa."""
