//! `dateline schema`: the shape of the records.
//!
//! In: the name of a record. Out: its JSON schema. Never: a shape of its own; the schema is made
//! from the record itself.
//!
//! `dateline schema event` describes, among others, `act.type` with PLOVER's sixteen types.

use dateline::{Coding, Event, RelationVerdict};
use schemars::schema_for;

use crate::arguments::{Record, SchemaArguments};
use crate::console::Stop;

/// Runs the command.
pub fn run(arguments: &SchemaArguments) -> Result<(), Stop> {
    let schema = match arguments.record {
        Record::Document => schema_for!(Coding),
        Record::Event => schema_for!(Event),
        Record::Relation => schema_for!(RelationVerdict),
    };
    super::print(&format!("{:#}\n", schema.as_value()))
}
