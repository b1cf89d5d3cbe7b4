"""Alembic's entry: the address comes from :func:`bot.storage.migrate.upgrade`."""

import sqlalchemy as sa
from alembic import context

engine = sa.create_engine(context.config.attributes["url"], future=True)
with engine.begin() as connection:
    context.configure(connection=connection)
    context.run_migrations()
engine.dispose()
