//! `cargo xtask score petrarch`: the dictionaries of PETRARCH on its own test sentences.
//!
//! In: a folder of dictionaries and a file of sentences with the records that they should give. Out:
//! the share of sentences whose records come out whole, by category. Never: the material itself, which
//! its owner keeps.
//!
//! A sentence is right when the set of its (source, code, target) is that of the gold, no more and no
//! less.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use dateline_code::lexicon::Lexicon;
use dateline_code::text::Text;
use dateline_parse::Parser;
use dateline_petrarch::read::{File, Kind, read};
use dateline_petrarch::{Coded, Engine};
use dateline_read::Reader;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(clap::Args)]
pub struct Arguments {
    /// Folder of the dictionaries
    #[arg(long, value_name = "DIR")]
    dictionaries: PathBuf,
    /// Sentences with their records, one JSON object a line
    #[arg(long, value_name = "FILE")]
    gold: PathBuf,
    /// How the names of the dictionaries to use begin
    #[arg(long, value_name = "TEXT", default_value = "PETR.Validate.")]
    prefix: String,
    /// Use the verbs of the second generation (a name with ".2.")
    #[arg(long)]
    second: bool,
    /// Write the sentences that come out wrong
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    date: String,
    category: String,
    text: String,
    gold: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    weis: Option<String>,
    cameo: Option<String>,
    source: Vec<Party>,
    target: Vec<Party>,
}

#[derive(Deserialize)]
struct Party {
    code: String,
}

type Record = (String, String, String);

pub fn run(arguments: &Arguments) -> io::Result<()> {
    if !arguments.dictionaries.is_dir() || !arguments.gold.is_file() {
        println!("petrarch: skipped, the dictionaries or the sentences are not there");
        return Ok(());
    }
    let (dictionaries, faults) = read(&files(arguments)?);
    let counts = dictionaries.counts();
    println!("{counts:?}, {} not carried over", faults.len());
    let engine = Engine::new(dictionaries, &Lexicon::embedded());
    let (reader, parser) = (Reader::default(), Parser::embedded());
    let mut figures: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    let (mut hits, mut made, mut wanted) = (0, 0, 0);
    for line in std::fs::read_to_string(&arguments.gold)?.lines() {
        let row: Row = serde_json::from_str(line)?;
        let document = reader.read_sentence(&row.id, &row.text);
        let trees = parser.parse(&document);
        let coded = engine.code(&Text::new(&document, &trees), day(&row.date));
        let (gold, found) = (gold(&row), found(&coded));
        hits += gold.intersection(&found).count();
        made += found.len();
        wanted += gold.len();
        let right = gold == found;
        let figure = figures.entry(row.category.clone()).or_default();
        figure[0] += usize::from(right);
        figure[1] += 1;
        if arguments.verbose && !right {
            println!(
                "{} {}\n  gold {gold:?}\n  have {:?}",
                row.id,
                row.text,
                shown(&coded)
            );
        }
    }
    print(&figures);
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    println!(
        "records: precision {:.3}, recall {:.3} of {wanted}",
        share(hits, made),
        share(hits, wanted)
    );
    Ok(())
}

fn print(figures: &BTreeMap<String, [usize; 2]>) {
    for (category, [right, all]) in figures {
        println!("{category:<12} {right:>4} of {all:>4}");
    }
    let sum = |place: usize| figures.values().map(|figure| figure[place]).sum::<usize>();
    println!(
        "{:<12} {:>4} of {:>4} sentences whole",
        "all",
        sum(0),
        sum(1)
    );
}

fn files(arguments: &Arguments) -> io::Result<Vec<File>> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&arguments.dictionaries)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| name(path).starts_with(&arguments.prefix))
        .collect();
    paths.sort();
    let file = |path: &PathBuf| -> io::Result<File> {
        let text = std::fs::read_to_string(path)?;
        let kind = Kind::of(&text);
        Ok(File {
            name: name(path),
            text,
            kind,
        })
    };
    let files = paths.iter().map(file).collect::<io::Result<Vec<File>>>()?;
    let wanted =
        |file: &File| file.kind != Kind::Verbs || file.name.contains(".2.") == arguments.second;
    Ok(files.into_iter().filter(wanted).collect())
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// `19950103`.
fn day(text: &str) -> Option<Date> {
    Date::strptime("%Y%m%d", text).ok()
}

fn gold(row: &Row) -> BTreeSet<Record> {
    let joined = |parties: &[Party]| parties.iter().map(|party| &*party.code).collect::<String>();
    let record = |gold: &Gold| {
        let code = gold.weis.as_ref().or(gold.cameo.as_ref());
        (
            joined(&gold.source),
            code.cloned().unwrap_or_default(),
            joined(&gold.target),
        )
    };
    row.gold.iter().map(record).collect()
}

fn found(coded: &[Coded]) -> BTreeSet<Record> {
    let record = |one: &Coded| {
        (
            one.source.code.clone(),
            one.code.clone(),
            one.target.code.clone(),
        )
    };
    coded.iter().map(record).collect()
}

fn shown(coded: &[Coded]) -> Vec<String> {
    let one = |one: &Coded| {
        let pattern = one.pattern.as_deref().unwrap_or("-");
        format!(
            "{} {} {} ({pattern})",
            one.source.code, one.code, one.target.code
        )
    };
    coded.iter().map(one).collect()
}
