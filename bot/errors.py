"""Errors that a command shows as one line."""


class CommandError(Exception):
    """Something that the operator can mend; the message is one line with the way out."""
