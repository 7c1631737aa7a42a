-- Whoever runs hooks may die at any moment: what it has taken in, and what it has yet to run, is written down.

-- The last transition of the worker that was taken in by whoever runs hooks. Those after it are still to be told.
ALTER TABLE workers ADD COLUMN told INTEGER;

-- One row: the last transition from before any watch led. It and those before it are nobody's to tell.
CREATE TABLE hooks_since (
  one INTEGER PRIMARY KEY CHECK (one=1),
  transition_id INTEGER NOT NULL
);

-- Calls that are due: written with the change they are about, gone right before the command is started.
CREATE TABLE hooks_due (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  hook TEXT NOT NULL,                   -- its name in the config
  worker TEXT NOT NULL,                 -- identity
  key TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL,
  was TEXT NOT NULL,                    -- empty for a worker that was not there
  facts TEXT NOT NULL                   -- what its command reads, as JSON
);
