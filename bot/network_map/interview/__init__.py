"""The conversation that fills a network map: a state machine without Rasa, storage or words."""
