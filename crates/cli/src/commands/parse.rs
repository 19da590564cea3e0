//! `dateline parse`: documents to CoNLL-U.
//!
//! In: files, folders or standard input. Out: one line a token, in the order of the input. Never:
//! events.
//!
//! *Fidan met Lavrov.* gives four lines; the second has the head 0 and the relation `root`.

use dateline::{Coder, Fault};

use crate::arguments::{Knowledge, ParseArguments};
use crate::console::{Console, Stop};
use crate::input::Raw;
use crate::output::Output;

/// Runs the command.
pub fn run(arguments: &ParseArguments, console: &mut Console) -> Result<(), Stop> {
    let feed = super::feed(&arguments.inputs, console)?;
    let output = Output::open(arguments.output.as_deref())?;
    let limit = arguments.inputs.max_document_size;
    let coder = super::coder(&Knowledge::default(), limit)?;
    console.show_progress();
    let work = |raw: Raw| conllu(&coder, &raw, arguments);
    super::write_each(feed, arguments.work.threads(), work, output, console)
}

fn conllu(coder: &Coder, raw: &Raw, arguments: &ParseArguments) -> Result<String, Fault> {
    let published = arguments.inputs.published;
    let (document, trees) = raw.with_source(published, |source| coder.parse(source))?;
    Ok(dateline::conllu(&document, &trees))
}
