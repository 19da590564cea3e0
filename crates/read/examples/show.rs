//! What the reader makes of files.
//!
//! In: paths of text files or pages. Out: on standard output what is known of each document, its
//! regions with their offsets in code points, and its sentences with tokens apart.
//!
//! `cargo run -p dateline-read --example show -- FILE…`

use std::{env, fs};

use dateline_read::{Reader, Source};

fn main() {
    let reader = Reader::embedded();
    for path in env::args().skip(1) {
        let bytes = fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let document = match reader.read(&Source::new(&path, &bytes)) {
            Ok(document) => document,
            Err(error) => {
                println!("{path}: {error}");
                continue;
            }
        };
        let place = |span| document.words(span);
        println!("{path}: {:?} by {:?}", document.title, document.outlet);
        println!(
            "  published {:?} {:?} {:?}",
            document.published, document.published_basis, document.published_grounds
        );
        println!(
            "  places {:?} {:?}",
            document.dateline_place.map(place),
            document.byline_place.map(place)
        );
        for (index, region) in document.regions.iter().enumerate() {
            let offsets = document.offsets(region.span);
            println!("  {:?} {} {}", region.kind, offsets.start, offsets.end);
            for sentence in document
                .sentences
                .iter()
                .filter(|sentence| sentence.region == index)
            {
                let words: Vec<&str> = sentence
                    .tokens
                    .clone()
                    .map(|token| document.word(token))
                    .collect();
                println!("    {} {}", sentence.paragraph, words.join(" "));
            }
        }
    }
}
