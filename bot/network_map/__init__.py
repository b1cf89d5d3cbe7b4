"""The network map: the people around a child, without Rasa, storage or drawing."""
