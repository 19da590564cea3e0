-- Version 2: what lies near in time lies near in the file, so that neither adding nor asking takes the
-- longer the more years there are.

-- Under which keys a report is found, and between which days (counted from 1970-01-01) it lies. It
-- stands under each period that it touches.
DROP TABLE matching_keys;
CREATE TABLE matching_keys (
  period INTEGER NOT NULL,         -- of 64 days, counted from 1970-01-01; for the key of a document its number below 0
  key INTEGER NOT NULL,            -- hash of group of acts and states
  founder INTEGER NOT NULL,
  first_day INTEGER NOT NULL,
  event_id INTEGER NOT NULL REFERENCES matching_claims ON DELETE CASCADE,
  last_day INTEGER NOT NULL,
  PRIMARY KEY (period, key, founder, first_day, event_id)
) WITHOUT ROWID;
CREATE INDEX matching_keys_event ON matching_keys (event_id);

-- Events of several days, by how many: those that reach into a period have begun so many days before
-- it at most.
DROP INDEX events_spans;
CREATE INDEX events_of_a_month ON events (start_date, end_date)
  WHERE end_date > start_date AND julianday(end_date) - julianday(start_date) <= 31;
CREATE INDEX events_of_a_year ON events (start_date, end_date)
  WHERE julianday(end_date) - julianday(start_date) > 31
    AND julianday(end_date) - julianday(start_date) <= 366;
CREATE INDEX events_of_years ON events (end_date)
  WHERE julianday(end_date) - julianday(start_date) > 366;
