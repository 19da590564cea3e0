//! `dateline rules import --petrarch`: dictionaries of PETRARCH and TABARI, made a folder.
//!
//! In: the dictionaries that a user owns, of either generation. Out: a folder for `dateline code
//! --dictionaries`, counts, and a fault for every line that could not be carried over. Never: half a
//! folder.
//!
//! A pattern that asks for a set of words which no file defines is named by file and line.

use std::fs;
use std::path::{Path, PathBuf};

use dateline::Fault;
use dateline_code::fold::Ontology;
use dateline_petrarch::read::{File, Kind, read};
use dateline_petrarch::{Clause, Codes, Counts, overlay};

use crate::console::{Console, Stop, reason};
use crate::folder::Folder;

/// Imports the files, or the `.txt` files of folders, into a new folder.
pub fn run(paths: &[PathBuf], output: &Path, console: &mut Console) -> Result<(), Stop> {
    let mut files = Vec::new();
    for path in paths {
        for path in files_at(path)? {
            files.push(file(&path)?);
        }
    }
    let (dictionaries, mut faults) = read(&files);
    faults.extend(dictionaries.clauses.iter().map(unapplied));
    let codes = Codes::of(&dictionaries, &Ontology::embedded());
    let folder = Folder::open(output)?;
    for (name, text) in overlay::files(&dictionaries, &codes) {
        let path = folder.path().join(name);
        fs::write(path, text).map_err(|error| Stop::writing(folder.name(), &error))?;
    }
    folder.finish()?;
    for fault in &faults {
        console.fault(fault);
    }
    let counts = dictionaries.counts();
    super::super::print(&report(&counts, &codes, faults.len(), output))
}

/// Patterns over clauses are kept in the folder, for the day on which the coder applies them.
fn unapplied(clause: &Clause) -> Fault {
    let (file, line) = clause.row.rsplit_once(':').unwrap_or_default();
    let reason = "a pattern over clauses is kept, but not applied";
    Fault::at(file, line.parse().unwrap_or(0), 0, reason)
        .hint("outer and inner verb are coded each by its own patterns")
}

/// What was carried over, what was not, and what is left to do.
fn report(counts: &Counts, codes: &Codes, faults: usize, output: &Path) -> String {
    let Counts {
        synsets,
        verbs,
        patterns,
        actors,
        agents,
        discards,
        ..
    } = counts;
    let mut text = format!(
        "carried over: {verbs} verbs, {patterns} patterns, {synsets} sets of words, {actors} phrases \
         for actors, {agents} for agents, {discards} discards\nnot carried over: {faults}\n"
    );
    let open = codes.open();
    if !open.is_empty() {
        let shown = open[..open.len().min(SHOWN)].join(" ");
        let more = if open.len() > SHOWN { " …" } else { "" };
        let path = output.join("codes.tsv");
        text += &format!(
            "codes without a PLOVER type, which make no events until {} gives them one: {} ({shown}{more})\n",
            path.display(),
            open.len()
        );
    }
    text
}

/// So many codes are named.
const SHOWN: usize = 12;

fn files_at(path: &Path) -> Result<Vec<PathBuf>, Stop> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(|error| unreadable(path, &error))?;
    let is_text = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "txt");
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let mut files: Vec<PathBuf> = paths.filter(is_text).collect();
    files.sort();
    if files.is_empty() {
        let fault = Fault::at(path.display().to_string(), 0, 0, "holds no dictionaries");
        return Err(fault
            .hint("dictionaries end in .txt; name other files one by one")
            .into());
    }
    Ok(files)
}

/// A dictionary; bytes that are not UTF-8 become marks, for old files mix their encodings.
fn file(path: &Path) -> Result<File, Stop> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    Ok(File {
        name: name.into_owned(),
        kind: Kind::of(&text),
        text,
    })
}

fn unreadable(path: &Path, error: &std::io::Error) -> Stop {
    Fault::at(path.display().to_string(), 0, 0, reason(error))
        .hint("name dictionaries, or a folder of them")
        .into()
}
