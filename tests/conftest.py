"""What several kinds of tests share."""

import pytest


@pytest.fixture(scope="module")
def postgres():
    """A PostgreSQL server of its own; the test fails, and says what to install, on a machine without PostgreSQL."""
    from tests.postgres import Postgres

    server = Postgres()
    yield server
    server.remove()
