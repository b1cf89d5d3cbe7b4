import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.storage import editor_tables, map_table
from bot.storage.migrate import configuration, upgrade

COLUMNS = {"id", "sender_id", "type_name", "timestamp", "intent_name", "action_name", "data"}


@pytest.fixture
def url(tmp_path) -> str:
    return f"sqlite:///{tmp_path / 'gesprekken.db'}"


@pytest.fixture
def engine(url):
    engine = sa.create_engine(url, future=True)
    yield engine
    engine.dispose()


def indexes(engine) -> dict[str, list[str]]:
    return {index["name"]: index["column_names"] for index in sa.inspect(engine).get_indexes("events")}


def test_an_empty_database_gets_the_table_and_the_index_of_a_session(url, engine):
    upgrade(url)

    assert {column["name"] for column in sa.inspect(engine).get_columns("events")} == COLUMNS
    assert indexes(engine)["ix_events_session"] == ["sender_id", "type_name", "timestamp"]


def test_an_event_gets_its_number_by_itself(url, engine):
    upgrade(url)
    with engine.begin() as connection:
        connection.execute(sa.text("insert into events (sender_id, type_name) values ('een', 'user'), ('een', 'bot')"))
        assert connection.execute(sa.text("select id from events order by id")).scalars().all() == [1, 2]


def test_migrating_again_changes_nothing_and_keeps_what_is_stored(url, engine):
    upgrade(url)
    with engine.begin() as connection:
        connection.execute(sa.text("insert into events (sender_id, type_name, data) values ('een', 'user', 'tekst')"))
    before = indexes(engine)

    upgrade(url)

    with engine.begin() as connection:
        assert connection.execute(sa.text("select data from events")).scalars().all() == ["tekst"]
    assert indexes(engine) == before


def test_a_table_that_an_earlier_rasa_made_is_kept_and_gets_the_index(url, engine):
    with engine.begin() as connection:
        connection.execute(
            sa.text("create table events (id integer primary key, sender_id varchar(255), type_name varchar(255), timestamp float, data text)")
        )
        connection.execute(sa.text("insert into events (sender_id, type_name, data) values ('een', 'user', 'tekst')"))

    upgrade(url)

    with engine.begin() as connection:
        assert connection.execute(sa.text("select data from events")).scalars().all() == ["tekst"]
    assert "ix_events_session" in indexes(engine)


def test_a_database_remembers_which_schema_it_has(url, engine):
    upgrade(url)

    with engine.begin() as connection:
        assert connection.execute(sa.text("select version_num from alembic_version")).scalars().all() == ["0004"]


def test_a_database_of_the_former_schema_gets_the_maps_and_keeps_its_conversations(url, engine):
    upgrade(url, "0001")
    with engine.begin() as connection:
        connection.execute(sa.text("insert into events (sender_id, type_name, data) values ('een', 'user', 'tekst')"))
    assert "network_maps" not in sa.inspect(engine).get_table_names()

    upgrade(url)

    assert "network_maps" in sa.inspect(engine).get_table_names()
    with engine.begin() as connection:
        assert connection.execute(sa.text("select data from events")).scalars().all() == ["tekst"]


def test_going_back_takes_the_maps_only(url, engine):
    upgrade(url)
    with engine.begin() as connection:
        connection.execute(sa.text("insert into events (sender_id, type_name, data) values ('een', 'user', 'tekst')"))

    command.downgrade(configuration(url), "0001")

    assert "network_maps" not in sa.inspect(engine).get_table_names()
    with engine.begin() as connection:
        assert connection.execute(sa.text("select data from events")).scalars().all() == ["tekst"]
    upgrade(url)
    assert "network_maps" in sa.inspect(engine).get_table_names()


def differences(engine, metadata=map_table.metadata) -> list:
    """Where the database differs from the tables in the code, in columns, null, types and indexes."""
    ours = {"include_name": lambda name, kind, parents: kind != "table" or name in metadata.tables, "compare_type": True}
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts=ours), metadata)


def test_the_migrations_make_the_table_that_the_code_uses(url, engine):
    upgrade(url)
    assert differences(engine) == []

    with engine.begin() as connection:
        connection.execute(sa.text("drop index ix_network_maps_expires_at"))
    assert len(differences(engine)) == 1


def test_the_migrations_make_the_tables_for_the_editor(url, engine):
    upgrade(url)
    assert differences(engine, editor_tables.metadata) == []


def test_a_conversation_is_read_in_its_order_by_an_index(url, engine):
    upgrade(url)

    assert indexes(engine)["ix_events_order"] == ["sender_id", "id"]
