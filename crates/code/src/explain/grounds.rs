//! The reasons of an event, one by one.
//!
//! In: an event, the steps that made it, and the ground of its text. Out: [`Ground`]s. Never: reasons
//! that the coder did not have.
//!
//! The party *Eide* has the reason "\"Eide\" is Espen Barth Eide, NORGOV" and the rows that say so.

use dateline_record::{Event, Party, PublishedBasis};
use dateline_world::Referent;

use super::Ground;
use crate::coder::EventCoder;
use crate::fold::FoldHints;
use crate::ground::Ground as Known;

impl Ground {
    fn new(part: &str, because: String, row: Option<String>) -> Ground {
        Ground {
            part: part.to_owned(),
            because,
            row: row.filter(|row| !row.is_empty()),
        }
    }
}

impl EventCoder {
    /// The reasons of an event, in the order in which the coder found them.
    pub(super) fn grounds(&self, event: &Event, steps: &[String], known: &Known) -> Vec<Ground> {
        let trigger = &event.evidence.trigger.text;
        let because = format!("{} on \"{trigger}\"", event.rule);
        let mut grounds = vec![Ground::new("rule", because, self.row_of_rule(&event.rule))];
        grounds.extend(steps.iter().map(|step| self.step(step)));
        for (part, parties) in [
            ("actor", &event.actors),
            ("recipient", &event.recipients),
            ("attributed_to", &event.attributed_to),
        ] {
            grounds.extend(parties.iter().map(|party| of_party(part, party, known)));
        }
        grounds.extend(of_time(event, known));
        grounds.extend(self.of_place(event));
        grounds.push(self.of_folding(event));
        grounds
    }

    fn row_of_rule(&self, id: &str) -> Option<String> {
        let (file, line) = &self.rules().by_id(id)?.source;
        Some(format!("{file}:{line}"))
    }

    /// A qualifier, or a row of the table of composition and what it made.
    fn step(&self, id: &str) -> Ground {
        if let Some(row) = self.row_of_rule(id) {
            return Ground::new("qualifier", id.to_owned(), Some(row));
        }
        let rows = &self.rules().composition.rows;
        let made = rows.iter().find(|row| row.id == *id).map(|row| {
            let act = row.act.as_ref().map(|act| match &act.mode {
                Some(mode) => format!("{}/{mode}", act.event_type.as_str()),
                None => act.event_type.as_str().to_owned(),
            });
            let status = row.status.map(|status| status.as_str().to_owned());
            let fold = row.fold.map(|fold| format!("to fold to {}", fold.as_str()));
            let made: Vec<String> = [act, status, fold].into_iter().flatten().collect();
            match made.is_empty() {
                true => format!("{id}: {} changes nothing here", row.operator),
                false => format!("{id}: {} makes it {}", row.operator, made.join(", ")),
            }
        });
        Ground::new("status", made.unwrap_or_else(|| id.to_owned()), None)
    }

    fn of_place(&self, event: &Event) -> Option<Ground> {
        let place = event.place.as_ref()?;
        let candidates = self.world().names(&place.text, None);
        let is_it = |id| {
            let known = self.world().place(id);
            known.name == place.name && known.geonames == place.geonames
        };
        let row = candidates
            .into_iter()
            .find_map(|candidate| match candidate.referent {
                Referent::Place(id) if is_it(id) => Some(candidate.row.to_string()),
                _ => None,
            });
        let lies = [place.admin1.as_deref(), place.country.as_deref()];
        let lies: Vec<&str> = lies.into_iter().flatten().collect();
        let because = format!(
            "\"{}\" is {} ({}): {}",
            place.text,
            place.name,
            lies.join(", "),
            place.reason
        );
        Some(Ground::new("place", because, row))
    }

    /// What the codebook makes of it, and the step of folding that did.
    fn of_folding(&self, event: &Event) -> Ground {
        let mode = event
            .plover
            .mode
            .as_ref()
            .map_or_else(String::new, |mode| format!("/{mode}"));
        let cameo = event.cameo.as_deref().unwrap_or("-");
        let folded = format!("{}{mode}, CAMEO {cameo}", event.plover.event_type.as_str());
        let again = self
            .ontology()
            .fold(&event.act, event.status, &FoldHints::default());
        let step = (again.plover.event_type == event.plover.event_type)
            .then(|| self.ontology().step(&again.step))
            .flatten();
        let because = match step {
            Some(step) => format!("{folded}, by the step {}: {}", step.id, step.about),
            None if event.plover.event_type == event.act.event_type => {
                format!("{folded}, the act as it is")
            }
            None => format!("{folded}, as the rules' composition asks"),
        };
        Ground::new("plover", because, None)
    }
}

fn of_party(part: &str, party: &Party, known: &Known) -> Ground {
    let name = party.name.as_deref().unwrap_or(&party.text);
    let code = party.code.as_deref().unwrap_or("no code");
    let mut actors = known.mentions.actors.iter();
    let actor = actors.find(|actor| Some(&actor.name) == party.name.as_ref());
    let office = party
        .office
        .as_ref()
        .map_or_else(String::new, |office| format!(", {office}"));
    let because = format!("\"{}\" is {name}{office}, {code}", party.text);
    Ground::new(part, because, actor.map(|actor| actor.grounds.clone()))
}

fn of_time(event: &Event, known: &Known) -> Option<Ground> {
    let time = event.time.as_ref()?;
    let days = match time.start == time.end {
        true => time.start.to_string(),
        false => format!("{} to {}", time.start, time.end),
    };
    let words = match &time.text {
        Some(words) => format!("from \"{words}\""),
        None => "no words of its own".to_owned(),
    };
    let published = known.publication.date.map_or_else(String::new, |day| {
        let basis = match known.publication.basis {
            PublishedBasis::Given => "given",
            PublishedBasis::Dateline => "by the dateline",
            PublishedBasis::Metadata => "by the page",
            PublishedBasis::Inferred => "inferred",
            PublishedBasis::Unknown => "not known",
        };
        format!(", counted from {day} ({basis})")
    });
    Some(Ground::new(
        "time",
        format!("{days} {words}{published}"),
        None,
    ))
}
