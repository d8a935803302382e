-- A store as version 1 of the schema left it.
PRAGMA application_id = 1213355080;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE entities (
  id INTEGER PRIMARY KEY,
  entity_id TEXT NOT NULL UNIQUE
);
INSERT INTO "entities" VALUES(1,'light.l0');
INSERT INTO "entities" VALUES(2,'light.l1');
CREATE TABLE kv (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "kv" VALUES('volume','0.5');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO "migrations" VALUES(1,'history');
CREATE TABLE states (
  seq INTEGER PRIMARY KEY,
  entity INTEGER NOT NULL,   -- entities.id
  at INTEGER NOT NULL,       -- wall time, milliseconds since 1970 UTC
  synced INTEGER NOT NULL,   -- 0: the clock was not known to be right
  state TEXT,
  attributes TEXT,           -- JSON object without static attributes; NULL when empty
  cause TEXT                 -- own:<turn id>, person or automation; NULL when not known
);
INSERT INTO "states" VALUES(1,2,1800000001000,1,'on','{"brightness":1}',NULL);
INSERT INTO "states" VALUES(2,1,1800000002000,1,'on','{"brightness":2}',NULL);
INSERT INTO "states" VALUES(3,2,1800000003000,1,'off',NULL,NULL);
INSERT INTO "states" VALUES(4,1,1800000004000,1,'on','{"brightness":4}',NULL);
INSERT INTO "states" VALUES(5,2,1800000005000,1,'on','{"brightness":5}',NULL);
INSERT INTO "states" VALUES(6,1,1800000006000,1,'off',NULL,NULL);
INSERT INTO "states" VALUES(7,2,1800000007000,1,'on','{"brightness":7}',NULL);
INSERT INTO "states" VALUES(8,1,1800000008000,1,'on','{"brightness":8}',NULL);
INSERT INTO "states" VALUES(9,2,1800000009000,1,'off',NULL,NULL);
INSERT INTO "states" VALUES(10,1,1800000010000,1,'on','{"brightness":10}',NULL);
INSERT INTO "states" VALUES(11,2,1800000011000,1,'on','{"brightness":11}',NULL);
INSERT INTO "states" VALUES(12,1,1800000012000,1,'off',NULL,NULL);
INSERT INTO "states" VALUES(13,2,1800000013000,1,'on','{"brightness":13}',NULL);
INSERT INTO "states" VALUES(14,1,1800000014000,1,'on','{"brightness":14}',NULL);
INSERT INTO "states" VALUES(15,2,1800000015000,1,'off',NULL,NULL);
INSERT INTO "states" VALUES(16,1,1800000016000,1,'on','{"brightness":16}',NULL);
INSERT INTO "states" VALUES(17,2,1800000017000,1,'on','{"brightness":17}',NULL);
INSERT INTO "states" VALUES(18,1,1800000018000,1,'off',NULL,NULL);
INSERT INTO "states" VALUES(19,2,1800000019000,1,'on','{"brightness":19}',NULL);
INSERT INTO "states" VALUES(20,1,1800000020000,1,'on','{"brightness":20}',NULL);
COMMIT;
