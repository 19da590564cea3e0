//! Lists the data files that are embedded: every TOML file below `data/lexicon/en` and
//! `data/rules/en`, in order of their names.

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap()).join("../../data");
    list(&root.join("lexicon/en"), "lexicon/en", "lexicon_files.rs");
    list(&root.join("rules/en"), "rules/en", "rule_files.rs");
}

fn list(folder: &Path, shown: &str, output: &str) {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    let mut code = String::from("[");
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy();
        let path = file.canonicalize().unwrap();
        println!("cargo::rerun-if-changed={}", path.display());
        code += &format!("({:?}, include_str!({path:?})),", format!("{shown}/{name}"));
    }
    code.push(']');
    fs::write(
        PathBuf::from(env::var("OUT_DIR").unwrap()).join(output),
        code,
    )
    .unwrap();
}
