-- A store of the first version: what Dateline made of each document, as plain tables.
-- Days are written 2024-07-03. Offsets count Unicode code points of documents.text.

-- Which program, rules and world made a coding, or which data set was imported.
CREATE TABLE runs (
  run_id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,            -- 'dateline', or the name of an imported data set
  program TEXT NOT NULL,           -- version of the program
  schema TEXT NOT NULL,            -- version of the records
  rules TEXT NOT NULL,             -- number and hash of the rules
  world TEXT NOT NULL,             -- days that the world model covers
  UNIQUE (source, program, schema, rules, world)
);

CREATE TABLE documents (
  document_id INTEGER PRIMARY KEY,
  document TEXT NOT NULL,          -- the caller's name for it
  hash TEXT NOT NULL UNIQUE,       -- BLAKE3 of text and stated metadata: the same content is kept once
  run_id INTEGER NOT NULL REFERENCES runs,
  story TEXT,                      -- near copies share it: the smallest hash among them; absent without text
  title TEXT,
  outlet TEXT,
  url TEXT,
  language TEXT NOT NULL,
  published TEXT,                  -- day
  published_basis TEXT NOT NULL,   -- given dateline metadata inferred unknown
  published_grounds TEXT,
  extracted INTEGER NOT NULL,      -- 1 when the text was taken out of a web page
  text TEXT                        -- absent for imported events
);
CREATE INDEX documents_order ON documents (coalesce(published, ''), document, hash);
CREATE INDEX documents_story ON documents (story);
CREATE INDEX documents_name ON documents (document);

-- Where documents came from. A source that is known is not read again.
CREATE TABLE sources (
  hash TEXT PRIMARY KEY,           -- BLAKE3 of the bytes and of what was stated beside them
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  file TEXT NOT NULL,
  line INTEGER                     -- counted from 1; absent when the document is the whole file
);
CREATE INDEX sources_document ON sources (document_id);

-- The parts of the page.
CREATE TABLE regions (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,              -- headline standfirst byline dateline caption credit subheading body tags boilerplate
  start_offset INTEGER NOT NULL,
  end_offset INTEGER NOT NULL,
  PRIMARY KEY (document_id, position)
);

CREATE TABLE sentences (
  sentence_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position INTEGER NOT NULL,       -- counted from 0, as in events.sentence
  kind TEXT NOT NULL,              -- kind of its region
  start_offset INTEGER NOT NULL,
  end_offset INTEGER NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (document_id, position)
);

CREATE VIRTUAL TABLE sentences_text USING fts5 (
  text, content = 'sentences', content_rowid = 'sentence_id',
  tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER sentences_added AFTER INSERT ON sentences BEGIN
  INSERT INTO sentences_text (rowid, text) VALUES (new.sentence_id, new.text);
END;
CREATE TRIGGER sentences_removed AFTER DELETE ON sentences BEGIN
  INSERT INTO sentences_text (sentences_text, rowid, text) VALUES ('delete', old.sentence_id, old.text);
END;
CREATE TRIGGER sentences_changed AFTER UPDATE OF text ON sentences BEGIN
  INSERT INTO sentences_text (sentences_text, rowid, text) VALUES ('delete', old.sentence_id, old.text);
  INSERT INTO sentences_text (rowid, text) VALUES (new.sentence_id, new.text);
END;

CREATE TABLE places (
  place_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  country TEXT,                    -- ISO 3166-1 alpha-3
  admin1 TEXT,
  latitude REAL,                   -- degrees north
  longitude REAL,                  -- degrees east
  geonames INTEGER,
  precision TEXT NOT NULL          -- city region country
);
CREATE INDEX places_name ON places (name, country);

-- One row for each report of an act.
CREATE TABLE events (
  event_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position INTEGER NOT NULL,       -- counted from 0 within the document
  event TEXT NOT NULL,             -- stable id: hash of document, evidence, act and parties
  type TEXT NOT NULL,              -- PLOVER type of the act, before folding
  mode TEXT,
  status TEXT NOT NULL,            -- occurred planned possible called-for hypothetical denied
  plover_type TEXT NOT NULL,       -- the same, folded as the codebook says
  plover_mode TEXT,
  contexts TEXT NOT NULL,          -- PLOVER contexts, joined by ';'
  cameo TEXT,
  quad INTEGER NOT NULL,           -- 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
  scale REAL NOT NULL,             -- PLOVER score, -10 to 10
  goldstein REAL,
  reciprocal INTEGER NOT NULL,     -- 1 when all parties act alike
  count_value REAL,
  count_unit TEXT,
  count_approximate INTEGER,
  time_text TEXT,
  start_date TEXT,                 -- first day
  end_date TEXT,                   -- last day
  day TEXT,                        -- first day, else the day of publication
  place_id INTEGER REFERENCES places,
  place_text TEXT,
  place_reason TEXT,
  background INTEGER NOT NULL,     -- 1 when it is history rather than news
  sentence INTEGER NOT NULL,       -- sentences.position of the evidence
  evidence_start INTEGER NOT NULL,
  evidence_end INTEGER NOT NULL,
  trigger_text TEXT NOT NULL,
  trigger_start INTEGER NOT NULL,
  trigger_end INTEGER NOT NULL,
  mentions TEXT NOT NULL,          -- further stretches that report it: 'start-end', joined by ';'
  rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  UNIQUE (document_id, position)
);
CREATE INDEX events_event ON events (event);
CREATE INDEX events_day ON events (day);
CREATE INDEX events_spans ON events (end_date) WHERE end_date > start_date;
CREATE INDEX events_type ON events (type, mode, day);

-- Who acts, toward whom, and who says so.
CREATE TABLE parties (
  party_id INTEGER PRIMARY KEY,
  event_id INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
  role TEXT NOT NULL,              -- actor recipient speaker
  position INTEGER NOT NULL,       -- within the role, from 0; speakers outermost first
  text TEXT NOT NULL,
  start_offset INTEGER NOT NULL,
  end_offset INTEGER NOT NULL,
  name TEXT,
  entity TEXT,                     -- identity in the world model
  office TEXT,
  country TEXT,                    -- ISO 3166-1 alpha-3, or an organisation's abbreviation
  organisation TEXT,
  sector TEXT,
  code TEXT
);
CREATE INDEX parties_event ON parties (event_id, role, position);
CREATE INDEX parties_shown ON parties (coalesce(name, text));
CREATE INDEX parties_entity ON parties (entity);
CREATE INDEX parties_country ON parties (country);
CREATE INDEX parties_organisation ON parties (organisation);

-- Each name (or text without a name) of a party once, to find it by a part.
CREATE TABLE names (
  name_id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE names_text USING fts5 (
  name, content = 'names', content_rowid = 'name_id',
  tokenize = "unicode61 remove_diacritics 2"
);
CREATE TRIGGER names_added AFTER INSERT ON names BEGIN
  INSERT INTO names_text (rowid, name) VALUES (new.name_id, new.name);
END;
CREATE TRIGGER parties_added AFTER INSERT ON parties BEGIN
  INSERT OR IGNORE INTO names (name) VALUES (coalesce(new.name, new.text));
END;

CREATE TABLE statements (
  statement_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,              -- direct indirect
  start_offset INTEGER NOT NULL,
  end_offset INTEGER NOT NULL,
  text TEXT,
  verb TEXT,
  time_text TEXT,
  start_date TEXT,
  end_date TEXT,
  speaker_text TEXT,
  speaker_start INTEGER,
  speaker_end INTEGER,
  speaker_name TEXT,
  speaker_entity TEXT,
  speaker_office TEXT,
  speaker_country TEXT,
  speaker_organisation TEXT,
  speaker_sector TEXT,
  speaker_code TEXT,
  UNIQUE (document_id, position)
);
CREATE INDEX statements_speaker ON statements (speaker_name COLLATE NOCASE);

CREATE TABLE memberships (
  membership_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position INTEGER NOT NULL,
  organisation TEXT NOT NULL,
  member TEXT NOT NULL,
  kind TEXT NOT NULL,              -- member founder observer partner candidate suspended left
  since TEXT,
  until TEXT,
  world TEXT NOT NULL,             -- agrees contradicts new
  evidence_start INTEGER NOT NULL,
  evidence_end INTEGER NOT NULL,
  UNIQUE (document_id, position)
);
CREATE INDEX memberships_organisation ON memberships (organisation, member);

CREATE TABLE figures (
  figure_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position INTEGER NOT NULL,
  value REAL NOT NULL,
  unit TEXT NOT NULL,
  of_what TEXT,
  about TEXT,
  approximate INTEGER NOT NULL,
  start_offset INTEGER NOT NULL,
  end_offset INTEGER NOT NULL,
  UNIQUE (document_id, position)
);

CREATE TABLE people (
  person_id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  office TEXT,
  country TEXT,
  entity TEXT,
  mentions TEXT NOT NULL,          -- 'start-end', joined by ';'
  UNIQUE (document_id, position)
);
CREATE INDEX people_name ON people (name COLLATE NOCASE);

-- What people said of a coding. Kept when documents are coded anew: they name the event by its
-- stable id and the document by its content.
CREATE TABLE reviews (
  review_id INTEGER PRIMARY KEY,
  document_hash TEXT NOT NULL,
  event TEXT NOT NULL,
  verdict TEXT NOT NULL,           -- right wrong unclear
  field TEXT,                      -- which column is meant; absent for the whole event
  correction TEXT,
  note TEXT,
  reviewer TEXT,
  reviewed TEXT                    -- day
);
CREATE INDEX reviews_event ON reviews (event);

-- Fingerprints of texts, to find near copies (see story.rs). A document whose fingerprint and day are
-- those of another one has no bands of its own.
CREATE TABLE fingerprints (
  document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
  day INTEGER,                     -- of publication, counted from 1970-01-01
  digest INTEGER NOT NULL,         -- hash of the minima
  minima BLOB NOT NULL
);
CREATE INDEX fingerprints_digest ON fingerprints (digest, day);
CREATE TABLE fingerprint_bands (
  band INTEGER NOT NULL,           -- hash of a few of the minima
  day INTEGER NOT NULL,            -- as above; -1000000 when it is unknown
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  PRIMARY KEY (band, day, document_id)
) WITHOUT ROWID;
CREATE INDEX fingerprint_bands_document ON fingerprint_bands (document_id);
