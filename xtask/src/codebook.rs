//! Writes the codebook.
//!
//! In: what the store says of its tables and formats. Out: `docs/codebook.md`. Never: a codebook with
//! a column that nobody has described.
//!
//! `cargo xtask codebook` after a change of the schema; a test of the store fails until then.

use std::fs;
use std::io;
use std::path::Path;

/// Runs the command.
pub fn run() -> io::Result<()> {
    let text = dateline_store::codebook().map_err(|missing| {
        io::Error::other(format!(
            "not described in data/formats/store.tsv: {}",
            missing.join(", ")
        ))
    })?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("codebook.md"), text)
}
