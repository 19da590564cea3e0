//! Compiles `data/world` into the binary that the library embeds.

#![allow(missing_docs)]

#[path = "src/compile/mod.rs"]
#[allow(dead_code)]
mod compile;

use compile::check::Checks;
use compile::table::File;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

fn main() {
    let root = data_folder();
    println!("cargo::rerun-if-changed={}", root.join("world").display());
    println!(
        "cargo::rerun-if-changed={}",
        root.join("SOURCES.toml").display()
    );
    println!("cargo::rerun-if-changed=src/compile");
    let files = tables_of(&root.join("world"));
    let toml = fs::read_to_string(root.join("SOURCES.toml")).unwrap_or_default();
    let (sources, forbidden) = (compile::source_keys(&toml), compile::forbidden_keys(&toml));
    let mut faults = Vec::new();
    let tables = compile::read_folder(&files, &mut faults);
    let checks = Checks {
        sources: &sources,
        forbidden: &forbidden,
        source_needed: true,
    };
    match compile::compile(tables, &checks) {
        Ok(bytes) if faults.is_empty() => write(&bytes),
        Ok(_) => report(&faults),
        Err(more) => {
            faults.extend(more);
            report(&faults);
        }
    }
}

fn data_folder() -> PathBuf {
    let here = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let own = here.join("data");
    if own.is_dir() {
        own
    } else {
        here.join("../../data")
    }
}

fn tables_of(folder: &Path) -> Vec<File> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| {
            entries
                .filter_map(|entry| Some(entry.ok()?.path()))
                .collect()
        })
        .unwrap_or_default();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "tsv"));
    paths.sort();
    paths.iter().map(|path| file(path)).collect()
}

fn file(path: &Path) -> File {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match fs::read_to_string(path) {
        Ok(text) => File {
            name: format!("data/world/{name}"),
            text,
        },
        Err(error) => {
            println!("cargo::error={}: {error}", path.display());
            process::exit(1)
        }
    }
}

fn write(bytes: &[u8]) {
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("world.bin");
    if let Err(error) = fs::write(&out, bytes) {
        println!("cargo::error={}: {error}", out.display());
        process::exit(1);
    }
}

fn report(faults: &[compile::table::RowFault]) {
    for fault in faults.iter().take(200) {
        let hint = fault
            .hint
            .as_deref()
            .map(|hint| format!("; {hint}"))
            .unwrap_or_default();
        println!(
            "cargo::error={}:{}:{}: {}{hint}",
            fault.file, fault.line, fault.column, fault.reason
        );
    }
    println!("cargo::error={} faults in data/world", faults.len());
    process::exit(1);
}
