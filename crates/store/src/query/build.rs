//! A filter as SQL.
//!
//! In: a [`Filter`]. Out: a common table `asked` with the events that it lets through, and the
//! values for its parameters. Never: a value of the user's inside the SQL.
//!
//! A status becomes `event.status IN (?1)` with the value `planned`.

use std::sync::Arc;

use jiff::civil::Date;
use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::Value;

use super::filter::{ActAsked, Filter, Members, PlaceAsked, Who};
use crate::StoreError;

/// The order of all lists of events, in terms of `asked`.
pub(super) const ORDER: &str = "asked.day, asked.document, asked.hash, asked.position";

/// SQL with its values.
#[derive(Default)]
pub(super) struct Built {
    clauses: Vec<String>,
    values: Vec<Value>,
    /// Whether the events are few by their days or documents, so that their parties are looked at
    /// rather than all events of a party.
    few: bool,
}

/// The longest period, in days, that makes events few.
const SHORT: i32 = 366;

/// Makes `standing(code, day)` known to the connection.
pub(super) fn add_standing(connection: &Connection, members: &Members) -> Result<(), StoreError> {
    let standing = Arc::clone(&members.standing);
    let answer = move |context: &Context<'_>| {
        let code = context.get::<Option<String>>(0)?;
        let day = context.get::<Option<String>>(1)?;
        let day = day.and_then(|day| day.parse().ok());
        Ok(code.and_then(|code| standing(&code, day)))
    };
    let answer = std::panic::AssertUnwindSafe(answer);
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    connection.create_scalar_function("standing", 2, flags, move |context| {
        let answer = &answer;
        answer(context)
    })?;
    Ok(())
}

/// The table `asked` (event_id, day, document, hash, position), at most `limit` rows of it.
pub(super) fn asked(filter: &Filter, limit: Option<usize>) -> (String, Vec<Value>) {
    let is_short = |(from, to): (Date, Date)| from.until(to).is_ok_and(|it| it.get_days() < SHORT);
    let mut built = Built {
        few: filter.period.is_some_and(is_short) || !filter.documents.is_empty(),
        ..Built::default()
    };
    built.add_parties(filter);
    built.add_acts(filter);
    built.add_circumstances(filter);
    built.add_documents(filter);
    let clauses = match built.clauses.is_empty() {
        true => "1".to_owned(),
        false => built.clauses.join("\n  AND "),
    };
    let limit = match limit {
        Some(limit) => format!(
            "\nORDER BY event.day, document.document, document.hash, event.position LIMIT {limit}"
        ),
        None => String::new(),
    };
    let sql = format!(
        "asked AS MATERIALIZED (
SELECT event.event_id, event.day, document.document, document.hash, event.position
FROM events AS event JOIN documents AS document USING (document_id)
WHERE {clauses}{limit})"
    );
    (sql, built.values)
}

/// The condition that `party` is one of those that are asked for, of `event`; with its values after
/// `values`. None when no party is asked for.
pub(super) fn party_asked(filter: &Filter, values: &mut Vec<Value>) -> PartyAsked {
    let mut built = Built {
        values: std::mem::take(values),
        ..Built::default()
    };
    let mut named = Vec::new();
    let sides = [(&filter.actor, "actor"), (&filter.recipient, "recipient")];
    for (who, role) in sides {
        if let Some(who) = who {
            let who = built.is_who(who);
            named.push(format!("({} AND {who})", side(role)));
        }
    }
    for who in &filter.parties {
        named.push(built.is_who(who));
    }
    let mut grouped = Vec::new();
    if !filter.states.is_empty() {
        grouped.push(built.one_of("party.country", &filter.states));
    }
    if let Some(members) = &filter.members {
        grouped.push(built.is_member(members));
    }
    *values = built.values;
    PartyAsked { named, grouped }
}

/// Conditions on `party`, by what they come from.
pub(super) struct PartyAsked {
    /// A person or power that is named.
    named: Vec<String>,
    /// A state or an organisation that many belong to.
    grouped: Vec<String>,
}

impl PartyAsked {
    /// The condition that `party` is whom the question is about.
    pub(super) fn about(&self) -> String {
        match (self.grouped.is_empty(), self.named.is_empty()) {
            (false, _) => self.grouped.join(" AND "),
            (true, false) => format!("({})", self.named.join(" OR ")),
            (true, true) => "1".to_owned(),
        }
    }

    /// The condition that `party` is somebody else.
    pub(super) fn others(&self) -> String {
        let all: Vec<&str> = self
            .named
            .iter()
            .chain(&self.grouped)
            .map(String::as_str)
            .collect();
        match all.is_empty() {
            true => "1".to_owned(),
            false => format!("NOT coalesce({}, 0)", all.join(" OR ")),
        }
    }
}

/// The condition that a party stands on a side; of reciprocal acts all stand on both.
fn side(role: &str) -> String {
    format!(
        "(party.role = '{role}' OR (event.reciprocal AND party.role IN ('actor', 'recipient')))"
    )
}

impl Built {
    /// A parameter with that value.
    fn value(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn one_of(&mut self, column: &str, texts: &[String]) -> String {
        let values: Vec<String> = texts.iter().map(|text| self.value(text.clone())).collect();
        format!("{column} IN ({})", values.join(", "))
    }

    fn is_who(&mut self, who: &Who) -> String {
        match who {
            Who::Code(code) => {
                let code = self.value(code.clone());
                format!("(party.country = {code} OR party.organisation = {code})")
            }
            Who::Name(name) => {
                let words = self.value(phrase(name));
                format!(
                    "coalesce(party.name, party.text) IN (SELECT name FROM names WHERE name_id IN
    (SELECT rowid FROM names_text WHERE names_text MATCH {words}))"
                )
            }
        }
    }

    fn is_member(&mut self, members: &Members) -> String {
        let organisation = self.value(members.organisation.clone());
        let ever = self.one_of("party.country", &members.ever);
        format!(
            "(party.country = {organisation} OR party.organisation = {organisation}
    OR ({ever} AND standing(party.country, event.day) IS NOT NULL))"
        )
    }

    /// The event has a party for which a condition holds.
    fn has_party(&mut self, condition: &str) {
        let clause = match self.few {
            true => format!(
                "EXISTS (SELECT 1 FROM parties AS party INDEXED BY parties_event
    WHERE party.event_id = event.event_id AND {condition})"
            ),
            false => format!(
                "event.event_id IN (SELECT party.event_id FROM parties AS party
    JOIN events AS event USING (event_id) WHERE {condition})"
            ),
        };
        self.clauses.push(clause);
    }

    fn add_parties(&mut self, filter: &Filter) {
        const PARTY: &str = "party.role <> 'speaker'";
        let sides = [(&filter.actor, "actor"), (&filter.recipient, "recipient")];
        for (who, role) in sides {
            if let Some(who) = who {
                let who = self.is_who(who);
                self.has_party(&format!("{who} AND {}", side(role)));
            }
        }
        for who in &filter.parties {
            let who = self.is_who(who);
            self.has_party(&format!("{who} AND {PARTY}"));
        }
        if !filter.states.is_empty() {
            let states = self.one_of("party.country", &filter.states);
            self.has_party(&format!("{states} AND {PARTY}"));
        }
        if let Some(members) = &filter.members {
            let member = self.is_member(members);
            self.has_party(&format!("{member} AND {PARTY}"));
        }
        if let Some(who) = &filter.speaker {
            let who = self.is_who(who);
            self.has_party(&format!("{who} AND party.role = 'speaker'"));
        }
    }

    fn add_acts(&mut self, filter: &Filter) {
        let acts: Vec<String> = filter
            .acts
            .iter()
            .map(|act| self.is_act(act, filter.folded))
            .collect();
        if !acts.is_empty() {
            self.clauses.push(format!("({})", acts.join(" OR ")));
        }
        if !filter.statuses.is_empty() {
            let names: Vec<String> = filter
                .statuses
                .iter()
                .map(|it| it.as_str().to_owned())
                .collect();
            let clause = self.one_of("event.status", &names);
            self.clauses.push(clause);
        }
        if !filter.quads.is_empty() {
            let quads: Vec<String> = filter.quads.iter().map(u8::to_string).collect();
            self.clauses
                .push(format!("event.quad IN ({})", quads.join(", ")));
        }
    }

    fn is_act(&mut self, act: &ActAsked, folded: bool) -> String {
        // A sign before a column keeps its index out of the way of that of the days.
        let sign = if self.few { "+" } else { "" };
        let prefix = format!("{sign}event.{}", if folded { "plover_" } else { "" });
        let mut parts = Vec::new();
        if let Some(event_type) = act.event_type {
            let value = self.value(event_type.as_str().to_owned());
            parts.push(format!("{prefix}type = {value}"));
        }
        if let Some(mode) = &act.mode {
            let value = self.value(mode.clone());
            parts.push(format!("{prefix}mode = {value} COLLATE NOCASE"));
        }
        match parts.is_empty() {
            true => "1".to_owned(),
            false => format!("({})", parts.join(" AND ")),
        }
    }

    fn add_circumstances(&mut self, filter: &Filter) {
        let places: Vec<String> = filter
            .places
            .iter()
            .map(|place| self.is_place(place))
            .collect();
        if !places.is_empty() {
            let places = places.join(" OR ");
            self.clauses.push(format!(
                "event.place_id IN (SELECT place_id FROM places WHERE {places})"
            ));
        }
        if let Some((from, to)) = filter.period {
            let (from, to) = (self.value(from.to_string()), self.value(to.to_string()));
            self.clauses.push(overlaps(&from, &to));
        }
        if let Some(text) = &filter.text {
            let words = self.value(words(text));
            self.clauses.push(format!(
                "(event.document_id, event.sentence) IN (SELECT document_id, position FROM sentences
    WHERE sentence_id IN (SELECT rowid FROM sentences_text WHERE sentences_text MATCH {words}))"
            ));
        }
        if let Some(confidence) = filter.confidence {
            let confidence = self.value(confidence);
            self.clauses
                .push(format!("event.confidence >= {confidence}"));
        }
        if filter.news_only {
            self.clauses.push("NOT event.background".to_owned());
        }
    }

    fn is_place(&mut self, place: &PlaceAsked) -> String {
        match place {
            PlaceAsked::Country(code) => format!("country = {}", self.value(code.clone())),
            PlaceAsked::Name(name) => {
                let name = self.value(name.clone());
                format!("name = {name} COLLATE NOCASE OR admin1 = {name} COLLATE NOCASE")
            }
        }
    }

    fn add_documents(&mut self, filter: &Filter) {
        if !filter.outlets.is_empty() {
            let clause = self.one_of("document.outlet COLLATE NOCASE", &filter.outlets);
            self.clauses.push(clause);
        }
        if !filter.documents.is_empty() {
            let (name, hash) = (
                self.one_of("document.document", &filter.documents),
                self.one_of("document.hash", &filter.documents),
            );
            self.clauses.push(format!("({name} OR {hash})"));
        }
        if !filter.sources.is_empty() {
            let source = self.one_of("source COLLATE NOCASE", &filter.sources);
            self.clauses.push(format!(
                "document.run_id IN (SELECT run_id FROM runs WHERE {source})"
            ));
        }
    }
}

/// The condition that an event lies in a period or reaches into it. The terms on the number of days
/// are those of the indexes of `events`, word for word.
fn overlaps(from: &str, to: &str) -> String {
    let days = "julianday(event.end_date) - julianday(event.start_date)";
    let reaches = format!("event.start_date < {from} AND event.end_date >= {from}");
    format!(
        "(event.day BETWEEN {from} AND {to}
    OR (event.start_date >= date({from}, '-31 days') AND {reaches}
      AND event.end_date > event.start_date AND {days} <= 31)
    OR (event.start_date >= date({from}, '-366 days') AND {reaches}
      AND {days} > 31 AND {days} <= 366)
    OR ({reaches} AND {days} > 366))"
    )
}

/// A phrase for the search: the words of a name, in their order.
fn phrase(text: &str) -> String {
    format!("\"{}\"", text.replace('"', " "))
}

/// Words and quoted phrases for the search, all of which must be there. A `*` after a word stands
/// for its further letters.
fn words(text: &str) -> String {
    let mut parts = Vec::new();
    for (number, part) in text.split('"').enumerate() {
        if number % 2 == 1 {
            parts.push(phrase(part));
            continue;
        }
        for word in part.split_whitespace() {
            let (stem, star) = match word.strip_suffix('*') {
                Some(stem) => (stem, " *"),
                None => (word, ""),
            };
            parts.push(phrase(stem) + star);
        }
    }
    let has_letters = |part: &String| part.chars().any(char::is_alphanumeric);
    parts.retain(has_letters);
    match parts.is_empty() {
        true => phrase(""),
        false => parts.join(" AND "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_user_are_quoted() {
        assert_eq!(words("peace talks"), "\"peace\" AND \"talks\"");
        assert_eq!(
            words("\"peace talks\" Oslo*"),
            "\"peace talks\" AND \"Oslo\" *"
        );
        assert_eq!(words("NOT OR - ("), "\"NOT\" AND \"OR\"");
        assert_eq!(words(" ** "), "\"\"");
    }

    #[test]
    fn values_of_the_user_stay_out_of_the_sql() {
        let filter = Filter {
            actor: Some(Who::Name("x' OR 1".to_owned())),
            outlets: vec!["'; DROP TABLE events".to_owned()],
            ..Filter::default()
        };
        let (sql, values) = asked(&filter, Some(3));
        assert!(!sql.contains("DROP") && !sql.contains("OR 1"), "{sql}");
        assert_eq!(values.len(), 2);
    }
}
