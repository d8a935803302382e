CREATE TABLE schedules (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,        -- timer, alarm, reminder, command, watch
  due INTEGER,               -- wall time, milliseconds since 1970 UTC; NULL: no moment of its own
  body TEXT NOT NULL         -- JSON
);

CREATE INDEX schedules_due ON schedules (due);

CREATE TABLE list_items (
  id TEXT PRIMARY KEY,
  list TEXT NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL         -- JSON
);
