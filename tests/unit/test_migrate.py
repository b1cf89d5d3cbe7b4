import pytest
import sqlalchemy as sa

from bot.storage.migrate import upgrade

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
        assert connection.execute(sa.text("select version_num from alembic_version")).scalars().all() == ["0001"]
