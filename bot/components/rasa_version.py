"""The one version of Rasa that our changes to it were written for. Imports nothing of Rasa but its version."""

from __future__ import annotations

import rasa

FITS = "3.6.21"


class PatchError(RuntimeError):
    """Our changes to Rasa were written for another version."""


def check_version() -> None:
    """Raises :class:`PatchError` on another version of Rasa."""
    if rasa.__version__ != FITS:
        raise PatchError(f"our changes fit Rasa {FITS}, this is {rasa.__version__}; compare each with the new source, then raise FITS")
