-- A store as version 4 of the schema left it.
PRAGMA application_id = 1213355080;
PRAGMA user_version = 4;
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
CREATE TABLE labels (
  seq INTEGER PRIMARY KEY,
  turn TEXT NOT NULL UNIQUE, -- turns.id, which may have been purged
  at INTEGER NOT NULL,       -- wall time of the turn, milliseconds since 1970 UTC
  version INTEGER NOT NULL,  -- of the rules
  body TEXT NOT NULL         -- JSON: label, signals, states
);
INSERT INTO "labels" VALUES(1,'t1',1800000000000,2,'{}');
CREATE TABLE list_items (
  id TEXT PRIMARY KEY,
  list TEXT NOT NULL,
  position INTEGER NOT NULL,
  body TEXT NOT NULL         -- JSON
);
INSERT INTO "list_items" VALUES('i1','shopping',1,'{"text":"milk"}');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO "migrations" VALUES(1,'history');
INSERT INTO "migrations" VALUES(2,'turns');
INSERT INTO "migrations" VALUES(3,'keeping');
INSERT INTO "migrations" VALUES(4,'learning');
CREATE TABLE rewrite_builds (
  number INTEGER PRIMARY KEY,
  pack INTEGER NOT NULL,     -- counts the nights
  at INTEGER NOT NULL,       -- wall time, milliseconds since 1970 UTC
  reason TEXT NOT NULL,
  changes TEXT NOT NULL      -- JSON: [[id, body before or null, body after or null], ...]
);
INSERT INTO "rewrite_builds" VALUES(1,0,1800000000000,'session','[["a1",null,"{}"],["b2",null,"{\"x\":1}"]]');
CREATE TABLE rewrites (
  id TEXT PRIMARY KEY,
  build INTEGER NOT NULL,    -- rewrite_builds.number that wrote it
  body TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "rewrites" VALUES('a1',1,'{}');
INSERT INTO "rewrites" VALUES('b2',1,'{"x":1}');
CREATE TABLE schedules (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,        -- timer, alarm, reminder, command, watch
  due INTEGER,               -- wall time, milliseconds since 1970 UTC; NULL: no moment of its own
  body TEXT NOT NULL         -- JSON
);
INSERT INTO "schedules" VALUES('s1','timer',1800000000000,'{"minutes":5}');
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
CREATE TABLE structure_uses (
  structure INTEGER PRIMARY KEY,
  turn INTEGER NOT NULL      -- turns.seq of the last use
);
INSERT INTO "structure_uses" VALUES(1,1);
CREATE TABLE structures (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE, -- Snapshot.structure_hash
  body BLOB NOT NULL         -- zlib of JSON
);
INSERT INTO "structures" VALUES(1,'8858df78c4f2f0116d8818312ef08eac',X'789C9D90C10AC2300C865F45721EE2C0D39EC0836F2043EA9AB9406C4B9A7A197B77179938F5E62DF99AFF4BE8081894943043731A813C34C0741D74CB3BA820B81BCEE4686463C009BA190C8ED93A55A14B514B8F904B4A5114FDB947A7458CEEA7A9FAD4D6DFDAFA3F6D5B81C73B75EBCBFDDB7D28971F6FEE043140A352D0F2F6BA4A2F532FC1720B93CBCF1DF653E24287D05AB8E718C5F85C278C89D1EAE901EAF76E5C');
CREATE TABLE turns (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,   -- Request.id: a request delivered twice is found by it
  at INTEGER NOT NULL,       -- wall time, milliseconds since 1970 UTC
  synced INTEGER NOT NULL,
  structure INTEGER NOT NULL,-- structures.id
  body BLOB NOT NULL,        -- zlib of JSON: the turn
  states BLOB NOT NULL       -- zlib of JSON: the snapshot's states, its moment and generation
);
INSERT INTO "turns" VALUES(1,'t1',1800000000000,1,1,X'789C9551B14EC3400CFD95C873145D1055696706864A2C6C55858EC434A75E7CC1BEB4A02AFF8E9D169509899B7CCF7ECFCFF619183F46940CEB338416D6906B2821E367B678642A1215B9C322867D9735E535513FB8EBAB9C228C5E8B3B1F234C25B4D80409894CF110C8347D634C461912092AF0980815099491ACD1931779D166CFA4A8C494C5D8E47B2BDE58E7C299B656871C50B35B980D55D1C14EF16368911ABCB1EACA4D4AE8BE86A4EE65A69CE19D357909FFD7BB8437B69050347DEF6CCED4FB40372BE64306AF736F5D592F7793FD9BC42AE3AA95C6696473087B35D17BFE6BCDC63D503A456CF7F3508CCDEC568DCF0758AE2E6F6107B8CA74186382DF07004F72425639F57B4436749EEEC7C21A6A5BABED8207C6FCDA8BADEE6E317D037FA0AD52',X'789C8B36B43080023D031D739DE868A5FC3C259D6AA5A4A2CCF48C92BCD4E262252B83DA581D6CE286B5B1B1B100693B143C');
CREATE INDEX schedules_due ON schedules (due);
CREATE TRIGGER rewrite_builds_carried_out AFTER INSERT ON rewrite_builds
BEGIN
  DELETE FROM rewrites WHERE id IN (
    SELECT json_extract(value, '$[0]') FROM json_each(NEW.changes) WHERE json_extract(value, '$[2]') IS NULL);
  INSERT OR REPLACE INTO rewrites (id, build, body)
    SELECT json_extract(value, '$[0]'), NEW.number, json_extract(value, '$[2]')
    FROM json_each(NEW.changes) WHERE json_extract(value, '$[2]') IS NOT NULL;
END;
COMMIT;
