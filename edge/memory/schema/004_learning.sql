-- Rewrites as the newest build left them; the bodies are JSON and are restored byte by byte.
CREATE TABLE rewrites (
  id TEXT PRIMARY KEY,
  build INTEGER NOT NULL,    -- rewrite_builds.number that wrote it
  body TEXT NOT NULL
) WITHOUT ROWID;

-- One row a change of the rewrites. Putting it in carries it out: a build is there whole or not at all.
CREATE TABLE rewrite_builds (
  number INTEGER PRIMARY KEY,
  pack INTEGER NOT NULL,     -- counts the nights
  at INTEGER NOT NULL,       -- wall time, milliseconds since 1970 UTC
  reason TEXT NOT NULL,
  changes TEXT NOT NULL      -- JSON: [[id, body before or null, body after or null], ...]
);

CREATE TRIGGER rewrite_builds_carried_out AFTER INSERT ON rewrite_builds
BEGIN
  DELETE FROM rewrites WHERE id IN (
    SELECT json_extract(value, '$[0]') FROM json_each(NEW.changes) WHERE json_extract(value, '$[2]') IS NULL);
  INSERT OR REPLACE INTO rewrites (id, build, body)
    SELECT json_extract(value, '$[0]'), NEW.number, json_extract(value, '$[2]')
    FROM json_each(NEW.changes) WHERE json_extract(value, '$[2]') IS NOT NULL;
END;

-- Whether turns were right: enough to label them again by other rules, and to count the chain anew.
CREATE TABLE labels (
  seq INTEGER PRIMARY KEY,
  turn TEXT NOT NULL UNIQUE, -- turns.id, which may have been purged
  at INTEGER NOT NULL,       -- wall time of the turn, milliseconds since 1970 UTC
  version INTEGER NOT NULL,  -- of the rules
  body TEXT NOT NULL         -- JSON: label, signals, states
);
