-- The raw log of states is keyed by its order alone. An index on it would cost 6 kB a row on an SD card.
CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  entity_id TEXT NOT NULL UNIQUE
);

CREATE TABLE states (
  seq INTEGER PRIMARY KEY,
  entity INTEGER NOT NULL,   -- entities.id
  at INTEGER NOT NULL,       -- wall time, milliseconds since 1970 UTC
  synced INTEGER NOT NULL,   -- 0: the clock was not known to be right
  state TEXT,
  attributes TEXT,           -- JSON object without static attributes; NULL when empty
  cause TEXT                 -- own:<turn id>, person or automation; NULL when not known
);

-- Everything that is one small JSON value: what the store knows about itself, and the hub's own.
CREATE TABLE kv (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
