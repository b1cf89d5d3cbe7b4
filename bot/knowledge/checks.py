"""Placeholder."""


def all_faults() -> list[str]:
    return []
