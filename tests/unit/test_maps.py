"""Maps on the server: for their owner only, unreadable in the database, gone in time.

``TEST_DATABASE_URL`` runs these tests on another database than SQLite; everything in its tables is dropped.
"""

import json
import logging
import os
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from alembic import command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.network_map.network import History, NetworkMap, Viewpoint, add
from bot.privacy.encryption import DecryptionError, Vault
from bot.storage.engine import open_engine
from bot.storage.map_seal import CODE_LETTERS
from bot.storage.map_table import columns, network_maps
from bot.storage.maps import BATCH, FIRST_VERSION, MapConflict, MapGone, MapStore
from bot.storage.migrate import configuration, upgrade
from tests.unit.test_encryption import JSON, NEW, OLD, OTHER

DATABASE_URL = os.environ.get("TEST_DATABASE_URL")
START = datetime(2026, 11, 24, 9, 30, tzinfo=timezone.utc)
ANNA, BERT = "afzender-anna", "afzender-bert"
CANARY = "Kanarina"
CONTENT = {"step": "namen", "map": History().do(add(NetworkMap(Viewpoint.SELF), CANARY, relation="tante")).to_dict()}


class Clock:
    """A clock that stands still until it is moved, and may do something the next time somebody looks."""

    def __init__(self) -> None:
        self.now = START
        self.meanwhile = None

    def __call__(self) -> datetime:
        todo, self.meanwhile = self.meanwhile, None
        if todo:
            todo()
        return self.now

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def url(tmp_path) -> str:
    url = DATABASE_URL or f"sqlite:///{tmp_path / 'kaarten.db'}"
    if DATABASE_URL and "alembic_version" in sa.inspect(sa.create_engine(url)).get_table_names():
        command.downgrade(configuration(url), "base")
    upgrade(url)
    return url


@pytest.fixture
def engine(url):
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store_with(engine, clock):
    return lambda *keys: MapStore(engine, Vault(keys, "de sleutels"), clock)


@pytest.fixture
def store(store_with) -> MapStore:
    return store_with(NEW)


def rows(engine) -> list:
    with engine.begin() as connection:
        return connection.execute(sa.select(network_maps).order_by(columns.created_at)).all()


def set_row(engine, map_id: str, **values) -> None:
    with engine.begin() as connection:
        assert connection.execute(sa.update(network_maps).where(columns.map_id == map_id).values(values)).rowcount == 1


def content_of(store: MapStore, map_id: str, owner: str = ANNA) -> dict:
    return store.load(map_id, owner).content


def test_a_kept_map_comes_back_the_same(store):
    kept = store.load(store.create(ANNA, CONTENT, 7), ANNA)

    assert History.from_dict(kept.content["map"]) == History.from_dict(CONTENT["map"])
    assert (kept.content, kept.version, kept.keep_days) == (CONTENT, FIRST_VERSION, 7)
    assert (kept.created_at, kept.changed_at, kept.expires_at) == (START, START, START + timedelta(days=7))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(owner=st.text(min_size=1), first=st.dictionaries(st.text(), JSON, max_size=3), second=st.dictionaries(st.text(), JSON, max_size=3))
def test_any_content_of_anybody_comes_back_the_same(store, owner, first, second):
    map_id = store.create(owner, first, 7)
    assert content_of(store, map_id, owner) == first
    store.save(map_id, owner, second, FIRST_VERSION)
    assert content_of(store, map_id, owner) == second
    assert store.latest_of(owner).map_id == map_id
    store.erase_all(owner)


def test_ids_cannot_be_guessed(store):
    ids = {store.create(ANNA, CONTENT, 7) for _ in range(50)}

    assert len(ids) == 50
    assert all(re.fullmatch(r"[\w-]{24}", map_id) for map_id in ids)


def test_nobody_else_can_do_anything_with_a_map(store):
    map_id = store.create(ANNA, CONTENT, 7)

    assert store.load(map_id, BERT) is None
    assert store.latest_of(BERT) is None
    assert store.erase(map_id, BERT) is False
    assert store.erase_all(BERT) == 0
    assert store.export_owner(BERT) == []
    for forbidden in (
        lambda: store.save(map_id, BERT, {}, FIRST_VERSION),
        lambda: store.set_keep_days(map_id, BERT, 30),
        lambda: store.make_resume_code(map_id, BERT),
    ):
        with pytest.raises(MapGone):
            forbidden()
    assert store.load(map_id, ANNA) is not None
    assert content_of(store, map_id) == CONTENT


def test_the_row_holds_no_owner_no_code_and_no_content(store, engine):
    map_id = store.create(ANNA, CONTENT, 7)
    code = store.make_resume_code(map_id, ANNA)
    row = str(dict(rows(engine)[0]))

    assert not any(secret in row for secret in (ANNA, CANARY, "tante", code, code.replace("-", "")))


def test_equal_maps_of_one_owner_are_kept_differently(store, engine):
    for _ in range(2):
        store.create(ANNA, CONTENT, 7)

    assert len({row.content for row in rows(engine)}) == 2


def test_without_the_key_nobody_can_tell_whose_map_it_is(store_with):
    map_id = store_with(NEW).create(ANNA, CONTENT, 7)

    assert store_with(OTHER).load(map_id, ANNA) is None
    assert store_with(OTHER).erase_all(ANNA) == 0


def test_a_map_expires_after_its_days_and_is_then_deleted(store, engine, clock):
    map_id = store.create(ANNA, CONTENT, 7)
    clock.later(days=7, seconds=-1)
    assert content_of(store, map_id) == CONTENT

    clock.later(seconds=1)
    assert store.latest_of(ANNA) is None
    assert store.load(map_id, ANNA) is None
    assert rows(engine) == []


def test_an_expired_map_cannot_be_saved_and_is_deleted(store, engine, clock):
    map_id = store.create(ANNA, CONTENT, 1)
    clock.later(days=1)

    with pytest.raises(MapGone):
        store.save(map_id, ANNA, CONTENT, FIRST_VERSION)
    assert rows(engine) == []


def test_saving_begins_the_days_anew(store, clock):
    map_id = store.create(ANNA, CONTENT, 7)
    clock.later(days=6)
    store.save(map_id, ANNA, {"step": "kring"}, FIRST_VERSION)
    clock.later(days=6)

    kept = store.load(map_id, ANNA)
    assert kept.content == {"step": "kring"}
    assert (kept.created_at, kept.changed_at, kept.expires_at) == (START, START + timedelta(days=6), START + timedelta(days=13))


def test_reading_does_not_make_a_map_live_longer(store, clock):
    map_id = store.create(ANNA, CONTENT, 2)
    clock.later(days=1)
    store.load(map_id, ANNA)
    clock.later(days=1)

    assert store.load(map_id, ANNA) is None


def test_each_save_names_the_version_it_read(store):
    map_id = store.create(ANNA, CONTENT, 7)

    assert store.save(map_id, ANNA, {"step": 1}, FIRST_VERSION) == FIRST_VERSION + 1
    assert store.save(map_id, ANNA, {"step": 2}, store.load(map_id, ANNA).version) == FIRST_VERSION + 2


def test_the_second_save_of_one_version_fails_and_changes_nothing(store):
    map_id = store.create(ANNA, CONTENT, 7)
    store.save(map_id, ANNA, {"step": "eerst"}, FIRST_VERSION)

    with pytest.raises(MapConflict):
        store.save(map_id, ANNA, {"step": "te laat"}, FIRST_VERSION)
    assert content_of(store, map_id) == {"step": "eerst"}


def test_of_saves_at_the_same_moment_one_succeeds(store):
    map_id = store.create(ANNA, CONTENT, 7)

    def save(number: int) -> int | None:
        try:
            store.save(map_id, ANNA, {"step": number}, FIRST_VERSION)
        except MapConflict:
            return None
        return number

    with ThreadPoolExecutor(8) as threads:
        saved = [number for number in threads.map(save, range(8)) if number is not None]

    assert len(saved) == 1
    assert content_of(store, map_id) == {"step": saved[0]}


def test_a_save_between_reading_and_writing_is_a_conflict(store, clock):
    map_id = store.create(ANNA, CONTENT, 7)
    clock.meanwhile = lambda: store.save(map_id, ANNA, {"step": "ertussen"}, FIRST_VERSION)

    with pytest.raises(MapConflict):
        store.save(map_id, ANNA, {"step": "te laat"}, FIRST_VERSION)
    assert content_of(store, map_id) == {"step": "ertussen"}


def test_a_map_erased_between_reading_and_writing_stays_erased(store, clock, engine):
    map_id = store.create(ANNA, CONTENT, 7)
    clock.meanwhile = lambda: store.erase(map_id, ANNA)

    with pytest.raises(MapGone):
        store.save(map_id, ANNA, {"step": "te laat"}, FIRST_VERSION)
    assert rows(engine) == []


def test_the_latest_map_is_the_one_used_last(store, clock):
    assert store.latest_of(ANNA) is None
    first = store.create(ANNA, {"nummer": 1}, 7)
    clock.later(hours=1)
    second = store.create(ANNA, {"nummer": 2}, 7)
    assert store.latest_of(ANNA).map_id == second

    clock.later(hours=1)
    store.save(first, ANNA, {"nummer": 3}, FIRST_VERSION)
    assert store.latest_of(ANNA) == store.load(first, ANNA)


def test_erasing_takes_one_map_and_says_whether_it_was_there(store):
    one, other = (store.create(ANNA, CONTENT, 7) for _ in range(2))

    assert [store.erase(one, ANNA), store.erase(one, ANNA)] == [True, False]
    assert store.load(one, ANNA) is None
    assert content_of(store, other) == CONTENT


def test_erasing_everything_leaves_others_alone(store):
    for _ in range(3):
        store.create(ANNA, CONTENT, 7)
    other = store.create(BERT, CONTENT, 7)

    assert [store.erase_all(ANNA), store.erase_all(ANNA)] == [3, 0]
    assert content_of(store, other, BERT) == CONTENT


@pytest.mark.parametrize("days", [1, 30])
def test_another_number_of_days_counts_from_now_and_after_each_save(store, clock, days):
    map_id = store.create(ANNA, CONTENT, 7)
    clock.later(days=2)
    store.set_keep_days(map_id, ANNA, days)
    kept = store.load(map_id, ANNA)
    assert kept.expires_at == clock.now + timedelta(days=days)

    clock.later(hours=5)
    store.save(map_id, ANNA, CONTENT, kept.version)
    assert store.load(map_id, ANNA).expires_at == clock.now + timedelta(days=days)


@pytest.mark.parametrize("days", [-1, 0, 31])
def test_days_outside_the_limits_are_refused(store, days):
    map_id = store.create(ANNA, CONTENT, 7)

    with pytest.raises(ValueError, match="1 to 30"):
        store.set_keep_days(map_id, ANNA, days)
    with pytest.raises(ValueError, match="1 to 30"):
        store.create(ANNA, CONTENT, days)
    assert store.load(map_id, ANNA).keep_days == 7


def test_new_days_and_a_save_at_the_same_moment_both_count(store, clock):
    map_id = store.create(ANNA, CONTENT, 7)
    clock.meanwhile = lambda: store.save(map_id, ANNA, {"step": "ertussen"}, FIRST_VERSION)
    store.set_keep_days(map_id, ANNA, 1)

    kept = store.load(map_id, ANNA)
    assert (kept.content, kept.keep_days, kept.expires_at) == ({"step": "ertussen"}, 1, START + timedelta(days=1))


def test_a_code_is_readable_and_hard_to_guess(store):
    map_id = store.create(ANNA, CONTENT, 7)
    codes = {store.make_resume_code(map_id, ANNA) for _ in range(20)}

    assert len(codes) == 20
    assert all(re.fullmatch(r"(?:[A-Z0-9]{4}-){2}[A-Z0-9]{4}", code) for code in codes)
    assert len(set(CODE_LETTERS)) ** 12 > 2**50
    assert not set(CODE_LETTERS) & set("0O1IL5S8B2ZU")


@pytest.mark.parametrize("typed", [str, str.lower, lambda code: code.replace("-", ""), lambda code: f" {code.replace('-', ' ')}\n"])
def test_a_code_moves_the_map_however_it_is_typed(store, clock, typed):
    map_id = store.create(ANNA, CONTENT, 7)
    code = store.make_resume_code(map_id, ANNA)
    clock.later(days=3)

    assert store.resume(typed(code), BERT) == map_id
    assert store.load(map_id, ANNA) is None
    assert content_of(store, map_id, BERT) == CONTENT
    assert store.latest_of(BERT).expires_at == clock.now + timedelta(days=7)


def test_a_code_works_once(store):
    map_id = store.create(ANNA, CONTENT, 7)
    code = store.make_resume_code(map_id, ANNA)
    store.resume(code, BERT)

    assert store.resume(code, ANNA) is None
    assert content_of(store, map_id, BERT) == CONTENT


def test_a_new_code_ends_the_former_one(store):
    map_id = store.create(ANNA, CONTENT, 7)
    former, code = (store.make_resume_code(map_id, ANNA) for _ in range(2))

    assert store.resume(former, BERT) is None
    assert store.resume(code, BERT) == map_id


def test_a_code_still_works_after_a_save(store):
    map_id = store.create(ANNA, CONTENT, 7)
    code = store.make_resume_code(map_id, ANNA)
    store.save(map_id, ANNA, {"step": "verder"}, store.load(map_id, ANNA).version)

    assert store.resume(code, BERT) == map_id
    assert content_of(store, map_id, BERT) == {"step": "verder"}


@pytest.mark.parametrize("code", ["", "-", "CDFG-HJKM-NPQR", "None", "%", "é\ud800", "C" * 5000])
def test_a_wrong_code_opens_nothing(store, code):
    with_code, without = (store.create(ANNA, CONTENT, 7) for _ in range(2))
    store.make_resume_code(with_code, ANNA)

    assert store.resume(code, BERT) is None
    assert [content_of(store, map_id) for map_id in (with_code, without)] == [CONTENT, CONTENT]


def test_a_code_ends_with_its_map(store, clock, engine):
    expired, erased = (store.create(ANNA, CONTENT, 7) for _ in range(2))
    of_expired, of_erased = store.make_resume_code(expired, ANNA), store.make_resume_code(erased, ANNA)
    store.erase(erased, ANNA)
    clock.later(days=7)

    assert [store.resume(code, BERT) for code in (of_expired, of_erased)] == [None, None]
    assert rows(engine) == []


def test_of_people_with_one_code_at_the_same_moment_one_gets_the_map(store):
    map_id = store.create(ANNA, CONTENT, 7)
    code = store.make_resume_code(map_id, ANNA)
    with ThreadPoolExecutor(6) as threads:
        opened = list(threads.map(lambda number: store.resume(code, f"afzender-{number}"), range(6)))

    assert (opened.count(map_id), opened.count(None)) == (1, 5)
    assert [bool(store.load(map_id, f"afzender-{number}")) for number in range(6)] == [found == map_id for found in opened]


def test_the_former_owner_cannot_save_over_a_map_that_moved(store):
    map_id = store.create(ANNA, CONTENT, 7)
    store.resume(store.make_resume_code(map_id, ANNA), BERT)

    with pytest.raises(MapGone):
        store.save(map_id, ANNA, {}, FIRST_VERSION)


def test_a_save_while_a_code_is_used_is_not_lost(store, clock):
    map_id = store.create(ANNA, CONTENT, 7)
    code = store.make_resume_code(map_id, ANNA)
    clock.meanwhile = lambda: store.save(map_id, ANNA, {"step": "ertussen"}, FIRST_VERSION + 1)

    assert store.resume(code, BERT) == map_id
    assert content_of(store, map_id, BERT) == {"step": "ertussen"}


def test_purging_deletes_what_expired_and_counts_it(store, clock):
    for days in (1, 2, 3, 30):
        store.create(ANNA, CONTENT, days)
    clock.later(days=2)

    assert [store.purge(), store.purge()] == [2, 0]
    assert store.purge(START + timedelta(days=3)) == 1
    assert len(store.export_owner(ANNA)) == 1


def test_an_export_holds_everything_that_is_kept_of_somebody(store, clock):
    first = store.create(ANNA, CONTENT, 7)
    store.create(BERT, CONTENT, 7)
    clock.later(hours=1)
    second = store.create(ANNA, {"step": 2}, 1)
    store.make_resume_code(second, ANNA)

    exported = store.export_owner(ANNA)

    assert exported == [
        {
            "map_id": first,
            "version": 1,
            "keep_days": 7,
            "created_at": "2026-11-24T09:30:00+00:00",
            "changed_at": "2026-11-24T09:30:00+00:00",
            "expires_at": "2026-12-01T09:30:00+00:00",
            "has_resume_code": False,
            "content": CONTENT,
        },
        {
            "map_id": second,
            "version": 2,
            "keep_days": 1,
            "created_at": "2026-11-24T10:30:00+00:00",
            "changed_at": "2026-11-24T10:30:00+00:00",
            "expires_at": "2026-11-25T10:30:00+00:00",
            "has_resume_code": True,
            "content": {"step": 2},
        },
    ]
    assert json.loads(json.dumps(exported)) == exported


def test_the_export_names_every_column_that_says_something(store):
    """A column that is added later must come into the export, or be a hash of what the person has."""
    store.create(ANNA, CONTENT, 7)
    exported = set(store.export_owner(ANNA)[0]) - {"has_resume_code"}

    assert {column.name for column in columns} - exported == {"owner_hash", "resume_code_hash"}


def test_an_export_leaves_out_and_deletes_what_expired(store, clock, engine):
    store.create(ANNA, CONTENT, 1)
    clock.later(days=1)

    assert store.export_owner(ANNA) == []
    assert rows(engine) == []


def test_after_a_new_key_old_maps_are_found_read_and_resumed(store_with):
    map_id = store_with(OLD).create(ANNA, CONTENT, 7)
    code = store_with(OLD).make_resume_code(map_id, ANNA)

    both = store_with(NEW, OLD)
    assert content_of(both, map_id) == CONTENT
    assert both.resume(code, BERT) == map_id
    assert content_of(store_with(NEW), map_id, BERT) == CONTENT


def test_a_save_brings_a_map_under_the_newest_key(store_with):
    map_id = store_with(OLD).create(ANNA, CONTENT, 7)
    store_with(NEW, OLD).save(map_id, ANNA, {"step": 2}, FIRST_VERSION)

    assert content_of(store_with(NEW), map_id) == {"step": 2}
    assert store_with(OLD).load(map_id, ANNA) is None


def test_after_rotation_the_old_key_is_not_needed_for_anything(store_with):
    old, new = store_with(OLD), store_with(NEW)
    ids = [old.create(ANNA, {"nummer": number}, 7) for number in range(BATCH * 2 + 3)]
    code = old.make_resume_code(ids[0], ANNA)
    made_since = new.create(BERT, CONTENT, 7)

    assert store_with(NEW, OLD).rotate_keys() == len(ids)

    assert [content_of(new, map_id)["nummer"] for map_id in ids] == list(range(len(ids)))
    assert content_of(new, made_since, BERT) == CONTENT
    assert new.resume(code, BERT) == ids[0]
    assert old.load(ids[1], ANNA) is None
    assert store_with(NEW, OLD).rotate_keys() == 0


def test_rotation_changes_neither_dates_nor_versions(store_with, clock, engine):
    store_with(OLD).create(ANNA, CONTENT, 7)
    before = rows(engine)[0]
    clock.later(days=1)
    store_with(NEW, OLD).rotate_keys()
    after = rows(engine)[0]

    changed = {column.name for column in columns if before[column.name] != after[column.name]}
    assert changed == {"owner_hash", "content"}


class InterruptedVault(Vault):
    """A vault at which the operator presses Ctrl-C after some maps."""

    left = BATCH + 5

    def encrypt(self, content):
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().encrypt(content)


def test_an_interrupted_rotation_loses_nothing_and_can_be_run_again(store_with, engine, clock):
    ids = [store_with(OLD).create(ANNA, {"nummer": number}, 7) for number in range(BATCH * 2)]
    with pytest.raises(KeyboardInterrupt):
        MapStore(engine, InterruptedVault([NEW, OLD], "de sleutels"), clock).rotate_keys()
    assert [content_of(store_with(NEW, OLD), map_id)["nummer"] for map_id in ids] == list(range(BATCH * 2))

    assert store_with(NEW, OLD).rotate_keys() == BATCH
    assert [content_of(store_with(NEW), map_id)["nummer"] for map_id in ids] == list(range(BATCH * 2))


class MeanwhileVault(Vault):
    """A vault that lets something else happen before it writes for the first time."""

    meanwhile = None

    def encrypt(self, content):
        todo, self.meanwhile = self.meanwhile, None
        if todo:
            todo()
        return super().encrypt(content)


def test_a_save_during_rotation_is_not_lost_and_gets_the_new_key_too(store_with, engine, clock):
    map_id = store_with(OLD).create(ANNA, CONTENT, 7)
    vault = MeanwhileVault([NEW, OLD], "de sleutels")
    vault.meanwhile = lambda: store_with(OLD).save(map_id, ANNA, {"step": "ertussen"}, FIRST_VERSION)

    assert MapStore(engine, vault, clock).rotate_keys() == 1
    assert content_of(store_with(NEW), map_id) == {"step": "ertussen"}


def test_rotation_passes_over_what_no_key_reads_and_counts_tell(store_with):
    lost = store_with(OTHER).create(ANNA, CONTENT, 7)
    store_with(OLD).create(ANNA, CONTENT, 7)
    both = store_with(NEW, OLD)

    assert (both.rotate_keys(), both.unreadable()) == (1, 1)
    assert content_of(store_with(OTHER), lost) == CONTENT


def test_unreadable_maps_that_expired_do_not_count(store_with, clock):
    store_with(OTHER).create(ANNA, CONTENT, 7)
    clock.later(days=7)

    assert store_with(NEW).unreadable() == 0
    assert store_with(NEW).purge() == 1


def test_a_content_moved_to_another_map_or_owner_is_refused(store, engine):
    of_anna, of_bert = store.create(ANNA, CONTENT, 7), store.create(BERT, {"van": "bert"}, 7)
    anna, bert = (next(row for row in rows(engine) if row.map_id == map_id) for map_id in (of_anna, of_bert))

    set_row(engine, of_anna, content=bert.content)
    with pytest.raises(DecryptionError):
        store.load(of_anna, ANNA)

    set_row(engine, of_anna, content=anna.content, owner_hash=bert.owner_hash)
    for read in (lambda: store.load(of_anna, BERT), lambda: store.export_owner(BERT)):
        with pytest.raises(DecryptionError):
            read()
    assert store.unreadable() == 1


def test_a_code_hash_moved_to_another_map_opens_nothing(store, engine):
    own, wanted = store.create(BERT, {}, 7), store.create(ANNA, CONTENT, 7)
    code = store.make_resume_code(own, BERT)
    stolen = next(row.resume_code_hash for row in rows(engine) if row.map_id == own)
    set_row(engine, own, resume_code_hash=None)
    set_row(engine, wanted, resume_code_hash=stolen)

    with pytest.raises(DecryptionError):
        store.resume(code, BERT)
    assert store.load(wanted, BERT) is None


def test_maps_of_one_owner_cannot_be_exchanged_either(store, engine):
    one, other = (store.create(ANNA, {"nummer": number}, 7) for number in range(2))
    set_row(engine, one, content=next(row.content for row in rows(engine) if row.map_id == other))

    with pytest.raises(DecryptionError):
        store.load(one, ANNA)


def test_a_code_hash_cannot_replace_that_of_a_map_with_its_own_code(store, engine):
    own, wanted = store.create(BERT, {}, 7), store.create(ANNA, CONTENT, 7)
    code, _ = store.make_resume_code(own, BERT), store.make_resume_code(wanted, ANNA)
    stolen = next(row.resume_code_hash for row in rows(engine) if row.map_id == own)
    store.erase(own, BERT)
    set_row(engine, wanted, resume_code_hash=stolen)

    with pytest.raises(DecryptionError):
        store.resume(code, BERT)


def test_a_changed_content_is_refused_and_can_still_be_erased(store, engine):
    map_id = store.create(ANNA, CONTENT, 7)
    set_row(engine, map_id, content=rows(engine)[0].content[:-8])

    with pytest.raises(DecryptionError):
        store.load(map_id, ANNA)
    assert store.erase(map_id, ANNA)


def test_a_whole_life_leaves_nothing_in_the_log_and_in_errors(engine, store, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)
    try:
        map_id = store.create(ANNA, CONTENT, 7)
        code = store.make_resume_code(map_id, ANNA)
        with pytest.raises(MapConflict) as conflict:
            store.save(map_id, ANNA, CONTENT, FIRST_VERSION)
        store.resume(code, BERT)
        with pytest.raises(MapGone) as gone:
            store.save(map_id, ANNA, CONTENT, FIRST_VERSION)
        store.export_owner(BERT)
        shown = f"{caplog.text} {conflict.value!r} {gone.value!r} {store.load(map_id, BERT)!r} {store!r}"
    finally:
        logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)

    assert not any(secret in shown for secret in (ANNA, BERT, CANARY, code, code.replace("-", "")))


@pytest.mark.skipif(DATABASE_URL is not None, reason="looks into the file of SQLite")
class TestTheFile:
    """What somebody finds who has the file of the database."""

    @staticmethod
    def raw(folder) -> bytes:
        return b"".join(path.read_bytes() for path in folder.glob("kaarten.db*"))

    @staticmethod
    def pieces(content: str) -> list[bytes]:
        """Parts of a long text that each fit on a page of the file."""
        return [content[at : at + 40].encode() for at in range(60, len(content) - 40, 400)]

    @pytest.fixture(params=["DELETE", "WAL"])
    def journal(self, request, engine):
        """A journal mode, with a connection that stays open so that the log is not cleared by closing."""
        with engine.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA journal_mode={request.param}").scalar() == request.param.lower()
            connection.exec_driver_sql("select count(*) from network_maps").scalar()
            yield request.param

    @pytest.fixture
    def long_content(self) -> dict:
        return CONTENT | {"more": [f"{CANARY} {number}" for number in range(900)]}

    def test_no_name_owner_or_code_stands_in_the_file(self, store, tmp_path, journal, long_content):
        map_id = store.create(ANNA, long_content, 7)
        code = store.make_resume_code(map_id, ANNA)
        raw = self.raw(tmp_path)

        assert map_id.encode() in raw
        assert not any(secret.encode() in raw for secret in (CANARY, ANNA, code, code.replace("-", ""), NEW))

    @pytest.mark.parametrize("how", ["erase", "erase_all", "expire", "purge"])
    def test_what_is_deleted_leaves_nothing_even_encrypted(self, store, engine, clock, tmp_path, journal, how, long_content):
        map_id = store.create(ANNA, long_content, 7)
        store.create(BERT, CONTENT, 30)
        pieces = self.pieces(rows(engine)[0].content)
        assert len(pieces) > 40
        assert all(piece in self.raw(tmp_path) for piece in pieces)
        if how == "erase":
            store.erase(map_id, ANNA)
        elif how == "erase_all":
            store.erase_all(ANNA)
        else:
            clock.later(days=8)
            store.purge() if how == "purge" else store.load(map_id, ANNA)

        raw = self.raw(tmp_path)
        assert not any(piece in raw for piece in pieces)
        assert map_id.encode() not in raw

    def test_a_save_leaves_nothing_of_what_stood_there(self, store, engine, tmp_path, long_content):
        map_id = store.create(ANNA, long_content, 7)
        pieces = self.pieces(rows(engine)[0].content)
        assert all(piece in self.raw(tmp_path) for piece in pieces)
        store.save(map_id, ANNA, CONTENT, FIRST_VERSION)

        assert not any(piece in self.raw(tmp_path) for piece in pieces)
