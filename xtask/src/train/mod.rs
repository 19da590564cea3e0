//! `cargo xtask train`: treebanks to weights.
//!
//! In: a folder of treebanks. Out: `en.words.bin`, `en.trees.bin` and `SHA256SUMS` in the folder of
//! models. Never: a look at a held-out file, and never another result from the same treebanks.
//!
//! Tags first; then, on tags predicted by taggers that did not see the sentences, heads, labels and
//! names.

mod clusters;
mod heads;
mod learner;
mod lexicon;
mod order;
mod sequence;

use std::fs;
use std::io::{Error, Result};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use clap::Args;
use dateline_parse::Tag;
use dateline_parse::lexicon::Lexicon;
use dateline_parse::model::file_of;
use dateline_parse::tagger::tag;
use dateline_parse::words::Words;

use crate::treebank::{Gold, read};

/// The files that are learnt from.
const FILES: [&str; 4] = ["sil.train1", "sil.train2", "sil.train3", "sil.train4"];
/// Longer sentences are lists and wreckage.
const LONGEST: usize = 120;

#[derive(Args)]
pub struct Arguments {
    /// Folder of the treebanks (NAME.conllu or NAME.conllu.xz).
    #[arg(long)]
    treebanks: PathBuf,
    /// Folder that the weights are written to.
    #[arg(long)]
    out: PathBuf,
    /// Learn from every n-th sentence only, for a quick trial.
    #[arg(long, default_value_t = 1)]
    every: usize,
    /// Mebibytes of the tables of tags, names, heads from the end and from the beginning, labels.
    #[arg(long, num_args = 5, default_values_t = [1.75, 2.25, 3.5, 4.5, 2.5])]
    sizes: Vec<f64>,
}

/// What the learners of one run share.
pub struct Ground<'g> {
    pub sentences: &'g [Gold],
    pub lexicon: Lexicon<'g>,
    /// Tags predicted by a tagger that did not see the sentence.
    pub tags: Vec<Vec<Tag>>,
    started: Instant,
}

impl Ground<'_> {
    /// Tells how far the training is.
    pub fn tell(&self, what: std::fmt::Arguments) {
        eprintln!("{:5.0} s  {what}", self.started.elapsed().as_secs_f64());
    }
}

/// Runs the command.
pub fn run(arguments: &Arguments) -> Result<()> {
    let started = Instant::now();
    let sentences = sentences(arguments)?;
    let clusters = clusters::build(&sentences);
    let sections = lexicon::build(sentences.iter(), &clusters);
    let words: usize = sentences.iter().map(Gold::len).sum();
    let lexicon = Lexicon::new(&sections.slots, &sections.classes);
    let mut ground = Ground {
        sentences: &sentences,
        lexicon,
        tags: Vec::new(),
        started,
    };
    ground.tell(format_args!("{} sentences, {words} words", sentences.len()));
    let tag_cells = learn_tags(&mut ground, bytes_of(arguments.sizes[0]));
    let (((backward, forward), (pairs, labels)), (looks, names)) = rayon::join(
        || {
            rayon::join(
                || {
                    heads::learn(
                        &ground,
                        bytes_of(arguments.sizes[2]),
                        bytes_of(arguments.sizes[3]),
                    )
                },
                || sequence::learn_labels(&ground, bytes_of(arguments.sizes[4])),
            )
        },
        || sequence::learn_names(&ground, bytes_of(arguments.sizes[1])),
    );
    ground.tell(format_args!("done"));
    let words = [
        ("slot", sections.slots.clone()),
        ("clas", sections.classes.clone()),
        ("tags", tag_cells),
        ("look", looks),
        ("name", names),
    ];
    write(
        arguments,
        &file_of(&words),
        &file_of(&[
            ("back", backward),
            ("forw", forward),
            ("pair", pairs),
            ("labl", labels),
        ]),
    )
}

fn bytes_of(mebibytes: f64) -> usize {
    (mebibytes * 1024.0 * 1024.0) as usize
}

fn sentences(arguments: &Arguments) -> Result<Vec<Gold>> {
    let mut sentences = Vec::new();
    for name in FILES {
        let read = read(&arguments.treebanks, name)?;
        let fit = |gold: &Gold| gold.is_complete() && gold.len() <= LONGEST;
        sentences.extend(read.into_iter().step_by(arguments.every.max(1)).filter(fit));
    }
    Ok(sentences)
}

/// Learns to tag, and tags each half of the sentences with what the other half teaches.
fn learn_tags(ground: &mut Ground, bytes: usize) -> Vec<u8> {
    let count = ground.sentences.len();
    let half = |rest: usize| {
        (0..count)
            .filter(|index| index / 50 % 2 == rest)
            .collect::<Vec<_>>()
    };
    let (cells, (even, odd)) = {
        let ground = &*ground;
        rayon::join(
            || sequence::learn_tags(ground, &(0..count).collect::<Vec<_>>(), 5).table(bytes),
            || {
                (
                    sequence::learn_tags(ground, &half(0), 3),
                    sequence::learn_tags(ground, &half(1), 3),
                )
            },
        )
    };
    ground.tell(format_args!("tags: {:?}", cells.1));
    let predict = |index: usize| {
        let words = Words::new(&ground.sentences[index].words, &ground.lexicon);
        if (index / 50).is_multiple_of(2) {
            tag(&words, &odd)
        } else {
            tag(&words, &even)
        }
    };
    ground.tags = (0..count).map(predict).collect();
    ground.tell(format_args!("tags predicted"));
    cells.0
}

fn write(arguments: &Arguments, words: &[u8], trees: &[u8]) -> Result<()> {
    fs::create_dir_all(&arguments.out)?;
    fs::write(arguments.out.join("en.words.bin"), words)?;
    fs::write(arguments.out.join("en.trees.bin"), trees)?;
    let mut command = Command::new("sha256sum");
    let output = command
        .args(["en.words.bin", "en.trees.bin"])
        .current_dir(&arguments.out)
        .output()?;
    if !output.status.success() {
        return Err(Error::other("sha256sum failed"));
    }
    fs::write(arguments.out.join("SHA256SUMS"), output.stdout)
}
