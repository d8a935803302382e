from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from memory_support import NOW, a_turn, home

from edge.memory.connection import APPLICATION_ID, open_writer, pragma
from edge.memory.errors import MigrationError, SchemaTooNewError
from edge.memory.migrations import Migration, applied, known, migrate, statements
from edge.memory.reader import Reader
from edge.memory.records import StoreOptions
from edge.memory.store import Store

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("v*.sql"))
NEWEST = known()[-1].number
COUNTED = ("entities", "states", "turns", "structures", "schedules", "list_items", "kv")


def load(schema: Path, path: Path) -> None:
    """Make the database that an older version left."""
    connection = open_writer(path, 1.0)
    connection.executescript(schema.read_text())
    connection.close()


def row_counts(path: Path) -> dict[str, int]:
    connection = sqlite3.connect(path)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    told = {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in COUNTED if t in tables}
    connection.close()
    return told


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    opened = open_writer(tmp_path / "store.db", 1.0)
    yield opened
    opened.close()


def test_migrations_are_numbered_without_gaps_and_each_has_a_stored_schema() -> None:
    assert [step.number for step in known()] == list(range(1, NEWEST + 1))
    assert [int(path.stem[1:]) for path in SCHEMAS] == list(range(1, NEWEST + 1))


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_every_stored_schema_is_brought_up_with_its_rows(schema: Path, tmp_path: Path) -> None:
    path, version = tmp_path / "store.db", int(schema.stem[1:])
    load(schema, path)
    before = row_counts(path)
    with Store(path, StoreOptions(ballast_bytes=0)) as store:
        report = store._writer.report
        assert report.migrated == tuple(range(version + 1, NEWEST + 1))
        assert len(store.history("light.l0", 0)) == 10
        assert store.history("light.l1", NOW + 18)[0].attributes == {"brightness": 19}
        assert store.value("volume") == 0.5
        if version >= 2:
            assert (store.turn("t1"), store.replay("t1").snapshot) == (a_turn("t1"), home(2))
        if version >= 3:
            assert [item.id for item in store.items("shopping")] == ["i1"]
    assert {table: row_counts(path)[table] for table in before} == before
    backup = tmp_path / f"store.db.v{version}.bak"
    assert backup.exists() is (version < NEWEST)
    if version < NEWEST:
        assert row_counts(backup) == before
        assert Reader(backup).history("light.l0", 0)


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda path: path.stem)
def test_a_stored_schema_is_what_its_migrations_make(
    schema: Path, tmp_path: Path, connection: sqlite3.Connection
) -> None:
    version = int(schema.stem[1:])
    load(schema, tmp_path / "old.db")
    migrate(connection, None, known()[:version])
    query = "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name"
    old = sqlite3.connect(tmp_path / "old.db")
    assert old.execute(query).fetchall() == connection.execute(query).fetchall()
    old.close()


def test_a_new_store_is_stamped(connection: sqlite3.Connection) -> None:
    assert migrate(connection) == [step.number for step in known()]
    assert pragma(connection, "application_id") == APPLICATION_ID
    assert pragma(connection, "user_version") == NEWEST
    assert applied(connection) == set(range(1, NEWEST + 1))
    assert migrate(connection) == []


def test_a_wrong_user_version_is_put_right_by_the_record(connection: sqlite3.Connection) -> None:
    migrate(connection)
    connection.execute("PRAGMA user_version = 1")
    assert migrate(connection) == []
    assert pragma(connection, "user_version") == NEWEST


def test_a_newer_schema_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with Store(path, StoreOptions(ballast_bytes=0)):
        pass
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(SchemaTooNewError, match="install the newer version"):
        Store(path).open()
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*.corrupt-*"))


def test_a_step_is_whole_or_not_at_all(connection: sqlite3.Connection, tmp_path: Path) -> None:
    migrate(connection)
    bad = Migration(NEWEST + 1, "bad", "CREATE TABLE extra (x);\nINSERT INTO migrations VALUES (1, 'again');\n")
    with pytest.raises(MigrationError, match="bad"):
        migrate(connection, tmp_path / "backup", [*known(), bad])
    assert applied(connection) == set(range(1, NEWEST + 1))
    assert pragma(connection, "user_version") == NEWEST
    assert not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'extra'").fetchone()
    assert (tmp_path / "backup").exists()


def test_statements_are_split_where_sqlite_would() -> None:
    script = "-- a; comment\nCREATE TABLE a (x);\n"
    script += "CREATE TRIGGER t AFTER INSERT ON a BEGIN\n SELECT 1;\nEND;\nSELECT ';'"
    assert [text.strip().split()[0] for text in statements(script)] == ["--", "CREATE", "SELECT"]
