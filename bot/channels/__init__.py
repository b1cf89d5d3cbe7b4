"""The doors. Every message passes the one intake before Rasa sees it."""
