//! How well the tokeniser agrees with a treebank.
//!
//! In: CoNLL-U files (column 2 the words, `SpaceAfter=No` in column 10). Out: precision, recall and
//! F1 of token boundaries on standard output, with the commonest differences.
//!
//! `cargo run --release -p dateline-read --example agreement -- FILE…`

use std::collections::{BTreeMap, BTreeSet};
use std::{env, fs};

use dateline_read::Reader;

/// A sentence: its text, and the tokens' places in it.
#[derive(Default)]
struct Sentence {
    text: String,
    tokens: BTreeSet<(usize, usize)>,
}

fn sentences(file: &str) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut current = Sentence::default();
    for line in file.lines().chain([""]) {
        let columns: Vec<&str> = line.split('\t').collect();
        if line.is_empty() && !current.tokens.is_empty() {
            current.text.truncate(current.text.trim_end().len());
            sentences.push(std::mem::take(&mut current));
        } else if columns.len() >= 10 && columns[0].bytes().all(|byte| byte.is_ascii_digit()) {
            let start = current.text.len();
            current.text.push_str(columns[1]);
            current.tokens.insert((start, current.text.len()));
            if !columns[9].contains("SpaceAfter=No") {
                current.text.push(' ');
            }
        }
    }
    sentences
}

/// How many pairs of neighbouring sentences, joined by a space, are parted where they were joined.
fn pairs(reader: &Reader, sentences: &[Sentence]) {
    let (mut parted, mut all) = (0, 0);
    for pair in sentences.windows(2) {
        let [first, second] = [&pair[0].text, &pair[1].text];
        if !first.ends_with(['.', '!', '?', '"', '”', ')']) {
            continue;
        }
        let joined = format!("{first} {second}");
        let document = reader.read_sentence("s", &joined);
        let right = document
            .sentences
            .iter()
            .any(|sentence| sentence.span.end == first.len());
        all += 1;
        parted += usize::from(right);
        if !right && all % 7 == 0 {
            let end: String = first.chars().rev().take(30).collect();
            let end: String = end.chars().rev().collect();
            println!(
                "  not parted: {end} / {}",
                second.chars().take(40).collect::<String>()
            );
        }
    }
    println!("  {parted} of {all} pairs parted");
}

fn main() {
    let reader = Reader::embedded();
    for path in env::args().skip(1) {
        let file = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let (mut right, mut found, mut expected, mut whole) = (0, 0, 0, 0);
        let mut differences: BTreeMap<String, usize> = BTreeMap::new();
        let sentences = sentences(&file);
        for sentence in &sentences {
            let document = reader.read_sentence("s", &sentence.text);
            let tokens: BTreeSet<(usize, usize)> = document
                .tokens
                .iter()
                .map(|token| (token.span.start, token.span.end))
                .collect();
            right += tokens.intersection(&sentence.tokens).count();
            (found, expected) = (found + tokens.len(), expected + sentence.tokens.len());
            whole += usize::from(document.sentences.len() == 1);
            for (start, end) in sentence.tokens.difference(&tokens) {
                let around = sentence.text[*start..].split(' ').next().unwrap_or("");
                let shown = format!("{} in {around}", &sentence.text[*start..*end]);
                *differences.entry(shown).or_default() += 1;
            }
        }
        let (precision, recall) = (right as f64 / found as f64, right as f64 / expected as f64);
        let f1 = 2.0 * precision * recall / (precision + recall);
        println!(
            "{path}: {expected} tokens, precision {precision:.4}, recall {recall:.4}, F1 {f1:.4}"
        );
        println!("  {whole} of {} sentences left whole", sentences.len());
        pairs(&reader, &sentences);
        let mut differences: Vec<(String, usize)> = differences.into_iter().collect();
        differences.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (difference, count) in differences.iter().take(25) {
            println!("  {count:5} {difference}");
        }
    }
}
