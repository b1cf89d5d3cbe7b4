"""How the organisation that offers the assistant can be reached, from its settings."""

from __future__ import annotations

from bot.settings import Settings


def contact_values(settings: Settings) -> dict[str, str] | None:
    """Name and details for the text, or None when the organisation filled in nothing."""
    details = [settings.organisation_phone, settings.organisation_mail, settings.organisation_hours]
    if not settings.organisation_name or not any(details):
        return None
    return {"organisatie": settings.organisation_name, "gegevens": ", ".join(filter(None, details))}
