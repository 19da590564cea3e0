//! `dateline code`: documents to records.
//!
//! In: files, folders or standard input. Out: records in the order of the input. Never: records of
//! a document that could not be read whole.
//!
//! *Fidan met Lavrov.* gives one line with the act `CONSULT/meet`.

use dateline::{Coder, Fault};
use jiff::civil::Date;
use serde_json::json;

use crate::arguments::CodeArguments;
use crate::console::{Console, Stop};
use crate::flow;
use crate::input::{Kind, Raw};
use crate::output::Output;
use crate::render::{Format, Reasons, csv_header, render};

/// Runs the command.
pub fn run(arguments: &CodeArguments, console: &mut Console) -> Result<(), Stop> {
    let format = format_of(arguments)?;
    let feed = super::feed(&arguments.inputs, console)?;
    let mut sheet = Sheet::open(arguments, format)?;
    let coder = super::coder_with(
        &arguments.knowledge,
        arguments.dictionaries.as_ref(),
        arguments.inputs.max_document_size,
    )?;
    let published = arguments.inputs.published;
    console.show_progress();
    let work = |raw: Raw| {
        let bytes = code(&coder, &raw, published, format, arguments.explain)?;
        Ok((bytes, raw.kind == Kind::Rows))
    };
    flow::run(feed, arguments.work.threads(), work, |done| {
        console.advance(done.bytes);
        match done.result {
            Ok((bytes, is_row)) => sheet.add(&bytes, is_row),
            Err(fault) => {
                console.fault(&fault);
                Ok(())
            }
        }
    })?;
    sheet.finish()
}

/// Codes one document to bytes.
fn code(
    coder: &Coder,
    raw: &Raw,
    published: Option<Date>,
    format: Format,
    explain: bool,
) -> Result<Vec<u8>, Fault> {
    if !explain {
        let coding = raw.with_source(published, |source| coder.code(source))?;
        return Ok(render(format, &coding, &Reasons::new()));
    }
    let explanation = raw.with_source(published, |source| coder.explain(source))?;
    let reasons = explanation.events.iter();
    let reasons = reasons.map(|event| {
        (
            event.event.clone(),
            event.grounds.iter().map(|ground| json!(ground)).collect(),
        )
    });
    Ok(render(format, &explanation.coding, &reasons.collect()))
}

fn format_of(arguments: &CodeArguments) -> Result<Format, Stop> {
    let by_ending = || arguments.output.as_deref().and_then(Format::of_path);
    let format = arguments.format.or_else(by_ending).unwrap_or(Format::Jsonl);
    if format == Format::Csv && arguments.explain {
        return Err(Stop::Usage(
            "--explain has no room in csv: use json, jsonl or documents".into(),
        ));
    }
    Ok(format)
}

/// The output with what a format puts before, between and after the documents.
struct Sheet {
    output: Output,
    json: bool,
    /// Whether several documents may come, so that JSON needs a list.
    many: bool,
    documents: usize,
}

impl Sheet {
    fn open(arguments: &CodeArguments, format: Format) -> Result<Sheet, Stop> {
        let mut output = Output::open(arguments.output.as_deref())?;
        if format == Format::Csv {
            output.write(&csv_header())?;
        }
        // Who watches the output sees the header before the first record.
        output.flush()?;
        let many = match arguments.inputs.paths.as_slice() {
            [] => false,
            [path] => path.is_dir(),
            _ => true,
        };
        Ok(Sheet {
            output,
            json: format == Format::Json,
            many,
            documents: 0,
        })
    }

    fn add(&mut self, bytes: &[u8], is_row: bool) -> Result<(), Stop> {
        self.many |= is_row;
        if self.json && self.many {
            let before: &[u8] = if self.documents == 0 { b"[\n" } else { b",\n" };
            self.output.write(before)?;
        }
        self.documents += 1;
        self.output.write(bytes)?;
        self.output.flush()
    }

    fn finish(mut self) -> Result<(), Stop> {
        let end: &[u8] = match (self.json, self.many, self.documents) {
            (false, ..) | (true, false, 0) => b"",
            (true, false, _) => b"\n",
            (true, true, 0) => b"[]\n",
            (true, true, _) => b"\n]\n",
        };
        self.output.write(end)?;
        self.output.finish()
    }
}
