//! The work grows as the number of words, whatever the words are.
//!
//! In: sentences of growing length. Out: counts of the weights that are looked up, which are all
//! that the time goes into. Never: a clock.

use std::cell::Cell;
use std::path::PathBuf;

use dateline_parse::attach::attach;
use dateline_parse::labeller::{Arcs, label};
use dateline_parse::model::Model;
use dateline_parse::names::{Scene, mark};
use dateline_parse::table::{Cells, ROW, Rows};
use dateline_parse::tagger::tag;
use dateline_parse::words::Words;

/// Features of one decision at the most.
const FEATURES: usize = 128;

/// A table that counts how often it is asked.
struct Counted<'c, T> {
    table: T,
    count: &'c Cell<usize>,
}

impl<T: Cells> Cells for Counted<'_, T> {
    fn add(&self, feature: u64, classes: &[u8], sums: &mut [i32]) {
        self.count.set(self.count.get() + 1);
        self.table.add(feature, classes, sums);
    }
}

impl<T: Rows> Rows for Counted<'_, T> {
    fn add(&self, feature: u64, sums: &mut [i32; ROW]) {
        self.count.set(self.count.get() + 1);
        self.table.add(feature, sums);
    }
}

fn model() -> Model {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../models");
    let bytes = |name: &str| std::fs::read(folder.join(name)).expect("a file of weights");
    Model::from_bytes(&bytes("en.words.bin"), &bytes("en.trees.bin")).expect("a model")
}

/// How many weights the analysis of the words asks for.
fn lookups(model: &Model, words: &[&str]) -> usize {
    let count = Cell::new(0);
    fn counted<T>(table: T, count: &Cell<usize>) -> Counted<'_, T> {
        Counted { table, count }
    }
    let seen = Words::new(words, &model.lexicon());
    let tags = tag(&seen, &counted(model.tags(), &count));
    let (backward, forward) = (model.backward(), model.forward());
    let heads = attach(
        &seen,
        &tags,
        &counted(backward, &count),
        &counted(forward, &count),
    );
    let arcs = Arcs::new(&seen, &tags, &heads);
    let labels = label(&arcs, model.pairs(), &counted(model.labels(), &count));
    let scene = Scene {
        words: &seen,
        tags: &tags,
        heads: &heads,
        labels: &labels,
    };
    let marks = mark(&scene, model.looks(), &counted(model.names(), &count));
    assert_eq!(marks.len(), words.len());
    count.get()
}

#[test]
fn lookups_grow_as_the_words_do() {
    let model = model();
    let patterns: [&[&str]; 5] = [
        &[
            "ministers",
            "and",
            "the",
            "generals",
            "who",
            "said",
            "Peru",
            ",",
            "met",
            "in",
        ],
        &[",", "and"],
        &["MINISTERS", "MET", "IN", "PERU"],
        &["🚀", "安卡拉", "Анкара", "\u{0}"],
        &["the", "envoy", "of"],
    ];
    for pattern in patterns {
        let of = |length: usize| -> usize {
            let words: Vec<&str> = pattern.iter().cycle().take(length).copied().collect();
            lookups(&model, &words)
        };
        let (short, long) = (of(500), of(5000));
        // Two passes of two moves a word, and a tag, a label and a mark for each.
        assert!(long <= 5000 * FEATURES * 7, "{pattern:?}: {long}");
        assert!(long <= 11 * short, "{pattern:?}: {short} {long}");
    }
}
