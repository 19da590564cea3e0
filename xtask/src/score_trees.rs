//! `cargo xtask score trees`: trees against sentences annotated by hand.
//!
//! In: a CoNLL-U file, and perhaps another parser's trees of the same words. Out: attachment scores
//! without punctuation, and the F of each relation that events need. Never: training.
//!
//! A relation counts when the word, its head and its label are right; `prep` only under verbs.

use std::io::{Error, Result};
use std::path::PathBuf;

use clap::Args;
use dateline_parse::{Label, Parser, Tag};

use crate::score_parse::parser;
use crate::treebank::{Gold, read_file};

/// The relations that events need.
const RELATIONS: [Label; 8] = [
    Label::Nsubj,
    Label::Dobj,
    Label::Nsubjpass,
    Label::Agent,
    Label::Prep,
    Label::Ccomp,
    Label::Conj,
    Label::Appos,
];

#[derive(Args)]
pub struct Arguments {
    /// The annotated sentences.
    #[arg(long, default_value = "tests/treebank/news.conllu")]
    gold: PathBuf,
    /// Another parser's trees of the same words, to be put beside.
    #[arg(long)]
    against: Option<PathBuf>,
    /// Folder of weights to measure, instead of those built in.
    #[arg(long)]
    models: Option<PathBuf>,
}

/// One word's part of a tree.
#[derive(Clone, Copy, PartialEq)]
struct Arc {
    head: usize,
    label: Option<Label>,
    is_root: bool,
    under_verb: bool,
}

impl Arc {
    fn is(&self, relation: Label) -> bool {
        self.label == Some(relation) && (relation != Label::Prep || self.under_verb)
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<()> {
    let gold = read_file(&arguments.gold)?;
    print!("{:<10} {:>6} {:>6}", "", "UAS", "LAS");
    for relation in RELATIONS {
        print!(" {:>9}", relation.as_str());
    }
    println!();
    let parser = parser(arguments.models.as_deref())?;
    report("dateline", &gold, &ours(&gold, &parser));
    if let Some(file) = &arguments.against {
        let other = read_file(file)?;
        if other
            .iter()
            .map(|tree| &tree.words)
            .ne(gold.iter().map(|tree| &tree.words))
        {
            return Err(Error::other(format!(
                "{}: other words than in {}",
                file.display(),
                arguments.gold.display()
            )));
        }
        report("other", &gold, &other);
    }
    Ok(())
}

/// The sentences with this analyser's trees.
fn ours(gold: &[Gold], parser: &Parser) -> Vec<Gold> {
    let parse = |gold: &Gold| {
        let words: Vec<&str> = gold.words.iter().map(String::as_str).collect();
        let tree = parser.parse_words(&words);
        Gold {
            tags: tree.tags.into_iter().map(Some).collect(),
            heads: tree.heads,
            labels: tree.labels.into_iter().map(Some).collect(),
            ..gold.clone()
        }
    };
    gold.iter().map(parse).collect()
}

fn report(name: &str, gold: &[Gold], found: &[Gold]) {
    let (mut all, mut attached, mut labelled) = (0, 0, 0);
    let mut relations = [[0_usize; 3]; RELATIONS.len()];
    for (gold, found) in gold.iter().zip(found) {
        for (gold, found) in arcs(gold).into_iter().zip(arcs(found)) {
            let same_head = gold.head == found.head && gold.is_root == found.is_root;
            for (relation, counts) in RELATIONS.into_iter().zip(&mut relations) {
                let (is_asked, is_found) = (gold.is(relation), found.is(relation));
                counts[0] += usize::from(is_asked && is_found && same_head);
                counts[1] += usize::from(is_asked);
                counts[2] += usize::from(is_found);
            }
            if gold.label != Some(Label::Punct) {
                all += 1;
                attached += usize::from(same_head);
                labelled += usize::from(same_head && gold.label == found.label);
            }
        }
    }
    let percent = |part: usize| 100.0 * part as f64 / all.max(1) as f64;
    print!(
        "{name:<10} {:6.2} {:6.2}",
        percent(attached),
        percent(labelled)
    );
    for [right, asked, found] in relations {
        print!(
            " {:9.1}",
            200.0 * right as f64 / (asked + found).max(1) as f64
        );
    }
    println!();
}

fn arcs(tree: &Gold) -> Vec<Arc> {
    let is_verb = |tag: Option<Tag>| tag.is_some_and(|tag| tag.as_str().starts_with("VB"));
    let heads = tree.heads.iter().enumerate();
    heads
        .map(|(index, head)| Arc {
            head: *head,
            label: tree.labels[index],
            is_root: index == *head,
            under_verb: index != *head && is_verb(tree.tags[*head]),
        })
        .collect()
}
