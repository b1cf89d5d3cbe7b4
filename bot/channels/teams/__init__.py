"""Microsoft Teams: a Rasa channel that checks who sends, answers at once, and says everything in cards."""
