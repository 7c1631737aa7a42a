-- Times are integers, milliseconds since 1970 UTC: they compare and subtract without parsing and have no zone to
-- get wrong; datetime(at / 1000, 'unixepoch') reads them. Rows are in order by id, never by clock.
-- PRAGMA user_version is the number of the last migration.

-- One row for each worker ever recorded. identity is what stays when a key is renamed.
CREATE TABLE workers (
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE,
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  kind TEXT NOT NULL,
  type TEXT,
  declared TEXT,                        -- what lifetop itself keeps of it (adopted, spawned), as JSON
  facts TEXT,                           -- the worker as last judged, as JSON of the same shape as in memory.json
  protected INTEGER NOT NULL DEFAULT 0,
  snoozed_until INTEGER,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  forgotten_at INTEGER,
  merged_into INTEGER REFERENCES workers(id), -- it turned out to be part of that one; forgotten_at says when
  archived_at INTEGER
);
CREATE INDEX workers_by_key ON workers(key);
CREATE INDEX workers_merged ON workers(merged_into) WHERE merged_into IS NOT NULL;

-- Every process ever seen in a worker's tree, by identity: one that dropped every mark is still known.
CREATE TABLE members (
  worker INTEGER NOT NULL REFERENCES workers(id),
  pid INTEGER NOT NULL,
  start_ticks INTEGER NOT NULL,
  boot TEXT NOT NULL,
  tie TEXT NOT NULL,
  first_seen INTEGER NOT NULL,
  PRIMARY KEY (worker, boot, pid, start_ticks)
) WITHOUT ROWID;

-- Every change of state, with what it was judged from.
CREATE TABLE transitions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  worker INTEGER NOT NULL REFERENCES workers(id),
  from_state TEXT,
  to_state TEXT NOT NULL,
  since INTEGER NOT NULL,
  at INTEGER NOT NULL,
  root TEXT,                            -- pid:start:boot of its process; another one is another attempt
  evidence TEXT NOT NULL,
  note TEXT NOT NULL,
  exit_code INTEGER,
  signal INTEGER,
  by TEXT NOT NULL
);
CREATE INDEX transitions_of_worker ON transitions(worker, id);

-- What lifetop set out to do. Open while ended_at is null; owned by one process.
CREATE TABLE plans (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  action TEXT NOT NULL,
  owner_pid INTEGER NOT NULL,
  owner_start INTEGER NOT NULL,
  owner_boot TEXT NOT NULL,
  user TEXT NOT NULL,
  tty TEXT,
  ssh_client TEXT,
  via TEXT NOT NULL,                    -- screen, the CLI's verb, watch
  begun_at INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT,
  reason TEXT,
  plan TEXT NOT NULL                    -- as JSON, in the words of the confirm dialog
);
CREATE INDEX plans_open ON plans(id) WHERE ended_at IS NULL;

CREATE TABLE plan_workers (
  plan INTEGER NOT NULL REFERENCES plans(id),
  worker TEXT NOT NULL,                 -- identity
  key TEXT NOT NULL,
  PRIMARY KEY (plan, worker)
) WITHOUT ROWID;
CREATE INDEX plans_of_worker ON plan_workers(worker, plan);

-- Intent before a step, outcome after it.
CREATE TABLE steps (
  plan INTEGER NOT NULL REFERENCES plans(id),
  n INTEGER NOT NULL,
  worker TEXT NOT NULL,                 -- identity
  what TEXT NOT NULL,
  target TEXT NOT NULL,
  intent_at INTEGER,
  outcome TEXT,
  detail TEXT,
  done_at INTEGER,
  PRIMARY KEY (plan, n)
) WITHOUT ROWID;

-- What became of finished tasks, beyond the life of their worker.
CREATE TABLE task_history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  task TEXT,
  branch TEXT,
  pr_url TEXT,
  status TEXT NOT NULL,
  summary TEXT,
  worker TEXT,
  source TEXT NOT NULL,
  created_at INTEGER,
  completed_at INTEGER
);
