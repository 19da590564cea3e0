-- What the reports of events tell together: one incident for each real act.

CREATE TABLE incident_groups (
  incident_id INTEGER PRIMARY KEY,
  incident TEXT NOT NULL UNIQUE,   -- stable id, the same in whatever order documents were added
  type TEXT NOT NULL,
  mode TEXT,
  status TEXT NOT NULL,            -- the last of its history
  quad INTEGER NOT NULL,
  start_date TEXT,
  end_date TEXT,
  place_id INTEGER REFERENCES places,
  reports INTEGER NOT NULL,        -- how many events report it
  documents INTEGER NOT NULL,      -- in how many documents
  stories INTEGER NOT NULL,        -- in how many different stories
  outlets INTEGER NOT NULL,        -- of how many outlets
  contested INTEGER NOT NULL,      -- 1 when some say that it took place and others deny it
  founder INTEGER NOT NULL,        -- the event that the others joined
  time_basis TEXT,                 -- stated assumed
  time_reports INTEGER NOT NULL,   -- how many reports give these days
  place_basis TEXT,                -- named guessed
  place_reports INTEGER NOT NULL,  -- how many reports give this place
  act_reports INTEGER NOT NULL     -- how many reports give this type and mode
);
CREATE INDEX incident_groups_start ON incident_groups (start_date);

-- Which reports belong to it, and why.
CREATE TABLE incident_events (
  event_id INTEGER PRIMARY KEY REFERENCES events ON DELETE CASCADE,
  incident_id INTEGER NOT NULL REFERENCES incident_groups ON DELETE CASCADE,
  joined_to INTEGER REFERENCES events (event_id) ON DELETE SET NULL,
  score REAL,
  reasons TEXT                     -- JSON
);
CREATE INDEX incident_events_incident ON incident_events (incident_id);

-- What was said of it in the course of time.
CREATE TABLE incident_history (
  incident_id INTEGER NOT NULL REFERENCES incident_groups ON DELETE CASCADE,
  position INTEGER NOT NULL,
  reported TEXT,                   -- day of the report
  status TEXT NOT NULL,
  start_date TEXT,
  end_date TEXT,
  change TEXT NOT NULL,            -- announced confirmed moved cancelled denied hedged called-for took-place
  speaker TEXT,
  event_id INTEGER REFERENCES events ON DELETE CASCADE,
  PRIMARY KEY (incident_id, position)
);

-- Who says what of it: each speaker once for each stance.
CREATE TABLE incident_voices (
  incident_id INTEGER NOT NULL REFERENCES incident_groups ON DELETE CASCADE,
  speaker TEXT NOT NULL,
  stance TEXT NOT NULL,            -- confirms announces hedges asks denies
  reports INTEGER NOT NULL,
  first_reported TEXT,             -- day of the first report
  event_id INTEGER REFERENCES events ON DELETE CASCADE,
  PRIMARY KEY (incident_id, speaker, stance)
);
CREATE INDEX incident_voices_speaker ON incident_voices (speaker COLLATE NOCASE, stance);

-- Numbers that its reports give, as a range.
CREATE TABLE incident_figures (
  incident_id INTEGER NOT NULL REFERENCES incident_groups ON DELETE CASCADE,
  unit TEXT NOT NULL,
  lowest REAL NOT NULL,
  highest REAL NOT NULL,
  sources TEXT NOT NULL,           -- JSON: value, event and speaker of each
  PRIMARY KEY (incident_id, unit)
);
