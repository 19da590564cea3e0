//! `dateline world parties`: coded events and the world, joined by the day of the event.
//!
//! In: coded documents or events. Out: the parties that belong to an organisation on the day of
//! their event, with these events. Never: a new coding.
//!
//! Of *Fidan, Lavrov and Wang attended the summit of the SCO*, `parties NATO` keeps Fidan.

use std::path::Path;

use dateline::{Coding, Event, Fault};
use dateline_record::{Party, Status};
use dateline_world::{EntityId, World};
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::Answer;
use super::find::entity_named;
use crate::arguments::PartiesArguments;
use crate::console::{Console, Stop};
use crate::input::{shown, stream_of, unreadable};

const COLUMNS: [&str; 8] = [
    "name", "country", "standing", "event", "status", "start", "place", "document",
];

#[derive(Deserialize)]
struct EventLine {
    document: String,
    #[serde(flatten)]
    event: Event,
}

/// Runs the command.
pub fn run(arguments: &PartiesArguments, console: &mut Console) -> Result<(), Stop> {
    let world = super::world(arguments.asked.world.as_ref())?;
    let organisation = entity_named(&world, &arguments.organisation, arguments.asked.on)?;
    let answer = Answer::new(&COLUMNS);
    let mut question = Question {
        arguments,
        world,
        organisation,
        answer,
    };
    for path in crate::commands::paths_or_stdin(&arguments.paths)? {
        if let Err(fault) = question.read(&path) {
            console.fault(&fault);
        }
    }
    question.answer.print(arguments.asked.format)
}

struct Question<'a> {
    arguments: &'a PartiesArguments,
    world: World,
    organisation: EntityId,
    answer: Answer,
}

impl Question<'_> {
    /// Looks at every value of a file: documents, lists of documents, or events.
    fn read(&mut self, path: &Path) -> Result<(), Fault> {
        let name = shown(path);
        let stream = stream_of(path).map_err(|error| unreadable(&name, &error))?;
        let values = serde_json::Deserializer::from_reader(stream);
        for value in values.into_iter::<Value>() {
            let looked = value.and_then(|value| self.look_at(value));
            looked.map_err(|error| not_coded(&name, &error))?;
        }
        Ok(())
    }

    fn look_at(&mut self, value: Value) -> serde_json::Result<()> {
        if let Value::Array(values) = value {
            return values.into_iter().try_for_each(|value| self.look_at(value));
        }
        if value.get("events").is_some() {
            let coding: Coding = serde_json::from_value(value)?;
            let Coding {
                document, events, ..
            } = coding;
            events
                .iter()
                .for_each(|event| self.ask(event, &document.id, document.published));
            return Ok(());
        }
        let line: EventLine = serde_json::from_value(value)?;
        self.ask(&line.event, &line.document, None);
        Ok(())
    }

    fn ask(&mut self, event: &Event, document: &str, published: Option<Date>) {
        if !self.concerns(event) {
            return;
        }
        let start = event.time.as_ref().map(|time| time.start);
        let on = self.arguments.asked.on.or(start).or(published);
        for party in self.asked_parties(event) {
            if let Some(status) = self.standing(party, on) {
                let row = row(party, &status, event, document);
                self.answer.add(row);
            }
        }
    }

    /// Whether the event is of the act, status and other side that are asked for.
    fn concerns(&self, event: &Event) -> bool {
        let name = event.act.event_type.as_str();
        let with_mode = format!("{name}/{}", event.act.mode.as_deref().unwrap_or_default());
        let is_act =
            |act: &String| act.eq_ignore_ascii_case(name) || act.eq_ignore_ascii_case(&with_mode);
        self.arguments.act.as_ref().is_none_or(is_act)
            && (self.arguments.denied || event.status != Status::Denied)
    }

    /// The parties on the side that faces `--with`; all when nobody is named.
    fn asked_parties<'e>(&self, event: &'e Event) -> Vec<&'e Party> {
        let (actors, recipients) = (&event.actors, &event.recipients);
        let Some(with) = &self.arguments.with else {
            return actors.iter().chain(recipients).collect();
        };
        let is_with = |party: &Party| {
            [&party.country, &party.organisation]
                .into_iter()
                .flatten()
                .any(|code| code == with)
        };
        let faces = |side: &[Party]| side.iter().any(is_with);
        let mut asked = Vec::new();
        asked.extend(actors.iter().filter(|_| faces(recipients)));
        asked.extend(recipients.iter().filter(|_| faces(actors)));
        asked
    }

    fn standing(&self, party: &Party, on: Option<Date>) -> Option<String> {
        let state = self.world.entity_by_id(party.country.as_deref()?)?;
        let standing = self.world.standing(self.organisation, state, on)?;
        matches!(standing.status, "member" | "founder").then(|| standing.status.to_owned())
    }
}

fn row(party: &Party, standing: &str, event: &Event, document: &str) -> Vec<Value> {
    let mode = event
        .act
        .mode
        .as_ref()
        .map_or(String::new(), |mode| format!("/{mode}"));
    vec![
        json!(party.name.as_ref().unwrap_or(&party.text)),
        json!(party.country),
        json!(standing),
        json!(format!("{}{mode}", event.act.event_type.as_str())),
        json!(event.status.as_str()),
        json!(event.time.as_ref().map(|time| time.start)),
        json!(event.place.as_ref().map(|place| &place.name)),
        json!(document),
    ]
}

fn not_coded(name: &str, error: &serde_json::Error) -> Fault {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or_default();
    let fault = Fault::at(
        name,
        error.line(),
        error.column(),
        format!("no coded event: {what}"),
    );
    fault.hint("give it what `dateline code --format json` or `jsonl` wrote")
}
