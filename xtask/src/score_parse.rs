//! `cargo xtask score parse`: the analyser against held-out treebanks.
//!
//! In: a folder of treebanks. Out: one line of figures a file, and the speed on one core. Never:
//! training.
//!
//! A line reads: file, tags, lemmas (of verbs and common nouns), heads and labelled heads without
//! punctuation, names as precision, recall and F. Names count without articles and possessive marks.

use std::collections::BTreeSet;
use std::io::Result;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use dateline_code::gazetteer::Gazetteer;
use dateline_parse::names::names_of;
use dateline_parse::settle::trim;
use dateline_parse::{Label, NameKind, Parser, Tag, Tree};
use dateline_world::World;

use crate::treebank::{Gold, read};

/// Files labelled whole.
const WHOLE: [&str; 3] = ["sil.ictest", "sil.ieer", "sil.wire"];
/// Files with names only.
const NAMES: [&str; 2] = ["gold.ieer", "gold.uner"];

#[derive(Args)]
pub struct Arguments {
    /// Folder of the treebanks (NAME.conllu or NAME.conllu.xz).
    #[arg(long)]
    treebanks: PathBuf,
    /// Folder of weights to measure, instead of those built in.
    #[arg(long)]
    models: Option<PathBuf>,
    /// Also print the most frequent confusions of labels and of names.
    #[arg(long)]
    confusions: bool,
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<()> {
    let known = Arc::new(Gazetteer(World::embedded()));
    let parser = parser(arguments.models.as_deref())?.knowing(known);
    println!(
        "{:<11} {:>6} {:>6} {:>6} {:>6}   {:>6} {:>6} {:>6}   tokens/s",
        "file", "tags", "lemma", "UAS", "LAS", "P", "R", "F"
    );
    for name in WHOLE {
        let sentences = read(&arguments.treebanks, name)?;
        let (trees, speed) = parse(&parser, &sentences);
        let counts = whole(&sentences, &trees);
        let names = names(&sentences, &trees, kinds_of_gold, kinds_of_tree);
        println!("{name:<11} {counts}   {names}   {speed:.0}");
        if arguments.confusions {
            confusions(&sentences, &trees);
        }
    }
    for name in NAMES {
        let sentences = read(&arguments.treebanks, name)?;
        let (trees, speed) = parse(&parser, &sentences);
        let names = names(&sentences, &trees, plain_of_gold, plain_of_tree);
        println!("{name:<11} {:27}   {names}   {speed:.0}", "");
    }
    Ok(())
}

/// The analyser with the weights of a folder, or with those built in.
pub fn parser(models: Option<&Path>) -> Result<Parser> {
    let Some(folder) = models else {
        return Ok(Parser::embedded());
    };
    let words = std::fs::read(folder.join("en.words.bin"))?;
    let trees = std::fs::read(folder.join("en.trees.bin"))?;
    Parser::from_bytes(&words, &trees).map_err(std::io::Error::other)
}

/// Trees of all sentences, and words a second.
fn parse(parser: &Parser, sentences: &[Gold]) -> (Vec<Tree>, f64) {
    let words: Vec<Vec<&str>> = sentences
        .iter()
        .map(|gold| gold.words.iter().map(String::as_str).collect())
        .collect();
    let started = Instant::now();
    let trees = parser.parse_sentences(&words);
    let count: usize = words.iter().map(Vec::len).sum();
    (trees, count as f64 / started.elapsed().as_secs_f64())
}

#[derive(Default)]
struct Ratio {
    right: usize,
    all: usize,
}

impl Ratio {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.all += 1;
    }

    fn percent(&self) -> f64 {
        100.0 * self.right as f64 / self.all.max(1) as f64
    }
}

#[derive(Default)]
struct Counts {
    tags: Ratio,
    lemmas: Ratio,
    heads: Ratio,
    labelled: Ratio,
}

impl std::fmt::Display for Counts {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        let [tags, lemmas] = [&self.tags, &self.lemmas].map(Ratio::percent);
        let [heads, labelled] = [&self.heads, &self.labelled].map(Ratio::percent);
        write!(out, "{tags:6.2} {lemmas:6.2} {heads:6.2} {labelled:6.2}")
    }
}

fn whole(sentences: &[Gold], trees: &[Tree]) -> Counts {
    let mut counts = Counts::default();
    for (gold, tree) in sentences.iter().zip(trees) {
        for index in 0..gold.len() {
            let Some(tag) = gold.tags[index] else {
                continue;
            };
            counts.tags.add(tree.tags[index] == tag);
            if is_inflected(tag) {
                counts
                    .lemmas
                    .add(tree.lemmas[index].to_lowercase() == gold.lemmas[index].to_lowercase());
            }
            let Some(label) = gold.labels[index] else {
                continue;
            };
            if label == Label::Punct {
                continue;
            }
            let is_attached = tree.heads[index] == gold.heads[index];
            counts.heads.add(is_attached);
            counts
                .labelled
                .add(is_attached && tree.labels[index] == label);
        }
    }
    counts
}

fn is_inflected(tag: Tag) -> bool {
    tag.as_str().starts_with("VB") || matches!(tag, Tag::Noun | Tag::Nouns)
}

struct Names {
    right: usize,
    found: usize,
    wanted: usize,
}

impl std::fmt::Display for Names {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        let precision = 100.0 * self.right as f64 / self.found.max(1) as f64;
        let recall = 100.0 * self.right as f64 / self.wanted.max(1) as f64;
        let f = 200.0 * self.right as f64 / (self.found + self.wanted).max(1) as f64;
        write!(out, "{precision:6.2} {recall:6.2} {f:6.2}")
    }
}

type Spans = BTreeSet<(usize, usize, &'static str)>;

fn names(
    sentences: &[Gold],
    trees: &[Tree],
    gold_names: fn(&Gold) -> Spans,
    tree_names: fn(&Tree) -> Spans,
) -> Names {
    let mut names = Names {
        right: 0,
        found: 0,
        wanted: 0,
    };
    for (gold, tree) in sentences.iter().zip(trees) {
        let (wanted, found) = (gold_names(gold), tree_names(tree));
        names.right += wanted.intersection(&found).count();
        names.found += found.len();
        names.wanted += wanted.len();
    }
    names
}

fn kinds_of_gold(gold: &Gold) -> Spans {
    let mut names = names_of(&gold.marks);
    let tags: Vec<Tag> = gold.tags.iter().flatten().copied().collect();
    trim(&mut names, &tags);
    names
        .iter()
        .map(|name| (name.tokens.start, name.tokens.end, name.kind.as_str()))
        .collect()
}

fn kinds_of_tree(tree: &Tree) -> Spans {
    tree.names
        .iter()
        .map(|name| (name.tokens.start, name.tokens.end, name.kind.as_str()))
        .collect()
}

/// The three kinds that treebanks with names only know.
fn plain_kind(kind: NameKind) -> Option<&'static str> {
    match kind {
        NameKind::Person => Some("PER"),
        NameKind::Organisation => Some("ORG"),
        NameKind::State | NameKind::Location | NameKind::Facility => Some("LOC"),
        _ => None,
    }
}

fn plain_of_tree(tree: &Tree) -> Spans {
    let plain = |name: &dateline_parse::Name| {
        Some((name.tokens.start, name.tokens.end, plain_kind(name.kind)?))
    };
    tree.names.iter().filter_map(plain).collect()
}

fn plain_of_gold(gold: &Gold) -> Spans {
    let mut spans = Spans::new();
    let mut current: Option<(usize, &'static str)> = None;
    for index in 0..=gold.len() {
        let mark = gold.plain.get(index).map_or("O", String::as_str);
        if mark.starts_with("I-") && current.is_some() {
            continue;
        }
        if let Some((start, kind)) = current.take() {
            spans.insert((start, index, kind));
        }
        current = match mark.split_once('-') {
            Some((_, "PER")) => Some((index, "PER")),
            Some((_, "ORG")) => Some((index, "ORG")),
            Some((_, "LOC")) => Some((index, "LOC")),
            _ => None,
        };
    }
    spans
}

fn confusions(sentences: &[Gold], trees: &[Tree]) {
    let mut counts = std::collections::BTreeMap::new();
    for (gold, tree) in sentences.iter().zip(trees) {
        for index in 0..gold.len() {
            let (Some(tag), Some(label)) = (gold.tags[index], gold.labels[index]) else {
                continue;
            };
            if tag != tree.tags[index] {
                *counts
                    .entry(format!(
                        "tag {} for {}",
                        tree.tags[index].as_str(),
                        tag.as_str()
                    ))
                    .or_insert(0) += 1;
            }
            if tree.heads[index] != gold.heads[index] && label != Label::Punct {
                *counts
                    .entry(format!("head of {}", label.as_str()))
                    .or_insert(0) += 1;
            } else if tree.labels[index] != label {
                let pair = format!(
                    "label {} for {}",
                    tree.labels[index].as_str(),
                    label.as_str()
                );
                *counts.entry(pair).or_insert(0) += 1;
            }
        }
    }
    let mut sorted: Vec<(String, usize)> = counts.into_iter().collect();
    sorted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (what, count) in sorted.iter().take(40) {
        println!("    {count:6} {what}");
    }
}
