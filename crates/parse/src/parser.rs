//! The whole analysis.
//!
//! In: a document's sentences, or the words of one. Out: one [`Tree`] each. Never: an error or a
//! panic on any words; only reading a model can fail.
//!
//! *Fidan met Lavrov.* is tagged, then each word gets its head, each arc its label, each word its
//! lemma, and last the names are marked.

use std::sync::Arc;

use dateline_record::Document;

use crate::attach::attach;
use crate::labeller::{Arcs, label};
use crate::lemma::Lemmas;
use crate::model::{Model, ModelError};
use crate::names::{Scene, mark, names_of};
use crate::settle::{KnownNames, agree, trim};
use crate::tagger::tag;
use crate::tree::Tree;
use crate::words::Words;

const WORDS: &[u8] = include_bytes!("../../../models/en.words.bin");
const TREES: &[u8] = include_bytes!("../../../models/en.trees.bin");

/// The analyser. Immutable, and cheap to clone.
#[derive(Debug, Clone)]
pub struct Parser {
    model: Arc<Model>,
    lemmas: Arc<Lemmas>,
    known: Option<Arc<dyn KnownNames>>,
}

impl Parser {
    /// The analyser with the weights that ship with the program.
    ///
    /// # Panics
    /// Never in a released build: a test loads the embedded files.
    pub fn embedded() -> Parser {
        let model = Model::embedded(WORDS, TREES);
        Parser::of(model.unwrap_or_else(|error| panic!("embedded weights: {error}")))
    }

    /// The analyser with other weights: the bytes of a file of words and of a file of trees, as
    /// `cargo xtask train` writes them.
    ///
    /// # Errors
    /// When the bytes are no model of this version.
    pub fn from_bytes(words: &[u8], trees: &[u8]) -> Result<Parser, ModelError> {
        Ok(Parser::of(Model::from_bytes(words, trees)?))
    }

    fn of(model: Model) -> Parser {
        Parser {
            model: Arc::new(model),
            lemmas: Arc::new(Lemmas::embedded()),
            known: None,
        }
    }

    /// The analyser with something to ask about the kinds of names.
    pub fn knowing(mut self, known: Arc<dyn KnownNames>) -> Parser {
        self.known = Some(known);
        self
    }

    /// The trees of a document's sentences, in order; names that recur agree in their kind.
    pub fn parse(&self, document: &Document) -> Vec<Tree> {
        let words_of = |tokens: std::ops::Range<usize>| {
            tokens.map(|token| document.word(token)).collect::<Vec<_>>()
        };
        let sentences = document.sentences.iter();
        let words: Vec<Vec<&str>> = sentences
            .map(|sentence| words_of(sentence.tokens.clone()))
            .collect();
        self.parse_sentences(&words)
    }

    /// The trees of sentences that follow each other, given as words.
    pub fn parse_sentences(&self, sentences: &[Vec<&str>]) -> Vec<Tree> {
        let trees = sentences.iter().map(|words| self.parse_words(words));
        let mut trees: Vec<Tree> = trees.collect();
        agree(&mut trees, sentences, self.known.as_deref());
        trees
    }

    /// The tree of one sentence's words; without words, the empty tree.
    pub fn parse_words(&self, words: &[&str]) -> Tree {
        let model = &*self.model;
        let seen = Words::new(words, &model.lexicon());
        let tags = tag(&seen, &model.tags());
        let heads = attach(&seen, &tags, &model.backward(), &model.forward());
        let labels = label(
            &Arcs::new(&seen, &tags, &heads),
            model.pairs(),
            &model.labels(),
        );
        let scene = Scene {
            words: &seen,
            tags: &tags,
            heads: &heads,
            labels: &labels,
        };
        let mut names = names_of(&mark(&scene, model.looks(), &model.names()));
        trim(&mut names, &tags);
        let lemmas = words
            .iter()
            .zip(&tags)
            .map(|(word, tag)| self.lemmas.of(word, *tag))
            .collect();
        Tree {
            tags,
            lemmas,
            heads,
            labels,
            names,
        }
    }
}
