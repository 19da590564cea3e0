//! The arguments of the command.
//!
//! In: the command line. Out: [`Arguments`], with all values checked. Never: work.
//!
//! `dateline code note.txt --published 2024-07-03` is [`Command::Code`] with one path and a day.

mod exchange;
mod incidents;
mod query;
mod store;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

use crate::input::Kind;
use crate::render::Format;

pub use exchange::{ExportArguments, ImportArguments};
pub use incidents::IncidentsArguments;
pub use query::{QueryArguments, Rendered};
pub use store::{StoreAddArguments, StoreCommand, StoreFile, StoreReviewArguments};

/// News text in, political events out
///
/// Who did what to whom, when, where, according to whom, and how sure that is: from news text,
/// coded as PLOVER and CAMEO events, each with the words it rests on and the rule that made it.
#[derive(Debug, Parser)]
#[command(name = "dateline", max_term_width = 100, arg_required_else_help = true)]
#[command(after_help = "\
Exit status: 0 all went well; 1 something could not be read or written (the rest is done);
2 the arguments are wrong.")]
pub struct Arguments {
    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,

    /// Print the versions of program, records, rules and world
    #[arg(short = 'V', long)]
    pub version: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    Code(CodeArguments),
    Explain(ExplainArguments),
    Relate(RelateArguments),
    Parse(ParseArguments),
    /// Look up states, organisations, people and places as of a day
    #[command(subcommand)]
    World(WorldCommand),
    /// Check, show, try and import coding rules
    #[command(subcommand)]
    Rules(RulesCommand),
    Bench(BenchArguments),
    /// Keep coded documents in a SQLite file
    #[command(subcommand)]
    Store(StoreCommand),
    Query(Box<QueryArguments>),
    Export(ExportArguments),
    Import(ImportArguments),
    Incidents(IncidentsArguments),
    Schema(SchemaArguments),
    Completions(CompletionsArguments),
}

/// Rules and world other than those that ship with the program.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Knowledge")]
pub struct Knowledge {
    /// Lay rules over the built-in ones: a folder or a file of rules (may be given several times)
    ///
    /// A rule with the id of a built-in one replaces it; `disable = true` beside an id removes it.
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,

    /// Lay the world tables of this folder over the built-in ones
    #[arg(long, value_name = "DIR")]
    pub world: Option<PathBuf>,
}

/// What to read, and how.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Input")]
pub struct Inputs {
    /// Files and folders; `-` is standard input, which is also read when nothing is named
    ///
    /// Known endings: .txt (one document), .html and .htm (one document), .jsonl (one document a
    /// line: an object with "text" and, if known, "id", "published", "title", "outlet"). Folders
    /// are searched for these, in order of their paths.
    #[arg(value_name = "FILE|FOLDER|-", help_heading = "Arguments")]
    pub paths: Vec<PathBuf>,

    /// What standard input and files without a known ending are [default: told by their beginning]
    #[arg(long, value_name = "KIND")]
    pub input: Option<Kind>,

    /// Day of publication of documents that state none, like 2024-07-03
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub published: Option<Date>,

    /// Refuse documents, and lines of .jsonl files, longer than this many bytes (K, M, G allowed)
    #[arg(long, value_name = "SIZE", default_value = "16M", value_parser = size)]
    pub max_document_size: usize,
}

/// How to work.
#[derive(Debug, Clone, Args)]
pub struct Work {
    /// Number of threads [default: all cores]; the output is the same with any number
    #[arg(long, value_name = "N", value_parser = threads)]
    pub threads: Option<usize>,
}

impl Work {
    /// The number of threads to use.
    pub fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.unwrap_or_else(cores)
    }
}

/// Code documents into events
///
/// Reads files, folders or standard input and writes events in the order of the input. What cannot
/// be read is reported on standard error by file, line and reason; the rest is coded.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  dateline code article.txt                        one event a line
  dateline code article.txt --format json          everything, for people
  dateline code page.html --published 2024-07-03   a web page and its day
  dateline code corpus/ --output events.csv        a folder, to a table
  dateline code feed.jsonl --format documents      one document a line
  dateline code corpus/ --dictionaries mine        with your dictionaries for PETRARCH
  tail -f feed.jsonl | dateline code               a stream, coded as it comes")]
pub struct CodeArguments {
    /// How to write records [default: by the ending of --output, else jsonl]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,

    /// Write to this file, which appears whole at the end or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Write into each event why it is there (not with csv)
    #[arg(long, conflicts_with = "dictionaries")]
    pub explain: bool,

    /// Code with dictionaries that `dateline rules import` made a folder of, in place of the rules
    #[arg(long, value_name = "DIR", help_heading = "Knowledge")]
    pub dictionaries: Option<PathBuf>,

    #[command(flatten)]
    pub work: Work,

    #[command(flatten)]
    pub inputs: Inputs,

    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Say why each event is there, and which rules nearly fired
///
/// For each event: the sentence; the part of its tree from the trigger to whatever fills a role; the
/// rule and its qualifiers; by which rows parties and place were found; the time; the step of folding.
/// Then each sentence without event with the rules that came near, and what they missed.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  dateline explain article.txt
  dateline explain article.txt --html --output why.html   a page to look at
  dateline explain article.txt --format json
  echo 'Ministers of Norway and Iceland met in Oslo.' | dateline explain")]
pub struct ExplainArguments {
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Explained,

    /// Write a page to look at, whole in itself: the same as --format html
    #[arg(long, conflicts_with = "format")]
    pub html: bool,

    /// Write to this file, which appears whole at the end or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub inputs: Inputs,

    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Tell the political relation between two marked parties of a text
///
/// Reads JSONL rows with "id", "text", "source" and "target"; both of these are objects with
/// "start" and "end" (code points of the text; both null for a side that the text does not name)
/// and, if you like, "text". Writes one row for each:
/// "id", "type" (null when there is none), "quad", "act", "status", "rule", "confidence".
#[derive(Debug, Args)]
#[command(after_long_help = "\
Example:
  dateline relate pairs.jsonl > relations.jsonl

A row to read:
  {\"id\": 1, \"text\": \"Oslo thanked Rome.\", \"source\": {\"start\": 0, \"end\": 4},
   \"target\": {\"start\": 13, \"end\": 17}}")]
pub struct RelateArguments {
    /// Files of rows; `-` is standard input, which is also read when nothing is named
    #[arg(value_name = "FILE|-")]
    pub paths: Vec<PathBuf>,

    /// Refuse lines longer than this many bytes (K, M, G allowed)
    #[arg(long, value_name = "SIZE", default_value = "16M", value_parser = size)]
    pub max_document_size: usize,

    /// Write to this file, which appears whole at the end or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub work: Work,

    #[command(flatten)]
    pub knowledge: Knowledge,
}

/// Print tokens, tags, lemmas, trees and names as CoNLL-U
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  dateline parse article.txt
  echo 'Ministers of Norway and Iceland met in Oslo.' | dateline parse")]
pub struct ParseArguments {
    /// Write to this file, which appears whole at the end or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub work: Work,

    #[command(flatten)]
    pub inputs: Inputs,
}

/// Measure how fast each stage is
///
/// Without files it measures on a sample that is built in. Each figure is the best of some passes;
/// other work on the machine makes all of them worse.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  dateline bench
  dateline bench feed.jsonl --threads 4 --format json")]
pub struct BenchArguments {
    /// How to write the figures
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Shown,

    /// How often to go over the text
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub passes: usize,

    #[command(flatten)]
    pub work: Work,

    #[command(flatten)]
    pub inputs: Inputs,
}

/// Questions to the world model.
#[derive(Debug, Subcommand)]
pub enum WorldCommand {
    /// Who holds a post on a day
    #[command(after_long_help = "\
Examples:
  dateline world who \"foreign minister of Turkey\" --on 2024-07-03
  dateline world who \"Iran's acting president\" --on 2024-07-03
  dateline world who \"Turkish foreign minister\"      (all on record, latest first)
  dateline world who \"secretary-general of NATO\" --on 2015-01-01 --format json")]
    Who {
        /// A title and a state or organisation, in either order
        #[arg(value_name = "POST", required = true)]
        post: Vec<String>,
        #[command(flatten)]
        asked: Asked,
    },
    /// The members of an organisation on a day
    #[command(after_long_help = "\
Lists every standing: members, founders, observers, partners, candidates, suspended ones.

Examples:
  dateline world members SCO --on 2016-01-01
  dateline world members \"European Union\" --on 2004-05-01 --format json")]
    Members {
        /// Name or abbreviation of the organisation
        #[arg(value_name = "ORGANISATION", required = true)]
        organisation: Vec<String>,
        #[command(flatten)]
        asked: Asked,
    },
    /// Whether a state belongs to an organisation on a day, and how
    #[command(after_long_help = "\
Exit status 0 when it is a member on that day, 1 when it is not.

Examples:
  dateline world is NATO TUR
  dateline world is \"European Union\" Turkey --on 2020-01-01")]
    Is {
        /// Name or abbreviation of the organisation
        organisation: String,
        /// Name or code of the state
        state: String,
        #[command(flatten)]
        asked: Asked,
    },
    /// What a name can mean on a day, best first
    #[command(after_long_help = "\
With --in the clause decides between the meanings, and what is no name is taken apart: titles,
bodies and people of a state.

Examples:
  dateline world name Sharif --on 2024-07-03
  dateline world name Georgia --on 2020-11-13 --in \"Democrats won both Senate seats in Georgia\"
  dateline world name \"Kenyan police\" --in \"Kenyan police fired tear gas\"")]
    Name {
        /// The name
        #[arg(required = true)]
        name: Vec<String>,
        /// The clause that the name stands in
        #[arg(long = "in", value_name = "CLAUSE")]
        clause: Option<String>,
        #[command(flatten)]
        asked: Asked,
    },
    /// Answer a file of questions, one a line
    ///
    /// Reads JSONL and writes one row for each question, in the same order. A question is a mention
    /// with the clause around it ("id", "text", "date", "context") or a state and an organisation
    /// ("id", "org", "state", "date"). The answer to a mention has "id", "name", "entity", "country",
    /// "organisation", "sector", "office", "is_place", "stale" and "reason", each null where it is not
    /// known; the answer to a membership "id", "status" (none when there is none), "since", "until"
    /// (the first day after) and "stale". Lines that are no question are reported, the others answered.
    #[command(after_long_help = "\
Examples:
  dateline world ask questions.jsonl > answers.jsonl
  dateline world ask questions.jsonl --world my-world/

Rows to read:
  {\"id\": 1, \"text\": \"Moscow\", \"date\": \"2018-03-29\", \"context\": \"Moscow expelled diplomats\"}
  {\"id\": 2, \"org\": \"NATO\", \"state\": \"FIN\", \"date\": \"2023-04-04\"}")]
    Ask(AskArguments),
    /// Which parties of coded events belong to an organisation on the day of the event
    #[command(after_long_help = "\
Reads what `dateline code --format json|documents|jsonl` wrote.

Examples:
  dateline code article.txt --format json | dateline world parties NATO
  dateline world parties NATO coded.jsonl --act CONSULT/multilateral --with SCO")]
    Parties(PartiesArguments),
    /// Check the world tables
    #[command(
        after_long_help = "Examples:\n  dateline world lint\n  dateline world lint --world my-world/"
    )]
    Lint {
        /// Lay the world tables of this folder over the built-in ones
        #[arg(long, value_name = "DIR")]
        world: Option<PathBuf>,
        /// Also list what is no fault but worth a look, like two holders of one post at once
        #[arg(long)]
        notes: bool,
    },
}

/// What all questions to the world have in common.
#[derive(Debug, Args)]
pub struct Asked {
    /// The day, like 2024-07-03
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Date>,

    /// How to write the answer
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Shown,

    /// Lay the world tables of this folder over the built-in ones
    #[arg(long, value_name = "DIR")]
    pub world: Option<PathBuf>,
}

/// Questions to be answered.
#[derive(Debug, Args)]
pub struct AskArguments {
    /// Files of questions; `-` is standard input, which is also read when nothing is named
    #[arg(value_name = "FILE|-")]
    pub paths: Vec<PathBuf>,

    /// Refuse lines longer than this many bytes (K, M, G allowed)
    #[arg(long, value_name = "SIZE", default_value = "1M", value_parser = size)]
    pub max_line_size: usize,

    /// Write to this file, which appears whole at the end or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Lay the world tables of this folder over the built-in ones
    #[arg(long, value_name = "DIR")]
    pub world: Option<PathBuf>,

    #[command(flatten)]
    pub work: Work,
}

/// A question on coded events.
#[derive(Debug, Args)]
pub struct PartiesArguments {
    /// Name or abbreviation of the organisation
    pub organisation: String,
    /// Files of coded documents or events; `-` is standard input, which is also the default
    #[arg(value_name = "FILE|-")]
    pub paths: Vec<PathBuf>,
    /// Only events of this act: a type or type/mode, like CONSULT/multilateral
    #[arg(long, value_name = "ACT")]
    pub act: Option<String>,
    /// Only events with this country or organisation on the other side
    #[arg(long, value_name = "CODE")]
    pub with: Option<String>,
    /// Also denied events
    #[arg(long)]
    pub denied: bool,
    #[command(flatten)]
    pub asked: Asked,
}

/// Work on rules.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
    /// Check rules: their form, and their own examples and ignores
    #[command(after_long_help = "\
All faults are reported at once, by file, line and column.

Examples:
  dateline rules check               the built-in rules
  dateline rules check my-rules/     these, laid over the built-in ones")]
    Check {
        /// Folders or files of rules
        #[arg(value_name = "DIR")]
        rules: Vec<PathBuf>,
    },
    /// List the rules, or show some whole
    #[command(
        after_long_help = "Examples:\n  dateline rules show\n  dateline rules show consult.meet"
    )]
    Show {
        /// Ids, or beginnings of ids
        #[arg(value_name = "ID")]
        ids: Vec<String>,
        #[command(flatten)]
        knowledge: Knowledge,
    },
    /// Show what rules would change in a corpus
    #[command(after_long_help = "\
Codes the corpus with and without the rules. Prints each sentence (@) in which events come (+) or go
(-), below it these events: act, status, parties, rule; at the end how many come, go and stay.

Example:
  dateline rules try my-rules.toml corpus/")]
    Try {
        /// A folder or a file of rules
        #[arg(value_name = "RULES")]
        rules: PathBuf,
        #[command(flatten)]
        work: Work,
        #[command(flatten)]
        inputs: Inputs,
    },
    /// Make a folder of dictionaries for PETRARCH or TABARI that you own
    ///
    /// Reads verb dictionaries of both generations, actors, agents and discards; what each file is, is
    /// told by what stands in it. Every line that cannot be carried over is named by file and line; the
    /// exit status is then 1.
    #[command(after_long_help = "\
The folder can be read and edited: verbs.toml, actors.tsv, agents.tsv, discards.tsv, and codes.tsv,
which says what each code is in PLOVER. `dateline code --dictionaries` codes with it.

Examples:
  dateline rules import --petrarch verbs.txt actors.txt agents.txt --output mine
  dateline rules import --petrarch dictionaries/ --output mine
  dateline code --dictionaries mine corpus/ --output events.csv")]
    Import {
        /// Dictionaries, or folders with dictionaries that end in .txt
        #[arg(long, value_name = "FILE|FOLDER", num_args = 1.., required = true)]
        petrarch: Vec<PathBuf>,
        /// The folder to make
        #[arg(short, long, value_name = "DIR")]
        output: PathBuf,
    },
}

/// Print the JSON schema of a coded document
#[derive(Debug, Args)]
#[command(after_long_help = "Examples:\n  dateline schema\n  dateline schema event")]
pub struct SchemaArguments {
    /// Of what
    #[arg(value_name = "RECORD", default_value = "document")]
    pub record: Record,
}

/// Records that have a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Record {
    /// A coded document, as `--format json` and `--format documents` write it
    Document,
    /// An event
    Event,
    /// An answer of `relate`
    Relation,
}

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(
    after_long_help = "Example:\n  dateline completions bash > ~/.local/share/bash-completion/completions/dateline"
)]
pub struct CompletionsArguments {
    /// The shell
    pub shell: Shell,
}

/// How an explanation is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Explained {
    /// For people
    Text,
    /// For programs
    Json,
    /// A page to look at
    Html,
}

/// How an answer is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shown {
    /// For people
    Text,
    /// For programs
    Json,
}

fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "not a day of the calendar; write it as 2024-07-03".to_owned())
}

fn threads(text: &str) -> Result<usize, String> {
    let number = text
        .parse::<usize>()
        .ok()
        .filter(|number| (1..=1024).contains(number));
    number.ok_or_else(|| "not a number from 1 to 1024".to_owned())
}

/// A number of bytes, with K, M or G for powers of 1,024.
fn size(text: &str) -> Result<usize, String> {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let unit = match unit.to_ascii_uppercase().as_str() {
        "" | "B" => Some(1),
        "K" | "KB" => Some(1 << 10),
        "M" | "MB" => Some(1 << 20),
        "G" | "GB" => Some(1 << 30),
        _ => None,
    };
    let bytes = digits
        .parse::<usize>()
        .ok()
        .zip(unit)
        .and_then(|(n, unit)| n.checked_mul(unit));
    let bytes = bytes.filter(|&bytes| bytes > 0);
    bytes.ok_or_else(|| "not a size; write it as 500000, 500K or 16M".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(size("16M"), Ok(16 << 20));
        assert_eq!(size("12"), Ok(12));
        assert_eq!(size("3kb"), Ok(3072));
        for wrong in ["", "M", "0", "-1", "1.5M", "99999999999G", "1X"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_command_says_what_it_does_and_gives_an_example() {
        let mut waiting = vec![Arguments::command()];
        while let Some(command) = waiting.pop() {
            assert!(command.get_about().is_some(), "{}", command.get_name());
            let example = command.get_after_long_help().map(ToString::to_string);
            let has_example = example.is_some_and(|text| text.contains("dateline "));
            assert!(
                has_example || command.has_subcommands(),
                "{}",
                command.get_name()
            );
            waiting.extend(command.get_subcommands().cloned());
        }
    }
}
