-- What the matching of reports keeps between two runs. Derived from events; may be made anew at any
-- time (`dateline incidents --rebuild`).

-- With which weights, acts and words the matching was made.
CREATE TABLE matching_policy (
  policy TEXT NOT NULL             -- BLAKE3 of the tables
);

-- Each report as it is compared.
CREATE TABLE matching_claims (
  event_id INTEGER PRIMARY KEY REFERENCES events ON DELETE CASCADE,
  founder INTEGER NOT NULL,        -- 1 when it founds an incident
  claim TEXT NOT NULL              -- JSON
);

-- Under which keys a report is found, and between which days (counted from 1970-01-01) it lies.
CREATE TABLE matching_keys (
  key INTEGER NOT NULL,            -- hash of family of acts and states
  founder INTEGER NOT NULL,
  wide INTEGER NOT NULL,           -- 1 when the days are many
  first_day INTEGER NOT NULL,
  event_id INTEGER NOT NULL REFERENCES matching_claims ON DELETE CASCADE,
  last_day INTEGER NOT NULL,
  PRIMARY KEY (key, founder, wide, first_day, event_id)
) WITHOUT ROWID;
CREATE INDEX matching_keys_event ON matching_keys (event_id);

-- What is still to be done: documents with new events, claims whose events are gone, incidents that
-- must be summed up anew.
CREATE TABLE matching_pending (
  document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE
);
CREATE TABLE matching_gone (
  founder INTEGER NOT NULL,
  claim TEXT NOT NULL
);
CREATE TABLE matching_changed (
  incident_id INTEGER PRIMARY KEY
);

CREATE TRIGGER matching_event_added AFTER INSERT ON events BEGIN
  INSERT OR IGNORE INTO matching_pending (document_id) VALUES (new.document_id);
END;
CREATE TRIGGER matching_claim_removed AFTER DELETE ON matching_claims BEGIN
  INSERT INTO matching_gone (founder, claim) VALUES (old.founder, old.claim);
END;
CREATE TRIGGER matching_member_removed AFTER DELETE ON incident_events BEGIN
  INSERT OR IGNORE INTO matching_changed (incident_id) VALUES (old.incident_id);
END;
CREATE TRIGGER matching_story_changed AFTER UPDATE OF story ON documents
WHEN old.story IS NOT new.story BEGIN
  INSERT OR IGNORE INTO matching_changed (incident_id)
    SELECT member.incident_id FROM events AS event JOIN incident_events AS member USING (event_id)
    WHERE event.document_id = new.document_id;
END;
