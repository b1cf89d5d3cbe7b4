"""What is kept for the editor and the privacy officer: ratings, questions without an answer, counts; a test compares the migrations."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()
ratings = sa.Table(
    "beoordelingen",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_hash", sa.String(64), nullable=False, index=True),
    sa.Column("topic", sa.String(100), nullable=False),
    sa.Column("audience", sa.String(20)),
    sa.Column("thumb", sa.String(4), nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False, index=True),
)
unanswered_questions = sa.Table(
    "onbeantwoorde_vragen",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("sender_hash", sa.String(64), nullable=False, index=True),
    sa.Column("audience", sa.String(20)),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("day", sa.Date, nullable=False, index=True),
)
# One row for each hour in which something was recognised: no sender, no text, no moment.
danger_counts = sa.Table(
    "tellingen",
    metadata,
    sa.Column("hour", sa.DateTime, primary_key=True),
    sa.Column("level", sa.String(20), primary_key=True),
    sa.Column("theme", sa.String(40), primary_key=True),
    sa.Column("channel", sa.String(20), primary_key=True),
    sa.Column("number", sa.Integer, nullable=False),
)
