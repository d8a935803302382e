CREATE TABLE structures (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE, -- Snapshot.structure_hash
  body BLOB NOT NULL         -- zlib of JSON
);

CREATE TABLE turns (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,   -- Request.id: a request delivered twice is found by it
  at INTEGER NOT NULL,       -- wall time, milliseconds since 1970 UTC
  synced INTEGER NOT NULL,
  structure INTEGER NOT NULL,-- structures.id
  body BLOB NOT NULL,        -- zlib of JSON: the turn
  states BLOB NOT NULL       -- zlib of JSON: the snapshot's states, its moment and generation
);

-- Apart from the structures, so that noting a use does not rewrite a large row.
CREATE TABLE structure_uses (
  structure INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL      -- turns.seq of the last use
);
