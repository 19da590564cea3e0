//! Every data file says where it comes from.
//!
//! In: the files below `data/` and `data/SOURCES.toml`. Out: a list of files without a source. Never:
//! an opinion on the licence.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
}

#[test]
fn every_data_file_names_its_sources() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let text = std::fs::read_to_string(data.join("SOURCES.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let known: BTreeSet<&String> = table["source"].as_table().unwrap().keys().collect();
    let listed = table["file"].as_table().unwrap();
    let mut files = Vec::new();
    files_below(&data, &mut files);
    let mut faults = Vec::new();
    for file in &files {
        let name = file
            .strip_prefix(&data)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        let is_text = name.ends_with("README.md") || name == "SOURCES.toml";
        match listed.get(&name) {
            None if is_text => {}
            None => faults.push(format!("{name}: not in SOURCES.toml")),
            Some(entry) => {
                let sources = entry["sources"].as_array().unwrap().iter();
                let unknown = sources
                    .filter(|key| !known.iter().any(|one| Some(one.as_str()) == key.as_str()));
                faults.extend(unknown.map(|key| format!("{name}: unknown source {key}")));
            }
        }
    }
    for name in listed.keys().filter(|name| !data.join(name).exists()) {
        faults.push(format!("{name}: listed, but there is no such file"));
    }
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(files.len() > 50);
}
