//! Tables to one binary: the same code for the build and for a user's overlay.
//!
//! In: TSV files and the keys of `SOURCES.toml`. Out: the bytes that `World` reads in place, or
//! every fault. Never: files or folders of its own choosing.
//!
//! `names.tsv` with `RUS<TAB>Russian<TAB>adjective` becomes the key `russian` of the name automaton,
//! whose postings point to the entity `RUS`.

pub mod binary;
pub mod check;
pub mod date;
pub mod index;
pub mod merge;
pub mod normal;
pub mod schema;
pub mod table;

use check::Checks;
use table::{File, RowFault, Tables};

/// Ending of the stems of files whose rows replace those of the other files of the folder.
pub const BY_HAND: &str = "_by_hand";

/// Reads the files of one folder, hand-written ones over generated ones.
pub fn read_folder(files: &[File], faults: &mut Vec<RowFault>) -> Tables {
    let (upper, lower): (Vec<File>, Vec<File>) = files
        .iter()
        .cloned()
        .partition(|file| file.name.contains(BY_HAND));
    merge::merge(table::read(&lower, faults), table::read(&upper, faults))
}

/// The keys of `[source.KEY]` sections.
pub fn source_keys(toml: &str) -> Vec<String> {
    toml.lines()
        .filter_map(|line| line.trim().strip_prefix("[source.")?.strip_suffix(']'))
        .map(|key| key.trim_matches('"').to_string())
        .collect()
}

/// The keys of sources whose licence does not let their facts into the tables: share-alike and
/// non-commercial ones, and those without a licence.
pub fn forbidden_keys(toml: &str) -> Vec<String> {
    let mut out = Vec::new();
    for section in toml.split("\n[source.").skip(1) {
        let key = section
            .split(']')
            .next()
            .unwrap_or_default()
            .trim_matches('"');
        let body = section.split("\n[").next().unwrap_or_default();
        let licence = body
            .lines()
            .find_map(|line| line.strip_prefix("licence = "));
        let licence = licence.unwrap_or_default().trim_matches('"');
        let binds = |part: &&str| licence.contains(*part);
        if licence.is_empty() || BINDING.iter().any(binds) {
            out.push(key.to_string());
        }
    }
    out
}

/// Parts of the names of licences that bind what is made from the data.
const BINDING: [&str; 5] = ["-SA", "-NC", "-ND", "ODbL", "GPL"];

/// The binary of checked tables.
pub fn compile(tables: Tables, checks: &Checks) -> Result<Vec<u8>, Vec<RowFault>> {
    let faults = check::faults(&tables, checks);
    if faults.is_empty() {
        Ok(index::build(tables))
    } else {
        Err(faults)
    }
}

/// The spelling under which names are looked up: lower case, without accents, apostrophes and full
/// stops, hyphens as spaces.
pub fn normal_form(text: &str) -> String {
    normal::phrase(text, &[])
}
