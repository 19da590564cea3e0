//! One module a command.
//!
//! In: checked arguments. Out: what the command prints. Never: faults that are kept to itself; all
//! go to the console.
//!
//! `dateline schema` prints the JSON schema of a coded document.

mod bench;
mod code;
mod explain;
mod export;
mod import;
mod incidents;
mod parse;
mod query;
mod relate;
mod rules;
mod schema;
mod store;
mod world;

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use clap::CommandFactory;
use dateline::{Coder, Fault, Options, Versions};

use crate::arguments::{Arguments, Command, Inputs, Knowledge};
use crate::console::{Console, Stop};
use crate::flow;
use crate::input::{Feed, Kind, Raw, Settings};
use crate::output::Output;

/// Runs a command.
pub fn run(arguments: Arguments, console: &mut Console) -> Result<(), Stop> {
    if arguments.version {
        return print(&format!("{}\n", Versions::of(&Coder::new())));
    }
    match arguments.command {
        Some(Command::Code(arguments)) => code::run(&arguments, console),
        Some(Command::Explain(arguments)) => explain::run(&arguments, console),
        Some(Command::Relate(arguments)) => relate::run(&arguments, console),
        Some(Command::Parse(arguments)) => parse::run(&arguments, console),
        Some(Command::World(command)) => world::run(&command, console),
        Some(Command::Rules(command)) => rules::run(&command, console),
        Some(Command::Bench(arguments)) => bench::run(&arguments, console),
        Some(Command::Store(command)) => store::run(&command, console),
        Some(Command::Query(arguments)) => query::run(&arguments),
        Some(Command::Export(arguments)) => export::run(&arguments, console),
        Some(Command::Import(arguments)) => import::run(&arguments, console),
        Some(Command::Incidents(arguments)) => incidents::run(&arguments, console),
        Some(Command::Schema(arguments)) => schema::run(&arguments),
        Some(Command::Completions(arguments)) => completions(arguments.shell),
        None => Err(Stop::Usage("a command is missing".to_owned())),
    }
}

fn completions(shell: clap_complete::Shell) -> Result<(), Stop> {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "dateline", &mut bytes);
    write(&bytes)
}

/// Prints text on standard output.
fn print(text: &str) -> Result<(), Stop> {
    write(text.as_bytes())
}

/// Writes bytes to standard output.
fn write(bytes: &[u8]) -> Result<(), Stop> {
    let mut output = Output::standard();
    output.write(bytes)?;
    output.finish()
}

fn coder(knowledge: &Knowledge, max_document_size: usize) -> Result<Coder, Stop> {
    coder_with(knowledge, None, max_document_size)
}

/// A coder that codes with imported dictionaries, when there are any, in place of the rules.
fn coder_with(
    knowledge: &Knowledge,
    dictionaries: Option<&PathBuf>,
    max_document_size: usize,
) -> Result<Coder, Stop> {
    let (rules, world) = (knowledge.rules.clone(), knowledge.world.clone());
    Ok(Coder::with_options(&Options {
        rules,
        world,
        dictionaries: dictionaries.cloned(),
        max_document_size,
    })?)
}

/// The documents that the arguments name.
fn feed(inputs: &Inputs, console: &Console) -> Result<Feed, Stop> {
    feed_of(
        &inputs.paths,
        inputs.input,
        inputs.max_document_size,
        console,
    )
}

/// The rows of the files, each of at most `limit` bytes.
fn rows(paths: &[PathBuf], limit: usize, console: &Console) -> Result<Feed, Stop> {
    feed_of(paths, Some(Kind::Rows), limit, console)
}

fn feed_of(
    paths: &[PathBuf],
    kind: Option<Kind>,
    limit: usize,
    console: &Console,
) -> Result<Feed, Stop> {
    let paths = paths_or_stdin(paths)?;
    let settings = Settings { paths, kind, limit };
    Ok(Feed::new(settings, &mut |text| console.note(&text)))
}

/// Works on each piece of a feed and writes what comes of it as soon as its turn has come; faults go
/// to the console.
fn write_each<T: AsRef<[u8]> + Send>(
    feed: Feed,
    threads: usize,
    work: impl Fn(Raw) -> Result<T, Fault> + Sync,
    mut output: Output,
    console: &mut Console,
) -> Result<(), Stop> {
    flow::run(feed, threads, work, |done| {
        console.advance(done.bytes);
        match done.result {
            Ok(bytes) => output.write(bytes.as_ref())?,
            Err(fault) => console.fault(&fault),
        }
        output.flush()
    })?;
    output.finish()
}

/// The paths, or standard input when there are none and it is not the keyboard.
fn paths_or_stdin(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Stop> {
    match paths.is_empty() {
        false => Ok(paths.to_vec()),
        true if io::stdin().is_terminal() => Err(Stop::Usage(
            "name a file or a folder, or - for standard input".to_owned(),
        )),
        true => Ok(vec![PathBuf::from("-")]),
    }
}
