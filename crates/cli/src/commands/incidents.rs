//! `dateline incidents`: what really happened, with all its reports.
//!
//! In: a store, and which incidents. Out: a table, CSV or JSON, or one incident explained. Never: a
//! matching of its own; that is the store's.
//!
//! `dateline incidents --store news.db --explain 3fa2` says of each report which other it was joined
//! to, and by which findings.

use std::fmt::Write as _;
use std::path::Path;

use dateline::Fault;
use dateline_store::incident::{Incident, IncidentFilter, Matched, Member, Policy};
use dateline_store::{Store, StoreError, Table};
use serde_json::{Value, json};

use super::query::{Ended, Sheet, format_by_ending};
use super::store::{fault, reading};
use crate::arguments::{IncidentsArguments, Rendered};
use crate::console::{Console, Stop};
use crate::output::Output;

/// Runs the command.
pub fn run(arguments: &IncidentsArguments, console: &Console) -> Result<(), Stop> {
    let path = &arguments.file.path;
    if arguments.update || arguments.rebuild {
        let matched = matched(path, arguments.rebuild).map_err(|error| fault(path, &error))?;
        console.note(&format!("{} reports matched", matched.reports));
    }
    let store = reading(path)?;
    let waiting = store.unmatched().map_err(|error| fault(path, &error))?;
    if waiting > 0 {
        console.note(&format!(
            "{waiting} documents wait to be matched: use --update"
        ));
    }
    match &arguments.explain {
        Some(id) => explain(&store, id, arguments),
        None => list(&store, arguments),
    }
}

fn matched(path: &Path, rebuild: bool) -> Result<Matched, StoreError> {
    if !path.exists() {
        return Err(StoreError::Missing);
    }
    let mut store = Store::open(path)?;
    match rebuild {
        true => store.rebuild_incidents(),
        false => store.match_incidents(),
    }
}

fn list(store: &Store, arguments: &IncidentsArguments) -> Result<(), Stop> {
    let format = format_of(arguments);
    let filter = IncidentFilter {
        from: arguments.period.map(|(first, _)| first.to_string()),
        to: arguments.period.map(|(_, last)| last.to_string()),
        kind: arguments.kind.as_ref().map(|kind| kind.to_uppercase()),
        state: arguments.state.as_ref().map(|state| state.to_uppercase()),
        reports: arguments.min_reports,
        limit: arguments.limit,
        whole: matches!(format, Rendered::Json | Rendered::Jsonl),
    };
    let output = Output::open(arguments.output.as_deref())?;
    let mut sheet = Sheet::new(output, format);
    let written = write_all(store, &filter, format, &mut sheet);
    match written {
        Ok(()) => sheet.finish(),
        Err(Ended::Writing(stop)) => Err(stop),
        Err(Ended::Store(error)) => Err(fault(&arguments.file.path, &error).into()),
    }
}

fn format_of(arguments: &IncidentsArguments) -> Rendered {
    arguments
        .format
        .unwrap_or_else(|| format_by_ending(arguments.output.as_deref()))
}

fn write_all(
    store: &Store,
    filter: &IncidentFilter,
    format: Rendered,
    sheet: &mut Sheet,
) -> Result<(), Ended> {
    let columns = columns(format);
    sheet.begin(&columns)?;
    store.each_incident(filter, |incident| {
        let row = row(&incident, format);
        sheet.row(columns.iter().map(|column| row[column].clone()).collect())
    })
}

const WHOLE: [&str; 22] = [
    "incident",
    "type",
    "mode",
    "status",
    "contested",
    "actors",
    "recipients",
    "start",
    "end",
    "time_basis",
    "time_reports",
    "place",
    "place_country",
    "latitude",
    "longitude",
    "place_basis",
    "place_reports",
    "reports",
    "documents",
    "stories",
    "outlets",
    "founder",
];
const DEPTH: [&str; 4] = ["history", "voices", "figures", "members"];
const NARROW: [&str; 9] = [
    "incident",
    "act",
    "status",
    "actors",
    "recipients",
    "start",
    "place",
    "reports",
    "documents",
];

fn columns(format: Rendered) -> Vec<String> {
    let names: Vec<&str> = match format {
        Rendered::Table => NARROW.to_vec(),
        Rendered::Csv => WHOLE.to_vec(),
        Rendered::Json | Rendered::Jsonl => WHOLE.into_iter().chain(DEPTH).collect(),
    };
    names.into_iter().map(str::to_owned).collect()
}

/// An incident as a row; lists of names are joined where a cell must be one text.
fn row(incident: &Incident, format: Rendered) -> Value {
    let mut row = json!(incident);
    if matches!(format, Rendered::Csv | Rendered::Table) {
        row["actors"] = json!(incident.actors.join(";"));
        row["recipients"] = json!(incident.recipients.join(";"));
        row["act"] = json!(act(incident));
    }
    if incident.contested && format == Rendered::Table {
        row["status"] = json!(format!("{}, denied", incident.status));
    }
    row
}

fn act(incident: &Incident) -> String {
    match &incident.mode {
        Some(mode) => format!("{}/{mode}", incident.kind),
        None => incident.kind.clone(),
    }
}

fn explain(store: &Store, id: &str, arguments: &IncidentsArguments) -> Result<(), Stop> {
    let path = &arguments.file.path;
    let found = store
        .incidents_named(id)
        .map_err(|error| fault(path, &error))?;
    let wrong = |reason: String| Fault::at(format!("\"{id}\""), 0, 0, reason);
    let [incident] = found.as_slice() else {
        let reason = match found.len() {
            0 => "no incident has this id".to_owned(),
            many => format!("{many} incidents have ids that begin so"),
        };
        return Err(wrong(reason).into());
    };
    let text = match format_of(arguments) {
        Rendered::Table => explained(incident),
        _ => format!("{:#}\n", json!(incident)),
    };
    let mut output = Output::open(arguments.output.as_deref())?;
    output.write(text.as_bytes())?;
    output.finish()
}

fn explained(incident: &Incident) -> String {
    let mut text = String::new();
    head(&mut text, incident);
    steps(&mut text, incident);
    let policy = Policy::embedded();
    let _ = writeln!(text, "\nreports");
    for member in &incident.members {
        report(&mut text, member, incident, &policy);
    }
    text
}

fn or_dash(value: Option<&str>) -> &str {
    value.unwrap_or("-")
}

fn head(text: &mut String, incident: &Incident) {
    let contested = if incident.contested {
        ", and denied by some"
    } else {
        ""
    };
    let _ = writeln!(text, "incident {}", incident.incident);
    let _ = writeln!(
        text,
        "  act         {}, {}{contested}",
        act(incident),
        incident.status
    );
    let _ = writeln!(text, "  actors      {}", incident.actors.join("; "));
    let _ = writeln!(text, "  recipients  {}", incident.recipients.join("; "));
    let reports = incident.reports;
    if let (Some(start), Some(end), Some(basis)) =
        (&incident.start, &incident.end, &incident.time_basis)
    {
        let days = if start == end {
            start.clone()
        } else {
            format!("{start} to {end}")
        };
        let _ = writeln!(
            text,
            "  time        {days}: {basis}, {} of {reports} reports",
            incident.time_reports
        );
    }
    if let (Some(place), Some(basis)) = (&incident.place, &incident.place_basis) {
        let state = or_dash(incident.place_country.as_deref());
        let given = incident.place_reports;
        let _ = writeln!(
            text,
            "  place       {place} ({state}): {basis}, {given} of {reports} reports"
        );
    }
    let (documents, stories, outlets) = (incident.documents, incident.stories, incident.outlets);
    let _ = writeln!(
        text,
        "  told in     {reports} reports, {documents} documents, {stories} stories, {outlets} outlets"
    );
}

fn steps(text: &mut String, incident: &Incident) {
    let _ = writeln!(text, "\nhistory");
    for step in &incident.history {
        let days = step
            .start
            .as_deref()
            .map(|day| format!(" for {day}"))
            .unwrap_or_default();
        let speaker = step
            .speaker
            .as_deref()
            .map(|name| format!(", says {name}"))
            .unwrap_or_default();
        let reported = or_dash(step.reported.as_deref());
        let _ = writeln!(
            text,
            "  {reported}  {:<10}  {}{days}{speaker}",
            step.change, step.status
        );
    }
    if !incident.voices.is_empty() {
        let _ = writeln!(text, "\nvoices");
    }
    for voice in &incident.voices {
        let since = or_dash(voice.first_reported.as_deref());
        let _ = writeln!(text, "  {since}  {:<10}  {}", voice.stance, voice.speaker);
    }
    if !incident.figures.is_empty() {
        let _ = writeln!(text, "\nfigures");
    }
    for range in &incident.figures {
        let _ = writeln!(
            text,
            "  {} to {} {}",
            range.lowest, range.highest, range.unit
        );
    }
}

fn report(text: &mut String, member: &Member, incident: &Incident, policy: &Policy) {
    let (outlet, published) = (
        or_dash(member.outlet.as_deref()),
        or_dash(member.published.as_deref()),
    );
    let _ = writeln!(
        text,
        "  {published}  {outlet}, {} ({})",
        member.document, member.status
    );
    if let Some(sentence) = &member.sentence {
        let _ = writeln!(text, "      {sentence}");
    }
    let founder = incident
        .members
        .iter()
        .find(|other| Some(&other.event) == member.joined_to.as_ref());
    let (Some(founder), Some(score)) = (founder, member.score) else {
        let _ = writeln!(
            text,
            "      the most exact report; the others are compared with it"
        );
        return;
    };
    let _ = writeln!(
        text,
        "      joined to {}: {score:+.2} = bias {:+}",
        founder.document, policy.bias
    );
    for reason in member
        .reasons
        .iter()
        .filter(|reason| reason.adds != Some(0.0))
    {
        let about = policy.about(&reason.finding).unwrap_or_default();
        let _ = writeln!(
            text,
            "        {:+.2}  {:<20}  {about}",
            reason.adds.unwrap_or_default(),
            reason.finding
        );
    }
}
