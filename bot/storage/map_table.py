"""The table of network maps; the migrations make it, and a test compares the two."""

from __future__ import annotations

from datetime import datetime, timezone

import sqlalchemy as sa


class UtcDateTime(sa.types.TypeDecorator):
    """A moment, stored in UTC without a zone, the same in every database."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """To the database."""
        return value and value.astimezone(timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        """From the database."""
        return value and value.replace(tzinfo=timezone.utc)


metadata = sa.MetaData()
network_maps = sa.Table(
    "network_maps",
    metadata,
    sa.Column("map_id", sa.String(32), primary_key=True),
    sa.Column("owner_hash", sa.String(64), nullable=False, index=True),
    sa.Column("resume_code_hash", sa.String(64), unique=True, index=True),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("keep_days", sa.Integer, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("changed_at", UtcDateTime, nullable=False),
    sa.Column("expires_at", UtcDateTime, nullable=False, index=True),
)
columns = network_maps.c
