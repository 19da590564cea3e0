-- What people look at: flat rows without keys to follow.

CREATE VIEW events_flat AS
SELECT
  event.event_id, event.event, document.document, document.title, document.outlet, document.url,
  document.published, run.source, document.story, incident.incident,
  event.type, event.mode, event.status, event.plover_type, event.plover_mode, event.contexts,
  event.cameo, event.quad, event.scale, event.goldstein,
  (SELECT group_concat(coalesce(name, text), ';') FROM (SELECT name, text FROM parties
    WHERE event_id = event.event_id AND role = 'actor' ORDER BY position)) AS actors,
  (SELECT group_concat(coalesce(country, ''), ';') FROM (SELECT country FROM parties
    WHERE event_id = event.event_id AND role = 'actor' ORDER BY position)) AS actor_countries,
  (SELECT group_concat(coalesce(code, ''), ';') FROM (SELECT code FROM parties
    WHERE event_id = event.event_id AND role = 'actor' ORDER BY position)) AS actor_codes,
  (SELECT group_concat(coalesce(name, text), ';') FROM (SELECT name, text FROM parties
    WHERE event_id = event.event_id AND role = 'recipient' ORDER BY position)) AS recipients,
  (SELECT group_concat(coalesce(country, ''), ';') FROM (SELECT country FROM parties
    WHERE event_id = event.event_id AND role = 'recipient' ORDER BY position)) AS recipient_countries,
  (SELECT group_concat(coalesce(code, ''), ';') FROM (SELECT code FROM parties
    WHERE event_id = event.event_id AND role = 'recipient' ORDER BY position)) AS recipient_codes,
  (SELECT group_concat(coalesce(name, text), ';') FROM (SELECT name, text FROM parties
    WHERE event_id = event.event_id AND role = 'speaker' ORDER BY position)) AS attributed_to,
  event.reciprocal, event.count_value, event.count_unit, event.start_date, event.end_date,
  event.day, place.name AS place, place.country AS place_country, place.admin1, place.latitude,
  place.longitude, event.background, sentence.text AS sentence_text, event.trigger_text,
  event.rule, event.confidence
FROM events AS event
JOIN documents AS document USING (document_id)
JOIN runs AS run USING (run_id)
LEFT JOIN places AS place ON place.place_id = event.place_id
LEFT JOIN sentences AS sentence
  ON sentence.document_id = event.document_id AND sentence.position = event.sentence
LEFT JOIN incident_events AS member ON member.event_id = event.event_id
LEFT JOIN incident_groups AS incident ON incident.incident_id = member.incident_id;

-- Groups of documents that are near copies of one another: one wire story, several reports.
CREATE VIEW stories AS
SELECT story, count(*) AS documents, count(DISTINCT outlet) AS outlets,
  min(published) AS first_published, max(published) AS last_published, min(title) AS title
FROM documents WHERE story IS NOT NULL
GROUP BY story;

-- Incidents, each as one row.
CREATE VIEW incidents AS
SELECT
  incident.incident_id, incident.incident, incident.type, incident.mode, incident.status,
  incident.quad,
  (SELECT group_concat(name, ';') FROM (SELECT DISTINCT coalesce(party.name, party.text) AS name
    FROM incident_events AS member JOIN parties AS party USING (event_id)
    WHERE member.incident_id = incident.incident_id AND party.role = 'actor'
    ORDER BY name)) AS actors,
  (SELECT group_concat(name, ';') FROM (SELECT DISTINCT coalesce(party.name, party.text) AS name
    FROM incident_events AS member JOIN parties AS party USING (event_id)
    WHERE member.incident_id = incident.incident_id AND party.role = 'recipient'
    ORDER BY name)) AS recipients,
  incident.start_date, incident.end_date, place.name AS place, place.country AS place_country,
  place.latitude, place.longitude, incident.reports, incident.documents, incident.stories,
  incident.outlets
FROM incident_groups AS incident
LEFT JOIN places AS place USING (place_id);

-- Pairs of states or organisations, one row for each event and pair. The two codes of a reciprocal
-- act stand in order of the alphabet. Events that belong to no incident yet are one each.
CREATE VIEW dyads AS
SELECT DISTINCT
  event.event_id,
  CASE WHEN event.reciprocal THEN min(one.country, other.country) ELSE one.country END AS actor,
  CASE WHEN event.reciprocal THEN max(one.country, other.country) ELSE other.country END AS recipient,
  substr(event.day, 1, 7) AS month, event.quad, event.status,
  coalesce('i' || member.incident_id, 'e' || event.event_id) AS incident
FROM events AS event
JOIN parties AS one ON one.event_id = event.event_id AND one.role = 'actor'
JOIN parties AS other ON other.event_id = event.event_id AND (other.role = 'recipient'
  OR (event.reciprocal AND other.role = 'actor' AND other.position > one.position))
LEFT JOIN incident_events AS member ON member.event_id = event.event_id
WHERE one.country IS NOT NULL AND other.country IS NOT NULL AND one.country <> other.country;

-- Pairs by month and quad, incidents and reports side by side. Denied events are left out.
CREATE VIEW dyad_month AS
SELECT actor, recipient, month, quad,
  count(DISTINCT incident) AS incidents, count(*) AS reports
FROM dyads
WHERE status <> 'denied'
GROUP BY actor, recipient, month, quad;
