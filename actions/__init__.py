"""Thin Rasa actions, one module per topic: read the tracker, call bot, utter by name, return events."""
