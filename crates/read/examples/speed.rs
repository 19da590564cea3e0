//! How fast the reader is.
//!
//! In: paths of plain text files. Out: on standard output the tokens a second over several passes.
//!
//! `cargo run --release -p dateline-read --example speed -- FILE…`

use std::time::Instant;
use std::{env, fs};

use dateline_read::Reader;

fn main() {
    let reader = Reader::embedded();
    let texts: Vec<String> = env::args()
        .skip(1)
        .filter_map(|path| fs::read_to_string(path).ok())
        .collect();
    for _ in 0..3 {
        let start = Instant::now();
        let tokens: usize = texts
            .iter()
            .map(|text| reader.read_text("s", text).tokens.len())
            .sum();
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{tokens} tokens in {seconds:.3} s: {:.2} million a second",
            tokens as f64 / seconds / 1e6
        );
    }
}
